//! One name for a reference and for a number.

/// Away from what the filters compare with.
const POINTS: [(f64, f64); 3] = [(0.7, 1.3), (1.1, 0.4), (0.35, 0.8)];

mod option_first {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let o: Option<f64> = None;
        let mut d = vec![x, y];
        if let Some(c) = o {
            return c * x;
        }
        if let Some(c) = d.last_mut() {
            *c += x;
        }
        d[1] * d[0]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod reference_first {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let o: Option<f64> = None;
        let mut d = vec![x, y];
        {
            let c = &mut d[1];
            *c += x;
        }
        let mut s = y;
        if let Some(c) = o {
            s += c * x;
        }
        s + d[0]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod another_name {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let o: Option<f64> = None;
        let mut d = vec![x, y];
        {
            let b = &mut d[1];
            *b += x;
        }
        let mut s = y;
        if let Some(c) = o {
            s += c * x;
        }
        s + d[0]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod matched {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let o = Some(0.3);
        let mut d = vec![x, y];
        {
            let c = d[1];
            *d.first_mut().unwrap() += c;
        }
        let mut s = y;
        match o {
            Some(c) if c > 0.1 => s += c * x,
            _ => {}
        }
        s + d[0]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod none {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let o: Option<f64> = None;
        let mut r = x;
        if let Some(c) = o {
            r += c * x;
        }
        r + o.unwrap_or(0.3) * y
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod some {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let o: Option<f64> = Some(0.5);
        let mut r = x;
        if let Some(c) = o {
            r += c * x;
        }
        r + o.unwrap_or(0.3) * y
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod later {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let o: Option<f64> = None;
        let mut r = x;
        if let Some(c) = o {
            r += c * x;
        }
        if r > 0.5 {
            r += o.unwrap_or(0.4);
        }
        r * y
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod assigned_in_a_loop {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = None;
        let mut r = x;
        for i in 0..3 {
            if let Some(c) = o {
                r += c * y;
            }
            if i == 1 {
                o = Some(r * x);
            }
        }
        r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}
