//! A program: a few functions that call each other, and how its last is run.

use super::adapter;
use super::forms;
use super::operands;
use super::refilled;
use super::rng::Rng;
use super::scope::{Access, Shape, Var};
use super::signature::{self, Function};
use super::small_structs;
use super::structure;
use super::told;
use super::writer::Writer;

/// The type of a program's numbers.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Precision {
    /// `f32`; the same program in `f64` gives the differences.
    Single,
    /// `f64`.
    Double,
}

/// Which companions of a program are held against differences.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Tested {
    /// Every one, and against each other.
    All,
    /// `value_and_grad` alone.
    ValueAndGrad,
    /// `accumulate_grad` alone.
    AccumulateGrad,
    /// `vjp` alone.
    Vjp,
    /// `jvp` alone.
    Jvp,
    /// Second derivatives: `hvp` against differences of `jvp`.
    Second,
}

impl Tested {
    /// One of them, in turn.
    pub fn one(program: u64) -> Tested {
        match program % 6 {
            5 => Tested::Second,
            0 | 2 => Tested::Vjp,
            1 => Tested::ValueAndGrad,
            3 => Tested::AccumulateGrad,
            _ => Tested::Jvp,
        }
    }

    /// Whether final contents of `&mut` parameters count.
    pub fn sees_contents(self) -> bool {
        matches!(self, Tested::All | Tested::Vjp | Tested::Jvp)
    }

    fn attribute(self) -> &'static str {
        match self {
            Tested::All => "#[differentiate]",
            Tested::ValueAndGrad => "#[differentiate(value_and_grad)]",
            Tested::AccumulateGrad => "#[differentiate(accumulate_grad)]",
            Tested::Vjp => "#[differentiate(vjp)]",
            Tested::Jvp => "#[differentiate(jvp)]",
            Tested::Second => "#[differentiate(jvp, hvp)]",
        }
    }
}

/// The types that `programs` use, in both precisions, and differentiable twice.
pub fn types(programs: &str) -> String {
    let double = &shared_types();
    let single = double.replace("f64", "f32");
    let second = double.replace("#[differentiate]", "#[differentiate(order = 2)]");
    let module = |name: &str, text: &str| {
        if !programs.contains(&format!("super::{name}::")) {
            return String::new();
        }
        format!(
            "/// The types of the programs.\n#[allow(warnings, clippy::all, clippy::pedantic)]\npub mod {name} {{\n    use chainrule::{{Differentiable, differentiate}};\n{text}}}\n\n"
        )
    };
    module("double", double) + &module("single", &single) + &module("second", &second)
}

/// What stands beside the programs.
fn shared_types() -> String {
    [structure::TYPES, operands::FUNCTIONS, told::FUNCTIONS, &small_types(Tested::All)].concat()
}

/// Structs with operators, and a trait.
fn small_types(tested: Tested) -> String {
    let text = format!("{}{}", small_structs::TYPES, forms::TYPES);
    if tested == Tested::Second { text.replace("#[differentiate]", "#[differentiate(order = 2)]") } else { text }
}

/// The module `program_…` of one program of one seed without attributes, to see whether rustc takes it.
pub fn plain(seed: u64, program: u64) -> String {
    let (_, _, text) = written(seed, program, Tested::All);
    let types = undifferentiated(&shared_types());
    let text = format!("    mod types {{\n{types}    }}\n    use types::*;\n{}", undifferentiated(&text));
    format!("#[allow(warnings)]\nmod program_{program} {{\n{text}}}\n")
}

/// The program without attributes.
fn undifferentiated(text: &str) -> String {
    let kept = |line: &&str| !line.trim_start().starts_with("#[differentiate");
    let lines: Vec<&str> = text.lines().filter(kept).collect();
    lines.join("\n").replace(", Differentiable)", ")").replace("use chainrule::Differentiable;", "") + "\n"
}

/// The functions of a program.
fn written(seed: u64, program: u64, tested: Tested) -> (Precision, Vec<Function>, String) {
    let mut rng = Rng::new(seed, program);
    let precision = if rng.percent(10) { Precision::Single } else { Precision::Double };
    let count = rng.between(1, 3);
    let mut functions: Vec<Function> = Vec::new();
    let mut sources = Vec::new();
    // Types that stand beside the functions are known to them as others are not.
    if rng.percent(8) {
        sources.push(format!("    use chainrule::Differentiable;\n{}", small_types(tested)));
    }
    for i in 0..count {
        let is_last = i + 1 == count;
        let name = if is_last { "program".to_owned() } else { format!("part_{i}") };
        let has_result = is_last || rng.percent(65);
        let (function, source) = function(&mut rng, name, is_last, has_result, &functions);
        let attribute = match (is_last, tested, has_result) {
            (true, _, _) | (_, Tested::All, _) => tested.attribute(),
            (_, Tested::Jvp, _) => "#[differentiate(jvp)]",
            (_, Tested::Second, _) => "#[differentiate(order = 2, jvp)]",
            (_, _, true) => "#[differentiate(grad)]",
            (_, _, false) => "#[differentiate(vjp)]",
        };
        sources.push(format!("    {attribute}\n    {source}"));
        functions.push(function);
    }
    if sources.iter().any(|source| source.contains("fill_")) {
        let order = if tested == Tested::Second { "#[differentiate(order = 2)]" } else { "#[differentiate]" };
        sources.push(format!("    {order}{}", refilled::FILLERS.replace("#[differentiate]", order)));
    }
    (precision, functions, sources.join("\n"))
}

/// The module `program_…` of one program of one seed.
pub fn module(seed: u64, program: u64, tested: Tested) -> String {
    let (precision, functions, text) = written(seed, program, tested);
    if (precision, tested) == (Precision::Single, Tested::Second) {
        // Differences of a tangent in double precision would need the companions in both.
        return module(seed, program, Tested::Jvp);
    }
    let Some(last) = functions.last() else { return String::new() };
    let precise = match precision {
        Precision::Double => "pub use super::value;\n".to_owned(),
        Precision::Single => {
            let value = adapter::value(last, Precision::Double, tested);
            format!("use super::super::double::*;\n{}\n{value}", undifferentiated(&text))
        }
    };
    let (types, text) = match precision {
        Precision::Single => ("single", text.replace("f64", "f32")),
        Precision::Double if tested == Tested::Second => ("second", text),
        Precision::Double => ("double", text),
    };
    let adapter = adapter::functions(last, precision, tested);
    format!(
        "/// `--seed {seed} --only {program}`
#[allow(warnings, clippy::all, clippy::pedantic)]
mod program_{program} {{
    use super::{types}::*;
    use chainrule::differentiate;

{text}
{adapter}
    /// Of the differences.
    pub mod precise {{
{precise}    }}
}}
"
    )
}

fn function(rng: &mut Rng, name: String, is_last: bool, has_result: bool, earlier: &[Function]) -> (Function, String) {
    let mut parameters = signature::parameters(rng, is_last);
    parameters[0].pinned = true;
    let mut function = Function { name, parameters, has_result, cost: 0 };
    if !has_result && function.parameters.iter().all(|var| var.access != Access::Exclusive) {
        function.parameters.push(Var::owned("z", Shape::Scalar, false).behind(Access::Exclusive));
    }
    let count = rng.between(2, 7);
    let is_recursive = rng.percent(15);
    let mut writer = Writer::new(rng.clone(), earlier, has_result);
    for var in &function.parameters {
        match var.shape {
            Shape::Two => writer.declare_two(&var.name, var.access, var.mutable),
            _ => writer.scope.declare(var.clone()),
        }
    }
    writer.scope.declare(Var::owned("n", Shape::Counter(6), false).pinned());
    if has_result {
        writer.line("let origin = x * 0.25;");
        writer.scope.declare(Var::owned("origin", Shape::Scalar, false).pinned());
    }
    writer.statements(count);
    if is_recursive {
        recursion(&mut writer, &function);
        writer.statements(2);
    }
    if has_result {
        let result = result(&mut writer);
        writer.line(&result);
    }
    function.cost = if is_recursive { 6 * writer.cost } else { writer.cost };
    *rng = writer.rng.clone();
    let source = format!("{} {{\n{}    }}\n", function.header(), writer.text);
    (function, source)
}

/// A call of the function itself with a smaller `n`.
fn recursion(writer: &mut Writer, function: &Function) {
    let other = writer.stored(1);
    let call = writer.call_with(function, "n - 1");
    if !function.has_result {
        return writer.line(&format!("if n > 0 {{ {call}; }}"));
    }
    let name = writer.scope.fresh("s");
    writer.line(&format!("let mut {name} = if n > 0 {{ {call} }} else {{ ({other}) }};"));
    writer.scope.declare(Var::owned(name, Shape::Scalar, true));
}

/// A sum over what is in scope, so that little is computed in vain.
fn result(writer: &mut Writer) -> String {
    let all = writer.scope.visible(|var| var.shape.is_real() && var.name != "origin");
    let mut terms = vec!["0.0".to_owned()];
    for (i, var) in all.iter().enumerate() {
        terms.push(format!("0.{} * {}", 3 + i % 5, writer.part(var)));
    }
    for var in writer.scope.visible(|var| matches!(var.shape, Shape::Twos(_))) {
        terms.push(format!("0.2 * {0}[0].a + 0.3 * {0}[1].b", var.name));
    }
    format!("0.9 * ({}).sin() + origin", terms.join(" + "))
}
