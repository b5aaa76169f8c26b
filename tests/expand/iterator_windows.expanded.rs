use chainrule::differentiate;
#[allow(dead_code)]
/// The roughness of a curve, and the products of its pieces.
pub fn iterator_windows(x: &[f64]) -> f64 {
    let rough: f64 = x.windows(2).map(|w| (w[1] - w[0]).powi(2)).sum();
    let pieces: f64 = x.chunks(3).map(|piece| piece.iter().product::<f64>()).sum();
    rough * pieces
}
/// Value and gradient of [`iterator_windows`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_iterator_windows(
    x: &[f64],
) -> (f64, ::chainrule::__private::Vec<f64>) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let mut rough: f64 = 0.0;
    if 0 < (x.len() + 1).saturating_sub(2) {
        let x_view_4 = &x[..((x.len() + 1).saturating_sub(2))];
        let x_view_5 = &x[1..][..((x.len() + 1).saturating_sub(2))];
        for k in 0..(x.len() + 1).saturating_sub(2) {
            let v0 = x_view_5[k] - x_view_4[k];
            let v1 = v0.powi(2);
            rough += v1;
        }
    }
    let mut pieces: f64 = 0.0;
    for k_1 in 0..usize::div_ceil(x.len(), 3) {
        let start = k_1 * 3;
        let end: usize = ::core::cmp::Ord::min((start + 3), x.len());
        let mut running: f64 = 1.0;
        let bound = end - start;
        if 0 < bound {
            let x_view_6 = &x[start..][..bound];
            for k_2 in 0..bound {
                running *= x_view_6[k_2];
            }
        }
        pieces += running;
    }
    let value = rough * pieces;
    /// Reverse sweep.
    let rough_bar = pieces;
    let pieces_bar = rough;
    let mut x_bar = ::chainrule::__private::zero_tangent(x);
    for k_1 in 0..usize::div_ceil(x.len(), 3) {
        let start = k_1 * 3;
        let end: usize = ::core::cmp::Ord::min((start + 3), x.len());
        let mut running: f64 = 1.0;
        let bound = end - start;
        let [running_column] = tape.columns(bound);
        if 0 < bound {
            let running_column_view = &mut running_column[..bound];
            let x_view = &x[start..][..bound];
            for k_2 in 0..bound {
                running_column_view[k_2] = running;
                running *= x_view[k_2];
            }
        }
        let mut running_bar = pieces_bar;
        let [running_column_1] = tape.last_columns(bound);
        if 0 < bound {
            let running_column_1_view = &running_column_1[..bound];
            let x_view_1 = &x[start..][..bound];
            let x_bar_view = &mut x_bar[start..][..bound];
            for k_2 in (0..bound).rev() {
                running = running_column_1_view[k_2];
                let bar = running_bar;
                running_bar = x_view_1[k_2] * bar;
                x_bar_view[k_2] += running * bar;
            }
        }
        tape.drop_columns(1usize, bound);
    }
    let mut x_bar_carried: f64 = 0.0;
    if 0 < (x.len() + 1).saturating_sub(2) {
        let x_bar_view_1 = &mut x_bar[..(x.len() + 1).saturating_sub(2)];
        let x_view_2 = &x[..((x.len() + 1).saturating_sub(2))];
        let x_view_3 = &x[1..][..((x.len() + 1).saturating_sub(2))];
        for k in 0..(x.len() + 1).saturating_sub(2) {
            let v0 = x_view_3[k] - x_view_2[k];
            let v1_bar = rough_bar;
            let v0_bar = 2.0 * v0 * v1_bar;
            let x_bar_sum = v0_bar;
            x_bar_carried -= v0_bar;
            x_bar_view_1[k] += x_bar_carried;
            x_bar_carried = x_bar_sum;
        }
    }
    if 0 < (x.len() + 1).saturating_sub(2) {
        x_bar[(x.len() + 1).saturating_sub(2)] += x_bar_carried;
    }
    (value, x_bar)
}
/// Gradient of [`iterator_windows`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_iterator_windows(x: &[f64]) -> ::chainrule::__private::Vec<f64> {
    value_and_grad_iterator_windows(x).1
}
/// Adds the gradient of [`iterator_windows`] with respect to `x` into the buffers, and returns the value.
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn accumulate_grad_iterator_windows(x: &[f64], x_bar: &mut [f64]) -> f64 {
    ::chainrule::__private::check_shadow("x", &*x, &*x_bar);
    let (value, bars) = iterator_windows::sweep(
        &mut ::chainrule::__private::Tape::new(),
        x,
        x_bar,
        ::chainrule::__private::Active,
        1.0,
    );
    value
}
/// Value of [`iterator_windows`], and its pullback: from an adjoint of the result to the adjoints of the arguments.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn vjp_iterator_windows<'borrowed_0>(
    x: &'borrowed_0 [f64],
) -> (
    f64,
    impl ::core::ops::Fn(f64) -> ::chainrule::__private::Vec<f64> + use<'borrowed_0>,
) {
    let mut own_tape = ::chainrule::__private::Tape::new();
    let tape = &mut own_tape;
    /// Forward sweep.
    let mut rough: f64 = 0.0;
    if 0 < (x.len() + 1).saturating_sub(2) {
        let x_view_4 = &x[..((x.len() + 1).saturating_sub(2))];
        let x_view_5 = &x[1..][..((x.len() + 1).saturating_sub(2))];
        for k in 0..(x.len() + 1).saturating_sub(2) {
            let v0 = x_view_5[k] - x_view_4[k];
            let v1 = v0.powi(2);
            rough += v1;
        }
    }
    let mut pieces: f64 = 0.0;
    for k_1 in 0..usize::div_ceil(x.len(), 3) {
        let start = k_1 * 3;
        let end: usize = ::core::cmp::Ord::min((start + 3), x.len());
        let mut running: f64 = 1.0;
        let bound = end - start;
        if 0 < bound {
            let x_view_6 = &x[start..][..bound];
            for k_2 in 0..bound {
                running *= x_view_6[k_2];
            }
        }
        pieces += running;
    }
    let value = rough * pieces;
    let tape = own_tape;
    (
        value,
        move |value_bar: f64| {
            let tape = &mut ::core::clone::Clone::clone(&tape);
            /// Reverse sweep.
            let rough_bar = pieces * value_bar;
            let pieces_bar = rough * value_bar;
            let mut x_bar = ::chainrule::__private::zero_tangent(x);
            for k_1 in 0..usize::div_ceil(x.len(), 3) {
                let start = k_1 * 3;
                let end: usize = ::core::cmp::Ord::min((start + 3), x.len());
                let mut running: f64 = 1.0;
                let bound = end - start;
                let [running_column] = tape.columns(bound);
                if 0 < bound {
                    let running_column_view = &mut running_column[..bound];
                    let x_view = &x[start..][..bound];
                    for k_2 in 0..bound {
                        running_column_view[k_2] = running;
                        running *= x_view[k_2];
                    }
                }
                let mut running_bar = pieces_bar;
                let [running_column_1] = tape.last_columns(bound);
                if 0 < bound {
                    let running_column_1_view = &running_column_1[..bound];
                    let x_view_1 = &x[start..][..bound];
                    let x_bar_view = &mut x_bar[start..][..bound];
                    for k_2 in (0..bound).rev() {
                        running = running_column_1_view[k_2];
                        let bar = running_bar;
                        running_bar = x_view_1[k_2] * bar;
                        x_bar_view[k_2] += running * bar;
                    }
                }
                tape.drop_columns(1usize, bound);
            }
            let mut x_bar_carried: f64 = 0.0;
            if 0 < (x.len() + 1).saturating_sub(2) {
                let x_bar_view_1 = &mut x_bar[..(x.len() + 1).saturating_sub(2)];
                let x_view_2 = &x[..((x.len() + 1).saturating_sub(2))];
                let x_view_3 = &x[1..][..((x.len() + 1).saturating_sub(2))];
                for k in 0..(x.len() + 1).saturating_sub(2) {
                    let v0 = x_view_3[k] - x_view_2[k];
                    let v1_bar = rough_bar;
                    let v0_bar = 2.0 * v0 * v1_bar;
                    let x_bar_sum = v0_bar;
                    x_bar_carried -= v0_bar;
                    x_bar_view_1[k] += x_bar_carried;
                    x_bar_carried = x_bar_sum;
                }
            }
            if 0 < (x.len() + 1).saturating_sub(2) {
                x_bar[(x.len() + 1).saturating_sub(2)] += x_bar_carried;
            }
            x_bar
        },
    )
}
/// Value and tangent of [`iterator_windows`], by forward mode: each of `x` is followed by its tangent.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn jvp_iterator_windows(x: &[f64], x_dot: &[f64]) -> (f64, f64) {
    ::chainrule::__private::check_tangent("x", &*x, &*x_dot);
    let mut rough: f64 = 0.0;
    let mut rough_dot: f64 = 0.0;
    for k in 0..(x.len() + 1).saturating_sub(2) {
        let v0 = x[k + 1] - x[k];
        let v0_dot = x_dot[k + 1] - x_dot[k];
        rough_dot += 2.0 * v0 * v0_dot;
        rough += v0.powi(2);
    }
    let mut pieces: f64 = 0.0;
    let mut pieces_dot: f64 = 0.0;
    for k_1 in 0..usize::div_ceil(x.len(), 3) {
        let start = k_1 * 3;
        let end: usize = ::core::cmp::Ord::min((start + 3), x.len());
        let mut running: f64 = 1.0;
        let mut running_dot: f64 = 0.0;
        let bound = end - start;
        for k_2 in 0..bound {
            running_dot = x[start + k_2] * running_dot + running * x_dot[start + k_2];
            running *= x[start + k_2];
        }
        pieces_dot += running_dot;
        pieces += running;
    }
    let value = rough * pieces;
    let value_dot = pieces * rough_dot + rough * pieces_dot;
    (value, value_dot)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct iterator_windows {}
#[doc(hidden)]
impl iterator_windows {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, x: &[f64]) -> f64 {
        let mut rough: f64 = 0.0;
        if 0 < (x.len() + 1).saturating_sub(2) {
            let x_view_3 = &x[..((x.len() + 1).saturating_sub(2))];
            let x_view_4 = &x[1..][..((x.len() + 1).saturating_sub(2))];
            for k in 0..(x.len() + 1).saturating_sub(2) {
                let v0 = x_view_4[k] - x_view_3[k];
                let v1 = v0.powi(2);
                rough += v1;
            }
        }
        let mut pieces: f64 = 0.0;
        for k_1 in 0..usize::div_ceil(x.len(), 3) {
            let start = k_1 * 3;
            let end: usize = ::core::cmp::Ord::min((start + 3), x.len());
            let mut running: f64 = 1.0;
            let bound = end - start;
            let [running_column] = tape.columns(bound);
            if 0 < bound {
                let running_column_view = &mut running_column[..bound];
                let x_view_5 = &x[start..][..bound];
                for k_2 in 0..bound {
                    running_column_view[k_2] = running;
                    running *= x_view_5[k_2];
                }
            }
            pieces += running;
        }
        let value = rough * pieces;
        tape.push([rough, pieces]);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        x: &[f64],
        x_bar: &mut [f64],
        x_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> () {
        let [mut rough, mut pieces] = tape.pop::<[f64; 2]>();
        let rough_bar = pieces * value_bar;
        let pieces_bar = rough * value_bar;
        for k_1 in (0..usize::div_ceil(x.len(), 3)).rev() {
            let start = k_1 * 3;
            let end: usize = ::core::cmp::Ord::min((start + 3), x.len());
            let bound = end - start;
            let mut running: f64 = 0.0;
            let mut running_bar = pieces_bar;
            let [running_column_1] = tape.last_columns(bound);
            if 0 < bound {
                let running_column_1_view = &running_column_1[..bound];
                let x_view = &x[start..][..bound];
                let x_bar_view = if ::chainrule::__private::is_active(x_is) {
                    &mut x_bar[start..][..bound]
                } else {
                    &mut x_bar[..0]
                };
                for k_2 in (0..bound).rev() {
                    running = running_column_1_view[k_2];
                    let bar = running_bar;
                    running_bar = x_view[k_2] * bar;
                    if ::chainrule::__private::is_active(x_is) {
                        x_bar_view[k_2] += running * bar;
                    }
                }
            }
            tape.drop_columns(1usize, bound);
        }
        let mut x_bar_carried: f64 = 0.0;
        if 0 < (x.len() + 1).saturating_sub(2) {
            let x_bar_view_1 = if ::chainrule::__private::is_active(x_is) {
                &mut x_bar[..(x.len() + 1).saturating_sub(2)]
            } else {
                &mut x_bar[..0]
            };
            let x_view_1 = &x[..((x.len() + 1).saturating_sub(2))];
            let x_view_2 = &x[1..][..((x.len() + 1).saturating_sub(2))];
            for k in 0..(x.len() + 1).saturating_sub(2) {
                let v0 = x_view_2[k] - x_view_1[k];
                let v1_bar = rough_bar;
                let v0_bar = 2.0 * v0 * v1_bar;
                let x_bar_sum = v0_bar;
                x_bar_carried -= v0_bar;
                if ::chainrule::__private::is_active(x_is) {
                    x_bar_view_1[k] += x_bar_carried;
                }
                x_bar_carried = x_bar_sum;
            }
        }
        if 0 < (x.len() + 1).saturating_sub(2) {
            if ::chainrule::__private::is_active(x_is) {
                x_bar[(x.len() + 1).saturating_sub(2)] += x_bar_carried;
            }
        }
        ()
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        x: &[f64],
        x_bar: &mut [f64],
        x_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (f64, ()) {
        let mut rough: f64 = 0.0;
        if 0 < (x.len() + 1).saturating_sub(2) {
            let x_view_4 = &x[..((x.len() + 1).saturating_sub(2))];
            let x_view_5 = &x[1..][..((x.len() + 1).saturating_sub(2))];
            for k in 0..(x.len() + 1).saturating_sub(2) {
                let v0 = x_view_5[k] - x_view_4[k];
                let v1 = v0.powi(2);
                rough += v1;
            }
        }
        let mut pieces: f64 = 0.0;
        for k_1 in 0..usize::div_ceil(x.len(), 3) {
            let start = k_1 * 3;
            let end: usize = ::core::cmp::Ord::min((start + 3), x.len());
            let mut running: f64 = 1.0;
            let bound = end - start;
            if 0 < bound {
                let x_view_6 = &x[start..][..bound];
                for k_2 in 0..bound {
                    running *= x_view_6[k_2];
                }
            }
            pieces += running;
        }
        let value = rough * pieces;
        let rough_bar = pieces * value_bar;
        let pieces_bar = rough * value_bar;
        for k_1 in 0..usize::div_ceil(x.len(), 3) {
            let start = k_1 * 3;
            let end: usize = ::core::cmp::Ord::min((start + 3), x.len());
            let mut running: f64 = 1.0;
            let bound = end - start;
            let [running_column] = tape.columns(bound);
            if 0 < bound {
                let running_column_view = &mut running_column[..bound];
                let x_view = &x[start..][..bound];
                for k_2 in 0..bound {
                    running_column_view[k_2] = running;
                    running *= x_view[k_2];
                }
            }
            let mut running_bar = pieces_bar;
            let [running_column_1] = tape.last_columns(bound);
            if 0 < bound {
                let running_column_1_view = &running_column_1[..bound];
                let x_view_1 = &x[start..][..bound];
                let x_bar_view = if ::chainrule::__private::is_active(x_is) {
                    &mut x_bar[start..][..bound]
                } else {
                    &mut x_bar[..0]
                };
                for k_2 in (0..bound).rev() {
                    running = running_column_1_view[k_2];
                    let bar = running_bar;
                    running_bar = x_view_1[k_2] * bar;
                    if ::chainrule::__private::is_active(x_is) {
                        x_bar_view[k_2] += running * bar;
                    }
                }
            }
            tape.drop_columns(1usize, bound);
        }
        let mut x_bar_carried: f64 = 0.0;
        if 0 < (x.len() + 1).saturating_sub(2) {
            let x_bar_view_1 = if ::chainrule::__private::is_active(x_is) {
                &mut x_bar[..(x.len() + 1).saturating_sub(2)]
            } else {
                &mut x_bar[..0]
            };
            let x_view_2 = &x[..((x.len() + 1).saturating_sub(2))];
            let x_view_3 = &x[1..][..((x.len() + 1).saturating_sub(2))];
            for k in 0..(x.len() + 1).saturating_sub(2) {
                let v0 = x_view_3[k] - x_view_2[k];
                let v1_bar = rough_bar;
                let v0_bar = 2.0 * v0 * v1_bar;
                let x_bar_sum = v0_bar;
                x_bar_carried -= v0_bar;
                if ::chainrule::__private::is_active(x_is) {
                    x_bar_view_1[k] += x_bar_carried;
                }
                x_bar_carried = x_bar_sum;
            }
        }
        if 0 < (x.len() + 1).saturating_sub(2) {
            if ::chainrule::__private::is_active(x_is) {
                x_bar[(x.len() + 1).saturating_sub(2)] += x_bar_carried;
            }
        }
        (value, ())
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: &[f64],
        x_dot: &[f64],
        x_is: impl ::chainrule::__private::Activity,
    ) -> (f64, f64) {
        let mut rough: f64 = 0.0;
        let mut rough_dot: f64 = 0.0;
        for k in 0..(x.len() + 1).saturating_sub(2) {
            let v0 = x[k + 1] - x[k];
            let v0_dot = (if ::chainrule::__private::is_active(x_is) {
                x_dot[k + 1] - x_dot[k]
            } else {
                0.0
            });
            rough_dot += 2.0 * v0 * v0_dot;
            rough += v0.powi(2);
        }
        let mut pieces: f64 = 0.0;
        let mut pieces_dot: f64 = 0.0;
        for k_1 in 0..usize::div_ceil(x.len(), 3) {
            let start = k_1 * 3;
            let end: usize = ::core::cmp::Ord::min((start + 3), x.len());
            let mut running: f64 = 1.0;
            let mut running_dot: f64 = 0.0;
            let bound = end - start;
            for k_2 in 0..bound {
                running_dot = x[start + k_2] * running_dot
                    + (if ::chainrule::__private::is_active(x_is) {
                        running * x_dot[start + k_2]
                    } else {
                        -0.0
                    });
                running *= x[start + k_2];
            }
            pieces_dot += running_dot;
            pieces += running;
        }
        let value = rough * pieces;
        let value_dot = pieces * rough_dot + rough * pieces_dot;
        (value, value_dot)
    }
}
