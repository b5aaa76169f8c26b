//! Names in patterns of values without derivatives: the pattern stays, with the names of the representation.

use std::collections::BTreeMap;
use std::collections::btree_map::Entry;

use syn::visit::Visit;
use syn::visit_mut::VisitMut;

use super::Lowering;
use super::parts::is_constant;
use crate::ir::{Role, VarId};
use crate::types::Ty;

impl Lowering<'_> {
    /// Binds the names of a passive pattern, and writes their unique names into `renamed`.
    pub(super) fn bind_pattern(&mut self, pattern: &syn::Pat, renamed: &mut syn::Pat, ty: &Ty, binds: &mut Vec<VarId>) {
        match (pattern, renamed) {
            (syn::Pat::Ident(name), syn::Pat::Ident(new)) => {
                if is_constant(name) {
                    return;
                }
                if let (Some((_, sub)), Some((_, new_sub))) = (&name.subpat, &mut new.subpat) {
                    self.bind_pattern(sub, new_sub, ty, binds);
                }
                let var = self.bind(&name.ident, ty.clone(), name.mutability.is_some(), Role::Local);
                new.ident = self.function.var(var).name.clone();
                binds.push(var);
            }
            (syn::Pat::Tuple(parts), syn::Pat::Tuple(new)) => {
                for (index, (part, new)) in parts.elems.iter().zip(new.elems.iter_mut()).enumerate() {
                    self.bind_pattern(part, new, &ty.field(index), binds);
                }
            }
            (syn::Pat::Paren(inner), syn::Pat::Paren(new)) => self.bind_pattern(&inner.pat, &mut new.pat, ty, binds),
            (syn::Pat::Reference(inner), syn::Pat::Reference(new)) => {
                self.bind_pattern(&inner.pat, &mut new.pat, ty.peel(), binds);
            }
            (syn::Pat::TupleStruct(holder), syn::Pat::TupleStruct(new)) if held(holder, ty).is_some() => {
                let ty = held(holder, ty).unwrap_or_default();
                self.bind_pattern(&holder.elems[0], &mut new.elems[0], &ty, binds);
            }
            (pattern, renamed) => self.bind_names(pattern, renamed, binds),
        }
    }

    /// Binds every name of a passive pattern of any form.
    fn bind_names(&mut self, pattern: &syn::Pat, renamed: &mut syn::Pat, binds: &mut Vec<VarId>) {
        let mut found = Names::default();
        found.visit_pat(pattern);
        let mut new = BTreeMap::new();
        for name in found.0 {
            let text = name.ident.to_string();
            if let Entry::Vacant(entry) = new.entry(text) {
                let ty = self.told_number(&name.ident);
                let var = self.bind(&name.ident, ty, name.mutability.is_some(), Role::Local);
                entry.insert(self.function.var(var).name.clone());
                binds.push(var);
            }
        }
        Rename(new).visit_pat_mut(renamed);
    }

    /// The type of a name that stands for a reference to a number, where the file tells.
    fn told_number(&self, name: &proc_macro2::Ident) -> Ty {
        let name = syn::parse_quote!(#name);
        let told = self.told.as_ref().filter(|told| told.is_of_one_kind(&name));
        let told = told.and_then(|told| told.ty(&name));
        let Some(Ty::Ref(mutable, inner)) = told.as_ref().map(Ty::of) else { return Ty::Unknown };
        let number = inner.without_derivative().filter(Ty::is_scalar);
        number.map(|inner| Ty::Ref(mutable, Box::new(inner))).unwrap_or_default()
    }
}

/// What `Some(..)` or `Ok(..)` holds of a value of type `ty`, by reference where the value is one: known by its name.
fn held(holder: &syn::PatTupleStruct, ty: &Ty) -> Option<Ty> {
    let variant = &holder.path.segments.last()?.ident;
    if holder.elems.len() != 1 {
        return None;
    }
    let held = ty.payload(&variant.to_string());
    let known = held.is_passive() && !matches!(held, Ty::Passive(None));
    known.then(|| match ty {
        Ty::Ref(mutable, _) if !matches!(held, Ty::Ref(..)) => Ty::Ref(*mutable, Box::new(held)),
        _ => held,
    })
}

/// The names that a pattern binds, in every case of it.
#[derive(Default)]
struct Names<'p>(Vec<&'p syn::PatIdent>);

impl<'p> Visit<'p> for Names<'p> {
    fn visit_pat_ident(&mut self, name: &'p syn::PatIdent) {
        if !is_constant(name) {
            self.0.push(name);
        }
        syn::visit::visit_pat_ident(self, name);
    }
}

/// Writes new names into a pattern.
struct Rename(BTreeMap<String, proc_macro2::Ident>);

impl VisitMut for Rename {
    fn visit_field_pat_mut(&mut self, field: &mut syn::FieldPat) {
        // `S { x }` becomes `S { x: x_1 }`.
        let renamed = match &field.member {
            syn::Member::Named(name) => self.0.get(&name.to_string()).is_some_and(|new| new != name),
            syn::Member::Unnamed(_) => false,
        };
        if renamed && field.colon_token.is_none() {
            field.colon_token = Some(syn::token::Colon::default());
        }
        syn::visit_mut::visit_field_pat_mut(self, field);
    }

    fn visit_pat_ident_mut(&mut self, name: &mut syn::PatIdent) {
        if let Some(new) = self.0.get(&name.ident.to_string()) {
            name.ident = new.clone();
        }
        syn::visit_mut::visit_pat_ident_mut(self, name);
    }
}
