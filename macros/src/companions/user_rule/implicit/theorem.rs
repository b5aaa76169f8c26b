//! What is above the first order: the implicit function theorem as a function, which is differentiated in its turn.
//!
//! ```text
//! let value = f(p);                                        one number
//! let (_, slope) = jvp_residual(value, 1, p, 0);
//! let (_, along) = jvp_residual(value, 0, p, p_dot);
//! (value, -along / slope)
//!
//! let value = f(p);                                        several
//! for k: column k of matrix = jvp_residual(&value, &unit(k), p, 0).1;
//! let (_, slope) = jvp_residual(&value, &zero, p, p_dot);
//! (value, linear(&matrix, &slope))                         -matrix⁻¹ · slope
//! ```
//!
//! `linear` has a rule: its derivatives are made of itself.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use super::super::again::{argument, beside, dot_name, with_body};
use super::super::{output, primal};
use crate::companions::Context;
use crate::companions::second::number;
use crate::types::Ty;

/// The levels above the first.
pub(in super::super) fn again(context: &Context) -> syn::Result<TokenStream> {
    let levels = beside(context, &with_body(context, &of(context)))?;
    let several = !context.function.result_ty.is_float();
    let system = several.then(|| Linear::of(context).written(context));
    Ok(quote!(#system #levels))
}

/// Value and tangent by the theorem.
pub(super) fn of(context: &Context) -> TokenStream {
    if context.function.result_ty.is_float() { of_one(context) } else { Linear::of(context).theorem(context) }
}

/// The arguments of the solver, and of the tangent function of its residual.
struct Arguments {
    /// Tangents that are zero.
    zeros: TokenStream,
    plain: Vec<TokenStream>,
    /// With tangents that are zero.
    still: Vec<TokenStream>,
    /// With the tangents that are given.
    moved: Vec<TokenStream>,
}

fn arguments(context: &Context) -> Arguments {
    let mut all = Arguments { zeros: TokenStream::new(), plain: vec![], still: vec![], moved: vec![] };
    for parameter in &context.function.parameters {
        let name = &parameter.name;
        let kept = argument(parameter, true);
        all.plain.push(kept.clone());
        all.still.push(kept.clone());
        all.moved.push(kept);
        if parameter.active {
            let (dot, nothing) = (dot_name(context, parameter), fresh(context, &format!("{}_still", parameter.label)));
            let at = if parameter.reference().is_some() { quote!(#name) } else { quote!(&#name) };
            all.zeros
                .extend(quote!(let #nothing = __chainrule::stop_gradient(__chainrule::__private::zero_tangent(#at));));
            let lent = parameter.reference().is_some() || matches!(Ty::of(&parameter.syntax), Ty::Vec(_));
            let is_float = Ty::of(&parameter.syntax).peel().is_float();
            all.still.push(if lent && !is_float { quote!(&#nothing) } else { quote!(#nothing) });
            all.moved.push(match parameter.reference() {
                Some(_) if is_float => quote!(*#dot),
                None if lent => quote!(&#dot),
                _ => quote!(#dot),
            });
        }
    }
    all
}

fn fresh(context: &Context, name: &str) -> Ident {
    context.function.names.clone().fresh(name, Span::mixed_site())
}

/// A name of the solver's own, beside it.
fn hidden(context: &Context, what: &str) -> Ident {
    let name = context.item.sig.ident.to_string();
    format_ident!("{what}_of_{}", name.trim_start_matches("r#"), span = Span::call_site())
}

/// Value and tangent of one number by the theorem.
fn of_one(context: &Context) -> TokenStream {
    let (name, jvp) = (context.item.sig.ident.to_string(), hidden(context, "jvp___residual"));
    let (primal, turbofish) = (primal(context), context.turbofish());
    let [value, slope, along] = ["value", "slope", "along"].map(|name| fresh(context, name));
    let scalar = output(context);
    let (zero, one) = match &context.function.result_ty {
        Ty::Float(Some(name)) if crate::generics::is_scalar(name) => (quote!(#name::zero()), quote!(#name::one())),
        _ => (quote!(0.0), quote!(1.0)),
    };
    let Arguments { zeros, plain, still, moved } = arguments(context);
    let singular = format!("the residual of `{name}` has a singular derivative at the solution");
    quote! {
        #zeros
        let #value: #scalar = #primal(#(#plain),*);
        let #slope: #scalar = #jvp #turbofish(#value, #one #(, #still)*).1;
        assert!(#slope != #zero, #singular);
        let #along: #scalar = #jvp #turbofish(#value, #zero #(, #moved)*).1;
        (#value, -(#along / #slope))
    }
}

/// The linear system of a solution of several numbers.
struct Linear {
    /// The type of the numbers, and how many, where that is known.
    scalar: TokenStream,
    length: Option<TokenStream>,
    zero: TokenStream,
    one: TokenStream,
    /// `<T: Real>` and `::<T>`.
    generics: TokenStream,
    turbofish: TokenStream,
    /// `fn linear(matrix, right) -> Vec<f64>`, its pullback, and its tangent function.
    names: [Ident; 3],
}

impl Linear {
    fn of(context: &Context) -> Self {
        let (element, length) = match &context.function.result_ty {
            Ty::Array(element, length) => (&**element, Some(length.clone())),
            Ty::Vec(element) => (&**element, None),
            other => (other, None),
        };
        let scalar = match element {
            Ty::Float(Some(name)) => name.clone(),
            _ => Ident::new("f64", Span::call_site()),
        };
        let is_open = crate::generics::is_scalar(&scalar);
        Linear {
            length,
            zero: number(&scalar, 0.0),
            one: number(&scalar, 1.0),
            generics: if is_open { quote!(<#scalar: __chainrule::Real>) } else { TokenStream::new() },
            turbofish: if is_open { quote!(::<#scalar>) } else { TokenStream::new() },
            scalar: quote!(#scalar),
            names: ["__linear", "__linear_pulled", "__linear_along"].map(|what| hidden(context, what)),
        }
    }

    /// A list of zeros in the shape of the solution.
    fn zeros(&self, count: &Ident) -> TokenStream {
        let zero = &self.zero;
        self.length.as_ref().map_or_else(|| quote!(vec![#zero; #count]), |length| quote!([#zero; #length]))
    }

    /// Value and tangent of several numbers by the theorem.
    fn theorem(&self, context: &Context) -> TokenStream {
        let Linear { scalar, one, turbofish: of_scalar, zero, names: [linear, ..], .. } = self;
        let (jvp, primal, turbofish) = (hidden(context, "jvp___residual"), primal(context), context.turbofish());
        let [value, n, matrix, unit, column, nothing, slope, along, dot] =
            ["value", "n", "matrix", "unit", "column", "nothing", "slope", "along", "dot"]
                .map(|name| fresh(context, name));
        let [i, k] = ["i", "k"].map(|name| fresh(context, name));
        let (ty, start) = (output(context), self.zeros(&n));
        let Arguments { zeros, plain, still, moved } = arguments(context);
        let shaped = self.length.as_ref().map(|_| {
            quote! {
                let mut #dot: #ty = #start;
                for #i in 0..#n { #dot[#i] = #along[#i]; }
            }
        });
        let result = if shaped.is_some() { &dot } else { &along };
        let count = format!("the residual of `{}` has as many components as its solution", context.item.sig.ident);
        quote! {
            #zeros
            let #value: #ty = #primal(#(#plain),*);
            let #n = #value.len();
            let mut #matrix: Vec<#scalar> = vec![#zero; #n * #n];
            for #k in 0..#n {
                let mut #unit: #ty = #start;
                #unit[#k] = #one;
                let #column: #ty = #jvp #turbofish(&#value, &#unit #(, #still)*).1;
                assert_eq!(#column.len(), #n, #count);
                for #i in 0..#n { #matrix[#i * #n + #k] = #column[#i]; }
            }
            let #nothing: #ty = #start;
            let #slope: #ty = #jvp #turbofish(&#value, &#nothing #(, #moved)*).1;
            let #along: Vec<#scalar> = #linear #of_scalar(&#matrix, &#slope);
            #shaped
            (#value, #result)
        }
    }

    /// `linear`, with its rule.
    fn written(&self, context: &Context) -> TokenStream {
        let Linear { scalar, generics, turbofish, names: [linear, pulled, along], .. } = self;
        let (solver, attributes) = (context.item.sig.ident.to_string(), context.shared_attributes());
        let order = context.options.order() - 1;
        // The rule of what has order 1 is a function like any other.
        let again = (order > 1).then(|| {
            let order = Literal::u32_unsuffixed(order - 1);
            quote!(#[__chainrule::differentiate(jvp, vjp, order = #order, crate = __chainrule)])
        });
        let order = Literal::u32_unsuffixed(order);
        quote! {
            #[doc(hidden)]
            #attributes
            #[__chainrule::differentiate(vjp = #pulled, jvp = #along, order = #order, crate = __chainrule)]
            fn #linear #generics(matrix: &[#scalar], right: &[#scalar]) -> __chainrule::__private::Vec<#scalar> {
                __chainrule::__private::implicit_solution(#solver, matrix, right)
            }

            #[doc(hidden)]
            #attributes
            fn #pulled #generics(matrix: &[#scalar], right: &[#scalar]) -> (
                __chainrule::__private::Vec<#scalar>,
                impl ::core::ops::Fn(
                    &[#scalar],
                ) -> (__chainrule::__private::Vec<#scalar>, __chainrule::__private::Vec<#scalar>),
            ) {
                let solution = #linear #turbofish(matrix, right);
                (::core::clone::Clone::clone(&solution), move |seed: &[#scalar]| {
                    __chainrule::__private::implicit_adjoints(#solver, matrix, &solution, seed)
                })
            }

            #[doc(hidden)]
            #attributes
            #again
            fn #along #generics(
                matrix: &[#scalar],
                matrix_dot: &[#scalar],
                right: &[#scalar],
                right_dot: &[#scalar],
            ) -> (__chainrule::__private::Vec<#scalar>, __chainrule::__private::Vec<#scalar>) {
                let solution: Vec<#scalar> = #linear #turbofish(matrix, right);
                let n = solution.len();
                let mut moved: Vec<#scalar> = right_dot.to_vec();
                for i in 0..n {
                    for k in 0..n {
                        moved[i] += matrix_dot[i * n + k] * solution[k];
                    }
                }
                let along: Vec<#scalar> = #linear #turbofish(matrix, &moved);
                (solution, along)
            }
        }
    }
}
