//! The number in an `Option` without a derivative, changed through its name.

use chainrule::differentiate;

mod by_as_mut {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = Some(1usize);
        let a = [x, y, x * y];
        let mut t = 1.0;
        for _ in 0..3 {
            if let Some(k) = o.as_mut() {
                t = (t * a[*k % 3]).sin() + 1.0;
                *k += 1;
            }
        }
        t
    }

    chainrule_tests::agrees!(f);
}

mod by_reference {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = Some(1usize);
        let a = [x, y, x * y];
        let mut t = 1.0;
        for _ in 0..3 {
            if let Some(k) = &mut o {
                t = (t * a[*k % 3]).sin() + 1.0;
                *k += 1;
            }
        }
        t
    }

    chainrule_tests::agrees!(f);
}

mod once {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = Some(1usize);
        let a = [x, y, x * y];
        let mut t = 1.0;
        if let Some(k) = o.as_mut() {
            t = (t * a[*k % 3]).sin() + 1.0;
            *k += 1;
        }
        t * o.unwrap_or(0) as f64
    }

    chainrule_tests::agrees!(f);
}

mod with_guards {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o: Option<usize> = None;
        let a = [x, y, x * y];
        let mut t = 1.0;
        for i in 0..4 {
            match o.as_mut() {
                Some(k) if *k > 1 => {
                    *k -= 1;
                    t += a[*k % 3];
                }
                Some(k) => {
                    *k += 2;
                    t *= a[*k % 3].cos();
                }
                None => {
                    o = Some(i);
                }
            }
            t = t.sin() + 1.3;
        }
        t * o.map_or(1.0, |k| k as f64)
    }

    chainrule_tests::agrees!(f);
}

mod in_a_list {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = [Some(1usize), None, Some(0)];
        let a = [x, y, x * y];
        let mut t = 1.0;
        for i in 0..6 {
            if let Some(k) = &mut o[i % 3] {
                t = (t * a[*k % 3]).sin() + 1.0;
                *k += 1;
            } else {
                o[i % 3] = Some(i);
            }
        }
        t
    }

    chainrule_tests::agrees!(f);
}

mod of_a_caller {
    use super::*;

    #[differentiate]
    fn bump(o: &mut Option<i32>, x: f64) -> f64 {
        if let Some(k) = o {
            *k += 1;
            x * *k as f64
        } else {
            *o = Some(0);
            x
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o: Option<i32> = None;
        let mut t = 1.0;
        for _ in 0..4 {
            t = (t * bump(&mut o, x) + y).sin();
        }
        t
    }

    chainrule_tests::agrees!(f);
}

mod while_there_is_one {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = Some(2usize);
        let mut t = x;
        while let Some(k) = &mut o {
            t = (t * y).sin() + *k as f64;
            if *k == 0 {
                o = None;
            } else {
                *k -= 1;
            }
        }
        t
    }

    chainrule_tests::agrees!(f);
}

mod ended_early_and_by_ref_mut {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = Some(2usize);
        let mut t = x;
        let Some(k) = o.as_mut() else {
            return x;
        };
        *k += 3;
        t *= *k as f64;
        if let Some(ref mut k) = o {
            *k += 1;
            t += y * *k as f64;
        }
        if let Some(k) = o {
            t *= k as f64 * y;
        }
        t
    }

    chainrule_tests::agrees!(f);
}

mod in_a_field {
    use super::*;

    #[derive(Clone)]
    struct S {
        best: Option<usize>,
        flag: Option<bool>,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = S { best: Some(1), flag: Some(true) };
        let a = [x, y, x * y];
        let mut t = 1.0;
        for _ in 0..3 {
            if let Some(k) = s.best.as_mut() {
                t = (t * a[*k % 3]).sin() + 1.0;
                *k += 1;
            }
            if let Some(b) = &mut s.flag {
                if *b {
                    t += x;
                }
                *b = !*b;
            }
        }
        t
    }

    chainrule_tests::agrees!(f);
}

mod two {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut o = Some(2usize);
        let mut p = Some(1u8);
        let mut t = x;
        for _ in 0..2 {
            if let (Some(k), Some(q)) = (&mut o, &mut p) {
                t = (t * *k as f64 + y * *q as f64).sin();
                *k += 1;
                *q += 2;
            }
        }
        t
    }

    chainrule_tests::agrees!(f);
}
