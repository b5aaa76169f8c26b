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
    Root(&'a str),
    Index(&'a Place<'a>, usize),
    Field(&'a Place<'a>, &'a str),
}

impl<'a> Place<'a> {
    /// The place of the variable `name`.
    #[must_use]
    pub const fn root(name: &'a str) -> Self {
        Self(Step::Root(name))
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
        panic!("the shadow of `{self}` has length {shadow}, but `{self}` has length {primal}")
    }

    #[cold]
    #[inline(never)]
    #[track_caller]
    fn refuse_presence(&self, primal: bool) -> ! {
        let (shadow, primal) = if primal { ("None", "Some") } else { ("Some", "None") };
        panic!("the shadow of `{self}` is `{shadow}`, but `{self}` is `{primal}`")
    }
}

impl fmt::Display for Place<'_> {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.0 {
            Step::Root(name) => formatter.write_str(name),
            Step::Index(container, index) => write!(formatter, "{container}[{index}]"),
            Step::Field(container, name) => write!(formatter, "{container}.{name}"),
        }
    }
}
