//! Formulas of single operations: slopes of functions of one and two numbers, and the functions of the runtime that know
//! the others.

use crate::ir::Expr;

/// For the tangent of an operator, at any level: that of the levels above the first.
pub(crate) fn tangents_of(name: &str) -> Option<&'static str> {
    Some(match name {
        "__private::add_tangent" | "__private::add_tangents" => "__private::add_tangents",
        "__private::sub_tangent" | "__private::sub_tangents" => "__private::sub_tangents",
        "__private::mul_tangent" | "__private::mul_tangents" => "__private::mul_tangents",
        "__private::div_tangent" | "__private::div_tangents" => "__private::div_tangents",
        "__private::rem_tangent" | "__private::rem_tangents" => "__private::rem_tangents",
        "__private::neg_tangent" | "__private::neg_tangents" => "__private::neg_tangents",
        "__private::add_assigned_tangent" | "__private::add_assigned_tangents" => "__private::add_assigned_tangents",
        "__private::sub_assigned_tangent" | "__private::sub_assigned_tangents" => "__private::sub_assigned_tangents",
        "__private::mul_assigned_tangent" | "__private::mul_assigned_tangents" => "__private::mul_assigned_tangents",
        "__private::div_assigned_tangent" | "__private::div_assigned_tangents" => "__private::div_assigned_tangents",
        "__private::rem_assigned_tangent" | "__private::rem_assigned_tangents" => "__private::rem_assigned_tangents",
        _ => return None,
    })
}

/// The reverse rule of the tangent of an operator.
pub(super) fn of_operator(name: &str) -> Option<&'static str> {
    Some(match tangents_of(name)? {
        "__private::add_tangents" => "__private::add_tangents_reverse",
        "__private::sub_tangents" => "__private::sub_tangents_reverse",
        "__private::mul_tangents" => "__private::mul_tangents_reverse",
        "__private::div_tangents" => "__private::div_tangents_reverse",
        "__private::rem_tangents" => "__private::rem_tangents_reverse",
        "__private::neg_tangents" => "__private::neg_tangents_reverse",
        "__private::add_assigned_tangents" => "__private::add_assigned_tangents_reverse",
        "__private::sub_assigned_tangents" => "__private::sub_assigned_tangents_reverse",
        "__private::mul_assigned_tangents" => "__private::mul_assigned_tangents_reverse",
        "__private::div_assigned_tangents" => "__private::div_assigned_tangents_reverse",
        "__private::rem_assigned_tangents" => "__private::rem_assigned_tangents_reverse",
        other => unreachable!("bug in chainrule: `{other}` is no operator"),
    })
}

/// How many operands an operator has whose tangent, or the reverse rule of it, has this name.
pub(crate) fn operands_of(name: &str) -> usize {
    if name.starts_with("__private::neg_") { 1 } else { 2 }
}

/// The derivative of a slope that has a rule of its own, times `g`.
pub(crate) fn slope_of(name: &str, x: Expr, y: Expr, g: Expr) -> Expr {
    let product = match name {
        "rules::one_minus_square" => x.mul(g),
        _ => x.method("tanh").mul(y).mul(g),
    };
    Expr::Number(-2.0).mul(product)
}

/// Stands for a derivative of an order that has no rule.
pub(crate) fn too_high() -> Expr {
    crate::forward::tokens(quote::quote!(::core::compile_error!(
        "derivatives of this order are not supported through operators and conversions of types that the attribute does not know"
    )))
}

/// The cotangent of the argument of a function of one argument.
pub(crate) fn unary(name: &str, x: Expr, y: Expr, g: Expr) -> Expr {
    match name {
        "sin" => x.method("cos").mul(g),
        "cos" => x.method("sin").mul(g).neg(),
        "sin_cos" => y.clone().field(1).mul(g.clone().field(0)).sub(y.field(0).mul(g.field(1))),
        "sinh" => x.method("cosh").mul(g),
        "cosh" => x.method("sinh").mul(g),
        "exp" => y.mul(g),
        "fract" | "next_up" | "next_down" => g,
        "to_degrees" | "to_radians" => g.method(name),
        "exp2" => Expr::Runtime("rules::exp2", vec![y, g]),
        "tan" => Expr::Runtime("rules::tan", vec![y, g]),
        "sqrt" => Expr::Runtime("rules::sqrt", vec![y, g]),
        "cbrt" => Expr::Runtime("rules::cbrt", vec![y, g]),
        "recip" => Expr::Runtime("rules::recip", vec![y, g]),
        "exp_m1" => Expr::Runtime("rules::exp_m1", vec![x, g]),
        "ln" => Expr::Runtime("rules::ln", vec![x, g]),
        "log2" => Expr::Runtime("rules::log2", vec![x, g]),
        "log10" => Expr::Runtime("rules::log10", vec![x, g]),
        "ln_1p" => Expr::Runtime("rules::ln_1p", vec![x, g]),
        "asin" => Expr::Runtime("rules::asin", vec![x, g]),
        "acos" => Expr::Runtime("rules::acos", vec![x, g]),
        "atan" => Expr::Runtime("rules::atan", vec![x, g]),
        "asinh" => Expr::Runtime("rules::asinh", vec![x, g]),
        "acosh" => Expr::Runtime("rules::acosh", vec![x, g]),
        "atanh" => Expr::Runtime("rules::atanh", vec![x, g]),
        "tanh" => Expr::Runtime("rules::tanh_of", vec![x, y, g]),
        "abs" => Expr::Runtime("rules::abs", vec![x, g]),
        other => unreachable!("bug in chainrule: no rule for `{other}`"),
    }
}

/// The cotangent of the base of an integer power; small literal exponents are written out.
pub(crate) fn power(x: Expr, n: Expr, g: Expr) -> Expr {
    match literal(&n).as_deref() {
        Some("1") => g,
        Some("2") => Expr::Number(2.0).mul(x).mul(g),
        Some("3") => Expr::Number(3.0).mul(x.clone()).mul(x).mul(g),
        _ => Expr::Runtime("rules::powi", vec![x, n, g]),
    }
}

pub(super) fn literal(expr: &Expr) -> Option<String> {
    match expr {
        Expr::Tokens(tokens) if tokens.reads.is_empty() => Some(tokens.stream.to_string()),
        _ => None,
    }
}

/// Whether `expr` is the number 1: then the slope of the quotient below it is that of a reciprocal.
pub(crate) fn is_one(expr: &Expr) -> bool {
    match expr {
        Expr::Number(number) => number.to_bits() == 1.0_f64.to_bits(),
        expr => literal(expr).is_some_and(|text| {
            let digits = text.trim_end_matches("f64").trim_end_matches("f32").replace('_', "");
            digits.parse::<f64>().is_ok_and(|number| number.to_bits() == 1.0_f64.to_bits())
        }),
    }
}

pub(crate) fn is_nonzero_literal(expr: &Expr) -> bool {
    literal(expr).and_then(|text| text.replace('_', "").parse::<f64>().ok()).is_some_and(|number| number != 0.0)
}
