//! How the last function of a program is run from a flat point.

use super::scope::{Access, Var};
use super::signature::Function;

/// `DIMENSION`, `value`, and `gradient`. Final contents of `&mut` parameters count with weights.
pub fn functions(function: &Function) -> String {
    let dimension = function.dimension();
    let bindings = function.bindings();
    let arguments = function.arguments();
    let weighted = each(function, is_inout, |name| format!(" + chainrule_tests::random::weighted(&{name})"));
    let gradient = gradient(function);
    let coordinates = each(function, |_| true, |name| format!("coordinates(&{name}_bar), "));
    format!(
        "    pub const DIMENSION: usize = {dimension};

    pub fn value(point: &[f64], n: usize) -> f64 {{
{bindings}        let value = program({arguments});
        value{weighted}
    }}

    pub fn gradient(point: &[f64], n: usize) -> (f64, Vec<f64>) {{
        use chainrule_tests::point::coordinates;
{bindings}{gradient}        let list: Vec<Vec<f64>> = vec![{coordinates}];
        (value{weighted}, list.concat())
    }}
"
    )
}

/// Statements that bind `value` and the adjoints of all parameters: by `vjp` where there are shadows to pull back.
fn gradient(function: &Function) -> String {
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

fn is_inout(var: &Var) -> bool {
    var.access == Access::Exclusive
}

/// The texts of the parameters that are `wanted`.
fn each(function: &Function, wanted: impl Fn(&Var) -> bool, text: impl Fn(&str) -> String) -> String {
    let chosen = function.parameters.iter().filter(|var| wanted(var));
    chosen.map(|var| text(&var.name)).collect()
}
