//! The sweeps of a closure that is passed to another function, as closures: what it captures is lent to them, and the
//! reverse sweep holds the shadows of what it captures.
//!
//! ```text
//! newton(|x| x * x - a, 1.0)     &|tape, x: f64| { let (a,) = (&a,); let v0 = x * x; … tape.push(x); value }
//!                                &mut |tape, value_bar| { let (a, a_bar, a_is) = (&a, &mut a_bar, Active); … (x_bar,) }
//! ```

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;

use super::body::{self, Body};
use super::levels::{ClosureLevel, closures};
use super::{Context, hidden};
use crate::diagnostic::Message;
use crate::home::Home;
use crate::ir::{Argument, Block, Call, Capture, ClosureValue, Expr, Function, FunctionSweeps, Parameter, StmtKind};
use crate::options::Options;
use crate::record::Outermost;
use crate::types::Ty;
use crate::{activity, emit, lower, structure};

/// The sweeps of a closure, but for what it captures.
#[derive(Clone, Debug)]
pub struct ClosureSweeps {
    /// What the forward sweep takes, and does.
    pub forward: (TokenStream, TokenStream),
    /// What the reverse sweep takes, and does.
    pub reverse: (TokenStream, TokenStream),
    /// What the tangent function takes, and does.
    pub tangent: (TokenStream, TokenStream),
    /// For each capture its tangent, and the name that says whether there is one.
    pub tangents: Vec<Option<(Ident, Ident)>>,
    /// For each function that is captured the name of its tangent function.
    pub tangent_functions: Vec<Ident>,
    /// For each capture its shadow, and the name that says whether that is wanted.
    pub shadows: Vec<Option<(Ident, Ident)>>,
    /// For each function that is captured the names of its sweeps.
    pub functions: Vec<(Ident, Ident)>,
    /// The same for what forward mode writes.
    pub levels: Vec<ClosureLevel>,
}

/// What all closures of a function share.
pub struct Around<'a> {
    pub generics: &'a syn::Generics,
    pub options: &'a Options,
    pub home: &'a Home,
    pub scalars: &'a [Ident],
}

/// Writes the sweeps of the closures that `function` passes to others.
pub fn compile(function: &mut Function, around: &Around) -> syn::Result<()> {
    let default = default_type(function, around);
    let types: Vec<(crate::ir::VarId, syn::Type)> =
        function.parameters.iter().map(|parameter| (parameter.var, parameter.syntax.clone())).collect();
    let mut failed = None;
    for_each_call(&mut function.body, &mut |call| {
        for argument in &mut call.arguments {
            if let Argument::Function(value) = argument
                && let FunctionSweeps::Closure(closure) = &mut value.sweeps
            {
                match sweeps(closure, &types, &default, around) {
                    Ok(sweeps) => closure.sweeps = Some(sweeps),
                    Err(error) => match &mut failed {
                        None => failed = Some(error),
                        Some(failed) => failed.combine(error),
                    },
                }
            }
        }
    });
    failed.map_or(Ok(()), Err)
}

/// The type of a parameter without one: the scalar of the function around.
fn default_type(function: &Function, around: &Around) -> TokenStream {
    match around.scalars.first() {
        Some(scalar) => scalar.to_token_stream(),
        None if function.names.mentions("f32") && !function.names.mentions("f64") => quote!(f32),
        None => quote!(f64),
    }
}

fn for_each_call(block: &mut Block, visit: &mut dyn FnMut(&mut Call)) {
    for stmt in &mut block.stmts {
        if let StmtKind::Let { value: Expr::Call(call), .. }
        | StmtKind::Eval(Expr::Call(call))
        | StmtKind::Assign { value: Expr::Call(call), .. } = &mut stmt.kind
        {
            visit(call);
        }
        for inner in stmt.kind.blocks_mut() {
            for_each_call(inner, visit);
        }
    }
}

/// The closure as a function that takes its captures by reference.
fn as_function(
    closure: &ClosureValue,
    types: &[(crate::ir::VarId, syn::Type)],
    default: &TokenStream,
    generics: &syn::Generics,
) -> syn::Result<syn::ItemFn> {
    let inputs = closure.syntax.inputs.iter().map(|input| match input {
        syn::Pat::Type(typed) => quote!(#typed),
        // A parameter of another type is refused where it stands.
        pattern => {
            let default: TokenStream = default.clone().into_iter().map(|token| at(token, pattern.span())).collect();
            quote!(#pattern: #default)
        }
    });
    let captures = closure.captures.iter().map(|capture| {
        let (name, ty) = (&capture.name, capture.ty.peel().tokens().unwrap_or_else(|| quote!(_)));
        if capture.number { quote!(#name: #ty) } else { quote!(#name: &#ty) }
    });
    let copied = closure.captures.iter().filter(|capture| capture.copied && !capture.number);
    let copies = copied.map(|Capture { name, .. }| quote!(let #name = *#name;));
    let functions = closure.functions.iter().filter_map(|(name, var)| {
        let (_, ty) = types.iter().find(|(known, _)| known == var)?;
        Some(quote!(#name: #ty))
    });
    let output = match &closure.syntax.output {
        syn::ReturnType::Default if lower::gives_nothing(&closure.syntax.body) => TokenStream::new(),
        syn::ReturnType::Default => quote!(-> _),
        output @ syn::ReturnType::Type(..) => quote!(#output),
    };
    let (body, parameters) = (&closure.syntax.body, &generics.params);
    let tokens = quote! {
        fn closure<#parameters>(#(#inputs,)* #(#captures,)* #(#functions),*) #output { #(#copies)* #body }
    };
    let mut function: syn::ItemFn = syn::parse2(tokens).map_err(|_| {
        Message::new("this closure cannot be passed to a function")
            .note("it captures `self`, or takes a parameter that no function could take")
            .help("bind the parts that it needs by `let` before it, and name those")
            .on(&closure.syntax)
    })?;
    function.sig.generics.where_clause.clone_from(&generics.where_clause);
    Ok(function)
}

fn at(mut token: proc_macro2::TokenTree, span: proc_macro2::Span) -> proc_macro2::TokenTree {
    token.set_span(span);
    token
}

fn sweeps(
    closure: &ClosureValue,
    types: &[(crate::ir::VarId, syn::Type)],
    default: &TokenStream,
    around: &Around,
) -> syn::Result<ClosureSweeps> {
    let item = as_function(closure, types, default, around.generics)?;
    let own = closure.syntax.inputs.len();
    let active: Vec<bool> = item
        .sig
        .inputs
        .iter()
        .map(|input| matches!(input, syn::FnArg::Typed(typed) if !Ty::of(&typed.ty).is_passive()))
        .collect();
    let mut function = lower::function(&item, &active, around.home)?;
    for (parameter, capture) in function.parameters.iter_mut().skip(own).zip(&closure.captures) {
        parameter.again = capture.number;
    }
    structure::structure(&mut function);
    compile(&mut function, around)?;
    let activity = activity::analyze(&function);
    let order = around.options.order();
    let options = Options {
        companions: Vec::new(),
        wrt: None,
        rule: None,
        order: Some(order),
        is_composed: false,
        root: around.options.root.clone(),
    };
    let context = Context {
        item: &item,
        function: &function,
        activity: &activity,
        options: &options,
        home: around.home,
        scalars: around.scalars,
    };
    Ok(write(&context, own, closure))
}

fn write(context: &Context, own: usize, closure: &ClosureValue) -> ClosureSweeps {
    let function = context.function;
    let mut body = Body::new(context);
    let (inputs, captures) = function.parameters.split_at(own);
    let borrowed: Vec<Borrowed> = inputs.iter().map(|parameter| borrowed(&mut body, parameter)).collect();
    let captures = captures.iter().take(closure.captures.len());
    let shadows: Vec<Option<(Ident, Ident)>> = captures.map(|parameter| shadow(&mut body, parameter)).collect();
    let seed = function.result.map(|result| {
        let (_, name) = body.give(result, function.result_ty.tangent());
        quote!(#name)
    });
    let seed = seed.unwrap_or_else(|| quote!(_));
    let live: Vec<_> = function.result.into_iter().collect();
    let sweeps = body.sweeps(Outermost::OnTape, false, &live);
    let (tape, items) = (&sweeps.function.tape, &sweeps.function.items);
    let declared = inputs.iter().map(body::parameter);
    let value = function.result.map(|result| {
        let name = &function.var(result).name;
        quote!(#name)
    });
    let rebound = body::rebind_mutable(context);
    let forward = emit::stmts(&sweeps.function, &hidden::recorded_as_they_are(&sweeps.forward));
    let reverse = emit::stmts(&sweeps.function, &sweeps.reverse);
    let (sites, seed_again) = (hidden::sites(&sweeps), body::rebind_seed(context, &sweeps));
    let passed = borrowed.iter().map(|input| &input.parameters);
    let (starts, ends) = (borrowed.iter().map(|input| &input.start), borrowed.iter().map(|input| &input.end));
    let adjoints = inputs
        .iter()
        .filter(|parameter| parameter.reference().is_none())
        .map(|parameter| super::cotangent(parameter, || body::adjoint(&sweeps, parameter)));
    let tape = quote!(#tape: &mut __chainrule::__private::Tape);
    let (tangent, tangents) = super::tangent::closure(context, own, closure.captures.len());
    ClosureSweeps {
        levels: closures(context, own, closure.captures.len()),
        tangent,
        tangents,
        tangent_functions: captured_functions(function, closure).map(|names| names.tangent.clone()).collect(),
        forward: (quote!(#tape, #(#declared),*), quote!(#(#items)* #rebound #forward #value)),
        reverse: (
            quote!(#tape, #(#passed)* #seed),
            quote!(#(#items)* #(#starts)* #seed_again #sites #reverse #(#ends)* (#(#adjoints,)*)),
        ),
        shadows,
        functions: captured_functions(function, closure)
            .map(|names| (names.forward.clone(), names.reverse.clone()))
            .collect(),
    }
}

/// The functions that a closure captures, as its own parameters.
fn captured_functions<'f>(
    function: &'f Function,
    closure: &'f ClosureValue,
) -> impl Iterator<Item = &'f crate::functions::FunctionParameter> {
    closure.functions.iter().filter_map(|(name, _)| {
        let parameter = function.parameters.iter().find(|parameter| parameter.name == *name)?;
        function.functions.get(&parameter.var)
    })
}

/// What the reverse sweep takes for a parameter by reference.
#[derive(Default)]
struct Borrowed {
    parameters: TokenStream,
    start: TokenStream,
    end: TokenStream,
}

fn borrowed(body: &mut Body, parameter: &Parameter) -> Borrowed {
    let declared = body::parameter(parameter);
    if parameter.reference().is_none() {
        return Borrowed::default();
    }
    if !parameter.active {
        return Borrowed { parameters: quote!(#declared, _, _,), ..Borrowed::default() };
    }
    if parameter.is_inout() {
        let super::pullback::Input { parameter: bar, start, end, .. } = hidden::inout_shadow(body, parameter);
        return Borrowed { parameters: quote!(#declared, #bar, _,), start, end };
    }
    let Some((bar, marker)) = shadow(body, parameter) else { return Borrowed::default() };
    Borrowed { parameters: quote!(#declared, #bar, #marker,), ..Borrowed::default() }
}

/// The shadow of what stands behind a reference, and the name that says whether it is wanted.
fn shadow(body: &mut Body, parameter: &Parameter) -> Option<(Ident, Ident)> {
    if !parameter.active {
        return None;
    }
    let ty = Ty::Ref(true, Box::new(Ty::of(&parameter.syntax).peel().tangent()));
    let (shadow, bar) = body.give(parameter.var, ty);
    let marker = body.fresh(&format!("{}_is", parameter.name));
    body.function.markers.insert(shadow, marker.clone());
    Some((bar, marker))
}
