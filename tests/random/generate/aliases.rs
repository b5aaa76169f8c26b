//! Operands that read through another name what a later operand changes: references, parts, closures.

use super::operands::Names;
use super::writer::Writer;

impl Writer<'_> {
    /// A block that reads through another name, and adds to the sum; what is read comes first.
    pub fn aliased(&mut self, names: &Names) -> String {
        let (alias, read) = self.alias(names);
        let [x, y] = [(); 2].map(|()| self.operand(names, true));
        let Names { index: k, sum: r, .. } = names;
        let uses = match self.rng.below(11) {
            0 => format!("{read} * {x} + {y}"),
            1 => format!("[{read}, {x}, {y}][{k} % 3]"),
            2 => format!("match ({read}, {x}) {{ (a, b) if a < b => a * b + {y}, (a, b) => a - b }}"),
            3 => format!("({read}, {x}).0 * {y}"),
            4 => format!("Some({read}).map_or({x}, |e| e * 2.0)"),
            5 => format!("vec![{read}, {x}].iter().sum::<f64>() * {y}"),
            6 => format!("{{ let (u, v) = ({read}, {x}); u * v }}"),
            7 => format!("if {read} < {x} {{ {y} }} else {{ 0.5 * {x} }}"),
            8 => format!("f64::mul_add({read}, {x}, {y})"),
            9 => format!("weighed(&(0.5 * {read}), {x}, &mut 0.7)"),
            _ => format!("-{read} - {x}"),
        };
        format!("{{ {alias} {r} += {uses}; }}")
    }

    /// Another name for what operands change, and how it is read.
    fn alias(&mut self, names: &Names) -> (String, String) {
        let Names { number: s, index: k, list: a, rows: m, .. } = names;
        let p = self.scope.fresh("p");
        let part = format!("*{p}");
        match self.rng.below(10) {
            0 => (format!("let {p} = &{s};"), part),
            1 => (format!("let {p} = &mut {a}[{k} % 3]; *{p} *= 0.9;"), part),
            2 => (format!("let rows = &{m}[{k} % 2]; let {p} = &rows[1];"), part),
            3 => (format!("let {p} = if {s} > 0.2 {{ &{a}[0] }} else {{ &{s} }};"), part),
            4 => (format!("let {p} = || 0.5 * {s};"), format!("{p}()")),
            5 => (format!("let {p} = {a}.last().unwrap();"), part),
            6 => (format!("let ({p}, _) = {a}.split_at_mut(2); {p}[1] *= 0.8;"), format!("{p}[1]")),
            7 => (format!("let {p} = |i: usize| {a}[i % 3] * {s};"), format!("{p}(1)")),
            8 => (format!("let mut {p} = |w: f64| {{ {s} *= 0.9; {s} * w }};"), format!("{p}(0.8)")),
            _ => (format!("let [{p}, _] = &mut {m}[0]; *{p} += 0.1;"), part),
        }
    }
}
