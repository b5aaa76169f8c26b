//! Calls without derivatives, in closures, whose result nobody wants: what they change is changed.

use chainrule::differentiate;

/// Closures whose body is a call, of which nobody wants the result.
mod swapped_by_closures {
    mod first {
        use super::super::*;

        #[differentiate]
        fn f(x: f64, y: f64) -> f64 {
            let mut o = vec![1usize, 0, 3, 2];
            let mut sw = |a: usize, b: usize| o.swap(a, b);
            sw(0, 1);
            x * (0.1 * o[0] as f64 * y).sin() + x * o[1] as f64
        }

        chainrule_tests::agrees!(f);
    }

    mod second {
        use super::super::*;

        #[differentiate]
        fn f(x: f64, y: f64) -> f64 {
            let mut o = vec![1usize, 0, 3];
            if x > 1.0 {
                return {
                    o.reverse();
                    x * o[0] as f64
                };
            }
            let mut r = || o.reverse();
            r();
            let s = y * x;
            r();
            r();
            s * o[0] as f64 * s
        }

        chainrule_tests::agrees!(f);
    }

    mod third {
        use super::super::*;

        #[differentiate]
        fn f(x: f64, y: f64) -> f64 {
            let mut o = vec![1usize, 2];
            let mut r = || o.reverse();
            r();
            x * (0.1 * o[0] as f64 * y).sin() + x * o[1] as f64
        }

        chainrule_tests::agrees!(f);
    }

    mod fourth {
        use super::super::*;

        #[differentiate]
        fn f(x: f64, y: f64) -> f64 {
            let mut o = vec![3usize, 2, 1];
            let mut srt = || o.sort();
            srt();
            let mut s = x * o[0] as f64;
            (0..2).for_each(|k| o.swap(k, 2));
            (0..1).for_each(|_| o.clear());
            s += y * o.len() as f64;
            s * s
        }

        chainrule_tests::agrees!(f);
    }
}

/// `for_each` of such calls.
mod in_iterators {
    mod first {
        use super::super::*;

        #[differentiate]
        fn f(x: f64, y: f64) -> f64 {
            let mut o = vec![1usize, 0, 3, 2];
            (0..3).for_each(|k| o.swap(k, k + 1));
            x * (0.1 * o[0] as f64 * y).sin() + x * o[1] as f64
        }

        chainrule_tests::agrees!(f);
    }

    mod second {
        use super::super::*;

        #[differentiate]
        fn f(x: f64, y: f64) -> f64 {
            let mut o = vec![1usize, 0, 3, 2];
            o.chunks_mut(2).for_each(|c| c.sort());
            x * (0.1 * o[0] as f64 * y).sin() + x * o[1] as f64
        }

        chainrule_tests::agrees!(f);
    }

    mod third {
        use super::super::*;

        #[differentiate]
        fn f(x: f64, y: f64) -> f64 {
            let mut g = vec![vec![1.0, 2.0], vec![3.0, 4.0]];
            g.iter_mut().for_each(|r| r.swap(0, 1));
            g[0][0] * x + y * g[1][0]
        }

        chainrule_tests::agrees!(f);
    }

    mod fourth {
        use super::super::*;

        #[differentiate]
        fn f(x: f64, y: f64) -> f64 {
            let mut o = vec![vec![1usize, 0], vec![3, 2]];
            o.iter_mut().for_each(|c| c.reverse());
            x * (0.1 * o[0][0] as f64 * y).sin() + x * o[1][0] as f64
        }

        chainrule_tests::agrees!(f);
    }

    mod fifth {
        use super::super::*;

        #[differentiate]
        fn f(x: f64, y: f64) -> f64 {
            let mut o = vec![1usize, 0, 3, 2];
            let mut s = x;
            o.chunks_mut(2).for_each(|c| c.swap(0, 1));
            s = s * (0.1 * o[0] as f64 * y).sin() + x;
            s
        }

        chainrule_tests::agrees!(f);
    }
}

/// Methods and functions of the file without derivatives.
mod own_types {
    mod first {
        use super::super::*;

        #[derive(Clone)]
        struct C {
            n: usize,
        }
        impl C {
            fn inc(&mut self) {
                self.n += 1;
            }
        }

        #[differentiate]
        fn f(x: f64, y: f64) -> f64 {
            let mut c = C { n: 1 };
            let mut up = || c.inc();
            up();
            up();
            let mut d = vec![C { n: 1 }, C { n: 2 }];
            d.iter_mut().for_each(|c| c.inc());
            x * (0.1 * c.n as f64 * y).sin() + x * d[0].n as f64
        }

        chainrule_tests::agrees!(f);
    }

    mod second {
        use super::super::*;

        fn inc(o: &mut [usize]) {
            o[0] += 1;
        }

        #[differentiate]
        fn f(x: f64, y: f64) -> f64 {
            let mut o = vec![1usize, 2];
            let mut up = || inc(&mut o);
            up();
            up();
            o.chunks_mut(1).for_each(|c| inc(c));
            o.chunks_mut(1).for_each(inc);
            x * (0.1 * o[0] as f64 * y).sin() + x * o[1] as f64
        }

        chainrule_tests::agrees!(f);
    }

    mod third {
        use super::super::*;

        fn inc(o: &mut [usize]) {
            o[0] += 1;
        }

        #[differentiate]
        fn f(x: f64, y: f64) -> f64 {
            let mut o = vec![1usize, 2];
            let mut r = |k: usize| inc(&mut o[k..]);
            r(0);
            r(1);
            x * (0.1 * o[0] as f64 * y).sin() + x * o[1] as f64
        }

        chainrule_tests::agrees!(f);
    }

    mod fourth {
        use super::super::*;

        #[derive(Clone)]
        struct Rng {
            s: u64,
        }
        impl Rng {
            fn next(&mut self) -> f64 {
                self.s = self.s * 5 % 17;
                self.s as f64
            }
            fn skip(&mut self) {
                self.s = self.s * 3 % 17;
            }
        }

        #[differentiate]
        fn f(x: f64, y: f64) -> f64 {
            let mut g = Rng { s: 3 };
            let mut k = || g.skip();
            k();
            let mut d = || g.next();
            d();
            let z = d() * x;
            z * (y * g.next() * 0.1).sin()
        }

        chainrule_tests::agrees!(f);
    }
}

/// Results that are dropped in other ways.
mod dropped_results {
    mod first {
        use super::super::*;

        fn inc(o: &mut [usize]) -> usize {
            o[0] += 1;
            o[0]
        }

        #[differentiate]
        fn f(x: f64, y: f64) -> f64 {
            let mut o = vec![1usize, 2];
            let mut r = |k: usize| inc(&mut o[k..]);
            r(0);
            let _ = r(1);
            let z = r(0);
            x * (0.1 * o[0] as f64 * y).sin() + x * o[1] as f64 + y * z as f64
        }

        chainrule_tests::agrees!(f);
    }

    mod second {
        use super::super::*;

        #[differentiate]
        fn f(x: f64, y: f64) -> f64 {
            let mut o = vec![1usize, 2];
            let mut r = |v: usize| std::mem::replace(&mut o[0], v);
            r(5);
            r(6);
            let mut p = || o.pop();
            p();
            x * (0.1 * o[0] as f64 * y).sin() + x * o.len() as f64
        }

        chainrule_tests::agrees!(f);
    }

    mod third {
        use super::super::*;

        #[differentiate]
        fn f(x: f64, y: f64) -> f64 {
            let mut w = vec![0.5, 2.0, 0.1];
            let mut r = |k: usize| w.swap(0, k);
            r(1);
            r(2);
            let mut z = |k: usize| w.fill(k as f64);
            if x > 2.0 {
                z(3);
            }
            x * (0.1 * w[0] * y).sin() + x * w[1]
        }

        chainrule_tests::agrees!(f);
    }

    mod fourth {
        use super::super::*;

        #[differentiate]
        fn f(x: f64, y: f64) -> f64 {
            let mut o = vec![1usize, 2, 3];
            let at = |k: usize, v: f64| v * k as f64;
            let z = at(o[0], {
                o[0] = 4;
                x
            }) + at(o.pop().unwrap(), y)
                + at(o.len(), {
                    o.push(1);
                    o.push(2);
                    y
                });
            let mut w = || o.pop();
            let _ = w();
            _ = w();
            z * o.len() as f64
        }

        chainrule_tests::agrees!(f);
    }

    mod fifth {
        use super::super::*;

        #[differentiate]
        fn f(x: f64, y: f64) -> f64 {
            let mut o = vec![1usize, 2, 3];
            let mut w = || o.pop();
            if w() == Some(3) {
                w();
            }
            let _ = w();
            x * y * o.len() as f64
        }

        chainrule_tests::agrees!(f);
    }
}
