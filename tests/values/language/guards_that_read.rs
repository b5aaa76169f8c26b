//! Guards that ask an option or a list which its arms change.

/// Away from what the filters compare with.
const POINTS: [(f64, f64); 3] = [(0.7, 1.3), (1.1, 0.4), (0.35, 0.8)];

mod option {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = Some(x);
        let k = 2;
        match k {
            0 => {
                o = Some(y);
            }
            1 if o.is_some() => {}
            _ => {
                o = o.map(|c| c * y);
            }
        }
        o.unwrap_or(x)
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod option_in_a_loop {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = Some(x);
        let mut k = 0;
        for _ in 0..3 {
            match k {
                0 => {
                    k = 1;
                }
                1 if o.is_some() => {
                    k = 2;
                    o = None;
                }
                _ => {
                    k = 0;
                    o = Some(y * x);
                }
            }
        }
        o.unwrap_or(x) * y
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod list {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x];
        let mut k = 0;
        for _ in 0..3 {
            match k {
                0 => {
                    k = 1;
                }
                1 if v.len() > 1 => {
                    k = 2;
                    v.push(y);
                }
                _ => {
                    k = 0;
                    v.push(x * y);
                }
            }
        }
        v.iter().product()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod arm_before {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = Some(x);
        let k = 2;
        match k {
            0 => {
                o = Some(y);
            }
            1 if o.is_some() => {}
            _ => {}
        }
        o.unwrap_or(x)
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod arm_after {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = Some(x);
        let k = 2;
        match k {
            1 if o.is_some() => {}
            _ => {
                o = Some(x * y);
            }
        }
        o.unwrap_or(x)
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod changed_later {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = Some(x);
        let k = 2;
        let mut r = x;
        match k {
            1 if o.is_some() => {
                r = y;
            }
            _ => {
                r *= x;
            }
        }
        o = Some(y);
        o.unwrap_or(x) * r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod pattern {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = Some(x);
        let k = 2;
        let mut r = x;
        match k {
            1 if matches!(o, Some(_)) => {
                r = y;
            }
            _ => {
                r *= x;
            }
        }
        o = Some(y);
        o.unwrap_or(x) * r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}
