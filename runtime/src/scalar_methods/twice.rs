//! The same in derivatives of derivatives: second partial derivatives are those of series.

use num_traits::Float;

use super::{ScalarMethods, add};
use crate::rules::strong_product;
use crate::tape::Tape;
use crate::taylor::Taylor;

type Lent<'d, T> = Option<&'d T>;
type Bars<'d, T> = (Option<&'d mut T>, Lent<'d, T>, Option<&'d mut T>);
type Both<T> = (T, T);

macro_rules! twice {
    (
        unary { $($name:ident $reverse:ident $tangent:ident $forward1:ident $reverse1:ident $tangent2:ident;)* }
        binary { $($pair:ident $pair_tangent:ident $pair_forward1:ident $pair_reverse1:ident $pair_tangent2:ident;)* }
    ) => {
        /// What `__forward1_m`, `__reverse1_m` and `__tangent2_m` are on a float.
        #[allow(missing_docs, reason = "called by generated code")]
        pub trait ScalarMethodsTwice: ScalarMethods {
            $(
                fn $forward1(&self, tape: &mut Tape, given: (Lent<Self>,)) -> Both<Self>;
                fn $reverse1(&self, tape: &mut Tape, given: Bars<Self>, seeds: Both<Self>);
                fn $tangent2(&self, given: (Lent<Self>, Lent<Self>, Lent<Self>)) -> Both<Both<Self>>;
            )*
            $(
                fn $pair_forward1(&self, tape: &mut Tape, given: (Lent<Self>, Self, Option<Self>)) -> Both<Self>;
                fn $pair_reverse1(&self, tape: &mut Tape, given: Bars<Self>, seeds: Both<Self>) -> Both<Self>;
                fn $pair_tangent2(&self, given: Pairs<Self>) -> Both<Both<Self>>;
            )*
            fn __forward1_powi(&self, tape: &mut Tape, given: (Lent<Self>, i32, Option<()>)) -> Both<Self>;
            fn __reverse1_powi(&self, tape: &mut Tape, given: Bars<Self>, seeds: Both<Self>) -> ((), ());
            fn __tangent2_powi(&self, given: Powers<Self>) -> Both<Both<Self>>;
            fn __forward1_sin_cos(&self, tape: &mut Tape, given: (Lent<Self>,)) -> Both<Both<Self>>;
            fn __reverse1_sin_cos(&self, tape: &mut Tape, given: Bars<Self>, seeds: Both<Both<Self>>);
            fn __tangent2_sin_cos(&self, given: (Lent<Self>, Lent<Self>, Lent<Self>)) -> Both<Both<Both<Self>>>;
            fn __forward1_mul_add(&self, tape: &mut Tape, given: Triple<Self>) -> Both<Self>;
            fn __reverse1_mul_add(&self, tape: &mut Tape, given: Bars<Self>, seeds: Both<Self>) -> Four<Self>;
            fn __tangent2_mul_add(&self, given: Triples<Self>) -> Both<Both<Self>>;
            fn __forward1_clamp(&self, tape: &mut Tape, given: Triple<Self>) -> Both<Self>;
            fn __reverse1_clamp(&self, tape: &mut Tape, given: Bars<Self>, seeds: Both<Self>) -> Four<Self>;
            fn __tangent2_clamp(&self, given: Triples<Self>) -> Both<Both<Self>>;
        }

        twice!(@impl f64 [$($name $reverse $tangent $forward1 $reverse1 $tangent2;)*]
            [$($pair $pair_tangent $pair_forward1 $pair_reverse1 $pair_tangent2;)*]);
        twice!(@impl f32 [$($name $reverse $tangent $forward1 $reverse1 $tangent2;)*]
            [$($pair $pair_tangent $pair_forward1 $pair_reverse1 $pair_tangent2;)*]);
    };
    (@impl $float:ident
        [$($name:ident $reverse:ident $tangent:ident $forward1:ident $reverse1:ident $tangent2:ident;)*]
        [$($pair:ident $pair_tangent:ident $pair_forward1:ident $pair_reverse1:ident $pair_tangent2:ident;)*]
    ) => {
        impl ScalarMethodsTwice for $float {
            $(
                #[inline]
                fn $forward1(&self, _: &mut Tape, (dot,): (Lent<Self>,)) -> Both<Self> {
                    self.$tangent(dot)
                }

                #[inline]
                fn $reverse1(&self, tape: &mut Tape, (mut bar, dot, dot_bar): Bars<Self>, seeds: Both<Self>) {
                    let second = Float::$name(Taylor::<Self, 3>::variable(*self)).derivatives()[2];
                    self.$reverse(tape, bar.as_deref_mut(), seeds.0);
                    self.$reverse(tape, dot_bar, seeds.1);
                    add(bar, strong_product(dot.map_or(0.0, |dot| dot * seeds.1), second));
                }

                #[inline]
                fn $tangent2(&self, (a, b, ab): (Lent<Self>, Lent<Self>, Lent<Self>)) -> Both<Both<Self>> {
                    let second = Float::$name(Taylor::<Self, 3>::variable(*self)).derivatives()[2];
                    let product = a.copied().unwrap_or(0.0) * b.copied().unwrap_or(0.0);
                    let highest = self.$tangent(ab).1 + strong_product(product, second);
                    ((Float::$name(*self), self.$tangent(b).1), (self.$tangent(a).1, highest))
                }
            )*
            $(
                #[inline]
                fn $pair_forward1(
                    &self,
                    tape: &mut Tape,
                    (dot, other, other_dot): (Lent<Self>, Self, Option<Self>),
                ) -> Both<Self> {
                    tape.push((other, other_dot.unwrap_or(0.0)));
                    self.$pair_tangent(dot, other, other_dot)
                }

                #[inline]
                fn $pair_reverse1(
                    &self,
                    tape: &mut Tape,
                    (mut bar, dot, dot_bar): Bars<Self>,
                    seeds: Both<Self>,
                ) -> Both<Self> {
                    let (other, other_dot): Both<Self> = tape.pop();
                    let dot = dot.copied().unwrap_or(0.0);
                    let slopes =
                        [self.$pair_tangent(Some(&1.0), other, None).1, self.$pair_tangent(None, other, Some(1.0)).1];
                    let [xx, xy, yy] = seconds(*self, other, Float::$pair, Float::$pair);
                    add(bar.as_deref_mut(), strong_product(seeds.0, slopes[0]));
                    add(bar, strong_product(seeds.1 * dot, xx) + strong_product(seeds.1 * other_dot, xy));
                    add(dot_bar, strong_product(seeds.1, slopes[0]));
                    let curved = strong_product(seeds.1 * dot, xy) + strong_product(seeds.1 * other_dot, yy);
                    (strong_product(seeds.0, slopes[1]) + curved, strong_product(seeds.1, slopes[1]))
                }

                #[inline]
                fn $pair_tangent2(&self, (a, b, ab, other, other_a, other_b, other_ab): Pairs<Self>) -> Both<Both<Self>> {
                    let [xx, xy, yy] = seconds(*self, other, Float::$pair, Float::$pair);
                    let (value, of_a) = self.$pair_tangent(a, other, other_a);
                    let of_b = self.$pair_tangent(b, other, other_b).1;
                    let [x_a, x_b] = [a, b].map(|dot| dot.copied().unwrap_or(0.0));
                    let [y_a, y_b] = [other_a, other_b].map(|dot| dot.unwrap_or(0.0));
                    let curved = strong_product(x_a * x_b, xx)
                        + strong_product(x_a * y_b + x_b * y_a, xy)
                        + strong_product(y_a * y_b, yy);
                    ((value, of_b), (of_a, self.$pair_tangent(ab, other, other_ab).1 + curved))
                }
            )*

            #[inline]
            fn __forward1_powi(
                &self,
                tape: &mut Tape,
                (dot, exponent, none): (Lent<Self>, i32, Option<()>),
            ) -> Both<Self> {
                tape.push(exponent);
                self.__tangent_powi(dot, exponent, none)
            }

            #[inline]
            fn __reverse1_powi(
                &self,
                tape: &mut Tape,
                (mut bar, dot, dot_bar): Bars<Self>,
                seeds: Both<Self>,
            ) -> ((), ()) {
                let exponent: i32 = tape.pop();
                let second = Float::powi(Taylor::<Self, 3>::variable(*self), exponent).derivatives()[2];
                add(bar.as_deref_mut(), crate::rules::powi(*self, exponent, seeds.0));
                add(bar, strong_product(dot.map_or(0.0, |dot| dot * seeds.1), second));
                add(dot_bar, crate::rules::powi(*self, exponent, seeds.1));
                ((), ())
            }

            #[inline]
            fn __tangent2_powi(&self, (a, b, ab, exponent, ..): Powers<Self>) -> Both<Both<Self>> {
                let second = Float::powi(Taylor::<Self, 3>::variable(*self), exponent).derivatives()[2];
                let product = a.copied().unwrap_or(0.0) * b.copied().unwrap_or(0.0);
                let [of_a, of_b, of_ab] = [a, b, ab].map(|dot| self.__tangent_powi(dot, exponent, None).1);
                ((Float::powi(*self, exponent), of_b), (of_a, of_ab + strong_product(product, second)))
            }

            #[inline]
            fn __forward1_sin_cos(&self, _: &mut Tape, (dot,): (Lent<Self>,)) -> Both<Both<Self>> {
                self.__tangent_sin_cos(dot)
            }

            #[inline]
            fn __reverse1_sin_cos(&self, tape: &mut Tape, (mut bar, dot, dot_bar): Bars<Self>, seeds: Both<Both<Self>>) {
                let (sin, cos) = Float::sin_cos(*self);
                let dot = dot.copied().unwrap_or(0.0);
                self.__reverse_sin_cos(tape, bar.as_deref_mut(), seeds.0);
                self.__reverse_sin_cos(tape, dot_bar, seeds.1);
                add(bar, -(sin * seeds.1.0 + cos * seeds.1.1) * dot);
            }

            #[inline]
            fn __tangent2_sin_cos(&self, (a, b, ab): (Lent<Self>, Lent<Self>, Lent<Self>)) -> Both<Both<Both<Self>>> {
                let (sin, cos) = Float::sin_cos(*self);
                let product = a.copied().unwrap_or(0.0) * b.copied().unwrap_or(0.0);
                let [of_a, of_b, of_ab] = [a, b, ab].map(|dot| self.__tangent_sin_cos(dot).1);
                (((sin, cos), of_b), (of_a, (of_ab.0 - sin * product, of_ab.1 - cos * product)))
            }

            #[inline]
            fn __forward1_mul_add(&self, tape: &mut Tape, (dot, factor, a, term, b): Triple<Self>) -> Both<Self> {
                tape.push((factor, a.unwrap_or(0.0)));
                self.__tangent_mul_add(dot, factor, a, term, b)
            }

            #[inline]
            fn __reverse1_mul_add(
                &self,
                tape: &mut Tape,
                (bar, dot, dot_bar): Bars<Self>,
                seeds: Both<Self>,
            ) -> Four<Self> {
                let (factor, factor_dot): Both<Self> = tape.pop();
                add(bar, seeds.0 * factor + seeds.1 * factor_dot);
                add(dot_bar, seeds.1 * factor);
                let of_factor = seeds.0 * *self + dot.map_or(0.0, |dot| dot * seeds.1);
                (of_factor, seeds.1 * *self, seeds.0, seeds.1)
            }

            #[inline]
            fn __tangent2_mul_add(
                &self,
                (a, b, ab, factor, factor_a, factor_b, factor_ab, term, term_a, term_b, term_ab): Triples<Self>,
            ) -> Both<Both<Self>> {
                let (value, of_a) = self.__tangent_mul_add(a, factor, factor_a, term, term_a);
                let of_b = self.__tangent_mul_add(b, factor, factor_b, term, term_b).1;
                let of_ab = self.__tangent_mul_add(ab, factor, factor_ab, term, term_ab).1;
                let [x_a, x_b] = [a, b].map(|dot| dot.copied().unwrap_or(0.0));
                let mixed = x_a * factor_b.unwrap_or(0.0) + x_b * factor_a.unwrap_or(0.0);
                ((value, of_b), (of_a, of_ab + mixed))
            }

            #[inline]
            fn __forward1_clamp(&self, tape: &mut Tape, (dot, low, a, high, b): Triple<Self>) -> Both<Self> {
                tape.push((low, high));
                self.__tangent_clamp(dot, low, a, high, b)
            }

            #[inline]
            fn __reverse1_clamp(&self, tape: &mut Tape, (bar, _, dot_bar): Bars<Self>, seeds: Both<Self>) -> Four<Self> {
                let (low, high): Both<Self> = tape.pop();
                let bars = crate::rules::clamp(*self, low, high, seeds.0);
                let dot_bars = crate::rules::clamp(*self, low, high, seeds.1);
                add(bar, bars.0);
                add(dot_bar, dot_bars.0);
                (bars.1, dot_bars.1, bars.2, dot_bars.2)
            }

            #[inline]
            fn __tangent2_clamp(
                &self,
                (a, b, ab, low, low_a, low_b, low_ab, high, high_a, high_b, high_ab): Triples<Self>,
            ) -> Both<Both<Self>> {
                let (value, of_a) = self.__tangent_clamp(a, low, low_a, high, high_a);
                let of_b = self.__tangent_clamp(b, low, low_b, high, high_b).1;
                ((value, of_b), (of_a, self.__tangent_clamp(ab, low, low_ab, high, high_ab).1))
            }
        }
    };
}

/// A receiver and an argument, each with its tangents.
type Pairs<'d, T> = (Lent<'d, T>, Lent<'d, T>, Lent<'d, T>, T, Option<T>, Option<T>, Option<T>);

/// The tangent of a receiver, and two arguments with theirs.
type Triple<'d, T> = (Lent<'d, T>, T, Option<T>, T, Option<T>);

/// A receiver's tangents, and two arguments with theirs.
type Triples<'d, T> =
    (Lent<'d, T>, Lent<'d, T>, Lent<'d, T>, T, Option<T>, Option<T>, Option<T>, T, Option<T>, Option<T>, Option<T>);

/// The cotangents of two arguments and of their tangents.
type Four<T> = (T, T, T, T);

/// A receiver with its tangents, and an exponent.
type Powers<'d, T> = (Lent<'d, T>, Lent<'d, T>, Lent<'d, T>, i32, Option<()>, Option<()>, Option<()>);

/// The second partial derivatives of a function of two variables.
fn seconds<T: crate::Real>(
    x: T,
    y: T,
    along: impl Fn(Taylor<T, 3>, Taylor<T, 3>) -> Taylor<T, 3>,
    mixed: impl FnOnce(Taylor<Taylor<T, 2>, 2>, Taylor<Taylor<T, 2>, 2>) -> Taylor<Taylor<T, 2>, 2>,
) -> [T; 3] {
    let (first, second) = (Taylor::variable(Taylor::constant(x)), Taylor::constant(Taylor::variable(y)));
    let xx = along(Taylor::variable(x), Taylor::constant(y)).derivatives()[2];
    let yy = along(Taylor::constant(x), Taylor::variable(y)).derivatives()[2];
    [xx, mixed(first, second).derivatives()[1].derivatives()[1], yy]
}

twice! {
    unary {
        sin __reverse_sin __tangent_sin __forward1_sin __reverse1_sin __tangent2_sin;
        cos __reverse_cos __tangent_cos __forward1_cos __reverse1_cos __tangent2_cos;
        tan __reverse_tan __tangent_tan __forward1_tan __reverse1_tan __tangent2_tan;
        asin __reverse_asin __tangent_asin __forward1_asin __reverse1_asin __tangent2_asin;
        acos __reverse_acos __tangent_acos __forward1_acos __reverse1_acos __tangent2_acos;
        atan __reverse_atan __tangent_atan __forward1_atan __reverse1_atan __tangent2_atan;
        sinh __reverse_sinh __tangent_sinh __forward1_sinh __reverse1_sinh __tangent2_sinh;
        cosh __reverse_cosh __tangent_cosh __forward1_cosh __reverse1_cosh __tangent2_cosh;
        tanh __reverse_tanh __tangent_tanh __forward1_tanh __reverse1_tanh __tangent2_tanh;
        asinh __reverse_asinh __tangent_asinh __forward1_asinh __reverse1_asinh __tangent2_asinh;
        acosh __reverse_acosh __tangent_acosh __forward1_acosh __reverse1_acosh __tangent2_acosh;
        atanh __reverse_atanh __tangent_atanh __forward1_atanh __reverse1_atanh __tangent2_atanh;
        exp __reverse_exp __tangent_exp __forward1_exp __reverse1_exp __tangent2_exp;
        exp2 __reverse_exp2 __tangent_exp2 __forward1_exp2 __reverse1_exp2 __tangent2_exp2;
        exp_m1 __reverse_exp_m1 __tangent_exp_m1 __forward1_exp_m1 __reverse1_exp_m1 __tangent2_exp_m1;
        ln __reverse_ln __tangent_ln __forward1_ln __reverse1_ln __tangent2_ln;
        log2 __reverse_log2 __tangent_log2 __forward1_log2 __reverse1_log2 __tangent2_log2;
        log10 __reverse_log10 __tangent_log10 __forward1_log10 __reverse1_log10 __tangent2_log10;
        ln_1p __reverse_ln_1p __tangent_ln_1p __forward1_ln_1p __reverse1_ln_1p __tangent2_ln_1p;
        sqrt __reverse_sqrt __tangent_sqrt __forward1_sqrt __reverse1_sqrt __tangent2_sqrt;
        cbrt __reverse_cbrt __tangent_cbrt __forward1_cbrt __reverse1_cbrt __tangent2_cbrt;
        abs __reverse_abs __tangent_abs __forward1_abs __reverse1_abs __tangent2_abs;
        recip __reverse_recip __tangent_recip __forward1_recip __reverse1_recip __tangent2_recip;
        fract __reverse_fract __tangent_fract __forward1_fract __reverse1_fract __tangent2_fract;
        to_degrees __reverse_to_degrees __tangent_to_degrees __forward1_to_degrees __reverse1_to_degrees __tangent2_to_degrees;
        to_radians __reverse_to_radians __tangent_to_radians __forward1_to_radians __reverse1_to_radians __tangent2_to_radians;
        floor __reverse_floor __tangent_floor __forward1_floor __reverse1_floor __tangent2_floor;
        ceil __reverse_ceil __tangent_ceil __forward1_ceil __reverse1_ceil __tangent2_ceil;
        round __reverse_round __tangent_round __forward1_round __reverse1_round __tangent2_round;
        trunc __reverse_trunc __tangent_trunc __forward1_trunc __reverse1_trunc __tangent2_trunc;
        signum __reverse_signum __tangent_signum __forward1_signum __reverse1_signum __tangent2_signum;
    }
    binary {
        powf __tangent_powf __forward1_powf __reverse1_powf __tangent2_powf;
        atan2 __tangent_atan2 __forward1_atan2 __reverse1_atan2 __tangent2_atan2;
        hypot __tangent_hypot __forward1_hypot __reverse1_hypot __tangent2_hypot;
        max __tangent_max __forward1_max __reverse1_max __tangent2_max;
        min __tangent_min __forward1_min __reverse1_min __tangent2_min;
        copysign __tangent_copysign __forward1_copysign __reverse1_copysign __tangent2_copysign;
        log __tangent_log __forward1_log __reverse1_log __tangent2_log;
    }
}
