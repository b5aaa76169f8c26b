//! Chains of iterators of every length: parts that end early, parts in parts, and what is asked of them.

use super::scope::{Shape, Var};
use super::writer::Writer;

/// What chains read and change.
pub struct Names {
    pub number: String,
    pub index: String,
    /// An array or a `Vec` of four numbers.
    pub list: String,
    /// A `Vec` of three.
    pub other: String,
    pub sum: String,
}

impl Writer<'_> {
    /// A few statements around chains, with what they leave behind.
    pub fn streams(&mut self) {
        let [number, index, list, other, sum] = ["s", "k", "a", "b", "r"].map(|prefix| self.scope.fresh(prefix));
        let [x, y, z] = [(); 3].map(|()| self.stored(1));
        let (made, first) = (self.rng.pick(&["", "vec!"]).to_owned(), self.rng.below(3));
        self.line(&format!("let mut {number} = ({x}).sin();"));
        self.line(&format!("let mut {index} = {first}usize;"));
        self.line(&format!("let mut {list} = {made}[({y}).cos(), 0.7 * ({z}).sin(), {number}, 0.4 - {number}];"));
        self.line(&format!("let mut {other} = vec![{list}[1], 0.3, ({z}).cos()];"));
        self.line(&format!("let mut {sum} = 0.0;"));
        let names = Names { number, index, list, other, sum };
        for _ in 0..self.rng.between(2, 4) {
            let step = match self.rng.below(3) {
                0 => self.asked_of_stream(&names),
                1 => self.changed_through_stream(&names),
                _ => self.told_beside_change(&names),
            };
            self.line(&step);
        }
        let Names { number, list, other, sum, .. } = names;
        self.line(&format!("{sum} = (0.3 * {sum} + {list}[0] * {list}[3] + {other}[1] + {number}).sin();"));
        self.scope.declare(Var::owned(sum, Shape::Scalar, true));
    }

    /// A statement that adds something of a stream to the sum.
    fn asked_of_stream(&mut self, names: &Names) -> String {
        let stream = self.stream(names, 2);
        let [u, w] = [(); 2].map(|()| self.weight(names));
        let Names { number: s, index: k, other: b, sum: r, .. } = names;
        let n = self.rng.below(4);
        match self.rng.below(20) {
            0 => format!("{r} += {stream}.sum::<f64>() * {u};"),
            1 => format!("{r} += {stream}.map(|e| e.cos()).product::<f64>();"),
            2 => format!("{r} += {stream}.fold({u}, |t, e| 0.5 * t + e * {w});"),
            3 => format!("{r} += {stream}.last().unwrap_or({u});"),
            4 => format!("{r} += {stream}.nth({n}).unwrap_or({u});"),
            5 => format!("{r} += {stream}.next().map_or({u}, |e| e * {w});"),
            6 => format!("{r} += {stream}.min_by(|p, q| p.total_cmp(q)).unwrap_or({u});"),
            7 => format!("if let Some(e) = {stream}.max_by(|p, q| p.total_cmp(q)) {{ {s} = (e * {w}).sin(); }}"),
            8 => format!("{r} += {stream}.reduce(|p, q| (p * 0.8 + q).sin()).unwrap_or({u});"),
            9 => format!("{r} += {stream}.find(|e| *e > 0.3).unwrap_or({u});"),
            10 => format!("{r} += {stream}.find_map(|e| (e < 0.4).then(|| e * {w})).unwrap_or({u});"),
            11 => format!("{k} += {stream}.position(|e| e > 0.2).unwrap_or(2); {r} += {k} as f64 * 0.1 * {s};"),
            12 => format!("{k} += {stream}.filter(|e| *e > 0.2).count() % 5;"),
            13 => format!("if {stream}.any(|e| e > 0.5) {{ {r} += {u}; }} else {{ {s} *= 0.8; }}"),
            14 => {
                format!("{{ let made: Vec<f64> = {stream}.collect(); {r} += made.iter().sum::<f64>() + made.len() as f64 * {u}; }}")
            }
            15 => format!("for e in {stream} {{ if e > 0.9 {{ break; }} {r} = ({r} + e * {u}).sin(); }}"),
            16 => format!("{stream}.for_each(|e| {r} = 0.6 * {r} + e);"),
            17 => format!("{r} += {stream}.try_fold({u}, |t, e| if t < 1.2 {{ Some(t + e) }} else {{ None }}).unwrap_or({w});"),
            18 => format!("{b}.extend({stream}.take(2).map(|e| e.sin()));"),
            _ => format!("for (i, e) in {stream}.enumerate() {{ if i % 2 == 1 {{ continue; }} {r} += e * {u} / (i + 1) as f64; }}"),
        }
        // What is appended may be what is read.
        .replace(&format!("{b}.extend({b}."), &format!("{b}.extend({b}.clone()."))
    }

    /// An iterator of numbers that ends.
    fn stream(&mut self, names: &Names, depth: usize) -> String {
        let mut text = self.stream_source(names);
        for _ in 0..self.rng.between(0, 3) {
            text = self.stage(names, &text, depth);
        }
        text
    }

    fn stream_source(&mut self, names: &Names) -> String {
        let [u, w] = [(); 2].map(|()| self.weight(names));
        let Names { index: k, list: a, number: s, .. } = names;
        let n = self.rng.below(4);
        match self.rng.below(16) {
            0 | 1 => format!("{a}.iter().copied()"),
            2 => format!("{a}.iter().rev().cloned()"),
            3 => format!("{a}.iter().map(|e| e * {w})"),
            4 => format!("[{u}, {w}, {s}].into_iter()"),
            5 => format!("std::iter::once({u})"),
            6 => format!("{a}.chunks_exact(2).map(|w| w[0] - {u} * w[1])"),
            7 => format!("std::iter::repeat({u}).take({n})"),
            8 => format!("std::iter::repeat_n({u}, {n})"),
            9 => format!("std::iter::successors(Some({u}), |e| (e.abs() > 0.2).then(|| 0.6 * e))"),
            10 => format!("std::iter::successors(Some({u}), |e| Some((0.9 * e * {w}).cos())).take({n})"),
            11 => format!("(0..{k} % 4).map(|i| 0.3 * i as f64 * {u})"),
            12 => format!("{a}.windows(2).map(|w| w[0] * w[1])"),
            13 => format!("{a}.chunks(3).map(|w| w[0] * {u} + w.len() as f64 * 0.1)"),
            14 => format!("{a}.iter().zip([{u}, 0.4, {w}]).map(|(p, q)| p * q)"),
            _ => format!("{a}.iter().rev().zip({a}.iter().skip({n})).map(|(p, q)| p - q * {w})"),
        }
    }

    fn stage(&mut self, names: &Names, stream: &str, depth: usize) -> String {
        let [u, w] = [(); 2].map(|()| self.weight(names));
        let n = self.rng.below(4);
        let kinds = if depth == 0 { 16 } else { 22 };
        let added = match self.rng.below(kinds) {
            0 | 1 => format!("map(|e| (e * {w}).cos())"),
            2 => "filter(|e| *e > -0.2)".to_owned(),
            3 => format!("take({n})"),
            4 => "skip(1)".to_owned(),
            5 | 6 => "take_while(|e| *e < 0.8)".to_owned(),
            7 => "skip_while(|e| *e < 0.1)".to_owned(),
            8 => format!("map_while(|e| (e < 0.9).then_some({w} * e))"),
            9 => format!("scan({u}, |t, e| {{ *t = 0.5 * *t + e; Some(*t * {w}) }})"),
            10 => format!("scan({u}, |t, e| {{ *t += 0.5 * e; if *t > 0.9 {{ None }} else {{ Some(*t) }} }})"),
            11 => format!("filter_map(|e| if e > 0.0 {{ Some(e * {w}) }} else {{ None }})"),
            12 => format!("enumerate().map(|(i, e)| e * (i + 1) as f64 * 0.3 + {u})"),
            13 => "step_by(2)".to_owned(),
            14 => "inspect(|e| assert!(e.abs() < 1e6))".to_owned(),
            15 => self.rng.pick(&["fuse()", "peekable()", "skip(0)"]).to_string(),
            16..=18 => format!("chain({})", self.stream(names, depth - 1)),
            19 => format!("zip({}).map(|(e, g)| e - 0.5 * g)", self.stream(names, depth - 1)),
            20 => format!("flat_map(|e| [e, {w} * e])"),
            _ => {
                let inner = self.stream(names, 0);
                format!("take(3).flat_map(|e| {inner}.take(2).map(move |g| e * g))")
            }
        };
        format!("{stream}.{added}")
    }

    /// A number of moderate size that changes nothing.
    pub fn weight(&mut self, names: &Names) -> String {
        match self.rng.below(5) {
            0 | 1 => names.number.clone(),
            2 => self.constant(),
            _ => self.leaf_without_effects(),
        }
    }

    /// A number of the program's that changes nothing.
    pub fn leaf_without_effects(&mut self) -> String {
        let effects = std::mem::replace(&mut self.effects, false);
        let leaf = self.leaf().text;
        self.effects = effects;
        leaf
    }
}
