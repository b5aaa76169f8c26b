use chainrule::differentiate;
#[allow(dead_code)]
pub fn constant(x: f64, table: &[f64], n: usize) -> f64 {
    x * table[n].sin()
}
/// Gradient of [`constant`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_constant(x: f64, table: &[f64], n: usize) -> f64 {
    /// Forward sweep.
    let value = x * table[n].sin();
    /// Reverse sweep.
    let x_bar: f64 = table[n].sin();
    x_bar
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct constant {}
#[doc(hidden)]
impl constant {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        table: &[f64],
        n: usize,
    ) -> f64 {
        let value = x * table[n].sin();
        tape.push(n);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        table: &[f64],
        _table_bar: &mut impl ?Sized,
        _: impl ::chainrule::__private::HeldShadow,
        value_bar: f64,
    ) -> (f64, ()) {
        let n = tape.pop::<usize>();
        let x_bar = table[n].sin() * value_bar;
        (x_bar, ())
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        table: &[f64],
        _table_bar: &mut impl ?Sized,
        _: impl ::chainrule::__private::Activity,
        n: usize,
        value_bar: f64,
    ) -> (f64, (f64, ())) {
        let value = x * table[n].sin();
        let x_bar = table[n].sin() * value_bar;
        (value, (x_bar, ()))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: f64,
        x_dot: impl ::chainrule::__private::DotOf<f64>,
        table: &[f64],
        _: &impl ?Sized,
        _: impl ::chainrule::__private::Activity,
        n: usize,
        _: impl ::chainrule::__private::HeldDot,
    ) -> (f64, f64) {
        let x_dot = ::chainrule::__private::DotOf::<f64>::dot(x_dot, &x);
        let value = x * table[n].sin();
        let value_dot = table[n].sin() * x_dot;
        (value, value_dot)
    }
}
