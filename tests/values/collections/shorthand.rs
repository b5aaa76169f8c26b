//! What says the same in fewer words: references before methods, options of containers, `then`.

mod references_before_methods {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y, x * y];
        let s: f64 = (&v).into_iter().map(|a| a * a).sum();
        let t: f64 = (&v).iter().zip((&v).iter().skip(1)).map(|(a, b)| a * b).sum();
        let w = (&v).clone();
        let arr = [x, y];
        let u: f64 = (&arr).into_iter().map(|a| *a * 2.0).sum();
        for a in &mut v {
            *a += x;
        }
        for a in (&mut v).into_iter() {
            *a *= y;
        }
        s + t + u + v[2] + w[0] * v[1] + (&arr)[1]
    }

    chainrule_tests::agrees!(f);
}

mod options_of_containers {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let o: Option<Vec<f64>> = Some(vec![x, y]);
        let s: f64 = o.as_deref().unwrap().iter().sum();
        let t = o.as_deref().map_or(0.0, |v| v[0] * v[1]);
        let n: Option<String> = Some("ab".to_string());
        let k = n.as_deref().unwrap().len() + n.as_deref().map_or(0, |s| s.len());
        let mut b: Option<Box<f64>> = Some(Box::new(x));
        *b.as_deref_mut().unwrap() *= y;
        s * t + k as f64 * *b.as_deref().unwrap()
    }

    chainrule_tests::agrees!(f);
}

mod then_with_other_things {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let o = 1.cmp(&2).then(3.cmp(&1));
        let z = (o == std::cmp::Ordering::Less).then(|| x * 2.0).or((y > 0.0).then_some(y)).unwrap_or(1.0);
        let t = if let Some(v) = (x > y).then(|| {
            let q = x - y;
            q * q
        }) {
            v
        } else {
            y
        };
        z * t
    }

    chainrule_tests::agrees!(f);
}
