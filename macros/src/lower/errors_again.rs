//! A `Result` to which another one is assigned: its error is taken out, and must be there when it is asked for again.
//!
//! ```text
//! r = f(x);       { let mut r_error_next = None;
//!                   let inner = match f(x) { Ok(v) => Ok(v), Err(e) => { r_error_next = Some(e); Err(()) } };
//!                   r_error = r_error_next; r = inner }
//! ```

use proc_macro2::Ident;
use quote::format_ident;
use syn::parse_quote;
use syn::visit_mut::{self, VisitMut};

use super::errors_apart::apart;

/// Whether the error may be looked at again after it was taken out: a `match` need not move it.
pub(super) struct Again {
    /// Whether another result may be assigned.
    pub(super) changes: bool,
    /// The loops around.
    pub(super) loops: usize,
    /// Whether what is looked at is assigned anew at once.
    pub(super) is_assigned: bool,
    /// How often it was looked at without that.
    pub(super) looks: usize,
}

impl Again {
    /// Whether nothing has taken it out.
    pub(super) fn is_kept(&self) -> bool {
        self.looks == 0
    }

    /// Notes a look at the error; whether the error is surely there.
    pub(super) fn look(&mut self, is_assigned: bool) -> bool {
        if !self.changes || is_assigned || self.is_assigned {
            return true;
        }
        self.looks += 1;
        self.looks == 1 && self.loops == 0
    }
}

/// `{ …; name = f(x); … }`
pub(super) fn assigns(body: &syn::Expr, name: &Ident) -> bool {
    let syn::Expr::Block(block) = body else { return false };
    block.block.stmts.iter().any(|stmt| {
        matches!(stmt, syn::Stmt::Expr(syn::Expr::Assign(assign), _)
            if matches!(&*assign.left, syn::Expr::Path(path) if path.path.is_ident(name)))
    })
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
