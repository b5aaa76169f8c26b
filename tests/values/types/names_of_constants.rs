//! Names that refer to values without derivatives.

mod powf_of_constant_parts {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    enum Rate {
        Constant(f64),
        Falloff {
            low: f64,
            #[constant]
            fc: f64,
        },
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Gas {
        #[constant]
        gamma: f64,
        p: f64,
    }
    #[differentiate]
    fn eval(r: &Rate, t: f64) -> f64 {
        match r {
            Rate::Constant(k) => *k,
            Rate::Falloff { low, fc } => low * fc.powf(t) + fc.max(t) + fc.atan2(t) * fc.hypot(*low),
        }
    }
    #[differentiate]
    fn gas(g: &Gas, t: f64) -> f64 {
        let Gas { gamma, p } = g;
        gamma.powf(t) * p + gamma.mul_add(t, *p)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let rates = [Rate::Constant(x), Rate::Falloff { low: y, fc: 0.6 }, Rate::Falloff { low: x, fc: 3.1 }];
        rates.iter().map(|r| eval(r, x * y)).sum::<f64>() * gas(&Gas { gamma: 1.4, p: x }, y)
    }

    chainrule_tests::agrees!(f);
}

mod first_and_last_of_constants {
    use chainrule::differentiate;

    #[differentiate]
    fn spread(v: &[f64]) -> Option<f64> {
        let (&first, &last) = (v.first()?, v.last()?);
        Some((last - first) * first)
    }
    #[differentiate]
    fn grid(x: f64, #[constant] t: &[f64]) -> Option<f64> {
        let (&first, &last) = (t.first()?, t.last()?);
        let u = (x - first) / (last - first);
        let &second = t.get(1)?;
        Some(u * u + u.powf(2.0 * second) * second.powf(u))
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        spread(&[x, y, x * y]).unwrap_or(0.0) + grid(3.0 + x * x + y * y, &[0.5, 1.0, 2.5]).unwrap_or(1.0)
    }

    chainrule_tests::agrees!(f);
}
