//! The chain rule, operation by operation: from inputs, result and the tangents of the inputs to that of the result.
//!
//! Of a function of one argument it is the formula of reverse mode, with the tangent of the argument in place of the seed.

use super::Pass;
use crate::ir::{Expr, Op, Place, Stmt};
use crate::rules::{is_nonzero_literal, is_one, power, unary};
use crate::types::Ty;

/// A literal that is no zero.
pub(super) fn is_nonzero(value: &Expr) -> bool {
    is_nonzero_literal(value)
}

impl Pass<'_> {
    /// The tangent of `value`, which stands at `result` (where its rule reads the result).
    pub(super) fn tangent(&mut self, value: &Expr, result: &Place, out: &mut Vec<Stmt>) -> Expr {
        let tangent = match value {
            Expr::Neg(a) => self.negation(a),
            Expr::Binary(op, a, b) => self.binary(*op, a, b, result),
            Expr::Method(name, receiver, arguments) => self.method(&name.to_string(), receiver, arguments, result),
            Expr::Cast(a, target) => self.cast(a, target, result),
            Expr::Runtime("__private::to_f64" | "__private::convert", operands) => {
                self.conversion(&operands[0], result)
            }
            Expr::Runtime(name, operands) if !name.ends_with("::zero_tangent") => self.runtime(name, operands, result),
            Expr::Ref(inner) => return self.tangent(inner, result, out),
            _ => return self.aggregate(value, result, out),
        };
        tangent.unwrap_or_else(|| self.zero_at(result))
    }

    /// Whether the rule goes through the traits of the runtime.
    pub(super) fn is_foreign(&self, value: &Expr) -> bool {
        match value {
            Expr::Neg(a) => !self.is_float(a),
            Expr::Binary(_, a, b) => !(self.is_float(a) && self.is_float(b)),
            _ => false,
        }
    }

    /// The tangent of an operand, where it is active.
    pub(super) fn tangent_of(&mut self, operand: &Expr) -> Option<Expr> {
        match operand {
            Expr::Place(place) => {
                let tangent = self.plain_tangent(operand)?;
                // A field may be `#[constant]`: its tangent is `()`.
                let open = matches!(self.function.place_ty(place), Ty::Unknown) && !place.path.is_empty();
                Some(if open {
                    Expr::Runtime("__private::field_dot", vec![operand.clone().by_ref(), tangent])
                } else {
                    tangent
                })
            }
            Expr::Ref(inner) => self.tangent_of(inner),
            _ => None,
        }
    }

    /// The tangent of an operand as it stands in the shadow of its variable.
    pub(super) fn plain_tangent(&mut self, operand: &Expr) -> Option<Expr> {
        match operand {
            Expr::Place(place) if self.is_active(place.root) => Some(Expr::Place(self.tangent_place(place))),
            Expr::Ref(inner) => self.plain_tangent(inner),
            _ => None,
        }
    }

    /// The tangent of an operand of any type.
    pub(super) fn operand_tangent(&mut self, operand: &Expr) -> Expr {
        match (self.plain_tangent(operand), operand) {
            (Some(Expr::Place(tangent)), _) => {
                if matches!(self.function.place_ty(&tangent).peel(), Ty::Slice(_)) {
                    return Expr::Copy(crate::forward::method("to_vec"), tangent);
                }
                let copies = self.function.place_ty(&tangent).is_copy() && !self.is_reference(&tangent);
                if copies { Expr::Place(tangent) } else { Expr::Copy(crate::forward::method("clone"), tangent) }
            }
            (Some(tangent), _) => tangent,
            (None, _) => crate::forward::tokens(quote::quote!(__chainrule::__private::NoDot)),
        }
    }

    fn is_float(&self, operand: &Expr) -> bool {
        match operand {
            Expr::Place(place) => self.function.place_ty(place).is_float_operand(),
            Expr::Ref(inner) => self.is_float(inner),
            _ => true,
        }
    }

    fn negation(&mut self, a: &Expr) -> Option<Expr> {
        let dot = self.tangent_of(a)?;
        if self.is_float(a) {
            return Some(dot.neg());
        }
        Some(Expr::Runtime("__private::neg_tangent", vec![a.clone().by_ref(), self.operand_tangent(a)]))
    }

    fn binary(&mut self, op: Op, a: &Expr, b: &Expr, result: &Place) -> Option<Expr> {
        let dots = (self.tangent_of(a), self.tangent_of(b));
        if dots.0.is_none() && dots.1.is_none() {
            return None;
        }
        if !(self.is_float(a) && self.is_float(b)) {
            let path = match op {
                Op::Add => "__private::add_tangent",
                Op::Sub => "__private::sub_tangent",
                Op::Mul => "__private::mul_tangent",
                Op::Div => "__private::div_tangent",
                Op::Rem => "__private::rem_tangent",
            };
            let tangents = [self.operand_tangent(a), self.operand_tangent(b)];
            let [a_dot, b_dot] = tangents;
            return Some(Expr::Runtime(path, vec![a.clone().by_ref(), b.clone().by_ref(), a_dot, b_dot]));
        }
        let (x, z, y) = (a.clone(), b.clone(), Expr::Place(result.clone()));
        Some(match (op, dots) {
            (Op::Add | Op::Sub | Op::Rem, (Some(dot), None)) | (Op::Add, (None, Some(dot))) => dot,
            (Op::Add, (Some(x_dot), Some(z_dot))) => x_dot.add(z_dot),
            (Op::Sub, (Some(x_dot), Some(z_dot))) => x_dot.sub(z_dot),
            (Op::Sub, (None, Some(z_dot))) => z_dot.neg(),
            (Op::Mul, (Some(x_dot), None)) => z.mul(x_dot),
            (Op::Mul, (None, Some(z_dot))) => x.mul(z_dot),
            (Op::Mul, (Some(x_dot), Some(_))) if self.same(a, b) => Expr::Number(2.0).mul(x).mul(x_dot),
            (Op::Mul, (Some(x_dot), Some(z_dot))) => z.mul(x_dot).add(x.mul(z_dot)),
            (Op::Div, (Some(x_dot), None)) if is_nonzero_literal(b) => x_dot.div(z),
            (Op::Div, (Some(x_dot), None)) => Expr::Runtime("rules::div_numerator", vec![z, x_dot]),
            (Op::Div, (None, Some(z_dot))) if is_one(a) => Expr::Runtime("rules::recip", vec![y, z_dot]),
            (Op::Div, (None, Some(z_dot))) => Expr::Runtime("rules::div_denominator", vec![z, y, z_dot]),
            (Op::Div, (Some(x_dot), Some(z_dot))) => Expr::Runtime("rules::div_tangent", vec![z, y, x_dot, z_dot]),
            (Op::Rem, (x_dot, Some(z_dot))) => {
                let divisor = Expr::Runtime("rules::rem_divisor", vec![x, z, z_dot]);
                x_dot.map_or(divisor.clone(), |x_dot| x_dot.add(divisor))
            }
            (_, (None, None)) => return None,
        })
    }

    /// Whether two operands are one place.
    fn same(&self, a: &Expr, b: &Expr) -> bool {
        crate::emit::expr(&self.function, a).to_string() == crate::emit::expr(&self.function, b).to_string()
    }

    fn cast(&mut self, a: &Expr, target: &proc_macro2::TokenStream, result: &Place) -> Option<Expr> {
        let dot = self.tangent_of(a)?;
        let Expr::Place(place) = a else { return Some(dot) };
        if crate::lower::object::is_object_cast(target) {
            return Some(Expr::Runtime("__private::object_dot", vec![dot]));
        }
        Some(match self.function.place_ty(place).peel() {
            Ty::Float(Some(name)) if *name == target.to_string() => dot,
            Ty::Float(Some(name)) if crate::generics::is_scalar(name) => return self.conversion(a, result),
            _ if syn::parse2(target.clone()).is_ok_and(|name| crate::generics::is_scalar(&name)) => {
                return self.conversion(a, result);
            }
            Ty::Float(Some(_)) => Expr::Cast(Box::new(dot), target.clone()),
            _ => {
                let like = Expr::Place(result.clone()).by_ref();
                Expr::Runtime("__private::cast_tangent", vec![a.clone().by_ref(), dot, like])
            }
        })
    }

    /// The tangent of a scalar that is converted to another.
    fn conversion(&mut self, a: &Expr, result: &Place) -> Option<Expr> {
        let dot = self.tangent_of(a)?;
        Some(Expr::Runtime("rules::cast", vec![Expr::Place(result.clone()).by_ref(), dot]))
    }

    /// What an earlier application of forward mode wrote: see `flatten`.
    fn runtime(&mut self, name: &'static str, operands: &[Expr], result: &Place) -> Option<Expr> {
        let dots: Vec<Option<Expr>> = operands.iter().map(|operand| self.tangent_of(operand)).collect();
        if dots.iter().all(Option::is_none) {
            return None;
        }
        if let Some(path) = crate::rules::tangents_of(name) {
            return Some(Expr::Runtime(path, self.with_tangents(name, operands)));
        }
        let operand = |index: usize| operands[index].clone();
        let zero = Expr::Number(0.0);
        let linear = |first: usize| {
            let mut list = operands[..first].to_vec();
            list.extend(dots[first..].iter().map(|dot| dot.clone().unwrap_or(zero.clone())));
            Some(Expr::Runtime(name, list))
        };
        match name {
            "rules::strong_product" => {
                let product = |dot: Option<Expr>, other| dot.map(|dot| Expr::Runtime(name, vec![dot, other]));
                let parts = [product(dots[0].clone(), operand(1)), product(dots[1].clone(), operand(0))];
                parts.into_iter().flatten().reduce(Expr::add)
            }
            "rules::recip" => {
                let slope = |dot| Expr::Runtime("rules::recip_slope", vec![operand(0), operand(1), dot]);
                let along = |dot| Expr::Runtime(name, vec![operand(0), dot]);
                [dots[0].clone().map(slope), dots[1].clone().map(along)].into_iter().flatten().reduce(Expr::add)
            }
            "rules::one_minus_square" | "rules::tanh_slope" => {
                let y = Expr::Place(result.clone());
                dots[0].clone().map(|dot| crate::rules::slope_of(name, operand(0), y, dot))
            }
            "rules::strong_quotient" => {
                let (z, y) = (operand(1), Expr::Place(result.clone()));
                Some(match (dots[0].clone(), dots[1].clone()) {
                    (Some(x_dot), None) => Expr::Runtime(name, vec![x_dot, z]),
                    (None, Some(z_dot)) => Expr::Runtime("rules::div_denominator", vec![z, y, z_dot]),
                    (x_dot, z_dot) => {
                        let dots = [x_dot, z_dot].map(|dot| dot.unwrap_or(zero.clone()));
                        let [x_dot, z_dot] = dots;
                        Expr::Runtime("rules::div_tangent", vec![z, y, x_dot, z_dot])
                    }
                })
            }
            "rules::abs" => linear(1),
            "rules::copysign"
            | "rules::rem_divisor"
            | "rules::rem_euclid_divisor"
            | "rules::max_tangent"
            | "rules::min_tangent"
            | "rules::abs_sub_tangent" => linear(2),
            "rules::clamp_tangent" => linear(3),
            "rules::cast" => dots[1].clone().map(|dot| Expr::Runtime(name, vec![operand(0), dot])),
            "__private::cast_tangent" => {
                dots[1].clone().map(|dot| Expr::Runtime(name, vec![operand(0), dot, operand(2)]))
            }
            // That of a constant field is `()` once more.
            "__private::field_dot" => dots[1].clone().map(|dot| Expr::Runtime(name, vec![operand(0), dot])),
            _ => Some(crate::rules::too_high()),
        }
    }

    /// The operands of an operator with all their tangents, after another application of forward mode: those of each
    /// operand together, each followed by its own.
    fn with_tangents(&mut self, name: &str, operands: &[Expr]) -> Vec<Expr> {
        let heads = crate::rules::operands_of(name);
        let count = operands.len() / heads - 1;
        let (values, dots) = operands.split_at(heads);
        let mut list = values.to_vec();
        for (value, dots) in values.iter().zip(dots.chunks(count)) {
            list.push(self.operand_tangent(value));
            for dot in dots {
                list.extend([dot.clone(), self.operand_tangent(dot)]);
            }
        }
        list
    }

    fn method(&mut self, name: &str, receiver: &Expr, arguments: &[Expr], result: &Place) -> Option<Expr> {
        let (x, y) = (receiver.clone(), Expr::Place(result.clone()));
        let x_dot = self.tangent_of(receiver);
        let Some(z) = arguments.first().cloned() else {
            let dot = x_dot?;
            return Some(if name == "sin_cos" {
                let (sine, cosine) = (y.clone().field(0), y.field(1));
                Expr::Tuple(vec![cosine.mul(dot.clone()), sine.mul(dot).neg()])
            } else {
                unary(name, x, y, dot)
            });
        };
        let z_dot = self.tangent_of(&z);
        if let "mul_add" = name {
            let a_dot = self.tangent_of(&arguments[1]);
            let products = [x_dot.map(|dot| z.mul(dot)), z_dot.map(|dot| x.mul(dot)), a_dot];
            return products.into_iter().flatten().reduce(Expr::add);
        }
        if let "clamp" = name {
            let bounds = [x_dot, z_dot, self.tangent_of(&arguments[1])];
            let known = bounds.iter().any(Option::is_some);
            let dots = bounds.map(|dot| dot.unwrap_or(Expr::Number(0.0)));
            let mut list = vec![x, z, arguments[1].clone()];
            list.extend(dots);
            return known.then(|| Expr::Runtime("rules::clamp_tangent", list));
        }
        method_of_two(name, [x, z, y], x_dot, z_dot)
    }
}

/// The tangent of a function of two arguments.
fn method_of_two(name: &str, [x, z, y]: [Expr; 3], x_dot: Option<Expr>, z_dot: Option<Expr>) -> Option<Expr> {
    let sum = |first: Option<Expr>, second: Option<Expr>| [first, second].into_iter().flatten().reduce(Expr::add);
    let path = match name {
        "powi" => return x_dot.map(|dot| power(x, z, dot)),
        "copysign" => return x_dot.map(|dot| Expr::Runtime("rules::copysign", vec![x, z, dot])),
        "powf" => {
            let base = x_dot.map(|dot| Expr::Runtime("rules::powf_base", vec![x.clone(), z.clone(), dot]));
            return sum(base, z_dot.map(|dot| Expr::Runtime("rules::powf_exponent", vec![x, z, y, dot])));
        }
        "rem_euclid" => {
            return sum(x_dot, z_dot.map(|dot| Expr::Runtime("rules::rem_euclid_divisor", vec![x, z, dot])));
        }
        "midpoint" => return sum(x_dot, z_dot).map(|dot| Expr::Number(0.5).mul(dot)),
        "hypot" => "rules::hypot_tangent",
        "log" => "rules::log_tangent",
        "atan2" => "rules::atan2_tangent",
        "max" => "rules::max_tangent",
        "min" => "rules::min_tangent",
        "abs_sub" => "rules::abs_sub_tangent",
        other => unreachable!("bug in chainrule: no rule for `{other}`"),
    };
    if x_dot.is_none() && z_dot.is_none() {
        return None;
    }
    let mut list = if matches!(name, "hypot" | "log") { vec![x, z, y] } else { vec![x, z] };
    list.extend([x_dot, z_dot].map(|dot| dot.unwrap_or(Expr::Number(0.0))));
    Some(Expr::Runtime(path, list))
}
