//! Methods that are taken for those of the standard library by their names: rustc is asked whether they are.

use proc_macro2::Ident;
use quote::quote_spanned;
use syn::visit_mut::VisitMut;

use super::Lowering;
use super::resolve::Resolver;
use crate::types::Ty;

impl Lowering<'_> {
    /// A method that is taken for one of the standard library, whose result carries no derivative, although its receiver
    /// is differentiated and of a type that only rustc knows: generated code asks rustc.
    pub(super) fn is_doubtful(&self, call: &syn::ExprMethodCall) -> bool {
        let name = call.method.to_string();
        let named = crate::primitives::is_step(&name) || crate::primitives::passive_result(&name).is_some();
        named
            && self.sibling_method(call).is_none()
            && matches!(self.type_of(&call.receiver).peel(), Ty::Unknown | Ty::Opaque(_) | Ty::Named(_))
            && self.is_varied(&call.receiver)
            && !self.is_iterator(&call.receiver)
    }
}

impl Resolver<'_, '_> {
    /// Visits what ends derivatives.
    pub(super) fn ending(&mut self, expr: &mut syn::Expr) {
        self.cheap &= !matches!(expr, syn::Expr::Call(_));
        let outside = std::mem::replace(&mut self.ends, true);
        syn::visit_mut::visit_expr_mut(self, expr);
        self.ends = outside;
    }

    /// A call whose result must be what that of the standard library is; the receiver stays as it is.
    pub(super) fn doubtful(&mut self, call: &mut syn::ExprMethodCall) -> syn::Expr {
        let span = proc_macro2::Span::mixed_site().located_at(call.method.span());
        let guard = if crate::primitives::is_step(&call.method.to_string()) { "step" } else { "passive" };
        let guard = Ident::new(guard, span);
        self.visit_expr_method_call_mut(call);
        let receiver = &call.receiver;
        *call.receiver = syn::Expr::Verbatim(quote_spanned!(span=> (&#receiver)));
        if self.ends {
            return syn::Expr::MethodCall(call.clone());
        }
        syn::Expr::Verbatim(quote_spanned!(span=> __chainrule::__private::#guard(#call)))
    }
}

/// A comparison, or `stop_gradient(..)`.
pub(super) fn ends_derivatives(expr: &syn::Expr) -> bool {
    use syn::BinOp;
    match expr {
        syn::Expr::Binary(binary) => {
            matches!(binary.op, BinOp::Eq(_) | BinOp::Ne(_) | BinOp::Lt(_) | BinOp::Le(_) | BinOp::Gt(_) | BinOp::Ge(_))
        }
        syn::Expr::Call(call) => {
            matches!(&*call.func, syn::Expr::Path(path) if super::call::is_stop_gradient(&path.path))
        }
        _ => false,
    }
}
