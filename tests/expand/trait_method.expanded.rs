use chainrule::{Differentiable, differentiate};
pub trait Shape {
    fn area(&self) -> f64;
    fn scaled(&self, factor: f64) -> f64 {
        factor * factor * self.area()
    }
    #[doc(hidden)]
    fn __forward_area(&self, tape: &mut ::chainrule::__private::Tape) -> f64;
    #[doc(hidden)]
    fn __reverse_area(
        &self,
        tape: &mut ::chainrule::__private::Tape,
        self_bar: ::core::option::Option<
            &mut (dyn ::chainrule::__private::ErasedShadow + 'static),
        >,
        value_bar: f64,
    ) -> ();
    #[doc(hidden)]
    fn __tangent_area(
        &self,
        self_dot: ::core::option::Option<
            &(dyn ::chainrule::__private::ErasedShadow + 'static),
        >,
    ) -> (f64, f64);
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    fn __forward1_area(
        &self,
        _: &mut impl ::chainrule::__private::SecondOrder,
        _: impl ::core::marker::Sized,
    ) -> (f64, f64)
    where
        Self: ::core::marker::Sized,
    {
        ::core::unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    fn __reverse1_area(
        &self,
        _: impl ::core::marker::Sized,
        _: impl ::core::marker::Sized,
        _: impl ::core::marker::Sized,
    ) -> ()
    where
        Self: ::core::marker::Sized,
    {
        ::core::unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    fn __tangent2_area(&self, _: impl ::core::marker::Sized) -> ((f64, f64), (f64, f64))
    where
        Self: ::core::marker::Sized,
    {
        ::core::unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    fn __receiver_area(&self) -> ::chainrule::__private::ByReference {
        ::chainrule::__private::ByReference
    }
    /// Value and gradient of [`area`](Self::area) with respect to `self`, by reverse mode.
    #[must_use]
    #[allow(clippy::all, clippy::pedantic, unused)]
    fn value_and_grad_area(
        &self,
    ) -> (f64, <Self as ::chainrule::__private::Differentiable>::Tangent)
    where
        Self: ::core::marker::Sized,
        Self: ::chainrule::Differentiable<
            Tangent: 'static,
            Shadow = <Self as ::chainrule::Differentiable>::Tangent,
        >,
    {
        let tape = &mut ::chainrule::__private::Tape::new();
        /// Forward sweep.
        let v0 = Self::__forward_area(self, tape);
        let value = v0;
        /// Reverse sweep.
        let mut self_bar = ::chainrule::__private::zero_tangent(self);
        Self::__reverse_area(
            self,
            tape,
            ::core::option::Option::Some(&mut self_bar),
            1.0,
        );
        (value, self_bar)
    }
    /// Gradient of [`area`](Self::area) with respect to `self`, by reverse mode.
    #[must_use]
    #[allow(clippy::all, clippy::pedantic, unused)]
    fn grad_area(&self) -> <Self as ::chainrule::__private::Differentiable>::Tangent
    where
        Self: ::core::marker::Sized,
        Self: ::chainrule::Differentiable<
            Tangent: 'static,
            Shadow = <Self as ::chainrule::Differentiable>::Tangent,
        >,
    {
        self.value_and_grad_area().1
    }
    /// Adds the gradient of [`area`](Self::area) with respect to `self` into the buffers, and returns the value.
    #[allow(clippy::all, clippy::pedantic, unused)]
    fn accumulate_grad_area(
        &self,
        self_bar: &mut <Self as ::chainrule::__private::Differentiable>::Tangent,
    ) -> f64
    where
        Self: ::core::marker::Sized,
        Self: ::chainrule::Differentiable<
            Tangent: 'static,
            Shadow = <Self as ::chainrule::Differentiable>::Tangent,
        >,
    {
        ::chainrule::__private::check_shadow("self", &*self, &*self_bar);
        let tape = &mut ::chainrule::__private::Tape::new();
        /// Forward sweep.
        let v0 = Self::__forward_area(self, tape);
        let value = v0;
        Self::__reverse_area(
            self,
            tape,
            ::core::option::Option::Some(&mut *self_bar),
            1.0,
        );
        value
    }
    /// Value of [`area`](Self::area), and its pullback: from an adjoint of the result to the adjoints of the arguments.
    #[must_use]
    #[allow(clippy::all, clippy::pedantic, unused)]
    fn vjp_area<'borrowed_0>(
        &'borrowed_0 self,
    ) -> (
        f64,
        impl ::core::ops::Fn(
            f64,
        ) -> <Self as ::chainrule::__private::Differentiable>::Tangent + use<'borrowed_0, Self>,
    )
    where
        Self: ::core::marker::Sized,
        Self: ::chainrule::Differentiable<
            Tangent: 'static,
            Shadow = <Self as ::chainrule::Differentiable>::Tangent,
        >,
    {
        let mut own_tape = ::chainrule::__private::Tape::new();
        let tape = &mut own_tape;
        /// Forward sweep.
        let v0 = Self::__forward_area(self, tape);
        let value = v0;
        let tape = own_tape;
        (
            value,
            move |value_bar: f64| {
                let tape = &mut ::core::clone::Clone::clone(&tape);
                /// Reverse sweep.
                let mut self_bar = ::chainrule::__private::zero_tangent(self);
                Self::__reverse_area(
                    self,
                    tape,
                    ::core::option::Option::Some(&mut self_bar),
                    value_bar,
                );
                self_bar
            },
        )
    }
    /// Value and tangent of [`area`](Self::area), by forward mode: each of `self` is followed by its tangent.
    #[must_use]
    #[allow(clippy::all, clippy::pedantic, unused)]
    fn jvp_area(
        &self,
        self_dot: &<Self as ::chainrule::__private::Differentiable>::Tangent,
    ) -> (f64, f64)
    where
        Self: ::core::marker::Sized,
        Self: ::chainrule::Differentiable<
            Tangent: 'static,
            Shadow = <Self as ::chainrule::Differentiable>::Tangent,
        >,
    {
        ::chainrule::__private::check_tangent("self", &*self, &*self_dot);
        let (v0, v0_dot) = Self::__tangent_area(
            self,
            ::core::option::Option::Some(self_dot),
        );
        (v0, v0_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    fn __forward_scaled(
        &self,
        tape: &mut ::chainrule::__private::Tape,
        factor: f64,
    ) -> f64 {
        let v0 = factor * factor;
        let v1 = self.__forward_area(tape);
        let value = v0 * v1;
        tape.push([factor, v1]);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    fn __reverse_scaled(
        &self,
        tape: &mut ::chainrule::__private::Tape,
        self_bar: ::core::option::Option<
            &mut (dyn ::chainrule::__private::ErasedShadow + 'static),
        >,
        value_bar: f64,
    ) -> (f64,) {
        let own = &mut ();
        let (self_bar_1, self_is) = ::chainrule::__private::pass_on(self_bar, own);
        let [factor, v1] = tape.pop::<[f64; 2]>();
        let v0 = factor * factor;
        let v0_bar = v1 * value_bar;
        let v1_bar = v0 * value_bar;
        self.__reverse_area(
            tape,
            if ::chainrule::__private::is_active(self_is) {
                ::core::option::Option::Some(&mut *self_bar_1)
            } else {
                ::core::option::Option::None
            },
            v1_bar,
        );
        let factor_bar = 2.0 * factor * v0_bar;
        (factor_bar,)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    fn __tangent_scaled(
        &self,
        self_dot: ::core::option::Option<
            &(dyn ::chainrule::__private::ErasedShadow + 'static),
        >,
        factor: f64,
        factor_dot: ::core::option::Option<f64>,
    ) -> (f64, f64) {
        let own = &mut ();
        let (self_dot_1, self_is) = ::chainrule::__private::pass_on_dot(self_dot, own);
        let factor_dot_1 = ::chainrule::__private::dot_or_zero(&factor, factor_dot);
        let v0 = factor * factor;
        let v0_dot = 2.0 * factor * factor_dot_1;
        let (v1, v1_dot) = self
            .__tangent_area(
                if ::chainrule::__private::is_active(self_is) {
                    ::core::option::Option::Some(self_dot_1)
                } else {
                    ::core::option::Option::None
                },
            );
        let value = v0 * v1;
        let value_dot = v1 * v0_dot + v0 * v1_dot;
        (value, value_dot)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    fn __forward1_scaled(
        &self,
        _: &mut impl ::chainrule::__private::SecondOrder,
        _: impl ::core::marker::Sized,
    ) -> (f64, f64)
    where
        Self: ::core::marker::Sized,
    {
        ::core::unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    fn __reverse1_scaled(
        &self,
        _: impl ::core::marker::Sized,
        _: impl ::core::marker::Sized,
        _: impl ::core::marker::Sized,
    ) -> (f64, f64)
    where
        Self: ::core::marker::Sized,
    {
        ::core::unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    fn __tangent2_scaled(
        &self,
        _: impl ::core::marker::Sized,
    ) -> ((f64, f64), (f64, f64))
    where
        Self: ::core::marker::Sized,
    {
        ::core::unreachable!()
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    fn __receiver_scaled(&self) -> ::chainrule::__private::ByReference {
        ::chainrule::__private::ByReference
    }
    /// Value and gradient of [`scaled`](Self::scaled) with respect to `self` and `factor`, by reverse mode.
    #[must_use]
    #[allow(clippy::all, clippy::pedantic, unused)]
    fn value_and_grad_scaled(
        &self,
        factor: f64,
    ) -> (f64, (<Self as ::chainrule::__private::Differentiable>::Tangent, f64))
    where
        Self: ::core::marker::Sized,
        Self: ::chainrule::Differentiable<
            Tangent: 'static,
            Shadow = <Self as ::chainrule::Differentiable>::Tangent,
        >,
    {
        let tape = &mut ::chainrule::__private::Tape::new();
        /// Forward sweep.
        let v0 = Self::__forward_scaled(self, tape, factor);
        let value = v0;
        /// Reverse sweep.
        let mut self_bar = ::chainrule::__private::zero_tangent(self);
        let bars = Self::__reverse_scaled(
            self,
            tape,
            ::core::option::Option::Some(&mut self_bar),
            1.0,
        );
        let factor_bar = ::chainrule::__private::cotangent(bars.0);
        (value, (self_bar, factor_bar))
    }
    /// Gradient of [`scaled`](Self::scaled) with respect to `self` and `factor`, by reverse mode.
    #[must_use]
    #[allow(clippy::all, clippy::pedantic, unused)]
    fn grad_scaled(
        &self,
        factor: f64,
    ) -> (<Self as ::chainrule::__private::Differentiable>::Tangent, f64)
    where
        Self: ::core::marker::Sized,
        Self: ::chainrule::Differentiable<
            Tangent: 'static,
            Shadow = <Self as ::chainrule::Differentiable>::Tangent,
        >,
    {
        self.value_and_grad_scaled(factor).1
    }
    /// Adds the gradient of [`scaled`](Self::scaled) with respect to `self` and `factor` into the buffers, and returns the value.
    #[allow(clippy::all, clippy::pedantic, unused)]
    fn accumulate_grad_scaled(
        &self,
        self_bar: &mut <Self as ::chainrule::__private::Differentiable>::Tangent,
        factor: f64,
        factor_bar: &mut f64,
    ) -> f64
    where
        Self: ::core::marker::Sized,
        Self: ::chainrule::Differentiable<
            Tangent: 'static,
            Shadow = <Self as ::chainrule::Differentiable>::Tangent,
        >,
    {
        ::chainrule::__private::check_shadow("self", &*self, &*self_bar);
        let tape = &mut ::chainrule::__private::Tape::new();
        /// Forward sweep.
        let v0 = Self::__forward_scaled(self, tape, factor);
        let value = v0;
        /// Reverse sweep.
        let bars = Self::__reverse_scaled(
            self,
            tape,
            ::core::option::Option::Some(&mut *self_bar),
            1.0,
        );
        let factor_bar_1 = ::chainrule::__private::cotangent(bars.0);
        *factor_bar += factor_bar_1;
        value
    }
    /// Value of [`scaled`](Self::scaled), and its pullback: from an adjoint of the result to the adjoints of the arguments.
    #[must_use]
    #[allow(clippy::all, clippy::pedantic, unused)]
    fn vjp_scaled<'borrowed_0>(
        &'borrowed_0 self,
        factor: f64,
    ) -> (
        f64,
        impl ::core::ops::Fn(
            f64,
        ) -> (
                <Self as ::chainrule::__private::Differentiable>::Tangent,
                f64,
            ) + use<'borrowed_0, Self>,
    )
    where
        Self: ::core::marker::Sized,
        Self: ::chainrule::Differentiable<
            Tangent: 'static,
            Shadow = <Self as ::chainrule::Differentiable>::Tangent,
        >,
    {
        let mut own_tape = ::chainrule::__private::Tape::new();
        let tape = &mut own_tape;
        /// Forward sweep.
        let v0 = Self::__forward_scaled(self, tape, factor);
        let value = v0;
        let tape = own_tape;
        (
            value,
            move |value_bar: f64| {
                let tape = &mut ::core::clone::Clone::clone(&tape);
                /// Reverse sweep.
                let mut self_bar = ::chainrule::__private::zero_tangent(self);
                let bars = Self::__reverse_scaled(
                    self,
                    tape,
                    ::core::option::Option::Some(&mut self_bar),
                    value_bar,
                );
                let factor_bar = ::chainrule::__private::cotangent(bars.0);
                (self_bar, factor_bar)
            },
        )
    }
    /// Value and tangent of [`scaled`](Self::scaled), by forward mode: each of `self` and `factor` is followed by its tangent.
    #[must_use]
    #[allow(clippy::all, clippy::pedantic, unused)]
    fn jvp_scaled(
        &self,
        self_dot: &<Self as ::chainrule::__private::Differentiable>::Tangent,
        factor: f64,
        factor_dot: f64,
    ) -> (f64, f64)
    where
        Self: ::core::marker::Sized,
        Self: ::chainrule::Differentiable<
            Tangent: 'static,
            Shadow = <Self as ::chainrule::Differentiable>::Tangent,
        >,
    {
        ::chainrule::__private::check_tangent("self", &*self, &*self_dot);
        let (v0, v0_dot) = Self::__tangent_scaled(
            self,
            ::core::option::Option::Some(self_dot),
            factor,
            ::core::option::Option::Some(factor_dot),
        );
        (v0, v0_dot)
    }
    #[doc(hidden)]
    fn __zero_tangent(&self) -> ::chainrule::DynTangent;
    #[doc(hidden)]
    fn __move_along(&mut self, tangent: &::chainrule::DynTangent, step: f64);
}
#[doc(hidden)]
impl<'object> ::chainrule::Differentiable for dyn Shape + 'object {
    type Tangent = ::chainrule::DynTangent;
    type Shadow = ::chainrule::DynTangent;
    fn zero_tangent(&self) -> ::chainrule::DynTangent {
        self.__zero_tangent()
    }
    fn check_shadow(&self, _: ::chainrule::Place<'_>, _: &::chainrule::DynTangent) {}
    fn move_along(&mut self, tangent: &::chainrule::DynTangent, step: f64) {
        self.__move_along(tangent, step);
    }
}
#[doc(hidden)]
impl<'object> ::chainrule::Differentiable
for ::chainrule::__private::Box<dyn Shape + 'object> {
    type Tangent = ::chainrule::__private::Box<::chainrule::DynTangent>;
    type Shadow = ::chainrule::__private::Box<::chainrule::DynTangent>;
    fn zero_tangent(&self) -> Self::Tangent {
        ::chainrule::__private::Box::new((**self).__zero_tangent())
    }
    fn check_shadow(&self, _: ::chainrule::Place<'_>, _: &Self::Tangent) {}
    fn move_along(&mut self, tangent: &Self::Tangent, step: f64) {
        (**self).__move_along(tangent, step);
    }
}
#[derive(Clone, Copy, Debug, Differentiable)]
pub struct Square {
    pub side: f64,
}
impl Shape for Square {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    fn __forward_area(&self, tape: &mut ::chainrule::__private::Tape) -> f64 {
        let value = self.side * self.side;
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    fn __reverse_area(
        &self,
        tape: &mut ::chainrule::__private::Tape,
        self_bar: ::core::option::Option<
            &mut (dyn ::chainrule::__private::ErasedShadow + 'static),
        >,
        value_bar: f64,
    ) -> () {
        let own = &mut ::core::option::Option::None;
        let (self_bar_1, self_is) = ::chainrule::__private::shadow(
            self,
            ::chainrule::__private::erased(self, self_bar),
            own,
        );
        let bars = ::chainrule::__private::mul_reverse(
            &self.side,
            &self.side,
            value_bar,
        );
        if ::chainrule::__private::is_active(self_is) {
            ::chainrule::__private::accumulate(&mut self_bar_1.side, bars.0);
        }
        if ::chainrule::__private::is_active(self_is) {
            ::chainrule::__private::accumulate(&mut self_bar_1.side, bars.1);
        }
        ()
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    fn __tangent_area(
        &self,
        self_dot: ::core::option::Option<
            &(dyn ::chainrule::__private::ErasedShadow + 'static),
        >,
    ) -> (f64, f64) {
        let own = &mut ::core::option::Option::None;
        let (self_dot_1, self_is) = ::chainrule::__private::borrowed_dot(
            self,
            ::chainrule::__private::erased_dot(self, self_dot),
            own,
        );
        let value_dot = ::chainrule::__private::mul_tangent(
            &self.side,
            &self.side,
            ::chainrule::__private::dot_if(self_is, || self_dot_1.side.clone()),
            ::chainrule::__private::dot_if(self_is, || self_dot_1.side.clone()),
        );
        let value = self.side * self.side;
        (value, value_dot)
    }
    #[allow(dead_code)]
    fn area(&self) -> f64 {
        self.side * self.side
    }
    #[doc(hidden)]
    fn __zero_tangent(&self) -> ::chainrule::DynTangent {
        ::chainrule::DynTangent::new(::chainrule::Differentiable::zero_tangent(self))
    }
    #[doc(hidden)]
    #[allow(unused)]
    fn __move_along(&mut self, tangent: &::chainrule::DynTangent, step: f64) {
        if let ::core::option::Option::Some(tangent) = tangent.get() {
            ::chainrule::Differentiable::move_along(self, tangent, step);
        }
    }
}
#[allow(dead_code)]
pub fn trait_method(square: &Square, factor: f64) -> f64 {
    square.scaled(factor)
}
/// Value and gradient of [`trait_method`] with respect to `square` and `factor`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_trait_method(
    square: &Square,
    factor: f64,
) -> (f64, (<Square as ::chainrule::__private::Differentiable>::Tangent, f64)) {
    let tape = &mut ::chainrule::__private::Tape::new();
    /// Forward sweep.
    let v0 = square.__forward_scaled(tape, factor);
    let value = v0;
    /// Reverse sweep.
    let mut square_bar = ::chainrule::__private::zero_tangent(square);
    let bars = square
        .__reverse_scaled(tape, ::core::option::Option::Some(&mut square_bar), 1.0);
    let factor_bar = ::chainrule::__private::cotangent(bars.0);
    (value, (square_bar, factor_bar))
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct trait_method {}
#[doc(hidden)]
impl trait_method {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(
        tape: &mut ::chainrule::__private::Tape,
        square: &Square,
        factor: f64,
    ) -> f64 {
        let v0 = square.__forward_scaled(tape, factor);
        let value = v0;
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        square: &Square,
        square_bar: &mut <Square as ::chainrule::__private::Differentiable>::Tangent,
        square_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (f64,) {
        let bars = square
            .__reverse_scaled(
                tape,
                if ::chainrule::__private::is_active(square_is) {
                    ::core::option::Option::Some(&mut *square_bar)
                } else {
                    ::core::option::Option::None
                },
                value_bar,
            );
        let factor_bar = ::chainrule::__private::cotangent(bars.0);
        (factor_bar,)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        square: &Square,
        factor: f64,
        _: impl Sized,
    ) -> f64 {
        Self::forward(tape, square, factor)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        square: &Square,
        square_bar: &mut <Square as ::chainrule::__private::Differentiable>::Tangent,
        square_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
        _: impl Sized,
    ) -> (f64,) {
        Self::reverse(tape, square, square_bar, square_is, value_bar)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        square: &Square,
        square_bar: &mut <Square as ::chainrule::__private::Differentiable>::Tangent,
        square_is: impl ::chainrule::__private::Activity,
        factor: f64,
        value_bar: f64,
    ) -> (f64, (f64,)) {
        let v0 = square.__forward_scaled(tape, factor);
        let value = v0;
        let bars = square
            .__reverse_scaled(
                tape,
                if ::chainrule::__private::is_active(square_is) {
                    ::core::option::Option::Some(&mut *square_bar)
                } else {
                    ::core::option::Option::None
                },
                value_bar,
            );
        let factor_bar = ::chainrule::__private::cotangent(bars.0);
        (value, (factor_bar,))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        square: &Square,
        square_dot: &<Square as ::chainrule::__private::Differentiable>::Tangent,
        square_is: impl ::chainrule::__private::Activity,
        factor: f64,
        factor_dot: impl ::chainrule::__private::DotOf<f64>,
    ) -> (f64, f64) {
        let factor_dot = ::chainrule::__private::DotOf::<f64>::dot(factor_dot, &factor);
        let (v0, v0_dot) = square
            .__tangent_scaled(
                if ::chainrule::__private::is_active(square_is) {
                    ::core::option::Option::Some(square_dot)
                } else {
                    ::core::option::Option::None
                },
                factor,
                ::core::option::Option::Some(factor_dot),
            );
        (v0, v0_dot)
    }
}
