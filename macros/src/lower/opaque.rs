//! Expressions that are not differentiated: the user's tokens, with names resolved.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::visit::Visit;
use syn::visit_mut::VisitMut;

use super::Lowering;
use super::resolve::Resolver;
use crate::diagnostic::Message;
use crate::ir::{Place, StmtKind, Tokens};

/// A passive expression and the variables that evaluating it may change.
pub(super) struct Opaque {
    pub tokens: Tokens,
    pub writes: Vec<Place>,
}

impl Lowering<'_> {
    /// `expr` as it stands, with the names of the representation.
    pub(super) fn opaque(&mut self, expr: &syn::Expr) -> Opaque {
        if let Some(jump) = find_jump(expr) {
            let message = Message::new("this changes the flow of control inside of an expression")
                .note("chainrule follows control flow statement by statement")
                .help("bind the value by `let` in a statement of its own first");
            self.error(message, &jump);
        }
        let mut renamed = expr.clone();
        crate::helper_attributes::remove(&mut renamed);
        let mut resolver = Resolver::new(self);
        resolver.visit_expr_mut(&mut renamed);
        let Resolver { reads, writes, changed, cheap, changing, macro_change, collision, moved, lent, .. } = resolver;
        if let Some(moving) = moved {
            self.refuse_moved_elsewhere(&moving, expr);
        }
        if let Some((name, var)) = lent {
            self.refuse_lent(&name, var);
        }
        if let Some(name) = collision {
            let message = Message::new(format!(
                "`{name}` inside of this expression hides what a reference or a closure stands for"
            ))
            .note("chainrule writes the variable itself in the place of the reference or the closure")
            .help(format!("give the inner `{name}` another name"));
            self.error(message, expr);
        }
        if let Some(invocation) = macro_change {
            self.error(changing_macro(), &invocation.path);
        }
        if let Some(closure) = changing {
            let message = Message::new("a closure that changes a variable around it is not supported yet")
                .note("chainrule does not see when it is called")
                .help("write the change where it happens, or pass the variable to a function by `&mut`");
            self.error(message, &closure);
        }
        writes.iter().for_each(|place| self.learn_fields(place));
        let stream = renamed.to_token_stream();
        let flows = self.flows(expr);
        if let Some(var) = changed.iter().find(|var| self.varied[var.0 as usize] && !self.ty_of(**var).is_passive()) {
            let name = &self.function.var(*var).name;
            let message = Message::new(format!("`{name}` may change inside of this expression"))
                .note("it is differentiated, and chainrule follows changes statement by statement")
                .help("make the change a statement of its own, before the expression");
            self.error(message, expr);
        }
        // Of an error of any type, nothing is kept but what is made of it.
        let kept = reads.iter().any(|read| self.held_errors.contains(read));
        Opaque { tokens: Tokens { stream, reads, flows, cheap: cheap && writes.is_empty() && !kept }, writes }
    }

    /// [`Self::opaque_value`], where what it changes counts as changed from here on: by the loop over an iterator, say.
    pub(super) fn opaque_noted(&mut self, expr: &syn::Expr) -> Tokens {
        let opaque = self.opaque_value(expr);
        self.note_writes(opaque, expr.span())
    }

    /// What was made of an expression, after a note of what evaluating it may change.
    pub(super) fn note_writes(&mut self, opaque: Opaque, span: Span) -> Tokens {
        if !opaque.writes.is_empty() {
            self.emit(StmtKind::Passive { tokens: constant(quote!()), writes: opaque.writes }, span);
        }
        opaque.tokens
    }

    /// The arguments of a macro, with the names of the representation; captures in format strings are passed by name.
    pub(super) fn opaque_macro(&mut self, invocation: &syn::Macro) -> Opaque {
        let mut renamed = invocation.clone();
        let mut resolver = Resolver::new(self);
        resolver.visit_macro_mut(&mut renamed);
        let Resolver { reads, writes, macro_change, lent, .. } = resolver;
        if let Some((name, var)) = lent {
            self.refuse_lent(&name, var);
        }
        if let Some(invocation) = macro_change {
            self.error(changing_macro(), &invocation.path);
        }
        Opaque { tokens: Tokens { stream: renamed.to_token_stream(), reads, flows: Vec::new(), cheap: false }, writes }
    }
}

/// `a += b` and its like.
pub(super) fn is_compound(op: &syn::BinOp) -> bool {
    use syn::BinOp;
    matches!(
        op,
        BinOp::AddAssign(_)
            | BinOp::SubAssign(_)
            | BinOp::MulAssign(_)
            | BinOp::DivAssign(_)
            | BinOp::RemAssign(_)
            | BinOp::BitXorAssign(_)
            | BinOp::BitAndAssign(_)
            | BinOp::BitOrAssign(_)
            | BinOp::ShlAssign(_)
            | BinOp::ShrAssign(_)
    )
}

/// A jump out of `expr`, outside of closures.
pub(super) fn find_jump(expr: &syn::Expr) -> Option<syn::Expr> {
    let mut jumps = Jumps(None);
    jumps.visit_expr(expr);
    jumps.0
}

/// The first in a block.
pub(super) fn find_jump_in(block: &syn::Block) -> Option<syn::Expr> {
    let mut jumps = Jumps(None);
    jumps.visit_block(block);
    jumps.0
}

/// Whether `expr` goes somewhere else than to what stands behind it.
pub(super) fn is_jump(expr: &syn::Expr) -> bool {
    matches!(
        expr,
        syn::Expr::Return(_)
            | syn::Expr::Break(_)
            | syn::Expr::Continue(_)
            | syn::Expr::Try(_)
            | syn::Expr::Await(_)
            | syn::Expr::Yield(_)
    )
}

/// Finds one.
struct Jumps(Option<syn::Expr>);

impl<'ast> Visit<'ast> for Jumps {
    fn visit_expr(&mut self, expr: &'ast syn::Expr) {
        match expr {
            expr if is_jump(expr) => {
                self.0.get_or_insert_with(|| expr.clone());
            }
            syn::Expr::Closure(_) | syn::Expr::Async(_) => {}
            _ => syn::visit::visit_expr(self, expr),
        }
    }
    fn visit_item(&mut self, _item: &'ast syn::Item) {}
}

/// Tokens that read nothing.
pub(super) fn constant(stream: TokenStream) -> Tokens {
    Tokens { stream, reads: Vec::new(), flows: Vec::new(), cheap: true }
}

/// The message for a macro whose arguments change a variable.
fn changing_macro() -> Message {
    Message::new("a variable may change inside of this macro")
        .note("chainrule follows changes statement by statement, and does not look into macros")
        .help("make the change a statement of its own, before the macro")
}
