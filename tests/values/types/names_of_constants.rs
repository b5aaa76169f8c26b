//! Names that refer to values without derivatives.

#![allow(dead_code, reason = "nobody reads what an error tells")]

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

mod keys_of_a_map {
    use chainrule::differentiate;

    use std::collections::HashMap;
    #[derive(Clone, Debug, PartialEq)]
    enum Tok {
        Num(f64),
        Var(String),
    }
    #[differentiate]
    fn rpn(#[constant] toks: &[Tok], env: &HashMap<String, f64>) -> f64 {
        let mut s = 1.0;
        for t in toks {
            match t {
                Tok::Var(n) => {
                    s *= env.get(n).copied().unwrap_or(0.5);
                }
                Tok::Num(v) => s += *v,
            }
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let m = HashMap::from([("a".to_string(), x)]);
        rpn(&[Tok::Num(1.5), Tok::Var("a".into())], &m) * y
    }

    chainrule_tests::agrees!(f);
}

mod variables_of_an_interpreter {
    use chainrule::differentiate;

    use std::collections::HashMap;
    #[derive(Clone, Debug, PartialEq)]
    enum Tok {
        Num(f64),
        Var(String),
        Op(char),
        Open,
        Close,
    }
    #[derive(Debug)]
    enum EvalError {
        Stack,
        Unbound(String),
        Op(char),
    }
    #[differentiate]
    fn apply(op: char, a: f64, b: f64) -> Result<f64, EvalError> {
        match op {
            '+' => Ok(a + b),
            '-' => Ok(a - b),
            '*' => Ok(a * b),
            '/' if b != 0.0 => Ok(a / b),
            c => Err(EvalError::Op(c)),
        }
    }
    #[differentiate]
    fn rpn(#[constant] toks: &[Tok], env: &HashMap<String, f64>) -> Result<f64, EvalError> {
        let mut stack: Vec<f64> = Vec::with_capacity(8);
        for t in toks {
            match t {
                Tok::Num(v) => stack.push(*v),
                Tok::Var(n) => {
                    let v = env.get(n).copied().ok_or_else(|| EvalError::Unbound(n.clone()))?;
                    stack.push(v);
                }
                Tok::Op(c) => {
                    let b = stack.pop().ok_or(EvalError::Stack)?;
                    let a = stack.pop().ok_or(EvalError::Stack)?;
                    stack.push(apply(*c, a, b)?);
                }
                _ => return Err(EvalError::Stack),
            }
        }
        stack.pop().ok_or(EvalError::Stack)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let env = HashMap::from([("x".to_string(), x), ("y".to_string(), y * y + 1.0)]);
        let v = |s: &str| Tok::Var(s.to_string());
        let prog =
            vec![v("x"), v("y"), Tok::Op('*'), Tok::Num(2.0), v("x"), Tok::Op('-'), v("y"), Tok::Op('/'), Tok::Op('+')];
        let good = rpn(&prog, &env);
        let bad = rpn(&[v("q")], &env);
        let w = match &bad {
            Ok(v) => *v,
            Err(EvalError::Unbound(n)) => n.len() as f64 * x,
            Err(_) => 0.0,
        };
        match good {
            Ok(v) if v.is_finite() => v * w,
            Ok(_) => 0.0,
            Err(EvalError::Op(c)) => c as u32 as f64,
            Err(e) => {
                let _ = format!("{e:?}");
                x
            }
        }
    }

    chainrule_tests::agrees!(f);
}
