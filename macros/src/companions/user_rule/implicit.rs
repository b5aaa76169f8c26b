//! `implicit = PATH`: the function is any solver for `PATH(x, p…) == 0`, and its derivative follows from the implicit
//! function theorem: `∂x/∂p = −(∂F/∂x)⁻¹ ∂F/∂p`, where `F` is the function at `PATH`, under the attribute itself.
//!
//! What stands here are a pullback and a tangent function for the solver, as a user would give them by `vjp = …` and
//! `jvp = …`.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote, quote_spanned};
use syn::spanned::Spanned;

use super::{active, kept, output, primal, suffixed};
use crate::companions::tangent::tangent_argument;
use crate::companions::{Context, body, one_or_tuple, tangent_type};
use crate::ir::Parameter;
use crate::types::Ty;

/// A local of the generated code.
fn local(name: &str) -> Ident {
    Ident::new(name, Span::mixed_site())
}

/// The functions, and the paths of the pullback and of the tangent function.
pub(super) fn functions(context: &Context, path: &syn::Path) -> (TokenStream, syn::Path, syn::Path) {
    let own = &context.item.sig.ident;
    let text = own.to_string();
    let names = ["residual_of", "solved", "solved_along"];
    let [residual, vjp, jvp] =
        names.map(|name| format_ident!("__{name}_{}", text.trim_start_matches("r#"), span = Span::call_site()));
    let functions = [
        self::residual(context, path, &residual),
        self::pullback(context, &residual, &vjp),
        self::tangent(context, &residual, &jvp),
    ];
    (quote!(#(#functions)*), syn::parse_quote!(#vjp), syn::parse_quote!(#jvp))
}

/// Whether the result is passed to the residual by reference.
fn by_reference(context: &Context) -> bool {
    !context.function.result_ty.is_float()
}

/// `fn residual(x, p…) -> X { PATH(x, p…) }`, differentiated.
fn residual(context: &Context, path: &syn::Path, name: &Ident) -> TokenStream {
    let (generics, output, value) = (context.generics(), output(context), local("value"));
    let bounds = &generics.where_clause;
    let argument = match context.function.result_ty.peel() {
        Ty::Vec(element) => {
            let element = element.tokens();
            quote!(&[#element])
        }
        _ if by_reference(context) => quote!(&#output),
        _ => output.clone(),
    };
    let parameters = context.function.parameters.iter().map(|parameter| {
        let declared = body::parameter(parameter);
        let constant = (!parameter.active && !Ty::of(&parameter.syntax).is_passive()).then(|| quote!(#[constant]));
        quote!(#constant #declared)
    });
    let names = context.names();
    let attributes = context.shared_attributes();
    let call = quote_spanned!(path.span()=> #path(#value #(, #names)*));
    quote! {
        #[doc(hidden)]
        #attributes
        #[__chainrule::differentiate(vjp, jvp, crate = __chainrule)]
        fn #name #generics(#value: #argument #(, #parameters)*) -> #output #bounds { #call }
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
    let (back, zero, rows, index) = (local("back"), local("zero"), local("rows"), local("index"));
    let vjp = format_ident!("vjp_{residual}");
    let (argument, turbofish) = (passed(context, value), context.turbofish());
    let arguments = context.function.parameters.iter().map(kept);
    let unit = seed_form(context, &quote!(__chainrule::__private::unit(&#zero, #index)));
    quote_spanned! {Span::mixed_site()=>
        let (_, #back) = #vjp #turbofish(#argument #(, #arguments)*);
        let #zero = __chainrule::__private::zero_tangent(&#value);
        let mut #rows = __chainrule::__private::Vec::new();
        for #index in 0..__chainrule::__private::coordinates(&#zero) {
            __chainrule::__private::flatten(&#back(#unit).0, &mut #rows);
        }
    }
}

/// `fn solved(p…) -> (X, impl Fn(X') -> G)`.
fn pullback(context: &Context, residual: &Ident, name: &Ident) -> TokenStream {
    let (generics, output) = (context.generics(), output(context));
    let bounds = &generics.where_clause;
    let parameters = context.function.parameters.iter().map(body::parameter);
    let seed_ty = match context.function.result_ty.peel() {
        Ty::Vec(element) => {
            let element = tangent_type(element);
            quote!(&[#element])
        }
        other => tangent_type(other),
    };
    let gradient = context.gradient_type();
    let (value, given, seed, bars) = (local("value"), local("given"), local("seed"), local("bars"));
    let arguments = context.function.parameters.iter().map(kept);
    let primal = primal(context);
    let jacobian = jacobian(context, residual, &value);
    let (back, zero, rows) = (local("back"), local("zero"), local("rows"));
    let adjoint = local("adjoint");
    let back_seed = seed_form(context, &quote!(#adjoint));
    let order: Vec<&Parameter> = active(context).collect();
    let results: Vec<TokenStream> = context
        .results()
        .iter()
        .map(|result| {
            let index = order.iter().position(|parameter| parameter.var == result.var).unwrap_or(0) + 1;
            let index = proc_macro2::Literal::usize_unsuffixed(index);
            quote!(#bars.#index)
        })
        .collect();
    let results = one_or_tuple(&results);
    let flat = if let Ty::Vec(_) = context.function.result_ty.peel() { quote!(#seed.to_vec()) } else { quote!(#seed) };
    let (attributes, function) = (context.shared_attributes(), context.item.sig.ident.to_string());
    quote! {
        #[doc(hidden)]
        #attributes
        fn #name #generics(#(#parameters),*) -> (#output, impl ::core::ops::Fn(#seed_ty) -> #gradient) #bounds {
            let #given: #output = #primal(#(#arguments),*);
            let #value = ::core::clone::Clone::clone(&#given);
            (#given, move |#seed: #seed_ty| {
                #jacobian
                let #adjoint = __chainrule::__private::implicit_adjoint(#function, #rows, &#flat, &#zero);
                let #bars = #back(#back_seed);
                #results
            })
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
    let (argument, turbofish, jvp) = (passed(context, &value), context.turbofish(), format_ident!("jvp_{residual}"));
    let still = if by_reference(context) { quote!(&#zero) } else { quote!(#zero) };
    let (attributes, function) = (context.shared_attributes(), context.item.sig.ident.to_string());
    quote! {
        #[doc(hidden)]
        #attributes
        fn #name #generics(#(#parameters),*) -> (#output, #dot) #bounds {
            let #value: #output = #primal(#(#arguments),*);
            #jacobian
            ::core::mem::drop(#back);
            let (_, #slope) = #jvp #turbofish(#argument, #still #(, #along)*);
            let #slope = __chainrule::__private::implicit_tangent(#function, #rows, &#slope, &#zero);
            (#value, #slope)
        }
    }
}
