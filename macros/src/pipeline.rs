//! The compiler.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use crate::companions::Context;
use crate::companions::closure::Around;
use crate::diagnostic::Message;
use crate::home::Home;
use crate::ir::print;
use crate::options::{Companion, Options, Rule};
use crate::{
    activity, aggregates, beside, chained, companions, emit, escape, fallback, generics, helper_attributes,
    implementation, lower, parameters, structure, surroundings, traits,
};

/// The user's item with its companions; after an error, the item as it is.
pub fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    if let Ok(function) = syn::parse2::<syn::ItemFn>(item.clone()) {
        return expand_function(arguments, &function);
    }
    if let Ok(block) = syn::parse2::<syn::ItemImpl>(item.clone()) {
        return implementation::expand(arguments, &block);
    }
    if let Ok(item) = syn::parse2::<syn::ItemTrait>(item.clone()) {
        return traits::expand(arguments, &item);
    }
    match syn::parse2::<syn::TraitItemFn>(item.clone()) {
        Ok(function) => traits::refuse_declaration(&function),
        Err(_) => refuse_item(item),
    }
}

fn expand_function(arguments: TokenStream, function: &syn::ItemFn) -> TokenStream {
    if let Err(error) = beside::check_home(function) {
        let (function, error) = (helper_attributes::removed(function), error.into_compile_error());
        return quote!(#function #error);
    }
    let home = Home::of(function);
    let (options, mistakes) = Options::read(arguments);
    let mistakes = mistakes.map_err(|mut mistakes| {
        // Those in the signature are independent of them.
        let others = with_scalars(function, &home, |function, _| parameters::active(function, &options)).err();
        mistakes.extend(others.into_iter().flatten());
        mistakes
    });
    match mistakes.and_then(|()| compile(&options, function, &home)) {
        Ok(companions) => {
            let function = helper_attributes::removed(&without_groups(function));
            quote!(#[allow(dead_code)] #function #companions)
        }
        Err(error) => fallback::expand(function, &options, &home, &error),
    }
}

/// The companions of a function.
pub fn compile(options: &Options, item: &syn::ItemFn, home: &Home) -> syn::Result<TokenStream> {
    if let Some(rule) = &options.rule {
        return compile_rule(options, item, home, rule);
    }
    if let Some(item) = chained::without_result(item) {
        return compile(options, &item, home);
    }
    if parameters::gives_reference(item) && !home.is_associated() {
        return Ok(compile_located(options, item, home, None)?.beside);
    }
    let code = compile_as(options, item, home, companions::write)?;
    let code = emit::with_root(code, &options.root);
    print::code(item, &code);
    Ok(code)
}

/// What `write` makes of a function.
pub fn compile_as(
    options: &Options,
    item: &syn::ItemFn,
    home: &Home,
    write: impl FnOnce(&Context) -> TokenStream,
) -> syn::Result<TokenStream> {
    let home = &Home { once: options.order() == 1 && !options.asks_for(Companion::Taylor), ..home.clone() };
    with_scalars(item, home, |item, scalars| {
        let active = parameters::active(item, options)?;
        parameters::check_references(item)?;
        beside::check_parameters(item, &active)?;
        let mut function = lower::function(item, &active, home)?;
        print::stage(item, "lower", &function);
        structure::structure(&mut function);
        print::stage(item, "structure", &function);
        aggregates::split(&mut function);
        print::stage(item, "aggregates", &function);
        let around = Around { generics: &item.sig.generics, options, home, scalars };
        companions::closure::compile(&mut function, &around)?;
        let activity = activity::analyze(&function);
        beside::check(item, &function, &activity)?;
        beside::settle(item, &mut function, &activity);
        escape::check(&function, &activity)?;
        lower::check_held(&function, &activity)?;
        parameters::check_result(item, &function, &activity, options, home)?;
        print::activity(item, &function, &activity);
        let context = Context { item, function: &function, activity: &activity, options, home, scalars };
        companions::over::check(&context)?;
        companions::levels::check(&context)?;
        surroundings::check(&context)?;
        Ok(write(&context))
    })
}

/// What callers need of a function whose result is a reference; `own` is the `impl` around it.
pub fn compile_located(
    options: &Options,
    item: &syn::ItemFn,
    home: &Home,
    own: Option<&syn::ItemImpl>,
) -> syn::Result<companions::located::Written> {
    let companions::located::Written { beside, outside, unaided } = with_scalars(item, home, |item, scalars| {
        let mut active = parameters::active(item, options)?;
        parameters::hold_all_but_the_root(item, &mut active);
        let (mut function, places) = lower::way(item, &active, home)?;
        print::stage(item, "lower", &function);
        structure::structure(&mut function);
        let around = Around { generics: &item.sig.generics, options, home, scalars };
        companions::closure::compile(&mut function, &around)?;
        parameters::check_located(item, &function, options)?;
        let activity = activity::analyze(&function);
        let context = Context { item, function: &function, activity: &activity, options, home, scalars };
        Ok::<_, syn::Error>(companions::located::write(&context, &places, own))
    })?;
    let [beside, outside] = [beside, outside].map(|code| emit::with_root(code, &options.root));
    print::code(item, &beside);
    Ok(companions::located::Written { beside, outside, unaided })
}

/// What `write` makes of the signature of a function.
pub fn outline_as(
    options: &Options,
    item: &syn::ItemFn,
    home: &Home,
    write: impl FnOnce(&Context) -> TokenStream,
) -> syn::Result<TokenStream> {
    with_scalars(item, home, |item, scalars| {
        let active = parameters::active(item, options)?;
        let function = lower::stub(item, &active, home);
        let activity = activity::analyze(&function);
        parameters::check_result(item, &function, &activity, options, home)?;
        Ok(write(&Context { item, function: &function, activity: &activity, options, home, scalars }))
    })
}

fn compile_rule(options: &Options, item: &syn::ItemFn, home: &Home, rule: &Rule) -> syn::Result<TokenStream> {
    if home.is_associated() {
        return Err(refuse_rule(item));
    }
    if let Some((_, span)) = options.companions.iter().find(|(companion, _)| *companion == Companion::Taylor) {
        return Err(companions::over::refuse_rule(&item.sig.ident, *span));
    }
    with_scalars(item, home, |item, scalars| {
        let active = parameters::active(item, options)?;
        let function = lower::signature(item, &active)?;
        let companions = companions::user_rule::write(item, &function, options, scalars, rule)?;
        Ok(emit::with_root(companions, &options.root))
    })
}

/// Runs `inner` on the function as the passes want it, where its scalars are known.
pub fn with_scalars<R>(item: &syn::ItemFn, home: &Home, inner: impl FnOnce(&syn::ItemFn, &[Ident]) -> R) -> R {
    surroundings::with(item, || with_known_scalars(item, home, inner))
}

fn with_known_scalars<R>(item: &syn::ItemFn, home: &Home, inner: impl FnOnce(&syn::ItemFn, &[Ident]) -> R) -> R {
    let mut item = parameters::with_typed_receiver(&without_groups(item));
    let parameters = home.generics_around(&item.sig.generics);
    surroundings::resolve_aliases(&mut item, &parameters);
    generics::name_impl_traits(&mut item.sig);
    generics::name_lifetimes(&mut item.sig);
    let around = home.generics_around(&item.sig.generics);
    let scalars = generics::scalars(&around, &item.sig, &item.block);
    generics::with_scalars(&scalars, || {
        generics::with_explicit_conversions(&around, &mut item.block);
        inner(&item, &scalars)
    })
}

/// A rule of the user's for a method.
fn refuse_rule(item: &syn::ItemFn) -> syn::Error {
    Message::new(format!("the rule of `{}` cannot be given here yet", item.sig.ident))
        .note("it is a method or a function of a type")
        .help("give the rule to a free function, and call that")
        .at(item.sig.ident.span())
}

/// What stands under the attribute and is neither a function nor a block of them.
fn refuse_item(item: TokenStream) -> TokenStream {
    let message = Message::new("`#[differentiate]` stands on something that has no body")
        .note("it differentiates functions, methods, and the functions of an `impl` or a `trait`")
        .help("put the attribute on a `fn` with a body, on an `impl`, or on a `trait`");
    let first: TokenStream = item.clone().into_iter().take(1).collect();
    let error = message.on(&first.to_token_stream()).into_compile_error();
    quote!(#item #error)
}

/// What a `macro_rules!` macro passed on stands in invisible groups: parentheses say the same where they matter.
fn without_groups(item: &syn::ItemFn) -> syn::ItemFn {
    struct Groups;
    impl syn::visit_mut::VisitMut for Groups {
        fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
            while let syn::Expr::Group(group) = expr {
                let inner = std::mem::replace(&mut *group.expr, syn::Expr::Verbatim(TokenStream::new()));
                let tight = matches!(
                    inner,
                    syn::Expr::Path(_)
                        | syn::Expr::Lit(_)
                        | syn::Expr::Call(_)
                        | syn::Expr::MethodCall(_)
                        | syn::Expr::Index(_)
                        | syn::Expr::Field(_)
                        | syn::Expr::Paren(_)
                        | syn::Expr::Group(_)
                );
                *expr = if tight {
                    inner
                } else {
                    syn::Expr::Paren(syn::ExprParen {
                        attrs: Vec::new(),
                        paren_token: syn::token::Paren(group.group_token.span),
                        expr: Box::new(inner),
                    })
                };
            }
            syn::visit_mut::visit_expr_mut(self, expr);
        }
    }
    let mut item = item.clone();
    syn::visit_mut::VisitMut::visit_item_fn_mut(&mut Groups, &mut item);
    item
}
