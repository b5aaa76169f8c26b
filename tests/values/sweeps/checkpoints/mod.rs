//! `#[checkpoint]` changes where values come from, and nothing else: the gradient is the same, bit for bit.
//!
//! Each program is a macro of the attribute: it is compiled without it, with it, and with slots.

mod blocks;
mod containers;
mod exits;
mod moved_after;
mod state;

/// The bits of a gradient.
pub(crate) fn bits((x, y): (f64, f64)) -> (u64, u64) {
    (x.to_bits(), y.to_bits())
}

/// Tests `program!` with each of these attributes against the program without one.
macro_rules! same {
    ($program:ident) => {
        same!($program, assert_near_differences);
    };
    ($program:ident without differences) => {
        same!($program, |_, _, _, _| ());
    };
    ($program:ident once) => {
        same!($program, assert_near_differences, once => (#[checkpoint]));
    };
    ($program:ident, $check:expr) => {
        same!(
            $program,
            $check,
            root => (#[checkpoint]),
            one => (#[checkpoint(binomial = 1)]),
            three => (#[checkpoint(binomial = 3)])
        );
    };
    ($program:ident, $check:expr, $($with:ident => ($($attribute:tt)*)),*) => {
        mod $program {
            use super::*;
            mod without {
                use super::*;
                $program!();
                through!();
            }
            $(mod $with {
                use super::*;
                $program!($($attribute)*);
                through!();
            })*
            #[test]
            fn gradients_are_the_same() {
                for (x, y) in [(0.7, 1.3), (1.9, 0.4), (-0.6, 0.8)] {
                    let (value, gradient) = without::value_and_grad_f(x, y);
                    let (_, back) = without::vjp_f(x, y);
                    let pulled = back(0.75);
                    let inside = without::grad_through(x, y);
                    let forward = without::jvp_f(x, 0.3, y, -0.7);
                    let check: fn(&dyn Fn(f64, f64) -> f64, (f64, f64), f64, f64) = $check;
                    check(&without::f, gradient, x, y);
                    $({
                        let name = stringify!($with);
                        let (found, again) = $with::value_and_grad_f(x, y);
                        assert_eq!(found.to_bits(), value.to_bits(), "{name}: value at {x} {y}");
                        assert_eq!(bits(again), bits(gradient), "{name}: {again:?} for {gradient:?} at {x} {y}");
                        let (found, back) = $with::vjp_f(x, y);
                        assert_eq!(found.to_bits(), value.to_bits(), "{name}: value of vjp at {x} {y}");
                        for call in ["first", "second"] {
                            let again = back(0.75);
                            assert_eq!(bits(again), bits(pulled), "{name}: {call} pullback {again:?} for {pulled:?}");
                        }
                        let found = $with::jvp_f(x, 0.3, y, -0.7);
                        assert_eq!(bits(found), bits(forward), "{name}: tangent {found:?} for {forward:?} at {x} {y}");
                        let again = $with::grad_through(x, y);
                        assert_eq!(bits(again), bits(inside), "{name}: {again:?} for {inside:?} in a caller at {x} {y}");
                    })*
                }
            }
        }
    };
}

/// A caller that runs the program in a loop.
macro_rules! through {
    () => {
        #[chainrule::differentiate]
        pub fn through(x: f64, y: f64) -> f64 {
            let mut s = x;
            for _ in 0..2 {
                s = s * 0.5 + (f(s, y) * 0.25).sin();
            }
            s
        }
    };
}

pub(crate) use {same, through};

pub(crate) fn assert_near_differences(f: &dyn Fn(f64, f64) -> f64, gradient: (f64, f64), x: f64, y: f64) {
    let h = 1e-6;
    let by_x = (f(x + h, y) - f(x - h, y)) / (2.0 * h);
    let by_y = (f(x, y + h) - f(x, y - h)) / (2.0 * h);
    for (found, expected) in [(gradient.0, by_x), (gradient.1, by_y)] {
        let scale = 1.0 + found.abs().max(expected.abs());
        assert!((found - expected).abs() < 1e-5 * scale, "{gradient:?} for ({by_x}, {by_y}) at {x} {y}");
    }
}
