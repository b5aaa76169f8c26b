use std::ops::Mul;
use chainrule::{Differentiable, differentiate};
#[derive(Clone, Copy, Debug, Differentiable)]
pub struct Pair {
    pub a: f64,
    pub b: f64,
}
impl Mul<f64> for Pair {
    type Output = Pair;
    fn mul(self, factor: f64) -> Pair {
        Pair {
            a: self.a * factor,
            b: self.b * factor,
        }
    }
}
#[doc(hidden)]
#[allow(clippy::all, clippy::pedantic, unused)]
impl ::chainrule::operators::MulRule<f64> for Pair {
    fn reverse(
        self_: &Self,
        factor: &f64,
        value_bar: <<Self as ::core::ops::Mul<
            f64,
        >>::Output as ::chainrule::__private::Differentiable>::Tangent,
    ) -> (
        <Self as ::chainrule::__private::Differentiable>::Tangent,
        <f64 as ::chainrule::__private::Differentiable>::Tangent,
    ) {
        let this = ::core::clone::Clone::clone(self_);
        let factor = *factor;
        let v0 = this.a * factor;
        let v1 = this.b * factor;
        let value: Pair = Pair { a: v0, b: v1 };
        let v0_bar = value_bar.a.clone();
        let v1_bar = value_bar.b.clone();
        let bars = ::chainrule::__private::mul_reverse(&this.b, &factor, v1_bar);
        let mut this_bar = ::chainrule::__private::zero_tangent(&this);
        ::chainrule::__private::accumulate(&mut this_bar.b, bars.0);
        let bars_1 = ::chainrule::__private::mul_reverse(&this.a, &factor, v0_bar);
        ::chainrule::__private::accumulate(&mut this_bar.a, bars_1.0);
        let factor_bar = bars.1 + bars_1.1;
        (this_bar, factor_bar)
    }
    fn tangent(
        self_: &Self,
        factor: &f64,
        self_dot: <Self as ::chainrule::__private::Differentiable>::Tangent,
        factor_dot: <f64 as ::chainrule::__private::Differentiable>::Tangent,
    ) -> <<Self as ::core::ops::Mul<
        f64,
    >>::Output as ::chainrule::__private::Differentiable>::Tangent {
        let this = ::core::clone::Clone::clone(self_);
        let factor = *factor;
        let v0_dot = ::chainrule::__private::mul_tangent(
            &this.a,
            &factor,
            self_dot.a.clone(),
            factor_dot,
        );
        let v0 = this.a * factor;
        let v1_dot = ::chainrule::__private::mul_tangent(
            &this.b,
            &factor,
            self_dot.b.clone(),
            factor_dot,
        );
        let v1 = this.b * factor;
        let value: Pair = Pair { a: v0, b: v1 };
        let value_dot = {
            let mut tangent = ::chainrule::__private::dummy_shadow(&value);
            tangent.a = v0_dot.clone();
            tangent.b = v1_dot.clone();
            tangent
        };
        value_dot
    }
}
#[allow(dead_code)]
pub fn operator(x: f64) -> f64 {
    let pair = Pair { a: x, b: 2.0 } * x;
    pair.a + pair.b
}
/// Value and gradient of [`operator`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_operator(x: f64) -> (f64, f64) {
    /// Forward sweep.
    let v0 = Pair { a: x, b: 2.0 };
    let pair = v0 * x;
    let value = pair.a + pair.b;
    /// Reverse sweep.
    let bars = ::chainrule::__private::add_reverse(&pair.a, &pair.b, 1.0);
    let mut pair_bar = ::chainrule::__private::zero_tangent(&pair);
    ::chainrule::__private::accumulate(&mut pair_bar.a, bars.0);
    ::chainrule::__private::accumulate(&mut pair_bar.b, bars.1);
    let bars_1 = ::chainrule::__private::mul_reverse(&v0, &x, pair_bar);
    let v0_bar = bars_1.0;
    let x_bar = bars_1.1 + v0_bar.a;
    (value, x_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct operator {}
#[doc(hidden)]
impl operator {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
    ) -> f64 {
        let v0 = Pair { a: x, b: 2.0 };
        let pair = v0 * x;
        let value = pair.a + pair.b;
        ::chainrule::__private::Handover::record(x_by, x, tape);
        tape.push(v0.clone());
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
        let v0_site = ::chainrule::__private::Tape::site_of(|| {
            let mut x: f64 = ::chainrule::__private::absent();
            Pair { a: x, b: 2.0 }
        });
        let v0 = tape.pop_at(&v0_site);
        let x = ::chainrule::__private::Handover::restore(x_by, tape);
        let pair = v0 * x;
        let bars = ::chainrule::__private::add_reverse(&pair.a, &pair.b, value_bar);
        let mut pair_bar = ::chainrule::__private::zero_tangent(&pair);
        ::chainrule::__private::accumulate(&mut pair_bar.a, bars.0);
        ::chainrule::__private::accumulate(&mut pair_bar.b, bars.1);
        let bars_1 = ::chainrule::__private::mul_reverse(&v0, &x, pair_bar);
        let v0_bar = bars_1.0;
        let x_bar = bars_1.1 + v0_bar.a;
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
        let v0 = Pair { a: x, b: 2.0 };
        let pair = v0 * x;
        let value = pair.a + pair.b;
        let bars = ::chainrule::__private::add_reverse(&pair.a, &pair.b, value_bar);
        let mut pair_bar = ::chainrule::__private::zero_tangent(&pair);
        ::chainrule::__private::accumulate(&mut pair_bar.a, bars.0);
        ::chainrule::__private::accumulate(&mut pair_bar.b, bars.1);
        let bars_1 = ::chainrule::__private::mul_reverse(&v0, &x, pair_bar);
        let v0_bar = bars_1.0;
        let x_bar = bars_1.1 + v0_bar.a;
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
        let v0 = Pair { a: x, b: 2.0 };
        let v0_dot = {
            let mut tangent = ::chainrule::__private::zero_tangent(&v0);
            tangent.a = x_dot;
            tangent
        };
        let pair_dot = ::chainrule::__private::mul_tangent(
            &v0,
            &x,
            v0_dot.clone(),
            x_dot,
        );
        let pair = v0 * x;
        let value_dot = ::chainrule::__private::add_tangent(
            &pair.a,
            &pair.b,
            pair_dot.a.clone(),
            pair_dot.b.clone(),
        );
        let value = pair.a + pair.b;
        (value, value_dot)
    }
}
