//! Siblings of the methods of `Differentiable`; see `siblings`.

/// The siblings of the methods of [`Differentiable`](crate::Differentiable).
macro_rules! of_values {
    () => {
        #[doc(hidden)]
        fn __forward_move_along(&mut self, tape: &mut $crate::tape::Tape, along: &Self::Tangent, step: f64)
        where
            Self: Clone + $crate::Record,
        {
            tape.push((self.clone(), step));
            sweeps::moved(self, [None], [Some(along)], [step]);
        }

        #[doc(hidden)]
        fn __reverse_move_along(
            &mut self,
            tape: &mut $crate::tape::Tape,
            self_bar: Option<&mut Self::Tangent>,
            along: &Self::Tangent,
            along_bar: Option<&mut Self::Tangent>,
            _: (),
        ) -> (f64,)
        where
            Self: Clone + $crate::Record,
        {
            let (value, step) = tape.pop();
            *self = value;
            sweeps::moved_reverse([self_bar.as_deref()], [Some(along)], [along_bar], [step]).into()
        }

        #[doc(hidden)]
        fn __tangent_move_along(
            &mut self,
            self_dot: Option<&mut Self::Tangent>,
            along: &Self::Tangent,
            along_dot: Option<&Self::Tangent>,
            step: f64,
            step_dot: Option<f64>,
        ) -> ((), ())
        where
            Self: Sized,
        {
            sweeps::moved(self, [None, self_dot], [Some(along), along_dot], [step, step_dot.unwrap_or(0.0)]);
            ((), ())
        }

        #[doc(hidden)]
        #[allow(clippy::type_complexity)]
        fn __forward1_move_along(
            &mut self,
            tape: &mut $crate::tape::Tape,
            (self_dot, along, along_dot, step, step_dot): (
                Option<&mut Self::Tangent>,
                &Self::Tangent,
                Option<&Self::Tangent>,
                f64,
                Option<f64>,
            ),
        ) -> ((), ())
        where
            Self: Clone + $crate::Record,
            Self::Tangent: $crate::Record,
        {
            let dot = self_dot.as_deref().map_or_else(|| self.zero_tangent(), Clone::clone);
            tape.push((self.clone(), dot, step, step_dot.unwrap_or(0.0)));
            self.__tangent_move_along(self_dot, along, along_dot, step, step_dot)
        }

        #[doc(hidden)]
        #[allow(clippy::type_complexity)]
        fn __reverse1_move_along(
            &mut self,
            tape: &mut $crate::tape::Tape,
            (self_bar, self_dot, self_dot_bar, along, along_bar, along_dot, along_dot_bar): (
                Option<&mut Self::Tangent>,
                Option<&mut Self::Tangent>,
                Option<&mut Self::Tangent>,
                &Self::Tangent,
                Option<&mut Self::Tangent>,
                Option<&Self::Tangent>,
                Option<&mut Self::Tangent>,
            ),
            _: ((), ()),
        ) -> (f64, f64)
        where
            Self: Clone + $crate::Record,
            Self::Tangent: $crate::Record,
        {
            let (value, dot, step, step_dot) = tape.pop();
            *self = value;
            if let Some(self_dot) = self_dot {
                *self_dot = dot;
            }
            let (bars, along_bars) = ([self_bar.as_deref(), self_dot_bar.as_deref()], [along_bar, along_dot_bar]);
            sweeps::moved_reverse(bars, [Some(along), along_dot], along_bars, [step, step_dot]).into()
        }

        #[doc(hidden)]
        #[allow(clippy::type_complexity)]
        fn __tangent2_move_along(
            &mut self,
            (self_a, self_b, self_ab, along, along_a, along_b, along_ab, step, a, b, ab): (
                Option<&mut Self::Tangent>,
                Option<&mut Self::Tangent>,
                Option<&mut Self::Tangent>,
                &Self::Tangent,
                Option<&Self::Tangent>,
                Option<&Self::Tangent>,
                Option<&Self::Tangent>,
                f64,
                Option<f64>,
                Option<f64>,
                Option<f64>,
            ),
        ) -> (((), ()), ((), ()))
        where
            Self: Sized,
        {
            let dots = [a, b, ab].map(|dot| dot.unwrap_or(0.0));
            sweeps::moved(
                self,
                [None, self_a, self_b, self_ab],
                [Some(along), along_a, along_b, along_ab],
                [step, dots[0], dots[1], dots[2]],
            );
            (((), ()), ((), ()))
        }

        $crate::tangent::siblings::zero!(
            Self::Tangent, Self::Tangent, |this| this.zero_tangent();
            __forward_zero_tangent __reverse_zero_tangent __tangent_zero_tangent
            __forward1_zero_tangent __reverse1_zero_tangent __tangent2_zero_tangent
        );

        $crate::tangent::siblings::last!(
            (((), ()), ((), ())), (f64, f64, f64, f64);
            __receiver_move_along __forward2_move_along __reverse2_move_along __tangent3_move_along
        );
        $crate::tangent::siblings::last!(
            ((Self::Tangent, Self::Tangent), (Self::Tangent, Self::Tangent)), ();
            __receiver_zero_tangent __forward2_zero_tangent __reverse2_zero_tangent __tangent3_zero_tangent
        );
    };
}

pub(crate) use of_values;
