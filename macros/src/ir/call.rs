//! Calls, and what is passed to them: values, references, functions and closures.

use std::collections::BTreeSet;

use proc_macro2::{Ident, Span, TokenStream};

use super::{Expr, Place, VarId};
use crate::types::Ty;

/// An argument of a call.
#[derive(Clone, Debug)]
pub enum Argument {
    /// Moved or copied.
    Value(Expr),
    /// `&place` or `&mut place`.
    Borrow(bool, Place),
    /// A function. What a closure captures follows, borrowed.
    Function(FunctionValue),
    /// The tangent of the argument before it.
    Tangent(TangentArgument),
}

/// The tangent of an argument, in a call of a tangent function.
#[derive(Clone, Debug)]
pub enum TangentArgument {
    /// Of an argument by value.
    Value(Expr),
    /// Of a borrowed argument.
    Borrow(bool, Place),
    /// Zero, of an argument by value.
    NoValue,
    /// Zero, of this borrowed argument.
    NoBorrow(Place),
}

/// A function that is passed to another one: as the user wrote it, and its sweeps.
#[derive(Clone, Debug)]
pub struct FunctionValue {
    pub primal: TokenStream,
    pub sweeps: FunctionSweeps,
}

/// Where the sweeps of a function are that is passed to another one.
#[derive(Clone, Debug)]
pub enum FunctionSweeps {
    /// Of a function by its path.
    Item(syn::ExprPath),
    /// Of a parameter.
    Parameter(VarId),
    /// Of a closure, written where they are needed.
    Closure(Box<ClosureValue>),
}

/// A closure that is passed to another function.
#[derive(Clone, Debug)]
pub struct ClosureValue {
    pub syntax: syn::ExprClosure,
    /// What it captures, by the names inside; the places follow in the arguments of the call.
    pub captures: Vec<Capture>,
    /// Parameters that are functions and that it captures, by the names inside.
    pub functions: Vec<(Ident, VarId)>,
    /// Its sweeps, after they are compiled.
    pub sweeps: Option<crate::companions::closure::ClosureSweeps>,
}

/// A local of the function around a closure.
#[derive(Clone, Debug)]
pub struct Capture {
    pub name: Ident,
    pub ty: Ty,
    pub place: Place,
    /// Used as a value inside: the body gets a copy.
    pub copied: bool,
    /// A number without a derivative, which is captured by value; references to numbers are not.
    pub number: bool,
}

impl FunctionValue {
    /// The parameters that it is, or that it may depend on.
    pub fn parameters(&self) -> Vec<VarId> {
        match &self.sweeps {
            FunctionSweeps::Parameter(var) => vec![*var],
            FunctionSweeps::Item(_) => Vec::new(),
            FunctionSweeps::Closure(closure) => closure.functions.iter().map(|(_, var)| *var).collect(),
        }
    }

    /// How many of the arguments that follow are captures.
    pub fn captures(&self) -> usize {
        match &self.sweeps {
            FunctionSweeps::Closure(closure) => closure.captures.len(),
            _ => 0,
        }
    }
}

/// What a call calls, and so where its sweeps are.
#[derive(Clone, Debug)]
pub enum Callee {
    /// `path::f`: the sweeps belong to the hidden type of that name.
    Function(syn::ExprPath),
    /// `Type::f`: the sweeps stand beside it. Its first argument is borrowed, although it may be passed by value.
    Associated { path: syn::ExprPath, by_value: bool },
    /// `receiver.m`: the sweeps stand beside it. The receiver is the first argument, and borrowed.
    Method { name: Ident, turbofish: Option<syn::AngleBracketedGenericArguments> },
    /// A parameter that is a function.
    Parameter(VarId),
}

/// A call of a differentiated function.
#[derive(Clone, Debug)]
pub struct Call {
    pub callee: Callee,
    pub arguments: Vec<Argument>,
    /// Where the arguments stand.
    pub spans: Vec<Span>,
    /// How often forward mode was applied: 1 for the tangent function.
    pub level: u32,
    /// Positions of arguments by value that the caller has in both sweeps: the callee need not record them.
    pub kept: BTreeSet<usize>,
    /// Positions in the turbofish of the types of functions, which the reverse sweep does not name.
    pub function_types: BTreeSet<usize>,
    /// What becomes of the error of the result.
    pub error: Failure,
}

/// What becomes of the error of a result, which has no derivative, and perhaps no copy: only what is left of the result is
/// recorded.
#[derive(Clone, Debug)]
pub enum Failure {
    /// It stays in the result, if there is one.
    Inside,
    /// Nobody asks for it: the result is a `Result<T, ()>`.
    Dropped,
    /// It is moved to a variable of this name.
    Apart(Ident),
}

impl Argument {
    /// What is passed by value.
    pub fn value(&self) -> Option<&Expr> {
        match self {
            Argument::Value(value) | Argument::Tangent(TangentArgument::Value(value)) => Some(value),
            _ => None,
        }
    }

    /// Whether it is passed by value, so that the reverse sweep returns its cotangent.
    pub fn is_by_value(&self) -> bool {
        self.value().is_some() || matches!(self, Argument::Tangent(TangentArgument::NoValue))
    }

    /// What is borrowed, and whether it may change.
    pub fn borrowed(&self) -> Option<(bool, &Place)> {
        match self {
            Argument::Borrow(mutable, place) | Argument::Tangent(TangentArgument::Borrow(mutable, place)) => {
                Some((*mutable, place))
            }
            _ => None,
        }
    }
}

impl Call {
    /// A call as the user wrote it.
    pub fn new(callee: Callee, arguments: Vec<Argument>, spans: Vec<Span>) -> Call {
        let (kept, function_types) = (BTreeSet::new(), BTreeSet::new());
        Call { callee, arguments, spans, level: 0, kept, function_types, error: Failure::Inside }
    }

    /// The arguments with their places; what a closure captures has that of the call.
    pub fn located(&self) -> impl Iterator<Item = (&Argument, Span)> {
        let rest = self.spans.last().copied().unwrap_or_else(Span::mixed_site);
        self.arguments.iter().zip(self.spans.iter().copied().chain(std::iter::repeat(rest)))
    }

    /// The parameters that are functions and are called, or passed on.
    pub fn parameters(&self) -> impl Iterator<Item = VarId> {
        let called = match self.callee {
            Callee::Parameter(var) => Some(var),
            _ => None,
        };
        let passed = self.arguments.iter().flat_map(|argument| match argument {
            Argument::Function(function) => function.parameters(),
            _ => Vec::new(),
        });
        called.into_iter().chain(passed)
    }

    /// Of something that belongs to a type: a shadow that is not wanted is left out.
    pub fn is_associated(&self) -> bool {
        matches!(self.callee, Callee::Associated { .. } | Callee::Method { .. })
    }
}
