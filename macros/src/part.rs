//! Parts of shadows below fields, where the derive alone knows which fields are constant.
//!
//! ```text
//! part!(s_bar.a[i].b)          { trait Constant_b { … }  element(&mut s_bar.a, i).__part_b() }
//! ```
//!
//! The tangent of a struct has a method for each field. The shadow `()` of a constant field has it by a trait that is
//! written on the spot, and every part of `()` is `()`.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, format_ident, quote};

/// The method of a tangent that leads to the shadow of a field.
pub fn method(field: &syn::Member) -> Ident {
    match field {
        syn::Member::Named(name) => {
            format_ident!("__part_{}", name.to_string().trim_start_matches("r#"), span = name.span())
        }
        syn::Member::Unnamed(index) => format_ident!("__part_{}", index.index, span = index.span),
    }
}

/// Expands `root; place`.
pub fn expand(input: TokenStream) -> TokenStream {
    let is_end = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';');
    let mut tokens = input.into_iter();
    let root: TokenStream = tokens.by_ref().take_while(|token| !is_end(token)).collect();
    match syn::parse2::<syn::Expr>(tokens.collect()) {
        Ok(place) => {
            let mut methods = Vec::new();
            let reference = reference(&place, &root, &mut methods);
            let traits: Vec<TokenStream> = methods.iter().map(|member| of_constant(member, &root)).collect();
            quote!({ #(#traits)* #reference })
        }
        Err(error) => error.into_compile_error(),
    }
}

/// A `&mut` to `place`; the methods that it calls.
fn reference(place: &syn::Expr, root: &TokenStream, methods: &mut Vec<syn::Member>) -> TokenStream {
    match place {
        syn::Expr::Group(group) => reference(&group.expr, root, methods),
        syn::Expr::Index(index) if is_below_field(&index.expr) => {
            let (of, position) = (reference(&index.expr, root, methods), &index.index);
            quote!(#root::__private::element(#of, #position))
        }
        syn::Expr::Field(syn::ExprField { base, member, .. }) if is_below_field(base) => {
            let (of, name) = (reference(base, root, methods), method(member));
            let of = if is_part(base) { of } else { base.to_token_stream() };
            if !methods.iter().any(|known| method(known) == name) {
                methods.push(member.clone());
            }
            quote!(#of.#name())
        }
        place => quote!(&mut #place),
    }
}

/// Whether `place` begins with a field of something that is known to be there.
pub fn is_below_field(place: &syn::Expr) -> bool {
    match place {
        syn::Expr::Group(group) => is_below_field(&group.expr),
        syn::Expr::Field(_) => true,
        syn::Expr::Index(index) => is_below_field(&index.expr),
        _ => false,
    }
}

/// Whether a function or a method leads to `place`.
fn is_part(place: &syn::Expr) -> bool {
    match place {
        syn::Expr::Group(group) => is_part(&group.expr),
        syn::Expr::Field(field) => is_below_field(&field.base),
        _ => true,
    }
}

/// The method for tuples and `()`.
fn of_constant(member: &syn::Member, root: &TokenStream) -> TokenStream {
    let method = method(member);
    if let syn::Member::Unnamed(index) = member {
        let name = format_ident!("Part{}", index.index, span = Span::mixed_site());
        return quote!(use #root::__private::#name as _;);
    }
    let name = format_ident!("OfConstant{method}", span = Span::mixed_site());
    quote! {
        #[allow(dead_code, non_camel_case_types, unreachable_pub)]
        trait #name {
            fn #method(&mut self) -> &mut Self;
        }
        impl #name for () {
            #[inline]
            fn #method(&mut self) -> &mut Self {
                self
            }
        }
    }
}
