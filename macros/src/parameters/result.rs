//! Which companions the result of a function allows.

use proc_macro2::Span;
use syn::spanned::Spanned;

use crate::activity::Activity;
use crate::companions;
use crate::diagnostic::{Errors, Message, code};
use crate::home::Home;
use crate::ir::Function;
use crate::options::{Companion, Options};

/// Checks the result against what is asked for.
pub fn check_result(
    item: &syn::ItemFn,
    function: &Function,
    activity: &Activity,
    options: &Options,
    home: &Home,
) -> syn::Result<()> {
    let mut errors = Errors::default();
    check_result_type(item, function)?;
    if !home.is_associated() && crate::lower::object::holds_objects(&function.result_ty) {
        let message =
            Message::new(format!("`{}` gives a box of an object, which its callers cannot keep", item.sig.ident))
                .note("nothing can copy a `dyn` for the reverse sweep, so a function makes its objects itself")
                .help("give the type itself, or an enum of the types; or make the box where it is used")
                .help("`let shape: Box<dyn Shape> = Box::new(circle(x));`");
        return Err(message.at(result_span(item)));
    }
    check_companions(item, function, options, &mut errors);
    check_seen(function, options, home, &mut errors);
    if !activity.result_depends && !home.whole {
        errors.push(
            Message::new(format!("the result of `{}` does not depend on what it is differentiated by", item.sig.ident))
                .note("its gradient would be zero everywhere")
                .help("use a differentiated parameter in the result, or name others by `wrt(..)`")
                .at(result_span(item)),
        );
    }
    errors.finish()
}

/// The pullback of a method holds on to what is behind `&mut` where its `impl` is not seen, so no Jacobian can follow.
pub(super) fn check_seen(function: &Function, options: &Options, home: &Home, errors: &mut Errors) {
    let named = options.companions.iter().find(|(companion, _)| *companion == Companion::Jacobian);
    if let Some((_, span)) = named
        && companions::holds_arguments(function, home)
    {
        let message = Message::new("`jacobian` is not written for a method that changes its arguments")
            .note("from here, the attribute does not see the `impl` whose parameters the pullback has to name")
            .help("put `#[differentiate]` on the whole `impl`, which writes the Jacobians of its methods");
        errors.push(message.at(*span));
    }
}

/// Where the type of the result stands.
pub(super) fn result_span(item: &syn::ItemFn) -> Span {
    match &item.sig.output {
        syn::ReturnType::Default => item.sig.ident.span(),
        syn::ReturnType::Type(_, ty) => ty.span(),
    }
}

/// Whether the result has a tangent.
pub fn check_result_type(item: &syn::ItemFn, function: &Function) -> syn::Result<()> {
    if function.result_ty.is_passive() || function.result_ty.tangent().tokens().is_some() {
        return Ok(());
    }
    Err(Message::new("the type of this result is not supported yet")
        .note("known are `f64`, `f32`, and arrays, `Vec`s and tuples of them")
        .help("return one of these types")
        .at(result_span(item)))
}

/// Gradients are asked of a scalar result.
pub fn check_companions(item: &syn::ItemFn, function: &Function, options: &Options, errors: &mut Errors) {
    for (companion, span) in &options.companions {
        if !function.functions.is_empty() {
            errors.push(
                Message::new(format!("`{}` takes a function, and has no `{}`", item.sig.ident, companion.name()))
                    .note("a plain function value carries no derivative: only differentiated callers can pass it with one")
                    .help("leave out the argument, and ask for the companions of a function that calls this one")
                    .at(*span),
            );
        } else if companion.is_gradient() && !function.result_ty.is_float() {
            errors.push(
                Message::new(format!("`{}` is for a function with one scalar result", companion.name()))
                    .note(format!("`{}` returns `{}`", item.sig.ident, result_text(item)))
                    .help("ask for `vjp`, which takes a seed of the shape of the result")
                    .at(*span),
            );
        } else if *companion == Companion::Jacobian {
            check_jacobian(item, function, *span, errors);
        }
    }
}

/// A Jacobian is asked of a vector of scalars of one type.
pub(super) fn check_jacobian(item: &syn::ItemFn, function: &Function, at: Span, errors: &mut Errors) {
    let returned = format!("`{}` returns `{}`", item.sig.ident, result_text(item));
    let message = if function.result_ty.is_float() {
        Message::new("the Jacobian of a scalar is its gradient").note(returned).help("ask for `grad`")
    } else if companions::vector_of(&function.result_ty).is_none() {
        Message::new("`jacobian` is for a function whose result is a vector of floats of one type")
            .note(returned)
            .help("return an array, a `Vec`, or a tuple of floats; or ask for `vjp`, which takes a seed")
    } else {
        return;
    };
    errors.push(message.at(at));
}

pub(super) fn result_text(item: &syn::ItemFn) -> String {
    match &item.sig.output {
        syn::ReturnType::Default => "()".to_owned(),
        syn::ReturnType::Type(_, ty) => code(ty),
    }
}
