//! The crates that differentiate functions of their own numbers.

use std::hint::black_box;
use std::rc::Rc;

use RustQuant_autodiff::{Accumulate, Gradient, Graph, Variable};
use ad_trait::AD;
use ad_trait::reverse_ad::adr::{GlobalComputationGraph, adr};
use autodiff::F1;
use echidna::Reverse;
use num_dual::{Dual64, DualNum};
use num_traits::Float;
use reverse::Var;

use crate::case::{Case, Tool};
use crate::number::{Function, Number};

/// Forward mode takes as many runs as there are inputs.
const MOST_INPUTS_FORWARD: usize = 130;

/// The operations of a type, by a trait or of its own, whose arguments are values or references.
macro_rules! number {
    ([$($generics:tt)*] $number:ty, value $value:expr, constant $constant:expr, $operations:ident $(, $by:tt)?) => {
        impl<$($generics)*> Number for $number {
            fn value(self) -> f64 {
                $value(self)
            }
            fn plus(self, constant: f64) -> Self {
                self + $constant(constant)
            }
            fn times(self, constant: f64) -> Self {
                self * $constant(constant)
            }
            number!(@functions $operations, [$($by)?], recip exp ln sqrt sin cos tanh);
        }
    };
    (@functions $operations:ident, $by:tt, $($name:ident)*) => { $(number!(@function $operations, $by, $name);)* };
    (@function $operations:ident, [$($by:tt)?], $name:ident) => {
        fn $name(self) -> Self {
            $operations::$name($($by)? self)
        }
    };
}

number!([] F1, value |x: F1| x.x, constant F1::cst, Float);
number!([] Dual64, value |x: Dual64| x.re, constant |x: f64| x, DualNum, &);
number!([] adr, value |x: adr| adr::value(&x), constant adr::constant, functions_of_ad_trait);
number!([] Reverse<f64>, value |x: Reverse<f64>| echidna::Scalar::value(&x), constant |x: f64| x, Float);
number!(['a] Var<'a>, value |x: Var<'a>| x.val(), constant |x: f64| x, Var, &);
number!(['v] Variable<'v>, value |x: Variable<'v>| Variable::value(&x), constant |x: f64| x, Variable);

/// Its functions belong to traits of crates that it depends on, which only a bound brings into scope.
mod functions_of_ad_trait {
    use ad_trait::AD;

    macro_rules! functions {
        ($($name:ident)*) => {$(
            pub fn $name<T: AD>(x: T) -> T {
                x.$name()
            }
        )*};
    }

    functions!(recip exp ln sqrt sin cos tanh);
}

/// The case with all crates that this much is not too much for.
pub fn with_all<F: Function>(case: Case, count: usize, function: Rc<F>, x: &[f64]) -> Case {
    let case = case
        .with(Tool::Peer("echidna"), often(count, &function, x, by_echidna))
        .with(Tool::Peer("ad_trait"), often(count, &function, x, by_ad_trait))
        .with(Tool::Peer("reverse"), often(count, &function, x, by_reverse))
        .with(Tool::Peer("RustQuant"), often(count, &function, x, by_rust_quant));
    if x.len() > MOST_INPUTS_FORWARD {
        return case;
    }
    case.with(Tool::Peer("num-dual"), often(count, &function, x, by_num_dual))
        .with(Tool::Peer("autodiff"), often(count, &function, x, by_autodiff))
}

/// A run of so many gradients.
fn often<F: Function>(
    count: usize,
    function: &Rc<F>,
    x: &[f64],
    gradient: fn(&F, &[f64]) -> Vec<f64>,
) -> impl FnMut() -> Vec<f64> + use<F> {
    let (function, x) = (Rc::clone(function), x.to_vec());
    move || {
        for _ in 1..count {
            black_box(gradient(&function, black_box(&x)));
        }
        gradient(&function, black_box(&x))
    }
}

fn by_echidna<F: Function>(function: &F, x: &[f64]) -> Vec<f64> {
    echidna::grad(|x: &[Reverse<f64>]| function.call(x), x)
}

fn by_ad_trait<F: Function>(function: &F, x: &[f64]) -> Vec<f64> {
    GlobalComputationGraph::get().reset();
    let variables: Vec<adr> = x.iter().map(|&x| adr::new_variable(x, false)).collect();
    let adjoints = function.call(&variables).get_backwards_mode_grad();
    variables.iter().map(|x| adjoints.wrt(x)).collect()
}

fn by_reverse<F: Function>(function: &F, x: &[f64]) -> Vec<f64> {
    let tape = reverse::Tape::new();
    let variables = tape.add_vars(x);
    let adjoints = function.call(&variables).grad();
    reverse::Gradient::wrt(&adjoints, &variables)
}

fn by_rust_quant<F: Function>(function: &F, x: &[f64]) -> Vec<f64> {
    let graph = Graph::new();
    let variables = graph.vars(x);
    let adjoints = function.call(&variables).accumulate();
    adjoints.wrt(&variables)
}

fn by_num_dual<F: Function>(function: &F, x: &[f64]) -> Vec<f64> {
    let mut variables: Vec<Dual64> = x.iter().map(|&x| Dual64::from_re(x)).collect();
    let along = |k: usize| {
        variables[k].eps = 1.0;
        let slope = function.call(&variables).eps;
        variables[k].eps = 0.0;
        slope
    };
    (0..x.len()).map(along).collect()
}

fn by_autodiff<F: Function>(function: &F, x: &[f64]) -> Vec<f64> {
    autodiff::grad(|x: &[F1]| function.call(x), x)
}
