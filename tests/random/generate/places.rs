//! Elements that are changed through the references of an iterator: all of them, some, or one that is chosen.

use super::streams::Names;
use super::writer::Writer;

impl Writer<'_> {
    /// A statement that changes elements of the lists.
    pub fn changed_through_stream(&mut self, names: &Names) -> String {
        let kind = self.rng.below(12);
        let places = self.places(names, (6..=10).contains(&kind));
        let [u, w] = [(); 2].map(|()| self.weight(names));
        let Names { index: k, sum: r, .. } = names;
        let n = self.rng.below(4);
        match kind {
            0 => format!("for e in {places} {{ *e = 0.5 * *e + {u}; }}"),
            1 => format!("for e in {places} {{ if *e > 0.6 {{ break; }} *e *= {w}; {r} += *e; }}"),
            2 => format!("{places}.for_each(|e| *e *= {w});"),
            3 => format!("{r} += {places}.map(|e| {{ *e = (*e * {w}).sin(); *e }}).sum::<f64>();"),
            4 => format!("{r} += {places}.fold({u}, |t, e| {{ *e += 0.2 * t; 0.5 * t + *e }});"),
            5 => format!("for (i, e) in {places}.enumerate() {{ *e = {u} * i as f64 * 0.3; {k} += i % 2; }}"),
            6 => format!("if let Some(e) = {places}.last() {{ *e = (*e + {u}).cos(); {r} += *e; }}"),
            7 => format!("if let Some(e) = {places}.nth({n}) {{ *e *= {w}; }} else {{ {r} -= {u}; }}"),
            8 => format!("if let Some(e) = {places}.find(|e| **e > 0.1) {{ *e = 0.4 * *e - {u}; {r} += *e * {w}; }}"),
            9 => format!("if let Some(e) = {places}.max_by(|p, q| p.total_cmp(q)) {{ *e *= {w}; }}"),
            10 => {
                format!("match {places}.min_by(|p, q| p.total_cmp(q)) {{ Some(e) => *e += {u}, None => {r} += {w} }}")
            }
            _ => format!("{places}.zip([{u}, {w}, 0.2]).for_each(|(e, g)| *e = (*e * g).cos());"),
        }
    }

    /// An iterator of `&mut f64`; where one of them is `chosen`, of one list's.
    fn places(&mut self, names: &Names, chosen: bool) -> String {
        let Names { list: a, other: b, .. } = names;
        let mut text = match self.rng.below(if chosen { 4 } else { 6 }) {
            0 | 1 => format!("{a}.iter_mut()"),
            2 => format!("{a}.iter_mut().rev()"),
            3 => format!("{a}[1..].iter_mut()"),
            4 => format!("{a}.chunks_mut(2).flatten()"),
            _ => format!("{a}.iter_mut().chain({b}.iter_mut())"),
        };
        for _ in 0..self.rng.below(3) {
            let (n, u) = (self.rng.below(3), self.weight(names));
            let added = match self.rng.below(if chosen { 8 } else { 10 }) {
                0 | 1 => "filter(|e| **e > -0.2)".to_owned(),
                2 => format!("skip({n})"),
                3 => format!("take({})", n + 1),
                4 => "take_while(|e| **e < 0.8)".to_owned(),
                5 => "skip_while(|e| **e < 0.1)".to_owned(),
                6 => "step_by(2)".to_owned(),
                7 => format!("filter(|e| **e < 0.5 + {u})"),
                8 => "enumerate().filter(|(i, _)| i % 2 == 0).map(|(_, e)| e)".to_owned(),
                _ => format!("zip([{u}, 0.7, 0.3]).map(|(e, g)| {{ *e *= g; e }})"),
            };
            text = format!("{text}.{added}");
        }
        text
    }
}
