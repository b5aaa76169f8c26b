//! Methods that change slices and `Vec`s in place.
//!
//! A `Vec` never gets shorter than the length that its shape says.

use super::scope::{Access, Shape, Var};
use super::writer::Writer;

impl Writer<'_> {
    /// A method of a slice or a `Vec` that is in scope.
    pub fn container_operation(&mut self) -> Option<()> {
        let var = self.any(|var| var.mutable && var.shape.len().is_some())?;
        let grows = var.access == Access::Owned && matches!(var.shape, Shape::Vector(_));
        let effects = std::mem::replace(&mut self.effects, false);
        self.scope.change(&var.name, |var| var.usable = false);
        let len = var.shape.len().unwrap_or(1);
        if grows && self.rng.percent(75) {
            self.of_vector(&var.name, len);
        } else {
            self.of_slice(&var.name, len);
        }
        self.scope.change(&var.name, |var| var.usable = true);
        self.effects = effects;
        Some(())
    }

    fn of_slice(&mut self, name: &str, len: usize) {
        let index = self.index(len);
        let text = match self.rng.below(6) {
            0 => format!("{name}.reverse();"),
            1 => format!("{name}.rotate_left({index});"),
            2 => format!("{name}.rotate_right({index});"),
            3 => format!("{name}.sort_by(|p, q| p.total_cmp(q));"),
            4 => format!("{name}.copy_within(0..{}, 1);", len - 1),
            _ => format!("let _ = std::mem::replace(&mut {name}[{index}], {});", self.stored(1)),
        };
        self.line(&text);
    }

    fn of_vector(&mut self, name: &str, len: usize) {
        let (index, value) = (self.index(len), self.stored(1));
        let taken = self.scope.fresh("t");
        let text = match self.rng.below(12) {
            0 => format!("{name}.insert({index}, {value});"),
            1 => format!("let {taken} = {name}.remove({index}); {name}.push({taken} * 0.5 + {value} * 0.4);"),
            2 => {
                format!("let {taken} = {name}.swap_remove({index}); {name}.insert({index}, ({taken} * {value}).sin());")
            }
            3 => format!("let {taken} = {name}.pop().unwrap(); {name}.push(0.9 * {taken} * ({value}).cos());"),
            4 => format!("if let Some({taken}) = {name}.pop() {{ {name}.insert(0, ({taken} + {value}).tanh()); }}"),
            5 => format!("{name}.truncate({len});"),
            6 => format!("{name}.resize({}, {value});", len + 1),
            7 => format!("{name}.clear(); {name}.resize({len}, {value});"),
            8 => format!("let {taken} = {name}.split_off({}); {name}.extend(&{taken}); {name}.push({value});", len / 2),
            9 => format!("let mut {taken} = vec![{value}; {len}]; std::mem::swap(&mut {taken}, &mut {name});"),
            10 => format!(
                "let {taken} = std::mem::take(&mut {name}); {name} = vec![{value} * 0.5 + 0.4 * {taken}[0]; {len}];"
            ),
            _ => match self.any(|other| other.shape.len().is_some()) {
                Some(other) => format!("{name}.extend_from_slice(&{}[..1]);", other.name),
                None => format!("{name}.extend_from_slice(&[{value}]);"),
            },
        };
        self.line(&text);
    }

    /// A stack that is filled and emptied.
    pub fn stack(&mut self) {
        let [name, top] = ["q", "t"].map(|prefix| self.scope.fresh(prefix));
        let counter = self.scope.fresh("i");
        self.line(&format!("let mut {name}: Vec<f64> = Vec::new();"));
        self.nest(&format!("for {counter} in 0..n"), |writer| {
            writer.scope.declare(Var::owned(&counter, Shape::Counter(6), false));
            let value = writer.stored(1);
            writer.line(&format!("{name}.push({value});"));
        });
        self.looped(&format!("while let Some({top}) = {name}.pop()"), 5, Some(""), |writer| {
            writer.scope.declare(Var::owned(&top, Shape::Scalar, false));
            writer.body();
        });
    }
}
