//! Second derivatives through calls whose results nobody needs, for the sake of what they change.

mod result_bound_and_ignored {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn damp(x: f64, y: &mut f64) -> f64 {
        let s = (*y).sin();
        *y -= *y * s;
        x
    }

    #[differentiate(order = 2, hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let (mut a, mut b) = (x * y, y);
        let _constant = damp(0.3, &mut a);
        let unused = damp(x, &mut b);
        a * a + b * x
    }

    nestings!(f);
}

mod result_assigned_and_ignored {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn mix(x: f64, y: &mut f64, n: &mut usize) -> f64 {
        *n += 1;
        *y = (*y * x).sin() + *y * *y;
        *y * x
    }

    #[differentiate(order = 2, hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let (mut a, mut z, mut n) = (0.3, 0.0, 0);
        z = mix(x * y, &mut a, &mut n);
        z = mix(y, &mut a, &mut n);
        a * a * n as f64
    }

    nestings!(f);
}

mod result_that_only_decides {
    use chainrule::differentiate;

    #[differentiate(order = 2)]
    fn step(y: &mut f64, n: usize) -> usize {
        *y = (*y).sin() * *y;
        n + 2
    }

    #[differentiate(order = 2)]
    fn is_large(y: &mut [f64; 2], x: f64) -> bool {
        y[1] += y[0] * y[0] * x;
        y[1] > 1.0
    }

    #[differentiate(order = 2, hessian)]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [x, y];
        let mut n = 0;
        while n < 5 {
            n = step(&mut a[0], n);
            if is_large(&mut a, y) {
                a[0] += a[1] * x;
            }
        }
        a[0] * a[1]
    }

    nestings!(f);
}
