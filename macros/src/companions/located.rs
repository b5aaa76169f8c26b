//! Functions whose result is a reference to a part of an argument: callers find the part again, in the value and in its
//! shadow.
//!
//! ```text
//! fn row(&self, i: usize) -> &[f64] { &self.data[i * self.cols..] }
//!
//! fn __locate_row(&self, i: usize) -> At<Self, row> { Way::new(0).then(i * self.cols) }
//! impl Locate<row> for Matrix {
//!     fn part(whole: &Self, steps: &mut Steps) -> &[f64] { let i0 = steps.next(); &whole.data[i0..] }
//!     fn shadow_mut(whole: &mut MatrixTangent, ..) -> &mut [f64] { … the same place … }
//! }
//! ```

mod copied;

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};

use super::{Context, body, hidden, siblings};
use crate::emit;
use crate::ir::{Expr, Function, Parameter, Place, Role, Step, VarId};
use crate::lower::located::{absent, named};
use crate::types::Ty;

/// What callers need: beside the function, and outside of its `impl`.
pub struct Written {
    pub beside: TokenStream,
    pub outside: TokenStream,
    /// The way as a block, where it does not depend on what the argument holds.
    pub unaided: Option<TokenStream>,
}

/// Finds the parts that `places` name, one for each result; `own_type` is that of `self`.
pub fn write(context: &Context, places: &[Place], own_type: Option<&syn::ItemImpl>) -> Written {
    let Some(root) = context.function.parameters.iter().find(|parameter| parameter.reference().is_some()) else {
        return Written { beside: TokenStream::new(), outside: TokenStream::new(), unaided: None };
    };
    let name = &context.item.sig.ident;
    let tag = if own_type.is_some() { named(&name.to_string()) } else { quote!(#name) };
    let whole = match (root.is_receiver(), &root.syntax) {
        (true, _) => quote!(Self),
        (false, syn::Type::Reference(reference)) => reference.elem.to_token_stream(),
        (false, ty) => ty.to_token_stream(),
    };
    let (locate, stand_ins) =
        (locate(context, &whole, &tag, own_type.is_some()), stand_ins(context, own_type.is_some(), &tag));
    let implementation = implementation(context, root, places, &whole, &tag, own_type);
    if own_type.is_some() {
        let unaided = unaided(context.function, root.var);
        return Written { beside: quote!(#locate #stand_ins), outside: implementation, unaided };
    }
    let visibility = &context.item.vis;
    let absent = quote! {
        #[doc(hidden)]
        #visibility fn absent<W: ?Sized>() -> __chainrule::__private::At<W, Self> {
            __chainrule::__private::absent()
        }
    };
    let hidden = hidden::hidden_type(context, &[absent, locate, stand_ins]);
    Written { beside: quote!(#hidden #implementation), outside: TokenStream::new(), unaided: None }
}

/// `fn __locate_row(&self, i: usize) -> At<Self, row>`
fn locate(context: &Context, whole: &TokenStream, tag: &TokenStream, is_method: bool) -> TokenStream {
    let function = context.function;
    let (visibility, generics) = (&context.item.vis, context.generics());
    let bounds = &generics.where_clause;
    let name = &context.item.sig.ident;
    let name = if is_method { emit::sibling(name, "locate") } else { Ident::new("locate", name.span()) };
    let parameters = function.parameters.iter().map(shared);
    let rebound = function.parameters.iter().filter_map(|parameter| {
        let (name, mutability) = (&parameter.name, parameter.mutable.then(|| quote!(mut)));
        let plain = name == "self" || (!parameter.is_receiver() && !parameter.mutable);
        let given = if parameter.is_receiver() { quote!(self) } else { quote!(#name) };
        (!plain).then(|| quote!(let #mutability #name = #given;))
    });
    let (items, statements) = (&function.items, emit::stmts(function, &function.body.stmts));
    let value = function.result.map(|result| function.var(result).name.clone());
    let attributes = context.shared_attributes();
    quote! {
        #[doc(hidden)]
        #attributes
        #[inline]
        #visibility fn #name #generics(#(#parameters),*) -> __chainrule::__private::At<#whole, #tag> #bounds {
            #(#items)*
            #(#rebound)*
            #statements
            #value.into()
        }
    }
}

/// The way, where finding it reads nothing of `root`.
fn unaided(function: &Function, root: VarId) -> Option<TokenStream> {
    let mut aided = false;
    function.body.for_each_stmt(&mut |stmt| stmt.kind.for_each_own_read(&mut |var| aided |= var == root));
    let (items, statements) = (&function.items, emit::stmts(function, &function.body.stmts));
    let value = function.result.map(|result| function.var(result).name.clone());
    (!aided).then(|| quote!({ #(#items)* #statements #value }))
}

/// A parameter, by shared reference where it is one by `&mut`: finding a part changes nothing.
fn shared(parameter: &Parameter) -> TokenStream {
    let (name, ty) = (&parameter.name, &parameter.syntax);
    match (ty, parameter.is_receiver()) {
        (syn::Type::Reference(_), true) => quote!(&self),
        (syn::Type::Reference(reference), false) => {
            let (lifetime, inner) = (&reference.lifetime, &reference.elem);
            quote!(#name: &#lifetime #inner)
        }
        _ => body::parameter(parameter),
    }
}

/// The sweeps for callers that take the result for a value: they get a copy, or their tape tells them that they must not.
fn stand_ins(context: &Context, is_method: bool, tag: &TokenStream) -> TokenStream {
    let mut item = context.item.clone();
    let shared = matches!(&item.sig.output, syn::ReturnType::Type(_, ty)
        if matches!(&**ty, syn::Type::Reference(reference) if reference.mutability.is_none()));
    if let syn::ReturnType::Type(_, ty) = &mut item.sig.output
        && let syn::Type::Reference(reference) = &mut **ty
    {
        reference.lifetime = Some(syn::Lifetime::new("'static", Span::mixed_site()));
    }
    let active: Vec<bool> = context.function.parameters.iter().map(|parameter| parameter.active).collect();
    let function = crate::lower::stub(&item, &active, context.home);
    let activity = crate::activity::analyze(&function);
    let stub = Context { item: &item, function: &function, activity: &activity, ..*context };
    let written = if is_method { siblings::sweeps(&stub) } else { hidden::functions(&stub) };
    // What the called function would do stands nowhere else: nothing of it is reached.
    let Ok(mut block) = syn::parse2::<syn::ItemImpl>(quote!(impl Stub { #written })) else { return written };
    for part in &mut block.items {
        if let syn::ImplItem::Fn(function) = part {
            function.block = syn::parse_quote!({ ::core::unreachable!() });
            let name = function.sig.ident.to_string();
            let is_forward = name == "forward" || name.starts_with("__forward");
            let tape = function.sig.inputs.iter_mut().find_map(|input| match input {
                syn::FnArg::Typed(typed) if is_tape(&typed.ty) => Some(typed),
                _ => None,
            });
            if let Some(tape) = tape.filter(|_| is_forward) {
                *tape.ty = syn::parse_quote!(&mut impl __chainrule::__private::SeesReferences);
            }
        }
    }
    if is_method && shared {
        copied::write(&mut block, &item.sig.ident, tag);
    }
    block.items.iter().map(ToTokens::to_token_stream).collect()
}

fn is_tape(ty: &syn::Type) -> bool {
    ty.to_token_stream().to_string().replace(' ', "").ends_with("__private::Tape")
}

/// `impl Locate<row> for Matrix`
fn implementation(
    context: &Context,
    root: &Parameter,
    places: &[Place],
    whole: &TokenStream,
    tag: &TokenStream,
    own_type: Option<&syn::ItemImpl>,
) -> TokenStream {
    let mut generics = context.generics();
    if own_type.is_some() {
        generics = context.home.generics_around(&generics);
    }
    let (generics, _, clause) = generics.split_for_impl();
    let whole = own_type.map_or_else(|| whole.clone(), |item| item.self_ty.to_token_stream());
    let part = match &context.item.sig.output {
        syn::ReturnType::Type(_, ty) => match &**ty {
            syn::Type::Reference(reference) => reference.elem.to_token_stream(),
            other => other.to_token_stream(),
        },
        syn::ReturnType::Default => quote!(()),
    };
    let shadow = quote!(<Self as __chainrule::__private::Differentiable>::Shadow);
    let part_shadow = quote!(<Self::Part as __chainrule::__private::Differentiable>::Shadow);
    let body = |role: Role, mutable: bool| body_of(context.function, root, places, (role, mutable));
    let [part_body, part_mut, shadow_body, shadow_mut] = [
        body(Role::Parameter, false),
        body(Role::Parameter, true),
        body(Role::Shadow, false),
        body(Role::Shadow, true),
    ];
    let steps = quote!(steps: &mut __chainrule::__private::Steps<'_>);
    quote! {
        #[doc(hidden)]
        #[allow(clippy::all, clippy::pedantic, unused)]
        impl #generics __chainrule::__private::Locate<#tag> for #whole #clause {
            type Part = #part;
            #[inline]
            fn part<'w>(whole: &'w Self, #steps) -> &'w Self::Part {
                #part_body
            }
            #[inline]
            fn part_mut<'w>(whole: &'w mut Self, #steps) -> &'w mut Self::Part {
                #part_mut
            }
            #[inline]
            fn shadow<'w>(whole: &'w #shadow, #steps) -> &'w #part_shadow {
                #shadow_body
            }
            #[inline]
            fn shadow_mut<'w>(whole: &'w mut #shadow, #steps) -> &'w mut #part_shadow {
                #shadow_mut
            }
        }
    }
}

/// Follows the steps to the place of the result by its number.
fn body_of(function: &Function, root: &Parameter, places: &[Place], (role, mutable): (Role, bool)) -> TokenStream {
    let arms = places.iter().enumerate().map(|(number, place)| {
        let number = proc_macro2::Literal::usize_unsuffixed(number);
        let followed = followed(function, root, place, (role, mutable));
        quote!(#number => { #followed })
    });
    quote! {
        match steps.next() {
            #(#arms)*
            _ => ::core::unreachable!("bug in chainrule: a way without an end"),
        }
    }
}

/// Where a way has led so far.
struct Followed {
    function: Function,
    statements: TokenStream,
    /// In the value or the shadow that is followed.
    present: Place,
    /// In a primal value, which only tells types.
    primal: Place,
    indices: usize,
}

impl Followed {
    /// The next index of the way.
    fn index(&mut self) -> Expr {
        let index = self.function.names.fresh(&format!("i{}", self.indices), Span::mixed_site());
        self.indices += 1;
        self.statements.extend(quote!(let #index = steps.next();));
        crate::forward::tokens(quote!(#index))
    }

    fn step(&mut self, step: &Step, (role, mutable): (Role, bool)) {
        let step = match step {
            Step::Index(_) => Step::Index(self.index()),
            Step::Slice(_, hi) => {
                let lo = self.index();
                let hi = hi.as_ref().map(|_| Box::new(self.index()));
                Step::Slice(Box::new(lo), hi)
            }
            Step::Located(tag, _, part) => return self.along(tag, part, (role, mutable)),
            other => other.clone(),
        };
        self.primal.path.push(step.clone());
        if role != Role::Shadow || !matches!(step, Step::Deref) {
            self.present.path.push(step);
        }
    }

    /// From here on the way is another function's.
    fn along(&mut self, tag: &TokenStream, part: &Ty, (role, mutable): (Role, bool)) {
        let before = emit::borrow(&self.function, mutable, &self.present);
        let primal = emit::borrow(&self.function, false, &self.primal);
        let found = match (role == Role::Shadow, mutable) {
            (false, false) => quote!(along::<#tag, _>(steps, #before)),
            (false, true) => quote!(along_mut::<#tag, _>(steps, #before)),
            (true, false) => quote!(shadow_along::<#tag, _, _>(steps, |whole: &Self| #primal, #before)),
            (true, true) => quote!(shadow_along_mut::<#tag, _, _>(steps, |whole: &Self| #primal, #before)),
        };
        let inner = named_var(&mut self.function, None, Ty::Ref(mutable, Box::new(part.clone())), role);
        let name = &self.function.var(inner).name;
        self.statements.extend(quote!(let #name = __chainrule::__private::#found;));
        self.present = Place::of(inner);
        let absent = crate::forward::tokens(absent(tag));
        self.primal.path.push(Step::Located(tag.clone(), Box::new(absent), part.clone()));
    }
}

/// `let i0 = steps.next(); return &whole.data[i0..];`
fn followed(function: &Function, root: &Parameter, place: &Place, (role, mutable): (Role, bool)) -> TokenStream {
    let mut function = function.clone();
    let ty = Ty::of(&root.syntax).peel().clone();
    let whole = named_var(&mut function, Some("whole"), Ty::Ref(mutable, Box::new(ty.clone())), role);
    let primal = named_var(&mut function, Some("whole"), Ty::Ref(false, Box::new(ty)), Role::Parameter);
    let (present, primal) = (Place::of(whole), Place::of(primal));
    let mut followed = Followed { function, statements: TokenStream::new(), present, primal, indices: 0 };
    place.path.iter().for_each(|step| followed.step(step, (role, mutable)));
    let Followed { function, statements, present, .. } = followed;
    let reference = emit::borrow(&function, mutable, &present);
    quote!(#statements return #reference;)
}

/// A variable of this name, or of a new one.
fn named_var(function: &mut Function, name: Option<&str>, ty: Ty, role: Role) -> VarId {
    let var = function.declare(name.unwrap_or("inner"), Span::mixed_site(), ty, false, role);
    if let Some(name) = name {
        function.vars[var.0 as usize].name = Ident::new(name, Span::call_site());
    }
    var
}
