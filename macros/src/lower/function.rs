//! Functions as values: parameters that are functions, and functions that are passed to others.

use quote::ToTokens;
use syn::spanned::Spanned;

use super::scope::Binding;
use super::{Lowering, Value};
use crate::ir::{Call, Callee, Expr, FunctionSweeps, FunctionValue, Place, VarId};
use crate::types::Ty;

impl Lowering<'_> {
    /// The parameter that is a function and that `expr` names.
    pub(super) fn function_parameter_at(&self, expr: &syn::Expr) -> Option<VarId> {
        let name = match expr {
            syn::Expr::Paren(inner) => return self.function_parameter_at(&inner.expr),
            syn::Expr::Group(inner) => return self.function_parameter_at(&inner.expr),
            syn::Expr::Reference(inner) => return self.function_parameter_at(&inner.expr),
            syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => {
                return self.function_parameter_at(&unary.expr);
            }
            syn::Expr::Path(path) => path.path.get_ident()?.to_string(),
            _ => return None,
        };
        let var = match self.scopes.find(&name)? {
            Binding::Var(var) => *var,
            Binding::Alias { place, .. } if place.is_whole() => place.root,
            _ => return None,
        };
        self.function.functions.contains_key(&var).then_some(var)
    }

    /// `let g = f;`, where `f` is a parameter: another name for it.
    pub(super) fn alias_of_function(&mut self, name: &syn::PatIdent, expr: &syn::Expr) -> bool {
        let Some(var) = self.function_parameter_at(expr) else { return false };
        let alias = Binding::Alias { place: Place::of(var), mutable: false, ty: Ty::Unknown };
        self.scopes.bind(name.ident.to_string(), alias);
        true
    }

    /// The type of the result of a parameter that is a function.
    pub(super) fn type_of_parameter_call(&self, call: &syn::ExprCall) -> Option<Ty> {
        let var = self.function_parameter_at(&call.func)?;
        Some(self.function.functions.get(&var)?.signature.output.clone())
    }

    /// `f(x)`, where `f` is a parameter.
    pub(super) fn call_of_parameter(&mut self, call: &syn::ExprCall, parameter: VarId) -> Value {
        let ty = self.type_of_parameter_call(call).unwrap_or_default();
        let list: Vec<&syn::Expr> = call.args.iter().collect();
        let arguments = self.argument_list(&list);
        let spans = call.args.iter().map(Spanned::span).collect();
        let call = Call { callee: Callee::Parameter(parameter), arguments, spans };
        Value { expr: Expr::Call(Box::new(call)), ty }
    }

    /// The function that `expr` is, where it is one.
    pub(super) fn function_value(&mut self, expr: &syn::Expr) -> Option<FunctionValue> {
        if let Some(parameter) = self.function_parameter_at(expr) {
            let primal = self.opaque(expr).tokens.stream;
            return Some(FunctionValue { primal, sweeps: FunctionSweeps::Parameter(parameter) });
        }
        match expr {
            syn::Expr::Paren(inner) => self.function_value(&inner.expr),
            syn::Expr::Group(inner) => self.function_value(&inner.expr),
            syn::Expr::Reference(reference) if reference.mutability.is_none() => {
                let inner = self.function_value(&reference.expr)?;
                let primal = inner.primal;
                Some(FunctionValue { primal: quote::quote!(&#primal), ..inner })
            }
            syn::Expr::Path(path) if self.is_function(path) => {
                let primal = expr.to_token_stream();
                Some(FunctionValue { primal, sweeps: FunctionSweeps::Item(path.clone()) })
            }
            _ => None,
        }
    }

    /// Whether `path` names a function: it is no local, and is written like one.
    fn is_function(&self, path: &syn::ExprPath) -> bool {
        let Some(last) = path.path.segments.last() else { return false };
        let name = last.ident.to_string();
        let local = path.path.get_ident().is_some_and(|ident| self.scopes.find(&ident.to_string()).is_some());
        !local && path.qself.is_none() && name.starts_with(|first: char| first.is_lowercase() || first == '_')
    }
}
