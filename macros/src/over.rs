//! The function over other scalars: `f64` becomes a type parameter wherever a value depends on an active parameter, so that
//! the function runs on Taylor series, or on numbers with derivatives in several directions at once.
//!
//! ```text
//! fn f(x: f64, n: usize) -> f64        fn over<S>(x: S, n: usize) -> S
//! let v0 = x * scale;                  let v0 = x * S::constant(scale);
//! if x > limit { … }                   if primal(&x) > limit { … }
//! let mut all = Vec::new();            let mut all: Vec<S> = Vec::new();
//! ```
//!
//! What stays the user's own tokens sees the numbers without their derivatives. After this pass: every variable that varies
//! is made of `S`, and every other one is as it was.

mod call;
mod reads;
mod value;

use std::cell::RefCell;
use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};
use quote::quote;

use crate::activity;
use crate::ir::{Block, Expr, Function, Head, Loop, Place, Role, Selector, Stmt, StmtKind, Tokens, Update, VarId};
use crate::types::Ty;

/// A function over another scalar.
pub struct Over {
    pub function: Function,
    /// The type parameter.
    pub scalar: Ident,
    /// The functions that it calls over the same scalar.
    pub calls: Vec<syn::ExprPath>,
    /// What these change.
    pub changed: BTreeSet<VarId>,
}

/// What cannot be written over another scalar, and where it stands.
#[derive(Clone, Debug)]
pub struct Obstacle {
    pub what: String,
    pub span: Span,
}

/// Whether a type may be left to rustc.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Types {
    Written,
    /// Every function that is called is there, so that its result has a type.
    Inferred,
}

/// `function` with a type parameter in place of `f64`.
pub fn lift(function: &Function, types: Types) -> Result<Over, Obstacle> {
    let mut lifted = function.clone();
    let scalar = lifted.names.fresh("S", Span::mixed_site());
    if let Some(parameter) =
        function.parameters.iter().find(|parameter| function.functions.contains_key(&parameter.var))
    {
        return Err(obstacle("a parameter that is a function", parameter.name.span()));
    }
    let varied = varied(function);
    let is_varied = |var: VarId| varied[var.0 as usize];
    if let Some(held) = function.parameters.iter().find(|parameter| !parameter.active && is_varied(parameter.var)) {
        return Err(obstacle("a parameter that is held constant and changes", held.name.span()));
    }
    for (var, varied) in lifted.vars.iter_mut().zip(&varied) {
        if *varied {
            let types = if var.role == Role::Parameter { Types::Written } else { types };
            let ty = over(&var.ty, &scalar, types);
            var.ty = ty.ok_or_else(|| obstacle(&format!("the type of `{}`", var.name), var.name.span()))?;
        }
    }
    for parameter in lifted.parameters.iter_mut().filter(|parameter| parameter.active) {
        replace_floats(&mut parameter.syntax, &scalar);
    }
    let result = over(&function.result_ty, &scalar, Types::Written);
    lifted.result_ty = result.ok_or_else(|| obstacle("the type of the result", Span::call_site()))?;
    let mut body = lifted.body.clone();
    let pass = Pass {
        old: function,
        new: &lifted,
        varied: &varied,
        scalar: &scalar,
        types,
        calls: RefCell::default(),
        changed: RefCell::default(),
    };
    pass.block(&mut body)?;
    let (calls, changed) = (pass.calls.into_inner(), pass.changed.into_inner());
    lifted.body = body;
    Ok(Over { function: lifted, scalar, calls, changed })
}

fn obstacle(what: &str, span: Span) -> Obstacle {
    Obstacle { what: what.to_owned(), span }
}

/// Which variables depend on an active parameter, and the result.
fn varied(function: &Function) -> Vec<bool> {
    let mut seeds = vec![false; function.vars.len()];
    for parameter in &function.parameters {
        seeds[parameter.var.0 as usize] = parameter.active;
    }
    let mut varied = activity::reachable(function, &seeds);
    if let Some(result) = function.result {
        varied[result.0 as usize] = !function.result_ty.is_passive();
    }
    varied
}

/// A type with `scalar` in place of `f64`, where every part of it is known.
fn over(ty: &Ty, scalar: &Ident, types: Types) -> Option<Ty> {
    let inner = |ty: &Ty| over(ty, scalar, types).map(Box::new);
    Some(match ty {
        Ty::Float(Some(name)) if name != "f64" => return None,
        Ty::Float(_) => Ty::Float(Some(scalar.clone())),
        Ty::Passive(_) | Ty::Unit => ty.clone(),
        Ty::Ref(mutable, referred) => Ty::Ref(*mutable, inner(referred)?),
        Ty::Slice(element) => Ty::Slice(inner(element)?),
        Ty::Array(element, len) => Ty::Array(inner(element)?, len.clone()),
        Ty::Vec(element) => Ty::Vec(inner(element)?),
        Ty::Tuple(fields) => Ty::Tuple(fields.iter().map(|field| over(field, scalar, types)).collect::<Option<_>>()?),
        Ty::Option(value) => Ty::Option(inner(value)?),
        Ty::Boxed(path, value) if path.to_string().ends_with("Box") => Ty::Boxed(path.clone(), inner(value)?),
        Ty::Unknown if types == Types::Inferred => Ty::Unknown,
        Ty::Unknown | Ty::Opaque(_) | Ty::Named(_) | Ty::Result(..) | Ty::Boxed(..) => return None,
    })
}

/// The same in the type of a parameter.
pub(crate) fn replace_floats(ty: &mut syn::Type, scalar: &Ident) {
    struct Floats<'s>(&'s Ident);
    impl syn::visit_mut::VisitMut for Floats<'_> {
        fn visit_type_path_mut(&mut self, path: &mut syn::TypePath) {
            if path.path.segments.last().is_some_and(|last| last.ident == "f64") {
                path.path = self.0.clone().into();
                return;
            }
            syn::visit_mut::visit_type_path_mut(self, path);
        }
    }
    syn::visit_mut::VisitMut::visit_type_mut(&mut Floats(scalar), ty);
}

struct Pass<'a> {
    old: &'a Function,
    new: &'a Function,
    varied: &'a [bool],
    scalar: &'a Ident,
    types: Types,
    calls: RefCell<Vec<syn::ExprPath>>,
    changed: RefCell<BTreeSet<VarId>>,
}

impl Pass<'_> {
    fn is_varied(&self, var: VarId) -> bool {
        self.varied[var.0 as usize]
    }

    fn block(&self, block: &mut Block) -> Result<(), Obstacle> {
        block.stmts.iter_mut().try_for_each(|stmt| self.stmt(stmt))
    }

    fn stmt(&self, stmt: &mut Stmt) -> Result<(), Obstacle> {
        let span = stmt.span;
        match &mut stmt.kind {
            StmtKind::Let { var, value } => {
                let ty = self.old.var(*var).ty.clone();
                self.bind(value, self.is_varied(*var).then_some(&ty), span)
            }
            StmtKind::Assign { place, update, value } => {
                self.whole_update(place, update, value);
                self.indices(place, span)?;
                let ty = self.old.place_ty(place).peel().clone();
                self.bind(value, self.is_varied(place.root).then_some(&ty), span)
            }
            StmtKind::Eval(Expr::Call(call)) if self.mentions(call) => {
                if self.types == Types::Written {
                    return Err(obstacle("a call for its effect", span));
                }
                stmt.kind = StmtKind::Eval(self.call(call, span)?);
                Ok(())
            }
            StmtKind::Eval(value) => self.passive(value, span),
            StmtKind::Declare { .. } | StmtKind::Heading(_) => Ok(()),
            StmtKind::Branch { selector, arms } => {
                self.selector(selector, span)?;
                arms.iter_mut().try_for_each(|arm| self.block(arm))
            }
            StmtKind::Loop(looped) => self.looped(looped, span),
            StmtKind::InPlace(change) => self.in_place(change, span),
            StmtKind::Passive { tokens, writes } => {
                if writes.iter().any(|place| self.is_varied(place.root)) {
                    return Err(obstacle("what is changed here", span));
                }
                self.statements(tokens, span)
            }
            _ => Err(obstacle("this statement", span)),
        }
    }

    /// `v[i] *= v[j]` is `v[i] = v[i] * v[j]`: of numbers alone rustc knows that the right side comes first. So is
    /// `s *= 2.0`: a number is to stand to the right of an operator.
    fn whole_update(&self, place: &Place, update: &mut Update, value: &mut Expr) {
        let Update::By(op) = *update else { return };
        let is_number =
            matches!(value, Expr::Tokens(_)) || matches!(value, Expr::Place(read) if !self.is_varied(read.root));
        let is_scalar = self.old.place_ty(place).is_float_operand();
        if self.is_varied(place.root) && is_scalar && (is_number || value.reads(place.root)) {
            let old = std::mem::replace(value, Expr::Number(0.0));
            *value = Expr::Binary(op, Box::new(Expr::Place(place.clone())), Box::new(old));
            *update = Update::Set;
        }
    }

    /// A value for a variable that varies (of the type `ty` before), or for another.
    fn bind(&self, value: &mut Expr, ty: Option<&Ty>, span: Span) -> Result<(), Obstacle> {
        match ty.filter(|ty| !ty.is_passive()) {
            Some(ty) => {
                let old = std::mem::replace(value, Expr::Number(0.0));
                *value = self.value(old, ty, span)?;
                Ok(())
            }
            None => self.passive(value, span),
        }
    }

    fn selector(&self, selector: &mut Selector, span: Span) -> Result<(), Obstacle> {
        match selector {
            Selector::If(choice) | Selector::Recorded(choice) => self.passive(choice, span),
            Selector::Match(scrutinee, patterns) => {
                for guard in patterns.iter_mut().filter_map(|pattern| pattern.guard.as_mut()) {
                    self.tokens(guard, span)?;
                }
                self.scrutinee(scrutinee, span)
            }
            Selector::Checkpoint(_) => Ok(()),
        }
    }

    /// Of what is matched, the structure counts, and the numbers without their derivatives.
    fn scrutinee(&self, value: &mut Expr, span: Span) -> Result<(), Obstacle> {
        match value {
            Expr::Place(place) if self.is_varied(place.root) && !self.old.place_ty(place).is_float_operand() => {
                self.indices(place, span)
            }
            Expr::Tuple(parts) => parts.iter_mut().try_for_each(|part| self.scrutinee(part, span)),
            Expr::Ref(inner) => self.scrutinee(inner, span),
            _ => self.passive(value, span),
        }
    }

    fn looped(&self, looped: &mut Loop, span: Span) -> Result<(), Obstacle> {
        match &mut looped.head {
            Head::For { lo, hi, step, .. } => {
                self.passive(lo, span)?;
                self.passive(hi, span)?;
                step.as_mut().map_or(Ok(()), |step| self.passive(step, span))?;
            }
            Head::Each { iterator: tokens, .. } | Head::While(tokens) => self.tokens(tokens, span)?,
            Head::Forever | Head::Partial(_) | Head::Apart(..) | Head::Rows(_) => {}
        }
        if !looped.until.is_empty() {
            self.keep_moved(&mut looped.body);
        }
        self.block(&mut looped.body)
    }

    /// Jumps became flags: rustc no longer sees that what moves before one is not used again.
    fn keep_moved(&self, block: &mut Block) {
        let moves = |var: VarId| self.is_varied(var) && !self.old.var(var).ty.is_copy();
        for stmt in &mut block.stmts {
            crate::forward::clone_moves(&mut stmt.kind, &moves);
            stmt.kind.blocks_mut().into_iter().for_each(|block| self.keep_moved(block));
        }
    }

    fn in_place(&self, change: &mut crate::ir::InPlace, span: Span) -> Result<(), Obstacle> {
        use crate::ir::Motion;
        for place in change.places_mut() {
            self.indices(place, span)?;
        }
        let is_varied = self.is_varied(change.place.root);
        if change.other().is_some_and(|other| self.is_varied(other.root) != is_varied) {
            return Err(obstacle("an exchange with constants", span));
        }
        let moves_by_values = matches!(change.motion, Motion::Permute(_) | Motion::Unpermute(_) | Motion::Enter(_));
        if is_varied && moves_by_values {
            return Err(obstacle("this method", span));
        }
        let ty = match change.motion {
            Motion::Replace => self.old.place_ty(&change.place).peel().clone(),
            Motion::Extend(_) => Ty::Vec(Box::new(self.old.place_ty(&change.place).element())),
            _ => self.old.place_ty(&change.place).element(),
        };
        let extends = matches!(change.motion, Motion::Extend(_));
        let Some(value) = &mut change.value else { return Ok(()) };
        match value {
            Expr::Place(place) if extends && is_varied && self.is_varied(place.root) => self.indices(place, span),
            _ if extends && is_varied => Err(obstacle("copies of constants", span)),
            _ => self.bind(value, is_varied.then_some(&ty), span),
        }
    }

    /// The indices of a place.
    fn indices(&self, place: &mut Place, span: Span) -> Result<(), Obstacle> {
        use crate::ir::Step;
        for step in &mut place.path {
            match step {
                Step::Index(index) => self.passive(index, span)?,
                Step::Slice(lo, hi) => {
                    self.passive(lo, span)?;
                    hi.as_mut().map_or(Ok(()), |hi| self.passive(hi, span))?;
                }
                Step::Located(..) | Step::Walk(..) => return Err(obstacle("a part that is found by a way", span)),
                Step::Field(_) | Step::Deref | Step::Unbox | Step::Variant(..) => {}
            }
        }
        Ok(())
    }

    /// Numbers made into `scalar`: `tokens`, which were of the type `ty`.
    fn constant(&self, ty: &Ty, tokens: &TokenStream, span: Span) -> Result<Expr, Obstacle> {
        let scalar = self.scalar;
        let stream = match ty {
            Ty::Float(_) => quote!(<#scalar as __chainrule::Real>::constant(#tokens)),
            _ if is_empty(tokens) => tokens.clone(),
            Ty::Ref(..) | Ty::Slice(_) => return Err(obstacle("a reference to constants", span)),
            ty => {
                let named = ty.with_default_width().tokens();
                let ty = named.ok_or_else(|| obstacle("the type of this value", span))?;
                quote!(__chainrule::__private::lifted::<#ty, #scalar>(&(#tokens)))
            }
        };
        Ok(Expr::Tokens(Tokens { stream, reads: Vec::new(), flows: Vec::new(), cheap: false }))
    }
}

/// A container without contents, of which the type of its elements is inferred.
fn is_empty(tokens: &TokenStream) -> bool {
    let text = tokens.to_string().replace(' ', "");
    text == "None" || text.ends_with("Vec::new()") || text.contains("Vec::with_capacity(") || text == "vec![]"
}
