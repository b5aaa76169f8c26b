//! What an `Option` or a `Result` holds, where a pattern has found it to be there: in a value and in its shadow alike.

/// The value of an `Option`.
#[inline]
#[must_use]
pub fn some<T>(option: &Option<T>) -> &T {
    option.as_ref().unwrap_or_else(|| missing())
}

/// The value of an `Option`.
#[inline]
#[must_use]
pub fn some_mut<T>(option: &mut Option<T>) -> &mut T {
    option.as_mut().unwrap_or_else(|| missing())
}

/// The value of a `Result`.
#[inline]
pub fn ok<T, E>(result: &Result<T, E>) -> &T {
    result.as_ref().unwrap_or_else(|_| missing())
}

/// The value of a `Result`.
#[inline]
pub fn ok_mut<T, E>(result: &mut Result<T, E>) -> &mut T {
    result.as_mut().unwrap_or_else(|_| missing())
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

#[cold]
#[inline(never)]
fn missing() -> ! {
    unreachable!("bug in chainrule: a pattern found what is not there")
}
