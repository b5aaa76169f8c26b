//! Two iterators side by side, and items that nobody asks for.

use chainrule::differentiate;

mod both_by_next {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (a, b) = (vec![x, y, x * y], vec![y, 2.0]);
        let (mut i, mut j) = (a.iter(), b.iter());
        let mut s = 0.0;
        while let (Some(p), Some(q)) = (i.next(), j.next()) {
            s += p * q;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod one_is_longer {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (a, b) = (vec![x, y, x * y], vec![y, 2.0]);
        let mut i = a.iter();
        let mut j = b.iter();
        let mut s = 0.0;
        loop {
            match (i.next(), j.next()) {
                (Some(p), Some(q)) => s += p * q,
                (Some(p), None) => s += p * p,
                _ => break,
            }
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod pairs_of_one {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y, y * y, 2.0];
        let mut i = a.iter();
        let (Some(p), Some(q)) = (i.next(), i.next()) else { return 0.0 };
        let mut s = p / q;
        while let (Some(p), Some(q)) = (i.next(), i.next()) {
            s += p * q;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod merged {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (a, b) = (vec![x, y, x * y], vec![y, 2.0]);
        let (mut i, mut j) = (a.iter().peekable(), b.iter().peekable());
        let mut s = 0.0;
        loop {
            match (i.peek(), j.peek()) {
                (Some(&&p), Some(&&q)) => {
                    if p < q {
                        s += p * q;
                        i.next();
                    } else {
                        s += q;
                        j.next();
                    }
                }
                (Some(_), None) => s += i.next().unwrap(),
                (None, Some(_)) => s += j.next().unwrap() * x,
                (None, None) => break,
            }
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod passed_over {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![x, y, x * y, x + y];
        let mut i = a.iter();
        i.next();
        let _ = i.nth(0);
        let mut s = *i.next().unwrap();
        for k in i {
            s *= k;
        }
        let mut j = a.iter().copied().peekable();
        while let Some(p) = j.peek() {
            s += p * x;
            j.next();
        }
        j.next();
        s + j.next().unwrap_or(y)
    }

    chainrule_tests::agrees!(f);
}

/// Numbers of the user's own generator, beside.
mod with_a_generator {
    use super::*;

    struct Rng(u64);
    impl Rng {
        fn next(&mut self) -> f64 {
            self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            (self.0 >> 40) as f64 / 16_777_216.0
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut r = Rng(7);
        let (a, b) = (r.next(), r.next());
        let v = vec![x, y];
        let mut i = v.iter();
        let mut s = 0.0;
        while let (Some(p), k) = (i.next(), r.next()) {
            s += p * k;
        }
        a * x - b * y + s
    }

    chainrule_tests::agrees!(f);
}
