//! References that move on to another element, and through what has no derivative.

mod largest_element {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y * 2.0, x * y];
        let mut best = &a[0];
        for v in &a {
            if v > best {
                best = v;
            }
        }
        best * x
    }

    chainrule_tests::agrees!(f);
}

mod best_of_structs {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct P {
        x: f64,
        w: Vec<f64>,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let ps = vec![P { x, w: vec![y] }, P { x: y, w: vec![x * y] }, P { x: x * y, w: vec![x] }];
        let mut best = &ps[0];
        for p in &ps[1..] {
            if p.x > best.x {
                best = p;
            }
        }
        best.w[0] * best.x
    }

    chainrule_tests::agrees!(f);
}

mod from_an_iterator {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y];
        let mut best = a.first().unwrap();
        for v in a.iter().skip(1) {
            if *v < *best {
                best = v;
            }
        }
        best.sin() * x
    }

    chainrule_tests::agrees!(f);
}

mod best_with_position {
    use chainrule::differentiate;

    #[differentiate]
    fn best<'a>(ps: &[f64], x: f64) -> f64 {
        let mut best = &ps[0];
        let mut at = 0;
        for (i, p) in ps.iter().enumerate() {
            if (p - x).abs() < (best - x).abs() {
                best = p;
                at = i;
            }
        }
        best * x + at as f64
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        best(&[x * y, y, x * x], y * 1.1)
    }

    chainrule_tests::agrees!(f);
}

mod row_of_rows {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = vec![vec![x, y], vec![x * y, y], vec![y, 1.0]];
        let mut row = &m[0];
        let mut s = 0.0;
        for r in &m {
            s += row[0] * r[1];
            if r[0] > row[0] {
                row = r;
            }
        }
        s + row[1] * row[0]
    }

    chainrule_tests::agrees!(f);
}

mod earlier_place {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y, 2.0 * y];
        let mut r = &a[..];
        let mut s = 0.0;
        while r.len() > 2 {
            let old = r;
            let h = &r[0];
            r = &r[1..];
            s += old[1] * h + r[0] * r[1] * old[0];
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod chosen_place {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y, 2.0 * y];
        let mut p = &a[0];
        p = if x > y { &a[1] } else { &a[2] };
        p * x
    }

    chainrule_tests::agrees!(f);
}

mod moved_while_iterated {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y, 2.0 * y];
        let mut r = &a[..];
        let mut s = 0.0;
        for v in r.iter() {
            s += v * r[0];
            r = &r[1..];
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod overwritten_after {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![x, y, x * y];
        let mut s = 0.0;
        for k in 0..3 {
            let mut best = &a[0];
            for v in &a {
                if v > best {
                    best = v;
                }
            }
            s += best * best;
            let b = *best;
            a[k] = b * 0.5;
        }
        s + a[0]
    }

    chainrule_tests::agrees!(f);
}

mod moving_element {
    use chainrule::differentiate;

    #[differentiate]
    fn pick<'a>(best: &'a f64, others: &'a [f64], t: f64) -> f64 {
        for o in others {
            if *o > t {
                return best * o;
            }
        }
        best * t
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        pick(&x, &[y, x * y], 1.0)
    }

    chainrule_tests::agrees!(f);
}

mod rest_of_indices {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let idx = vec![0usize, 2, 1];
        let a = vec![x, y, x * y];
        let mut r = &idx[..];
        let mut s = 0.0;
        while let Some((h, t)) = r.split_first() {
            s = s * x + a[*h];
            r = t;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod indices_one_by_one {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let idx = vec![0usize, 2, 1];
        let a = vec![x, y, x * y];
        let mut r = &idx[..];
        let mut s = 0.0;
        while !r.is_empty() {
            s = s * x + a[r[0]];
            r = &r[1..];
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod best_constant {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let w = [1.0, 3.0, 2.0];
        let a = vec![x, y, x * y];
        let mut best = &w[0];
        for v in &w {
            if v > best {
                best = v;
            }
        }
        best * x * a[1]
    }

    chainrule_tests::agrees!(f);
}

mod tokens {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let toks = ["+", "*", "-"];
        let mut r = &toks[..];
        let mut s = x;
        while let [op, rest @ ..] = r {
            match *op {
                "+" => s += y,
                "*" => s *= x,
                _ => s -= x * y,
            }
            r = rest;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod characters {
    use chainrule::differentiate;

    #[differentiate]
    fn g(mut s: &str, x: f64) -> f64 {
        let mut acc = 1.0;
        while let Some(c) = s.chars().next() {
            if c == 'a' {
                acc *= x;
            } else {
                acc += x;
            }
            s = &s[1..];
        }
        acc
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g("abba", x) * y
    }

    chainrule_tests::agrees!(f);
}

mod chosen_in_loops {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y];
        let mut p = &a[0];
        for v in &a {
            p = if v > p { v } else { p };
        }
        for (i, v) in a.iter().enumerate() {
            p = match i {
                0 => &a[1],
                _ if *v > 100.0 => v,
                _ => p,
            };
        }
        p * x
    }

    chainrule_tests::agrees!(f);
}
