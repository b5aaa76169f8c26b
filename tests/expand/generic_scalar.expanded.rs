use chainrule::differentiate;
use num_traits::Float;
#[allow(dead_code)]
pub fn generic_scalar<T: Float>(x: T, a: &[T], n: usize) -> T {
    let mut sum = T::zero();
    for v in a {
        sum = sum + (*v * x).sin() / T::from(2.0).unwrap();
    }
    let mut y = sum.powi(2);
    for _ in 0..n {
        y = y * x;
    }
    y.sqrt()
}
/// Value and gradient of [`generic_scalar`] with respect to `x` and `a`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_generic_scalar<T: Float>(
    x: T,
    a: &[T],
    n: usize,
) -> (T, (T, ::chainrule::__private::Vec<T>))
where
    T: ::chainrule::Real,
{
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let mut sum: T = T::zero();
    for k in 0..a.len() {
        let v0 = a[k] * x;
        let v1 = v0.sin();
        let v2 = v1 / T::from(2.0).unwrap();
        sum += v2;
    }
    let mut y = sum.powi(2);
    for counter in 0..n {
        tape.push(y);
        y = y * x;
    }
    let v3 = y.sqrt();
    let value = v3;
    /// Reverse sweep.
    let mut y_bar = ::chainrule::rules::sqrt(v3, ::chainrule::__private::constant(1.0));
    let mut x_bar: T = <T as ::chainrule::Real>::constant(0.0);
    for counter in (0..n).rev() {
        y = tape.pop::<T>();
        let bar = y_bar;
        y_bar = x * bar;
        x_bar += y * bar;
    }
    let sum_bar = <T as ::chainrule::Real>::constant(2.0) * sum * y_bar;
    let mut a_bar = ::chainrule::__private::zero_tangent(a);
    let a_bar_view = &mut a_bar[..a.len()];
    for k in (0..a.len()).rev() {
        let v0 = a[k] * x;
        let v2_bar = sum_bar;
        let v1_bar = ::chainrule::rules::div_numerator(T::from(2.0).unwrap(), v2_bar);
        let v0_bar = v0.cos() * v1_bar;
        a_bar_view[k] = x * v0_bar;
        x_bar += a[k] * v0_bar;
    }
    (value, (x_bar, a_bar))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct generic_scalar {}
#[doc(hidden)]
impl generic_scalar {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with<T: Float>(
        tape: &mut ::chainrule::__private::Tape,
        x: T,
        a: &[T],
        n: usize,
        _: impl Sized,
        n_by: impl ::chainrule::__private::Handover<usize>,
    ) -> T
    where
        T: ::chainrule::Real,
    {
        let mut sum: T = T::zero();
        for k in 0..a.len() {
            let v0 = a[k] * x;
            let v1 = v0.sin();
            let v2 = v1 / T::from(2.0).unwrap();
            sum += v2;
        }
        let mut y = sum.powi(2);
        for counter in 0..n {
            tape.push(y);
            y = y * x;
        }
        let v3 = y.sqrt();
        let value = v3;
        tape.push(x);
        ::chainrule::__private::Handover::record(n_by, n, tape);
        tape.push(sum);
        tape.push(v3);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with<T: Float>(
        tape: &mut ::chainrule::__private::Tape,
        a: &[T],
        a_bar: &mut [T],
        a_is: impl ::chainrule::__private::Activity,
        value_bar: T,
        _: impl Sized,
        n_by: impl ::chainrule::__private::Handover<usize>,
    ) -> (T, ())
    where
        T: ::chainrule::Real,
    {
        let v3 = tape.pop::<T>();
        let mut sum = tape.pop::<T>();
        let n = ::chainrule::__private::Handover::restore(n_by, tape);
        let x = tape.pop::<T>();
        let mut y: T = <T as ::chainrule::Real>::constant(0.0);
        let mut y_bar = ::chainrule::rules::sqrt(v3, value_bar);
        let mut x_bar: T = <T as ::chainrule::Real>::constant(0.0);
        for counter in (0..n).rev() {
            y = tape.pop::<T>();
            let bar = y_bar;
            y_bar = x * bar;
            x_bar += y * bar;
        }
        let sum_bar = <T as ::chainrule::Real>::constant(2.0) * sum * y_bar;
        let a_bar_view = if ::chainrule::__private::is_active(a_is) {
            &mut a_bar[..a.len()]
        } else {
            &mut a_bar[..0]
        };
        for k in (0..a.len()).rev() {
            let v0 = a[k] * x;
            let v2_bar = sum_bar;
            let v1_bar = ::chainrule::rules::div_numerator(
                T::from(2.0).unwrap(),
                v2_bar,
            );
            let v0_bar = v0.cos() * v1_bar;
            if ::chainrule::__private::is_active(a_is) {
                a_bar_view[k] += x * v0_bar;
            }
            x_bar += a[k] * v0_bar;
        }
        (x_bar, ())
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward<T: Float>(
        tape: &mut ::chainrule::__private::Tape,
        x: T,
        a: &[T],
        n: usize,
    ) -> T
    where
        T: ::chainrule::Real,
    {
        Self::forward_with::<
            T,
        >(tape, x, a, n, ::chainrule::__private::ByTape, ::chainrule::__private::ByTape)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse<T: Float>(
        tape: &mut ::chainrule::__private::Tape,
        a: &[T],
        a_bar: &mut [T],
        a_is: impl ::chainrule::__private::Activity,
        value_bar: T,
    ) -> (T, ())
    where
        T: ::chainrule::Real,
    {
        Self::reverse_with::<
            T,
        >(
            tape,
            a,
            a_bar,
            a_is,
            value_bar,
            ::chainrule::__private::ByTape,
            ::chainrule::__private::ByTape,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep<T: Float>(
        tape: &mut ::chainrule::__private::Tape,
        x: T,
        a: &[T],
        a_bar: &mut [T],
        a_is: impl ::chainrule::__private::Activity,
        n: usize,
        value_bar: T,
    ) -> (T, (T, ()))
    where
        T: ::chainrule::Real,
    {
        let mut sum: T = T::zero();
        for k in 0..a.len() {
            let v0 = a[k] * x;
            let v1 = v0.sin();
            let v2 = v1 / T::from(2.0).unwrap();
            sum += v2;
        }
        let mut y = sum.powi(2);
        for counter in 0..n {
            tape.push(y);
            y = y * x;
        }
        let v3 = y.sqrt();
        let value = v3;
        let mut y_bar = ::chainrule::rules::sqrt(v3, value_bar);
        let mut x_bar: T = <T as ::chainrule::Real>::constant(0.0);
        for counter in (0..n).rev() {
            y = tape.pop::<T>();
            let bar = y_bar;
            y_bar = x * bar;
            x_bar += y * bar;
        }
        let sum_bar = <T as ::chainrule::Real>::constant(2.0) * sum * y_bar;
        let a_bar_view = if ::chainrule::__private::is_active(a_is) {
            &mut a_bar[..a.len()]
        } else {
            &mut a_bar[..0]
        };
        for k in (0..a.len()).rev() {
            let v0 = a[k] * x;
            let v2_bar = sum_bar;
            let v1_bar = ::chainrule::rules::div_numerator(
                T::from(2.0).unwrap(),
                v2_bar,
            );
            let v0_bar = v0.cos() * v1_bar;
            if ::chainrule::__private::is_active(a_is) {
                a_bar_view[k] += x * v0_bar;
            }
            x_bar += a[k] * v0_bar;
        }
        (value, (x_bar, ()))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent<T: Float>(
        x: T,
        x_dot: impl ::chainrule::__private::DotOf<T>,
        a: &[T],
        a_dot: &[T],
        a_is: impl ::chainrule::__private::Activity,
        n: usize,
        _: impl ::chainrule::__private::HeldDot,
    ) -> (T, T)
    where
        T: ::chainrule::Real,
    {
        let x_dot = ::chainrule::__private::DotOf::<T>::dot(x_dot, &x);
        let mut sum: T = T::zero();
        let mut sum_dot: T = <T as ::chainrule::Real>::constant(0.0);
        for k in 0..a.len() {
            let v0 = a[k] * x;
            let v0_dot = x
                * (if ::chainrule::__private::is_active(a_is) {
                    a_dot[k]
                } else {
                    ::chainrule::__private::constant(0.0)
                }) + a[k] * x_dot;
            let v1 = v0.sin();
            let v1_dot = v0.cos() * v0_dot;
            sum_dot += ::chainrule::rules::div_numerator(T::from(2.0).unwrap(), v1_dot);
            sum += v1 / T::from(2.0).unwrap();
        }
        let mut y = sum.powi(2);
        let mut y_dot = <T as ::chainrule::Real>::constant(2.0) * sum * sum_dot;
        for counter in 0..n {
            y_dot = x * y_dot + y * x_dot;
            y = y * x;
        }
        let v3 = y.sqrt();
        let v3_dot = ::chainrule::rules::sqrt(v3, y_dot);
        (v3, v3_dot)
    }
}
