//! `impl` blocks of operators: the rule of the operator stands beside them, as the `impl` of a trait of the runtime.
//!
//! ```text
//! impl Mul<f64> for Vec3 { … }     impl MulRule<f64> for Vec3 { fn reverse(self_, rhs, seed) -> (…, …) { … } }
//! ```

use proc_macro2::{Ident, Span, TokenStream};
use quote::{format_ident, quote};
use syn::visit_mut::VisitMut;

use crate::companions::operator::{Form, Rule};
use crate::diagnostic::Message;
use crate::home::{Home, Kind};
use crate::options::Options;
use crate::{companions, emit, parameters, pipeline};

/// The form of the operator that `path` names.
pub fn form(path: &syn::Path) -> Option<Form> {
    let name = path.segments.last()?.ident.to_string();
    Some(match name.as_str() {
        "Add" | "Sub" | "Mul" | "Rem" => Form::Binary,
        "Div" => Form::Division,
        "Neg" => Form::Unary,
        "AddAssign" | "SubAssign" | "MulAssign" | "DivAssign" | "RemAssign" => Form::Assign,
        _ => return None,
    })
}

/// The rule of the operator, or the errors of its body.
pub fn rule(item: &syn::ItemImpl, path: &syn::Path, form: Form, options: &Options) -> syn::Result<TokenStream> {
    let function = item.items.iter().find_map(|part| match part {
        syn::ImplItem::Fn(function) => Some(function),
        _ => None,
    });
    let (Some(function), Some(operator)) = (function, path.segments.last()) else { return Ok(TokenStream::new()) };
    let mut header = item.clone();
    let mut path = path.clone();
    let mut lifetimes = Lifetimes { generics: &mut header.generics, count: 0 };
    lifetimes.visit_type_mut(&mut header.self_ty);
    lifetimes.visit_path_mut(&mut path);
    let self_ty = &header.self_ty;
    let right = match path.segments.last().map(|segment| &segment.arguments) {
        Some(syn::PathArguments::AngleBracketed(list)) => list.args.first().map(|argument| quote!(#argument)),
        _ => None,
    };
    let right = right.unwrap_or_else(|| quote!(#self_ty));
    let mut function = syn::ItemFn {
        attrs: Vec::new(),
        vis: syn::Visibility::Inherited,
        sig: function.sig.clone(),
        block: Box::new(function.block.clone()),
    };
    Selves::of(item).visit_item_fn_mut(&mut function);
    refuse_constants(&function)?;
    let home = Home { kind: Kind::Operator, generics: header.generics.clone(), ..Home::default() };
    let rule = Rule { form, right: right.clone() };
    let mut bounds = None;
    let mut levels = Vec::new();
    let code = pipeline::compile_as(options, &function, &home, |context| {
        bounds = context.generics().where_clause;
        levels = companions::operator::rules(context, &rule);
        companions::operator::functions(context, &rule)
    })?;
    let mut generics = header.generics.clone();
    if let Some(bounds) = bounds {
        generics.make_where_clause().predicates.extend(bounds.predicates);
    }
    let (parameters, _, clause) = generics.split_for_impl();
    let name = format_ident!("{}Rule", operator.ident, span = operator.ident.span());
    let argument = (form != Form::Unary).then(|| quote!(<#right>));
    let right = if form == Form::Unary { TokenStream::new() } else { quote!(, #right) };
    let right = levels.iter().map(|_| &right);
    let names = levels.iter().map(|level| &level.name);
    let tangents = levels.iter().map(|level| &level.tangents);
    let functions = levels.iter().map(|level| &level.functions);
    let code = quote! {
        #[doc(hidden)]
        #[allow(clippy::all, clippy::pedantic, unused)]
        impl #parameters __chainrule::operators::#name #argument for #self_ty #clause { #code }
        #(
            #[doc(hidden)]
            #[allow(clippy::all, clippy::pedantic, unused)]
            impl #parameters __chainrule::operators::#names<#tangents #right> for #self_ty #clause { #functions }
        )*
    };
    Ok(emit::with_root(code, &options.root))
}

/// Operands of operators have no marks: a rule gives the cotangents of both.
fn refuse_constants(function: &syn::ItemFn) -> syn::Result<()> {
    match function.sig.inputs.iter().find(|input| parameters::is_marked_constant(input)) {
        Some(input) => Err(Message::new("an operand of an operator cannot be held constant")
            .note("`a * b` says nothing of it to who reads it")
            .help("leave out `#[constant]`, and write `stop_gradient(..)` where the operator is used")
            .on(input)),
        None => Ok(()),
    }
}

/// References in the head of the `impl` get lifetimes with names.
struct Lifetimes<'g> {
    generics: &'g mut syn::Generics,
    count: usize,
}

impl VisitMut for Lifetimes<'_> {
    fn visit_type_reference_mut(&mut self, reference: &mut syn::TypeReference) {
        let anonymous = reference.lifetime.as_ref().is_none_or(|lifetime| lifetime.ident == "_");
        if anonymous {
            let lifetime = syn::Lifetime::new(&format!("'operand_{}", self.count), Span::mixed_site());
            self.count += 1;
            let parameter = syn::LifetimeParam::new(lifetime.clone());
            self.generics.params.insert(0, syn::GenericParam::Lifetime(parameter));
            reference.lifetime = Some(lifetime);
        }
        syn::visit_mut::visit_type_reference_mut(self, reference);
    }
}

/// `Self` and `Self::Output` in a signature become the types that they are.
struct Selves {
    own: syn::Type,
    output: Option<syn::Type>,
}

impl Selves {
    fn of(item: &syn::ItemImpl) -> Selves {
        let output = item.items.iter().find_map(|part| match part {
            syn::ImplItem::Type(alias) if alias.ident == "Output" => Some(alias.ty.clone()),
            _ => None,
        });
        Selves { own: (*item.self_ty).clone(), output }
    }
}

impl VisitMut for Selves {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        let is = |ty: &syn::Type, names: &[&str]| match ty {
            syn::Type::Path(path) if path.qself.is_none() => {
                let found: Vec<&Ident> = path.path.segments.iter().map(|segment| &segment.ident).collect();
                found.len() == names.len() && found.iter().zip(names).all(|(found, name)| *found == name)
            }
            _ => false,
        };
        match &self.output {
            Some(output) if is(ty, &["Self", "Output"]) => {
                *ty = output.clone();
                self.visit_type_mut(ty);
            }
            _ if is(ty, &["Self"]) => *ty = self.own.clone(),
            _ => syn::visit_mut::visit_type_mut(self, ty),
        }
    }

    fn visit_block_mut(&mut self, _body: &mut syn::Block) {}
}
