use chainrule::differentiate;
#[allow(dead_code)]
pub fn stack(a: &[f64]) -> f64 {
    let mut stack = Vec::new();
    for x in a {
        while stack.len() > 1 {
            let top = stack.pop().unwrap();
            stack[0] *= top;
        }
        stack.push(x * x);
    }
    stack[0]
}
/// Value and gradient of [`stack`] with respect to `a`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_stack(a: &[f64]) -> (f64, ::chainrule::__private::Vec<f64>) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let mut stack: ::chainrule::__private::Vec<f64> = Vec::new();
    for k in 0..a.len() {
        let mut trips: usize = 0_usize;
        while stack.len() > 1 {
            let top = stack.pop().unwrap();
            tape.push(stack[0]);
            stack[0] *= top;
            tape.push(top);
            trips += 1;
        }
        tape.push(trips);
        let v1 = a[k] * a[k];
        stack.push(v1);
    }
    let value = stack[0];
    /// Reverse sweep.
    let mut stack_bar = ::chainrule::__private::zero_tangent(&stack);
    stack_bar[0] = 1.0;
    let mut a_bar = ::chainrule::__private::zero_tangent(a);
    let a_bar_view = &mut a_bar[..a.len()];
    for k in (0..a.len()).rev() {
        let bar = ::chainrule::__private::pop_element(&mut stack_bar);
        stack.pop();
        a_bar_view[k] = 2.0 * a[k] * bar;
        let trips_1 = tape.pop::<usize>();
        for _ in 0..trips_1 {
            let top = tape.pop::<f64>();
            stack[0] = tape.pop::<f64>();
            let bar_1 = stack_bar[0];
            stack_bar[0] = top * bar_1;
            let top_bar = stack[0] * bar_1;
            stack_bar.push(top_bar);
            stack.push(top);
        }
    }
    (value, a_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct stack {}
#[doc(hidden)]
impl stack {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, a: &[f64]) -> f64 {
        let mut stack: ::chainrule::__private::Vec<f64> = Vec::new();
        for k in 0..a.len() {
            let mut trips: usize = 0_usize;
            while stack.len() > 1 {
                let top = stack.pop().unwrap();
                tape.push(stack[0]);
                stack[0] *= top;
                tape.push(top);
                trips += 1;
            }
            tape.push(trips);
            let v1 = a[k] * a[k];
            stack.push(v1);
        }
        let value = stack[0];
        tape.push_vec(&stack);
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
        let mut stack = tape.pop::<::chainrule::__private::Vec<f64>>();
        let mut stack_bar = ::chainrule::__private::zero_tangent(&stack);
        stack_bar[0] = value_bar;
        let a_bar_view = if ::chainrule::__private::is_active(a_is) {
            &mut a_bar[..a.len()]
        } else {
            &mut a_bar[..0]
        };
        for k in (0..a.len()).rev() {
            let bar = ::chainrule::__private::pop_element(&mut stack_bar);
            stack.pop();
            if ::chainrule::__private::is_active(a_is) {
                a_bar_view[k] += 2.0 * a[k] * bar;
            }
            let trips_1 = tape.pop::<usize>();
            for _ in 0..trips_1 {
                let top = tape.pop::<f64>();
                stack[0] = tape.pop::<f64>();
                let bar_1 = stack_bar[0];
                stack_bar[0] = top * bar_1;
                let top_bar = stack[0] * bar_1;
                stack_bar.push(top_bar);
                stack.push(top);
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
        let mut stack: ::chainrule::__private::Vec<f64> = Vec::new();
        for k in 0..a.len() {
            let mut trips: usize = 0_usize;
            while stack.len() > 1 {
                let top = stack.pop().unwrap();
                tape.push(stack[0]);
                stack[0] *= top;
                tape.push(top);
                trips += 1;
            }
            tape.push(trips);
            let v1 = a[k] * a[k];
            stack.push(v1);
        }
        let value = stack[0];
        let mut stack_bar = ::chainrule::__private::zero_tangent(&stack);
        stack_bar[0] = value_bar;
        let a_bar_view = if ::chainrule::__private::is_active(a_is) {
            &mut a_bar[..a.len()]
        } else {
            &mut a_bar[..0]
        };
        for k in (0..a.len()).rev() {
            let bar = ::chainrule::__private::pop_element(&mut stack_bar);
            stack.pop();
            if ::chainrule::__private::is_active(a_is) {
                a_bar_view[k] += 2.0 * a[k] * bar;
            }
            let trips_1 = tape.pop::<usize>();
            for _ in 0..trips_1 {
                let top = tape.pop::<f64>();
                stack[0] = tape.pop::<f64>();
                let bar_1 = stack_bar[0];
                stack_bar[0] = top * bar_1;
                let top_bar = stack[0] * bar_1;
                stack_bar.push(top_bar);
                stack.push(top);
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
        let mut stack: ::chainrule::__private::Vec<f64> = Vec::new();
        let mut stack_dot = ::chainrule::__private::zero_tangent(&stack);
        for k in 0..a.len() {
            while stack.len() > 1 {
                let top_dot = stack_dot.pop().unwrap();
                let top = stack.pop().unwrap();
                stack_dot[0] = top * stack_dot[0] + stack[0] * top_dot;
                stack[0] *= top;
            }
            let v1 = a[k] * a[k];
            let v1_dot = (if ::chainrule::__private::is_active(a_is) {
                2.0 * a[k] * a_dot[k]
            } else {
                0.0
            });
            stack_dot.push(v1_dot);
            stack.push(v1);
        }
        let value = stack[0];
        let value_dot = stack_dot[0];
        (value, value_dot)
    }
}
