//! What expressions read and statements write, for every analysis.

use super::{
    Argument, Block, Call, Expr, Head, Loop, Place, Selector, ShadowArgument, Snapshots, Step, Stmt, StmtKind,
    TangentArgument, VarId,
};

impl Place {
    /// Variables read to find the place: its indices, not its root.
    pub fn for_each_index(&self, visit: &mut dyn FnMut(VarId)) {
        for step in &self.path {
            match step {
                Step::Index(index) => index.for_each_read(visit),
                Step::Located(_, at, _) | Step::Walk(at, _) => at.for_each_read(visit),
                Step::Slice(lo, hi) => {
                    lo.for_each_read(visit);
                    if let Some(hi) = hi {
                        hi.for_each_read(visit);
                    }
                }
                Step::Field(_) | Step::Deref | Step::Unbox | Step::Variant(..) => {}
            }
        }
    }
}

impl super::Function {
    /// Whether two places are slices of one container, of which one ends where the other begins, by the text of the bounds:
    /// they are borrowed together by `split_at_mut`.
    pub fn meet(&self, a: &Place, b: &Place) -> bool {
        let (Some((Step::Slice(lo, hi), before)), Some((Step::Slice(other_lo, other_hi), other_before))) =
            (a.path.split_last(), b.path.split_last())
        else {
            return false;
        };
        let base = |root, path: &[Step]| crate::emit::place(self, &Place { root, path: path.to_vec() }).to_string();
        if base(a.root, before) != base(b.root, other_before) {
            return false;
        }
        let bound = |bound: &Expr| crate::emit::expr(self, bound).to_string();
        let ends = |end: &Option<Box<Expr>>, start: &Expr| end.as_ref().is_some_and(|end| bound(end) == bound(start));
        ends(hi, other_lo) || ends(other_hi, lo)
    }
}

impl Call {
    /// What the arguments read.
    pub fn for_each_read(&self, visit: &mut dyn FnMut(VarId)) {
        for argument in &self.arguments {
            match argument {
                Argument::Value(value) => value.for_each_read(visit),
                Argument::Borrow(_, place) => {
                    visit(place.root);
                    place.for_each_index(visit);
                }
                Argument::Tangent(tangent) => tangent.for_each_read(visit),
                Argument::Function(_) => {}
            }
        }
    }
}

impl TangentArgument {
    fn for_each_read(&self, visit: &mut dyn FnMut(VarId)) {
        match self {
            TangentArgument::Value(value) => value.for_each_read(visit),
            TangentArgument::Borrow(_, place) | TangentArgument::NoBorrow(place) => {
                visit(place.root);
                place.for_each_index(visit);
            }
            TangentArgument::NoValue => {}
        }
    }
}

impl Expr {
    /// The direct operands.
    pub fn operands(&self) -> Vec<&Expr> {
        match self {
            Expr::Place(_)
            | Expr::Number(_)
            | Expr::Tokens(_)
            | Expr::RefMut(_)
            | Expr::Call(_)
            | Expr::Forward(_)
            | Expr::Copy(..)
            | Expr::Pop(_) => Vec::new(),
            Expr::Neg(a) | Expr::Ref(a) | Expr::Field(a, _) | Expr::Cast(a, _) => vec![a],
            Expr::Binary(_, a, b) | Expr::Kept(a, b) => vec![a, b],
            Expr::Method(_, receiver, arguments) => {
                let mut all: Vec<&Expr> = vec![receiver];
                all.extend(arguments);
                all
            }
            Expr::Runtime(_, list) | Expr::Tuple(list) | Expr::Array(list) | Expr::VecList(list) => {
                list.iter().collect()
            }
            Expr::Construct(construct) => construct.fields.iter().map(|(_, value)| value).collect(),
            Expr::Assembled(assembled) => assembled.fields.iter().map(|(_, value)| value).collect(),
            Expr::Repeat { element, .. } => vec![element],
            Expr::Reverse(_, _, seed) | Expr::Sweep(_, _, seed) => seed.iter().map(|seed| &**seed).collect(),
        }
    }

    /// Every variable read.
    pub fn for_each_read(&self, visit: &mut dyn FnMut(VarId)) {
        match self {
            Expr::Place(place) | Expr::RefMut(place) | Expr::Copy(_, place) => {
                visit(place.root);
                place.for_each_index(visit);
            }
            Expr::Tokens(tokens) => tokens.reads.iter().copied().for_each(&mut *visit),
            Expr::Repeat { len, .. } => len.reads.iter().copied().for_each(&mut *visit),
            Expr::Construct(construct) => {
                construct.base.iter().flat_map(|base| &base.reads).copied().for_each(&mut *visit);
            }
            Expr::Assembled(assembled) => {
                visit(assembled.of.root);
                assembled.of.for_each_index(visit);
            }
            Expr::Call(call) | Expr::Forward(call) => call.for_each_read(visit),
            Expr::Reverse(call, shadows, _) | Expr::Sweep(call, shadows, _) => {
                call.for_each_read(visit);
                for ShadowArgument::Dummy(place) | ShadowArgument::Unwanted(place) | ShadowArgument::Active(place) in
                    shadows
                {
                    visit(place.root);
                    place.for_each_index(visit);
                }
            }
            _ => {}
        }
        for operand in self.operands() {
            operand.for_each_read(visit);
        }
    }

    /// Whether `var` is read.
    pub fn reads(&self, var: VarId) -> bool {
        let mut found = false;
        self.for_each_read(&mut |read| found |= read == var);
        found
    }

    /// An operand: needs no statement of its own.
    pub fn is_atom(&self) -> bool {
        matches!(self, Expr::Place(_) | Expr::Number(_) | Expr::Tokens(_))
    }

    /// The calls in the expression.
    pub fn call(&self) -> Option<&Call> {
        match self {
            Expr::Call(call) => Some(call),
            _ => None,
        }
    }
}

impl Selector {
    /// Variables that the choice reads.
    pub fn for_each_read(&self, visit: &mut dyn FnMut(VarId)) {
        match self {
            Selector::If(choice) | Selector::Recorded(choice) => choice.for_each_read(visit),
            Selector::Checkpoint(Snapshots::Entry) => {}
            Selector::Checkpoint(Snapshots::Binomial { slots, expected }) => {
                visit(*slots);
                expected.iter().copied().for_each(visit);
            }
            Selector::Match(scrutinee, patterns) => {
                scrutinee.for_each_read(visit);
                for guard in patterns.iter().filter_map(|pattern| pattern.guard.as_ref()) {
                    guard.reads.iter().copied().for_each(&mut *visit);
                }
            }
        }
    }
}

impl Head {
    /// Variables that the head reads.
    pub fn for_each_read(&self, visit: &mut dyn FnMut(VarId)) {
        match self {
            Head::For { lo, hi, step, .. } => {
                lo.for_each_read(visit);
                hi.for_each_read(visit);
                if let Some(step) = step {
                    step.for_each_read(visit);
                }
            }
            Head::Each { iterator: tokens, .. } | Head::While(tokens) => {
                tokens.reads.iter().copied().for_each(&mut *visit);
            }
            Head::Forever => {}
            Head::Partial(partial) => {
                for (_, place) in partial.reads.iter().chain(&partial.writes) {
                    visit(place.root);
                    place.for_each_index(visit);
                }
                partial.sums.iter().copied().for_each(visit);
            }
            Head::Apart(head, _) => head.for_each_read(visit),
            Head::Rows(rows) => {
                rows.values().into_iter().for_each(|value| value.for_each_read(visit));
                for place in [&rows.row, &rows.sums] {
                    visit(place.root);
                    place.for_each_index(visit);
                }
            }
        }
    }

    /// Variables that the head binds in each iteration.
    pub fn binds(&self) -> Vec<VarId> {
        match self {
            Head::For { counter, .. } => vec![*counter],
            Head::Each { binds, .. } => binds.clone(),
            Head::Partial(partial) => partial.reads.iter().chain(&partial.writes).map(|(var, _)| *var).collect(),
            Head::Apart(head, _) => head.binds(),
            Head::Rows(rows) => vec![rows.counter],
            Head::While(_) | Head::Forever => Vec::new(),
        }
    }
}

impl StmtKind {
    /// The blocks inside.
    pub fn blocks(&self) -> Vec<&Block> {
        match self {
            StmtKind::Branch { arms, .. } => arms.iter().collect(),
            StmtKind::Loop(Loop { body, .. }) | StmtKind::Labeled { body, .. } => vec![body],
            _ => Vec::new(),
        }
    }

    /// The blocks inside, to be changed.
    pub fn blocks_mut(&mut self) -> Vec<&mut Block> {
        match self {
            StmtKind::Branch { arms, .. } => arms.iter_mut().collect(),
            StmtKind::Loop(looped) => vec![&mut looped.body],
            _ => Vec::new(),
        }
    }

    /// Variables that this statement itself (not its blocks) reads as a value or to find a place.
    pub fn for_each_own_read(&self, visit: &mut dyn FnMut(VarId)) {
        match self {
            StmtKind::Let { value, .. } | StmtKind::Eval(value) | StmtKind::Record { value, .. } => {
                value.for_each_read(visit);
            }
            StmtKind::Assign { place, update, value } => {
                value.for_each_read(visit);
                place.for_each_index(visit);
                if *update != super::Update::Set {
                    visit(place.root);
                }
            }
            StmtKind::Branch { selector, .. } => selector.for_each_read(visit),
            StmtKind::Loop(looped) => {
                looped.head.for_each_read(visit);
                looped.until.iter().copied().for_each(visit);
            }
            StmtKind::InPlace(change) => change.for_each_read(visit),
            StmtKind::Passive { tokens, .. } => tokens.reads.iter().copied().for_each(visit),
            StmtKind::RecordSlice { place } | StmtKind::RestoreSlice { place } => {
                visit(place.root);
                place.for_each_index(visit);
            }
            StmtKind::Columns { len, .. } | StmtKind::DropColumns { len, .. } => len.for_each_read(visit),
            StmtKind::View { place, .. } => {
                visit(place.root);
                place.for_each_index(visit);
            }
            StmtKind::Declare { .. } | StmtKind::Labeled { .. } | StmtKind::Exit(_) | StmtKind::Heading(_) => {}
        }
    }

    /// Variables that this statement itself (not its blocks) changes after their definition.
    pub fn own_writes(&self) -> Vec<VarId> {
        match self {
            StmtKind::InPlace(change) => change.targets().map(|place| place.root).collect(),
            StmtKind::Assign { place, .. }
            | StmtKind::RestoreSlice { place }
            | StmtKind::View { place, mutable: true, .. } => vec![place.root],
            StmtKind::Passive { writes, .. } => writes.iter().map(|place| place.root).collect(),
            StmtKind::Loop(Loop { head: Head::Partial(partial), .. }) => {
                partial.writes.iter().map(|(_, place)| place.root).chain(partial.sums.iter().copied()).collect()
            }
            StmtKind::Loop(Loop { head: Head::Rows(rows), .. }) => vec![rows.sums.root],
            StmtKind::Let { value, .. } | StmtKind::Eval(value) => value.call().map_or_else(Vec::new, Call::writes),
            _ => Vec::new(),
        }
    }

    /// The variables that this statement declares.
    pub fn declares(&self) -> Vec<VarId> {
        match self {
            StmtKind::Let { var, .. } | StmtKind::Declare { var } | StmtKind::View { var, .. } => vec![*var],
            StmtKind::Columns { vars, .. } => vars.clone(),
            StmtKind::InPlace(change) => change.result.into_iter().collect(),
            _ => Vec::new(),
        }
    }
}

impl Call {
    /// What is passed by `&mut`.
    pub fn changed(&self) -> impl Iterator<Item = &Place> {
        self.arguments.iter().filter_map(|argument| match argument {
            Argument::Borrow(true, place) | Argument::Tangent(TangentArgument::Borrow(true, place)) => Some(place),
            _ => None,
        })
    }

    /// The roots of its `&mut` arguments.
    pub fn writes(&self) -> Vec<VarId> {
        self.changed().map(|place| place.root).collect()
    }
}

impl Block {
    /// Every statement of the block and of the blocks inside, in order.
    pub fn for_each_stmt<'a>(&'a self, visit: &mut dyn FnMut(&'a Stmt)) {
        for stmt in &self.stmts {
            visit(stmt);
            for block in stmt.kind.blocks() {
                block.for_each_stmt(visit);
            }
        }
    }

    /// Every variable that is changed inside after its definition.
    pub fn writes(&self) -> Vec<VarId> {
        let mut all = Vec::new();
        self.for_each_stmt(&mut |stmt| all.extend(stmt.kind.own_writes()));
        all
    }

    /// Every variable that is read inside, in any way.
    pub fn reads(&self) -> Vec<VarId> {
        let mut all = Vec::new();
        self.for_each_stmt(&mut |stmt| stmt.kind.for_each_own_read(&mut |var| all.push(var)));
        all
    }

    /// Every variable that is declared inside, by statements, loop heads and patterns.
    pub fn declared(&self) -> Vec<VarId> {
        let mut all = Vec::new();
        self.for_each_stmt(&mut |stmt| {
            all.extend(stmt.kind.declares());
            match &stmt.kind {
                StmtKind::Loop(looped) => all.extend(looped.head.binds()),
                StmtKind::Branch { selector: Selector::Match(_, patterns), .. } => {
                    all.extend(patterns.iter().flat_map(|pattern| pattern.binds.iter().copied()));
                }
                _ => {}
            }
        });
        all
    }
}
