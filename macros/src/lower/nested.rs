//! Items inside of a body. Every companion repeats them at its start, so what stands in an inner block must not mean
//! something else outside of it.

use proc_macro2::{Ident, TokenStream, TokenTree};
use quote::ToTokens;
use syn::spanned::Spanned;
use syn::visit::{self, Visit};

use crate::diagnostic::{Errors, Message};

/// Refuses items of inner blocks whose names the rest of the function uses.
pub(super) fn check(item: &syn::ItemFn, errors: &mut Errors) {
    let body = item.block.to_token_stream();
    let mut inner = Inner { whole: &body, errors };
    item.block.stmts.iter().filter(|stmt| !matches!(stmt, syn::Stmt::Item(_))).for_each(|stmt| inner.visit_stmt(stmt));
}

struct Inner<'a> {
    whole: &'a TokenStream,
    errors: &'a mut Errors,
}

impl<'ast> Visit<'ast> for Inner<'_> {
    fn visit_block(&mut self, block: &'ast syn::Block) {
        let mut inside = None;
        for stmt in &block.stmts {
            let syn::Stmt::Item(item) = stmt else { continue };
            let inside = inside.get_or_insert_with(|| block.to_token_stream());
            let mut names = Vec::new();
            defined(item, &mut names, self.errors);
            for name in names {
                if count(self.whole, &name) > count(inside, &name) {
                    let message = Message::new(format!("`{name}` also stands outside of this block"))
                        .note(
                            "every companion repeats the items of the body at its start, where they would be confused",
                        )
                        .help("give the item a name of its own, or move it out of the function");
                    self.errors.push(message.at(name.span()));
                }
            }
        }
        visit::visit_block(self, block);
    }

    fn visit_item(&mut self, _item: &'ast syn::Item) {}
}

/// The names that an item brings into its block.
fn defined(item: &syn::Item, names: &mut Vec<Ident>, errors: &mut Errors) {
    match item {
        syn::Item::Const(item) => names.push(item.ident.clone()),
        syn::Item::Enum(item) => names.push(item.ident.clone()),
        syn::Item::Fn(item) => names.push(item.sig.ident.clone()),
        syn::Item::Macro(item) => names.extend(item.ident.clone()),
        syn::Item::Mod(item) => names.push(item.ident.clone()),
        syn::Item::Struct(item) => names.push(item.ident.clone()),
        syn::Item::Trait(item) => names.push(item.ident.clone()),
        syn::Item::TraitAlias(item) => names.push(item.ident.clone()),
        syn::Item::Type(item) => names.push(item.ident.clone()),
        syn::Item::Union(item) => names.push(item.ident.clone()),
        syn::Item::Use(item) => imported(&item.tree, names, errors),
        _ => {}
    }
}

fn imported(tree: &syn::UseTree, names: &mut Vec<Ident>, errors: &mut Errors) {
    match tree {
        syn::UseTree::Path(path) => imported(&path.tree, names, errors),
        syn::UseTree::Name(name) => names.push(name.ident.clone()),
        syn::UseTree::Rename(name) => names.push(name.rename.clone()),
        syn::UseTree::Group(group) => group.items.iter().for_each(|tree| imported(tree, names, errors)),
        syn::UseTree::Glob(glob) => {
            let message = Message::new("a block inside of a differentiated function cannot import everything")
                .note("every companion repeats the imports of the body at its start")
                .help("name what is imported, or move the import to the start of the function");
            errors.push(message.at(glob.span()));
        }
    }
}

fn count(tokens: &TokenStream, name: &Ident) -> usize {
    let one = |token| match token {
        TokenTree::Ident(ident) => usize::from(ident == *name),
        TokenTree::Group(group) => count(&group.stream(), name),
        _ => 0,
    };
    tokens.clone().into_iter().map(one).sum()
}
