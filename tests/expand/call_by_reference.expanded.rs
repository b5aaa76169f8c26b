use chainrule::differentiate;
#[allow(dead_code)]
pub fn norm(a: &[f64]) -> f64 {
    let mut sum = 0.0;
    for x in a {
        sum += x * x;
    }
    sum.sqrt()
}
/// Value of [`norm`], and its pullback: from an adjoint of the result to the adjoints of the arguments.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn vjp_norm<'borrowed_0>(
    a: &'borrowed_0 [f64],
) -> (
    f64,
    impl ::core::ops::Fn(f64) -> ::chainrule::__private::Vec<f64> + use<'borrowed_0>,
) {
    /// Forward sweep.
    let mut sum: f64 = 0.0;
    for k in 0..a.len() {
        sum += a[k] * a[k];
    }
    let v0 = sum.sqrt();
    let value = v0;
    (
        value,
        move |value_bar: f64| {
            /// Reverse sweep.
            let sum_bar = ::chainrule::rules::sqrt(v0, value_bar);
            let mut a_bar: ::chainrule::__private::Vec<f64> = ::chainrule::__private::Vec::with_capacity(
                a.len(),
            );
            a_bar.extend((0..a.len()).map(|k| 2.0 * a[k] * sum_bar));
            a_bar
        },
    )
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct norm {}
#[doc(hidden)]
impl norm {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, a: &[f64]) -> f64 {
        let mut sum: f64 = 0.0;
        for k in 0..a.len() {
            sum += a[k] * a[k];
        }
        let v0 = sum.sqrt();
        let value = v0;
        tape.push(v0);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        a: &[f64],
        a_bar: &mut [f64],
        a_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> () {
        let v0 = tape.pop::<f64>();
        let sum_bar = ::chainrule::rules::sqrt(v0, value_bar);
        let a_bar_view = if ::chainrule::__private::is_active(a_is) {
            &mut a_bar[..a.len()]
        } else {
            &mut a_bar[..0]
        };
        for k in 0..a.len() {
            if ::chainrule::__private::is_active(a_is) {
                a_bar_view[k] += 2.0 * a[k] * sum_bar;
            }
        }
        ()
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        a: &[f64],
        a_bar: &mut [f64],
        a_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (f64, ()) {
        let mut sum: f64 = 0.0;
        for k in 0..a.len() {
            sum += a[k] * a[k];
        }
        let v0 = sum.sqrt();
        let value = v0;
        let sum_bar = ::chainrule::rules::sqrt(v0, value_bar);
        let a_bar_view = if ::chainrule::__private::is_active(a_is) {
            &mut a_bar[..a.len()]
        } else {
            &mut a_bar[..0]
        };
        for k in 0..a.len() {
            if ::chainrule::__private::is_active(a_is) {
                a_bar_view[k] += 2.0 * a[k] * sum_bar;
            }
        }
        (value, ())
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        a: &[f64],
        a_dot: &[f64],
        a_is: impl ::chainrule::__private::Activity,
    ) -> (f64, f64) {
        let mut sum: f64 = 0.0;
        let mut sum_dot: f64 = 0.0;
        for k in 0..a.len() {
            if ::chainrule::__private::is_active(a_is) {
                sum_dot += 2.0 * a[k] * a_dot[k];
            }
            sum += a[k] * a[k];
        }
        let v0 = sum.sqrt();
        let v0_dot = ::chainrule::rules::sqrt(v0, sum_dot);
        (v0, v0_dot)
    }
}
#[allow(dead_code)]
pub fn call_by_reference(a: &[f64], b: &[f64; 2]) -> f64 {
    norm(a) * norm(&a[1..]) + norm(b)
}
/// Value and gradient of [`call_by_reference`] with respect to `a` and `b`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_call_by_reference(
    a: &[f64],
    b: &[f64; 2],
) -> (f64, (::chainrule::__private::Vec<f64>, [f64; 2])) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let v0 = norm::forward(tape, a);
    let v1 = norm::forward(tape, &a[1..]);
    let v2 = v0 * v1;
    /// Reverse sweep.
    let mut b_bar = [0.0; 2];
    let both = norm::sweep(tape, b, &mut b_bar, ::chainrule::__private::Active, 1.0);
    let v3 = both.0;
    let bars = ::chainrule::__private::mul_reverse(&v0, &v1, 1.0);
    let v0_bar = bars.0;
    let v1_bar = bars.1;
    let mut a_bar = ::chainrule::__private::zero_tangent(a);
    norm::reverse(
        tape,
        &a[1..],
        &mut a_bar[1..],
        ::chainrule::__private::Active,
        v1_bar,
    );
    norm::reverse(tape, a, &mut a_bar, ::chainrule::__private::Active, v0_bar);
    let value = v2 + v3;
    (value, (a_bar, b_bar))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct call_by_reference {}
#[doc(hidden)]
impl call_by_reference {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        a: &[f64],
        b: &[f64; 2],
    ) -> f64 {
        let v0 = norm::forward(tape, a);
        let v1 = norm::forward(tape, &a[1..]);
        let v2 = v0 * v1;
        let v3 = norm::forward(tape, b);
        let value = v2 + v3;
        tape.push(v0.clone());
        tape.push(v1.clone());
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        a: &[f64],
        a_bar: &mut [f64],
        a_is: impl ::chainrule::__private::Activity,
        b: &[f64; 2],
        b_bar: &mut [f64; 2],
        b_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> () {
        let v0_site = ::chainrule::__private::Tape::site_of(|| {
            let mut a: &[f64] = ::chainrule::__private::absent();
            norm(a)
        });
        let v1_site = ::chainrule::__private::Tape::site_of(|| {
            let mut a: &[f64] = ::chainrule::__private::absent();
            norm(&a[1..])
        });
        let v1 = tape.pop_at(&v1_site);
        let v0 = tape.pop_at(&v0_site);
        norm::reverse(tape, b, b_bar, b_is, value_bar);
        let bars = ::chainrule::__private::mul_reverse(&v0, &v1, value_bar);
        let v0_bar = bars.0;
        let v1_bar = bars.1;
        {
            let mut none0;
            let view0 = if ::chainrule::__private::is_active(a_is) {
                &mut a_bar[1..]
            } else {
                none0 = ::chainrule::__private::dummy_shadow(&a[1..]);
                &mut none0
            };
            norm::reverse(tape, &a[1..], view0, a_is, v1_bar)
        };
        norm::reverse(tape, a, a_bar, a_is, v0_bar);
        ()
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        a: &[f64],
        a_bar: &mut [f64],
        a_is: impl ::chainrule::__private::Activity,
        b: &[f64; 2],
        b_bar: &mut [f64; 2],
        b_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (f64, ()) {
        let v0 = norm::forward(tape, a);
        let v1 = norm::forward(tape, &a[1..]);
        let v2 = v0 * v1;
        let both = norm::sweep(tape, b, b_bar, b_is, value_bar);
        let v3 = both.0;
        let bars = ::chainrule::__private::mul_reverse(&v0, &v1, value_bar);
        let v0_bar = bars.0;
        let v1_bar = bars.1;
        {
            let mut none0;
            let view0 = if ::chainrule::__private::is_active(a_is) {
                &mut a_bar[1..]
            } else {
                none0 = ::chainrule::__private::dummy_shadow(&a[1..]);
                &mut none0
            };
            norm::reverse(tape, &a[1..], view0, a_is, v1_bar)
        };
        norm::reverse(tape, a, a_bar, a_is, v0_bar);
        let value = v2 + v3;
        (value, ())
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        a: &[f64],
        a_dot: &[f64],
        a_is: impl ::chainrule::__private::Activity,
        b: &[f64; 2],
        b_dot: &[f64; 2],
        b_is: impl ::chainrule::__private::Activity,
    ) -> (f64, f64) {
        let (v0, v0_dot) = {
            let none1;
            let view1 = if ::chainrule::__private::is_active(a_is) {
                a_dot
            } else {
                none1 = ::chainrule::__private::dummy_shadow(a);
                &none1
            };
            norm::tangent(a, view1, a_is)
        };
        let (v1, v1_dot) = {
            let none1;
            let view1 = if ::chainrule::__private::is_active(a_is) {
                &a_dot[1..]
            } else {
                none1 = ::chainrule::__private::dummy_shadow(&a[1..]);
                &none1
            };
            norm::tangent(&a[1..], view1, a_is)
        };
        let v2_dot = ::chainrule::__private::mul_tangent(
            &v0,
            &v1,
            v0_dot.clone(),
            v1_dot.clone(),
        );
        let v2 = v0 * v1;
        let (v3, v3_dot) = {
            let none1;
            let view1 = if ::chainrule::__private::is_active(b_is) {
                b_dot
            } else {
                none1 = ::chainrule::__private::dummy_shadow(b);
                &none1
            };
            norm::tangent(b, view1, b_is)
        };
        let value = v2 + v3;
        let value_dot = v2_dot + v3_dot;
        (value, value_dot)
    }
}
