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

#[cold]
#[inline(never)]
#[track_caller]
fn missing() -> ! {
    panic!("an error is unwrapped as a value")
}

/// Says that a value is an `Option`.
#[inline]
pub const fn optional<T>(_: &Option<T>) {}
