//! Queues changed in the middle, extended, cut, sorted and turned into lists.

/// Away from what the filters compare with.
const POINTS: [(f64, f64); 3] = [(0.7, 1.3), (1.1, 0.4), (0.35, 0.8)];

mod one_removed {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d = VecDeque::from([x, y, x * y]);
        let q = d.remove(1).unwrap();
        d[0] * q + d[1]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod perhaps_removed {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d = VecDeque::from([x, y, x * y]);
        let mut r = 0.0;
        if let Some(q) = d.remove(1) {
            r += q * x;
        }
        d.remove(0);
        if d.remove(7).is_none() {
            r *= y;
        }
        d[0] * r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod inserted {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d = VecDeque::from([x, y, x * y]);
        d.insert(1, x * x);
        d.insert(4, y);
        d[0] * d[1] + d[2] * d[4]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod split_off {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d = VecDeque::from([x, y, x * y]);
        let t = d.split_off(1);
        d.iter().sum::<f64>() * t[0] + t.back().unwrap() * t.len() as f64
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod resized {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d = VecDeque::from([x, y, x * y]);
        d.resize(5, y * y);
        d.truncate(4);
        d.swap(0, 3);
        d.rotate_left(1);
        d.rotate_right(2);
        d.iter().enumerate().map(|(i, t)| t * i as f64).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod drained {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d = VecDeque::from([x, y, x * y]);
        d.retain(|t| *t > 0.5);
        d.push_front(y);
        d.drain(..1);
        d.iter().enumerate().map(|(i, t)| t * i as f64).sum::<f64>() + d.iter().rev().take(1).sum::<f64>() * x
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod sorted {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d: VecDeque<f64> = [x, y, x * y].into();
        d.make_contiguous().sort_by(|a, b| a.total_cmp(b));
        d.iter().enumerate().map(|(i, t)| t * i as f64).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod converted {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let d: VecDeque<f64> = [x, y, x * y].into_iter().collect();
        let v: Vec<f64> = d.into();
        let e: VecDeque<_> = v.into();
        let w = Vec::from(e);
        w.iter().enumerate().map(|(i, t)| t * i as f64).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod of_pairs {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d: VecDeque<(f64, usize)> = VecDeque::new();
        d.push_back((x, 1));
        d.push_back((y, 2));
        let mut r = 0.0;
        while let Some((v, n)) = d.pop_front() {
            r += v * n as f64;
            if n < 5 {
                d.push_back((v * y, n + 2));
            }
        }
        r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod of_lists {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d: VecDeque<Vec<f64>> = VecDeque::with_capacity(3);
        d.push_back(vec![x, y]);
        d.push_front(vec![y]);
        d[1][0] *= y;
        d.front_mut().unwrap().push(x);
        if let Some(l) = d.back_mut() {
            l[1] += x;
        }
        d.iter().map(|l| l.iter().sum::<f64>()).product::<f64>() + d.get(1).map_or(0.0, |l| l[0])
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod extended {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d = VecDeque::from(vec![x, y]);
        d.extend([x * y]);
        d.extend(vec![y, x]);
        d.extend(&[x]);
        let v = vec![x, y * y];
        d.extend(&v);
        d.extend(v.iter());
        d.extend(v.iter().map(|t| t * x));
        d.extend(v);
        d.extend(Some(x));
        d.iter().enumerate().map(|(i, t)| t * i as f64).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod appended {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d: VecDeque<f64> = VecDeque::new();
        d.extend([x, y]);
        let mut e = VecDeque::from([x * y]);
        d.append(&mut e);
        e.extend(d.iter().map(|t| t * x));
        d.extend(e.drain(..));
        for k in 0..3 {
            d.extend((0..k).map(|i| x * i as f64));
        }
        d.truncate(9);
        d.iter().enumerate().map(|(i, t)| t * i as f64).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod appended_once {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d: VecDeque<f64> = VecDeque::new();
        d.extend([x, y]);
        let mut e = VecDeque::from([x * y]);
        d.append(&mut e);
        d.iter().enumerate().map(|(i, t)| t * i as f64).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod drained_into_another {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d: VecDeque<f64> = VecDeque::new();
        d.extend([x, y]);
        let mut e = VecDeque::from([x * y]);
        e.extend(d.iter().map(|t| t * x));
        d.extend(e.drain(..));
        d.iter().enumerate().map(|(i, t)| t * i as f64).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod extended_in_a_loop {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d: VecDeque<f64> = VecDeque::new();
        d.extend([x, y]);
        for k in 0..3 {
            d.extend((0..k).map(|i| x * i as f64));
        }
        d.truncate(9);
        d.iter().enumerate().map(|(i, t)| t * i as f64).sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod three_of_a_name {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: Vec<f64> = vec![x, y];
        let k = 1;
        m.push(x);
        let r = m.iter().sum::<f64>() + m[k];
        let mut m = VecDeque::from([x, y]);
        m.push_back(r);
        let t: f64 = m.iter().sum();
        let m = t;
        m * r
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod everything {
    use std::collections::VecDeque;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut d: VecDeque<f64> = VecDeque::new();
        d.push_back(x);
        d.truncate(9);
        d.resize(3, y);
        d.insert(1, x * y);
        let q = d.remove(0).unwrap();
        d.swap(0, 1);
        d.rotate_right(1);
        let t = d.split_off(1);
        d.iter().enumerate().map(|(i, t)| t * (i + 2) as f64).sum::<f64>() + t[0] * q
    }

    chainrule_tests::agrees!(f, super::POINTS);
}
