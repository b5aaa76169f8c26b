//! A program: a few functions that call each other, and how its last is run.

use super::adapter;
use super::rng::Rng;
use super::scope::{Access, Shape, Var};
use super::signature::{self, Function};
use super::writer::Writer;

/// The module `program_…` of one program of one seed.
pub fn module(seed: u64, program: u64) -> String {
    let mut rng = Rng::new(seed, program);
    let count = rng.between(1, 3);
    let mut functions: Vec<Function> = Vec::new();
    let mut sources = Vec::new();
    for i in 0..count {
        let is_last = i + 1 == count;
        let name = if is_last { "program".to_owned() } else { format!("part_{i}") };
        let has_result = is_last || rng.percent(65);
        let (function, source) = function(&mut rng, name, has_result, &functions);
        sources.push(format!("    #[differentiate]\n    {source}"));
        functions.push(function);
    }
    sources.extend(functions.last().map(adapter::functions));
    format!(
        "/// `--seed {seed} --only {program}`
#[allow(warnings, clippy::all, clippy::pedantic)]
mod program_{program} {{
    use chainrule::differentiate;

{}}}
",
        sources.join("\n")
    )
}

fn function(rng: &mut Rng, name: String, has_result: bool, earlier: &[Function]) -> (Function, String) {
    let mut parameters = signature::parameters(rng);
    parameters[0].pinned = true;
    let mut function = Function { name, parameters, has_result, cost: 0 };
    if !has_result && function.parameters.iter().all(|var| var.access != Access::Exclusive) {
        function.parameters.push(Var::owned("z", Shape::Scalar, false).behind(Access::Exclusive));
    }
    let count = rng.between(2, 7);
    let mut writer = Writer::new(rng.clone(), earlier, has_result);
    for var in &function.parameters {
        writer.scope.declare(var.clone());
    }
    writer.scope.declare(Var::owned("n", Shape::Counter(6), false).pinned());
    if has_result {
        writer.line("let origin = x * 0.25;");
        writer.scope.declare(Var::owned("origin", Shape::Scalar, false).pinned());
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
    let all = writer.scope.visible(|var| var.shape.is_real() && var.name != "origin");
    let mut terms = vec!["0.0".to_owned()];
    for (i, var) in all.iter().enumerate() {
        terms.push(format!("0.{} * {}", 3 + i % 5, writer.part(var)));
    }
    format!("0.9 * ({}).sin() + origin", terms.join(" + "))
}
