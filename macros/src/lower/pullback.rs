//! Pullbacks that are called with what is differentiated, or of what is.
//!
//! ```text
//! let (value, back) = vjp_f(x, &a);       let argument0 = x; let argument1 = &a;
//!                                         let value = Function(argument0, argument1);
//! back(seed)                              Pullback(argument0, argument1, seed)
//! ```
//!
//! `Function` and `Pullback` stand for what the hidden type of `vjp_f` leads to: functions with sweeps of their own. A
//! pullback that touches nothing differentiated stays a closure.

use std::rc::Rc;

use quote::format_ident;
use syn::spanned::Spanned;
use syn::{parse_quote, parse_quote_spanned};

use super::scope::Binding;
use super::{Key, Lowering};
use crate::diagnostic::Message;
use crate::ir::VarId;
use crate::types::Ty;

/// What takes the place of a call of `vjp_f`.
#[derive(Debug)]
pub(super) struct Pulled {
    arguments: Vec<syn::Pat>,
    value: syn::Expr,
    pullback: syn::ExprClosure,
}

impl Lowering<'_> {
    /// A pullback that is called: from the next round on, where it is made, what it needs is kept.
    pub(super) fn pull_from_now_on(&mut self, var: VarId) -> bool {
        let Some(key) = self.keys[var.0 as usize].filter(|key| self.pullbacks.contains(key)) else { return false };
        self.changed |= self.facts.inlined.insert(key);
        true
    }

    /// `let (value, back) = vjp_f(x);`, `let back = vjp_f(x).1;`, where `back` is called with what is differentiated.
    pub(super) fn bind_pullback(&mut self, pattern: &syn::Pat, expr: &syn::Expr) -> bool {
        self.note_pullback_of_a_method(pattern, expr);
        let (value, back, call) = match (pattern, expr) {
            (syn::Pat::Tuple(parts), syn::Expr::Call(call)) if parts.elems.len() == 2 => {
                (Some(&parts.elems[0]), &parts.elems[1], call)
            }
            (back @ syn::Pat::Ident(_), syn::Expr::Field(field)) if is_second(field) => match &*field.base {
                syn::Expr::Call(call) => (None, back, call),
                _ => return false,
            },
            _ => return false,
        };
        let (syn::Pat::Ident(back), Some(path)) = (back, hidden(call, "Pullback")) else { return false };
        if let Some(of) = of_a_type(call) {
            self.pullbacks_of_methods.insert(back.ident.to_string(), of);
            return false;
        }
        let key: Key = &raw const back.ident;
        if !self.facts.inlined.contains(&key) {
            self.pullbacks.insert(key);
            return false;
        }
        let taken = self.pulled(call, &path);
        for (name, argument) in taken.arguments.iter().zip(&call.args) {
            self.bind_expr(name, Ty::Unknown, argument);
        }
        if let Some(value) = value {
            self.bind_expr(value, Ty::Unknown, &taken.value);
        }
        let pullback = self.closure(&taken.pullback, true);
        self.scopes.bind(back.ident.to_string(), Binding::Closure(pullback));
        true
    }

    /// `let (value, back) = spring.vjp_energy(x);`
    fn note_pullback_of_a_method(&mut self, pattern: &syn::Pat, expr: &syn::Expr) {
        let (back, call) = match (pattern, expr) {
            (syn::Pat::Tuple(parts), syn::Expr::MethodCall(call)) if parts.elems.len() == 2 => (&parts.elems[1], call),
            (back, syn::Expr::Field(field)) if is_second(field) => match &*field.base {
                syn::Expr::MethodCall(call) => (back, call),
                _ => return,
            },
            _ => return,
        };
        if let (syn::Pat::Ident(back), Some(of)) = (back, call.method.to_string().strip_prefix("vjp_")) {
            self.pullbacks_of_methods.insert(back.ident.to_string(), of.to_owned());
        }
    }

    /// The message for the call of such a pullback.
    pub(super) fn pullback_of_a_method(&self, name: &str) -> Option<Message> {
        let of = self.pullbacks_of_methods.get(name)?;
        Some(
            Message::new(format!("`vjp_{of}` is not differentiated again"))
                .note(format!("it is the companion of a method, and `{name}` is called where a derivative is taken"))
                .help(format!("call `grad_{of}` or `jvp_{of}`, or let a free function do what `{of}` does")),
        )
    }

    /// The same in every round, since declarations are known by their addresses.
    fn pulled(&mut self, call: &syn::ExprCall, pullback: &syn::ExprPath) -> Rc<Pulled> {
        let function = hidden(call, "Function");
        let again = call.args.iter().map(|argument| {
            let ty = self.type_of(argument);
            matches!(argument, syn::Expr::Reference(_)) || matches!(ty, Ty::Ref(..)) || ty.is_copy()
        });
        let again: Vec<bool> = again.collect();
        let known = self.facts.pullbacks.entry((std::ptr::from_ref(call), again.clone()));
        let taken = known.or_insert_with(|| {
            let names =
                (0..call.args.len()).map(|index| format_ident!("__argument{index}", span = call.args[index].span()));
            let names: Vec<syn::Ident> = names.collect();
            let passed = names.iter().zip(&again).map(|(name, again)| -> syn::Expr {
                if *again { parse_quote!(#name) } else { parse_quote!(#name.clone()) }
            });
            let passed: Vec<syn::Expr> = passed.collect();
            let span = call.func.span();
            Rc::new(Pulled {
                arguments: names.iter().map(pattern).collect(),
                value: parse_quote_spanned!(span=> #function(#(#passed),*)),
                pullback: parse_quote_spanned!(span=> |__seed| #pullback(#(#passed,)* __seed)),
            })
        });
        Rc::clone(taken)
    }
}

/// `vjp_f(x).1(seed)`: what is called, and the seed behind the arguments.
pub(super) fn pulled_at_once(call: &syn::ExprCall) -> Option<syn::ExprCall> {
    let mut callee = &*call.func;
    while let syn::Expr::Paren(inner) = callee {
        callee = &inner.expr;
    }
    let syn::Expr::Field(field) = callee else { return None };
    let syn::Expr::Call(made) = &*field.base else { return None };
    let path = is_second(field).then(|| hidden(made, "Pullback"))??;
    let arguments = made.args.iter().chain(&call.args);
    Some(parse_quote_spanned!(call.span()=> #path(#(#arguments),*)))
}

/// `Spring::vjp_energy(x)`: the name of the function.
fn of_a_type(call: &syn::ExprCall) -> Option<String> {
    let syn::Expr::Path(path) = &*call.func else { return None };
    let mut names = path.path.segments.iter().rev().map(|segment| segment.ident.to_string());
    let of = names.next()?.strip_prefix("vjp_")?.to_owned();
    names.next().filter(|owner| owner.starts_with(char::is_uppercase)).map(|_| of)
}

/// `.1`
fn is_second(field: &syn::ExprField) -> bool {
    matches!(&field.member, syn::Member::Unnamed(index) if index.index == 1)
}

/// `<<vjp_f as Pulled>::Pullback>::primal`, of a call of `vjp_f`.
fn hidden(call: &syn::ExprCall, what: &str) -> Option<syn::ExprPath> {
    let syn::Expr::Path(path) = &*call.func else { return None };
    let mut of = path.path.clone();
    let last = of.segments.last_mut().filter(|_| path.qself.is_none())?;
    last.ident.to_string().strip_prefix("vjp_")?;
    let (generics, span) = (std::mem::take(&mut last.arguments), last.ident.span());
    let (what, primal) = (format_ident!("{what}", span = span), format_ident!("{PRIMAL}", span = span));
    let mut path: syn::ExprPath = parse_quote_spanned! {span=>
        <<#of as __chainrule::__private::Pulled>::#what>::#primal
    };
    path.path.segments.last_mut()?.arguments = generics;
    Some(path)
}

/// The function by the name of its hidden type.
const PRIMAL: &str = "primal";

/// `vjp_f`, where `path` is what [`hidden`] makes of it.
pub fn hidden_companion(path: &syn::ExprPath) -> Option<&syn::Path> {
    let syn::Type::Path(ty) = &*path.qself.as_ref()?.ty else { return None };
    let syn::Type::Path(of) = &*ty.qself.as_ref()?.ty else { return None };
    let is_own = ty.path.segments.first()?.ident == "__chainrule" && path.path.segments.last()?.ident == PRIMAL;
    is_own.then_some(&of.path)
}

/// `name`, as a pattern.
fn pattern(name: &syn::Ident) -> syn::Pat {
    let attrs = Vec::new();
    syn::Pat::Ident(syn::PatIdent { attrs, by_ref: None, mutability: None, ident: name.clone(), subpat: None })
}

/// The names in [`Pulled`], without what keeps them apart from the user's.
pub(super) fn own_name(name: &str) -> Option<&str> {
    let is_own = name.starts_with("__argument") || name == "__seed";
    is_own.then(|| name.trim_start_matches('_'))
}
