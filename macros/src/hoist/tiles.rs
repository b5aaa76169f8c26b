//! Outer products over a batch: what each iteration adds to a large shadow waits until several of them do it together, so
//! that each row of the shadow is loaded and stored once for all of them.
//!
//! ```text
//! for k in 0..n {                                     let mut held = vec![[0.0; M]; 8];
//!     …                                               for k in 0..n {
//!     for i in 0..l {                                     …
//!         for j in 0..M {                                 held[k % 8] = bar;
//!             w_bar[i * M + j] += x[k * l + i] * bar[j];      if k % 8 == 7 || k + 1 == n {
//!         }                                                   for i in 0..l {
//!     }                                                           for k in k - k % 8..=k { factors[k % 8] = x[k * l + i]; }
//! }                                                               add_products(&mut w_bar[i * M..i * M + M], &factors, &held);
//! ```
//!
//! Nothing else in the iterations may look at the shadow. Each element gets the same terms in the same order.

mod nest;

use proc_macro2::{Span, TokenStream};
use quote::quote;

use crate::ir::{
    Block, Direction, Expr, Function, Head, Loop, Place, Rename, Role, Selector, Step, Stmt, StmtKind, Tokens, Update,
    Var, VarId,
};
use crate::types::Ty;
use nest::Nest;

/// Iterations that add together; `add_products` takes so many factors.
const TILE: usize = 8;
/// Below so many numbers, a shadow stays in the fastest cache anyway.
const LARGE: usize = 4096;

/// Lets the outer products among `stmts` wait.
pub(crate) fn tiles(function: &mut Function, stmts: &mut Vec<Stmt>) {
    let mut index = 0;
    while index < stmts.len() {
        stmts[index].kind.blocks_mut().into_iter().for_each(|block| tiles(function, &mut block.stmts));
        let added = match &mut stmts[index].kind {
            StmtKind::Loop(looped) => tiled(function, looped),
            _ => Vec::new(),
        };
        let count = added.len();
        stmts.splice(index..index, added);
        index += count + 1;
    }
}

/// Rewrites the loop where it fits; the declarations before it.
fn tiled(function: &mut Function, looped: &mut Loop) -> Vec<Stmt> {
    for index in 0..looped.body.stmts.len() {
        if let Some(nest) = Nest::find(function, looped, index) {
            return Tiling::new(function, looped, nest).write(looped, index);
        }
    }
    Vec::new()
}

struct Tiling<'a> {
    function: &'a mut Function,
    nest: Nest,
    span: Span,
    counter: VarId,
    /// The bounds of the loop, the number of iterations that add together, which of them this is, what they left.
    bounds: [VarId; 2],
    tile: VarId,
    position: VarId,
    held: VarId,
}

impl<'a> Tiling<'a> {
    fn new(function: &'a mut Function, looped: &Loop, nest: Nest) -> Self {
        let span = Span::mixed_site();
        let counter = looped.head.binds()[0];
        let mut number = |wish: &str| function.declare(wish, span, Ty::index(), false, Role::Local);
        let bounds = [number("first"), number("end")];
        let (tile, position) = (number("tile"), number("position"));
        let wish = format!("{}_held", function.var(nest.row).name);
        let ty = Ty::Vec(Box::new(function.var(nest.row).ty.clone()));
        let held = function.declare(&wish, span, ty, true, Role::Local);
        Tiling { function, nest, span, counter, bounds, tile, position, held }
    }

    fn write(mut self, looped: &mut Loop, index: usize) -> Vec<Stmt> {
        let before = self.declarations(&looped.head);
        let StmtKind::Loop(nest) = looped.body.stmts.remove(index).kind else { return before };
        let mut now = self.keep();
        now.push(self.together(nest));
        looped.body.stmts.splice(index..index, now);
        before
    }

    fn name(&self, var: VarId) -> proc_macro2::Ident {
        self.function.var(var).name.clone()
    }

    fn bind(&mut self, var: VarId, value: Expr) -> Stmt {
        self.function.stmt(StmtKind::Let { var, value }, self.span)
    }

    /// The bounds of the loop, how many iterations add together, and room for what they leave.
    fn declarations(&mut self, head: &Head) -> Vec<Stmt> {
        let (Head::For { lo, hi, .. }, Ty::Array(_, len)) = (head, self.function.var(self.nest.row).ty.clone()) else {
            return Vec::new();
        };
        let (shadow, tile) = (self.name(self.nest.shadow), self.name(self.tile));
        let count = computed(quote!(if #shadow.len() > #LARGE { #TILE } else { 1 }), &[self.nest.shadow]);
        let row = Expr::Repeat { element: Box::new(Expr::Number(0.0)), len: constant(len), vec: false };
        let len = Tokens { stream: quote!(#tile), reads: vec![self.tile], flows: Vec::new(), cheap: true };
        let rows = Expr::Repeat { element: Box::new(row), len, vec: true };
        let [first, end] = self.bounds;
        let values = [(first, lo.clone()), (end, hi.clone()), (self.tile, count), (self.held, rows)];
        values.into_iter().map(|(var, value)| self.bind(var, value)).collect()
    }

    /// What the present iteration leaves for later.
    fn keep(&mut self) -> Vec<Stmt> {
        let [counter, first, tile] = [self.counter, self.bounds[0], self.tile].map(|var| self.name(var));
        let position = computed(quote!((#counter - #first) % #tile), &[self.counter, self.bounds[0], self.tile]);
        let bound = self.bind(self.position, position);
        let place = self.element(self.held, self.position);
        let kind = StmtKind::Assign { place, update: Update::Set, value: Expr::var(self.nest.row) };
        vec![bound, self.function.stmt(kind, self.span)]
    }

    fn element(&self, list: VarId, at: VarId) -> Place {
        let name = self.name(at);
        Place { root: list, path: vec![Step::Index(computed(quote!(#name), &[at]))] }
    }

    /// The nest for all iterations that wait, when they are enough or the last ones.
    fn together(&mut self, mut nest: Loop) -> Stmt {
        let ty = Ty::Array(Box::new(Ty::Float(None)), quote!(#TILE));
        let factors = self.function.declare("factors", self.span, ty, true, Role::Local);
        let zeros = Expr::Repeat { element: Box::new(Expr::Number(0.0)), len: constant(quote!(#TILE)), vec: false };
        // The loop along the row is the last statement.
        nest.body.stmts.pop();
        let mut stmts = nest.body.stmts;
        stmts.push(self.bind(factors, zeros));
        stmts.push(self.factors(factors));
        stmts.push(self.products(factors));
        nest.body = self.function.block(stmts);
        let nest = self.function.stmt(StmtKind::Loop(nest), self.span);
        let [counter, end, tile, position] =
            [self.counter, self.bounds[1], self.tile, self.position].map(|var| self.name(var));
        let condition = quote!(#position + 1 == #tile || #counter + 1 == #end);
        let condition = computed(condition, &[self.position, self.tile, self.counter, self.bounds[1]]);
        let arms = vec![self.function.block(vec![nest]), self.function.block(Vec::new())];
        self.function.stmt(StmtKind::Branch { selector: Selector::If(condition), arms }, self.span)
    }

    /// `for at in 0..position + 1 { let k = k - position + at; …; factors[at] = …; }`
    fn factors(&mut self, factors: VarId) -> Stmt {
        let at = self.function.declare("at", self.span, Ty::index(), false, Role::Counter);
        let place = self.element(factors, at);
        let kind = StmtKind::Assign { place, update: Update::Set, value: self.nest.factor.clone() };
        let mut body = vec![self.function.stmt(kind, self.span)];
        for stmt in self.nest.derived.clone().into_iter().rev() {
            if let StmtKind::Let { var: from, value } = stmt.kind {
                let to = self.again(from, &mut body);
                let bound = self.bind(to, value);
                body.insert(0, bound);
            }
        }
        let to = self.again(self.counter, &mut body);
        let [counter, at_name, position] = [self.counter, at, self.position].map(|var| self.name(var));
        let value = computed(quote!(#counter - #position + #at_name), &[self.counter, self.position, at]);
        let bound = self.bind(to, value);
        body.insert(0, bound);
        let head = Head::For {
            counter: at,
            lo: computed(quote!(0), &[]),
            hi: computed(quote!((#position + 1)), &[self.position]),
            inclusive: false,
            step: None,
            direction: Direction::Up,
        };
        let body = self.function.block(body);
        let looped = Loop { head, body, until: Vec::new(), label: self.nest.label };
        self.function.stmt(StmtKind::Loop(looped), self.span)
    }

    /// Another variable of the same name for what `stmts` read.
    fn again(&mut self, of: VarId, stmts: &mut [Stmt]) -> VarId {
        let info = self.function.var(of).clone();
        self.function.vars.push(Var { mutable: false, deferred: false, role: Role::Local, ..info });
        let to = VarId(u32::try_from(self.function.vars.len() - 1).unwrap_or(u32::MAX));
        let mut block = Block { id: crate::ir::BlockId(0), stmts: stmts.to_vec() };
        Rename { from: of, to }.block(&mut block);
        stmts.clone_from_slice(&block.stmts);
        to
    }

    /// `add_products(&mut shadow[..], &factors[..], &held[..])` along a row.
    fn products(&mut self, factors: VarId) -> Stmt {
        let Nest { shadow, start, len, .. } = self.nest.clone();
        let (lo, count) = (crate::emit::operand(self.function, &start), crate::emit::operand(self.function, &len));
        let mut reads = Vec::new();
        [&start, &len].iter().for_each(|bound| bound.for_each_read(&mut |var| reads.push(var)));
        let row = Step::Slice(Box::new(start), Some(Box::new(computed(quote!(#lo + #count), &reads))));
        let end = self.name(self.position);
        let slice = |of: VarId| {
            let step = Step::Slice(
                Box::new(computed(quote!(0), &[])),
                Some(Box::new(computed(quote!((#end + 1)), &[self.position]))),
            );
            Expr::Place(Place { root: of, path: vec![step] }).by_ref()
        };
        let row = Expr::RefMut(Place { root: shadow, path: vec![row] });
        let call = Expr::Runtime("__private::add_products", vec![row, slice(factors), slice(self.held)]);
        let call = self.function.stmt(StmtKind::Eval(call), self.span);
        // A row of no numbers may start beyond the end.
        let runs = computed(quote!(0 < #count), &reads);
        let arms = vec![self.function.block(vec![call]), self.function.block(Vec::new())];
        self.function.stmt(StmtKind::Branch { selector: Selector::If(runs), arms }, self.span)
    }
}

fn computed(stream: TokenStream, reads: &[VarId]) -> Expr {
    Expr::Tokens(Tokens { stream, reads: reads.to_vec(), flows: Vec::new(), cheap: true })
}

fn constant(stream: TokenStream) -> Tokens {
    Tokens { stream, reads: Vec::new(), flows: Vec::new(), cheap: true }
}

/// All variables that a block and those inside mention.
fn mentioned(block: &Block) -> std::collections::BTreeSet<VarId> {
    let mut all: std::collections::BTreeSet<VarId> = block.reads().into_iter().collect();
    all.extend(block.writes());
    all.extend(block.declared());
    all.extend(crate::simplify::changed(&block.stmts));
    all
}
