use chainrule::{Differentiable, differentiate};
#[derive(Clone, Copy, Debug, Differentiable)]
pub struct Circle {
    pub radius: f64,
}
impl Circle {
    /// Value and gradient of [`area`](Self::area) with respect to `self`, by reverse mode.
    #[must_use]
    #[allow(clippy::all, clippy::pedantic, unused)]
    pub fn value_and_grad_area(
        &self,
    ) -> (f64, <Self as ::chainrule::__private::Differentiable>::Tangent) {
        /// Forward sweep.
        let v0 = 3.0 * self.radius;
        let value = v0 * self.radius;
        /// Reverse sweep.
        let bars = ::chainrule::__private::mul_reverse(&v0, &self.radius, 1.0);
        let v0_bar = bars.0;
        let mut self_bar = ::chainrule::__private::zero_tangent(self);
        ::chainrule::__private::accumulate(&mut self_bar.radius, bars.1);
        ::chainrule::__private::accumulate(
            &mut self_bar.radius,
            ::chainrule::__private::mul_reverse(&3.0, &self.radius, v0_bar).1,
        );
        (value, self_bar)
    }
    /// Gradient of [`area`](Self::area) with respect to `self`, by reverse mode.
    #[must_use]
    #[allow(clippy::all, clippy::pedantic, unused)]
    pub fn grad_area(
        &self,
    ) -> <Self as ::chainrule::__private::Differentiable>::Tangent {
        self.value_and_grad_area().1
    }
    /// Adds the gradient of [`area`](Self::area) with respect to `self` into the buffers, and returns the value.
    #[allow(clippy::all, clippy::pedantic, unused)]
    pub fn accumulate_grad_area(
        &self,
        self_bar: &mut <Self as ::chainrule::__private::Differentiable>::Tangent,
    ) -> f64 {
        ::chainrule::__private::check_shadow("self", &*self, &*self_bar);
        /// Forward sweep.
        let v0 = 3.0 * self.radius;
        let value = v0 * self.radius;
        /// Reverse sweep.
        let bars = ::chainrule::__private::mul_reverse(&v0, &self.radius, 1.0);
        let v0_bar = bars.0;
        ::chainrule::__private::accumulate(&mut self_bar.radius, bars.1);
        ::chainrule::__private::accumulate(
            &mut self_bar.radius,
            ::chainrule::__private::mul_reverse(&3.0, &self.radius, v0_bar).1,
        );
        value
    }
    /// Value of [`area`](Self::area), and its pullback: from an adjoint of the result to the adjoints of the arguments.
    #[must_use]
    #[allow(clippy::all, clippy::pedantic, unused)]
    pub fn vjp_area<'borrowed_0>(
        &'borrowed_0 self,
    ) -> (
        f64,
        impl ::core::ops::Fn(
            f64,
        ) -> <Self as ::chainrule::__private::Differentiable>::Tangent + use<'borrowed_0>,
    ) {
        /// Forward sweep.
        let v0 = 3.0 * self.radius;
        let value = v0 * self.radius;
        (
            value,
            move |value_bar: f64| {
                /// Reverse sweep.
                let bars = ::chainrule::__private::mul_reverse(
                    &v0,
                    &self.radius,
                    value_bar,
                );
                let v0_bar = bars.0;
                let mut self_bar = ::chainrule::__private::zero_tangent(self);
                ::chainrule::__private::accumulate(&mut self_bar.radius, bars.1);
                ::chainrule::__private::accumulate(
                    &mut self_bar.radius,
                    ::chainrule::__private::mul_reverse(&3.0, &self.radius, v0_bar).1,
                );
                self_bar
            },
        )
    }
    /// Value and tangent of [`area`](Self::area), by forward mode: each of `self` is followed by its tangent.
    #[must_use]
    #[allow(clippy::all, clippy::pedantic, unused)]
    pub fn jvp_area(
        &self,
        self_dot: &<Self as ::chainrule::__private::Differentiable>::Tangent,
    ) -> (f64, f64) {
        ::chainrule::__private::check_tangent("self", &*self, &*self_dot);
        let v0_dot = ::chainrule::__private::mul_tangent(
            &3.0,
            &self.radius,
            ::chainrule::__private::NoDot,
            self_dot.radius.clone(),
        );
        let v0 = 3.0 * self.radius;
        let value_dot = ::chainrule::__private::mul_tangent(
            &v0,
            &self.radius,
            v0_dot.clone(),
            self_dot.radius.clone(),
        );
        let value = v0 * self.radius;
        (value, value_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn __forward_area(&self, tape: &mut ::chainrule::__private::Tape) -> f64 {
        let v0 = 3.0 * self.radius;
        let value = v0 * self.radius;
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn __reverse_area(
        &self,
        tape: &mut ::chainrule::__private::Tape,
        self_bar: ::core::option::Option<
            &mut <Self as ::chainrule::__private::Differentiable>::Tangent,
        >,
        value_bar: f64,
    ) -> () {
        let own = &mut ::core::option::Option::None;
        let (self_bar_1, self_is) = ::chainrule::__private::shadow(self, self_bar, own);
        let v0 = 3.0 * self.radius;
        let bars = ::chainrule::__private::mul_reverse(&v0, &self.radius, value_bar);
        let v0_bar = bars.0;
        if ::chainrule::__private::is_active(self_is) {
            ::chainrule::__private::accumulate(&mut self_bar_1.radius, bars.1);
        }
        if ::chainrule::__private::is_active(self_is) {
            ::chainrule::__private::accumulate(
                &mut self_bar_1.radius,
                ::chainrule::__private::mul_reverse(&3.0, &self.radius, v0_bar).1,
            );
        }
        ()
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn __tangent_area(
        &self,
        self_dot: ::core::option::Option<
            &<Self as ::chainrule::__private::Differentiable>::Tangent,
        >,
    ) -> (f64, f64) {
        let own = &mut ::core::option::Option::None;
        let (self_dot_1, self_is) = ::chainrule::__private::borrowed_dot(
            self,
            self_dot,
            own,
        );
        let v0_dot = ::chainrule::__private::mul_tangent(
            &3.0,
            &self.radius,
            ::chainrule::__private::NoDot,
            ::chainrule::__private::dot_if(self_is, || self_dot_1.radius.clone()),
        );
        let v0 = 3.0 * self.radius;
        let value_dot = ::chainrule::__private::mul_tangent(
            &v0,
            &self.radius,
            v0_dot.clone(),
            ::chainrule::__private::dot_if(self_is, || self_dot_1.radius.clone()),
        );
        let value = v0 * self.radius;
        (value, value_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    pub fn __forward1_area(
        &self,
        _: &mut impl ::chainrule::__private::SecondOrder,
        _: impl ::core::marker::Sized,
    ) -> (f64, f64) {
        ::core::unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    pub fn __reverse1_area(
        &self,
        _: impl ::core::marker::Sized,
        _: impl ::core::marker::Sized,
        _: impl ::core::marker::Sized,
    ) -> () {
        ::core::unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    pub fn __tangent2_area(
        &self,
        _: impl ::core::marker::Sized,
    ) -> ((f64, f64), (f64, f64)) {
        ::core::unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn __receiver_area(&self) -> ::chainrule::__private::ByReference {
        ::chainrule::__private::ByReference
    }
    #[allow(dead_code)]
    pub fn area(&self) -> f64 {
        3.0 * self.radius * self.radius
    }
    /// Value of [`grow`](Self::grow), and its pullback: from an adjoint of the result to the adjoints of the arguments.
    #[must_use]
    #[allow(clippy::all, clippy::pedantic, unused)]
    pub fn vjp_grow<'borrowed_0>(
        &'borrowed_0 mut self,
        by: f64,
    ) -> (
        (),
        impl ::core::ops::Fn(
            &mut <Self as ::chainrule::__private::Differentiable>::Tangent,
        ) -> f64 + use<>,
    ) {
        let this = self;
        /// Forward sweep.
        let v0 = ::chainrule::__private::mul_assign_keep(&this.radius, &by);
        this.radius *= by;
        (
            (),
            move |
                self_bar: &mut <Self as ::chainrule::__private::Differentiable>::Tangent|
            {
                /// Reverse sweep.
                let bar = ::chainrule::__private::mul_assign_reverse(
                    &v0,
                    &mut self_bar.radius,
                );
                let by_bar = bar;
                by_bar
            },
        )
    }
    /// Value and tangent of [`grow`](Self::grow), by forward mode: each of `self` and `by` is followed by its tangent.
    #[allow(clippy::all, clippy::pedantic, unused)]
    pub fn jvp_grow(
        &mut self,
        self_dot: &mut <Self as ::chainrule::__private::Differentiable>::Tangent,
        by: f64,
        by_dot: f64,
    ) -> ((), ()) {
        ::chainrule::__private::check_tangent("self", &*self, &*self_dot);
        let this = self;
        ::chainrule::__private::mul_assign_tangent(
            &mut self_dot.radius,
            &this.radius,
            &by,
            by_dot,
        );
        this.radius *= by;
        ((), ())
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn __forward_grow(&mut self, tape: &mut ::chainrule::__private::Tape, by: f64) {
        let this = self;
        let v0 = ::chainrule::__private::mul_assign_keep(&this.radius, &by);
        tape.push(this.radius.clone());
        this.radius *= by;
        tape.push(v0.clone());
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn __reverse_grow(
        &mut self,
        tape: &mut ::chainrule::__private::Tape,
        self_bar: ::core::option::Option<
            &mut <Self as ::chainrule::__private::Differentiable>::Tangent,
        >,
        _: (),
    ) -> (f64,) {
        let own = &mut ::core::option::Option::None;
        let self_bar_1: &mut <Self as ::chainrule::__private::Differentiable>::Tangent = ::chainrule::__private::inout_shadow(
            &*self,
            self_bar,
            own,
        );
        let this = self;
        let this_site = ::chainrule::__private::Tape::site_of(|| {
            let this = ::chainrule::__private::absent::<&mut Self>();
            ::chainrule::__private::like(&this.radius)
        });
        let v0_site = ::chainrule::__private::Tape::site_of(|| {
            let mut this: &mut Self = ::chainrule::__private::absent();
            let mut by: f64 = ::chainrule::__private::absent();
            ::chainrule::__private::mul_assign_keep(&this.radius, &by)
        });
        let v0 = tape.pop_at(&v0_site);
        this.radius = tape.pop_at(&this_site);
        let bar = ::chainrule::__private::mul_assign_reverse(
            &v0,
            &mut self_bar_1.radius,
        );
        let by_bar = bar;
        (by_bar,)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn __tangent_grow(
        &mut self,
        self_dot: ::core::option::Option<
            &mut <Self as ::chainrule::__private::Differentiable>::Tangent,
        >,
        by: f64,
        by_dot: ::core::option::Option<f64>,
    ) -> ((), ()) {
        let own = &mut ::core::option::Option::None;
        let self_dot_1 = ::chainrule::__private::inout_shadow(&*self, self_dot, own);
        let by_dot_1 = ::chainrule::__private::dot_or_zero(&by, by_dot);
        let this = self;
        ::chainrule::__private::mul_assign_tangent(
            &mut self_dot_1.radius,
            &this.radius,
            &by,
            by_dot_1,
        );
        this.radius *= by;
        ((), ())
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    pub fn __forward1_grow(
        &mut self,
        _: &mut impl ::chainrule::__private::SecondOrder,
        _: impl ::core::marker::Sized,
    ) -> ((), ()) {
        ::core::unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    pub fn __reverse1_grow(
        &mut self,
        _: impl ::core::marker::Sized,
        _: impl ::core::marker::Sized,
        _: impl ::core::marker::Sized,
    ) -> (f64, f64) {
        ::core::unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    pub fn __tangent2_grow(
        &mut self,
        _: impl ::core::marker::Sized,
    ) -> (((), ()), ((), ())) {
        ::core::unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn __receiver_grow(&self) -> ::chainrule::__private::ByReference {
        ::chainrule::__private::ByReference
    }
    #[allow(dead_code)]
    pub fn grow(&mut self, by: f64) {
        self.radius *= by;
    }
}
#[allow(dead_code)]
pub fn method(x: f64) -> f64 {
    let mut circle = Circle { radius: x };
    circle.grow(x);
    circle.area()
}
/// Value and gradient of [`method`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_method(x: f64) -> (f64, f64) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let mut circle = Circle { radius: x };
    circle.__forward_grow(tape, x);
    let v0 = circle.__forward_area(tape);
    let value = v0;
    /// Reverse sweep.
    let mut circle_bar = ::chainrule::__private::zero_tangent(&circle);
    circle.__reverse_area(tape, ::core::option::Option::Some(&mut circle_bar), 1.0);
    let bars = circle
        .__reverse_grow(
            tape,
            ::core::option::Option::Some(&mut circle_bar),
            ::chainrule::__private::no_seed(),
        );
    let x_bar = ::chainrule::__private::cotangent(bars.0) + circle_bar.radius;
    (value, x_bar)
}
/// Gradient of [`method`] with respect to `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_method(x: f64) -> f64 {
    value_and_grad_method(x).1
}
/// Adds the gradient of [`method`] with respect to `x` into the buffers, and returns the value.
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn accumulate_grad_method(x: f64, x_bar: &mut f64) -> f64 {
    let (value, bars) = method::sweep(&mut ::chainrule::__private::Tape::new(), x, 1.0);
    *x_bar += bars.0;
    value
}
/// Value of [`method`], and its pullback: from an adjoint of the result to the adjoints of the arguments.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn vjp_method(x: f64) -> (f64, impl ::core::ops::Fn(f64) -> f64 + use<>) {
    let mut own_tape = ::chainrule::__private::Tape::new();
    let tape = &mut own_tape;
    /// Forward sweep.
    let mut circle = Circle { radius: x };
    circle.__forward_grow(tape, x);
    let v0 = circle.__forward_area(tape);
    let value = v0;
    let tape = own_tape;
    (
        value,
        move |value_bar: f64| {
            let mut circle = ::core::clone::Clone::clone(&circle);
            let tape = &mut ::core::clone::Clone::clone(&tape);
            /// Reverse sweep.
            let mut circle_bar = ::chainrule::__private::zero_tangent(&circle);
            circle
                .__reverse_area(
                    tape,
                    ::core::option::Option::Some(&mut circle_bar),
                    value_bar,
                );
            let bars = circle
                .__reverse_grow(
                    tape,
                    ::core::option::Option::Some(&mut circle_bar),
                    ::chainrule::__private::no_seed(),
                );
            let x_bar = ::chainrule::__private::cotangent(bars.0) + circle_bar.radius;
            x_bar
        },
    )
}
/// Value and tangent of [`method`], by forward mode: each of `x` is followed by its tangent.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn jvp_method(x: f64, x_dot: f64) -> (f64, f64) {
    let mut circle = Circle { radius: x };
    let mut circle_dot = {
        let mut tangent = ::chainrule::__private::dummy_shadow(&circle);
        tangent.radius = x_dot;
        tangent
    };
    circle
        .__tangent_grow(
            ::core::option::Option::Some(&mut circle_dot),
            x,
            ::core::option::Option::Some(x_dot),
        );
    let (v0, v0_dot) = circle
        .__tangent_area(::core::option::Option::Some(&mut circle_dot));
    (v0, v0_dot)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct method {}
#[doc(hidden)]
impl method {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, x: f64) -> f64 {
        let mut circle = Circle { radius: x };
        circle.__forward_grow(tape, x);
        let v0 = circle.__forward_area(tape);
        let value = v0;
        tape.push(circle.clone());
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(tape: &mut ::chainrule::__private::Tape, value_bar: f64) -> (f64,) {
        let circle_site = ::chainrule::__private::Tape::site_of(|| {
            let mut x: f64 = ::chainrule::__private::absent();
            Circle { radius: x }
        });
        let mut circle = tape.pop_at(&circle_site);
        let mut circle_bar = ::chainrule::__private::zero_tangent(&circle);
        circle
            .__reverse_area(
                tape,
                ::core::option::Option::Some(&mut circle_bar),
                value_bar,
            );
        let bars = circle
            .__reverse_grow(
                tape,
                ::core::option::Option::Some(&mut circle_bar),
                ::chainrule::__private::no_seed(),
            );
        let x_bar = ::chainrule::__private::cotangent(bars.0) + circle_bar.radius;
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
        let mut circle = Circle { radius: x };
        circle.__forward_grow(tape, x);
        let v0 = circle.__forward_area(tape);
        let value = v0;
        let mut circle_bar = ::chainrule::__private::zero_tangent(&circle);
        circle
            .__reverse_area(
                tape,
                ::core::option::Option::Some(&mut circle_bar),
                value_bar,
            );
        let bars = circle
            .__reverse_grow(
                tape,
                ::core::option::Option::Some(&mut circle_bar),
                ::chainrule::__private::no_seed(),
            );
        let x_bar = ::chainrule::__private::cotangent(bars.0) + circle_bar.radius;
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
        let mut circle = Circle { radius: x };
        let mut circle_dot = {
            let mut tangent = ::chainrule::__private::dummy_shadow(&circle);
            tangent.radius = x_dot;
            tangent
        };
        circle
            .__tangent_grow(
                ::core::option::Option::Some(&mut circle_dot),
                x,
                ::core::option::Option::Some(x_dot),
            );
        let (v0, v0_dot) = circle
            .__tangent_area(::core::option::Option::Some(&mut circle_dot));
        (v0, v0_dot)
    }
}
