//! Indices as sums: the counter of a loop, what stays in the loop, and a number.

use std::collections::BTreeMap;

use proc_macro2::{Literal, TokenStream};
use quote::quote;

use super::names;

/// `counter + plus… - minus… + constant`, or without the counter.
#[derive(Clone, Debug, Default)]
pub(super) struct Linear {
    pub has_counter: bool,
    plus: Vec<TokenStream>,
    minus: Vec<TokenStream>,
    pub constant: i64,
}

/// Names that stand for sums.
pub(super) type Definitions = BTreeMap<String, syn::Expr>;

impl Linear {
    /// `index` as a sum, where `counter` is one of its terms or occurs nowhere.
    pub(super) fn of(index: &syn::Expr, counter: &str, definitions: &Definitions) -> Option<Linear> {
        let mut sum = Linear::default();
        sum.add(index, true, counter, definitions)?;
        let texts = |terms: &mut Vec<TokenStream>| terms.sort_by_key(TokenStream::to_string);
        texts(&mut sum.plus);
        texts(&mut sum.minus);
        Some(sum)
    }

    fn add(&mut self, term: &syn::Expr, positive: bool, counter: &str, definitions: &Definitions) -> Option<()> {
        match term {
            syn::Expr::Paren(inner) => self.add(&inner.expr, positive, counter, definitions),
            syn::Expr::Group(inner) => self.add(&inner.expr, positive, counter, definitions),
            syn::Expr::Binary(syn::ExprBinary { left, op: syn::BinOp::Add(_), right, .. }) => {
                self.add(left, positive, counter, definitions)?;
                self.add(right, positive, counter, definitions)
            }
            syn::Expr::Binary(syn::ExprBinary { left, op: syn::BinOp::Sub(_), right, .. }) => {
                self.add(left, positive, counter, definitions)?;
                self.add(right, !positive, counter, definitions)
            }
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Int(number), .. }) => {
                let number: i64 = number.base10_parse::<u32>().ok()?.into();
                self.constant += if positive { number } else { -number };
                Some(())
            }
            syn::Expr::Path(path) if path.path.is_ident(counter) => {
                let first = !std::mem::replace(&mut self.has_counter, true);
                (first && positive).then_some(())
            }
            syn::Expr::Path(path)
                if path.path.get_ident().is_some_and(|name| definitions.contains_key(&name.to_string())) =>
            {
                let name = path.path.get_ident()?.to_string();
                self.add(definitions.get(&name)?, positive, counter, definitions)
            }
            other => {
                let term = quote!(#other);
                let hidden = names(term.clone(), counter) || definitions.keys().any(|name| names(term.clone(), name));
                if positive {
                    self.plus.push(term);
                } else {
                    self.minus.push(term);
                }
                (!hidden).then_some(())
            }
        }
    }

    /// What is equal for all sums that differ by a number.
    pub(super) fn key(&self) -> String {
        let Linear { has_counter, plus, minus, .. } = self;
        format!("{has_counter}: {} - {}", quote!(#(#plus)+*), quote!(#(#minus)-*))
    }

    /// The sum where the counter is `value`, and with `more` added.
    pub(super) fn at(&self, value: Option<&TokenStream>, more: i64) -> TokenStream {
        let value = value.filter(|_| self.has_counter).map(|value| in_sum(value, true));
        let mut sum: Vec<TokenStream> =
            value.into_iter().chain(self.plus.iter().map(|term| in_sum(term, false))).collect();
        let constant = self.constant + more;
        let literal = Literal::u64_unsuffixed(constant.unsigned_abs());
        if constant > 0 || sum.is_empty() {
            sum.push(quote!(#literal));
        }
        let mut minus: Vec<TokenStream> = self.minus.iter().map(|term| in_sum(term, false)).collect();
        if constant < 0 {
            minus.push(quote!(#literal));
        }
        quote!(#(#sum)+* #(- #minus)*)
    }
}

/// A term of a sum; the first one may be a sum itself.
fn in_sum(term: &TokenStream, is_first: bool) -> TokenStream {
    let text = term.to_string();
    let is_plain = text
        .chars()
        .all(|letter| letter.is_alphanumeric() || "_. ()*".contains(letter) || is_first && "+-".contains(letter));
    let is_cast = text.split(' ').any(|word| word == "as" || word == "if");
    if is_plain && !is_cast { term.clone() } else { quote!((#term)) }
}
