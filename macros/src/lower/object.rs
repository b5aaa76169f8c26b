//! Boxes of objects: where the type is written, what goes into it becomes an object by a step of its own, whose adjoint
//! is found again by its type.
//!
//! ```text
//! let s: Box<dyn Shape> = Box::new(Circle { r });      let b = Box::new(Circle { r }); let s = b as Box<dyn Shape>;
//!                                                      b_bar = downcast(|| b, s_bar);
//! ```

mod settled;

pub(super) use settled::settle;

use proc_macro2::Span;

use super::scope::Binding;
use super::{Lowering, Value};
use crate::ir::{Construct, Expr, Place, Step, Tokens};
use crate::types::Ty;

/// A `Box` of an object of a trait that may be the user's.
pub(crate) fn is_object(ty: &Ty) -> bool {
    let Ty::Boxed(path, inner) = ty else { return false };
    let Ty::Named(name) = &**inner else { return false };
    let text = name.to_string();
    is_dyn(name)
        && path.to_string().ends_with("Box")
        && !["Fn", "FnMut", "FnOnce"].iter().any(|name| names(&text, name))
}

fn is_dyn(name: &proc_macro2::TokenStream) -> bool {
    name.to_string().trim_start_matches('(').starts_with("dyn ")
}

fn names(text: &str, name: &str) -> bool {
    text.split(|letter: char| !letter.is_alphanumeric()).any(|word| word == name)
}

/// Whether `target`, of a cast, is a box of an object.
pub(crate) fn is_object_cast(target: &proc_macro2::TokenStream) -> bool {
    syn::parse2::<syn::Type>(target.clone()).is_ok_and(|ty| is_object(&Ty::of(&ty)))
}

/// Whether a box of an object is somewhere in `ty`.
pub(crate) fn holds_objects(ty: &Ty) -> bool {
    match ty {
        Ty::Vec(inner) | Ty::Array(inner, _) | Ty::Option(inner) => holds_objects(inner),
        Ty::Tuple(fields) => fields.iter().any(holds_objects),
        ty => is_object(ty),
    }
}

/// `let mut v: Vec<Box<dyn T>> = Vec::new(); v.push(a); v.push(b);`, rewritten before lowering: `vec![a, b]`.
pub(super) fn gathered(block: &mut syn::Block) {
    let mut index = 0;
    while index < block.stmts.len() {
        index += 1;
        let index = index - 1;
        let Some(name) = empty_list(&block.stmts[index]) else { continue };
        let mut parts: Vec<syn::Expr> = Vec::new();
        while let Some(part) = block.stmts.get(index + 1).and_then(|stmt| pushed(stmt, &name)) {
            parts.push(part);
            block.stmts.remove(index + 1);
        }
        if let syn::Stmt::Local(syn::Local { init: Some(init), .. }) = &mut block.stmts[index]
            && !parts.is_empty()
        {
            *init.expr = syn::parse_quote!(vec![#(#parts),*]);
        }
    }
}

/// The name in `let mut v: Vec<Box<dyn T>> = Vec::new();`
fn empty_list(stmt: &syn::Stmt) -> Option<proc_macro2::Ident> {
    let syn::Stmt::Local(local) = stmt else { return None };
    let syn::Pat::Type(typed) = &local.pat else { return None };
    let syn::Pat::Ident(name) = &*typed.pat else { return None };
    let init = local.init.as_ref().filter(|init| init.diverge.is_none())?;
    let text = quote::ToTokens::to_token_stream(&init.expr).to_string().replace(' ', "");
    let is_empty = text == "vec![]" || text == "Vec::new()" || text.starts_with("Vec::with_capacity(");
    let objects = matches!(Ty::of(&typed.ty), Ty::Vec(element) if holds_objects(&element));
    (is_empty && objects).then(|| name.ident.clone())
}

/// `part` in `v.push(part);`
fn pushed(stmt: &syn::Stmt, name: &proc_macro2::Ident) -> Option<syn::Expr> {
    let syn::Stmt::Expr(syn::Expr::MethodCall(call), Some(_)) = stmt else { return None };
    let is_it = matches!(&*call.receiver, syn::Expr::Path(path) if path.path.is_ident(name));
    let part = call.args.first()?;
    let apart = !crate::hoist::names(quote::ToTokens::to_token_stream(part), &name.to_string());
    (is_it && apart && call.method == "push").then(|| part.clone())
}

impl Lowering<'_> {
    /// `value` where one of type `ty` is wanted.
    pub(super) fn coerced(&mut self, value: Value, ty: &Ty, span: Span) -> Value {
        if !holds_objects(ty) {
            return value;
        }
        match (value.expr, ty) {
            (Expr::VecList(parts), Ty::Vec(element)) => {
                let parts = parts.into_iter().map(|part| self.coerced_part(part, element, span)).collect();
                Value { expr: Expr::VecList(parts), ty: ty.clone() }
            }
            (Expr::Array(parts), Ty::Array(element, _)) => {
                let parts = parts.into_iter().map(|part| self.coerced_part(part, element, span)).collect();
                Value { expr: Expr::Array(parts), ty: ty.clone() }
            }
            (Expr::Tuple(parts), Ty::Tuple(fields)) if parts.len() == fields.len() => {
                let parts = parts.into_iter().zip(fields).map(|(part, ty)| self.coerced_part(part, ty, span)).collect();
                Value { expr: Expr::Tuple(parts), ty: ty.clone() }
            }
            (expr, ty) if is_object(ty) && matches!(value.ty, Ty::Boxed(..)) && !is_object(&value.ty) => {
                let Some(target) = ty.tokens() else { return Value { expr, ty: value.ty } };
                let own = Value { expr, ty: value.ty };
                let own = if own.expr.is_atom() { own.expr } else { Expr::var(self.materialize(own, span)) };
                Value { expr: Expr::Cast(Box::new(own), target), ty: ty.clone() }
            }
            (expr, _) => Value { expr, ty: value.ty },
        }
    }

    /// The arguments of a call, with references to values that `callee` takes as objects made into objects first.
    ///
    /// ```text
    /// cost(&p, x)      let b: Box<dyn Shape> = Box::new(p.clone()); cost(&*b, x)       for `fn cost(s: &dyn Shape, x: f64)`
    /// ```
    pub(super) fn as_objects(&mut self, callee: &syn::Path, arguments: &[&syn::Expr]) -> Vec<Option<syn::Expr>> {
        let objects = self.beside.as_ref().map(|beside| beside.objects(callee)).unwrap_or_default();
        let mut list = vec![None; arguments.len()];
        for ((argument, object), made) in arguments.iter().zip(objects).zip(&mut list) {
            let Some(object) = object else { continue };
            let value = match argument {
                syn::Expr::Reference(reference) if reference.mutability.is_none() => &*reference.expr,
                // Another name for a value.
                syn::Expr::Path(_) if matches!(self.type_of(argument), Ty::Ref(false, _)) => argument,
                _ => continue,
            };
            let known = matches!(self.type_of(value).peel(), Ty::Named(name) if !is_dyn(name)) && self.is_place(value);
            if known && self.is_varied(value) {
                *made = self.as_object(value, &object);
            }
        }
        list
    }

    /// `&*b` for `let b: Box<object> = Box::new(value.clone());`
    fn as_object(&mut self, value: &syn::Expr, object: &syn::Type) -> Option<syn::Expr> {
        let span = syn::spanned::Spanned::span(value);
        let (place, ty) = self.place(value)?;
        let ty = ty.peel().clone();
        let copy =
            self.materialize(Value { expr: Expr::Copy(crate::forward::method("clone"), place), ty: ty.clone() }, span);
        let new = quote::quote!(__chainrule::__private::Box::new);
        let fields = vec![(Step::Unbox, Expr::var(copy))];
        let expr = Expr::Construct(Box::new(Construct { path: new, fields, base: None, braces: false }));
        let own = Ty::Boxed(quote::quote!(__chainrule::__private::Box), Box::new(ty));
        let target: syn::Type = syn::parse_quote!(__chainrule::__private::Box<#object>);
        let value = self.coerced_atom(Value { expr, ty: own }, &Ty::of(&target), span);
        let Expr::Place(place) = value.expr else { return None };
        let name = quote::format_ident!("__object{}", place.root.0, span = Span::mixed_site());
        self.scopes.bind(name.to_string(), Binding::Var(place.root));
        Some(syn::parse_quote!(&*#name))
    }

    /// `b.as_ref()`, `b.as_mut()` of a box.
    pub(super) fn is_unboxing(&self, call: &syn::ExprMethodCall) -> bool {
        matches!(call.method.to_string().as_str(), "as_ref" | "as_mut")
            && call.args.is_empty()
            && matches!(self.type_of(&call.receiver).peel(), Ty::Boxed(..))
    }

    /// What such a call refers to.
    pub(super) fn place_unboxed(&mut self, call: &syn::ExprMethodCall) -> Option<(Place, Ty)> {
        let (mut place, ty) = self.base(&call.receiver)?;
        place.path.push(Step::Unbox);
        Some((place, Ty::Ref(call.method == "as_mut", Box::new(ty.peel().unboxed()))))
    }

    /// The same as an operand.
    pub(super) fn coerced_atom(&mut self, value: Value, ty: &Ty, span: Span) -> Value {
        let value = self.coerced(value, ty, span);
        if value.expr.is_atom() {
            return value;
        }
        let ty = value.ty.clone();
        Value { expr: Expr::var(self.materialize(value, span)), ty }
    }

    fn coerced_part(&mut self, part: Expr, ty: &Ty, span: Span) -> Expr {
        if let Expr::Tokens(tokens) = &part {
            return boxed(tokens).unwrap_or(part);
        }
        let Expr::Place(place) = &part else { return part };
        let own = self.function.place_ty(place);
        let value = self.coerced(Value { expr: part, ty: own }, ty, span);
        if value.expr.is_atom() { value.expr } else { Expr::var(self.materialize(value, span)) }
    }
}

/// `Box::new(v)` of something without a derivative, as what can be made again of a copy of `v`.
fn boxed(tokens: &Tokens) -> Option<Expr> {
    let Ok(syn::Expr::Call(call)) = syn::parse2(tokens.stream.clone()) else { return None };
    let (syn::Expr::Path(path), [var]) = (&*call.func, tokens.reads.as_slice()) else { return None };
    let is_name = matches!(call.args.first(), Some(syn::Expr::Path(name)) if name.path.get_ident().is_some());
    let text = quote::ToTokens::to_token_stream(path).to_string().replace(' ', "");
    if call.args.len() != 1 || !is_name || !text.ends_with("Box::new") {
        return None;
    }
    let fields = vec![(Step::Unbox, Expr::var(*var))];
    let path = quote::ToTokens::to_token_stream(path);
    Some(Expr::Construct(Box::new(Construct { path, fields, base: None, braces: false })))
}
