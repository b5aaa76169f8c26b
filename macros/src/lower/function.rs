//! Functions as values: parameters that are functions, and functions that are passed to others.

use std::collections::BTreeSet;

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;
use syn::visit_mut::VisitMut;

use super::scope::Binding;
use super::{Lowering, Value};
use crate::diagnostic::Message;
use crate::ir::{Call, Callee, Capture, ClosureValue, Expr, FunctionSweeps, FunctionValue, Place, Step, VarId};
use crate::types::Ty;

impl Lowering<'_> {
    /// The parameter that is a function and that `expr` names.
    pub(super) fn function_parameter_at(&self, expr: &syn::Expr) -> Option<VarId> {
        let name = match expr {
            syn::Expr::Paren(inner) => return self.function_parameter_at(&inner.expr),
            syn::Expr::Group(inner) => return self.function_parameter_at(&inner.expr),
            syn::Expr::Reference(inner) => return self.function_parameter_at(&inner.expr),
            syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => {
                return self.function_parameter_at(&unary.expr);
            }
            syn::Expr::Path(path) => path.path.get_ident()?.to_string(),
            _ => return None,
        };
        let var = match self.scopes.find(&name)? {
            Binding::Var(var) => *var,
            Binding::Alias { place, .. } if place.is_whole() => place.root,
            _ => return None,
        };
        self.function.functions.contains_key(&var).then_some(var)
    }

    /// `let g = f;`, where `f` is a parameter: another name for it.
    pub(super) fn alias_of_function(&mut self, name: &syn::PatIdent, expr: &syn::Expr) -> bool {
        let Some(var) = self.function_parameter_at(expr) else { return false };
        let alias = Binding::Alias { place: Place::of(var), mutable: false, ty: Ty::Unknown };
        self.scopes.bind(name.ident.to_string(), alias);
        true
    }

    /// The type of the result of a parameter that is a function.
    pub(super) fn type_of_parameter_call(&self, call: &syn::ExprCall) -> Option<Ty> {
        let var = self.function_parameter_at(&call.func)?;
        Some(self.function.functions.get(&var)?.signature.output.clone())
    }

    /// `f(x)`, where `f` is a parameter.
    pub(super) fn call_of_parameter(&mut self, call: &syn::ExprCall, parameter: VarId) -> Value {
        let ty = self.type_of_parameter_call(call).unwrap_or_default();
        let list: Vec<&syn::Expr> = call.args.iter().collect();
        let arguments = self.argument_list(&list);
        let spans = call.args.iter().map(Spanned::span).collect();
        let call = Call::new(Callee::Parameter(parameter), arguments, spans);
        Value { expr: Expr::Call(Box::new(call)), ty }
    }

    /// The function that `expr` is, where it is one.
    pub(super) fn function_value(&mut self, expr: &syn::Expr) -> Option<FunctionValue> {
        if let Some(parameter) = self.function_parameter_at(expr) {
            let primal = self.opaque(expr).tokens.stream;
            return Some(FunctionValue { primal, sweeps: FunctionSweeps::Parameter(parameter) });
        }
        match expr {
            syn::Expr::Paren(inner) => self.function_value(&inner.expr),
            syn::Expr::Group(inner) => self.function_value(&inner.expr),
            syn::Expr::Reference(reference) if reference.mutability.is_none() => {
                let inner = self.function_value(&reference.expr)?;
                let primal = inner.primal;
                Some(FunctionValue { primal: quote!(&#primal), ..inner })
            }
            syn::Expr::Call(call) if boxed(expr).is_some() => {
                let inner = self.function_value(&call.args[0])?;
                let is_move = matches!(&call.args[0], syn::Expr::Closure(closure) if closure.capture.is_some());
                let primal = if is_move { self.owning(&inner) } else { inner.primal };
                let make = &call.func;
                Some(FunctionValue { primal: quote!(#make(#primal)), ..inner })
            }
            syn::Expr::Closure(closure) => Some(self.closure_value(closure)),
            syn::Expr::Path(path) if self.named_closure(expr).is_some() => {
                let made = self.named_closure(expr)?;
                let outside = self.scopes.replace(made.scopes.clone());
                let value = self.closure_value(&made.syntax);
                self.scopes.replace(outside);
                let _ = path;
                Some(value)
            }
            syn::Expr::Path(path) if self.is_plain_closure(path) => {
                let primal = expr.to_token_stream();
                Some(FunctionValue { primal, sweeps: FunctionSweeps::Item(path.clone()) })
            }
            syn::Expr::Path(path) if float_method(path).is_some() => Some(self.closure_value(&float_method(path)?)),
            syn::Expr::Path(path) if self.is_function(path) => {
                let primal = expr.to_token_stream();
                Some(FunctionValue { primal, sweeps: FunctionSweeps::Item(path.clone()) })
            }
            _ => None,
        }
    }

    /// A `move` closure, with copies of what it captures: the sweeps need that, too.
    fn owning(&self, value: &FunctionValue) -> TokenStream {
        let primal = &value.primal;
        let FunctionSweeps::Closure(closure) = &value.sweeps else { return primal.clone() };
        let whole = closure.captures.iter().filter(|capture| capture.place.is_whole());
        let names = whole.map(|capture| &self.function.var(capture.place.root).name);
        let copies = names.map(|name| quote!(let #name = ::core::clone::Clone::clone(&#name);));
        quote!({ #(#copies)* move #primal })
    }

    /// Whether `path` names a closure whose definition was left as it is: from the next round on it is known.
    fn is_plain_closure(&mut self, path: &syn::ExprPath) -> bool {
        let Some(name) = path.path.get_ident() else { return false };
        match self.scopes.find(&name.to_string()) {
            Some(Binding::Var(var)) => self.inline_from_now_on(*var),
            _ => false,
        }
    }

    /// Whether `path` names a function: it is no local, and is written like one.
    fn is_function(&self, path: &syn::ExprPath) -> bool {
        let Some(last) = path.path.segments.last() else { return false };
        let name = last.ident.to_string();
        let local = path.path.get_ident().is_some_and(|ident| self.scopes.find(&ident.to_string()).is_some());
        !local && path.qself.is_none() && name.starts_with(|first: char| first.is_lowercase() || first == '_')
    }

    /// A parameter without a type is a float: what is used as something else needs one.
    fn check_types(&mut self, closure: &syn::ExprClosure) {
        // What it is passed to may be refused already.
        if !self.errors.is_empty() {
            return;
        }
        for input in &closure.inputs {
            let open = match input {
                syn::Pat::Type(_) | syn::Pat::Wild(_) => false,
                syn::Pat::Ident(name) => !is_number(&name.ident, closure.body.to_token_stream()),
                _ => true,
            };
            if open {
                let message = Message::new("the type of this parameter has to be written")
                    .note("the closure is passed to another function, and chainrule sees only here what it takes")
                    .help("write it: `|pair: [f64; 2]|`, `|values: &[f64]|`, `|n: usize|`");
                self.error(message, input);
            }
        }
    }

    /// Remembers what the closures among `arguments` take, where the file shows the function that is called.
    pub(super) fn learn_taken(&mut self, callee: &syn::Path, arguments: &[&syn::Expr]) {
        let taken = self.beside.as_ref().map(|beside| beside.taken(callee)).unwrap_or_default();
        self.learn_closures(arguments, taken);
    }

    /// The same of a method.
    pub(super) fn learn_taken_by_method(&mut self, call: &syn::ExprMethodCall, arguments: &[&syn::Expr]) {
        let owner = self.told.as_ref().and_then(|told| told.owner(&call.receiver));
        let method = super::named::plain(&call.method).to_string();
        let taken = self.beside.as_ref().map(|beside| beside.taken_by_method(owner.as_deref(), &method));
        self.learn_closures(arguments, taken.unwrap_or_default());
    }

    /// Which parameters of the function that is called are types of functions, where the file shows it.
    pub(super) fn function_types(&self, callee: &syn::Path) -> BTreeSet<usize> {
        self.beside.as_ref().map(|beside| beside.function_types(callee)).unwrap_or_default()
    }

    /// The same of a method.
    pub(super) fn function_types_of_method(&self, call: &syn::ExprMethodCall) -> BTreeSet<usize> {
        let owner = self.told.as_ref().and_then(|told| told.owner(&call.receiver));
        let method = super::named::plain(&call.method).to_string();
        let types = self.beside.as_ref().map(|beside| beside.function_types_of_method(owner.as_deref(), &method));
        types.unwrap_or_default()
    }

    fn learn_closures(&mut self, arguments: &[&syn::Expr], taken: Vec<Option<Vec<syn::Type>>>) {
        for (argument, types) in arguments.iter().zip(taken) {
            let mut argument = *argument;
            while let syn::Expr::Reference(syn::ExprReference { expr, .. })
            | syn::Expr::Paren(syn::ExprParen { expr, .. }) = argument
            {
                argument = expr;
            }
            argument = boxed(argument).unwrap_or(argument);
            let Some(types) = types else { continue };
            let closure = match argument {
                syn::Expr::Closure(closure) => Some(std::ptr::from_ref(closure)),
                _ => self.named_closure(argument).map(|closure| std::rc::Rc::as_ptr(&closure.syntax)),
            };
            match closure {
                Some(closure) => drop(self.taken.insert(closure, types)),
                None => self.check_known(argument),
            }
        }
    }

    /// Where a function is taken, its derivative must be known.
    fn check_known(&mut self, argument: &syn::Expr) {
        let known = self.function_parameter_at(argument).is_some()
            || matches!(argument, syn::Expr::Path(path)
                if float_method(path).is_some() || self.is_function(path) || self.is_plain_closure(path));
        if !known {
            let message = Message::new(
                "which function this is, and so its derivative, is known only when the program runs",
            )
            .note("it is passed to a differentiated function that calls it")
            .help("pass a function by its name, or a closure that chooses: `|x| if smooth { f(x) } else { g(x) }`");
            self.error(message, argument);
        }
    }

    /// A closure that is passed on: its captures are lent to its sweeps.
    fn closure_value(&mut self, closure: &syn::ExprClosure) -> FunctionValue {
        let mut syntax = closure.clone();
        syntax.capture = None;
        if let Some(types) = self.taken.get(&std::ptr::from_ref(closure)) {
            write_types(&mut syntax, types);
        }
        let inside = self.write_called_closures(&mut syntax);
        self.scopes.enter();
        inside.into_iter().for_each(|(name, binding)| self.scopes.bind(name, binding));
        let primal = self.opaque(&syn::Expr::Closure(syntax.clone())).tokens.stream;
        self.name_receiver(&mut syntax);
        self.name_fields(&mut syntax);
        let sweeps = FunctionSweeps::Closure(Box::new(self.captured(closure, syntax)));
        self.scopes.leave();
        FunctionValue { primal, sweeps }
    }

    /// The sweeps of a closure take what it captures by name, which `self` is not.
    fn name_receiver(&mut self, closure: &mut syn::ExprClosure) {
        if !free_names(closure).iter().any(|name| name == "self") {
            return;
        }
        let Some(binding) = self.scopes.find("self").cloned() else { return };
        let name = self.function.names.fresh("own", closure.span());
        super::called_closures::Renamed { from: "self", to: &name }.visit_expr_closure_mut(closure);
        self.scopes.bind(name.to_string(), binding);
    }

    fn captured(&mut self, closure: &syn::ExprClosure, syntax: syn::ExprClosure) -> ClosureValue {
        self.check_types(&syntax);
        let (mut captures, mut functions) = (Vec::new(), Vec::new());
        for name in free_names(&syntax) {
            let Some(binding) = self.scopes.find(&name.to_string()).cloned() else { continue };
            let path = syn::Expr::Path(syn::parse_quote!(#name));
            if let Some(var) = self.function_parameter_at(&path) {
                functions.push((name, var));
            } else if let Some((mut place, ty)) = self.place(&path) {
                if matches!(ty, Ty::Ref(true, _)) {
                    // It is lent again, not moved.
                    place.path.push(Step::Deref);
                }
                let place = self.freeze(place, closure.span());
                let by_value = matches!(binding, Binding::Var(_)) && !matches!(ty, Ty::Ref(..));
                let copied =
                    by_value && (ty.is_float() || ty.is_copy() && stands_alone(&name, syntax.body.to_token_stream()));
                let number = ty.is_passive() && ty.is_scalar();
                captures.push(Capture { name, ty: ty.peel().clone(), place, copied, number });
            } else if matches!(binding, Binding::Closure(_) | Binding::Item(_)) {
                let message = Message::new(format!("`{name}` cannot be captured here"))
                    .note("the closure is passed to another function, and chainrule has to name what it captures")
                    .help("write a function under `#[differentiate]`, or bind the value by `let` before");
                self.error(message, &name);
            }
        }
        ClosureValue { syntax, captures, functions, sweeps: None }
    }
}

/// What is in `Box::new(f)`.
fn boxed(expr: &syn::Expr) -> Option<&syn::Expr> {
    let syn::Expr::Call(call) = expr else { return None };
    let syn::Expr::Path(path) = &*call.func else { return None };
    let names: Vec<String> = path.path.segments.iter().rev().take(2).map(|segment| segment.ident.to_string()).collect();
    (names == ["new", "Box"]).then(|| call.args.first()).flatten()
}

/// Writes the types of the parameters of `closure` that have none.
fn write_types(closure: &mut syn::ExprClosure, types: &[syn::Type]) {
    for (input, ty) in closure.inputs.iter_mut().zip(types) {
        if !matches!(input, syn::Pat::Type(_)) {
            *input = syn::Pat::Type(syn::PatType {
                attrs: Vec::new(),
                pat: Box::new(input.clone()),
                colon_token: syn::token::Colon::default(),
                ty: Box::new(ty.clone()),
            });
        }
    }
}

/// `f64::cos`, `f64::max`, as closures.
fn float_method(path: &syn::ExprPath) -> Option<syn::ExprClosure> {
    let (float, name) = super::call::float_function(path)?;
    let span = path.span();
    let (float, method) = (Ident::new(&float, span), Ident::new(&name, span));
    match crate::primitives::arity(&name) {
        _ if !crate::primitives::is_differentiable(&name) || matches!(name.as_str(), "powi" | "sin_cos") => None,
        0 => Some(syn::parse_quote_spanned!(span=> |x: #float| x.#method())),
        1 => Some(syn::parse_quote_spanned!(span=> |x: #float, y: #float| x.#method(y))),
        _ => Some(syn::parse_quote_spanned!(span=> |x: #float, y: #float, z: #float| x.#method(y, z))),
    }
}

/// The names inside of a closure that may stand for locals around it.
pub(super) fn free_names(closure: &syn::ExprClosure) -> Vec<Ident> {
    struct Bound(Vec<String>);
    impl<'ast> syn::visit::Visit<'ast> for Bound {
        fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
            self.0.push(pattern.ident.to_string());
        }
    }
    let mut bound = Bound(Vec::new());
    closure.inputs.iter().for_each(|input| syn::visit::Visit::visit_pat(&mut bound, input));
    let mut names: Vec<Ident> = Vec::new();
    collect(closure.body.to_token_stream(), &mut |ident| {
        if !bound.0.contains(&ident.to_string()) && !names.contains(&ident) {
            names.push(ident);
        }
    });
    names
}

/// Whether nothing shows that `name` is no float: an index, a field, a method that floats have not.
fn is_number(name: &Ident, tokens: TokenStream) -> bool {
    let tokens: Vec<TokenTree> = tokens.into_iter().collect();
    let is_dot = |token: Option<&TokenTree>| matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == '.');
    tokens.iter().enumerate().all(|(index, token)| match token {
        TokenTree::Group(group) => {
            let is_index = group.delimiter() == proc_macro2::Delimiter::Bracket
                && matches!(index.checked_sub(1).map(|before| &tokens[before]), Some(TokenTree::Ident(ident)) if ident == name);
            !is_index && is_number(name, group.stream())
        }
        TokenTree::Ident(ident) if ident == name && is_dot(tokens.get(index + 1)) && !is_dot(tokens.get(index + 2)) => {
            matches!(tokens.get(index + 2), Some(TokenTree::Ident(method))
                if crate::primitives::is_float_method(&method.to_string()) || method == "clone" || method == "is_nan")
        }
        _ => true,
    })
}

/// Whether `name` is used as a whole somewhere: neither `name[..]` nor `name.field`.
fn stands_alone(name: &Ident, tokens: TokenStream) -> bool {
    let mut tokens = tokens.into_iter().peekable();
    let mut alone = false;
    while let Some(token) = tokens.next() {
        match token {
            TokenTree::Ident(ident) if ident == *name => {
                alone |= match tokens.peek() {
                    Some(TokenTree::Punct(punct)) => punct.as_char() != '.',
                    Some(TokenTree::Group(group)) => group.delimiter() != proc_macro2::Delimiter::Bracket,
                    _ => true,
                };
            }
            TokenTree::Group(group) => alone |= stands_alone(name, group.stream()),
            _ => {}
        }
    }
    alone
}

/// Identifiers that are no members.
fn collect(tokens: TokenStream, found: &mut dyn FnMut(Ident)) {
    let mut dots = 0;
    for token in tokens {
        match token {
            TokenTree::Ident(ident) if dots != 1 => found(ident),
            TokenTree::Group(group) => collect(group.stream(), found),
            TokenTree::Punct(punct) if punct.as_char() == '.' => {
                dots += 1;
                continue;
            }
            _ => {}
        }
        dots = 0;
    }
}
