//! `?` in a closure that gives a `Result` and stands in the place of its call: the error leaves the loop around at once.
//!
//! ```text
//! items.try_fold(a, |acc, v| { let u = f(v)?; Ok(acc + u) })
//!     'tried: for v in items { …; let u = match f(v) { Ok(u) => u, Err(e) => { failed = Some(e); break 'tried; } }; … }
//! ```

use proc_macro2::{Span, TokenStream};
use quote::quote;
use syn::visit_mut::{self, VisitMut};

/// The label of the loop that an error leaves.
pub(super) fn label() -> syn::Lifetime {
    syn::Lifetime::new("'tried", Span::mixed_site())
}

/// The body of a closure, where `failed` makes of an error what leaves; nothing where it ends in other ways, too.
pub(super) fn body(
    closure: &syn::ExprClosure,
    error: Option<&syn::Type>,
    failed: &dyn Fn(TokenStream) -> TokenStream,
) -> Option<syn::Expr> {
    let mut body = (*closure.body).clone();
    super::opaque::find_jump(&body)?;
    let mut questions = Questions { error, failed, returns: false };
    questions.visit_expr_mut(&mut body);
    (!questions.returns).then_some(body)
}

/// What stands in `Err(error)`.
fn reported(value: &syn::Expr) -> Option<&syn::Expr> {
    let syn::Expr::Call(call) = value else { return None };
    match &*call.func {
        syn::Expr::Path(path) if path.path.is_ident("Err") => call.args.first(),
        _ => None,
    }
}

struct Questions<'q> {
    error: Option<&'q syn::Type>,
    failed: &'q dyn Fn(TokenStream) -> TokenStream,
    /// Something else ends the closure.
    returns: bool,
}

impl VisitMut for Questions<'_> {
    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        visit_mut::visit_expr_mut(self, expr);
        match expr {
            syn::Expr::Try(tried) => {
                let converted = |error: TokenStream| match self.error {
                    Some(ty) => (self.failed)(quote!(<#ty as ::core::convert::From<_>>::from(#error))),
                    None => (self.failed)(error),
                };
                *expr = super::results::value_or(&tried.expr, tried.question_token.span, &converted);
            }
            syn::Expr::Return(returned) => match returned.expr.as_deref().and_then(reported) {
                Some(error) => {
                    let left = (self.failed)(quote!(#error));
                    *expr = syn::parse_quote!(#left);
                }
                None => self.returns = true,
            },
            _ => {}
        }
    }

    fn visit_expr_closure_mut(&mut self, _closure: &mut syn::ExprClosure) {}

    fn visit_item_mut(&mut self, _item: &mut syn::Item) {}
}
