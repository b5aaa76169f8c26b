//! The fields of tuples of shadows, and those of `()`.

macro_rules! tuples {
    ($($name:ident, $method:ident, $shared:ident, $index:tt: $([$($before:ident)*] $field:ident [$($after:ident)*])*;)*) => {$(
        /// A shadow with a field of this number.
        pub trait $name {
            /// The shadow of the field.
            type Output;

            /// The field.
            fn $method(&mut self) -> &mut Self::Output;

            /// The field, to be read.
            fn $shared(&self) -> &Self::Output;
        }

        impl $name for () {
            type Output = ();

            #[inline]
            fn $method(&mut self) -> &mut () {
                self
            }

            #[inline]
            fn $shared(&self) -> &() {
                self
            }
        }

        $(impl<$($before,)* $field, $($after,)*> $name for ($($before,)* $field, $($after,)*) {
            type Output = $field;

            #[inline]
            fn $method(&mut self) -> &mut $field {
                &mut self.$index
            }

            #[inline]
            fn $shared(&self) -> &$field {
                &self.$index
            }
        })*
    )*};
}

tuples! {
    Part0, __part_0, __part_ref_0, 0:
        [] A []
        [] A [B]
        [] A [B C]
        [] A [B C D]
        [] A [B C D E]
        [] A [B C D E F]
        [] A [B C D E F G]
        [] A [B C D E F G H];
    Part1, __part_1, __part_ref_1, 1:
        [A] B []
        [A] B [C]
        [A] B [C D]
        [A] B [C D E]
        [A] B [C D E F]
        [A] B [C D E F G]
        [A] B [C D E F G H];
    Part2, __part_2, __part_ref_2, 2:
        [A B] C []
        [A B] C [D]
        [A B] C [D E]
        [A B] C [D E F]
        [A B] C [D E F G]
        [A B] C [D E F G H];
    Part3, __part_3, __part_ref_3, 3:
        [A B C] D []
        [A B C] D [E]
        [A B C] D [E F]
        [A B C] D [E F G]
        [A B C] D [E F G H];
    Part4, __part_4, __part_ref_4, 4:
        [A B C D] E []
        [A B C D] E [F]
        [A B C D] E [F G]
        [A B C D] E [F G H];
    Part5, __part_5, __part_ref_5, 5:
        [A B C D E] F []
        [A B C D E] F [G]
        [A B C D E] F [G H];
}
