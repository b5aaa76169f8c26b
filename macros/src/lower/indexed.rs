//! Elements of types of the user's own, `m[(i, j)]`: read and assigned by the methods that stand beside their `impl`s of
//! `Index` and `IndexMut`.
//!
//! ```text
//! m[(i, j)]               m.__get_index((i, j))
//! m[(i, j)] = e           m.__set_index_mut((i, j), e)
//! m[(i, j)] += e          m.__set_index_mut((i, j), m.__get_index((i, j)) + e)
//! ```
//!
//! No container of the standard library is indexed by a tuple by value. Where nothing is differentiated, the user's own
//! syntax is put back.

use syn::parse_quote_spanned;
use syn::spanned::Spanned;

/// `m[(i, j)]` with an index that may be evaluated twice.
fn element(expr: &syn::Expr) -> Option<&syn::ExprIndex> {
    match expr {
        syn::Expr::Paren(inner) => element(&inner.expr),
        syn::Expr::Index(index) if matches!(&*index.index, syn::Expr::Tuple(_)) && is_simple(&index.index) => {
            Some(index)
        }
        _ => None,
    }
}

fn is_simple(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Tuple(tuple) => tuple.elems.iter().all(is_simple),
        syn::Expr::Paren(inner) => is_simple(&inner.expr),
        syn::Expr::Unary(unary) => is_simple(&unary.expr),
        syn::Expr::Binary(binary) => {
            !super::opaque::is_compound(&binary.op) && is_simple(&binary.left) && is_simple(&binary.right)
        }
        syn::Expr::Cast(cast) => is_simple(&cast.expr),
        syn::Expr::Field(field) => is_simple(&field.base),
        syn::Expr::Index(index) => is_simple(&index.expr) && is_simple(&index.index),
        syn::Expr::Path(_) | syn::Expr::Lit(_) => true,
        _ => false,
    }
}

/// Rewrites a read, an assignment, or an update of an element.
pub(super) fn rewrite(expr: &syn::Expr) -> Option<syn::Expr> {
    match expr {
        syn::Expr::Assign(assign) => {
            let syn::ExprIndex { expr: base, index, .. } = element(&assign.left)?;
            let (first, value) = evaluated_first(&assign.right);
            Some(in_order(first, parse_quote_spanned!(assign.left.span()=> #base.__set_index_mut(#index, #value))))
        }
        syn::Expr::Binary(binary) if super::opaque::is_compound(&binary.op) => {
            let op = super::expr::operator(&binary.op)?;
            let (syn::ExprIndex { expr: base, index, .. }, value) = (element(&binary.left)?, &binary.right);
            let (first, value) = evaluated_first(value);
            let op: syn::BinOp = match op {
                crate::ir::Op::Add => syn::parse_quote!(+),
                crate::ir::Op::Sub => syn::parse_quote!(-),
                crate::ir::Op::Mul => syn::parse_quote!(*),
                crate::ir::Op::Div => syn::parse_quote!(/),
                crate::ir::Op::Rem => syn::parse_quote!(%),
            };
            let span = binary.left.span();
            let set =
                parse_quote_spanned!(span=> #base.__set_index_mut(#index, #base.__get_index(#index) #op (#value)));
            Some(in_order(first, set))
        }
        syn::Expr::Index(_) => {
            let syn::ExprIndex { expr: base, index, .. } = element(expr)?;
            Some(parse_quote_spanned!(expr.span()=> #base.__get_index(#index)))
        }
        _ => None,
    }
}

/// What is assigned is evaluated before the element is looked up: a statement of its own, where it may change something.
fn evaluated_first(value: &syn::Expr) -> (Option<syn::Stmt>, syn::Expr) {
    if !super::effects::changes(value) {
        return (None, value.clone());
    }
    let name = syn::Ident::new("__other", value.span());
    (Some(parse_quote_spanned!(value.span()=> let #name = #value;)), parse_quote_spanned!(value.span()=> #name))
}

fn in_order(first: Option<syn::Stmt>, then: syn::Expr) -> syn::Expr {
    match first {
        Some(first) => parse_quote_spanned!(then.span()=> { #first #then }),
        None => then,
    }
}

/// Whether `call` reads an element.
pub(super) fn is_read(call: &syn::ExprMethodCall) -> bool {
    call.method == "__get_index"
}

/// Puts the user's own syntax back.
pub(super) fn restore(expr: &mut syn::Expr) {
    let syn::Expr::MethodCall(call) = &*expr else { return };
    let (base, span) = (&call.receiver, call.span());
    *expr = match (call.method.to_string().as_str(), call.args.first(), call.args.get(1)) {
        ("__get_index", Some(index), None) => parse_quote_spanned!(span=> #base[#index]),
        ("__set_index_mut", Some(index), Some(value)) => parse_quote_spanned!(span=> #base[#index] = #value),
        _ => return,
    };
}
