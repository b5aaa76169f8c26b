//! `vjp_f`: the forward sweep, and the reverse sweep as a closure that may be called again.

use proc_macro2::TokenStream;
use quote::quote;

use super::body::{self, Body};
use super::{Context, one_or_tuple, shadow_type, tangent_type};
use crate::emit;
use crate::ir::{Parameter, VarId};
use crate::options::Companion;
use crate::record::Outermost;
use crate::reverse::Sweeps;
use crate::types::Ty;

/// `fn vjp_f(x, a, n) -> (Y, impl Fn(seed) -> G)`.
pub(crate) fn vjp(context: &Context) -> TokenStream {
    let (body, closure_type) = vjp_body(context);
    vjp_function(context, Borrows::Apart, &closure_type, &body)
}

/// Value and pullback, and the type of the pullback.
pub(crate) fn vjp_body(context: &Context) -> (TokenStream, TokenStream) {
    let mut body = Body::new(context);
    let seed = seed(context, &mut body);
    let mut shadows = Vec::new();
    for parameter in context.function.parameters.iter().filter(|parameter| parameter.active && parameter.is_inout()) {
        shadows.push(super::hidden::inout_shadow(&mut body, parameter));
    }
    let live: Vec<_> = context.function.result.into_iter().collect();
    let sweeps = body.sweeps(Outermost::InScope, false, &live);
    let returned: Vec<&Parameter> = context.results().into_iter().filter(|parameter| !parameter.is_inout()).collect();
    let adjoints: Vec<TokenStream> = returned.iter().map(|parameter| body::adjoint(&sweeps, parameter)).collect();
    let types: Vec<TokenStream> = returned.iter().map(|parameter| tangent_type(&Ty::of(&parameter.syntax))).collect();
    let (adjoints, gradient) = (one_or_tuple(&adjoints), one_or_tuple(&types));
    let inputs = seed.iter().map(|seed| &seed.parameter).chain(shadows.iter().map(|shadow| &shadow.parameter));
    let types = seed.iter().map(|seed| &seed.ty).chain(shadows.iter().map(|shadow| &shadow.ty));
    let starts = seed.iter().map(|seed| &seed.start).chain(shadows.iter().map(|shadow| &shadow.start));
    let ends = shadows.iter().map(|shadow| &shadow.end);
    let copies = copies(context, &sweeps);
    let rebound = body::rebind_seed(context, &sweeps);
    let reverse = super::body::reverse_sweep(&sweeps);
    let closure = quote! {
        move |#(#inputs),*| {
            #(#starts)*
            #rebound
            #copies
            #reverse
            #(#ends)*
            #adjoints
        }
    };
    let closure_type = quote!(impl ::core::ops::Fn(#(#types),*) -> #gradient);
    (assemble(context, &sweeps, &closure), closure_type)
}

/// A parameter of the pullback.
pub(crate) struct Input {
    pub parameter: TokenStream,
    pub ty: TokenStream,
    /// Before the reverse sweep.
    pub start: TokenStream,
    /// After it.
    pub end: TokenStream,
}

/// The adjoint of the result, where it carries one.
fn seed(context: &Context, body: &mut Body) -> Option<Input> {
    let result = context.function.result?;
    let ty = context.function.result_ty.clone();
    if ty.is_passive() {
        return None;
    }
    let (_, name) = body.give(result, ty.tangent());
    if let Ty::Vec(element) = &ty {
        let element = tangent_type(element);
        let value = &context.function.var(result).name;
        let text = value.to_string();
        let start = quote! {
            __chainrule::__private::check_shadow(#text, &#value, &#name.to_vec());
            let #name = #name.to_vec();
        };
        let parameter = quote!(#name: &[#element]);
        return Some(Input { parameter, ty: quote!(&[#element]), start, end: TokenStream::new() });
    }
    let ty = tangent_type(&ty);
    Some(Input { parameter: quote!(#name: #ty), ty, start: TokenStream::new(), end: TokenStream::new() })
}

/// Inside of the closure: own copies of what the reverse sweep changes.
fn copies(context: &Context, sweeps: &Sweeps) -> TokenStream {
    let function = &sweeps.function;
    let mut out = TokenStream::new();
    let inout = |var: &VarId| context.function.parameters.iter().any(|p| p.var == *var && p.is_inout());
    for var in body::reads(sweeps) {
        let name = &function.var(var).name;
        out.extend(match (inout(&var), sweeps.restored.contains(&var)) {
            (true, true) => {
                let copy = super::suffixed(name, "copy");
                quote!(let mut #copy = ::core::clone::Clone::clone(&#name); let #name = &mut #copy;)
            }
            (true, false) => quote!(let #name = &#name;),
            (false, true) => quote!(let mut #name = ::core::clone::Clone::clone(&#name);),
            (false, false) => continue,
        });
    }
    if sweeps.uses_tape {
        let tape = &function.tape;
        out.extend(quote!(let #tape = &mut ::core::clone::Clone::clone(&#tape);));
    }
    out
}

/// What `&mut` parameters hold at the end belongs to the closure as a copy.
fn own_finals(context: &Context, sweeps: &Sweeps) -> TokenStream {
    let mut out = TokenStream::new();
    let read = body::reads(sweeps);
    for parameter in context.function.parameters.iter().filter(|parameter| parameter.is_inout()) {
        let name = &parameter.name;
        if !read.contains(&parameter.var) {
            continue;
        }
        out.extend(if let Ty::Slice(_) = Ty::of(&parameter.syntax).peel() {
            quote!(let #name = #name.to_vec();)
        } else {
            quote!(let #name = ::core::clone::Clone::clone(&*#name);)
        });
    }
    out
}

fn assemble(context: &Context, sweeps: &Sweeps, closure: &TokenStream) -> TokenStream {
    let function = &sweeps.function;
    let items = &function.items;
    let rebound = body::rebind_mutable(context);
    let tape_name = &function.tape;
    let sites = sweeps.sites.iter().map(|site| {
        let site = &site.name;
        quote!(let #site = __chainrule::__private::Tape::site();)
    });
    let [own_tape, kept] =
        ["own_tape", "kept"].map(|name| proc_macro2::Ident::new(name, proc_macro2::Span::mixed_site()));
    let tape = sweeps
        .uses_tape
        .then(|| quote!(let mut #own_tape = __chainrule::__private::Tape::new(); let #tape_name = &mut #own_tape;));
    let tape_end = sweeps.uses_tape.then(|| quote!(let #tape_name = #own_tape;));
    let forward = emit::headed(function, " Forward sweep.", &sweeps.forward);
    let finals = own_finals(context, sweeps);
    // What the closure reads of the result, it owns.
    let is_read = |result: &VarId| crate::hoist::names(closure.clone(), &function.var(*result).name.to_string());
    let keep = function.result.filter(|result| !function.result_ty.is_copy() && is_read(result)).map(|result| {
        let name = &function.var(result).name;
        quote!(let #kept = ::core::clone::Clone::clone(&#name);)
    });
    let value = match (function.result, &keep) {
        (None, _) => quote!(()),
        (Some(_), Some(_)) => quote!(#kept),
        (Some(result), None) => {
            let name = &function.var(result).name;
            quote!(#name)
        }
    };
    quote! {
        #(#items)*
        #rebound
        #tape
        #(#sites)*
        #forward
        #finals
        #keep
        #tape_end
        (#value, #closure)
    }
}

/// `vjp_f` around its body.
pub(crate) fn vjp_function(
    context: &Context,
    borrows: Borrows,
    closure_type: &TokenStream,
    body: &TokenStream,
) -> TokenStream {
    let summary = format!(
        " Value of {}, and its pullback: from an adjoint of the result to the adjoints of the arguments.",
        context.link()
    );
    let (visibility, name) = (&context.item.vis, context.name(Companion::Vjp));
    let attributes = context.attributes_of_a_value();
    let Captures { generics, parameters, bound } = captures(context, borrows);
    let generics = super::cloned::generics(context, body, generics);
    let bounds = &generics.where_clause;
    let result = match &context.item.sig.output {
        syn::ReturnType::Default => quote!(()),
        syn::ReturnType::Type(_, ty) => quote!(#ty),
    };
    quote! {
        #[doc = #summary]
        #attributes
        #visibility fn #name #generics(#(#parameters),*) -> (#result, #closure_type #bound) #bounds { #body }
    }
}

/// The signature of `vjp_f`, in which every reference has a name.
struct Captures {
    generics: syn::Generics,
    parameters: Vec<TokenStream>,
    /// `+ use<'x>`: the pullback holds on to what is behind `&`, and lets go of what is behind `&mut`.
    bound: TokenStream,
}

/// How long the arguments behind `&` are borrowed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Borrows {
    /// Not by the pullback.
    Ended,
    /// Each as long as it needs to be.
    Apart,
    /// All equally long.
    Together,
}

fn captures(context: &Context, borrows: Borrows) -> Captures {
    let mut generics = context.generics();
    let plain = || context.function.parameters.iter().map(body::parameter).collect();
    if borrows == Borrows::Ended {
        let named = super::generics::named(&generics);
        let bound = quote!(+ use<#(#named),*>);
        return Captures { parameters: plain(), bound, generics };
    }
    let nested = context.function.parameters.iter().any(|parameter| match &parameter.syntax {
        syn::Type::Reference(reference) => mentions_reference(&reference.elem),
        other => mentions_reference(other),
    });
    if nested {
        return Captures { generics, parameters: plain(), bound: TokenStream::new() };
    }
    let (mut parameters, mut held) = (Vec::new(), Vec::new());
    for (index, parameter) in context.function.parameters.iter().enumerate() {
        let mut ty = parameter.syntax.clone();
        super::generics::name_impl_traits(context, &mut ty, &mut generics);
        for lifetime in lifetimes(&ty) {
            if !held.contains(&lifetime) {
                held.push(lifetime);
            }
        }
        if let syn::Type::Reference(reference) = &mut ty {
            let lifetime = reference.lifetime.clone().unwrap_or_else(|| {
                let shared = borrows == Borrows::Together && reference.mutability.is_none();
                let name = if shared { "'borrowed".to_owned() } else { format!("'borrowed_{index}") };
                let fresh = syn::Lifetime::new(&name, proc_macro2::Span::mixed_site());
                if !held.contains(&fresh) {
                    generics.params.insert(0, syn::GenericParam::Lifetime(syn::LifetimeParam::new(fresh.clone())));
                }
                fresh
            });
            if reference.mutability.is_none() && !held.contains(&lifetime) {
                held.push(lifetime.clone());
            }
            reference.lifetime = Some(lifetime);
        }
        parameters.push(body::declared(parameter, &ty));
    }
    let bound = context.captured(&held, &generics);
    Captures { generics, parameters, bound }
}

/// The lifetimes that the arguments of a type name.
fn lifetimes(ty: &syn::Type) -> Vec<syn::Lifetime> {
    struct Named(Vec<syn::Lifetime>);
    impl<'ast> syn::visit::Visit<'ast> for Named {
        fn visit_generic_argument(&mut self, argument: &'ast syn::GenericArgument) {
            if let syn::GenericArgument::Lifetime(lifetime) = argument
                && lifetime.ident != "_"
                && lifetime.ident != "static"
            {
                self.0.push(lifetime.clone());
            }
            syn::visit::visit_generic_argument(self, argument);
        }
    }
    let mut named = Named(Vec::new());
    syn::visit::Visit::visit_type(&mut named, ty);
    named.0
}

/// Whether a reference stands inside of `ty`.
fn mentions_reference(ty: &syn::Type) -> bool {
    struct References(bool);
    impl<'ast> syn::visit::Visit<'ast> for References {
        fn visit_type_reference(&mut self, _reference: &'ast syn::TypeReference) {
            self.0 = true;
        }
    }
    let mut references = References(false);
    syn::visit::Visit::visit_type(&mut references, ty);
    references.0
}

/// The type behind a `&mut` parameter, as a shadow.
pub(crate) fn shadow_reference(parameter: &Parameter) -> TokenStream {
    let ty = shadow_type(&Ty::of(&parameter.syntax));
    quote!(&mut #ty)
}
