//! Parameters of generated functions, and how a flat point becomes arguments.

use super::program::Precision;
use super::rng::Rng;
use super::scope::{Access, Shape, Var};

/// A function that later ones may call.
#[derive(Clone, Debug)]
pub struct Function {
    /// Its name.
    pub name: String,
    /// Its parameters, before the `n: usize` that every function has.
    pub parameters: Vec<Var>,
    /// Whether it returns an `f64` (else nothing).
    pub has_result: bool,
    /// How many statements it runs at most, roughly.
    pub cost: usize,
}

/// The type of a parameter.
pub fn type_of(var: &Var) -> String {
    let inner = match var.shape {
        Shape::Scalar => "f64".to_owned(),
        Shape::Pair => "(f64, f64)".to_owned(),
        Shape::Array(len) => format!("[f64; {len}]"),
        Shape::Slice(_) => "[f64]".to_owned(),
        Shape::Vector(_) => "Vec<f64>".to_owned(),
        Shape::Matrix(rows, columns) => format!("[[f64; {columns}]; {rows}]"),
        Shape::Nested(..) if var.access == Access::Owned => "Vec<Vec<f64>>".to_owned(),
        Shape::Nested(..) => "[Vec<f64>]".to_owned(),
        Shape::Two => "Two".to_owned(),
        Shape::Twos(_) => "[Two]".to_owned(),
        Shape::Mass => "Mass".to_owned(),
        Shape::Way => "Way".to_owned(),
        Shape::Maybe => "Option<f64>".to_owned(),
        Shape::Closure => "fn(f64) -> f64".to_owned(),
        Shape::Counter(_) | Shape::Integer => "usize".to_owned(),
        Shape::Flag => "bool".to_owned(),
    };
    match var.access {
        Access::Owned => inner,
        Access::Shared => format!("&{inner}"),
        Access::Exclusive => format!("&mut {inner}"),
    }
}

/// Random parameters: the first a scalar by value; a struct only of what another function calls.
pub fn parameters(rng: &mut Rng, is_last: bool) -> Vec<Var> {
    let count = rng.between(1, 4);
    let mut list = vec![Var::owned("x", Shape::Scalar, rng.percent(40))];
    for name in ["y", "a", "b"].iter().take(count) {
        list.push(parameter(rng, name));
    }
    if !is_last && rng.percent(35) {
        let struct_of_two = Var::owned("p", Shape::Two, rng.percent(50));
        list.push(match rng.below(3) {
            0 => struct_of_two,
            1 => struct_of_two.behind(Access::Shared),
            _ => struct_of_two.behind(Access::Exclusive),
        });
    }
    list
}

fn parameter(rng: &mut Rng, name: &str) -> Var {
    let len = rng.between(2, 4);
    let access = *rng.pick(&[Access::Shared, Access::Exclusive]);
    let mutable = rng.percent(40);
    match rng.weighted(&[20, 15, 10, 12, 20, 8, 8, 7, 4, 5]) {
        0 => Var::owned(name, Shape::Scalar, mutable),
        1 => Var::owned(name, Shape::Scalar, false).behind(access),
        2 => Var::owned(name, Shape::Array(len), mutable),
        3 => Var::owned(name, Shape::Array(len), false).behind(access),
        4 => Var::owned(name, Shape::Slice(len), false).behind(access),
        5 => Var::owned(name, Shape::Matrix(2, len), false).behind(access),
        6 => Var::owned(name, Shape::Pair, mutable),
        7 => Var::owned(name, Shape::Vector(len), mutable),
        8 => Var::owned(name, Shape::Nested(2, len), mutable),
        _ => Var::owned(name, Shape::Nested(2, len), false).behind(access),
    }
}

impl Function {
    /// `fn name(parameters, n: usize) -> f64`.
    pub fn header(&self) -> String {
        let mutable = |var: &Var| {
            if var.mutable && var.access == Access::Owned { "mut " } else { "" }
        };
        let list = self.parameters.iter().map(|var| format!("{}{}: {}, ", mutable(var), var.name, type_of(var)));
        let result = if self.has_result { " -> f64" } else { "" };
        format!("pub fn {}({}n: usize){result}", self.name, list.collect::<String>())
    }

    /// The number of coordinates of all parameters.
    pub fn dimension(&self) -> usize {
        self.parameters.iter().map(|var| size(var.shape)).sum()
    }

    /// Statements that bind arguments by the names of the parameters from a flat slice `point`.
    pub fn bindings(&self, precision: Precision) -> String {
        self.bound(precision, "point", "")
    }

    /// Statements that bind tangents, `x_dot` of `x`, from a flat slice `direction`.
    pub fn tangents(&self, precision: Precision) -> String {
        self.bound(precision, "direction", "_dot")
    }

    fn bound(&self, precision: Precision, from: &str, suffix: &str) -> String {
        let mut offset = 0;
        let mut lines = Vec::new();
        for var in &self.parameters {
            let mutable = if var.access == Access::Exclusive { "mut " } else { "" };
            let value = literal(var.shape, offset, precision).replace("point", from);
            lines.push(format!("        let {mutable}{}{suffix} = {value};\n", var.name));
            offset += size(var.shape);
        }
        lines.concat()
    }

    /// The arguments of `jvp`, from variables that [`Function::bindings`] and [`Function::tangents`] bind.
    pub fn arguments_with_tangents(&self) -> String {
        let pair = |var: &Var| {
            let name = &var.name;
            match var.access {
                Access::Owned if var.shape.is_moved() => format!("{name}.clone(), &{name}_dot, "),
                Access::Owned => format!("{name}.clone(), {name}_dot.clone(), "),
                Access::Shared if var.shape == Shape::Scalar => format!("&{name}, {name}_dot, "),
                Access::Shared => format!("&{name}, &{name}_dot, "),
                Access::Exclusive => format!("&mut {name}, &mut {name}_dot, "),
            }
        };
        self.parameters.iter().map(pair).collect::<String>() + "n"
    }

    /// The arguments of a call, from variables that [`Function::bindings`] binds.
    pub fn arguments(&self) -> String {
        let argument = |var: &Var| match var.access {
            Access::Owned => format!("{}.clone(), ", var.name),
            Access::Shared => format!("&{}, ", var.name),
            Access::Exclusive => format!("&mut {}, ", var.name),
        };
        self.parameters.iter().map(argument).collect::<String>() + "n"
    }
}

fn size(shape: Shape) -> usize {
    match shape {
        Shape::Pair => 2,
        Shape::Matrix(rows, columns) | Shape::Nested(rows, columns) => rows * columns,
        other => other.len().unwrap_or(1),
    }
}

fn literal(shape: Shape, offset: usize, precision: Precision) -> String {
    let cast = if precision == Precision::Single { " as f32" } else { "" };
    let list = |from: usize, len: usize| {
        let items: Vec<String> = (from..from + len).map(|i| format!("point[{i}]{cast}")).collect();
        items.join(", ")
    };
    match shape {
        Shape::Pair => format!("({})", list(offset, 2)),
        Shape::Array(len) | Shape::Slice(len) => format!("[{}]", list(offset, len)),
        Shape::Vector(len) => format!("vec![{}]", list(offset, len)),
        Shape::Matrix(rows, columns) => {
            let rows: Vec<String> = (0..rows).map(|i| format!("[{}]", list(offset + i * columns, columns))).collect();
            format!("[{}]", rows.join(", "))
        }
        Shape::Nested(rows, columns) => {
            let row = |i: usize| format!("vec![{}]", list(offset + i * columns, columns));
            format!("vec![{}]", (0..rows).map(row).collect::<Vec<_>>().join(", "))
        }
        _ => list(offset, 1),
    }
}
