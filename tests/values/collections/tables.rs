//! Constants of a module, whose elements iterators give, and arrays by a name of the user's.

use chainrule::differentiate;

mod a_constant_is_read_by_an_iterator {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    const COEFFICIENTS: [f64; 5] = [0.25, -1.5, 2.0, 0.125, -0.75];
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut sum = COEFFICIENTS[0];
        for (i, c) in COEFFICIENTS.iter().enumerate().skip(1) {
            sum += c / (x * x + y * i as f64 + 2.0);
        }
        sum.sin()
    }

    chainrule_tests::agrees!(f);
}

mod a_constant_is_summed_backwards {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    const COEFFICIENTS: [f64; 4] = [0.25, -1.5, 2.0, 0.125];
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        COEFFICIENTS.iter().rev().fold(0.0, |sum, c| sum * x + c) * COEFFICIENTS.iter().map(|c| c * y).product::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod two_constants_side_by_side {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    const NODES: [f64; 3] = [-0.774_596_669, 0.0, 0.774_596_669];
    static WEIGHTS: &[f64] = &[0.555_555_556, 0.888_888_889, 0.555_555_556];
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (half, middle) = (0.5 * (y - x), 0.5 * (y + x));
        let integral: f64 = NODES.iter().zip(WEIGHTS).map(|(node, weight)| weight * (middle + half * node).sin()).sum();
        let mut squares = 0.0;
        for (node, weight) in NODES.iter().zip(WEIGHTS.iter()) {
            squares += *weight * (node * x).powi(2);
        }
        integral * half + squares
    }

    chainrule_tests::agrees!(f);
}

mod a_constant_of_pairs {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    const RULE: [(f64, f64); 3] = [(-0.5, 0.3), (0.1, 0.5), (0.8, 0.2)];
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut sum = 0.0;
        for &(node, weight) in RULE.iter() {
            sum += weight * (x * node).exp();
        }
        for (node, weight) in RULE {
            sum += weight * (y * node).cos();
        }
        for (node, weight) in &RULE {
            sum -= weight * y * node;
        }
        sum * RULE.iter().map(|(node, weight)| (x + node) * weight * y).sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod a_constant_of_integers {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    const PRIMES: [u32; 4] = [2, 3, 5, 7];
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut sum = 0.0;
        for p in PRIMES.iter() {
            sum += (x * f64::from(*p)).sin();
        }
        for &p in &PRIMES {
            sum += y / p as f64;
        }
        for p in PRIMES {
            sum *= 1.0 + y.powi(p as i32) / 1000.0;
        }
        sum + PRIMES.iter().map(|&p| x.powi(p as i32)).sum::<f64>() + PRIMES.len() as f64 * y
    }

    chainrule_tests::agrees!(f);
}

mod a_constant_inside_of_an_impl {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    struct Rule;
    impl Rule {
        const NODES: [f64; 2] = [0.2, 0.8];
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        const INSIDE: [f64; 3] = [1.0, -0.5, 0.25];
        let mut sum = 0.0;
        for node in Rule::NODES.iter() {
            for weight in INSIDE.iter() {
                sum += weight * (x * node).exp();
            }
        }
        for w in INSIDE {
            sum *= 1.0 + w * y;
        }
        sum
    }

    chainrule_tests::agrees!(f);
}

mod constants_of_text_and_in_windows {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    const NAMES: [&str; 3] = ["a", "bc", "def"];
    const KNOTS: [f64; 4] = [0.0, 0.5, 1.5, 3.0];
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut sum = 0.0;
        for name in NAMES.iter() {
            sum += if *name == "bc" { x * y } else { x * name.len() as f64 };
        }
        for pair in KNOTS.windows(2) {
            if x.abs() >= pair[0] && x.abs() < pair[1] {
                sum += (x - pair[0]) / (pair[1] - pair[0]) * y;
            }
        }
        sum
    }

    chainrule_tests::agrees!(f);
}

mod an_array_of_arrays_by_an_alias {
    #[allow(unused_imports, reason = "not every module derives")]
    use super::*;

    type Square = [[f64; 2]; 2];
    #[differentiate]
    fn product(a: Square, b: Square) -> Square {
        std::array::from_fn(|i| std::array::from_fn(|j| (0..2).map(|k| a[i][k] * b[k][j]).sum()))
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a: Square = [[1.0, 0.1], [x, y]];
        let b = product(a, product(a, [[y, x], [0.5, x * y]]));
        b[0][0] * b[1][1] - b[0][1] * b[1][0]
    }

    chainrule_tests::agrees!(f);
}

mod positions_by_pattern {
    use chainrule::differentiate;

    #[differentiate]
    fn g(a: &[f64; 3], observed: &[usize]) -> f64 {
        let [first, rest @ ..] = observed else { return 0.0 };
        let mut s = a[*first];
        for &o in rest {
            s *= a[o];
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y], &[0, 2, 1, 1])
    }

    chainrule_tests::agrees!(f);
}

mod positions_by_match {
    use chainrule::differentiate;

    #[differentiate]
    fn g(a: &[f64; 3], observed: &[usize]) -> f64 {
        match observed {
            [] => 1.0,
            [one] => a[*one],
            [first, .., last] => a[*first] * a[*last],
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y], &[0, 2, 1, 1])
            + g(&[x, y, x * y], &[1])
            + if let Some((h, t)) = [1usize, 2].split_first() { x.powi(*h as i32 + t.len() as i32) } else { 0.0 }
    }

    chainrule_tests::agrees!(f);
}
