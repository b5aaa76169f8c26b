//! Calls: the primal, the forward and the reverse sweep of a function.

use std::collections::BTreeMap;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

use super::shadow::{again, shadow_argument, shadow_place, unwanted};
use super::{borrow, expr, passed, sibling, split};
use crate::ir::{Argument, Call, Callee, Expr, Function, Place, ShadowArgument};

/// A call in any of its forms, with its error apart from its value.
pub(super) fn call_expr(function: &Function, value: &Expr) -> TokenStream {
    let tokens = whole(function, value);
    super::failure::without_error(value, tokens)
}

fn whole(function: &Function, value: &Expr) -> TokenStream {
    match value {
        Expr::Call(call) if call.level > 0 => super::tangent::call(function, call),
        Expr::Call(call) => primal(function, call),
        Expr::Forward(call) if call.level > 0 => super::level::forward(function, call),
        Expr::Forward(call) => match &call.callee {
            Callee::Function(path) => {
                let (tape, Arguments { lets, list }) = (tape(function, path), split_arguments(function, call, true));
                let markers = handovers(call, |_| quote!(__chainrule::__private::ByCaller));
                let path = sweep_path(path, if markers.is_empty() { "forward" } else { "forward_with" });
                in_scope(&lets, quote!(#path(#tape #(, #list)* #(, #markers)*)))
            }
            Callee::Parameter(var) => {
                let (tape, Arguments { lets, list }) = (&function.tape, split_arguments(function, call, true));
                let sweep = function.functions.get(var).map(|parameter| &parameter.forward);
                in_scope(&lets, quote!(#sweep(#tape #(, #list)*)))
            }
            _ => sibling::forward(function, call),
        },
        Expr::Reverse(call, shadows, seed) => {
            let seed = seed.as_ref().map(|seed| expr(function, seed));
            if call.level > 0 {
                return super::level::reverse(function, call, shadows, seed);
            }
            match &call.callee {
                Callee::Function(path) => {
                    let name = if call.kept.is_empty() { "reverse" } else { "reverse_with" };
                    let sweep = sweep_path(&without_functions(path, call), name);
                    reverse(function, &sweep, call, shadows, seed)
                }
                Callee::Parameter(var) => {
                    let sweep = function.functions.get(var).map(|parameter| &parameter.reverse);
                    reverse(function, &quote!(#sweep), call, shadows, seed)
                }
                _ => sibling::reverse(function, call, shadows, seed),
            }
        }
        Expr::Sweep(call, shadows, seed) => {
            let seed = seed.as_ref().map(|seed| expr(function, seed));
            match &call.callee {
                Callee::Function(path) if call.level > 0 => super::level::both(function, path, (call, shadows), seed),
                Callee::Function(path) => both(function, &sweep_path(path, "sweep"), call, shadows, seed),
                _ => TokenStream::new(),
            }
        }
        _ => TokenStream::new(),
    }
}

fn primal(function: &Function, call: &Call) -> TokenStream {
    let mut arguments = arguments(function, call);
    match &call.callee {
        Callee::Function(path) => {
            let Arguments { lets, list } = split_arguments(function, call, false);
            in_scope(&lets, quote!(#path(#(#list),*)))
        }
        Callee::Parameter(var) => {
            let name = &function.var(*var).name;
            quote!(#name(#(#arguments),*))
        }
        Callee::Associated { path, by_value } => {
            if let (true, Some(Argument::Borrow(_, first))) = (by_value, call.arguments.first()) {
                arguments[0] = expr(function, &Expr::Copy(crate::forward::method("clone"), first.clone()));
            }
            quote!(#path(#(#arguments),*))
        }
        Callee::Method { name, turbofish } => {
            let receiver = sibling::receiver(function, call);
            let rest = arguments.iter().skip(1);
            quote!(#receiver.#name #turbofish(#(#rest),*))
        }
    }
}

/// `f::reverse(tape, &a, &mut a_bar, Active, seed)`.
fn reverse(
    function: &Function,
    sweep: &TokenStream,
    call: &Call,
    shadows: &[ShadowArgument],
    seed: Option<TokenStream>,
) -> TokenStream {
    let markers = handovers(call, |value| {
        let value = expr(function, value);
        quote!(__chainrule::__private::Again(#value))
    });
    let seed = seed.map(|seed| quote!(#seed #(, #markers)*));
    with_shadows(function, sweep, call, shadows, (&BTreeMap::new(), seed))
}

/// For each argument by value, how it comes to the reverse sweep; nothing where the callee records what it reads of all.
fn handovers(call: &Call, kept: impl Fn(&Expr) -> TokenStream) -> Vec<TokenStream> {
    if call.kept.is_empty() {
        return Vec::new();
    }
    let by_value = call.arguments.iter().enumerate().filter_map(|(index, argument)| Some((index, argument.value()?)));
    let marker = |(index, value)| {
        if call.kept.contains(&index) { kept(value) } else { quote!(__chainrule::__private::ByTape) }
    };
    by_value.map(marker).collect()
}

/// `f::sweep(tape, x, &a, &mut a_bar, Active, seed)`.
fn both(
    function: &Function,
    sweep: &TokenStream,
    call: &Call,
    shadows: &[ShadowArgument],
    seed: Option<TokenStream>,
) -> TokenStream {
    let by_value = call.arguments.iter().enumerate().filter_map(|(index, argument)| match argument {
        Argument::Value(value) => Some((index, expr(function, value))),
        _ => None,
    });
    with_shadows(function, sweep, call, shadows, (&by_value.collect(), seed))
}

/// A sweep that takes shadows: `values` are the arguments by value that it is given, by their positions.
fn with_shadows(
    function: &Function,
    sweep: &TokenStream,
    call: &Call,
    shadows: &[ShadowArgument],
    (values, seed): (&BTreeMap<usize, TokenStream>, Option<TokenStream>),
) -> TokenStream {
    // An error of the callee's stands at its name.
    let tape = match &call.callee {
        Callee::Function(path) => tape(function, path),
        _ => function.tape.clone(),
    };
    let borrowed = call.located().filter_map(|(argument, span)| match argument {
        Argument::Borrow(mutable, place) => Some((*mutable, place, span)),
        Argument::Value(_) | Argument::Function(_) | Argument::Tangent(_) => None,
    });
    let (borrowed, spans): (Vec<(bool, &Place)>, Vec<Span>) =
        borrowed.map(|(mutable, place, span)| ((mutable, place), span)).unzip();
    let primals = split::parts(function, &borrowed, "part");
    let bars = shadows.iter().zip(&borrowed).map(|(shadow, (_, of))| (true, shadow_place(shadow).unwrap_or(of)));
    let bars = split::parts(function, &bars.collect::<Vec<_>>(), "part_bar");
    let captured = captured(call);
    let pairs = borrowed.iter().zip(shadows).enumerate().map(|(index, ((mutable, place), shadow))| {
        let argument =
            primals.names.get(&index).map_or_else(|| borrow(function, *mutable, place), |part| quote!(#part));
        let (view, shadow) = match (bars.names.get(&index), shadow) {
            (Some(part), ShadowArgument::Active(_)) => {
                (TokenStream::new(), quote!(#part, __chainrule::__private::Active))
            }
            (_, ShadowArgument::Dummy(_) | ShadowArgument::Unwanted(_))
                if matches!(call.callee, Callee::Parameter(_)) =>
            {
                (TokenStream::new(), unwanted(function, shadow, place))
            }
            _ if captured.contains(&index) => captured_shadow(function, shadow, (place, spans[index]), index),
            _ => shadow_argument(function, shadow, (place, spans[index]), index),
        };
        (view, quote!(#argument, #shadow))
    });
    let (views, pairs): (Vec<_>, Vec<_>) = pairs.unzip();
    let (primals, bars) = (primals.lets, bars.lets);
    let mut pairs = pairs.into_iter();
    let mut inputs = Vec::new();
    let mut arguments = call.arguments.iter().enumerate();
    while let Some((index, argument)) = arguments.next() {
        match argument {
            Argument::Value(_) | Argument::Tangent(_) => inputs.extend(values.get(&index).cloned()),
            Argument::Borrow(..) => inputs.extend(pairs.next()),
            Argument::Function(value) => {
                arguments.by_ref().take(value.captures()).for_each(drop);
                let lent: Vec<TokenStream> = pairs.by_ref().take(value.captures()).collect();
                inputs.push(passed::reverse(function, value, &lent));
            }
        }
    }
    in_scope(&quote!(#primals #bars #(#views)*), quote!(#sweep(#tape #(, #inputs)*, #seed)))
}

/// The shadow of what a closure captures, and the view that it needs: it is lent at each call of the closure.
pub(super) fn captured_shadow(
    function: &Function,
    shadow: &ShadowArgument,
    of: (&Place, Span),
    index: usize,
) -> (TokenStream, TokenStream) {
    match shadow {
        ShadowArgument::Active(whole) if whole.path.is_empty() => (TokenStream::new(), again(function, whole)),
        _ => {
            let (view, shadow) = shadow_argument(function, shadow, of, index);
            let shadow = if view.is_empty() { shadow } else { quote!(&mut *#shadow) };
            (view, shadow)
        }
    }
}

/// Which of the borrowed arguments are captures of closures.
fn captured(call: &Call) -> Vec<usize> {
    let (mut captured, mut position, mut rest) = (Vec::new(), 0, 0);
    for argument in &call.arguments {
        match argument {
            Argument::Value(_) | Argument::Tangent(_) => {}
            Argument::Function(value) => rest = value.captures(),
            Argument::Borrow(..) => {
                if rest > 0 {
                    captured.push(position);
                    rest -= 1;
                }
                position += 1;
            }
        }
    }
    captured
}

/// `call` behind statements that it needs.
pub(super) fn in_scope(lets: &TokenStream, call: TokenStream) -> TokenStream {
    if lets.is_empty() { call } else { quote!({ #lets #call }) }
}

/// The arguments of a call, and the statements that they need.
struct Arguments {
    lets: TokenStream,
    list: Vec<TokenStream>,
}

/// Arguments of which several may be parts of one container.
fn split_arguments(function: &Function, call: &Call, forward: bool) -> Arguments {
    let mut borrowed = Vec::new();
    for argument in &call.arguments {
        if let Argument::Borrow(mutable, place) = argument {
            borrowed.push((*mutable, place));
        }
    }
    let parts = split::parts(function, &borrowed, "part");
    let mut position = 0;
    let mut values = TokenStream::new();
    let mut list = Vec::new();
    let mut arguments = call.arguments.iter().enumerate();
    while let Some((index, argument)) = arguments.next() {
        list.push(match argument {
            Argument::Tangent(_) => continue,
            // What reads a container comes before its parts are borrowed.
            Argument::Value(value @ Expr::Place(_)) if !parts.names.is_empty() => {
                let name = quote::format_ident!("argument{index}", span = proc_macro2::Span::mixed_site());
                let value = expr(function, value);
                values.extend(quote!(let #name = #value;));
                quote!(#name)
            }
            Argument::Value(value) => expr(function, value),
            Argument::Borrow(mutable, place) => {
                position += 1;
                match parts.names.get(&(position - 1)) {
                    Some(part) => quote!(#part),
                    None => borrow(function, *mutable, place),
                }
            }
            Argument::Function(value) => {
                let captured = arguments.by_ref().take(value.captures());
                let lent: Vec<TokenStream> = captured.filter_map(|(_, argument)| lent(function, argument)).collect();
                position += lent.len();
                let primal = &value.primal;
                if forward {
                    let sweep = passed::forward(function, value, &lent);
                    quote!(#primal, #sweep)
                } else {
                    quote!(#primal)
                }
            }
        });
    }
    let parts = &parts.lets;
    Arguments { lets: quote!(#values #parts), list }
}

/// What is borrowed.
pub(super) fn lent(function: &Function, argument: &Argument) -> Option<TokenStream> {
    match argument {
        Argument::Borrow(mutable, place) => Some(borrow(function, *mutable, place)),
        Argument::Value(_) | Argument::Function(_) | Argument::Tangent(_) => None,
    }
}

pub(super) fn arguments(function: &Function, call: &Call) -> Vec<TokenStream> {
    arguments_for(function, call, false)
}

/// The arguments, for a forward sweep with those of the functions among them.
pub(super) fn arguments_for(function: &Function, call: &Call, forward: bool) -> Vec<TokenStream> {
    let mut list = Vec::new();
    let mut arguments = call.arguments.iter();
    while let Some(argument) = arguments.next() {
        list.push(match argument {
            Argument::Tangent(_) => continue,
            Argument::Value(value) => expr(function, value),
            Argument::Borrow(mutable, place) => borrow(function, *mutable, place),
            Argument::Function(value) => {
                let captured = arguments.by_ref().take(value.captures());
                let lent: Vec<TokenStream> = captured.filter_map(|argument| lent(function, argument)).collect();
                let (primal, sweep) = (&value.primal, forward.then(|| passed::forward(function, value, &lent)));
                let sweep = sweep.iter();
                quote!(#primal #(, #sweep)*)
            }
        });
    }
    list
}

/// The tape, which rustc places at the name of the called function.
pub(super) fn tape(function: &Function, path: &syn::ExprPath) -> Ident {
    let mut tape = function.tape.clone();
    if let Some(segment) = path.path.segments.last() {
        tape.set_span(segment.ident.span().resolved_at(tape.span()));
    }
    tape
}

/// The cotangent of an argument, which rustc places at the argument.
pub(super) fn cotangent(function: &Function, value: &Expr) -> Option<TokenStream> {
    let Expr::Field(bars, index) = value else { return None };
    let Expr::Place(Place { root, .. }) = &**bars else { return None };
    let span = *function.cotangents.get(root)?.get(*index as usize)?;
    let mut bars = function.var(*root).name.clone();
    bars.set_span(span.resolved_at(bars.span()));
    let member = proc_macro2::Literal::u32_unsuffixed(*index);
    Some(quote_spanned!(span.resolved_at(Span::mixed_site())=> __chainrule::__private::cotangent(#bars.#member)))
}

/// `area`; the type in `<Type>::primal`, which is a function by the name of its hidden type.
pub(super) fn hidden_type(path: &syn::ExprPath) -> TokenStream {
    path.qself.as_ref().map_or_else(|| quote!(#path), |qself| qself.ty.to_token_stream())
}

/// `sum::<3, _>` becomes `sum::<3>` where the other is the type of a function, which the reverse sweep does not name.
pub(super) fn without_functions(path: &syn::ExprPath, call: &Call) -> syn::ExprPath {
    let mut path = path.clone();
    if let Some(segment) = path.path.segments.last_mut()
        && let syn::PathArguments::AngleBracketed(list) = &mut segment.arguments
    {
        drop_functions(list, call);
    }
    path
}

/// Leaves the types of functions out of a turbofish.
pub(super) fn drop_functions(turbofish: &mut syn::AngleBracketedGenericArguments, call: &Call) {
    if call.function_types.is_empty() {
        return;
    }
    let arguments = std::mem::take(&mut turbofish.args).into_iter();
    let told = arguments.filter(|argument| !matches!(argument, syn::GenericArgument::Lifetime(_)));
    let named = told.enumerate().filter(|(position, _)| !call.function_types.contains(position));
    turbofish.args = named.map(|(_, argument)| argument).collect();
}

/// `area::<3>` becomes `area::forward::<3>`.
pub(super) fn sweep_path(path: &syn::ExprPath, sweep: &str) -> TokenStream {
    let mut path = path.clone();
    let span = path.path.segments.last().map_or_else(Span::mixed_site, |segment| segment.ident.span());
    let arguments = path.path.segments.last_mut().map(|segment| std::mem::take(&mut segment.arguments));
    let sweep = Ident::new(sweep, span);
    let generics = match arguments {
        Some(syn::PathArguments::AngleBracketed(list)) => {
            let list = &list.args;
            quote!(::<#list>)
        }
        _ => TokenStream::new(),
    };
    let ty = hidden_type(&path);
    let ty = if path.qself.is_some() { quote!(<#ty>) } else { ty };
    quote_spanned!(span=> #ty::#sweep #generics)
}
