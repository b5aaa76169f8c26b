//! Calls, closures, loops, iterators and operators in odd combinations.

mod closure_that_mutates {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut log = Vec::new();
        let mut total = 0.0;
        let mut step = |v: f64| {
            total += v * v;
            log.push(total);
            total
        };
        let a = step(x);
        let b = step(y * a);
        step(b - a);
        total * log[1] + log.iter().sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod iterator_soup {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a: Vec<f64> = (0..8).map(|i| x * (i as f64) + y).collect();
        let s1: f64 = a.chunks(3).map(|c| c.iter().product::<f64>()).sum();
        let s2 =
            a.windows(2).zip(a.iter().skip(1).step_by(2)).map(|(w, z)| (w[1] - w[0]) * z).fold(0.0, |p, q| p * 0.5 + q);
        let s3: f64 = a
            .iter()
            .rev()
            .take_while(|v| **v > -100.0)
            .skip(2)
            .scan(0.0, |st, v| {
                *st += v;
                Some(*st * v)
            })
            .sum();
        let m = a.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let best = a.iter().enumerate().min_by(|p, q| p.1.total_cmp(q.1)).map(|(i, v)| v * i as f64).unwrap();
        let (ev, od): (Vec<f64>, Vec<f64>) =
            a.iter().enumerate().map(|(i, v)| if i % 2 == 0 { (*v, 0.0) } else { (0.0, *v) }).unzip();
        s1 * 1e-3 + s2 + s3 * 1e-2 + m + best + ev.iter().zip(&od).map(|(p, q)| p - q * x).sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod flat_map_and_chain {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, y];
        let w = [y, x * y, 1.0];
        let s: f64 = (0..3).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| w[i] * v[j % 2]).sum();
        let t: f64 = v.iter().chain(&w).chain(std::iter::once(&x)).map(|q| q.sin()).product();
        let u = v.iter().chain(w.iter()).skip_while(|q| **q < 0.0).last().unwrap();
        s + t * u
    }

    chainrule_tests::agrees!(f);
}

mod sort_and_dedupe_by_permutation {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y, x * y, x - y, 0.5];
        v.sort_by(|a, b| b.partial_cmp(a).unwrap());
        let med = v[v.len() / 2];
        v.rotate_left(2);
        v.swap(0, 3);
        v.truncate(4);
        v.insert(1, med * x);
        let r = v.remove(2);
        v.extend_from_slice(&[r, y]);
        v.iter().enumerate().map(|(i, q)| q * (i + 1) as f64).sum::<f64>() + med
    }

    chainrule_tests::agrees!(f);
}

mod generic_float_and_trait_bound {
    use chainrule::differentiate;

    use chainrule::Real;
    #[differentiate]
    fn horner<T: Real>(c: &[T], x: T) -> T {
        c.iter().rev().fold(T::zero(), |a, &k| a * x + k)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        horner(&[x, y, x * y], y) + horner::<f64>(&[y, x], x) + horner(&[1.0f32, 2.0], x as f32) as f64 * 0.0
    }

    chainrule_tests::agrees!(f);
}

mod operators_by_ref_and_value_and_assign {
    use chainrule::{Differentiable, differentiate};

    use std::ops::*;
    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    struct V(f64, f64);
    #[differentiate]
    impl Add for V {
        type Output = V;
        fn add(self, o: V) -> V {
            V(self.0 + o.0, self.1 + o.1)
        }
    }
    #[differentiate]
    impl Sub for V {
        type Output = V;
        fn sub(self, o: V) -> V {
            V(self.0 - o.0, self.1 - o.1)
        }
    }
    #[differentiate]
    impl Mul<f64> for V {
        type Output = V;
        fn mul(self, k: f64) -> V {
            V(self.0 * k, self.1 * k)
        }
    }
    #[differentiate]
    impl Mul<V> for f64 {
        type Output = V;
        fn mul(self, v: V) -> V {
            V(self * v.0, self * v.1)
        }
    }
    #[differentiate]
    impl<'a> Mul<&'a V> for &'a V {
        type Output = f64;
        fn mul(self, o: &V) -> f64 {
            self.0 * o.0 + self.1 * o.1
        }
    }
    #[differentiate]
    impl Neg for V {
        type Output = V;
        fn neg(self) -> V {
            V(-self.0, -self.1)
        }
    }
    #[differentiate]
    impl AddAssign for V {
        fn add_assign(&mut self, o: V) {
            self.0 += o.0;
            self.1 += o.1;
        }
    }
    #[differentiate]
    impl MulAssign<f64> for V {
        fn mul_assign(&mut self, k: f64) {
            self.0 *= k;
            self.1 *= k;
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = V(x, y);
        let b = -a * 2.0 + x * V(y, 1.0);
        for _ in 0..3 {
            a += b * 0.1;
            a *= 1.0 + 0.1 * x;
            a += a - b;
        }
        &a * &b
    }

    chainrule_tests::agrees!(f);
}

mod index_trait_user {
    use chainrule::{Differentiable, differentiate};

    use std::ops::{Index, IndexMut};
    #[derive(Clone, Debug, Differentiable)]
    struct Grid {
        #[constant]
        w: usize,
        d: Vec<f64>,
    }
    #[differentiate]
    impl Index<(usize, usize)> for Grid {
        type Output = f64;
        fn index(&self, (i, j): (usize, usize)) -> &f64 {
            &self.d[i * self.w + j]
        }
    }
    #[differentiate]
    impl IndexMut<(usize, usize)> for Grid {
        fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut f64 {
            &mut self.d[i * self.w + j]
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut g = Grid { w: 3, d: vec![x; 9] };
        for k in 0..3 {
            g[(k, k)] = y * k as f64;
            g[(0, k)] += x * g[(k, k)];
        }
        for _ in 0..2 {
            for i in 1..2 {
                for j in 1..2 {
                    g[(i, j)] = 0.25 * (g[(i - 1, j)] + g[(i + 1, j)] + g[(i, j - 1)] + g[(i, j + 1)]) * g[(0, 2)];
                }
            }
        }
        g.d.iter().sum::<f64>() * g[(1, 1)]
    }

    chainrule_tests::agrees!(f);
}

mod early_returns_in_nested_loops {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = x;
        'a: for i in 0..5 {
            let mut t = y;
            for j in 0..5 {
                if j > i {
                    continue 'a;
                }
                t *= s * 0.5 + j as f64;
                if t > 50.0 {
                    break 'a;
                }
                if s > 30.0 {
                    return s * t;
                }
                s += t * 0.1;
            }
            s *= 1.1;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod loop_value_with_break_and_shadow {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let x = x * 2.0;
        let r = {
            let x = x + y;
            let mut z = x;
            loop {
                let y = z * z;
                if y > 10.0 || z < 1e-3 {
                    break y + x;
                }
                z = z * 1.3 + 0.2;
            }
        };
        let x = r * x;
        x + r
    }

    chainrule_tests::agrees!(f);
}

mod recursion_mutual_with_mut_arg {
    use chainrule::differentiate;

    #[differentiate]
    fn even(n: usize, acc: &mut Vec<f64>, x: f64) -> f64 {
        if n == 0 {
            return acc.iter().sum();
        }
        acc.push(x * n as f64);
        odd(n - 1, acc, x * 0.9)
    }
    #[differentiate]
    fn odd(n: usize, acc: &mut Vec<f64>, x: f64) -> f64 {
        if n == 0 {
            return acc.iter().product();
        }
        if let Some(l) = acc.last_mut() {
            *l *= x;
        }
        even(n - 1, acc, x + 0.1)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = vec![y];
        let r = even(5, &mut a, x);
        r + a.iter().sum::<f64>() * a[1]
    }

    chainrule_tests::agrees!(f);
}

mod stop_gradient_and_constant {
    use chainrule::differentiate;

    use chainrule::stop_gradient;
    #[differentiate]
    fn g(x: f64, #[constant] k: f64) -> f64 {
        x * k
    }
    #[differentiate]
    fn h(x: f64, y: f64) -> f64 {
        g(x, stop_gradient(y)) * y
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let c = stop_gradient(3.0);
        g(x * y, c)
    }

    chainrule_tests::agrees!(f);
}

mod user_rule_partials_inside_loop {
    use chainrule::differentiate;

    #[differentiate(partials(x = 2.0 * x * k, k = x * x))]
    fn sq(x: f64, k: f64) -> f64 {
        x * x * k
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = y;
        for i in 0..3 {
            s = sq(s * 0.3 + i as f64, x);
            if s > 4.0 {
                s = sq(0.1, s);
            }
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod matches_and_guards_in_filter {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    enum T {
        A(f64),
        B(f64, f64),
        C,
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let ts = vec![T::A(x), T::B(y, x), T::C, T::A(-y), T::B(x * y, 1.0)];
        let n = ts.iter().filter(|t| matches!(t, T::A(v) if *v > 0.0)).count();
        let s: f64 = ts
            .iter()
            .filter_map(|t| match t {
                T::A(v) if *v > 0.0 => Some(v * v),
                T::B(p, q) => Some(p * q),
                _ => None,
            })
            .sum();
        let p = ts.iter().position(|t| matches!(t, T::C)).unwrap_or(9);
        s * n as f64 + p as f64 * x
    }

    chainrule_tests::agrees!(f);
}
