//! Elements of types of the user's own, `p[i]` and `m[i][j]`: found by their `impl`s of `Index` and `IndexMut`.
//!
//! Whether `p` is of such a type is told by its constructor, or by the use of its fields: the name of its type alone may be
//! an alias of an array, which needs no help.

use proc_macro2::TokenStream;
use quote::quote;
use syn::spanned::Spanned;

use super::Lowering;
use super::located::named;
use super::scope::Binding;
use crate::ir::Place;
use crate::types::Ty;

/// Whether `expr` surely makes a value of a struct: a literal, or what is a constructor by custom.
pub(super) fn makes_struct(expr: &syn::Expr) -> bool {
    let is_type = |name: &proc_macro2::Ident| name.to_string().starts_with(char::is_uppercase);
    match expr {
        syn::Expr::Paren(inner) => makes_struct(&inner.expr),
        syn::Expr::Struct(literal) => literal.path.segments.last().is_some_and(|last| is_type(&last.ident)),
        syn::Expr::Call(call) => {
            let syn::Expr::Path(path) = &*call.func else { return false };
            let mut segments = path.path.segments.iter().rev().map(|segment| &segment.ident);
            let Some(last) = segments.next() else { return false };
            let name = last.to_string();
            if is_type(last) {
                return path.path.segments.len() == 1 && !matches!(name.as_str(), "Some" | "Ok" | "Err");
            }
            let custom = matches!(name.as_str(), "new" | "zeros" | "ones" | "identity" | "default")
                || ["from_", "with_"].iter().any(|prefix| name.starts_with(prefix));
            custom && super::linked::is_associated(path) && segments.next().is_some_and(is_type)
        }
        _ => false,
    }
}

/// Names of which fields are used in `block`, or methods that no container has.
pub(super) fn structs(block: &syn::Block) -> std::collections::HashSet<String> {
    use syn::visit::Visit;
    struct Fields(std::collections::HashSet<String>);
    impl Fields {
        fn note(&mut self, base: &syn::Expr) {
            if let syn::Expr::Path(path) = base
                && let Some(name) = path.path.get_ident()
            {
                self.0.insert(name.to_string());
            }
        }
    }
    impl Visit<'_> for Fields {
        fn visit_expr_field(&mut self, field: &syn::ExprField) {
            if matches!(field.member, syn::Member::Named(_)) {
                self.note(&field.base);
            }
            syn::visit::visit_expr_field(self, field);
        }
        fn visit_expr_method_call(&mut self, call: &syn::ExprMethodCall) {
            if SHAPES.contains(&call.method.to_string().as_str()) {
                self.note(&call.receiver);
            }
            syn::visit::visit_expr_method_call(self, call);
        }
    }
    let mut fields = Fields(std::collections::HashSet::new());
    fields.visit_block(block);
    fields.0
}

/// Methods that people give to matrices and vectors, and no container has.
const SHAPES: &[&str] = &[
    "cols",
    "columns",
    "degree",
    "dim",
    "dims",
    "dimension",
    "height",
    "ncols",
    "nrows",
    "order",
    "row",
    "row_mut",
    "rows",
    "shape",
    "size",
    "transpose",
    "width",
];

impl Lowering<'_> {
    /// A value of a type of the user's own, whose elements an `impl` of `Index` finds.
    pub(super) fn is_indexed_by_trait(&self, expr: &syn::Expr) -> bool {
        if self.is_own(expr) {
            return self.is_varied(expr) || self.writing;
        }
        // Another name may be an alias of an array: only what it has that no array has tells.
        let ty = self.type_of(expr);
        let is_self = matches!(ty.peel(), Ty::Named(path) if path.to_string() == "Self");
        let used = matches!(expr, syn::Expr::Path(path)
            if path.path.get_ident().is_some_and(|name| self.structs.contains(&name.to_string())));
        (is_self || used && self.is_user_type(&ty)) && (self.is_varied(expr) || self.writing)
    }

    fn is_own(&self, expr: &syn::Expr) -> bool {
        let syn::Expr::Path(path) = expr else { return false };
        let root = match path.path.get_ident().and_then(|name| self.scopes.find(&name.to_string())) {
            Some(Binding::Var(var)) => *var,
            Some(Binding::Alias { place, .. }) if place.path.is_empty() => place.root,
            _ => return false,
        };
        self.keys[root.0 as usize].is_some_and(|key| self.facts.own.contains(&key))
    }

    /// A name of a value of a struct, as its constructor or the use of its fields tells: no container of the standard
    /// library.
    pub(super) fn is_struct(&self, expr: &syn::Expr) -> bool {
        let used = matches!(expr, syn::Expr::Path(path)
            if path.path.get_ident().is_some_and(|name| self.structs.contains(&name.to_string())));
        matches!(self.type_of(expr).peel(), Ty::Unknown | Ty::Opaque(_)) && (used || self.is_own(expr))
    }

    /// `p[i]`, by the `impl` of `Index`, or of `IndexMut` where it is assigned to.
    pub(super) fn located_element(&mut self, index: &syn::ExprIndex) -> Option<(Place, Ty)> {
        let name = if self.writing { "index_mut" } else { "index" };
        let writing = std::mem::replace(&mut self.writing, false);
        let arguments = self.passed_along(&[&index.index]);
        self.writing = writing;
        let (place, _) = self.base(&index.expr)?;
        let locate = quote::format_ident!("__locate_{name}", span = index.span());
        let receiver = crate::emit::place(&self.function, &place);
        let stream = |list: &[TokenStream]| quote!(#receiver.#locate(#(#list),*));
        let found = self.found(place, &named(name), arguments, &stream, &syn::Expr::Index(index.clone()), &Ty::Unknown);
        Some((found, Ty::Unknown))
    }
}
