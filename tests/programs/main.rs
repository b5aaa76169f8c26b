//! Whole programs of many fields, in the Rust that people of the field write, checked against central differences and
//! closed forms.

#![allow(
    clippy::cast_possible_truncation,
    clippy::cast_possible_wrap,
    clippy::cast_precision_loss,
    clippy::cast_sign_loss,
    clippy::float_cmp,
    clippy::many_single_char_names,
    clippy::needless_range_loop,
    clippy::similar_names,
    reason = "names and indices follow the formulas of the fields"
)]
mod adaptive_integration;
mod events;
mod expression;
mod single_precision;
mod wave_equation;
