//! Sums of multiples of rows as tokens.

use proc_macro2::TokenStream;
use quote::quote;

use super::place::borrow;
use super::{expr, operand};
use crate::ir::{Function, Rows};

/// `add_rows(&mut sums[..], start..start + len, lo..hi, |k| { …; (factor, &row[..]) });`
pub(super) fn sums(function: &Function, rows: &Rows, body: &TokenStream) -> TokenStream {
    let sums = borrow(function, true, &rows.sums);
    let (start, len) = (operand(function, &rows.start), operand(function, &rows.len));
    let columns = if start.to_string() == "0" { quote!(0..#len) } else { quote!(#start..(#start + #len)) };
    let (lo, hi) = (operand(function, &rows.lo), operand(function, &rows.hi));
    let counter = &function.var(rows.counter).name;
    let (factor, row) = (expr(function, &rows.factor), borrow(function, false, &rows.row));
    quote! {
        __chainrule::__private::add_rows(#sums, #columns, #lo..#hi, |#counter| {
            #body
            (#factor, #row)
        });
    }
}
