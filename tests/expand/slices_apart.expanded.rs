use chainrule::differentiate;
#[allow(dead_code)]
pub fn slices_apart(x: &[f64], w: &[f64]) -> f64 {
    let (mut a, mut b) = (x.to_vec(), w.to_vec());
    for i in 1..x.len() {
        a[i] = x[i - 1] * w[i] * x[i];
        b[i] = w[i - 1] * x[i] * w[i];
    }
    let mut total = 0.0;
    for i in 0..x.len() {
        total += a[i] * b[i];
    }
    total
}
/// Gradient of [`slices_apart`] with respect to `x` and `w`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_slices_apart(
    x: &[f64],
    w: &[f64],
) -> (::chainrule::__private::Vec<f64>, ::chainrule::__private::Vec<f64>) {
    /// Forward sweep.
    let v0 = x.to_vec();
    let v1 = w.to_vec();
    let mut a = v0;
    let mut b = v1;
    if 1 < x.len() {
        let w_view_1 = &w[..x.len()];
        let a_view_1 = &mut a[..x.len()];
        let b_view_1 = &mut b[..x.len()];
        let x_view_2 = &x[1..][..((x.len()) - 1)];
        let x_view_3 = &x[..((x.len()) - 1)];
        (|
            w_view_1: &[f64],
            a_view_1: &mut [f64],
            b_view_1: &mut [f64],
            x_view_2: &[f64],
            x_view_3: &[f64]|
        {
            for i in 1..x.len() {
                let v2 = x_view_3[i - 1] * w_view_1[i];
                a_view_1[i] = v2 * x_view_2[i - 1];
                let v3 = w_view_1[i - 1] * x_view_2[i - 1];
                b_view_1[i] = v3 * w_view_1[i];
            }
        })(w_view_1, a_view_1, b_view_1, x_view_2, x_view_3);
    }
    let mut total: f64 = 0.0;
    /// Reverse sweep.
    let mut a_bar = ::chainrule::__private::zero_tangent(&a);
    let mut b_bar = ::chainrule::__private::zero_tangent(&b);
    let a_view = &a[..x.len()];
    let b_view = &b[..x.len()];
    let a_bar_view = &mut a_bar[..x.len()];
    let b_bar_view = &mut b_bar[..x.len()];
    for i_1 in 0..x.len() {
        total += a_view[i_1] * b_view[i_1];
        a_bar_view[i_1] = b_view[i_1];
        b_bar_view[i_1] = a_view[i_1];
    }
    let mut x_bar = ::chainrule::__private::zero_tangent(x);
    let mut w_bar = ::chainrule::__private::zero_tangent(w);
    let mut w_bar_carried: f64 = 0.0;
    let mut x_bar_carried: f64 = 0.0;
    if 1 < x.len() {
        let w_view = &w[..x.len()];
        let a_bar_view_1 = &mut a_bar[..x.len()];
        let b_bar_view_1 = &mut b_bar[..x.len()];
        let x_bar_view = &mut x_bar[..(x.len() - 1)];
        let w_bar_view = &mut w_bar[..(x.len() - 1)];
        let x_view = &x[1..][..((x.len()) - 1)];
        let x_view_1 = &x[..((x.len()) - 1)];
        (|
            w_view: &[f64],
            a_bar_view_1: &mut [f64],
            b_bar_view_1: &mut [f64],
            x_bar_view: &mut [f64],
            w_bar_view: &mut [f64],
            x_view: &[f64],
            x_view_1: &[f64]|
        {
            for i in 1..x.len() {
                let v2 = x_view_1[i - 1] * w_view[i];
                let v3 = w_view[i - 1] * x_view[i - 1];
                let bar = b_bar_view_1[i];
                b_bar_view_1[i] = 0.0;
                let v3_bar = w_view[i] * bar;
                w_bar_carried += x_view[i - 1] * v3_bar;
                let bar_1 = a_bar_view_1[i];
                a_bar_view_1[i] = 0.0;
                let v2_bar = x_view[i - 1] * bar_1;
                let x_bar_sum = w_view[i - 1] * v3_bar + v2 * bar_1;
                x_bar_carried += w_view[i] * v2_bar;
                let w_bar_sum = v3 * bar + x_view_1[i - 1] * v2_bar;
                w_bar_view[i - 1] += w_bar_carried;
                w_bar_carried = w_bar_sum;
                x_bar_view[i - 1] += x_bar_carried;
                x_bar_carried = x_bar_sum;
            }
        })(w_view, a_bar_view_1, b_bar_view_1, x_bar_view, w_bar_view, x_view, x_view_1);
    }
    if 1 < x.len() {
        w_bar[x.len() - 1] += w_bar_carried;
        x_bar[x.len() - 1] += x_bar_carried;
    }
    let v1_bar = b_bar;
    let v0_bar = a_bar;
    ::chainrule::__private::accumulate_elements(&mut w_bar[..], v1_bar);
    ::chainrule::__private::accumulate_elements(&mut x_bar[..], v0_bar);
    (x_bar, w_bar)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct slices_apart {}
#[doc(hidden)]
impl slices_apart {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        x: &[f64],
        w: &[f64],
    ) -> f64 {
        let v0 = x.to_vec();
        let v1 = w.to_vec();
        let mut a = v0;
        let mut b = v1;
        if 1 < x.len() {
            let w_view_1 = &w[..x.len()];
            let a_view_1 = &mut a[..x.len()];
            let b_view_1 = &mut b[..x.len()];
            let x_view_2 = &x[1..][..((x.len()) - 1)];
            let x_view_3 = &x[..((x.len()) - 1)];
            (|
                w_view_1: &[f64],
                a_view_1: &mut [f64],
                b_view_1: &mut [f64],
                x_view_2: &[f64],
                x_view_3: &[f64]|
            {
                for i in 1..x.len() {
                    let v2 = x_view_3[i - 1] * w_view_1[i];
                    a_view_1[i] = v2 * x_view_2[i - 1];
                    let v3 = w_view_1[i - 1] * x_view_2[i - 1];
                    b_view_1[i] = v3 * w_view_1[i];
                }
            })(w_view_1, a_view_1, b_view_1, x_view_2, x_view_3);
        }
        let mut total: f64 = 0.0;
        let a_view_2 = &a[..x.len()];
        let b_view_2 = &b[..x.len()];
        for i_1 in 0..x.len() {
            total += a_view_2[i_1] * b_view_2[i_1];
        }
        let value = total;
        tape.push_vec(&a);
        tape.push_vec(&b);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        x: &[f64],
        x_bar: &mut [f64],
        x_is: impl ::chainrule::__private::Activity,
        w: &[f64],
        w_bar: &mut [f64],
        w_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> () {
        let mut b = tape.pop::<::chainrule::__private::Vec<f64>>();
        let mut a = tape.pop::<::chainrule::__private::Vec<f64>>();
        let mut a_bar = ::chainrule::__private::zero_tangent(&a);
        let mut b_bar = ::chainrule::__private::zero_tangent(&b);
        let a_view = &a[..x.len()];
        let b_view = &b[..x.len()];
        let a_bar_view = &mut a_bar[..x.len()];
        let b_bar_view = &mut b_bar[..x.len()];
        for i_1 in 0..x.len() {
            a_bar_view[i_1] = b_view[i_1] * value_bar;
            b_bar_view[i_1] = a_view[i_1] * value_bar;
        }
        let mut w_bar_carried: f64 = 0.0;
        let mut x_bar_carried: f64 = 0.0;
        if 1 < x.len() {
            let w_view = &w[..x.len()];
            let x_bar_view = if ::chainrule::__private::is_active(x_is) {
                &mut x_bar[..(x.len() - 1)]
            } else {
                &mut x_bar[..0]
            };
            let w_bar_view = if ::chainrule::__private::is_active(w_is) {
                &mut w_bar[..(x.len() - 1)]
            } else {
                &mut w_bar[..0]
            };
            let a_bar_view_1 = &mut a_bar[..x.len()];
            let b_bar_view_1 = &mut b_bar[..x.len()];
            let x_view = &x[1..][..((x.len()) - 1)];
            let x_view_1 = &x[..((x.len()) - 1)];
            (|
                w_view: &[f64],
                x_bar_view: &mut [f64],
                w_bar_view: &mut [f64],
                a_bar_view_1: &mut [f64],
                b_bar_view_1: &mut [f64],
                x_view: &[f64],
                x_view_1: &[f64]|
            {
                for i in 1..x.len() {
                    let v2 = x_view_1[i - 1] * w_view[i];
                    let v3 = w_view[i - 1] * x_view[i - 1];
                    let bar = b_bar_view_1[i];
                    b_bar_view_1[i] = 0.0;
                    let v3_bar = w_view[i] * bar;
                    w_bar_carried += x_view[i - 1] * v3_bar;
                    let bar_1 = a_bar_view_1[i];
                    a_bar_view_1[i] = 0.0;
                    let v2_bar = x_view[i - 1] * bar_1;
                    let x_bar_sum = w_view[i - 1] * v3_bar + v2 * bar_1;
                    x_bar_carried += w_view[i] * v2_bar;
                    let w_bar_sum = v3 * bar + x_view_1[i - 1] * v2_bar;
                    if ::chainrule::__private::is_active(w_is) {
                        w_bar_view[i - 1] += w_bar_carried;
                    }
                    w_bar_carried = w_bar_sum;
                    if ::chainrule::__private::is_active(x_is) {
                        x_bar_view[i - 1] += x_bar_carried;
                    }
                    x_bar_carried = x_bar_sum;
                }
            })(
                w_view,
                x_bar_view,
                w_bar_view,
                a_bar_view_1,
                b_bar_view_1,
                x_view,
                x_view_1,
            );
        }
        if 1 < x.len() {
            if ::chainrule::__private::is_active(w_is) {
                w_bar[x.len() - 1] += w_bar_carried;
            }
            if ::chainrule::__private::is_active(x_is) {
                x_bar[x.len() - 1] += x_bar_carried;
            }
        }
        let v1_bar = b_bar;
        let v0_bar = a_bar;
        if ::chainrule::__private::is_active(w_is) {
            ::chainrule::__private::accumulate_elements(&mut w_bar[..], v1_bar);
        }
        if ::chainrule::__private::is_active(x_is) {
            ::chainrule::__private::accumulate_elements(&mut x_bar[..], v0_bar);
        }
        ()
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        x: &[f64],
        x_bar: &mut [f64],
        x_is: impl ::chainrule::__private::Activity,
        w: &[f64],
        w_bar: &mut [f64],
        w_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (f64, ()) {
        let v0 = x.to_vec();
        let v1 = w.to_vec();
        let mut a = v0;
        let mut b = v1;
        if 1 < x.len() {
            let w_view_1 = &w[..x.len()];
            let a_view_1 = &mut a[..x.len()];
            let b_view_1 = &mut b[..x.len()];
            let x_view_2 = &x[1..][..((x.len()) - 1)];
            let x_view_3 = &x[..((x.len()) - 1)];
            (|
                w_view_1: &[f64],
                a_view_1: &mut [f64],
                b_view_1: &mut [f64],
                x_view_2: &[f64],
                x_view_3: &[f64]|
            {
                for i in 1..x.len() {
                    let v2 = x_view_3[i - 1] * w_view_1[i];
                    a_view_1[i] = v2 * x_view_2[i - 1];
                    let v3 = w_view_1[i - 1] * x_view_2[i - 1];
                    b_view_1[i] = v3 * w_view_1[i];
                }
            })(w_view_1, a_view_1, b_view_1, x_view_2, x_view_3);
        }
        let mut total: f64 = 0.0;
        let mut a_bar = ::chainrule::__private::zero_tangent(&a);
        let mut b_bar = ::chainrule::__private::zero_tangent(&b);
        let a_view = &a[..x.len()];
        let b_view = &b[..x.len()];
        let a_bar_view = &mut a_bar[..x.len()];
        let b_bar_view = &mut b_bar[..x.len()];
        for i_1 in 0..x.len() {
            total += a_view[i_1] * b_view[i_1];
            a_bar_view[i_1] = b_view[i_1] * value_bar;
            b_bar_view[i_1] = a_view[i_1] * value_bar;
        }
        let mut w_bar_carried: f64 = 0.0;
        let mut x_bar_carried: f64 = 0.0;
        if 1 < x.len() {
            let w_view = &w[..x.len()];
            let x_bar_view = if ::chainrule::__private::is_active(x_is) {
                &mut x_bar[..(x.len() - 1)]
            } else {
                &mut x_bar[..0]
            };
            let w_bar_view = if ::chainrule::__private::is_active(w_is) {
                &mut w_bar[..(x.len() - 1)]
            } else {
                &mut w_bar[..0]
            };
            let a_bar_view_1 = &mut a_bar[..x.len()];
            let b_bar_view_1 = &mut b_bar[..x.len()];
            let x_view = &x[1..][..((x.len()) - 1)];
            let x_view_1 = &x[..((x.len()) - 1)];
            (|
                w_view: &[f64],
                x_bar_view: &mut [f64],
                w_bar_view: &mut [f64],
                a_bar_view_1: &mut [f64],
                b_bar_view_1: &mut [f64],
                x_view: &[f64],
                x_view_1: &[f64]|
            {
                for i in 1..x.len() {
                    let v2 = x_view_1[i - 1] * w_view[i];
                    let v3 = w_view[i - 1] * x_view[i - 1];
                    let bar = b_bar_view_1[i];
                    b_bar_view_1[i] = 0.0;
                    let v3_bar = w_view[i] * bar;
                    w_bar_carried += x_view[i - 1] * v3_bar;
                    let bar_1 = a_bar_view_1[i];
                    a_bar_view_1[i] = 0.0;
                    let v2_bar = x_view[i - 1] * bar_1;
                    let x_bar_sum = w_view[i - 1] * v3_bar + v2 * bar_1;
                    x_bar_carried += w_view[i] * v2_bar;
                    let w_bar_sum = v3 * bar + x_view_1[i - 1] * v2_bar;
                    if ::chainrule::__private::is_active(w_is) {
                        w_bar_view[i - 1] += w_bar_carried;
                    }
                    w_bar_carried = w_bar_sum;
                    if ::chainrule::__private::is_active(x_is) {
                        x_bar_view[i - 1] += x_bar_carried;
                    }
                    x_bar_carried = x_bar_sum;
                }
            })(
                w_view,
                x_bar_view,
                w_bar_view,
                a_bar_view_1,
                b_bar_view_1,
                x_view,
                x_view_1,
            );
        }
        if 1 < x.len() {
            if ::chainrule::__private::is_active(w_is) {
                w_bar[x.len() - 1] += w_bar_carried;
            }
            if ::chainrule::__private::is_active(x_is) {
                x_bar[x.len() - 1] += x_bar_carried;
            }
        }
        let v1_bar = b_bar;
        let v0_bar = a_bar;
        if ::chainrule::__private::is_active(w_is) {
            ::chainrule::__private::accumulate_elements(&mut w_bar[..], v1_bar);
        }
        if ::chainrule::__private::is_active(x_is) {
            ::chainrule::__private::accumulate_elements(&mut x_bar[..], v0_bar);
        }
        let value = total;
        (value, ())
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        x: &[f64],
        x_dot: &[f64],
        x_is: impl ::chainrule::__private::Activity,
        w: &[f64],
        w_dot: &[f64],
        w_is: impl ::chainrule::__private::Activity,
    ) -> (f64, f64) {
        let v0_dot = (if ::chainrule::__private::is_active(x_is) {
            x_dot.to_vec()
        } else {
            ::chainrule::__private::field_zero(&x.to_vec())
        });
        let v0 = x.to_vec();
        let v1_dot = (if ::chainrule::__private::is_active(w_is) {
            w_dot.to_vec()
        } else {
            ::chainrule::__private::field_zero(&w.to_vec())
        });
        let v1 = w.to_vec();
        let mut a_dot = v0_dot;
        let mut a = v0;
        let mut b_dot = v1_dot;
        let mut b = v1;
        for i in 1..x.len() {
            let v2 = x[i - 1] * w[i];
            let v2_dot = (if ::chainrule::__private::is_active(x_is) {
                w[i] * x_dot[i - 1]
            } else {
                0.0
            })
                + (if ::chainrule::__private::is_active(w_is) {
                    x[i - 1] * w_dot[i]
                } else {
                    -0.0
                });
            a[i] = v2 * x[i];
            a_dot[i] = x[i] * v2_dot
                + (if ::chainrule::__private::is_active(x_is) {
                    v2 * x_dot[i]
                } else {
                    -0.0
                });
            let v3 = w[i - 1] * x[i];
            let v3_dot = (if ::chainrule::__private::is_active(w_is) {
                x[i] * w_dot[i - 1]
            } else {
                0.0
            })
                + (if ::chainrule::__private::is_active(x_is) {
                    w[i - 1] * x_dot[i]
                } else {
                    -0.0
                });
            b[i] = v3 * w[i];
            b_dot[i] = w[i] * v3_dot
                + (if ::chainrule::__private::is_active(w_is) {
                    v3 * w_dot[i]
                } else {
                    -0.0
                });
        }
        let mut total: f64 = 0.0;
        let mut total_dot: f64 = 0.0;
        for i_1 in 0..x.len() {
            total_dot += b[i_1] * a_dot[i_1] + a[i_1] * b_dot[i_1];
            total += a[i_1] * b[i_1];
        }
        (total, total_dot)
    }
}
