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

/// Whether a part is changed or read.
#[derive(Clone, Copy)]
pub enum Access {
    Changed,
    Read,
}

/// The method of a tangent that leads to the shadow of a field.
pub fn method(field: &syn::Member, access: Access) -> Ident {
    let prefix = match access {
        Access::Changed => "__part",
        Access::Read => "__part_ref",
    };
    match field {
        syn::Member::Named(name) => {
            format_ident!("{prefix}_{}", name.to_string().trim_start_matches("r#"), span = name.span())
        }
        syn::Member::Unnamed(index) => format_ident!("{prefix}_{}", index.index, span = index.span),
    }
}

/// Expands `root; place` and `root; & place`.
pub fn expand(input: TokenStream) -> TokenStream {
    let is_end = |token: &TokenTree| matches!(token, TokenTree::Punct(punct) if punct.as_char() == ';');
    let mut tokens = input.into_iter();
    let root: TokenStream = tokens.by_ref().take_while(|token| !is_end(token)).collect();
    let (access, place) = match syn::parse2::<syn::Expr>(tokens.collect()) {
        Ok(syn::Expr::Reference(place)) => (Access::Read, *place.expr),
        Ok(place) => (Access::Changed, place),
        Err(error) => return error.into_compile_error(),
    };
    let mut walk = Walk { root, access, members: Vec::new() };
    let reference = walk.reference(&place);
    let traits = walk.members.iter().map(|member| walk.of_constant(member));
    quote!({ #(#traits)* #reference })
}

struct Walk {
    root: TokenStream,
    access: Access,
    /// The fields to which methods lead.
    members: Vec<syn::Member>,
}

impl Walk {
    /// A reference to `place`.
    fn reference(&mut self, place: &syn::Expr) -> TokenStream {
        match place {
            syn::Expr::Group(group) => self.reference(&group.expr),
            syn::Expr::Index(index) if is_below_field(&index.expr) => {
                let (of, position, root) = (self.reference(&index.expr), &index.index, &self.root);
                match self.access {
                    Access::Changed => quote!(#root::__private::element(#of, #position)),
                    Access::Read => quote!(#root::__private::element_ref(#of, #position)),
                }
            }
            syn::Expr::Field(syn::ExprField { base, member, .. }) if is_below_field(base) => {
                let (of, name) = (self.reference(base), method(member, self.access));
                let of = if is_part(base) { of } else { base.to_token_stream() };
                if !self.members.iter().any(|known| method(known, self.access) == name) {
                    self.members.push(member.clone());
                }
                quote!(#of.#name())
            }
            place => match self.access {
                Access::Changed => quote!(&mut #place),
                Access::Read => quote!(&#place),
            },
        }
    }

    /// The method for tuples and `()`.
    fn of_constant(&self, member: &syn::Member) -> TokenStream {
        let method = method(member, self.access);
        let root = &self.root;
        if let syn::Member::Unnamed(index) = member {
            let name = format_ident!("Part{}", index.index, span = Span::mixed_site());
            return quote!(use #root::__private::#name as _;);
        }
        let name = format_ident!("OfConstant{method}", span = Span::mixed_site());
        let reference = match self.access {
            Access::Changed => quote!(&mut),
            Access::Read => quote!(&),
        };
        quote! {
            #[allow(dead_code, non_camel_case_types, unreachable_pub)]
            trait #name {
                fn #method(#reference self) -> #reference Self;
            }
            impl #name for () {
                #[inline]
                fn #method(#reference self) -> #reference Self {
                    self
                }
            }
        }
    }
}

/// Whether `place` begins with a field of something that is known to be there.
fn is_below_field(place: &syn::Expr) -> bool {
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
