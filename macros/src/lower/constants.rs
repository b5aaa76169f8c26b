//! Fields that the derive holds constant: what reads them carries no derivative, so nothing that carries one may enter.
//!
//! ```text
//! #[constant] size: f64
//!
//! 2.0 * s.size                        a number like a literal
//! s.size = x;                         refused
//! S { size: v[0], .. }                refused
//! swap(&mut s.size, &mut x);          refused
//! ```

use proc_macro2::Span;
use quote::ToTokens;

use super::Lowering;
use super::scope::Binding;
use crate::diagnostic::Message;
use crate::ir::{Argument, Call, Expr, InPlace, Motion, Place, StmtKind, Tokens, payload_name};
use crate::types::Ty;

impl Lowering<'_> {
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
            syn::Expr::Path(path) => match self.scopes.find(&path.path.get_ident()?.to_string())? {
                Binding::Alias { place, ty, .. } if self.function.is_held(place) => Some(ty.clone()),
                _ => None,
            },
            syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => self.constant_part(&unary.expr),
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
            _ => self.constant_part(expr).is_some_and(|ty| ty.into_number().is_float()),
        }
    }

    /// Refuses a differentiated value among the constant fields of a literal.
    pub(super) fn refuse_in_literal<'e>(
        &mut self,
        path: &syn::Path,
        variant: Option<&proc_macro2::Ident>,
        fields: impl Iterator<Item = (syn::Member, &'e syn::Expr, &'e Expr)>,
    ) {
        let Some(beside) = self.beside.clone() else { return };
        let Some(owner) = beside.type_of_literal(path) else { return };
        for (member, written, value) in fields {
            let name = match variant {
                Some(variant) => payload_name(variant, &member),
                None => member.to_token_stream().to_string(),
            };
            let held = beside.held(&owner, &name).map(|held| Ty::of(&held));
            if held.is_some_and(|held| self.holds_numbers(&held)) && self.carries(value) {
                self.enters_constant(syn::spanned::Spanned::span(written));
            }
        }
    }

    /// Refuses a statement that lets a differentiated value into a constant field.
    pub(super) fn refuse_in_constants(&mut self, kind: &StmtKind, span: Span) {
        let enters = match kind {
            StmtKind::Assign { place, value, .. } => self.is_constant(place) && self.carries(value),
            StmtKind::InPlace(change) => self.moves_in(change),
            StmtKind::Passive { tokens, writes } => {
                writes.iter().any(|place| self.is_constant(place))
                    && tokens.flows.iter().any(|var| self.is_number(*var))
            }
            _ => false,
        };
        let called = match kind {
            StmtKind::Assign { value, .. } | StmtKind::Let { value, .. } | StmtKind::Eval(value) => value.call(),
            _ => None,
        };
        if enters || called.is_some_and(|call| self.is_handed_in(call)) {
            self.enters_constant(span);
        }
    }

    /// The same of an update of `place` by tokens of the user's.
    pub(super) fn refuse_among_constants(&mut self, place: &Place, by: &Tokens, span: Span) {
        if self.is_constant(place) && self.carries(&Expr::Tokens(by.clone())) {
            self.enters_constant(span);
        }
    }

    /// Whether `change` moves a differentiated value into a constant field.
    fn moves_in(&self, change: &InPlace) -> bool {
        let value = change.value.as_ref().is_some_and(|value| self.carries(value));
        let other = match &change.motion {
            Motion::Exchange(other) | Motion::ExchangeElements(other) | Motion::Append(other, _) => Some(other),
            _ => None,
        };
        let (into, from) = (&change.place, |place: &Place| self.carries(&Expr::Place(place.clone())));
        self.is_constant(into) && (value || other.is_some_and(from))
            || other.is_some_and(|other| self.is_constant(other)) && from(into)
    }

    /// Whether a function is handed a constant field to change, and a differentiated value.
    fn is_handed_in(&self, call: &Call) -> bool {
        let is_constant =
            |argument: &Argument| matches!(argument.borrowed(), Some((true, place)) if self.is_constant(place));
        let carries = |argument: &Argument| {
            argument.value().is_some_and(|value| self.carries(value))
                || argument.borrowed().is_some_and(|(_, place)| self.carries(&Expr::Place(place.clone())))
        };
        call.arguments.iter().any(is_constant) && call.arguments.iter().any(carries)
    }

    /// Whether `place` is a constant field that holds numbers, or a part of one.
    fn is_constant(&self, place: &Place) -> bool {
        let field =
            self.function.held_part(place).map(|len| Place { path: place.path[..len].to_vec(), ..place.clone() });
        field.is_some_and(|field| self.holds_numbers(&self.function.place_ty(&field)))
    }

    /// Whether a value of type `ty` is made of floats.
    fn holds_numbers(&self, ty: &Ty) -> bool {
        match ty {
            Ty::Float(_) => true,
            Ty::Passive(Some(name)) | Ty::Named(name) => {
                let parts = name.to_string();
                let mut parts = parts.split(|letter: char| !letter.is_alphanumeric() && letter != '_');
                parts.any(|part| match &self.beside {
                    Some(beside) => beside.holds_floats(part),
                    None => matches!(part, "f64" | "f32"),
                })
            }
            Ty::Vec(inner) | Ty::Array(inner, _) | Ty::Slice(inner) | Ty::Option(inner) => self.holds_numbers(inner),
            Ty::Ref(_, inner) | Ty::Boxed(_, inner) => self.holds_numbers(inner),
            Ty::Tuple(parts) => parts.iter().any(|part| self.holds_numbers(part)),
            _ => false,
        }
    }

    /// Whether a differentiated number flows into `value`.
    fn carries(&self, value: &Expr) -> bool {
        let own = match value {
            Expr::Place(place) | Expr::Copy(_, place) => {
                self.is_number(place.root)
                    && !self.function.is_held(place)
                    && !self.function.place_ty(place).is_passive()
            }
            Expr::Tokens(tokens) => tokens.flows.iter().any(|var| self.is_number(*var)),
            Expr::Call(call) => call
                .arguments
                .iter()
                .filter_map(Argument::borrowed)
                .any(|(_, place)| self.carries(&Expr::Place(place.clone()))),
            _ => false,
        };
        own || value.operands().into_iter().any(|operand| self.carries(operand))
    }

    fn is_number(&self, var: crate::ir::VarId) -> bool {
        self.varied[var.0 as usize] && !self.ty_of(var).is_passive()
    }

    fn enters_constant(&mut self, span: Span) {
        self.errors.push(
            Message::new("a differentiated value enters a field that is `#[constant]`")
                .note("the field has no derivative, so that of the value would be cut in silence")
                .help("take `#[constant]` off the field, or put it on the parameter, or wrap the value in `stop_gradient(..)`")
                .at(span),
        );
    }
}
