//! Structs of floats with the traits that a derive writes.

/// Declares a struct of floats and its tangent.
macro_rules! differentiable {
    ($(#[$attribute:meta])* struct $name:ident / $tangent:ident { $($field:ident),* }) => {
        #[derive(Clone, Debug)]
        $(#[$attribute])*
        pub struct $name {
            $(pub $field: f64),*
        }

        #[derive(Clone, Copy, Debug, PartialEq)]
        pub struct $tangent {
            $(pub $field: f64),*
        }

        impl chainrule::Tangent for $tangent {
            fn zero_like(&self) -> Self {
                $tangent { $($field: 0.0),* }
            }

            fn accumulate(&mut self, other: Self) {
                $(self.$field += other.$field;)*
            }

            fn scale(&mut self, factor: f64) {
                $(self.$field *= factor;)*
            }

            fn dot(&self, other: &Self) -> f64 {
                0.0 $(+ self.$field * other.$field)*
            }
        }

        impl chainrule::__private::Cotangent<$tangent> for $tangent {
            fn into_adjoint(self) -> Self {
                self
            }
        }

        impl chainrule::Differentiable for $name {
            type Tangent = $tangent;
            type Shadow = $tangent;

            fn zero_tangent(&self) -> $tangent {
                $tangent { $($field: 0.0),* }
            }

            fn check_shadow(&self, _: chainrule::Place<'_>, _: &$tangent) {}
        }

        impl chainrule::Record for $name {
            fn record(self, tape: &mut chainrule::Tape) {
                $(tape.push(self.$field);)*
            }

            fn restore(tape: &mut chainrule::Tape) -> Self {
                let mut all = [$(stringify!($field)),*].map(|_| tape.pop::<f64>()).into_iter().rev();
                $(let $field = all.next().unwrap();)*
                $name { $($field),* }
            }
        }
    };
}

pub(crate) use differentiable;
