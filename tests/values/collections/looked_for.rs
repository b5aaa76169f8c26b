//! Items that are looked for among those that come one by one: the search ends with them.

mod found_behind_a_filter {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = [x, y, x + y, x * y + 2.0];
        v.iter().copied().filter(|a| *a > 0.5).find(|a| *a > 1.0).unwrap_or(0.25) * x
    }

    chainrule_tests::agrees!(f, [(0.7, 1.3), (1.1, 0.4)]);
}

mod a_place_in_a_sequence {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        std::iter::successors(Some(x), |a| Some(a * y + 0.1)).nth(3).unwrap()
    }

    chainrule_tests::agrees!(f, [(0.7, 1.3), (1.1, 0.4)]);
}

mod found_in_a_sequence {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        std::iter::successors(Some(x), |a| Some(a * 1.5 + y)).find(|a| *a > 4.0).unwrap()
    }

    chainrule_tests::agrees!(f, [(0.7, 1.3), (1.1, 0.4)]);
}

mod the_first_that_is_left {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        std::iter::successors(Some(x), |a| Some(a * 1.5 + y)).skip_while(|a| *a < 4.0).next().unwrap()
    }

    chainrule_tests::agrees!(f, [(0.7, 1.3), (1.1, 0.4)]);
}

mod found_among_all_numbers {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        (1..).map(|i| x * i as f64 + y).find(|a| *a > 4.0).unwrap()
    }

    chainrule_tests::agrees!(f, [(0.7, 1.3), (1.1, 0.4)]);
}

mod a_place_among_some {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        (1..).map(|i| x * i as f64 + y).filter(|a| *a > 2.05).nth(2).unwrap()
    }

    chainrule_tests::agrees!(f, [(0.7, 1.3), (1.1, 0.4)]);
}
