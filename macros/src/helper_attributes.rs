//! `#[constant]` and its like: attributes that only this macro knows, and so must take away.

use syn::visit::Visit;
use syn::visit_mut::{self, VisitMut};

use crate::diagnostic::{Errors, Message};

/// `#[constant]`, also by its path.
pub fn is_constant(attribute: &syn::Attribute) -> bool {
    is_named(attribute, "constant")
}

fn is_named(attribute: &syn::Attribute, name: &str) -> bool {
    let segments = &attribute.path().segments;
    let crate_first = segments.first().is_some_and(|segment| segment.ident == "chainrule");
    segments.last().is_some_and(|last| last.ident == name) && (segments.len() == 1 || crate_first)
}

fn is_differentiate(attribute: &syn::Attribute) -> bool {
    is_named(attribute, "differentiate")
}

/// Helper attributes where they mean nothing, and the attribute itself where it stands twice.
pub fn check(item: &syn::ItemFn, errors: &mut Errors) {
    for attribute in &item.attrs {
        if is_differentiate(attribute) {
            let message = Message::new(format!("`{}` is under `#[differentiate]` twice", item.sig.ident))
                .help("leave out one of them: `#[differentiate(grad, vjp)]` asks for several companions");
            errors.push(message.on(attribute));
        }
        misplaced(attribute, errors);
    }
    for input in &item.sig.inputs {
        let (syn::FnArg::Typed(syn::PatType { attrs, .. }) | syn::FnArg::Receiver(syn::Receiver { attrs, .. })) = input;
        for attribute in attrs.iter().filter(|attribute| is_constant(attribute)) {
            if !matches!(attribute.meta, syn::Meta::Path(_)) {
                let message = Message::new("`#[constant]` takes no arguments")
                    .note("it holds the parameter that it stands on constant")
                    .help("write `#[constant]`");
                errors.push(message.on(&attribute.meta));
            }
        }
    }
    Misplaced(errors).visit_block(&item.block);
}

fn misplaced(attribute: &syn::Attribute, errors: &mut Errors) {
    let message = if is_constant(attribute) {
        Message::new("`#[constant]` stands on something that is no parameter")
            .note("it holds a parameter constant")
            .help("wrap the value that is to be held constant: `stop_gradient(..)`")
    } else if is_named(attribute, "checkpoint") {
        Message::new("`#[checkpoint]` is not supported yet")
            .note("what it stands on is recorded, or computed again where that is cheap")
            .help("leave it out: the derivative is the same")
    } else {
        return;
    };
    errors.push(message.on(attribute));
}

struct Misplaced<'e>(&'e mut Errors);

impl<'ast> Visit<'ast> for Misplaced<'_> {
    fn visit_attribute(&mut self, attribute: &'ast syn::Attribute) {
        misplaced(attribute, self.0);
    }

    /// A function inside has attributes of its own.
    fn visit_item(&mut self, _item: &'ast syn::Item) {}
}

/// The user's function as rustc may see it.
pub fn removed(item: &syn::ItemFn) -> syn::ItemFn {
    let mut item = item.clone();
    item.attrs.retain(|attribute| !is_helper(attribute));
    item.sig = removed_from_signature(&item.sig);
    Remove.visit_block_mut(&mut item.block);
    item
}

/// A signature as rustc may see it.
pub fn removed_from_signature(signature: &syn::Signature) -> syn::Signature {
    let mut signature = signature.clone();
    for input in &mut signature.inputs {
        let (syn::FnArg::Typed(syn::PatType { attrs, .. }) | syn::FnArg::Receiver(syn::Receiver { attrs, .. })) = input;
        attrs.retain(|attribute| !is_constant(attribute));
    }
    signature
}

fn is_helper(attribute: &syn::Attribute) -> bool {
    is_constant(attribute) || is_differentiate(attribute) || is_named(attribute, "checkpoint")
}

struct Remove;

impl VisitMut for Remove {
    fn visit_item_mut(&mut self, _item: &mut syn::Item) {}

    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        local.attrs.retain(|attribute| !is_helper(attribute));
        visit_mut::visit_local_mut(self, local);
    }

    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        attributes(expr).into_iter().for_each(|attrs| attrs.retain(|attribute| !is_helper(attribute)));
        visit_mut::visit_expr_mut(self, expr);
    }
}

/// The attributes of the expressions that rustc lets carry them: blocks and loops as statements.
fn attributes(expr: &mut syn::Expr) -> Option<&mut Vec<syn::Attribute>> {
    Some(match expr {
        syn::Expr::ForLoop(inner) => &mut inner.attrs,
        syn::Expr::While(inner) => &mut inner.attrs,
        syn::Expr::Loop(inner) => &mut inner.attrs,
        syn::Expr::Block(inner) => &mut inner.attrs,
        syn::Expr::If(inner) => &mut inner.attrs,
        syn::Expr::Match(inner) => &mut inner.attrs,
        syn::Expr::Call(inner) => &mut inner.attrs,
        syn::Expr::MethodCall(inner) => &mut inner.attrs,
        syn::Expr::Assign(inner) => &mut inner.attrs,
        _ => return None,
    })
}
