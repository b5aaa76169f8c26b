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
