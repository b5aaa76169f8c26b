//! The panics for tangents whose shape differs from that of their primal.

use core::fmt;

/// Where a value stands, for the text of a panic: `a`, `a[2]`, `model.weights[2]`.
///
/// It is a list on the stack, so that a name costs nothing until it is shown.
///
/// ```
/// use chainrule::Place;
///
/// let model = Place::root("model");
/// let weights = model.field("weights");
/// assert_eq!(weights.index(2).to_string(), "model.weights[2]");
/// ```
#[derive(Clone, Copy, Debug)]
pub struct Place<'a>(Step<'a>);

#[derive(Clone, Copy, Debug)]
enum Step<'a> {
    Root(&'a str, Beside),
    Index(&'a Place<'a>, usize),
    Field(&'a Place<'a>, &'a str),
}

/// What has to have the shape of a primal.
#[derive(Clone, Copy, Debug)]
enum Beside {
    Shadow,
    Tangent,
}

impl<'a> Place<'a> {
    /// The place of the variable `name`, whose shadow is checked.
    #[must_use]
    pub const fn root(name: &'a str) -> Self {
        Self(Step::Root(name, Beside::Shadow))
    }

    /// The place of the variable `name`, whose tangent is checked.
    ///
    /// ```should_panic
    /// use chainrule::{Differentiable, Place};
    ///
    /// // the tangent of `a` has length 1, but `a` has length 2
    /// [1.0, 2.0][..].check_shadow(Place::of_tangent("a"), &[0.0]);
    /// ```
    #[must_use]
    pub const fn of_tangent(name: &'a str) -> Self {
        Self(Step::Root(name, Beside::Tangent))
    }

    /// The place of the element `index` of the array, slice, or `Vec` that stands here.
    #[must_use]
    pub const fn index(&'a self, index: usize) -> Self {
        Self(Step::Index(self, index))
    }

    /// The place of the field `name` of the struct or tuple that stands here.
    #[must_use]
    pub const fn field(&'a self, name: &'a str) -> Self {
        Self(Step::Field(self, name))
    }

    /// Panics unless the shadow of what stands here is as long as the primal.
    ///
    /// ```
    /// chainrule::Place::root("a").check_length(4, 4);
    /// ```
    ///
    /// # Panics
    ///
    /// With both lengths, if they differ.
    #[inline]
    #[track_caller]
    pub fn check_length(&self, shadow: usize, primal: usize) {
        if shadow != primal {
            self.refuse_length(shadow, primal);
        }
    }

    /// Panics unless the shadow of the `Option` that stands here is `Some` where the primal is.
    ///
    /// ```
    /// chainrule::Place::root("a").check_presence(true, true);
    /// ```
    ///
    /// # Panics
    ///
    /// With both variants, if they differ.
    #[inline]
    #[track_caller]
    pub fn check_presence(&self, shadow: bool, primal: bool) {
        if shadow != primal {
            self.refuse_presence(primal);
        }
    }

    #[cold]
    #[inline(never)]
    #[track_caller]
    fn refuse_length(&self, shadow: usize, primal: usize) -> ! {
        panic!("the {} of `{self}` has length {shadow}, but `{self}` has length {primal}", self.beside())
    }

    #[cold]
    #[inline(never)]
    #[track_caller]
    fn refuse_presence(&self, primal: bool) -> ! {
        let (shadow, primal) = if primal { ("None", "Some") } else { ("Some", "None") };
        panic!("the {} of `{self}` is `{shadow}`, but `{self}` is `{primal}`", self.beside())
    }

    /// Panics: the shadow of the enum that stands here is of another variant.
    ///
    /// # Panics
    ///
    /// Always.
    #[doc(hidden)]
    #[cold]
    #[inline(never)]
    #[track_caller]
    pub fn refuse_variant(&self) -> ! {
        panic!("the {} of `{self}` is of another variant than `{self}`", self.beside())
    }

    /// Panics: the shadow of the map that stands here has other keys.
    #[cold]
    #[inline(never)]
    #[track_caller]
    pub(crate) fn refuse_keys(&self) -> ! {
        panic!("the {} of `{self}` has other keys", self.beside())
    }

    /// What is checked.
    fn beside(&self) -> &'static str {
        match self.0 {
            Step::Root(_, Beside::Shadow) => "shadow",
            Step::Root(_, Beside::Tangent) => "tangent",
            Step::Index(place, _) | Step::Field(place, _) => place.beside(),
        }
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Step::Root(name, _) => formatter.write_str(name),
            Step::Index(container, index) => write!(formatter, "{container}[{index}]"),
            Step::Field(container, name) => write!(formatter, "{container}.{name}"),
        }
    }
}
