//! Loops that only accumulate, and loops of which the last iteration stays: what a compiler may run in one sweep.

use super::expression::Term;
use super::scope::{Shape, Var};
use super::writer::Writer;

impl Writer<'_> {
    /// A fresh accumulator, a nest of loops that feeds it, and its value brought within the limit.
    pub fn reduction(&mut self) {
        let len = self.rng.between(2, 3);
        let is_array = self.rng.percent(35);
        let (start, sums) = (self.constant(), self.scope.fresh("sum"));
        let initial = if is_array { format!("[{start}; {len}]") } else { start };
        self.line(&format!("let mut {sums} = {initial};"));
        self.accumulating_loop(&|writer| {
            if is_array { format!("{sums}[{}]", writer.index(len)) } else { sums.clone() }
        });
        let shape = if is_array { Shape::Array(len) } else { Shape::Scalar };
        if is_array {
            self.nest(&format!("for v in {sums}.iter_mut()"), |writer| writer.line("*v = (*v * 0.5).sin();"));
        } else {
            self.line(&format!("{sums} = ({sums} * 0.7).sin();"));
        }
        self.scope.declare(Var::owned(sums, shape, true));
    }

    fn accumulating_loop(&mut self, target: &dyn Fn(&mut Self) -> String) {
        let counter = self.scope.fresh("i");
        let head = match self.rng.below(4) {
            0 => format!("for {counter} in 0..n"),
            1 => format!("for {counter} in (0..3).rev()"),
            _ => format!("for {counter} in 0..3"),
        };
        let effects = std::mem::replace(&mut self.effects, false);
        self.trips *= 3;
        self.nest(&head, |writer| {
            writer.scope.declare(Var::owned(counter, Shape::Counter(6), false));
            if writer.rng.percent(50) {
                writer.binding();
            }
            if writer.rng.percent(25) {
                let condition = writer.condition();
                writer.nest(&format!("if {condition}"), |writer| writer.line("continue;"));
            }
            writer.accumulation(target);
            if writer.trips < 12 && writer.rng.percent(40) {
                writer.accumulating_loop(target);
            }
            if writer.rng.percent(30) {
                let condition = writer.condition();
                writer.nest(&format!("if {condition}"), |writer| writer.accumulation(target));
            }
        });
        self.trips /= 3;
        self.effects = effects;
    }

    /// An update that needs no settling: by little, or by a factor near 1, or the beginning of a new round.
    fn accumulation(&mut self, target: &dyn Fn(&mut Self) -> String) {
        let (place, depth) = (target(self), self.rng.between(1, 2));
        let term = self.expression(depth);
        let value = self.damped(&Term { text: format!("(0.3 * {})", term.text), bound: 0.3 * term.bound });
        let text = match self.rng.weighted(&[45, 15, 12, 12, 8, 8]) {
            0 => format!("{place} += {value};"),
            1 => format!("{place} -= {value};"),
            2 => format!("{place} *= ({value}).cos();"),
            3 => format!("{place} = {value};"),
            4 => format!("{place} = {place}.max({value});"),
            _ => format!("{place} = 0.5 * {place} + {value};"),
        };
        self.line(&text);
    }
}
