use chainrule::differentiate;
#[allow(dead_code)]
pub fn recorded_loop(x: f64, steps: usize) -> f64 {
    let mut y = x;
    for _ in 0..steps {
        y = y.sin() * x;
    }
    y
}
/// Value and gradient of [`recorded_loop`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_recorded_loop(x: f64, steps: usize) -> (f64, f64) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let mut y = x;
    let [y_column, v0_column] = tape.columns(steps);
    let y_column_view = &mut y_column[..steps];
    let v0_column_view = &mut v0_column[..steps];
    for counter in 0..steps {
        let v0 = y.sin();
        y_column_view[counter] = y;
        y = v0 * x;
        v0_column_view[counter] = v0;
    }
    let value = y;
    /// Reverse sweep.
    let mut y_bar: f64 = 1.0;
    let mut x_bar: f64 = 0.0;
    let [y_column_1, v0_column_1] = tape.last_columns(steps);
    let v0_column_1_view = &v0_column_1[..steps];
    let y_column_1_view = &y_column_1[..steps];
    for counter in (0..steps).rev() {
        let v0 = v0_column_1_view[counter];
        y = y_column_1_view[counter];
        let v0_bar = x * y_bar;
        x_bar += v0 * y_bar;
        y_bar = y.cos() * v0_bar;
    }
    tape.drop_columns(2usize, steps);
    x_bar += y_bar;
    (value, x_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct recorded_loop {}
#[doc(hidden)]
impl recorded_loop {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        steps: usize,
        x_by: impl ::chainrule::__private::Handover<f64>,
        steps_by: impl ::chainrule::__private::Handover<usize>,
    ) -> f64 {
        let mut y = x;
        let [y_column, v0_column] = tape.columns(steps);
        let y_column_view = &mut y_column[..steps];
        let v0_column_view = &mut v0_column[..steps];
        for counter in 0..steps {
            let v0 = y.sin();
            y_column_view[counter] = y;
            y = v0 * x;
            v0_column_view[counter] = v0;
        }
        let value = y;
        ::chainrule::__private::Handover::record(x_by, x, tape);
        ::chainrule::__private::Handover::record(steps_by, steps, tape);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
        steps_by: impl ::chainrule::__private::Handover<usize>,
    ) -> (f64, ()) {
        let steps = ::chainrule::__private::Handover::restore(steps_by, tape);
        let x = ::chainrule::__private::Handover::restore(x_by, tape);
        let mut y: f64 = 0.0;
        let mut y_bar = value_bar;
        let mut x_bar: f64 = 0.0;
        let [y_column_1, v0_column_1] = tape.last_columns(steps);
        let v0_column_1_view = &v0_column_1[..steps];
        let y_column_1_view = &y_column_1[..steps];
        for counter in (0..steps).rev() {
            let v0 = v0_column_1_view[counter];
            y = y_column_1_view[counter];
            let v0_bar = x * y_bar;
            x_bar += v0 * y_bar;
            y_bar = y.cos() * v0_bar;
        }
        tape.drop_columns(2usize, steps);
        x_bar += y_bar;
        (x_bar, ())
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        steps: usize,
    ) -> f64 {
        Self::forward_with(
            tape,
            x,
            steps,
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
        steps: usize,
        value_bar: f64,
    ) -> (f64, (f64, ())) {
        let mut y = x;
        let [y_column, v0_column] = tape.columns(steps);
        let y_column_view = &mut y_column[..steps];
        let v0_column_view = &mut v0_column[..steps];
        for counter in 0..steps {
            let v0 = y.sin();
            y_column_view[counter] = y;
            y = v0 * x;
            v0_column_view[counter] = v0;
        }
        let value = y;
        let mut y_bar = value_bar;
        let mut x_bar: f64 = 0.0;
        let [y_column_1, v0_column_1] = tape.last_columns(steps);
        let v0_column_1_view = &v0_column_1[..steps];
        let y_column_1_view = &y_column_1[..steps];
        for counter in (0..steps).rev() {
            let v0 = v0_column_1_view[counter];
            y = y_column_1_view[counter];
            let v0_bar = x * y_bar;
            x_bar += v0 * y_bar;
            y_bar = y.cos() * v0_bar;
        }
        tape.drop_columns(2usize, steps);
        x_bar += y_bar;
        (value, (x_bar, ()))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: f64,
        x_dot: impl ::chainrule::__private::DotOf<f64>,
        steps: usize,
        _: impl ::chainrule::__private::HeldDot,
    ) -> (f64, f64) {
        let x_dot = ::chainrule::__private::DotOf::<f64>::dot(x_dot, &x);
        let mut y = x;
        let mut y_dot = x_dot;
        for counter in 0..steps {
            let v0 = y.sin();
            let v0_dot = y.cos() * y_dot;
            y = v0 * x;
            y_dot = x * v0_dot + v0 * x_dot;
        }
        (y, y_dot)
    }
}
