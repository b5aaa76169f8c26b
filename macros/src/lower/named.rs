//! Methods of the user's own that bear the names of those of containers, options and floats: `stack.pop()` of a `Stack`,
//! `segment.len()` of a `Segment`. Where the file shows whose method it is, the name is written as `r#pop`: the same for
//! rustc, and for no rule of the standard library's.
//!
//! ```text
//! fn f(mut stack: Stack) …            stack.pop()         stack.r#pop()
//! let row = &stack.rows[0];           row.pop()           as it is: `rows` is a `Vec<Vec<f64>>`
//! ```

use std::collections::HashMap;

use quote::quote;
use syn::parse_quote;
use syn::visit_mut::{self, VisitMut};

use crate::beside::Beside;

/// Marks the methods of own types in `item`.
pub(super) fn mark(item: &mut syn::ItemFn) {
    let Some(beside) = Beside::of(&item.sig.ident).filter(Beside::has_methods) else { return };
    let bounds = bounds(&item.sig.generics);
    let mut marker = Marker { beside, bounds, scopes: vec![HashMap::new()] };
    for input in &item.sig.inputs {
        if let syn::FnArg::Typed(typed) = input {
            marker.bind(&typed.pat, Some((*typed.ty).clone()));
        }
    }
    marker.visit_block_mut(&mut item.block);
}

/// The name without the mark.
pub(super) fn plain(name: &proc_macro2::Ident) -> proc_macro2::Ident {
    match name.to_string().strip_prefix("r#") {
        Some(plain) if syn::parse_str::<proc_macro2::Ident>(plain).is_ok() => {
            proc_macro2::Ident::new(plain, name.span())
        }
        _ => name.clone(),
    }
}

/// Whether a method of this name is taken for one of the standard library's.
fn is_claimed(name: &proc_macro2::Ident) -> bool {
    let text = name.to_string();
    super::linked::is_foreign(name)
        || super::inplace::is_name(&text)
        || super::stream::is_adaptor(&text)
        || crate::primitives::passive_result(&text).is_some()
        || crate::primitives::is_step(&text)
        || matches!(
            text.as_str(),
            "replace" | "next" | "zip" | "back" | "front" | "entry" | "max_by_key" | "min_by_key"
        )
}

/// The traits of type parameters.
fn bounds(generics: &syn::Generics) -> HashMap<String, Vec<String>> {
    let mut found: HashMap<String, Vec<String>> = HashMap::new();
    for parameter in generics.type_params() {
        found.insert(parameter.ident.to_string(), crate::beside::traits(&parameter.bounds));
    }
    for predicate in generics.where_clause.iter().flat_map(|clause| &clause.predicates) {
        if let syn::WherePredicate::Type(predicate) = predicate
            && let syn::Type::Path(path) = &predicate.bounded_ty
            && let Some(name) = path.path.get_ident()
        {
            found.entry(name.to_string()).or_default().extend(crate::beside::traits(&predicate.bounds));
        }
    }
    found
}

struct Marker {
    beside: Beside,
    /// The traits of type parameters.
    bounds: HashMap<String, Vec<String>>,
    /// What is known of the types of names.
    scopes: Vec<HashMap<String, Option<syn::Type>>>,
}

impl Marker {
    fn bind(&mut self, pattern: &syn::Pat, ty: Option<syn::Type>) {
        match (pattern, ty) {
            (syn::Pat::Ident(name), ty) if name.subpat.is_none() => {
                self.scopes.last_mut().map(|scope| scope.insert(name.ident.to_string(), ty));
            }
            (syn::Pat::Type(typed), _) => self.bind(&typed.pat, Some((*typed.ty).clone())),
            (syn::Pat::Paren(inner), ty) => self.bind(&inner.pat, ty),
            (syn::Pat::Reference(inner), ty) => self.bind(&inner.pat, ty),
            (syn::Pat::Tuple(patterns), Some(ty)) => match peeled(&ty) {
                syn::Type::Tuple(types) if types.elems.len() == patterns.elems.len() => {
                    let pairs = patterns.elems.iter().zip(&types.elems);
                    pairs.for_each(|(pattern, ty)| self.bind(pattern, Some(ty.clone())));
                }
                _ => self.hide(pattern),
            },
            (syn::Pat::TupleStruct(inner), Some(ty)) if inner.elems.len() == 1 => {
                let held = match inner.path.segments.last().map(|last| last.ident.to_string()).as_deref() {
                    Some("Some") => argument(peeled(&ty), &["Option"]),
                    Some("Ok") => argument(peeled(&ty), &["Result"]),
                    _ => None,
                };
                self.bind(&inner.elems[0], held);
            }
            (pattern, _) => self.hide(pattern),
        }
    }

    /// Names of which nothing is known hide others.
    fn hide(&mut self, pattern: &syn::Pat) {
        let mut names = Vec::new();
        super::flows::names(pattern, &mut names);
        for name in names {
            self.scopes.last_mut().map(|scope| scope.insert(name, None));
        }
    }

    fn inside(&mut self, inner: impl FnOnce(&mut Self)) {
        self.scopes.push(HashMap::new());
        inner(self);
        self.scopes.pop();
    }

    /// Whose methods a value of type `ty` has: those of a type of the file, or of traits.
    fn owners(&self, ty: &syn::Type) -> Vec<String> {
        match peeled(ty) {
            syn::Type::TraitObject(object) => crate::beside::traits(&object.bounds),
            ty => match argument(ty, &["Box", "Rc", "Arc"]) {
                Some(inner) => self.owners(&inner),
                None => match self.beside.own_name(ty) {
                    Some(name) => self.bounds.get(&name).cloned().unwrap_or_else(|| vec![name]),
                    None => Vec::new(),
                },
            },
        }
    }

    /// The type of `expr`, where the file tells.
    fn ty(&self, expr: &syn::Expr) -> Option<syn::Type> {
        match expr {
            syn::Expr::Paren(inner) => self.ty(&inner.expr),
            syn::Expr::Reference(inner) => self.ty(&inner.expr),
            syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => {
                let ty = self.ty(&unary.expr)?;
                Some(argument(&ty, &["Box", "Rc", "Arc"]).unwrap_or(ty))
            }
            syn::Expr::Path(path) => {
                let name = path.path.get_ident()?.to_string();
                self.scopes.iter().rev().find_map(|scope| scope.get(&name)).cloned().flatten()
            }
            syn::Expr::Struct(literal) => self.beside.type_of_literal(&literal.path),
            syn::Expr::Field(field) => {
                let base = self.ty(&field.base)?;
                match (&field.member, peeled(&base)) {
                    (syn::Member::Unnamed(index), syn::Type::Tuple(tuple)) => {
                        tuple.elems.iter().nth(index.index as usize).cloned()
                    }
                    (member, _) => {
                        let [owner] = &self.owners(&base)[..] else { return None };
                        self.beside.written_field(owner, &quote::ToTokens::to_token_stream(member).to_string())
                    }
                }
            }
            syn::Expr::Index(index) if !matches!(*index.index, syn::Expr::Range(_)) => {
                element(peeled(&self.ty(&index.expr)?))
            }
            syn::Expr::Try(inner) => argument(peeled(&self.ty(&inner.expr)?), &["Option", "Result"]),
            syn::Expr::Binary(binary) => {
                let owners = self.owners(&self.ty(&binary.left)?);
                let name = operator(&binary.op)?;
                owners.iter().find_map(|owner| self.beside.result_of_method(owner, name))
            }
            syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Neg(_)) => {
                let owners = self.owners(&self.ty(&unary.expr)?);
                owners.iter().find_map(|owner| self.beside.result_of_method(owner, "neg"))
            }
            syn::Expr::MethodCall(call) => self.of_method(call),
            syn::Expr::Call(call) => match &*call.func {
                syn::Expr::Path(path) if path.qself.is_none() => self.beside.result_of_path(&path.path),
                _ => None,
            },
            syn::Expr::Array(array) => {
                let first = self.ty(array.elems.first()?)?;
                Some(syn::parse_quote!([#first]))
            }
            _ => None,
        }
    }

    fn of_method(&self, call: &syn::ExprMethodCall) -> Option<syn::Type> {
        let ty = self.ty(&call.receiver)?;
        let name = plain(&call.method).to_string();
        if let Some(result) = self.owners(&ty).iter().find_map(|owner| self.beside.result_of_method(owner, &name)) {
            return Some(result);
        }
        match (name.as_str(), peeled(&ty)) {
            ("clone" | "to_owned" | "borrow" | "iter" | "iter_mut" | "into_iter" | "as_ref" | "as_mut", _) => Some(ty),
            ("unwrap" | "expect" | "unwrap_or" | "unwrap_or_default" | "unwrap_or_else", holder) => {
                argument(holder, &["Option", "Result"])
            }
            ("first" | "last" | "get" | "first_mut" | "last_mut" | "get_mut" | "pop", container) => {
                let element = element(container)?;
                Some(syn::parse_quote!(Option<#element>))
            }
            _ => None,
        }
    }
}

impl Marker {
    /// Whether a method such as `len` gives what that of a container does: a value without a derivative, and no change.
    fn only_says(&self, ty: &syn::Type, method: &proc_macro2::Ident) -> bool {
        let inert = |owner: &String| {
            let owner = proc_macro2::Ident::new(owner, method.span());
            self.beside.inert_method(&quote!(#owner), method).is_some()
        };
        crate::primitives::passive_result(&method.to_string()).is_some() && self.owners(ty).iter().all(inert)
    }

    /// Whether a call gives its receiver back.
    fn chains(&self, call: &syn::ExprMethodCall) -> bool {
        let owners = self.ty(&call.receiver).map(|ty| self.owners(&ty)).unwrap_or_default();
        owners.iter().any(|owner| self.beside.chains(owner, &plain(&call.method).to_string()))
    }

    /// `m.scale(x).trace()`, where `scale` gives its receiver back: `{ m.scale(x); m.trace() }`.
    fn unchained(&self, call: &syn::ExprMethodCall) -> Option<syn::Expr> {
        let (mut calls, mut base) = (vec![call.clone()], &*call.receiver);
        while let syn::Expr::MethodCall(inner) = base
            && self.chains(inner)
        {
            calls.push(inner.clone());
            base = &inner.receiver;
        }
        if calls.len() == 1 {
            return None;
        }
        let made = (!is_place(base)).then(|| quote!(let mut __inner = #base;));
        let receiver: syn::Expr = if made.is_some() { parse_quote!(__inner) } else { base.clone() };
        calls.iter_mut().for_each(|call| *call.receiver = receiver.clone());
        let (last, before) = calls.split_first()?;
        let before = before.iter().rev();
        Some(parse_quote!({ #made #(#before;)* #last }))
    }

    /// `let r = m.scale(x);`: `m.scale(x); let r = &mut m;`.
    fn referred(&self, local: &mut syn::Local) -> Option<syn::Stmt> {
        let init = local.init.as_mut().filter(|init| init.diverge.is_none())?;
        let syn::Expr::MethodCall(call) = &*init.expr else { return None };
        let mut base = &call.receiver;
        while let syn::Expr::MethodCall(inner) = &**base
            && self.chains(inner)
        {
            base = &inner.receiver;
        }
        if !self.chains(call) || !is_place(base) {
            return None;
        }
        let of_reference = self.ty(base).is_some_and(|ty| matches!(ty, syn::Type::Reference(_)));
        let place: syn::Expr = if of_reference { parse_quote!(&mut *#base) } else { parse_quote!(&mut #base) };
        let call = std::mem::replace(&mut *init.expr, place);
        Some(syn::Stmt::Expr(call, Some(syn::token::Semi::default())))
    }
}

/// A variable or a part of it, which may be named twice.
fn is_place(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Path(_) => true,
        syn::Expr::Paren(inner) => is_place(&inner.expr),
        syn::Expr::Field(field) => is_place(&field.base),
        syn::Expr::Unary(unary) => matches!(unary.op, syn::UnOp::Deref(_)) && is_place(&unary.expr),
        syn::Expr::Index(index) => {
            is_place(&index.expr) && matches!(*index.index, syn::Expr::Lit(_) | syn::Expr::Path(_))
        }
        _ => false,
    }
}

impl VisitMut for Marker {
    fn visit_expr_method_call_mut(&mut self, call: &mut syn::ExprMethodCall) {
        visit_mut::visit_expr_method_call_mut(self, call);
        if is_claimed(&call.method)
            && let Some(ty) = self.ty(&call.receiver)
            && self.owners(&ty).iter().any(|owner| self.beside.has_method(owner, &call.method.to_string()))
            && !self.only_says(&ty, &call.method)
        {
            call.method = proc_macro2::Ident::new_raw(&call.method.to_string(), call.method.span());
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        if let syn::Expr::MethodCall(call) = expr
            && let Some(calls) = self.unchained(call)
        {
            *expr = calls;
        }
        visit_mut::visit_expr_mut(self, expr);
    }

    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        self.inside(|this| {
            for mut stmt in std::mem::take(&mut block.stmts) {
                if let syn::Stmt::Local(local) = &mut stmt
                    && let Some(mut before) = this.referred(local)
                {
                    this.visit_stmt_mut(&mut before);
                    block.stmts.push(before);
                }
                this.visit_stmt_mut(&mut stmt);
                block.stmts.push(stmt);
            }
        });
    }

    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        let ty = local.init.as_ref().and_then(|init| self.ty(&init.expr));
        visit_mut::visit_local_mut(self, local);
        self.bind(&local.pat, ty);
    }

    fn visit_expr_let_mut(&mut self, binding: &mut syn::ExprLet) {
        let ty = self.ty(&binding.expr);
        visit_mut::visit_expr_let_mut(self, binding);
        self.bind(&binding.pat, ty);
    }

    fn visit_expr_if_mut(&mut self, branch: &mut syn::ExprIf) {
        self.inside(|this| visit_mut::visit_expr_if_mut(this, branch));
    }

    fn visit_expr_while_mut(&mut self, looped: &mut syn::ExprWhile) {
        self.inside(|this| visit_mut::visit_expr_while_mut(this, looped));
    }

    fn visit_expr_for_loop_mut(&mut self, looped: &mut syn::ExprForLoop) {
        let element = self.ty(&looped.expr).and_then(|ty| element(peeled(&ty)));
        self.inside(|this| {
            this.visit_expr_mut(&mut looped.expr);
            this.bind(&looped.pat, element);
            this.visit_block_mut(&mut looped.body);
        });
    }

    fn visit_expr_match_mut(&mut self, choice: &mut syn::ExprMatch) {
        self.visit_expr_mut(&mut choice.expr);
        let ty = self.ty(&choice.expr);
        for arm in &mut choice.arms {
            self.inside(|this| {
                this.bind(&arm.pat, ty.clone());
                visit_mut::visit_arm_mut(this, arm);
            });
        }
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut syn::ExprClosure) {
        self.inside(|this| {
            closure.inputs.iter().for_each(|pattern| this.bind(pattern, None));
            visit_mut::visit_expr_closure_mut(this, closure);
        });
    }

    fn visit_item_mut(&mut self, _item: &mut syn::Item) {}
}

/// The method of the trait of an operator.
fn operator(op: &syn::BinOp) -> Option<&'static str> {
    Some(match op {
        syn::BinOp::Add(_) => "add",
        syn::BinOp::Sub(_) => "sub",
        syn::BinOp::Mul(_) => "mul",
        syn::BinOp::Div(_) => "div",
        syn::BinOp::Rem(_) => "rem",
        _ => return None,
    })
}

/// Behind references.
fn peeled(ty: &syn::Type) -> &syn::Type {
    match ty {
        syn::Type::Reference(reference) => peeled(&reference.elem),
        syn::Type::Paren(inner) => peeled(&inner.elem),
        syn::Type::Group(inner) => peeled(&inner.elem),
        other => other,
    }
}

/// `T` of `Option<T>`, where `names` has `Option`.
fn argument(ty: &syn::Type, names: &[&str]) -> Option<syn::Type> {
    let syn::Type::Path(path) = ty else { return None };
    let last = path.path.segments.last().filter(|last| names.iter().any(|name| last.ident == name))?;
    let syn::PathArguments::AngleBracketed(list) = &last.arguments else { return None };
    list.args.iter().find_map(|argument| match argument {
        syn::GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    })
}

/// What a container holds.
fn element(ty: &syn::Type) -> Option<syn::Type> {
    match ty {
        syn::Type::Array(array) => Some((*array.elem).clone()),
        syn::Type::Slice(slice) => Some((*slice.elem).clone()),
        ty => argument(ty, &["Vec", "VecDeque"]),
    }
}
