//! `impl` blocks of `From`, `TryFrom` and `FromIterator`: the siblings of their function stand in the `impl` of a trait of
//! the runtime, since they cannot stand in that of the standard library.
//!
//! ```text
//! impl From<Polar> for Point { … }     impl FromValue<Polar> for Point { fn __forward_from(..) … }
//! impl From<&Row> for Point { … }      impl FromReference<Row> for Point { … }
//! ```

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, format_ident, quote};
use syn::visit_mut::VisitMut;

use crate::diagnostic::Message;
use crate::home::Home;
use crate::options::Options;
use crate::{companions, emit, helper_attributes, parameters, pipeline};

/// What is converted, and the trait of the runtime.
struct Form {
    name: &'static str,
    /// The function for which its functions are the siblings.
    function: &'static str,
    /// The argument of the standard library's trait, behind no reference.
    argument: syn::Type,
    /// The function takes an iterator: a `Vec` of its items stands for it.
    items: bool,
}

/// The siblings of a conversion; `None` where `path` names none.
pub fn siblings(item: &syn::ItemImpl, path: &syn::Path, options: &Options) -> Option<syn::Result<TokenStream>> {
    let form = form(path)?;
    let function = item.items.iter().find_map(|part| match part {
        syn::ImplItem::Fn(function) => Some(function),
        _ => None,
    })?;
    let mut function = syn::ItemFn {
        attrs: function.attrs.clone(),
        vis: syn::Visibility::Inherited,
        sig: function.sig.clone(),
        block: Box::new(function.block.clone()),
    };
    Errors::of(item).visit_item_fn_mut(&mut function);
    function.sig.ident = Ident::new(form.function, function.sig.ident.span());
    if form.items && take_items(&mut function, &form.argument).is_none() {
        return Some(Err(refuse_iterator(&function)));
    }
    if parameters::is_left_alone(&function) {
        return Some(Ok(TokenStream::new()));
    }
    if options.order() > 2 {
        let message = Message::new("conversions are differentiated twice at most")
            .help("write it as a function in `impl Type { .. }` under the attribute, and call that");
        return Some(Err(message.on(path)));
    }
    Some(written(item, &function, &form, options))
}

fn form(path: &syn::Path) -> Option<Form> {
    let last = path.segments.last()?;
    let syn::PathArguments::AngleBracketed(list) = &last.arguments else { return None };
    let argument = list.args.iter().find_map(|argument| match argument {
        syn::GenericArgument::Type(ty) => Some(ty),
        _ => None,
    })?;
    let (name, function, argument) = match (last.ident.to_string().as_str(), argument) {
        ("From", syn::Type::Reference(reference)) if reference.mutability.is_none() => {
            ("FromReference", "from_reference", &*reference.elem)
        }
        (_, syn::Type::Reference(_)) => return None,
        ("From", ty) => ("FromValue", "from_value", ty),
        ("TryFrom", ty) => ("TryFromValue", "try_from_value", ty),
        ("FromIterator", ty) => ("FromItems", "from_items", ty),
        _ => return None,
    };
    Some(Form { name, function, argument: argument.clone(), items: name == "FromItems" })
}

/// `fn from_iter<I: IntoIterator<Item = f64>>(iter: I)`, on a `Vec` of the items.
fn take_items(function: &mut syn::ItemFn, item: &syn::Type) -> Option<()> {
    let syn::FnArg::Typed(typed) = function.sig.inputs.first_mut()? else { return None };
    let given = std::mem::replace(&mut *typed.ty, syn::parse_quote!(__chainrule::__private::Vec<#item>));
    if let syn::Type::Path(path) = &given {
        let name = path.path.get_ident()?.clone();
        if crate::hoist::names(function.block.to_token_stream(), &name.to_string()) {
            return None;
        }
        function.sig.generics.params = syn::punctuated::Punctuated::new();
        function.sig.generics.where_clause = None;
    }
    Some(())
}

fn refuse_iterator(function: &syn::ItemFn) -> syn::Error {
    Message::new("the items of this conversion cannot be followed")
        .note("its body names the type of the iterator that it is given")
        .help("leave out the name, as in `iter.into_iter().collect()`")
        .on(&function.sig.ident)
}

fn written(item: &syn::ItemImpl, function: &syn::ItemFn, form: &Form, options: &Options) -> syn::Result<TokenStream> {
    let home = Home::of_trait_impl(item);
    let mut header = item.clone();
    super::trait_impl::bound_scalars(&mut header, options);
    let code = pipeline::compile_as(options, function, &home, companions::siblings::sweeps)?;
    let (once, twice) = by_order(code);
    let (self_ty, argument) = (&header.self_ty, &form.argument);
    let (parameters, _, clause) = header.generics.split_for_impl();
    let name = Ident::new(form.name, Span::mixed_site());
    let above = format_ident!("{}Twice", name, span = Span::mixed_site());
    let implemented = |name: &Ident, code: &TokenStream| {
        quote! {
            #[doc(hidden)]
            #[allow(clippy::all, clippy::pedantic, unused)]
            impl #parameters __chainrule::__private::#name<#argument> for #self_ty #clause { #code }
        }
    };
    let first = implemented(&name, &once);
    let second = (options.order() > 1).then(|| implemented(&above, &twice));
    Ok(emit::with_root(quote!(#first #second), &options.root))
}

/// The siblings of first order, and those above.
fn by_order(code: TokenStream) -> (TokenStream, TokenStream) {
    let Ok(block) = syn::parse2::<syn::ItemImpl>(quote!(impl Own { #code })) else { return (code, TokenStream::new()) };
    let is_above = |item: &syn::ImplItem| {
        matches!(item, syn::ImplItem::Fn(function)
            if ["__forward1", "__reverse1", "__tangent2"].iter().any(|name| function.sig.ident.to_string().starts_with(name)))
    };
    let (above, once): (Vec<_>, Vec<_>) = block.items.into_iter().partition(is_above);
    (quote!(#(#once)*), quote!(#(#above)*))
}

/// `Self::Error` becomes the type that it is: in the `impl` of another trait it is none.
struct Errors(Option<syn::Type>);

impl Errors {
    fn of(item: &syn::ItemImpl) -> Errors {
        Errors(item.items.iter().find_map(|part| match part {
            syn::ImplItem::Type(alias) if alias.ident == "Error" => Some(alias.ty.clone()),
            _ => None,
        }))
    }
}

impl VisitMut for Errors {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        if let Some(error) = &self.0
            && ty.to_token_stream().to_string().replace(' ', "") == "Self::Error"
        {
            *ty = error.clone();
            return;
        }
        syn::visit_mut::visit_type_mut(self, ty);
    }
}

/// The `impl` as it stands, without helper attributes.
pub fn plain(item: &syn::ItemImpl) -> syn::ItemImpl {
    let mut item = item.clone();
    for part in &mut item.items {
        if let syn::ImplItem::Fn(function) = part {
            function.sig = helper_attributes::removed_from_signature(&function.sig);
            helper_attributes::remove_from_block(&mut function.block);
        }
    }
    item
}
