//! `match` and `if let` on integers, flags, ranges, and tuples of those.

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn on_integers(x: f64, n: usize) -> f64 {
    match n {
        0 => x,
        1 => x * x,
        2 | 3 => {
            let y = x.sin();
            y * x
        }
        _ => x.powi(4),
    }
}

#[test]
fn a_match_on_integers() {
    let x = 0.7_f64;
    check!(on_integers(x, const 0) => 1.0);
    check!(on_integers(x, const 1) => 1.4);
    check!(on_integers(x, const 2));
    check!(on_integers(x, const 3));
    check!(on_integers(x, const 9) => 4.0 * x.powi(3));
}

#[differentiate]
fn on_ranges(x: f64, n: i32) -> f64 {
    match n {
        i32::MIN..=-1 => -x * x,
        k @ 0..=4 => x * f64::from(k),
        5..10 => x.exp(),
        k if k % 2 == 0 => x.sin() * f64::from(k),
        k => x.cos() / f64::from(k),
    }
}

#[test]
fn ranges_bindings_and_guards() {
    for n in [-3, 0, 3, 7, 10, 11] {
        check!(on_ranges(0.9, const n));
    }
}

#[differentiate]
fn on_tuples(x: f64, n: usize, flag: bool) -> f64 {
    match (n % 3, flag) {
        (0, true) => x * x,
        (0, false) => x,
        (k, true) if k > 1 => x.exp() * k as f64,
        (1, _) => x.sin(),
        (_, f) => {
            if f {
                x
            } else {
                -x * x
            }
        }
    }
}

#[test]
fn tuples_with_guards() {
    for n in 0..6 {
        check!(on_tuples(0.6, const n, const n < 3));
    }
}

#[differentiate]
fn guard_on_active(x: f64, n: usize) -> f64 {
    match n {
        0 if x > 1.0 => x * x,
        0 => x.sin(),
        1 if x < 0.0 || x > 2.0 => -x,
        _ => x.exp(),
    }
}

#[test]
fn guards_on_active_values() {
    check!(guard_on_active(1.5, const 0) => 3.0);
    check!(guard_on_active(0.5, const 0) => 0.5_f64.cos());
    check!(guard_on_active(2.5, const 1) => -1.0);
    check!(guard_on_active(0.5, const 1) => 0.5_f64.exp());
}

#[differentiate]
fn as_statement(x: f64, n: usize) -> f64 {
    let mut y = x;
    let mut k = n;
    match k {
        0 => y *= y,
        1 => {
            k = 7;
            y += x.exp();
        }
        _ => {}
    }
    match k > 1 {
        true => y *= x,
        false => y -= x * y,
    }
    y
}

#[test]
fn a_match_that_overwrites_what_it_matches() {
    for n in 0..3 {
        check!(as_statement(0.6, const n));
    }
}

#[differentiate]
fn in_loop(x: f64, codes: &[u8]) -> f64 {
    let mut state = 0;
    let mut y = x;
    for code in codes {
        state = match (state, *code) {
            (0, b'a') => 1,
            (0, _) => 0,
            (1, b'b') => {
                y *= x;
                2
            }
            (s, _) => s - 1,
        };
        y = match state {
            0 => y.sin(),
            1 => y * y,
            _ => y + 0.5 * x,
        };
    }
    y
}

#[test]
fn a_state_machine() {
    check!(in_loop(0.8, const b"aabxabba"));
    check!(in_loop(0.8, const b""));
}

#[differentiate]
fn if_let(x: f64, n: usize) -> f64 {
    let y = if let (0, k) = (n % 2, n / 2) { x * k as f64 } else { x.sin() };
    if let 3..=5 = n { y * y } else { y }
}

#[test]
fn if_let_on_a_tuple_and_a_range() {
    for n in 0..8 {
        check!(if_let(0.6, const n));
    }
}

#[differentiate]
fn as_operand(x: f64, n: usize) -> f64 {
    (match n {
        0 => x,
        _ => x * x,
    })
    .sin()
        * match n > 0 {
            true => x,
            false => 2.0,
        }
}

#[test]
fn a_match_as_operand() {
    check!(as_operand(0.6, const 0) => 2.0 * 0.6_f64.cos());
    check!(as_operand(0.6, const 1));
}

#[differentiate]
fn nested(x: f64, i: usize, j: usize) -> f64 {
    match i {
        0 => match j {
            0 => x,
            _ if i == j => unreachable!(),
            _ => x * x,
        },
        1 if j == 0 => x.exp(),
        _ => {
            let z = match (i, j) {
                (1, 1) => return x.cos(),
                (a, b) => x * (a * 10 + b) as f64,
            };
            z * z
        }
    }
}

#[test]
fn nested_matches_one_of_which_returns() {
    for i in 0..3 {
        for j in 0..3 {
            check!(nested(0.6, const i, const j));
        }
    }
}

#[differentiate]
fn with_tuple_values(x: f64, y: f64, n: usize) -> f64 {
    let (mut a, b) = match n {
        0 => (x, y),
        1 => (y, x * y),
        _ => {
            let t = x + y;
            (t * t, t)
        }
    };
    a *= b;
    a + b
}

#[test]
fn arms_that_give_tuples() {
    for n in 0..3 {
        check!(with_tuple_values(0.6, 1.7, const n));
    }
}

/// What a pattern binds in a value without a derivative may join one that has a derivative.
#[differentiate]
fn constants_join(x: f64, limit: Option<f64>, #[constant] c: f64) -> f64 {
    let a = match limit {
        Some(l) => l,
        None => x,
    };
    let b = match c {
        k if k > 1.0 => k,
        _ => x * c,
    };
    let d = match (1.0, 3) {
        (one, n) if n > 2 => one,
        _ => x,
    };
    let mut e = match c {
        k => k,
    };
    e += x;
    a * b + b * b + e * d * x
}

#[test]
fn constants_and_active_values_meet_in_a_variable() {
    check!(constants_join(0.7, None, const 0.5));
    check!(constants_join(0.7, Some(2.0), const 0.5));
    check!(constants_join(0.7, None, const 1.5));
}

#[differentiate]
fn constants_behind_references(x: f64) -> f64 {
    const WEIGHTS: [f64; 3] = [1.5, -0.5, 2.0];
    let mut sum = 1.0;
    for (i, c) in WEIGHTS.iter().enumerate() {
        sum += c / (x + (i + 1) as f64);
    }
    for c in &WEIGHTS {
        sum *= 1.0 + c * x;
    }
    sum
}

#[test]
fn iterated_constants_are_references() {
    check!(constants_behind_references(0.7));
}

mod elements_that_fit {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, PartialEq, Differentiable)]
    enum Token {
        Num(f64),
        Op(char),
        L,
        R,
        Id(String),
    }
    #[differentiate]
    fn expr(t: &[Token], at: &mut usize, x: f64, y: f64) -> f64 {
        let mut v = term(t, at, x, y);
        while *at < t.len() {
            match &t[*at] {
                Token::Op('+') => {
                    *at += 1;
                    v += term(t, at, x, y);
                }
                Token::Op('-') => {
                    *at += 1;
                    v -= term(t, at, x, y);
                }
                _ => break,
            }
        }
        v
    }
    #[differentiate]
    fn term(t: &[Token], at: &mut usize, x: f64, y: f64) -> f64 {
        let mut v = atom(t, at, x, y);
        while let Some(Token::Op(c @ ('*' | '/'))) = t.get(*at) {
            *at += 1;
            let r = atom(t, at, x, y);
            if *c == '*' { v *= r } else { v /= r }
        }
        v
    }
    #[differentiate]
    fn atom(t: &[Token], at: &mut usize, x: f64, y: f64) -> f64 {
        let tok = t[*at].clone();
        *at += 1;
        match tok {
            Token::Num(v) => v,
            Token::Id(n) => match n.as_str() {
                "x" => x,
                "y" => y,
                _ => 0.0,
            },
            Token::L => {
                let v = expr(t, at, x, y);
                *at += 1;
                v
            }
            Token::Op('-') => -atom(t, at, x, y),
            _ => panic!("bad"),
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let toks = vec![
            Token::L,
            Token::Id("x".into()),
            Token::Op('+'),
            Token::Num(2.5),
            Token::Op('*'),
            Token::Id("y".into()),
            Token::R,
            Token::Op('/'),
            Token::Id("y".into()),
        ];
        let mut at = 0;
        expr(&toks, &mut at, x, y)
    }

    chainrule_tests::agrees!(f);
}

mod results_by_their_functions {
    use chainrule::differentiate;
    #[derive(Debug, Clone, PartialEq)]
    enum E {
        Neg(String),
        Big { at: usize },
    }
    #[differentiate]
    fn chain(x: f64) -> Result<f64, E> {
        if x < 0.0 {
            return Err(E::Neg(format!("neg")));
        }
        if x > 1e6 { Err(E::Big { at: 3 }) } else { Ok(x.sqrt()) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let b = chain(-x).map(|v| v * 2.0).unwrap_or(x * y);
        b
    }

    chainrule_tests::agrees!(f);
}

mod tuples_as_a_whole {
    use chainrule::differentiate;

    #[differentiate]
    fn first(x: f64, v: &[f64]) -> Option<(f64, f64)> {
        v.first().map(|a| (*a, a * x))
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (a, b) = first(x, &[y]).unwrap_or((x, x));
        let pair = first(x, &[]).unwrap_or((x * y, y));
        let largest = *[x * y, y].iter().max_by(|a, b| a.total_cmp(b)).unwrap_or(&0.0);
        let other = match (first(y, &[x]), (x, y)) {
            (Some((a, b)), (c, _)) => a * b * c,
            (None, pair) => pair.0 * pair.1,
        };
        let turned = match (x > 0.0, (x, y * y)) {
            (true, p) => p,
            (false, (a, b)) => (b, a),
        };
        a * b + pair.0 * pair.1 * largest + other * turned.0 + turned.1
    }
    chainrule_tests::agrees!(f);
}
