//! Operands that change what other operands were read from: indices, positions, elements, defaults, parts of a `match`.

use super::scope::{Shape, Var};
use super::writer::Writer;

/// Functions that read and change what they are lent.
pub const FUNCTIONS: &str = "
    #[differentiate]
    pub fn tick(s: &mut f64) -> f64 {
        *s = (0.9 * *s + 0.1).sin();
        *s
    }

    #[differentiate]
    pub fn weighed(a: &f64, b: f64, c: &mut f64) -> f64 {
        *c *= 0.5 * *a;
        a * b + *c
    }

    #[differentiate]
    pub fn summed(list: &[f64], weight: f64) -> f64 {
        list.iter().sum::<f64>() * 0.3 * weight
    }

    #[differentiate]
    pub fn halved(s: &mut f64, weight: f64) -> Option<f64> {
        *s *= 0.5;
        if *s > 0.3 { None } else { Some(*s * weight) }
    }
";

/// What the operands read and change.
pub struct Names {
    pub number: String,
    pub index: String,
    pub list: String,
    pub rows: String,
    pub sum: String,
}

impl Writer<'_> {
    /// A few such statements, with what they leave behind.
    pub fn operands_that_change(&mut self) {
        let [number, index, list, rows, sum] = ["s", "k", "a", "m", "r"].map(|prefix| self.scope.fresh(prefix));
        let [x, y, z] = [(); 3].map(|()| self.stored(1));
        let made = self.rng.pick(&["", "vec!"]).to_owned();
        self.line(&format!("let mut {number} = ({x}).sin();"));
        let first = self.rng.below(3);
        self.line(&format!("let mut {index} = {first}usize;"));
        self.line(&format!("let mut {list} = {made}[({y}).cos(), 0.7 * ({z}).sin(), {number}];"));
        self.line(&format!("let mut {rows} = [[{list}[0], 0.4], [{number}, {list}[1]]];"));
        self.line(&format!("let mut {sum} = 0.0;"));
        let names = Names { number, index, list, rows, sum };
        for _ in 0..self.rng.between(2, 5) {
            let step = self.operand_step(&names);
            self.line(&step);
        }
        let Names { number, list, rows, sum, .. } = names;
        self.line(&format!(
            "{sum} = (0.3 * {sum} + {list}[0] * {list}[2] + {rows}[1][0] * {rows}[0][1] + {number}).sin();"
        ));
        self.scope.declare(Var::owned(sum, Shape::Scalar, true));
    }

    fn operand_step(&mut self, names: &Names) -> String {
        let Names { number: s, index: k, list: a, rows: m, sum: r } = names;
        let [x, y, z] = [(); 3].map(|()| self.operand(names, true));
        let [u, v] = [(); 2].map(|()| self.operand(names, false));
        match self.rng.below(24) {
            0 => format!("{a}.swap({k} % 3, {{ {k} += 1; {k} % 3 }});"),
            1 => format!("{a}[{{ {k} += 1; {k} % 3 }}] *= 0.5 * {x};"),
            2 => format!("{a}[{k} % 3] = 0.5 * {{ {k} += 1; {x} }};"),
            3 => format!("{r} += [{x}, {y}, {z}][{k} % 3] * {u};"),
            4 => format!("{r} += {a}.first().copied().unwrap_or({u}) * {x};"),
            5 => format!("{r} += {a}.iter().map(|e| e * {s}).last().unwrap_or({x}) * {y};"),
            6 => format!(
                "{r} += match ({x}, {{ {k} += 1; {y} }}, {k} % 2) {{ (a, b, 0) => a * b, (a, b, _) => 0.5 * a - b }};"
            ),
            7 => format!("({s}, {r}) = (0.5 * {x}, {r} + {y});"),
            8 => format!("{r} += {a}.iter().zip([0.5, {v}]).fold({u}, |a, (b, c)| 0.3 * a + b * c);"),
            9 => format!("{m}[{k} % 2][{{ {k} += 1; {k} % 2 }}] *= 0.4 * {x};"),
            10 => format!("{r} += {m}[{k} % 2][{{ {s} *= 0.9; {k} += 1; {k} % 2 }}] * {x};"),
            11 => format!("if let (a, Some(b)) = ({x}, Some({y})) {{ {r} += a * b * {s}; }}"),
            12 => format!("{r} += summed(&{a}[{k} % 2..], {u}) * {x};"),
            13 => {
                format!("{r} += weighed(&{a}[{k} % 3], {u}, &mut {m}[{{ {k} += 1; {k} % 2 }}][0]) - {m}[{k} % 2][0];")
            }
            14 => format!("{r} += tick(&mut {a}[{k} % 3]) * {{ {k} += 1; {u} }} + {a}[{k} % 3];"),
            15 => format!("{r} += {s} * tick(&mut {s}) * {x} - {s};"),
            16 => format!("{r} += halved(&mut {s}, 0.7).unwrap_or({u}) * {x};"),
            17 => format!("if {s} * tick(&mut {s}) > 0.1 && 0.5 * {u} < tick(&mut {s}) {{ {r} += {s} * {x}; }}"),
            18 => format!("{r} += Some({x}).map_or({y}, |e| e * {s}) - f64::mul_add({z}, {u}, {v});"),
            _ => self.aliased(names),
        }
    }

    /// A number of moderate size, which may change another one; an element of the list only if it may: `list`.
    pub fn operand(&mut self, names: &Names, list: bool) -> String {
        let Names { number: s, index: k, list: a, rows: m, .. } = names;
        let kinds = if list { 10 } else { 7 };
        match self.rng.below(kinds) {
            0 | 1 => s.clone(),
            2 => format!("{m}[{k} % 2][0]"),
            3 => format!("{{ {s} *= 0.8; {s} }}"),
            4 => format!("{{ {k} += 1; {s} }}"),
            5 => format!("{{ {s} = ({s} + 0.3 * {}).sin(); {s} }}", self.leaf().text),
            6 => format!("{{ {m}[0][{k} % 2] *= 0.9; {s} }}"),
            7 => format!("{a}[{k} % 3]"),
            8 => format!("{{ {a}[{k} % 3] *= 0.7; {s} }}"),
            _ => format!("{{ {a}[1] = 0.5 * {s} - 0.2; {a}[{k} % 3] }}"),
        }
    }
}
