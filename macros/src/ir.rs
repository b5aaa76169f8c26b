//! The intermediate representation: what a function computes, in A-normal form with structured control flow.
//!
//! Every name is resolved to a variable, every active operation stands in a statement of its own with *atoms* (places,
//! literals, passive token trees) as operands, references are replaced by the places they name. Passive expressions stay
//! the user's own tokens: only the variables they read are known. Forward and reverse sweep are programs of the same
//! representation, so a transformation can be applied to the output of another.
//!
//! ```text
//! let v0 = x * y;          Let    { v0, Binary(Mul, x, y) }
//! a[i] += v0.sin();        Let    { v1, Method(sin, v0) }, Assign { a[i], Add, v1 }
//! if n > 2 { … }           Branch { If(`n > 2`), [then, else] }
//! for i in 0..n { … }      Loop   { For { i, 0, n }, body }
//! ```

mod build;
mod handed;
mod inplace;
pub mod print;
mod query;
mod rename;
pub mod rewrite;

pub use inplace::{End, InPlace, Motion, Popped};
pub use rename::Rename;

use proc_macro2::{Ident, Span, TokenStream};

use crate::types::Ty;

/// A variable of a [`Function`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct VarId(pub u32);

/// A statement, for what analyses say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct StmtId(pub u32);

/// A block, for what analyses say of it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct BlockId(pub u32);

/// What a variable stands for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Role {
    /// A parameter of the function.
    Parameter,
    /// Bound by the user.
    Local,
    /// Made by the compiler to hold an intermediate result.
    Temporary,
    /// The counter of a `for` loop, known in both sweeps without recording.
    Counter,
    /// The shadow of a primal variable.
    Shadow,
}

/// All that is known of a variable.
#[derive(Clone, Debug)]
pub struct Var {
    /// Unique in the function.
    pub name: Ident,
    pub ty: Ty,
    /// May change after its definition.
    pub mutable: bool,
    pub role: Role,
    /// Declared without a value, assigned once on every path.
    pub deferred: bool,
}

impl Var {
    /// Declared without a value, and never changed after it got one.
    pub fn assigned_once(&self) -> bool {
        self.deferred && !self.mutable
    }
}

/// A step from a variable to a part of it.
#[derive(Clone, Debug)]
pub enum Step {
    Index(Expr),
    Field(syn::Member),
    /// Behind a reference: the shadow has none.
    Deref,
    /// Inside of a `Box`, and of the box around its shadow.
    Unbox,
    /// A field of a variant that the value is known to have.
    Variant(Ident, syn::Member),
    /// The part that a function found, by the tag of the function and where it is.
    Located(TokenStream, Box<Expr>, Ty),
    /// Only as the last step: elements `lo..hi` (`None`: to the end).
    Slice(Box<Expr>, Option<Box<Expr>>),
}

/// A part of a variable.
#[derive(Clone, Debug)]
pub struct Place {
    pub root: VarId,
    pub path: Vec<Step>,
}

/// The user's own tokens, in which nothing is differentiated.
#[derive(Clone, Debug)]
pub struct Tokens {
    pub stream: TokenStream,
    pub reads: Vec<VarId>,
    /// Those of the reads through which a derivative could flow.
    pub flows: Vec<VarId>,
    /// Cheap and without side effects: may be computed again.
    pub cheap: bool,
}

/// An arithmetic operator.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Op {
    Add,
    Sub,
    Mul,
    Div,
    Rem,
}

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
}

impl Capture {
    /// A number without a derivative, which is captured by value.
    pub fn is_number(&self) -> bool {
        self.ty.is_passive() && self.ty.is_scalar()
    }
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
    Method { name: Ident, turbofish: TokenStream },
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

/// A value. In the primal, operands are atoms; in a sweep they may be trees.
#[derive(Clone, Debug)]
pub enum Expr {
    Place(Place),
    /// A number the compiler knows, such as the 1 of a seed.
    Number(f64),
    Tokens(Tokens),
    Neg(Box<Expr>),
    Binary(Op, Box<Expr>, Box<Expr>),
    /// A float method, `recv.name(args)`.
    Method(Ident, Box<Expr>, Vec<Expr>),
    /// A function of the runtime, by its path below `__chainrule`.
    Runtime(&'static str, Vec<Expr>),
    /// The right side of `a op= b` for a type that only rustc knows, and what the rule of the operator keeps.
    Kept(Box<Expr>, Box<Expr>),
    /// `&expr`.
    Ref(Box<Expr>),
    /// `&mut place`.
    RefMut(Place),
    /// `expr.0`.
    Field(Box<Expr>, u32),
    Call(Box<Call>),
    /// The augmented call in a forward sweep.
    Forward(Box<Call>),
    /// The reverse of a call: shadows of its borrowed arguments, and the seed.
    Reverse(Box<Call>, Vec<ShadowArgument>, Option<Box<Expr>>),
    /// Both sweeps of a call at once, likewise: its value and the cotangents of what is passed by value.
    Sweep(Box<Call>, Vec<ShadowArgument>, Option<Box<Expr>>),
    Cast(Box<Expr>, TokenStream),
    Tuple(Vec<Expr>),
    Array(Vec<Expr>),
    /// `vec![a, b]`.
    VecList(Vec<Expr>),
    /// `S { a: e, ..base }`, `S(e)`, `E::V(e)`, `Some(e)`, `Box::new(e)`.
    Construct(Box<Construct>),
    /// The tangent of a value of a struct or of a variant: the zero of `of`, with these fields.
    Assembled(Box<Assembled>),
    /// `[e; n]`, or `vec![e; n]`.
    Repeat {
        element: Box<Expr>,
        len: Tokens,
        vec: bool,
    },
    /// `place.clone()`, `place.to_vec()`: a copy by a method without arguments.
    Copy(Ident, Place),
    /// Taken from the tape.
    Pop(Recorded),
}

/// A value of a struct or of a variant.
#[derive(Clone, Debug)]
pub struct Construct {
    pub path: TokenStream,
    /// Each field, as a step from the value to it.
    pub fields: Vec<(Step, Expr)>,
    /// `..base`: what the other fields are taken from, without a derivative.
    pub base: Option<Tokens>,
    /// In braces, else in parentheses.
    pub braces: bool,
}

/// The tangent of a [`Construct`].
#[derive(Clone, Debug)]
pub struct Assembled {
    /// The value of which it is the tangent.
    pub of: Place,
    /// Every field with memory of its own is among `fields`.
    pub complete: bool,
    pub fields: Vec<(Step, Expr)>,
}

/// The shadow that is passed for a borrowed argument.
#[derive(Clone, Debug)]
pub enum ShadowArgument {
    /// Nothing flows there.
    Dummy(Place),
    /// A shadow of its own for what the callee overwrites, although nobody wants it.
    Unwanted(Place),
    /// This place of the shadow.
    Active(Place),
}

/// How a value lies on the tape.
#[derive(Clone, Debug)]
pub enum Recorded {
    /// Of a type that can be written.
    Typed(TokenStream),
    /// Of such a type, which nobody takes apart: what a function changes and holds constant.
    Whole(TokenStream),
    /// Of a type that only rustc knows: by this handle.
    Inferred(Ident),
    /// The same, as a whole.
    WholeAt(Ident),
}

/// What `a op= b` does to `a`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    Set,
    By(Op),
}

/// What decides between the arms of a branch.
#[derive(Clone, Debug)]
pub enum Selector {
    /// Two arms: then and else.
    If(Expr),
    /// One arm a pattern, with its guard.
    Match(Expr, Vec<MatchPattern>),
    /// Runs an arm by its number: the recorded choice.
    Recorded(Expr),
    /// The one arm always runs, and records nothing: the reverse sweep runs it again.
    Checkpoint(Snapshots),
}

/// From which states the inside of a checkpoint runs again.
#[derive(Clone, Copy, Debug)]
pub enum Snapshots {
    /// From the one before it.
    Entry,
    /// The inside is a loop: its iterations run again from states in `slots` places, by the schedule of Griewank and
    /// Walther (2000); `expected` iterations are known before it.
    Binomial { slots: VarId, expected: Option<VarId> },
}

/// The head of a `match` arm.
#[derive(Clone, Debug)]
pub struct MatchPattern {
    pub pattern: TokenStream,
    pub guard: Option<Tokens>,
    /// Passive variables that the pattern binds.
    pub binds: Vec<VarId>,
}

/// The order in which a `for` loop runs.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Direction {
    Up,
    Down,
}

/// What repeats a loop.
#[derive(Clone, Debug)]
pub enum Head {
    /// `for counter in lo..hi` (or `lo..=hi`), by `step`, up or down.
    For {
        counter: VarId,
        lo: Expr,
        hi: Expr,
        inclusive: bool,
        step: Option<Expr>,
        direction: Direction,
    },
    /// `for pattern in tokens`: an iterator of passive values.
    Each {
        pattern: TokenStream,
        binds: Vec<VarId>,
        iterator: Tokens,
    },
    While(Tokens),
    Forever,
}

/// A loop: after each iteration it ends where one of the flags in `until` is set.
#[derive(Clone, Debug)]
pub struct Loop {
    pub head: Head,
    pub body: Block,
    pub until: Vec<VarId>,
    /// The user's label, which exits name before they are structured.
    pub label: LoopId,
}

/// A loop or a labeled block as the target of exits.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct LoopId(pub u32);

/// A jump; `structure` replaces it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Exit {
    Break(LoopId),
    Continue(LoopId),
    Return,
}

/// A statement.
#[derive(Clone, Debug)]
pub enum StmtKind {
    /// `let var = value;`
    Let {
        var: VarId,
        value: Expr,
    },
    /// `let var;`
    Declare {
        var: VarId,
    },
    Assign {
        place: Place,
        update: Update,
        value: Expr,
    },
    Branch {
        selector: Selector,
        arms: Vec<Block>,
    },
    Loop(Loop),
    /// `place.push(value);`, `let result = place.pop();`, `place.swap(i, j);`
    InPlace(InPlace),
    /// `'label: { … }`; `structure` replaces it.
    Labeled {
        label: LoopId,
        body: Block,
    },
    /// Nothing to differentiate: assertions, output, calls without active arguments.
    Passive {
        tokens: Tokens,
        writes: Vec<VarId>,
    },
    /// For its effect: the call of a function without a result.
    Eval(Expr),
    Exit(Exit),
    /// Onto the tape.
    Record {
        value: Expr,
        as_: Recorded,
    },
    /// Elements of a slice onto the tape, or back into their place.
    RecordSlice {
        place: Place,
    },
    RestoreSlice {
        place: Place,
    },
    /// `let [a, b] = tape.columns(len);`: room on the tape for one number in each iteration of a loop, or that room again.
    Columns {
        vars: Vec<VarId>,
        len: Expr,
        again: bool,
    },
    /// The columns leave the tape.
    DropColumns {
        count: usize,
        len: Expr,
    },
    /// `let view = &mut place[..];`: the part that a loop runs over.
    View {
        var: VarId,
        place: Place,
        mutable: bool,
    },
    /// A heading in the generated code, on the next `let`.
    Heading(&'static str),
}

/// A statement with its name for the analyses and its place in the user's code.
#[derive(Clone, Debug)]
pub struct Stmt {
    pub id: StmtId,
    pub kind: StmtKind,
    pub span: Span,
}

/// A sequence of statements with a scope of its own.
#[derive(Clone, Debug)]
pub struct Block {
    pub id: BlockId,
    pub stmts: Vec<Stmt>,
}

/// How a parameter takes part.
#[derive(Clone, Debug)]
pub struct Parameter {
    pub var: VarId,
    pub syntax: syn::Type,
    pub name: Ident,
    /// Differentiated.
    pub active: bool,
    /// Declared `mut`.
    pub mutable: bool,
    /// What the user calls it, which may be `self`.
    pub label: String,
    /// Passed by value, and passed again to the reverse sweep.
    pub again: bool,
    /// The parameter of which it is the tangent.
    pub tangent_of: Option<VarId>,
}

impl Parameter {
    /// Whether the reverse sweep is given it again.
    pub fn stays(&self) -> bool {
        self.again || self.reference().is_some()
    }

    /// `self`.
    pub fn is_receiver(&self) -> bool {
        self.label == "self"
    }

    /// Passed by reference: `Some(mutable)`.
    pub fn reference(&self) -> Option<bool> {
        match &self.syntax {
            syn::Type::Reference(reference) => Some(reference.mutability.is_some()),
            _ => None,
        }
    }

    /// Passed by `&mut`.
    pub fn is_inout(&self) -> bool {
        self.reference() == Some(true)
    }
}

/// A lowered function.
#[derive(Clone, Debug)]
pub struct Function {
    pub parameters: Vec<Parameter>,
    pub vars: Vec<Var>,
    pub body: Block,
    /// Holds the result, where there is one.
    pub result: Option<VarId>,
    pub result_ty: Ty,
    /// The parameters that are functions.
    pub functions: std::collections::BTreeMap<VarId, crate::functions::FunctionParameter>,
    /// Items of the body, which every companion repeats.
    pub items: Vec<TokenStream>,
    pub names: crate::names::Names,
    /// The tape of the generated code.
    pub tape: Ident,
    /// Where the arguments by value stand whose cotangents a variable holds.
    pub cotangents: std::collections::BTreeMap<VarId, Vec<Span>>,
    /// Shadows that a caller may not want, and tangents that it may not have, with the parameters that say so.
    pub markers: std::collections::BTreeMap<VarId, Ident>,
    /// Parameters by `&mut` that are held constant, of types of the user's that may have no derivative.
    pub held: std::collections::BTreeSet<VarId>,
    /// Shadows of what is handed on, which may be nothing: see `handed`.
    pub open_shadows: std::collections::BTreeSet<VarId>,
    /// The variable of which a variable is the tangent.
    pub tangents: std::collections::BTreeMap<VarId, VarId>,
    pub next_stmt: u32,
    pub next_block: u32,
}
