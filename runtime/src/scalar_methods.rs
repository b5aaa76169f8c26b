//! The siblings of float methods, for scalars under a name of the user's: `type Real = f64;`.
//!
//! The attribute cannot see that `Real` is a float, so it calls `x.sin()` as a method of a type of the user's. Where
//! that type has a `__forward_sin` of its own, rustc takes that; on a float it finds this trait.

mod twice;

use num_traits::Float;
pub use twice::ScalarMethodsTwice;

use crate::{Tape, rules};

macro_rules! scalar_methods {
    (
        unary { $($name:ident $forward:ident $reverse:ident $tangent:ident ($x:ident, $y:ident, $bar:ident) $rule:expr;)* }
        binary {
            $($pair:ident $pair_forward:ident $pair_reverse:ident $pair_tangent:ident
                ($a:ident, $b:ident, $r:ident, $seed:ident) $pair_rule:expr;)*
        }
    ) => {
        /// What `__forward_m`, `__reverse_m` and `__tangent_m` are on a float.
        #[allow(missing_docs, clippy::return_self_not_must_use, reason = "called by generated code")]
        pub trait ScalarMethods: Copy {
            $(
                fn $forward(&self, tape: &mut Tape) -> Self;
                fn $reverse(&self, tape: &mut Tape, bar: Option<&mut Self>, seed: Self);
                fn $tangent(&self, dot: Option<&Self>) -> (Self, Self);
            )*
            $(
                fn $pair_forward(&self, tape: &mut Tape, other: Self) -> Self;
                fn $pair_reverse(&self, tape: &mut Tape, bar: Option<&mut Self>, seed: Self) -> (Self,);
                fn $pair_tangent(&self, dot: Option<&Self>, other: Self, other_dot: Option<Self>) -> (Self, Self);
            )*
            fn __forward_powi(&self, tape: &mut Tape, exponent: i32) -> Self;
            fn __reverse_powi(&self, tape: &mut Tape, bar: Option<&mut Self>, seed: Self) -> ((),);
            fn __tangent_powi(&self, dot: Option<&Self>, exponent: i32, none: Option<()>) -> (Self, Self);
            fn __forward_sin_cos(&self, tape: &mut Tape) -> (Self, Self);
            fn __reverse_sin_cos(&self, tape: &mut Tape, bar: Option<&mut Self>, seed: (Self, Self));
            fn __tangent_sin_cos(&self, dot: Option<&Self>) -> ((Self, Self), (Self, Self));
            fn __forward_mul_add(&self, tape: &mut Tape, factor: Self, term: Self) -> Self;
            fn __reverse_mul_add(&self, tape: &mut Tape, bar: Option<&mut Self>, seed: Self) -> (Self, Self);
            fn __tangent_mul_add(
                &self,
                dot: Option<&Self>,
                factor: Self,
                factor_dot: Option<Self>,
                term: Self,
                term_dot: Option<Self>,
            ) -> (Self, Self);
            fn __forward_clamp(&self, tape: &mut Tape, low: Self, high: Self) -> Self;
            fn __reverse_clamp(&self, tape: &mut Tape, bar: Option<&mut Self>, seed: Self) -> (Self, Self);
            fn __tangent_clamp(
                &self,
                dot: Option<&Self>,
                low: Self,
                low_dot: Option<Self>,
                high: Self,
                high_dot: Option<Self>,
            ) -> (Self, Self);
        }

        scalar_methods!(@impl f64 [$($name $forward $reverse $tangent ($x, $y, $bar) $rule;)*]
            [$($pair $pair_forward $pair_reverse $pair_tangent ($a, $b, $r, $seed) $pair_rule;)*]);
        scalar_methods!(@impl f32 [$($name $forward $reverse $tangent ($x, $y, $bar) $rule;)*]
            [$($pair $pair_forward $pair_reverse $pair_tangent ($a, $b, $r, $seed) $pair_rule;)*]);
    };
    (@impl $float:ident
        [$($name:ident $forward:ident $reverse:ident $tangent:ident ($x:ident, $y:ident, $bar:ident) $rule:expr;)*]
        [$($pair:ident $pair_forward:ident $pair_reverse:ident $pair_tangent:ident
            ($a:ident, $b:ident, $r:ident, $seed:ident) $pair_rule:expr;)*]
    ) => {
        #[allow(unused_variables)]
        impl ScalarMethods for $float {
            $(
                #[inline]
                fn $forward(&self, _: &mut Tape) -> Self {
                    Float::$name(*self)
                }

                #[inline]
                fn $reverse(&self, _: &mut Tape, bar: Option<&mut Self>, seed: Self) {
                    let ($x, $y, $bar) = (*self, Float::$name(*self), seed);
                    add(bar, $rule);
                }

                #[inline]
                fn $tangent(&self, dot: Option<&Self>) -> (Self, Self) {
                    let ($x, $y, $bar) = (*self, Float::$name(*self), dot.copied().unwrap_or(0.0));
                    ($y, $rule)
                }
            )*
            $(
                #[inline]
                fn $pair_forward(&self, tape: &mut Tape, other: Self) -> Self {
                    tape.push(other);
                    Float::$pair(*self, other)
                }

                #[inline]
                fn $pair_reverse(&self, tape: &mut Tape, bar: Option<&mut Self>, seed: Self) -> (Self,) {
                    let ($a, $b) = (*self, tape.pop::<Self>());
                    let ($r, $seed) = (Float::$pair($a, $b), seed);
                    let bars: (Self, Self) = $pair_rule;
                    add(bar, bars.0);
                    (bars.1,)
                }

                #[inline]
                fn $pair_tangent(&self, dot: Option<&Self>, other: Self, other_dot: Option<Self>) -> (Self, Self) {
                    let ($a, $b, $seed) = (*self, other, 1.0);
                    let $r = Float::$pair($a, $b);
                    let partials: (Self, Self) = $pair_rule;
                    let (dot, other_dot) = (dot.copied().unwrap_or(0.0), other_dot.unwrap_or(0.0));
                    ($r, rules::strong_product(dot, partials.0) + rules::strong_product(other_dot, partials.1))
                }
            )*

            #[inline]
            fn __forward_powi(&self, tape: &mut Tape, exponent: i32) -> Self {
                tape.push(exponent);
                Float::powi(*self, exponent)
            }

            #[inline]
            fn __reverse_powi(&self, tape: &mut Tape, bar: Option<&mut Self>, seed: Self) -> ((),) {
                add(bar, rules::powi(*self, tape.pop::<i32>(), seed));
                ((),)
            }

            #[inline]
            fn __tangent_powi(&self, dot: Option<&Self>, exponent: i32, _: Option<()>) -> (Self, Self) {
                let dot = dot.copied().unwrap_or(0.0);
                (Float::powi(*self, exponent), rules::powi(*self, exponent, dot))
            }

            #[inline]
            fn __forward_sin_cos(&self, _: &mut Tape) -> (Self, Self) {
                Float::sin_cos(*self)
            }

            #[inline]
            fn __reverse_sin_cos(&self, _: &mut Tape, bar: Option<&mut Self>, seed: (Self, Self)) {
                let (sin, cos) = Float::sin_cos(*self);
                add(bar, cos * seed.0 - sin * seed.1);
            }

            #[inline]
            fn __tangent_sin_cos(&self, dot: Option<&Self>) -> ((Self, Self), (Self, Self)) {
                let (sin, cos) = Float::sin_cos(*self);
                let dot = dot.copied().unwrap_or(0.0);
                ((sin, cos), (cos * dot, -sin * dot))
            }

            #[inline]
            fn __forward_mul_add(&self, tape: &mut Tape, factor: Self, term: Self) -> Self {
                tape.push(factor);
                Float::mul_add(*self, factor, term)
            }

            #[inline]
            fn __reverse_mul_add(&self, tape: &mut Tape, bar: Option<&mut Self>, seed: Self) -> (Self, Self) {
                add(bar, tape.pop::<Self>() * seed);
                (*self * seed, seed)
            }

            #[inline]
            fn __tangent_mul_add(
                &self,
                dot: Option<&Self>,
                factor: Self,
                factor_dot: Option<Self>,
                term: Self,
                term_dot: Option<Self>,
            ) -> (Self, Self) {
                let dots = dot.copied().unwrap_or(0.0) * factor + *self * factor_dot.unwrap_or(0.0);
                (Float::mul_add(*self, factor, term), dots + term_dot.unwrap_or(0.0))
            }

            #[inline]
            fn __forward_clamp(&self, tape: &mut Tape, low: Self, high: Self) -> Self {
                tape.push(low);
                tape.push(high);
                num_traits::clamp(*self, low, high)
            }

            #[inline]
            fn __reverse_clamp(&self, tape: &mut Tape, bar: Option<&mut Self>, seed: Self) -> (Self, Self) {
                let high = tape.pop::<Self>();
                let low = tape.pop::<Self>();
                let bars = rules::clamp(*self, low, high, seed);
                add(bar, bars.0);
                (bars.1, bars.2)
            }

            #[inline]
            fn __tangent_clamp(
                &self,
                dot: Option<&Self>,
                low: Self,
                low_dot: Option<Self>,
                high: Self,
                high_dot: Option<Self>,
            ) -> (Self, Self) {
                let partials = rules::clamp(*self, low, high, 1.0);
                let dots = partials.0 * dot.copied().unwrap_or(0.0) + partials.1 * low_dot.unwrap_or(0.0);
                (num_traits::clamp(*self, low, high), dots + partials.2 * high_dot.unwrap_or(0.0))
            }
        }
    };
}

/// Adds to a cotangent that is wanted.
#[inline]
fn add<T: core::ops::AddAssign>(bar: Option<&mut T>, value: T) {
    if let Some(bar) = bar {
        *bar += value;
    }
}

scalar_methods! {
    unary {
        sin __forward_sin __reverse_sin __tangent_sin (x, y, bar) Float::cos(x) * bar;
        cos __forward_cos __reverse_cos __tangent_cos (x, y, bar) -(Float::sin(x) * bar);
        tan __forward_tan __reverse_tan __tangent_tan (x, y, bar) rules::tan(y, bar);
        asin __forward_asin __reverse_asin __tangent_asin (x, y, bar) rules::asin(x, bar);
        acos __forward_acos __reverse_acos __tangent_acos (x, y, bar) rules::acos(x, bar);
        atan __forward_atan __reverse_atan __tangent_atan (x, y, bar) rules::atan(x, bar);
        sinh __forward_sinh __reverse_sinh __tangent_sinh (x, y, bar) Float::cosh(x) * bar;
        cosh __forward_cosh __reverse_cosh __tangent_cosh (x, y, bar) Float::sinh(x) * bar;
        tanh __forward_tanh __reverse_tanh __tangent_tanh (x, y, bar) rules::tanh(x, bar);
        asinh __forward_asinh __reverse_asinh __tangent_asinh (x, y, bar) rules::asinh(x, bar);
        acosh __forward_acosh __reverse_acosh __tangent_acosh (x, y, bar) rules::acosh(x, bar);
        atanh __forward_atanh __reverse_atanh __tangent_atanh (x, y, bar) rules::atanh(x, bar);
        exp __forward_exp __reverse_exp __tangent_exp (x, y, bar) y * bar;
        exp2 __forward_exp2 __reverse_exp2 __tangent_exp2 (x, y, bar) rules::exp2(y, bar);
        exp_m1 __forward_exp_m1 __reverse_exp_m1 __tangent_exp_m1 (x, y, bar) rules::exp_m1(x, bar);
        ln __forward_ln __reverse_ln __tangent_ln (x, y, bar) rules::ln(x, bar);
        log2 __forward_log2 __reverse_log2 __tangent_log2 (x, y, bar) rules::log2(x, bar);
        log10 __forward_log10 __reverse_log10 __tangent_log10 (x, y, bar) rules::log10(x, bar);
        ln_1p __forward_ln_1p __reverse_ln_1p __tangent_ln_1p (x, y, bar) rules::ln_1p(x, bar);
        sqrt __forward_sqrt __reverse_sqrt __tangent_sqrt (x, y, bar) rules::sqrt(y, bar);
        cbrt __forward_cbrt __reverse_cbrt __tangent_cbrt (x, y, bar) rules::cbrt(y, bar);
        abs __forward_abs __reverse_abs __tangent_abs (x, y, bar) rules::abs(x, bar);
        recip __forward_recip __reverse_recip __tangent_recip (x, y, bar) rules::recip(y, bar);
        fract __forward_fract __reverse_fract __tangent_fract (x, y, bar) bar;
        to_degrees __forward_to_degrees __reverse_to_degrees __tangent_to_degrees (x, y, bar) Float::to_degrees(bar);
        to_radians __forward_to_radians __reverse_to_radians __tangent_to_radians (x, y, bar) Float::to_radians(bar);
        floor __forward_floor __reverse_floor __tangent_floor (x, y, bar) 0.0;
        ceil __forward_ceil __reverse_ceil __tangent_ceil (x, y, bar) 0.0;
        round __forward_round __reverse_round __tangent_round (x, y, bar) 0.0;
        trunc __forward_trunc __reverse_trunc __tangent_trunc (x, y, bar) 0.0;
        signum __forward_signum __reverse_signum __tangent_signum (x, y, bar) 0.0;
    }
    binary {
        powf __forward_powf __reverse_powf __tangent_powf (a, b, r, seed) rules::powf(a, b, r, seed);
        atan2 __forward_atan2 __reverse_atan2 __tangent_atan2 (a, b, r, seed) rules::atan2(a, b, seed);
        hypot __forward_hypot __reverse_hypot __tangent_hypot (a, b, r, seed) rules::hypot(a, b, r, seed);
        max __forward_max __reverse_max __tangent_max (a, b, r, seed) rules::max(a, b, seed);
        min __forward_min __reverse_min __tangent_min (a, b, r, seed) rules::min(a, b, seed);
        copysign __forward_copysign __reverse_copysign __tangent_copysign (a, b, r, seed) (rules::copysign(a, b, seed), 0.0);
        log __forward_log __reverse_log __tangent_log (a, b, r, seed) rules::log(a, b, r, seed);
    }
}
