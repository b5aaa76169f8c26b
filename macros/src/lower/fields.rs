//! Fields that are an `Option`, a `Result`, a map or a queue, where the file shows the struct: their methods have the names
//! of others.

use quote::ToTokens;

use super::Lowering;
use crate::types::{Ty, is_deque, is_map};

impl Lowering<'_> {
    /// The type of a field, as far as it is known.
    pub(super) fn field_ty(&self, base: &Ty, member: &syn::Member) -> Ty {
        match (base.behind_pointers(), member) {
            (Ty::Named(owner), _) => self.field_of(owner, member).unwrap_or_default(),
            (Ty::Passive(_), _) => Ty::Passive(None),
            (_, syn::Member::Unnamed(index)) => base.field(index.index as usize),
            (_, syn::Member::Named(_)) => Ty::Unknown,
        }
    }

    /// The same, for the passes that follow.
    pub(super) fn learn_field(&mut self, base: &Ty, member: &syn::Member) -> Ty {
        let ty = self.field_ty(base, member);
        if let (Ty::Named(owner), false) = (base.behind_pointers(), matches!(ty, Ty::Unknown)) {
            let key = (owner.to_string(), member.to_token_stream().to_string());
            self.function.fields.insert(key, ty.clone());
        }
        ty
    }

    fn field_of(&self, owner: &proc_macro2::TokenStream, member: &syn::Member) -> Option<Ty> {
        let owner: syn::Type = syn::parse2(owner.clone()).ok()?;
        let ty = self.beside.as_ref()?.field(&owner, &member.to_token_stream().to_string())?;
        match &ty {
            Ty::Option(_) | Ty::Result(..) | Ty::Passive(_) => Some(ty),
            Ty::Named(path) if is_map(path) || is_deque(path) => Some(ty),
            _ => None,
        }
    }
}
