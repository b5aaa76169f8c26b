//! Elements, slices and items that may be there.
//!
//! ```text
//! match v.get(lo..hi) { Some(w) => w[0] * x, None => x }      if lo <= hi && hi <= v.len() { v[lo] * x } else { x }
//! ```

use quote::quote;
use syn::spanned::Spanned;

use super::Lowering;
use super::access::{Access, selected};
use super::matching::Subject;
use super::parts::Part;
use crate::ir::{Expr, Tokens};
use crate::types::Ty;

impl Lowering<'_> {
    /// An element, a part or an item that may be there.
    pub(super) fn perhaps(&mut self, call: &syn::ExprMethodCall) -> Option<Subject> {
        if matches!(call.method.to_string().as_str(), "copied" | "cloned")
            && let syn::Expr::MethodCall(access) = &*call.receiver
            && self.type_of(&access.receiver).element().is_copy()
            && let Some(access) = self.optional_element(access)
        {
            return Some(Subject::Element(access.condition, Part { reference: None, ..access.part }));
        }
        if let Some(access) = self.optional_element(call) {
            return Some(Subject::Element(access.condition, access.part));
        }
        if let Some(split) = self.optional_split(call) {
            return Some(Subject::Split(split));
        }
        if let Some(upcoming) = self.upcoming(call) {
            return Some(Subject::Upcoming(upcoming));
        }
        None
    }

    /// Whether `expr` is an element, or several, that may be there.
    pub(super) fn may_be_there(&self, expr: &syn::Expr) -> bool {
        let syn::Expr::MethodCall(call) = expr else { return false };
        if matches!(call.method.to_string().as_str(), "copied" | "cloned") && call.args.is_empty() {
            return self.may_be_there(&call.receiver);
        }
        let of_range = matches!(call.method.to_string().as_str(), "get" | "get_mut")
            && matches!(call.args.first(), Some(syn::Expr::Range(_)));
        let Some((which, mutable)) = selected(call).or(of_range.then(|| ("get", call.method == "get_mut"))) else {
            return false;
        };
        self.is_followed(&call.receiver, mutable)
            && if which == "key" { self.is_map(&call.receiver) } else { self.holds_elements(&call.receiver) }
    }

    /// `v.get(lo..hi)`: elements that may be there.
    pub(super) fn optional_part(&mut self, call: &syn::ExprMethodCall) -> Option<Access> {
        let mutable = call.method == "get_mut";
        let [syn::Expr::Range(range)] = &call.args.iter().collect::<Vec<_>>()[..] else { return None };
        let fits = (mutable || call.method == "get") && self.is_followed(&call.receiver, mutable);
        if !fits || !self.holds_elements(&call.receiver) {
            return None;
        }
        let (mut place, ty) = self.base(&call.receiver)?;
        let len = self.present_length(&place);
        let number = |text: proc_macro2::TokenStream| Expr::Tokens(super::opaque::constant(text));
        let mut lo = range.start.as_ref().map_or_else(|| number(quote!(0)), |start| self.index(start));
        self.freeze_index(&mut lo, call.span());
        let mut hi = range.end.as_ref().map_or_else(|| len.clone(), |end| self.index(end));
        if matches!(range.limits, syn::RangeLimits::Closed(_)) {
            hi = hi.add(number(quote!(1)));
        }
        self.freeze_index(&mut hi, call.span());
        let [from, to, end] = [&lo, &hi, &len].map(|bound| crate::emit::operand(&self.function, bound));
        let mut reads = Vec::new();
        [&lo, &hi, &len].iter().for_each(|bound| bound.for_each_read(&mut |var| reads.push(var)));
        let stream = quote!((#from <= #to && #to <= #end));
        let condition = Expr::Tokens(Tokens { stream, reads, flows: Vec::new(), cheap: true });
        super::place::push_slice(&mut place, lo, Some(hi));
        let place = self.freeze(place, call.span());
        let part = Part { place, ty: Ty::Slice(Box::new(ty.element())), reference: Some(mutable) };
        Some(Access { condition, part })
    }
}
