//! Siblings of the methods of `Tangent`; see `siblings`.

/// The siblings of the methods of [`Tangent`](crate::Tangent).
macro_rules! of_tangents {
    () => {
        $crate::tangent::siblings::zero!(
            Self, Self, |this| this.zero_like();
            __forward_zero_like __reverse_zero_like __tangent_zero_like
            __forward1_zero_like __reverse1_zero_like __tangent2_zero_like
        );

        #[doc(hidden)]
        fn __forward_dot(&self, _: &mut $crate::tape::Tape, other: &Self) -> f64 {
            self.dot(other)
        }

        #[doc(hidden)]
        fn __reverse_dot(
            &self,
            _: &mut $crate::tape::Tape,
            self_bar: Option<&mut Self>,
            other: &Self,
            other_bar: Option<&mut Self>,
            seed: f64,
        ) {
            sweeps::dots_reverse([self_bar], [Some(other)], [seed]);
            sweeps::dots_reverse([other_bar], [Some(self)], [seed]);
        }

        #[doc(hidden)]
        fn __tangent_dot(&self, self_dot: Option<&Self>, other: &Self, other_dot: Option<&Self>) -> (f64, f64) {
            sweeps::dots([Some(self), self_dot], [Some(other), other_dot]).into()
        }

        #[doc(hidden)]
        fn __forward1_dot(
            &self,
            _: &mut $crate::tape::Tape,
            (self_dot, other, other_dot): (Option<&Self>, &Self, Option<&Self>),
        ) -> (f64, f64) {
            self.__tangent_dot(self_dot, other, other_dot)
        }

        #[doc(hidden)]
        #[allow(clippy::type_complexity)]
        fn __reverse1_dot(
            &self,
            _: &mut $crate::tape::Tape,
            (self_bar, self_dot, self_dot_bar, other, other_bar, other_dot, other_dot_bar): (
                Option<&mut Self>,
                Option<&Self>,
                Option<&mut Self>,
                &Self,
                Option<&mut Self>,
                Option<&Self>,
                Option<&mut Self>,
            ),
            seeds: (f64, f64),
        ) {
            sweeps::dots_reverse([self_bar, self_dot_bar], [Some(other), other_dot], seeds.into());
            sweeps::dots_reverse([other_bar, other_dot_bar], [Some(self), self_dot], seeds.into());
        }

        #[doc(hidden)]
        #[allow(clippy::type_complexity)]
        fn __tangent2_dot(
            &self,
            (self_a, self_b, self_ab, other, other_a, other_b, other_ab): (
                Option<&Self>,
                Option<&Self>,
                Option<&Self>,
                &Self,
                Option<&Self>,
                Option<&Self>,
                Option<&Self>,
            ),
        ) -> ((f64, f64), (f64, f64)) {
            let [value, a, b, ab] =
                sweeps::dots([Some(self), self_a, self_b, self_ab], [Some(other), other_a, other_b, other_ab]);
            ((value, b), (a, ab))
        }

        #[doc(hidden)]
        fn __forward_norm(&self, _: &mut $crate::tape::Tape) -> f64 {
            self.norm()
        }

        #[doc(hidden)]
        fn __reverse_norm(&self, _: &mut $crate::tape::Tape, self_bar: Option<&mut Self>, seed: f64) {
            sweeps::norm_reverse([self_bar], [Some(self)], [seed]);
        }

        #[doc(hidden)]
        fn __tangent_norm(&self, self_dot: Option<&Self>) -> (f64, f64) {
            let parts = [Some(self), self_dot];
            sweeps::norms(sweeps::dots(parts, parts)).into()
        }

        #[doc(hidden)]
        fn __forward1_norm(&self, _: &mut $crate::tape::Tape, (self_dot,): (Option<&Self>,)) -> (f64, f64) {
            self.__tangent_norm(self_dot)
        }

        #[doc(hidden)]
        #[allow(clippy::type_complexity)]
        fn __reverse1_norm(
            &self,
            _: &mut $crate::tape::Tape,
            (self_bar, self_dot, self_dot_bar): (Option<&mut Self>, Option<&Self>, Option<&mut Self>),
            seeds: (f64, f64),
        ) {
            sweeps::norm_reverse([self_bar, self_dot_bar], [Some(self), self_dot], seeds.into());
        }

        #[doc(hidden)]
        #[allow(clippy::type_complexity)]
        fn __tangent2_norm(
            &self,
            (a, b, ab): (Option<&Self>, Option<&Self>, Option<&Self>),
        ) -> ((f64, f64), (f64, f64)) {
            let parts = [Some(self), a, b, ab];
            let [value, a, b, ab] = sweeps::norms(sweeps::dots(parts, parts));
            ((value, b), (a, ab))
        }

        #[doc(hidden)]
        fn __forward_scale(&mut self, tape: &mut $crate::tape::Tape, factor: f64)
        where
            Self: $crate::Record,
        {
            tape.push((self.clone(), factor));
            self.scale(factor);
        }

        #[doc(hidden)]
        fn __reverse_scale(
            &mut self,
            tape: &mut $crate::tape::Tape,
            self_bar: Option<&mut Self>,
            _: (),
        ) -> (f64,)
        where
            Self: $crate::Record,
        {
            let (value, factor) = tape.pop();
            *self = value;
            sweeps::scaled_reverse([Some(self)], [factor], [self_bar]).into()
        }

        #[doc(hidden)]
        fn __tangent_scale(
            &mut self,
            self_dot: Option<&mut Self>,
            factor: f64,
            factor_dot: Option<f64>,
        ) -> ((), ()) {
            sweeps::scaled([Some(self), self_dot], [factor, factor_dot.unwrap_or(0.0)]);
            ((), ())
        }

        #[doc(hidden)]
        fn __forward1_scale(
            &mut self,
            tape: &mut $crate::tape::Tape,
            (self_dot, factor, factor_dot): (Option<&mut Self>, f64, Option<f64>),
        ) -> ((), ())
        where
            Self: $crate::Record,
        {
            let dot = self_dot.as_deref().map_or_else(|| self.zero_like(), Clone::clone);
            tape.push((self.clone(), dot, factor, factor_dot.unwrap_or(0.0)));
            self.__tangent_scale(self_dot, factor, factor_dot)
        }

        #[doc(hidden)]
        #[allow(clippy::type_complexity)]
        fn __reverse1_scale(
            &mut self,
            tape: &mut $crate::tape::Tape,
            (self_bar, self_dot, self_dot_bar): (Option<&mut Self>, Option<&mut Self>, Option<&mut Self>),
            _: ((), ()),
        ) -> (f64, f64)
        where
            Self: $crate::Record,
        {
            let (value, dot, factor, factor_dot) = tape.pop();
            let bars =
                sweeps::scaled_reverse([Some(&value), Some(&dot)], [factor, factor_dot], [self_bar, self_dot_bar]);
            *self = value;
            if let Some(self_dot) = self_dot {
                *self_dot = dot;
            }
            bars.into()
        }

        #[doc(hidden)]
        #[allow(clippy::type_complexity)]
        fn __tangent2_scale(
            &mut self,
            (self_a, self_b, self_ab, factor, a, b, ab): (
                Option<&mut Self>,
                Option<&mut Self>,
                Option<&mut Self>,
                f64,
                Option<f64>,
                Option<f64>,
                Option<f64>,
            ),
        ) -> (((), ()), ((), ())) {
            let dots = [a, b, ab].map(|dot| dot.unwrap_or(0.0));
            sweeps::scaled([Some(self), self_a, self_b, self_ab], [factor, dots[0], dots[1], dots[2]]);
            (((), ()), ((), ()))
        }

        #[doc(hidden)]
        fn __forward_accumulate(&mut self, tape: &mut $crate::tape::Tape, other: Self)
        where
            Self: $crate::Record,
        {
            tape.push(self.clone());
            self.accumulate(other);
        }

        #[doc(hidden)]
        fn __reverse_accumulate(
            &mut self,
            tape: &mut $crate::tape::Tape,
            self_bar: Option<&mut Self>,
            _: (),
        ) -> (Self,)
        where
            Self: $crate::Record,
        {
            *self = tape.pop();
            (self_bar.map_or_else(|| self.zero_like(), |bar| bar.clone()),)
        }

        #[doc(hidden)]
        fn __tangent_accumulate(
            &mut self,
            self_dot: Option<&mut Self>,
            other: Self,
            other_dot: Option<Self>,
        ) -> ((), ()) {
            sweeps::accumulated(self_dot, other_dot);
            self.accumulate(other);
            ((), ())
        }

        #[doc(hidden)]
        fn __forward1_accumulate(
            &mut self,
            tape: &mut $crate::tape::Tape,
            (self_dot, other, other_dot): (Option<&mut Self>, Self, Option<Self>),
        ) -> ((), ())
        where
            Self: $crate::Record,
        {
            let dot = self_dot.as_deref().map_or_else(|| self.zero_like(), Clone::clone);
            tape.push((self.clone(), dot));
            self.__tangent_accumulate(self_dot, other, other_dot)
        }

        #[doc(hidden)]
        #[allow(clippy::type_complexity)]
        fn __reverse1_accumulate(
            &mut self,
            tape: &mut $crate::tape::Tape,
            (self_bar, self_dot, self_dot_bar): (Option<&mut Self>, Option<&mut Self>, Option<&mut Self>),
            _: ((), ()),
        ) -> (Self, Self)
        where
            Self: $crate::Record,
        {
            let (value, dot) = tape.pop();
            *self = value;
            if let Some(self_dot) = self_dot {
                *self_dot = dot;
            }
            let [bar, dot_bar] =
                [self_bar, self_dot_bar].map(|bar| bar.map_or_else(|| self.zero_like(), |bar| bar.clone()));
            (bar, dot_bar)
        }

        #[doc(hidden)]
        #[allow(clippy::type_complexity)]
        fn __tangent2_accumulate(
            &mut self,
            (self_a, self_b, self_ab, other, a, b, ab): (
                Option<&mut Self>,
                Option<&mut Self>,
                Option<&mut Self>,
                Self,
                Option<Self>,
                Option<Self>,
                Option<Self>,
            ),
        ) -> (((), ()), ((), ())) {
            sweeps::accumulated(self_a, a);
            sweeps::accumulated(self_b, b);
            sweeps::accumulated(self_ab, ab);
            self.accumulate(other);
            (((), ()), ((), ()))
        }

        $crate::tangent::siblings::last!(
            ((f64, f64), (f64, f64)), ();
            __receiver_dot __forward2_dot __reverse2_dot __tangent3_dot
        );
        $crate::tangent::siblings::last!(
            ((f64, f64), (f64, f64)), ();
            __receiver_norm __forward2_norm __reverse2_norm __tangent3_norm
        );
        $crate::tangent::siblings::last!(
            (((), ()), ((), ())), (f64, f64, f64, f64);
            __receiver_scale __forward2_scale __reverse2_scale __tangent3_scale
        );
        $crate::tangent::siblings::last!(
            (((), ()), ((), ())), (Self, Self, Self, Self);
            __receiver_accumulate __forward2_accumulate __reverse2_accumulate __tangent3_accumulate
        );
        $crate::tangent::siblings::last!(
            ((Self, Self), (Self, Self)), ();
            __receiver_zero_like __forward2_zero_like __reverse2_zero_like __tangent3_zero_like
        );
    };
}

pub(crate) use of_tangents;
