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
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        table: &[f64],
        n: usize,
        x_by: impl ::chainrule::__private::Handover<f64>,
        n_by: impl ::chainrule::__private::Handover<usize>,
    ) -> f64 {
        let value = x * table[n].sin();
        ::chainrule::__private::Handover::record(n_by, n, tape);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        table: &[f64],
        _table_bar: &mut impl ?Sized,
        _: impl ::chainrule::__private::HeldShadow,
        value_bar: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
        n_by: impl ::chainrule::__private::Handover<usize>,
    ) -> (f64, ()) {
        let n = ::chainrule::__private::Handover::restore(n_by, tape);
        let x_bar = table[n].sin() * value_bar;
        (x_bar, ())
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        table: &[f64],
        n: usize,
    ) -> f64 {
        Self::forward_with(
            tape,
            x,
            table,
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
        table: &[f64],
        table_bar: &mut impl ?Sized,
        table_is: impl ::chainrule::__private::HeldShadow,
        value_bar: f64,
    ) -> (f64, ()) {
        Self::reverse_with(
            tape,
            table,
            table_bar,
            table_is,
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
