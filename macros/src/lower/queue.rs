//! Methods of a `VecDeque` that a `Vec` has as well and whose inverse is another: written by its ends.
//!
//! ```text
//! d.insert(i, v);       d.rotate_left(i); d.push_front(v); d.rotate_right(i);
//! d.remove(i)           if i < d.len() { d.rotate_left(i); let v = d.pop_front(); d.rotate_right(i); v } else { None }
//! d.truncate(n);        while d.len() > n { d.pop_back(); }
//! d.resize(n, v);       while d.len() < n { d.push_back(v.clone()); } d.truncate(n);
//! d.split_off(n)        let rest = VecDeque::new(); while d.len() > n { rest.push_front(d.pop_back().unwrap()); } rest
//! d.append(&mut e);     while e.len() > 0 { d.push_back(e.pop_front().unwrap()); }
//! d.drain(a..b);        d.rotate_left(a); for _ in a..b { d.pop_front(); } d.rotate_right(a);
//! d.make_contiguous().sort_by(f);
//!                       let mut items: Vec<_> = d.drain(..).collect(); items.sort_by(f); d.extend(items);
//! ```

use std::rc::Rc;

use proc_macro2::Span;
use quote::quote;
use syn::{parse_quote, parse_quote_spanned};

use super::Lowering;
use super::option::Holder;
use crate::types::Ty;

impl Lowering<'_> {
    /// Whether `expr` is a `VecDeque`.
    pub(super) fn is_queue(&self, expr: &syn::Expr) -> bool {
        matches!(self.type_of(expr).peel(), Ty::Named(path) if crate::types::is_deque(path))
    }

    /// `call`, where it is such a method, written by the ends.
    pub(super) fn written_by_ends(&mut self, call: &syn::ExprMethodCall, wanted: bool) -> Option<Rc<syn::Expr>> {
        let queue = match sorted(call) {
            Some(queue) => queue,
            None if is_written(&call.method.to_string()) => &*call.receiver,
            None => return None,
        };
        if !self.is_queue(queue) || !self.is_varied(queue) {
            return None;
        }
        self.desugared(call, Holder::Option, || written(call, wanted))
    }

    /// The type of what such a method gives.
    pub(super) fn type_of_queue_change(&self, call: &syn::ExprMethodCall) -> Option<Ty> {
        let name = call.method.to_string();
        if !matches!(name.as_str(), "remove" | "split_off") || call.args.len() != 1 || !self.is_queue(&call.receiver) {
            return None;
        }
        let whole = self.type_of(&call.receiver).peel().clone();
        Some(if name == "remove" { Ty::Option(Box::new(whole.element())) } else { whole })
    }
}

/// Whether `name` is such a method.
fn is_written(name: &str) -> bool {
    matches!(name, "insert" | "remove" | "truncate" | "clear" | "resize" | "split_off" | "append" | "drain")
}

/// `d` in `d.make_contiguous()`, the receiver of a sort.
fn sorted(call: &syn::ExprMethodCall) -> Option<&syn::Expr> {
    let syn::Expr::MethodCall(inner) = &*call.receiver else { return None };
    let sorts = call.method.to_string().starts_with("sort") && inner.method == "make_contiguous";
    sorts.then_some(&inner.receiver)
}

/// `d.make_contiguous().sort_by(f)`
fn sorted_as_list(call: &syn::ExprMethodCall, queue: &syn::Expr) -> syn::Expr {
    let (sort, order) = (&call.method, &call.args);
    parse_quote_spanned!(call.method.span()=> {
        let mut __items: Vec<_> = #queue.drain(..).collect();
        __items.#sort(#order);
        #queue.extend(__items);
    })
}

/// `call`, a method of a `VecDeque`, written by its ends; `wanted`: for what it gives.
fn written(call: &syn::ExprMethodCall, wanted: bool) -> Option<syn::Expr> {
    if let Some(queue) = sorted(call) {
        return Some(sorted_as_list(call, queue));
    }
    let (bound, queue) = super::longer::named_again(&call.receiver);
    let on = On { span: call.method.span(), bound, queue };
    let arguments: Vec<&syn::Expr> = call.args.iter().collect();
    Some(match (call.method.to_string().as_str(), &arguments[..]) {
        ("insert", [position, value]) => on.inserted(position, value),
        ("remove", [position]) => on.removed(position, wanted),
        ("truncate", [len]) => on.shortened(len),
        ("clear", []) => on.shortened(&parse_quote!(0)),
        ("resize", [len, value]) => on.resized(len, value),
        ("split_off", [position]) => on.split(position),
        ("append", [syn::Expr::Reference(other)]) => on.appended(&other.expr),
        ("drain", [syn::Expr::Range(range)]) => on.drained(range),
        _ => return None,
    })
}

/// The queue that a call changes.
struct On {
    span: Span,
    /// `let queue = &mut …;`, where the receiver is more than a place.
    bound: Option<syn::Stmt>,
    queue: syn::Expr,
}

impl On {
    fn inserted(&self, position: &syn::Expr, value: &syn::Expr) -> syn::Expr {
        let On { span, bound, queue } = self;
        parse_quote_spanned!(*span=> {
            let __at = #position;
            let __kept = #value;
            #bound
            #queue.rotate_left(__at);
            #queue.push_front(__kept);
            #queue.rotate_right(__at);
        })
    }

    fn removed(&self, position: &syn::Expr, wanted: bool) -> syn::Expr {
        let On { span, bound, queue } = self;
        let (kept, given, nothing) =
            if wanted { (quote!(let __kept =), quote!(__kept), quote!(None)) } else { (quote!(), quote!(), quote!()) };
        parse_quote_spanned!(*span=> {
            let __at = #position;
            #bound
            if __at < #queue.len() {
                #queue.rotate_left(__at);
                #kept #queue.pop_front();
                #queue.rotate_right(__at);
                #given
            } else {
                #nothing
            }
        })
    }

    fn shortened(&self, len: &syn::Expr) -> syn::Expr {
        let On { span, bound, queue } = self;
        parse_quote_spanned!(*span=> {
            let __count: usize = #len;
            #bound
            while #queue.len() > __count {
                #queue.pop_back();
            }
        })
    }

    fn resized(&self, len: &syn::Expr, value: &syn::Expr) -> syn::Expr {
        let On { span, bound, queue } = self;
        parse_quote_spanned!(*span=> {
            let __count: usize = #len;
            let __kept = #value;
            #bound
            while #queue.len() > __count {
                #queue.pop_back();
            }
            while #queue.len() < __count {
                #queue.push_back(__kept.clone());
            }
        })
    }

    fn split(&self, position: &syn::Expr) -> syn::Expr {
        let On { span, bound, queue } = self;
        parse_quote_spanned!(*span=> {
            let __count: usize = #position;
            let mut __rest = ::std::collections::VecDeque::new();
            #bound
            assert!(__count <= #queue.len(), "`at` out of bounds");
            while #queue.len() > __count {
                __rest.push_front(#queue.pop_back().unwrap());
            }
            __rest
        })
    }

    fn appended(&self, other: &syn::Expr) -> syn::Expr {
        let On { span, bound, queue } = self;
        parse_quote_spanned!(*span=> {
            #bound
            while #other.len() > 0 {
                let __kept = #other.pop_front().unwrap();
                #queue.push_back(__kept);
            }
        })
    }

    fn drained(&self, range: &syn::ExprRange) -> syn::Expr {
        let On { span, bound, queue } = self;
        let start = range.start.as_ref().map_or_else(|| quote!(0), |start| quote!(#start));
        let end = match (&range.end, range.limits) {
            (None, _) => quote!(#queue.len()),
            (Some(end), syn::RangeLimits::HalfOpen(_)) => quote!(#end),
            (Some(end), syn::RangeLimits::Closed(_)) => quote!(#end + 1),
        };
        parse_quote_spanned!(*span=> {
            #bound
            let __at: usize = #start;
            let __count: usize = #end;
            assert!(__at <= __count && __count <= #queue.len(), "range out of bounds");
            #queue.rotate_left(__at);
            for _ in __at..__count {
                #queue.pop_front();
            }
            #queue.rotate_right(__at);
        })
    }
}
