//! Folds whose state is a mutable reference.

/// Away from what the filters compare with.
const POINTS: [(f64, f64); 3] = [(0.7, 1.3), (1.1, 0.4), (0.35, 0.8)];

mod list_that_grows {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, y, 0.3];
        let mut acc = vec![x];
        v.iter().fold(&mut acc, |acc, a| {
            acc.push(a * y);
            acc
        });
        acc.iter().sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod array {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, y, 0.3];
        let mut acc = [0.0; 2];
        v.iter().fold(&mut acc, |acc, a| {
            acc[1] += a * y;
            acc
        });
        acc[1] * x
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod struct_and_result {
    use chainrule::{Differentiable, differentiate};

    #[derive(Differentiable, Clone)]
    struct S {
        m: f64,
        n: Vec<f64>,
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, y, 0.3];
        let mut s = S { m: 1.0, n: vec![] };
        let t = v.iter().fold(&mut s, |s, a| {
            s.m *= a;
            s.n.push(a * x);
            s
        });
        t.m *= y;
        s.m * s.n.iter().sum::<f64>()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod items_written_on_their_way {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut w = vec![x, y, x * y];
        w.iter_mut().filter(|a| **a > 0.1).for_each(|a| *a *= x);
        for a in w.iter_mut().skip_while(|a| **a < 0.2).map(|a| &mut *a) {
            *a *= y;
        }
        w.iter_mut().enumerate().filter_map(|(i, a)| if i > 0 { Some(a) } else { None }).for_each(|a| *a *= *a);
        w.iter().sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}
