//! Parts of variables that are read and overwritten apart: fields, whatever the element of a list that they belong to.
//!
//! ```text
//! p.v                     the field `v` of `p`
//! bodies[k].mass          the field `mass` of all elements of `bodies`: an index is not looked at
//! a[i]                    all of `a`
//! ```
//!
//! What overwrites `bodies[j].v` leaves every `mass` as it is, so only what reads some `v` makes it save the old one.

use std::cell::RefCell;
use std::collections::BTreeSet;

use quote::ToTokens;

use crate::ir::{Block, Call, Expr, Place, Step, Stmt, StmtKind, VarId};

/// A part of a variable, by the number of its path; 0 is the whole.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Region {
    pub root: VarId,
    path: u32,
}

impl Region {
    /// All of a variable.
    pub(super) fn whole(root: VarId) -> Region {
        Region { root, path: 0 }
    }
}

/// The paths that have numbers.
#[derive(Debug, Default)]
pub(super) struct Regions(RefCell<Vec<Vec<String>>>);

impl Regions {
    /// Where `place` is.
    pub(super) fn of(&self, place: &Place) -> Region {
        let mut path: Vec<String> = Vec::new();
        for step in &place.path {
            match step {
                Step::Field(member) => path.push(member.to_token_stream().to_string()),
                Step::Index(_) | Step::Slice(..) => path.push("[]".to_owned()),
                Step::Deref | Step::Unbox => {}
                Step::Variant(..) | Step::Located(..) | Step::Walk(..) => break,
            }
        }
        while path.last().is_some_and(|step| step == "[]") {
            path.pop();
        }
        if path.is_empty() {
            return Region::whole(place.root);
        }
        let mut paths = self.0.borrow_mut();
        let known = paths.iter().position(|known| *known == path).unwrap_or_else(|| {
            paths.push(path);
            paths.len() - 1
        });
        Region { root: place.root, path: u32::try_from(known + 1).unwrap_or(u32::MAX) }
    }

    /// Whether one is a part of the other.
    pub(super) fn meet(&self, a: Region, b: Region) -> bool {
        if a.root != b.root {
            return false;
        }
        let paths = self.0.borrow();
        let path = |region: Region| region.path.checked_sub(1).map_or(&[][..], |index| &paths[index as usize]);
        path(a).iter().zip(path(b)).all(|(a, b)| a == b)
    }

    /// What `expr` reads.
    pub(super) fn read(&self, expr: &Expr, reads: &mut Vec<Region>) {
        let mut whole = |var: VarId| reads.push(Region::whole(var));
        match expr {
            Expr::Place(place) | Expr::RefMut(place) | Expr::Copy(_, place) => {
                place.for_each_index(&mut whole);
                reads.push(self.of(place));
            }
            Expr::Neg(_)
            | Expr::Ref(_)
            | Expr::Field(..)
            | Expr::Cast(..)
            | Expr::Binary(..)
            | Expr::Kept(..)
            | Expr::Method(..)
            | Expr::Runtime(..)
            | Expr::Tuple(_)
            | Expr::Array(_)
            | Expr::VecList(_) => expr.operands().into_iter().for_each(|operand| self.read(operand, reads)),
            other => other.for_each_read(&mut whole),
        }
    }

    /// What the statements of `block` and of the blocks inside overwrite.
    pub(super) fn written(&self, block: &Block) -> BTreeSet<Region> {
        let mut written = BTreeSet::new();
        block.for_each_stmt(&mut |stmt| written.extend(self.written_by(stmt)));
        written
    }

    /// What `stmt` itself overwrites.
    fn written_by(&self, stmt: &Stmt) -> Vec<Region> {
        let of = |place: &Place| self.of(place);
        match &stmt.kind {
            StmtKind::Assign { place, .. } => vec![of(place)],
            StmtKind::InPlace(change) => change.targets().map(of).collect(),
            StmtKind::Passive { writes, .. } => writes.iter().map(of).collect(),
            StmtKind::Let { value, .. } | StmtKind::Eval(value) => {
                value.call().into_iter().flat_map(Call::changed).map(of).collect()
            }
            kind => kind.own_writes().into_iter().map(Region::whole).collect(),
        }
    }
}

/// Parts of variables whose present contents an adjoint of an earlier statement reads.
#[derive(Clone, Debug, Default)]
pub(super) struct Needed(BTreeSet<Region>);

impl Needed {
    fn parts(&self, var: VarId) -> impl Iterator<Item = Region> {
        self.0.range(Region::whole(var)..=Region { root: var, path: u32::MAX }).copied()
    }

    /// Whether any part of `var` is needed.
    pub(super) fn contains(&self, var: VarId) -> bool {
        self.parts(var).next().is_some()
    }

    /// Whether a part of `region`, or something that it is a part of, is needed.
    pub(super) fn meets(&self, regions: &Regions, region: Region) -> bool {
        self.parts(region.root).any(|part| regions.meet(part, region))
    }

    pub(super) fn insert(&mut self, region: Region) {
        self.0.insert(region);
    }

    /// Forgets `var`; whether any part of it was needed.
    pub(super) fn remove(&mut self, var: VarId) -> bool {
        let before = self.0.len();
        self.0.retain(|region| region.root != var);
        self.0.len() < before
    }

    pub(super) fn extend(&mut self, other: Needed) {
        self.0.extend(other.0);
    }

    pub(super) fn len(&self) -> usize {
        self.0.len()
    }

    /// The variables of which a part is needed.
    pub(super) fn roots(&self) -> BTreeSet<VarId> {
        self.0.iter().map(|region| region.root).collect()
    }
}

impl FromIterator<VarId> for Needed {
    fn from_iter<I: IntoIterator<Item = VarId>>(vars: I) -> Needed {
        Needed(vars.into_iter().map(Region::whole).collect())
    }
}
