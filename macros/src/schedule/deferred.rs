//! Adjoints that read what a fused loop or call makes wait until it has run.
//!
//! The statements before the fused ones are split in two: what does not need their values stays, in its order, and the rest,
//! straight-line code without records, follows them in its order. Additions to one shadow commute; everything else that would change places is a conflict.

use std::collections::BTreeSet;

use crate::ir::{Expr, ShadowArgument, Stmt, StmtKind, Update, VarId};
use crate::ir::{Op, Place};

/// What a statement and the blocks inside do to variables.
#[derive(Default)]
struct Access {
    reads: BTreeSet<VarId>,
    /// Only added to.
    adds: BTreeSet<VarId>,
    changes: BTreeSet<VarId>,
    /// Takes something from the tape, or puts it there.
    tape: bool,
}

/// What stays before `group`, and what follows it; `None` where the group needs what would follow.
pub(super) fn split(before: Vec<Stmt>, group: &[Stmt], dependent: &BTreeSet<VarId>) -> Option<(Vec<Stmt>, Vec<Stmt>)> {
    let (mut now, mut deferred, mut waiting) = (Vec::new(), Vec::new(), Access::default());
    for stmt in before {
        let access = Access::of(std::slice::from_ref(&stmt));
        let waits = !access.reads.is_disjoint(dependent) || access.conflicts(&waiting);
        if !waits {
            now.push(stmt);
        } else if access.tape || !stmt.kind.blocks().is_empty() {
            return None;
        } else {
            waiting.extend(access);
            deferred.push(stmt);
        }
    }
    let mut group = Access::of(group);
    // Its values are what the rest waits for.
    group.adds.retain(|var| !dependent.contains(var));
    group.changes.retain(|var| !dependent.contains(var));
    (deferred.is_empty() || !group.conflicts(&waiting)).then_some((now, deferred))
}

impl Access {
    fn of(stmts: &[Stmt]) -> Access {
        let mut access = Access::default();
        for stmt in stmts {
            access.stmt(stmt);
            stmt.kind.blocks().iter().for_each(|block| access.extend(Access::of(&block.stmts)));
        }
        access
    }

    fn extend(&mut self, other: Access) {
        self.reads.extend(other.reads);
        self.adds.extend(other.adds);
        self.changes.extend(other.changes);
        self.tape |= other.tape;
    }

    /// Whether the order of the two matters.
    fn conflicts(&self, other: &Access) -> bool {
        let meet = |a: &BTreeSet<VarId>, b: &BTreeSet<VarId>| !a.is_disjoint(b);
        meet(&self.reads, &other.adds)
            || meet(&self.reads, &other.changes)
            || meet(&self.adds, &other.reads)
            || meet(&self.adds, &other.changes)
            || meet(&self.changes, &other.reads)
            || meet(&self.changes, &other.adds)
            || meet(&self.changes, &other.changes)
    }

    fn stmt(&mut self, stmt: &Stmt) {
        match &stmt.kind {
            StmtKind::Assign { place, update, value } => {
                match update {
                    Update::By(Op::Add | Op::Sub) if !matches!(value, Expr::Kept(..)) => self.adds.insert(place.root),
                    _ => self.changes.insert(place.root),
                };
                place.for_each_index(&mut |var| {
                    self.reads.insert(var);
                });
                self.expr(value);
            }
            StmtKind::Eval(Expr::Runtime("__private::accumulate" | "__private::accumulate_elements", arguments)) => {
                for argument in arguments {
                    match argument {
                        Expr::RefMut(place) => self.add(place),
                        value => self.expr(value),
                    }
                }
            }
            StmtKind::Let { value, .. } | StmtKind::Eval(value) => {
                self.changes.extend(stmt.kind.declares());
                self.expr(value);
            }
            kind => {
                kind.for_each_own_read(&mut |var| {
                    self.reads.insert(var);
                });
                self.changes.extend(kind.own_writes());
                self.changes.extend(kind.declares());
                self.tape |= matches!(
                    kind,
                    StmtKind::Record { .. }
                        | StmtKind::RecordSlice { .. }
                        | StmtKind::RestoreSlice { .. }
                        | StmtKind::Columns { .. }
                        | StmtKind::DropColumns { .. }
                );
                let blocks = kind.blocks();
                if blocks.is_empty() {
                    self.changes.extend(crate::simplify::changed(std::slice::from_ref(stmt)));
                }
            }
        }
    }

    fn add(&mut self, place: &Place) {
        self.adds.insert(place.root);
        place.for_each_index(&mut |var| {
            self.reads.insert(var);
        });
    }

    fn expr(&mut self, value: &Expr) {
        match value {
            Expr::RefMut(place) => {
                self.changes.insert(place.root);
            }
            Expr::Pop(_) => self.tape = true,
            Expr::Reverse(call, shadows, seed) | Expr::Sweep(call, shadows, seed) => {
                self.tape |= matches!(value, Expr::Reverse(..));
                call.for_each_read(&mut |var| {
                    self.reads.insert(var);
                });
                let writes = call.writes();
                for shadow in shadows {
                    match shadow {
                        ShadowArgument::Active(place) if writes.is_empty() => self.add(place),
                        ShadowArgument::Active(place) | ShadowArgument::Unwanted(place) => {
                            self.changes.insert(place.root);
                        }
                        ShadowArgument::Dummy(_) => {}
                    }
                }
                self.changes.extend(writes);
                return seed.iter().for_each(|seed| self.expr(seed));
            }
            Expr::Forward(_) | Expr::Call(_) => {
                self.tape |= matches!(value, Expr::Forward(_));
                self.changes.extend(crate::ir::Expr::call(value).map(crate::ir::Call::writes).unwrap_or_default());
                value.for_each_read(&mut |var| {
                    self.reads.insert(var);
                });
            }
            Expr::Kept(..) => value.for_each_read(&mut |var| {
                self.reads.insert(var);
                self.changes.insert(var);
            }),
            _ => {}
        }
        let operands = value.operands();
        if operands.is_empty() {
            value.for_each_read(&mut |var| {
                self.reads.insert(var);
            });
        } else {
            let mut own = BTreeSet::new();
            value.for_each_read(&mut |var| {
                own.insert(var);
            });
            self.reads.extend(own);
            operands.into_iter().for_each(|operand| self.expr(operand));
        }
    }
}
