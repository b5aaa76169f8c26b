use chainrule::differentiate;
#[allow(dead_code)]
pub fn loop_with_break(a: f64) -> f64 {
    let mut x = a;
    loop {
        let next = 0.5 * (x + a / x);
        if (next - x).abs() < 1e-12 {
            break;
        }
        x = next;
    }
    x
}
/// Value and gradient of [`loop_with_break`] with respect to `a`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_loop_with_break(a: f64) -> (f64, f64) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let mut x = a;
    let mut broken: bool = false;
    let mut trips: usize = 0_usize;
    loop {
        let v0 = a / x;
        let v1 = x + v0;
        let next = 0.5 * v1;
        let taken: bool = (next - x).abs() < 1e-12;
        if taken {
            broken = true;
        } else {
            tape.push(x);
            x = next;
        }
        tape.push(taken);
        tape.push(v0);
        trips += 1;
        if broken {
            break;
        }
    }
    let value = x;
    /// Reverse sweep.
    let mut x_bar: f64 = 1.0;
    let mut a_bar: f64 = 0.0;
    for _ in 0..trips {
        let v0 = tape.pop::<f64>();
        let taken_1 = tape.pop::<bool>();
        let mut next_bar: f64 = 0.0;
        if !taken_1 {
            x = tape.pop::<f64>();
            next_bar += x_bar;
            x_bar = 0.0;
        }
        let v1_bar = 0.5 * next_bar;
        x_bar += v1_bar;
        let v0_bar = v1_bar;
        let bars = ::chainrule::rules::div(x, v0, v0_bar);
        a_bar += bars.0;
        x_bar += bars.1;
    }
    a_bar += x_bar;
    (value, a_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct loop_with_break {}
#[doc(hidden)]
impl loop_with_break {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, a: f64) -> f64 {
        let mut x = a;
        let mut broken: bool = false;
        let mut trips: usize = 0_usize;
        loop {
            let v0 = a / x;
            let v1 = x + v0;
            let next = 0.5 * v1;
            let taken: bool = (next - x).abs() < 1e-12;
            if taken {
                broken = true;
            } else {
                tape.push(x);
                x = next;
            }
            tape.push(taken);
            tape.push(v0);
            trips += 1;
            if broken {
                break;
            }
        }
        tape.push(trips);
        let value = x;
        tape.push(x);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(tape: &mut ::chainrule::__private::Tape, value_bar: f64) -> (f64,) {
        let mut x = tape.pop::<f64>();
        let mut x_bar = value_bar;
        let trips_1 = tape.pop::<usize>();
        let mut a_bar: f64 = 0.0;
        for _ in 0..trips_1 {
            let v0 = tape.pop::<f64>();
            let taken_1 = tape.pop::<bool>();
            let mut next_bar: f64 = 0.0;
            if !taken_1 {
                x = tape.pop::<f64>();
                next_bar += x_bar;
                x_bar = 0.0;
            }
            let v1_bar = 0.5 * next_bar;
            x_bar += v1_bar;
            let v0_bar = v1_bar;
            let bars = ::chainrule::rules::div(x, v0, v0_bar);
            a_bar += bars.0;
            x_bar += bars.1;
        }
        a_bar += x_bar;
        (a_bar,)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        a: f64,
        _: impl Sized,
    ) -> f64 {
        Self::forward(tape, a)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        value_bar: f64,
        _: impl Sized,
    ) -> (f64,) {
        Self::reverse(tape, value_bar)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        a: f64,
        value_bar: f64,
    ) -> (f64, (f64,)) {
        let mut x = a;
        let mut broken: bool = false;
        let mut trips: usize = 0_usize;
        loop {
            let v0 = a / x;
            let v1 = x + v0;
            let next = 0.5 * v1;
            let taken: bool = (next - x).abs() < 1e-12;
            if taken {
                broken = true;
            } else {
                tape.push(x);
                x = next;
            }
            tape.push(taken);
            tape.push(v0);
            trips += 1;
            if broken {
                break;
            }
        }
        let value = x;
        let mut x_bar = value_bar;
        let mut a_bar: f64 = 0.0;
        for _ in 0..trips {
            let v0 = tape.pop::<f64>();
            let taken_1 = tape.pop::<bool>();
            let mut next_bar: f64 = 0.0;
            if !taken_1 {
                x = tape.pop::<f64>();
                next_bar += x_bar;
                x_bar = 0.0;
            }
            let v1_bar = 0.5 * next_bar;
            x_bar += v1_bar;
            let v0_bar = v1_bar;
            let bars = ::chainrule::rules::div(x, v0, v0_bar);
            a_bar += bars.0;
            x_bar += bars.1;
        }
        a_bar += x_bar;
        (value, (a_bar,))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        a: f64,
        a_dot: impl ::chainrule::__private::DotOf<f64>,
    ) -> (f64, f64) {
        let a_dot = ::chainrule::__private::DotOf::<f64>::dot(a_dot, &a);
        let mut x = a;
        let mut x_dot = a_dot;
        let mut broken: bool = false;
        loop {
            let v0 = a / x;
            let v0_dot = ::chainrule::rules::div_tangent(x, v0, a_dot, x_dot);
            let v1 = x + v0;
            let v1_dot = x_dot + v0_dot;
            let next = 0.5 * v1;
            let next_dot = 0.5 * v1_dot;
            if (next - x).abs() < 1e-12 {
                broken = true;
            } else {
                x_dot = next_dot;
                x = next;
            }
            if broken {
                break;
            }
        }
        (x, x_dot)
    }
}
