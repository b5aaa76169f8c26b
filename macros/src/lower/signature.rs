//! The signature: parameters and the result.

use proc_macro2::Span;
use syn::spanned::Spanned;

use super::scope::Binding;
use super::{Lowering, Value};
use crate::home::Kind;
use crate::ir::{Expr, Parameter, Place, Role, StmtKind, VarId};
use crate::types::Ty;

impl Lowering<'_> {
    /// Those of the module, and lengths that are parameters.
    fn constants(&mut self, signature: &syn::Signature) {
        for (name, ty) in crate::surroundings::constants() {
            self.scopes.bind(name, Binding::Constant(ty));
        }
        for length in signature.generics.const_params() {
            self.scopes.bind(length.ident.to_string(), Binding::Constant(Ty::of(&length.ty)));
        }
    }

    pub(super) fn parameters(&mut self, signature: &syn::Signature, active: &[bool]) {
        self.scopes.enter();
        self.constants(signature);
        let mut patterns = Vec::new();
        let mut references = Vec::new();
        for (input, active) in signature.inputs.iter().zip(active) {
            let syn::FnArg::Typed(typed) = input else { continue };
            let receiver = matches!(&*typed.pat, syn::Pat::Ident(name) if name.ident == "self");
            let ty = self.home.known(Ty::of(&typed.ty));
            let (var, mutable) = match &*typed.pat {
                syn::Pat::Ident(name) if name.subpat.is_none() && name.by_ref.is_none() => {
                    let mutable = name.mutability.is_some();
                    (self.bind(&name.ident, ty.clone(), mutable, Role::Parameter), mutable)
                }
                pattern => {
                    let var = self.named("argument", ty.clone(), false, Role::Parameter);
                    patterns.push((pattern, var));
                    (var, false)
                }
            };
            self.varied[var.0 as usize] |= *active;
            if *active && let Some(signature) = crate::functions::signature(&typed.ty, &signature.generics) {
                let dynamic = self.home.erases_receivers() && crate::functions::is_object(&typed.ty);
                self.function_parameter(var, signature.of_objects(dynamic));
            }
            let inout = matches!(ty, Ty::Ref(true, _));
            self.function.held.extend((!*active && inout && self.is_user_type(&ty)).then_some(var));
            let moves = mutable && matches!(ty, Ty::Ref(..));
            let mutable = mutable && !moves;
            if moves {
                self.function.vars[var.0 as usize].mutable = false;
                references.push((&*typed.pat, var));
            }
            self.function.vars[var.0 as usize].mutable |= inout;
            if receiver && (!matches!(ty, Ty::Ref(false, _)) || self.home.kind == Kind::Operator) {
                // `self` cannot be bound again: behind `&mut` and by value it gets a name.
                self.function.vars[var.0 as usize].name = self.function.names.fresh("this", typed.pat.span());
            }
            let name = self.function.var(var).name.clone();
            let label = if receiver { "self".to_owned() } else { name.to_string() };
            self.function.parameters.push(Parameter {
                var,
                syntax: (*typed.ty).clone(),
                name,
                active: *active,
                mutable,
                label,
                again: false,
                tangent_of: None,
            });
        }
        for (pattern, var) in references {
            if let (syn::Pat::Ident(name), Ty::Ref(mutable, inner)) = (pattern, self.ty_of(var).clone()) {
                self.moving_reference(name, Place::of(var), mutable, *inner);
            }
        }
        for (pattern, var) in patterns {
            let ty = self.ty_of(var).clone();
            let value = Value { expr: Expr::var(var), ty };
            self.bind_value(pattern, Ty::Unknown, value, pattern.span());
        }
    }

    /// Names for the sweeps of a function that is passed.
    pub(super) fn function_parameter(&mut self, var: VarId, signature: crate::functions::Signature) {
        self.function.vars[var.0 as usize].ty = Ty::Unknown;
        let name = self.function.var(var).name.to_string();
        let [forward, reverse, tangent] = ["forward", "reverse", "tangent"]
            .map(|sweep| self.function.names.fresh(&format!("{name}_{sweep}"), Span::mixed_site()));
        let parameter = crate::functions::FunctionParameter { signature, forward, reverse, tangent, level: 0 };
        self.function.functions.insert(var, parameter);
    }

    /// Declares the variable of the result, where there is one.
    pub(super) fn result(&mut self, item: &syn::ItemFn) -> Option<VarId> {
        let ty = self.function.result_ty.clone();
        if !matches!(ty, Ty::Unit) {
            let span = item.sig.output.span();
            let result = self.function.declare("value", Span::mixed_site().located_at(span), ty, false, Role::Local);
            self.register(result, None);
            self.function.vars[result.0 as usize].deferred = true;
            self.function.result = Some(result);
            self.emit(StmtKind::Declare { var: result }, span);
        }
        self.function.result
    }
}
