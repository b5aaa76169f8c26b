//! `partials(x = EXPR, …)`: the adjoint of a parameter is the seed times its partial derivative.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use super::{UnitSeed, active, added_if_wanted, again, cotangents, kept, output, primal, seed};
use crate::companions::{Context, handover, hidden, one_or_tuple, pullback, suffixed, sweep, tangent_type};
use crate::ir::Parameter;
use crate::names::Names;
use crate::types::Ty;

/// The rule, beside the function that it is for.
pub(super) struct Partials<'a> {
    context: &'a Context<'a>,
    list: &'a [(Ident, syn::Expr)],
    /// What the user calls the result.
    pub(super) value: Ident,
}

impl<'a> Partials<'a> {
    pub(super) fn new(context: &'a Context<'a>, list: &'a [(Ident, syn::Expr)]) -> Self {
        let tokens = list.iter().map(|(_, partial)| partial.to_token_stream()).collect();
        let span = word(tokens, "value").unwrap_or_else(Span::call_site);
        Partials { context, list, value: Ident::new("value", span) }
    }

    /// `let value = f(x, a);`.
    fn value(&self) -> TokenStream {
        let (value, output, primal) = (&self.value, output(self.context), primal(self.context));
        let arguments = self.context.function.parameters.iter().map(|parameter| {
            let name = &parameter.name;
            if self.mentions(name) { kept(parameter) } else { quote!(#name) }
        });
        quote!(let #value: #output = #primal(#(#arguments),*);)
    }

    /// The same, as the language has it that is differentiated.
    pub(super) fn value_in_language(&self) -> TokenStream {
        let (value, output, primal) = (&self.value, output(self.context), primal(self.context));
        let parameters = self.context.function.parameters.iter();
        let arguments = parameters.map(|parameter| again::argument(parameter, self.mentions(&parameter.name)));
        quote!(let #value: #output = #primal(#(#arguments),*);)
    }

    /// `let x_partial: f64 = EXPR;`.
    pub(super) fn partial(&self, parameter: &Parameter) -> (TokenStream, Ident) {
        let (name, ty) = (suffixed(&parameter.name, "partial"), tangent_type(&Ty::of(&parameter.syntax)));
        let expr = self.list.iter().find(|(of, _)| *of == parameter.name).map(|(_, partial)| partial);
        (quote!(let #name: #ty = #expr;), name)
    }

    pub(super) fn with_unit_seed(&self) -> UnitSeed {
        let mut statements = self.value();
        statements.extend(active(self.context).map(|parameter| self.partial(parameter).0));
        let results = self.context.results();
        let adjoints = results.iter().map(|parameter| suffixed(&parameter.name, "partial").into_token_stream());
        let value = &self.value;
        UnitSeed { statements, value: quote!(#value), adjoints: adjoints.collect() }
    }

    pub(super) fn vjp(&self) -> TokenStream {
        let (seed, input) = seed(self.context);
        let UnitSeed { statements, value, .. } = self.with_unit_seed();
        let results = self.context.results();
        let adjoints: Vec<TokenStream> = results
            .iter()
            .map(|parameter| {
                let partial = suffixed(&parameter.name, "partial");
                if Ty::of(&parameter.syntax).tangent().is_copy() {
                    scaled(&self.context.function.result_ty, parameter, &quote!(#partial), &seed)
                } else {
                    scaled(
                        &self.context.function.result_ty,
                        parameter,
                        &quote!(::core::clone::Clone::clone(&#partial)),
                        &seed,
                    )
                }
            })
            .collect();
        let (adjoints, gradient) = (one_or_tuple(&adjoints), self.context.gradient_type());
        let ty = tangent_type(&self.context.function.result_ty);
        let closure_type = quote!(impl ::core::ops::Fn(#ty) -> #gradient);
        let body = quote!(#statements (#value, move |#input| #adjoints));
        pullback::vjp_function(self.context, pullback::Borrows::Ended, &closure_type, &body)
    }

    /// The sweeps for callers: what the partials read of values goes over the tape.
    pub(super) fn sweeps(&self, tangent: &TokenStream, again: &TokenStream) -> TokenStream {
        let (context, tape) = (self.context, &self.context.function.tape);
        let read: Vec<&Parameter> =
            hidden::by_value(context).filter(|parameter| self.mentions(&parameter.name)).collect();
        let (call, value) = (self.value(), &self.value);
        let reads_value = self.mentions(value);
        let pushes = read.iter().map(|parameter| &parameter.name).chain(reads_value.then_some(value));
        let forward = hidden::forward_function(context, tape, &quote!(#call #(#tape.push(#pushes);)* #value));
        let output = output(context);
        let mut pops: Vec<TokenStream> = Vec::new();
        pops.extend(reads_value.then(|| quote!(let #value = #tape.pop::<#output>();)));
        pops.extend(read.iter().rev().map(|parameter| {
            let (name, ty) = (&parameter.name, &parameter.syntax);
            quote!(let #name = #tape.pop::<#ty>();)
        }));
        let (seed, seed_input) = seed(context);
        let borrowed = context.function.parameters.iter().filter(|parameter| parameter.reference().is_some());
        let inputs: Vec<TokenStream> = borrowed.clone().map(super::borrowed).chain([seed_input]).collect();
        let added = borrowed.filter(|parameter| parameter.active).map(|parameter| {
            let (partial, name) = self.partial(parameter);
            added_if_wanted(parameter, &partial, &scaled(&context.function.result_ty, parameter, &quote!(#name), &seed))
        });
        let values = hidden::by_value(context).filter(|parameter| parameter.active);
        let partials = values.map(|parameter| self.partial(parameter).0);
        let cotangents = cotangents(context, &|parameter| {
            let partial = suffixed(&parameter.name, "partial");
            scaled(&context.function.result_ty, parameter, &quote!(#partial), &seed)
        });
        let body = quote!(#(#pops)* #(#added)* #(#partials)* #cotangents);
        let reverse = hidden::reverse_function(context, tape, &inputs, &body);
        let with = handover::passed_on(context, &quote!(__chainrule::__private::Tape), true);
        hidden::hidden_type(
            context,
            &[forward, reverse, sweep::by_parts(context), with, tangent.clone(), again.clone()],
        )
    }

    /// Whether a partial derivative reads `name`.
    fn mentions(&self, name: &Ident) -> bool {
        let text = name.to_string();
        self.list.iter().any(|(_, partial)| Names::of(partial.to_token_stream()).mentions(&text))
    }
}

/// The seed times a partial derivative.
fn scaled(result: &Ty, parameter: &Parameter, partial: &TokenStream, seed: &Ident) -> TokenStream {
    let same_width = match (result, Ty::of(&parameter.syntax).peel()) {
        (Ty::Float(Some(result)), Ty::Float(Some(own))) => result == own,
        _ => false,
    };
    if same_width { quote!(#seed * #partial) } else { quote!(__chainrule::__private::scaled(#partial, #seed)) }
}

/// Where `name` stands in `tokens` for the first time.
fn word(tokens: TokenStream, name: &str) -> Option<Span> {
    tokens.into_iter().find_map(|token| match token {
        proc_macro2::TokenTree::Ident(ident) if ident == name => Some(ident.span()),
        proc_macro2::TokenTree::Group(group) => word(group.stream(), name),
        _ => None,
    })
}
