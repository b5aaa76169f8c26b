//! Calls of tangent functions, and reads of tangents that a caller may not have.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};

use super::call::{in_scope, sweep_path};
use super::lent::lent_field;
use super::open::marker;
use super::passed::Sweep;
use super::sibling::{Head, head, with_conversions, with_scalars};
use super::{borrow, expr, passed, place_mut, split};
use crate::ir::{Argument, Call, Callee, Expr, Function, Place, Role, Stmt, StmtKind, TangentArgument};
use crate::types::Ty;

/// What `read` makes of `place`: zero where it is the tangent of an argument that the caller holds constant.
pub(super) fn wanted(function: &Function, place: &Place, read: &dyn Fn(&Place) -> TokenStream) -> TokenStream {
    wanted_or(function, place, crate::reverse::zero_of(function.place_ty(place).peel()), read)
}

/// The same for a copy: that of an array as a `Vec` has the zero of a `Vec`.
pub(super) fn wanted_copy(function: &Function, name: &Ident, place: &Place) -> TokenStream {
    let read = |source: &Place| {
        let tokens = super::place(function, source);
        if name == "clone" && (is_element_of_open_array(function, source) || is_open_variable(function, source)) {
            return quote!(::core::clone::Clone::clone(&#tokens));
        }
        quote!(#tokens.#name())
    };
    let zero = crate::reverse::zero_of(function.place_ty(place).peel()).filter(|_| name == "clone");
    wanted_or(function, place, zero, &read)
}

/// A variable that may have been declared without a value, of a type that only rustc knows: from its first assignment,
/// which may come after this copy.
fn is_open_variable(function: &Function, place: &Place) -> bool {
    let var = function.var(place.root);
    let open = place.path.is_empty() && var.mutable && var.role != Role::Parameter && matches!(var.ty, Ty::Unknown);
    let mut made = !open;
    if open {
        function.body.for_each_stmt(&mut |stmt| {
            made |= matches!(&stmt.kind, StmtKind::Let { var, .. } if *var == place.root);
        });
    }
    !made
}

/// Whether rustc knows its type only from what comes later: too late for a method.
fn is_element_of_open_array(function: &Function, place: &Place) -> bool {
    let [crate::ir::Step::Index(_)] = &place.path[..] else { return false };
    matches!(&function.var(place.root).ty, crate::types::Ty::Array(element, len)
        if crate::types::is_open(len) && matches!(**element, crate::types::Ty::Unknown))
}

fn wanted_or(
    function: &Function,
    place: &Place,
    zero: Option<Expr>,
    read: &dyn Fn(&Place) -> TokenStream,
) -> TokenStream {
    let tokens = read(place);
    let (Some(marker), Some(primal)) = (marker(function, place), function.tangents.get(&place.root)) else {
        return tokens;
    };
    let zero = if let Some(zero) = zero {
        expr(function, &zero)
    } else {
        let primal = read(&Place { root: *primal, path: place.path.clone() });
        quote!(__chainrule::__private::field_zero(&#primal))
    };
    quote!((if __chainrule::__private::is_active(#marker) { #tokens } else { #zero }))
}

/// `f::tangent(x, x_dot, &a, &a_dot, Active)`, `receiver.__tangent_m(receiver_dot, x, x_dot)`.
pub(super) fn call(function: &Function, call: &Call) -> TokenStream {
    if call.level > 1 {
        return super::level::tangent_function(function, call);
    }
    match &call.callee {
        Callee::Function(path) => {
            let Inputs { lets, list } = inputs(function, call, Kind::Known);
            let path = sweep_path(path, "tangent");
            in_scope(&lets, quote!(#path(#(#list),*)))
        }
        Callee::Parameter(var) => {
            let Inputs { lets, list } = inputs(function, call, Kind::Passed);
            let tangent = function.functions.get(var).map(|parameter| &parameter.tangent);
            in_scope(&lets, quote!(#tangent(#(#list),*)))
        }
        Callee::Associated { .. } | Callee::Method { .. } => {
            let Inputs { lets, list } = inputs(function, call, Kind::Sibling);
            let rest = list.iter().skip(1);
            in_scope(
                &lets,
                match head(function, call, "tangent", &list) {
                    Head::Method(head) => with_scalars(call, quote!(#head(#(#rest),*))),
                    Head::Associated(head, first) => with_conversions(call, quote!(#head(#first #(, #rest)*))),
                },
            )
        }
    }
}

/// `let (y, y_dot) = f::tangent(..);`, where a call gives a value and its tangent, which the next two statements bind.
pub(super) fn both(function: &Function, first: &Stmt, after: &[Stmt]) -> Option<TokenStream> {
    let StmtKind::Let { var: both, value: value @ Expr::Call(called) } = &first.kind else { return None };
    if called.level == 0 || after.len() < 2 {
        return None;
    }
    let names = after[..2].iter().zip(0..).map(|(stmt, wanted)| match &stmt.kind {
        StmtKind::Let { var, value: Expr::Field(inner, index) }
            if *index == wanted && matches!(&**inner, Expr::Place(place) if place.root == *both) =>
        {
            let info = function.var(*var);
            let (name, mutability) = (&info.name, info.mutable.then(|| quote!(mut)));
            Some(quote!(#mutability #name))
        }
        _ => None,
    });
    let names = names.collect::<Option<Vec<TokenStream>>>()?;
    let value = expr(function, value);
    Some(quote!(let (#(#names),*) = #value;))
}

/// How tangents are passed.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// To a function that is known: by types that say what is held constant.
    Known,
    /// To a function that is a parameter: all of them.
    Passed,
    /// To a function of a type: as options.
    Sibling,
}

/// The arguments, and the statements that they need.
pub(super) struct Inputs {
    pub lets: TokenStream,
    pub list: Vec<TokenStream>,
}

pub(super) fn inputs(function: &Function, call: &Call, kind: Kind) -> Inputs {
    inputs_of(function, call, kind, Sweep::Tangent)
}

/// The arguments of a forward sweep, or of a tangent function.
pub(super) fn inputs_of(function: &Function, call: &Call, kind: Kind, sweep: Sweep) -> Inputs {
    let primals: Vec<(bool, &Place)> = call.arguments.iter().filter_map(primal_borrow).collect();
    let dots: Vec<(bool, &Place)> = call.arguments.iter().filter_map(tangent_borrow).collect();
    let (parts, dot_parts) = match kind {
        Kind::Sibling => (split::Parts::default(), split::Parts::default()),
        _ => (split::parts(function, &primals, "part"), split::parts(function, &dots, "part_dot")),
    };
    let (mut position, mut dot_position) = (0, 0);
    let mut borrowed = None;
    let mut lets = TokenStream::new();
    let mut list = Vec::new();
    let mut arguments = call.located().enumerate();
    while let Some((index, (argument, at))) = arguments.next() {
        match argument {
            Argument::Value(value @ Expr::Place(_)) if !parts.names.is_empty() => {
                // What reads a container comes before its parts are borrowed.
                let name = format_ident!("argument{index}", span = Span::mixed_site());
                let value = expr(function, value);
                lets.extend(quote!(let #name = #value;));
                list.push(quote!(#name));
            }
            Argument::Value(value) => list.push(expr(function, value)),
            Argument::Borrow(mutable, place) => {
                borrowed = Some(place);
                let part = parts.names.get(&position).map(|part| quote!(#part));
                list.push(part.unwrap_or_else(|| borrow(function, *mutable, place)));
                position += 1;
            }
            Argument::Function(value) => {
                let (mut lent, mut of) = (Vec::new(), None);
                for (index, (argument, _)) in arguments.by_ref().take(value.captures() << call.level) {
                    lent.extend(self::lent(function, (argument, of), index, &mut lets));
                    if let Argument::Borrow(_, place) = argument {
                        of = Some(place);
                    }
                }
                let (primal, passed) = (&value.primal, passed::raised(function, value, (sweep, call.level), &lent));
                list.push(quote!(#primal, #passed));
            }
            Argument::Tangent(tangent) => {
                let part = match tangent {
                    TangentArgument::Borrow(..) => {
                        dot_position += 1;
                        dot_parts.names.get(&(dot_position - 1))
                    }
                    _ => None,
                };
                let lent = borrowed.and_then(|of| lent_field(function, (tangent, of), (kind, part), index, &mut lets));
                let mut tokens =
                    lent.unwrap_or_else(|| self::tangent(function, tangent, kind, part, (at, index), &mut lets));
                if !dot_parts.names.is_empty() && matches!(tangent, TangentArgument::Value(_)) {
                    let name = format_ident!("dot{index}", span = Span::mixed_site());
                    lets.extend(quote!(let #name = #tokens;));
                    tokens = quote!(#name);
                }
                list.push(tokens);
            }
        }
    }
    let (parts, dot_parts) = (&parts.lets, &dot_parts.lets);
    Inputs { lets: quote!(#lets #parts #dot_parts), list }
}

fn primal_borrow(argument: &Argument) -> Option<(bool, &Place)> {
    match argument {
        Argument::Borrow(mutable, place) => Some((*mutable, place)),
        _ => None,
    }
}

fn tangent_borrow(argument: &Argument) -> Option<(bool, &Place)> {
    match argument {
        Argument::Tangent(TangentArgument::Borrow(mutable, place)) => Some((*mutable, place)),
        _ => None,
    }
}

/// A capture of a closure, or its tangent with whether there is one.
fn lent(
    function: &Function,
    (argument, of): (&Argument, Option<&Place>),
    index: usize,
    lets: &mut TokenStream,
) -> Option<TokenStream> {
    if let (Argument::Tangent(tangent), Some(of)) = (argument, of)
        && let Some(field) = lent_field(function, (tangent, of), (Kind::Known, None), index, lets)
    {
        return Some(field);
    }
    match argument {
        Argument::Borrow(mutable, place) => Some(borrow(function, *mutable, place)),
        Argument::Tangent(TangentArgument::Borrow(_, place)) => {
            let tokens = borrow(function, false, place);
            let marker = function.markers.get(&place.root);
            let marker = marker.map_or_else(|| quote!(__chainrule::__private::Active), |marker| quote!(#marker));
            Some(quote!(#tokens, #marker))
        }
        Argument::Tangent(TangentArgument::NoBorrow(place)) => {
            let dummy = dummy(function, place);
            Some(quote!(&#dummy, __chainrule::__private::Inactive))
        }
        _ => None,
    }
}

/// Stands for the tangent of a constant argument.
pub(super) fn dummy(function: &Function, place: &Place) -> TokenStream {
    let of = borrow(function, false, place);
    if function.place_ty(place).has_tangent() {
        return quote!(__chainrule::__private::dummy_shadow(#of));
    }
    // A block would have to be of the type that is expected, which a box is not where it is lent.
    quote!((|| {
        use __chainrule::__private::NoShadow as _;
        __chainrule::__private::Dummy(#of).shadow()
    })())
}

/// The tangent of one argument.
pub(super) fn tangent(
    function: &Function,
    tangent: &TangentArgument,
    kind: Kind,
    part: Option<&Ident>,
    (at, index): (Span, usize),
    lets: &mut TokenStream,
) -> TokenStream {
    let span = at.resolved_at(Span::mixed_site());
    match (tangent, kind) {
        (TangentArgument::Value(value), Kind::Sibling) => {
            let value = expr(function, value);
            quote_spanned!(span=> ::core::option::Option::Some(#value))
        }
        (TangentArgument::Value(value), _) => {
            let value = expr(function, value);
            quote_spanned!(span=> __chainrule::__private::Dot(#value))
        }
        (TangentArgument::NoValue, Kind::Sibling) => quote!(::core::option::Option::None),
        (TangentArgument::NoValue, Kind::Passed) => {
            quote!(__chainrule::__private::Dot(__chainrule::__private::no_seed()))
        }
        (TangentArgument::NoValue, Kind::Known) => quote!(__chainrule::__private::NoDot),
        (TangentArgument::NoBorrow(_), Kind::Sibling) => quote!(::core::option::Option::None),
        (TangentArgument::NoBorrow(place), Kind::Known) => {
            let dummy = dummy(function, place);
            quote!(&#dummy, __chainrule::__private::Inactive)
        }
        (TangentArgument::NoBorrow(place), Kind::Passed) => {
            let of = borrow(function, false, place);
            quote!(&__chainrule::__private::zero_tangent(#of), __chainrule::__private::Active)
        }
        (TangentArgument::Borrow(_, place), Kind::Sibling) if function.plain.contains(&place.root) => {
            quote!(::core::option::Option::None)
        }
        (TangentArgument::Borrow(mutable, place), Kind::Sibling) => some(function, *mutable, place),
        (TangentArgument::Borrow(mutable, place), kind) => {
            let tokens = part.map_or_else(|| borrow(function, *mutable, place), |part| quote!(#part));
            let active = if function.plain.contains(&place.root) {
                quote!(__chainrule::__private::Inactive)
            } else {
                quote_spanned!(span=> __chainrule::__private::Active)
            };
            match (function.markers.get(&place.root), kind) {
                (None, _) => quote!(#tokens, #active),
                (Some(marker), kind) => {
                    let view = format_ident!("view{index}", span = Span::mixed_site());
                    let own = format_ident!("none{index}", span = Span::mixed_site());
                    let primal = function.tangents.get(&place.root).copied().unwrap_or(place.root);
                    let primal = Place { root: primal, path: place.path.clone() };
                    let none = if kind == Kind::Passed {
                        let of = borrow(function, false, &primal);
                        quote!(__chainrule::__private::zero_tangent(#of))
                    } else {
                        dummy(function, &primal)
                    };
                    lets.extend(quote! {
                        let #own;
                        let #view = if __chainrule::__private::is_active(#marker) { #tokens } else { #own = #none; &#own };
                    });
                    let marker = if kind == Kind::Passed { active } else { quote!(#marker) };
                    quote!(#view, #marker)
                }
            }
        }
    }
}

/// `Some(&place)`; what already is a reference is lent on.
fn some(function: &Function, mutable: bool, of: &Place) -> TokenStream {
    let tokens = if mutable {
        let whole_reference = matches!(function.var(of.root).ty, Ty::Ref(..)) && of.path.is_empty();
        let tokens = place_mut(function, of);
        if whole_reference { quote!(&mut *#tokens) } else { quote!(&mut #tokens) }
    } else {
        borrow(function, false, of)
    };
    let some = quote!(::core::option::Option::Some(#tokens));
    match function.markers.get(&of.root) {
        Some(marker) => quote! {
            if __chainrule::__private::is_active(#marker) { #some } else { ::core::option::Option::None }
        },
        None => some,
    }
}
