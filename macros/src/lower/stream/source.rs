//! Where a chain begins: containers, ranges, iterators that only rustc knows.

use std::rc::Rc;

use proc_macro2::Span;
use syn::spanned::Spanned;

use super::super::scope::Binding;
use super::super::{Key, Lowering};
use super::indexed::number;
use super::unfold::makes_iterator;
use super::{At, Indexed, Range, Source, Stream};
use crate::diagnostic::Message;
use crate::ir::{Direction, Expr, Place, Role, StmtKind, Tokens};
use crate::types::Ty;

/// Methods that make an iterator of a container.
const SOURCES: &[&str] =
    &["iter", "iter_mut", "into_iter", "chunks", "chunks_exact", "chunks_mut", "chunks_exact_mut", "windows"];

/// Methods that make an iterator of passive values.
const PASSIVE: &[&str] =
    &["chars", "char_indices", "bytes", "keys", "values", "lines", "split", "split_whitespace", "drain"];

/// Methods that make an iterator of an iterator.
pub(super) const ADAPTORS: &[&str] = &[
    "map",
    "zip",
    "enumerate",
    "rev",
    "skip",
    "take",
    "step_by",
    "chain",
    "filter",
    "filter_map",
    "copied",
    "cloned",
    "flat_map",
    "flatten",
    "scan",
    "take_while",
    "skip_while",
    "map_while",
    "inspect",
    "by_ref",
    "peekable",
    "fuse",
    "into_iter",
    "iter",
    "cycle",
    "clone",
];

/// Those of them that a type of the user's has only as an iterator.
const LAZY: &[&str] = &[
    "map",
    "zip",
    "enumerate",
    "skip",
    "take",
    "step_by",
    "chain",
    "filter",
    "filter_map",
    "flat_map",
    "flatten",
    "scan",
    "take_while",
    "skip_while",
    "map_while",
    "inspect",
    "peekable",
    "fuse",
];

impl Lowering<'_> {
    /// Whether `expr` is a chain of adaptors.
    pub(in super::super) fn is_iterator(&self, expr: &syn::Expr) -> bool {
        match expr {
            syn::Expr::Paren(inner) => self.is_iterator(&inner.expr),
            syn::Expr::Range(range) => range.start.is_some(),
            syn::Expr::MethodCall(call) => {
                let name = call.method.to_string();
                SOURCES.contains(&name.as_str())
                    || self.gives_entries(call)
                    || self.drains(call)
                    || (PASSIVE.contains(&name.as_str()) && !self.is_varied(&call.receiver))
                    || (ADAPTORS.contains(&name.as_str()) && self.is_iterator(&call.receiver))
                    || (LAZY.contains(&name.as_str())
                        && (self.steps(&call.receiver) || self.steps_beside(&call.receiver)))
            }
            syn::Expr::Path(_) => self.named_stream(expr).is_some() || self.plain_stream(expr).is_some(),
            syn::Expr::Call(call) => makes_iterator(call),
            _ => false,
        }
    }

    /// Whether the items of a passive chain have positions.
    pub(in super::super) fn has_positions(&self, expr: &syn::Expr) -> bool {
        let known = |this: &Self, expr: &syn::Expr| {
            this.is_table(expr)
                || (matches!(this.type_of(expr).peel(), Ty::Vec(_) | Ty::Slice(_) | Ty::Array(..))
                    && matches!(expr, syn::Expr::Path(_) | syn::Expr::Field(_) | syn::Expr::Index(_)))
        };
        match expr {
            syn::Expr::Paren(inner) => self.has_positions(&inner.expr),
            syn::Expr::Reference(reference) => known(self, &reference.expr),
            syn::Expr::Range(range) => range.start.is_some(),
            syn::Expr::MethodCall(call) => match call.method.to_string().as_str() {
                "enumerate" | "rev" | "copied" | "cloned" | "skip" | "take" | "step_by" => {
                    self.has_positions(&call.receiver)
                }
                "zip" => {
                    self.has_positions(&call.receiver)
                        && call.args.first().is_some_and(|other| self.has_positions(other))
                }
                name if SOURCES.contains(&name) => known(self, &call.receiver),
                _ => false,
            },
            _ => known(self, expr),
        }
    }

    /// The iterator that a name stands for.
    fn named_stream(&self, expr: &syn::Expr) -> Option<Rc<Stream>> {
        let syn::Expr::Path(path) = expr else { return None };
        match self.scopes.find(&path.path.get_ident()?.to_string())? {
            Binding::Stream(stream, ..) => Some(Rc::clone(stream)),
            _ => None,
        }
    }

    /// Whether `expr` names an iterator.
    pub(super) fn is_stream_name(&self, expr: &syn::Expr) -> bool {
        self.named_stream(expr).is_some()
    }

    /// The declaration of an iterator that was left as it is, because it gives passive values.
    fn plain_stream(&self, expr: &syn::Expr) -> Option<Key> {
        let syn::Expr::Path(path) = expr else { return None };
        match self.scopes.find(&path.path.get_ident()?.to_string())? {
            Binding::Var(var) => self.keys[var.0 as usize].filter(|key| self.plain_streams.contains(key)),
            _ => None,
        }
    }

    /// `let it = xs.iter().map(…);`: a name for an iterator that is consumed later.
    pub(in super::super) fn bind_stream(&mut self, name: &syn::PatIdent, expr: &syn::Expr) -> bool {
        let key: Key = &raw const name.ident;
        let is_chain = matches!(expr, syn::Expr::MethodCall(_) | syn::Expr::Range(_) | syn::Expr::Call(_));
        if !is_chain || !self.is_iterator(expr) {
            return false;
        }
        if !self.is_varied(expr) && !self.facts.streams.contains(&key) {
            self.plain_streams.insert(key);
            return false;
        }
        let flows = self.flows(expr);
        self.kept = true;
        let stream = self.stream(expr);
        self.kept = false;
        if let Some(mut stream) = stream {
            let mut position = None;
            if name.mutability.is_some()
                && let Some((source, kept)) = self.position_of(&stream, name.span())
            {
                stream = source;
                position = Some(kept);
            }
            self.scopes.bind(name.ident.to_string(), Binding::Stream(Rc::new(stream), flows, position));
        }
        true
    }

    /// The chain `expr`; `None` after an error.
    pub(in super::super) fn stream(&mut self, expr: &syn::Expr) -> Option<Stream> {
        if self.steps(expr) {
            return self.stepped(expr);
        }
        match expr {
            syn::Expr::Paren(inner) => self.stream(&inner.expr),
            syn::Expr::Reference(reference) => self.elements(&reference.expr, Some(reference.mutability.is_some())),
            syn::Expr::Range(range) => self.range(range),
            syn::Expr::Path(_) if self.kept_position(expr).is_some() => {
                let (source, position) = self.kept_position(expr)?;
                Some(self.rest(source, position, expr.span()))
            }
            syn::Expr::Path(_) if self.named_stream(expr).is_some() => {
                self.named_stream(expr).map(|found| (*found).clone())
            }
            syn::Expr::Path(_) if self.plain_stream(expr).is_some() => {
                // From the next round on the name stands for the chain.
                let key = self.plain_stream(expr)?;
                self.changed |= self.facts.streams.insert(key);
                None
            }
            syn::Expr::Call(call) if makes_iterator(call) => self.made_stream(call),
            syn::Expr::MethodCall(call) => self.link(call),
            _ => self.elements(expr, None),
        }
    }

    /// The last method of a chain.
    fn link(&mut self, call: &syn::ExprMethodCall) -> Option<Stream> {
        let arguments = call.args.len();
        match (call.method.to_string().as_str(), arguments) {
            (name, _) if self.gives_entries(call) => self.stream_of_entries(&call.receiver, name),
            ("take", 1) if self.lends(call) => self.lent_items(call),
            ("iter", 0) => self.elements(&call.receiver, Some(false)),
            ("iter_mut", 0) => self.elements(&call.receiver, Some(true)),
            ("into_iter" | "clone" | "fuse" | "peekable", 0) if self.gives_items(&call.receiver) => {
                self.stream(&call.receiver)
            }
            ("into_iter", 0) => self.elements(&call.receiver, None),
            ("as_slice" | "as_mut_slice", 0) => self.elements(&call.receiver, Some(call.method == "as_mut_slice")),
            ("chunks" | "chunks_exact" | "chunks_mut" | "chunks_exact_mut" | "windows", 1) => self.parts(call),
            ("drain", 1) if self.drains(call) => Some(self.taken_out(call)),
            (name, _) if PASSIVE.contains(&name) => self.elements(&syn::Expr::MethodCall(call.clone()), None),
            (name, _) if super::consume::OPTIONS.contains(&name) => {
                self.elements(&syn::Expr::MethodCall(call.clone()), None)
            }
            _ if self.gives_items(&call.receiver) => self.adapted(call),
            _ => self.elements(&syn::Expr::MethodCall(call.clone()), None),
        }
    }

    fn range(&mut self, range: &syn::ExprRange) -> Option<Stream> {
        let start = range.start.as_ref()?;
        let mut ty = self.type_of(start);
        if let Some(end) = &range.end {
            ty = ty.meet(&self.type_of(end));
        }
        let ty = if ty.is_passive() { ty } else { Ty::Passive(None) };
        let lo = self.bound(start);
        let hi = range.end.as_ref().map(|end| self.bound(end));
        let inclusive = matches!(range.limits, syn::RangeLimits::Closed(_));
        let range = Range { lo, hi, inclusive, step: None, ty };
        let source = Indexed { len: None, at: At::Counter, direction: Direction::Up, range: Some(range) };
        Some(Stream::indexed(source))
    }

    /// The entries of a map, or its keys, or its values.
    fn stream_of_entries(&mut self, map: &syn::Expr, method: &str) -> Option<Stream> {
        let reference = match method {
            "iter" | "values" | "keys" => Some(false),
            "iter_mut" | "values_mut" => Some(true),
            _ => match self.type_of(map) {
                Ty::Ref(mutable, _) => Some(mutable),
                _ => None,
            },
        };
        let entries = self.entries(map)?;
        let keys = Place::of(entries.keys);
        let shared = reference.map(|_| false);
        let key = At::Element { place: keys, ty: entries.key, reference: shared };
        let value = At::Entry { place: entries.place, keys: entries.keys, ty: entries.value, reference };
        let at = match method {
            "keys" | "into_keys" => key,
            "values" | "values_mut" | "into_values" => value,
            _ => At::Pair(Box::new(key), Box::new(value)),
        };
        let len = Some(Expr::var(entries.len));
        Some(Stream::indexed(Indexed { len, at, direction: Direction::Up, range: None }))
    }

    /// The elements of a container.
    fn elements(&mut self, expr: &syn::Expr, reference: Option<bool>) -> Option<Stream> {
        if self.is_map(expr) && self.is_varied(expr) {
            let method = match reference {
                Some(true) => "iter_mut",
                Some(false) => "iter",
                None => "into_iter",
            };
            return self.stream_of_entries(expr, method);
        }
        if self.is_varied(expr) && self.is_holder(expr) {
            return self.payload(expr, reference);
        }
        let Some((place, ty)) = self.container(expr) else {
            if self.is_varied(expr) {
                self.unknown_iterator(expr);
                return None;
            }
            let tokens = match reference {
                None => self.opaque_noted(expr),
                Some(mutable) => {
                    let expr = expr.clone();
                    let whole: syn::Expr =
                        if mutable { syn::parse_quote!((#expr).iter_mut()) } else { syn::parse_quote!((#expr).iter()) };
                    self.opaque_noted(&whole)
                }
            };
            return Some(Stream { source: Source::Each(tokens), stages: Vec::new() });
        };
        let reference = match &ty {
            Ty::Ref(mutable, _) if reference.is_none() => Some(*mutable),
            _ => reference,
        };
        let place = if reference.is_none() { self.own_copy(place, &ty, expr) } else { place };
        let len = self.count(&place, expr);
        let at = At::Element { place, ty: ty.element(), reference };
        Some(Stream::indexed(Indexed { len: Some(len), at, direction: Direction::Up, range: None }))
    }

    /// An array by value is copied, where the body could change the original.
    pub(super) fn own_copy(&mut self, place: Place, ty: &Ty, expr: &syn::Expr) -> Place {
        let root = self.function.var(place.root);
        let changing = root.mutable || matches!(root.ty, Ty::Ref(true, _));
        if !changing || !matches!(ty, Ty::Array(..)) || !ty.is_copy() {
            return place;
        }
        let value = super::super::Value { expr: Expr::Place(place), ty: ty.clone() };
        Place::of(self.materialize(value, expr.span()))
    }

    /// The place of a container with positions.
    fn container(&mut self, expr: &syn::Expr) -> Option<(Place, Ty)> {
        let ty = self.type_of(expr);
        if matches!(ty.peel(), Ty::Boxed(..)) && self.is_varied(expr) {
            let inside: syn::Expr = syn::parse_quote!(*(#expr));
            return self.container(&inside);
        }
        let (place, ty) = match self.place(expr) {
            Some(found) => found,
            None if self.is_varied(expr) => {
                let value = self.rvalue(expr);
                let var = self.materialize(value, expr.span());
                (Place::of(var), self.ty_of(var).clone())
            }
            None => return self.table(expr),
        };
        match ty.peel() {
            Ty::Vec(_) | Ty::Slice(_) | Ty::Array(..) => {}
            Ty::Unknown | Ty::Opaque(_) | Ty::Named(_) if self.varied[place.root.0 as usize] => {}
            _ => return None,
        }
        Some((self.freeze(place, expr.span()), ty))
    }

    /// The number of elements; of a type that only rustc knows, one whose iterator gives them by position.
    fn count(&mut self, place: &Place, expr: &syn::Expr) -> Expr {
        let ty = self.function.place_ty(place);
        if matches!(ty.peel(), Ty::Unknown | Ty::Opaque(_) | Ty::Named(_)) {
            let mut reads = vec![place.root];
            place.for_each_index(&mut |var| reads.push(var));
            let container = crate::emit::borrow(&self.function, false, place);
            let stream = located(quote::quote!(__chainrule::__private::count(#container)), expr.span());
            let tokens = Tokens { stream, reads, flows: Vec::new(), cheap: true };
            let var = self.named("len", Ty::index(), false, Role::Local);
            self.emit(StmtKind::Let { var, value: Expr::Tokens(tokens) }, expr.span());
            return Expr::var(var);
        }
        let mut len = self.length(place);
        self.freeze_index(&mut len, expr.span());
        len
    }

    /// `chunks` and `windows`.
    fn parts(&mut self, call: &syn::ExprMethodCall) -> Option<Stream> {
        let Some((place, ty)) = self.container(&call.receiver) else {
            if self.is_varied(&call.receiver) {
                self.unknown_iterator(&call.receiver);
                return None;
            }
            let tokens = self.opaque_noted(&syn::Expr::MethodCall(call.clone()));
            return Some(Stream { source: Source::Each(tokens), stages: Vec::new() });
        };
        let size = self.bound(&call.args[0]);
        let len = self.count(&place, &call.receiver);
        let name = call.method.to_string();
        let mutable = name.ends_with("mut");
        let element = ty.element();
        let (count, stride, end) = match name.as_str() {
            "windows" => {
                let count = self.formula([&len, &size], |[len, size]| quote::quote!((#len + 1).saturating_sub(#size)));
                (count, number(1), None)
            }
            "chunks" | "chunks_mut" => {
                let count = self.formula([&len, &size], |[len, size]| quote::quote!(usize::div_ceil(#len, #size)));
                (count, size.clone(), Some(len))
            }
            _ => (self.formula([&len, &size], |[len, size]| quote::quote!(#len / #size)), size.clone(), None),
        };
        let at = At::Part { place, element, stride, size, end, mutable };
        Some(Stream::indexed(Indexed { len: Some(count), at, direction: Direction::Up, range: None }))
    }

    pub(super) fn unknown_iterator(&mut self, expr: &syn::Expr) {
        if let (syn::Expr::MethodCall(call), Some(told)) = (expr, &self.told)
            && super::super::given_iterators::is_given(told, call)
        {
            // It was said at the name of the method.
            return;
        }
        self.error(
            Message::new("chainrule cannot follow this iterator")
                .note("it gives differentiated values; known are ranges, slices, arrays, `Vec`s and their adaptors")
                .help("write the loop over a range of indices: `for i in 0..values.len()`"),
            expr,
        );
    }
}

/// Whether `name` makes an iterator of an iterator, or of a container.
pub(in super::super) fn is_adaptor(name: &str) -> bool {
    name != "clone" && ADAPTORS.contains(&name) || PASSIVE.contains(&name)
}

/// Whether `name` stands in chains of iterators.
pub(in super::super) fn is_link(name: &str) -> bool {
    ADAPTORS.contains(&name) || SOURCES.contains(&name)
}

/// Whether the adaptor `name` is followed.
pub(super) fn is_followed(name: &str) -> bool {
    ADAPTORS.contains(&name) && name != "by_ref"
}

/// `tokens` where an error of rustc in them points at `span`.
fn located(tokens: proc_macro2::TokenStream, span: Span) -> proc_macro2::TokenStream {
    let token = |mut token: proc_macro2::TokenTree| {
        if let proc_macro2::TokenTree::Group(group) = &token {
            let mut inner = proc_macro2::Group::new(group.delimiter(), located(group.stream(), span));
            inner.set_span(group.span().located_at(span));
            return proc_macro2::TokenTree::Group(inner);
        }
        token.set_span(token.span().located_at(span));
        token
    };
    tokens.into_iter().map(token).collect()
}
