//! A-normal form again: what forward mode writes as formulas becomes one operation a statement, so that reverse mode may be
//! applied to it.
//!
//! ```text
//! v0_dot = y * x_dot + x * y_dot;     v1 = y * x_dot; v2 = x * y_dot; v0_dot = v1 + v2;
//! s_dot = rules::sqrt(s, x_dot);      v1 = 0.5 / s; s_dot = rules::strong_product(x_dot, v1);
//! ```
//!
//! After this pass, the rules of the runtime are replaced by their formulas: products and quotients with strong zeros, and
//! primitives.

mod formula;

use proc_macro2::Span;

use crate::ir::{Argument, Block, Expr, Function, Place, Role, Step, Stmt, StmtKind, TangentArgument};
use crate::types::Ty;

/// Puts the body of `function` into A-normal form.
pub fn flatten(function: &mut Function) {
    function.is_forward_mode = true;
    let body = function.body.clone();
    let mut pass = Pass { function };
    let body = pass.block(body);
    pass.function.body = body;
}

struct Pass<'f> {
    function: &'f mut Function,
}

impl Pass<'_> {
    fn block(&mut self, block: Block) -> Block {
        let mut stmts = Vec::new();
        for stmt in block.stmts {
            self.stmt(stmt, &mut stmts);
        }
        Block { id: block.id, stmts }
    }

    fn stmt(&mut self, mut stmt: Stmt, out: &mut Vec<Stmt>) {
        let span = stmt.span;
        match &mut stmt.kind {
            StmtKind::Let { value, .. } | StmtKind::Eval(value) => self.operation(value, span, out),
            StmtKind::Assign { value, update, .. } => {
                self.operation(value, span, out);
                let updates = *update != crate::ir::Update::Set && !value.is_atom() && !matches!(value, Expr::Kept(..));
                if updates || reads_result(value) {
                    self.name(value, span, out);
                }
            }
            StmtKind::InPlace(change) => {
                let moves = change.moves_value();
                if let Some(value) = &mut change.value
                    && moves
                {
                    self.atom(value, span, out);
                }
            }
            StmtKind::Branch { arms, .. } => {
                for arm in arms {
                    *arm = self.block(arm.clone());
                }
            }
            StmtKind::Loop(looped) => {
                looped.body = self.block(looped.body.clone());
            }
            StmtKind::Labeled { body, .. } => {
                *body = self.block(body.clone());
            }
            _ => {}
        }
        out.push(stmt);
    }

    /// Makes the operands of one operation atoms.
    fn operation(&mut self, value: &mut Expr, span: Span, out: &mut Vec<Stmt>) {
        if let Expr::Runtime(name, arguments) = value {
            if !name.starts_with("rules::") {
                if crate::rules::tangents_of(name).is_some() {
                    arguments.iter_mut().for_each(lent);
                }
                return self.others(arguments, span, out);
            }
            arguments.iter_mut().for_each(|argument| self.atom(argument, span, out));
            if let Some(formula) = formula::of(self.function, name, arguments) {
                *value = formula;
                return self.operation(value, span, out);
            }
            return;
        }
        match value {
            Expr::Neg(a) | Expr::Cast(a, _) => self.atom(a, span, out),
            Expr::Ref(a) => self.operation(a, span, out),
            Expr::Binary(_, a, b) => {
                self.atom(a, span, out);
                self.atom(b, span, out);
            }
            Expr::Method(_, receiver, arguments) => {
                self.atom(receiver, span, out);
                arguments.iter_mut().for_each(|argument| self.atom(argument, span, out));
            }
            Expr::Tuple(list) | Expr::Array(list) | Expr::VecList(list) => {
                list.iter_mut().for_each(|part| self.part(part, span, out));
            }
            Expr::Construct(construct) => construct.fields.iter_mut().for_each(|(_, part)| self.part(part, span, out)),
            Expr::Assembled(assembled) => assembled.fields.iter_mut().for_each(|(_, part)| self.part(part, span, out)),
            Expr::Repeat { element, .. } => self.part(element, span, out),
            Expr::Field(..) => {
                if let Some(place) = as_place(value) {
                    *value = Expr::Place(place);
                }
            }
            Expr::Call(call) => {
                for argument in &mut call.arguments {
                    if let Argument::Value(value) | Argument::Tangent(TangentArgument::Value(value)) = argument {
                        self.atom(value, span, out);
                    }
                }
            }
            _ => {}
        }
    }

    /// The arguments of a function of the runtime that is no formula of floats.
    fn others(&mut self, arguments: &mut [Expr], span: Span, out: &mut Vec<Stmt>) {
        for argument in arguments {
            match argument {
                Expr::Ref(inner) if inner.is_atom() => {}
                Expr::RefMut(_) => {}
                argument => self.atom(argument, span, out),
            }
        }
    }

    /// A part of an aggregate: a tuple without fields is a part that needs no statement.
    fn part(&mut self, part: &mut Expr, span: Span, out: &mut Vec<Stmt>) {
        if !matches!(part, Expr::Tuple(list) if list.is_empty()) {
            self.atom(part, span, out);
        }
    }

    /// An operand.
    fn atom(&mut self, value: &mut Expr, span: Span, out: &mut Vec<Stmt>) {
        if let Expr::Ref(inner) = value {
            return self.atom(inner, span, out);
        }
        self.operation(value, span, out);
        if !value.is_atom() {
            self.name(value, span, out);
        }
    }

    /// Binds `value` to a name of its own.
    fn name(&mut self, value: &mut Expr, span: Span, out: &mut Vec<Stmt>) {
        let ty = self.ty(value);
        let var = self.function.declare("t", Span::mixed_site(), ty, false, Role::Temporary);
        let bound = std::mem::replace(value, Expr::var(var));
        let stmt = self.function.stmt(StmtKind::Let { var, value: bound }, span);
        out.push(stmt);
    }

    /// The type of an operation on atoms, as far as it is known.
    fn ty(&self, value: &Expr) -> Ty {
        match value {
            Expr::Place(place) | Expr::Copy(_, place) => self.function.place_ty(place).peel().clone(),
            Expr::Neg(a) | Expr::Ref(a) => self.ty(a),
            Expr::Method(name, ..) if name == "sin_cos" => Ty::Unknown,
            Expr::Method(_, receiver, _) => self.ty(receiver),
            Expr::Cast(_, name) => syn::parse2::<syn::Type>(name.clone()).map(|ty| Ty::of(&ty)).unwrap_or_default(),
            Expr::Binary(_, a, b) => self.wider(a, b),
            Expr::Runtime(name, arguments) if name.starts_with("rules::") => {
                let types = arguments.iter().map(|argument| self.ty(argument));
                types.filter(Ty::is_float).max_by_key(is_named).unwrap_or(Ty::Float(None))
            }
            Expr::Number(_) => Ty::Float(None),
            Expr::Tuple(parts) => Ty::Tuple(parts.iter().map(|part| self.ty(part)).collect()),
            _ => Ty::Unknown,
        }
    }

    /// The type of an operation on two operands: that of floats, where one is known to be one.
    fn wider(&self, a: &Expr, b: &Expr) -> Ty {
        match (self.ty(a), self.ty(b)) {
            (Ty::Float(Some(name)), Ty::Float(_)) | (Ty::Float(_), Ty::Float(Some(name))) => Ty::Float(Some(name)),
            (Ty::Float(None), Ty::Float(None)) => Ty::Float(None),
            (known @ Ty::Float(_), _) if matches!(b, Expr::Tokens(_)) => known,
            (_, known @ Ty::Float(_)) if matches!(a, Expr::Tokens(_)) => known,
            _ => Ty::Unknown,
        }
    }
}

/// Operators of types that only rustc knows borrow what they are given.
fn lent(argument: &mut Expr) {
    if let Expr::Copy(_, place) = argument {
        *argument = Expr::Place(place.clone());
    }
}

/// Whether the rule of the operation reads its result, which an assignment does not keep.
fn reads_result(value: &Expr) -> bool {
    match value {
        Expr::Runtime(name, _) => name.starts_with("rules::"),
        Expr::Method(..) | Expr::Binary(..) => !crate::rules::needs_no_result(value),
        _ => false,
    }
}

fn is_named(ty: &Ty) -> bool {
    matches!(ty, Ty::Float(Some(_)))
}

/// `both.0` as a place.
fn as_place(value: &Expr) -> Option<Place> {
    match value {
        Expr::Place(place) => Some(place.clone()),
        Expr::Field(inner, index) => {
            let mut place = as_place(inner)?;
            place.path.push(Step::Field(syn::Member::from(*index as usize)));
            Some(place)
        }
        _ => None,
    }
}
