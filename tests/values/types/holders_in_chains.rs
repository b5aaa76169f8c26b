//! Methods of `Option` and `Result` one after the other, whose closures take errors of any type.

mod errors_in_chains {
    use chainrule::differentiate;
    #[differentiate]
    fn checked(x: f64) -> Result<f64, String> {
        if x > 1.0 { Ok(x.ln()) } else { Err("small".to_string()) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = checked(x).or_else(|_| checked(y)).unwrap_or(x * y);
        let b = checked(y).or_else(|e| Ok::<f64, String>(x * e.len() as f64)).unwrap();
        let c = checked(x)
            .map_err(|e| e.len())
            .and_then(|v| if v > 0.5 { Ok(v * y) } else { Err(3) })
            .unwrap_or_else(|n| n as f64 * x);
        let d = checked(x).or_else(|_| Err("no")).map_or(y, |v| v + y);
        a + b * c + d
    }
    chainrule_tests::agrees!(f);
}

mod one_of_two {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = if x > 0.0 { Some(x * y) } else { None };
        let b: Option<f64> = if y > 1.0 { Some(y * y) } else { None };
        let s1 = a.xor(b).unwrap_or(x);
        let nested: Option<Option<f64>> = a.map(|v| if v > 1.0 { Some(v) } else { None });
        let fl = nested.flatten().unwrap_or(x);
        s1 + fl
    }
    chainrule_tests::agrees!(f);
}

mod turned_inside_out {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = if x > 0.0 { Some(x * y) } else { None };
        let tr: Result<Option<f64>, i32> = a.map(|v| if v > 0.5 { Ok(v * v) } else { Err(3) }).transpose();
        let tv = match tr {
            Ok(Some(v)) => v,
            Ok(None) => x,
            Err(e) => e as f64 * y,
        };
        let r = a.ok_or("none").map_or_else(|e| e.len() as f64 * x, |v| v.exp());
        tv + r
    }
    chainrule_tests::agrees!(f);
}

mod closures_with_question_marks {
    use chainrule::differentiate;
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = if x > 0.0 { Some(x * y) } else { None };
        let b: Option<f64> = if y > 1.0 { Some(y * y) } else { None };
        let cc = a.as_ref().copied().unwrap_or(1.0);
        let bb = b.as_ref().map(|v| v * v).unwrap_or(1.0);
        let mut dd = b;
        if let Some(v) = dd.as_mut() {
            *v *= x;
        }
        let get = |i: usize| -> Option<f64> {
            let p = a?;
            let q = [x, y].get(i).copied()?;
            Some(p * q)
        };
        let k = get(1).unwrap_or(x) + get(5).unwrap_or(y);
        let q = a.filter(|v| *v > 1.0).is_some_and(|v| v < 10.0);
        let z = a.zip(b).map(|(p, q)| p * q).unwrap_or(y);
        cc + bb + dd.unwrap_or(2.0 * y) + k + z + if q { x } else { y }
    }
    chainrule_tests::agrees!(f);
}

mod written_variants {
    use chainrule::differentiate;
    #[differentiate]
    fn checked(x: f64) -> Result<f64, String> {
        if x > 1.0 { Ok(x.ln()) } else { Err("small".to_string()) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let b = checked(y).or_else(|e| Ok::<f64, String>(x * e.len() as f64)).unwrap();
        b
    }
    chainrule_tests::agrees!(f);
}

/// What enters an `Option` tells its type, where it begins as `None`.
mod options_that_begin_with_nothing {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut smooth = None;
        for v in &[x, y, x * y] {
            smooth = Some(match smooth {
                None => *v,
                Some(s) => 0.7 * s + 0.3 * v * v,
            });
        }
        smooth.unwrap_or(0.0)
    }

    chainrule_tests::agrees!(f);
}
