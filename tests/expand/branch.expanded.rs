use chainrule::differentiate;
#[allow(dead_code)]
pub fn branch(x: f64, y: f64) -> f64 {
    if x > y { x * y } else { y.sin() }
}
/// Value and gradient of [`branch`] with respect to `x` and `y`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_branch(x: f64, y: f64) -> (f64, (f64, f64)) {
    /// Forward sweep.
    let value: f64;
    if x > y {
        value = x * y;
    } else {
        let v0 = y.sin();
        value = v0;
    }
    /// Reverse sweep.
    let mut x_bar: f64 = 0.0;
    let mut y_bar: f64 = 0.0;
    if x > y {
        x_bar += y;
        y_bar += x;
    } else {
        y_bar += y.cos();
    }
    (value, (x_bar, y_bar))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct branch {}
#[doc(hidden)]
impl branch {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        y: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
        y_by: impl ::chainrule::__private::Handover<f64>,
    ) -> f64 {
        let value: f64;
        let taken: bool = x > y;
        if taken {
            value = x * y;
        } else {
            let v0 = y.sin();
            value = v0;
        }
        tape.push(taken);
        ::chainrule::__private::Handover::record(x_by, x, tape);
        ::chainrule::__private::Handover::record(y_by, y, tape);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
        y_by: impl ::chainrule::__private::Handover<f64>,
    ) -> (f64, f64) {
        let y = ::chainrule::__private::Handover::restore(y_by, tape);
        let x = ::chainrule::__private::Handover::restore(x_by, tape);
        let taken_1 = tape.pop::<bool>();
        let mut x_bar: f64 = 0.0;
        let mut y_bar: f64 = 0.0;
        if taken_1 {
            x_bar += y * value_bar;
            y_bar += x * value_bar;
        } else {
            y_bar += y.cos() * value_bar;
        }
        (x_bar, y_bar)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, x: f64, y: f64) -> f64 {
        Self::forward_with(
            tape,
            x,
            y,
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
    ) -> (f64, f64) {
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
        y: f64,
        value_bar: f64,
    ) -> (f64, (f64, f64)) {
        let value: f64;
        if x > y {
            value = x * y;
        } else {
            let v0 = y.sin();
            value = v0;
        }
        let mut x_bar: f64 = 0.0;
        let mut y_bar: f64 = 0.0;
        if x > y {
            x_bar += y * value_bar;
            y_bar += x * value_bar;
        } else {
            y_bar += y.cos() * value_bar;
        }
        (value, (x_bar, y_bar))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: f64,
        x_dot: impl ::chainrule::__private::DotOf<f64>,
        y: f64,
        y_dot: impl ::chainrule::__private::DotOf<f64>,
    ) -> (f64, f64) {
        let x_dot = ::chainrule::__private::DotOf::<f64>::dot(x_dot, &x);
        let y_dot = ::chainrule::__private::DotOf::<f64>::dot(y_dot, &y);
        let value: f64;
        let value_dot: f64;
        if x > y {
            value = x * y;
            value_dot = y * x_dot + x * y_dot;
        } else {
            value_dot = y.cos() * y_dot;
            value = y.sin();
        }
        (value, value_dot)
    }
}
