//! Shadows: the adjoint of a variable has its shape, and a place its adjoint at the same path.

use proc_macro2::Span;

use super::Sweep;
use crate::ir::{Expr, Op, Place, Role, Step, Stmt, StmtKind, Update, VarId};
use crate::types::Ty;

impl Sweep<'_> {
    /// The shadow of `var`.
    pub(crate) fn shadow_var(&mut self, var: VarId) -> VarId {
        if let Some(shadow) = self.shadows.get(&var) {
            return *shadow;
        }
        let info = self.function.var(var);
        let (wish, ty) = (format!("{}_bar", info.name.to_string().trim_start_matches("r#")), info.ty.tangent());
        let shadow = self.function.declare(&wish, Span::mixed_site(), ty, true, Role::Shadow);
        self.shadows.insert(var, shadow);
        shadow
    }

    /// The adjoint of a place.
    pub(crate) fn shadow_place(&mut self, place: &Place) -> Place {
        let root = self.shadow_var(place.root);
        let path = place.path.iter().filter(|step| !matches!(step, Step::Deref)).cloned().collect();
        Place { root, path }
    }

    /// Whether the shadow of `var` is in scope.
    pub(crate) fn is_declared(&self, var: VarId) -> bool {
        self.declared.contains(&var)
    }

    /// Declares the shadow of `var` with zeros.
    pub(crate) fn declare_zero(&mut self, var: VarId, out: &mut Vec<Stmt>) {
        if self.is_declared(var) {
            return;
        }
        let zero = self.zero(var);
        let shadow = self.shadow_var(var);
        if matches!(zero, Expr::Runtime("__private::zero_or_nothing", _)) {
            self.function.open_shadows.insert(shadow);
        }
        self.declared.insert(var);
        let span = self.function.var(shadow).name.span();
        out.push(self.function.stmt(StmtKind::Let { var: shadow, value: zero }, span));
    }

    /// The zero tangent of `var`.
    pub(crate) fn zero(&self, var: VarId) -> Expr {
        if let Some(shape) = self.shapes.get(&var) {
            return shape.clone();
        }
        if self.function.is_handed_on(var) {
            return Expr::Runtime("__private::zero_or_nothing", vec![Expr::var(var).by_ref()]);
        }
        zero_again(&self.function.var(var).ty)
            .unwrap_or_else(|| Expr::Runtime("__private::zero_tangent", vec![Expr::Ref(Box::new(Expr::var(var)))]))
    }

    /// Adds `value` to the adjoint of `place`.
    pub(crate) fn contribute(&mut self, place: &Place, value: Expr, span: Span, out: &mut Vec<Stmt>) {
        let ty = self.function.place_ty(place);
        if !self.is_declared(place.root) {
            if place.path.iter().all(|step| matches!(step, Step::Deref)) {
                let shadow = self.shadow_var(place.root);
                self.declared.insert(place.root);
                out.push(self.function.stmt(StmtKind::Let { var: shadow, value }, span));
                return;
            }
            self.declare_zero(place.root, out);
        }
        let target = self.shadow_place(place);
        out.push(self.accumulation(target, &ty, value, span));
    }

    /// `target += value`, for any tangent.
    pub(crate) fn accumulation(&mut self, target: Place, ty: &Ty, value: Expr, span: Span) -> Stmt {
        let kind = match ty.peel() {
            Ty::Float(_) => StmtKind::Assign { place: target, update: Update::By(Op::Add), value },
            Ty::Slice(_) => {
                let arguments = vec![Expr::RefMut(crate::forward::whole_slice(&target)), value];
                StmtKind::Eval(Expr::Runtime("__private::accumulate_elements", arguments))
            }
            _ => {
                // There what the called function holds constant is told by the type of the adjoint.
                let value = match value {
                    Expr::Runtime("__private::cotangent", mut inner) if inner.len() == 1 => inner.remove(0),
                    other => other,
                };
                StmtKind::Eval(Expr::Runtime("__private::accumulate", vec![Expr::RefMut(target), value]))
            }
        };
        self.function.stmt(kind, span)
    }
}

/// A zero of a known type.
pub(crate) fn zero_of(ty: &Ty) -> Option<Expr> {
    Some(match ty {
        Ty::Float(_) => Expr::Number(0.0),
        Ty::Ref(_, inner) => zero_of(inner)?,
        Ty::Array(_, len) if crate::types::is_open(len) => return None,
        Ty::Array(element, len) => Expr::Repeat {
            element: Box::new(zero_part(element)?),
            len: crate::ir::Tokens { stream: len.clone(), reads: Vec::new(), flows: Vec::new(), cheap: true },
            vec: false,
        },
        Ty::Tuple(fields) => Expr::Tuple(fields.iter().map(zero_part).collect::<Option<_>>()?),
        _ => return None,
    })
}

/// A zero for an adjoint that has its shape already: also of an array whose length only rustc knows.
pub(crate) fn zero_again(ty: &Ty) -> Option<Expr> {
    match ty {
        Ty::Array(element, len) if crate::types::is_open(len) => {
            Some(Expr::Runtime("__private::array_of", vec![zero_again(element)?]))
        }
        known => zero_of(known),
    }
}

/// A zero inside of another, which says its type itself.
fn zero_part(ty: &Ty) -> Option<Expr> {
    match ty {
        ty if ty.has_no_tangent() => Some(Expr::Tuple(Vec::new())),
        Ty::Float(Some(name)) if crate::generics::is_scalar(name) => {
            Some(crate::forward::tokens(crate::emit::constant(name, &quote::quote!(0.0))))
        }
        ty => zero_of(ty),
    }
}

/// A value to start from, where an assignment follows on every path that reads it.
pub(crate) fn default_of(ty: &Ty) -> proc_macro2::TokenStream {
    match ty {
        Ty::Float(Some(name)) if crate::generics::is_scalar(name) => crate::emit::constant(name, &quote::quote!(0.0)),
        Ty::Float(_) => quote::quote!(0.0),
        Ty::Passive(Some(name)) if name.to_string() == "bool" => quote::quote!(false),
        Ty::Passive(Some(name)) if matches!(name.to_string().as_str(), "f64" | "f32") => quote::quote!(0.0),
        Ty::Passive(Some(name)) if ty.is_scalar() && name.to_string() != "char" => quote::quote!(0),
        Ty::Array(element, len) if ty.is_copy() && !crate::types::is_open(len) => {
            let element = default_of(element);
            quote::quote!([#element; #len])
        }
        Ty::Tuple(fields) => {
            let fields = fields.iter().map(default_of);
            quote::quote!((#(#fields,)*))
        }
        _ => quote::quote!(__chainrule::__private::blank()),
    }
}
