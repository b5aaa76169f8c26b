//! `zip` of two chains of which neither knows the positions of its items.

mod flattened_rows {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = vec![vec![x, y], vec![x * y]];
        let b = vec![vec![y], vec![x, 2.0, y]];
        a.iter().flatten().zip(b.iter().flatten()).map(|(p, q)| p * q).sum()
    }

    chainrule_tests::agrees!(f);
}

mod filtered_and_shorter {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y, -10.0, x * y, 3.0];
        let b = [y, -10.0, x, 2.0];
        let mut total = 0.0;
        for (k, (p, q)) in a.iter().filter(|p| **p > -5.0).zip(b.iter().filter(|q| **q > -5.0)).enumerate() {
            total += p * q * q * (k + 1) as f64;
        }
        total
    }

    chainrule_tests::agrees!(f);
}

mod changed_through_the_other_side {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut a = [[x, y], [0.5, x * y]];
        let b = [[y, 0.2], [x, 2.0]];
        for (p, q) in a.iter_mut().flatten().zip(b.iter().flatten()) {
            *p *= q * y;
        }
        for (q, p) in b.iter().flatten().zip(a.iter_mut().flatten()) {
            *p -= *p * q;
        }
        a[0][0] * a[1][1] + a[0][1]
    }

    chainrule_tests::agrees!(f);
}

mod pairs_and_chains {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y, 0.5];
        let b = [2.0, x, y];
        let pairs: Vec<(f64, f64)> = a.iter().chain(&b).copied().zip(b.iter().chain(a.iter()).map(|p| p * x)).collect();
        let flags = [[true, false, true], [true, true, false]];
        let numbered = b.iter().chain(&a).enumerate().filter(|(k, _)| k % 4 != 3);
        let chosen: f64 =
            flags.iter().flatten().zip(numbered).filter(|(flag, _)| **flag).map(|(_, (k, p))| p * k as f64).sum();
        pairs.iter().map(|(u, v)| u * v * v).sum::<f64>() + chosen
    }

    chainrule_tests::agrees!(f);
}

mod an_endless_side_cut_off {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let powers = std::iter::successors(Some(x), |k| Some(k * y));
        powers.zip(std::iter::successors(Some(y), |k| Some(k * 0.5)).take(4)).map(|(p, q)| p * q).sum()
    }

    chainrule_tests::agrees!(f);
}
