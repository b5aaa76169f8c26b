use chainrule::differentiate;
#[allow(dead_code)]
pub fn branch_without_else(x: f64, limit: f64) -> f64 {
    let mut y = x * x;
    if y > limit {
        y = limit * y.sqrt();
    }
    y
}
/// Value and gradient of [`branch_without_else`] with respect to `x` and `limit`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_branch_without_else(x: f64, limit: f64) -> (f64, (f64, f64)) {
    /// Forward sweep.
    let mut y = x * x;
    let taken: bool = y > limit;
    let mut v0_0: f64 = 0.0;
    if taken {
        let v0 = y.sqrt();
        y = limit * v0;
        v0_0 = v0;
    }
    let value = y;
    /// Reverse sweep.
    let mut y_bar: f64 = 1.0;
    let mut limit_bar: f64 = 0.0;
    if taken {
        let v0 = v0_0;
        limit_bar += v0 * y_bar;
        let v0_bar = limit * y_bar;
        y_bar = ::chainrule::rules::sqrt(v0, v0_bar);
    }
    let x_bar = 2.0 * x * y_bar;
    (value, (x_bar, limit_bar))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct branch_without_else {}
#[doc(hidden)]
impl branch_without_else {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        limit: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
        limit_by: impl ::chainrule::__private::Handover<f64>,
    ) -> f64 {
        let mut y = x * x;
        let taken: bool = y > limit;
        if taken {
            let v0 = y.sqrt();
            y = limit * v0;
            tape.push(v0);
        }
        tape.push(taken);
        let value = y;
        ::chainrule::__private::Handover::record(x_by, x, tape);
        ::chainrule::__private::Handover::record(limit_by, limit, tape);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
        limit_by: impl ::chainrule::__private::Handover<f64>,
    ) -> (f64, f64) {
        let limit = ::chainrule::__private::Handover::restore(limit_by, tape);
        let x = ::chainrule::__private::Handover::restore(x_by, tape);
        let mut y_bar = value_bar;
        let taken_1 = tape.pop::<bool>();
        let mut limit_bar: f64 = 0.0;
        if taken_1 {
            let v0 = tape.pop::<f64>();
            limit_bar += v0 * y_bar;
            let v0_bar = limit * y_bar;
            y_bar = ::chainrule::rules::sqrt(v0, v0_bar);
        }
        let x_bar = 2.0 * x * y_bar;
        (x_bar, limit_bar)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, x: f64, limit: f64) -> f64 {
        Self::forward_with(
            tape,
            x,
            limit,
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
        limit: f64,
        value_bar: f64,
    ) -> (f64, (f64, f64)) {
        let mut y = x * x;
        let taken: bool = y > limit;
        let mut v0_0: f64 = 0.0;
        if taken {
            let v0 = y.sqrt();
            y = limit * v0;
            v0_0 = v0;
        }
        let value = y;
        let mut y_bar = value_bar;
        let mut limit_bar: f64 = 0.0;
        if taken {
            let v0 = v0_0;
            limit_bar += v0 * y_bar;
            let v0_bar = limit * y_bar;
            y_bar = ::chainrule::rules::sqrt(v0, v0_bar);
        }
        let x_bar = 2.0 * x * y_bar;
        (value, (x_bar, limit_bar))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: f64,
        x_dot: impl ::chainrule::__private::DotOf<f64>,
        limit: f64,
        limit_dot: impl ::chainrule::__private::DotOf<f64>,
    ) -> (f64, f64) {
        let x_dot = ::chainrule::__private::DotOf::<f64>::dot(x_dot, &x);
        let limit_dot = ::chainrule::__private::DotOf::<f64>::dot(limit_dot, &limit);
        let mut y = x * x;
        let mut y_dot = 2.0 * x * x_dot;
        if y > limit {
            let v0 = y.sqrt();
            let v0_dot = ::chainrule::rules::sqrt(v0, y_dot);
            y = limit * v0;
            y_dot = v0 * limit_dot + limit * v0_dot;
        }
        (y, y_dot)
    }
}
