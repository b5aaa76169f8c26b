//! `vjp_f` in a function that is differentiated: its pullback is the gradient of the result, weighted by the seed.
//!
//! ```text
//! fn weighted(x, a, seed) -> f64 { ⟨seed, f(x, a)⟩ }
//! fn pullback(x, a, seed) -> G   { grad_weighted(x, a, seed), without the part of the seed }
//! ```
//!
//! Both have hidden names; the hidden type of `vjp_f` says to callers where they are.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::super::{Context, cfg, hidden, one_or_tuple, tangent_type};
use super::composed::given;
use super::parts::{free, own};
use crate::companions::second::number;
use crate::emit;
use crate::options::{Companion, Options};
use crate::types::Ty;
use crate::{activity, lower, structure};

/// The hidden types and functions, where the pullback is differentiated.
pub(super) fn write(context: &Context) -> TokenStream {
    let is_active = context.function.parameters.iter().any(|parameter| parameter.active);
    if !is_active || !context.options.asks_for(Companion::Vjp) || !is_pulled(&context.item.sig) {
        return TokenStream::new();
    }
    let scalar = scalar(&context.function.result_ty);
    scalar.and_then(|scalar| Seeded { context, scalar }.write()).unwrap_or_default()
}

/// Whether the pullback of a function is differentiated: it changes no argument, takes no object, and gives numbers.
pub fn is_pulled(signature: &syn::Signature) -> bool {
    let fits = |input: &syn::FnArg| match input {
        syn::FnArg::Receiver(_) => false,
        syn::FnArg::Typed(input) => {
            let changes = matches!(&*input.ty, syn::Type::Reference(reference) if reference.mutability.is_some());
            !changes && !crate::hoist::names(input.ty.to_token_stream(), "dyn")
        }
    };
    // Elsewhere in the file it is not known which type parameters are numbers.
    let is_generic = signature.generics.type_params().next().is_some();
    let gives_numbers = match &signature.output {
        syn::ReturnType::Type(_, ty) => is_generic || scalar(&Ty::of(ty)).is_some(),
        syn::ReturnType::Default => false,
    };
    gives_numbers && signature.inputs.iter().all(fits)
}

/// Whether `name` is that of a function that weighs the result of another.
pub fn is_weighted(name: &Ident) -> bool {
    name.to_string().starts_with("__weighted_")
}

/// A function whose result can be weighted.
struct Seeded<'c, 'a> {
    context: &'c Context<'a>,
    scalar: Ident,
}

impl Seeded<'_, '_> {
    fn write(&self) -> Option<TokenStream> {
        let companions = vec![(Companion::Grad, Span::call_site())];
        let names = self.context.options.wrt.clone();
        let wrt = names.map(|names| names.into_iter().chain([self.own("weight")]).collect());
        let order = self.context.options.order();
        let options = Options { companions, wrt, order: Some(order), ..self.context.options.clone() };
        let weighted = self.lowered(&self.weighted(), &options, &|context| {
            let (function, companions) = (context.item, super::super::write(context));
            quote!(#[doc(hidden)] #[allow(unused)] #function #companions)
        })?;
        let below = Options { order: Some(order - 1), is_composed: true, ..options };
        let pullback = self.lowered(&self.pullback(), &below, &hidden::sweeps)?;
        let (value, pulled) = (self.primal(), self.pulled());
        let (ty, located) = (self.hidden_type(), self.located());
        Some(quote!(#weighted #pullback #value #pulled #ty #located))
    }

    /// `fn __weighted_f(x, a, seed) -> f64 { seed * f(x, a) }`
    fn weighted(&self) -> syn::ItemFn {
        let context = self.context;
        let (scalar, turbofish, names) = (&self.scalar, context.turbofish(), context.names());
        let (function, value, seed, total) =
            (&context.item.sig.ident, self.own("value"), self.own("weight"), self.own("total"));
        let (zero, ty, mut terms) = (number(scalar, 0.0), context.function.result_ty.tokens(), TokenStream::new());
        weigh(&context.function.result_ty, &quote!(#value), &quote!(#seed), &total, 0, &mut terms);
        let body = quote! {
            let #value: #ty = #function #turbofish(#(#names),*);
            let mut #total: #scalar = #zero;
            #terms
            #total
        };
        self.function(&emit::sibling(function, "weighted"), &quote!(#scalar), &body)
    }

    /// `fn __pullback_f(x, a, seed) -> G { let gradient = grad___weighted_f(x, a, seed); … }`
    fn pullback(&self) -> syn::ItemFn {
        let (context, seed, gradient) = (self.context, self.own("weight"), self.own("gradient"));
        let weighted = emit::sibling(&context.item.sig.ident, "weighted");
        let (grad, turbofish) = (format_ident!("grad_{weighted}"), context.turbofish());
        let given = context.function.parameters.iter().map(given);
        let parts = (0..context.results().len()).map(|index| {
            let index = Literal::usize_unsuffixed(index);
            quote!(#gradient.#index)
        });
        let parts = one_or_tuple(&parts.collect::<Vec<_>>());
        let types = context.results().into_iter().map(|parameter| tangent_type(&Ty::of(&parameter.syntax)));
        let weight = tangent_type(&context.function.result_ty);
        let body = quote!(let #gradient: (#(#types,)* #weight) = #grad #turbofish(#(#given,)* #seed); #parts);
        self.function(&self.name(), &context.gradient_type(), &body)
    }

    /// A name beside the parameters.
    fn own(&self, name: &str) -> Ident {
        free(self.context, name)
    }

    fn name(&self) -> Ident {
        emit::sibling(&self.context.item.sig.ident, "pullback")
    }

    /// A function of the parameters and the seed.
    fn function(&self, name: &Ident, output: &TokenStream, body: &TokenStream) -> syn::ItemFn {
        let mut item = super::composed::function(self.context, name, output, body);
        let (seed, ty) = (self.own("weight"), self.seed());
        item.sig.inputs.push(syn::parse_quote!(#seed: #ty));
        item
    }

    /// The seed as the pullback takes it.
    fn seed(&self) -> TokenStream {
        let tangent = |ty: &Ty| tangent_type(ty);
        match &self.context.function.result_ty {
            Ty::Vec(element) => {
                let element = tangent(element);
                quote!(&[#element])
            }
            other => tangent(other),
        }
    }

    fn lowered(
        &self,
        item: &syn::ItemFn,
        options: &Options,
        write: &dyn Fn(&Context) -> TokenStream,
    ) -> Option<TokenStream> {
        let parameters = self.context.function.parameters.iter().map(|parameter| parameter.active);
        let active: Vec<bool> = parameters.chain([true]).collect();
        let mut function = lower::function(item, &active, self.context.home).ok()?;
        function.underived.clone_from(&self.context.function.underived);
        structure::structure(&mut function);
        let activity = activity::analyze(&function);
        Some(write(&Context { item, function: &function, activity: &activity, options, ..*self.context }))
    }

    /// `f::primal(x, a)`: the function, by the name of its hidden type.
    fn primal(&self) -> TokenStream {
        let (context, names) = (self.context, self.context.names());
        let (function, turbofish) = (&context.item.sig.ident, context.turbofish());
        let output = &context.item.sig.output;
        self.in_type(function, &[], &quote!(#output), &quote!(#function #turbofish(#(#names),*)))
    }

    /// `__pullback_f::primal(x, a, seed)`.
    fn pulled(&self) -> TokenStream {
        let (context, names, seed, ty) = (self.context, self.context.names(), self.own("weight"), self.seed());
        let (vjp, turbofish, gradient) = (context.name(Companion::Vjp), context.turbofish(), context.gradient_type());
        let call = quote!(#vjp #turbofish(#(#names),*).1(#seed));
        self.in_type(&self.name(), &[quote!(#seed: #ty)], &quote!(-> #gradient), &call)
    }

    fn in_type(&self, ty: &Ident, more: &[TokenStream], output: &TokenStream, body: &TokenStream) -> TokenStream {
        let (context, generics) = (self.context, self.context.generics());
        let (attributes, bounds, cfg) = (context.shared_attributes(), &generics.where_clause, cfg(context));
        let visibility = &context.item.vis;
        let parameters = context.function.parameters.iter().map(|parameter| {
            let (name, ty) = (&parameter.name, &parameter.syntax);
            quote!(#name: #ty)
        });
        quote! {
            #cfg
            #[doc(hidden)]
            impl #ty {
                #[doc(hidden)]
                #attributes
                #visibility fn primal #generics(#(#parameters,)* #(#more),*) #output #bounds { #body }
            }
        }
    }

    /// `struct vjp_f`.
    fn hidden_type(&self) -> TokenStream {
        let sig = syn::Signature { ident: self.context.name(Companion::Vjp), ..self.context.item.sig.clone() };
        let item = syn::ItemFn { sig, ..self.context.item.clone() };
        hidden::hidden_type(&Context { item: &item, ..*self.context }, &[])
    }

    /// What leads from `vjp_f` to both.
    fn located(&self) -> TokenStream {
        let (function, pullback) = (&self.context.item.sig.ident, self.name());
        let (cfg, vjp) = (cfg(self.context), self.context.name(Companion::Vjp));
        quote! {
            #cfg
            #[doc(hidden)]
            impl __chainrule::__private::Pulled for #vjp {
                type Function = #function;
                type Pullback = #pullback;
            }
        }
    }
}

/// The type of the numbers in a result that can be weighted.
fn scalar(ty: &Ty) -> Option<Ident> {
    match ty {
        Ty::Float(name) => name.clone(),
        Ty::Array(element, _) | Ty::Vec(element) => scalar(element),
        Ty::Tuple(fields) => {
            let mut scalars = fields.iter().filter(|field| !field.is_passive()).map(scalar);
            let first = scalars.next()??;
            scalars.all(|other| other.as_ref() == Some(&first)).then_some(first)
        }
        _ => None,
    }
}

/// `total += seed * value`, for every number of a value.
fn weigh(ty: &Ty, value: &TokenStream, seed: &TokenStream, total: &Ident, depth: usize, terms: &mut TokenStream) {
    match ty {
        Ty::Array(element, _) | Ty::Vec(element) => {
            let (index, mut inner) = (own(&format!("i{depth}")), TokenStream::new());
            weigh(element, &quote!(#value[#index]), &quote!(#seed[#index]), total, depth + 1, &mut inner);
            if matches!(ty, Ty::Vec(_)) {
                terms.extend(quote!(assert_eq!(#seed.len(), #value.len(), "the length of the seed");));
            }
            terms.extend(quote!(for #index in 0..#value.len() { #inner }));
        }
        Ty::Tuple(fields) => {
            for (field, index) in fields.iter().zip((0..).map(Literal::usize_unsuffixed)) {
                weigh(field, &quote!(#value.#index), &quote!(#seed.#index), total, depth, terms);
            }
        }
        other if other.is_passive() => {}
        _ => terms.extend(quote!(#total += #seed * #value;)),
    }
}
