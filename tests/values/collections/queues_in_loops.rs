//! Queues whose elements change one by one.

/// Away from what the filters compare with.
const POINTS: [(f64, f64); 3] = [(0.7, 1.3), (1.1, 0.4), (0.35, 0.8)];

mod in_a_branch {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d = VecDeque::from([x, y]);
        let mut r = x;
        let k = 2;
        if k == 2 {
            for _ in 0..3 {
                if r > 4.0 {
                    break;
                }
                r += d[0] * d[1];
            }
        }
        for _ in 0..k {
            for c in d.iter_mut() {
                *c = *c * 0.5 + x;
            }
        }
        d[0] * d[1] * r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod after_a_loop {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d = VecDeque::from([x, y]);
        let mut r = x;
        let _ = 2;
        for _ in 0..3 {
            if r > 4.0 {
                break;
            }
            r += d[0] * d[1];
        }
        for c in d.iter_mut() {
            *c = *c * 0.5 + x;
        }
        d[0] * d[1] * r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod once {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d = VecDeque::from([x, y]);
        let r = d[0] * d[1];
        for c in d.iter_mut() {
            *c = *c * 0.5 + x;
        }
        d[0] * d[1] * r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod again_and_again {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d = VecDeque::from([x, y]);
        let mut r = x;
        for _ in 0..3 {
            for c in d.iter_mut() {
                *c = *c * 0.5 + x * r;
            }
            r += d[0] * d[1];
        }
        r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod twice {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d = VecDeque::from([x, y]);
        let mut r = x;
        if x > 0.5 {
            for _ in 0..3 {
                r += d[0] * d[1];
            }
        }
        for _ in 0..2 {
            for c in d.iter_mut() {
                *c = *c * 0.5 + x;
            }
        }
        d[0] * d[1] * r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod typed {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d: VecDeque<f64> = VecDeque::from([x, y]);
        let r = d[0] * d[1];
        for c in d.iter_mut() {
            *c = *c * 0.5 + x;
        }
        d[0] * d[1] * r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod by_index {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d: VecDeque<f64> = VecDeque::new();
        d.push_back(x);
        d.push_back(y);
        let r = d[0] * d[1];
        for i in 0..2 {
            d[i] = d[i] * 0.5 + x;
        }
        d[0] * d[1] * r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod in_fields {
    use std::collections::VecDeque;

    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct W {
        d: VecDeque<f64>,
        l: Vec<VecDeque<f64>>,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = W { d: VecDeque::from([x, y]), l: vec![VecDeque::from([x])] };
        let r = w.d[0] * w.d[1] * w.l[0][0];
        for i in 0..2 {
            w.d[i] = w.d[i] * 0.5 + x;
        }
        for i in 0..w.l.len() {
            w.l[0][i] *= y;
        }
        w.d[0] * w.d[1] * r + w.l[0][0]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod behind_self {
    use std::collections::VecDeque;

    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Differentiable)]
    struct W {
        d: VecDeque<f64>,
    }

    #[differentiate]
    impl W {
        fn go(&mut self, k: f64) -> f64 {
            let r = self.d[0] * self.d[1];
            for c in &mut self.d {
                *c = *c * k + r;
            }
            for i in 0..self.d.len() {
                self.d[i] *= r;
            }
            let n = self.d.len();
            for i in 1..n {
                self.d[i] += self.d[i - 1] * k;
            }
            r * self.d[0]
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = W { d: VecDeque::from([x, y]) };
        let r = w.go(y);
        r * w.d[1] + w.go(x)
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod behind_a_parameter {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn h(d: &mut VecDeque<f64>, k: f64) -> f64 {
        let r = d[0] * d[1];
        for c in d.iter_mut() {
            *c = *c * k + r;
        }
        for i in 0..d.len() {
            d[i] *= r;
        }
        for _ in 0..3 {
            d[0] *= k;
            d[1] += d[0];
        }
        r * d[0]
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d = VecDeque::from([x, y]);
        let r = h(&mut d, y);
        r * d[1]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod of_arrays {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d = VecDeque::from([[x, y], [y, x]]);
        let r = d[0][1] * d[1][0];
        for i in 0..2 {
            for j in 0..2 {
                d[i][j] = d[i][j] * x + r;
            }
        }
        for row in d.iter_mut() {
            for c in row.iter_mut() {
                *c *= y;
            }
        }
        for row in &mut d {
            row[0] *= row[1];
        }
        let e = d.clone();
        for (a, b) in d.iter_mut().zip(&e) {
            a[0] *= b[1];
        }
        d[0][0] * d[1][1] * r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod rotated {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d: VecDeque<f64> = (0..4).map(|i| x + y * i as f64).collect();
        let e = d.clone();
        for _ in 0..3 {
            for i in 0..4 {
                d[i] = d[i] * 0.5 + e[i] * d[(i + 1) % 4];
            }
            d.rotate_left(1);
        }
        d.iter().zip(&e).map(|(a, b)| a * b).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}
