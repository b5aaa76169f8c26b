//! Closures and labeled blocks.

use super::scope::{Shape, Var};
use super::writer::{Loop, Writer};

impl Writer<'_> {
    /// `let s = { let f = |t| …; … };`: while the closure lives, nothing that was there changes.
    pub fn with_closure(&mut self) {
        let [name, function, argument] = ["s", "f", "t"].map(|prefix| self.scope.fresh(prefix));
        self.line(&format!("let mut {name} = {{"));
        let before = self.scope.freeze();
        let (loops, effects) = (std::mem::take(&mut self.loops), std::mem::replace(&mut self.effects, false));
        let mark = self.scope.mark();
        self.scope.declare(Var::owned(&argument, Shape::Scalar, false));
        let text = self.closure_body();
        self.scope.reset(mark);
        self.line(&format!("let {function} = |{argument}: f64| {text};"));
        self.scope.declare(Var::owned(&function, Shape::Closure, false));
        self.body();
        let value = self.stored(2);
        self.line(&format!("({value})"));
        self.line("};");
        (self.loops, self.effects) = (loops, effects);
        self.scope.thaw(before);
        self.scope.declare(Var::owned(name, Shape::Scalar, true));
    }

    fn closure_body(&mut self) -> String {
        match self.rng.below(4) {
            0 => {
                let (condition, early, value) = (self.condition(), self.stored(1), self.stored(2));
                format!("{{ if {condition} {{ return {early}; }} ({value}) }}")
            }
            1 => {
                let local = self.scope.fresh("u");
                let first = self.stored(2);
                self.scope.declare(Var::owned(&local, Shape::Scalar, false));
                let (condition, a, b) = (self.condition(), self.stored(1), self.stored(1));
                format!(
                    "{{ let mut {local} = {first}; if {condition} {{ {local} = {a}; }} {local} * 0.5 + 0.5 * {b} }}"
                )
            }
            _ => self.stored(3),
        }
    }

    /// A closure that changes a variable, called a few times.
    pub fn accumulating_closure(&mut self) {
        let [total, add, argument] = ["s", "f", "t"].map(|prefix| self.scope.fresh(prefix));
        let start = self.stored(1);
        self.line(&format!("let mut {total} = {start};"));
        let before = self.scope.freeze();
        self.nest("", |writer| {
            let effects = std::mem::replace(&mut writer.effects, false);
            let mark = writer.scope.mark();
            writer.scope.declare(Var::owned(&argument, Shape::Scalar, false));
            let (value, condition) = (writer.stored(2), writer.condition());
            writer.scope.reset(mark);
            let update = if writer.rng.percent(40) {
                format!("if {condition} {{ return {total} * 0.5; }} {total} = 0.5 * {total} + 0.5 * {value};")
            } else {
                format!("{total} = ({total} * {value}).cos();")
            };
            writer.line(&format!("let mut {add} = |{argument}: f64| {{ {update} {total} }};"));
            let counter = writer.scope.fresh("i");
            for _ in 0..2 {
                let value = writer.stored(1);
                writer.line(&format!("{add}({value});"));
            }
            let value = writer.stored(1);
            writer.line(&format!("for {counter} in 0..n {{ {add}({value} * {counter} as f64 * 0.2); }}"));
            writer.effects = effects;
        });
        self.scope.thaw(before);
        self.scope.declare(Var::owned(total, Shape::Scalar, true));
    }

    /// `'b: { … break 'b; … }`, or one with a value.
    pub fn labeled(&mut self) {
        let label = self.scope.fresh("'b");
        if self.rng.percent(50) {
            self.loops.push(Loop { label: label.clone(), before_continue: None, is_block: true });
            self.nest(&format!("{label}:"), |writer| {
                writer.body();
                let condition = writer.condition();
                writer.line(&format!("if {condition} {{ break {label}; }}"));
                writer.body();
            });
            self.loops.pop();
            return;
        }
        let name = self.scope.fresh("s");
        self.line(&format!("let mut {name} = {label}: {{"));
        let mark = self.scope.mark();
        let loops = std::mem::take(&mut self.loops);
        self.body();
        let (condition, first) = (self.condition(), self.stored(1));
        self.line(&format!("if {condition} {{ break {label} {first}; }}"));
        self.body();
        let last = self.stored(2);
        self.line(&format!("({last})"));
        self.loops = loops;
        self.scope.reset(mark);
        self.line("};");
        self.scope.declare(Var::owned(name, Shape::Scalar, true));
    }
}
