//! Programs of constant instructions: enums without a derivative, whose numbers patterns bind.

use chainrule::differentiate;

mod instructions_that_name_inputs {
    use super::*;

    #[derive(Clone, Debug, PartialEq)]
    enum Tok {
        Num(f64),
        Var(usize),
        Add,
    }
    #[differentiate]
    fn eval(#[constant] prog: &[Tok], vars: &[f64]) -> Option<f64> {
        let mut stack: Vec<f64> = Vec::with_capacity(8);
        for t in prog {
            match t {
                Tok::Num(v) => stack.push(*v),
                Tok::Var(i) => stack.push(vars[*i]),
                Tok::Add => {
                    let b = stack.pop()?;
                    let a = stack.pop()?;
                    stack.push(a * b + a);
                }
            }
        }
        stack.pop()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        eval(&[Tok::Var(0), Tok::Var(1), Tok::Add, Tok::Num(2.0), Tok::Add], &[x, y]).unwrap_or(0.0)
    }

    chainrule_tests::agrees!(f);
}

mod exits_between_instructions {
    use super::*;

    #[derive(Clone, Debug, PartialEq)]
    enum Tok {
        Num(f64),
        Var(usize),
        Add,
    }
    #[differentiate]
    fn eval(#[constant] prog: &[Tok], vars: &[f64]) -> f64 {
        let mut s = 0.0;
        for t in prog {
            match t {
                Tok::Num(v) => s += *v,
                Tok::Var(i) => {
                    let Some(v) = vars.get(*i) else { return s };
                    s += v * v * s;
                }
                Tok::Add => {
                    s *= s;
                }
            }
        }
        s
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        eval(&[Tok::Num(1.5), Tok::Var(0), Tok::Add, Tok::Var(1)], &[x, y])
    }

    chainrule_tests::agrees!(f);
}

mod a_machine_with_a_stack {
    use super::*;

    #[derive(Clone, Debug, PartialEq)]
    enum Tok {
        Num(f64),
        Var(usize),
        Add,
        Mul,
        Sin,
        Dup,
        Swap,
    }
    #[differentiate]
    fn eval(#[constant] prog: &[Tok], vars: &[f64]) -> Option<f64> {
        let mut stack: Vec<f64> = Vec::with_capacity(8);
        for t in prog {
            match t {
                Tok::Num(v) => stack.push(*v),
                Tok::Var(i) => stack.push(*vars.get(*i)?),
                Tok::Add => {
                    let b = stack.pop()?;
                    *stack.last_mut()? += b;
                }
                Tok::Mul => {
                    let b = stack.pop()?;
                    *stack.last_mut()? *= b;
                }
                Tok::Sin => {
                    let a = stack.last_mut()?;
                    *a = a.sin();
                }
                Tok::Dup => {
                    let a = *stack.last()?;
                    stack.push(a);
                }
                Tok::Swap => {
                    let n = stack.len();
                    if n < 2 {
                        return None;
                    }
                    stack.swap(n - 1, n - 2);
                }
            }
        }
        if stack.len() == 1 { stack.pop() } else { None }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let prog = [
            Tok::Var(0),
            Tok::Dup,
            Tok::Mul,
            Tok::Var(1),
            Tok::Sin,
            Tok::Swap,
            Tok::Num(2.5),
            Tok::Add,
            Tok::Mul,
            Tok::Dup,
            Tok::Sin,
            Tok::Add,
        ];
        let bad = [Tok::Var(0), Tok::Add];
        eval(&prog, &[x, y]).unwrap_or(0.0) + eval(&bad, &[x, y]).unwrap_or(x * y)
    }

    chainrule_tests::agrees!(f);
}

mod the_top_of_a_stack {
    use super::*;

    #[differentiate]
    fn g(x: f64, y: f64) -> Option<f64> {
        let mut stack = vec![x, y];
        let b = stack.pop()?;
        *stack.last_mut()? *= b;
        stack.push(x + 1.0);
        let c = stack.pop()?;
        *stack.last_mut()? += c * c;
        stack.pop()
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        g(x, y).unwrap()
    }

    chainrule_tests::agrees!(f);
}
