//! Outer products that can wait: two loops that only add products to a shadow from outside of the loop around them.

use std::collections::{BTreeMap, BTreeSet};

use super::mentioned;
use crate::emit;
use crate::hoist::sum_with;
use crate::ir::{
    Block, Direction, Expr, Function, Head, Loop, LoopId, Op, Place, Step, Stmt, StmtKind, Tokens, Update, VarId,
};
use crate::simplify::changed;
use crate::types::Ty;

/// What is known of two loops that add products to elements of a shadow.
#[derive(Clone)]
pub(super) struct Nest {
    pub shadow: VarId,
    /// Where a row of the shadow starts, and its length.
    pub start: Expr,
    pub len: Expr,
    /// The factor of a row, and what it multiplies: an array of the iteration around.
    pub factor: Expr,
    pub row: VarId,
    /// Bindings of the iteration that follow from its counter, which the factor reads.
    pub derived: Vec<Stmt>,
    pub label: LoopId,
}

impl Nest {
    /// The nest at `index` of the body of `looped`, where it can wait.
    pub(super) fn find(function: &Function, looped: &Loop, index: usize) -> Option<Nest> {
        let StmtKind::Loop(nest) = &looped.body.stmts[index].kind else { return None };
        let counter = counter_of(function, looped, Some(Direction::Up))?;
        counter_of(function, nest, None)?;
        let (last, before) = nest.body.stmts.split_last()?;
        let StmtKind::Loop(along) = &last.kind else { return None };
        let products = Products::of(function, along)?;
        let mut scope = Scope { function, others: others(looped, index), counter, index, derived: Vec::new() };
        if mentioned(&scope.others).contains(&products.shadow) {
            return None;
        }
        let mut fits = scope.is_held(products.row);
        nest.head.for_each_read(&mut |var| fits &= scope.is_outside(var));
        // What stands before the loop along the row is the same for all iterations.
        let own: BTreeSet<VarId> = nest.head.binds().into_iter().chain(declared(before)).collect();
        for stmt in before {
            let StmtKind::Let { value, var } = &stmt.kind else { return None };
            fits &= is_plain(value) && !function.var(*var).mutable && !value.reads(products.shadow);
            value.for_each_read(&mut |var| fits &= own.contains(&var) || scope.is_outside(var));
        }
        for bound in [&products.start, &products.len] {
            bound.for_each_read(&mut |var| fits &= own.contains(&var) || scope.is_outside(var));
        }
        let mut reads = BTreeSet::new();
        products.factor.for_each_read(&mut |var| _ = reads.insert(var));
        for var in reads {
            fits &= own.contains(&var) || var == counter || scope.is_outside(var) || scope.follows(var);
        }
        let Products { shadow, start, len, factor, row } = products;
        fits.then_some(Nest { shadow, start, len, factor, row, derived: scope.derived, label: nest.label })
    }
}

/// The body of `looped` but for one statement.
fn others(looped: &Loop, index: usize) -> Block {
    let mut body = looped.body.clone();
    body.stmts.remove(index);
    body
}

fn declared(stmts: &[Stmt]) -> Vec<VarId> {
    stmts.iter().flat_map(|stmt| stmt.kind.declares()).collect()
}

/// The counter of a loop over all numbers of a range, in one direction or any.
fn counter_of(function: &Function, looped: &Loop, wanted: Option<Direction>) -> Option<VarId> {
    let Head::For { counter, inclusive: false, step: None, direction, .. } = &looped.head else { return None };
    let is_index = function.var(*counter).ty.tokens().is_some_and(|ty| ty.to_string() == "usize");
    let fits = looped.until.is_empty() && is_index && wanted.is_none_or(|wanted| wanted == *direction);
    fits.then_some(*counter)
}

/// `for j in 0..len { shadow[start + j] += factor * row[j]; }`
struct Products {
    shadow: VarId,
    start: Expr,
    len: Expr,
    factor: Expr,
    row: VarId,
}

impl Products {
    fn of(function: &Function, along: &Loop) -> Option<Products> {
        let counter = counter_of(function, along, None)?;
        let Head::For { lo: Expr::Tokens(lo), hi, .. } = &along.head else { return None };
        let (last, before) = along.body.stmts.split_last()?;
        let StmtKind::Assign { place, update: Update::By(op @ (Op::Add | Op::Sub)), value } = &last.kind else {
            return None;
        };
        let mut bound = BTreeMap::new();
        for stmt in before {
            let StmtKind::Let { var, value } = &stmt.kind else { return None };
            bound.insert(*var, value.clone());
        }
        let Expr::Binary(Op::Mul, a, b) = value else { return None };
        let [a, b] = [a, b].map(|factor| resolved(factor, &bound));
        let (row, factor) = match (element_of(function, a, counter), element_of(function, b, counter)) {
            (Some(row), None) => (row, b),
            (None, Some(row)) => (row, a),
            _ => return None,
        };
        let [Step::Index(index)] = place.path.as_slice() else { return None };
        let start = start_of(function, index, counter)?;
        let mut fits = lo.stream.to_string() == "0" && is_list(function, place.root) && is_plain(factor);
        for part in [factor, &start, hi] {
            part.for_each_read(&mut |var| {
                fits &= var != counter && var != place.root && var != row && !bound.contains_key(&var);
            });
        }
        let factor = if *op == Op::Add { factor.clone() } else { factor.clone().neg() };
        fits.then(|| Products { shadow: place.root, start, len: hi.clone(), factor, row })
    }
}

/// What a variable of the loop stands for.
fn resolved<'a>(value: &'a Expr, bound: &'a BTreeMap<VarId, Expr>) -> &'a Expr {
    match value {
        Expr::Place(place) if place.path.is_empty() => bound.get(&place.root).unwrap_or(value),
        _ => value,
    }
}

/// The array of which `value` is the element at the counter.
fn element_of(function: &Function, value: &Expr, counter: VarId) -> Option<VarId> {
    let Expr::Place(place) = value else { return None };
    let [Step::Index(index)] = place.path.as_slice() else { return None };
    let at = function.var(counter).name == emit::expr(function, index).to_string();
    let is_number = |ty: &Ty| matches!(ty, Ty::Float(Some(name)) if name == "f64" || name == "f32");
    let fits = match &function.var(place.root).ty {
        Ty::Array(element, len) => is_number(element) && !crate::types::is_open(len),
        _ => false,
    };
    (at && fits).then_some(place.root)
}

/// The index of the first element, where the others follow it one by one.
fn start_of(function: &Function, index: &Expr, counter: VarId) -> Option<Expr> {
    let name = function.var(counter).name.to_string();
    let zero = quote::quote!(0);
    let stream = sum_with(&emit::expr(function, index), &name, &zero)?;
    let mut reads = Vec::new();
    index.for_each_read(&mut |var| {
        if var != counter {
            reads.push(var);
        }
    });
    (!reads.is_empty()).then(|| {
        let several = stream.clone().into_iter().nth(1).is_some();
        let stream = if several { quote::quote!((#stream)) } else { stream };
        Expr::Tokens(Tokens { stream, reads, flows: Vec::new(), cheap: true })
    })
}

/// A list of numbers with a length.
fn is_list(function: &Function, var: VarId) -> bool {
    let ty = function.place_ty(&Place::of(var));
    matches!(ty.peel(), Ty::Vec(element) | Ty::Slice(element) if element.is_float())
}

/// Arithmetic of numbers that are there: no call, nothing from the tape.
fn is_plain(value: &Expr) -> bool {
    let own = match value {
        Expr::Tokens(tokens) => tokens.cheap,
        Expr::Place(_) | Expr::Number(_) | Expr::Neg(_) | Expr::Binary(..) | Expr::Method(..) => true,
        _ => false,
    };
    own && value.operands().into_iter().all(is_plain)
}

/// What the iteration around the nest does.
struct Scope<'a> {
    function: &'a Function,
    /// Without the nest, which stood at this index.
    others: Block,
    index: usize,
    counter: VarId,
    derived: Vec<Stmt>,
}

impl Scope<'_> {
    /// Declared outside of the loop, and not changed in it.
    fn is_outside(&self, var: VarId) -> bool {
        var != self.counter && !self.others.declared().contains(&var) && !changed(&self.others.stmts).contains(&var)
    }

    fn binding(&self, var: VarId) -> Option<&Stmt> {
        self.others.stmts[..self.index].iter().find(|stmt| stmt.kind.declares() == [var])
    }

    /// Whether `var` follows from the counter; then it is bound again.
    fn follows(&mut self, var: VarId) -> bool {
        let Some(stmt) = self.binding(var).cloned() else { return false };
        let StmtKind::Let { value, .. } = &stmt.kind else { return false };
        let info = self.function.var(var);
        let mut stays = is_plain(value) && info.ty.is_passive() && !info.mutable;
        value.for_each_read(&mut |read| stays &= read == self.counter || self.is_outside(read));
        if stays {
            self.derived.push(stmt);
        }
        stays
    }

    /// Whether a copy of `var`, of this iteration, can wait.
    fn is_held(&self, var: VarId) -> bool {
        self.binding(var).is_some()
    }
}
