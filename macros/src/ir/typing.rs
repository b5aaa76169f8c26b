//! The types of places, as far as they are known.

use quote::ToTokens;

use super::{Expr, Function, Place, Step};
use crate::types::{Ty, of_tangent};

impl Function {
    /// The name of the float type of an atom, where it is known.
    pub fn scalar_name(&self, atom: &Expr) -> Option<proc_macro2::Ident> {
        match atom {
            Expr::Place(place) => match self.place_ty(place).peel() {
                Ty::Float(name) => name.clone(),
                _ => None,
            },
            _ => None,
        }
    }

    /// The type of a field of a value of type `base`, as far as it is known.
    pub fn field_ty(&self, base: &Ty, member: &syn::Member) -> Ty {
        match (base.behind_pointers(), member) {
            (Ty::Named(owner), _) => {
                let key = (owner.to_string(), member.to_token_stream().to_string());
                self.fields.get(&key).cloned().unwrap_or_default()
            }
            (Ty::Opaque(tangent), _) => {
                let Some(of) = of_tangent(tangent) else { return Ty::Unknown };
                // What carries no derivative may be a constant field, whose tangent is `()`.
                let field = Some(self.field_ty(&of, member)).filter(|field| !field.is_passive());
                field.as_ref().map(Ty::tangent).unwrap_or_default()
            }
            (Ty::Passive(_), _) => Ty::Passive(None),
            (_, syn::Member::Unnamed(index)) => base.field(index.index as usize),
            (_, syn::Member::Named(_)) => Ty::Unknown,
        }
    }

    /// Whether `place` lies in a field without a derivative, whose tangent is `()`: its parts have none.
    pub fn is_held(&self, place: &Place) -> bool {
        self.held_part(place).is_some()
    }

    /// How many steps lead to such a field.
    pub fn held_part(&self, place: &Place) -> Option<usize> {
        let prefix = |len: usize| Place { root: place.root, path: place.path[..len].to_vec() };
        let field = place.path.iter().enumerate().position(|(index, step)| {
            let owner = matches!(step, Step::Field(_) | Step::Variant(..)).then(|| self.place_ty(&prefix(index)));
            owner.is_some_and(|owner| matches!(owner.behind_pointers(), Ty::Named(_)))
                && self.place_ty(&prefix(index + 1)).is_passive()
        });
        field.map(|index| index + 1)
    }

    /// The type of `place`, as far as it is known.
    pub fn place_ty(&self, place: &Place) -> Ty {
        let mut ty = self.var(place.root).ty.clone();
        for step in &place.path {
            ty = match step {
                Step::Index(_) => ty.element(),
                Step::Located(_, _, part) => part.clone(),
                Step::Walk(..) => ty,
                Step::Field(member) => self.field_ty(&ty, member),
                Step::Unbox => ty.unboxed(),
                Step::Variant(variant, member) => match ty.behind_pointers() {
                    Ty::Named(owner) => {
                        let key = (owner.to_string(), payload_name(variant, member));
                        self.fields.get(&key).cloned().unwrap_or_default()
                    }
                    _ => ty.payload(&variant.to_string()),
                },
                Step::Deref => match ty {
                    Ty::Ref(_, inner) => *inner,
                    other => other,
                },
                Step::Slice(..) => Ty::Slice(Box::new(ty.element())),
            };
        }
        ty
    }
}

/// The name of a field of a variant, among those of the enum.
pub fn payload_name(variant: &proc_macro2::Ident, member: &syn::Member) -> String {
    format!("{variant}::{}", member.to_token_stream())
}
