//! The chain rule, operation by operation: from inputs, result and seed to the cotangents of the inputs.
//!
//! Smooth primitives of floats are written out, so that the generated code reads as a formula; primitives with poles and
//! kinks call the rule of the runtime, which holds the conventions. Where the type of an operand is left to rustc, the
//! operators go through the traits of the runtime.

mod formula;

use formula::of_operator;
pub(crate) use formula::{is_nonzero_literal, is_one, operands_of, power, slope_of, tangents_of, too_high, unary};

use crate::ir::{Construct, Expr, Function, Op, Place, Step, VarId};
use crate::types::Ty;

/// A cotangent on its way to an operand.
#[derive(Clone, Debug)]
pub enum Cotangent {
    /// This value.
    Value(Expr),
    /// This field of the shared tuple.
    Shared(u32),
}

/// What the reverse of one operation adds to the shadows of its operands.
#[derive(Clone, Debug, Default)]
pub struct Cotangents {
    /// A call that gives several cotangents at once.
    pub shared: Option<Expr>,
    pub parts: Vec<(Place, Cotangent)>,
}

/// One operation: its result and the adjoint of its result.
#[derive(Clone, Copy, Debug)]
pub struct Operation<'a> {
    pub value: &'a Expr,
    pub result: &'a Expr,
    pub seed: &'a Expr,
    /// Holds the slope of a function of one argument, up to a sign.
    pub slope: Option<VarId>,
}

/// Whether the rule of `value` reads operands only, so that its result may overwrite a variable at once.
pub fn needs_no_result(value: &Expr) -> bool {
    match value {
        Expr::Binary(Op::Div | Op::Rem, ..) | Expr::Method(..) | Expr::Call(_) => false,
        Expr::Binary(..) | Expr::Neg(_) | Expr::Cast(..) | Expr::Kept(..) => true,
        Expr::Place(_) | Expr::Number(_) | Expr::Tokens(_) => true,
        Expr::Tuple(_) | Expr::Array(_) | Expr::VecList(_) | Expr::Construct(_) => true,
        Expr::Repeat { .. } | Expr::Copy(..) => true,
        _ => false,
    }
}

/// The cotangents of the active operands of one operation.
pub fn cotangents(function: &Function, active: &dyn Fn(&Place) -> bool, operation: Operation) -> Cotangents {
    let rules = Rules { function, active };
    let Operation { value, seed, .. } = operation;
    match value {
        Expr::Copy(name, place) if name == "to_vec" => {
            rules.linear(&[(&crate::forward::whole_slice(place), seed.clone())])
        }
        Expr::Copy(name, place) if name == "concat" => {
            let rows = Expr::Place(crate::forward::whole_slice(place)).by_ref();
            let parts = Expr::Runtime("__private::split_like", vec![seed.clone(), rows]);
            rules.linear(&[(place, parts)])
        }
        Expr::Place(place) | Expr::Copy(_, place) => rules.linear(&[(place, seed.clone())]),
        Expr::Neg(a) => rules.negation(a, operation),
        Expr::Binary(op, a, b) => rules.binary(*op, a, b, operation),
        Expr::Method(name, receiver, arguments) => rules.method(&name.to_string(), receiver, arguments, operation),
        Expr::Cast(a, ty) => rules.cast(a, ty, seed),
        Expr::Runtime("__private::to_f64" | "__private::convert", operands) => rules.conversion(&operands[0], seed),
        Expr::Tuple(parts) => rules.parts(parts, seed, |index| Step::Field(syn::Member::from(index))),
        Expr::Array(parts) | Expr::VecList(parts) => rules.parts(parts, seed, |index| {
            let literal = proc_macro2::Literal::usize_unsuffixed(index);
            let stream = quote::quote!(#literal);
            Step::Index(Expr::Tokens(crate::ir::Tokens { stream, reads: Vec::new(), flows: Vec::new(), cheap: true }))
        }),
        Expr::Construct(construct) => rules.construct(construct, seed),
        Expr::Repeat { element, .. } => {
            let zero = match &**element {
                Expr::Place(place) if !function.place_ty(place).is_float_operand() => {
                    Expr::Runtime("__private::zero_tangent", vec![Expr::Place(place.clone()).by_ref()])
                }
                _ => Expr::Number(0.0),
            };
            rules.list(&[element], vec![Expr::Runtime("__private::sum", vec![seed.clone().by_ref(), zero])])
        }
        Expr::Number(_) | Expr::Tokens(_) => Cotangents::default(),
        Expr::Runtime(name, operands) => rules.runtime(name, operands, operation),
        Expr::Assembled(assembled) => {
            let values: Vec<Expr> = assembled.fields.iter().map(|(_, value)| value.clone()).collect();
            rules.parts(&values, seed, |index| assembled.fields[index].0.clone())
        }
        other => unreachable!("bug in chainrule: no rule for {other:?}"),
    }
}

struct Rules<'a> {
    function: &'a Function,
    active: &'a dyn Fn(&Place) -> bool,
}

impl Rules<'_> {
    fn active_place<'e>(&self, operand: &'e Expr) -> Option<&'e Place> {
        match operand {
            Expr::Place(place) if (self.active)(place) => Some(place),
            Expr::Ref(inner) => self.active_place(inner),
            _ => None,
        }
    }

    fn is_active(&self, operand: &Expr) -> bool {
        self.active_place(operand).is_some()
    }

    fn linear(&self, list: &[(&Place, Expr)]) -> Cotangents {
        let parts = list
            .iter()
            .filter(|(place, _)| (self.active)(place))
            .map(|(place, value)| ((*place).clone(), Cotangent::Value(value.clone())))
            .collect();
        Cotangents { shared: None, parts }
    }

    /// Operand by operand its cotangent; those of inactive operands are dropped.
    fn list(&self, operands: &[&Expr], values: Vec<Expr>) -> Cotangents {
        let parts = operands
            .iter()
            .zip(values)
            .filter_map(|(operand, value)| Some((self.active_place(operand)?.clone(), Cotangent::Value(value))))
            .collect();
        Cotangents { shared: None, parts }
    }

    /// A rule of the runtime that gives all cotangents as a tuple.
    fn tuple(&self, operands: &[&Expr], call: Expr) -> Cotangents {
        let parts: Vec<(Place, u32)> = operands
            .iter()
            .zip(0..)
            .filter_map(|(operand, index)| Some((self.active_place(operand)?.clone(), index)))
            .collect();
        if let [(place, index)] = parts.as_slice() {
            return Cotangents { shared: None, parts: vec![(place.clone(), Cotangent::Value(call.field(*index)))] };
        }
        let parts = parts.into_iter().map(|(place, index)| (place, Cotangent::Shared(index))).collect();
        Cotangents { shared: Some(call), parts }
    }

    /// Whether two operands are one place.
    fn same(&self, a: &Expr, b: &Expr) -> bool {
        matches!((a, b), (Expr::Place(_), Expr::Place(_)))
            && crate::emit::expr(self.function, a).to_string() == crate::emit::expr(self.function, b).to_string()
    }

    fn is_float(&self, operand: &Expr) -> bool {
        match operand {
            Expr::Place(place) => self.function.place_ty(place).is_float_operand(),
            Expr::Ref(inner) => self.is_float(inner),
            _ => true,
        }
    }

    /// What forward mode writes: see `flatten`. The rules are linear in the tangents among their arguments.
    fn runtime(&self, name: &str, operands: &[Expr], operation: Operation) -> Cotangents {
        let Operation { result, seed, .. } = operation;
        let (y, g) = (result.clone(), seed.clone());
        let operand = |index: usize| operands[index].clone();
        if let Some(path) = of_operator(name) {
            let list = operands.iter().cloned().chain([g]).collect();
            return self.tuple(&operands.iter().collect::<Vec<_>>(), Expr::Runtime(path, list));
        }
        match name {
            "rules::strong_product" => {
                let partial = |other: Expr| Expr::Runtime("rules::strong_product", vec![g.clone(), other]);
                self.list(&[&operands[0], &operands[1]], vec![partial(operand(1)), partial(operand(0))])
            }
            "rules::one_minus_square" | "rules::tanh_slope" => {
                self.list(&[&operands[0]], vec![slope_of(name, operand(0), y, g)])
            }
            "rules::recip" => {
                let slope = Expr::Runtime("rules::recip_slope", vec![operand(0), operand(1), g.clone()]);
                self.list(
                    &[&operands[0], &operands[1]],
                    vec![slope, Expr::Runtime("rules::recip", vec![operand(0), g])],
                )
            }
            "rules::strong_quotient" => self.division(&operands[0], &operands[1], &y, &g),
            "rules::abs" => self.list(&[&operands[1]], vec![Expr::Runtime("rules::abs", vec![operand(0), g])]),
            "rules::copysign" | "rules::rem_divisor" | "rules::rem_euclid_divisor" => {
                let name = match name {
                    "rules::copysign" => "rules::copysign",
                    "rules::rem_divisor" => "rules::rem_divisor",
                    _ => "rules::rem_euclid_divisor",
                };
                self.list(&[&operands[2]], vec![Expr::Runtime(name, vec![operand(0), operand(1), g])])
            }
            "rules::max_tangent" | "rules::min_tangent" | "rules::abs_sub_tangent" => {
                let name = match name {
                    "rules::max_tangent" => "rules::max",
                    "rules::min_tangent" => "rules::min",
                    _ => "rules::abs_sub",
                };
                let rule = Expr::Runtime(name, vec![operand(0), operand(1), g]);
                self.tuple(&[&operands[2], &operands[3]], rule)
            }
            "rules::clamp_tangent" => {
                let rule = Expr::Runtime("rules::clamp", vec![operand(0), operand(1), operand(2), g]);
                self.tuple(&[&operands[3], &operands[4], &operands[5]], rule)
            }
            "rules::cast" => self.conversion(&operands[1], seed),
            crate::slopes::SLOPED => self.by_slopes(&operands[1..], &g),
            "__private::cast_tangent" => {
                let like = operand(1).by_ref();
                self.list(&[&operands[1]], vec![Expr::Runtime("__private::cast_reverse", vec![like, g])])
            }
            "__private::field_dot" => self.list(&[&operands[1]], vec![g]),
            "__private::zero_tangent" => Cotangents::default(),
            _ => self.list(&operands.iter().collect::<Vec<_>>(), vec![too_high(); operands.len()]),
        }
    }

    /// Pairs of an operand and its slope.
    fn by_slopes(&self, pairs: &[Expr], g: &Expr) -> Cotangents {
        let (arguments, slopes): (Vec<&Expr>, Vec<&Expr>) = pairs.chunks(2).map(|pair| (&pair[0], &pair[1])).unzip();
        let product = |slope: &Expr| match slope {
            Expr::Number(slope) => Expr::Number(*slope).mul(g.clone()),
            slope => Expr::Runtime("rules::strong_product", vec![g.clone(), slope.clone()]),
        };
        self.list(&arguments, slopes.into_iter().map(product).collect())
    }

    fn negation(&self, a: &Expr, operation: Operation) -> Cotangents {
        if self.is_float(a) {
            return self.list(&[a], vec![operation.seed.clone().neg()]);
        }
        let arguments = vec![a.clone().by_ref(), operation.seed.clone()];
        self.list(&[a], vec![Expr::Runtime("__private::neg_reverse", arguments)])
    }

    fn binary(&self, op: Op, a: &Expr, b: &Expr, operation: Operation) -> Cotangents {
        let Operation { result: y, seed: g, .. } = operation;
        if !(self.is_float(a) && self.is_float(b)) {
            let path = match op {
                Op::Add => "__private::add_reverse",
                Op::Sub => "__private::sub_reverse",
                Op::Mul => "__private::mul_reverse",
                Op::Div => "__private::div_reverse",
                Op::Rem => "__private::rem_reverse",
            };
            let mut arguments = vec![a.clone().by_ref(), b.clone().by_ref()];
            if op == Op::Div {
                arguments.push(y.clone().by_ref());
            }
            arguments.push(g.clone());
            return self.tuple(&[a, b], Expr::Runtime(path, arguments));
        }
        let (x, z) = (a.clone(), b.clone());
        match op {
            Op::Add => self.list(&[a, b], vec![g.clone(), g.clone()]),
            Op::Sub => self.list(&[a, b], vec![g.clone(), g.clone().neg()]),
            Op::Mul if self.is_active(a) && self.same(a, b) => {
                self.list(&[a], vec![Expr::Number(2.0).mul(x).mul(g.clone())])
            }
            Op::Mul => self.list(&[a, b], vec![z.mul(g.clone()), x.mul(g.clone())]),
            Op::Div => self.division(a, b, y, g),
            Op::Rem => {
                let divisor = Expr::Runtime("rules::rem_divisor", vec![x, z, g.clone()]);
                self.list(&[a, b], vec![g.clone(), divisor])
            }
        }
    }

    fn division(&self, a: &Expr, b: &Expr, y: &Expr, g: &Expr) -> Cotangents {
        let (z, y, g) = (b.clone(), y.clone(), g.clone());
        match (self.is_active(a), self.is_active(b)) {
            (true, true) => self.tuple(&[a, b], Expr::Runtime("rules::div", vec![z, y, g])),
            (true, false) if is_nonzero_literal(b) => self.list(&[a], vec![g.div(z)]),
            (true, false) => self.list(&[a], vec![Expr::Runtime("rules::div_numerator", vec![z, g])]),
            (_, true) if is_one(a) => self.list(&[b], vec![Expr::Runtime("rules::recip", vec![y, g])]),
            (_, true) => self.list(&[b], vec![Expr::Runtime("rules::div_denominator", vec![z, y, g])]),
            _ => Cotangents::default(),
        }
    }

    fn cast(&self, a: &Expr, target: &proc_macro2::TokenStream, seed: &Expr) -> Cotangents {
        let Some(place) = self.active_place(a) else { return Cotangents::default() };
        if crate::lower::object::is_object_cast(target) {
            let (handles, own) = crate::emit::Witnesses::of(self.function).witness(place.root);
            let own = crate::forward::tokens(quote::quote!(|| { #handles #own }));
            return self.linear(&[(place, Expr::Runtime("__private::downcast", vec![own, seed.clone()]))]);
        }
        let value = match self.function.place_ty(place).peel() {
            Ty::Float(Some(name)) if *name == target.to_string() => seed.clone(),
            Ty::Float(Some(name)) if crate::generics::is_scalar(name) => return self.conversion(a, seed),
            _ if syn::parse2(target.clone()).is_ok_and(|name| crate::generics::is_scalar(&name)) => {
                return self.conversion(a, seed);
            }
            Ty::Float(Some(name)) => Expr::Cast(Box::new(seed.clone()), quote::quote!(#name)),
            _ => Expr::Runtime("__private::cast_reverse", vec![a.clone().by_ref(), seed.clone()]),
        };
        self.linear(&[(place, value)])
    }

    /// The cotangent of a scalar that is converted to another.
    fn conversion(&self, a: &Expr, seed: &Expr) -> Cotangents {
        self.list(&[a], vec![Expr::Runtime("rules::cast", vec![a.clone().by_ref(), seed.clone()])])
    }

    /// The parts of a tuple, array or list get the parts of its adjoint.
    fn parts(&self, parts: &[Expr], seed: &Expr, step: impl Fn(usize) -> Step) -> Cotangents {
        let Expr::Place(whole) = seed else { return Cotangents::default() };
        let values = (0..parts.len())
            .map(|index| {
                let mut part = whole.clone();
                part.path.push(step(index));
                let moves = matches!(&parts[index], Expr::Place(place) if !self.function.place_ty(place).is_copy());
                if moves { Expr::Copy(crate::forward::method("clone"), part) } else { Expr::Place(part) }
            })
            .collect();
        self.list(&parts.iter().collect::<Vec<_>>(), values)
    }

    /// What a field refers to: all elements of a container.
    fn behind(&self, field: &Expr) -> Expr {
        match field {
            Expr::Ref(inner) => match &**inner {
                Expr::Place(place) => match self.function.place_ty(place).peel() {
                    Ty::Slice(_) | Ty::Vec(_) | Ty::Array(..) => Expr::Place(crate::forward::whole_slice(place)),
                    _ => field.clone(),
                },
                _ => field.clone(),
            },
            _ => field.clone(),
        }
    }

    /// The fields of a struct or a variant get the fields of its adjoint.
    fn construct(&self, construct: &Construct, seed: &Expr) -> Cotangents {
        let values: Vec<Expr> = construct.fields.iter().map(|(_, value)| self.behind(value)).collect();
        self.parts(&values, seed, |index| construct.fields[index].0.clone())
    }

    fn method(&self, name: &str, receiver: &Expr, arguments: &[Expr], operation: Operation) -> Cotangents {
        let Operation { result, seed, .. } = operation;
        let (x, y, g) = (receiver.clone(), result.clone(), seed.clone());
        if arguments.is_empty() {
            let cotangent = match operation.slope.map(Expr::var) {
                Some(slope) if name == "cos" => slope.mul(g).neg(),
                Some(slope) => slope.mul(g),
                None => unary(name, x, y, g),
            };
            return self.list(&[receiver], vec![cotangent]);
        }
        let z = arguments[0].clone();
        let both = [receiver, &arguments[0]];
        match name {
            "powi" => self.list(&[receiver], vec![power(x, z, g)]),
            "powf" => match (self.is_active(receiver), self.is_active(&arguments[0])) {
                (true, false) => self.list(&both, vec![Expr::Runtime("rules::powf_base", vec![x, z, g.clone()]), g]),
                (false, true) => {
                    self.list(&both, vec![g.clone(), Expr::Runtime("rules::powf_exponent", vec![x, z, y, g])])
                }
                _ => self.tuple(&both, Expr::Runtime("rules::powf", vec![x, z, y, g])),
            },
            "hypot" => self.tuple(&both, Expr::Runtime("rules::hypot", vec![x, z, y, g])),
            "log" => self.tuple(&both, Expr::Runtime("rules::log", vec![x, z, y, g])),
            "atan2" => self.tuple(&both, Expr::Runtime("rules::atan2", vec![x, z, g])),
            "max" => self.tuple(&both, Expr::Runtime("rules::max", vec![x, z, g])),
            "min" => self.tuple(&both, Expr::Runtime("rules::min", vec![x, z, g])),
            "abs_sub" => self.tuple(&both, Expr::Runtime("rules::abs_sub", vec![x, z, g])),
            "copysign" => self.list(&[receiver], vec![Expr::Runtime("rules::copysign", vec![x, z, g])]),
            "rem_euclid" => {
                let divisor = Expr::Runtime("rules::rem_euclid_divisor", vec![x, z, g.clone()]);
                self.list(&both, vec![g, divisor])
            }
            "midpoint" => self.list(&both, vec![Expr::Number(0.5).mul(g.clone()), Expr::Number(0.5).mul(g)]),
            "mul_add" => {
                let operands = [receiver, &arguments[0], &arguments[1]];
                self.list(&operands, vec![z.mul(g.clone()), x.mul(g.clone()), g])
            }
            "clamp" => {
                let operands = [receiver, &arguments[0], &arguments[1]];
                let list = vec![x, z, arguments[1].clone(), g];
                self.tuple(&operands, Expr::Runtime("rules::clamp", list))
            }
            other => unreachable!("bug in chainrule: no rule for `{other}`"),
        }
    }
}
