//! What is written in the place of names that stand for more than a variable: closures, tuples by their parts,
//! references to references.

use std::collections::HashMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;
use syn::visit::Visit;
use syn::visit_mut::VisitMut;

use super::closure::Closure;
use super::item::Item;
use super::resolve::Resolver;
use super::scope::Binding;
use crate::emit;
use crate::ir::{Expr, Step};
use crate::types::Ty;

impl<'l> Resolver<'l, '_> {
    /// The tokens of a closure that is inlined elsewhere, with the names that it sees.
    pub(super) fn closure(&mut self, closure: &'l Closure) -> TokenStream {
        let mut syntax = (*closure.syntax).clone();
        syntax.capture = None;
        let mut inner = Resolver::new(self.lowering);
        inner.within = Some(closure);
        inner.visit_expr_closure_mut(&mut syntax);
        let Resolver { reads, writes, changed, collision, .. } = inner;
        reads.into_iter().for_each(|var| self.read(var));
        self.writes.extend(writes);
        self.changed.extend(changed);
        self.collision = self.collision.take().or(collision);
        self.cheap = false;
        quote!((#syntax))
    }

    /// The tokens of a tuple by its parts.
    pub(super) fn item(&mut self, item: &Item) -> TokenStream {
        match item {
            Item::Value(value) => {
                value.expr.for_each_read(&mut |var| self.read(var));
                let tokens = emit::expr(&self.lowering.function, &value.expr);
                match (&value.ty, &value.expr) {
                    (Ty::Ref(mutable, _), Expr::Place(place)) if self.lowering.layers(place, &value.ty) > 0 => {
                        if *mutable {
                            quote!((&mut #tokens))
                        } else {
                            quote!((&#tokens))
                        }
                    }
                    _ => tokens,
                }
            }
            Item::Tuple(parts) => {
                let parts: Vec<TokenStream> = parts.iter().map(|part| self.item(part)).collect();
                quote!((#(#parts),*))
            }
            Item::Ref(item) => {
                let tokens = self.item(item);
                quote!((&#tokens))
            }
        }
    }

    /// `**x`, where `x` is a reference to a reference that stands for a place.
    pub(super) fn dereferenced(&mut self, expr: &syn::Expr) -> Option<TokenStream> {
        let (mut inner, mut count) = (expr, 0);
        loop {
            match inner {
                syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => {
                    count += 1;
                    inner = &unary.expr;
                }
                syn::Expr::Paren(paren) => inner = &paren.expr,
                _ => break,
            }
        }
        let syn::Expr::Path(path) = inner else { return None };
        let Some(Binding::Alias { place, ty, .. }) = self.binding(&path.path.get_ident()?.to_string()) else {
            return None;
        };
        let layers = self.lowering.layers(place, ty);
        if layers == 0 || count > layers + 1 {
            return None;
        }
        self.read_place(place);
        let tokens = emit::place(&self.lowering.function, place);
        let references = (0..=layers - count.min(layers)).skip(usize::from(count > layers)).map(|_| quote!(&));
        Some(quote!((#(#references)* #tokens)))
    }

    /// The length of the slice `lo..hi` that a name stands for.
    pub(super) fn part_length(&mut self, expr: &syn::Expr) -> Option<TokenStream> {
        let syn::Expr::Path(path) = expr else { return None };
        let binding = self.binding(&path.path.get_ident()?.to_string());
        let Some(Binding::Alias { place, .. }) = binding else { return None };
        let Some(Step::Slice(lo, Some(hi))) = place.path.last() else { return None };
        let len = self.lowering.slice_length(lo, hi);
        len.for_each_read(&mut |var| self.read(var));
        let tokens = emit::operand(&self.lowering.function, &len);
        Some(tokens)
    }

    /// The slice that a name stands for, where it is only read.
    pub(super) fn shared_slice(&mut self, expr: &syn::Expr) -> Option<syn::Expr> {
        let syn::Expr::Path(path) = expr else { return None };
        let Some(Binding::Alias { place, mutable: true, .. }) = self.binding(&path.path.get_ident()?.to_string())
        else {
            return None;
        };
        if !matches!(place.path.last(), Some(Step::Slice(..))) {
            return None;
        }
        self.read_place(place);
        let slice = emit::borrow(&self.lowering.function, false, place);
        Some(syn::Expr::Verbatim(quote!((#slice))))
    }

    /// A tuple by its parts that `expr` names.
    pub(super) fn part(&self, expr: &syn::Expr) -> Option<&'l Item> {
        match expr {
            syn::Expr::Paren(inner) => self.part(&inner.expr),
            syn::Expr::Path(path) => match self.binding(&path.path.get_ident()?.to_string())? {
                Binding::Item(item) => Some(item),
                _ => None,
            },
            _ => None,
        }
    }

    /// Whether `body` names something in whose place other names are written.
    pub(super) fn mentions_places(&self, body: &syn::Expr) -> bool {
        struct Names<'n>(&'n dyn Fn(&str) -> bool, bool);
        impl<'ast> Visit<'ast> for Names<'_> {
            fn visit_expr_path(&mut self, path: &'ast syn::ExprPath) {
                self.1 |= path.path.get_ident().is_some_and(|ident| (self.0)(&ident.to_string()));
            }
        }
        let stands = |name: &str| !matches!(self.binding(name), None | Some(Binding::Var(_) | Binding::Constant(_)));
        let mut names = Names(&stands, false);
        names.visit_expr(body);
        names.1
    }

    /// The parameters of a closure get names that hide no variable.
    pub(super) fn rename(&mut self, closure: &mut syn::ExprClosure) {
        struct Rename<'n>(&'n mut HashMap<String, Ident>);
        impl VisitMut for Rename<'_> {
            fn visit_pat_ident_mut(&mut self, pattern: &mut syn::PatIdent) {
                let name = pattern.ident.to_string();
                if super::parts::is_constant(pattern) {
                    return;
                }
                let new = quote::format_ident!("{}_inner", name.trim_start_matches("r#"), span = Span::mixed_site());
                pattern.ident = new.clone();
                self.0.insert(name, new);
                syn::visit_mut::visit_pat_ident_mut(self, pattern);
            }
        }
        if let Some(scope) = self.renamed.last_mut() {
            closure.inputs.iter_mut().for_each(|pattern| Rename(scope).visit_pat_mut(pattern));
        }
    }
}
