//! Which locals of a block are recorded, and which are computed again: the cheapest choice, a minimum cut.
//!
//! ```text
//! let a = x * w;            recorded: nothing
//! let b = a.sqrt();         recorded: b, as it costs more to compute it again
//! let c = a * b;            again: let a = x * w; let c = a * b;
//! ```
//!
//! Each local is two nodes: *there*, which the source wants of what is needed, and *computed*. The edge from the first to
//! the second costs a record, the one from the second to the sink the computation; what is computed wants its operands
//! there (the selection of projects of Picard, 1976). Costs are in floating-point operations that overlap with others.

use std::collections::{BTreeMap, BTreeSet};

use super::flow::{Network, UNBOUNDED};
use super::locals::is_cheap;
use super::{Needed, Origin, Record, Region, kept};
use crate::ir::{Block, Expr, Op, Role, StmtKind, VarId};
use crate::types::Ty;

/// To push a number onto the tape and to pop it.
const RECORD: u32 = 8;
/// To record anything at all: the tape may have to grow, and the loop is not vectorized.
const ANYTHING: u32 = 4;
const LOAD: u32 = 1;
const DIVISION: u32 = 16;
const ROOT: u32 = 20;
/// What has memory of its own.
const LARGE: u32 = 4096;
/// What is no number is computed again wherever that is cheap: some of it cannot be recorded.
const NEVER: u32 = 1 << 24;

/// How a local is computed again.
struct Again {
    value: Expr,
    cost: u32,
    reads: BTreeSet<Region>,
}

struct Candidate {
    again: Option<Again>,
    record: u32,
    /// Of the block, and not around it.
    is_local: bool,
}

type Candidates = BTreeMap<Region, Candidate>;

impl Record<'_> {
    /// Where the reverse sweep finds the locals that are needed, and what they are computed from.
    pub(super) fn choose(&self, block: &Block, locals: &[VarId], needed: &Needed) -> BTreeMap<VarId, Origin> {
        let wanted: Vec<VarId> = locals.iter().copied().filter(|var| needed.contains(*var)).collect();
        if wanted.is_empty() {
            return BTreeMap::new();
        }
        let candidates = self.candidates(block, locals, needed, &wanted);
        let computed = cheapest(&candidates, &wanted.iter().copied().map(Region::whole).collect::<Vec<_>>());
        let mut origins = BTreeMap::new();
        let mut open = wanted;
        while let Some(var) = open.pop() {
            let Some(candidate) = candidates.get(&Region::whole(var)).filter(|candidate| candidate.is_local) else {
                continue;
            };
            if origins.contains_key(&var) {
                continue;
            }
            let origin = match &candidate.again {
                Some(again) if computed.contains(&Region::whole(var)) => {
                    open.extend(again.reads.iter().map(|read| read.root));
                    Origin::Again(self.homes.movers.kept(self.function, &again.value))
                }
                _ => Origin::Recorded,
            };
            origins.insert(var, origin);
        }
        origins
    }

    /// The wanted locals and all that they might be computed from, but for what is there anyway.
    fn candidates(&self, block: &Block, locals: &[VarId], needed: &Needed, wanted: &[VarId]) -> Candidates {
        let locals: BTreeSet<VarId> = locals.iter().copied().collect();
        let writes = self.regions.written(block);
        let values: BTreeMap<VarId, &Expr> = block
            .stmts
            .iter()
            .filter_map(|stmt| match &stmt.kind {
                StmtKind::Let { var, value } => Some((*var, value)),
                _ => None,
            })
            .collect();
        let mut found = Candidates::new();
        let mut open: Vec<Region> = wanted.iter().copied().map(Region::whole).collect();
        while let Some(part) = open.pop() {
            let var = part.root;
            let is_local = locals.contains(&var);
            // A local is there as a whole.
            let part = if is_local { Region::whole(var) } else { part };
            if found.contains_key(&part) || !is_local && (needed.meets(&self.regions, part) || self.part_stays(part)) {
                continue;
            }
            let mut again = if is_local { self.again_of(&values, &writes, var) } else { None };
            if let Some(again) = &mut again {
                let node = |read: &Region| if locals.contains(&read.root) { Region::whole(read.root) } else { *read };
                again.reads = again.reads.iter().map(node).collect();
                open.extend(again.reads.iter().copied());
            }
            // What is around the block is saved where it is overwritten.
            let record = match &again {
                Some(_) if !kept::is_number(&self.function.var(var).ty) => NEVER,
                _ if is_local => self.record_cost(var),
                _ if self.is_there(var) => LOAD,
                _ => RECORD,
            };
            found.insert(part, Candidate { again, record, is_local });
        }
        found
    }

    /// How `var` is computed again at the end of its block, if it can be.
    fn again_of(&self, values: &BTreeMap<VarId, &Expr>, writes: &BTreeSet<Region>, var: VarId) -> Option<Again> {
        let value = self.run_again(values.get(&var).copied(), writes, var)?;
        let is_number = kept::is_number(&self.function.var(var).ty);
        let cost = if is_number { cost(&value)? } else { 0 };
        let mut reads = Vec::new();
        self.regions.read(&value, &mut reads);
        Some(Again { value, cost, reads: reads.into_iter().collect() })
    }

    /// What a record of `var` costs; a caller may still have what it passed.
    fn record_cost(&self, var: VarId) -> u32 {
        let is_passed = self.function.var(var).role == Role::Parameter;
        let number = if is_passed { RECORD / 2 } else { RECORD };
        match &self.function.var(var).ty {
            Ty::Array(element, len) if kept::is_number(element) => {
                let len: Option<u32> = len.to_string().trim_end_matches("usize").parse().ok();
                len.map_or(LARGE, |len| number.saturating_mul(len).min(LARGE))
            }
            ty if ty.is_float() || ty.is_scalar() => number,
            _ => LARGE,
        }
    }
}

/// The variables that are computed again in the cheapest choice.
fn cheapest(candidates: &Candidates, wanted: &[Region]) -> BTreeSet<Region> {
    let positions: BTreeMap<Region, usize> = candidates.keys().copied().zip(0..).collect();
    let (source, sink) = (2 * candidates.len(), 2 * candidates.len() + 1);
    let mut network = Network::new(2 * candidates.len() + 2);
    for var in wanted {
        network.edge(source, 2 * positions[var], UNBOUNDED);
    }
    for (var, candidate) in candidates {
        let (there, computed) = (2 * positions[var], 2 * positions[var] + 1);
        let Some(again) = &candidate.again else {
            network.edge(there, sink, candidate.record);
            continue;
        };
        network.edge(there, computed, candidate.record);
        network.edge(computed, sink, again.cost);
        for read in &again.reads {
            if let Some(operand) = positions.get(read) {
                network.edge(computed, 2 * operand, UNBOUNDED);
            }
        }
    }
    let near = network.cut(source, sink);
    let is_computed = |var: &Region| near[2 * positions[var] + 1];
    let is_recorded = |var: &Region| near[2 * positions[var]] && !is_computed(var) && candidates[var].is_local;
    let again = |candidate: &Candidate| candidate.again.as_ref().map_or(0, |again| again.cost);
    let all: u32 = candidates.values().map(again).sum();
    let chosen = candidates
        .iter()
        .map(|(var, candidate)| match (is_computed(var), is_recorded(var)) {
            (true, _) => again(candidate),
            (_, true) => candidate.record,
            _ => 0,
        })
        .fold(0, u32::saturating_add);
    let possible = candidates.values().all(|candidate| candidate.again.is_some() || !candidate.is_local);
    let records = candidates.keys().any(is_recorded);
    if possible && records && all <= chosen + ANYTHING {
        return candidates.keys().copied().collect();
    }
    candidates.keys().copied().filter(is_computed).collect()
}

/// Whether a number is computed again where what it is made of is there.
pub fn is_computed_again(value: &Expr) -> bool {
    cost(value).is_some()
}

/// What it costs to compute a number again; none if it is out of the question.
pub(super) fn cost(value: &Expr) -> Option<u32> {
    match value {
        Expr::Number(_) => Some(0),
        Expr::Neg(a) | Expr::Cast(a, _) => Some(1 + cost(a)?),
        Expr::Binary(op, a, b) => {
            let own = match op {
                Op::Add | Op::Sub | Op::Mul => 1,
                Op::Div => DIVISION,
                Op::Rem => return None,
            };
            Some(own + cost(a)? + cost(b)?)
        }
        Expr::Method(name, receiver, arguments) => {
            let own = match name.to_string().as_str() {
                "abs" | "max" | "min" => 1,
                "recip" => DIVISION,
                "sqrt" => ROOT,
                _ => return None,
            };
            let arguments: Option<u32> = arguments.iter().map(cost).sum();
            Some(own + cost(receiver)? + arguments?)
        }
        Expr::Array(elements) => elements.iter().map(cost).sum(),
        Expr::Place(place) if place.is_whole() => Some(0),
        other => is_cheap(other).then_some(LOAD),
    }
}
