//! Methods of `Option` and `Result`: each is a `match` on whether there is a value.
//!
//! ```text
//! x.map(|v| v * a)      match x { Some(v) => Some(v * a), None => None }
//! x.unwrap_or(d)        match (x, d) { (Some(v), _) => v, (None, d) => d }
//! ```

use std::rc::Rc;

use quote::{quote, quote_spanned};
use syn::spanned::Spanned;
use syn::{parse_quote, parse_quote_spanned};

use super::matching::Subject;
use super::parts::Part;
use super::told::Told;
use super::{Lowering, Value};
use crate::diagnostic::Message;
use crate::ir::{Expr, StmtKind, Tokens};
use crate::types::Ty;

/// Which of the two, as far as it is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Holder {
    Option,
    Result,
}

impl Holder {
    /// The one that a value of type `ty` is.
    pub(super) fn of_type(ty: &Ty) -> Option<Holder> {
        match ty {
            Ty::Option(_) => Some(Holder::Option),
            Ty::Result(..) => Some(Holder::Result),
            _ => None,
        }
    }

    /// The one that `expr` gives, where the file tells.
    pub(super) fn told(told: &Told, expr: &syn::Expr) -> Option<Holder> {
        let syn::Type::Path(path) = told.ty(expr)? else { return None };
        match path.path.segments.last()?.ident.to_string().as_str() {
            "Option" => Some(Holder::Option),
            "Result" => Some(Holder::Result),
            _ => None,
        }
    }

    /// The one that `pattern` takes apart.
    pub(super) fn of_pattern(pattern: &syn::Pat) -> Option<Holder> {
        let name = match pattern {
            syn::Pat::Paren(inner) => return Holder::of_pattern(&inner.pat),
            syn::Pat::Or(cases) => return cases.cases.iter().find_map(Holder::of_pattern),
            syn::Pat::TupleStruct(inner) => &inner.path.segments.last()?.ident,
            syn::Pat::Ident(name) => &name.ident,
            _ => return None,
        };
        match name.to_string().as_str() {
            "Some" | "None" => Some(Holder::Option),
            "Ok" | "Err" => Some(Holder::Result),
            _ => None,
        }
    }
}

/// The one whose method `expr` calls, as its name and its closures tell.
fn told(expr: &syn::Expr) -> Option<Holder> {
    let syn::Expr::MethodCall(call) = expr else { return None };
    let inputs = |function: &syn::Expr| match function {
        syn::Expr::Closure(closure) => Some(closure.inputs.len()),
        _ => None,
    };
    match (call.method.to_string().as_str(), call.args.first()) {
        ("or_else" | "unwrap_or_else" | "map_or_else", Some(function)) => match inputs(function)? {
            0 => Some(Holder::Option),
            _ => Some(Holder::Result),
        },
        ("map_err", Some(_)) | ("ok", None) => Some(Holder::Result),
        ("ok_or" | "ok_or_else" | "filter" | "zip", Some(_)) => Some(Holder::Option),
        // These give what they are asked of.
        ("map" | "and_then" | "or", Some(_)) => given(&call.receiver),
        _ => None,
    }
}

/// The one that `expr` gives, as its name and its closures tell.
fn given(expr: &syn::Expr) -> Option<Holder> {
    let syn::Expr::MethodCall(call) = expr else { return None };
    match (call.method.to_string().as_str(), call.args.len()) {
        ("ok", 0) => Some(Holder::Option),
        ("ok_or" | "ok_or_else", 1) => Some(Holder::Result),
        _ => told(expr),
    }
}

/// Methods that other types have as well.
const SHARED: &[&str] =
    &["map", "or", "or_else", "filter", "take", "replace", "zip", "ok", "flatten", "transpose", "xor"];

impl Lowering<'_> {
    /// The value inside of `x` in `x.unwrap()`: a part of it.
    pub(super) fn unwrapped(&mut self, call: &syn::ExprMethodCall) -> Option<Part> {
        if !matches!((call.method.to_string().as_str(), call.args.len()), ("unwrap", 0) | ("expect", 1)) {
            return None;
        }
        let Subject::Active(part) = self.subject(&call.receiver, &[&parse_quote!(Some(_))]) else { return None };
        if let Some(message) = call.args.first() {
            self.expect(&part, message, call.span());
        }
        let name = if matches!(part.ty, Ty::Result(..)) { "Ok" } else { "Some" };
        let variant = proc_macro2::Ident::new(name, call.method.span());
        Some(part.field(Some(&variant), syn::Member::from(0)))
    }

    /// Panics with `message` where there is no value.
    fn expect(&mut self, part: &Part, message: &syn::Expr, span: proc_macro2::Span) {
        let holder = crate::emit::borrow(&self.function, false, &part.place);
        let text = self.opaque(message).tokens;
        let (mut reads, message) = (text.reads, text.stream);
        reads.push(part.place.root);
        part.place.for_each_index(&mut |var| reads.push(var));
        let stream = quote!(::core::assert!(__chainrule::__private::is_some(#holder), "{}", #message););
        let tokens = Tokens { stream, reads, flows: Vec::new(), cheap: false };
        self.emit(StmtKind::Passive { tokens, writes: Vec::new() }, span);
    }

    /// A method of `Option` or `Result`; `None` where it is no such method.
    pub(super) fn option_method(&mut self, call: &syn::ExprMethodCall) -> Option<Value> {
        if let Some(part) = self.unwrapped(call) {
            return Some(part_value(part));
        }
        if let Some(value) = self.is_held(call) {
            return Some(value);
        }
        if self.may_be_there(&call.receiver) {
            return self.as_choice(call, Holder::Option);
        }
        if let Some(value) = self.held_or(call) {
            return Some(value);
        }
        let ty = self.type_of(&call.receiver);
        let by_file = self.told_holder(&call.receiver);
        let holder = match (ty.peel(), by_file) {
            (Ty::Unknown | Ty::Opaque(_) | Ty::Named(_), Some(holder)) => holder,
            (ty, _) => match ty {
                Ty::Option(_) => Holder::Option,
                Ty::Result(..) => Holder::Result,
                Ty::Unknown | Ty::Opaque(_) | Ty::Named(_) if !SHARED.contains(&call.method.to_string().as_str()) => {
                    told(&syn::Expr::MethodCall(call.clone())).unwrap_or(Holder::Option)
                }
                Ty::Unknown | Ty::Opaque(_) if self.takes(call) => Holder::Option,
                // A position, of which something differentiated is made.
                Ty::Passive(None)
                    if matches!(call.method.to_string().as_str(), "map_or" | "map_or_else")
                        || is_position(&call.receiver) =>
                {
                    Holder::Option
                }
                _ => return None,
            },
        };
        self.as_choice(call, holder)
    }

    /// `self.head.take()`: no user is likely to mean another method, and rustc is asked whether it is that of an `Option`.
    fn takes(&mut self, call: &syn::ExprMethodCall) -> bool {
        if call.method != "take" || !call.args.is_empty() || self.is_iterator(&call.receiver) {
            return false;
        }
        let Some((place, _)) = self.place(&call.receiver) else { return false };
        let holder = crate::emit::borrow(&self.function, false, &place);
        let mut reads = vec![place.root];
        place.for_each_index(&mut |var| reads.push(var));
        let stream = quote_spanned!(call.method.span()=> __chainrule::__private::optional(#holder););
        let tokens = Tokens { stream, reads, flows: Vec::new(), cheap: false };
        self.emit(StmtKind::Passive { tokens, writes: Vec::new() }, call.span());
        true
    }

    pub(super) fn told_holder(&self, expr: &syn::Expr) -> Option<Holder> {
        self.told.as_ref().and_then(|told| Holder::told(told, expr))
    }

    /// A method of an `Option` or a `Result` whose name other types have too, where the context tells.
    pub(super) fn held_method(&mut self, expr: &syn::Expr) -> Option<Value> {
        let holder = self.holder.take()?;
        let syn::Expr::MethodCall(call) = expr else { return None };
        let open = matches!(self.type_of(&call.receiver).peel(), Ty::Unknown | Ty::Opaque(_) | Ty::Named(_));
        let shared = SHARED.contains(&call.method.to_string().as_str());
        if !open || !shared || self.is_iterator(&call.receiver) || !self.is_varied(expr) {
            return None;
        }
        let told = told(expr).or_else(|| self.told_holder(&call.receiver));
        self.as_choice(call, told.unwrap_or(holder))
    }

    fn as_choice(&mut self, call: &syn::ExprMethodCall, holder: Holder) -> Option<Value> {
        if keeps(&call.method) && self.may_be_there(&call.receiver) && !gives_copy(&call.receiver) {
            return Some(self.refuse(kept_reference(&call.method), &call.method));
        }
        if call.method == "take" && self.moving(&call.receiver).is_some() {
            // What the reference refers to, not the reference.
            let receiver = &call.receiver;
            let taken: syn::Expr = parse_quote_spanned!(call.method.span()=> ::core::mem::take(&mut *#receiver));
            return Some(self.rvalue(&taken));
        }
        let expr = self.desugared(call, holder, || super::holder_arms::as_match(call, holder))?;
        Some(self.rvalue(&expr))
    }

    /// What `call` says, written by `write` once for all rounds.
    pub(super) fn desugared(
        &mut self,
        call: &syn::ExprMethodCall,
        holder: Holder,
        write: impl FnOnce() -> Option<syn::Expr>,
    ) -> Option<Rc<syn::Expr>> {
        let key = (std::ptr::from_ref(call), holder);
        let expr = match self.facts.desugared.get(&key) {
            Some(expr) => Rc::clone(expr),
            None => Rc::new(write()?),
        };
        self.facts.desugared.insert(key, Rc::clone(&expr));
        Some(expr)
    }
}

/// `xs.iter().position(p)`: it may be there.
fn is_position(expr: &syn::Expr) -> bool {
    matches!(expr, syn::Expr::MethodCall(call) if matches!(call.method.to_string().as_str(), "position" | "rposition"))
}

/// Whether a method gives the very reference that it is given.
fn keeps(name: &syn::Ident) -> bool {
    matches!(name.to_string().as_str(), "filter" | "or" | "or_else" | "zip" | "ok_or" | "ok_or_else")
}

/// `v.last().copied()`
fn gives_copy(access: &syn::Expr) -> bool {
    matches!(access, syn::Expr::MethodCall(call)
        if call.args.is_empty() && matches!(call.method.to_string().as_str(), "copied" | "cloned"))
}

/// The message for what would hold a reference to an element that may be there.
fn kept_reference(name: &syn::Ident) -> Message {
    Message::new(format!("`{name}` gives a reference to a differentiated element, if it is there"))
        .note("chainrule replaces references by the places they name, and here it cannot tell the place")
        .help(format!(
            "put `.copied()` or `.cloned()` before `{name}`, or take the element apart: `if let Some(v) = ..`"
        ))
}

/// A part by value, or by reference where it is one.
pub(super) fn part_value(part: Part) -> Value {
    if let Some(mutable) = part.reference {
        return Value { expr: Expr::Place(part.place), ty: Ty::Ref(mutable, Box::new(part.ty)) };
    }
    // Nothing moves out of an option whose shadow starts from its shape.
    if part.ty.is_copy() || part.ty.is_passive() {
        return Value { expr: Expr::Place(part.place), ty: part.ty };
    }
    Value { expr: Expr::Copy(crate::forward::method("clone"), part.place), ty: part.ty }
}
