//! Loops with scratch lists that each iteration fills, whole or in parts, once or several times, by loops and by functions:
//! what decides whether the reverse sweep fills them again, and what sets their adjoints.

use super::scope::{Shape, Var};
use super::writer::Writer;

/// The length of the lists.
const LEN: usize = 3;

/// Functions that fill lists, in programs that call them.
pub const FILLERS: &str = "
    fn fill_between(a: &[f64], c: f64, f: &mut [f64]) {
        assert!(a.len() == f.len());
        f[0] = c * a[0];
        for i in 1..a.len() {
            f[i] = a[i] * a[i - 1] - c;
        }
    }
    #[differentiate]
    fn fill_mixed(a: &[f64], b: &[f64], c: f64, f: &mut [f64]) {
        let n = f.len();
        for i in 0..n {
            let d = a[i] - 0.5 * b[n - 1 - i];
            if d > 0.3 {
                f[i] = d * c;
            } else {
                f[i] = 0.4 * f[i] + d;
            }
        }
    }
    #[differentiate]
    fn fill_three(a: &[f64], c: f64, f: &mut [f64]) {
        f[0] = a[1] * a[2];
        f[1] = c * a[0];
        f[2] = a[0] - 0.3 * a[2];
    }
    #[differentiate]
    fn fill_last(a: &[f64], f: &mut [f64]) {
        for i in 1..a.len() {
            f[i] = a[i] * a[i];
        }
    }
";

/// The names of the lists of one loop.
struct Lists {
    state: String,
    scratch: [String; 2],
    len: String,
}

impl Writer<'_> {
    /// A loop of that kind, with what it leaves behind.
    pub fn refilled_loop(&mut self) {
        let [state, a, b, len, sum, counter] = ["u", "a", "b", "l", "s", "i"].map(|prefix| self.scope.fresh(prefix));
        let [x, y, z] = [(); 3].map(|()| self.stored(1));
        self.line(&format!("let mut {state} = vec![0.5 * ({x}).sin(), ({y}).cos(), 0.7 * ({z}).sin()];"));
        self.line(&format!("let {len} = {state}.len();"));
        for list in [&a, &b] {
            let made = match self.rng.below(3) {
                0 => format!("[0.2_f64; {LEN}]"),
                1 => format!("vec![0.3_f64; {LEN}]"),
                _ => format!("vec![0.1_f64; {len}]"),
            };
            self.line(&format!("let mut {list} = {made};"));
        }
        self.line(&format!("let mut {sum} = 0.0;"));
        let lists = Lists { state, scratch: [a, b], len };
        let effects = std::mem::replace(&mut self.effects, false);
        self.trips *= 5;
        self.nest(&format!("for {counter} in 0..n"), |writer| {
            writer.scope.declare(Var::owned(&counter, Shape::Counter(6), false).pinned());
            if writer.rng.percent(75) {
                lists.scratch.iter().for_each(|list| writer.fill(list, &lists));
            }
            for _ in 0..writer.rng.between(2, 5) {
                writer.refilled_step(&lists, &sum, &counter);
            }
            writer.state_step(&lists);
        });
        self.trips /= 5;
        self.effects = effects;
        if self.rng.percent(30) {
            self.line(&format!("{sum} += 0.1 * {}[1];", lists.scratch[0]));
        }
        self.line(&format!("{sum} = (0.5 * {sum} + {0}[0] * {0}[2]).sin();", lists.state));
        self.scope.declare(Var::owned(sum, Shape::Scalar, true));
    }

    fn refilled_step(&mut self, lists: &Lists, sum: &str, counter: &str) {
        let list = self.rng.pick(&lists.scratch).clone();
        let (i, j) = (self.rng.below(LEN), self.rng.below(LEN));
        match self.rng.weighted(&[20, 8, 8, 22, 10, 12, 6, 6, 4]) {
            0 => self.fill(&list, lists),
            1 => self.line(&format!("{list}[{i}] = 0.4 * {}[{j}];", lists.state)),
            2 => self.line(&format!("{list}[{i}] *= 0.8 - 0.1 * {list}[{j}];")),
            3 => {
                let [a, b] = &lists.scratch;
                let sign = *self.rng.pick(&["+=", "-="]);
                self.line(&format!("{sum} {sign} 0.02 * {a}[{i}] * {b}[{j}];"));
            }
            4 => {
                let k = self.scope.fresh("k");
                self.line(&format!("for {k} in 0..{} {{ {sum} += 0.03 * {list}[{k}] * {list}[{i}]; }}", lists.len));
            }
            5 => self.state_step(lists),
            6 => {
                let condition = format!("{counter} % 2 == {}", self.rng.below(2));
                self.nest(&format!("if {condition}"), |writer| writer.fill(&list, lists));
            }
            7 => {
                let exit = *self.rng.pick(&["continue", "break"]);
                self.line(&format!("if {counter} == 2 {{ {exit}; }}"));
            }
            _ => {
                let [a, b] = &lists.scratch;
                self.line(&format!("{a}.swap({i}, {j}); {b}[{i}] = {a}[{j}];"));
            }
        }
    }

    /// Fills all of a list, or most of it.
    fn fill(&mut self, list: &str, lists: &Lists) {
        let (j, len, state) = (self.scope.fresh("j"), &lists.len, &lists.state);
        let other = if lists.scratch[0] == list { &lists.scratch[1] } else { &lists.scratch[0] };
        let value = match self.rng.below(6) {
            0 => format!("{state}[{j}] * {state}[{j}]"),
            1 => format!("0.5 * {state}[{j}] - 0.3 * {other}[{j}]"),
            2 => format!("{state}[{j}] * {other}[{len} - 1 - {j}] * 0.3"),
            3 => format!("{state}[{j}] / (2.5 + {state}[0] * {state}[0])"),
            4 => format!("0.2 * {list}[{j}] + {state}[{j}]"),
            _ => {
                let leaf = self.leaf();
                format!("0.2 * {state}[{j}] * {}", leaf.text)
            }
        };
        let text = match self.rng.below(9) {
            0 | 1 => format!("for {j} in 0..{len} {{ {list}[{j}] = {value}; }}"),
            2 => format!("{list}[0] = 0.6 * {other}[1]; for {j} in 1..{len} {{ {list}[{j}] = {value}; }}"),
            3 => format!("for {j} in 1..{len} {{ {list}[{j}] = {value}; }}"),
            4 => format!("for {j} in 0..{len} {{ let t = {value}; {list}[{j}] = t - 0.1 * t * t; }}"),
            5 => format!("fill_between(&{state}, 0.4 * {other}[0], &mut {list});"),
            7 => format!("fill_three(&{state}, {other}[2], &mut {list});"),
            6 => format!("fill_mixed(&{state}, &{other}, 0.6, &mut {list});"),
            _ => format!("fill_last(&{state}, &mut {list});"),
        };
        self.line(&text);
    }

    fn state_step(&mut self, lists: &Lists) {
        let (k, Lists { state, len, scratch: [a, b] }) = (self.scope.fresh("k"), lists);
        let text = match self.rng.below(4) {
            0 => format!("{state}[{k}] += 0.1 * {a}[{k}] - 0.2 * {b}[{k}];"),
            1 => format!("{state}[{k}] = (0.6 * {state}[{k}] + 0.2 * {a}[{k}] * {b}[{k}]).sin();"),
            2 => format!("{state}[{k}] = 0.7 * {state}[{k}] - 0.2 * ({a}[{k}] + {b}[0]).sin();"),
            _ => format!("{state}[{k}] -= 0.2 * {a}[{len} - 1 - {k}].sin();"),
        };
        self.line(&format!("for {k} in 0..{len} {{ {text} }}"));
        self.line(&format!("for {k} in 0..{len} {{ {state}[{k}] = {state}[{k}].max(-2.0).min(2.0); }}"));
    }
}
