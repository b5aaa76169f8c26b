//! How values lie on the tape.

use proc_macro2::{Ident, TokenStream};

/// How a value lies on the tape.
#[derive(Clone, Debug)]
pub enum Recorded {
    /// Of a type that can be written.
    Typed(TokenStream),
    /// An argument that the caller may have kept: as this parameter of the sweep says.
    Handover(Ident),
    /// Of such a type, which nobody takes apart: what a function changes and holds constant.
    Whole(TokenStream),
    /// Of a type that only rustc knows: by this handle.
    Inferred(Ident),
    /// The same, as a whole.
    WholeAt(Ident),
    /// Of such a type without a derivative: as a whole, unless the type says how it is recorded. By this handle, where it
    /// is known.
    Either(Option<Ident>),
}
