//! `implicit = PATH`: the function is any solver for `PATH(x, p…) == 0`, and its derivative follows from the implicit
//! function theorem: `∂x/∂p = −(∂F/∂x)⁻¹ ∂F/∂p`, where `F` is the function at `PATH`, under the attribute itself.
//!
//! What stands here are a pullback and a tangent function for the solver, as a user would give them by `vjp = …` and
//! `jvp = …`.

mod theorem;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::{active, kept, output, primal, suffixed};
use crate::companions::tangent::tangent_argument;
use crate::companions::{Context, body, one_or_tuple, tangent_type};
use crate::ir::Parameter;
use crate::types::Ty;

pub(super) use theorem::again;

/// A local of the generated code.
fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// Pullback and tangent function of a solver.
pub(super) struct Functions {
    pub definitions: TokenStream,
    /// From the parameters to the solution and the pullback.
    pub vjp: syn::Path,
    /// From the solution and the parameters to the pullback.
    pub vjp_at: syn::Path,
    /// From the parameters and their tangents to the solution and its tangent.
    pub jvp: syn::Path,
}

/// The functions.
pub(super) fn functions(context: &Context, path: &syn::Path) -> Functions {
    let own = &context.item.sig.ident;
    let text = own.to_string();
    let names = ["residual_of", "solved", "solved_at", "solved_along"];
    let [residual, vjp, vjp_at, jvp] =
        names.map(|name| format_ident!("__{name}_{}", text.trim_start_matches("r#"), span = Span::call_site()));
    let definitions = [
        self::residual(context, path, &residual),
        self::pullback_at(context, &residual, &vjp_at),
        self::pullback(context, &vjp, &vjp_at),
        self::tangent(context, &residual, &jvp),
    ];
    Functions {
        definitions: quote!(#(#definitions)*),
        vjp: syn::parse_quote!(#vjp),
        vjp_at: syn::parse_quote!(#vjp_at),
        jvp: syn::parse_quote!(#jvp),
    }
}

/// Whether the result is passed to the residual by reference.
fn by_reference(context: &Context) -> bool {
    !context.function.result_ty.is_float()
}

/// `fn residual(x, p…) -> X { PATH(x, p…) }`, differentiated.
fn residual(context: &Context, path: &syn::Path, name: &Ident) -> TokenStream {
    let (generics, output, value) = (context.generics(), output(context), local("value"));
    let bounds = &generics.where_clause;
    let (argument, solution) = solution(context, path, &value);
    let parameters = context.function.parameters.iter().map(|parameter| {
        let declared = body::parameter(parameter);
        let constant = (!parameter.active && !Ty::of(&parameter.syntax).is_passive()).then(|| quote!(#[constant]));
        quote!(#constant #declared)
    });
    let names = context.names();
    let attributes = context.shared_attributes();
    let call = quote_spanned!(path.span()=> #path(#solution #(, #names)*));
    // Its tangents are differentiated as often as those of the solution.
    let order = (context.options.order() > 1).then(|| {
        let order = proc_macro2::Literal::u32_unsuffixed(context.options.order());
        quote!(order = #order,)
    });
    quote! {
        #[doc(hidden)]
        #attributes
        #[__chainrule::differentiate(vjp, jvp, #order crate = __chainrule)]
        fn #name #generics(#value: #argument #(, #parameters)*) -> #output #bounds { #call }
    }
}

/// How the function above takes the solution `value`, and passes it on to the user's, whose signature the file may tell.
fn solution(context: &Context, path: &syn::Path, value: &Ident) -> (TokenStream, TokenStream) {
    let told = path.get_ident().and_then(|name| crate::surroundings::first_taken(&name.to_string()));
    let told = told.map_or(Ty::Unknown, |ty| Ty::of(&ty));
    let output = output(context);
    match (context.function.result_ty.peel(), told) {
        (Ty::Vec(_), Ty::Ref(_, inner)) if matches!(*inner, Ty::Vec(_)) => (quote!(&#output), quote!(#value)),
        (Ty::Vec(element), told) => {
            let element = element.tokens();
            let copied = matches!(told, Ty::Vec(_)).then(|| quote!(.to_vec()));
            (quote!(&[#element]), quote!(#value #copied))
        }
        (_, told) if by_reference(context) => {
            let copied = matches!(told, Ty::Array(..)).then(|| quote!(*));
            (quote!(&#output), quote!(#copied #value))
        }
        (_, told) => {
            let lent = matches!(told, Ty::Ref(..)).then(|| quote!(&));
            (output, quote!(#lent #value))
        }
    }
}

/// The result as the residual takes it.
fn passed(context: &Context, value: &Ident) -> TokenStream {
    if by_reference(context) { quote!(&#value) } else { quote!(#value) }
}

/// A cotangent as a pullback takes it.
fn seed_form(context: &Context, seed: &TokenStream) -> TokenStream {
    if matches!(context.function.result_ty.peel(), Ty::Vec(_)) { quote!(&#seed) } else { quote!(#seed) }
}

/// `let (_, back) = vjp_residual(x, p…);` and the rows of `∂F/∂x`.
fn jacobian(context: &Context, residual: &Ident, value: &Ident) -> TokenStream {
    let [residue, back, zero, rows, index] = ["residue", "back", "zero", "rows", "index"].map(local);
    let function = context.item.sig.ident.to_string();
    let vjp = format_ident!("vjp_{residual}");
    let (argument, turbofish) = (passed(context, value), context.turbofish());
    let arguments = context.function.parameters.iter().map(kept);
    let unit = seed_form(context, &quote!(__chainrule::__private::unit(&#zero, #index)));
    quote_spanned! {Span::mixed_site()=>
        let (#residue, #back) = #vjp #turbofish(#argument #(, #arguments)*);
        __chainrule::__private::check_residual(#function, &#residue, &#value);
        let #zero = __chainrule::__private::zero_tangent(&#value);
        let mut #rows = __chainrule::__private::Vec::new();
        for #index in 0..__chainrule::__private::coordinates(&#zero) {
            __chainrule::__private::flatten(&#back(#unit).0, &mut #rows);
        }
    }
}

/// `impl Fn(X') -> G`.
fn pullback_type(context: &Context) -> TokenStream {
    let (seed, gradient) = (seed_type(context), context.gradient_type());
    quote!(impl ::core::ops::Fn(#seed) -> #gradient)
}

fn seed_type(context: &Context) -> TokenStream {
    match context.function.result_ty.peel() {
        Ty::Vec(element) => {
            let element = tangent_type(element);
            quote!(&[#element])
        }
        other => tangent_type(other),
    }
}

/// `fn solved(p…) -> (X, impl Fn(X') -> G)`.
fn pullback(context: &Context, name: &Ident, at: &Ident) -> TokenStream {
    let (generics, output, pullback) = (context.generics(), output(context), pullback_type(context));
    let bounds = &generics.where_clause;
    let parameters = context.function.parameters.iter().map(body::parameter);
    let (value, back) = (local("value"), local("back"));
    let (arguments, names) = (context.function.parameters.iter().map(kept), context.names());
    let (primal, turbofish, attributes) = (primal(context), context.turbofish(), context.shared_attributes());
    quote! {
        #[doc(hidden)]
        #attributes
        fn #name #generics(#(#parameters),*) -> (#output, #pullback) #bounds {
            let #value: #output = #primal(#(#arguments),*);
            let #back = #at #turbofish(::core::clone::Clone::clone(&#value) #(, #names)*);
            (#value, #back)
        }
    }
}

/// `fn solved_at(value: X, p…) -> impl Fn(X') -> G`.
fn pullback_at(context: &Context, residual: &Ident, name: &Ident) -> TokenStream {
    let (generics, output, pullback) = (context.generics(), output(context), pullback_type(context));
    let bounds = &generics.where_clause;
    let parameters = context.function.parameters.iter().map(body::parameter);
    let [value, seed, bars, back, zero, rows, adjoint] =
        ["value", "seed", "bars", "back", "zero", "rows", "adjoint"].map(local);
    let (jacobian, seed_ty) = (jacobian(context, residual, &value), seed_type(context));
    let back_seed = seed_form(context, &quote!(#adjoint));
    let order: Vec<&Parameter> = active(context).collect();
    let results = context.results();
    let results = results.iter().map(|result| {
        let index = order.iter().position(|parameter| parameter.var == result.var).unwrap_or(0) + 1;
        let index = proc_macro2::Literal::usize_unsuffixed(index);
        quote!(#bars.#index)
    });
    let results = one_or_tuple(&results.collect::<Vec<_>>());
    let flat = if let Ty::Vec(_) = context.function.result_ty.peel() { quote!(#seed.to_vec()) } else { quote!(#seed) };
    let (attributes, function) = (context.shared_attributes(), context.item.sig.ident.to_string());
    quote! {
        #[doc(hidden)]
        #attributes
        fn #name #generics(#value: #output #(, #parameters)*) -> #pullback #bounds {
            move |#seed: #seed_ty| {
                #jacobian
                let #adjoint =
                    __chainrule::__private::implicit_adjoint(#function, &#rows, &#flat, &#zero);
                let #bars = #back(#back_seed);
                #results
            }
        }
    }
}

/// `fn solved_along(p, p_dot…) -> (X, X')`.
fn tangent(context: &Context, residual: &Ident, name: &Ident) -> TokenStream {
    let (generics, output) = (context.generics(), output(context));
    let (bounds, dot) = (&generics.where_clause, tangent_type(&context.function.result_ty));
    let (mut parameters, mut along) = (Vec::new(), Vec::new());
    for parameter in &context.function.parameters {
        parameters.push(body::parameter(parameter));
        let value = kept(parameter);
        along.push(quote!(#value));
        if parameter.active {
            let (dot, ty) = (suffixed(&parameter.name, "dot"), tangent_argument(parameter));
            parameters.push(quote!(#dot: #ty));
            along.push(quote!(#dot));
        }
    }
    let arguments = context.function.parameters.iter().map(kept);
    let [value, zero, rows, slope, back] = ["value", "zero", "rows", "slope", "back"].map(local);
    let (primal, jacobian) = (primal(context), jacobian(context, residual, &value));
    let attributes = context.shared_attributes();
    if context.options.order() > 1 {
        // As above the first order, to the last digit.
        let (given, body) = (tangents_of_level(context), theorem::of(context));
        return quote! {
            #[doc(hidden)]
            #attributes
            fn #name #generics(#(#parameters),*) -> (#output, #dot) #bounds { #given #body }
        };
    }
    let (argument, turbofish, jvp) = (passed(context, &value), context.turbofish(), format_ident!("jvp_{residual}"));
    let still = if by_reference(context) { quote!(&#zero) } else { quote!(#zero) };
    let function = context.item.sig.ident.to_string();
    quote! {
        #[doc(hidden)]
        #attributes
        fn #name #generics(#(#parameters),*) -> (#output, #dot) #bounds {
            let #value: #output = #primal(#(#arguments),*);
            #jacobian
            ::core::mem::drop(#back);
            let (_, #slope) = #jvp #turbofish(#argument, #still #(, #along)*);
            let #slope = __chainrule::__private::implicit_tangent(#function, &#rows, &#slope, &#zero);
            (#value, #slope)
        }
    }
}

/// The tangents as level 1 has them, from those that `jvp_f` takes.
fn tangents_of_level(context: &Context) -> TokenStream {
    let bind = |parameter: &Parameter| {
        let (given, name) = (suffixed(&parameter.name, "dot"), super::again::dot_name(context, parameter));
        let value = match (parameter.reference(), Ty::of(&parameter.syntax).peel()) {
            (Some(_), Ty::Float(_)) => quote!(&#given),
            (None, Ty::Vec(_)) => quote!(#given.to_vec()),
            _ => quote!(#given),
        };
        quote!(let #name = #value;)
    };
    active(context).map(bind).collect()
}
