//! `#[constant]` and its like: attributes that only this macro knows, and so must take away.

mod checkpoint;

pub use checkpoint::{Checkpoint, Kept, attributes, checkpoint, replace};

use checkpoint::{attributes_of, checkpoint_attribute, is_checkpoint, read};
use syn::visit::{self, Visit};
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
    } else if is_checkpoint(attribute) {
        Message::new("`#[checkpoint]` stands on something that cannot run again")
            .note("it is for a loop, a block, or a call, as a statement of its own")
            .help("write `#[checkpoint] for …`, `#[checkpoint] { … }`, `#[checkpoint] let y = f(..);`")
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

    fn visit_stmt(&mut self, stmt: &'ast syn::Stmt) {
        let Some(attribute) = checkpoint_attribute(stmt) else { return visit::visit_stmt(self, stmt) };
        if let Err(error) = read(attribute, stmt) {
            self.0.push(error);
        }
        let mut rest = stmt.clone();
        if let Some(attributes) = attributes_of(&mut rest) {
            let first = attributes.iter().position(is_checkpoint);
            attributes.retain({
                let mut index = 0;
                move |_| {
                    index += 1;
                    Some(index - 1) != first
                }
            });
        }
        Misplaced(self.0).visit_rest(&rest);
    }

    /// A function inside has attributes of its own.
    fn visit_item(&mut self, _item: &'ast syn::Item) {}
}

impl Misplaced<'_> {
    fn visit_rest(&mut self, stmt: &syn::Stmt) {
        visit::visit_stmt(self, stmt);
    }
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
    is_constant(attribute) || is_differentiate(attribute) || is_checkpoint(attribute)
}

/// An expression as rustc may see it.
pub fn remove(expr: &mut syn::Expr) {
    Remove.visit_expr_mut(expr);
}

/// A body as rustc may see it.
pub fn remove_from_block(block: &mut syn::Block) {
    Remove.visit_block_mut(block);
}

struct Remove;

impl VisitMut for Remove {
    fn visit_item_mut(&mut self, _item: &mut syn::Item) {}

    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        local.attrs.retain(|attribute| !is_helper(attribute));
        visit_mut::visit_local_mut(self, local);
    }

    fn visit_stmt_macro_mut(&mut self, invocation: &mut syn::StmtMacro) {
        invocation.attrs.retain(|attribute| !is_helper(attribute));
    }

    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        attributes(expr).into_iter().for_each(|attrs| attrs.retain(|attribute| !is_helper(attribute)));
        visit_mut::visit_expr_mut(self, expr);
    }
}
