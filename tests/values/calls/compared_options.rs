//! Options that are only compared, handed on by functions that call themselves.

mod limits {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Acc {
        sum: f64,
    }
    #[differentiate]
    fn walk(depth: usize, acc: &mut Vec<f64>, limit: Option<f64>, x: f64) {
        if depth == 0 {
            return;
        }
        let v = x * depth as f64;
        if limit.is_none_or(|l| v < l) {
            acc.push(v.sin());
        }
        walk(depth - 1, acc, Some(v * 1.5), x * 0.9);
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = Vec::new();
        walk(4, &mut a, None, x);
        walk(2, &mut a, Some(y), x * y);
        a.iter().sum::<f64>() + x
    }
    chainrule_tests::agrees!(f);
}

mod bounds {
    use chainrule::differentiate;
    #[differentiate]
    fn walk(depth: usize, total: &mut f64, best: Option<f64>, x: f64) {
        if let Some(b) = best {
            if x > b {
                return;
            }
        }
        if depth == 0 {
            return;
        }
        *total += x * x;
        walk(depth - 1, total, Some(x + 1.0), x * 1.2);
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut t = y;
        walk(4, &mut t, None, x);
        t
    }
    chainrule_tests::agrees!(f);
}

mod records {
    use chainrule::differentiate;
    #[differentiate]
    fn search(depth: usize, best: &mut Option<f64>, x: f64) {
        if depth == 0 {
            match best {
                Some(b) if *b <= x => {}
                _ => *best = Some(x),
            }
            return;
        }
        search(depth - 1, best, x * 1.5 - 0.2);
        search(depth - 1, best, x.sin() + 1.0);
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut best = None;
        search(3, &mut best, x * y + 1.0);
        best.unwrap_or(0.0)
    }
    chainrule_tests::agrees!(f);
}
