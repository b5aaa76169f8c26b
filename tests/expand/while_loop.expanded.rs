use chainrule::differentiate;
#[allow(dead_code)]
pub fn while_loop(x: f64) -> f64 {
    let mut y = x;
    while y < 10.0 {
        y = y * y + 1.0;
    }
    y
}
/// Value and gradient of [`while_loop`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_while_loop(x: f64) -> (f64, f64) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let mut y = x;
    let mut trips: usize = 0_usize;
    while y < 10.0 {
        let v0 = y * y;
        tape.push(y);
        y = v0 + 1.0;
        trips += 1;
    }
    let value = y;
    /// Reverse sweep.
    let mut y_bar: f64 = 1.0;
    for _ in 0..trips {
        y = tape.pop::<f64>();
        let v0_bar = y_bar;
        y_bar = 2.0 * y * v0_bar;
    }
    let x_bar = y_bar;
    (value, x_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct while_loop {}
#[doc(hidden)]
impl while_loop {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, x: f64) -> f64 {
        let mut y = x;
        let mut trips: usize = 0_usize;
        while y < 10.0 {
            let v0 = y * y;
            tape.push(y);
            y = v0 + 1.0;
            trips += 1;
        }
        tape.push(trips);
        let value = y;
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(tape: &mut ::chainrule::__private::Tape, value_bar: f64) -> (f64,) {
        let mut y: f64 = 0.0;
        let mut y_bar = value_bar;
        let trips_1 = tape.pop::<usize>();
        for _ in 0..trips_1 {
            y = tape.pop::<f64>();
            let v0_bar = y_bar;
            y_bar = 2.0 * y * v0_bar;
        }
        let x_bar = y_bar;
        (x_bar,)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        _: impl Sized,
    ) -> f64 {
        Self::forward(tape, x)
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
        x: f64,
        value_bar: f64,
    ) -> (f64, (f64,)) {
        let mut y = x;
        let mut trips: usize = 0_usize;
        while y < 10.0 {
            let v0 = y * y;
            tape.push(y);
            y = v0 + 1.0;
            trips += 1;
        }
        let value = y;
        let mut y_bar = value_bar;
        for _ in 0..trips {
            y = tape.pop::<f64>();
            let v0_bar = y_bar;
            y_bar = 2.0 * y * v0_bar;
        }
        let x_bar = y_bar;
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
        let mut y = x;
        let mut y_dot = x_dot;
        while y < 10.0 {
            let v0 = y * y;
            y_dot = 2.0 * y * y_dot;
            y = v0 + 1.0;
        }
        (y, y_dot)
    }
}
