//! How the last function of a program is run from a flat point.

use super::program::{Precision, Tested};
use super::scope::{Access, Var};
use super::signature::Function;

/// `DIMENSION`, `TOLERANCE`, `value`, `gradient`, and `COMPANIONS`. Final contents of `&mut` parameters count with
/// weights where the companion sees them.
pub fn functions(function: &Function, precision: Precision, tested: Tested) -> String {
    let dimension = function.dimension();
    let tolerance = if precision == Precision::Single { "2e-3" } else { "1e-6" };
    let value = value(function, precision, tested);
    let gradient = gradient(function, precision, tested);
    let companions = if tested == Tested::All { companions(function, precision) } else { String::new() };
    let known = if tested == Tested::All { "Some(companions)" } else { "None" };
    format!(
        "    pub const DIMENSION: usize = {dimension};
    pub const TOLERANCE: f64 = {tolerance};
    pub const COMPANIONS: Option<chainrule_tests::random::Companions> = {known};

{value}
{gradient}
{companions}"
    )
}

/// The value as a function of a flat point.
pub fn value(function: &Function, precision: Precision, tested: Tested) -> String {
    if tested == Tested::Second {
        return slope(function, precision);
    }
    let bindings = function.bindings(precision);
    let arguments = function.arguments();
    let weighted = weighted(function, tested);
    format!(
        "    pub fn value(point: &[f64], n: usize) -> f64 {{
{bindings}        let value = program({arguments});
        f64::from(value){weighted}
    }}
"
    )
}

fn weighted(function: &Function, tested: Tested) -> String {
    if !tested.sees_contents() {
        return String::new();
    }
    each(function, is_inout, |name| format!(" + chainrule_tests::random::weighted(&{name})"))
}

fn gradient(function: &Function, precision: Precision, tested: Tested) -> String {
    if tested == Tested::Jvp {
        return directional(function, precision);
    }
    if tested == Tested::Second {
        return product(function, precision);
    }
    let (bindings, weighted) = (function.bindings(precision), weighted(function, tested));
    let statements = adjoints(function, tested);
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

/// The derivative in a fixed direction, in place of the value.
fn slope(function: &Function, precision: Precision) -> String {
    let (bindings, tangents) = (function.bindings(precision), function.tangents(precision));
    let arguments = function.arguments_with_tangents();
    format!(
        "    pub fn value(point: &[f64], n: usize) -> f64 {{
        let direction = &chainrule_tests::random::slant(DIMENSION)[..];
{bindings}{tangents}        let (_, dot) = jvp_program({arguments});
        f64::from(dot)
    }}
"
    )
}

/// Its gradient: the Hessian times the direction.
fn product(function: &Function, precision: Precision) -> String {
    let (bindings, tangents) = (function.bindings(precision), function.tangents(precision));
    let (pattern, arguments) = (pattern(function, |_| true), function.arguments_with_tangents());
    let coordinates = each(function, |_| true, |name| format!("coordinates(&{name}_bar), "));
    format!(
        "    pub fn gradient(point: &[f64], n: usize) -> (f64, Vec<f64>) {{
        use chainrule_tests::point::coordinates;
        let direction = &chainrule_tests::random::slant(DIMENSION)[..];
{bindings}{tangents}        let {pattern} = hvp_program({arguments});
        let list: Vec<Vec<f64>> = vec![{coordinates}];
        (value(point, n), list.concat())
    }}
"
    )
}

/// The partial derivatives by forward mode, one at a time.
fn directional(function: &Function, precision: Precision) -> String {
    let weighted = weighted(function, Tested::Jvp);
    let dots = each(function, is_inout, |name| format!(" + chainrule_tests::random::weighted(&{name}_dot)"));
    let found = format!("(f64::from(value){weighted}, f64::from(dot){dots})");
    let tangent = tangent(function, precision, &found);
    format!(
        "    pub fn gradient(point: &[f64], n: usize) -> (f64, Vec<f64>) {{
        let tangent = {tangent};
        let both: Vec<(f64, f64)> = chainrule_tests::random::directions(DIMENSION).map(|d| tangent(&d)).collect();
        (both[0].0, both.iter().map(|(_, dot)| *dot).collect())
    }}
"
    )
}

/// A closure from a direction to `found`, which may read the `value` and its tangent `dot`.
fn tangent(function: &Function, precision: Precision, found: &str) -> String {
    let (bindings, tangents) = (function.bindings(precision), function.tangents(precision));
    let arguments = function.arguments_with_tangents();
    format!(
        "|direction: &[f64]| {{
{bindings}{tangents}        let (value, dot) = jvp_program({arguments});
        {found}
        }}"
    )
}

/// Statements that bind `value` and the adjoints of all parameters.
fn adjoints(function: &Function, tested: Tested) -> String {
    let is_inout_known = function.parameters.iter().any(is_inout);
    match tested {
        Tested::All if is_inout_known => pulled(function),
        Tested::Vjp | Tested::Jvp | Tested::Second => pulled(function),
        Tested::All | Tested::ValueAndGrad => {
            let (pattern, arguments) = (pattern(function, |_| true), function.arguments());
            format!("        let (value, {pattern}) = value_and_grad_program({arguments});\n")
        }
        Tested::AccumulateGrad => {
            let (zeros, paired) = (zeros(function), paired(function));
            format!("{zeros}        let value = accumulate_grad_program({paired});\n")
        }
    }
}

/// The names of the adjoints that come in a tuple.
fn pattern(function: &Function, wanted: impl Fn(&Var) -> bool) -> String {
    let count = function.parameters.iter().filter(|var| wanted(var)).count();
    let names = each(function, wanted, |name| format!("{name}_bar, "));
    if count == 1 { names.replace(", ", "") } else { format!("({names})") }
}

/// A buffer of zeros for each parameter.
fn zeros(function: &Function) -> String {
    let zeros = |name: &str| format!("        let mut {name}_bar = chainrule_tests::random::zeros(&{name});\n");
    each(function, |_| true, zeros)
}

/// The adjoints by a pullback: of the contents of `&mut` parameters too.
fn pulled(function: &Function) -> String {
    let arguments = function.arguments();
    let pattern = pattern(function, |var| !is_inout(var));
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
    let zeros = zeros(function);
    let paired = paired(function);
    let sums = each(function, |_| true, |name| format!("coordinates(&{name}_bar), "));
    let shadows = each(function, is_inout, |name| {
        format!("            let mut {name}_bar = chainrule_tests::random::zeros(&{name}_entry);\n")
    });
    let passed = each(function, is_inout, |name| format!(", &mut {name}_bar"));
    let contents = each(function, is_inout, |name| format!("coordinates(&{name}_bar), "));
    let tangent = tangent(function, precision, "f64::from(dot)");
    format!(
        "    pub fn companions(point: &[f64], n: usize) -> [Vec<f64>; 5] {{
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
        let tangent = {tangent};
        let dots = chainrule_tests::random::directions(DIMENSION).map(|d| tangent(&d)).collect();
        [grad, sums, pulled(), pulled(), dots]
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
