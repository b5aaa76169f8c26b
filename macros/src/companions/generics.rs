//! The generics of companions: those of the function, with the bounds that the rules need.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use super::Context;
use crate::home::Kind;

impl Context<'_> {
    /// The generics of the function's companions, with their `where` clause.
    pub(crate) fn generics(&self) -> syn::Generics {
        let mut generics = self.item.sig.generics.clone();
        let around = match self.home.kind {
            // A method of an `impl` may not ask for more than its trait.
            Kind::TraitImpl => generics.clone(),
            _ => self.home.generics_around(&generics),
        };
        for parameter in around.type_params().map(|parameter| parameter.ident.clone()) {
            let bound = if self.scalars.contains(&parameter) {
                quote!(#parameter: __chainrule::Real)
            } else if self.is_differentiated(&parameter) {
                // What is moved or overwritten is recorded.
                let is_named = |ty: &syn::Type, name: &str| crate::hoist::names(ty.to_token_stream(), name);
                let may_change = self.function.parameters.iter().any(|passed| {
                    let is_made_of = is_named(&passed.syntax, &parameter.to_string())
                        || is_named(&passed.syntax, "Self") && self.is_part_of_own_type(&parameter);
                    passed.reference() != Some(false) && is_made_of
                }) || is_cloned(&around, &parameter);
                let recorded = may_change.then(|| quote!(+ ::core::clone::Clone + __chainrule::Record));
                let is_repeated = self.options.order() > 1 || self.options.is_composed;
                if is_repeated || self.takes_tangents_of(&parameter) {
                    generics.make_where_clause().predicates.push(again(&parameter));
                }
                let bound = super::differentiable(&quote!(#parameter));
                quote!(#bound #recorded)
            } else {
                continue;
            };
            generics.make_where_clause().predicates.push(syn::parse_quote!(#bound));
        }
        if self.home.takes_own_values {
            let own = Ident::new("Self", Span::call_site());
            let bound = super::differentiable(&quote!(#own));
            let predicates = &mut generics.make_where_clause().predicates;
            predicates.push(syn::parse_quote!(#own: ::core::marker::Sized));
            predicates.push(syn::parse_quote!(#bound));
            predicates.extend((self.options.order() > 1 || self.options.is_composed).then(|| again(&own)));
        }
        generics
    }

    /// The generics of the reverse sweep, which does not take the functions themselves.
    pub(crate) fn generics_without_functions(&self) -> syn::Generics {
        let mut generics = self.generics();
        let own = generics.clone();
        let is_function = |name: &Ident| {
            let ty: syn::Type = syn::parse_quote!(#name);
            crate::functions::signature(&ty, &own).is_some()
        };
        let kept = generics.params.into_iter().filter(|parameter| match parameter {
            syn::GenericParam::Type(parameter) => !is_function(&parameter.ident),
            _ => true,
        });
        generics.params = kept.collect();
        if let Some(clause) = &mut generics.where_clause {
            let predicates = std::mem::take(&mut clause.predicates).into_iter();
            clause.predicates = predicates
                .filter(|predicate| match predicate {
                    syn::WherePredicate::Type(predicate) => match &predicate.bounded_ty {
                        syn::Type::Path(path) => !path.path.get_ident().is_some_and(is_function),
                        _ => true,
                    },
                    _ => true,
                })
                .collect();
        }
        generics
    }

    /// Whether a differentiated parameter, or the result, is made of values of the type parameter `name`.
    fn is_differentiated(&self, name: &Ident) -> bool {
        let functions = &self.function.functions;
        let active = self.function.parameters.iter();
        let active = active.filter(|parameter| parameter.active && !functions.contains_key(&parameter.var));
        let mut types: Vec<&syn::Type> = active.map(|parameter| &parameter.syntax).collect();
        if let syn::ReturnType::Type(_, ty) = &self.item.sig.output {
            types.push(ty);
        }
        let names = |ty: &dyn ToTokens, name: &str| crate::hoist::names(ty.to_token_stream(), name);
        types.iter().any(|ty| names(ty, &name.to_string()))
            || types.iter().any(|ty| names(ty, "Self")) && self.is_part_of_own_type(name)
    }

    /// Whether the type of the `impl` around has parts made of values of the type parameter `name` that are differentiated.
    fn is_part_of_own_type(&self, name: &Ident) -> bool {
        let own = self.home.own_type.as_ref().filter(|_| self.home.kind == Kind::Impl);
        let own = own.and_then(|own| syn::parse_str::<syn::Type>(own).ok());
        let own = own.filter(|own| crate::hoist::names(own.to_token_stream(), &name.to_string()));
        own.is_some_and(|own| {
            let beside = crate::beside::Beside::of(&self.item.sig.ident);
            !beside.is_some_and(|beside| beside.holds_parameter(&own, &name.to_string()))
        })
    }

    /// Whether the function is one that forward mode wrote, and takes tangents that are made of values of the type `name`.
    fn takes_tangents_of(&self, name: &Ident) -> bool {
        let tangent = quote!(as __chainrule::__private::Differentiable>::Tangent).to_string();
        let types = self.function.parameters.iter().map(|parameter| parameter.syntax.to_token_stream());
        types
            .chain([self.item.sig.output.to_token_stream()])
            .any(|ty| ty.to_string().contains(&tangent) && crate::hoist::names(ty, &name.to_string()))
    }

    /// `::<T, N>`, to pass the generics on.
    pub(crate) fn turbofish(&self) -> TokenStream {
        let names = named(&self.item.sig.generics);
        if names.is_empty() { TokenStream::new() } else { quote!(::<#(#names),*>) }
    }

    /// `::<T, N>`, for the reverse sweep.
    pub(crate) fn turbofish_without_functions(&self) -> TokenStream {
        let generics = self.generics_without_functions();
        let names = named(&generics);
        if names.is_empty() { TokenStream::new() } else { quote!(::<#(#names),*>) }
    }

    /// The bound of a pullback that holds on to the lifetimes `held`.
    pub(crate) fn captured(&self, held: &[syn::Lifetime], generics: &syn::Generics) -> TokenStream {
        if self.home.kind == Kind::Unseen {
            // `use<..>` must list the generics of the `impl`, which the attribute does not see.
            return quote!(+ __chainrule::__private::Captures<(#(&#held (),)*)>);
        }
        let around = self.home.generics.lifetimes().map(|parameter| &parameter.lifetime);
        let mut lifetimes: Vec<&syn::Lifetime> = around.collect();
        lifetimes
            .extend(held.iter().filter(|lifetime| !self.home.generics.lifetimes().any(|l| l.lifetime == **lifetime)));
        let own = (self.home.kind == Kind::Trait).then(|| Ident::new("Self", Span::call_site()));
        let names = own.iter().chain(named(&self.home.generics)).chain(named(generics));
        quote!(+ use<#(#lifetimes,)* #(#names),*>)
    }
}

/// Whether values of the type `name` may be copied: what a copy is made of may be recorded, here or in a function that is
/// called.
fn is_cloned(generics: &syn::Generics, name: &Ident) -> bool {
    let clones = |bound: &syn::TypeParamBound| match bound {
        syn::TypeParamBound::Trait(bound) => {
            bound.path.segments.last().is_some_and(|last| last.ident == "Clone" || last.ident == "Copy")
        }
        _ => false,
    };
    let own = generics.type_params().filter(|parameter| parameter.ident == *name);
    let clause = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    let beside = clause.filter_map(|predicate| match predicate {
        syn::WherePredicate::Type(bound) => match &bound.bounded_ty {
            syn::Type::Path(path) if path.path.is_ident(name) => Some(&bound.bounds),
            _ => None,
        },
        _ => None,
    });
    own.map(|parameter| &parameter.bounds).chain(beside).flatten().any(clones)
}

/// Where derivatives are taken twice: tangents of values of the type `name` are their own tangents, and lie on the tape.
pub(crate) fn again(name: &Ident) -> syn::WherePredicate {
    let tangent = quote!(<#name as __chainrule::Differentiable>::Tangent);
    syn::parse_quote! {
        #tangent: __chainrule::Differentiable<Tangent = #tangent, Shadow = #tangent> + __chainrule::Record
    }
}

/// The types and constants among the parameters.
pub(crate) fn named(generics: &syn::Generics) -> Vec<&Ident> {
    let name = |parameter| match parameter {
        &syn::GenericParam::Lifetime(_) => None,
        syn::GenericParam::Type(parameter) => Some(&parameter.ident),
        syn::GenericParam::Const(parameter) => Some(&parameter.ident),
    };
    generics.params.iter().filter_map(name).collect()
}

/// `impl Trait` in `ty` becomes a type parameter: only those can be captured by name.
pub(crate) fn name_impl_traits(context: &Context, ty: &mut syn::Type, generics: &mut syn::Generics) {
    struct Named<'c, 'g>(&'c Context<'c>, &'g mut syn::Generics);
    impl syn::visit_mut::VisitMut for Named<'_, '_> {
        fn visit_type_mut(&mut self, ty: &mut syn::Type) {
            syn::visit_mut::visit_type_mut(self, ty);
            if let syn::Type::ImplTrait(bounds) = ty
                && !bounds.bounds.iter().any(|bound| matches!(bound, syn::TypeParamBound::PreciseCapture(_)))
            {
                let wish = format!("Argument{}", self.1.params.len());
                let name = self.0.function.names.clone().fresh(&wish, Span::mixed_site());
                let bounds = &bounds.bounds;
                self.1.params.push(syn::parse_quote!(#name: #bounds));
                *ty = syn::parse_quote!(#name);
            }
        }
    }
    syn::visit_mut::VisitMut::visit_type_mut(&mut Named(context, generics), ty);
}
