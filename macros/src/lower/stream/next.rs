//! `next`, `nth` and `peek`: single items, by a position that a named iterator keeps.
//!
//! ```text
//! let mut it = xs.iter();            let mut position = 0;
//! let a = it.next().unwrap();        let first = position; position += 1; … xs[first] …
//! for x in it { … }                  for k in 0..xs.len() - position { … xs[position + k] … }
//! ```

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::spanned::Spanned;

use super::super::parts::binds_names;
use super::super::place::offset;
use super::super::scope::Binding;
use super::super::{Lowering, opaque};
use super::indexed::{is_number, number};
use super::{At, Indexed, Stream};
use crate::diagnostic::Message;
use crate::ir::{Direction, Expr, VarId};

/// An item that may be there.
pub(in super::super) struct Upcoming {
    /// Whether it is.
    pub condition: Expr,
    pub(super) at: At,
    pub(super) position: Expr,
}

/// `it.next()`, `it.nth(n)`, perhaps copied: the call, and whether it is.
fn single(call: &syn::ExprMethodCall) -> Option<(&syn::ExprMethodCall, bool)> {
    match (call.method.to_string().as_str(), call.args.len()) {
        ("next" | "peek", 0) | ("nth", 1) => Some((call, false)),
        ("copied" | "cloned", 0) => match &*call.receiver {
            syn::Expr::MethodCall(inner) => single(inner).filter(|(_, copied)| !copied).map(|(inner, _)| (inner, true)),
            _ => None,
        },
        _ => None,
    }
}

impl Lowering<'_> {
    /// Whether `call` takes a single item of an iterator.
    pub(super) fn takes_single(&self, call: &syn::ExprMethodCall) -> bool {
        self.single_of(call).is_some()
    }

    /// A name for the positions of `stream`, where it is bound by `let mut`.
    pub(super) fn position_of(&mut self, stream: &Stream, span: Span) -> Option<(Stream, VarId)> {
        let source = self.upward(stream.as_indexed()?.clone())?;
        let position = self.count_variable("position", span);
        Some((Stream::indexed(source), position))
    }

    /// The iterator that a name stands for, and where it keeps its position.
    pub(super) fn kept_position(&self, expr: &syn::Expr) -> Option<(Indexed, VarId)> {
        let syn::Expr::Path(path) = expr else { return None };
        match self.scopes.find(&path.path.get_ident()?.to_string())? {
            Binding::Stream(stream, _, Some(position)) => Some((stream.as_indexed()?.clone(), *position)),
            _ => None,
        }
    }

    /// The call that takes a single item, and whether that is copied.
    pub(super) fn single_of<'e>(&self, call: &'e syn::ExprMethodCall) -> Option<(&'e syn::ExprMethodCall, bool)> {
        single(call).filter(|(taking, _)| self.is_iterator(&taking.receiver))
    }

    /// What is left of an iterator that has given items before.
    pub(super) fn rest(&mut self, source: Indexed, position: VarId, span: Span) -> Stream {
        let start = self.integer("start", Expr::var(position), span);
        let len = source.len.map(|len| self.difference(len, &start));
        let at = At::Skipped(Box::new(source.at), start);
        Stream::indexed(Indexed { len, at, direction: Direction::Up, range: None })
    }

    /// The source of an iterator that keeps its position, and the position of the item that `taking` takes.
    pub(super) fn taken(&mut self, taking: &syn::ExprMethodCall, copied: bool) -> Option<(Indexed, Expr)> {
        let span = taking.span();
        let count = self.skipped(taking);
        let (source, kept) = self.kept_position(&taking.receiver)?;
        let start = self.integer("start", Expr::var(kept), span);
        let position = if taking.method == "peek" {
            start
        } else if is_number(&count, "0") {
            self.increment(kept, span);
            start
        } else {
            let position = self.integer("taken", offset(start, count), span);
            let next = self.formula([&position], |[position]| quote!(#position + 1));
            self.set(kept, &next, span);
            position
        };
        let at = match (taking.method == "peek", copied) {
            (true, false) => At::Peeked(Box::new(source.at)),
            (false, true) => At::Copied(Box::new(source.at)),
            _ => source.at,
        };
        Some((Indexed { at, ..source }, position))
    }

    /// How many items stand before the one that is taken.
    fn skipped(&mut self, taking: &syn::ExprMethodCall) -> Expr {
        match taking.args.first() {
            Some(count) => self.bound(count),
            None => number(0),
        }
    }

    /// `it.next()` before patterns.
    pub(in super::super) fn upcoming(&mut self, call: &syn::ExprMethodCall) -> Option<Upcoming> {
        let (taking, copied) = self.single_of(call).filter(|_| self.is_varied(&call.receiver))?;
        if self.refuses_single(taking) {
            return None;
        }
        let (source, position) = if let Some(found) = self.taken(taking, copied) {
            found
        } else {
            let (stream, choice) = self.chooser(taking, copied)?;
            match stream.as_indexed().cloned().and_then(|source| self.upward(source)) {
                Some(source) => (source, self.skipped(taking)),
                None => return self.where_chosen(&stream, &choice, call.span()),
            }
        };
        let condition = match &source.len {
            Some(len) => self.formula([&position, len], |[position, len]| quote!(#position < #len)),
            None => Expr::Tokens(opaque::constant(quote!(true))),
        };
        let condition = self.boolean("more", condition, call.span());
        Some(Upcoming { condition, at: source.at, position })
    }

    /// `it.next();`: an item that nobody asks for. Whether it is one.
    pub(in super::super) fn moves_on(&mut self, call: &syn::ExprMethodCall) -> bool {
        call.method != "peek" && self.upcoming(call).is_some()
    }

    /// An iterator by a name that has no position: the items that it has given are not known.
    pub(super) fn refuses_single(&mut self, taking: &syn::ExprMethodCall) -> bool {
        let name = taking.method.to_string();
        let by_position = name != "find" && self.kept_position(&taking.receiver).is_some();
        if !self.is_stream_name(&taking.receiver) || by_position {
            return false;
        }
        let message = Message::new(format!("chainrule does not follow `{name}` on this iterator"))
            .note("it gives differentiated values, and which ones are left cannot be told by a position")
            .help("collect it into a `Vec` first: `let items: Vec<f64> = iterator.copied().collect();`");
        self.error(message, &taking.method);
        true
    }

    /// Binds the pattern inside of `Some`; what is left of it.
    pub(in super::super) fn bind_upcoming(&mut self, pattern: &syn::Pat, upcoming: &Upcoming) -> TokenStream {
        match pattern {
            syn::Pat::TupleStruct(some) if some.path.is_ident("Some") && some.elems.len() == 1 => {
                let item = self.item_at(&upcoming.at, &upcoming.position, pattern.span());
                self.bind_item(&some.elems[0], item);
                quote!(true)
            }
            syn::Pat::Ident(name) if name.ident == "None" => quote!(false),
            other => {
                if binds_names(other) {
                    self.unknown_pattern(other);
                }
                quote!(_)
            }
        }
    }
}
