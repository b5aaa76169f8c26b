//! Values of types of the user's own, whose methods may be called like those of floats: `z.exp()`, `m.abs()`.
//!
//! The type of most values is known to rustc only. Here is told which of them are surely, or most likely, of a struct: made
//! by a constructor, by an operator on such a value, by one of its methods. Their methods are called as siblings; a float
//! among them has siblings too, so a wrong guess costs no more than a formula.

use std::collections::HashSet;

use super::scope::Binding;
use super::{Key, Lowering};
use crate::ir::{Call, Callee, Expr, Place, Step, StmtKind, VarId};
use crate::types::Ty;

/// Methods that by custom give a number, whatever they belong to.
const NUMBERS: &[&str] = &[
    "abs",
    "amplitude",
    "angle",
    "arg",
    "area",
    "cost",
    "det",
    "determinant",
    "distance",
    "distance_squared",
    "dot",
    "energy",
    "error",
    "eval",
    "get",
    "hypot",
    "inner",
    "length",
    "length_squared",
    "loss",
    "magnitude",
    "magnitude_squared",
    "max_abs",
    "mean",
    "norm",
    "norm2",
    "norm_sq",
    "norm_sqr",
    "norm_squared",
    "radius",
    "square_norm",
    "squared_norm",
    "sum",
    "total",
    "trace",
    "value",
    "volume",
];

fn is_upper(name: &proc_macro2::Ident) -> bool {
    name.to_string().starts_with(char::is_uppercase)
}

fn gives_number(name: &proc_macro2::Ident) -> bool {
    NUMBERS.contains(&name.to_string().as_str())
}

/// `Complex::new`, `Matrix::identity`, `Complex::ZERO`: what belongs to a type gives one of its values, mostly.
fn of_type(path: &syn::Path) -> bool {
    let mut names = path.segments.iter().rev().map(|segment| &segment.ident);
    let (Some(last), Some(owner)) = (names.next(), names.next()) else { return false };
    let foreign = path.segments.first().is_some_and(|first| first.ident == "std" || first.ident == "core");
    is_upper(owner) && !foreign && !gives_number(last)
}

impl Lowering<'_> {
    /// Whether the methods of `expr` are the user's own, whatever they are called.
    pub(super) fn is_of_user(&self, expr: &syn::Expr) -> bool {
        self.answers.of_user(expr, || {
            let ty = self.type_of(expr);
            self.is_user_type(&ty) || matches!(ty.peel(), Ty::Unknown | Ty::Opaque(_)) && self.seems_own(expr)
        })
    }

    /// `(*boxed).sin()` for `boxed.sin()`.
    pub(super) fn number_in_box(&self, call: &syn::ExprMethodCall) -> Option<syn::ExprMethodCall> {
        let is_number = crate::primitives::is_float_method(&call.method.to_string())
            && matches!(self.type_of(&call.receiver).peel(), Ty::Boxed(_, inner) if inner.is_float());
        is_number.then(|| {
            let boxed = &call.receiver;
            let receiver = Box::new(syn::parse_quote!((*#boxed)));
            syn::ExprMethodCall { receiver, ..call.clone() }
        })
    }

    /// Whether `call`, on a value of a type that only rustc knows, has more or fewer arguments than the method of floats.
    pub(super) fn is_no_float_method(&self, call: &syn::ExprMethodCall) -> bool {
        let name = call.method.to_string();
        crate::primitives::is_differentiable(&name)
            && crate::primitives::arity(&name) != call.args.len()
            && matches!(self.type_of(&call.receiver).peel(), Ty::Unknown | Ty::Opaque(_))
    }

    /// Whether `expr` names what a variant of the user's holds, of a type that only rustc knows: a float as likely as not.
    pub(super) fn is_payload(&self, expr: &syn::Expr) -> bool {
        let of_variant = |place: &Place| {
            place.path.iter().rev().find(|step| !matches!(step, Step::Deref | Step::Unbox | Step::Index(_))).is_some_and(|step| {
                matches!(step, Step::Variant(name, _) if !matches!(name.to_string().as_str(), "Some" | "Ok" | "Err"))
            })
        };
        match expr {
            syn::Expr::Paren(inner) => self.is_payload(&inner.expr),
            syn::Expr::Unary(unary) => matches!(unary.op, syn::UnOp::Deref(_)) && self.is_payload(&unary.expr),
            syn::Expr::Index(index) => matches!(self.type_of(expr).peel(), Ty::Unknown) && self.is_payload(&index.expr),
            syn::Expr::MethodCall(call) => {
                !gives_number(&call.method)
                    && !super::linked::is_foreign(&call.method)
                    && self.is_payload(&call.receiver)
            }
            syn::Expr::Path(path) => match path.path.get_ident().and_then(|name| self.scopes.find(&name.to_string())) {
                Some(Binding::Item(super::item::Item::Value(value))) => {
                    matches!(value.ty.peel(), Ty::Unknown)
                        && matches!(&value.expr, Expr::Place(place) if of_variant(place))
                }
                Some(Binding::Alias { place, ty, .. }) => matches!(ty.peel(), Ty::Unknown) && of_variant(place),
                Some(Binding::Var(var)) => {
                    matches!(self.ty_of(*var).peel(), Ty::Unknown)
                        && self.out.iter().any(|stmt| match &stmt.kind {
                            StmtKind::Let { var: bound, value: Expr::Place(place) | Expr::Copy(_, place) } => {
                                bound == var && of_variant(place)
                            }
                            _ => false,
                        })
                }
                _ => false,
            },
            _ => false,
        }
    }

    /// Whether `expr`, of a type that only rustc knows, is most likely of a struct.
    fn seems_own(&self, expr: &syn::Expr) -> bool {
        match expr {
            syn::Expr::Paren(inner) => self.seems_own(&inner.expr),
            syn::Expr::Group(inner) => self.seems_own(&inner.expr),
            syn::Expr::Reference(inner) => self.seems_own(&inner.expr),
            syn::Expr::Unary(unary) => !matches!(unary.op, syn::UnOp::Not(_)) && self.is_of_user(&unary.expr),
            syn::Expr::Index(index) => self.seems_own(&index.expr),
            syn::Expr::Struct(_) => true,
            syn::Expr::Binary(binary) => {
                super::is_arithmetic(&binary.op) && (self.is_of_user(&binary.left) || self.is_of_user(&binary.right))
            }
            syn::Expr::Path(path) => match path.path.get_ident() {
                Some(name) => match self.scopes.find(&name.to_string()) {
                    Some(Binding::Var(var)) => self.known_own(*var),
                    Some(Binding::Alias { place, .. }) => self.holds_own(place),
                    Some(Binding::Item(super::item::Item::Value(value))) => match &value.expr {
                        Expr::Place(place) => self.holds_own(place),
                        _ => false,
                    },
                    _ => false,
                },
                None => of_type(&path.path),
            },
            syn::Expr::Call(call) => match &*call.func {
                syn::Expr::Path(path) => {
                    super::elements::makes_struct(expr) || super::linked::is_associated(path) && of_type(&path.path)
                }
                _ => false,
            },
            syn::Expr::MethodCall(call) => {
                let copies = matches!(call.method.to_string().as_str(), "clone" | "to_owned");
                (copies || !gives_number(&call.method) && !super::linked::is_foreign(&call.method))
                    && self.sibling_method(call).is_none()
                    && self.is_of_user(&call.receiver)
            }
            _ => false,
        }
    }

    fn known_own(&self, var: VarId) -> bool {
        self.keys[var.0 as usize].is_some_and(|key| self.facts.seem_own.contains(&key))
    }

    /// An element of a container of such values.
    fn holds_own(&self, place: &Place) -> bool {
        is_whole(place) && self.known_own(place.root)
    }

    /// Which of the user's variables hold values of structs, as the statements of this round tell.
    pub(super) fn own_variables(&self) -> Vec<Key> {
        let mut own: HashSet<VarId> = HashSet::new();
        loop {
            let before = own.len();
            let mut found = Vec::new();
            self.function.body.for_each_stmt(&mut |stmt| match &stmt.kind {
                StmtKind::Let { var, value } if self.makes_own(value, &own) => found.push(*var),
                StmtKind::Assign { place, value, .. } if is_whole(place) && self.makes_own(value, &own) => {
                    found.push(place.root);
                }
                StmtKind::InPlace(change) if change.value.as_ref().is_some_and(|value| self.makes_own(value, &own)) => {
                    found.push(change.place.root);
                }
                _ => {}
            });
            own.extend(found);
            if own.len() == before {
                break;
            }
        }
        own.iter().filter_map(|var| self.keys[var.0 as usize]).collect()
    }

    fn makes_own(&self, value: &Expr, own: &HashSet<VarId>) -> bool {
        match value {
            Expr::Place(place) | Expr::Copy(_, place) => {
                is_whole(place) && own.contains(&place.root) || self.is_user_type(&self.function.place_ty(place))
            }
            Expr::Ref(inner) | Expr::Neg(inner) => self.makes_own(inner, own),
            Expr::Binary(_, a, b) => self.makes_own(a, own) || self.makes_own(b, own),
            Expr::Array(parts) | Expr::VecList(parts) => parts.iter().any(|part| self.makes_own(part, own)),
            Expr::Repeat { element, .. } => self.makes_own(element, own),
            Expr::Construct(construct) => match syn::parse2::<syn::Path>(construct.path.clone()) {
                Ok(path) => match path.segments.last().map(|last| last.ident.to_string()).as_deref() {
                    Some("Some" | "Ok" | "new") => construct.fields.iter().any(|(_, value)| self.makes_own(value, own)),
                    Some("Err") | None => false,
                    _ => true,
                },
                Err(_) => true,
            },
            Expr::Tokens(tokens) => match syn::parse2::<syn::Expr>(tokens.stream.clone()) {
                Ok(syn::Expr::Path(path)) => of_type(&path.path) && path.path.segments.len() > 1,
                Ok(expr) => super::elements::makes_struct(&expr),
                Err(_) => false,
            },
            Expr::Call(call) => self.gives_own(call, own),
            _ => false,
        }
    }

    fn gives_own(&self, call: &Call, own: &HashSet<VarId>) -> bool {
        match &call.callee {
            Callee::Associated { path, .. } => of_type(&path.path),
            Callee::Method { name, .. } => {
                let receiver = call.arguments.first().and_then(crate::ir::Argument::borrowed);
                !gives_number(name)
                    && receiver.is_some_and(|(_, place)| self.makes_own(&Expr::Place(place.clone()), own))
            }
            _ => false,
        }
    }
}

/// The whole of a variable, or an element of it.
fn is_whole(place: &Place) -> bool {
    place.path.iter().all(|step| match step {
        Step::Index(_) | Step::Deref | Step::Unbox => true,
        Step::Variant(name, _) => matches!(name.to_string().as_str(), "Some" | "Ok"),
        _ => false,
    })
}
