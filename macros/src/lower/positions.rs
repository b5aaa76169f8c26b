//! Positions in a container that changes: what the reverse sweep reads again stands in a variable.

use proc_macro2::Span;
use quote::quote;
use syn::spanned::Spanned;

use super::Lowering;
use super::inplace::Change;
use crate::diagnostic::Message;
use crate::ir::{Expr, Motion, Place, Role, StmtKind};
use crate::types::Ty;

impl Lowering<'_> {
    /// The argument at `index` as a position.
    pub(super) fn position(&mut self, change: &Change, index: usize) -> Expr {
        self.position_in(change.arguments[index], &change.place)
    }

    /// A position, which the reverse sweep reads while the container is still changed.
    fn position_in(&mut self, expr: &syn::Expr, place: &Place) -> Expr {
        let position = self.index(expr);
        if !position.reads(place.root) {
            return position;
        }
        let var = self.named("index", Ty::index(), false, Role::Local);
        self.emit(StmtKind::Let { var, value: position }, expr.span());
        Expr::var(var)
    }

    /// `drain(lo..hi)`.
    pub(super) fn drained(&mut self, change: &Change) -> Option<Motion> {
        let syn::Expr::Range(range) = change.arguments[0] else {
            let message = Message::new("chainrule cannot see which elements are drained")
                .help("write the range where it is used: `values.drain(lo..hi);`");
            self.error(message, change.arguments[0]);
            return None;
        };
        let zero = || Expr::Tokens(super::opaque::constant(quote!(0)));
        let lo = range.start.as_ref().map_or_else(zero, |start| self.position_in(start, &change.place));
        let hi = match &range.end {
            Some(end) => self.position_in(end, &change.place),
            None => self.present_length(&change.place),
        };
        let inclusive = matches!(range.limits, syn::RangeLimits::Closed(_)) && range.end.is_some();
        let one = Expr::Tokens(super::opaque::constant(quote!(1)));
        Some(Motion::Drain(lo, if inclusive { hi.add(one) } else { hi }))
    }

    /// The length of a container now, in a variable where it may change.
    pub(super) fn present_length(&mut self, place: &Place) -> Expr {
        let mut len = self.length(place);
        self.freeze_index(&mut len, Span::mixed_site());
        len
    }
}
