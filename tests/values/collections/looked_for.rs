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

mod results_of_methods {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Hit {
        distance: f64,
    }

    #[derive(Clone, Debug, Differentiable)]
    struct Circle {
        center: [f64; 2],
        radius: f64,
    }

    #[differentiate]
    impl Circle {
        fn hit(&self, from: [f64; 2]) -> Option<Hit> {
            let distance = (self.center[0] - from[0]).hypot(self.center[1] - from[1]) - self.radius;
            if distance > 0.0 { Some(Hit { distance }) } else { None }
        }

        fn parts(&self, k: f64) -> (f64, Vec<f64>) {
            (self.radius * k, self.center.iter().map(|c| c * k).collect())
        }
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let circles = vec![
            Circle { center: [x + 3.0, y], radius: 0.1 },
            Circle { center: [y + 5.0, x], radius: 0.2 * x },
            Circle { center: [0.0, y], radius: 9.0 },
        ];
        let hits = circles.iter().filter_map(|circle| circle.hit([0.0, y]));
        let hit = hits.min_by(|a, b| a.distance.total_cmp(&b.distance));
        let last =
            circles.iter().map(|circle| circle.parts(x)).filter(|parts| parts.0.abs() < 8.0 * x.abs()).last().unwrap();
        hit.map_or(0.0, |hit| hit.distance * hit.distance) + last.0 * last.1[0]
    }

    chainrule_tests::agrees!(f);
}

mod tuples_with_lists {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let rows = [(x + 4.0, vec![y]), (y + 4.0, vec![x, 1.0]), (x * y, vec![x])];
        let a = rows.iter().cloned().filter(|row| row.0 > 1.5).last().unwrap();
        let b = rows.iter().filter(|row| row.1.len() > 1).map(|row| (row.0 * x, row.1.clone())).next().unwrap();
        let c = rows.iter().filter(|row| row.0 > 1.5).map(|row| row.1.clone()).max_by(|p, q| p[0].total_cmp(&q[0]));
        a.0 * a.1[0] * b.1[0] + b.0 + c.unwrap()[0]
    }

    chainrule_tests::agrees!(f, [(0.7, 1.3), (1.1, 0.4)]);
}
