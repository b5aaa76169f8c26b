//! How the last function of a program is run from a flat point.

use super::program::Precision;
use super::scope::{Access, Var};
use super::signature::Function;

/// `DIMENSION`, `TOLERANCE`, `value`, `gradient`, and `companions`. Final contents of `&mut` parameters count with
/// weights.
pub fn functions(function: &Function, precision: Precision) -> String {
    let dimension = function.dimension();
    let tolerance = if precision == Precision::Single { "2e-3" } else { "1e-6" };
    let value = value(function, precision);
    let gradient = gradient(function, precision);
    let companions = companions(function, precision);
    format!(
        "    pub const DIMENSION: usize = {dimension};
    pub const TOLERANCE: f64 = {tolerance};

{value}
{gradient}
{companions}"
    )
}

/// The value as a function of a flat point.
pub fn value(function: &Function, precision: Precision) -> String {
    let bindings = function.bindings(precision);
    let arguments = function.arguments();
    let weighted = weighted(function);
    format!(
        "    pub fn value(point: &[f64], n: usize) -> f64 {{
{bindings}        let value = program({arguments});
        f64::from(value){weighted}
    }}
"
    )
}

fn weighted(function: &Function) -> String {
    each(function, is_inout, |name| format!(" + chainrule_tests::random::weighted(&{name})"))
}

fn gradient(function: &Function, precision: Precision) -> String {
    let (bindings, weighted) = (function.bindings(precision), weighted(function));
    let statements = adjoints(function);
    let coordinates = each(function, |_| true, |name| format!("coordinates(&{name}_bar), "));
    format!(
        "    pub fn gradient(point: &[f64], n: usize) -> (f64, Vec<f64>) {{
        use chainrule_tests::point::coordinates;
{bindings}{statements}        let list: Vec<Vec<f64>> = vec![{coordinates}];
        (f64::from(value){weighted}, list.concat())
    }}
"
    )
}

/// Statements that bind `value` and the adjoints of all parameters: by `vjp` where there are shadows to pull back.
fn adjoints(function: &Function) -> String {
    let arguments = function.arguments();
    let returned = each(function, |var| !is_inout(var), |name| format!("{name}_bar, "));
    let count = function.parameters.iter().filter(|var| !is_inout(var)).count();
    let pattern = if count == 1 { returned.replace(", ", "") } else { format!("({returned})") };
    if count == function.parameters.len() {
        return format!("        let (value, {pattern}) = value_and_grad_program({arguments});\n");
    }
    let shadows = each(function, is_inout, |name| {
        format!("        let mut {name}_bar = chainrule_tests::random::weights(&{name});\n")
    });
    let passed = each(function, is_inout, |name| format!(", &mut {name}_bar"));
    format!(
        "{shadows}        let (value, {pattern}) = {{
            let (value, pullback) = vjp_program({arguments});
            (value, pullback(1.0{passed}))
        }};
"
    )
}

/// The gradient of the result alone by every companion: they must agree.
fn companions(function: &Function, precision: Precision) -> String {
    let bindings = function.bindings(precision);
    let arguments = function.arguments();
    let entry = each(function, is_inout, |name| format!("        let {name}_entry = {name}.clone();\n"));
    let again = each(function, is_inout, |name| format!("        let mut {name} = {name}_entry.clone();\n"));
    let zeros = each(
        function,
        |_| true,
        |name| format!("        let mut {name}_bar = chainrule_tests::random::zeros(&{name});\n"),
    );
    let paired = paired(function);
    let sums = each(function, |_| true, |name| format!("coordinates(&{name}_bar), "));
    let shadows = each(function, is_inout, |name| {
        format!("            let mut {name}_bar = chainrule_tests::random::zeros(&{name}_entry);\n")
    });
    let passed = each(function, is_inout, |name| format!(", &mut {name}_bar"));
    let contents = each(function, is_inout, |name| format!("coordinates(&{name}_bar), "));
    format!(
        "    pub fn companions(point: &[f64], n: usize) -> [Vec<f64>; 4] {{
        use chainrule_tests::point::coordinates;
{bindings}{entry}        let grad = coordinates(&grad_program({arguments}));
{again}{zeros}        accumulate_grad_program({paired});
        accumulate_grad_program({paired});
        let sums = vec![{sums}].concat();
{again}        let (_, pullback) = vjp_program({arguments});
        let mut pulled = || {{
{shadows}            let bars = coordinates(&pullback(1.0{passed}));
            [vec![bars], vec![{contents}]].concat().concat()
        }};
        [grad, sums, pulled(), pulled()]
    }}
"
    )
}

/// The arguments with their buffers.
fn paired(function: &Function) -> String {
    let pair = |var: &Var| {
        let name = &var.name;
        let argument = match var.access {
            Access::Owned => format!("{name}.clone()"),
            Access::Shared => format!("&{name}"),
            Access::Exclusive => format!("&mut {name}.clone()"),
        };
        format!("{argument}, &mut {name}_bar, ")
    };
    function.parameters.iter().map(pair).collect::<String>() + "n"
}

fn is_inout(var: &Var) -> bool {
    var.access == Access::Exclusive
}

/// The texts of the parameters that are `wanted`.
fn each(function: &Function, wanted: impl Fn(&Var) -> bool, text: impl Fn(&str) -> String) -> String {
    let chosen = function.parameters.iter().filter(|var| wanted(var));
    chosen.map(|var| text(&var.name)).collect()
}
