//! Assignments that stand where a value is expected.

/// Away from what the filters compare with.
const POINTS: [(f64, f64); 3] = [(0.7, 1.3), (1.1, 0.4), (0.35, 0.8)];

mod mapped {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = x;
        let o = Some(y);
        let _r = o.map(|v| s *= v);
        s * y
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod part_of_a_tuple {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = x;
        let t = (s *= y, s * 2.0);
        t.1 + s
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod closure_body {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = x;
        let mut add = |v: f64| s += v * y;
        add(x);
        let _u: () = add(2.0);
        s * y
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod arms {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = x;
        let k = 3;
        let () = match k {
            0 => s += y,
            1 | 2 => s -= y,
            _ => s *= y,
        };
        s * y
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod counted {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = x;
        let v = vec![x, y];
        let n = v.iter().map(|a| s += a * y).count();
        s * y + n as f64
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod blocks_and_loops {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = x;
        let b;
        let c = {
            b = s * y;
            b
        };
        s = loop {
            s *= y;
            if s < 10.0 {
                break s * c;
            }
        };
        while {
            s *= 0.5;
            s > 0.4
        } {}
        s
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod payload_of_a_result {
    use chainrule::differentiate;

    #[differentiate]
    fn go(v: &mut Vec<f64>, y: f64) -> Result<(), String> {
        v.push(y);
        Ok(v[0] *= y)
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x];
        go(&mut v, y).unwrap();
        let r = go(&mut v, x);
        r.map(|()| v[1] += 1.0).unwrap();
        v.iter().sum()
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod item_by_item {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y];
        let mut it = v.iter_mut();
        it.next().map(|a| *a *= y);
        it.next().map(|a| {
            *a *= x;
            *a += 1.0;
        });
        v[0] * v[1]
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod in_closures_with_a_value {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut v = vec![x, y];
        let done = v.iter_mut().all(|a| {
            *a *= y;
            *a > 0.0
        });
        let k = v
            .iter_mut()
            .map(|a| {
                *a += x;
                *a
            })
            .sum::<f64>();
        if done { v[0] * k } else { v[1] }
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod inside_of_a_sum {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        let n: usize = (0..5usize)
            .map(|i| {
                s += x;
                i
            })
            .sum();
        s * y + n as f64
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod block {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        let k = {
            s += x * 2.0;
            3
        };
        s * y + k as f64
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod index {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        let v = [1.0, y];
        let a = v[{
            s += x;
            1
        }];
        s * a
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod condition {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        if {
            s = x;
            s > 0.1
        } {
            s *= y;
        }
        s
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod filter {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = vec![0.0; 3];
        let n = (0..3)
            .filter(|&i| {
                s[i] = x * y;
                i > 0
            })
            .count();
        s[1] + n as f64
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod any_and_collect {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        let any = (0..3).any(|i| {
            s += x;
            i == 1
        });
        let names: Vec<String> = (0..2)
            .map(|i| {
                s += y;
                format!("{i}")
            })
            .collect();
        if any { s + names.len() as f64 } else { 0.0 }
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod written_items {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = [0.0];
        let t = s
            .iter_mut()
            .map(|p| {
                *p = x;
                1
            })
            .sum::<i32>();
        let u: i32 = s
            .iter_mut()
            .map(|p| {
                *p *= y;
                1
            })
            .sum();
        s[0] * (t + u) as f64
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod options {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        let o = Some(2);
        let k = o
            .map(|k| {
                s = x;
                k
            })
            .unwrap_or(1);
        let l = o.map_or(0, |k| {
            s *= y;
            k
        });
        let m = o.is_some_and(|k| {
            s += y;
            k > 1
        });
        if m { s * (k + l) as f64 } else { 0.0 }
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod arrays {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        let w = std::array::from_fn::<usize, 3, _>(|i| {
            s += x;
            i
        });
        let z = [1, 2].map(|k| {
            s += y;
            k
        });
        s * (w[2] + z[0]) as f64
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod entry {
    use std::collections::HashMap;

    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut m: HashMap<i32, i32> = HashMap::new();
        let mut s = 0.0;
        *m.entry(1).or_insert_with(|| {
            s = x;
            2
        }) += 1;
        let n = m
            .get(&1)
            .map(|k| {
                s *= y;
                *k
            })
            .unwrap();
        s * n as f64
    }

    chainrule_tests::agrees!(f, super::POINTS);
}

mod state_of_a_scan {
    use chainrule::differentiate;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let table: Vec<f64> = (0..=5)
            .scan(1.0, |p, i| {
                let now = *p;
                *p *= x / (i as f64 + 1.0);
                Some(now)
            })
            .collect();
        table.iter().rev().fold(0.0, |s, c| s * y + c)
    }

    chainrule_tests::agrees!(f, super::POINTS);
}
