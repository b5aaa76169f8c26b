//! `node.unwrap()` of a reference that may refer to nothing: the place, behind an assertion that there is one.
//!
//! ```text
//! sum += node.unwrap().value;     assert!(node_there); sum += node_at.value;
//! ```
//!
//! The assertion stands before the statement, so the value must be looked at wherever the statement runs. Behind `&&` it is
//! where `is_some()` comes first; behind what may leave the statement it is not. Otherwise the name stays, and what it
//! stands for is refused.

use std::collections::{BTreeMap, BTreeSet};

use proc_macro2::Ident;
use quote::ToTokens;
use syn::parse_quote;
use syn::visit_mut::{self, VisitMut};

/// For each name, what says whether there is a value, and what refers to it.
pub(super) type Parts = BTreeMap<String, (Ident, Ident)>;

/// `stmts` with places and assertions.
pub(super) fn asserted(parts: &Parts, stmts: Vec<syn::Stmt>) -> Vec<syn::Stmt> {
    let mut all = Vec::new();
    for mut stmt in stmts {
        let mut sure =
            Sure { parts, known: BTreeSet::new(), asserted: BTreeSet::new(), may_not_run: false, may_have_left: false };
        sure.visit_stmt_mut(&mut stmt);
        for name in &sure.asserted {
            let there = &parts[name].0;
            all.push(parse_quote!(assert!(#there, "called `Option::unwrap()` on a `None` value");));
        }
        all.push(stmt);
    }
    all
}

/// One statement.
struct Sure<'p> {
    parts: &'p Parts,
    /// Names that are asked for before.
    known: BTreeSet<String>,
    asserted: BTreeSet<String>,
    /// In an operand that may not be evaluated.
    may_not_run: bool,
    /// Behind a `return`, a `break` or a `?`.
    may_have_left: bool,
}

impl Sure<'_> {
    /// The name in `name.unwrap()`, `name.expect("…")`.
    fn unwrapped(&self, expr: &syn::Expr) -> Option<String> {
        let syn::Expr::MethodCall(call) = expr else { return None };
        let is_it = matches!((call.method.to_string().as_str(), call.args.len()), ("unwrap", 0) | ("expect", 1));
        let syn::Expr::Path(path) = &*call.receiver else { return None };
        let name = path.path.get_ident()?.to_string();
        (is_it && self.parts.contains_key(&name)).then_some(name)
    }

    fn maybe(&mut self, expr: &mut syn::Expr) {
        let before = std::mem::replace(&mut self.may_not_run, true);
        self.visit_expr_mut(expr);
        self.may_not_run = before;
    }
}

impl VisitMut for Sure<'_> {
    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        if let Some(name) = self.unwrapped(expr) {
            let is_known = self.known.contains(&name);
            if is_known || !(self.may_not_run || self.may_have_left) {
                let at = &self.parts[&name].1;
                *expr = parse_quote!(#at);
                if !is_known {
                    self.asserted.insert(name);
                }
            }
            return;
        }
        visit_mut::visit_expr_mut(self, expr);
        self.may_have_left |= super::opaque::is_jump(expr);
    }

    fn visit_expr_binary_mut(&mut self, binary: &mut syn::ExprBinary) {
        self.visit_expr_mut(&mut binary.left);
        let both = matches!(binary.op, syn::BinOp::And(_));
        if !both && !matches!(binary.op, syn::BinOp::Or(_)) {
            return self.visit_expr_mut(&mut binary.right);
        }
        let known = self.known.clone();
        if both {
            self.known.extend(asked(&binary.left));
        }
        self.maybe(&mut binary.right);
        self.known = known;
    }

    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        block.stmts = asserted(self.parts, std::mem::take(&mut block.stmts));
        self.may_have_left |= super::opaque::find_jump_in(block).is_some();
    }

    fn visit_expr_while_mut(&mut self, repeated: &mut syn::ExprWhile) {
        self.maybe(&mut repeated.cond);
        self.visit_block_mut(&mut repeated.body);
    }

    fn visit_expr_if_mut(&mut self, branch: &mut syn::ExprIf) {
        self.visit_expr_mut(&mut branch.cond);
        self.visit_block_mut(&mut branch.then_branch);
        if let Some((_, otherwise)) = &mut branch.else_branch {
            self.maybe(otherwise);
        }
    }

    fn visit_arm_mut(&mut self, arm: &mut syn::Arm) {
        if let Some((_, guard)) = &mut arm.guard {
            self.maybe(guard);
        }
        self.maybe(&mut arm.body);
    }

    fn visit_expr_closure_mut(&mut self, _closure: &mut syn::ExprClosure) {}

    fn visit_item_mut(&mut self, _item: &mut syn::Item) {}
}

/// The names of which a condition asks `is_some()`.
fn asked(condition: &syn::Expr) -> BTreeSet<String> {
    match condition {
        syn::Expr::Paren(inner) => asked(&inner.expr),
        syn::Expr::Binary(binary) if matches!(binary.op, syn::BinOp::And(_)) => {
            asked(&binary.left).into_iter().chain(asked(&binary.right)).collect()
        }
        syn::Expr::MethodCall(call) if call.method == "is_some" => {
            BTreeSet::from([call.receiver.to_token_stream().to_string()])
        }
        _ => BTreeSet::new(),
    }
}
