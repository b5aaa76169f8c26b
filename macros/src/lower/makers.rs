//! Which types make the values of variables: of those that the function binds once.
//!
//! ```text
//! let grid = Grid { .. };      grid is made by Grid
//! let grid = Grid::new(n);     grid is made by Grid::new
//! ```

use std::collections::HashMap;

use proc_macro2::Ident;
use syn::visit::Visit;

/// A type, and the function of it that makes the value; without one, its literal.
#[derive(Clone, Debug)]
pub(super) struct Maker {
    pub owner: Ident,
    pub function: Option<Ident>,
}

/// The makers, by the names of the variables.
pub(super) fn makers(item: &syn::ItemFn) -> HashMap<String, Maker> {
    let mut found = Found::default();
    found.visit_item_fn(item);
    let Found { mut made, bound } = found;
    made.retain(|name, _| bound[name] == 1);
    made
}

#[derive(Default)]
struct Found {
    made: HashMap<String, Maker>,
    bound: HashMap<String, usize>,
}

impl<'ast> Visit<'ast> for Found {
    fn visit_local(&mut self, local: &'ast syn::Local) {
        if let (syn::Pat::Ident(name), Some(init)) = (&local.pat, &local.init)
            && let Some(maker) = maker(&init.expr)
        {
            self.made.insert(name.ident.to_string(), maker);
        }
        syn::visit::visit_local(self, local);
    }

    fn visit_pat_ident(&mut self, name: &'ast syn::PatIdent) {
        *self.bound.entry(name.ident.to_string()).or_default() += 1;
        syn::visit::visit_pat_ident(self, name);
    }
}

fn maker(value: &syn::Expr) -> Option<Maker> {
    match value {
        syn::Expr::Struct(literal) => Some(Maker { owner: literal.path.get_ident()?.clone(), function: None }),
        syn::Expr::Call(call) => {
            let syn::Expr::Path(path) = &*call.func else { return None };
            let mut segments = path.path.segments.iter();
            let (owner, function) = (segments.next()?, segments.next()?);
            let sure = path.qself.is_none() && segments.next().is_none() && owner.arguments.is_none();
            sure.then(|| Maker { owner: owner.ident.clone(), function: Some(function.ident.clone()) })
        }
        _ => None,
    }
}
