//! Blocks in which a part of a variable has a name.

use super::scope::{Access, Shape, Var};
use super::writer::Writer;

impl Writer<'_> {
    /// A block in which a slice, a row, an element, or a variable is borrowed, shared or not.
    pub fn borrowed_part(&mut self) {
        let changes = self.rng.percent(60);
        let Some(var) = self.any(|var| var.shape.is_real() && (var.mutable || !changes)) else {
            return self.scoped();
        };
        let name = self.scope.fresh("r");
        let (place, shape) = match var.shape {
            Shape::Scalar => (var.value(), Shape::Scalar),
            Shape::Pair => (format!("{}.{}", var.name, self.rng.below(2)), Shape::Scalar),
            Shape::Matrix(rows, columns) | Shape::Nested(rows, columns) => {
                let row = self.index(rows);
                (format!("{}[{row}]", var.name), Shape::Slice(columns))
            }
            shape => {
                let len = shape.len().unwrap_or(1);
                let lo = self.rng.between(0, len / 2);
                (format!("{}[{lo}..{len}]", var.name), Shape::Slice(len - lo))
            }
        };
        let (symbol, access) = if changes { ("&mut ", Access::Exclusive) } else { ("&", Access::Shared) };
        let before = self.frozen(&var.name, !changes);
        self.nest("", |writer| {
            writer.line(&format!("let {name} = {symbol}{place};"));
            writer.scope.declare(Var::owned(&name, shape, false).behind(access));
            writer.body();
        });
        self.restore(before);
    }

    /// `let (r, s) = a.split_at_mut(i);` and what changes both.
    pub fn split(&mut self) {
        let Some(var) = self.any(|var| var.mutable && var.shape.len().is_some_and(|len| len >= 2)) else {
            return self.borrowed_part();
        };
        let len = var.shape.len().unwrap_or(2);
        let at = self.rng.between(1, len - 1);
        let [left, right] = [(); 2].map(|()| self.scope.fresh("r"));
        let before = self.frozen(&var.name, false);
        self.nest("", |writer| {
            writer.line(&format!("let ({left}, {right}) = {}.split_at_mut({at});", var.name));
            for (name, len) in [(&left, at), (&right, len - at)] {
                writer.scope.declare(Var::owned(name, Shape::Slice(len), false).behind(Access::Exclusive));
            }
            writer.body();
        });
        self.restore(before);
    }
}
