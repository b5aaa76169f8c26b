//! A `Result` to which another one is assigned: so is its error.
//!
//! ```text
//! r = f(x);       { let mut r_error_next = None;
//!                   let inner = match f(x) { Ok(v) => Ok(v), Err(e) => { r_error_next = Some(e); Err(()) } };
//!                   r_error = r_error_next; r = inner }
//! ```

use proc_macro2::Ident;
use quote::{ToTokens, format_ident};
use syn::parse_quote;
use syn::visit::{self, Visit};
use syn::visit_mut::{self, VisitMut};

use super::errors_apart::apart;

/// `{ …; name = f(x); … }`
pub(super) fn assigns(body: &syn::Expr, name: &Ident) -> bool {
    let syn::Expr::Block(block) = body else { return false };
    block.block.stmts.iter().any(|stmt| {
        matches!(stmt, syn::Stmt::Expr(syn::Expr::Assign(assign), _)
            if matches!(&*assign.left, syn::Expr::Path(path) if path.path.is_ident(name)))
    })
}

/// `return e`, `{ …; return e; }`
pub(super) fn leaves(body: &syn::Expr) -> bool {
    match body {
        syn::Expr::Return(_) => true,
        syn::Expr::Block(block) => matches!(block.block.stmts.last(), Some(syn::Stmt::Expr(last, _)) if leaves(last)),
        _ => false,
    }
}

/// Whether each iteration looks at the error of `name` at one place, if at all, and has another result after it.
pub(super) fn looks_once(body: &syn::Block, name: &Ident) -> bool {
    let mut looks = Looks { name, found: 0 };
    looks.visit_block(body);
    let body = syn::Expr::Block(syn::ExprBlock { attrs: Vec::new(), label: None, block: body.clone() });
    looks.found <= 1 && assigns(&body, name)
}

/// Counts the places that may take the error of a result.
struct Looks<'n> {
    name: &'n Ident,
    found: usize,
}

impl<'ast> Visit<'ast> for Looks<'_> {
    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if !matches!(call.method.to_string().as_str(), "is_ok" | "is_err") {
            visit::visit_expr_method_call(self, call);
        }
    }

    fn visit_expr_assign(&mut self, assign: &'ast syn::ExprAssign) {
        self.visit_expr(&assign.right);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        self.found += usize::from(path.is_ident(self.name));
    }
}

/// `r = f(x)`
pub(super) struct Assigned<'n> {
    pub(super) name: &'n Ident,
    pub(super) error: Option<&'n Ident>,
}

impl VisitMut for Assigned<'_> {
    fn visit_expr_assign_mut(&mut self, assign: &mut syn::ExprAssign) {
        visit_mut::visit_expr_assign_mut(self, assign);
        if matches!(&*assign.left, syn::Expr::Path(path) if path.path.is_ident(self.name)) {
            // The old error may be taken on the way to the new one.
            *assign.right = match self.error {
                Some(error) => {
                    let (next, whole) = (format_ident!("{error}_next"), Ident::new("__inner", self.name.span()));
                    let apart = apart(&assign.right, Some(&next));
                    parse_quote!({
                        let mut #next = None;
                        let #whole = #apart;
                        #error = #next;
                        #whole
                    })
                }
                None => apart(&assign.right, None),
            };
        }
    }
}

/// Whether `expr` names a variable, in macros too.
pub(super) fn mentions(expr: &syn::Expr, name: &Ident) -> bool {
    struct Finds<'n>(&'n Ident, bool);
    impl<'ast> Visit<'ast> for Finds<'_> {
        fn visit_path(&mut self, path: &'ast syn::Path) {
            self.1 |= path.is_ident(self.0);
            visit::visit_path(self, path);
        }
        fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
            self.1 |= crate::hoist::names(invocation.tokens.clone(), &self.0.to_string());
            self.1 |= invocation.tokens.to_token_stream().to_string().contains(&format!("{{{}", self.0));
        }
    }
    let mut finds = Finds(name, false);
    finds.visit_expr(expr);
    finds.1
}
