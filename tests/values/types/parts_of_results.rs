//! Parts of a result that are taken by patterns, where some of them carry no derivative.

mod tuple_annotated {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn g(x: f64, y: f64) -> (f64, Vec<f64>, [f64; 2]) {
        (x * y, vec![x, y], [y, x])
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (a, v, w): (f64, Vec<f64>, [f64; 2]) = g(x, y);
        let mut t = 0.0;
        for i in 0..2 {
            let (b, u, _): (f64, Vec<f64>, [f64; 2]) = g(x * i as f64, y);
            t += b * u[1] + u.len() as f64;
        }
        let (c, _n): (f64, Vec<f64>) = (x, vec![y]);
        a * v[0] + w[1] + t + v.len() as f64 * x + c
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod tuple_annotated_unused {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn g(x: f64, y: f64) -> (f64, Vec<f64>) {
        (x * y, vec![x, y])
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (a, v): (f64, Vec<f64>) = g(x, y);
        let n = v.len();
        a * n as f64
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}

mod tuple_unannotated_unused {
    use chainrule::differentiate;
    use chainrule_tests::check;

    #[differentiate]
    fn g(x: f64, y: f64) -> (f64, Vec<f64>) {
        (x * y, vec![x, y])
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (a, v) = g(x, y);
        let n = v.len();
        a * n as f64
    }

    #[test]
    fn holds() {
        check!(f(0.7, 1.3));
        check!(f(1.9, 0.4));
        check!(f(2.3, 2.9));
    }
}
