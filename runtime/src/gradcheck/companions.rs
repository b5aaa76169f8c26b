//! What [`gradcheck!`](crate::gradcheck!) writes: companions of one function at one point.

use alloc::borrow::ToOwned;
use alloc::vec::Vec;
use core::borrow::Borrow as _;
use core::fmt::{self, Display, Formatter};

use super::{Component, Report, SINGLE_TOLERANCE, TOLERANCE, differences, moved, numbers};
use crate::differentiable::Differentiable;
use crate::forward::{coordinates, set_coordinate};
use crate::matrix::Matrix;
use crate::tangent::Tangent;

/// The companions of a function at a point, one after the other held against differences.
#[doc(hidden)]
pub struct Check<P, F> {
    function: &'static str,
    point: P,
    f: F,
    /// For each coordinate of the point the derivatives of all outputs, with their steps.
    expected: Vec<Vec<(f64, f64)>>,
    reports: Vec<(&'static str, Report)>,
    tolerance: f64,
}

impl<P: Differentiable + Clone, F: Fn(&P) -> Vec<f64>> Check<P, F> {
    pub fn at(function: &'static str, point: P, f: F) -> Self {
        let (expected, reports) = (Vec::new(), Vec::new());
        let mut check = Self { function, point, f, expected, reports, tolerance: TOLERANCE };
        check.expected = check.columns(&check.f);
        check
    }

    /// Tolerates what the precision of the results asks for.
    #[must_use]
    pub fn for_results_of<R: Numbers>(self, _: impl Fn(&P) -> R) -> Self {
        Self { tolerance: R::TOLERANCE, ..self }
    }

    /// The derivatives of `f` along each coordinate.
    fn columns(&self, f: &dyn Fn(&P) -> Vec<f64>) -> Vec<Vec<(f64, f64)>> {
        let zero = self.point.zero_tangent();
        let column = |index| {
            let unit = unit(&zero, index);
            differences(&|h| f(&moved(&self.point, unit.borrow(), h)))
        };
        (0..coordinates(&zero)).map(column).collect()
    }

    /// Holds the rows of `found` against the columns `expected`.
    #[track_caller]
    fn add(mut self, companion: &'static str, found: &[f64], expected: &[Vec<(f64, f64)>]) -> Self {
        let (cols, rows) = (expected.len(), expected.first().map_or(0, Vec::len));
        let function = self.function;
        assert!(
            found.len() == rows * cols,
            "`{companion}_{function}` gives {} numbers, but the arguments that are not marked `const` have {cols} \
             coordinates, and there are {rows} outputs",
            found.len()
        );
        let component = |(index, found): (usize, &f64)| {
            let (expected, step) = expected[index % cols][index / cols];
            Component { index, found: *found, expected, step }
        };
        let report = Report::of(found.iter().enumerate().map(component).collect()).within(self.tolerance);
        self.reports.push((companion, report));
        self
    }

    #[must_use]
    #[track_caller]
    pub fn grad<G: Tangent>(self, gradient: impl Fn(&P) -> G) -> Self {
        let (found, expected) = (numbers(&gradient(&self.point)), self.expected.clone());
        self.add("grad", &found, &expected)
    }

    #[must_use]
    #[track_caller]
    pub fn jvp<D: Tangent>(self, product: impl Fn(&P, &P::Tangent) -> D) -> Self {
        let (found, expected) = (self.along_all(|p, dot| numbers(&product(p, dot))), self.expected.clone());
        self.add("jvp", &found, &expected)
    }

    #[must_use]
    #[track_caller]
    pub fn jacobian<J: Numbers>(self, jacobian: impl Fn(&P) -> J) -> Self {
        let (found, expected) = (jacobian(&self.point).numbers(), self.expected.clone());
        self.add("jacobian", &found, &expected)
    }

    #[must_use]
    #[track_caller]
    pub fn hessian<G: Tangent, H: Numbers>(self, gradient: impl Fn(&P) -> G, hessian: impl Fn(&P) -> H) -> Self {
        let (found, expected) = (hessian(&self.point).numbers(), self.columns(&|p| numbers(&gradient(p))));
        self.add("hessian", &found, &expected)
    }

    #[must_use]
    #[track_caller]
    pub fn hvp<G: Tangent>(self, gradient: impl Fn(&P) -> G, product: impl Fn(&P, &P::Tangent) -> G) -> Self {
        let found = self.along_all(|p, dot| numbers(&product(p, dot)));
        let expected = self.columns(&|p| numbers(&gradient(p)));
        self.add("hvp", &found, &expected)
    }

    /// The products with all unit directions, as rows.
    fn along_all(&self, product: impl Fn(&P, &P::Tangent) -> Vec<f64>) -> Vec<f64> {
        let zero = self.point.zero_tangent();
        let columns: Vec<Vec<f64>> =
            (0..coordinates(&zero)).map(|index| product(&self.point, &unit(&zero, index))).collect();
        let rows = columns.first().map_or(0, Vec::len);
        (0..rows).flat_map(|row| columns.iter().map(move |column| column[row])).collect()
    }

    #[must_use]
    pub fn summary(self) -> Summary {
        Summary { function: self.function, reports: self.reports }
    }
}

/// A value of one's own of what is borrowed.
#[doc(hidden)]
#[must_use]
pub fn owned<T: ToOwned + ?Sized>(value: &T) -> T::Owned {
    value.to_owned()
}

fn unit<T: Tangent>(zero: &T, index: usize) -> T {
    let mut unit = zero.clone();
    set_coordinate(&mut unit, index, 1.0);
    unit
}

/// What [`gradcheck!`](crate::gradcheck!) found: a report for each companion.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The name of the function.
    pub function: &'static str,
    /// For each companion, by its name as an argument of the attribute: `grad`, `jvp`, `jacobian`, `hessian`, `hvp`.
    pub reports: Vec<(&'static str, Report)>,
}

impl Summary {
    /// The same with another tolerance.
    #[must_use]
    pub fn within(mut self, tolerance: f64) -> Self {
        for (_, report) in &mut self.reports {
            report.tolerance = tolerance;
        }
        self
    }

    /// Whether all companions pass.
    #[must_use]
    pub fn passed(&self) -> bool {
        self.reports.iter().all(|(_, report)| report.passed())
    }

    /// The worst component of all.
    #[must_use]
    pub fn worst(&self) -> Option<Component> {
        let worst = self.reports.iter().filter_map(|(_, report)| report.worst);
        worst.max_by(|a, b| a.error().total_cmp(&b.error()))
    }

    /// For tests.
    ///
    /// # Panics
    ///
    /// If a component does not pass; with all reports.
    #[track_caller]
    pub fn assert_ok(&self) {
        assert!(self.passed(), "{self}");
    }
}

impl Display for Summary {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        for (index, (companion, report)) in self.reports.iter().enumerate() {
            if index > 0 {
                f.write_str("\n")?;
            }
            write!(f, "`{companion}_{}`: {report}", self.function)?;
        }
        Ok(())
    }
}

/// Results of functions as numbers, row by row.
#[doc(hidden)]
#[diagnostic::on_unimplemented(
    message = "`gradcheck!` does not know the numbers of a result of type `{Self}`",
    note = "results are floats, arrays, `Vec`s and tuples of them, and `Matrix`"
)]
pub trait Numbers {
    /// What is tolerated where nothing else is said.
    const TOLERANCE: f64 = TOLERANCE;

    fn append(&self, all: &mut Vec<f64>);

    fn numbers(&self) -> Vec<f64> {
        let mut all = Vec::new();
        self.append(&mut all);
        all
    }
}

impl Numbers for f64 {
    fn append(&self, all: &mut Vec<f64>) {
        all.push(*self);
    }
}

impl Numbers for f32 {
    const TOLERANCE: f64 = SINGLE_TOLERANCE;

    fn append(&self, all: &mut Vec<f64>) {
        all.push(f64::from(*self));
    }
}

impl<T: Numbers, const N: usize> Numbers for [T; N] {
    const TOLERANCE: f64 = T::TOLERANCE;

    fn append(&self, all: &mut Vec<f64>) {
        self.iter().for_each(|element| element.append(all));
    }
}

impl<T: Numbers> Numbers for Vec<T> {
    const TOLERANCE: f64 = T::TOLERANCE;

    fn append(&self, all: &mut Vec<f64>) {
        self.iter().for_each(|element| element.append(all));
    }
}

impl<T: Numbers> Numbers for Matrix<T> {
    const TOLERANCE: f64 = T::TOLERANCE;

    fn append(&self, all: &mut Vec<f64>) {
        self.as_slice().iter().for_each(|element| element.append(all));
    }
}

macro_rules! tuples {
    ($(($($T:ident)+))*) => {$(
        impl<$($T: Numbers),+> Numbers for ($($T,)+) {
            const TOLERANCE: f64 = 0.0_f64$(.max($T::TOLERANCE))+;

            #[allow(non_snake_case, reason = "a variable for each type")]
            fn append(&self, all: &mut Vec<f64>) {
                let ($($T,)+) = self;
                $($T.append(all);)+
            }
        }
    )*};
}

tuples! { (A) (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) }

/// A tangent in the form in which `jvp_f` takes it.
#[doc(hidden)]
pub struct Form<'a, T>(pub &'a T);

/// Beside an argument behind `&`: a float by value.
#[doc(hidden)]
pub trait FloatForm {
    type Float;
    fn by_reference(&self) -> Self::Float;
}

macro_rules! float {
    ($($float:ident)*) => {$(
        impl FloatForm for Form<'_, $float> {
            type Float = $float;
            fn by_reference(&self) -> $float {
                *self.0
            }
        }
    )*};
}

float! { f32 f64 }

/// Beside an argument by value: a `Vec` as a slice.
#[doc(hidden)]
pub trait ListForm<'a> {
    type Element;
    fn by_value(&self) -> &'a [Self::Element];
}

impl<'a, T> ListForm<'a> for Form<'a, Vec<T>> {
    type Element = T;
    fn by_value(&self) -> &'a [T] {
        self.0
    }
}

/// Everything else: behind `&`, or a copy.
#[doc(hidden)]
pub trait OtherForm<'a, T> {
    fn by_reference(&self) -> &'a T;
    fn by_value(&self) -> T
    where
        T: Clone;
}

impl<'a, T> OtherForm<'a, T> for &Form<'a, T> {
    fn by_reference(&self) -> &'a T {
        self.0
    }

    fn by_value(&self) -> T
    where
        T: Clone,
    {
        self.0.clone()
    }
}
