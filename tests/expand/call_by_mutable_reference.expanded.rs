use chainrule::differentiate;
#[allow(dead_code)]
pub fn scale(a: &mut [f64], factor: f64) {
    for x in a.iter_mut() {
        *x *= factor;
    }
}
/// Value of [`scale`], and its pullback: from an adjoint of the result to the adjoints of the arguments.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn vjp_scale<'borrowed_0>(
    a: &'borrowed_0 mut [f64],
    factor: f64,
) -> ((), impl ::core::ops::Fn(&mut [f64]) -> f64 + use<>) {
    let mut own_tape = ::chainrule::__private::Tape::new();
    let tape = &mut own_tape;
    let [a_column] = tape.columns(a.len());
    let a_column_view = &mut a_column[..a.len()];
    for k in 0..a.len() {
        a_column_view[k] = a[k];
        a[k] *= factor;
    }
    let a = a.to_vec();
    let tape = own_tape;
    (
        (),
        move |a_bar: &mut [f64]| {
            let mut a_copy = ::core::clone::Clone::clone(&a);
            let a = &mut a_copy;
            let tape = &mut ::core::clone::Clone::clone(&tape);
            /// Reverse sweep.
            let mut factor_bar: f64 = 0.0;
            let [a_column_1] = tape.last_columns(a.len());
            let a_bar_view = &mut a_bar[..a.len()];
            let a_column_1_view = &a_column_1[..a.len()];
            for k in 0..a.len() {
                a[k] = a_column_1_view[k];
                let bar = a_bar_view[k];
                a_bar_view[k] = factor * bar;
                factor_bar += a[k] * bar;
            }
            tape.drop_columns(1usize, a.len());
            factor_bar
        },
    )
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct scale {}
#[doc(hidden)]
impl scale {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        a: &mut [f64],
        factor: f64,
        factor_by: impl ::chainrule::__private::Handover<f64>,
    ) {
        let [a_column] = tape.columns(a.len());
        let a_column_view = &mut a_column[..a.len()];
        for k in 0..a.len() {
            a_column_view[k] = a[k];
            a[k] *= factor;
        }
        ::chainrule::__private::Handover::record(factor_by, factor, tape);
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        a: &mut [f64],
        a_bar: &mut [f64],
        _: impl ::chainrule::__private::Activity,
        _: (),
        factor_by: impl ::chainrule::__private::Handover<f64>,
    ) -> (f64,) {
        let factor = ::chainrule::__private::Handover::restore(factor_by, tape);
        let mut factor_bar: f64 = 0.0;
        let [a_column_1] = tape.last_columns(a.len());
        let a_bar_view = &mut a_bar[..a.len()];
        let a_column_1_view = &a_column_1[..a.len()];
        for k in 0..a.len() {
            a[k] = a_column_1_view[k];
            let bar = a_bar_view[k];
            a_bar_view[k] = factor * bar;
            factor_bar += a[k] * bar;
        }
        tape.drop_columns(1usize, a.len());
        (factor_bar,)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, a: &mut [f64], factor: f64) {
        Self::forward_with(tape, a, factor, ::chainrule::__private::ByTape)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        a: &mut [f64],
        a_bar: &mut [f64],
        a_is: impl ::chainrule::__private::Activity,
        value_bar: (),
    ) -> (f64,) {
        Self::reverse_with(
            tape,
            a,
            a_bar,
            a_is,
            value_bar,
            ::chainrule::__private::ByTape,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        a: &mut [f64],
        a_dot: &mut [f64],
        _: impl ::chainrule::__private::Activity,
        factor: f64,
        factor_dot: impl ::chainrule::__private::DotOf<f64>,
    ) -> ((), ()) {
        let factor_dot = ::chainrule::__private::DotOf::<f64>::dot(factor_dot, &factor);
        for k in 0..a.len() {
            a_dot[k] = factor * a_dot[k] + a[k] * factor_dot;
            a[k] *= factor;
        }
        ((), ())
    }
}
#[allow(dead_code)]
pub fn call_by_mutable_reference(x: f64) -> f64 {
    let mut a = [x, 2.0];
    scale(&mut a, x);
    a[0] * a[1]
}
/// Value and gradient of [`call_by_mutable_reference`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_call_by_mutable_reference(x: f64) -> (f64, f64) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let mut a = [x, 2.0];
    scale::forward_with(tape, &mut a, x, ::chainrule::__private::ByCaller);
    let value = a[0] * a[1];
    /// Reverse sweep.
    let mut a_bar = [0.0; 2usize];
    a_bar[0] = a[1];
    a_bar[1] = a[0];
    let bars = scale::reverse_with(
        tape,
        &mut a,
        &mut a_bar,
        ::chainrule::__private::Active,
        ::chainrule::__private::no_seed(),
        ::chainrule::__private::Again(x),
    );
    let x_bar = ::chainrule::__private::cotangent(bars.0) + a_bar[0];
    (value, x_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct call_by_mutable_reference {}
#[doc(hidden)]
impl call_by_mutable_reference {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
    ) -> f64 {
        let mut a = [x, 2.0];
        scale::forward_with(tape, &mut a, x, ::chainrule::__private::ByCaller);
        let value = a[0] * a[1];
        ::chainrule::__private::Handover::record(x_by, x, tape);
        tape.push(a);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
    ) -> (f64,) {
        let mut a = tape.pop::<[f64; 2usize]>();
        let x = ::chainrule::__private::Handover::restore(x_by, tape);
        let mut a_bar = [0.0; 2usize];
        a_bar[0] = a[1] * value_bar;
        a_bar[1] = a[0] * value_bar;
        let bars = scale::reverse_with(
            tape,
            &mut a,
            &mut a_bar,
            ::chainrule::__private::Active,
            ::chainrule::__private::no_seed(),
            ::chainrule::__private::Again(x),
        );
        let x_bar = ::chainrule::__private::cotangent(bars.0) + a_bar[0];
        (x_bar,)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, x: f64) -> f64 {
        Self::forward_with(tape, x, ::chainrule::__private::ByTape)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(tape: &mut ::chainrule::__private::Tape, value_bar: f64) -> (f64,) {
        Self::reverse_with(tape, value_bar, ::chainrule::__private::ByTape)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        value_bar: f64,
    ) -> (f64, (f64,)) {
        let mut a = [x, 2.0];
        scale::forward_with(tape, &mut a, x, ::chainrule::__private::ByCaller);
        let value = a[0] * a[1];
        let mut a_bar = [0.0; 2usize];
        a_bar[0] = a[1] * value_bar;
        a_bar[1] = a[0] * value_bar;
        let bars = scale::reverse_with(
            tape,
            &mut a,
            &mut a_bar,
            ::chainrule::__private::Active,
            ::chainrule::__private::no_seed(),
            ::chainrule::__private::Again(x),
        );
        let x_bar = ::chainrule::__private::cotangent(bars.0) + a_bar[0];
        (value, (x_bar,))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: f64,
        x_dot: impl ::chainrule::__private::DotOf<f64>,
    ) -> (f64, f64) {
        let x_dot = ::chainrule::__private::DotOf::<f64>::dot(x_dot, &x);
        let mut a_dot = [x_dot, 0.0];
        let mut a = [x, 2.0];
        scale::tangent(
            &mut a,
            &mut a_dot,
            ::chainrule::__private::Active,
            x,
            ::chainrule::__private::Dot(x_dot),
        );
        let value = a[0] * a[1];
        let value_dot = a[1] * a_dot[0] + a[0] * a_dot[1];
        (value, value_dot)
    }
}
