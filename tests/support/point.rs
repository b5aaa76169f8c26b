//! Arguments, results, and gradients as lists of coordinates.

/// A value made of floats, and of parts without a derivative, which have no coordinates.
pub trait Point: Clone {
    /// The machine epsilon of its least precise float; 0 without floats.
    const EPSILON: f64;

    /// Appends the coordinates.
    fn read(&self, into: &mut Vec<f64>);

    /// Sets the coordinates in the order in which `read` gives them.
    fn write(&mut self, from: &mut dyn Iterator<Item = f64>);
}

/// A result, as the seed that its pullback takes.
pub trait Seed: Point {
    /// The type of the seed.
    type Form<'a>
    where
        Self: 'a;

    /// The seed with these coordinates.
    fn form(&self) -> Self::Form<'_>;
}

/// A tangent, as `jvp` takes it for an argument behind `&`.
pub trait Shared: Point {
    /// The type of the tangent.
    type Form<'a>
    where
        Self: 'a;

    /// A float by value, all else by reference.
    fn shared(&self) -> Self::Form<'_>;
}

/// The coordinates of `point`.
pub fn coordinates(point: &impl Point) -> Vec<f64> {
    let mut list = Vec::new();
    point.read(&mut list);
    list
}

/// The coordinates of several points in one list.
#[must_use]
pub fn joined(lists: &[Vec<f64>]) -> Vec<f64> {
    lists.concat()
}

/// `point` with other coordinates.
#[must_use]
pub fn moved<P: Point>(point: &P, from: &mut dyn Iterator<Item = f64>) -> P {
    let mut point = point.clone();
    point.write(from);
    point
}

/// The machine epsilon that fits `point`.
#[must_use]
pub fn epsilon<P: Point>(_: &P) -> f64 {
    P::EPSILON
}

const fn larger(a: f64, b: f64) -> f64 {
    if a > b { a } else { b }
}

macro_rules! floats {
    ($($float:ident)*) => {$(
        impl Point for $float {
            const EPSILON: f64 = $float::EPSILON as f64;

            fn read(&self, into: &mut Vec<f64>) {
                into.push(f64::from(*self));
            }

            #[allow(clippy::cast_possible_truncation, reason = "an f32 takes what it can hold")]
            fn write(&mut self, from: &mut dyn Iterator<Item = f64>) {
                *self = from.next().expect("a coordinate for every float") as $float;
            }
        }

        impl Shared for $float {
            type Form<'a> = $float;

            fn shared(&self) -> $float {
                *self
            }
        }

        impl Seed for $float {
            type Form<'a> = $float;

            fn form(&self) -> $float {
                *self
            }
        }
    )*};
}

macro_rules! passive {
    ($($passive:ty)*) => {$(
        impl Point for $passive {
            const EPSILON: f64 = 0.0;

            fn read(&self, _: &mut Vec<f64>) {}

            fn write(&mut self, _: &mut dyn Iterator<Item = f64>) {}
        }
    )*};
}

macro_rules! tuples {
    ($(($($name:ident $index:tt)*))*) => {$(
        impl<$($name: Point),*> Point for ($($name,)*) {
            const EPSILON: f64 = {
                let largest = 0.0;
                $(let largest = larger(largest, $name::EPSILON);)*
                largest
            };

            fn read(&self, into: &mut Vec<f64>) {
                $(self.$index.read(into);)*
            }

            fn write(&mut self, from: &mut dyn Iterator<Item = f64>) {
                $(self.$index.write(from);)*
            }
        }

        impl<$($name: Point),*> Shared for ($($name,)*) {
            type Form<'a> = &'a Self where Self: 'a;

            fn shared(&self) -> &Self {
                self
            }
        }

        impl<$($name: Point),*> Seed for ($($name,)*) {
            type Form<'a> = Self where Self: 'a;

            fn form(&self) -> Self {
                self.clone()
            }
        }
    )*};
}

floats!(f64 f32);
passive!(() bool i32 i64 u8 u32 u64 usize);
tuples!((A 0) (A 0 B 1) (A 0 B 1 C 2) (A 0 B 1 C 2 D 3) (A 0 B 1 C 2 D 3 E 4) (A 0 B 1 C 2 D 3 E 4 F 5));

impl<P: Point, const N: usize> Point for [P; N] {
    const EPSILON: f64 = P::EPSILON;

    fn read(&self, into: &mut Vec<f64>) {
        for part in self {
            part.read(into);
        }
    }

    fn write(&mut self, from: &mut dyn Iterator<Item = f64>) {
        for part in self {
            part.write(from);
        }
    }
}

impl<P: Point> Point for Vec<P> {
    const EPSILON: f64 = P::EPSILON;

    fn read(&self, into: &mut Vec<f64>) {
        for part in self {
            part.read(into);
        }
    }

    fn write(&mut self, from: &mut dyn Iterator<Item = f64>) {
        for part in self {
            part.write(from);
        }
    }
}

impl<P: Point, const N: usize> Seed for [P; N] {
    type Form<'a>
        = Self
    where
        Self: 'a;

    fn form(&self) -> Self {
        self.clone()
    }
}

impl<P: Point> Seed for Vec<P> {
    type Form<'a>
        = &'a [P]
    where
        Self: 'a;

    fn form(&self) -> &[P] {
        self
    }
}

impl<P: Point> Point for Option<P> {
    const EPSILON: f64 = P::EPSILON;

    fn read(&self, into: &mut Vec<f64>) {
        if let Some(inner) = self {
            inner.read(into);
        }
    }

    fn write(&mut self, from: &mut dyn Iterator<Item = f64>) {
        if let Some(inner) = self {
            inner.write(from);
        }
    }
}

impl<P: Point> Point for Box<P> {
    const EPSILON: f64 = P::EPSILON;

    fn read(&self, into: &mut Vec<f64>) {
        P::read(self, into);
    }

    fn write(&mut self, from: &mut dyn Iterator<Item = f64>) {
        P::write(self, from);
    }
}

impl<P: Point> Seed for Option<P> {
    type Form<'a>
        = Self
    where
        Self: 'a;

    fn form(&self) -> Self {
        self.clone()
    }
}

/// Types that companions take behind a shared reference.
macro_rules! shared_by_reference {
    ($([$($generics:tt)*] $type:ty;)*) => {$(
        impl<$($generics)*> Shared for $type {
            type Form<'a>
                = &'a Self
            where
                Self: 'a;

            fn shared(&self) -> &Self {
                self
            }
        }
    )*};
}

shared_by_reference! {
    [P: Point, const N: usize] [P; N];
    [P: Point] Vec<P>;
    [P: Point] Option<P>;
    [P: Point] Box<P>;
}
