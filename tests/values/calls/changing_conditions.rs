//! Calls that change something in guards and in the closures of `any`, `all`, `position`, `count`, `filter`.

#![allow(unused_imports, reason = "not every module needs them")]

use chainrule::{Differentiable, differentiate};

mod guards {
    use super::*;

    #[differentiate]
    fn grow(y: &mut f64, x: f64) -> bool {
        *y *= x;
        *y > 1.0
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut t = x;
        let mut s = 0.0;
        for n in 0..4 {
            s += match n {
                0 => t,
                1 if grow(&mut t, y) => t * t,
                2 | 1 if grow(&mut t, 0.5 + x) => t + x,
                k if k > 2 => y * t,
                _ => t.sin(),
            };
        }
        s + t
    }

    chainrule_tests::agrees!(f);
}

mod method_in_a_guard {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct C {
        t: f64,
    }
    #[differentiate]
    impl C {
        fn grow(&mut self, x: f64) -> bool {
            self.t *= x;
            self.t > 1.0
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut c = C { t: x };
        let s = match 1 {
            1 if c.grow(y) => c.t * x,
            _ => c.t.sin(),
        };
        s + c.t
    }

    chainrule_tests::agrees!(f);
}

mod any_and_position {
    use super::*;

    #[differentiate]
    fn grow(y: &mut f64, x: f64) -> bool {
        *y *= 1.0 + 0.1 * x;
        *y > 2.0
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut t = y;
        let v = [x, 2.0, x * y, 3.0];
        let b = v.iter().any(|a| grow(&mut t, *a));
        let p = v.iter().position(|a| grow(&mut t, *a));
        t * (b as u8) as f64 + p.map_or(x, |i| i as f64 * t)
    }

    chainrule_tests::agrees!(f);
}

mod any_by_a_method {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct C {
        t: f64,
    }
    #[differentiate]
    impl C {
        fn grow(&mut self, x: f64) -> bool {
            self.t *= x;
            self.t > 3.0
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut c = C { t: x };
        let v = [x, y, 2.0];
        let s = v.iter().any(|a| c.grow(*a));
        if s { c.t * x } else { c.t.sin() }
    }

    chainrule_tests::agrees!(f);
}

mod position_by_a_method {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct C {
        t: f64,
    }
    #[differentiate]
    impl C {
        fn grow(&mut self, x: f64) -> bool {
            self.t *= x;
            self.t > 3.0
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut c = C { t: x };
        let v = [x, y, 2.0];
        let s = v.iter().position(|a| c.grow(*a)).unwrap_or(7);
        c.t * s as f64
    }

    chainrule_tests::agrees!(f);
}

mod filter_and_count {
    use super::*;

    #[derive(Clone, Differentiable)]
    struct C {
        t: f64,
    }
    #[differentiate]
    impl C {
        fn grow(&mut self, x: f64) -> bool {
            self.t *= x;
            self.t > 3.0
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut c = C { t: x };
        let v = [x, y, 2.0];
        let s: f64 = v.iter().filter(|a| c.grow(**a)).sum();
        let n = v.iter().filter(|a| c.grow(**a)).count();
        c.t * s + n as f64 * x
    }

    chainrule_tests::agrees!(f);
}

mod filter_take_while_retain {
    use super::*;

    #[differentiate]
    fn grow(y: &mut f64, x: f64) -> bool {
        *y += 0.3 * x;
        *y > 1.5
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut t = y;
        let v = vec![x, 2.0, x * y, 3.0];
        let s: f64 = v.iter().filter(|a| grow(&mut t, **a)).map(|a| a * a).sum();
        let w: f64 = v.iter().take_while(|a| !grow(&mut t, 0.1 * **a)).sum();
        let mut u = v.clone();
        u.retain(|a| grow(&mut t, -*a));
        s + t + w + u.iter().sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod map_while {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut budget = 3.0 + y;
        let v = vec![x, 1.0, x * y, 3.0];
        let s: f64 = v
            .iter()
            .map_while(|a| {
                budget -= a * a;
                if budget > 0.0 { Some(a * budget) } else { None }
            })
            .sum();
        s + budget
    }

    chainrule_tests::agrees!(f);
}

mod guards_without_a_value {
    use super::*;

    #[differentiate]
    fn grow(y: &mut f64, x: f64) -> bool {
        *y *= x;
        *y > 1.0
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut t = x;
        let n = 1;
        match n {
            0 => {}
            1 if grow(&mut t, y) => {
                t *= 2.0;
            }
            k if k > 3 => {
                t = 0.1;
            }
            _ => t = t.sin(),
        };
        t
    }

    chainrule_tests::agrees!(f);
}

mod guards_in_a_row {
    use super::*;

    #[differentiate]
    fn grow(y: &mut f64, x: f64) -> bool {
        *y *= x;
        *y > 1.0
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut t = x;
        let s = match 2 {
            0 => t,
            1 if grow(&mut t, y) => t * t,
            2 if grow(&mut t, 0.5 + x) => t + x,
            _ => t.sin(),
        };
        s + t
    }

    chainrule_tests::agrees!(f);
}
