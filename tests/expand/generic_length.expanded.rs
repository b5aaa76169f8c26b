use chainrule::differentiate;
#[allow(dead_code)]
pub fn scaled<const N: usize>(a: [f64; N], by: f64) -> [f64; N] {
    let mut b = [0.0; N];
    for i in 0..N {
        b[i] = a[i] * by;
    }
    b
}
/// Value of [`scaled`], and its pullback: from an adjoint of the result to the adjoints of the arguments.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn vjp_scaled<const N: usize>(
    a: [f64; N],
    by: f64,
) -> ([f64; N], impl ::core::ops::Fn([f64; N]) -> ([f64; N], f64) + use<N>) {
    /// Forward sweep.
    let mut b: [f64; N] = [0.0; N];
    for i in 0..N {
        b[i] = a[i] * by;
    }
    let value = b;
    (
        value,
        move |value_bar: [f64; N]| {
            /// Reverse sweep.
            let mut b_bar = value_bar;
            let mut a_bar = [0.0; N];
            let mut by_bar: f64 = 0.0;
            [by_bar] = ::chainrule::__private::partial_sums(
                [&a[..N]],
                [&mut b_bar[..N], &mut a_bar[..N]],
                [by_bar],
                |[a_1], [mut b_bar_1, mut a_bar_1], [mut by_bar]| {
                    let bar = b_bar_1;
                    b_bar_1 = 0.0;
                    a_bar_1 = by * bar;
                    by_bar += a_1 * bar;
                    ([b_bar_1, a_bar_1], [by_bar])
                },
            );
            (a_bar, by_bar)
        },
    )
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct scaled {}
#[doc(hidden)]
impl scaled {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with<const N: usize>(
        tape: &mut ::chainrule::__private::Tape,
        a: [f64; N],
        by: f64,
        a_by: impl ::chainrule::__private::Handover<[f64; N]>,
        by_by: impl ::chainrule::__private::Handover<f64>,
    ) -> [f64; N] {
        let mut b: [f64; N] = [0.0; N];
        for i in 0..N {
            b[i] = a[i] * by;
        }
        let value = b;
        ::chainrule::__private::Handover::record(a_by, a, tape);
        ::chainrule::__private::Handover::record(by_by, by, tape);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with<const N: usize>(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: [f64; N],
        a_by: impl ::chainrule::__private::Handover<[f64; N]>,
        by_by: impl ::chainrule::__private::Handover<f64>,
    ) -> ([f64; N], f64) {
        let by = ::chainrule::__private::Handover::restore(by_by, tape);
        let a = ::chainrule::__private::Handover::restore(a_by, tape);
        let mut b_bar = value_bar;
        let mut a_bar = [0.0; N];
        let mut by_bar: f64 = 0.0;
        [by_bar] = ::chainrule::__private::partial_sums(
            [&a[..N]],
            [&mut b_bar[..N], &mut a_bar[..N]],
            [by_bar],
            |[a_1], [mut b_bar_1, mut a_bar_1], [mut by_bar]| {
                let bar = b_bar_1;
                b_bar_1 = 0.0;
                a_bar_1 = by * bar;
                by_bar += a_1 * bar;
                ([b_bar_1, a_bar_1], [by_bar])
            },
        );
        (a_bar, by_bar)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward<const N: usize>(
        tape: &mut ::chainrule::__private::Tape,
        a: [f64; N],
        by: f64,
    ) -> [f64; N] {
        Self::forward_with::<
            N,
        >(tape, a, by, ::chainrule::__private::ByTape, ::chainrule::__private::ByTape)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse<const N: usize>(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: [f64; N],
    ) -> ([f64; N], f64) {
        Self::reverse_with::<
            N,
        >(
            tape,
            value_bar,
            ::chainrule::__private::ByTape,
            ::chainrule::__private::ByTape,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep<const N: usize>(
        tape: &mut ::chainrule::__private::Tape,
        a: [f64; N],
        by: f64,
        value_bar: [f64; N],
    ) -> ([f64; N], ([f64; N], f64)) {
        let mut b: [f64; N] = [0.0; N];
        for i in 0..N {
            b[i] = a[i] * by;
        }
        let value = b;
        let mut b_bar = value_bar;
        let mut a_bar = [0.0; N];
        let mut by_bar: f64 = 0.0;
        [by_bar] = ::chainrule::__private::partial_sums(
            [&a[..N]],
            [&mut b_bar[..N], &mut a_bar[..N]],
            [by_bar],
            |[a_1], [mut b_bar_1, mut a_bar_1], [mut by_bar]| {
                let bar = b_bar_1;
                b_bar_1 = 0.0;
                a_bar_1 = by * bar;
                by_bar += a_1 * bar;
                ([b_bar_1, a_bar_1], [by_bar])
            },
        );
        (value, (a_bar, by_bar))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent<const N: usize>(
        a: [f64; N],
        a_dot: impl ::chainrule::__private::DotOf<[f64; N]>,
        by: f64,
        by_dot: impl ::chainrule::__private::DotOf<f64>,
    ) -> ([f64; N], [f64; N]) {
        let a_dot = ::chainrule::__private::DotOf::<[f64; N]>::dot(a_dot, &a);
        let by_dot = ::chainrule::__private::DotOf::<f64>::dot(by_dot, &by);
        let mut b_dot = [0.0; N];
        let mut b: [f64; N] = [0.0; N];
        for i in 0..N {
            b[i] = a[i] * by;
            b_dot[i] = by * a_dot[i] + a[i] * by_dot;
        }
        (b, b_dot)
    }
}
#[allow(dead_code)]
pub fn generic_length<'a, const N: usize>(a: &'a [f64; N], by: f64) -> f64 {
    let b = scaled::<N>(*a, by);
    b[0] * b[N - 1]
}
/// Value and gradient of [`generic_length`] with respect to `a` and `by`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_generic_length<'a, const N: usize>(
    a: &'a [f64; N],
    by: f64,
) -> (f64, ([f64; N], f64)) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let b = scaled::forward_with::<
        N,
    >(tape, *a, by, ::chainrule::__private::ByCaller, ::chainrule::__private::ByCaller);
    let value = b[0] * b[N - 1];
    /// Reverse sweep.
    let bars = ::chainrule::__private::mul_reverse(&b[0], &b[N - 1], 1.0);
    let mut b_bar = ::chainrule::__private::zero_tangent(&b);
    ::chainrule::__private::accumulate(&mut b_bar[0], bars.0);
    ::chainrule::__private::accumulate(&mut b_bar[N - 1], bars.1);
    let bars_1 = scaled::reverse_with::<
        N,
    >(tape, b_bar, ::chainrule::__private::Again(*a), ::chainrule::__private::Again(by));
    let a_bar: [_; N] = ::chainrule::__private::cotangent(bars_1.0);
    let by_bar = ::chainrule::__private::cotangent(bars_1.1);
    (value, (a_bar, by_bar))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct generic_length {}
#[doc(hidden)]
impl generic_length {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with<'a, const N: usize>(
        tape: &mut ::chainrule::__private::Tape,
        a: &'a [f64; N],
        by: f64,
        by_by: impl ::chainrule::__private::Handover<f64>,
    ) -> f64 {
        let b = scaled::forward_with::<
            N,
        >(
            tape,
            *a,
            by,
            ::chainrule::__private::ByCaller,
            ::chainrule::__private::ByCaller,
        );
        let value = b[0] * b[N - 1];
        ::chainrule::__private::Handover::record(by_by, by, tape);
        tape.push(b.clone());
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with<'a, const N: usize>(
        tape: &mut ::chainrule::__private::Tape,
        a: &'a [f64; N],
        a_bar: &mut [f64; N],
        a_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
        by_by: impl ::chainrule::__private::Handover<f64>,
    ) -> (f64,) {
        let b_site = ::chainrule::__private::Tape::site_of(|| {
            let mut a: &'a [f64; N] = ::chainrule::__private::absent();
            let mut by: f64 = ::chainrule::__private::absent();
            scaled::<N>(*a, by)
        });
        let b = tape.pop_at(&b_site);
        let by = ::chainrule::__private::Handover::restore(by_by, tape);
        let bars = ::chainrule::__private::mul_reverse(&b[0], &b[N - 1], value_bar);
        let mut b_bar = ::chainrule::__private::zero_tangent(&b);
        ::chainrule::__private::accumulate(&mut b_bar[0], bars.0);
        ::chainrule::__private::accumulate(&mut b_bar[N - 1], bars.1);
        let bars_1 = scaled::reverse_with::<
            N,
        >(
            tape,
            b_bar,
            ::chainrule::__private::Again(*a),
            ::chainrule::__private::Again(by),
        );
        if ::chainrule::__private::is_active(a_is) {
            ::chainrule::__private::accumulate(a_bar, bars_1.0);
        }
        let by_bar = ::chainrule::__private::cotangent(bars_1.1);
        (by_bar,)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward<'a, const N: usize>(
        tape: &mut ::chainrule::__private::Tape,
        a: &'a [f64; N],
        by: f64,
    ) -> f64 {
        Self::forward_with::<N>(tape, a, by, ::chainrule::__private::ByTape)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse<'a, const N: usize>(
        tape: &mut ::chainrule::__private::Tape,
        a: &'a [f64; N],
        a_bar: &mut [f64; N],
        a_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (f64,) {
        Self::reverse_with::<
            N,
        >(tape, a, a_bar, a_is, value_bar, ::chainrule::__private::ByTape)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep<'a, const N: usize>(
        tape: &mut ::chainrule::__private::Tape,
        a: &'a [f64; N],
        a_bar: &mut [f64; N],
        a_is: impl ::chainrule::__private::Activity,
        by: f64,
        value_bar: f64,
    ) -> (f64, (f64,)) {
        let b = scaled::forward_with::<
            N,
        >(
            tape,
            *a,
            by,
            ::chainrule::__private::ByCaller,
            ::chainrule::__private::ByCaller,
        );
        let value = b[0] * b[N - 1];
        let bars = ::chainrule::__private::mul_reverse(&b[0], &b[N - 1], value_bar);
        let mut b_bar = ::chainrule::__private::zero_tangent(&b);
        ::chainrule::__private::accumulate(&mut b_bar[0], bars.0);
        ::chainrule::__private::accumulate(&mut b_bar[N - 1], bars.1);
        let bars_1 = scaled::reverse_with::<
            N,
        >(
            tape,
            b_bar,
            ::chainrule::__private::Again(*a),
            ::chainrule::__private::Again(by),
        );
        if ::chainrule::__private::is_active(a_is) {
            ::chainrule::__private::accumulate(a_bar, bars_1.0);
        }
        let by_bar = ::chainrule::__private::cotangent(bars_1.1);
        (value, (by_bar,))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent<'a, const N: usize>(
        a: &'a [f64; N],
        a_dot: &[f64; N],
        a_is: impl ::chainrule::__private::Activity,
        by: f64,
        by_dot: impl ::chainrule::__private::DotOf<f64>,
    ) -> (f64, f64) {
        let by_dot = ::chainrule::__private::DotOf::<f64>::dot(by_dot, &by);
        let (b, b_dot) = scaled::tangent::<
            N,
        >(
            *a,
            ::chainrule::__private::Dot(
                (if ::chainrule::__private::is_active(a_is) { *a_dot } else { [0.0; N] }),
            ),
            by,
            ::chainrule::__private::Dot(by_dot),
        );
        let value_dot = ::chainrule::__private::mul_tangent(
            &b[0],
            &b[N - 1],
            b_dot[0].clone(),
            b_dot[N - 1].clone(),
        );
        let value = b[0] * b[N - 1];
        (value, value_dot)
    }
}
