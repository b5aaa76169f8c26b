//! Changes in place: what the reverse sweep takes back, and what it saves because the change loses it.

use super::{Needed, Record, Region, Save};
use crate::ir::{Expr, InPlace, Motion, Stmt};

impl Record<'_> {
    pub(super) fn in_place(&mut self, stmt: &Stmt, change: &InPlace, needed: &mut Needed) {
        let active = change.targets().any(|place| self.activity.is_active(place.root));
        if active {
            self.moved(stmt, needed);
        }
        let wanted = change.targets().any(|place| needed.meets(&self.regions, self.regions.of(place)));
        let shapeless = active && !self.has_fixed_elements(change);
        let mut undone = false;
        if change.loses() {
            if wanted || shapeless {
                self.plan.saves.insert(stmt.id, vec![Save::Place(change.place.clone())]);
                self.need(needed, [self.regions.of(&change.place)]);
            }
            if change.place.is_whole() {
                needed.remove(change.place.root);
            }
        } else if wanted {
            undone = true;
            self.plan.undone.insert(stmt.id);
            // The inverse needs all of what this leaves.
            let targets: Vec<Region> = change.targets().map(|place| self.regions.of(place)).collect();
            self.need(needed, targets);
        }
        if active || undone {
            let mut reads = Vec::new();
            change.for_each_position(&mut |var| reads.push(var));
            if let Some(Expr::Place(source)) = &change.value {
                source.for_each_index(&mut |var| reads.push(var));
                if matches!(change.motion, Motion::Resize(..)) && shapeless {
                    reads.push(source.root);
                }
            }
            if let Some(result) = change.result
                && (undone || crate::reverse::zero_of(&self.function.var(result).ty).is_none())
            {
                reads.push(result);
            }
            self.need_all(needed, reads);
        }
    }

    /// Whether all elements of the changed container have a zero of one shape.
    fn has_fixed_elements(&self, change: &InPlace) -> bool {
        crate::reverse::zero_of(&self.function.place_ty(&change.place).element()).is_some()
    }
}
