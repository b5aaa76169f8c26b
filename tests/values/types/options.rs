//! `Option`, `Result` and `Box` that hold differentiated values, and the patterns that look into them.

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn last_hit(x: f64, y: f64, n: usize) -> f64 {
    let mut best = None;
    for k in 0..n {
        let v = x * k as f64;
        if v > 1.0 {
            best = Some(v * y);
        }
    }
    match best {
        Some(b) => b * b,
        None => x * y,
    }
}

#[test]
fn an_option_that_a_loop_fills() {
    for n in [0, 1, 2, 5] {
        check!(last_hit(1.3, 0.7, const n));
    }
}

#[differentiate]
fn arms(o: Option<f64>, y: f64) -> f64 {
    let mut s = y;
    if let Some(v) = &o {
        s *= *v;
    }
    match o {
        Some(v) if v > 1.0 => s * v,
        Some(v) => s + v,
        None => y,
    }
}

#[test]
fn an_option_as_parameter() {
    check!(arms(Some(1.5), 0.7));
    check!(arms(Some(0.5), 0.7));
    check!(arms(None, 0.7));
}

#[differentiate]
fn in_place(o: &mut Option<f64>, y: f64) -> f64 {
    if let Some(v) = o {
        *v *= y;
        *v *= *v;
    }
    if let Some(v) = o.as_mut() {
        *v += y.sin();
    }
    match o {
        Some(v) => *v + y,
        None => y * y,
    }
}

#[test]
fn an_option_that_changes_in_place() {
    check!(in_place(&mut Some(1.5), 0.7));
    check!(in_place(&mut None::<f64>, 0.7));
}

#[differentiate]
fn or_else(o: Option<f64>, n: Option<usize>, y: f64) -> f64 {
    let Some(v) = o else { return y * y };
    let Some(k) = n else {
        return v.sin();
    };
    let mut s = 1.0;
    for _ in 0..k {
        s *= v + y;
    }
    s
}

#[test]
fn let_else() {
    check!(or_else(Some(1.5), const Some(3), 0.7));
    check!(or_else(Some(1.5), const None, 0.7));
    check!(or_else(None, const Some(3), 0.7));
}

#[differentiate]
fn half(x: f64) -> Option<f64> {
    if x > 0.0 { Some(x * 0.5) } else { None }
}

#[differentiate]
fn product_of_halves(x: f64, y: f64) -> Option<f64> {
    let a = half(x)?;
    let b = half(y - 1.0)?;
    Some(a * b * half(x * y)?)
}

#[differentiate]
fn halves(x: f64, y: f64) -> f64 {
    let mut sum = 0.0;
    for k in 0..4 {
        let inner = product_of_halves(x - k as f64, y);
        if let Some(v) = inner {
            sum += v * v;
        } else {
            sum += x * y;
        }
    }
    sum
}

#[test]
fn question_marks() {
    check!(halves(1.5, 2.0));
    check!(halves(2.5, 0.5));
}

#[differentiate]
fn doubling(x: f64) -> f64 {
    let mut current = Some(x);
    let mut s = 0.0;
    while let Some(v) = current {
        s += v * v;
        current = if v > 10.0 { None } else { Some(v * 2.0) };
    }
    s
}

#[test]
fn while_let() {
    check!(doubling(3.0) => 126.0);
    check!(doubling(11.0));
}

#[differentiate]
fn tuples_of_options(a: Option<f64>, b: Option<f64>, k: usize) -> f64 {
    match (a, &b, k) {
        (Some(p), Some(q), n) if n > 1 => p * q * n as f64,
        (Some(p), None, _) => p * p,
        (None, Some(q), _) => *q * *q,
        (_, _, n) => n as f64,
    }
}

#[test]
fn a_match_on_several() {
    check!(tuples_of_options(Some(3.0), Some(2.0), const 2));
    check!(tuples_of_options(Some(3.0), Some(2.0), const 1));
    check!(tuples_of_options(Some(3.0), None, const 1));
    check!(tuples_of_options(None, Some(2.0), const 1));
}

#[differentiate]
fn boxed(x: f64, y: f64) -> f64 {
    let mut b = Box::new(x * y);
    for _ in 0..3 {
        *b *= *b + x;
    }
    let c = Box::new((*b, y));
    *b + c.0 * c.1
}

#[test]
fn boxes() {
    check!(boxed(0.3, 0.7));
}

#[differentiate]
fn ends(v: &[f64], w: &[f64]) -> f64 {
    let head = match v {
        [] => 0.0,
        [a] => a * a,
        [a, .., b] => a * b,
    };
    let [p, rest @ ..] = w else { return head };
    let mut s = *p * head;
    for r in rest {
        s += r * p;
    }
    s
}

#[test]
fn slice_patterns() {
    check!(ends(&[], &[1.0]));
    check!(ends(&[2.0], &[1.0, 3.0]));
    check!(ends(&[2.0, 5.0, 7.0], &[1.0, 3.0, 4.0]));
    check!(ends(&[2.0, 5.0], &[]));
}

#[differentiate]
fn shadowed(v: Option<f64>, x: f64) -> f64 {
    let v = match v {
        Some(v) if v > x => v * x,
        Some(x) => x,
        None => x,
    };
    let x = if let Some(x) = Some(v * x) { x } else { v };
    if matches!(Some(x), Some(y) if y > 1.0) { x * v } else { x }
}

#[test]
fn names_in_patterns_shadow() {
    check!(shadowed(Some(3.0), 2.0));
    check!(shadowed(Some(1.0), 2.0));
    check!(shadowed(None, 0.2));
}

#[differentiate]
fn combinators(o: Option<f64>, y: f64) -> f64 {
    let inner = y * 2.0;
    let a = o.unwrap_or(inner * y);
    let b = o.map(|v| v * inner).unwrap_or_default();
    let c = o.map_or(y, |v| v.sin());
    let d = half(y).unwrap() + half(y * a).expect("positive");
    let e = o.and_then(|v| half(v * y)).unwrap_or(1.0);
    let f = o.zip(half(y)).map_or_else(|| y * y, |(p, q)| p * q * inner);
    let g = o.filter(|v| *v > 1.0).or(Some(inner * y)).map_or(0.0, |v| v.cos());
    a * b + c * d + e + f * g
}

#[test]
fn methods_of_options() {
    check!(combinators(Some(1.5), 2.0));
    check!(combinators(Some(0.5), 2.0));
    check!(combinators(None, 2.0));
}

#[differentiate]
fn of_vectors(o: &mut Option<Vec<f64>>, y: f64) -> f64 {
    let n = o.as_ref().map_or(0, |v| v.len());
    if let Some(v) = o.as_mut() {
        v[0] *= y;
    }
    o.as_mut().unwrap()[1] += y;
    let s = o.as_ref().unwrap();
    s[0] * s[1] * n as f64
}

#[differentiate]
fn of_integers(k: Option<usize>, y: f64) -> f64 {
    k.map(|k| y * k as f64).unwrap_or_else(|| y * y)
}

#[test]
fn parts_of_what_an_option_holds() {
    check!(of_vectors(&mut Some(vec![1.5, 2.5]), 2.0));
    check!(of_integers(const Some(3), 2.0) => 3.0);
    check!(of_integers(const None, 2.0) => 4.0);
}

#[test]
#[should_panic(expected = "a value is needed")]
fn expect_panics_with_its_message() {
    #[differentiate]
    fn needs(o: Option<f64>) -> f64 {
        o.expect("a value is needed") * 2.0
    }
    let _ = grad_needs(None);
}

#[differentiate]
fn chains(o: Option<f64>, p: Option<f64>, y: f64) -> f64 {
    let a = if let Some(v) = o
        && v > 1.0
        && let Some(w) = p
    {
        v * w
    } else if y > 0.0
        && let Some(w) = p
    {
        w * y
    } else {
        y
    };
    let mut s = a;
    let mut k = 0;
    let mut current = o;
    while k < 5
        && let Some(v) = current
    {
        k += 1;
        if k == 4 {
            break;
        }
        if v > 7.0 {
            continue;
        }
        s += v * a;
        current = if v > 5.0 { None } else { Some(v * y) };
    }
    s * s
}

#[test]
fn let_chains() {
    check!(chains(Some(1.5), Some(2.0), 1.7));
    check!(chains(None, Some(2.0), 1.7));
    check!(chains(Some(1.5), None, 1.7));
    check!(chains(None, None, 1.7));
    check!(chains(Some(0.2), Some(0.3), 1.7));
    check!(chains(Some(8.0), Some(0.3), -1.7));
}

#[differentiate]
fn refilled_option(x: f64, y: f64, n: usize) -> f64 {
    let mut s = x;
    for j in 0..n {
        let mut o: Option<f64> = if s > 0.3 { Some(y) } else { None };
        match o {
            Some(v) if v > 0.2 && j < 2 => s *= v,
            Some(v) => {
                s += v;
                o = Some(s * y);
            }
            None => s *= 0.5,
        }
        s += o.unwrap_or(x);
    }
    s
}

#[test]
fn an_option_that_each_round_makes_by_a_branch() {
    for n in 0..5 {
        check!(refilled_option(0.7, 0.5, const n));
        check!(refilled_option(0.7, -0.5, const n));
    }
}

#[differentiate]
fn pivots(a: &[f64]) -> Result<[f64; 2], String> {
    let mut list = [0.0; 2];
    for i in 0..2 {
        if a[i] <= 0.0 {
            return Err(format!("pivot {i} is not positive"));
        }
        list[i] = a[i].sqrt() * a[1 - i];
    }
    Ok(list)
}

#[differentiate]
fn with_pivots(a: &[f64]) -> f64 {
    match pivots(a) {
        Ok([p, q]) => p * p * q,
        Err(_) => a[0] * a[1],
    }
}

#[test]
fn a_result_that_a_loop_may_leave() {
    check!(with_pivots(&[0.7, 0.4]));
    check!(with_pivots(&[0.7, -0.4]));
}

#[differentiate]
fn taken_and_replaced(x: f64, y: f64) -> f64 {
    let mut o = Some(x * y);
    let a = o.take().unwrap_or(y);
    let mut p = Some(a);
    let b = p.replace(x);
    let mut s = match o {
        Some(v) => v,
        None => y,
    };
    o = Some(s * x);
    for k in 0..4 {
        if let Some(v) = o.take() {
            s += v * v;
            if k < 2 {
                o = Some(v * y);
            }
        }
    }
    a * b.unwrap_or(1.0) + s * p.unwrap()
}

#[test]
fn options_that_are_taken() {
    check!(taken_and_replaced(1.3, 0.7));
}

#[differentiate]
fn behind_a_reference(slot: &mut Option<f64>, x: f64) -> f64 {
    let old = slot.replace(x * x * x);
    slot.take();
    *slot = Some(x * 2.0);
    old.unwrap_or(1.0) * slot.take().unwrap_or(3.0) * x
}

#[differentiate]
fn list_behind_a_reference(slot: &mut Option<Vec<f64>>, x: f64) -> f64 {
    let mut list = slot.take().unwrap_or(vec![x]);
    list.push(x * list[0]);
    let product = list[1] * list[0];
    *slot = Some(list);
    product
}

#[differentiate]
fn through_references(x: f64, y: f64) -> f64 {
    let (mut slot, mut list) = (Some(x * y), Some(vec![y, x]));
    let first = behind_a_reference(&mut slot, y) * behind_a_reference(&mut slot, x);
    let second = list_behind_a_reference(&mut list, x * y);
    first + second * list.unwrap()[2]
}

#[test]
fn options_behind_references_are_taken_and_replaced() {
    check!(through_references(1.3, 0.7));
}
