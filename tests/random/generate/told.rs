//! Calls that change what they are lent and tell something without a derivative about it.

use super::streams::Names;
use super::writer::Writer;

/// Functions with such results.
pub const FUNCTIONS: &str = "
    #[differentiate]
    pub fn settle(s: &mut f64, weight: f64) -> usize {
        *s = (*s + 0.4 * weight).sin();
        if *s > 0.2 { 1 } else { 2 }
    }

    #[differentiate]
    pub fn shrink(s: &mut f64, weight: f64) -> bool {
        *s *= 0.8 * weight.cos();
        *s > 0.1
    }

    #[differentiate]
    pub fn stir(list: &mut [f64], weight: f64) -> usize {
        let mut count = 0;
        for e in list.iter_mut().filter(|e| **e > 0.0) {
            *e *= 0.5 * weight;
            count += 1;
        }
        count
    }
";

impl Writer<'_> {
    /// A statement with such a call.
    pub fn told_beside_change(&mut self, names: &Names) -> String {
        let u = self.leaf_without_effects();
        let Names { number: s, index: k, list: a, other: b, sum: r } = names;
        match self.rng.below(22) {
            0 => format!("let told = settle(&mut {s}, {u}); {k} += told;"),
            1 => format!("{k} += settle(&mut {a}[{k} % 4], 0.3);"),
            2 => format!("if shrink(&mut {s}, 0.4) {{ {r} += {s}; }}"),
            3 => format!("for _ in 0..4 {{ if !shrink(&mut {s}, 0.2) {{ break; }} {r} += {s}; }}"),
            4 => format!("{r} += {a}[settle(&mut {s}, 0.6)] * {s};"),
            5 => format!("match settle(&mut {s}, {u}) {{ 1 => {r} += {s}, _ => {s} *= 0.9 }}"),
            6 => format!("assert!(settle(&mut {s}, {u}) < 9);"),
            7 => format!("{r} += if shrink(&mut {a}[1], {s}) {{ {a}[1] }} else {{ {s} }};"),
            8 => format!("let _ = settle(&mut {s}, {u});"),
            9 => format!("shrink(&mut {b}[1], {s});"),
            10 => format!("while shrink(&mut {s}, 0.9) {{ {k} += 1; {r} += 0.1 * {s}; }}"),
            11 => format!("for i in 0..settle(&mut {s}, {u}) {{ {r} += {s} * i as f64; }}"),
            12 => format!("{r} += {a}[..=settle(&mut {s}, 0.1)].iter().sum::<f64>();"),
            13 => format!("{k} += stir(&mut {a}, {u}); {r} += {a}[2];"),
            14 => format!("{k} += stir(&mut {b}[1..], {s});"),
            15 => format!("{a}[settle(&mut {s}, 0.2)] *= 0.7;"),
            16 => format!("{k} += {a}.iter_mut().filter_map(|e| shrink(e, {u}).then(|| 1)).count();"),
            17 => format!("{k} += {a}.iter_mut().map(|e| settle(e, {u})).sum::<usize>();"),
            18 => format!("let told = shrink(&mut {s}, {u}) && shrink(&mut {b}[0], 0.5); if told {{ {r} += {s}; }}"),
            19 => format!("{r} += [{s}, {u}, 0.3][settle(&mut {s}, 0.7)] * {s};"),
            20 => format!("{a}.iter_mut().for_each(|e| {{ shrink(e, {u}); }});"),
            _ => format!("{r} += settle(&mut {s}, {u}) as f64 * 0.3 * {s};"),
        }
    }
}
