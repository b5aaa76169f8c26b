//! Derivatives of derivatives, in everything that the first derivative goes through.

#![allow(
    clippy::all,
    clippy::pedantic,
    unused_imports,
    unused_variables,
    unused_assignments,
    reason = "the programs are written in every way that users write, not only in the way clippy would"
)]

/// Tests the Hessian of a function of two scalars, and functions that call its first derivatives, in both modes.
macro_rules! nestings {
    ($f:ident) => {
        nestings!($f, [(0.7, 1.3), (1.9, 0.4), (-0.6, 0.8)]);
    };
    ($f:ident, $points:expr) => {
        pastey::paste! {
            #[chainrule::differentiate]
            fn forward_inside(x: f64, y: f64) -> f64 {
                let (value, slope) = [<jvp_ $f>](x, y, y, x * x);
                slope * x + value * y
            }

            #[chainrule::differentiate]
            fn reverse_inside(x: f64, y: f64) -> f64 {
                let (a, b) = [<grad_ $f>](x, y);
                a * y + b * x
            }

            #[test]
            fn hessian_and_nestings() {
                chainrule_tests::check_second!($f, $points);
                for (x, y) in $points {
                    chainrule_tests::check!(forward_inside(x, y));
                    chainrule_tests::with_gradients_inside(|| chainrule_tests::check!(reverse_inside(x, y)));
                }
            }
        }
    };
}

mod changes;
mod composed;
mod const_generics;
mod data;
mod descents;
mod floats_unseen;
mod handed_on;
mod held_fields;
mod held_lists;
mod higher;
mod ignored;
mod implicit;
mod implicit_forms;
mod implicit_several;
mod known;
mod left;
mod maps;
mod method_companions;
mod methods;
mod operators;
mod own_values;
mod passed;
mod precision;
mod pullbacks;
mod repeated;
mod rules;
mod started;
mod tangent_rules;
mod traits;
mod written;
