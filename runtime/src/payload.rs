//! What an `Option` or a `Result` holds, where it is known to be there: in a value and in its shadow alike.

/// An `Option` or a `Result`.
pub trait Payload {
    /// What it holds.
    type Value;

    /// Whether there is a value.
    fn is_held(&self) -> bool;

    /// The value, which is there.
    fn held(&self) -> &Self::Value;

    /// The value, which is there.
    fn held_mut(&mut self) -> &mut Self::Value;
}

impl<T> Payload for Option<T> {
    type Value = T;

    #[inline]
    fn is_held(&self) -> bool {
        self.is_some()
    }

    #[inline]
    #[track_caller]
    fn held(&self) -> &T {
        self.as_ref().unwrap()
    }

    #[inline]
    #[track_caller]
    fn held_mut(&mut self) -> &mut T {
        self.as_mut().unwrap()
    }
}

impl<T, E> Payload for Result<T, E> {
    type Value = T;

    #[inline]
    fn is_held(&self) -> bool {
        self.is_ok()
    }

    #[inline]
    #[track_caller]
    fn held(&self) -> &T {
        self.as_ref().unwrap_or_else(|_| missing())
    }

    #[inline]
    #[track_caller]
    fn held_mut(&mut self) -> &mut T {
        self.as_mut().unwrap_or_else(|_| missing())
    }
}

/// The shadow of a `#[constant]` field, where derivatives end.
impl Payload for () {
    type Value = ();

    #[inline]
    fn is_held(&self) -> bool {
        true
    }

    #[inline]
    fn held(&self) -> &() {
        self
    }

    #[inline]
    fn held_mut(&mut self) -> &mut () {
        self
    }
}

/// The value of an `Option` or a `Result`.
#[inline]
#[must_use]
#[track_caller]
pub fn some<P: Payload>(holder: &P) -> &P::Value {
    holder.held()
}

/// The value of an `Option` or a `Result`.
#[inline]
#[must_use]
#[track_caller]
pub fn some_mut<P: Payload>(holder: &mut P) -> &mut P::Value {
    holder.held_mut()
}

/// Whether an `Option` or a `Result` holds a value.
#[inline]
#[must_use]
pub fn is_some<P: Payload>(holder: &P) -> bool {
    holder.is_held()
}

/// The error of a `Result`.
#[inline]
pub fn err<T, E>(result: &Result<T, E>) -> &E {
    result.as_ref().err().unwrap_or_else(|| missing())
}

/// The error of a `Result`.
#[inline]
pub fn err_mut<T, E>(result: &mut Result<T, E>) -> &mut E {
    result.as_mut().err().unwrap_or_else(|| missing())
}

/// What a pattern binds in an error: only that of a `Result` carries no derivative.
#[diagnostic::on_unimplemented(
    message = "this is taken for the error of a `Result`, whose derivative is zero",
    note = "a variant of another type has one: write it with its type, `Type::Err(..)`"
)]
pub trait ErrorHolder {}

impl<T, E> ErrorHolder for Result<T, E> {}

impl<H: ErrorHolder> ErrorHolder for &H {}

/// What a pattern binds in an error.
#[inline]
#[must_use]
pub fn error_part<H: ErrorHolder, P>(_holder: &H, part: P) -> P {
    part
}

/// A `Result`, or one with its tangent or its cotangents, whose error moves away; or an `Option`.
pub trait Failing<E> {
    /// With `Result<T, ()>` for `Result<T, E>`.
    type Without;

    /// The error moves to `error`.
    fn apart(self, error: &mut Option<E>) -> Self::Without;
}

impl<T, E> Failing<E> for Result<T, E> {
    type Without = Result<T, ()>;

    #[inline]
    fn apart(self, error: &mut Option<E>) -> Self::Without {
        self.map_err(|found| *error = Some(found))
    }
}

/// There is no error that could move.
impl<T> Failing<()> for Option<T> {
    type Without = Self;

    #[inline]
    fn apart(self, _error: &mut Option<()>) -> Self {
        self
    }
}

impl<R: Failing<E>, D, E> Failing<E> for (R, D) {
    type Without = (R::Without, D);

    #[inline]
    fn apart(self, error: &mut Option<E>) -> Self::Without {
        (self.0.apart(error), self.1)
    }
}

/// What is recorded of a `Result`, whose error need not be `Clone`.
#[inline]
pub fn apart<R: Failing<E>, E>(result: R, error: &mut Option<E>) -> R::Without {
    result.apart(error)
}

/// The same, where nobody asks for the error.
#[inline]
pub fn without_error<R: Failing<E>, E>(result: R) -> R::Without {
    result.apart(&mut None)
}

/// The value by reference, or the error.
///
/// # Errors
///
/// That error.
#[inline]
pub fn with_error<T, E>(result: &Result<T, ()>, error: Option<E>) -> Result<&T, E> {
    match (result, error) {
        (Ok(value), _) => Ok(value),
        (Err(()), Some(error)) => Err(error),
        (Err(()), None) => missing(),
    }
}

/// What some path has set.
#[inline]
pub fn set_once<T>(slot: Option<T>) -> T {
    slot.unwrap_or_else(|| missing())
}

#[cold]
#[inline(never)]
#[track_caller]
fn missing() -> ! {
    panic!("an error is unwrapped as a value")
}

/// Says that a value is an `Option`.
#[inline]
pub const fn optional<T>(_: &Option<T>) {}
