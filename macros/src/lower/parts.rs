//! Patterns that take a value apart: every name becomes another name for a part, or a copy of it.
//!
//! What is left of the pattern after the names are gone decides whether it fits.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, quote};
use syn::spanned::Spanned;

use super::Lowering;
use super::scope::Binding;
use crate::diagnostic::Message;
use crate::ir::{Expr, Place, Step};
use crate::types::Ty;

/// A part of a value.
#[derive(Clone, Debug)]
pub(super) struct Part {
    pub place: Place,
    pub ty: Ty,
    /// Names bind by reference, mutable or not (the default binding mode).
    pub reference: Option<bool>,
}

impl Part {
    /// The part at `step`.
    fn at(&self, step: Step, ty: Ty) -> Part {
        let mut place = self.place.clone();
        match step {
            Step::Index(position) => super::place::push_index(&mut place, position),
            Step::Slice(lo, hi) => super::place::push_slice(&mut place, *lo, hi.map(|hi| *hi)),
            step => place.path.push(step),
        }
        let reference = match (&ty, self.reference) {
            (Ty::Ref(mutable, _), None) => Some(*mutable),
            (Ty::Ref(mutable, _), Some(outer)) => Some(*mutable && outer),
            (_, reference) => reference,
        };
        Part { place, ty: ty.peel().clone(), reference }
    }

    /// The part that is a field of a struct, or of a variant.
    pub(super) fn field(&self, variant: Option<&proc_macro2::Ident>, member: syn::Member) -> Part {
        match variant {
            Some(name) => self.at(Step::Variant(name.clone(), member), self.ty.payload(&name.to_string())),
            // What has no derivative has no part with one.
            None if self.ty.is_passive() => self.at(Step::Field(member), Ty::Passive(None)),
            None => self.at(Step::Field(member), Ty::Unknown),
        }
    }
}

/// A name in a pattern that stands for a constant or a variant.
pub(super) fn is_constant(name: &syn::PatIdent) -> bool {
    name.subpat.is_none() && name.ident.to_string().starts_with(char::is_uppercase)
}

impl Lowering<'_> {
    /// Binds the names of `pattern` to parts of `part`; the pattern without its names.
    ///
    /// `refutable`: a name before parentheses or braces may be that of a variant.
    pub(super) fn bind_part(&mut self, pattern: &syn::Pat, part: Part, refutable: bool) -> TokenStream {
        match pattern {
            syn::Pat::Ident(name) if is_constant(name) => name.to_token_stream(),
            syn::Pat::Ident(name) => self.bind_part_name(name, part, refutable),
            syn::Pat::Wild(_) | syn::Pat::Rest(_) | syn::Pat::Lit(_) | syn::Pat::Range(_) | syn::Pat::Path(_) => {
                pattern.to_token_stream()
            }
            syn::Pat::Paren(inner) => self.bind_part(&inner.pat, part, refutable),
            syn::Pat::Type(typed) => {
                let ty = part.ty.meet(Ty::of(&typed.ty).peel());
                self.bind_part(&typed.pat, Part { ty, ..part }, refutable)
            }
            syn::Pat::Reference(inner) => {
                let ty = part.ty.peel().clone();
                let inside = self.bind_part(&inner.pat, Part { ty, reference: None, ..part }, refutable);
                let mutability = &inner.mutability;
                quote!(&#mutability #inside)
            }
            syn::Pat::Tuple(tuple) => self.bind_tuple(tuple, &part, refutable),
            syn::Pat::Slice(slice) => self.bind_slice(slice, &part, refutable),
            syn::Pat::TupleStruct(inner) => self.bind_tuple_struct(inner, &part, refutable),
            syn::Pat::Struct(inner) => self.bind_struct(inner, &part, refutable),
            syn::Pat::Or(cases) if !binds_names(pattern) => cases.to_token_stream(),
            _ => {
                self.unknown_pattern(pattern);
                quote!(_)
            }
        }
    }

    fn bind_part_name(&mut self, name: &syn::PatIdent, part: Part, refutable: bool) -> TokenStream {
        let inside = if let Some((_, inner)) = &name.subpat {
            self.bind_part(inner, part.clone(), refutable)
        } else {
            quote!(_)
        };
        let reference = if name.by_ref.is_some() { Some(name.mutability.is_some()) } else { part.reference };
        let span = name.span();
        if let Some(mutable) = reference {
            let alias = Binding::Alias { place: part.place, mutable, ty: part.ty };
            self.scopes.bind(name.ident.to_string(), alias);
            return inside;
        }
        // Out of a variant and of an array nothing can move: what is not known to be `Copy` is cloned.
        let behind = part.place.path.iter().any(|step| matches!(step, Step::Variant(..) | Step::Index(_)));
        let is_number = part.ty.is_copy() || matches!(part.ty, Ty::Passive(None));
        if let (true, Ty::Float(_)) = (self.function.is_held(&part.place), part.ty.clone().into_number()) {
            let value = self.constant_number(&part.place);
            self.bind_name(name, part.ty.into_number(), value, span);
            return inside;
        }
        let expr = if behind && !is_number {
            Expr::Copy(proc_macro2::Ident::new("clone", Span::mixed_site()), part.place)
        } else {
            Expr::Place(part.place)
        };
        self.bind_name(name, part.ty, expr, span);
        inside
    }

    /// A number in a constant field.
    fn constant_number(&self, place: &Place) -> Expr {
        let mut reads = vec![place.root];
        place.for_each_index(&mut |var| reads.push(var));
        let stream = crate::emit::place(&self.function, place);
        Expr::Tokens(crate::ir::Tokens { stream, reads, flows: Vec::new(), cheap: true })
    }

    fn bind_tuple(&mut self, tuple: &syn::PatTuple, part: &Part, refutable: bool) -> TokenStream {
        let count = match &part.ty {
            Ty::Tuple(fields) => Some(fields.len()),
            _ => None,
        };
        let patterns: Vec<&syn::Pat> = tuple.elems.iter().collect();
        let parts = self.bind_fields(&patterns, count, &mut |this, pattern, index| {
            let field = part.at(Step::Field(syn::Member::from(index)), part.ty.field(index));
            this.bind_part(pattern, field, refutable)
        });
        quote!((#(#parts,)*))
    }

    /// Patterns in parentheses, among them perhaps `..`, by the positions of their fields.
    fn bind_fields(
        &mut self,
        patterns: &[&syn::Pat],
        count: Option<usize>,
        bind: &mut dyn FnMut(&mut Self, &syn::Pat, usize) -> TokenStream,
    ) -> Vec<TokenStream> {
        let rest = patterns.iter().position(|pattern| matches!(pattern, syn::Pat::Rest(_)));
        let mut parts = Vec::new();
        for (index, pattern) in patterns.iter().enumerate() {
            let position = match rest {
                Some(rest) if index == rest => {
                    parts.push(quote!(..));
                    continue;
                }
                Some(rest) if index > rest => match count {
                    Some(count) => count + index - patterns.len(),
                    None if !binds_names(pattern) => {
                        parts.push(pattern.to_token_stream());
                        continue;
                    }
                    None => {
                        self.error(
                            Message::new("chainrule cannot count the fields before this one")
                                .note("the type of the value is not written in the function")
                                .help("write `_` for each field in place of `..`"),
                            pattern,
                        );
                        continue;
                    }
                },
                _ => index,
            };
            parts.push(bind(self, pattern, position));
        }
        parts
    }

    fn bind_slice(&mut self, slice: &syn::PatSlice, part: &Part, refutable: bool) -> TokenStream {
        let patterns: Vec<&syn::Pat> = slice.elems.iter().collect();
        let rest = patterns.iter().position(|pattern| is_rest(pattern));
        let mut parts = Vec::new();
        for (index, pattern) in patterns.iter().enumerate() {
            let after = patterns.len() - index;
            let inside = match rest {
                Some(rest) if index == rest => {
                    if let syn::Pat::Ident(name) = pattern {
                        let lo = literal(index);
                        let hi = self.before_end(part, after - 1);
                        let element = part.ty.element();
                        let middle =
                            part.at(Step::Slice(Box::new(lo), Some(Box::new(hi))), Ty::Slice(Box::new(element)));
                        let middle = Part { reference: Some(part.reference == Some(true)), ..middle };
                        let alias = Binding::Alias {
                            place: middle.place,
                            mutable: middle.reference == Some(true),
                            ty: middle.ty,
                        };
                        self.scopes.bind(name.ident.to_string(), alias);
                    }
                    parts.push(quote!(..));
                    continue;
                }
                Some(rest) if index > rest => self.before_end(part, after),
                _ => literal(index),
            };
            let element = part.at(Step::Index(inside), part.ty.element());
            parts.push(self.bind_part(pattern, element, refutable));
        }
        quote!([#(#parts),*])
    }

    /// The position `back` steps before the end.
    fn before_end(&mut self, part: &Part, back: usize) -> Expr {
        let len = self.length(&part.place);
        if back == 0 { len } else { len.sub(literal(back)) }
    }

    /// The part that is a field of a struct, or of a variant, of a type that the file may show.
    fn field_of_part(&mut self, part: &Part, variant: Option<&proc_macro2::Ident>, member: syn::Member) -> Part {
        if let Some(name) = variant {
            let ty = self.learn_payload(&part.ty, name, &member);
            part.at(Step::Variant(name.clone(), member), ty)
        } else {
            let ty = self.learn_field(&part.ty, &member);
            part.at(Step::Field(member), ty)
        }
    }

    /// The part with the type that the pattern names.
    fn written(&self, part: &Part, path: &syn::Path) -> Part {
        let ty = if matches!(part.ty, Ty::Unknown) { self.derived_type(path) } else { part.ty.clone() };
        Part { ty, ..part.clone() }
    }

    fn bind_tuple_struct(&mut self, inner: &syn::PatTupleStruct, part: &Part, refutable: bool) -> TokenStream {
        let path = &inner.path;
        let variant = variant(path, refutable);
        let part = &self.written(part, path);
        let patterns: Vec<&syn::Pat> = inner.elems.iter().collect();
        let parts = self.bind_fields(&patterns, None, &mut |this, pattern, index| {
            let field = this.field_of_part(part, variant.as_ref(), syn::Member::from(index));
            this.bind_part(pattern, field, refutable)
        });
        quote!(#path(#(#parts),*))
    }

    fn bind_struct(&mut self, inner: &syn::PatStruct, part: &Part, refutable: bool) -> TokenStream {
        let path = &inner.path;
        let several = path.segments.len() > 1;
        let variant = variant(path, refutable && several);
        let part = &self.written(part, path);
        let mut fields = Vec::new();
        for field in &inner.fields {
            let member = field.member.clone();
            let inside = self.field_of_part(part, variant.as_ref(), member.clone());
            let tokens = self.bind_part(&field.pat, inside, refutable);
            fields.push(quote!(#member: #tokens));
        }
        let rest = &inner.rest;
        quote!(#path { #(#fields,)* #rest })
    }
}

/// The variant that `path` names, where it may be one: else it is a struct.
pub(super) fn variant(path: &syn::Path, refutable: bool) -> Option<proc_macro2::Ident> {
    let last = &path.segments.last()?.ident;
    let owner = path.segments.iter().rev().nth(1).map(|segment| segment.ident.to_string());
    let known = || matches!(last.to_string().as_str(), "Some" | "Ok" | "Err") || crate::surroundings::is_variant(last);
    let of_enum = match owner {
        Some(owner) => owner.starts_with(char::is_uppercase),
        None => last != "Self" && (refutable && !crate::surroundings::is_struct(last) || known()),
    };
    of_enum.then(|| last.clone())
}

/// `..` or `name @ ..`.
fn is_rest(pattern: &syn::Pat) -> bool {
    match pattern {
        syn::Pat::Rest(_) => true,
        syn::Pat::Ident(name) => name.subpat.as_ref().is_some_and(|(_, inner)| is_rest(inner)),
        _ => false,
    }
}

fn literal(index: usize) -> Expr {
    let literal = proc_macro2::Literal::usize_unsuffixed(index);
    Expr::Tokens(super::opaque::constant(quote!(#literal)))
}

/// Whether `pattern` binds a name.
pub(super) fn binds_names(pattern: &syn::Pat) -> bool {
    use syn::visit::Visit;
    struct Names(bool);
    impl<'ast> Visit<'ast> for Names {
        fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
            self.0 |= !is_constant(pattern);
            syn::visit::visit_pat_ident(self, pattern);
        }
    }
    let mut names = Names(false);
    names.visit_pat(pattern);
    names.0
}
