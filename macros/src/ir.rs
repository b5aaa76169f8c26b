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
mod call;
mod control;
mod handed;
mod inplace;
mod mentions;
pub mod print;
mod query;
mod recorded;
pub mod rewrite;
mod typing;
use crate::types::Ty;
pub use call::{
    Argument, Call, Callee, Capture, ClosureValue, Failure, FunctionSweeps, FunctionValue, TangentArgument,
};
pub use control::{Direction, Exit, Head, Loop, LoopId, MatchPattern, Partial, Rows, Selector, Snapshots};
pub use inplace::{End, InPlace, Motion, Popped};
pub use mentions::{Mentions, Rename, in_block};
use proc_macro2::{Ident, Span, TokenStream};
pub use recorded::Recorded;
pub use typing::payload_name;

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
    /// As far along parts of the same type as a way leads, which takes these moves.
    Walk(Box<Expr>, Moves),
    /// Only as the last step: elements `lo..hi` (`None`: to the end).
    Slice(Box<Expr>, Option<Box<Expr>>),
}

/// From a value to parts of the same type: `next`, `left`, `children[_]`.
pub type Moves = std::rc::Rc<Vec<Vec<Step>>>;

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

/// What `a op= b` does to `a`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Update {
    Set,
    By(Op),
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
        writes: Vec<Place>,
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
    /// Parameters by value that a caller may have in both sweeps, with the parameters of the sweeps that say so.
    pub handovers: std::collections::BTreeMap<VarId, Ident>,
    /// Parameters by `&mut` that are held constant, of types of the user's that may have no derivative.
    pub held: std::collections::BTreeSet<VarId>,
    /// Variables of types that surely have no derivative, as the file shows.
    pub plain: std::collections::BTreeSet<VarId>,
    /// Numbers that are passed to parameters which the function that stands in the place of its call holds constant.
    pub held_numbers: std::collections::BTreeSet<VarId>,
    /// Types of locals that surely have no derivative.
    pub underived: std::collections::BTreeSet<String>,
    /// Results that are set once where flags say so, which rustc cannot see.
    pub flagged: std::collections::BTreeSet<VarId>,
    /// Shadows of what is handed on, which may be nothing: see `handed`.
    pub open_shadows: std::collections::BTreeSet<VarId>,
    /// The variable of which a variable is the tangent.
    pub tangents: std::collections::BTreeMap<VarId, VarId>,
    /// Types of fields, by the type of the value and their names.
    pub fields: std::collections::BTreeMap<(String, String), Ty>,
    /// Whether forward mode has written the body, and tangents are values like others.
    pub is_forward_mode: bool,
    pub next_stmt: u32,
    pub next_block: u32,
}
