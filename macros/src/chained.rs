//! Methods that change their receiver and give it back, so that calls can be chained. The result says nothing that the
//! receiver does not say: for derivatives they give nothing, and a chain is several calls.
//!
//! ```text
//! fn scale(&mut self, k: f64) -> &mut Self { self.a *= k; self }        fn scale(&mut self, k: f64) { self.a *= k; }
//! m.scale(x).shift(y).trace()                                           { m.scale(x); m.shift(y); m.trace() }
//! ```

use syn::visit::Visit;
use syn::visit_mut::VisitMut;

/// Whether a method gives its receiver back, and nothing else.
pub fn gives_itself(signature: &syn::Signature, block: &syn::Block) -> bool {
    struct Returns(bool);
    impl<'ast> Visit<'ast> for Returns {
        fn visit_expr_return(&mut self, jump: &'ast syn::ExprReturn) {
            self.0 &= jump.expr.as_deref().is_some_and(is_self);
        }
        fn visit_expr_closure(&mut self, _closure: &'ast syn::ExprClosure) {}
        fn visit_item(&mut self, _item: &'ast syn::Item) {}
    }
    let exclusive = |ty: &syn::Type| matches!(ty, syn::Type::Reference(reference) if reference.mutability.is_some());
    let syn::ReturnType::Type(_, ty) = &signature.output else { return false };
    let receiver = signature.inputs.first().is_some_and(|input| match input {
        syn::FnArg::Receiver(receiver) => exclusive(&receiver.ty),
        syn::FnArg::Typed(typed) => {
            exclusive(&typed.ty) && matches!(&*typed.pat, syn::Pat::Ident(name) if name.ident == "self")
        }
    });
    let tail = match block.stmts.last() {
        Some(syn::Stmt::Expr(tail, None)) => is_self(tail),
        Some(syn::Stmt::Expr(syn::Expr::Return(_), Some(_))) => true,
        _ => false,
    };
    let mut returns = Returns(true);
    returns.visit_block(block);
    receiver && exclusive(ty) && tail && returns.0
}

/// The method without its result, where that is its receiver.
pub fn without_result(item: &syn::ItemFn) -> Option<syn::ItemFn> {
    struct Returns;
    impl VisitMut for Returns {
        fn visit_expr_return_mut(&mut self, jump: &mut syn::ExprReturn) {
            jump.expr = None;
        }
        fn visit_expr_closure_mut(&mut self, _closure: &mut syn::ExprClosure) {}
        fn visit_item_mut(&mut self, _item: &mut syn::Item) {}
    }
    if !gives_itself(&item.sig, &item.block) {
        return None;
    }
    let mut item = item.clone();
    item.sig.output = syn::ReturnType::Default;
    Returns.visit_block_mut(&mut item.block);
    if let Some(syn::Stmt::Expr(syn::Expr::Path(_), None)) = item.block.stmts.last() {
        item.block.stmts.pop();
    }
    Some(item)
}

fn is_self(expr: &syn::Expr) -> bool {
    matches!(expr, syn::Expr::Path(path) if path.path.is_ident("self"))
}
