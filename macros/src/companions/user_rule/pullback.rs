//! `vjp = PATH`: the user's function gives the value and the pullback.
//!
//! The type of a pullback has no name, so a caller cannot keep it: the reverse sweep runs the user's function again, on
//! the arguments that the forward sweep has left, and calls its pullback once. The solution of an equation is kept: its
//! pullback needs no solver.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote, quote_spanned};
use syn::spanned::Spanned;

use super::{UnitSeed, active, added_if_wanted, cotangents, kept, output, primal, seed};
use crate::companions::{Context, handover, hidden, on_tape, one_or_tuple, pullback, suffixed, sweep, tangent_type};
use crate::ir::Parameter;
use crate::options::Companion;
use crate::types::Ty;

/// The rule, beside the function that it is for.
pub(super) struct Rule<'a> {
    pub context: &'a Context<'a>,
    pub path: &'a syn::Path,
    /// The function that gives the pullback where the result is known, and takes that first.
    pub at: Option<&'a syn::Path>,
}

impl Rule<'_> {
    /// `let (value, pullback) = PATH(x, a); let x_adjoint: f64 = pullback(seed, shadows);`, with all errors of rustc at
    /// the path.
    fn run(&self, value: &TokenStream, again: bool, seed: &TokenStream, shadows: &[Ident]) -> TokenStream {
        let span = self.path.span();
        let arguments = self.context.function.parameters.iter().map(|parameter| {
            if again && parameter.is_inout() {
                let again = suffixed(&parameter.name, "again");
                return quote!(&mut #again);
            }
            self.at_path(&parameter.name)
        });
        let returned = self.returned();
        let adjoints: Vec<TokenStream> =
            returned.iter().map(|parameter| suffixed(&parameter.name, "adjoint").into_token_stream()).collect();
        let (adjoints, ty) = (one_or_tuple(&adjoints), returned_type(&returned));
        if let Some(at) = self.at.filter(|_| again) {
            let kept = Ident::new("kept", Span::mixed_site());
            return quote!(let #adjoints: #ty = #at(#kept #(, #arguments)*)(#seed););
        }
        let pullback = Ident::new("pullback", span.resolved_at(Span::mixed_site()));
        let seed = (!self.context.function.result_ty.is_passive()).then(|| quote!(#seed,));
        let function = self.function();
        let call = quote_spanned!(span=> #function(#(#arguments),*));
        let back = quote_spanned!(span=> #pullback(#seed #(#shadows),*));
        quote! {
            let (#value, #pullback) = #call;
            let #adjoints: #ty = #back;
        }
    }

    /// The user's function, by the name of the companion where that is written: what is wrong with it is said there.
    pub(super) fn function(&self) -> TokenStream {
        let (context, path) = (self.context, self.path);
        if !context.options.asks_for(Companion::Vjp) || super::names(context, Companion::Vjp, path) {
            return quote!(#path);
        }
        let (mut name, turbofish) = (context.name(Companion::Vjp), context.turbofish());
        name.set_span(path.span().resolved_at(name.span()));
        quote!(#name #turbofish)
    }

    /// An argument that rustc places at the path.
    fn at_path(&self, name: &Ident) -> TokenStream {
        let mut name = name.clone();
        name.set_span(self.path.span().resolved_at(name.span()));
        quote!(#name)
    }

    /// The parameters whose adjoints the pullback returns.
    fn returned(&self) -> Vec<&Parameter> {
        self.context.results().into_iter().filter(|parameter| !parameter.is_inout()).collect()
    }

    pub(super) fn with_unit_seed(&self) -> UnitSeed {
        let value = Ident::new("value", Span::mixed_site()).into_token_stream();
        let (mut zeros, mut shadows) = (TokenStream::new(), Vec::new());
        for parameter in self.inout() {
            let (name, adjoint) = (&parameter.name, suffixed(&parameter.name, "adjoint"));
            let shadow = suffixed(&parameter.name, "shadow");
            zeros.extend(quote! {
                let mut #adjoint = __chainrule::__private::zero_tangent(&*#name);
                let #shadow = &mut #adjoint;
            });
            shadows.push(shadow);
        }
        let one = super::number(self.context, 1.0);
        let run = self.run(&value, false, &one, &shadows);
        let results = self.context.results();
        let adjoints = results.iter().map(|parameter| suffixed(&parameter.name, "adjoint").into_token_stream());
        UnitSeed { statements: quote!(#zeros #run), value, adjoints: adjoints.collect() }
    }

    fn inout(&self) -> impl Iterator<Item = &Parameter> {
        active(self.context).filter(|parameter| parameter.is_inout())
    }

    /// `vjp_f` is the user's function under the name of the companion.
    pub(super) fn vjp(&self) -> TokenStream {
        let (path, span) = (self.path, self.path.span());
        let result = &self.context.function.result_ty;
        let seed = match result {
            passive if passive.is_passive() => None,
            Ty::Vec(element) => {
                let element = tangent_type(element);
                Some(quote!(&[#element]))
            }
            other => Some(tangent_type(other)),
        };
        let inputs = seed.into_iter().chain(self.inout().map(pullback::shadow_reference));
        let gradient = returned_type(&self.returned());
        let closure_type = quote!(impl ::core::ops::Fn(#(#inputs),*) -> #gradient);
        let names = self.context.names().into_iter().map(|name| self.at_path(name));
        let body = quote_spanned!(span=> #path(#(#names),*));
        pullback::vjp_function(self.context, pullback::Borrows::Together, &closure_type, &body)
    }

    /// The sweeps for callers.
    pub(super) fn sweeps(&self, tangent: &TokenStream) -> TokenStream {
        let (context, tape) = (self.context, &self.context.function.tape);
        let (mut pushes, mut pops) = (Vec::new(), Vec::new());
        for parameter in &context.function.parameters {
            if let Some((push, pop)) = kept_on_tape(context, tape, parameter) {
                pushes.push(push);
                pops.insert(0, pop);
            }
        }
        let (primal, names) = (primal(context), context.names());
        let mut inner = quote!(#primal(#(#names),*));
        if self.at.is_some() {
            let (kept, output) = (Ident::new("kept", Span::mixed_site()), output(context));
            inner = quote!(let #kept = #inner; #tape.push(::core::clone::Clone::clone(&#kept)); #kept);
            pops.insert(0, quote!(let #kept = #tape.pop::<#output>();));
        }
        let forward = hidden::forward_function(context, tape, &quote!(#(#pushes)* #inner));
        let (seed, seed_input) = seed(context);
        let borrowed = context.function.parameters.iter().filter(|parameter| parameter.reference().is_some());
        let inputs: Vec<TokenStream> = borrowed.clone().map(super::borrowed).chain([seed_input]).collect();
        let shadows: Vec<Ident> = self.inout().map(|parameter| suffixed(&parameter.name, "bar")).collect();
        let seed = if matches!(context.function.result_ty, Ty::Vec(_)) { quote!(&#seed) } else { quote!(#seed) };
        let run = self.run(&quote!(_), true, &seed, &shadows);
        let added = borrowed.filter(|parameter| parameter.active && !parameter.is_inout()).map(|parameter| {
            let adjoint = suffixed(&parameter.name, "adjoint").into_token_stream();
            added_if_wanted(parameter, &TokenStream::new(), &adjoint)
        });
        let cotangents = cotangents(context, &|parameter| suffixed(&parameter.name, "adjoint").into_token_stream());
        let body = quote!(#(#pops)* #run #(#added)* #cotangents);
        let reverse = hidden::reverse_function(context, tape, &inputs, &body);
        let with = handover::passed_on(context, &quote!(__chainrule::__private::Tape), true);
        hidden::hidden_type(context, &[forward, reverse, sweep::by_parts(context), with, tangent.clone()])
    }
}

/// What the reverse sweep needs of an argument and the caller does not pass again: how it goes onto the tape, and how it
/// comes back. A `&mut` argument gets its contents on entry back, and the user's function runs again on a copy.
fn kept_on_tape(context: &Context, tape: &Ident, parameter: &Parameter) -> Option<(TokenStream, TokenStream)> {
    let (name, ty) = (&parameter.name, &parameter.syntax);
    let again = suffixed(name, "again");
    match (parameter.reference(), Ty::of(ty).peel()) {
        (None, _) => {
            let value = kept(parameter);
            let (push, pop) = on_tape::argument((context, tape), parameter, &value, &ty.to_token_stream());
            Some((push, quote!(let #name = #pop;)))
        }
        (Some(false), _) => None,
        (Some(true), Ty::Slice(_)) => {
            Some((quote!(#tape.push_slice(#name);), quote!(#tape.pop_slice(#name); let mut #again = #name.to_vec();)))
        }
        (Some(true), _) => Some((
            quote!(#tape.push(::core::clone::Clone::clone(&*#name));),
            quote!(*#name = #tape.pop(); let mut #again = ::core::clone::Clone::clone(&*#name);),
        )),
    }
}

/// What the pullback returns for `returned`.
fn returned_type(returned: &[&Parameter]) -> TokenStream {
    let types: Vec<TokenStream> = returned.iter().map(|parameter| tangent_type(&Ty::of(&parameter.syntax))).collect();
    one_or_tuple(&types)
}
