//! What mutants are made of: every function in the sources of the repository, and the parts of all of them.

use std::fs;
use std::path::{Path, PathBuf};

use quote::ToTokens;
use syn::visit::{self, Visit};

/// A function, method, or `impl`, and the arguments that its attribute has.
pub struct Seed {
    pub arguments: String,
    pub item: syn::Item,
}

/// Seeds, and the pools that mutations draw from.
#[derive(Default)]
pub struct Seeds {
    pub items: Vec<Seed>,
    pub arguments: Vec<String>,
    pub exprs: Vec<syn::Expr>,
    pub types: Vec<syn::Type>,
    pub patterns: Vec<syn::Pat>,
    pub statements: Vec<syn::Stmt>,
}

impl Seeds {
    /// Those of all sources.
    pub fn collect() -> Seeds {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let mut paths = Vec::new();
        for folder in ["tests", "examples", "runtime/src", "macros/src"] {
            sources(&root.join(folder), &mut paths);
        }
        paths.sort();
        let mut seeds = Seeds::default();
        for path in paths {
            let text = fs::read_to_string(&path).expect("a source");
            if let Ok(file) = syn::parse_file(&text) {
                let differentiated = text.contains("#[differentiate");
                Collector { seeds: &mut seeds, differentiated }.visit_file(&file);
            }
        }
        seeds.arguments.sort();
        seeds.arguments.dedup();
        seeds
    }

    fn take(&mut self, attributes: &[syn::Attribute], mut item: syn::Item, differentiated: bool) {
        let found = attributes.iter().find(|attribute| attribute.path().is_ident("differentiate"));
        if found.is_none() && !differentiated {
            return;
        }
        let arguments = match found.map(|attribute| &attribute.meta) {
            Some(syn::Meta::List(list)) => list.tokens.to_string(),
            _ => String::new(),
        };
        let attributes = match &mut item {
            syn::Item::Fn(item) => &mut item.attrs,
            syn::Item::Impl(item) => &mut item.attrs,
            syn::Item::Trait(item) => &mut item.attrs,
            _ => return,
        };
        attributes.retain(|attribute| !attribute.path().is_ident("differentiate"));
        self.arguments.push(arguments.clone());
        self.items.push(Seed { arguments, item });
    }
}

fn sources(folder: &Path, into: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).expect("a folder of sources") {
        let path = entry.expect("an entry of the folder").path();
        if path.is_dir() {
            sources(&path, into);
        } else if path.extension().is_some_and(|extension| extension == "rs")
            && !path.to_string_lossy().ends_with(".expanded.rs")
        {
            into.push(path);
        }
    }
}

struct Collector<'a> {
    seeds: &'a mut Seeds,
    /// Functions of this file are seeds even without the attribute.
    differentiated: bool,
}

impl<'ast> Visit<'ast> for Collector<'_> {
    fn visit_item_fn(&mut self, item: &'ast syn::ItemFn) {
        self.seeds.take(&item.attrs, syn::Item::Fn(item.clone()), self.differentiated);
        visit::visit_item_fn(self, item);
    }

    fn visit_item_impl(&mut self, item: &'ast syn::ItemImpl) {
        self.seeds.take(&item.attrs, syn::Item::Impl(item.clone()), false);
        visit::visit_item_impl(self, item);
    }

    fn visit_item_trait(&mut self, item: &'ast syn::ItemTrait) {
        self.seeds.take(&item.attrs, syn::Item::Trait(item.clone()), false);
        visit::visit_item_trait(self, item);
    }

    fn visit_impl_item_fn(&mut self, item: &'ast syn::ImplItemFn) {
        if let Ok(function) = syn::parse2(item.to_token_stream()) {
            self.seeds.take(&item.attrs, syn::Item::Fn(function), false);
        }
        visit::visit_impl_item_fn(self, item);
    }

    fn visit_expr(&mut self, expr: &'ast syn::Expr) {
        // `let` is no expression but in conditions: rustc refuses it before the attribute runs.
        if !matches!(expr, syn::Expr::Let(_)) {
            self.seeds.exprs.push(expr.clone());
        }
        visit::visit_expr(self, expr);
    }

    fn visit_type(&mut self, ty: &'ast syn::Type) {
        self.seeds.types.push(ty.clone());
        visit::visit_type(self, ty);
    }

    fn visit_pat(&mut self, pattern: &'ast syn::Pat) {
        self.seeds.patterns.push(pattern.clone());
        visit::visit_pat(self, pattern);
    }

    fn visit_stmt(&mut self, stmt: &'ast syn::Stmt) {
        self.seeds.statements.push(stmt.clone());
        visit::visit_stmt(self, stmt);
    }
}
