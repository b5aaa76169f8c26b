use chainrule::differentiate;
#[allow(dead_code)]
pub fn overwritten_element(x: f64, i: usize) -> f64 {
    let mut a = [x, x.sin(), 1.0];
    a[i] = a[0] * a[1];
    a[i] *= a[0];
    a[0] * a[1] * a[2]
}
/// Value and gradient of [`overwritten_element`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_overwritten_element(x: f64, i: usize) -> (f64, f64) {
    /// Forward sweep.
    let v0 = x.sin();
    let mut a = [x, v0, 1.0];
    let a_0 = a[i];
    a[i] = a[0] * a[1];
    let a_0_1 = a[i];
    a[i] *= a[0];
    let v1 = a[0] * a[1];
    let value = v1 * a[2];
    /// Reverse sweep.
    let v1_bar = a[2];
    let mut a_bar = [0.0; 3usize];
    a_bar[2] = v1;
    a_bar[0] = a[1] * v1_bar;
    a_bar[1] = a[0] * v1_bar;
    a[i] = a_0_1;
    let bar = a_bar[i];
    a_bar[i] = a[0] * bar;
    a_bar[0] += a[i] * bar;
    a[i] = a_0;
    let bar_1 = a_bar[i];
    a_bar[i] = 0.0;
    a_bar[0] += a[1] * bar_1;
    a_bar[1] += a[0] * bar_1;
    let v0_bar = a_bar[1];
    let x_bar = a_bar[0] + x.cos() * v0_bar;
    (value, x_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct overwritten_element {}
#[doc(hidden)]
impl overwritten_element {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        i: usize,
        x_by: impl ::chainrule::__private::Handover<f64>,
        i_by: impl ::chainrule::__private::Handover<usize>,
    ) -> f64 {
        let v0 = x.sin();
        let mut a = [x, v0, 1.0];
        tape.push(a[i]);
        a[i] = a[0] * a[1];
        tape.push(a[i]);
        a[i] *= a[0];
        let v1 = a[0] * a[1];
        let value = v1 * a[2];
        ::chainrule::__private::Handover::record(x_by, x, tape);
        ::chainrule::__private::Handover::record(i_by, i, tape);
        tape.push(a);
        tape.push(v1);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
        i_by: impl ::chainrule::__private::Handover<usize>,
    ) -> (f64, ()) {
        let v1 = tape.pop::<f64>();
        let mut a = tape.pop::<[f64; 3usize]>();
        let i = ::chainrule::__private::Handover::restore(i_by, tape);
        let x = ::chainrule::__private::Handover::restore(x_by, tape);
        let v1_bar = a[2] * value_bar;
        let mut a_bar = [0.0; 3usize];
        a_bar[2] = v1 * value_bar;
        a_bar[0] = a[1] * v1_bar;
        a_bar[1] = a[0] * v1_bar;
        a[i] = tape.pop::<f64>();
        let bar = a_bar[i];
        a_bar[i] = a[0] * bar;
        a_bar[0] += a[i] * bar;
        a[i] = tape.pop::<f64>();
        let bar_1 = a_bar[i];
        a_bar[i] = 0.0;
        a_bar[0] += a[1] * bar_1;
        a_bar[1] += a[0] * bar_1;
        let v0_bar = a_bar[1];
        let x_bar = a_bar[0] + x.cos() * v0_bar;
        (x_bar, ())
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, x: f64, i: usize) -> f64 {
        Self::forward_with(
            tape,
            x,
            i,
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
        i: usize,
        value_bar: f64,
    ) -> (f64, (f64, ())) {
        let v0 = x.sin();
        let mut a = [x, v0, 1.0];
        let a_0 = a[i];
        a[i] = a[0] * a[1];
        let a_0_1 = a[i];
        a[i] *= a[0];
        let v1 = a[0] * a[1];
        let value = v1 * a[2];
        let v1_bar = a[2] * value_bar;
        let mut a_bar = [0.0; 3usize];
        a_bar[2] = v1 * value_bar;
        a_bar[0] = a[1] * v1_bar;
        a_bar[1] = a[0] * v1_bar;
        a[i] = a_0_1;
        let bar = a_bar[i];
        a_bar[i] = a[0] * bar;
        a_bar[0] += a[i] * bar;
        a[i] = a_0;
        let bar_1 = a_bar[i];
        a_bar[i] = 0.0;
        a_bar[0] += a[1] * bar_1;
        a_bar[1] += a[0] * bar_1;
        let v0_bar = a_bar[1];
        let x_bar = a_bar[0] + x.cos() * v0_bar;
        (value, (x_bar, ()))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: f64,
        x_dot: impl ::chainrule::__private::DotOf<f64>,
        i: usize,
        _: impl ::chainrule::__private::HeldDot,
    ) -> (f64, f64) {
        let x_dot = ::chainrule::__private::DotOf::<f64>::dot(x_dot, &x);
        let v0 = x.sin();
        let v0_dot = x.cos() * x_dot;
        let mut a_dot = [x_dot, v0_dot, 0.0];
        let mut a = [x, v0, 1.0];
        a_dot[i] = a[1] * a_dot[0] + a[0] * a_dot[1];
        a[i] = a[0] * a[1];
        a_dot[i] = a[0] * a_dot[i] + a[i] * a_dot[0];
        a[i] *= a[0];
        let v1 = a[0] * a[1];
        let v1_dot = a[1] * a_dot[0] + a[0] * a_dot[1];
        let value = v1 * a[2];
        let value_dot = a[2] * v1_dot + v1 * a_dot[2];
        (value, value_dot)
    }
}
