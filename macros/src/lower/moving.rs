//! References that move on: the name stands for a place whose indices are variables.
//!
//! ```text
//! let mut rest = &a[..];      let mut rest_start = 0;
//! rest[0]                     a[rest_start]
//! rest = &rest[1..];          rest_start = rest_start + 1;
//! ```
//!
//! All places that a name refers to have one *shape*: a variable, and the same steps with other indices. It is found
//! round by round, from what is assigned to the name.

use std::rc::Rc;

use proc_macro2::Span;
use quote::{ToTokens, quote};

use super::scope::Binding;
use super::{Key, Lowering};
use crate::diagnostic::Message;
use crate::ir::{Expr, Place, Role, Step, StmtKind, Tokens, Update, VarId};
use crate::types::Ty;

/// What the places have in common to which one name refers.
#[derive(Clone, Debug)]
pub(super) enum ShapeStep {
    /// The same step in all of them.
    Same(Step),
    /// An index, which is a variable.
    Index,
    /// A range; whether its end is a variable too.
    Slice(bool),
    /// As far as a way leads.
    Walk,
}

/// A name that may come to refer to another place.
#[derive(Clone, Debug)]
pub(super) struct Moving {
    name: String,
    key: Key,
    /// Its present place: each index is a variable.
    place: Place,
    mutable: bool,
}

impl Moving {
    pub(super) fn name(&self) -> &str {
        &self.name
    }

    pub(super) fn place(&self) -> &Place {
        &self.place
    }

    pub(super) fn key(&self) -> Key {
        self.key
    }

    pub(super) fn mutable(&self) -> bool {
        self.mutable
    }
}

impl Lowering<'_> {
    /// `let mut rest = &a[..];`: a name for `place`, which later assignments move on.
    pub(super) fn moving_reference(&mut self, name: &syn::PatIdent, place: Place, mutable: bool, ty: Ty) {
        let key: Key = &raw const name.ident;
        let shape = match self.facts.shapes.get(&key) {
            Some(known) if starts_in(known, &place) => known.clone(),
            known => {
                // What an earlier round found of a place that it knew less of holds no longer.
                self.changed |= known.is_some();
                shape_of(&place)
            }
        };
        let wish = name.ident.to_string();
        let mut own = Place::of(place.root);
        for step in &shape {
            let step = match step {
                ShapeStep::Walk => self.walking(own.root, &own.path, &wish),
                step => self.variables(step, &wish),
            };
            own.path.push(step);
        }
        self.move_to(&own, &place, true, syn::spanned::Spanned::span(name));
        self.facts.shapes.insert(key, shape);
        self.lend_for_good(own.root);
        self.moving.push(Moving { name: wish.clone(), key, place: own.clone(), mutable });
        self.scopes.bind(wish, Binding::Alias { place: own, mutable, ty });
    }

    /// A step of the place of a moving reference.
    fn variables(&mut self, step: &ShapeStep, wish: &str) -> Step {
        let mut variable =
            |part: &str| Expr::var(self.named(&format!("{wish}_{part}"), Ty::index(), true, Role::Local));
        match step {
            ShapeStep::Same(step) => step.clone(),
            ShapeStep::Walk | ShapeStep::Index => Step::Index(variable("index")),
            ShapeStep::Slice(ends) => {
                let start = variable("start");
                Step::Slice(Box::new(start), ends.then(|| Box::new(variable("end"))))
            }
        }
    }

    /// The moving reference that `target` names.
    pub(super) fn moving(&self, target: &syn::Expr) -> Option<Moving> {
        let syn::Expr::Path(path) = target else { return None };
        let name = path.path.get_ident()?.to_string();
        let Some(Binding::Alias { place, .. }) = self.scopes.find(&name) else { return None };
        let text = crate::emit::place(&self.function, place).to_string();
        let is_it = |moving: &&Moving| {
            moving.name == name && crate::emit::place(&self.function, &moving.place).to_string() == text
        };
        self.moving.iter().rev().find(is_it).cloned()
    }

    /// `rest = &rest[1..];`
    pub(super) fn move_reference(&mut self, moving: &Moving, value: &syn::Expr) {
        if super::control::is_control_flow(value) {
            let assigned = self.distributed(&moving.name, value);
            return self.control(&assigned, None);
        }
        let place = self.referred(value);
        self.move_reference_to(moving, place, value);
    }

    /// The place that a reference refers to.
    pub(super) fn referred(&mut self, value: &syn::Expr) -> Option<Place> {
        match value {
            syn::Expr::Paren(inner) => self.referred(&inner.expr),
            syn::Expr::Reference(reference) => Some(self.place(&reference.expr)?.0),
            // Of a box.
            syn::Expr::MethodCall(call)
                if matches!(call.method.to_string().as_str(), "as_ref" | "as_mut" | "deref" | "deref_mut")
                    && call.args.is_empty()
                    && !self.is_list(&call.receiver) =>
            {
                let (mut place, _) = self.place(&call.receiver)?;
                place.path.push(crate::ir::Step::Unbox);
                Some(place)
            }
            other => Some(self.place(other)?.0),
        }
    }

    /// From here on the reference stands for `place`.
    pub(super) fn move_reference_to(&mut self, moving: &Moving, place: Option<Place>, on: &dyn ToTokens) {
        let Some(place) = place else {
            let message = Message::new(format!("chainrule does not see what `{}` refers to from here on", moving.name))
                .note("a reference is replaced by the place that it names")
                .help("assign a reference to a part of a variable: `rest = &rest[1..];`");
            return self.error(message, on);
        };
        let known = self.facts.shapes.get(&moving.key).cloned().unwrap_or_default();
        let span = syn::spanned::Spanned::span(&on.to_token_stream());
        let walks = known.iter().any(|step| matches!(step, ShapeStep::Walk));
        match fit(&known, &place).filter(|_| place.root == moving.place.root && !walks) {
            Some(shape) => {
                self.changed |= !same(&shape, &known);
                self.facts.shapes.insert(moving.key, shape);
            }
            None if self.walk_on(moving, &known, &place, span) => {}
            None => return self.refuse_walk(moving, on),
        }
        self.move_to(&moving.place.clone(), &place, false, span);
    }

    /// The reference itself is lent, or assigned, where chainrule does not see where it leads.
    pub(super) fn refuse_moved_elsewhere(&mut self, moving: &Moving, on: &dyn ToTokens) {
        let message = Message::new(format!("`{}` may come to refer to another place here", moving.name))
            .note("chainrule replaces references by the places they name, and follows their assignments only")
            .help("let the function return how far to go, and assign here: `rest = &rest[count..];`");
        self.error(message, on);
    }

    /// The reference refers to nothing any more: the empty end of its slice.
    pub(super) fn empty_reference(&mut self, moving: &Moving, span: Span) {
        let mut place = moving.place.clone();
        let len = self.length(&place);
        super::place::push_slice(&mut place, len, None);
        let place = self.freeze(place, span);
        self.move_reference_to(moving, Some(place), &moving.name.clone());
    }

    /// `name = if c { &a } else { &b };`: each arm ends with the assignment. One copy for all rounds.
    fn distributed(&mut self, name: &str, value: &syn::Expr) -> Rc<syn::Expr> {
        let key: *const syn::Expr = value;
        if let Some(known) = self.facts.distributed.get(&key) {
            return Rc::clone(known);
        }
        let target = proc_macro2::Ident::new(name, syn::spanned::Spanned::span(value));
        let mut assigned = value.clone();
        assign_in_arms(&mut assigned, &target);
        let assigned = Rc::new(assigned);
        self.facts.distributed.insert(key, Rc::clone(&assigned));
        assigned
    }

    /// The variables of `own` take the indices of `place`.
    fn move_to(&mut self, own: &Place, place: &Place, first: bool, span: Span) {
        let mut moves: Vec<(VarId, Expr)> = Vec::new();
        let mut steps = place.path.iter();
        for (index, step) in own.path.iter().enumerate() {
            match (step, steps.next()) {
                (Step::Index(to), Some(Step::Index(from))) => moves.extend(variable(to).map(|to| (to, from.clone()))),
                (Step::Slice(start, end), given @ (Some(Step::Slice(..)) | None)) => {
                    let zero = Expr::Tokens(super::opaque::constant(quote!(0)));
                    let (lo, hi) = match given {
                        Some(Step::Slice(lo, hi)) => ((**lo).clone(), hi.clone()),
                        _ => (zero, None),
                    };
                    moves.extend(variable(start).map(|start| (start, lo)));
                    if let Some(end) = end.as_deref().and_then(variable) {
                        let hi = hi.map_or_else(|| self.whole_length(place, index, span), |hi| *hi);
                        moves.push((end, hi));
                    }
                }
                (Step::Walk(way, _), given) if first => self.first_way(way, given, span),
                // What does not fit was refused, or fits in the next round.
                _ => {}
            }
        }
        for index in 0..moves.len() {
            let overwritten = moves[..index].iter().any(|(before, _)| moves[index].1.reads(*before));
            if overwritten {
                let var = self.named("index", Ty::index(), false, Role::Local);
                let value = std::mem::replace(&mut moves[index].1, Expr::var(var));
                self.emit(StmtKind::Let { var, value }, span);
            }
        }
        moves.iter().for_each(|(to, from)| self.move_index(*to, from, first, span));
    }

    /// The length of what the first `steps` of `place` lead to.
    fn whole_length(&mut self, place: &Place, steps: usize, span: Span) -> Expr {
        let whole = Place { root: place.root, path: place.path[..steps].to_vec() };
        let mut len = self.length(&whole);
        self.freeze_index(&mut len, span);
        len
    }

    fn move_index(&mut self, var: VarId, from: &Expr, first: bool, span: Span) {
        let mut reads = Vec::new();
        from.for_each_read(&mut |read| reads.push(read));
        let stream = crate::emit::expr(&self.function, from);
        if !first && self.function.var(var).name == stream.to_string() {
            return;
        }
        let value = Expr::Tokens(Tokens { stream, reads, flows: Vec::new(), cheap: true });
        let kind = if first {
            StmtKind::Let { var, value }
        } else {
            StmtKind::Assign { place: Place::of(var), update: Update::Set, value }
        };
        self.emit(kind, span);
    }
}

/// Puts `target = value;` in the place of each value.
fn assign_in_arms(expr: &mut syn::Expr, target: &proc_macro2::Ident) {
    let in_block = |block: &mut syn::Block| {
        if let Some(syn::Stmt::Expr(tail, None)) = block.stmts.last_mut() {
            assign_in_arms(tail, target);
        }
    };
    match expr {
        syn::Expr::Block(block) => in_block(&mut block.block),
        syn::Expr::If(branch) => {
            in_block(&mut branch.then_branch);
            if let Some((_, other)) = &mut branch.else_branch {
                assign_in_arms(other, target);
            }
        }
        syn::Expr::Match(choice) => choice.arms.iter_mut().for_each(|arm| {
            assign_in_arms(&mut arm.body, target);
            arm.comma.get_or_insert_default();
        }),
        syn::Expr::Return(_) | syn::Expr::Break(_) | syn::Expr::Continue(_) | syn::Expr::Macro(_) => {}
        value => *value = syn::parse_quote!({ #target = #value; }),
    }
}

fn variable(expr: &Expr) -> Option<VarId> {
    match expr {
        Expr::Place(place) if place.path.is_empty() => Some(place.root),
        _ => None,
    }
}

fn shape_of(place: &Place) -> Vec<ShapeStep> {
    let step = |step: &Step| match step {
        Step::Index(_) => ShapeStep::Index,
        Step::Slice(_, hi) => ShapeStep::Slice(hi.is_some()),
        Step::Walk(..) => ShapeStep::Walk,
        other => ShapeStep::Same(other.clone()),
    };
    place.path.iter().map(step).collect()
}

/// Whether `place` is one of the places with this shape, or where a walk to them starts.
fn starts_in(shape: &[ShapeStep], place: &Place) -> bool {
    let Some((ShapeStep::Walk, base)) = shape.split_last() else { return fit(shape, place).is_some() };
    let (start, rest) = place.path.split_at(base.len().min(place.path.len()));
    let start = Place { root: place.root, path: start.to_vec() };
    fit(base, &start).is_some_and(|fitted| fitted.len() == base.len()) && matches!(rest, [] | [Step::Walk(..)])
}

/// The shape that `place` has too, where there is one.
pub(super) fn fit(shape: &[ShapeStep], place: &Place) -> Option<Vec<ShapeStep>> {
    let found = shape_of(place);
    let (long, short) = if shape.len() >= found.len() { (shape, &found[..]) } else { (&found[..], shape) };
    if long.len() > short.len() + 1 {
        return None;
    }
    let mut all: Vec<ShapeStep> = long.iter().zip(short).map(|(a, b)| together(a, b)).collect::<Option<_>>()?;
    match long.get(short.len()) {
        Some(ShapeStep::Slice(ends)) => all.push(ShapeStep::Slice(*ends)),
        Some(_) => return None,
        None => {}
    }
    Some(all)
}

fn together(a: &ShapeStep, b: &ShapeStep) -> Option<ShapeStep> {
    match (a, b) {
        (ShapeStep::Index, ShapeStep::Index) => Some(ShapeStep::Index),
        (ShapeStep::Walk, ShapeStep::Walk) => Some(ShapeStep::Walk),
        (ShapeStep::Slice(a), ShapeStep::Slice(b)) => Some(ShapeStep::Slice(*a || *b)),
        (ShapeStep::Same(first), ShapeStep::Same(second)) => {
            let same = match (first, second) {
                (Step::Field(a), Step::Field(b)) => a == b,
                (Step::Deref, Step::Deref) | (Step::Unbox, Step::Unbox) => true,
                (Step::Variant(a, x), Step::Variant(b, y)) => a == b && x == y,
                _ => false,
            };
            same.then(|| a.clone())
        }
        _ => None,
    }
}

fn same(a: &[ShapeStep], b: &[ShapeStep]) -> bool {
    let text = |shape: &[ShapeStep]| -> Vec<String> {
        let step = |step: &ShapeStep| match step {
            ShapeStep::Same(_) => "same".to_owned(),
            ShapeStep::Index => "index".to_owned(),
            ShapeStep::Walk => "walk".to_owned(),
            ShapeStep::Slice(ends) => format!("slice {ends}"),
        };
        shape.iter().map(step).collect()
    };
    text(a) == text(b)
}
