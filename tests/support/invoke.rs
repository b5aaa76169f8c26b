//! The macros that call a function and its companions with the same arguments.
//!
//! Arguments are written as in a call. Those that are not differentiated are marked `const`:
//!
//! ```text
//! check!(f(0.5, &[1.0, 2.0], &mut [0.0; 3], const 7));
//! check!(f(0.5) => 0.5_f64.cos());
//! ```
//!
//! `const &mut` is for integers and flags, which have no coordinates.

/// Holds every companion of a function with a scalar result against differences, and against a gradient by hand.
#[macro_export]
macro_rules! check {
    ($f:ident($($arguments:tt)*) $(=> $gradient:expr)? $(,)?) => {
        ::pastey::paste! { $crate::arguments! {
            scalar
            [assert_companions $f [<grad_ $f>] [<value_and_grad_ $f>] [<accumulate_grad_ $f>] [<vjp_ $f>] [<jvp_ $f>] [$($gradient)?]]
            [] [] [] [] [] ((a a_bar) (b b_bar) (c c_bar) (d d_bar) (e e_bar) (f f_bar)) $($arguments)*,
        } }
    };
}

/// A test that holds every companion of a function of two scalars against differences, where the programs are tried:
/// `agrees!(f)`, or `agrees!(f, [(0.7, 1.3)])` where differences are poor elsewhere.
#[macro_export]
macro_rules! agrees {
    ($f:ident) => {
        $crate::agrees!($f, $crate::POINTS);
    };
    ($f:ident, $points:expr) => {
        #[test]
        fn agrees_with_differences() {
            for (x, y) in $points {
                $crate::check!($f(x, y));
            }
        }
    };
}

/// Holds the companions of a function with a scalar result against the laws of derivatives.
#[macro_export]
macro_rules! check_laws {
    ($f:ident($($arguments:tt)*) $(,)?) => {
        ::pastey::paste! { $crate::arguments! {
            scalar
            [assert_laws $f [<grad_ $f>] [<value_and_grad_ $f>] [<accumulate_grad_ $f>] [<vjp_ $f>] [<jvp_ $f>] []]
            [] [] [] [] [] ((a a_bar) (b b_bar) (c c_bar) (d d_bar) (e e_bar) (f f_bar)) $($arguments)*,
        } }
    };
}

/// Holds the pullback of a function with any result against differences.
#[macro_export]
macro_rules! check_pullback {
    ($f:ident($($arguments:tt)*) $(,)?) => {
        ::pastey::paste! { $crate::arguments! {
            pullback [$f [<vjp_ $f>] [<jvp_ $f>] [seed]]
            [] [] [] [] [] ((a a_bar) (b b_bar) (c c_bar) (d d_bar) (e e_bar) (f f_bar)) $($arguments)*,
        } }
    };
}

/// Holds the pullback of a function without an active result, which acts on its `&mut` arguments, against differences.
#[macro_export]
macro_rules! check_effect {
    ($f:ident($($arguments:tt)*) $(,)?) => {
        ::pastey::paste! { $crate::arguments! {
            pullback [$f [<vjp_ $f>] [<jvp_ $f>] []]
            [] [] [] [] [] ((a a_bar) (b b_bar) (c c_bar) (d d_bar) (e e_bar) (f f_bar)) $($arguments)*,
        } }
    };
}

/// Sorts arguments by how they are passed: as in a call, with buffers, all with their names, those by `&mut`.
#[doc(hidden)]
#[macro_export]
macro_rules! arguments {
    ($then:ident $head:tt [$($call:tt)*] [$($full:tt)*] [$($dots:tt)*] [$($all:tt)*] $inout:tt
     (($name:ident $bar:ident) $($names:tt)*) const & mut $value:expr, $($rest:tt)*) => {
        $crate::arguments! {
            $then $head [$($call)* &mut $name,] [$($full)* &mut $name,] [$($dots)* &mut $name,]
            [$($all)* ($name $bar false ($value))] $inout ($($names)*) $($rest)*
        }
    };
    ($then:ident $head:tt [$($call:tt)*] [$($full:tt)*] [$($dots:tt)*] $all:tt $inout:tt $names:tt
     const $value:expr, $($rest:tt)*) => {
        $crate::arguments! {
            $then $head [$($call)* $value,] [$($full)* $value,] [$($dots)* $value,] $all $inout $names $($rest)*
        }
    };
    ($then:ident $head:tt [$($call:tt)*] [$($full:tt)*] [$($dots:tt)*] [$($all:tt)*] [$($inout:tt)*]
     (($name:ident $bar:ident) $($names:tt)*) & mut $value:expr, $($rest:tt)*) => {
        $crate::arguments! {
            $then $head [$($call)* &mut $name,] [$($full)* &mut $name, &mut $bar,] [$($dots)* &mut $name, &mut $bar,]
            [$($all)* ($name $bar true ($value))] [$($inout)* ($name $bar)] ($($names)*) $($rest)*
        }
    };
    ($then:ident $head:tt [$($call:tt)*] [$($full:tt)*] [$($dots:tt)*] [$($all:tt)*] $inout:tt
     (($name:ident $bar:ident) $($names:tt)*) & $value:expr, $($rest:tt)*) => {
        $crate::arguments! {
            $then $head [$($call)* &$name,] [$($full)* &$name, &mut $bar,]
            [$($dots)* &$name, $crate::point::Shared::shared(&$bar),]
            [$($all)* ($name $bar false ($value))] $inout ($($names)*) $($rest)*
        }
    };
    ($then:ident $head:tt [$($call:tt)*] [$($full:tt)*] [$($dots:tt)*] [$($all:tt)*] $inout:tt
     (($name:ident $bar:ident) $($names:tt)*) $value:expr, $($rest:tt)*) => {
        $crate::arguments! {
            $then $head [$($call)* ::core::clone::Clone::clone(&$name),]
            [$($full)* ::core::clone::Clone::clone(&$name), &mut $bar,]
            [$($dots)* ::core::clone::Clone::clone(&$name), $crate::point::Seed::form(&$bar),]
            [$($all)* ($name $bar false ($value))] $inout ($($names)*) $($rest)*
        }
    };
    (scalar $head:tt $call:tt $full:tt $dots:tt $all:tt $inout:tt $names:tt $(,)?) => {
        $crate::scalar! { $head $call $full $dots $all $inout $call }
    };
    (pullback $head:tt $call:tt $full:tt $dots:tt $all:tt $inout:tt $names:tt $(,)?) => {
        $crate::pullback! { $head $call $dots $all $inout |case| $crate::case::assert_pullback(&case) }
    };
}

/// Builds the case of `vjp`, and hands it on.
#[doc(hidden)]
#[macro_export]
macro_rules! pullback {
    ([$f:ident $vjp:ident $jvp:ident [$($seed:ident)?]] [$($call:tt)*] [$($dots:tt)*] [$(($name:ident $bar:ident $is_inout:ident ($value:expr)))*]
     [$(($inout:ident $shadow:ident))*] |$case:ident| $then:expr) => {{
        $(let $name = $value;)*
        let primal = |x: &[f64]| {
            let mut x = x.iter().copied();
            $(#[allow(unused_mut)] let mut $name = $crate::point::moved(&$name, &mut x);)*
            let value = $f($($call)*);
            $crate::case::Outcome {
                value: $crate::point::coordinates(&value),
                gradient: ::std::vec![],
                contents: $crate::point::joined(&[$($crate::point::coordinates(&$inout)),*]),
            }
        };
        let pullback = |seed: &[f64], shadows: &[f64]| {
            $(#[allow(unused_mut)] let mut $name = ::core::clone::Clone::clone(&$name);)*
            let entry = ($(::core::clone::Clone::clone(&$inout),)*);
            let (value, pullback) = $vjp($($call)*);
            let call = || {
                $(#[allow(unused_variables)] let $seed =
                    $crate::point::moved(&value, &mut seed.iter().copied());)?
                let ($(mut $shadow,)*) = $crate::point::moved(&entry, &mut shadows.iter().copied());
                let gradient = pullback($($crate::point::Seed::form(&$seed),)? $(&mut $shadow,)*);
                $crate::case::Outcome {
                    value: $crate::point::coordinates(&value),
                    gradient: $crate::point::coordinates(&gradient),
                    contents: $crate::point::joined(&[$($crate::point::coordinates(&$shadow)),*]),
                }
            };
            [call(), call()]
        };
        let tangent = |direction: &[f64]| {
            let mut direction = direction.iter().copied();
            $(#[allow(unused_mut)] let mut $name = ::core::clone::Clone::clone(&$name);)*
            $(#[allow(unused_mut)] let mut $bar = $crate::point::moved(&$name, &mut direction);)*
            let (value, dot) = $jvp($($dots)*);
            let primal = $crate::case::Outcome {
                value: $crate::point::coordinates(&value),
                gradient: ::std::vec![],
                contents: $crate::point::joined(&[$($crate::point::coordinates(&$inout)),*]),
            };
            let dots = $crate::case::Outcome {
                value: $crate::point::coordinates(&dot),
                gradient: ::std::vec![],
                contents: $crate::point::joined(&[$($crate::point::coordinates(&$shadow)),*]),
            };
            [primal, dots]
        };
        let mut point = ::std::vec![];
        let mut inout = ::std::vec![];
        let mut epsilon = 0.0_f64;
        $(
            $crate::point::Point::read(&$name, &mut point);
            inout.resize(point.len(), $is_inout);
            epsilon = epsilon.max($crate::point::epsilon(&$name));
        )*
        let $case = $crate::case::Case {
            name: ::core::stringify!($f), point, inout, epsilon, primal: &primal, pullback: &pullback,
            tangent: &tangent,
        };
        $then
    }};
}

/// Adds the companions that functions with a scalar result have.
#[doc(hidden)]
#[macro_export]
macro_rules! scalar {
    ([$check:ident $f:ident $grad:ident $value_and_grad:ident $accumulate:ident $vjp:ident $jvp:ident [$($gradient:expr)?]]
     [$($call:tt)*] [$($full:tt)*] $dots:tt [$(($name:ident $bar:ident $is_inout:ident ($value:expr)))*]
     [$(($inout:ident $shadow:ident))*] $arguments:tt) => {
        $crate::pullback! {
            [$f $vjp $jvp [seed]] $arguments $dots [$(($name $bar $is_inout ($value)))*] [$(($inout $shadow))*]
            |case| {
                let grad = || {
                    $(#[allow(unused_mut)] let mut $name = ::core::clone::Clone::clone(&$name);)*
                    let gradient = $crate::point::coordinates(&$grad($($call)*));
                    let contents = $crate::point::joined(&[$($crate::point::coordinates(&$inout)),*]);
                    $crate::case::Outcome { value: ::std::vec![], gradient, contents }
                };
                let value_and_grad = || {
                    $(#[allow(unused_mut)] let mut $name = ::core::clone::Clone::clone(&$name);)*
                    let (value, gradient) = $value_and_grad($($call)*);
                    let value = $crate::point::coordinates(&value);
                    let gradient = $crate::point::coordinates(&gradient);
                    let contents = $crate::point::joined(&[$($crate::point::coordinates(&$inout)),*]);
                    $crate::case::Outcome { value, gradient, contents }
                };
                let accumulate = |start: &[f64]| {
                    let mut start = start.iter().copied();
                    $(#[allow(unused_mut)] let mut $name = ::core::clone::Clone::clone(&$name);)*
                    $(let mut $bar = $crate::point::moved(&$name, &mut start);)*
                    let value = $crate::point::coordinates(&$accumulate($($full)*));
                    let gradient = $crate::point::joined(&[$($crate::point::coordinates(&$bar)),*]);
                    let contents = $crate::point::joined(&[$($crate::point::coordinates(&$inout)),*]);
                    $crate::case::Outcome { value, gradient, contents }
                };
                #[allow(unused_mut, unused_assignments)]
                let mut closed = ::core::option::Option::None;
                $(closed = ::core::option::Option::Some($crate::point::coordinates(&$gradient));)?
                $crate::case::$check(&$crate::case::Scalar {
                    case, grad: &grad, value_and_grad: &value_and_grad, accumulate: &accumulate, closed,
                });
            }
        }
    };
}
