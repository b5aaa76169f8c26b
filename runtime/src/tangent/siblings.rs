//! Siblings of the methods of tangents, as `#[differentiate]` writes them beside a method; see `companions/siblings` and
//! `companions/levels/sibling` of the macro. They stand in the traits of the methods, so that whoever can call a method
//! finds its derivative.

/// A method without derivative: its result, and the zeros of its tangents.
macro_rules! zero {
    ($Bar:ty, $Zero:ty, |$this:ident| $zero:expr; $forward:ident $reverse:ident $tangent:ident $forward1:ident $reverse1:ident $tangent2:ident) => {
        #[doc(hidden)]
        #[must_use]
        fn $forward(&self, _: &mut $crate::tape::Tape) -> $Zero {
            let $this = self;
            $zero
        }

        #[doc(hidden)]
        fn $reverse(&self, _: &mut $crate::tape::Tape, _: Option<&mut $Bar>, _: $Zero) {}

        #[doc(hidden)]
        fn $tangent(&self, _: Option<&$Bar>) -> ($Zero, $Zero) {
            let $this = self;
            ($zero, $zero)
        }

        #[doc(hidden)]
        fn $forward1(&self, _: &mut $crate::tape::Tape, _: (Option<&$Bar>,)) -> ($Zero, $Zero) {
            let $this = self;
            ($zero, $zero)
        }

        #[doc(hidden)]
        #[allow(clippy::type_complexity)]
        fn $reverse1(
            &self,
            _: &mut $crate::tape::Tape,
            _: (Option<&mut $Bar>, Option<&$Bar>, Option<&mut $Bar>),
            _: ($Zero, $Zero),
        ) {
        }

        #[doc(hidden)]
        #[allow(clippy::type_complexity)]
        fn $tangent2(&self, _: (Option<&$Bar>, Option<&$Bar>, Option<&$Bar>)) -> (($Zero, $Zero), ($Zero, $Zero)) {
            let $this = self;
            (($zero, $zero), ($zero, $zero))
        }
    };
}

/// How the method takes `self`, and stand-ins for the siblings of the third order, which would give `Four` of the second.
macro_rules! last {
    ($Four:ty, $Bars:ty; $receiver:ident $forward:ident $reverse:ident $tangent:ident) => {
        #[doc(hidden)]
        fn $receiver(&self) -> $crate::__private::ByReference {
            $crate::__private::ByReference
        }

        #[doc(hidden)]
        fn $forward(&self, _: &mut impl $crate::__private::ThirdOrder, _: impl Sized) -> $Four
        where
            Self: Sized,
        {
            unreachable!()
        }

        #[doc(hidden)]
        fn $reverse(&self, _: &mut $crate::tape::Tape, _: impl Sized, _: impl Sized) -> $Bars
        where
            Self: Sized,
        {
            unreachable!()
        }

        #[doc(hidden)]
        fn $tangent(&self, _: impl Sized) -> ($Four, $Four)
        where
            Self: Sized,
        {
            unreachable!()
        }
    };
}

pub(crate) use {last, zero};
