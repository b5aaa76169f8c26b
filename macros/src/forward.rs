//! The forward sweep: the primal, which leaves behind what the reverse sweep reads.
//!
//! ```text
//! s = s * x[i];        tape.push(s); s = s * x[i];
//! if c { … }           let taken = c; if taken { … } tape.push(taken);
//! ```

use proc_macro2::TokenStream;
use quote::quote;

use crate::emit;
use crate::ir::{
    Block, Expr, Function, InPlace, Loop, Place, Recorded, Role, Selector, Step, Stmt, StmtKind, Tokens, Update, VarId,
};
use crate::record::{self, Choice, Origin, Save};
use crate::reverse::{Key, Site, Sweep};
use crate::types::Ty;

impl Sweep<'_> {
    /// The statements of `block`, with their recording.
    pub(crate) fn forward_block(&mut self, block: &Block) -> Vec<Stmt> {
        let mut out = Vec::new();
        for stmt in &block.stmts {
            self.forward_stmt(stmt, &mut out);
        }
        out
    }

    /// A block whose locals end with it.
    fn forward_inner(&mut self, block: &Block) -> Block {
        let mut stmts = self.forward_block(block);
        self.record_locals(block, &mut stmts);
        Block { id: block.id, stmts }
    }

    /// Records the locals of `block` that the reverse sweep reads.
    pub(crate) fn record_locals(&mut self, block: &Block, out: &mut Vec<Stmt>) {
        for var in self.plan.lengths.get(&block.id).cloned().unwrap_or_default() {
            let length = self.length_of(var);
            let name = &self.function.var(var).name;
            let stream = quote!(#name.len());
            let value = Expr::Tokens(Tokens { stream, reads: vec![var], flows: Vec::new(), cheap: true });
            out.push(self.function.stmt(StmtKind::Let { var: length, value }, name.span()));
            self.store(Key::Length(block.id, var), &Place::of(length), out);
        }
        let start = out.len();
        for (var, origin) in self.plan.locals.get(&block.id).cloned().unwrap_or_default() {
            if let Origin::Recorded = origin {
                self.store(Key::Local(block.id, var), &self.kept_place(var), out);
            }
        }
        self.move_last(&mut out[start..]);
    }

    /// What is recorded where its life ends moves there.
    fn move_last(&self, ends: &mut [Stmt]) {
        for index in 0..ends.len() {
            let (stmt, later) = ends.split_at_mut(index + 1);
            let (StmtKind::Record { value, .. } | StmtKind::Assign { value, .. }) = &mut stmt[index].kind else {
                continue;
            };
            let Expr::Copy(_, place) = &*value else { continue };
            let mut is_read = false;
            for stmt in later {
                stmt.kind.for_each_own_read(&mut |var| is_read |= var == place.root);
            }
            if !is_read && self.ends_here(place) {
                *value = Expr::Place(place.clone());
            }
        }
    }

    /// Whether `place`, a local at the end of its block, is a value that nobody reads afterwards.
    fn ends_here(&self, place: &Place) -> bool {
        let is_value = match &self.function.var(place.root).ty {
            Ty::Named(name) => syn::parse2::<syn::TypePath>(name.clone()).is_ok(),
            // The numbers of a list are copied anyway.
            Ty::Vec(element) => !element.is_scalar(),
            Ty::Option(_) | Ty::Array(..) | Ty::Tuple(_) | Ty::Boxed(..) | Ty::Result(..) => true,
            _ => false,
        };
        is_value && place.is_whole() && self.function.result != Some(place.root)
    }

    /// What is recorded of a local: what it refers to, where that has no derivative.
    pub(crate) fn kept_place(&self, var: VarId) -> Place {
        let mut place = Place::of(var);
        if self.function.var(var).ty.is_reference_to_passive() {
            place.path.push(Step::Deref);
        }
        place
    }

    pub(crate) fn forward_stmt(&mut self, stmt: &Stmt, out: &mut Vec<Stmt>) {
        for (index, save) in self.plan.saves.get(&stmt.id).cloned().unwrap_or_default().into_iter().enumerate() {
            match save {
                Save::Place(place) => self.store(Key::Save(stmt.id, index), &place, out),
                Save::Slice(place, conditions) => {
                    self.uses_tape = true;
                    let record = self.function.stmt(StmtKind::RecordSlice { place }, stmt.span);
                    out.push(where_loops_run(&mut self.function, record, &conditions));
                }
            }
        }
        let mut stmt = self.with_kept(stmt);
        if self.plan.clones.contains(&stmt.id) {
            // Boxes of objects are made again.
            let function = &self.function;
            clone_moves(&mut stmt.kind, &|var| {
                let ty = &function.var(var).ty;
                !crate::lower::object::holds_objects(ty) && !ty.is_scalar()
            });
        }
        if !record::is_reversed(&stmt, self.activity) {
            out.push(stmt);
            return;
        }
        let kind = match stmt.kind {
            StmtKind::Let { var, value: Expr::Call(call) } => StmtKind::Let { var, value: Expr::Forward(call) },
            StmtKind::Eval(Expr::Call(call)) => StmtKind::Eval(Expr::Forward(call)),
            StmtKind::Branch { selector: Selector::Checkpoint(snapshots), arms } => {
                let stmt = Stmt { id: stmt.id, span: stmt.span, kind: StmtKind::Heading("") };
                return arms.iter().for_each(|arm| self.forward_checkpoint(&stmt, snapshots, arm, out));
            }
            StmtKind::Branch { selector, arms } => {
                let stmt = Stmt { id: stmt.id, span: stmt.span, kind: StmtKind::Heading("") };
                return self.forward_branch(&stmt, selector, &arms, out);
            }
            StmtKind::Loop(looped) => {
                if self.plan.reruns.contains_key(&stmt.id) {
                    StmtKind::Loop(looped)
                } else {
                    let stmt = Stmt { id: stmt.id, span: stmt.span, kind: StmtKind::Heading("") };
                    return self.forward_loop(&stmt, looped, out);
                }
            }
            other => other,
        };
        self.uses_tape |=
            matches!(&kind, StmtKind::Let { value: Expr::Forward(_), .. } | StmtKind::Eval(Expr::Forward(_)));
        out.push(Stmt { kind, ..stmt });
    }

    /// The statement, whose call knows which arguments both sweeps have.
    pub(crate) fn with_kept(&self, stmt: &Stmt) -> Stmt {
        let mut stmt = stmt.clone();
        if let (Some(kept), StmtKind::Let { value: Expr::Call(call), .. } | StmtKind::Eval(Expr::Call(call))) =
            (self.plan.kept.get(&stmt.id), &mut stmt.kind)
        {
            call.kept.clone_from(kept);
        }
        stmt
    }

    fn forward_branch(&mut self, stmt: &Stmt, selector: Selector, arms: &[Block], out: &mut Vec<Stmt>) {
        let recorded = self.plan.choices.get(&stmt.id) == Some(&Choice::Recorded);
        let is_match = matches!(selector, Selector::Match(..));
        let (selector, taken) = match selector {
            Selector::If(condition) if recorded => {
                let taken = self.fresh("taken", Ty::boolean());
                out.push(self.function.stmt(StmtKind::Let { var: taken, value: condition }, stmt.span));
                (Selector::If(Expr::var(taken)), Some(taken))
            }
            other if recorded => {
                let taken = self.fresh("arm", Ty::Passive(Some(quote!(u32))));
                self.function.vars[taken.0 as usize].deferred = true;
                out.push(self.function.stmt(StmtKind::Declare { var: taken }, stmt.span));
                (other, Some(taken))
            }
            other => (other, None),
        };
        self.arms += 1;
        let mut blocks = Vec::new();
        for (index, arm) in arms.iter().enumerate() {
            let mut block = self.forward_inner(arm);
            if let (Some(taken), true) = (taken, is_match) {
                let number = proc_macro2::Literal::u32_suffixed(u32::try_from(index).unwrap_or(u32::MAX));
                let value = Expr::Tokens(Tokens { stream: quote!(#number), reads: vec![], flows: vec![], cheap: true });
                let kind = StmtKind::Assign { place: Place::of(taken), update: Update::Set, value };
                block.stmts.push(self.function.stmt(kind, stmt.span));
            }
            blocks.push(block);
        }
        self.arms -= 1;
        if self.arms == 0 {
            self.flush_slots(out);
        }
        out.push(Stmt { id: stmt.id, span: stmt.span, kind: StmtKind::Branch { selector, arms: blocks } });
        if let Some(taken) = taken {
            self.store(Key::Choice(stmt.id), &Place::of(taken), out);
        }
    }

    fn forward_loop(&mut self, stmt: &Stmt, looped: Loop, out: &mut Vec<Stmt>) {
        let counted = self.plan.counted.contains(&stmt.id);
        let outside = std::mem::take(&mut self.columns);
        if self.plan.columns.contains(&stmt.id) {
            self.columns = Some(crate::columns::Columns::new(&looped.head));
        }
        self.loops += 1;
        let mut body = self.forward_inner(&looped.body);
        self.loops -= 1;
        if let Some(columns) = std::mem::replace(&mut self.columns, outside) {
            self.uses_tape = true;
            out.push(self.function.stmt(columns.declaration(false), stmt.span));
        }
        let mut trips = None;
        if counted {
            let var = self.fresh("trips", Ty::index());
            self.function.vars[var.0 as usize].mutable = true;
            out.push(self.function.stmt(StmtKind::Let { var, value: tokens(quote!(0_usize)) }, stmt.span));
            let name = &self.function.var(var).name;
            let count = Tokens { stream: quote!(#name += 1;), reads: vec![var], flows: vec![], cheap: true };
            body.stmts
                .push(self.function.stmt(StmtKind::Passive { tokens: count, writes: vec![Place::of(var)] }, stmt.span));
            trips = Some(var);
        }
        let looped = Loop { body, ..looped };
        out.push(Stmt { id: stmt.id, span: stmt.span, kind: StmtKind::Loop(looped) });
        if let Some(trips) = trips {
            self.store(Key::Trips(stmt.id), &Place::of(trips), out);
        }
    }

    /// Keeps the present contents of `place` for the reverse sweep.
    pub(crate) fn store(&mut self, key: Key, place: &Place, out: &mut Vec<Stmt>) {
        let ty = self.function.place_ty(place);
        let span = self.function.var(place.root).name.span();
        if self.columns.is_some() {
            let column = self.fresh(&format!("{}_column", self.function.var(place.root).name), column_type());
            let element = self.columns.as_mut().map(|columns| columns.element(key, column));
            if let Some(element) = element {
                let value = Expr::Place(place.clone());
                out.push(self.function.stmt(StmtKind::Assign { place: element, update: Update::Set, value }, span));
            }
            return;
        }
        if self.on_tape() {
            self.uses_tape = true;
            let kind = if let Ty::Slice(_) = ty.peel() {
                StmtKind::RecordSlice { place: whole_slice(place) }
            } else {
                StmtKind::Record { value: copied(place, &ty), as_: self.recorded(place, &ty) }
            };
            out.push(self.function.stmt(kind, span));
            return;
        }
        if self.arms == 0 && matches!(key, Key::Choice(_) | Key::Trips(_)) {
            // The variable stays in scope.
            self.slots.insert(key, place.root);
            return;
        }
        if self.arms == 0 && matches!(key, Key::Length(..)) {
            self.slots.insert(key, place.root);
            return;
        }
        let value = copied(place, &ty);
        let name = self.function.var(place.root).name.to_string();
        let slot_ty = if let Ty::Slice(element) = ty.peel() { Ty::Vec(element.clone()) } else { ty.peel().clone() };
        let slot = self.fresh(&format!("{name}_0"), slot_ty);
        self.slots.insert(key, slot);
        if self.arms == 0 {
            out.push(self.function.stmt(StmtKind::Let { var: slot, value }, span));
        } else {
            self.function.vars[slot.0 as usize].mutable = true;
            self.pending.push(slot);
            let kind = StmtKind::Assign { place: Place::of(slot), update: Update::Set, value };
            out.push(self.function.stmt(kind, span));
        }
    }

    /// Declares the slots of the branch that follows.
    fn flush_slots(&mut self, out: &mut Vec<Stmt>) {
        for var in std::mem::take(&mut self.pending) {
            out.push(self.function.stmt(StmtKind::Declare { var }, self.function.var(var).name.span()));
        }
    }

    /// How a value of `place` lies on the tape.
    pub(crate) fn recorded(&mut self, place: &Place, ty: &Ty) -> Recorded {
        if let (Some(by), true) = (self.function.handovers.get(&place.root), place.is_whole()) {
            return Recorded::Handover(by.clone());
        }
        // `BTreeMap<_, f64>`: what is put into it tells the rest.
        let is_map_open = |tokens: &TokenStream| {
            matches!(ty.peel(), Ty::Named(_) | Ty::Opaque(_))
                && place.path.is_empty()
                && crate::hoist::names(tokens.clone(), "_")
        };
        if let Some(tokens) = ty.peel().tokens().filter(|tokens| !is_map_open(tokens)) {
            let whole = place.path.iter().all(|step| matches!(step, crate::ir::Step::Deref));
            if whole && self.function.held.contains(&place.root)
                || ty.peel().is_opaque_passive()
                || ty.peel().holds_any_of(&self.function.underived)
            {
                return Recorded::Whole(tokens);
            }
            Recorded::Typed(tokens)
        } else {
            let part = Place { root: place.root, path: place.path.iter().map(first_element).collect() };
            let whole = place.path.is_empty() && self.function.is_handed_on(place.root);
            let either = place.is_whole()
                && ty.is_unknown_throughout()
                && !self.activity.is_active(place.root)
                && match self.function.var(place.root).role {
                    Role::Local => true,
                    Role::Temporary => !matches!(ty, Ty::Unknown),
                    _ => false,
                };
            let by = |site| match whole {
                true => Recorded::WholeAt(site),
                false if either => Recorded::Either(Some(site)),
                false => Recorded::Inferred(site),
            };
            let name = emit::place(&self.function, &part).to_string();
            let known = self.sites.iter().find(|site| emit::place(&self.function, &site.place).to_string() == name);
            if let Some(site) = known {
                return by(site.name.clone());
            }
            let wish = format!("{}_site", self.function.var(place.root).name);
            let name = self.function.names.fresh(&wish, proc_macro2::Span::mixed_site());
            self.sites.push(Site { name: name.clone(), place: part });
            by(name)
        }
    }

    /// The variable for the length of a local at the end of its block.
    pub(crate) fn length_of(&mut self, var: VarId) -> VarId {
        if let Some(length) = self.lengths.get(&var) {
            return *length;
        }
        let length = self.fresh(&format!("{}_len", self.function.var(var).name), Ty::index());
        self.lengths.insert(var, length);
        length
    }

    /// A compiler's variable.
    pub(crate) fn fresh(&mut self, wish: &str, ty: Ty) -> VarId {
        self.function.declare(wish, proc_macro2::Span::mixed_site(), ty, false, Role::Local)
    }
}

/// The contents of a place, as a value that may be kept.
pub(crate) fn copied(place: &Place, ty: &Ty) -> Expr {
    match ty.peel() {
        _ if ty.peel().is_surely_copy() => Expr::Place(place.clone()),
        Ty::Slice(_) => Expr::Copy(method("to_vec"), place.clone()),
        _ => Expr::Copy(method("clone"), place.clone()),
    }
}

/// Values of the variables in `which` that move although the reverse sweep reads them are cloned.
pub(crate) fn clone_moves(kind: &mut StmtKind, which: &dyn Fn(VarId) -> bool) {
    let clone = |value: &mut Expr| clone_move(value, which);
    match kind {
        StmtKind::InPlace(InPlace { motion: crate::ir::Motion::Extend(_), .. }) => {}
        StmtKind::InPlace(InPlace { value: Some(value), .. }) => clone(value),
        StmtKind::Let { value, .. } | StmtKind::Assign { value, .. } => match value {
            Expr::Call(call) => {
                for argument in &mut call.arguments {
                    use crate::ir::{Argument, TangentArgument};
                    if let Argument::Value(value) | Argument::Tangent(TangentArgument::Value(value)) = argument {
                        clone(value);
                    }
                }
            }
            Expr::Repeat { element, .. } => clone(element),
            other => clone(other),
        },
        _ => {}
    }
}

pub(crate) fn clone_move(value: &mut Expr, which: &dyn Fn(VarId) -> bool) {
    match value {
        Expr::Place(place) if which(place.root) => *value = Expr::Copy(method("clone"), place.clone()),
        Expr::Construct(construct) => construct.fields.iter_mut().for_each(|(_, field)| clone_move(field, which)),
        Expr::Tuple(parts) | Expr::Array(parts) | Expr::VecList(parts) => {
            parts.iter_mut().for_each(|part| clone_move(part, which));
        }
        Expr::Assembled(assembled) => assembled.fields.iter_mut().for_each(|(_, field)| clone_move(field, which)),
        value @ (Expr::Binary(..) | Expr::Neg(_) | Expr::Kept(..)) => record::clone_operands(value, which),
        _ => {}
    }
}

/// Columns are slices of the tape.
fn column_type() -> Ty {
    Ty::Ref(true, Box::new(Ty::Slice(Box::new(Ty::float("f64")))))
}

/// The same step, at the first index: of the same type.
fn first_element(step: &Step) -> Step {
    match step {
        Step::Index(_) => Step::Index(tokens(quote!(0))),
        Step::Located(tag, _, ty) => {
            Step::Located(tag.clone(), Box::new(tokens(crate::lower::located::absent(tag))), ty.clone())
        }
        Step::Walk(_, moves) => {
            Step::Walk(Box::new(tokens(quote!(__chainrule::__private::Walk::new()))), moves.clone())
        }
        other => other.clone(),
    }
}

/// `if a < b { stmt }`: the elements may be missing where the loops around do not run.
pub(crate) fn where_loops_run(function: &mut Function, stmt: Stmt, conditions: &[Expr]) -> Stmt {
    conditions.iter().fold(stmt, |stmt, condition| {
        let span = stmt.span;
        let (then, otherwise) = (function.block(vec![stmt]), function.block(Vec::new()));
        let kind = StmtKind::Branch { selector: Selector::If(condition.clone()), arms: vec![then, otherwise] };
        function.stmt(kind, span)
    })
}

/// All elements of `place`.
pub(crate) fn whole_slice(place: &Place) -> Place {
    let mut place = place.clone();
    if !matches!(place.path.last(), Some(crate::ir::Step::Slice(..))) {
        place.path.push(crate::ir::Step::Slice(Box::new(tokens(quote!(0))), None));
    }
    place
}

pub(crate) fn method(name: &str) -> proc_macro2::Ident {
    proc_macro2::Ident::new(name, proc_macro2::Span::mixed_site())
}

/// Tokens of the compiler's own.
pub(crate) fn tokens(stream: proc_macro2::TokenStream) -> Expr {
    Expr::Tokens(Tokens { stream, reads: Vec::new(), flows: Vec::new(), cheap: true })
}
