//! From the user's function to the intermediate representation.
//!
//! Lowering resolves names (a shadowing `let` gets a name of its own), replaces references by the places that they name,
//! and gives every active operation a statement. Which variables are *varied* (may depend on an active parameter) decides
//! what stays the user's own tokens; it is found by lowering again until nothing new is varied.
//!
//! After this pass: every operand is an atom, every name is unique, every construct outside the language is an error.

mod access;
mod call;
mod checkpoint;
mod choice;
mod closure;
mod construct;
mod control;
mod copies;
mod counters;
mod dereferenced;
mod desugar;
mod doubtful;
mod elements;
mod enter;
mod error;
mod expr;
mod flows;
mod foreign;
mod format;
mod function;
mod held;
mod indexed;
mod infer;
mod inplace;
mod item;
mod iterator;
mod leave;
mod linked;
pub mod located;
mod lost;
mod map;
mod matching;
mod memory;
mod method;
mod moving;
mod nested;
pub(crate) mod object;
mod opaque;
mod operator;
mod option;
mod overlap;
mod own;
mod parts;
mod pattern;
mod place;
mod ranges;
mod resolve;
mod scalar;
mod scope;
mod spill;
mod stmt;
mod stream;
mod swapped;
mod typing;
mod view;
mod written;

use std::collections::{HashMap, HashSet};
use std::rc::Rc;

use proc_macro2::{Ident, Span};
use syn::spanned::Spanned;

use crate::diagnostic::{Errors, Message};
use crate::home::{Home, Kind};
use crate::ir::{Block, Expr, Function, LoopId, Parameter, Place, Role, Stmt, StmtKind, Tokens, Update, VarId};
use crate::names::Names;
use crate::types::Ty;
pub use call::no_derivative;
use scope::{Binding, Scopes};

/// A declaration in the user's code, the same in every round.
type Key = *const Ident;

/// What the rounds of lowering have found out about declarations.
#[derive(Debug, Default)]
struct Facts {
    varied: HashSet<Key>,
    types: HashMap<Key, Ty>,
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
    /// Names of iterators that were left as they are.
    plain_streams: HashSet<Key>,
    /// The type that the next consumer of an iterator should give.
    expected: Ty,
    /// Errors that patterns bind, of any type.
    held_errors: HashSet<VarId>,
    /// References to constants of a module, whose elements an iterator gives.
    tables: HashSet<VarId>,
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
    /// Names of results of calls.
    lent_results: HashSet<Key>,
    /// Where results are references: what they refer to.
    results: Option<located::Results>,
    next_loop: u32,
    next_temporary: u32,
    facts: &'a mut Facts,
    home: &'a Home,
    /// Names of type parameters around the body.
    type_parameters: Vec<String>,
    /// The name of the function, where a call of it gives what it gives itself.
    own_name: Option<Ident>,
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
    desugar::desugar(&mut item);
    let item = &item;
    let mut facts = Facts::default();
    let mut round = 0;
    loop {
        let mut lowering = Lowering::new(item, &mut facts, home);
        lowering.round = round;
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

impl<'a> Lowering<'a> {
    fn new(item: &syn::ItemFn, facts: &'a mut Facts, home: &'a Home) -> Self {
        let mut names = Names::of(quote::ToTokens::to_token_stream(item));
        let tape = names.fresh("tape", Span::mixed_site());
        let function = Function {
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
            held: std::collections::BTreeSet::new(),
            open_shadows: std::collections::BTreeSet::new(),
            tangents: std::collections::BTreeMap::new(),
            next_stmt: 0,
            next_block: 0,
        };
        Lowering {
            function,
            scopes: Scopes::default(),
            out: Vec::new(),
            loops: Vec::new(),
            returns: Vec::new(),
            plain_closures: HashSet::new(),
            plain_streams: HashSet::new(),
            expected: Ty::Unknown,
            held_errors: HashSet::new(),
            tables: HashSet::new(),
            holder: None,
            kept: false,
            wished: None,
            moving: Vec::new(),
            lent: HashSet::new(),
            lending: Vec::new(),
            writing: false,
            lent_results: HashSet::new(),
            structs: elements::structs(&item.block),
            results: None,
            next_loop: 0,
            next_temporary: 0,
            facts,
            home,
            type_parameters: type_parameters(&item.sig.generics, home),
            own_name: (item.sig.generics.params.is_empty() && !home.is_associated()).then(|| item.sig.ident.clone()),
            keys: Vec::new(),
            varied: Vec::new(),
            changed: false,
            round: 0,
            errors: Errors::default(),
        }
    }

    fn parameters(&mut self, signature: &syn::Signature, active: &[bool]) {
        self.scopes.enter();
        for length in signature.generics.const_params() {
            self.scopes.bind(length.ident.to_string(), Binding::Constant(Ty::of(&length.ty)));
        }
        let mut patterns = Vec::new();
        let mut references = Vec::new();
        for (input, active) in signature.inputs.iter().zip(active) {
            let syn::FnArg::Typed(typed) = input else { continue };
            let receiver = matches!(&*typed.pat, syn::Pat::Ident(name) if name.ident == "self");
            let ty = Ty::of(&typed.ty);
            let (var, mutable) = match &*typed.pat {
                syn::Pat::Ident(name) if name.subpat.is_none() && name.by_ref.is_none() => {
                    let mutable = name.mutability.is_some();
                    (self.bind(&name.ident, ty.clone(), mutable, Role::Parameter), mutable)
                }
                pattern => {
                    let var = self.named("argument", ty.clone(), false, Role::Parameter);
                    patterns.push((pattern, var));
                    (var, false)
                }
            };
            self.varied[var.0 as usize] |= *active;
            if *active && let Some(signature) = crate::functions::signature(&typed.ty, &signature.generics) {
                self.function_parameter(var, signature, &typed.ty);
            }
            let inout = matches!(ty, Ty::Ref(true, _));
            self.function.held.extend((!*active && inout && self.is_user_type(&ty)).then_some(var));
            let moves = mutable && matches!(ty, Ty::Ref(..));
            let mutable = mutable && !moves;
            if moves {
                self.function.vars[var.0 as usize].mutable = false;
                references.push((&*typed.pat, var));
            }
            self.function.vars[var.0 as usize].mutable |= inout;
            if receiver && (!matches!(ty, Ty::Ref(false, _)) || self.home.kind == Kind::Operator) {
                // `self` cannot be bound again: behind `&mut` and by value it gets a name.
                self.function.vars[var.0 as usize].name = self.function.names.fresh("this", typed.pat.span());
            }
            let name = self.function.var(var).name.clone();
            let label = if receiver { "self".to_owned() } else { name.to_string() };
            self.function.parameters.push(Parameter {
                var,
                syntax: (*typed.ty).clone(),
                name,
                active: *active,
                mutable,
                label,
                again: false,
                tangent_of: None,
            });
        }
        for (pattern, var) in references {
            if let (syn::Pat::Ident(name), Ty::Ref(mutable, inner)) = (pattern, self.ty_of(var).clone()) {
                self.moving_reference(name, Place::of(var), mutable, *inner);
            }
        }
        for (pattern, var) in patterns {
            let ty = self.ty_of(var).clone();
            let value = Value { expr: Expr::var(var), ty };
            self.bind_value(pattern, Ty::Unknown, value, pattern.span());
        }
    }

    /// Names for the sweeps of a function that is passed.
    fn function_parameter(&mut self, var: VarId, signature: crate::functions::Signature, ty: &syn::Type) {
        if self.home.is_associated() {
            let message = Message::new("a method cannot take a function and be differentiated yet")
                .note("its callers would have to pass the sweeps of the function as well")
                .help("move the computation into a free function that takes what it needs, and call that");
            self.error(message, ty);
        }
        self.function.vars[var.0 as usize].ty = Ty::Unknown;
        let name = self.function.var(var).name.to_string();
        let [forward, reverse, tangent] = ["forward", "reverse", "tangent"]
            .map(|sweep| self.function.names.fresh(&format!("{name}_{sweep}"), Span::mixed_site()));
        let parameter = crate::functions::FunctionParameter { signature, forward, reverse, tangent, level: 0 };
        self.function.functions.insert(var, parameter);
    }

    fn body(&mut self, item: &syn::ItemFn) {
        nested::check(item, &mut self.errors);
        self.result(item);
        self.block_into(&item.block, self.function.result);
        let stmts = std::mem::take(&mut self.out);
        self.function.body = self.function.block(stmts);
    }

    /// Declares the variable of the result, where there is one.
    fn result(&mut self, item: &syn::ItemFn) -> Option<VarId> {
        let ty = self.function.result_ty.clone();
        if !matches!(ty, Ty::Unit) {
            let span = item.sig.output.span();
            let result = self.function.declare("value", Span::mixed_site().located_at(span), ty, false, Role::Local);
            self.register(result, None);
            self.function.vars[result.0 as usize].deferred = true;
            self.function.result = Some(result);
            self.emit(StmtKind::Declare { var: result }, span);
        }
        self.function.result
    }

    /// Carries what this round found into the facts; whether anything is new.
    fn learn(&mut self) -> bool {
        let flows = crate::activity::reachable(&self.function, &self.varied);
        for (index, var) in self.function.vars.iter().enumerate() {
            let Some(key) = self.keys[index] else {
                // What the compiler made keeps its name from round to round.
                if flows[index] && var.mutable {
                    self.changed |= self.facts.made_varied.insert(var.name.to_string());
                }
                continue;
            };
            if flows[index] && self.facts.varied.insert(key) {
                self.changed = true;
            }
            let known = self.facts.types.entry(key).or_default();
            let refined = known.meet(&var.ty);
            // A type that contains itself would grow for ever.
            if self.round < 16 && format!("{refined:?}") != format!("{known:?}") {
                *known = refined;
                self.changed = true;
            }
        }
        for key in self.own_variables() {
            self.changed |= self.facts.seem_own.insert(key);
        }
        let mut resized = Vec::new();
        self.function.body.for_each_stmt(&mut |stmt| match &stmt.kind {
            StmtKind::InPlace(change) if change.resizes() => resized.extend(change.targets().map(|place| place.root)),
            StmtKind::Assign { place, .. } if !matches!(place.path.last(), Some(crate::ir::Step::Index(_))) => {
                resized.push(place.root);
            }
            StmtKind::Passive { writes, .. } => resized.extend(writes),
            _ => {}
        });
        for var in resized {
            if let Some(key) = self.keys[var.0 as usize] {
                self.changed |= self.facts.resized.insert(key);
            }
        }
        self.changed
    }

    /// Books a variable with the analyses of this pass.
    fn register(&mut self, var: VarId, key: Option<Key>) {
        debug_assert_eq!(self.keys.len(), var.0 as usize);
        let varied = match key {
            Some(key) => self.facts.varied.contains(&key),
            None => self.facts.made_varied.contains(&self.function.var(var).name.to_string()),
        };
        self.keys.push(key);
        self.varied.push(varied);
    }

    /// A variable for a name that the user binds, in scope from here on.
    fn bind(&mut self, ident: &Ident, ty: Ty, mutable: bool, role: Role) -> VarId {
        let var = self.declare(ident, ty, mutable, role);
        self.scopes.bind(ident.to_string(), Binding::Var(var));
        var
    }

    /// A variable for a name that the user binds.
    fn declare(&mut self, ident: &Ident, ty: Ty, mutable: bool, role: Role) -> VarId {
        self.declare_at(ident, ident, ty, mutable, role)
    }

    /// Like [`Self::declare`], where the declaration stands at `key`.
    fn declare_at(&mut self, key: Key, ident: &Ident, ty: Ty, mutable: bool, role: Role) -> VarId {
        let known = self.facts.types.get(&key).cloned().unwrap_or_default();
        let ty = ty.meet(&known);
        let mutable = mutable || self.facts.swapped.contains(&key);
        let text = ident.to_string();
        let name = match desugar::own_name(&text) {
            Some(wish) => self.function.names.fresh(wish, ident.span()),
            None if self.scopes.first_use(&text) => ident.clone(),
            None => self.function.names.fresh(text.trim_start_matches("r#"), ident.span()),
        };
        self.function.vars.push(crate::ir::Var { name, ty, mutable, role, deferred: false });
        let var = VarId(u32::try_from(self.function.vars.len() - 1).unwrap_or(u32::MAX));
        self.register(var, Some(key));
        var
    }

    /// A variable for an intermediate result.
    fn temporary(&mut self, ty: Ty) -> VarId {
        let name = self.function.names.temporary(&mut self.next_temporary);
        self.function.vars.push(crate::ir::Var { name, ty, mutable: false, role: Role::Temporary, deferred: false });
        let var = VarId(u32::try_from(self.function.vars.len() - 1).unwrap_or(u32::MAX));
        self.register(var, None);
        var
    }

    /// A variable with a readable name.
    fn named(&mut self, wish: &str, ty: Ty, mutable: bool, role: Role) -> VarId {
        let var = self.function.declare(wish, Span::mixed_site(), ty, mutable, role);
        self.register(var, None);
        var
    }

    fn emit(&mut self, kind: StmtKind, span: Span) {
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

    /// The number that the next variable gets.
    fn next_var(&self) -> u32 {
        u32::try_from(self.function.vars.len()).unwrap_or(u32::MAX)
    }

    fn ty_of(&self, var: VarId) -> &Ty {
        &self.function.var(var).ty
    }

    /// Marks `var` as dependent on an active parameter, within this round.
    fn mark_varied(&mut self, var: VarId, by: &Expr) {
        let mut varied = false;
        by.for_each_read(&mut |read| varied |= self.varied[read.0 as usize]);
        if varied && !self.ty_of(var).is_passive() {
            self.varied[var.0 as usize] = true;
        }
    }

    /// What assignments teach about the type of the part of a variable at `path`.
    fn refine(&mut self, place: &crate::ir::Place, ty: &Ty) {
        use crate::ir::Step;
        let mut seen = ty.clone();
        for step in place.path.iter().rev() {
            seen = match step {
                Step::Index(_) => Ty::Vec(Box::new(seen)),
                _ => return,
            };
        }
        let var = &mut self.function.vars[place.root.0 as usize];
        var.ty = refine_containers(&var.ty, &seen);
    }
}

fn type_parameters(generics: &syn::Generics, home: &Home) -> Vec<String> {
    let all = generics.type_params().chain(home.generics.type_params());
    all.map(|parameter| parameter.ident.to_string()).collect()
}

/// Like [`Ty::meet`], where `seen` says `Vec` for any container.
fn refine_containers(known: &Ty, seen: &Ty) -> Ty {
    match (known, seen) {
        (Ty::Vec(a), Ty::Vec(b)) => Ty::Vec(Box::new(refine_containers(a, b))),
        (Ty::Slice(a), Ty::Vec(b)) => Ty::Slice(Box::new(refine_containers(a, b))),
        (Ty::Array(a, n), Ty::Vec(b)) => Ty::Array(Box::new(refine_containers(a, b)), n.clone()),
        (Ty::Ref(m, a), Ty::Vec(_)) => Ty::Ref(*m, Box::new(refine_containers(a, seen))),
        (Ty::Unknown | Ty::Opaque(_), Ty::Vec(_)) => known.clone(),
        (known, seen) => known.meet(seen),
    }
}
