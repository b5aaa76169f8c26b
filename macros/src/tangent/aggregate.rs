//! Values with parts: the tangent of each part is a part of the tangent.

use super::Pass;
use crate::forward::method;
use crate::ir::{Assembled, Construct, Expr, Place, Step, Stmt, Tokens};
use crate::reverse::zero_of;
use crate::types::Ty;

impl Pass<'_> {
    /// The tangent of a value that is no arithmetic.
    pub(super) fn aggregate(&mut self, value: &Expr, result: &Place, out: &mut Vec<Stmt>) -> Expr {
        match value {
            Expr::Place(place) if self.is_active(place.root) => {
                let number = self.function.place_ty(result).is_float_operand();
                let tangent = if number { self.tangent_of(value) } else { self.plain_tangent(value) };
                let tangent = tangent.unwrap_or(Expr::Number(0.0));
                // The type of either side tells whether the value moves.
                let of = if is_known(&self.function.place_ty(place)) { place } else { result };
                if number { tangent } else { self.copied(tangent, of) }
            }
            Expr::Copy(name, place) if self.is_active(place.root) => {
                let tangent = Expr::Copy(name.clone(), self.tangent_place(place));
                // What a field holds may be `#[constant]`: its tangent is `()`.
                if name == "clone" && is_held_by_field(place) {
                    let like = Expr::Place(place.clone()).by_ref();
                    return Expr::Runtime("__private::field_dot", vec![like, tangent]);
                }
                tangent
            }
            Expr::Tuple(parts) => Expr::Tuple(self.parts(parts, result, |index| Step::Field(syn::Member::from(index)))),
            Expr::Array(parts) => Expr::Array(self.parts(parts, result, position)),
            Expr::VecList(parts) => Expr::VecList(self.parts(parts, result, position)),
            Expr::Repeat { element, len, vec } => self.repeated(element, len, *vec, result),
            Expr::Construct(construct) => self.construct(construct, result),
            Expr::Assembled(assembled) => {
                let fields = assembled.fields.iter().map(|(step, value)| {
                    let mut at = result.clone();
                    at.path.push(step.clone());
                    (step.clone(), self.part(value, &at))
                });
                Expr::Assembled(Box::new(Assembled { of: result.clone(), fields: fields.collect(), ..**assembled }))
            }
            Expr::Field(inner, index) => match self.tangent_of(inner) {
                Some(tangent) => tangent.field(*index),
                None => self.zero_at(result),
            },
            Expr::Call(call) => {
                let var = self.fresh("value", Ty::Unknown);
                self.call(Some(var), call, proc_macro2::Span::mixed_site(), out);
                self.zero_at(result)
            }
            _ => self.zero_at(result),
        }
    }

    /// A tangent that is taken over: copied where the primal may be copied, moved where it moves.
    pub(super) fn copied(&self, tangent: Expr, primal: &Place) -> Expr {
        let known = is_known(&self.function.place_ty(primal));
        match tangent {
            Expr::Place(place) if !known || self.is_reference(&place) => Expr::Copy(method("clone"), place),
            Expr::Runtime(path, mut arguments) if !known => {
                let tangent = arguments.pop().unwrap_or(Expr::Number(0.0));
                arguments.push(self.copied(tangent, primal));
                Expr::Runtime(path, arguments)
            }
            other => other,
        }
    }

    /// Whether a variable that is a reference stands there.
    pub(super) fn is_reference(&self, place: &Place) -> bool {
        place.path.is_empty() && matches!(self.function.var(place.root).ty, Ty::Ref(..))
    }

    fn parts(&mut self, parts: &[Expr], result: &Place, step: impl Fn(usize) -> Step) -> Vec<Expr> {
        let mut tangents = Vec::new();
        for (index, part) in parts.iter().enumerate() {
            let mut at = result.clone();
            at.path.push(step(index));
            tangents.push(self.part(part, &at));
        }
        tangents
    }

    /// The tangent of a part that stands at `at` in the result.
    fn part(&mut self, part: &Expr, at: &Place) -> Expr {
        match (self.tangent_of(part), part) {
            (Some(tangent), Expr::Place(place)) => self.copied(of_type_at(tangent, at), place),
            (Some(tangent), _) => tangent,
            (None, part) => {
                let ty = match part {
                    Expr::Place(place) => self.function.place_ty(place),
                    _ => self.function.place_ty(at),
                };
                if ty.has_no_tangent() {
                    return Expr::Tuple(Vec::new());
                }
                zero_of(&ty).unwrap_or_else(|| match part {
                    Expr::Place(place) => self.zero_at(place),
                    _ => self.zero_at(at),
                })
            }
        }
    }

    fn repeated(&mut self, element: &Expr, len: &Tokens, vec: bool, result: &Place) -> Expr {
        let tangent = match self.tangent_of(element) {
            Some(tangent) => Some(match element {
                Expr::Place(place) => self.copied(tangent, place),
                _ => tangent,
            }),
            None => zero_of(&self.function.place_ty(result).element()),
        };
        let Some(element) = tangent else { return self.zero_at(result) };
        let len = if vec && !len.cheap {
            let name = crate::emit::place(&self.function, result);
            Tokens { stream: quote::quote!(#name.len()), reads: vec![result.root], flows: Vec::new(), cheap: true }
        } else {
            len.clone()
        };
        Expr::Repeat { element: Box::new(element), len, vec }
    }

    /// Whether a field is a reference.
    fn refers(&self, field: &Expr) -> bool {
        match field {
            Expr::Ref(_) => true,
            Expr::Place(place) => matches!(self.function.place_ty(place), Ty::Ref(..)),
            _ => false,
        }
    }

    /// The tangent of what a field refers to, owned.
    fn owned(&self, tangent: Expr, field: &Expr) -> Expr {
        let (Expr::Place(of), Expr::Place(place)) =
            (if let Expr::Ref(inner) = field { inner } else { field }, &tangent)
        else {
            return tangent;
        };
        match self.function.place_ty(of).peel() {
            Ty::Float(_) => tangent,
            Ty::Slice(_) | Ty::Vec(_) => Expr::Copy(method("to_vec"), place.clone()),
            Ty::Array(..) => {
                let copy = Expr::Copy(method("clone"), place.clone());
                Expr::Runtime("__private::referred", vec![copy])
            }
            _ => Expr::Copy(method("clone"), place.clone()),
        }
    }

    /// The tangent of a struct or a variant; that of what `Some`, `Ok` and `Box::new` hold is held by the same.
    fn construct(&mut self, construct: &Construct, result: &Place) -> Expr {
        let mut fields = Vec::new();
        let mut complete = construct.base.is_none();
        for (step, value) in &construct.fields {
            let mut at = result.clone();
            at.path.push(step.clone());
            let held = matches!(step, Step::Unbox)
                || matches!(step, Step::Variant(name, _) if matches!(name.to_string().as_str(), "Some" | "Ok"));
            let tangent = match (self.tangent_of(value), value) {
                (Some(tangent), _) if self.refers(value) => Some(self.owned(tangent, value)),
                (Some(tangent), Expr::Place(place)) => Some(self.copied(of_type_at(tangent, &at), place)),
                (Some(tangent), _) => Some(tangent),
                (None, _) if held => Some(self.part(value, &at)),
                (None, value) => {
                    let is_number = match value {
                        Expr::Place(place) => self.function.place_ty(place).is_float_operand(),
                        Expr::Number(_) => true,
                        _ => false,
                    };
                    complete &= is_number;
                    None
                }
            };
            fields.extend(tangent.map(|tangent| (step.clone(), tangent)));
        }
        let single = match construct.fields.as_slice() {
            [(Step::Unbox, _)] => Some(quote::quote!(__chainrule::__private::Box::new)),
            [(Step::Variant(name, _), _)] if matches!(name.to_string().as_str(), "Some" | "Ok") => {
                Some(without_arguments(&construct.path))
            }
            _ => None,
        };
        if let Some(path) = single {
            return Expr::Construct(Box::new(Construct { path, fields, base: None, braces: false }));
        }
        Expr::Assembled(Box::new(Assembled { of: result.clone(), complete, fields }))
    }
}

/// `Ok::<f64, String>` as `Ok`: a tangent is of another type.
fn without_arguments(path: &proc_macro2::TokenStream) -> proc_macro2::TokenStream {
    let Ok(mut path) = syn::parse2::<syn::Path>(path.clone()) else { return path.clone() };
    path.segments.iter_mut().for_each(|segment| segment.arguments = syn::PathArguments::None);
    quote::quote!(#path)
}

/// A tangent whose type that of its primal says, asked of the part `at` of the result: the primal itself may have moved there.
fn of_type_at(tangent: Expr, at: &Place) -> Expr {
    match (tangent, at.path.last()) {
        (Expr::Runtime("__private::field_dot", mut arguments), Some(Step::Field(_) | Step::Variant(..))) => {
            if let Some(like) = arguments.first_mut() {
                *like = Expr::Place(at.clone()).by_ref();
            }
            Expr::Runtime("__private::field_dot", arguments)
        }
        (tangent, _) => tangent,
    }
}

fn is_known(ty: &Ty) -> bool {
    !holds_unknown(ty.peel())
}

/// Whether a part of the type is left to rustc.
fn holds_unknown(ty: &Ty) -> bool {
    match ty {
        Ty::Unknown | Ty::Opaque(_) | Ty::Named(_) => true,
        Ty::Array(inner, _) | Ty::Option(inner) | Ty::Ref(_, inner) => holds_unknown(inner),
        Ty::Tuple(fields) => fields.iter().any(holds_unknown),
        Ty::Result(value, error) => holds_unknown(value) || holds_unknown(error),
        _ => false,
    }
}

/// The element at a position that is known.
fn position(index: usize) -> Step {
    let literal = proc_macro2::Literal::usize_unsuffixed(index);
    Step::Index(crate::forward::tokens(quote::quote!(#literal)))
}

/// What an `Option` holds that is a field.
fn is_held_by_field(place: &Place) -> bool {
    matches!(place.path.as_slice(), [.., Step::Field(_), Step::Variant(variant, _)] if variant == "Some" || variant == "Ok")
}
