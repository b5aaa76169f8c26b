//! Fields that are an `Option`, a `Result`, a map or a queue, where the file shows the struct or the enum: their methods
//! have the names of others. And those without a derivative, such as text.

use quote::ToTokens;

use super::Lowering;
use crate::diagnostic::Message;
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

    /// The type of a part of a field that the derive holds constant, where the file shows it.
    pub(super) fn constant_part(&self, expr: &syn::Expr) -> Option<Ty> {
        match expr {
            syn::Expr::Field(field) => {
                let Ty::Named(owner) = self.type_of(&field.base).behind_pointers().clone() else { return None };
                let member = field.member.to_token_stream().to_string();
                let held = self.beside.as_ref()?.held(&syn::parse2(owner).ok()?, &member)?;
                Some(Ty::of(&held))
            }
            syn::Expr::Index(index) if !matches!(*index.index, syn::Expr::Range(_)) => {
                Some(self.constant_part(&index.expr)?.element())
            }
            syn::Expr::Paren(inner) => self.constant_part(&inner.expr),
            _ => None,
        }
    }

    /// Whether `expr` is a number in such a field, or a copy of a part of one.
    pub(super) fn is_constant_value(&self, expr: &syn::Expr) -> bool {
        match expr {
            syn::Expr::MethodCall(call) if matches!(call.method.to_string().as_str(), "clone" | "to_vec") => {
                self.constant_part(&call.receiver).is_some()
            }
            _ => self.constant_part(expr).is_some_and(|ty| ty.is_float()),
        }
    }

    /// Refuses a differentiated value in such a field.
    pub(super) fn refuse_in_held(&mut self, target: &syn::Expr, value: &syn::Expr) {
        if self.is_varied(value) && self.constant_part(target).is_some() {
            self.enters_constant(value);
        }
    }

    /// The same of the fields of a literal.
    pub(super) fn refuse_in_literal<'e>(
        &mut self,
        path: &syn::Path,
        variant: Option<&proc_macro2::Ident>,
        fields: impl Iterator<Item = (syn::Member, &'e syn::Expr)>,
    ) {
        let Some(beside) = self.beside.clone() else { return };
        let Some(owner) = beside.type_of_literal(path) else { return };
        for (member, value) in fields {
            let name = match variant {
                Some(variant) => payload_name(variant, &member),
                None => member.to_token_stream().to_string(),
            };
            let held = beside.held(&owner, &name).map(|held| Ty::of(&held));
            if held.is_some_and(|held| held.behind_pointers().is_float())
                && !self.type_of(value).is_passive()
                && self.is_made_of_numbers(value)
            {
                self.enters_constant(value);
            }
        }
    }

    /// Whether a differentiated number enters `value` that surely is no part of a constant field.
    fn is_made_of_numbers(&self, value: &syn::Expr) -> bool {
        self.flows(value).into_iter().any(|var| self.varied[var.0 as usize] && self.ty_of(var).peel().is_float())
    }

    fn enters_constant(&mut self, value: &syn::Expr) {
        self.error(
            Message::new("a differentiated value enters a field that is `#[constant]`")
                .note("the field has no derivative, so that of the value would be cut in silence")
                .help("take `#[constant]` off the field, or put it on the parameter, or wrap the value in `stop_gradient(..)`"),
            value,
        );
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
