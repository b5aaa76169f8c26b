//! Folds that end early, runs of equal elements, positions that may be there.

use chainrule::differentiate;

mod folds_that_end_at_an_error {
    use super::*;

    #[derive(Debug, Clone)]
    enum E {
        Neg(usize),
    }
    #[differentiate]
    fn h(xs: &[f64], y: f64) -> Result<f64, E> {
        let s = xs
            .iter()
            .enumerate()
            .try_fold(y, |acc, (i, v)| if *v < -50.0 { Err(E::Neg(i)) } else { Ok(acc * v + i as f64) })?;
        let t = xs.iter().copied().try_fold((0.0, y), |(a, b), v| -> Result<(f64, f64), E> {
            let c = a + b * v;
            if c > 1e9 {
                return Err(E::Neg(0));
            }
            Ok((b, c))
        })?;
        Ok(s * t.1 - t.0)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match h(&[x, y, x * y], y) {
            Ok(v) => v,
            Err(E::Neg(i)) => i as f64,
        }
    }

    chainrule_tests::agrees!(f);
}

mod states_made_after_the_items {
    use super::*;

    #[differentiate]
    fn grab(s: &mut f64) -> Vec<f64> {
        *s *= 2.0;
        vec![*s, 1.5]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = x * y;
        let kept =
            |a: f64, v: f64| -> Result<f64, String> { if v < -1e3 { Err("low".to_string()) } else { Ok(a * v) } };
        let a = grab(&mut s).into_iter().try_fold(s, |a, v| -> Result<f64, String> { kept(a, v) }).unwrap_or(0.0);
        let b = [x, y].iter().try_fold(grab(&mut s)[0], |a, v| kept(a + v, s)).unwrap_or(0.0);
        a + b * s
    }

    chainrule_tests::agrees!(f);
}

mod folds_of_options_and_results {
    use super::*;

    #[differentiate]
    fn g(xs: &[f64]) -> Option<f64> {
        xs.iter().try_fold(1.0, |acc, v| if *v > -5.0 { Some(acc * v + 1.0) } else { None })
    }
    #[differentiate]
    fn h(xs: &[f64]) -> Result<f64, String> {
        xs.iter().enumerate().try_fold(0.0, |acc, (i, &v)| {
            if v < -1.5 {
                return Err(format!("bad {i}"));
            }
            Ok(acc + v.exp() * i as f64)
        })
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y]).unwrap() + h(&[x, y, x - y]).unwrap_or(0.0)
    }

    chainrule_tests::agrees!(f);
}

mod an_element_at_a_position {
    use super::*;

    #[differentiate]
    fn g(xs: &[f64], k: f64) -> f64 {
        let a = xs.iter().position(|v| *v > k).and_then(|i| xs.get(i)).copied().unwrap_or(0.5);
        let b = xs.iter().position(|v| *v > 1e3).and_then(|i| xs.get(i + 1)).copied();
        a * a + b.unwrap_or(k)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(&[x, y, x * y + 5.0], 3.0) * x + g(&[y], x)
    }

    chainrule_tests::agrees!(f);
}
