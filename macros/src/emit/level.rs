//! Calls of the sweeps of a tangent function, at any level: all arguments but a first one that is outside are one tuple.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::call::{hidden_type, in_scope, sweep_path, without_functions};
use super::lent::lent_field;
use super::passed::{self, Sweep};
use super::place::{may_be_constant, primal};
use super::shadow::{shadow_argument, shadow_place, unwanted};
use super::sibling::{Head, head, shadow as optional_shadow, with_conversions, with_scalars};
use super::tangent::{Inputs, Kind, dummy, inputs_of, tangent};
use super::{borrow, split};
use crate::ir::{Argument, Call, Callee, Function, FunctionValue, Place, ShadowArgument, TangentArgument};

/// `f::tangent2((x, x_dot, ..))`: the tangent function of a level above the first.
pub(super) fn tangent_function(function: &Function, call: &Call) -> TokenStream {
    apply(function, call, "tangent", None)
}

/// `f::forward1(tape, (x, x_dot, &a, &a_dot, Active))`.
pub(super) fn forward(function: &Function, call: &Call) -> TokenStream {
    apply(function, call, "forward", Some(tape(function, call)))
}

/// A function that takes the arguments with all their tangents.
fn apply(function: &Function, call: &Call, sweep: &str, tape: Option<Ident>) -> TokenStream {
    let tape = tape.iter();
    let kind = kind(call);
    let passed = if sweep == "tangent" { Sweep::Tangent } else { Sweep::Forward };
    let Inputs { lets, list } = inputs_of(function, call, kind, passed);
    let (tape, name) = (quote!(#(#tape,)*), format!("{sweep}{}", call.level));
    let code = match &call.callee {
        Callee::Function(path) => {
            let called = sweep_path(path, &name);
            let order = if sweep == "tangent" { call.level } else { call.level + 1 };
            of_order(path, order, &quote!(#called(#tape (#(#list,)*))))
        }
        Callee::Parameter(var) => {
            let parameter = function.functions.get(var);
            let own = parameter.map(|own| if sweep == "tangent" { &own.tangent } else { &own.forward });
            quote!(#own(#tape (#(#list,)*)))
        }
        Callee::Associated { .. } | Callee::Method { .. } => {
            let rest = list.iter().skip(1);
            match head(function, call, &name, &list) {
                Head::Method(head) => with_scalars(call, quote!(#head(#tape (#(#rest,)*)))),
                Head::Associated(head, first) => with_conversions(call, quote!(#head(#first, #tape (#(#rest,)*)))),
            }
        }
    };
    in_scope(&lets, code)
}

/// `f::reverse1(tape, (&a, &mut a_bar, Active, &a_dot, Active, &mut a_dot_bar, Active), seed)`.
pub(super) fn reverse(
    function: &Function,
    call: &Call,
    shadows: &[ShadowArgument],
    seed: Option<TokenStream>,
) -> TokenStream {
    let Again { lets, list } = again(function, call, shadows);
    let (tape, name) = (tape(function, call), format!("reverse{}", call.level));
    let code = match &call.callee {
        Callee::Function(path) => {
            let sweep = sweep_path(&without_functions(path, call), &name);
            of_order(path, call.level + 1, &quote!(#sweep(#tape, (#(#list,)*), #seed)))
        }
        Callee::Parameter(var) => {
            let sweep = function.functions.get(var).map(|own| &own.reverse);
            quote!(#sweep(#tape, (#(#list,)*), #seed))
        }
        Callee::Associated { .. } | Callee::Method { .. } => {
            let is_function = matches!(call.arguments.first(), Some(Argument::Function(_)));
            let rest = list.iter().skip(usize::from(is_function));
            match head(function, call, &name, &list) {
                Head::Method(head) => with_scalars(call, quote!(#head(#tape, (#(#rest,)*), #seed))),
                Head::Associated(head, first) => {
                    with_conversions(call, quote!(#head(#first, #tape, (#(#rest,)*), #seed)))
                }
            }
        }
    };
    in_scope(&lets, code)
}

/// `f::sweep1(tape, (x, x_dot, &a, &a_dot, Active), (&a, &mut a_bar, …), seed)`.
pub(super) fn both(
    function: &Function,
    path: &syn::ExprPath,
    (call, shadows): (&Call, &[ShadowArgument]),
    seed: Option<TokenStream>,
) -> TokenStream {
    let Inputs { lets, list } = inputs_of(function, call, Kind::Known, Sweep::Forward);
    let Again { lets: more, list: again } = again(function, call, shadows);
    let (tape, sweep) = (tape(function, call), sweep_path(path, &format!("sweep{}", call.level)));
    let code = of_order(path, call.level + 1, &quote!(#sweep(#tape, (#(#list,)*), (#(#again,)*), #seed)));
    in_scope(&quote!(#lets #more), code)
}

fn kind(call: &Call) -> Kind {
    match &call.callee {
        Callee::Function(_) => Kind::Known,
        Callee::Parameter(_) => Kind::Passed,
        Callee::Associated { .. } | Callee::Method { .. } => Kind::Sibling,
    }
}

/// The tape, which rustc places at the name of the called function.
fn tape(function: &Function, call: &Call) -> Ident {
    match &call.callee {
        Callee::Function(path) => super::call::tape(function, path),
        Callee::Method { name, .. } => {
            let mut tape = function.tape.clone();
            tape.set_span(name.span().resolved_at(tape.span()));
            tape
        }
        _ => function.tape.clone(),
    }
}

/// A function of the hidden type of `path`, which must be of this order: what it does not have is one of a trait.
pub(super) fn of_order(path: &syn::ExprPath, order: u32, code: &TokenStream) -> TokenStream {
    let mut path = path.clone();
    let span = path.path.segments.last().map_or_else(Span::mixed_site, |segment| segment.ident.span());
    if let Some(segment) = path.path.segments.last_mut() {
        segment.arguments = syn::PathArguments::None;
    }
    let (ty, order) = (hidden_type(&path), Literal::u32_unsuffixed(order));
    let asked = quote_spanned!(span.resolved_at(Span::mixed_site())=> __chainrule::__private::of_order::<#ty, #order>);
    quote!({
        use __chainrule::__private::LowOrder as _;
        #asked();
        #code
    })
}

/// What a reverse sweep is given again, with shadows, and the statements that it needs.
struct Again {
    lets: TokenStream,
    list: Vec<TokenStream>,
}

fn again(function: &Function, call: &Call, shadows: &[ShadowArgument]) -> Again {
    let kind = kind(call);
    let borrowed: Vec<(bool, &Place)> = call.arguments.iter().filter_map(Argument::borrowed).collect();
    let (parts, bars) = if kind == Kind::Sibling {
        (split::Parts::default(), split::Parts::default())
    } else {
        let places = shadows.iter().zip(&borrowed).map(|(shadow, (_, of))| (true, shadow_place(shadow).unwrap_or(of)));
        let bars: Vec<(bool, &Place)> = places.collect();
        (split::parts(function, &borrowed, "part"), split::parts(function, &bars, "part_bar"))
    };
    let mut again = Again { lets: TokenStream::new(), list: Vec::new() };
    let mut position = 0;
    let mut closure: Option<(&FunctionValue, usize)> = None;
    for (index, (argument, at)) in call.located().enumerate() {
        if let Some((value, start)) = closure
            && again.list.len() == start + (value.captures() << call.level)
        {
            let lent = again.list.split_off(start);
            again.list.push(passed::raised(function, value, (Sweep::Reverse, call.level), &lent));
            closure = None;
        }
        if let Argument::Function(value) = argument {
            closure = Some((value, again.list.len()));
        }
        // What a closure captures is lent to its own sweep.
        let kind = if closure.is_some() && kind == Kind::Sibling { Kind::Known } else { kind };
        if let Argument::Tangent(TangentArgument::NoBorrow(place)) = argument {
            again.list.push(absent(function, kind, place));
        }
        let Some((mutable, place)) = argument.borrowed() else { continue };
        let Some(shadow) = shadows.get(position) else { continue };
        let (part, bar) = (parts.names.get(&position), bars.names.get(&position));
        position += 1;
        let looks = kind == Kind::Sibling && mutable;
        let looks = looks && shadow_place(shadow).is_some_and(|place| may_be_constant(function, place));
        let shadow = match (bar, shadow) {
            (Some(bar), ShadowArgument::Active(_)) => quote!(#bar, __chainrule::__private::Active),
            (None, ShadowArgument::Active(whole)) if closure.is_some() && whole.path.is_empty() => {
                super::shadow::again(function, whole)
            }
            _ => self::shadow(function, shadow, (kind, place), (at, index + 1000), &mut again.lets),
        };
        again.list.push(match argument {
            Argument::Tangent(dot) => {
                let shadow = if looks { before(&shadow, (at, index), &mut again.lets) } else { shadow };
                let dot = lent(function, (dot, place), (kind, part), (at, index), &mut again.lets);
                quote!(#dot, #shadow)
            }
            _ if kind == Kind::Sibling && index == 0 => shadow,
            _ => {
                let primal = part.map_or_else(|| borrow(function, mutable, place), |part| quote!(#part));
                quote!(#primal, #shadow)
            }
        });
    }
    if let Some((value, start)) = closure {
        let lent = again.list.split_off(start);
        again.list.push(passed::raised(function, value, (Sweep::Reverse, call.level), &lent));
    }
    let (own, parts, bars) = (&again.lets, &parts.lets, &bars.lets);
    Again { lets: quote!(#parts #bars #own), list: again.list }
}

/// The tangent of a borrowed argument, which may lie below a constant field.
fn lent(
    function: &Function,
    (dot, place): (&TangentArgument, &Place),
    (kind, part): (Kind, Option<&Ident>),
    (at, index): (Span, usize),
    lets: &mut TokenStream,
) -> TokenStream {
    let of = primal(function, place);
    let lent = lent_field(function, (dot, &of), (kind, part), index, lets);
    lent.unwrap_or_else(|| tangent(function, dot, kind, part, (at, index), lets))
}

/// The shadow of a tangent that is lent to be changed: what it looks at is borrowed after it.
fn before(shadow: &TokenStream, (at, index): (Span, usize), lets: &mut TokenStream) -> TokenStream {
    let name = format_ident!("lent_{index}", span = at.resolved_at(Span::mixed_site()));
    lets.extend(quote!(let #name = #shadow;));
    quote!(#name)
}

/// The tangent of a borrowed argument, and its shadow, where there is none.
fn absent(function: &Function, kind: Kind, place: &Place) -> TokenStream {
    let inactive = quote!(__chainrule::__private::Inactive);
    match kind {
        Kind::Sibling => quote!(::core::option::Option::None, ::core::option::Option::None),
        Kind::Known => {
            let dummy = dummy(function, place);
            quote!(&#dummy, #inactive, &mut #dummy, #inactive)
        }
        Kind::Passed => {
            let of = borrow(function, false, place);
            let (zero, active) =
                (quote!(__chainrule::__private::zero_tangent(#of)), quote!(__chainrule::__private::Active));
            quote!(&#zero, #active, &mut #zero, #active)
        }
    }
}

/// The shadow of a borrowed argument, as it is passed.
fn shadow(
    function: &Function,
    shadow: &ShadowArgument,
    (kind, of): (Kind, &Place),
    (at, index): (Span, usize),
    lets: &mut TokenStream,
) -> TokenStream {
    match (kind, shadow) {
        (Kind::Sibling, _) => optional_shadow(function, shadow, of),
        (Kind::Passed, ShadowArgument::Dummy(_) | ShadowArgument::Unwanted(_)) => unwanted(function, shadow, of),
        _ => {
            let (view, shadow) = shadow_argument(function, shadow, (of, at), index);
            lets.extend(view);
            shadow
        }
    }
}
