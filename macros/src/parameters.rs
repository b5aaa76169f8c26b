//! The signature: which parameters are differentiated, and what the attribute cannot take.

mod refused;
mod result;

pub use result::{check_companions, check_result, check_result_type};

use proc_macro2::Span;
use syn::spanned::Spanned;

use crate::diagnostic::{Errors, Message, code};
use crate::helper_attributes::{self, is_constant};
use crate::ir::Function;
use crate::options::Options;
use crate::types::Ty;
use refused::{refuse_objects, refuse_some_type, refuse_view};

/// For each parameter whether it is differentiated; all errors of the signature together.
pub fn active(item: &syn::ItemFn, options: &Options) -> syn::Result<Vec<bool>> {
    let mut errors = Errors::default();
    check_signature(&item.sig, &mut errors);
    check_conditions(item, &mut errors);
    helper_attributes::check(item, &mut errors);
    let mut active: Vec<bool> =
        item.sig.inputs.iter().map(|input| is_active(input, &item.sig.generics, &mut errors)).collect();
    if let Some(names) = &options.wrt {
        check_wrt(item, names, &active, &mut errors);
        for (input, active) in item.sig.inputs.iter().zip(&mut active) {
            let name = parameter_name(input);
            *active &= names.iter().any(|wrt| name.as_deref() == Some(wrt.to_string().as_str()));
        }
    }
    if errors.is_empty() && !active.contains(&true) {
        errors.push(
            Message::new(format!("`{}` has nothing to differentiate with respect to", item.sig.ident))
                .note("no parameter carries a derivative: integers, `bool`s and `#[constant]` parameters do not")
                .help("give it a parameter of `f64`, `f32`, or a slice, array or `Vec` of them")
                .at(item.sig.ident.span()),
        );
    }
    errors.finish()?;
    Ok(active)
}

/// The same where something is wrong: as far as it can be known.
pub fn outline(item: &syn::ItemFn, options: &Options) -> Vec<bool> {
    let known = |input: &syn::FnArg| {
        let mut errors = Errors::default();
        is_active(input, &item.sig.generics, &mut errors) && errors.is_empty()
    };
    let all: Vec<bool> = item.sig.inputs.iter().map(known).collect();
    let Some(names) = &options.wrt else { return all };
    let named =
        |input: &syn::FnArg| names.iter().any(|name| parameter_name(input).as_deref() == Some(&name.to_string()));
    let named: Vec<bool> = item.sig.inputs.iter().zip(&all).map(|(input, active)| *active && named(input)).collect();
    if named.contains(&true) { named } else { all }
}

/// Whether the result is a reference to something differentiated, which names a part of an argument.
pub fn gives_reference(item: &syn::ItemFn) -> bool {
    match &item.sig.output {
        syn::ReturnType::Type(_, ty) => matches!(Ty::of(ty), Ty::Ref(_, inner) if !inner.is_passive()),
        syn::ReturnType::Default => false,
    }
}

/// Refuses results that hold references to what is differentiated.
pub fn check_references(item: &syn::ItemFn) -> syn::Result<()> {
    fn holds(ty: &Ty) -> bool {
        match ty {
            Ty::Ref(_, inner) => !inner.is_passive(),
            Ty::Option(inner) | Ty::Vec(inner) | Ty::Array(inner, _) | Ty::Boxed(_, inner) => holds(inner),
            Ty::Result(value, _) => holds(value),
            Ty::Tuple(parts) => parts.iter().any(holds),
            _ => false,
        }
    }
    let syn::ReturnType::Type(_, ty) = &item.sig.output else { return Ok(()) };
    let found = Ty::of(ty);
    if matches!(found, Ty::Ref(..)) || !holds(&found) {
        return Ok(());
    }
    Err(Message::new(format!("`{}` gives references inside of another type", item.sig.ident))
        .note("callers find the place again to which a result refers, and only where it is a reference itself")
        .help(
            "give the values, `Option<f64>` by `.copied()` or `.cloned()`, or the positions by which callers find them",
        )
        .on(ty))
}

/// Whether it is surely differentiated: a reference to a type of the user's may be to something constant.
///
/// `names`: those that surely have a derivative, beside what the file tells.
pub fn gives_known_reference(item: &syn::ItemFn, names: &[String]) -> bool {
    fn is_known(ty: &Ty, surely: &dyn Fn(&String) -> bool) -> bool {
        match ty {
            Ty::Named(name) => surely(&name.to_string()),
            Ty::Slice(inner) | Ty::Array(inner, _) | Ty::Vec(inner) | Ty::Boxed(_, inner) => is_known(inner, surely),
            other => other.has_tangent(),
        }
    }
    let syn::ReturnType::Type(_, ty) = &item.sig.output else { return false };
    let Ty::Ref(_, inner) = Ty::of(ty) else { return false };
    let told = |name: &String| {
        let beside = crate::beside::Beside::of(&item.sig.ident);
        beside.is_some_and(|beside| beside.is_differentiated_part(name))
    };
    !inner.is_passive() && is_known(&inner, &|name| names.contains(name) || told(name))
}

/// Of a function whose result is a reference, arguments other than the one of which it is a part only tell the way.
pub fn hold_all_but_the_root(item: &syn::ItemFn, active: &mut [bool]) {
    let is_reference = |input: &syn::FnArg| {
        let (syn::FnArg::Typed(syn::PatType { ty, .. }) | syn::FnArg::Receiver(syn::Receiver { ty, .. })) = input;
        matches!(&**ty, syn::Type::Reference(_))
    };
    let root = item.sig.inputs.iter().position(is_reference);
    active.iter_mut().enumerate().for_each(|(index, active)| *active &= Some(index) == root);
}

/// What a function may not do whose result is a reference: callers find the part again, and nothing else.
pub fn check_located(item: &syn::ItemFn, function: &Function, options: &Options) -> syn::Result<()> {
    let mut errors = Errors::default();
    if let Some((companion, span)) = options.companions.first() {
        errors.push(
            Message::new(format!("a function whose result is a reference has no `{}`", companion.name()))
                .note("its adjoint belongs to the part of the argument to which it refers")
                .help("leave the name out, and call the function from one that returns a value")
                .at(*span),
        );
    }
    let parameters: Vec<crate::ir::VarId> = function.parameters.iter().map(|parameter| parameter.var).collect();
    function.body.for_each_stmt(&mut |stmt| {
        let changes = stmt
            .kind
            .own_writes()
            .into_iter()
            .any(|var| parameters.contains(&var) && matches!(function.var(var).ty, Ty::Ref(true, _)));
        if changes && errors.is_empty() {
            errors.push(
                Message::new(format!("`{}` changes an argument and returns a reference", item.sig.ident))
                    .note("callers find the part again to which the result refers, and nothing else may happen")
                    .help("make the change in a function of its own")
                    .at(stmt.span),
            );
        }
    });
    errors.finish()
}

fn check_signature(signature: &syn::Signature, errors: &mut Errors) {
    let refused: [(&str, Option<Span>); 4] = [
        ("async", signature.asyncness.map(|token| token.span)),
        ("unsafe", signature.unsafety.map(|token| token.span)),
        ("extern", signature.abi.as_ref().map(Spanned::span)),
        ("variadic", signature.variadic.as_ref().map(Spanned::span)),
    ];
    for (what, span) in refused {
        if let Some(span) = span {
            errors.push(
                Message::new(format!("an `{what}` function cannot be differentiated"))
                    .help("move the computation into a plain `fn`, and call that")
                    .at(span),
            );
        }
    }
}

/// Whether a parameter is marked `#[constant]`.
pub fn is_marked_constant(input: &syn::FnArg) -> bool {
    let (syn::FnArg::Typed(syn::PatType { attrs, .. }) | syn::FnArg::Receiver(syn::Receiver { attrs, .. })) = input;
    attrs.iter().any(is_constant)
}

/// Whether nothing that goes in carries a derivative.
pub fn is_held(item: &syn::ItemFn) -> bool {
    item.sig.inputs.iter().all(is_inert)
}

fn is_inert(input: &syn::FnArg) -> bool {
    match input {
        syn::FnArg::Typed(typed) => typed.attrs.iter().any(is_constant) || Ty::of(&typed.ty).is_passive(),
        syn::FnArg::Receiver(receiver) => receiver.attrs.iter().any(is_constant),
    }
}

/// Whether a function under the attribute of its `impl` is left as it is: nothing goes in or nothing comes out that
/// carries a derivative, or what comes out is a reference.
pub fn is_left_alone(item: &syn::ItemFn) -> bool {
    let passive = is_inert;
    let inout = |input: &syn::FnArg| {
        let (syn::FnArg::Typed(syn::PatType { ty, .. }) | syn::FnArg::Receiver(syn::Receiver { ty, .. })) = input;
        matches!(Ty::of(ty), Ty::Ref(true, _)) && !passive(input)
    };
    let result = match &item.sig.output {
        syn::ReturnType::Default => Ty::Unit,
        syn::ReturnType::Type(_, ty) => Ty::of(ty),
    };
    let nothing_out = result.is_passive() && !item.sig.inputs.iter().any(inout);
    let gives_iterator = crate::beside::is_iterator(&item.sig.output);
    nothing_out || item.sig.inputs.iter().all(passive) || matches!(result, Ty::Ref(..)) || gives_iterator
}

/// Code that may be compiled out: the companions would be made from what is not there.
fn check_conditions(item: &syn::ItemFn, errors: &mut Errors) {
    struct Conditions<'e>(&'e mut Errors);
    impl<'ast> syn::visit::Visit<'ast> for Conditions<'_> {
        fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
            if attribute.path().is_ident("cfg") || attribute.path().is_ident("cfg_attr") {
                self.0.push(
                    Message::new("conditional compilation inside of a differentiated function is not supported")
                        .note("the attribute sees the function before conditions are decided")
                        .help("use `if cfg!(..)`, or put `#[cfg(..)]` on two versions of the function")
                        .on(attribute),
                );
            }
        }
    }
    syn::visit::visit_block(&mut Conditions(errors), &item.block);
    item.sig.inputs.iter().for_each(|input| syn::visit::visit_fn_arg(&mut Conditions(errors), input));
}

/// Whether a parameter is active by its type and its helper attribute.
fn is_active(input: &syn::FnArg, generics: &syn::Generics, errors: &mut Errors) -> bool {
    let syn::FnArg::Typed(typed) = input else { return false };
    if typed.attrs.iter().any(is_constant) {
        return false;
    }
    let ty = Ty::of(&typed.ty);
    if ty.is_passive() {
        return false;
    }
    if crate::functions::signature(&typed.ty, generics).is_some() {
        return true;
    }
    if let Some(function) = function_type(&typed.ty) {
        errors.push(
            Message::new(format!("a parameter of type `{}` cannot be differentiated", code(&typed.ty)))
                .note("which function it is, and so its derivative, is known only when the program runs")
                .help("take the function as `impl Fn(..) -> ..`; or mark the parameter `#[constant]`")
                .on(function),
        );
        return false;
    }
    if let Some(error) = refuse_view(typed).or_else(|| refuse_objects(typed, &ty)) {
        errors.push(error);
        return true;
    }
    if let syn::Type::Ptr(pointer) = &*typed.ty {
        errors.push(
            Message::new("a parameter behind a raw pointer cannot be differentiated")
                .note("what it points to, and how much of it, is not known")
                .help("take a reference or a slice; or mark the parameter `#[constant]`")
                .on(pointer),
        );
        return false;
    }
    if let syn::Type::ImplTrait(ty) = &*typed.ty {
        errors.push(refuse_some_type(ty));
    } else if ty.tangent().tokens().is_none() {
        errors.push(
            Message::new(format!("the type `{}` is not supported with a derivative yet", code(&typed.ty)))
                .note("known are `f64`, `f32`, and references, slices, arrays, `Vec`s and tuples of them")
                .help("use one of these types, or mark the parameter `#[constant]`")
                .on(&typed.ty),
        );
    }
    true
}

fn check_wrt(item: &syn::ItemFn, names: &[syn::Ident], active: &[bool], errors: &mut Errors) {
    let known: Vec<String> = item.sig.inputs.iter().filter_map(parameter_name).collect();
    for (index, name) in names.iter().enumerate() {
        let text = name.to_string();
        let position = item.sig.inputs.iter().position(|input| parameter_name(input).as_deref() == Some(&text));
        let message = match position {
            None => {
                let candidates: Vec<&str> = known.iter().map(String::as_str).collect();
                let message = Message::new(format!("`{}` has no parameter `{text}`", item.sig.ident));
                match crate::options::nearest(&text, &candidates) {
                    Some(near) => message.help(format!("did you mean `{near}`?")),
                    None => message.help(format!("its parameters are `{}`", known.join("`, `"))),
                }
            }
            Some(_) if names[..index].contains(name) => {
                Message::new(format!("`{text}` is named twice in `wrt`")).help("leave out one of them")
            }
            Some(position) if !active[position] => Message::new(format!("`{text}` carries no derivative"))
                .note("its type has none, or it is marked `#[constant]`")
                .help("leave it out of `wrt`"),
            Some(_) => continue,
        };
        errors.push(message.at(name.span()));
    }
}

fn parameter_name(input: &syn::FnArg) -> Option<String> {
    match input {
        syn::FnArg::Typed(typed) => match &*typed.pat {
            syn::Pat::Ident(name) => Some(name.ident.to_string()),
            _ => None,
        },
        syn::FnArg::Receiver(_) => Some("self".to_owned()),
    }
}

/// The function with `self` as a parameter like any other: `self: &Self`.
pub fn with_typed_receiver(item: &syn::ItemFn) -> syn::ItemFn {
    let mut item = item.clone();
    if let Some(syn::FnArg::Receiver(receiver)) = item.sig.inputs.first() {
        let mutability = if receiver.reference.is_none() { receiver.mutability } else { None };
        let pattern = syn::PatIdent {
            attrs: Vec::new(),
            by_ref: None,
            mutability,
            ident: syn::Ident::new("self", receiver.self_token.span),
            subpat: None,
        };
        let typed = syn::PatType {
            attrs: receiver.attrs.clone(),
            pat: Box::new(syn::Pat::Ident(pattern)),
            colon_token: syn::token::Colon(receiver.self_token.span),
            ty: receiver.ty.clone(),
        };
        item.sig.inputs[0] = syn::FnArg::Typed(typed);
    }
    item
}

/// A function pointer, or a closure behind `dyn`, inside of a type.
fn function_type(ty: &syn::Type) -> Option<&syn::Type> {
    struct Functions<'t>(Option<&'t syn::Type>);
    impl<'t> syn::visit::Visit<'t> for Functions<'t> {
        fn visit_type(&mut self, ty: &'t syn::Type) {
            let is_function = match ty {
                syn::Type::BareFn(_) => true,
                syn::Type::TraitObject(object) => object.bounds.iter().any(is_closure_trait),
                _ => false,
            };
            if is_function {
                self.0 = Some(ty);
            } else {
                syn::visit::visit_type(self, ty);
            }
        }
    }
    let mut functions = Functions(None);
    syn::visit::Visit::visit_type(&mut functions, ty);
    functions.0
}

fn is_closure_trait(bound: &syn::TypeParamBound) -> bool {
    match bound {
        syn::TypeParamBound::Trait(bound) => bound
            .path
            .segments
            .last()
            .is_some_and(|last| ["Fn", "FnMut", "FnOnce"].iter().any(|name| last.ident == name)),
        _ => false,
    }
}
