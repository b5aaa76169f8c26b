//! Loops with a buffer that each iteration fills, values carried along, running extremes, and calls that are not
//! differentiated: what decides whether a loop runs forward and backward in one sweep.

use super::expression::Term;
use super::scope::{Shape, Var};
use super::writer::Writer;

impl Writer<'_> {
    /// A loop of that kind, with what it leaves behind.
    pub fn scratch_loop(&mut self) {
        let [buffer, sum, carried, largest, counter] = ["u", "s", "c", "g", "i"].map(|prefix| self.scope.fresh(prefix));
        let (has_buffer, is_carried, has_extreme) = (self.rng.percent(50), self.rng.percent(40), self.rng.percent(25));
        self.line(&format!("let mut {sum}: f64 = 0.0;"));
        if has_buffer {
            self.line(&format!("let mut {buffer} = vec![0.1; 3];"));
        }
        if is_carried {
            let start = self.stored(1);
            self.line(&format!("let mut {carried} = {start};"));
        }
        if has_extreme {
            self.line(&format!("let mut {largest} = f64::NEG_INFINITY;"));
        }
        let effects = std::mem::replace(&mut self.effects, false);
        self.trips *= 5;
        self.nest(&format!("for {counter} in 0..n"), |writer| {
            writer.scope.declare(Var::owned(&counter, Shape::Counter(6), false).pinned());
            if has_buffer {
                writer.fill_buffer(&buffer);
                writer.scope.declare(Var::owned(&buffer, Shape::Vector(3), false).pinned());
            }
            if is_carried {
                writer.scope.declare(Var::owned(&carried, Shape::Scalar, false).pinned());
            }
            writer.scratch_body(&sum, &counter);
            if has_extreme {
                let value = writer.stored(2);
                writer.line(&format!("{largest} = {largest}.max({value});"));
            }
            if is_carried {
                let value = writer.expression(2);
                writer.line(&format!("{carried} = ({}).sin();", value.text));
            }
        });
        self.trips /= 5;
        self.effects = effects;
        self.leave_scratch(has_buffer.then_some(buffer), is_carried.then_some(carried), &sum);
        if has_extreme {
            self.line(&format!("{sum} = 0.5 * {sum} + if n > 0 {{ 0.4 * {largest}.tanh() }} else {{ 0.0 }};"));
        }
        self.scope.declare(Var::owned(sum, Shape::Scalar, true));
    }

    fn fill_buffer(&mut self, buffer: &str) {
        let inner = self.scope.fresh("j");
        let value = self.stored(2);
        if self.rng.percent(60) {
            self.line(&format!(
                "for {inner} in 0..3 {{ {buffer}[{inner}] = {value} * ({inner} as f64 * 0.3 + 0.1); }}"
            ));
        } else {
            self.line(&format!("{buffer}.fill({value});"));
        }
        if self.rng.percent(30) {
            self.line(&format!("{buffer}[2] *= 0.5 * {buffer}[0];"));
        }
    }

    fn scratch_body(&mut self, sum: &str, counter: &str) {
        for _ in 0..self.rng.between(0, 2) {
            self.binding();
        }
        if self.rng.percent(20) {
            let (name, condition) = (self.scope.fresh("h"), self.condition());
            self.line(&format!("let {name} = chainrule_tests::random::opaque({condition});"));
            self.scope.declare(Var::owned(name, Shape::Flag, false));
        }
        if self.rng.percent(15) {
            let exit = *self.rng.pick(&["continue", "break"]);
            self.line(&format!("if {counter} == 2 {{ {exit}; }}"));
        }
        let depth = self.rng.between(1, 3);
        let term = self.expression(depth);
        let value = self.damped(&Term { text: format!("(0.2 * {})", term.text), bound: 0.2 * term.bound });
        let sign = *self.rng.pick(&["+=", "-=", "+="]);
        self.line(&format!("{sum} {sign} {value};"));
    }

    fn leave_scratch(&mut self, buffer: Option<String>, carried: Option<String>, sum: &str) {
        if let Some(buffer) = buffer
            && self.rng.percent(50)
        {
            self.line(&format!("{sum} += 0.1 * {buffer}[1];"));
        }
        if let Some(carried) = carried
            && self.rng.percent(60)
        {
            self.line(&format!("{sum} *= 1.0 + 0.1 * {carried};"));
        }
        self.line(&format!("{sum} = ({sum} * 0.8).sin();"));
    }
}
