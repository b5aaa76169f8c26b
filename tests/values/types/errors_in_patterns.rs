//! Errors that patterns take apart.

#![allow(unused_imports, reason = "not every module derives")]

use chainrule::differentiate;

mod an_error_is_taken_apart {
    use super::*;

    #[derive(Debug, Clone, PartialEq)]
    enum Failure {
        Negative,
        TooLarge(usize),
        Slow { rounds: u32 },
    }
    #[differentiate]
    fn root(x: f64) -> Result<f64, Failure> {
        if x < 0.0 {
            return Err(Failure::TooLarge(2));
        }
        if x > 2.0 {
            return Err(Failure::Slow { rounds: 7 });
        }
        if x > 1.5 {
            return Err(Failure::Negative);
        }
        Ok(x.sqrt())
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match root(x) {
            Ok(v) => v * y,
            Err(Failure::TooLarge(n)) if n > 5 => y,
            Err(Failure::TooLarge(n)) => x * y * n as f64,
            Err(Failure::Slow { rounds }) => y * y * f64::from(rounds),
            Err(other) => {
                if other == Failure::Negative {
                    x * x * y
                } else {
                    y
                }
            }
        }
    }

    chainrule_tests::agrees!(f);
}

mod an_error_behind_a_reference {
    use super::*;

    #[derive(Debug, Clone)]
    enum Failure {
        TooLarge(usize),
        Negative,
    }
    #[differentiate]
    fn root(x: f64) -> Result<f64, Failure> {
        if x < 0.0 {
            return Err(Failure::Negative);
        }
        if x > 2.0 {
            return Err(Failure::TooLarge(3));
        }
        Ok(x.sqrt())
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut sum = 0.0;
        for k in 0..4 {
            let r = root(x - 0.31 * k as f64);
            match &r {
                Ok(v) => sum += v * y,
                Err(Failure::TooLarge(n)) => sum += x * y * *n as f64,
                Err(_) => sum -= y * y,
            }
            if let Ok(v) = r {
                sum += v * v;
            }
        }
        sum
    }

    chainrule_tests::agrees!(f);
}

mod an_error_that_if_let_binds {
    use super::*;

    #[differentiate]
    fn g(x: f64) -> Result<f64, u8> {
        if x > 0.0 { Ok(x.ln()) } else { Err(3) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let r = g(x);
        if let Err(code) = r {
            return y * code as f64 * x;
        }
        let Ok(v) = r else { unreachable!() };
        v * y
    }

    chainrule_tests::agrees!(f);
}

mod an_error_that_let_else_binds {
    use super::*;

    #[differentiate]
    fn g(x: f64) -> Result<f64, u8> {
        if x > 0.0 { Ok(x.ln()) } else { Err(3) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let r = g(x);
        let Err(code) = r else {
            return x * y;
        };
        x * code as f64
    }

    chainrule_tests::agrees!(f);
}

mod errors_side_by_side {
    use super::*;

    #[differentiate]
    fn g(x: f64) -> Result<f64, u8> {
        if x > 0.0 { Ok(x.ln()) } else { Err(3) }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match (g(x), g(y)) {
            (Ok(a), Ok(b)) => a * b,
            (Err(c), Ok(b)) => b * c as f64,
            (Ok(a), Err(c)) => a + c as f64,
            (Err(c), Err(d)) => x * c as f64 + y * d as f64,
        }
    }

    chainrule_tests::agrees!(f);
}

mod several_errors_in_one_arm {
    use super::*;

    #[derive(Clone, Debug)]
    enum E {
        A(u8),
        B(u8),
        C,
    }
    #[differentiate]
    fn g(x: f64) -> Result<f64, E> {
        if x > 2.0 {
            Err(E::A(2))
        } else if x > 1.0 {
            Err(E::B(5))
        } else if x > 0.0 {
            Ok(x.ln())
        } else {
            Err(E::C)
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match g(x) {
            Ok(v) => v * y,
            Err(E::A(n) | E::B(n)) => x * y * n as f64,
            Err(E::C) => y,
        }
    }

    chainrule_tests::agrees!(f);
}

mod an_error_by_its_path {
    use super::*;

    #[differentiate]
    fn g(x: f64) -> Result<f64, &'static str> {
        if x > 0.0 { Result::Ok(x.ln()) } else { Result::Err("low") }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        match g(x) {
            Result::Ok(v) => v * y,
            Result::Err(why) => x * y * why.len() as f64,
        }
    }

    chainrule_tests::agrees!(f);
}
