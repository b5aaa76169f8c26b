//! Fields that are an `Option`, a `Result`, a map or a queue, where the file shows the struct or the enum: their methods
//! have the names of others. And those without a derivative, such as text.

use quote::ToTokens;

use super::Lowering;
use crate::ir::payload_name;
use crate::types::{Ty, is_deque, is_map};

impl Lowering<'_> {
    /// The type of a field, as far as it is known.
    pub(super) fn field_ty(&self, base: &Ty, member: &syn::Member) -> Ty {
        match (base.behind_pointers(), member) {
            (Ty::Named(owner), _) => self.field_of(owner, &member.to_token_stream().to_string()).unwrap_or_default(),
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

    /// The type of a field of a variant of `base`.
    pub(super) fn learn_payload(&mut self, base: &Ty, variant: &proc_macro2::Ident, member: &syn::Member) -> Ty {
        let known = base.payload(&variant.to_string());
        let Ty::Named(owner) = base.behind_pointers() else { return known };
        let member = payload_name(variant, member);
        let Some(ty) = self.field_of(owner, &member) else { return known };
        self.function.fields.insert((owner.to_string(), member), ty.clone());
        ty
    }

    fn field_of(&self, owner: &proc_macro2::TokenStream, member: &str) -> Option<Ty> {
        let owner: syn::Type = syn::parse2(owner.clone()).ok()?;
        let ty = self.beside.as_ref()?.field(&owner, member)?;
        match &ty {
            Ty::Option(_) | Ty::Result(..) => Some(ty),
            Ty::Ref(..) => None,
            ty if ty.is_passive() => Some(ty.clone()),
            Ty::Named(path) if is_map(path) || is_deque(path) => Some(ty),
            _ => None,
        }
    }

    /// What the method of a struct or an enum gives, where the file shows that it changes nothing and that this has no
    /// derivative.
    pub(super) fn inert_method(&self, call: &syn::ExprMethodCall) -> Option<Ty> {
        let beside = self.beside.as_ref().filter(|_| self.function.items.is_empty())?;
        let method = super::named::plain(&call.method);
        match self.type_of(&call.receiver).behind_pointers() {
            Ty::Named(owner) => beside.inert_method(owner, &method),
            Ty::Unknown | Ty::Opaque(_) => {
                let syn::Expr::Path(path) = &*call.receiver else { return None };
                let maker = self.makers.get(&path.path.get_ident()?.to_string())?;
                let makes = maker.function.as_ref().is_none_or(|function| beside.makes(&maker.owner, function));
                if makes { beside.inert_method(&maker.owner.to_token_stream(), &method) } else { None }
            }
            _ => None,
        }
    }
}
