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

    /// The same for all fields on the way to `place`.
    pub(super) fn learn_fields(&mut self, place: &crate::ir::Place) {
        let mut ty = self.ty_of(place.root).clone();
        for step in &place.path {
            if let crate::ir::Step::Field(member) = step {
                ty = self.learn_field(&ty, member);
            }
        }
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
        let beside = self.beside.as_ref()?;
        if let Some(held) = beside.held(&owner, member).and_then(|held| without_derivative(&Ty::of(&held))) {
            return Some(held);
        }
        let ty = beside.field(&owner, member)?;
        (is_told(&ty) || beside.is_closed_type(&ty)).then_some(ty)
    }

    /// What the method of a struct or an enum gives, where the file shows that it changes nothing and that this has no
    /// derivative.
    pub(super) fn inert_method(&self, call: &syn::ExprMethodCall) -> Option<Ty> {
        let beside = self.beside.as_ref().filter(|_| self.function.items.is_empty())?;
        let method = super::named::plain(&call.method);
        match self.type_of(&call.receiver).behind_pointers() {
            Ty::Named(owner) => beside.inert_method(owner, &method),
            Ty::Unknown | Ty::Opaque(_) => {
                let owner = self.told.as_ref()?.owner(&call.receiver)?;
                beside.inert_method(&proc_macro2::Ident::new(&owner, method.span()).to_token_stream(), &method)
            }
            _ => None,
        }
    }
}

/// The type of a field that the derive holds constant: of numbers, or a list or an option of anything.
fn without_derivative(ty: &Ty) -> Option<Ty> {
    let element = |inner: &Ty| match inner {
        Ty::Named(name) if !is_map(name) && !is_deque(name) => Some(Ty::Passive(Some(name.clone()))),
        _ => None,
    };
    ty.without_derivative().or_else(|| match ty {
        Ty::Vec(inner) => Some(Ty::Vec(Box::new(element(inner)?))),
        Ty::Array(inner, length) => Some(Ty::Array(Box::new(element(inner)?), length.clone())),
        Ty::Option(inner) => Some(Ty::Option(Box::new(element(inner)?))),
        _ => None,
    })
}

/// Whether the type of a field tells which methods are meant: what holds values, or carries no derivative.
fn is_told(ty: &Ty) -> bool {
    match ty {
        Ty::Option(_) | Ty::Result(..) | Ty::Float(_) => true,
        Ty::Vec(inner) | Ty::Array(inner, _) | Ty::Boxed(_, inner) => {
            ty.is_passive() || matches!(**inner, Ty::Named(_)) || is_told(inner)
        }
        Ty::Tuple(parts) => parts.iter().all(|part| matches!(part, Ty::Named(_)) || is_told(part)),
        Ty::Named(path) => ty.is_passive() || is_map(path) || is_deque(path),
        Ty::Ref(..) => false,
        ty => ty.is_passive(),
    }
}
