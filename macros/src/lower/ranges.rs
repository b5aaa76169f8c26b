//! A range with a name, rewritten before lowering: its ends have names, and the range stands where it is used.
//!
//! ```text
//! let r = a[i]..a[i + 1];                   let r_start = a[i]; let r_end = a[i + 1];
//! for (c, v) in c[r.clone()].iter().zip(&v[r])  for (c, v) in c[r_start..r_end].iter().zip(&v[r_start..r_end])
//! ```

use proc_macro2::{Ident, Span};
use quote::{ToTokens, format_ident};
use syn::parse_quote;
use syn::visit::Visit;
use syn::visit_mut::VisitMut;

/// Rewrites the statements of `block`.
pub(super) fn rewrite(block: &mut syn::Block) {
    let mut index = 0;
    while index < block.stmts.len() {
        let (before, rest) = block.stmts.split_at_mut(index + 1);
        let Some((name, range)) = before.last().and_then(named) else {
            index += 1;
            continue;
        };
        if !is_used_plainly(&name, rest) {
            index += 1;
            continue;
        }
        let mut ends = Vec::new();
        let mut range = range.clone();
        for (end, what) in [(&mut range.start, "start"), (&mut range.end, "end")] {
            let Some(value) = end.as_mut() else { continue };
            if matches!(**value, syn::Expr::Lit(_)) {
                continue;
            }
            let own: Ident = format_ident!("__{name}_{what}", span = name.span().resolved_at(Span::mixed_site()));
            ends.push(parse_quote!(let #own = #value;));
            **value = parse_quote!(#own);
        }
        let mut replace = Replace { name: name.to_string(), range };
        rest.iter_mut().for_each(|stmt| replace.visit_stmt_mut(stmt));
        let count = ends.len();
        block.stmts.splice(index..=index, ends);
        index += count;
    }
}

/// Names of this pass, without the underscores that keep them apart from the user's.
pub(super) fn own_name(name: &str) -> Option<&str> {
    let inner = name.strip_prefix("__")?;
    (inner.ends_with("_start") || inner.ends_with("_end")).then_some(inner)
}

/// `let r = lo..hi;`
fn named(stmt: &syn::Stmt) -> Option<(Ident, &syn::ExprRange)> {
    let syn::Stmt::Local(local) = stmt else { return None };
    let syn::Pat::Ident(name) = &local.pat else { return None };
    if name.mutability.is_some() || name.by_ref.is_some() || name.subpat.is_some() {
        return None;
    }
    let init = local.init.as_ref().filter(|init| init.diverge.is_none())?;
    let mut value = &*init.expr;
    while let syn::Expr::Paren(inner) = value {
        value = &inner.expr;
    }
    match value {
        syn::Expr::Range(range) if range.start.is_some() || range.end.is_some() => Some((name.ident.clone(), range)),
        _ => None,
    }
}

/// Whether the name means the range wherever it stands, and no macro or item mentions it.
fn is_used_plainly(name: &Ident, rest: &[syn::Stmt]) -> bool {
    struct Uses<'n> {
        name: &'n Ident,
        plain: bool,
    }
    impl Visit<'_> for Uses<'_> {
        fn visit_pat_ident(&mut self, pattern: &syn::PatIdent) {
            self.plain &= pattern.ident != *self.name;
        }
        fn visit_field_value(&mut self, field: &syn::FieldValue) {
            self.plain &=
                field.colon_token.is_some() || !matches!(&field.member, syn::Member::Named(n) if n == self.name);
            syn::visit::visit_field_value(self, field);
        }
        fn visit_macro(&mut self, invocation: &syn::Macro) {
            let text = invocation.tokens.to_string();
            self.plain &= !text.contains(&self.name.to_string());
        }
        fn visit_item(&mut self, item: &syn::Item) {
            self.plain &= !crate::hoist::names(item.to_token_stream(), &self.name.to_string());
        }
    }
    let mut uses = Uses { name, plain: true };
    rest.iter().for_each(|stmt| uses.visit_stmt(stmt));
    uses.plain
}

struct Replace {
    name: String,
    range: syn::ExprRange,
}

impl Replace {
    /// `r`, `r.clone()`.
    fn is_range(&self, expr: &syn::Expr) -> bool {
        match expr {
            syn::Expr::Path(path) => path.path.get_ident().is_some_and(|name| *name == self.name),
            syn::Expr::MethodCall(call) => {
                call.method == "clone" && call.args.is_empty() && self.is_range(&call.receiver)
            }
            syn::Expr::Paren(inner) => self.is_range(&inner.expr),
            _ => false,
        }
    }
}

impl VisitMut for Replace {
    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        match expr {
            syn::Expr::Index(index) if self.is_range(&index.index) => {
                self.visit_expr_mut(&mut index.expr);
                *index.index = syn::Expr::Range(self.range.clone());
            }
            syn::Expr::ForLoop(looped) if self.is_range(&looped.expr) => {
                *looped.expr = syn::Expr::Range(self.range.clone());
                self.visit_block_mut(&mut looped.body);
            }
            syn::Expr::Field(field) if self.is_range(&field.base) => {
                let end = match field.member.to_token_stream().to_string().as_str() {
                    "start" => self.range.start.as_deref(),
                    _ => self.range.end.as_deref(),
                };
                *expr = end.cloned().unwrap_or_else(|| expr.clone());
            }
            _ if self.is_range(expr) => {
                let range = &self.range;
                *expr = parse_quote!((#range));
            }
            _ => syn::visit_mut::visit_expr_mut(self, expr),
        }
    }
}
