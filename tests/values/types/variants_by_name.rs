//! Variants by their names alone, beside structs; results without a derivative.

mod pops_in_tuple {
    use chainrule::differentiate;

    #[differentiate]
    fn apply(stack: &mut Vec<f64>) -> Result<(), String> {
        let (b, a) = (stack.pop().ok_or("empty")?, stack.pop().ok_or_else(|| "empty".to_string())?);
        stack.push(a - b);
        Ok(())
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = vec![x, y * y];
        match apply(&mut s) {
            Ok(()) => s[0] * y,
            Err(_) => 0.0,
        }
    }

    chainrule_tests::agrees!(f);
}

mod push_match_return {
    use chainrule::differentiate;

    #[differentiate]
    fn apply(op: &str, stack: &mut Vec<f64>) -> Result<(), String> {
        let (b, a) = (stack[0], stack[1]);
        stack.push(match op {
            "+" => a + b,
            "/" if b != 0.0 => a / b,
            other => return Err(format!("bad {other}")),
        });
        Ok(())
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = vec![x, y * y];
        match apply("/", &mut s) {
            Ok(()) => s[2] * y,
            Err(_) => 0.0,
        }
    }

    chainrule_tests::agrees!(f);
}

mod arm_try_stmt {
    use chainrule::differentiate;

    #[differentiate]
    fn apply(stack: &mut Vec<f64>) -> Result<(), String> {
        if stack.len() > 9 {
            return Err("long".into());
        }
        let b = stack[0];
        stack.push(b * b);
        Ok(())
    }
    #[differentiate]
    fn g(n: usize, x: f64, y: f64) -> Result<f64, String> {
        let mut s = vec![y];
        for i in 0..n {
            if i % 2 == 0 { s.push(x) } else { apply(&mut s)? }
        }
        Ok(s.iter().product())
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(4, x, y).unwrap_or(0.0) * y
    }

    chainrule_tests::agrees!(f);
}

mod glob_variant {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    enum E {
        C(f64),
        Call { k: f64, arg: Box<E> },
        Pair { a: f64, b: f64 },
    }
    #[differentiate]
    fn ev(e: &E, x: f64) -> f64 {
        use E::*;
        match e {
            C(c) => *c * x,
            Call { k, arg } => k * ev(arg, x),
            Pair { a, .. } if *a > 1e9 => 0.0,
            Pair { a, b } => a * b,
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let e = E::Call { k: y, arg: Box::new(E::C(x)) };
        ev(&e, y) * ev(&E::Pair { a: x, b: y }, x)
    }

    chainrule_tests::agrees!(f);
}

mod glob_at_module {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    enum E {
        C(f64),
        Call { k: f64, arg: Box<E> },
        Nothing,
    }
    use E::{C, Call, Nothing};
    #[differentiate]
    fn ev(e: &E, x: f64) -> f64 {
        match e {
            C(c) => *c * x,
            Call { k, arg } => k * ev(arg, x),
            Nothing => 0.5,
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let e = Call { k: y, arg: Box::new(C(x)) };
        ev(&e, y) + ev(&Nothing, x)
    }

    chainrule_tests::agrees!(f);
}

mod tuple_struct_match {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    struct P(f64, f64);
    #[differentiate]
    fn ev(p: &P) -> f64 {
        match p {
            P(a, _) if *a > 1.0 => a * a,
            P(a, b) => a * b,
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let p = P(x, y * x);
        let P(a, b) = &p;
        ev(&p) + a * b
    }

    chainrule_tests::agrees!(f);
}

mod struct_and_enum {
    use chainrule::{Differentiable, differentiate};

    mod m {
        use chainrule::{Differentiable, differentiate};
        #[derive(Clone, Debug, Differentiable)]
        pub enum E {
            Call { k: f64 },
            Other(f64),
        }
        pub mod inner {}
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Call {
        k: f64,
        l: f64,
    }
    #[differentiate]
    fn ev(p: &Call, e: &m::E) -> f64 {
        match p {
            Call { k, .. } if *k > 1.0 => k * k,
            Call { k, l } => {
                k * l
                    + match e {
                        m::E::Call { k } => *k,
                        m::E::Other(v) => v * v,
                    }
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        ev(&Call { k: x, l: y }, &m::E::Call { k: y }) + ev(&Call { k: y, l: x }, &m::E::Other(x))
    }

    chainrule_tests::agrees!(f);
}

mod expr_tree {
    use chainrule::{Differentiable, differentiate};

    #[derive(Clone, Debug, Differentiable)]
    enum Expr {
        Const(f64),
        Var(usize),
        Add(Box<Expr>, Box<Expr>),
        Mul(Box<Expr>, Box<Expr>),
        Call { f: Fun, arg: Box<Expr> },
        Sum(Vec<Expr>),
    }
    #[derive(Clone, Copy, Debug, PartialEq, Differentiable)]
    enum Fun {
        Sin,
        Exp,
    }
    #[differentiate]
    impl Expr {
        fn eval(&self, env: &[f64]) -> f64 {
            use Expr::*;
            match self {
                Const(c) => *c,
                Var(i) => env[*i],
                Add(a, b) => a.eval(env) + b.eval(env),
                Mul(a, b) => {
                    let l = a.eval(env);
                    if l == 0.0 { 0.0 } else { l * b.eval(env) }
                }
                Call { f: Fun::Sin, arg } => arg.eval(env).sin(),
                Call { f: Fun::Exp, arg } => arg.eval(env).exp(),
                Sum(list) => list.iter().map(|e| e.eval(env)).sum(),
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let v = |i| Box::new(Expr::Var(i));
        let e = Expr::Sum(vec![
            Expr::Mul(v(0), v(1)),
            Expr::Call { f: Fun::Sin, arg: Box::new(Expr::Add(v(0), Box::new(Expr::Const(y)))) },
            Expr::Call { f: Fun::Exp, arg: Box::new(Expr::Mul(Box::new(Expr::Const(0.3)), v(1))) },
        ]);
        e.eval(&[x, y]) * e.eval(&[y, x])
    }

    chainrule_tests::agrees!(f);
}
