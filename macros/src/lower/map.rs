//! Maps: the value of a key is a place, and the entries are those of a list of keys.
//!
//! ```text
//! m.get(&k)             m[&k], where m.contains_key(&k)
//! for (k, v) in &m      let keys = keys(&m); for i in 0..keys.len() { … keys[i] … m[&keys[i]] … }
//! ```

use proc_macro2::Span;
use quote::quote;
use syn::spanned::Spanned;

use super::Lowering;
use super::access::Access;
use super::parts::Part;
use crate::ir::{Expr, Place, Role, Step, StmtKind, Tokens, VarId};
use crate::types::Ty;

/// Methods of maps that give entries.
const ENTRIES: &[&str] = &["iter", "iter_mut", "into_iter", "values", "values_mut", "into_values", "keys", "into_keys"];

/// The entries of a map.
pub(super) struct Entries {
    pub place: Place,
    pub value: Ty,
    pub keys: VarId,
    pub key: Ty,
    pub len: VarId,
}

impl Lowering<'_> {
    /// Whether `expr` is a map.
    pub(super) fn is_map(&self, expr: &syn::Expr) -> bool {
        matches!(self.type_of(expr).peel(), Ty::Named(path) if crate::types::is_map(path))
    }

    /// Whether `call` gives entries of a map of differentiated values.
    pub(super) fn gives_entries(&self, call: &syn::ExprMethodCall) -> bool {
        call.args.is_empty()
            && ENTRIES.contains(&call.method.to_string().as_str())
            && self.is_map(&call.receiver)
            && self.is_followed(&call.receiver, call.method.to_string().ends_with("_mut"))
    }

    /// `m.keys().copied().collect()`: what is made of keys alone carries no derivative.
    pub(super) fn gathers_keys(&self, call: &syn::ExprMethodCall) -> bool {
        const CONSUMERS: &[&str] = &["collect", "max", "min", "count", "any", "all", "position", "last"];
        let mut chain = call;
        let mut varied = call.args.iter().any(|argument| self.is_varied(argument));
        while let syn::Expr::MethodCall(inner) = &*chain.receiver {
            if matches!(inner.method.to_string().as_str(), "keys" | "into_keys") {
                return !varied
                    && CONSUMERS.contains(&call.method.to_string().as_str())
                    && self.is_map(&inner.receiver);
            }
            varied |= inner.args.iter().any(|argument| self.is_varied(argument));
            chain = inner;
        }
        false
    }

    /// A key, which later statements do not change.
    ///
    /// `borrowed`: the keys of the map are references themselves.
    pub(super) fn key(&mut self, key: &syn::Expr, borrowed: bool) -> Expr {
        let opaque = self.opaque(key);
        let mut tokens = opaque.tokens;
        let changing = tokens.reads.iter().any(|read| self.function.var(*read).mutable);
        // A name in a pattern may be a reference, which nothing keeps.
        let lent = tokens.reads.iter().any(|read| self.given.contains(read));
        if tokens.cheap && !changing && !lent && opaque.writes.is_empty() {
            return Expr::Tokens(tokens);
        }
        let given = &tokens.stream;
        let is_reference = matches!(key, syn::Expr::Reference(_)) || is_reference(given);
        let borrowed = borrowed && !is_reference;
        tokens.stream = if borrowed {
            given.clone()
        } else if is_reference {
            quote!(::core::clone::Clone::clone(#given))
        } else {
            quote!(__chainrule::__private::ToOwned::to_owned(#given))
        };
        tokens.cheap = false;
        tokens.flows.clear();
        let kept = self.named("key", Ty::Passive(None), false, Role::Local);
        self.emit(StmtKind::Let { var: kept, value: Expr::Tokens(tokens) }, key.span());
        let name = &self.function.var(kept).name;
        let stream = if borrowed { quote!(#name) } else { quote!(&#name) };
        Expr::Tokens(Tokens { stream, reads: vec![kept], flows: Vec::new(), cheap: true })
    }

    /// The place of a key's value in the map `expr`.
    pub(super) fn place_of_key(&mut self, expr: &syn::Expr, key: &syn::Expr) -> Option<(Place, Ty)> {
        let (mut place, ty) = self.base(expr)?;
        let borrowed = matches!(crate::types::key(&ty), Ty::Ref(..));
        place.path.push(Step::Index(self.key(key, borrowed)));
        Some((place, ty.element()))
    }

    /// `m.get(&k)`: a value that may be there.
    pub(super) fn optional_value(&mut self, map: &syn::Expr, key: &syn::Expr, mutable: bool) -> Option<Access> {
        let (place, ty) = self.place_of_key(map, key)?;
        let (last, path) = place.path.split_last()?;
        let Step::Index(key) = last else { return None };
        let whole = Place { root: place.root, path: path.to_vec() };
        let mut reads = vec![place.root];
        place.for_each_index(&mut |var| reads.push(var));
        let (whole, key) = (crate::emit::place(&self.function, &whole), crate::emit::expr(&self.function, key));
        let stream = quote!(#whole.contains_key(#key));
        let condition = Expr::Tokens(Tokens { stream, reads, flows: Vec::new(), cheap: true });
        Some(Access { condition, part: Part { place, ty, reference: Some(mutable) } })
    }

    /// The entries of the map `expr`, by a list of its keys.
    pub(super) fn entries(&mut self, expr: &syn::Expr) -> Option<Entries> {
        let inner = match expr {
            syn::Expr::Reference(reference) => &*reference.expr,
            other => other,
        };
        let (place, ty) = self.base(inner)?;
        let span = expr.span();
        let place = self.freeze(place, span);
        let key = crate::types::key(&ty);
        let mut reads = vec![place.root];
        place.for_each_index(&mut |var| reads.push(var));
        let whole = crate::emit::borrow(&self.function, false, &place);
        let keys = self.listed(quote!(__chainrule::__private::keys(#whole)), reads, &key, span);
        let name = &self.function.var(keys).name;
        let count = Tokens { stream: quote!(#name.len()), reads: vec![keys], flows: Vec::new(), cheap: true };
        let len = self.named("len", Ty::index(), false, Role::Local);
        self.emit(StmtKind::Let { var: len, value: Expr::Tokens(count) }, span);
        Some(Entries { place, value: ty.element(), keys, key, len })
    }

    fn listed(&mut self, stream: proc_macro2::TokenStream, reads: Vec<VarId>, key: &Ty, span: Span) -> VarId {
        let keys = self.named("keys", Ty::Vec(Box::new(key.clone())), false, Role::Local);
        let tokens = Tokens { stream, reads, flows: Vec::new(), cheap: false };
        self.emit(StmtKind::Let { var: keys, value: Expr::Tokens(tokens) }, span);
        keys
    }

    /// The value of the key at `position`.
    pub(super) fn value_at(&self, place: &Place, keys: VarId, position: &Expr) -> Place {
        let name = &self.function.var(keys).name;
        let mut reads = vec![keys];
        position.for_each_read(&mut |var| reads.push(var));
        let position = crate::emit::expr(&self.function, position);
        let key = Tokens { stream: quote!(&#name[#position]), reads, flows: Vec::new(), cheap: true };
        let mut place = place.clone();
        place.path.push(Step::Index(Expr::Tokens(key)));
        place
    }

    /// The place of `m.get(&k).unwrap()`.
    pub(super) fn value_of_access(&mut self, access: &syn::ExprMethodCall) -> Option<(Place, Ty, bool)> {
        let mutable = access.method == "get_mut";
        let (place, ty) = self.place_of_key(&access.receiver, access.args.first()?)?;
        Some((place, ty, mutable))
    }
}

/// `&place`, in parentheses or not, as names of references are written.
fn is_reference(tokens: &proc_macro2::TokenStream) -> bool {
    match tokens.clone().into_iter().next() {
        Some(proc_macro2::TokenTree::Punct(first)) => first.as_char() == '&',
        Some(proc_macro2::TokenTree::Group(group)) => is_reference(&group.stream()),
        _ => false,
    }
}
