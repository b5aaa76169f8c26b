use chainrule::differentiate;
#[allow(dead_code)]
pub fn passive_statements(x: f64, order: &[usize]) -> f64 {
    assert!(! order.is_empty(), "nothing to visit");
    let mut visited = 0;
    let mut y = x;
    for &k in order {
        visited += k;
        y *= x + visited as f64;
    }
    y
}
/// Value and gradient of [`passive_statements`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_passive_statements(x: f64, order: &[usize]) -> (f64, f64) {
    let tape = &mut ::chainrule::__private::Tape::new();
    assert!(! order.is_empty(), "nothing to visit");
    /// Forward sweep.
    let mut visited = 0;
    let mut y = x;
    let [y_column, v0_column] = tape.columns(order.len());
    for k_1 in 0..order.len() {
        let k = order[k_1];
        visited += k;
        let v0 = x + (visited as f64);
        y_column[k_1] = y;
        y *= v0;
        v0_column[k_1] = v0;
    }
    let value = y;
    /// Reverse sweep.
    let mut y_bar: f64 = 1.0;
    let mut x_bar: f64 = 0.0;
    let [y_column_1, v0_column_1] = tape.last_columns(order.len());
    let v0_column_1_view = &v0_column_1[..order.len()];
    let y_column_1_view = &y_column_1[..order.len()];
    for k_1 in (0..order.len()).rev() {
        let v0 = v0_column_1_view[k_1];
        y = y_column_1_view[k_1];
        let bar = y_bar;
        y_bar = v0 * bar;
        let v0_bar = y * bar;
        x_bar += v0_bar;
    }
    tape.drop_columns(2usize, order.len());
    x_bar += y_bar;
    (value, x_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct passive_statements {}
#[doc(hidden)]
impl passive_statements {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        order: &[usize],
    ) -> f64 {
        assert!(! order.is_empty(), "nothing to visit");
        let mut visited = 0;
        let mut y = x;
        let [y_column, v0_column] = tape.columns(order.len());
        for k_1 in 0..order.len() {
            let k = order[k_1];
            visited += k;
            let v0 = x + (visited as f64);
            y_column[k_1] = y;
            y *= v0;
            v0_column[k_1] = v0;
        }
        let value = y;
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        order: &[usize],
        _order_bar: &mut impl ?Sized,
        _: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (f64,) {
        let mut y: f64 = 0.0;
        let mut y_bar = value_bar;
        let mut x_bar: f64 = 0.0;
        let [y_column_1, v0_column_1] = tape.last_columns(order.len());
        let v0_column_1_view = &v0_column_1[..order.len()];
        let y_column_1_view = &y_column_1[..order.len()];
        for k_1 in (0..order.len()).rev() {
            let v0 = v0_column_1_view[k_1];
            y = y_column_1_view[k_1];
            let bar = y_bar;
            y_bar = v0 * bar;
            let v0_bar = y * bar;
            x_bar += v0_bar;
        }
        tape.drop_columns(2usize, order.len());
        x_bar += y_bar;
        (x_bar,)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        order: &[usize],
        _: impl Sized,
    ) -> f64 {
        Self::forward(tape, x, order)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        order: &[usize],
        order_bar: &mut impl ?Sized,
        order_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
        _: impl Sized,
    ) -> (f64,) {
        Self::reverse(tape, order, order_bar, order_is, value_bar)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        x: f64,
        order: &[usize],
        _order_bar: &mut impl ?Sized,
        _: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (f64, (f64,)) {
        assert!(! order.is_empty(), "nothing to visit");
        let mut visited = 0;
        let mut y = x;
        let [y_column, v0_column] = tape.columns(order.len());
        for k_1 in 0..order.len() {
            let k = order[k_1];
            visited += k;
            let v0 = x + (visited as f64);
            y_column[k_1] = y;
            y *= v0;
            v0_column[k_1] = v0;
        }
        let value = y;
        let mut y_bar = value_bar;
        let mut x_bar: f64 = 0.0;
        let [y_column_1, v0_column_1] = tape.last_columns(order.len());
        let v0_column_1_view = &v0_column_1[..order.len()];
        let y_column_1_view = &y_column_1[..order.len()];
        for k_1 in (0..order.len()).rev() {
            let v0 = v0_column_1_view[k_1];
            y = y_column_1_view[k_1];
            let bar = y_bar;
            y_bar = v0 * bar;
            let v0_bar = y * bar;
            x_bar += v0_bar;
        }
        tape.drop_columns(2usize, order.len());
        x_bar += y_bar;
        (value, (x_bar,))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: f64,
        x_dot: impl ::chainrule::__private::DotOf<f64>,
        order: &[usize],
        _: &impl ?Sized,
        _: impl ::chainrule::__private::Activity,
    ) -> (f64, f64) {
        let x_dot = ::chainrule::__private::DotOf::<f64>::dot(x_dot, &x);
        assert!(! order.is_empty(), "nothing to visit");
        let mut visited = 0;
        let mut y = x;
        let mut y_dot = x_dot;
        for k_1 in 0..order.len() {
            let k = order[k_1];
            visited += k;
            let v0 = x + (visited as f64);
            let v0_dot = x_dot;
            y_dot = v0 * y_dot + y * v0_dot;
            y *= v0;
        }
        (y, y_dot)
    }
}
