//! Second derivatives of methods of floats that only rustc knows to be floats: the elements of what a method of a type
//! with parameters gives.

/// Tests a sum over three lists of floats.
macro_rules! sums {
    ($name:ident: $($u:ident $v:ident $w:ident $term:expr;)*) => {
        mod $name {
            use chainrule::{Differentiable, differentiate};

            #[derive(Clone, Differentiable)]
            struct Lists<const N: usize> {
                k: [f64; N],
            }

            #[differentiate(order = 2)]
            impl<const N: usize> Lists<N> {
                fn of_both_signs(&self, x: f64) -> [f64; 2] {
                    [self.k[0] * x, self.k[0] - x]
                }

                fn below_one(&self, x: f64) -> [f64; 2] {
                    let q = 0.1 + 0.5 / (1.0 + (self.k[0] * x).powi(2));
                    [q, q * 0.5]
                }
            }

            #[differentiate(hessian)]
            fn f(x: f64, y: f64) -> f64 {
                let lists = Lists { k: [y] };
                let (a, b, c) = (lists.of_both_signs(x), lists.below_one(y), lists.below_one(x));
                let mut sum = 0.0;
                $(sum += a.iter().zip(&b).zip(&c).map(|(($u, $v), $w)| $term).sum::<f64>();)*
                sum
            }

            nestings!(f);
        }
    };
}

sums! { of_everything:
    u v w (u - v).sin() * (w - u);
    u v w (u - v).cos() * (w - u);
    u v w (u - v).atan() * (w - u);
    u v w (u - v).sinh() * (w - u);
    u v w (u - v).cosh() * (w - u);
    u v w (u - v).tanh() * (w - u);
    u v w (u - v).asinh() * (w - u);
    u v w (u - v).exp() * (w - u);
    u v w (u - v).exp2() * (w - u);
    u v w (u - v).exp_m1() * (w - u);
    u v w (u - v).abs() * (w - u);
    u v w (u - v).fract() * (w - u);
    u v w (u - v).to_degrees() * (w - u);
    u v w (u - v).to_radians() * (w - u);
    u v w (u - v).floor() * (w - u);
    u v w (u - v).signum() * (w - u);
}

sums! { of_positive_numbers:
    u v w (v + w * v).ln() * (w - u);
    u v w (v + w * v).log2() * (w - u);
    u v w (v + w * v).log10() * (w - u);
    u v w (v + w * v).ln_1p() * (w - u);
    u v w (v + w * v).sqrt() * (w - u);
    u v w (v + w * v).cbrt() * (w - u);
    u v w (v + w * v).recip() * (w - u);
    u v w (v + w * v).tan() * (w - u);
    u v w (v + w * v).asin() * (w - u);
    u v w (v + w * v).acos() * (w - u);
    u v w (v + w * v).atanh() * (w - u);
    u v w (v + w * v + 1.5).acosh() * (w - u);
}

sums! { of_several_arguments:
    u v w (v + w).powf(u - w) + (v * w).powf(2.5);
    u v w (u - v).atan2(w - u * v) * (w - u);
    u v w (u - v).hypot(w - u * v) * (w - u);
    u v w (u - v).max(w - u * v) * (w - u);
    u v w (u - v).min(w - u * v) * (w - u);
    u v w (u - v).copysign(w - u * v) * (w - u);
    u v w (v + w).log(2.0 + v * w);
    u v w (u - v).powi(3) * (v + w).powi(-2);
    u v w { let (sin, cos) = (u - v).sin_cos(); sin * cos * w + cos };
    u v w (u - v).mul_add(w - u, v - w);
    u v w (u - v).clamp(v - 0.7, w + 0.8) * u;
}
