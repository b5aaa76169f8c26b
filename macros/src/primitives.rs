//! The float methods that the compiler knows by name; their rules stand in `rules`.

use crate::types::Ty;

/// Methods whose derivative is zero almost everywhere: their results carry none.
const STEPS: &[&str] = &["floor", "ceil", "round", "round_ties_even", "trunc", "signum", "div_euclid"];

/// Methods whose results are integers, booleans and the like.
const PREDICATES: &[&str] = &[
    "is_nan",
    "is_finite",
    "is_infinite",
    "is_normal",
    "is_subnormal",
    "is_sign_negative",
    "is_sign_positive",
    "is_empty",
    "contains",
    "contains_key",
    "is_sorted",
    "is_sorted_by",
    "is_sorted_by_key",
    "starts_with",
    "ends_with",
];

/// Differentiable methods of floats.
const METHODS: &[&str] = &[
    "sin",
    "cos",
    "tan",
    "asin",
    "acos",
    "atan",
    "atan2",
    "sin_cos",
    "sinh",
    "cosh",
    "tanh",
    "asinh",
    "acosh",
    "atanh",
    "exp",
    "exp2",
    "exp_m1",
    "ln",
    "log",
    "log2",
    "log10",
    "ln_1p",
    "sqrt",
    "cbrt",
    "hypot",
    "powi",
    "powf",
    "mul_add",
    "abs",
    "copysign",
    "max",
    "min",
    "clamp",
    "fract",
    "recip",
    "to_degrees",
    "to_radians",
    "rem_euclid",
    "abs_sub",
    "midpoint",
    "next_up",
    "next_down",
];

/// The type of a method's result where it never has a derivative.
pub fn passive_result(name: &str) -> Option<Ty> {
    match name {
        _ if PREDICATES.contains(&name) => Some(Ty::boolean()),
        "len" | "count" | "capacity" | "partition_point" => Some(Ty::index()),
        "as_str" => Some(Ty::Passive(None)),
        "to_string" | "to_lowercase" | "to_uppercase" | "to_ascii_lowercase" | "to_ascii_uppercase" => {
            Some(Ty::Passive(Some(quote::quote!(String))))
        }
        "to_i8" | "to_i16" | "to_i32" | "to_i64" | "to_i128" | "to_isize" | "to_u8" | "to_u16" | "to_u32"
        | "to_u64" | "to_u128" | "to_usize" => Some(Ty::Passive(None)),
        "total_cmp" | "partial_cmp" | "cmp" | "classify" => Some(Ty::Passive(None)),
        "binary_search" | "binary_search_by" | "binary_search_by_key" => Some(Ty::Passive(None)),
        _ => None,
    }
}

/// Whether `name` is piecewise constant.
pub fn is_step(name: &str) -> bool {
    STEPS.contains(&name)
}

/// Whether `name` is a method of floats with a rule.
pub fn is_differentiable(name: &str) -> bool {
    METHODS.contains(&name)
}

/// Whether `name` is a method of floats that gives a float.
pub fn is_float_method(name: &str) -> bool {
    is_differentiable(name) || is_step(name)
}

/// How many arguments a differentiable method takes beside its receiver.
pub fn arity(name: &str) -> usize {
    match name {
        "atan2" | "log" | "hypot" | "powi" | "powf" | "copysign" | "max" | "min" | "rem_euclid" | "abs_sub"
        | "midpoint" => 1,
        "mul_add" | "clamp" => 2,
        _ => 0,
    }
}

/// All differentiable methods, for suggestions.
pub fn all() -> &'static [&'static str] {
    METHODS
}
