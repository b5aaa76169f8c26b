//! Structs that hold references: `View { data: &a, cols }`.
//!
//! Such a value is no name for a place: it has a shadow of its own, which is added to that of the place where the struct
//! is made. It cannot lie on the tape, so the reverse sweep makes it again; what it refers to must be as it was.

use proc_macro2::Span;

use super::scope::Binding;
use super::{Lowering, Value};
use crate::diagnostic::Message;
use crate::ir::{Block, Expr, StmtKind, VarId};
use crate::types::Ty;

/// Where a variable is written, in the order of the statements, and the loops around it.
struct Writes {
    position: usize,
    loops: Vec<usize>,
    written: Vec<(usize, Vec<usize>, VarId)>,
    declared: Vec<(VarId, Vec<usize>)>,
    views: Vec<View>,
}

/// Where a struct is made, and to which variables it refers.
struct View {
    position: usize,
    loops: Vec<usize>,
    roots: Vec<VarId>,
    span: Span,
}

impl Lowering<'_> {
    /// A reference as a field: `&a`, or a name that stands for a place.
    pub(super) fn held_reference(&mut self, expr: &syn::Expr) -> Option<Value> {
        let place = match expr {
            syn::Expr::Paren(inner) => return self.held_reference(&inner.expr),
            syn::Expr::Reference(reference) if reference.mutability.is_none() => {
                if !self.is_varied(&reference.expr) {
                    return None;
                }
                self.place(&reference.expr)?
            }
            syn::Expr::Path(path) => {
                let name = path.path.get_ident()?.to_string();
                match self.scopes.find(&name)? {
                    Binding::Alias { place, mutable: false, ty } if self.varied[place.root.0 as usize] => {
                        (place.clone(), ty.clone())
                    }
                    _ => return None,
                }
            }
            _ => return None,
        };
        let (place, ty) = place;
        let place = self.freeze(place, Span::mixed_site());
        Some(Value { expr: Expr::Place(place).by_ref(), ty: Ty::Ref(false, Box::new(ty.peel().clone())) })
    }

    /// The fields of a struct, in order; references among them stay references.
    pub(super) fn fields(&mut self, list: &[&syn::Expr]) -> Vec<Value> {
        let held: Vec<Option<Value>> = list.iter().map(|expr| self.held_reference(expr)).collect();
        let others: Vec<&syn::Expr> =
            list.iter().zip(&held).filter(|(_, held)| held.is_none()).map(|(expr, _)| *expr).collect();
        let values = self.operands(&others);
        let values: Vec<Value> =
            values.into_iter().zip(&others).map(|(value, expr)| self.without_move(value, expr)).collect();
        let mut others = values.into_iter();
        held.into_iter().filter_map(|held| held.or_else(|| others.next())).collect()
    }

    /// A list without a derivative that would move out of a value which the reverse sweep reads again: a copy of it.
    fn without_move(&mut self, value: Value, expr: &syn::Expr) -> Value {
        let Expr::Tokens(tokens) = &value.expr else { return value };
        let is_part = matches!(expr, syn::Expr::Field(_)) && self.is_place(expr);
        let Some((place, ty)) = is_part.then(|| self.place(expr)).flatten() else { return value };
        let behind = matches!(self.ty_of(place.root), Ty::Ref(..));
        if behind || !matches!(ty, Ty::Vec(_)) {
            return value;
        }
        let stream = &tokens.stream;
        let tokens = crate::ir::Tokens { stream: quote::quote!(#stream.clone()), ..tokens.clone() };
        Value { expr: Expr::Tokens(tokens), ty: value.ty }
    }

    /// What a struct refers to must not change later: the reverse sweep makes the struct again.
    pub(super) fn refuse_changed_views(&mut self) {
        let mut writes = Writes {
            position: 0,
            loops: Vec::new(),
            written: Vec::new(),
            declared: self.function.parameters.iter().map(|parameter| (parameter.var, Vec::new())).collect(),
            views: Vec::new(),
        };
        writes.block(&self.function.body);
        let mut changed = Vec::new();
        for View { position, loops, roots, span } in &writes.views {
            for root in roots {
                let home = writes.declared.iter().find(|(var, _)| var == root).map(|(_, loops)| loops.len());
                let around = loops.get(home.unwrap_or(0)..).unwrap_or_default();
                let later = writes.written.iter().any(|(at, inside, var)| {
                    var == root && (at > position || around.iter().any(|looped| inside.contains(looped)))
                });
                if later {
                    changed.push((self.function.var(*root).name.clone(), *span));
                }
            }
        }
        for (name, span) in changed {
            let message = Message::new(format!("a struct refers to `{name}`, which changes later"))
                .note("the reverse sweep makes the struct again, and would find other contents")
                .help("make the struct of a copy, or pass the parts to functions that take references");
            self.errors.push(message.at(span));
        }
    }
}

impl Writes {
    fn block(&mut self, block: &Block) {
        for stmt in &block.stmts {
            self.position += 1;
            let position = self.position;
            let loops = self.loops.clone();
            self.declared.extend(stmt.kind.declares().into_iter().map(|var| (var, loops.clone())));
            match &stmt.kind {
                StmtKind::Let { value, .. } => {
                    let roots = crate::record::references(value);
                    if !roots.is_empty() {
                        self.views.push(View { position, loops: loops.clone(), roots, span: stmt.span });
                    }
                }
                kind => self.written.extend(kind.own_writes().into_iter().map(|var| (position, loops.clone(), var))),
            }
            if let StmtKind::Let { value: Expr::Call(call), .. } = &stmt.kind {
                self.written.extend(call.writes().into_iter().map(|var| (position, loops.clone(), var)));
            }
            let is_loop = matches!(stmt.kind, StmtKind::Loop(_));
            if is_loop {
                self.loops.push(position);
            }
            stmt.kind.blocks().iter().for_each(|block| self.block(block));
            if is_loop {
                self.loops.pop();
            }
        }
    }
}
