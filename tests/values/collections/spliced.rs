//! Parts of lists replaced by others, repeated and filled; names that the macro brings in twice.

/// Away from what the filters compare with.
const POINTS: [(f64, f64); 3] = [(0.7, 1.3), (1.1, 0.4), (0.35, 0.8)];

mod one_part {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y, x * y];
        v.splice(0..1, [y * y, x]);
        v.splice(1..=1, vec![]);
        v.splice(2.., vec![x].into_iter().map(|t| t * y));
        v.iter().enumerate().map(|(i, t)| t * (i + 1) as f64).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod every_range {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y, x * y, 0.5];
        v.splice(0..1, [v[0] * v[1], v[2]]);
        let n = 1;
        v.splice(n..n + 2, std::iter::once(x));
        v.splice(.., vec![v[0], v[1], y]);
        v.splice(..1, []);
        v.extend_from_within(..);
        v.extend_from_within(1..2);
        v.iter().enumerate().map(|(i, t)| t * (i + 1) as f64).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod filled {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y];
        let mut w = vec![y];
        v.resize_with(4, || x * y);
        w.resize_with(1 + v.len(), || x);
        v.resize_with(3, || y);
        w.resize_with(2, || 0.0);
        v.fill_with(|| x);
        v.resize_with(5, || x * x * y);
        w.fill_with(|| y * x);
        v.iter().chain(&w).enumerate().map(|(i, t)| t * (i + 1) as f64).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod names_of_the_user {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let __items = x * y;
        let mut v = vec![x];
        v.extend_from_within(..);
        let __count = v.len() as f64;
        v.resize_with(4, || y);
        v.extend_from_within(1..3);
        v.iter().enumerate().map(|(i, t)| t * (i + 1) as f64).sum::<f64>() * __items + __count * x
    }

    chainrule_tests::agrees!(f, super::POINTS);
}
