//! Which names hold a function of a table.

use std::collections::{HashMap, HashSet};

use quote::ToTokens;
use syn::visit::{self, Visit};

use super::Table;

/// Methods that give the same elements.
const SAME: &[&str] = &["iter", "into_iter", "cycle", "copied", "cloned", "rev", "skip", "take", "step_by"];

/// What is called and comes out of a table is one of its functions.
pub(super) struct Spread<'t> {
    pub(super) found: &'t HashMap<String, Table>,
    pub(super) called: &'t HashSet<String>,
    pub(super) more: Vec<(String, Table)>,
}

impl Spread<'_> {
    /// The elements of a table, whether they are called or passed on.
    fn elements(&mut self, pattern: &syn::Pat, source: &syn::Expr) {
        match (pattern, source) {
            (
                syn::Pat::Reference(syn::PatReference { pat, .. })
                | syn::Pat::Paren(syn::PatParen { pat, .. })
                | syn::Pat::Type(syn::PatType { pat, .. }),
                _,
            ) => {
                self.elements(pat, source);
            }
            (
                _,
                syn::Expr::Reference(syn::ExprReference { expr, .. }) | syn::Expr::Paren(syn::ExprParen { expr, .. }),
            ) => {
                self.elements(pattern, expr);
            }
            (syn::Pat::Tuple(parts), syn::Expr::MethodCall(call)) if parts.elems.len() == 2 => {
                match (call.method.to_string().as_str(), call.args.first()) {
                    ("enumerate", None) => self.elements(&parts.elems[1], &call.receiver),
                    ("zip", Some(other)) => {
                        self.elements(&parts.elems[0], &call.receiver);
                        self.elements(&parts.elems[1], other);
                    }
                    _ => {}
                }
            }
            (_, syn::Expr::MethodCall(call)) if SAME.contains(&call.method.to_string().as_str()) => {
                self.elements(pattern, &call.receiver);
            }
            (syn::Pat::Ident(name), syn::Expr::Path(path)) => {
                let name = name.ident.to_string();
                let table = path.path.get_ident().and_then(|table| self.found.get(&table.to_string()));
                if let Some(table) = table.filter(|table| table.plain && !table.single)
                    && !self.found.contains_key(&name)
                {
                    self.more.push((name, Table { single: true, ..table.clone() }));
                }
            }
            _ => {}
        }
    }

    fn bind(&mut self, pattern: &syn::Pat, source: &dyn ToTokens) {
        let mut names = Vec::new();
        crate::lower::flows::names(pattern, &mut names);
        names.retain(|name| self.called.contains(name) && !self.found.contains_key(name));
        if names.is_empty() {
            return;
        }
        let tokens = source.to_token_stream();
        let from = self.found.iter().find(|(name, _)| crate::hoist::names(tokens.clone(), name));
        if let Some((_, table)) = from {
            let table = Table { single: true, ..table.clone() };
            self.more.extend(names.into_iter().map(|name| (name, table.clone())));
        }
    }
}

impl<'ast> Visit<'ast> for Spread<'_> {
    fn visit_local(&mut self, local: &'ast syn::Local) {
        if let Some(init) = &local.init
            && !matches!(&*init.expr, syn::Expr::Closure(_))
        {
            self.bind(&local.pat, &init.expr);
        }
        visit::visit_local(self, local);
    }

    fn visit_expr_for_loop(&mut self, looped: &'ast syn::ExprForLoop) {
        self.elements(&looped.pat, &looped.expr);
        self.bind(&looped.pat, &looped.expr);
        visit::visit_expr_for_loop(self, looped);
    }

    fn visit_expr_let(&mut self, binding: &'ast syn::ExprLet) {
        self.bind(&binding.pat, &binding.expr);
        visit::visit_expr_let(self, binding);
    }

    fn visit_expr_match(&mut self, choice: &'ast syn::ExprMatch) {
        choice.arms.iter().for_each(|arm| self.bind(&arm.pat, &choice.expr));
        visit::visit_expr_match(self, choice);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        for argument in &call.args {
            if let syn::Expr::Closure(closure) = argument {
                if let [input] = &closure.inputs.iter().collect::<Vec<_>>()[..] {
                    self.elements(input, &call.receiver);
                }
                closure.inputs.iter().for_each(|input| self.bind(input, &call.receiver));
            }
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_item(&mut self, _item: &'ast syn::Item) {}
}
