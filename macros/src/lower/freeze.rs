//! Indices and places that stay what they are: numbers that are bound where something may change.

use proc_macro2::Span;

use super::{Lowering, Value};
use crate::ir::{Expr, Place, Role, Step, StmtKind, Tokens, VarId};
use crate::types::Ty;

impl Lowering<'_> {
    /// `tokens` in a variable of their own.
    pub(super) fn freeze_tokens(&mut self, tokens: Tokens, span: Span) -> Expr {
        let var = self.named("index", Ty::index(), false, Role::Local);
        self.emit(StmtKind::Let { var, value: Expr::Tokens(tokens) }, span);
        Expr::var(var)
    }

    /// `place` with indices that no later statement changes, so that a name can stand for it.
    pub(super) fn freeze(&mut self, mut place: Place, span: Span) -> Place {
        for step in &mut place.path {
            match step {
                Step::Index(index) => self.freeze_index(index, span),
                Step::Slice(lo, hi) => {
                    self.freeze_index(lo, span);
                    if let Some(hi) = hi {
                        self.freeze_index(hi, span);
                    }
                }
                Step::Walk(way, _) => self.freeze_way(way, span),
                Step::Field(_) | Step::Deref | Step::Unbox | Step::Variant(..) | Step::Located(..) => {}
            }
        }
        place
    }

    /// `place` with its indices in variables where they read the contents that a change of `place` overwrites.
    pub(super) fn freeze_own(&mut self, mut place: Place, span: Span) -> Place {
        let root = place.root;
        for step in &mut place.path {
            let indices: Vec<&mut Expr> = match step {
                Step::Index(index) => vec![index],
                Step::Slice(lo, hi) => std::iter::once(lo).chain(hi).map(|bound| &mut **bound).collect(),
                _ => Vec::new(),
            };
            for index in indices {
                let name = self.function.var(root).name.to_string();
                if index.reads(root) && reads_contents(crate::emit::expr(&self.function, index), &name) {
                    let var = self.named("index", Ty::index(), false, Role::Local);
                    self.emit(StmtKind::Let { var, value: index.clone() }, span);
                    *index = Expr::var(var);
                }
            }
        }
        place
    }

    pub(super) fn freeze_index(&mut self, index: &mut Expr, span: Span) {
        let mut changing = false;
        index.for_each_read(&mut |var| changing |= self.function.var(var).mutable);
        if changing {
            let var = self.named("index", Ty::index(), false, Role::Local);
            self.emit(StmtKind::Let { var, value: index.clone() }, span);
            *index = Expr::var(var);
        }
    }

    fn freeze_way(&mut self, way: &mut Expr, span: Span) {
        let Expr::Place(Place { root, .. }) = way else { return };
        let root = *root;
        if !self.function.var(root).mutable {
            return;
        }
        let var = self.named("way", super::walk::ty(), false, Role::Local);
        self.emit(StmtKind::Let { var, value: super::walk::copied(&self.function, root) }, span);
        *way = Expr::var(var);
    }

    /// `value` in a variable.
    pub(super) fn materialize(&mut self, value: Value, span: Span) -> VarId {
        let var = self.temporary(value.ty);
        self.mark_varied(var, &value.expr);
        self.emit(StmtKind::Let { var, value: value.expr }, span);
        var
    }
}

/// Whether `tokens` read more of the variable `name` than its length.
pub(super) fn reads_contents(tokens: proc_macro2::TokenStream, name: &str) -> bool {
    use proc_macro2::TokenTree;
    let all: Vec<TokenTree> = tokens.into_iter().collect();
    all.iter().enumerate().any(|(position, token)| match token {
        TokenTree::Group(group) => reads_contents(group.stream(), name),
        TokenTree::Ident(ident) if ident == name => {
            !matches!(&all[position + 1..], [TokenTree::Punct(dot), TokenTree::Ident(len), ..]
                if dot.as_char() == '.' && len == "len")
        }
        _ => false,
    })
}
