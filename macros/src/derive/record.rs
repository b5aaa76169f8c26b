//! How a value lies on the tape: its fields one by one, behind them the number of the variant.

use proc_macro2::{Ident, Literal, Span, TokenStream};
use quote::{format_ident, quote};

use super::{Field, Input};
use crate::types::Ty;

/// `impl Record for S`; nothing where a field cannot be recorded as far as its type tells.
pub(super) fn record(input: &Input) -> TokenStream {
    if input.variants.iter().flat_map(|variant| &variant.fields).any(|field| !is_recordable(field)) {
        return TokenStream::new();
    }
    let mut generics = input.generics.clone();
    for parameter in generics.type_params_mut() {
        if !input.is_held(&parameter.ident) {
            parameter.bounds.push(syn::parse_quote!(__chainrule::Record));
        }
        parameter.default = None;
    }
    let clause = clause(input, &generics);
    let (header, arguments, _) = generics.split_for_impl();
    let name = &input.name;
    let stores = input.variants.iter().enumerate().map(|(number, variant)| {
        let pattern = variant.pattern("a");
        let parts = (0..variant.fields.len()).map(|index| format_ident!("a{index}"));
        let number = Literal::usize_unsuffixed(number);
        let number = input.is_enum.then(|| quote!(tape.push::<u32>(#number);));
        let stores = variant.fields.iter().zip(parts).map(|(field, part)| {
            if is_whole(input, field) {
                quote!(__chainrule::__private::push_whole(tape, #part);)
            } else {
                quote!(__chainrule::Record::record(#part, tape);)
            }
        });
        quote!(#pattern => { #(#stores)* #number })
    });
    let loads = input.variants.iter().enumerate().map(|(number, variant)| {
        let parts = variant.fields.iter().enumerate().rev().map(|(index, field)| {
            let part = format_ident!("a{index}");
            if is_whole(input, field) {
                quote!(let #part = __chainrule::__private::pop_whole(tape);)
            } else {
                quote!(let #part = __chainrule::Record::restore(tape);)
            }
        });
        let value = variant.pattern("a");
        let number = Literal::usize_unsuffixed(number);
        let head = if input.is_enum { quote!(#number) } else { quote!(_) };
        quote!(#head => { #(#parts)* #value })
    });
    let number = if input.is_enum { quote!(tape.pop::<u32>()) } else { quote!(()) };
    let rest = input.is_enum.then(|| quote!(_ => ::core::unreachable!("bug in chainrule: no such variant")));
    let stores = super::tangent::matched(&quote!(self), stores);
    quote! {
        #[automatically_derived]
        #[doc(hidden)]
        #[allow(clippy::all, clippy::pedantic, unused)]
        impl #header __chainrule::Record for #name #arguments #clause {
            #[inline]
            fn record(self, tape: &mut __chainrule::Tape) { #stores }
            #[inline]
            fn restore(tape: &mut __chainrule::Tape) -> Self {
                match #number { #(#loads,)* #rest }
            }
        }
    }
}

/// Constant fields of any type, maps, objects, and types that may borrow: with a lifetime in the bound, it is asked for where the
/// implementation is used.
fn clause(input: &Input, generics: &syn::Generics) -> TokenStream {
    let predicates = generics.where_clause.as_ref().map(|clause| &clause.predicates).into_iter().flatten();
    let fields = input.variants.iter().flat_map(|variant| &variant.fields);
    let deferred = |field: &&Field| {
        let borrows = input.generics.lifetimes().any(|parameter| super::mentions(&field.ty, &parameter.lifetime.ident));
        (field.constant || borrows || holds_map(field) || holds_object(field) || is_shared(field))
            && !super::mentions(&field.ty, &input.name)
    };
    // What is shared is cloned before it lies on the tape, and the type may be among it.
    let own = input.variants.iter().flat_map(|variant| &variant.fields);
    let recursive = own.filter(|field| is_shared(field) && super::mentions(&field.ty, &input.name)).count() > 0;
    let own = recursive.then(|| {
        let (name, (_, arguments, _)) = (&input.name, input.generics.split_for_impl());
        quote!(for<'__of> #name #arguments: ::core::clone::Clone)
    });
    let bounds = fields.filter(deferred).map(|field| {
        let ty = &field.ty;
        if is_whole(input, field) {
            return quote!(for<'__of> #ty: __chainrule::__private::Whole);
        }
        quote!(for<'__of> #ty: __chainrule::Record)
    });
    let own = own.into_iter();
    quote!(where #(#predicates,)* #(#bounds,)* #(#own,)*)
}

/// Whether the field lies on the tape as a whole: it is constant, and its type need not be one that can be taken apart.
fn is_whole(input: &Input, field: &Field) -> bool {
    fn is_known(ty: &Ty) -> bool {
        match ty {
            Ty::Passive(Some(_)) | Ty::Float(_) | Ty::Unit => true,
            Ty::Array(inner, _) | Ty::Vec(inner) | Ty::Option(inner) | Ty::Boxed(_, inner) => is_known(inner),
            Ty::Tuple(parts) => parts.iter().all(is_known),
            _ => false,
        }
    }
    let parameters = input.generics.params.iter().map(|parameter| match parameter {
        syn::GenericParam::Lifetime(parameter) => &parameter.lifetime.ident,
        syn::GenericParam::Type(parameter) => &parameter.ident,
        syn::GenericParam::Const(parameter) => &parameter.ident,
    });
    let mut own = parameters.chain(std::iter::once(&input.name));
    field.constant && !is_known(&Ty::of(&field.ty)) && !own.any(|name| super::mentions(&field.ty, name))
}

/// Whether the field holds something shared.
fn is_shared(field: &Field) -> bool {
    ["Rc", "Arc"].iter().any(|owner| super::mentions(&field.ty, &Ident::new(owner, Span::call_site())))
}

/// Whether the field holds a map, whose keys may be of any type.
fn holds_map(field: &Field) -> bool {
    ["HashMap", "BTreeMap"].iter().any(|map| super::mentions(&field.ty, &Ident::new(map, Span::call_site())))
}

/// Whether the field holds an object of a trait, which nothing can copy.
fn holds_object(field: &Field) -> bool {
    super::mentions(&field.ty, &Ident::new("dyn", Span::call_site()))
}

/// Whether values of the field can lie on the tape, as far as its type tells.
fn is_recordable(field: &Field) -> bool {
    fn fits(ty: &Ty) -> bool {
        match ty {
            Ty::Ref(..) | Ty::Slice(_) => false,
            Ty::Array(inner, _) | Ty::Vec(inner) | Ty::Option(inner) => fits(inner),
            Ty::Boxed(_, inner) => fits(inner),
            Ty::Tuple(parts) => parts.iter().all(fits),
            Ty::Result(value, error) => fits(value) && fits(error),
            _ => true,
        }
    }
    fits(&Ty::of(&field.ty)) || field.constant && borrows_for_ever(&field.ty)
}

/// Whether all that a type borrows is `'static`.
fn borrows_for_ever(ty: &syn::Type) -> bool {
    use syn::visit::Visit;
    struct References(bool);
    impl<'ast> Visit<'ast> for References {
        fn visit_type_reference(&mut self, reference: &'ast syn::TypeReference) {
            let is_static = reference.lifetime.as_ref().is_some_and(|lifetime| lifetime.ident == "static");
            self.0 &= is_static && reference.mutability.is_none();
        }
    }
    let mut references = References(true);
    references.visit_type(ty);
    references.0
}
