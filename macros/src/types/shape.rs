//! Types of which only a value tells how many numbers are in it.

use super::Ty;

impl Ty {
    /// Surely with numbers in it, how many only a value of it tells.
    pub fn has_shape(&self) -> bool {
        match self {
            Ty::Vec(inner) | Ty::Option(inner) => inner.is_float() || inner.has_numbers(),
            Ty::Result(inner, _) => inner.is_float() || inner.has_numbers(),
            Ty::Array(inner, _) => inner.has_shape(),
            Ty::Tuple(parts) => parts.iter().any(Ty::has_shape),
            _ => false,
        }
    }

    /// Surely a container of numbers.
    fn has_numbers(&self) -> bool {
        match self {
            Ty::Vec(inner) | Ty::Option(inner) | Ty::Array(inner, _) => inner.is_float() || inner.has_numbers(),
            Ty::Tuple(parts) => parts.iter().any(|part| part.is_float() || part.has_numbers()),
            _ => false,
        }
    }
}
