use chainrule::differentiate;
#[allow(dead_code)]
pub fn checkpoint_call(x: f64, y: f64) -> f64 {
    #[differentiate]
    fn wave(x: f64, n: usize) -> f64 {
        let mut sum = 0.0;
        for k in 0..n {
            sum += (x * k as f64).sin();
        }
        sum
    }
    let low: f64 = wave(x, 10);
    low * wave(y, 20)
}
/// Value and gradient of [`checkpoint_call`] with respect to `x` and `y`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_checkpoint_call(x: f64, y: f64) -> (f64, (f64, f64)) {
    #[differentiate]
    fn wave(x: f64, n: usize) -> f64 {
        let mut sum = 0.0;
        for k in 0..n {
            sum += (x * k as f64).sin();
        }
        sum
    }
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let low = wave(x, 10);
    let both_1 = wave::sweep(tape, y, 20, 1.0);
    let slopes_1 = both_1.1;
    let v0_slope = ::chainrule::__private::cotangent(slopes_1.0);
    let v0 = both_1.0;
    let value = low * v0;
    /// Reverse sweep.
    let y_bar = ::chainrule::rules::strong_product(low, v0_slope);
    let mut x_bar: f64 = 0.0;
    {
        let both = wave::sweep(tape, x, 10, 1.0);
        let slopes = both.1;
        let low_1_slope = ::chainrule::__private::cotangent(slopes.0);
        x_bar += ::chainrule::rules::strong_product(v0, low_1_slope);
    }
    (value, (x_bar, y_bar))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct checkpoint_call {}
#[doc(hidden)]
impl checkpoint_call {
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
        #[differentiate]
        fn wave(x: f64, n: usize) -> f64 {
            let mut sum = 0.0;
            for k in 0..n {
                sum += (x * k as f64).sin();
            }
            sum
        }
        let low = wave(x, 10);
        let both_1 = wave::sweep(tape, y, 20, 1.0);
        let slopes_1 = both_1.1;
        let v0_slope = ::chainrule::__private::cotangent(slopes_1.0);
        let v0 = both_1.0;
        let value = low * v0;
        ::chainrule::__private::Handover::record(x_by, x, tape);
        tape.push([low, v0_slope, v0]);
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
        #[differentiate]
        fn wave(x: f64, n: usize) -> f64 {
            let mut sum = 0.0;
            for k in 0..n {
                sum += (x * k as f64).sin();
            }
            sum
        }
        let [low, v0_slope, v0] = tape.pop::<[f64; 3]>();
        let x = ::chainrule::__private::Handover::restore(x_by, tape);
        let low_bar = v0 * value_bar;
        let v0_bar = low * value_bar;
        let y_bar = ::chainrule::rules::strong_product(v0_bar, v0_slope);
        let mut x_bar: f64 = 0.0;
        {
            let both = wave::sweep(tape, x, 10, 1.0);
            let slopes = both.1;
            let low_1_slope = ::chainrule::__private::cotangent(slopes.0);
            let low_1_bar = low_bar;
            x_bar += ::chainrule::rules::strong_product(low_1_bar, low_1_slope);
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
        #[differentiate]
        fn wave(x: f64, n: usize) -> f64 {
            let mut sum = 0.0;
            for k in 0..n {
                sum += (x * k as f64).sin();
            }
            sum
        }
        let low = wave(x, 10);
        let both_1 = wave::sweep(tape, y, 20, 1.0);
        let slopes_1 = both_1.1;
        let v0_slope = ::chainrule::__private::cotangent(slopes_1.0);
        let v0 = both_1.0;
        let value = low * v0;
        let low_bar = v0 * value_bar;
        let v0_bar = low * value_bar;
        let y_bar = ::chainrule::rules::strong_product(v0_bar, v0_slope);
        let mut x_bar: f64 = 0.0;
        {
            let both = wave::sweep(tape, x, 10, 1.0);
            let slopes = both.1;
            let low_1_slope = ::chainrule::__private::cotangent(slopes.0);
            let low_1_bar = low_bar;
            x_bar += ::chainrule::rules::strong_product(low_1_bar, low_1_slope);
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
        #[differentiate]
        fn wave(x: f64, n: usize) -> f64 {
            let mut sum = 0.0;
            for k in 0..n {
                sum += (x * k as f64).sin();
            }
            sum
        }
        let x_dot = ::chainrule::__private::DotOf::<f64>::dot(x_dot, &x);
        let y_dot = ::chainrule::__private::DotOf::<f64>::dot(y_dot, &y);
        let low: f64;
        let low_dot: f64;
        {
            let (low_1, low_1_dot) = wave::tangent(
                x,
                ::chainrule::__private::Dot(x_dot),
                10,
                ::chainrule::__private::NoDot,
            );
            low_dot = low_1_dot;
            low = low_1;
        }
        let (v0, v0_dot) = wave::tangent(
            y,
            ::chainrule::__private::Dot(y_dot),
            20,
            ::chainrule::__private::NoDot,
        );
        let value = low * v0;
        let value_dot = v0 * low_dot + low * v0_dot;
        (value, value_dot)
    }
}
