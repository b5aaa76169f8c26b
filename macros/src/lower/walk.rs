//! References that walk along a list or down a tree: the name stands for a place that a way leads to.
//!
//! ```text
//! let mut node = &list;       let mut node_way = Walk::new();
//! node = &node.next;          node_way = node_way.then(0, 0);
//! ```
//!
//! What one of them moves along leads from a value to one of the same type, so it may be repeated. The moves are found
//! round by round.

use proc_macro2::{Literal, Span, TokenStream};
use quote::{ToTokens, quote};

use super::Lowering;
use super::moving::{Moving, ShapeStep, fit};
use crate::diagnostic::Message;
use crate::ir::{Expr, Function, Moves, Place, Role, Step, StmtKind, Tokens, Update, VarId};
use crate::types::Ty;

/// The type of a way, which rustc knows.
pub(super) fn ty() -> Ty {
    Ty::Passive(None)
}

/// The present way.
pub(super) fn copied(function: &Function, way: VarId) -> Expr {
    let name = &function.var(way).name;
    Expr::Tokens(Tokens { stream: quote!(#name.clone()), reads: vec![way], flows: Vec::new(), cheap: true })
}

/// The way to where it starts.
fn start() -> Expr {
    Expr::Tokens(super::opaque::constant(quote!(__chainrule::__private::Walk::new())))
}

/// Which part a step leads to, whatever its index is.
fn text(step: &Step) -> String {
    match step {
        Step::Index(_) => "[_]".to_owned(),
        Step::Field(member) => format!(".{}", member.to_token_stream()),
        Step::Deref => ".*".to_owned(),
        Step::Unbox => ".box".to_owned(),
        Step::Variant(name, member) => format!(".{name}:{}", member.to_token_stream()),
        Step::Located(tag, ..) => format!(".{tag}()"),
        Step::Walk(..) => ".walk".to_owned(),
        Step::Slice(..) => "[..]".to_owned(),
    }
}

/// The steps of a move, with the index in its place; `None`: it cannot be repeated.
fn repeated(steps: &[Step]) -> Option<(Vec<Step>, Option<Expr>)> {
    let mut found = None;
    let mut path = Vec::new();
    for step in steps {
        path.push(match step {
            Step::Index(_) if found.is_some() => return None,
            Step::Index(index) => {
                found = Some(index.clone());
                Step::Index(Expr::Tokens(super::opaque::constant(quote!(index))))
            }
            Step::Located(..) | Step::Walk(..) | Step::Slice(..) => return None,
            other => other.clone(),
        });
    }
    Some((path, found))
}

impl Lowering<'_> {
    /// The steps from the root to where the walks start that `place` is one of.
    fn start_of(&self, root: VarId, path: &[Step]) -> String {
        let steps: String = path.iter().map(text).collect();
        format!("{}{steps}", self.function.var(root).name)
    }

    /// The step of a reference that walks, with a way of its own.
    pub(super) fn walking(&mut self, root: VarId, base: &[Step], wish: &str) -> Step {
        let way = self.named(&format!("{wish}_way"), ty(), true, Role::Local);
        Step::Walk(Box::new(Expr::var(way)), self.moves(root, base))
    }

    fn moves(&self, root: VarId, base: &[Step]) -> Moves {
        self.facts.walks.get(&self.start_of(root, base)).cloned().unwrap_or_default()
    }

    /// The number of the move along `steps`.
    fn number(&mut self, root: VarId, base: &[Step], steps: Vec<Step>) -> usize {
        let moves = self.facts.walks.entry(self.start_of(root, base)).or_default();
        let text = |path: &[Step]| path.iter().map(text).collect::<String>();
        let known = moves.iter().position(|known| text(known) == text(&steps));
        known.unwrap_or_else(|| {
            std::rc::Rc::make_mut(moves).push(steps);
            self.changed = true;
            moves.len() - 1
        })
    }

    /// `node = &node.next;`: the way goes on. Whether that is what `place` says.
    pub(super) fn walk_on(&mut self, moving: &Moving, shape: &[ShapeStep], place: &Place, span: Span) -> bool {
        let length = shape.len() - usize::from(matches!(shape.last(), Some(ShapeStep::Walk)));
        if place.root != moving.place().root || place.path.len() < length {
            return false;
        }
        let (base, rest) = place.path.split_at(length);
        let base_place = Place { root: place.root, path: base.to_vec() };
        if fit(&shape[..length], &base_place).is_none_or(|fitted| fitted.len() != length) {
            return false;
        }
        let (way, rest) = match rest {
            [Step::Walk(way, _), rest @ ..] => (Some((**way).clone()), rest),
            rest => (None, rest),
        };
        // What a parameter refers to is where it starts.
        let rest = match rest {
            [Step::Deref, rest @ ..] if length == 0 && matches!(self.ty_of(place.root), Ty::Ref(..)) => rest,
            rest => rest,
        };
        let Some((steps, index)) = repeated(rest) else { return false };
        if shape.len() == length {
            // From the next round on.
            let mut shape = shape.to_vec();
            shape.push(ShapeStep::Walk);
            self.facts.shapes.insert(moving.key(), shape);
            self.changed = true;
        }
        let number = (!steps.is_empty()).then(|| self.number(place.root, base, steps));
        if let Some(Step::Walk(own, _)) = moving.place().path.get(length)
            && let Expr::Place(Place { root: own, .. }) = **own
        {
            let value = self.gone_on(way, number, index);
            self.emit(StmtKind::Assign { place: Place::of(own), update: Update::Set, value }, span);
        }
        self.follow_base(moving, base, span);
        true
    }

    /// The ways to where the walk starts become those of `base`.
    fn follow_base(&mut self, moving: &Moving, base: &[Step], span: Span) {
        for (own, given) in moving.place().path.iter().zip(base) {
            let (Step::Walk(own, _), Step::Walk(given, _)) = (own, given) else { continue };
            let (Expr::Place(own), Expr::Place(given)) = (&**own, &**given) else { continue };
            if own.root != given.root {
                let value = copied(&self.function, given.root);
                self.emit(StmtKind::Assign { place: own.clone(), update: Update::Set, value }, span);
            }
        }
    }

    /// `way.then(number, index)`
    fn gone_on(&self, way: Option<Expr>, number: Option<usize>, index: Option<Expr>) -> Expr {
        let from = match &way {
            Some(Expr::Place(Place { root, .. })) => copied(&self.function, *root),
            _ => start(),
        };
        let Some(number) = number else { return from };
        let mut reads = Vec::new();
        from.for_each_read(&mut |read| reads.push(read));
        let whole = match way {
            Some(way) => crate::emit::expr(&self.function, &way),
            None => crate::emit::expr(&self.function, &from),
        };
        let number = Literal::usize_unsuffixed(number);
        let position = index.as_ref().map_or_else(|| quote!(0), |index| crate::emit::expr(&self.function, index));
        if let Some(index) = index {
            index.for_each_read(&mut |read| reads.push(read));
        }
        let stream: TokenStream = quote!(#whole.then(#number, #position));
        Expr::Tokens(Tokens { stream, reads, flows: Vec::new(), cheap: true })
    }

    /// The way of a new reference that walks: that of `place`, or none so far.
    pub(super) fn first_way(&mut self, own: &Expr, place: Option<&Step>, span: Span) {
        let Expr::Place(Place { root: var, .. }) = own else { return };
        let value = match place {
            Some(Step::Walk(way, _)) => match &**way {
                Expr::Place(Place { root, .. }) => copied(&self.function, *root),
                _ => start(),
            },
            _ => start(),
        };
        self.emit(StmtKind::Let { var: *var, value }, span);
    }

    pub(super) fn refuse_walk(&mut self, moving: &Moving, on: &dyn ToTokens) {
        let message =
            Message::new(format!("`{}` comes to refer to a place that is found in another way", moving.name()))
                .note("a reference that moves on keeps to one variable, and to what it reaches from there")
                .help("use an index, or a function that calls itself with the next part");
        self.error(message, on);
    }
}
