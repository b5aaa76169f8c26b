use chainrule::differentiate;
#[allow(dead_code)]
pub fn match_on_integer(x: f64, degree: usize) -> f64 {
    match degree {
        0 => 1.0,
        1 => x,
        n if n % 2 == 0 => x.powi(2) * n as f64,
        _ => x.exp(),
    }
}
/// Value and gradient of [`match_on_integer`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_match_on_integer(x: f64, degree: usize) -> (f64, f64) {
    /// Forward sweep.
    let value: f64;
    let arm: u32;
    let mut n_0: usize = 0;
    let mut v1_0: f64 = 0.0;
    match degree {
        0 => {
            value = 1.0;
            arm = 0u32;
        }
        1 => {
            value = x;
            arm = 1u32;
        }
        n if n % 2 == 0 => {
            let v0 = x.powi(2);
            value = v0 * (n as f64);
            n_0 = n;
            arm = 2u32;
        }
        _ => {
            let v1 = x.exp();
            value = v1;
            v1_0 = v1;
            arm = 3u32;
        }
    }
    /// Reverse sweep.
    let mut x_bar: f64 = 0.0;
    match arm {
        0 => {}
        1 => {
            x_bar += 1.0;
        }
        2 => {
            let n = n_0;
            let v0_bar: f64 = n as f64;
            x_bar += 2.0 * x * v0_bar;
        }
        3 => {
            let v1 = v1_0;
            x_bar += v1;
        }
        _ => {}
    }
    (value, x_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct match_on_integer {}
#[doc(hidden)]
impl match_on_integer {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        degree: usize,
        x_by: impl ::chainrule::__private::Handover<f64>,
        degree_by: impl ::chainrule::__private::Handover<usize>,
    ) -> f64 {
        let value: f64;
        let arm: u32;
        match degree {
            0 => {
                value = 1.0;
                arm = 0u32;
            }
            1 => {
                value = x;
                arm = 1u32;
            }
            n if n % 2 == 0 => {
                let v0 = x.powi(2);
                value = v0 * (n as f64);
                tape.push(n);
                arm = 2u32;
            }
            _ => {
                let v1 = x.exp();
                value = v1;
                tape.push(v1);
                arm = 3u32;
            }
        }
        tape.push(arm);
        ::chainrule::__private::Handover::record(x_by, x, tape);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
        degree_by: impl ::chainrule::__private::Handover<usize>,
    ) -> (f64, ()) {
        let x = ::chainrule::__private::Handover::restore(x_by, tape);
        let arm_1 = tape.pop::<u32>();
        let mut x_bar: f64 = 0.0;
        match arm_1 {
            0 => {}
            1 => {
                x_bar += value_bar;
            }
            2 => {
                let n = tape.pop::<usize>();
                let v0_bar = (n as f64) * value_bar;
                x_bar += 2.0 * x * v0_bar;
            }
            3 => {
                let v1 = tape.pop::<f64>();
                x_bar += v1 * value_bar;
            }
            _ => {}
        }
        (x_bar, ())
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        degree: usize,
    ) -> f64 {
        Self::forward_with(
            tape,
            x,
            degree,
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
        degree: usize,
        value_bar: f64,
    ) -> (f64, (f64, ())) {
        let value: f64;
        let arm: u32;
        let mut n_0: usize = 0;
        let mut v1_0: f64 = 0.0;
        match degree {
            0 => {
                value = 1.0;
                arm = 0u32;
            }
            1 => {
                value = x;
                arm = 1u32;
            }
            n if n % 2 == 0 => {
                let v0 = x.powi(2);
                value = v0 * (n as f64);
                n_0 = n;
                arm = 2u32;
            }
            _ => {
                let v1 = x.exp();
                value = v1;
                v1_0 = v1;
                arm = 3u32;
            }
        }
        let mut x_bar: f64 = 0.0;
        match arm {
            0 => {}
            1 => {
                x_bar += value_bar;
            }
            2 => {
                let n = n_0;
                let v0_bar = (n as f64) * value_bar;
                x_bar += 2.0 * x * v0_bar;
            }
            3 => {
                let v1 = v1_0;
                x_bar += v1 * value_bar;
            }
            _ => {}
        }
        (value, (x_bar, ()))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: f64,
        x_dot: impl ::chainrule::__private::DotOf<f64>,
        degree: usize,
        _: impl ::chainrule::__private::HeldDot,
    ) -> (f64, f64) {
        let x_dot = ::chainrule::__private::DotOf::<f64>::dot(x_dot, &x);
        let value: f64;
        let value_dot: f64;
        match degree {
            0 => {
                value = 1.0;
                value_dot = 0.0;
            }
            1 => {
                value_dot = x_dot;
                value = x;
            }
            n if n % 2 == 0 => {
                let v0 = x.powi(2);
                let v0_dot = 2.0 * x * x_dot;
                value = v0 * (n as f64);
                value_dot = (n as f64) * v0_dot;
            }
            _ => {
                let v1 = x.exp();
                value_dot = v1 * x_dot;
                value = v1;
            }
        }
        (value, value_dot)
    }
}
