use chainrule::differentiate;
#[allow(dead_code)]
pub fn for_loop(x: f64, n: usize) -> f64 {
    let mut y = 1.0;
    for i in 0..n {
        y = y * x + i as f64;
    }
    y
}
/// Value and gradient of [`for_loop`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_for_loop(x: f64, n: usize) -> (f64, f64) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let mut y: f64 = 1.0;
    let [y_column] = tape.columns(n);
    let y_column_view = &mut y_column[..n];
    for i in 0..n {
        let v0 = y * x;
        y_column_view[i] = y;
        y = v0 + (i as f64);
    }
    let value = y;
    /// Reverse sweep.
    let mut y_bar: f64 = 1.0;
    let mut x_bar: f64 = 0.0;
    let [y_column_1] = tape.last_columns(n);
    let y_column_1_view = &y_column_1[..n];
    for i in (0..n).rev() {
        y = y_column_1_view[i];
        let v0_bar = y_bar;
        y_bar = x * v0_bar;
        x_bar += y * v0_bar;
    }
    tape.drop_columns(1usize, n);
    (value, x_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct for_loop {}
#[doc(hidden)]
impl for_loop {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        n: usize,
        x_by: impl ::chainrule::__private::Handover<f64>,
        n_by: impl ::chainrule::__private::Handover<usize>,
    ) -> f64 {
        let mut y: f64 = 1.0;
        let [y_column] = tape.columns(n);
        let y_column_view = &mut y_column[..n];
        for i in 0..n {
            let v0 = y * x;
            y_column_view[i] = y;
            y = v0 + (i as f64);
        }
        let value = y;
        ::chainrule::__private::Handover::record(x_by, x, tape);
        ::chainrule::__private::Handover::record(n_by, n, tape);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
        n_by: impl ::chainrule::__private::Handover<usize>,
    ) -> (f64, ()) {
        let n = ::chainrule::__private::Handover::restore(n_by, tape);
        let x = ::chainrule::__private::Handover::restore(x_by, tape);
        let mut y: f64 = 0.0;
        let mut y_bar = value_bar;
        let mut x_bar: f64 = 0.0;
        let [y_column_1] = tape.last_columns(n);
        let y_column_1_view = &y_column_1[..n];
        for i in (0..n).rev() {
            y = y_column_1_view[i];
            let v0_bar = y_bar;
            y_bar = x * v0_bar;
            x_bar += y * v0_bar;
        }
        tape.drop_columns(1usize, n);
        (x_bar, ())
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, x: f64, n: usize) -> f64 {
        Self::forward_with(
            tape,
            x,
            n,
            ::chainrule::__private::ByTape,
            ::chainrule::__private::ByTape,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: f64,
    ) -> (f64, ()) {
        Self::reverse_with(
            tape,
            value_bar,
            ::chainrule::__private::ByTape,
            ::chainrule::__private::ByTape,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        n: usize,
        value_bar: f64,
    ) -> (f64, (f64, ())) {
        let mut y: f64 = 1.0;
        let [y_column] = tape.columns(n);
        let y_column_view = &mut y_column[..n];
        for i in 0..n {
            let v0 = y * x;
            y_column_view[i] = y;
            y = v0 + (i as f64);
        }
        let value = y;
        let mut y_bar = value_bar;
        let mut x_bar: f64 = 0.0;
        let [y_column_1] = tape.last_columns(n);
        let y_column_1_view = &y_column_1[..n];
        for i in (0..n).rev() {
            y = y_column_1_view[i];
            let v0_bar = y_bar;
            y_bar = x * v0_bar;
            x_bar += y * v0_bar;
        }
        tape.drop_columns(1usize, n);
        (value, (x_bar, ()))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: f64,
        x_dot: impl ::chainrule::__private::DotOf<f64>,
        n: usize,
        _: impl ::chainrule::__private::HeldDot,
    ) -> (f64, f64) {
        let x_dot = ::chainrule::__private::DotOf::<f64>::dot(x_dot, &x);
        let mut y: f64 = 1.0;
        let mut y_dot: f64 = 0.0;
        for i in 0..n {
            let v0 = y * x;
            y_dot = x * y_dot + y * x_dot;
            y = v0 + (i as f64);
        }
        (y, y_dot)
    }
}
