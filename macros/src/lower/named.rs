//! Methods of the user's own that bear the names of those of containers, options and floats: `stack.pop()` of a `Stack`,
//! `segment.len()` of a `Segment`. Where the file shows whose method it is, the name is written as `r#pop`: the same for
//! rustc, and for no rule of the standard library's.
//!
//! ```text
//! fn f(mut stack: Stack) …            stack.pop()         stack.r#pop()
//! let row = &stack.rows[0];           row.pop()           as it is: `rows` is a `Vec<Vec<f64>>`
//! ```

use quote::quote;
use syn::parse_quote;
use syn::visit_mut::{self, VisitMut};

use super::expr::VecMacro;
use super::told::{Told, items};
use super::{made_receivers, written_out};
use crate::helper_attributes::replace;

/// Marks the methods of own types in `item`; what the file tells of its names.
pub(super) fn mark(item: &mut syn::ItemFn) -> Option<Told> {
    let as_written = usize::from(written_out::has_items(&item.block));
    let mut marker = Marker { told: Told::of(&item.sig)?, depth: 0, count: 0, as_written, loops: 0, filled: 0 };
    marker.visit_block_mut(&mut item.block);
    Some(marker.told.everywhere())
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
        || crate::primitives::is_differentiable(&text)
        || super::inplace::is_name(&text)
        || super::stream::is_adaptor(&text)
        || crate::primitives::passive_result(&text).is_some()
        || crate::primitives::is_step(&text)
        || matches!(
            text.as_str(),
            "replace"
                | "next"
                | "zip"
                | "back"
                | "front"
                | "entry"
                | "max_by_key"
                | "min_by_key"
                | "find_map"
                | "is_none_or"
                | "is_some_and"
                | "map_or_else"
                | "partition"
                | "retain_mut"
                | "try_fold"
                | "try_for_each"
        )
}

struct Marker {
    told: Told,
    /// How many bodies around stand where they are called, and how many do in all.
    depth: usize,
    count: usize,
    /// In conditions and the like, whose calls stay.
    as_written: usize,
    /// Loops around.
    loops: usize,
    /// How many functions that fill slices stand where they are called.
    filled: usize,
}

impl Marker {
    fn inside(&mut self, inner: impl FnOnce(&mut Self)) {
        self.told.enter();
        inner(self);
        self.told.leave();
    }

    /// Visits with calls as they are written.
    fn kept(&mut self, inner: impl FnOnce(&mut Self)) {
        self.as_written += 1;
        inner(self);
        self.as_written -= 1;
    }

    /// Visits the body of a loop.
    fn repeated(&mut self, body: &mut syn::Block) {
        self.loops += 1;
        self.visit_block_mut(body);
        self.loops -= 1;
    }

    fn closure(&mut self, closure: &mut syn::ExprClosure, inputs: &[Option<syn::Type>]) {
        self.inside(|this| {
            for (index, pattern) in closure.inputs.iter().enumerate() {
                this.told.bind(pattern, inputs.get(index).cloned().flatten());
            }
            this.visit_expr_mut(&mut closure.body);
        });
    }
}

impl Marker {
    /// Whether a method such as `len` gives what that of a container does: a value without a derivative, and no change.
    fn only_says(&self, ty: &syn::Type, method: &proc_macro2::Ident) -> bool {
        let inert = |owner: &String| {
            let owner = proc_macro2::Ident::new(owner, method.span());
            self.told.beside.inert_method(&quote!(#owner), method).is_some()
        };
        crate::primitives::passive_result(&method.to_string()).is_some() && self.told.owners(ty).iter().all(inert)
    }

    /// Whether a call gives its receiver back.
    fn chains(&self, call: &syn::ExprMethodCall) -> bool {
        let owners = self.told.ty(&call.receiver).map(|ty| self.told.owners(&ty)).unwrap_or_default();
        owners.iter().any(|owner| self.told.beside.chains(owner, &plain(&call.method).to_string()))
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
        let of_reference = self.told.ty(base).is_some_and(|ty| matches!(ty, syn::Type::Reference(_)));
        let place: syn::Expr = if of_reference { parse_quote!(&mut *#base) } else { parse_quote!(&mut #base) };
        let call = std::mem::replace(&mut *init.expr, place);
        Some(syn::Stmt::Expr(call, Some(syn::token::Semi::default())))
    }
}

/// A variable or a part of it, which may be named twice.
pub(super) fn is_place(expr: &syn::Expr) -> bool {
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
        self.visit_expr_mut(&mut call.receiver);
        let inputs = self.told.ty(&call.receiver).map(|ty| self.told.inputs(call, &ty)).unwrap_or_default();
        for argument in &mut call.args {
            match argument {
                syn::Expr::Closure(closure)
                    if matches!(call.method.to_string().as_str(), "map" | "for_each" | "fold") =>
                {
                    self.closure(closure, &inputs);
                }
                syn::Expr::Closure(closure) => self.kept(|this| this.closure(closure, &inputs)),
                argument => self.visit_expr_mut(argument),
            }
        }
        self.told.learn(call);
        if is_claimed(&call.method)
            && let Some(ty) = self.told.ty(&call.receiver)
            && self.told.owners(&ty).iter().any(|owner| self.told.beside.has_method(owner, &call.method.to_string()))
            && !self.only_says(&ty, &call.method)
        {
            call.method = proc_macro2::Ident::new_raw(&call.method.to_string(), call.method.span());
        }
    }

    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        if let syn::Expr::MethodCall(call) = expr
            && let Some(calls) = self.unchained(call)
        {
            replace(expr, calls);
        }
        if let Some(longer) = made_receivers::held(&self.told, expr) {
            replace(expr, longer);
        }
        if let Some(longer) = made_receivers::replaced(&self.told, expr) {
            replace(expr, longer);
        }
        if let Some(longer) = super::ends_of_maps::written_out(&self.told, expr)
            .or_else(|| super::arrays_of_slices::of_path(&self.told, expr))
        {
            replace(expr, longer);
        }
        // An iterator of an own method may be made of another one.
        for _ in 0..8 {
            let syn::Expr::MethodCall(call) = expr else { break };
            let owners = self.told.ty(&call.receiver).map(|ty| self.told.owners(&ty)).unwrap_or_default();
            let Some(iterator) = super::given_iterators::written_out(&self.told, &owners, call) else { break };
            replace(expr, iterator);
        }
        if self.as_written == 0
            && let Some(named) = super::objects_given::rewrite(&self.told, expr)
        {
            replace(expr, named);
        }
        if self.as_written == 0
            && self.loops > 0
            && let Some(body) = super::filled_out::rewrite(&self.told, expr, &mut self.filled)
        {
            replace(expr, body);
        }
        if self.as_written == 0
            && self.depth < written_out::DEEPEST
            && let Some(body) = written_out::rewrite(&self.told, expr, &mut self.count)
        {
            replace(expr, body);
            self.depth += 1;
            visit_mut::visit_expr_mut(self, expr);
            self.depth -= 1;
            return;
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

    fn visit_stmt_mut(&mut self, stmt: &mut syn::Stmt) {
        match stmt {
            // Nobody asks for what was in the map.
            syn::Stmt::Expr(syn::Expr::MethodCall(call), Some(_)) if made_receivers::is_entering(&self.told, call) => {
                self.visit_expr_method_call_mut(call);
            }
            stmt => visit_mut::visit_stmt_mut(self, stmt),
        }
    }

    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        if let Some(array) = super::arrays_of_slices::of_local(&self.told, local)
            && let Some(init) = &mut local.init
        {
            replace(&mut init.expr, array);
        }
        let ty = local.init.as_ref().and_then(|init| self.told.ty(&init.expr));
        visit_mut::visit_local_mut(self, local);
        self.told.bind(&local.pat, ty);
    }

    fn visit_expr_let_mut(&mut self, binding: &mut syn::ExprLet) {
        let ty = self.told.ty(&binding.expr);
        visit_mut::visit_expr_let_mut(self, binding);
        self.told.bind(&binding.pat, ty);
    }

    fn visit_expr_if_mut(&mut self, branch: &mut syn::ExprIf) {
        self.inside(|this| {
            this.kept(|this| this.visit_expr_mut(&mut branch.cond));
            this.visit_block_mut(&mut branch.then_branch);
            if let Some((_, otherwise)) = &mut branch.else_branch {
                this.visit_expr_mut(otherwise);
            }
        });
    }

    fn visit_expr_while_mut(&mut self, looped: &mut syn::ExprWhile) {
        self.inside(|this| {
            this.kept(|this| this.visit_expr_mut(&mut looped.cond));
            this.repeated(&mut looped.body);
        });
    }

    fn visit_expr_index_mut(&mut self, index: &mut syn::ExprIndex) {
        self.visit_expr_mut(&mut index.expr);
        self.kept(|this| this.visit_expr_mut(&mut index.index));
    }

    fn visit_expr_for_loop_mut(&mut self, looped: &mut syn::ExprForLoop) {
        let element = self.told.ty(&looped.expr).and_then(|ty| items(&ty));
        self.inside(|this| {
            this.kept(|this| this.visit_expr_mut(&mut looped.expr));
            this.told.bind(&looped.pat, element);
            this.repeated(&mut looped.body);
        });
    }

    fn visit_expr_loop_mut(&mut self, looped: &mut syn::ExprLoop) {
        self.repeated(&mut looped.body);
    }

    fn visit_expr_match_mut(&mut self, choice: &mut syn::ExprMatch) {
        self.kept(|this| this.visit_expr_mut(&mut choice.expr));
        let ty = self.told.ty(&choice.expr);
        for arm in &mut choice.arms {
            self.inside(|this| {
                this.told.bind(&arm.pat, ty.clone());
                visit_mut::visit_arm_mut(this, arm);
            });
        }
    }

    fn visit_expr_closure_mut(&mut self, closure: &mut syn::ExprClosure) {
        self.closure(closure, &[]);
    }

    fn visit_macro_mut(&mut self, invocation: &mut syn::Macro) {
        VecMacro::rewrite(invocation, &mut |element| self.visit_expr_mut(element));
    }

    fn visit_item_mut(&mut self, _item: &mut syn::Item) {}
}
