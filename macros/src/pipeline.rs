//! The compiler.

use proc_macro2::{Ident, TokenStream};
use quote::{ToTokens, quote};

use crate::diagnostic::Message;
use crate::ir::print;
use crate::options::Options;
use crate::{activity, companions, emit, fallback, generics, lower, parameters, structure};

/// The user's function with its companions; after an error, with stubs in their place.
pub fn expand(arguments: TokenStream, item: TokenStream) -> TokenStream {
    let function: syn::ItemFn = match syn::parse2(item.clone()) {
        Ok(function) => function,
        Err(_) => return refuse_item(item),
    };
    match compile(arguments, &function) {
        Ok(companions) => {
            let function = parameters::without_helpers(&without_groups(&function));
            quote!(#[allow(dead_code)] #function #companions)
        }
        Err(error) => fallback::expand(&function, &error),
    }
}

fn compile(arguments: TokenStream, item: &syn::ItemFn) -> syn::Result<TokenStream> {
    let mut item = without_groups(item);
    let options = Options::parse(arguments)?;
    let scalars = generics::scalars(&item.sig.generics, &item.sig, &item.block);
    generics::with_scalars(&scalars, || {
        generics::with_explicit_conversions(&item.sig.generics, &mut item.block);
        compile_with(&item, &options, &scalars)
    })
}

fn compile_with(item: &syn::ItemFn, options: &Options, scalars: &[Ident]) -> syn::Result<TokenStream> {
    let active = parameters::active(item, options)?;
    if let Some(rule) = &options.rule {
        let function = lower::signature(item, &active)?;
        let companions = companions::user_rule::write(item, &function, options, scalars, rule)?;
        return Ok(emit::with_root(companions, &options.root));
    }
    let mut function = lower::function(item, &active)?;
    print::stage(item, "lower", &function);
    structure::structure(&mut function);
    print::stage(item, "structure", &function);
    let activity = activity::analyze(&function);
    parameters::check_result(item, &function, &activity, options)?;
    print::activity(item, &function, &activity);
    let companions = companions::write(item, &function, &activity, options, scalars);
    let code = emit::with_root(companions, &options.root);
    print::code(item, &code);
    Ok(code)
}

/// What stands under the attribute and is no function.
fn refuse_item(item: TokenStream) -> TokenStream {
    let message = Message::new("`#[differentiate]` stands on something that is no function with a body")
        .note("this version differentiates free functions")
        .help("put the attribute on a `fn` outside of `impl` and `trait`");
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
