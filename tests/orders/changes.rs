//! Second derivatives of functions that assign what is behind `&mut` as a whole.

mod whole {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn step(a: &mut [f64; 2], x: f64) {
        *a = [x * a[0], a[1] * a[0]];
        a[0] *= a[1];
    }

    #[differentiate(order = 2)]
    fn rows(m: &mut [[f64; 2]; 2], scale: f64) -> f64 {
        let before = *m;
        *m = [[before[1][0] * scale, before[0][1].sin()], before[0]];
        m[0][1] * before[0][0]
    }

    #[differentiate(order = 2)]
    fn list(a: &mut Vec<f64>, t: &mut (f64, f64), x: f64) {
        *t = (t.1 * x, t.0 * a[0]);
        *a = a.iter().map(|v| v * t.1 + x).collect();
    }

    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let mut m = [[x, y], [x * y, 1.0]];
        let (mut v, mut t) = (vec![x, y * y], (y, x));
        let mut sum = 0.0;
        for i in 0..2 {
            step(&mut a, x);
            step(&mut m[i], y * x);
            sum += rows(&mut m, a[0]);
            list(&mut v, &mut t, sum.cos());
        }
        sum + m[0][0] * a[1] + v[0] * v[1] * t.0 + t.1
    }

    nestings!(f);
}

mod slices {
    use chainrule::differentiate;

    /// What may be left early is restored as a whole.
    #[differentiate(order = 2)]
    fn rows(b: &mut [Vec<f64>], x: f64, n: usize) -> f64 {
        let mut sum = 0.0;
        for i in 0..n {
            for k in 0..2 {
                if x > 5.0 {
                    return x;
                }
                b[k][0] *= x + b[(k + i) % 2][1];
                sum += b[k][0].sin();
            }
        }
        let s = if b[0][0] < -9.0 { return sum * 2.0 } else { b[1][0] };
        b[n % 2][1] = s * x;
        sum += b[0][1] * b[1][0];
        sum
    }

    #[differentiate(order = 2)]
    fn list(a: &mut [f64], x: f64, n: usize) -> f64 {
        for i in 0..n {
            a[i % 2] *= x;
            if a[i % 2] > 9.0 {
                return a[0] * x;
            }
        }
        let s = if a[0] < -9.0 { return x } else { a[1] * a[0] };
        a.reverse();
        a[0] = s;
        if n > 0 { list(a, s * 0.5, n - 1) + s } else { a[0] * a[1] }
    }

    #[differentiate(hessian, hvp)]
    fn f(x: f64, y: f64) -> f64 {
        let mut b = vec![vec![x, y], vec![x * y, 0.5]];
        let mut a = [x, y];
        rows(&mut b, y, 2) + list(&mut a, x, 2) * b[0][1] + list(&mut b[1], y, 3) + b[1][0]
    }

    nestings!(f);
}
