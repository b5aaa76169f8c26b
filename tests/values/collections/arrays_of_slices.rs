//! Arrays made of slices that are as long.

/// Away from what the filters compare with.
const POINTS: [(f64, f64); 3] = [(0.7, 1.3), (1.1, 0.4), (0.35, 0.8)];

mod one {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![x, y, x * y, 0.5];
        let a: [f64; 2] = v[1..3].try_into().unwrap();
        a[0] * a[1] + v[0]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod by_path {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![x, y, x * y, 0.5];
        let a = <[f64; 2]>::try_from(&v[1..3]).unwrap();
        let b: [f64; 2] = (&v[..2]).try_into().expect("two");
        a[0] * a[1] + b[0] * b[1]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod of_a_parameter {
    use chainrule::differentiate;

    #[differentiate]
    fn g(p: &[f64]) -> f64 {
        let a: [f64; 3] = p.try_into().unwrap();
        let [u, v, w] = a;
        u * v + w
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y])
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod of_chunks_and_windows {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![x, y, x * y, 0.5];
        let mut s = 0.0;
        for c in v.chunks(2) {
            let [a, b]: [f64; 2] = c.try_into().unwrap();
            s += a * b;
        }
        for c in v.windows(3) {
            let a: [f64; 3] = c.try_into().unwrap();
            s += a.iter().product::<f64>();
        }
        s
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod of_any_length {
    use chainrule::differentiate;

    #[differentiate]
    fn dot<const D: usize>(a: &[f64], b: [f64; D]) -> f64 {
        let c: [f64; D] = a[..D].try_into().unwrap();
        (0..D).map(|i| c[i] * b[i]).sum()
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        dot(&[x, y, x * y], [y, y * y])
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod by_reference {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = vec![x, y, x * y, 0.5];
        let a: &[f64; 2] = v[1..3].try_into().unwrap();
        a[0] * a[1] + v[0]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod both {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, y, 0.2, x * y];
        let a: [f64; 2] = v[1..3].try_into().unwrap();
        let b = <[f64; 2]>::try_from(&v[..2]).unwrap();
        a[0] * a[1] * b[0]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}
