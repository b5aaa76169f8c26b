//! Elements of constant lists are the user's tokens, `*(&x[i])`: in inner loops they become places, which the other passes
//! see.

use std::collections::BTreeMap;

use quote::quote;

use super::names;
use crate::ir::{Expr, Function, Op, Place, Step, Stmt, StmtKind, Tokens, VarId};
use crate::types::Ty;

type Shadows = BTreeMap<VarId, VarId>;

/// Makes places of the elements in the inner loops among `stmts`.
pub(super) fn elements(function: &Function, shadows: &Shadows, stmts: &mut [Stmt]) {
    for stmt in stmts {
        match &mut stmt.kind {
            StmtKind::Loop(looped) if looped.body.stmts.iter().all(|stmt| stmt.kind.blocks().is_empty()) => {
                looped.body.stmts.iter_mut().for_each(|stmt| in_statement(function, shadows, stmt));
            }
            kind => kind.blocks_mut().into_iter().for_each(|block| elements(function, shadows, &mut block.stmts)),
        }
    }
}

fn in_statement(function: &Function, shadows: &Shadows, stmt: &mut Stmt) {
    let (StmtKind::Let { value, .. } | StmtKind::Assign { value, .. }) = &mut stmt.kind else { return };
    value.rewrite(&mut |value| {
        if let Expr::Tokens(tokens) = value
            && tokens.cheap
            && let Ok(syntax) = syn::parse2::<syn::Expr>(tokens.stream.clone())
            && !is_reference(&syntax)
            && let Some(number) = number(function, tokens, &syntax)
            && !tokens.reads.iter().any(|read| shadows.contains_key(read))
        {
            *value = number;
        }
    });
}

/// A reference to an element is not the element.
fn is_reference(value: &syn::Expr) -> bool {
    match value {
        syn::Expr::Paren(inner) => is_reference(&inner.expr),
        syn::Expr::Group(inner) => is_reference(&inner.expr),
        value => matches!(value, syn::Expr::Reference(_)),
    }
}

/// An element of a constant list, or arithmetic of some.
fn number(function: &Function, tokens: &Tokens, value: &syn::Expr) -> Option<Expr> {
    match value {
        syn::Expr::Paren(inner) => number(function, tokens, &inner.expr),
        syn::Expr::Group(inner) => number(function, tokens, &inner.expr),
        syn::Expr::Reference(inner) if inner.mutability.is_none() => number(function, tokens, &inner.expr),
        syn::Expr::Unary(syn::ExprUnary { op: syn::UnOp::Deref(_), expr, .. }) => number(function, tokens, expr),
        syn::Expr::Unary(syn::ExprUnary { op: syn::UnOp::Neg(_), expr, .. }) => {
            number(function, tokens, expr).map(Expr::neg)
        }
        syn::Expr::Binary(binary) => {
            let op = match binary.op {
                syn::BinOp::Add(_) => Op::Add,
                syn::BinOp::Sub(_) => Op::Sub,
                syn::BinOp::Mul(_) => Op::Mul,
                syn::BinOp::Div(_) => Op::Div,
                _ => return None,
            };
            let [left, right] = [&binary.left, &binary.right].map(|side| number(function, tokens, side));
            Some(Expr::Binary(op, Box::new(left?), Box::new(right?)))
        }
        syn::Expr::Index(element) => {
            let syn::Expr::Path(list) = &*element.expr else { return None };
            let list = list.path.get_ident()?;
            let root = tokens.reads.iter().copied().find(|var| function.var(*var).name == *list)?;
            let (index, is_number) = (&element.index, is_list(function, root));
            let reads = |var: &VarId| names(quote!(#index), &function.var(*var).name.to_string());
            let reads = tokens.reads.iter().copied().filter(reads).collect();
            let index = Tokens { stream: quote!(#index), reads, flows: Vec::new(), cheap: true };
            is_number.then(|| Expr::Place(Place { root, path: vec![Step::Index(Expr::Tokens(index))] }))
        }
        _ => None,
    }
}

/// Several numbers of a known type.
fn is_list(function: &Function, var: VarId) -> bool {
    let is_number = |ty: &Ty| matches!(ty, Ty::Float(Some(name)) if name == "f64" || name == "f32");
    match function.place_ty(&Place::of(var)).peel() {
        Ty::Vec(element) | Ty::Slice(element) | Ty::Array(element, _) => is_number(element),
        _ => false,
    }
}
