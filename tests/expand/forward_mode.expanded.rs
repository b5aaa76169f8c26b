use chainrule::{Differentiable, differentiate};
#[derive(Clone, Copy, Debug, Differentiable)]
pub struct Spring {
    pub stiffness: f64,
    pub length: f64,
}
#[allow(dead_code)]
pub fn pull(spring: &Spring, distance: f64) -> f64 {
    spring.stiffness * (distance - spring.length)
}
/// Value and tangent of [`pull`], by forward mode: each of `spring` and `distance` is followed by its tangent.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn jvp_pull(
    spring: &Spring,
    spring_dot: &<Spring as ::chainrule::__private::Differentiable>::Tangent,
    distance: f64,
    distance_dot: f64,
) -> (f64, f64) {
    ::chainrule::__private::check_tangent("spring", &*spring, &*spring_dot);
    let v0_dot = ::chainrule::__private::sub_tangent(
        &distance,
        &spring.length,
        distance_dot,
        spring_dot.length.clone(),
    );
    let v0 = distance - spring.length;
    let value_dot = ::chainrule::__private::mul_tangent(
        &spring.stiffness,
        &v0,
        spring_dot.stiffness.clone(),
        v0_dot.clone(),
    );
    let value = spring.stiffness * v0;
    (value, value_dot)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct pull {}
#[doc(hidden)]
impl pull {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        spring: &Spring,
        distance: f64,
        distance_by: impl ::chainrule::__private::Handover<f64>,
    ) -> f64 {
        let v0 = distance - spring.length;
        let value = spring.stiffness * v0;
        ::chainrule::__private::Handover::record(distance_by, distance, tape);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        spring: &Spring,
        spring_bar: &mut <Spring as ::chainrule::__private::Differentiable>::Tangent,
        spring_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
        distance_by: impl ::chainrule::__private::Handover<f64>,
    ) -> (f64,) {
        let distance = ::chainrule::__private::Handover::restore(distance_by, tape);
        let v0 = distance - spring.length;
        let bars = ::chainrule::__private::mul_reverse(
            &spring.stiffness,
            &v0,
            value_bar,
        );
        if ::chainrule::__private::is_active(spring_is) {
            ::chainrule::__private::accumulate(&mut spring_bar.stiffness, bars.0);
        }
        let v0_bar = bars.1;
        let bars_1 = ::chainrule::__private::sub_reverse(
            &distance,
            &spring.length,
            v0_bar,
        );
        let distance_bar = bars_1.0;
        if ::chainrule::__private::is_active(spring_is) {
            ::chainrule::__private::accumulate(&mut spring_bar.length, bars_1.1);
        }
        (distance_bar,)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        spring: &Spring,
        distance: f64,
    ) -> f64 {
        Self::forward_with(tape, spring, distance, ::chainrule::__private::ByTape)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        spring: &Spring,
        spring_bar: &mut <Spring as ::chainrule::__private::Differentiable>::Tangent,
        spring_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (f64,) {
        Self::reverse_with(
            tape,
            spring,
            spring_bar,
            spring_is,
            value_bar,
            ::chainrule::__private::ByTape,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        spring: &Spring,
        spring_bar: &mut <Spring as ::chainrule::__private::Differentiable>::Tangent,
        spring_is: impl ::chainrule::__private::Activity,
        distance: f64,
        value_bar: f64,
    ) -> (f64, (f64,)) {
        let v0 = distance - spring.length;
        let value = spring.stiffness * v0;
        let bars = ::chainrule::__private::mul_reverse(
            &spring.stiffness,
            &v0,
            value_bar,
        );
        if ::chainrule::__private::is_active(spring_is) {
            ::chainrule::__private::accumulate(&mut spring_bar.stiffness, bars.0);
        }
        let v0_bar = bars.1;
        let bars_1 = ::chainrule::__private::sub_reverse(
            &distance,
            &spring.length,
            v0_bar,
        );
        let distance_bar = bars_1.0;
        if ::chainrule::__private::is_active(spring_is) {
            ::chainrule::__private::accumulate(&mut spring_bar.length, bars_1.1);
        }
        (value, (distance_bar,))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        spring: &Spring,
        spring_dot: &<Spring as ::chainrule::__private::Differentiable>::Tangent,
        spring_is: impl ::chainrule::__private::Activity,
        distance: f64,
        distance_dot: impl ::chainrule::__private::DotOf<f64>,
    ) -> (f64, f64) {
        let distance_dot = ::chainrule::__private::DotOf::<
            f64,
        >::dot(distance_dot, &distance);
        let v0_dot = ::chainrule::__private::sub_tangent(
            &distance,
            &spring.length,
            distance_dot,
            ::chainrule::__private::dot_if(spring_is, || spring_dot.length.clone()),
        );
        let v0 = distance - spring.length;
        let value_dot = ::chainrule::__private::mul_tangent(
            &spring.stiffness,
            &v0,
            ::chainrule::__private::dot_if(spring_is, || spring_dot.stiffness.clone()),
            v0_dot.clone(),
        );
        let value = spring.stiffness * v0;
        (value, value_dot)
    }
}
#[allow(dead_code)]
pub fn forward_mode(spring: Spring, positions: &mut [f64], step: f64) -> f64 {
    let mut energy = 0.0;
    for i in 1..positions.len() {
        let force = pull(&spring, positions[i] - positions[i - 1]);
        positions[i] -= step * force;
        energy += force * force / 2.0;
    }
    energy
}
/// Value and tangent of [`forward_mode`], by forward mode: each of `spring`, `positions` and `step` is followed by its tangent.
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn jvp_forward_mode(
    spring: Spring,
    spring_dot: <Spring as ::chainrule::__private::Differentiable>::Tangent,
    positions: &mut [f64],
    positions_dot: &mut [f64],
    step: f64,
    step_dot: f64,
) -> (f64, f64) {
    ::chainrule::__private::check_tangent("spring", &spring, &spring_dot);
    ::chainrule::__private::check_tangent("positions", &*positions, &*positions_dot);
    let mut energy: f64 = 0.0;
    let mut energy_dot: f64 = 0.0;
    for i in 1..positions.len() {
        let v0 = positions[i] - positions[i - 1];
        let v0_dot = positions_dot[i] - positions_dot[i - 1];
        let (force, force_dot) = pull::tangent(
            &spring,
            &spring_dot,
            ::chainrule::__private::Active,
            v0,
            ::chainrule::__private::Dot(v0_dot),
        );
        positions_dot[i] -= force * step_dot + step * force_dot;
        positions[i] -= step * force;
        let v1 = force * force;
        let v1_dot = 2.0 * force * force_dot;
        energy_dot += v1_dot / 2.0;
        energy += v1 / 2.0;
    }
    (energy, energy_dot)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct forward_mode {}
#[doc(hidden)]
impl forward_mode {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        spring: Spring,
        positions: &mut [f64],
        step: f64,
        _: impl Sized,
        step_by: impl ::chainrule::__private::Handover<f64>,
    ) -> f64 {
        let mut energy: f64 = 0.0;
        {
            let (start, end) = (1, positions.len());
            if start < end {
                tape.push_slice(&positions[start..end]);
            }
        }
        for i in 1..positions.len() {
            let v0 = positions[i] - positions[i - 1];
            let force = pull::forward(tape, &spring, v0);
            positions[i] -= step * force;
            let v1 = force * force;
            let v2 = v1 / 2.0;
            energy += v2;
            tape.push(force);
        }
        let value = energy;
        tape.push(spring);
        ::chainrule::__private::Handover::record(step_by, step, tape);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        positions: &mut [f64],
        positions_bar: &mut [f64],
        _: impl ::chainrule::__private::Activity,
        value_bar: f64,
        _: impl Sized,
        step_by: impl ::chainrule::__private::Handover<f64>,
    ) -> (<Spring as ::chainrule::__private::Differentiable>::Tangent, f64) {
        let step = ::chainrule::__private::Handover::restore(step_by, tape);
        let spring = tape.pop::<Spring>();
        let mut spring_bar = ::chainrule::__private::zero_tangent(&spring);
        let mut step_bar: f64 = 0.0;
        if 1 < positions.len() {
            let positions_bar_view = &mut positions_bar[..positions.len()];
            for i in (1..positions.len()).rev() {
                let force = tape.pop::<f64>();
                let v1_bar = value_bar / 2.0;
                let bar = positions_bar_view[i];
                step_bar -= force * bar;
                let force_bar = 2.0 * force * v1_bar - step * bar;
                let bars = pull::reverse(
                    tape,
                    &spring,
                    &mut spring_bar,
                    ::chainrule::__private::Active,
                    force_bar,
                );
                let v0_bar = ::chainrule::__private::cotangent(bars.0);
                positions_bar_view[i] += v0_bar;
                positions_bar_view[i - 1] -= v0_bar;
            }
        }
        {
            let (start, end) = (1, positions.len());
            if start < end {
                tape.pop_slice(&mut positions[start..end]);
            }
        }
        (spring_bar, step_bar)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        spring: Spring,
        positions: &mut [f64],
        step: f64,
    ) -> f64 {
        Self::forward_with(
            tape,
            spring,
            positions,
            step,
            ::chainrule::__private::ByTape,
            ::chainrule::__private::ByTape,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        positions: &mut [f64],
        positions_bar: &mut [f64],
        positions_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (<Spring as ::chainrule::__private::Differentiable>::Tangent, f64) {
        Self::reverse_with(
            tape,
            positions,
            positions_bar,
            positions_is,
            value_bar,
            ::chainrule::__private::ByTape,
            ::chainrule::__private::ByTape,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        spring: Spring,
        spring_dot: impl ::chainrule::__private::DotOf<Spring>,
        positions: &mut [f64],
        positions_dot: &mut [f64],
        _: impl ::chainrule::__private::Activity,
        step: f64,
        step_dot: impl ::chainrule::__private::DotOf<f64>,
    ) -> (f64, f64) {
        let spring_dot = ::chainrule::__private::DotOf::<
            Spring,
        >::dot(spring_dot, &spring);
        let step_dot = ::chainrule::__private::DotOf::<f64>::dot(step_dot, &step);
        let mut energy: f64 = 0.0;
        let mut energy_dot: f64 = 0.0;
        for i in 1..positions.len() {
            let v0 = positions[i] - positions[i - 1];
            let v0_dot = positions_dot[i] - positions_dot[i - 1];
            let (force, force_dot) = pull::tangent(
                &spring,
                &spring_dot,
                ::chainrule::__private::Active,
                v0,
                ::chainrule::__private::Dot(v0_dot),
            );
            positions_dot[i] -= force * step_dot + step * force_dot;
            positions[i] -= step * force;
            let v1 = force * force;
            let v1_dot = 2.0 * force * force_dot;
            energy_dot += v1_dot / 2.0;
            energy += v1 / 2.0;
        }
        (energy, energy_dot)
    }
}
