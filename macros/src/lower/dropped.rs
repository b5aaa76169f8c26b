//! `drop(value)`: ends a life early, which changes no number.
//!
//! ```text
//! drop(step(&mut s));                  let _ = step(&mut s);
//! let mut up = |a| s += a; … drop(up);       …
//! ```
//!
//! The reverse sweep still reads what was dropped, so the code that is written drops it where its scope ends. Only what
//! others may see the end of is dropped where the user says: a guard, one owner among several, a type with a `Drop` of its
//! own.

use std::collections::HashMap;

use syn::visit_mut::VisitMut;
use syn::{parse_quote, parse_quote_spanned};

use super::Lowering;
use super::scope::Binding;
use crate::types::Ty;

/// What `drop(..)` in the statement drops.
fn dropped(expr: &syn::Expr) -> Option<&syn::Expr> {
    let syn::Expr::Call(call) = expr else { return None };
    let syn::Expr::Path(path) = &*call.func else { return None };
    let mut names = path.path.segments.iter().rev().map(|segment| segment.ident.to_string());
    let is_drop = names.next().is_some_and(|name| name == "drop") && names.next().is_none_or(|owner| owner == "mem");
    if is_drop && call.args.len() == 1 { call.args.first() } else { None }
}

fn name(expr: &syn::Expr) -> Option<String> {
    let syn::Expr::Path(path) = expr else { return None };
    path.path.get_ident().map(ToString::to_string)
}

/// Leaves out what drops closures and references, and makes other values for their effects alone.
pub(super) fn rewrite(item: &mut syn::ItemFn) {
    let beside = crate::beside::Beside::of(&item.sig.ident);
    if beside.is_some_and(|beside| !beside.inputs(&parse_quote!(drop)).is_empty()) {
        return; // A function of the user's own.
    }
    let mut names = Names::default();
    names.visit_block_mut(&mut item.block);
    Rewrite(names).visit_block_mut(&mut item.block);
}

/// Whether all variables of a name are closures or references.
#[derive(Default)]
struct Names(HashMap<String, bool>);

impl VisitMut for Names {
    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        let pattern = match &local.pat {
            syn::Pat::Type(typed) => &*typed.pat,
            pattern => pattern,
        };
        if let syn::Pat::Ident(ident) = pattern {
            let value = local.init.as_ref().map(|init| &*init.expr);
            let borrows = matches!(value, Some(syn::Expr::Closure(_) | syn::Expr::Reference(_)));
            *self.0.entry(ident.ident.to_string()).or_insert(true) &= borrows;
        }
        syn::visit_mut::visit_local_mut(self, local);
    }
}

struct Rewrite(Names);

impl VisitMut for Rewrite {
    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        let borrows = |value: &syn::Expr| name(value).is_some_and(|name| self.0.0.get(&name) == Some(&true));
        block
            .stmts
            .retain(|stmt| !matches!(stmt, syn::Stmt::Expr(expr, Some(_)) if dropped(expr).is_some_and(borrows)));
        for stmt in &mut block.stmts {
            if let syn::Stmt::Expr(expr, Some(_)) = stmt
                && let Some(value) = dropped(expr)
                && !matches!(value, syn::Expr::Path(_))
            {
                let span = syn::spanned::Spanned::span(value);
                *stmt = parse_quote_spanned!(span=> let _ = #value;);
            }
        }
        syn::visit_mut::visit_block_mut(self, block);
    }
}

impl Lowering<'_> {
    /// Whether `expr` drops a variable whose end nobody else sees: that ends with its scope.
    pub(super) fn drops_later(&self, expr: &syn::Expr) -> bool {
        let Some(name) = dropped(expr).and_then(name) else { return false };
        match self.scopes.find(&name) {
            Some(Binding::Var(var)) => ends_unseen(self.ty_of(*var), self.varied[var.0 as usize]),
            Some(Binding::Constant(_)) | None => false,
            Some(_) => true,
        }
    }
}

/// Whether only memory is given back where a value of this type ends. What carries a derivative is no guard.
fn ends_unseen(ty: &Ty, varied: bool) -> bool {
    match ty {
        Ty::Float(_) | Ty::Unit | Ty::Ref(..) => true,
        Ty::Vec(inner) | Ty::Array(inner, _) | Ty::Slice(inner) | Ty::Option(inner) => ends_unseen(inner, varied),
        Ty::Tuple(parts) => parts.iter().all(|part| ends_unseen(part, varied)),
        Ty::Result(value, error) => ends_unseen(value, varied) && ends_unseen(error, varied),
        Ty::Boxed(path, inner) => path.to_string().ends_with("Box") && ends_unseen(inner, varied),
        Ty::Passive(Some(_)) => ty.is_of_library(),
        Ty::Named(_) => varied || ty.is_of_library(),
        Ty::Unknown | Ty::Opaque(_) | Ty::Passive(None) => varied,
    }
}
