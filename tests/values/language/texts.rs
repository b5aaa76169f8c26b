//! Text that decides what is computed: payloads and fields of constant text, and their words in a `match`.

mod payloads {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    enum Tok {
        Num(f64),
        Fun(#[constant] &'static str),
        Named {
            #[constant]
            name: String,
            v: f64,
        },
    }
    #[differentiate]
    fn one(t: &Tok, a: f64) -> Option<f64> {
        Some(match t {
            Tok::Num(v) => *v * a,
            Tok::Fun(name) => match *name {
                "sin" => a.sin(),
                "exp" => a.exp(),
                other => other.len() as f64 * a,
            },
            Tok::Named { name, v } if name.starts_with("k") => *v,
            Tok::Named { name, v } => match name.to_lowercase().as_str() {
                "sq" => v * v * a,
                "cube" => v.powi(3),
                _ => return None,
            },
        })
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = 0.0;
        for t in [
            Tok::Fun("sin"),
            Tok::Num(y),
            Tok::Fun("hello"),
            Tok::Named { name: "kk".into(), v: x * y },
            Tok::Named { name: "SQ".to_string(), v: x },
            Tok::Named { name: String::from("zz"), v: x },
        ] {
            if let Some(v) = one(&t, x + s * 0.1) {
                s += v;
            }
        }
        s * y
    }
    chainrule_tests::agrees!(f);
}

mod fields {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Layer {
        #[constant]
        act: String,
        w: Vec<f64>,
    }
    #[differentiate]
    impl Layer {
        fn apply(&self, x: f64) -> Result<f64, String> {
            let z: f64 = self.w.iter().map(|w| w * x).sum();
            Ok(match self.act.as_str() {
                "relu" => z.max(0.0),
                "tanh" => z.tanh(),
                name if name.len() > 5 => return Err(format!("unknown {name}")),
                _ => z,
            })
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let net = vec![Layer { act: "tanh".into(), w: vec![x, y] }, Layer { act: "relu".into(), w: vec![y; 3] }];
        let mut v = 1.0;
        for l in &net {
            v = match l.apply(v) {
                Ok(v) => v,
                Err(e) => e.len() as f64,
            };
        }
        let bad = Layer { act: "sigmoid".to_owned(), w: vec![x] };
        v + bad.apply(x).unwrap_or(y * y)
    }
    chainrule_tests::agrees!(f);
}

mod evaluated {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    enum Tok {
        Num(f64),
        Var(#[constant] usize),
        Op(#[constant] char),
        Fun(#[constant] String),
    }
    #[derive(Debug, Clone)]
    enum EvalError {
        Underflow,
        Unknown(String),
    }
    #[differentiate]
    fn eval(toks: &[Tok], vars: &[f64]) -> Result<f64, EvalError> {
        let mut stack: Vec<f64> = Vec::with_capacity(8);
        for tok in toks {
            let v = match tok {
                Tok::Num(v) => *v,
                Tok::Var(i) => *vars.get(*i).ok_or(EvalError::Underflow)?,
                Tok::Op(c) => {
                    let b = stack.pop().ok_or(EvalError::Underflow)?;
                    let a = stack.pop().ok_or(EvalError::Underflow)?;
                    match c {
                        '+' => a + b,
                        '-' => a - b,
                        '*' => a * b,
                        '/' => a / b,
                        '^' => a.abs().powf(b),
                        _ => return Err(EvalError::Unknown(c.to_string())),
                    }
                }
                Tok::Fun(name) => {
                    let a = stack.pop().ok_or(EvalError::Underflow)?;
                    match name.as_str() {
                        "sin" => a.sin(),
                        "exp" => a.exp(),
                        other => return Err(EvalError::Unknown(other.to_string())),
                    }
                }
            };
            stack.push(v);
        }
        stack.pop().ok_or(EvalError::Underflow)
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        use Tok::*;
        let t = vec![Num(y), Var(0), Op('*'), Fun("sin".into()), Var(1), Num(2.0 + x), Op('^'), Op('+')];
        let good = match eval(&t, &[x, y]) {
            Ok(v) => v,
            Err(e) => {
                println!("{e:?}");
                0.0
            }
        };
        let bad = eval(&t[2..3], &[x]).unwrap_or(x * x);
        let unknown = match eval(&[Num(x), Op('?')], &[]) {
            Err(EvalError::Unknown(name)) => name.len(),
            _ => 0,
        };
        let u = eval(&[Num(x), Op('?')], &[]).is_err();
        if u { good * bad * unknown as f64 } else { 0.0 }
    }
    chainrule_tests::agrees!(f);
}
