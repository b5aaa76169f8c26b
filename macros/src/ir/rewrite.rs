//! Changing expressions in place.

use super::{
    Argument, Block, Call, Expr, Head, Place, Selector, ShadowArgument, Step, Stmt, StmtKind, TangentArgument,
};

impl Expr {
    /// Visits the expression and every expression inside, inner ones first.
    pub fn rewrite(&mut self, change: &mut dyn FnMut(&mut Expr)) {
        match self {
            Expr::Neg(a) | Expr::Ref(a) | Expr::Field(a, _) | Expr::Cast(a, _) => a.rewrite(change),
            Expr::Binary(_, a, b) | Expr::Kept(a, b) => {
                a.rewrite(change);
                b.rewrite(change);
            }
            Expr::Method(_, receiver, arguments) => {
                receiver.rewrite(change);
                arguments.iter_mut().for_each(|argument| argument.rewrite(change));
            }
            Expr::Runtime(_, list) | Expr::Tuple(list) | Expr::Array(list) | Expr::VecList(list) => {
                list.iter_mut().for_each(|part| part.rewrite(change));
            }
            Expr::Repeat { element, .. } => element.rewrite(change),
            Expr::Construct(construct) => {
                construct.fields.iter_mut().for_each(|(_, value)| value.rewrite(change));
            }
            Expr::Assembled(assembled) => {
                assembled.of.rewrite(change);
                assembled.fields.iter_mut().for_each(|(_, value)| value.rewrite(change));
            }
            Expr::Place(place) | Expr::RefMut(place) | Expr::Copy(_, place) => place.rewrite(change),
            Expr::Call(call) | Expr::Forward(call) => call.rewrite(change),
            Expr::Reverse(call, shadows, seed) | Expr::Sweep(call, shadows, seed) => {
                call.rewrite(change);
                for ShadowArgument::Dummy(place) | ShadowArgument::Unwanted(place) | ShadowArgument::Active(place) in
                    shadows
                {
                    place.rewrite(change);
                }
                if let Some(seed) = seed {
                    seed.rewrite(change);
                }
            }
            Expr::Number(_) | Expr::Tokens(_) | Expr::Pop(_) => {}
        }
        change(self);
    }
}

impl Place {
    /// Visits the expressions of the path.
    pub fn rewrite(&mut self, change: &mut dyn FnMut(&mut Expr)) {
        for step in &mut self.path {
            match step {
                Step::Index(index) => index.rewrite(change),
                Step::Located(_, at, _) | Step::Walk(at, _) => at.rewrite(change),
                Step::Slice(lo, hi) => {
                    lo.rewrite(change);
                    if let Some(hi) = hi {
                        hi.rewrite(change);
                    }
                }
                Step::Field(_) | Step::Deref | Step::Unbox | Step::Variant(..) => {}
            }
        }
    }
}

impl Call {
    fn rewrite(&mut self, change: &mut dyn FnMut(&mut Expr)) {
        for argument in &mut self.arguments {
            match argument {
                Argument::Value(value) => value.rewrite(change),
                Argument::Borrow(_, place) => place.rewrite(change),
                Argument::Tangent(tangent) => match tangent {
                    TangentArgument::Value(value) => value.rewrite(change),
                    TangentArgument::Borrow(_, place) | TangentArgument::NoBorrow(place) => place.rewrite(change),
                    TangentArgument::NoValue => {}
                },
                Argument::Function(_) => {}
            }
        }
    }
}

impl Stmt {
    /// Visits every expression of the statement and of the blocks inside.
    pub fn rewrite(&mut self, change: &mut dyn FnMut(&mut Expr)) {
        match &mut self.kind {
            StmtKind::Let { value, .. } | StmtKind::Eval(value) | StmtKind::Record { value, .. } => {
                value.rewrite(change);
            }
            StmtKind::Assign { place, value, .. } => {
                place.rewrite(change);
                value.rewrite(change);
            }
            StmtKind::InPlace(change_in_place) => change_in_place.rewrite(change),
            StmtKind::Branch { selector, arms } => {
                match selector {
                    Selector::If(choice) | Selector::Recorded(choice) | Selector::Match(choice, _) => {
                        choice.rewrite(change);
                    }
                    Selector::Checkpoint(_) => {}
                }
                arms.iter_mut().for_each(|arm| arm.rewrite(change));
            }
            StmtKind::Loop(looped) => {
                if let Head::For { lo, hi, step, .. } = &mut looped.head {
                    lo.rewrite(change);
                    hi.rewrite(change);
                    if let Some(step) = step {
                        step.rewrite(change);
                    }
                }
                if let Head::Partial(partial) = &mut looped.head {
                    let places = partial.reads.iter_mut().chain(&mut partial.writes);
                    places.for_each(|(_, place)| place.rewrite(change));
                }
                if let Head::Rows(rows) = &mut looped.head {
                    rows.values_mut().into_iter().for_each(|value| value.rewrite(change));
                    [&mut rows.sums, &mut rows.row].into_iter().for_each(|place| place.rewrite(change));
                }
                looped.body.rewrite(change);
            }
            StmtKind::Labeled { body, .. } => body.rewrite(change),
            StmtKind::RecordSlice { place } | StmtKind::RestoreSlice { place } | StmtKind::View { place, .. } => {
                place.rewrite(change);
            }
            StmtKind::Columns { len, .. } | StmtKind::DropColumns { len, .. } => len.rewrite(change),
            StmtKind::Declare { .. } | StmtKind::Passive { .. } | StmtKind::Exit(_) | StmtKind::Heading(_) => {}
        }
    }
}

impl Block {
    /// Visits every expression inside.
    pub fn rewrite(&mut self, change: &mut dyn FnMut(&mut Expr)) {
        self.stmts.iter_mut().for_each(|stmt| stmt.rewrite(change));
    }
}
