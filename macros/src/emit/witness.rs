//! Expressions that are never evaluated and only tell a type.
//!
//! What a definition reads is written inside of it. A variable that many definitions read gets a handle for its type
//! instead, so that the code stays as long as the program.

mod bound;
mod filled;

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::ops::Deref;

use proc_macro2::{Delimiter, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};

use bound::item;
use filled::{entering, filled, made_from};

use super::expr;
use crate::ir::{Argument, Expr, Function, InPlace, VarId};

/// How often the definition of a variable is written.
const REPEATED: usize = 8;

/// The witnesses of one companion.
pub struct Witnesses<'a> {
    function: &'a Function,
    /// How often each variable was asked for.
    asked: RefCell<BTreeMap<VarId, usize>>,
    /// The handles of types; `None` while one is written.
    handles: RefCell<BTreeMap<VarId, Option<Ident>>>,
    /// Their declarations.
    declared: RefCell<TokenStream>,
}

impl Deref for Witnesses<'_> {
    type Target = Function;

    fn deref(&self) -> &Function {
        self.function
    }
}

impl<'a> Witnesses<'a> {
    pub fn of(function: &'a Function) -> Self {
        let (asked, handles) = (RefCell::default(), RefCell::default());
        Witnesses { function, asked, handles, declared: RefCell::default() }
    }

    /// An expression of the type of `var`, and what is declared before it.
    pub fn witness(&self, var: VarId) -> (TokenStream, TokenStream) {
        let value = witness(self, var);
        (self.declared.take(), value)
    }

    /// A value of the type of `var`, which is not written.
    fn absent(&self, var: VarId) -> TokenStream {
        let asked = {
            let mut asked = self.asked.borrow_mut();
            let count = asked.entry(var).or_default();
            *count += 1;
            *count
        };
        if asked <= REPEATED {
            let inner = witness(self, var);
            return quote!({ #inner });
        }
        let known = self.handles.borrow().get(&var).cloned();
        let handle = match known {
            Some(handle) => handle,
            None => Some(self.handle(var)),
        };
        handle.map_or_else(
            || quote!(__chainrule::__private::absent()),
            |handle| quote!(__chainrule::__private::absent_at(&#handle)),
        )
    }

    /// Declares the handle of the type of `var`.
    fn handle(&self, var: VarId) -> Ident {
        self.handles.borrow_mut().insert(var, None);
        let inner = witness(self, var);
        let name = format_ident!("{}_type_{}", self.function.var(var).name, var.0, span = Span::mixed_site());
        self.declared.borrow_mut().extend(quote!(let #name = __chainrule::__private::Tape::site_of(|| #inner);));
        self.handles.borrow_mut().insert(var, Some(name.clone()));
        name
    }
}

/// An expression of the type of `var` that is never evaluated: its definition, on operands that are absent.
fn witness(function: &Witnesses, var: VarId) -> TokenStream {
    if is_capture(function, var) {
        let name = &function.var(var).name;
        return quote!(::core::clone::Clone::clone(&#name));
    }
    if let Some(parameter) = function.parameters.iter().find(|parameter| parameter.var == var) {
        let ty = &parameter.syntax;
        return quote!(__chainrule::__private::absent::<#ty>());
    }
    if let Some(ty) = written(function, var) {
        return quote!(__chainrule::__private::absent::<#ty>());
    }
    if let Some(change) = change(function, var) {
        let mut reads = Vec::new();
        change.for_each_read(&mut |read| reads.push(read));
        let (operands, value) = (operands(function, reads), tail(super::inplace::moved(function, &change)));
        return quote!({ #operands #value });
    }
    let definitions = definitions(function, var);
    let Some(value) = definitions.first() else {
        return item(function, var).unwrap_or_else(|| quote!(__chainrule::__private::absent()));
    };
    let made = match other_case(function, var, &definitions) {
        Some(other) => {
            let (one, other) = (with_operands(function, value), with_operands(function, other));
            quote!(__chainrule::__private::either(#one, #other))
        }
        None => with_operands(function, value),
    };
    match entering(function, var) {
        Some(change) => filled(function, var, &made, &change),
        None => match lent(function, var).filter(|_| is_open(value)) {
            Some(call) => changed(function, var, &made, call),
            None => made,
        },
    }
}

/// Whether a value may leave its type to what is done with it: `None`, `Vec::new()`, `Default::default()`.
fn is_open(value: &Expr) -> bool {
    let tokens = match value {
        Expr::Tokens(tokens) => tokens.stream.to_string().replace(' ', ""),
        _ => return case(value).is_some() || matches!(value, Expr::VecList(list) if list.is_empty()),
    };
    case(value).is_some() || ["new()", "default()", "[]"].iter().any(|end| tokens.ends_with(end))
}

/// The first call of a function that may change all of `var`: its signature tells the type.
fn lent(function: &Function, var: VarId) -> Option<&crate::ir::Call> {
    use crate::ir::{Callee, StmtKind};
    let mut found = None;
    function.body.for_each_stmt(&mut |stmt| {
        if let StmtKind::Let { value, .. } | StmtKind::Eval(value) = &stmt.kind
            && let Some(call) = value.call()
            && found.is_none()
            && matches!(call.callee, Callee::Function(_) | Callee::Associated { .. } | Callee::Method { .. })
            && call.parameters().next().is_none()
            && call.arguments.iter().any(|argument| {
                matches!(argument.borrowed(), Some((true, place)) if place.root == var && place.path.is_empty())
            })
        {
            found = Some(call);
        }
    });
    found
}

/// `let mut head = None; append(&mut head, ..); head`
fn changed(function: &Witnesses, var: VarId, made: &TokenStream, call: &crate::ir::Call) -> TokenStream {
    let mut reads = std::collections::BTreeSet::new();
    call.for_each_read(&mut |read| {
        reads.insert(read);
    });
    reads.remove(&var);
    let apart = |read: &VarId| {
        let lent = call.arguments.iter().filter_map(crate::ir::Argument::borrowed);
        let mut lent = lent.filter(|(mutable, _)| *mutable);
        // What is made of something of a known type needs no call to tell its own.
        let is_told = definitions(function, *read).first().is_some_and(|value| !is_open(value));
        (is_told || !lent.any(|(_, place)| place.root == *read))
            && !made_from(function, &Expr::var(*read), var, &mut Vec::new())
    };
    let (known, open): (Vec<VarId>, Vec<VarId>) = reads.into_iter().partition(apart);
    let open = open.iter().map(|read| {
        let (name, ty) = (&function.var(*read).name, written(function, *read).map(|ty| quote!(: #ty)));
        quote!(let mut #name #ty = __chainrule::__private::absent();)
    });
    let operands = operands(function, known);
    let (name, call) = (&function.var(var).name, expr(function, &Expr::Call(Box::new(call.clone()))));
    quote!({ #operands #(#open)* let mut #name = #made; let _ = #call; #name })
}

/// A struct that refers to nothing: its type is the same.
fn without_references(mut value: Expr) -> Expr {
    if let Expr::Construct(construct) = &mut value {
        for (_, field) in &mut construct.fields {
            if matches!(field, Expr::Ref(_)) {
                *field = crate::forward::tokens(quote!(__chainrule::__private::absent()));
            }
        }
    }
    value
}

/// The type of `var`, where all of it is known.
fn written(function: &Function, var: VarId) -> Option<TokenStream> {
    let ty = function.var(var).ty.tokens()?;
    (!crate::hoist::names(ty.clone(), "_")).then_some(ty)
}

/// `value` on operands that are absent.
fn with_operands(function: &Witnesses, value: &Expr) -> TokenStream {
    let value = &as_swept(without_references(value.clone()));
    let is_sweep = matches!(value, Expr::Forward(_));
    let mut reads = Vec::new();
    value.for_each_read(&mut |read| reads.push(read));
    let (operands, value) = (operands(function, reads), expr(function, &super::failure::alone(value)));
    let functions = function.functions.iter().map(|(var, parameter)| {
        let used = |name: &proc_macro2::Ident| crate::hoist::names(value.clone(), &name.to_string());
        let name = &function.var(*var).name;
        let primal = used(name).then(|| {
            let stand_in = parameter.signature.stand_in();
            quote!(let #name = #stand_in;)
        });
        // A program that forward mode wrote calls tangent functions.
        let raised = parameter.level > 0 && used(&parameter.tangent);
        let tangent = raised.then(|| {
            let (name, stand_in) = (&parameter.tangent, parameter.signature.tangent_stand_in(parameter.level));
            quote!(let #name = #stand_in;)
        });
        quote!(#primal #tangent)
    });
    let value = owning(tail(value.clone()));
    let tape = is_sweep.then(|| {
        let tape = &function.tape;
        quote!(let #tape = __chainrule::__private::absent::<&mut __chainrule::__private::Tape>();)
    });
    quote!({ #tape #(#functions)* #operands #value })
}

/// A method by its forward sweep, which gives a copy where the method gives a reference.
fn as_swept(value: Expr) -> Expr {
    match value {
        Expr::Call(call)
            if call.level == 0
                && matches!(call.callee, crate::ir::Callee::Method { .. })
                && !call.arguments.iter().any(|argument| matches!(argument, Argument::Function(_))) =>
        {
            Expr::Forward(call)
        }
        other => other,
    }
}

/// A closure that owns what it has captured, and so may leave the block that its operands stand in.
fn owning(value: TokenStream) -> TokenStream {
    let is_closure = matches!(value.clone().into_iter().next(), Some(TokenTree::Punct(bar)) if bar.as_char() == '|');
    // `self` is no operand.
    if is_closure && !crate::hoist::names(value.clone(), "self") { quote!(move #value) } else { value }
}

/// `value` at the end of a block, where what begins with a block would end after it: `{ … } * 2.0`.
fn tail(value: TokenStream) -> TokenStream {
    let begins_with_block = match value.clone().into_iter().next() {
        Some(TokenTree::Group(group)) => group.delimiter() == Delimiter::Brace,
        Some(TokenTree::Ident(word)) => ["if", "match", "loop", "unsafe"].iter().any(|keyword| word == keyword),
        _ => false,
    };
    if begins_with_block { quote!((#value)) } else { value }
}

/// Absent values for `reads`.
fn operands(function: &Witnesses, mut reads: Vec<VarId>) -> TokenStream {
    reads.sort();
    reads.dedup();
    // `self` behind a reference is there, and cannot be bound again.
    let is_function = |read: &VarId| function.functions.contains_key(read);
    let there = |read: &VarId| function.var(*read).name == "self" || is_function(read) || is_capture(function, *read);
    let reads = reads.into_iter().filter(|read| !there(read));
    let operands = reads.map(|read| {
        let name = &function.var(read).name;
        let parameter = function.parameters.iter().find(|parameter| parameter.var == read);
        if let Some(ty) = parameter.map(|parameter| parameter.syntax.to_token_stream()) {
            quote!(let mut #name: #ty = __chainrule::__private::absent();)
        } else if let Some(ty) = written(function, read) {
            quote!(let mut #name: #ty = __chainrule::__private::absent();)
        } else {
            let inner = function.absent(read);
            quote!(let mut #name = #inner;)
        }
    });
    quote!(#(#operands)*)
}

/// Whether a closure captures `var`, of a type that only rustc knows: there it is in both sweeps.
fn is_capture(function: &Function, var: VarId) -> bool {
    let parameter = function.parameters.iter().find(|parameter| parameter.var == var);
    parameter.is_some_and(|parameter| crate::hoist::names(parameter.syntax.to_token_stream(), "_"))
}

/// The change in place that gives `var`.
fn change(function: &Function, var: VarId) -> Option<InPlace> {
    let mut found = None;
    function.body.for_each_stmt(&mut |stmt| {
        if let crate::ir::StmtKind::InPlace(change) = &stmt.kind
            && change.result == Some(var)
        {
            found = Some(change.clone());
        }
    });
    found
}

/// The values that are given to `var` as a whole in the primal.
fn definitions(function: &Function, var: VarId) -> Vec<Expr> {
    let mut found = Vec::new();
    function.body.for_each_stmt(&mut |stmt| match &stmt.kind {
        crate::ir::StmtKind::Let { var: defined, value } if *defined == var => found.push(value.clone()),
        crate::ir::StmtKind::Assign { place, update: crate::ir::Update::Set, value }
            if place.root == var && place.path.is_empty() =>
        {
            found.push(value.clone());
        }
        _ => {}
    });
    found
}

/// `Ok(a)` alone does not tell the type of the error, nor `None` that of the value: a definition by another case does.
fn other_case<'d>(function: &Function, var: VarId, definitions: &'d [Expr]) -> Option<&'d Expr> {
    let first = case(definitions.first()?)?;
    let mut others = definitions.iter().skip(1);
    others.find(|value| case(value) != Some(first.clone()) && !made_from(function, value, var, &mut Vec::new()))
}

/// The case of an `Option` or a `Result` that `value` makes.
fn case(value: &Expr) -> Option<String> {
    let path = match value {
        Expr::Construct(construct) => construct.path.clone(),
        Expr::Tokens(tokens) => tokens.stream.clone().into_iter().take(1).collect(),
        _ => return None,
    };
    let name = path.to_string();
    matches!(name.as_str(), "Some" | "None" | "Ok" | "Err").then_some(name)
}
