//! What a module imports from others of the crate, added to what its own items tell.
//!
//! The type of a field is told where its names stand for the same here and where the struct is: what is not imported
//! cannot be written.

use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};

use super::file::{Imported, Source};
use super::modules::{DEEPEST, Location};
use crate::types::Ty;

/// Adds to each module of the file at `location` what it imports.
pub(super) fn add(source: &mut Source, file: &Location) {
    for scope in 0..source.scopes() {
        let here = Location { scope, ..file.clone() };
        let mut names = here.imported();
        names.sort_unstable();
        names.dedup();
        for name in names {
            let Some(item) = here.item(&name).filter(|item| item.home != here) else { continue };
            let written = |ty: &str, own: &[String]| written(ty, own, &item.home, &here);
            let imported: Imported = item.home.source.export(item.home.scope, &item.name, &written);
            source.import(scope, name, imported);
        }
    }
    source.resolve_aliases();
}

/// A type of the module `there` as it is written here, if its names stand for the same items in both, or for aliases of
/// such types; `own` are parameters of the item.
fn written(ty: &str, own: &[String], there: &Location, here: &Location) -> Option<String> {
    let mut ty: syn::Type = syn::parse_str(ty).ok()?;
    let mut writing = Writing { own, there: there.clone(), here, same: true, depth: 0 };
    writing.visit_type_mut(&mut ty);
    writing.same.then(|| ty.to_token_stream().to_string())
}

struct Writing<'w> {
    own: &'w [String],
    there: Location,
    here: &'w Location,
    /// What was met can be written here.
    same: bool,
    depth: usize,
}

impl Writing<'_> {
    fn is_same(&self, name: &str) -> bool {
        if name == "Self" || self.own.iter().any(|own| own == name) {
            return true;
        }
        match (self.there.item(name), self.there.library(name)) {
            (Some(item), _) => self.here.item(name) == Some(item),
            (None, Some(path)) => self.here.library(name) == Some(path),
            (None, None) => {
                let hidden = self.here.item(name).is_some() || self.here.library(name).is_some();
                is_known_everywhere(name) && !hidden
            }
        }
    }

    /// What the alias of this name stands for, and where.
    fn alias(&self, ty: &syn::Type) -> Option<(syn::Type, Location)> {
        let syn::Type::Path(syn::TypePath { qself: None, path }) = ty else { return None };
        let item = self.there.item(&path.get_ident()?.to_string()).filter(|_| self.depth < DEEPEST)?;
        let stands_for = item.home.source.module_of(item.home.scope).alias(&item.name)?;
        Some((syn::parse_str(stands_for).ok()?, item.home.clone()))
    }
}

impl VisitMut for Writing<'_> {
    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        let Some((stands_for, home)) = self.alias(ty) else { return visit_mut::visit_type_mut(self, ty) };
        *ty = stands_for;
        self.depth += 1;
        let there = std::mem::replace(&mut self.there, home);
        self.visit_type_mut(ty);
        self.there = there;
        self.depth -= 1;
    }

    fn visit_path_mut(&mut self, path: &mut syn::Path) {
        let only = path.segments.first().filter(|_| path.segments.len() == 1);
        self.same &= only.is_some_and(|only| self.is_same(&only.ident.to_string()));
        visit_mut::visit_path_mut(self, path);
    }
}

/// Of the language, its prelude, or the library.
fn is_known_everywhere(name: &str) -> bool {
    let ty = syn::parse_str(name).map(|ty| Ty::of(&ty));
    matches!(ty, Ok(Ty::Float(_) | Ty::Passive(_))) || matches!(name, "Vec" | "Option" | "Box" | "Result")
}
