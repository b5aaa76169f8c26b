//! A program: a few functions that call each other, and how its last is run.

use super::rng::Rng;
use super::scope::{Access, Shape, Var};
use super::signature::{self, Function};
use super::writer::Writer;

/// The module `program_…` of one program of one seed.
pub fn module(seed: u64, program: u64) -> String {
    let mut rng = Rng::new(seed, program);
    let count = rng.between(1, 3);
    let mut functions: Vec<Function> = Vec::new();
    let mut text = format!(
        "/// `--seed {seed} --only {program}`\n#[allow(warnings, clippy::all, clippy::pedantic)]\n"
    );
    text += &format!("mod program_{program} {{\n    use chainrule::differentiate;\n");
    for i in 0..count {
        let is_last = i + 1 == count;
        let name = if is_last {
            "program".to_owned()
        } else {
            format!("part_{i}")
        };
        let has_result = is_last || rng.percent(65);
        let (function, source) = function(&mut rng, name, has_result, &functions);
        text += &format!("\n    #[differentiate]\n    {source}");
        functions.push(function);
    }
    if let Some(last) = functions.last() {
        text += &adapters(last);
    }
    text + "}\n"
}

fn function(
    rng: &mut Rng,
    name: String,
    has_result: bool,
    earlier: &[Function],
) -> (Function, String) {
    let mut parameters = signature::parameters(rng);
    parameters[0].pinned = true;
    let mut function = Function {
        name,
        parameters,
        has_result,
        cost: 0,
    };
    if !has_result
        && function
            .parameters
            .iter()
            .all(|var| var.access != Access::Exclusive)
    {
        function
            .parameters
            .push(Var::owned("z", Shape::Scalar, false).behind(Access::Exclusive));
    }
    let count = rng.between(2, 7);
    let mut writer = Writer::new(rng.clone(), earlier, has_result);
    for var in &function.parameters {
        writer.scope.declare(var.clone());
    }
    writer
        .scope
        .declare(Var::owned("n", Shape::Counter(6), false).pinned());
    if has_result {
        writer.line("let origin = x * 0.25;");
        writer
            .scope
            .declare(Var::owned("origin", Shape::Scalar, false).pinned());
    }
    writer.statements(count);
    if has_result {
        let result = result(&mut writer);
        writer.line(&result);
    }
    function.cost = writer.cost;
    *rng = writer.rng.clone();
    let source = format!("{} {{\n{}    }}\n", function.header(), writer.text);
    (function, source)
}

/// A sum over what is in scope, so that little is computed in vain.
fn result(writer: &mut Writer) -> String {
    let all = writer
        .scope
        .visible(|var| var.shape.is_real() && var.name != "origin");
    let mut text = "0.9 * (0.0".to_owned();
    for (i, var) in all.iter().enumerate() {
        let part = writer.part(var);
        text += &format!(" + 0.{} * {part}", 3 + i % 5);
    }
    text + ").sin() + origin"
}

/// `value` and `gradient` of a flat point. Final contents of `&mut` parameters count with weights.
fn adapters(function: &Function) -> String {
    let inout: Vec<&Var> = function
        .parameters
        .iter()
        .filter(|var| var.access == Access::Exclusive)
        .collect();
    let bindings = function.bindings();
    let arguments = function.arguments();
    let weighted: String = inout
        .iter()
        .map(|var| format!(" + chainrule_tests::random::weighted(&{})", var.name))
        .collect();
    let value = format!(
        "\n    pub fn value(point: &[f64], n: usize) -> f64 {{\n{bindings}        let value = program({arguments});\n        value{weighted}\n    }}\n"
    );
    let names = |access: fn(Access) -> bool| {
        let chosen = function.parameters.iter().filter(|var| access(var.access));
        chosen
            .map(|var| format!("{}_bar", var.name))
            .collect::<Vec<_>>()
    };
    let owned = names(|access| access != Access::Exclusive);
    let pattern = if owned.len() == 1 {
        owned[0].clone()
    } else {
        format!("({})", owned.join(", "))
    };
    let gradient = if inout.is_empty() {
        format!("        let (value, {pattern}) = value_and_grad_program({arguments});\n")
    } else {
        let shadows: String = inout
            .iter()
            .map(|var| {
                format!(
                    "        let mut {0}_bar = chainrule_tests::random::weights(&{0});\n",
                    var.name
                )
            })
            .collect();
        let passed: String = inout
            .iter()
            .map(|var| format!(", &mut {}_bar", var.name))
            .collect();
        format!(
            "{shadows}        let (value, {pattern}) = {{\n            let (value, pullback) = vjp_program({arguments});\n            (value, pullback(1.0{passed}))\n        }};\n        let value = value{weighted};\n"
        )
    };
    let all = names(|_| true);
    let lists: Vec<String> = all
        .iter()
        .map(|name| format!("coordinates(&{name})"))
        .collect();
    format!(
        "{value}\n    pub fn gradient(point: &[f64], n: usize) -> (f64, Vec<f64>) {{\n        use chainrule_tests::point::coordinates;\n{bindings}{gradient}        (value, [{}].concat())\n    }}\n    pub const DIMENSION: usize = {};\n",
        lists.join(", "),
        function.dimension()
    )
}
