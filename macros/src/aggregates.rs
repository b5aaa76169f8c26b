//! A variable for each field of a local struct or tuple that is only used field by field (scalar replacement of
//! aggregates).
//!
//! ```text
//! let mut s = State { x: x0, v: 0.0 };      let mut s_x = x0; let mut s_v = 0.0;
//! for … {                                   for … {
//!     s.v -= k * s.x;                           s_v -= k * s_x;
//!     s.x += s.v;                               s_x += s_v;
//! }                                         }
//! s                                         State { x: s_x, v: s_v }
//! ```
//!
//! Every later pass then sees numbers: one field is recorded without the others, and each has an adjoint or a tangent of
//! its own. What borrows the whole struct, takes it as an argument, or names it in tokens keeps it whole.

mod joined;
mod split;

use std::collections::{BTreeMap, BTreeSet};

use quote::ToTokens;

use crate::ir::{Construct, Expr, Function, Role, Step, Stmt, StmtKind, Tokens, Update, VarId};
use crate::types::Ty;

/// Splits what can be split, in place.
pub(crate) fn split(function: &mut Function) {
    let mut settled = BTreeSet::new();
    let shapes = shapes(function);
    while let Some((var, shape)) = next(function, &shapes, &settled) {
        settled.insert(var);
        if let Some(changed) = split::split(function, var, &shape) {
            *function = changed;
        }
    }
}

/// How a value is made of its fields.
#[derive(Clone)]
pub(crate) struct Shape {
    /// The path of a struct; none of a tuple.
    path: Option<proc_macro2::TokenStream>,
    braces: bool,
    fields: Vec<(syn::Member, Ty)>,
}

impl Shape {
    /// Of `value`, where all of it is written out and the types of all fields are known.
    fn of(function: &Function, ty: &Ty, value: &Expr) -> Option<Shape> {
        let literal = literal(function, value);
        let (path, braces, members) = match literal.as_ref().unwrap_or(value) {
            Expr::Construct(made) if made.base.is_none() => (Some(made.path.clone()), made.braces, members(made)?),
            Expr::Tuple(parts) => (None, false, (0..parts.len()).map(syn::Member::from).collect()),
            _ => return None,
        };
        let typed = |member: syn::Member| {
            let ty = function.field_ty(ty, &member);
            is_split_off(&ty).then_some((member, ty))
        };
        let fields: Option<Vec<_>> = members.into_iter().map(typed).collect();
        Some(Shape { path, braces, fields: fields.filter(|fields| !fields.is_empty())? })
    }

    /// Whether `value` is written out with these fields.
    fn is_of(&self, value: &Expr) -> bool {
        match value {
            Expr::Construct(made) if made.base.is_none() => members(made).is_some_and(|members| {
                let is_known = |member| self.fields.iter().any(|(name, _)| name == member);
                members.len() == self.fields.len() && members.iter().all(is_known)
            }),
            Expr::Tuple(parts) => parts.len() == self.fields.len(),
            _ => false,
        }
    }

    /// The value that variables for the fields make together.
    fn whole(&self, part: &dyn Fn(&syn::Member) -> VarId) -> Expr {
        let part = |member: &syn::Member| Expr::var(part(member));
        match &self.path {
            Some(path) => {
                let field = |(member, _): &(syn::Member, Ty)| (Step::Field(member.clone()), part(member));
                let fields = self.fields.iter().map(field).collect();
                let (path, braces) = (path.clone(), self.braces);
                Expr::Construct(Box::new(Construct { path, fields, base: None, braces }))
            }
            None => Expr::Tuple(self.fields.iter().map(|(member, _)| part(member)).collect()),
        }
    }
}

/// A struct that is written out in the user's tokens, or another variable: nothing in it is differentiated.
fn literal(function: &Function, value: &Expr) -> Option<Expr> {
    let Expr::Tokens(tokens) = value else { return None };
    if let [var] = tokens.reads[..]
        && function.var(var).name == tokens.stream.to_string()
    {
        return Some(Expr::var(var));
    }
    let literal: syn::ExprStruct = syn::parse2(tokens.stream.clone()).ok().filter(|_| tokens.cheap)?;
    if literal.rest.is_some() {
        return None;
    }
    let named = |stream: &proc_macro2::TokenStream, list: &[VarId]| -> Vec<VarId> {
        let names = |var: &VarId| crate::hoist::names(stream.clone(), &function.var(*var).name.to_string());
        list.iter().copied().filter(names).collect()
    };
    let field = |field: &syn::FieldValue| {
        let stream = field.expr.to_token_stream();
        let (reads, flows) = (named(&stream, &tokens.reads), named(&stream, &tokens.flows));
        (Step::Field(field.member.clone()), Expr::Tokens(Tokens { stream, reads, flows, cheap: true }))
    };
    let (path, fields) = (literal.path.to_token_stream(), literal.fields.iter().map(field).collect());
    Some(Expr::Construct(Box::new(Construct { path, fields, base: None, braces: true })))
}

/// A field as it stands in names and tokens.
fn name(member: &syn::Member) -> String {
    quote::ToTokens::to_token_stream(member).to_string()
}

/// The fields of a struct, in the order of their values.
fn members(made: &Construct) -> Option<Vec<syn::Member>> {
    let member = |(step, _): &(Step, Expr)| match step {
        Step::Field(member) => Some(member.clone()),
        _ => None,
    };
    made.fields.iter().map(member).collect()
}

/// A value that a variable of its own holds as a field does: no reference, which the struct may have made of another type.
fn is_split_off(ty: &Ty) -> bool {
    match ty {
        Ty::Float(name) => name.is_some(),
        Ty::Passive(_) => ty.is_scalar(),
        Ty::Array(element, _) | Ty::Vec(element) => is_split_off(element) || matches!(**element, Ty::Named(_)),
        Ty::Tuple(parts) => parts.iter().all(is_split_off),
        Ty::Named(_) => true,
        _ => false,
    }
}

/// What `stmt` defines as a whole.
fn defined(stmt: &Stmt) -> Option<(VarId, &Expr)> {
    match &stmt.kind {
        StmtKind::Let { var, value } => Some((*var, value)),
        StmtKind::Assign { place, update: Update::Set, value } if place.path.is_empty() => Some((place.root, value)),
        _ => None,
    }
}

/// The structs that are written out somewhere, by their types.
fn shapes(function: &Function) -> BTreeMap<String, Shape> {
    let mut found = BTreeMap::new();
    function.body.for_each_stmt(&mut |stmt| {
        if let Some((var, value)) = defined(stmt)
            && let Ty::Named(name) = &function.var(var).ty
            && let Some(shape) = Shape::of(function, &function.var(var).ty, value)
        {
            found.insert(name.to_string(), shape);
        }
    });
    found
}

/// A local that some statement makes of its fields, or of another value of such a type.
fn next(function: &Function, shapes: &BTreeMap<String, Shape>, settled: &BTreeSet<VarId>) -> Option<(VarId, Shape)> {
    let mut found = None;
    function.body.for_each_stmt(&mut |stmt| {
        let Some((var, value)) = defined(stmt) else { return };
        if found.is_some() || settled.contains(&var) || function.result == Some(var) {
            return;
        }
        let info = function.var(var);
        let is_local = matches!(info.role, Role::Local | Role::Temporary);
        // Nothing that only rustc knows to be `Copy` moves out of another value.
        let moves = |shape: &&Shape| shape.fields.iter().any(|(_, ty)| ty.is_opaque_passive());
        let copied = || match (&info.ty, literal(function, value).as_ref().unwrap_or(value)) {
            (Ty::Named(name), Expr::Place(_)) => shapes.get(&name.to_string()).filter(|shape| !moves(shape)).cloned(),
            _ => None,
        };
        if is_local && let Some(shape) = Shape::of(function, &info.ty, value).or_else(copied) {
            found = Some((var, shape));
        }
    });
    found
}
