//! Consumers: which method of an iterator is which.

use syn::spanned::Spanned;

use super::super::item::Item;
use super::super::{Lowering, Value};
use super::drive::Frame;
use super::extreme::Unwrap;
use crate::diagnostic::Message;
use crate::ir::Expr;
use crate::types::Ty;

/// Consumers that give a value.
const VALUES: &[&str] = &["sum", "product", "fold", "for_each", "collect", "unzip", "partition", "try_fold"];

/// Consumers that give an `Option`.
pub(super) const OPTIONS: &[&str] =
    &["max_by", "min_by", "max_by_key", "min_by_key", "last", "nth", "next", "reduce", "find"];

/// Consumers that are known and have no derivative of their own.
const REFUSED: &[&str] = &[
    "try_for_each",
    "next_back",
    "find_map",
    "max",
    "min",
    "nth_back",
    "rfold",
    "by_ref",
    "peekable",
    "cycle",
    "is_sorted",
    "cmp",
    "partial_cmp",
    "eq",
    "last",
    "count",
    "any",
    "all",
    "position",
];

/// Whether a method of this name consumes an iterator.
pub(super) fn is_known(name: &str) -> bool {
    VALUES.contains(&name) || OPTIONS.contains(&name)
}

impl Lowering<'_> {
    /// Whether `expr` consumes an iterator.
    pub(in super::super) fn is_consumer(&self, expr: &syn::Expr) -> bool {
        match expr {
            syn::Expr::Paren(inner) => self.is_consumer(&inner.expr),
            syn::Expr::MethodCall(call) => {
                let name = call.method.to_string();
                (is_known(&name) && self.has_items(call))
                    || self.takes_single(call)
                    || self.unwrapped_consumer(call).is_some()
                    || self.copied_consumer(call).is_some()
                    || self.is_array_map(call)
            }
            syn::Expr::Call(call) => is_from_function(call),
            _ => false,
        }
    }

    fn is_array_map(&self, call: &syn::ExprMethodCall) -> bool {
        if call.method != "map" || call.args.len() != 1 {
            return false;
        }
        match self.type_of(&call.receiver) {
            Ty::Array(..) => true,
            Ty::Ref(_, inner) if matches!(*inner, Ty::Array(..)) => true,
            // A field, the result of a call, or an array by a name of the user's.
            Ty::Unknown | Ty::Named(_) => {
                !super::super::control::is_control_flow(&call.receiver)
                    && matches!(call.args[0], syn::Expr::Closure(_) | syn::Expr::Path(_))
                    && !self.is_iterator(&call.receiver)
                    && !self.is_of_container(&call.receiver)
                    && self.is_varied(&call.receiver)
            }
            _ => false,
        }
    }

    /// A method of a container of the standard library: what it gives and is not known is an iterator.
    fn is_of_container(&self, expr: &syn::Expr) -> bool {
        matches!(expr, syn::Expr::MethodCall(call)
            if self.type_of(&call.receiver).has_slices())
    }

    /// `stream.max_by(…).unwrap()`: the consumer.
    fn unwrapped_consumer<'e>(&self, call: &'e syn::ExprMethodCall) -> Option<(&'e syn::ExprMethodCall, Unwrap<'e>)> {
        let unwrap = match (call.method.to_string().as_str(), call.args.len()) {
            ("unwrap", 0) | ("expect", 1) => Unwrap::Panic,
            // A default that changes something does so in any case, and after the search.
            ("unwrap_or", 1) if self.written_by(&call.args[0]).is_empty() => Unwrap::Or(&call.args[0]),
            _ => return None,
        };
        let syn::Expr::MethodCall(inner) = &*call.receiver else { return None };
        if let Some(consumer) = self.copied_consumer(inner) {
            return Some((consumer, unwrap));
        }
        let known =
            OPTIONS.contains(&inner.method.to_string().as_str()) && self.has_items(inner) || self.takes_single(inner);
        known.then_some((inner, unwrap))
    }

    /// `stream.find(…).copied()`: the consumer.
    pub(super) fn copied_consumer<'e>(&self, call: &'e syn::ExprMethodCall) -> Option<&'e syn::ExprMethodCall> {
        let syn::Expr::MethodCall(consumer) = &*call.receiver else { return None };
        let copies = matches!(call.method.to_string().as_str(), "copied" | "cloned") && call.args.is_empty();
        let known = OPTIONS.contains(&consumer.method.to_string().as_str()) && self.has_items(consumer);
        (copies && known && !self.takes_single(call)).then_some(consumer)
    }

    /// The value of a chain; `None` where `call` is none.
    pub(in super::super) fn consumed(&mut self, call: &syn::ExprMethodCall, expected: &Ty) -> Option<Item> {
        if let Some((consumer, unwrap)) = self.unwrapped_consumer(call) {
            let item = self.chosen(consumer, &unwrap).unwrap_or_else(Item::unit);
            let is_copied =
                matches!(&*call.receiver, syn::Expr::MethodCall(inner) if self.copied_consumer(inner).is_some());
            return Some(if is_copied { copied(item) } else { item });
        }
        if let Some(consumer) = self.copied_consumer(call) {
            return Some(self.chosen(consumer, &Unwrap::Copied).unwrap_or_else(Item::unit));
        }
        if self.is_array_map(call) {
            return Some(self.mapped_array(call, expected).unwrap_or_else(Item::unit));
        }
        if self.takes_single(call) {
            return Some(self.chosen(call, &Unwrap::Keep).unwrap_or_else(Item::unit));
        }
        if !self.has_items(call) {
            return None;
        }
        let name = call.method.to_string();
        let arguments = call.args.len();
        if OPTIONS.contains(&name.as_str()) {
            return Some(self.chosen(call, &Unwrap::Keep).unwrap_or_else(Item::unit));
        }
        if !VALUES.contains(&name.as_str()) {
            return Some(self.refused_consumer(call, &name));
        }
        if !self.exhausts(call) {
            return Some(self.refused_loan(call));
        }
        let wished = self.wished.take();
        let Some(stream) = self.stream(&call.receiver) else { return Some(Item::unit()) };
        self.wished = wished;
        Some(match (name.as_str(), arguments) {
            ("sum" | "product", 0) => self.accumulated(stream, call, expected),
            ("fold", 2) => self.fold(stream, call, expected),
            ("for_each", 1) => self.for_each(stream, call),
            ("collect", 0) => self.collected(stream, call, expected),
            ("unzip", 0) => self.unzipped(stream, call, expected),
            ("try_fold", 2) => self.try_folded(stream, call),
            ("partition", 1) => self.partitioned(stream, call, expected),
            _ => self.refused_consumer(call, &name),
        })
    }

    /// `array::from_fn(f)`
    pub(in super::super) fn array_of_function(&mut self, call: &syn::ExprCall, expected: &Ty) -> Option<Item> {
        if !is_from_function(call) {
            return None;
        }
        Some(self.array_from_function(call, expected).unwrap_or_else(Item::unit))
    }

    fn refused_consumer(&mut self, call: &syn::ExprMethodCall, name: &str) -> Item {
        let message = Message::new(format!("chainrule does not follow the iterator method `{name}`"))
            .note("its items are differentiated values");
        if super::source::is_followed(name) {
            let message = Message::new("chainrule does not see where this iterator is consumed")
                .note("it gives differentiated values")
                .help("consume it in the same function, or collect it into a `Vec` first");
            return Item::Value(self.refuse(message, call));
        }
        let known: Vec<&'static str> = VALUES.iter().chain(OPTIONS).chain(super::source::ADAPTORS).copied().collect();
        let what = match crate::options::nearest(name, &known).filter(|_| !REFUSED.contains(&name)) {
            Some(near) => message.help(format!("did you mean `{near}`?")),
            None => message.help("write it as a `for` loop"),
        };
        Item::Value(self.refuse(what, &call.method))
    }

    /// `for pattern in stream { … }`
    pub(in super::super) fn stream_loop(&mut self, looped: &syn::ExprForLoop) {
        let Some(stream) = self.stream(&looped.expr) else { return };
        let hint = super::fold::first_name(&looped.pat);
        let label = looped.label.as_ref().map(|label| label.name.ident.to_string());
        let frame = Frame { label, hint, ..Frame::default() };
        self.drive(stream, frame, looped.span(), &mut |this, item| {
            this.scopes.enter();
            this.bind_item(&looped.pat, item);
            this.block_into(&looped.body, None);
            this.scopes.leave();
        });
    }
}

/// What a reference refers to, as a value of its own.
pub(super) fn copied(item: Item) -> Item {
    match Lowering::behind_item(item) {
        Item::Value(Value { expr: Expr::Place(place), ty }) if !ty.is_copy() => {
            Item::Value(Value { expr: Expr::Copy(crate::forward::method("clone"), place), ty })
        }
        other => other,
    }
}

/// `array::from_fn(f)`, `std::array::from_fn(f)`, or `from_fn(f)` where it is imported from there.
pub(super) fn is_from_function(call: &syn::ExprCall) -> bool {
    let syn::Expr::Path(path) = &*call.func else { return false };
    let names: Vec<String> = path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let imported = || names == ["from_fn"] && crate::surroundings::is_imported_from("from_fn", "array");
    call.args.len() == 1 && (names.ends_with(&["array".to_owned(), "from_fn".to_owned()]) || imported())
}
