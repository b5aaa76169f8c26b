//! Calls whose adjoints are known before them, differentiated again: value and derivative by one call.

mod of_views_of_one_array {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn product(a: &[f64], b: &[f64], x: f64) -> f64 {
        let mut s = 0.0;
        for i in 0..a.len() {
            s += a[i] * b[i % b.len()] * x.sin();
        }
        s
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = [x, y, x * y];
        let p = product(&v, &v, x);
        v[0] = 2.0 * y;
        let q = product(&v[1..], &v[..2], p);
        let r = product(&v, &[y], q * 0.1);
        p + q * 0.5 - r
    }

    nestings!(f);
}

mod between_which_arguments_change {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn wave(a: f64, b: f64) -> f64 {
        (a * b).sin() + a
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut z = x;
        let p = wave(z, y);
        let k = p + z;
        z = 3.0;
        let q = wave(y, z);
        let mut s = k + q;
        s += wave(z, x);
        z = s;
        z + p
    }

    nestings!(f);
}

mod in_loops_and_branches {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn horner(a: f64, b: &[f64]) -> f64 {
        let mut s = a;
        for v in b {
            s = s * v + a.cos();
        }
        s
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let w = [x, y, 0.5];
        let mut t = 0.0;
        for i in 0..4 {
            let k = i as f64 * 0.1;
            let p = horner(x + k, &w);
            let q = horner(y * k, &w[1..]);
            t += p * 2.0;
            t -= q;
            if i == 2 {
                let r = horner(x * y, &w[..i]);
                t += r;
            }
        }
        t
    }

    nestings!(f);
}

/// What a call gives is taken apart before the next call.
mod of_several_results {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn pair(a: f64, b: f64) -> (f64, f64) {
        ((a * b).sin(), a + b * b)
    }

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut z = x;
        let t = pair(z, y);
        let (p, q) = t;
        z *= 2.0;
        let u = pair(y, z);
        let (r, s) = u;
        let w = pair(x * z, 0.3);
        p + q + r + s + w.0 - w.1 * 2.0 + z
    }

    nestings!(f);
}

/// Sums, and their tangents, by loops that run once.
mod sums {
    use chainrule::differentiate;

    #[differentiate(hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let (mut squares, mut total) = (0.0, 0.0);
        for i in 0..6 {
            let u = (x * i as f64 * 0.3).sin() * y;
            squares += u * u;
            total += u;
        }
        let mut m = 1.0;
        for i in 0..3 {
            m += (total * y * i as f64).cos();
        }
        squares / (1.0 + total * total) + m * m
    }

    #[test]
    fn hessian_of_what_sums_make() {
        chainrule_tests::check_second!(f);
    }
}

/// A gradient inside of a function that is generic over its scalar: what is added to a part of it is such a scalar.
mod of_generic_scalars {
    use chainrule::{Real, differentiate};

    #[differentiate(order = 3)]
    fn potential<T: Real, const N: usize>(x: &[T; N], k: T) -> T {
        let mut sum = T::zero();
        for i in 0..N {
            for j in 0..i {
                sum = sum + k / (x[i] - x[j]).hypot(T::one());
            }
        }
        sum
    }

    #[differentiate(order = 2)]
    fn slope<T: Real>(x: T, y: T) -> T {
        let (g, k) = grad_potential::<T, 2>(&[x, y], T::constant(0.5));
        g[0] * y + k
    }

    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        slope(x, y) * slope(y, 0.3)
    }

    nestings!(f);
}
