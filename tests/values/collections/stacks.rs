//! A `Vec` as a stack: what is pushed and popped.

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn stack_machine(x: f64, y: f64, n: usize) -> f64 {
    let mut stack = vec![x, y];
    for i in 0..n {
        let b = stack.pop().unwrap();
        let a = stack.pop().expect("two numbers");
        match i % 3 {
            0 => stack.push(a * b),
            1 => stack.push((a + b).sin()),
            _ => {
                stack.push(a);
                stack.push(b * b);
            }
        }
        stack.push(a - x * i as f64);
    }
    let mut sum = 0.0;
    for (i, value) in stack.iter().enumerate() {
        sum += value * (i as f64 + 1.0);
    }
    sum
}

#[test]
fn a_stack_in_a_loop() {
    for n in 0..6 {
        check!(stack_machine(0.7, 1.3, const n));
    }
}

#[differentiate]
fn popped_and_read(x: f64, n: usize) -> f64 {
    let mut v = vec![x, x * x, 2.0 * x];
    let mut sum = 0.0;
    for i in 0..n {
        let product = v[0] * v[v.len() - 1];
        sum += product * product;
        v.pop();
        if i == 1 {
            v.push(product);
            v.push(product * sum);
        }
        v[0] *= x;
    }
    sum + v[0]
}

#[test]
fn pop_as_a_statement() {
    for n in 0..3 {
        check!(popped_and_read(0.8, const n));
    }
}

#[differentiate]
fn dropped_at_the_end(x: f64) -> f64 {
    let mut v = vec![x];
    let w = v.clone();
    let s = v[0] * x;
    v.push(s);
    v.push(s * s);
    let t = v[1] * v[2];
    v.pop();
    v.truncate(1);
    v.clear();
    v.clear();
    t + w[0] * s
}

#[test]
fn what_happens_after_the_last_read_does_not_matter() {
    check!(dropped_at_the_end(0.9));
}

#[differentiate]
fn early_end(a: &[f64], limit: f64) -> f64 {
    let mut kept = Vec::with_capacity(a.len());
    for x in a {
        if x * x > limit {
            break;
        }
        kept.push(x * x);
        if kept.len() == 3 {
            kept.clear();
            kept.push(limit * x);
            continue;
        }
        kept[0] += x;
    }
    if kept.is_empty() {
        return limit;
    }
    let last = kept.pop().unwrap();
    last * last + kept.len() as f64 * limit
}

#[test]
fn early_exits_around_pushes() {
    for limit in [0.01, 0.3, 1.0, 5.0] {
        check!(early_end(&[0.4, 0.5, -0.7, 1.6, 0.2], limit));
    }
}

#[differentiate]
fn pushed_pairs(x: f64, n: usize) -> f64 {
    let mut pairs = Vec::new();
    for i in 0..n {
        pairs.push((x * i as f64, i));
    }
    let mut sum = 0.0;
    while pairs.len() > 1 {
        let (a, i) = pairs.remove(0);
        let (b, j) = pairs.pop().unwrap();
        sum += a * b * (i + j) as f64;
        pairs.push((a * b, i));
        pairs.swap_remove(0);
    }
    sum
}

#[test]
fn tuples_come_and_go() {
    for n in 0..5 {
        check!(pushed_pairs(0.7, const n));
    }
}

#[differentiate]
fn while_pop(x: f64, n: usize) -> f64 {
    let mut stack = vec![x, x * x];
    let mut sum = 0.0;
    let mut count = 0;
    while let Some(top) = stack.pop() {
        sum += top * top;
        if count < n {
            stack.push(top * x);
            stack.push(sum.sin());
        }
        count += 1;
    }
    sum
}

#[test]
fn a_while_let_pop() {
    for n in 0..4 {
        check!(while_pop(0.7, const n));
    }
}

#[differentiate]
fn if_pop(x: f64, n: usize) -> f64 {
    let mut stack = vec![x; n];
    let mut sum = x;
    if let Some(top) = stack.pop() {
        sum += top * top * x;
        stack.push(sum);
    } else {
        sum *= x;
    }
    match stack.pop() {
        Some(v) if v > 0.0 => sum += v * v,
        Some(v) => sum -= v,
        None => sum *= 2.0,
    }
    sum
}

#[test]
fn a_pop_in_a_match() {
    for n in 0..4 {
        check!(if_pop(0.7, const n));
        check!(if_pop(-0.7, const n));
    }
}
