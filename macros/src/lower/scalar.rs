//! Scalars that are type parameters: their constants, their methods by path, and conversions from and to `f64`.
//!
//! ```text
//! T::one(), T::PI(), T::epsilon()     constants of type T
//! T::from(2.0).unwrap()               a constant (as `num_traits::cast(2.0).unwrap()` is); of a differentiated value: a cast
//! x.to_f64().unwrap()                 a cast
//! T::max(x, y), Float::max(x, y)      x.max(y)
//! ```

use super::{Lowering, Value};
use crate::generics;
use crate::ir::Expr;
use crate::primitives;
use crate::types::Ty;

/// A conversion between scalars.
pub(super) struct Conversion<'e> {
    /// What is converted.
    pub operand: &'e syn::Expr,
    /// `None` where only its use tells it.
    pub target: Option<Ty>,
}

/// The type parameter that owns the function at `path`.
pub(super) fn owner(path: &syn::ExprPath) -> Option<Ty> {
    let segments = &path.path.segments;
    let ident = match &path.qself {
        Some(qself) => match &*qself.ty {
            syn::Type::Path(ty) => ty.path.get_ident()?,
            _ => return None,
        },
        None if segments.len() == 2 => &segments[0].ident,
        None => return None,
    };
    generics::is_scalar(ident).then(|| Ty::Float(Some(ident.clone())))
}

/// `Float::max`, `num_traits::Float::max`, `Real::max`: the method.
pub(super) fn method_of_trait(path: &syn::ExprPath) -> Option<String> {
    let segments = &path.path.segments;
    let owner = segments.iter().rev().nth(1)?;
    (path.qself.is_none() && (owner.ident == "Float" || owner.ident == "Real"))
        .then(|| segments.last().map(|last| last.ident.to_string()))
        .flatten()
}

/// `T::from(e).unwrap()`, `NumCast::from(e).unwrap()`, `cast(e).unwrap()`, `e.to_f64().unwrap()`.
pub(super) fn conversion(call: &syn::ExprMethodCall) -> Option<Conversion<'_>> {
    if !matches!(call.method.to_string().as_str(), "unwrap" | "expect") {
        return None;
    }
    match &*call.receiver {
        syn::Expr::MethodCall(inner) if inner.args.is_empty() => {
            let float = match inner.method.to_string().as_str() {
                "to_f64" => "f64",
                "to_f32" => "f32",
                _ => return None,
            };
            Some(Conversion { operand: &inner.receiver, target: Some(Ty::float(float)) })
        }
        syn::Expr::Call(inner) if inner.args.len() == 1 => {
            let syn::Expr::Path(path) = &*inner.func else { return None };
            let operand = inner.args.first()?;
            let last = path.path.segments.last()?;
            let before = path.path.segments.iter().rev().nth(1).map(|segment| segment.ident.to_string());
            let name = last.ident.to_string();
            let by_owner = owner(path).filter(|_| name.starts_with("from"));
            let function = (before.as_deref(), name.as_str());
            let by_trait = matches!(function, (Some("NumCast"), "from") | (Some("num_traits" | "num"), "cast"));
            if by_owner.is_none() && !by_trait {
                return None;
            }
            Some(Conversion { operand, target: by_owner.or_else(|| target_of_cast(&last.arguments)) })
        }
        _ => None,
    }
}

/// `cast::<_, T>`.
fn target_of_cast(arguments: &syn::PathArguments) -> Option<Ty> {
    let syn::PathArguments::AngleBracketed(list) = arguments else { return None };
    match list.args.iter().nth(1)? {
        syn::GenericArgument::Type(ty) => Some(Ty::of(ty)),
        _ => None,
    }
}

impl Lowering<'_> {
    /// The type of a call of an associated function of a scalar.
    pub(super) fn type_of_scalar_call(&self, call: &syn::ExprCall, path: &syn::ExprPath) -> Option<Ty> {
        let name = path.path.segments.last()?.ident.to_string();
        if let Some(ty) = primitives::passive_result(&name) {
            return (owner(path).is_some() || method_of_trait(path).is_some()).then_some(ty);
        }
        let ty = match owner(path) {
            Some(ty) => ty,
            None if method_of_trait(path).is_some() => self.type_of(call.args.first()?).peel().clone(),
            None => return None,
        };
        match name.as_str() {
            "sin_cos" => Some(Ty::Tuple(vec![ty; 2])),
            _ if primitives::is_float_method(&name) => Some(ty),
            "constant" | "default" => Some(ty),
            "from" if path.qself.is_some() && path.path.segments.iter().any(|segment| segment.ident == "From") => {
                Some(ty)
            }
            // `T::zero()`, `T::PI()`: what takes no argument is a constant.
            _ if call.args.is_empty() => Some(ty),
            // Conversions give an `Option`.
            _ => None,
        }
    }

    /// A call of an associated function of a scalar, with a differentiated argument.
    pub(super) fn scalar_call(&mut self, call: &syn::ExprCall, path: &syn::ExprPath) -> Option<Value> {
        if owner(path).is_none() && method_of_trait(path).is_none() {
            return None;
        }
        let name = path.path.segments.last()?.ident.to_string();
        if call.args.len() == 1 && name == "from" && path.qself.is_some() {
            let ty = owner(path)?;
            let value = self.atom(call.args.first()?);
            return Some(Value { expr: Expr::Cast(Box::new(value.expr), ty.tokens()?), ty });
        }
        if call.args.len() == 1 && name == "into_f64" {
            let value = self.atom(call.args.first()?);
            return Some(Value { expr: Expr::Runtime("__private::to_f64", vec![value.expr]), ty: Ty::float("f64") });
        }
        if !primitives::is_differentiable(&name) {
            return None;
        }
        if call.args.len() != primitives::arity(&name) + 1 {
            return Some(self.refuse(super::method::wrong_arity(&name), path));
        }
        let ty = self.type_of_scalar_call(call, path).unwrap_or_default();
        Some(self.method_by_path(call, path, ty))
    }

    /// A conversion of a differentiated scalar.
    pub(super) fn converted(&mut self, conversion: &Conversion<'_>) -> Value {
        let value = self.atom(conversion.operand);
        match &conversion.target {
            Some(ty @ Ty::Float(Some(name))) if *name == "f64" => {
                let ty = ty.clone();
                Value { expr: Expr::Runtime("__private::to_f64", vec![value.expr]), ty }
            }
            Some(ty) => {
                Value { expr: Expr::Cast(Box::new(value.expr), ty.tokens().unwrap_or_default()), ty: ty.clone() }
            }
            None => Value { expr: Expr::Runtime("__private::convert", vec![value.expr]), ty: Ty::Unknown },
        }
    }
}
