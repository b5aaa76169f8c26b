//! References that may refer to nothing, `let mut node = self.head.as_ref();`, rewritten before lowering: one variable says
//! whether there is something, another name refers to it.
//!
//! ```text
//! let mut node = list.head.as_deref();      let mut node_there = list.head.is_some();
//!                                           let mut node_at = &*list.head.some;
//! while let Some(n) = node { … }            while node_there { let n = node_at; … }
//! node = n.next.as_deref();                 node_there = n.next.is_some();
//!                                           if node_there { node_at = &*n.next.some; }
//! ```

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;
use syn::{parse_quote, parse_quote_spanned};

/// What stands for the value inside of an `Option`, and inside of its box: only rewriting writes it.
pub(super) const INSIDE: &str = "__inside";
const INSIDE_BOX: &str = "__inside_box";

pub(super) fn is_inside(call: &syn::ExprMethodCall) -> bool {
    call.method == INSIDE || call.method == INSIDE_BOX
}

/// Rewrites the blocks of `body`.
pub(super) fn rewrite(body: &mut syn::Block) {
    Blocks.visit_block_mut(body);
}

struct Blocks;

impl VisitMut for Blocks {
    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        syn::visit_mut::visit_block_mut(self, block);
        if let Some(new) = rewritten(block) {
            *block = new;
        }
    }

    fn visit_item_mut(&mut self, _item: &mut syn::Item) {}
}

/// The names that stand for one of them.
struct Names {
    there: Ident,
    at: Ident,
    mutable: bool,
}

impl Names {
    /// `let pattern = at;`
    fn bound_to(&self, pattern: &syn::Pat) -> syn::Stmt {
        let at = &self.at;
        match pattern {
            syn::Pat::Ident(_) | syn::Pat::Wild(_) => parse_quote!(let #pattern = #at;),
            _ if self.mutable => parse_quote!(let #pattern = &mut *#at;),
            _ => parse_quote!(let #pattern = &*#at;),
        }
    }
}

/// `block` without such references, where it declares some and they are used in known ways only.
fn rewritten(block: &syn::Block) -> Option<syn::Block> {
    let mut known = BTreeMap::new();
    let mut stmts = Vec::new();
    let mut found = false;
    let places = |known: &BTreeMap<String, Names>, stmt| {
        let parts = known.iter().map(|(name, names)| (name.clone(), (names.there.clone(), names.at.clone())));
        super::unwrapped::asserted(&parts.collect(), vec![stmt])
    };
    for stmt in block.stmts.iter().flat_map(one_by_one) {
        let mut assertions = places(&known, stmt);
        let Some(mut stmt) = assertions.pop() else { continue };
        stmts.append(&mut assertions);
        let mut uses = Uses { names: &known };
        uses.visit_stmt_mut(&mut stmt);
        let bound = bound(&stmt);
        if let Some((name, init)) = declared(&stmt)
            && let Some((condition, place)) = taken(init)
            && is_assigned(block, name)
        {
            let [there, at] = ["there", "at"].map(|part| fresh(block, name, part));
            stmts.push(parse_quote!(let mut #there = #condition;));
            stmts.push(parse_quote_spanned!(init.span()=> let mut #at = &#place;));
            let mutable = init
                .to_token_stream()
                .into_iter()
                .any(|token| matches!(token.to_string().as_str(), "as_mut" | "as_deref_mut"))
                || matches!(init, syn::Expr::Call(call)
                if matches!(call.args.first(), Some(syn::Expr::Reference(reference)) if reference.mutability.is_some()));
            known.insert(name.to_string(), Names { there, at, mutable });
            found = true;
            continue;
        }
        known.retain(|name, _| !bound.contains(name));
        let parts = uses_of(&known, stmt);
        if known.keys().any(|name| crate::hoist::names(quote!(#(#parts)*), name)) {
            return None;
        }
        stmts.extend(parts);
    }
    found.then(|| syn::Block { brace_token: block.brace_token, stmts })
}

/// `let (mut a, mut b) = (x, y);`, where one of them refers to something.
fn one_by_one(stmt: &syn::Stmt) -> Vec<syn::Stmt> {
    let split = || {
        let syn::Stmt::Local(local) = stmt else { return None };
        let init = local.init.as_ref().filter(|init| init.diverge.is_none())?;
        let (syn::Pat::Tuple(patterns), syn::Expr::Tuple(values)) = (&local.pat, &*init.expr) else { return None };
        let names: Vec<&syn::Pat> = patterns.elems.iter().collect();
        let plain = names.iter().all(|pattern| matches!(pattern, syn::Pat::Ident(_)));
        if !plain || names.len() != values.elems.len() || !values.elems.iter().all(|value| taken(value).is_some()) {
            return None;
        }
        Some(names.iter().zip(&values.elems).map(|(name, value)| parse_quote!(let #name = #value;)).collect())
    };
    split().unwrap_or_else(|| vec![stmt.clone()])
}

/// The names that a `let` binds.
fn bound(stmt: &syn::Stmt) -> Vec<String> {
    struct Bound(Vec<String>);
    impl syn::visit::Visit<'_> for Bound {
        fn visit_pat_ident(&mut self, pattern: &syn::PatIdent) {
            self.0.push(pattern.ident.to_string());
        }
    }
    let mut bound = Bound(Vec::new());
    if let syn::Stmt::Local(local) = stmt {
        syn::visit::Visit::visit_pat(&mut bound, &local.pat);
    }
    bound.0
}

/// `let mut name = init;`
fn declared(stmt: &syn::Stmt) -> Option<(&Ident, &syn::Expr)> {
    let syn::Stmt::Local(local) = stmt else { return None };
    let init = local.init.as_ref().filter(|init| init.diverge.is_none())?;
    let pattern = match &local.pat {
        syn::Pat::Type(typed) => &*typed.pat,
        pattern => pattern,
    };
    match pattern {
        syn::Pat::Ident(name) if name.mutability.is_some() && name.by_ref.is_none() => Some((&name.ident, &init.expr)),
        _ => None,
    }
}

fn is_assigned(block: &syn::Block, name: &Ident) -> bool {
    struct Assigned<'n>(&'n Ident, bool);
    impl syn::visit::Visit<'_> for Assigned<'_> {
        fn visit_expr_assign(&mut self, assign: &syn::ExprAssign) {
            self.1 |= matches!(&*assign.left, syn::Expr::Path(path) if path.path.is_ident(self.0));
            syn::visit::visit_expr_assign(self, assign);
        }
    }
    let mut assigned = Assigned(name, false);
    syn::visit::Visit::visit_block(&mut assigned, block);
    assigned.1
}

/// A name of which the block knows nothing.
fn fresh(block: &syn::Block, name: &Ident, part: &str) -> Ident {
    let mut text = format!("{name}_{part}");
    while crate::hoist::names(quote!(#block), &text) {
        text.push('_');
    }
    Ident::new(&text, Span::mixed_site())
}

/// Whether there is something, and the place of it.
fn taken(value: &syn::Expr) -> Option<(syn::Expr, syn::Expr)> {
    match value {
        syn::Expr::Paren(inner) => taken(&inner.expr),
        syn::Expr::Call(call) if matches!(&*call.func, syn::Expr::Path(path) if path.path.is_ident("Some")) => {
            match call.args.first() {
                Some(syn::Expr::Reference(reference)) => {
                    let inner = &reference.expr;
                    Some((parse_quote!(true), parse_quote!(#inner)))
                }
                Some(inner @ syn::Expr::Path(_)) => Some((parse_quote!(true), parse_quote!(*#inner))),
                // Of a box.
                Some(syn::Expr::MethodCall(call))
                    if matches!(call.method.to_string().as_str(), "as_ref" | "as_mut") && is_place(&call.receiver) =>
                {
                    let holder = &call.receiver;
                    let named = matches!(**holder, syn::Expr::Path(_)).then(|| quote!(*));
                    Some((parse_quote!(true), parse_quote!(*#named #holder)))
                }
                _ => None,
            }
        }
        syn::Expr::MethodCall(call) if call.args.is_empty() && is_place(&call.receiver) => {
            let inside = match call.method.to_string().as_str() {
                "as_ref" | "as_mut" => INSIDE,
                "as_deref" | "as_deref_mut" => INSIDE_BOX,
                _ => return None,
            };
            let (span, holder) = (call.method.span(), &call.receiver);
            let inside = Ident::new(inside, span);
            Some((parse_quote_spanned!(span=> #holder.is_some()), parse_quote_spanned!(span=> #holder.#inside())))
        }
        _ => None,
    }
}

fn is_place(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Paren(inner) => is_place(&inner.expr),
        syn::Expr::Field(field) => is_place(&field.base),
        syn::Expr::Index(index) => is_place(&index.expr),
        syn::Expr::Unary(unary) => matches!(unary.op, syn::UnOp::Deref(_)) && is_place(&unary.expr),
        syn::Expr::Path(path) => path.path.get_ident().is_some(),
        _ => false,
    }
}

/// Replaces the uses of the references.
struct Uses<'n> {
    names: &'n BTreeMap<String, Names>,
}

impl Uses<'_> {
    fn of(&self, expr: &syn::Expr) -> Option<&Names> {
        match expr {
            syn::Expr::Path(path) => self.names.get(&path.path.get_ident()?.to_string()),
            syn::Expr::Paren(inner) => self.of(&inner.expr),
            _ => None,
        }
    }

    /// `name = value`
    fn assigned(&self, names: &Names, value: &syn::Expr) -> Option<syn::Block> {
        let Names { there, at, .. } = names;
        if let Some(other) = self.of(value) {
            let (other_there, other_at) = (&other.there, &other.at);
            return Some(parse_quote!({ #at = #other_at; #there = #other_there; }));
        }
        if let Some((condition, place)) = taken(value) {
            let moved = quote_spanned!(value.span()=> #at = &#place;);
            return Some(parse_quote!({ if #condition { #moved #there = true; } else { #there = false; } }));
        }
        let in_block = |block: &syn::Block| {
            let mut block = block.clone();
            let Some(syn::Stmt::Expr(tail, None)) = block.stmts.pop() else { return None };
            if leaves(&tail) {
                block.stmts.push(syn::Stmt::Expr(tail, None));
                return Some(block);
            }
            let assigned = self.assigned(names, &tail)?;
            block.stmts.extend(assigned.stmts);
            Some(block)
        };
        match value {
            syn::Expr::Path(path) if path.path.is_ident("None") => Some(parse_quote!({ #there = false; })),
            syn::Expr::Paren(inner) => self.assigned(names, &inner.expr),
            syn::Expr::Block(block) => in_block(&block.block),
            syn::Expr::If(branch) => {
                let (condition, then) = (&branch.cond, in_block(&branch.then_branch)?);
                let otherwise = self.assigned(names, &branch.else_branch.as_ref()?.1)?;
                Some(parse_quote!({ if #condition #then else #otherwise }))
            }
            syn::Expr::Match(choice) => {
                let mut choice = choice.clone();
                for arm in &mut choice.arms {
                    if !leaves(&arm.body) {
                        let assigned = self.assigned(names, &arm.body)?;
                        *arm.body = parse_quote!(#assigned);
                    }
                }
                Some(parse_quote!({ #choice }))
            }
            // `node.and_then(|n| n.next.as_deref())`
            syn::Expr::MethodCall(call) if call.method == "and_then" => {
                let found = self.of(&call.receiver)?;
                let Some(syn::Expr::Closure(closure)) = call.args.first() else { return None };
                let (found_there, bound) = (&found.there, found.bound_to(closure.inputs.first()?));
                let assigned = self.assigned(names, &closure.body)?;
                Some(parse_quote!({ if #found_there { #bound #assigned } else { #there = false; } }))
            }
            _ => None,
        }
    }

    /// `match name { Some(p) => a, _ => b }`
    fn chosen(&self, choice: &syn::ExprMatch) -> Option<syn::Expr> {
        if let syn::Expr::Tuple(tuple) = &*choice.expr {
            return self.all_there(tuple, choice);
        }
        let names = self.of(&choice.expr)?;
        if choice.arms.len() != 2 || choice.arms.iter().any(|arm| arm.guard.is_some()) {
            return None;
        }
        let some = choice.arms.iter().find_map(|arm| Some((inner(&arm.pat)?, &arm.body)));
        let none = choice.arms.iter().find(|arm| is_none(&arm.pat));
        let ((pattern, then), otherwise) = (some?, &none?.body);
        let (there, bound) = (&names.there, names.bound_to(pattern));
        Some(parse_quote!(if #there { #bound #then } else { #otherwise }))
    }
}

impl Uses<'_> {
    /// `match (a, b) { (Some(p), Some(q)) => c, _ => d }`
    fn all_there(&self, tuple: &syn::ExprTuple, choice: &syn::ExprMatch) -> Option<syn::Expr> {
        let [first, rest] = choice.arms.iter().collect::<Vec<_>>()[..] else { return None };
        let syn::Pat::Tuple(patterns) = &first.pat else { return None };
        let whole = matches!(rest.pat, syn::Pat::Wild(_)) && patterns.elems.len() == tuple.elems.len();
        if !whole || choice.arms.iter().any(|arm| arm.guard.is_some()) {
            return None;
        }
        let mut there = Vec::new();
        let mut bound = Vec::new();
        for (value, pattern) in tuple.elems.iter().zip(&patterns.elems) {
            let names = self.of(value)?;
            there.push(&names.there);
            bound.push(names.bound_to(inner(pattern)?));
        }
        let (then, otherwise) = (&first.body, &rest.body);
        Some(parse_quote!(if #(#there)&&* { #(#bound)* #then } else { #otherwise }))
    }
}

fn leaves(expr: &syn::Expr) -> bool {
    matches!(expr, syn::Expr::Break(_) | syn::Expr::Continue(_) | syn::Expr::Return(_))
}

/// The pattern inside of `Some`.
fn inner(pattern: &syn::Pat) -> Option<&syn::Pat> {
    match pattern {
        syn::Pat::TupleStruct(some) if some.path.is_ident("Some") => some.elems.first(),
        _ => None,
    }
}

fn is_none(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Wild(_) => true,
        syn::Pat::Ident(name) => name.ident == "None",
        _ => false,
    }
}

impl VisitMut for Uses<'_> {
    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        syn::visit_mut::visit_expr_mut(self, expr);
        let new: Option<syn::Expr> = match expr {
            syn::Expr::Assign(assign) => self
                .of(&assign.left)
                .and_then(|names| self.assigned(names, &assign.right))
                .map(|block| parse_quote!(#block)),
            syn::Expr::Match(choice) => self.chosen(choice),
            syn::Expr::If(branch) => match &*branch.cond {
                syn::Expr::Let(binding) => self.of(&binding.expr).and_then(|names| {
                    let (there, bound) = (&names.there, names.bound_to(inner(&binding.pat)?));
                    let then = &branch.then_branch.stmts;
                    let otherwise = branch.else_branch.as_ref().map(|(_, otherwise)| quote!(else #otherwise));
                    Some(parse_quote!(if #there { #bound #(#then)* } #otherwise))
                }),
                _ => None,
            },
            syn::Expr::MethodCall(call) => {
                self.of(&call.receiver).and_then(|Names { there, .. }| match call.method.to_string().as_str() {
                    "is_some" => Some(parse_quote!(#there)),
                    "is_none" => Some(parse_quote!((!#there))),
                    _ => None,
                })
            }
            _ => None,
        };
        if let Some(new) = new {
            *expr = new;
        }
    }

    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        syn::visit_mut::visit_block_mut(self, block);
        let stmts = std::mem::take(&mut block.stmts);
        block.stmts = stmts.into_iter().flat_map(|stmt| uses_of(self.names, stmt)).collect();
    }
}

/// `let Some(n) = node else { … };`
fn uses_of(names: &BTreeMap<String, Names>, stmt: syn::Stmt) -> Vec<syn::Stmt> {
    if let syn::Stmt::Local(local) = &stmt
        && let Some(init) = &local.init
        && let Some((_, otherwise)) = &init.diverge
        && let Some(found) = (Uses { names }).of(&init.expr)
        && let Some(pattern) = inner(&local.pat)
    {
        let there = &found.there;
        return vec![parse_quote!(if !#there #otherwise), found.bound_to(pattern)];
    }
    vec![stmt]
}
