//! The rules of the runtime as formulas, in which every operation has a rule of its own.
//!
//! They are those of `runtime/src/rules`, without the tests for points at which the value itself is not a number.

use proc_macro2::TokenStream;
use quote::quote;

use crate::ir::{Expr, Function, Tokens};

fn strong(a: Expr, b: Expr) -> Expr {
    Expr::Runtime("rules::strong_product", vec![a, b])
}

fn quotient(a: Expr, b: Expr) -> Expr {
    Expr::Runtime("rules::strong_quotient", vec![a, b])
}

fn number(value: f64) -> Expr {
    Expr::Number(value)
}

fn method(name: &str, receiver: &Expr, argument: Expr) -> Expr {
    Expr::Method(crate::forward::method(name), Box::new(receiver.clone()), vec![argument])
}

/// `(1 − x)(1 + x)`.
fn one_minus_square(x: &Expr) -> Expr {
    Expr::Runtime("rules::one_minus_square", vec![x.clone()])
}

/// The formula of the rule `name`, or nothing for what reverse mode has a rule for.
pub(super) fn of(function: &Function, name: &str, arguments: &[Expr]) -> Option<Expr> {
    let argument = |index: usize| arguments.get(index).cloned().unwrap_or(number(0.0));
    let (x, g) = (argument(0), argument(1));
    Some(match name {
        "rules::sqrt" => strong(g, number(0.5).mul(number(1.0).div(x.add(number(0.0))))),
        "rules::cbrt" => strong(g, number(1.0).div(number(3.0).mul(x.clone()).mul(x))),
        "rules::recip_slope" => number(-2.0).mul(strong(argument(2), strong(g, x))),
        "rules::exp2" => x.mul(number(core::f64::consts::LN_2)).mul(g),
        "rules::exp_m1" => x.method("exp").mul(g),
        "rules::tan" => number(1.0).add(x.clone().mul(x)).mul(g),
        "rules::ln" => quotient(g, x),
        "rules::log2" => quotient(g, x.mul(number(core::f64::consts::LN_2))),
        "rules::log10" => quotient(g, x.mul(number(core::f64::consts::LN_10))),
        "rules::ln_1p" => quotient(g, number(1.0).add(x)),
        "rules::asin" => quotient(g, one_minus_square(&x).method("sqrt")),
        "rules::acos" => quotient(g, one_minus_square(&x).method("sqrt")).neg(),
        "rules::atan" => g.div(number(1.0).add(x.clone().mul(x))),
        "rules::asinh" => g.div(method("hypot", &x, number(1.0))),
        "rules::acosh" => {
            let (below, above) = (x.clone().sub(number(1.0)), x.add(number(1.0)));
            quotient(g, below.method("sqrt").mul(above.method("sqrt")))
        }
        "rules::atanh" => quotient(g, one_minus_square(&x)),
        "rules::tanh_of" => {
            let slope = Expr::Runtime("rules::tanh_slope", vec![x]);
            slope.mul(argument(2))
        }
        _ => return of_two(function, name, arguments),
    })
}

/// Rules of functions of two arguments.
fn of_two(function: &Function, name: &str, arguments: &[Expr]) -> Option<Expr> {
    let argument = |index: usize| arguments.get(index).cloned().unwrap_or(number(0.0));
    let (x, z, y, g) = (argument(0), argument(1), argument(2), argument(3));
    Some(match name {
        "rules::powi" => {
            let scalar = function.scalar_name(&x);
            let factor = exponent(function, &z, |n| match &scalar {
                Some(name) if crate::generics::is_scalar(name) => crate::emit::constant(name, &quote!(f64::from(#n))),
                Some(name) if name == "f32" => quote!((#n) as f32),
                _ => quote!(f64::from(#n)),
            });
            let less = exponent(function, &z, |n| quote!(i32::wrapping_sub(#n, 1)));
            strong(y, strong(factor, method("powi", &x, less)))
        }
        "rules::powf_base" => {
            let less = z.clone().sub(number(1.0));
            strong(y, strong(z, Expr::Method(crate::forward::method("powf"), Box::new(x), vec![less])))
        }
        "rules::powf_exponent" => strong(g, strong(y, x.method("ln"))),
        "rules::div_numerator" => quotient(z, x),
        "rules::div_denominator" => strong(quotient(y, x), z).neg(),
        "rules::div_tangent" => quotient(y.sub(strong(g, z)), x),
        "rules::hypot_tangent" => {
            let (x_dot, z_dot) = (g, argument(4));
            quotient(strong(x_dot, x).add(strong(z_dot, z)), y)
        }
        "rules::log_tangent" => {
            let (x_dot, z_dot, base) = (g, argument(4), z.clone().method("ln"));
            quotient(x_dot, x.mul(base.clone())).sub(strong(z_dot, y.div(z.mul(base))))
        }
        "rules::atan2_tangent" => {
            let (x_dot, z_dot, r) = (y, g, method("hypot", &x, z.clone()));
            quotient(quotient(z.mul(x_dot).sub(x.mul(z_dot)), r.clone()), r)
        }
        _ => return None,
    })
}

/// A number made of the exponent, which is an integer.
fn exponent(function: &Function, n: &Expr, make: impl Fn(&TokenStream) -> TokenStream) -> Expr {
    let mut reads = Vec::new();
    n.for_each_read(&mut |var| reads.push(var));
    let stream = make(&crate::emit::expr(function, n));
    Expr::Tokens(Tokens { stream, reads, flows: Vec::new(), cheap: true })
}
