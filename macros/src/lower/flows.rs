//! Through which variables a derivative could flow into an expression, and which names a format string captures.

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::Visit;

use super::Lowering;
use super::scope::Binding;
use crate::ir::{Expr, VarId};

impl Lowering<'_> {
    /// Whether anything in `expr` may depend on an active parameter.
    pub(super) fn is_varied(&self, expr: &syn::Expr) -> bool {
        self.flows(expr).iter().any(|var| self.varied[var.0 as usize])
    }

    /// The same, where these names stand for what carries no derivative.
    pub(super) fn is_varied_beside(&self, expr: &syn::Expr, passive: &[String]) -> bool {
        let mut finder = Finder { lowering: self, found: Vec::new(), hidden: passive.to_vec() };
        self.answers.within(|| finder.visit_expr(expr));
        finder.found.iter().any(|var| self.varied[var.0 as usize])
    }

    /// The variables through which a derivative could flow into `expr`.
    pub(super) fn flows(&self, expr: &syn::Expr) -> Vec<VarId> {
        let mut finder = Finder { lowering: self, found: Vec::new(), hidden: Vec::new() };
        self.answers.within(|| finder.visit_expr(expr));
        finder.found
    }
}

/// Collects the variables that are read where a derivative flows.
struct Finder<'l, 'a> {
    lowering: &'l Lowering<'a>,
    found: Vec<VarId>,
    /// Names that closures bind.
    hidden: Vec<String>,
}

impl Finder<'_, '_> {
    fn name(&mut self, name: &str) {
        if self.hidden.iter().any(|hidden| hidden == name) {
            return;
        }
        match self.lowering.scopes.find(name) {
            Some(Binding::Var(var)) => self.variable(*var),
            Some(Binding::Alias { place, .. }) => self.variable(place.root),
            Some(Binding::Closure(closure)) => closure.captures.iter().for_each(|var| self.variable(*var)),
            Some(Binding::Item(item)) => item.for_each(&mut |value| self.found.extend(flows_of(&value.expr))),
            Some(Binding::Stream(_, flows, _)) => flows.iter().for_each(|var| self.variable(*var)),
            Some(Binding::Constant(_)) | None => {}
        }
    }

    fn variable(&mut self, var: VarId) {
        if !self.lowering.ty_of(var).is_passive() {
            self.found.push(var);
        }
    }

    fn tokens(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => self.name(&ident.to_string()),
                TokenTree::Group(group) => self.tokens(group.stream()),
                TokenTree::Literal(literal) => captures(&literal.to_string()).iter().for_each(|name| self.name(name)),
                TokenTree::Punct(_) => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Finder<'_, '_> {
    fn visit_expr(&mut self, expr: &'ast syn::Expr) {
        if !self.lowering.is_passive(expr) || super::control::is_control_flow(expr) {
            syn::visit::visit_expr(self, expr);
        }
    }

    fn visit_expr_path(&mut self, path: &'ast syn::ExprPath) {
        if let Some(ident) = path.path.get_ident() {
            self.name(&ident.to_string());
        }
    }

    fn visit_expr_closure(&mut self, closure: &'ast syn::ExprClosure) {
        let outside = self.hidden.len();
        closure.inputs.iter().for_each(|pattern| Names(&mut self.hidden).visit_pat(pattern));
        self.visit_expr(&closure.body);
        self.hidden.truncate(outside);
    }

    fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
        self.tokens(invocation.tokens.clone());
    }
}

/// Collects the names that a pattern binds.
struct Names<'n>(&'n mut Vec<String>);

impl<'ast> Visit<'ast> for Names<'_> {
    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        self.0.push(pattern.ident.to_string());
        syn::visit::visit_pat_ident(self, pattern);
    }
}

/// The names that `pattern` binds.
pub(super) fn names(pattern: &syn::Pat, names: &mut Vec<String>) {
    Names(names).visit_pat(pattern);
}

/// The variables through which a derivative could flow into an operand.
fn flows_of(operand: &Expr) -> Vec<VarId> {
    match operand {
        Expr::Place(place) => vec![place.root],
        Expr::Tokens(tokens) => tokens.flows.clone(),
        _ => Vec::new(),
    }
}

/// The names captured by a format string.
pub(super) fn captures(text: &str) -> Vec<String> {
    let mut names = Vec::new();
    if !text.starts_with('"') && !text.starts_with('r') {
        return names;
    }
    let text = text.replace("{{", "");
    for piece in text.split('{').skip(1) {
        let name: String = piece.chars().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
        if name.starts_with(|c: char| c.is_alphabetic() || c == '_') {
            names.push(name);
        }
        // `{value:width$}` captures the width too.
        if let Some((spec, _)) = piece.split_once('}') {
            for part in spec.split('$').rev().skip(1) {
                let width: String = part.chars().rev().take_while(|c| c.is_alphanumeric() || *c == '_').collect();
                names.push(width.chars().rev().collect());
            }
        }
    }
    names.retain(|name| syn::parse_str::<proc_macro2::Ident>(name).is_ok());
    names
}
