use chainrule::differentiate;
#[allow(dead_code)]
pub fn constant_rows(weights: &[f64], features: &[f64]) -> f64 {
    let mut total = 0.0;
    for row in features.chunks_exact(weights.len()) {
        let mut score = 0.0;
        for (w, x) in weights.iter().zip(row) {
            score += w * x;
        }
        total += score.exp();
    }
    total
}
/// Gradient of [`constant_rows`] with respect to `weights`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_constant_rows(
    weights: &[f64],
    features: &[f64],
) -> ::chainrule::__private::Vec<f64> {
    /// Reverse sweep.
    let mut weights_bar = ::chainrule::__private::zero_tangent(weights);
    for k in 0..(features.len() / weights.len()) {
        let start = k * weights.len();
        let mut score: f64 = 0.0;
        if 0 < weights.len() {
            let features_view = &features[start..][..(weights.len())];
            for k_1 in 0..weights.len() {
                score += weights[k_1] * features_view[k_1];
            }
        }
        let v0 = score.exp();
        if 0 < weights.len() {
            let weights_bar_view = &mut weights_bar[..weights.len()];
            let features_view_1 = &features[start..][..(weights.len())];
            for k_1 in 0..weights.len() {
                weights_bar_view[k_1] += features_view_1[k_1] * v0;
            }
        }
    }
    weights_bar
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct constant_rows {}
#[doc(hidden)]
impl constant_rows {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        weights: &[f64],
        features: &[f64],
    ) -> f64 {
        let mut total: f64 = 0.0;
        let [v0_column] = tape.columns(features.len() / weights.len());
        for k in 0..(features.len() / weights.len()) {
            let start = k * weights.len();
            let mut score: f64 = 0.0;
            if 0 < weights.len() {
                let features_view_1 = &features[start..][..(weights.len())];
                for k_1 in 0..weights.len() {
                    score += weights[k_1] * features_view_1[k_1];
                }
            }
            let v0 = score.exp();
            total += v0;
            v0_column[k] = v0;
        }
        let value = total;
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        weights: &[f64],
        weights_bar: &mut [f64],
        weights_is: impl ::chainrule::__private::Activity,
        features: &[f64],
        _features_bar: &mut impl ?Sized,
        _: impl ::chainrule::__private::HeldShadow,
        value_bar: f64,
    ) -> () {
        let [v0_column_1] = tape.last_columns(features.len() / weights.len());
        let v0_column_1_view = &v0_column_1[..(features.len() / weights.len())];
        for k in 0..(features.len() / weights.len()) {
            let v0 = v0_column_1_view[k];
            let start = k * weights.len();
            let score_bar = v0 * value_bar;
            if 0 < weights.len() {
                let weights_bar_view = if ::chainrule::__private::is_active(weights_is) {
                    &mut weights_bar[..weights.len()]
                } else {
                    &mut weights_bar[..0]
                };
                let features_view = &features[start..][..(weights.len())];
                for k_1 in 0..weights.len() {
                    if ::chainrule::__private::is_active(weights_is) {
                        weights_bar_view[k_1] += features_view[k_1] * score_bar;
                    }
                }
            }
        }
        tape.drop_columns(1usize, features.len() / weights.len());
        ()
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        weights: &[f64],
        weights_bar: &mut [f64],
        weights_is: impl ::chainrule::__private::Activity,
        features: &[f64],
        _features_bar: &mut impl ?Sized,
        _: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (f64, ()) {
        let mut total: f64 = 0.0;
        for k in 0..(features.len() / weights.len()) {
            let start = k * weights.len();
            let mut score: f64 = 0.0;
            if 0 < weights.len() {
                let features_view = &features[start..][..(weights.len())];
                for k_1 in 0..weights.len() {
                    score += weights[k_1] * features_view[k_1];
                }
            }
            let v0 = score.exp();
            total += v0;
            let score_bar = v0 * value_bar;
            if 0 < weights.len() {
                let weights_bar_view = if ::chainrule::__private::is_active(weights_is) {
                    &mut weights_bar[..weights.len()]
                } else {
                    &mut weights_bar[..0]
                };
                let features_view_1 = &features[start..][..(weights.len())];
                for k_1 in 0..weights.len() {
                    if ::chainrule::__private::is_active(weights_is) {
                        weights_bar_view[k_1] += features_view_1[k_1] * score_bar;
                    }
                }
            }
        }
        let value = total;
        (value, ())
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        weights: &[f64],
        weights_dot: &[f64],
        weights_is: impl ::chainrule::__private::Activity,
        features: &[f64],
        _: &impl ?Sized,
        _: impl ::chainrule::__private::Activity,
    ) -> (f64, f64) {
        let mut total: f64 = 0.0;
        let mut total_dot: f64 = 0.0;
        for k in 0..(features.len() / weights.len()) {
            let start = k * weights.len();
            let mut score: f64 = 0.0;
            let mut score_dot: f64 = 0.0;
            for k_1 in 0..weights.len() {
                if ::chainrule::__private::is_active(weights_is) {
                    score_dot += (*(&features[start + k_1])) * weights_dot[k_1];
                }
                score += weights[k_1] * (*(&features[start + k_1]));
            }
            let v0 = score.exp();
            total_dot += v0 * score_dot;
            total += v0;
        }
        (total, total_dot)
    }
}
