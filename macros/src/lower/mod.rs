//! From the user's function to the intermediate representation.
//!
//! Lowering resolves names (a shadowing `let` gets a name of its own), replaces references by the places that they name,
//! and gives every active operation a statement. Which variables are *varied* (may depend on an active parameter) decides
//! what stays the user's own tokens; it is found by lowering again until nothing new is varied.
//!
//! After this pass: every operand is an atom, every name is unique, every construct outside the language is an error.

mod access;
mod arrays_of_slices;
mod asked;
mod assign;
mod at_once;
mod behind;
mod call;
mod called_closures;
mod captured_fields;
mod carrier;
mod changing;
mod checkpoint;
mod choice;
mod chosen;
mod closure;
mod companion;
mod constants;
mod construct;
mod control;
mod conversions;
mod copies;
mod counters;
mod declare;
mod dereferenced;
mod destructured;
mod desugar;
mod discarded;
mod doubtful;
mod dropped;
mod effects;
mod element_or;
mod elements;
mod elements_that_fit;
mod ends_of_maps;
mod enter;
mod error;
mod error_arms;
mod errors_again;
mod errors_apart;
mod expect;
mod expr;
mod fields;
mod filled_out;
mod flows;
mod foreign;
mod format;
mod freeze;
mod function;
mod gathered;
mod given_iterators;
mod held;
mod holder_arms;
mod indexed;
mod infer;
mod inplace;
mod item;
mod iterator;
mod lasting;
mod leave;
mod lent;
mod lent_numbers;
mod let_else;
mod linked;
pub mod located;
mod logic;
mod longer;
mod lost;
mod made_receivers;
mod map;
mod map_for_effect;
mod matching;
mod memory;
mod method;
mod moving;
mod named;
mod narrowed;
mod nested;
pub(crate) mod object;
mod objects_given;
mod opaque;
mod operator;
mod option;
mod optional;
mod ordered;
mod overlap;
mod own;
mod parts;
mod passive_names;
mod pattern;
mod perhaps;
mod place;
mod positions;
mod pullback;
mod questions;
mod queue;
mod ranges;
mod reading;
mod resolve;
mod results;
mod retain;
mod rewritten;
mod scalar;
mod scope;
mod sequenced;
mod shorthand;
mod signature;
mod spill;
mod stmt;
mod stream;
mod summed;
mod swapped;
mod told;
mod tried;
mod typing;
mod unasked;
mod unfollowed;
mod unquestioned;
mod unwrapped;
mod values;
mod view;
mod walk;
mod written;
mod written_out;
use crate::diagnostic::{Errors, Message};
use crate::home::Home;
use crate::ir::{Block, Expr, Function, LoopId, Place, Stmt, StmtKind, Tokens, Update, VarId};
use crate::names::Names;
use crate::types::Ty;
pub use behind::references;
pub use call::no_derivative;
pub use closure::gives_nothing;
pub use filled_out::check_held;
use proc_macro2::{Ident, Span};
pub use pullback::hidden_companion;
use scope::Scopes;
use std::collections::{HashMap, HashSet};
use std::rc::Rc;
use syn::spanned::Spanned;

/// A declaration in the user's code, the same in every round.
type Key = *const Ident;

/// What the rounds of lowering have found out about declarations.
#[derive(Debug, Default)]
struct Facts {
    varied: HashSet<Key>,
    types: HashMap<Key, Ty>,
    /// Those of constants of the module, as their uses tell.
    constants: HashMap<String, Ty>,
    /// Variables of the compiler's that may change, by their names.
    made_varied: HashSet<String>,
    /// Containers whose length changes after their definition.
    resized: HashSet<Key>,
    /// What calls of methods say, where that is simpler; kept, so that declarations inside stay the same.
    desugared: HashMap<(*const syn::ExprMethodCall, option::Holder), std::rc::Rc<syn::Expr>>,
    /// Closures by where they stand: one copy for all rounds.
    closures: HashMap<String, Rc<syn::ExprClosure>>,
    /// The arguments of `vec!`, likewise.
    macros: HashMap<String, Rc<expr::VecMacro>>,
    /// Names of closures that are inlined although they capture nothing differentiated.
    inlined: HashSet<Key>,
    /// Names of iterators of passive values that are consumed by what is differentiated.
    streams: HashSet<Key>,
    /// The shapes of the places to which references refer that move on.
    shapes: HashMap<Key, Vec<moving::ShapeStep>>,
    /// The moves of references that walk, by where these start.
    walks: HashMap<String, crate::ir::Moves>,
    /// Variables whose contents are swapped in the place of references to them.
    swapped: HashSet<Key>,
    /// Assignments that each arm of a branch ends with, by where they stand.
    distributed: HashMap<*const syn::Expr, Rc<syn::Expr>>,
    /// Names of results of calls through which something differentiated is written.
    written: HashSet<Key>,
    /// Names of values of structs, as their constructors tell.
    own: HashSet<Key>,
    /// Names of values that are most likely of a struct.
    seem_own: HashSet<Key>,
    /// What takes the place of calls of `vjp_f`, by where they stand and by which arguments can be passed again.
    pullbacks: HashMap<(*const syn::ExprCall, Vec<bool>), Rc<pullback::Pulled>>,
    /// Types of the results of closures.
    results: HashMap<*const syn::ExprClosure, Ty>,
}

/// A lowered expression.
#[derive(Clone, Debug)]
struct Value {
    expr: Expr,
    ty: Ty,
}

/// A loop or a labeled block that encloses the present statement.
#[derive(Debug)]
struct Enclosing {
    id: LoopId,
    label: Option<String>,
    /// Receives the value of `break value`.
    result: Option<VarId>,
    /// A labeled block, which only jumps with its label leave.
    block: bool,
    /// What a `break` leaves, where several loops run as one.
    outer: Option<LoopId>,
    /// Variables from this one on are declared inside.
    first_var: u32,
}

struct Lowering<'a> {
    function: Function,
    scopes: Scopes,
    out: Vec<Stmt>,
    loops: Vec<Enclosing>,
    /// Where a `return` leads inside of an inlined closure, and what it gives its value to.
    returns: Vec<(LoopId, Option<VarId>)>,
    /// Names of closures that were left as they are.
    plain_closures: HashSet<Key>,
    /// Names of pullbacks that were left as they are.
    pullbacks: HashSet<Key>,
    /// Names of pullbacks of methods, and of which.
    pullbacks_of_methods: HashMap<String, String>,
    /// Names of iterators that were left as they are.
    plain_streams: HashSet<Key>,
    /// The type that the next consumer of an iterator should give.
    expected: Ty,
    /// The types that consumers inside of a value should give.
    wanted: HashMap<*const syn::Expr, Ty>,
    /// Errors that patterns bind, of any type.
    held_errors: HashSet<VarId>,
    /// References to constants of a module, whose elements an iterator gives.
    tables: HashSet<VarId>,
    /// What iterators give that only rustc knows: perhaps references, which no tape can hold.
    given: HashSet<VarId>,
    /// What the context takes the next expression for.
    holder: Option<option::Holder>,
    /// An iterator is bound to a name: its closures may see later changes.
    kept: bool,
    /// The name that the user binds to what the next consumer makes.
    wished: Option<(Key, Ident)>,
    /// References that may come to refer to another place.
    moving: Vec<moving::Moving>,
    /// Variables that only such references reach from here on.
    lent: HashSet<VarId>,
    /// The same from the next statement on.
    lending: Vec<VarId>,
    /// The place that is looked up is assigned to.
    writing: bool,
    /// Names of values of structs, as the use of their fields tells.
    structs: HashSet<String>,
    /// What the file tells of the types of names.
    told: Option<Rc<told::Told>>,
    /// Names of results of calls.
    lent_results: HashSet<Key>,
    /// Where results are references: what they refer to.
    results: Option<located::Results>,
    next_loop: u32,
    next_temporary: u32,
    facts: &'a mut Facts,
    home: &'a Home,
    /// What stands beside the function in its file.
    beside: Option<crate::beside::Beside>,
    /// The types that the open question asked for.
    answers: asked::Answers,
    /// What closures take that are passed to a function whose signature is known.
    taken: HashMap<*const syn::ExprClosure, Vec<syn::Type>>,
    /// Names of type parameters around the body.
    type_parameters: Vec<String>,
    /// The name of the function, where a call of it gives what it gives itself.
    own_name: Option<Ident>,
    /// The variables of which the call that is lowered has parts.
    in_parts: Vec<VarId>,
    /// For every variable: its declaration, and whether it may depend on an active parameter.
    keys: Vec<Option<Key>>,
    varied: Vec<bool>,
    changed: bool,
    round: usize,
    errors: Errors,
}

/// Whether `op` is an operator of arithmetic.
pub fn is_arithmetic(op: &syn::BinOp) -> bool {
    expr::operator(op).is_some()
}

/// Lowers `item`; `active` says for each parameter whether it is differentiated.
pub fn function(item: &syn::ItemFn, active: &[bool], home: &Home) -> syn::Result<Function> {
    Ok(lowered(item, active, home, false)?.0)
}

/// Lowers `item`, whose result is a reference to a part of its first argument by reference: its result becomes the way
/// to that part.
pub fn way(item: &syn::ItemFn, active: &[bool], home: &Home) -> syn::Result<(Function, Vec<Place>)> {
    let (function, results) = lowered(item, active, home, true)?;
    Ok((function, results.map(|results| results.places).unwrap_or_default()))
}

fn lowered(
    item: &syn::ItemFn,
    active: &[bool],
    home: &Home,
    locates: bool,
) -> syn::Result<(Function, Option<located::Results>)> {
    let mut item = item.clone();
    chosen::rewrite(&mut item);
    let told = named::mark(&mut item).map(Rc::new);
    dropped::rewrite(&mut item);
    sequenced::rewrite(&mut item, told.as_deref());
    desugar::desugar(&mut item, told.clone());
    let item = &item;
    let mut facts = Facts::default();
    let mut round = 0;
    loop {
        let mut lowering = Lowering::new(item, &mut facts, home);
        lowering.round = round;
        lowering.told.clone_from(&told);
        round += 1;
        lowering.parameters(&item.sig, active);
        if locates {
            lowering.locate_results();
        }
        lowering.body(item);
        let changed = lowering.learn();
        if !changed {
            lowering.refuse_lost();
            lowering.refuse_changed_views();
        }
        let Lowering { mut function, errors, results, .. } = lowering;
        if !changed {
            errors.finish()?;
            if !function.names.mentions("f32") {
                function.vars.iter_mut().for_each(|var| var.ty = var.ty.with_default_width());
            }
            counters::types(&mut function);
            infer::results(&mut function);
            unasked::drop_errors(&mut function);
            object::settle(&mut function);
            return Ok((function, results));
        }
    }
}

/// The signature of `item` alone, where the body is not looked into.
pub fn signature(item: &syn::ItemFn, active: &[bool]) -> syn::Result<Function> {
    let mut facts = Facts::default();
    let home = Home::default();
    let mut lowering = Lowering::new(item, &mut facts, &home);
    lowering.parameters(&item.sig, active);
    let Lowering { function, errors, .. } = lowering;
    errors.finish()?;
    Ok(function)
}

/// The signature of `item` with a body that cannot be reached: for the stubs of what was refused.
pub fn stub(item: &syn::ItemFn, active: &[bool], home: &Home) -> Function {
    let mut facts = Facts::default();
    let mut lowering = Lowering::new(item, &mut facts, home);
    lowering.parameters(&item.sig, active);
    lowering.out.clear();
    if let Some(result) = lowering.result(item) {
        let unreachable = quote::quote!(::core::unreachable!());
        let tokens = Tokens { stream: unreachable, reads: Vec::new(), flows: Vec::new(), cheap: false };
        let place = Place { root: result, path: Vec::new() };
        let value = Expr::Tokens(tokens);
        lowering.emit(StmtKind::Assign { place, update: Update::Set, value }, item.sig.output.span());
    }
    let stmts = std::mem::take(&mut lowering.out);
    lowering.function.body = lowering.function.block(stmts);
    lowering.function
}

/// A function without statements.
fn blank(item: &syn::ItemFn) -> Function {
    let mut names = Names::of(quote::ToTokens::to_token_stream(item));
    let tape = names.fresh("tape", Span::mixed_site());
    Function {
        parameters: Vec::new(),
        vars: Vec::new(),
        body: Block { id: crate::ir::BlockId(0), stmts: Vec::new() },
        result: None,
        result_ty: match &item.sig.output {
            syn::ReturnType::Default => Ty::Unit,
            syn::ReturnType::Type(_, ty) => Ty::of(ty),
        },
        functions: std::collections::BTreeMap::new(),
        items: Vec::new(),
        names,
        tape,
        cotangents: std::collections::BTreeMap::new(),
        markers: std::collections::BTreeMap::new(),
        handovers: std::collections::BTreeMap::new(),
        held: std::collections::BTreeSet::new(),
        plain: std::collections::BTreeSet::new(),
        underived: std::collections::BTreeSet::new(),
        held_numbers: std::collections::BTreeSet::new(),
        flagged: std::collections::BTreeSet::new(),
        open_shadows: std::collections::BTreeSet::new(),
        tangents: std::collections::BTreeMap::new(),
        fields: std::collections::BTreeMap::new(),
        is_forward_mode: false,
        next_stmt: 0,
        next_block: 0,
    }
}

impl<'a> Lowering<'a> {
    fn new(item: &syn::ItemFn, facts: &'a mut Facts, home: &'a Home) -> Self {
        Lowering {
            function: blank(item),
            scopes: Scopes::default(),
            out: Vec::new(),
            loops: Vec::new(),
            returns: Vec::new(),
            plain_closures: HashSet::new(),
            pullbacks: HashSet::new(),
            pullbacks_of_methods: HashMap::new(),
            plain_streams: HashSet::new(),
            expected: Ty::Unknown,
            wanted: HashMap::new(),
            held_errors: HashSet::new(),
            tables: HashSet::new(),
            given: HashSet::new(),
            holder: None,
            kept: false,
            wished: None,
            moving: Vec::new(),
            lent: HashSet::new(),
            lending: Vec::new(),
            writing: false,
            lent_results: HashSet::new(),
            structs: elements::structs(&item.block),
            told: None,
            results: None,
            next_loop: 0,
            next_temporary: 0,
            facts,
            home,
            beside: crate::beside::Beside::of(&item.sig.ident),
            answers: asked::Answers::default(),
            taken: HashMap::new(),
            type_parameters: type_parameters(&item.sig.generics, home),
            in_parts: Vec::new(),
            own_name: (item.sig.generics.params.is_empty() && !home.is_associated()).then(|| item.sig.ident.clone()),
            keys: Vec::new(),
            varied: Vec::new(),
            changed: false,
            round: 0,
            errors: Errors::default(),
        }
    }

    fn body(&mut self, item: &syn::ItemFn) {
        nested::check(item, &mut self.errors);
        self.result(item);
        self.block_into(&item.block, self.function.result);
        let stmts = std::mem::take(&mut self.out);
        self.function.body = self.function.block(stmts);
    }

    fn emit(&mut self, kind: StmtKind, span: Span) {
        self.refuse_in_constants(&kind, span);
        let stmt = self.function.stmt(kind, span);
        self.out.push(stmt);
    }

    /// Lowers what `inner` lowers into a block of its own.
    fn in_block(&mut self, inner: impl FnOnce(&mut Self)) -> Block {
        let outside = std::mem::take(&mut self.out);
        self.scopes.enter();
        inner(self);
        self.scopes.leave();
        let stmts = std::mem::replace(&mut self.out, outside);
        self.function.block(stmts)
    }

    fn error(&mut self, message: Message, on: &dyn quote::ToTokens) {
        self.errors.push(message.on(on));
    }

    /// An error, and a value in its place so that lowering goes on.
    fn refuse(&mut self, message: Message, on: &dyn quote::ToTokens) -> Value {
        self.error(message, on);
        Value { expr: Expr::Number(0.0), ty: Ty::Unknown }
    }
}

fn type_parameters(generics: &syn::Generics, home: &Home) -> Vec<String> {
    let all = generics.type_params().chain(home.generics.type_params());
    all.map(|parameter| parameter.ident.to_string()).collect()
}
