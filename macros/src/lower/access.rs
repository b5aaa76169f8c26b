//! Elements by methods: `first`, `last`, `get` and their like, and a slice taken apart by `split_at`.

use quote::quote;
use syn::spanned::Spanned;

use super::Lowering;
use super::element_or::access_or;
use super::parts::{Part, binds_names};
use crate::ir::{Expr, Place, StmtKind, Tokens};
use crate::types::Ty;

/// An element that may be there.
pub(super) struct Access {
    /// Whether it is.
    pub condition: Expr,
    pub part: Part,
}

/// `v.split_first()`: an element and the rest, which may be there.
pub(super) struct Split {
    /// Whether they are.
    pub condition: Expr,
    place: Place,
    element: Ty,
    call: syn::ExprMethodCall,
}

/// Which element, and whether to change it.
pub(super) fn selected(call: &syn::ExprMethodCall) -> Option<(&'static str, bool)> {
    let name = call.method.to_string();
    let mutable = name.ends_with("_mut");
    let which = match (name.trim_end_matches("_mut"), call.args.len()) {
        ("first" | "front", 0) => "first",
        ("last" | "back", 0) => "last",
        ("get", 1) => match &call.args[0] {
            syn::Expr::Range(_) => return None,
            syn::Expr::Reference(_) | syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Str(_), .. }) => "key",
            _ => "get",
        },
        _ => return None,
    };
    Some((which, mutable))
}

/// `v.last().unwrap()`: the access that is unwrapped.
fn unwrapped(call: &syn::ExprMethodCall) -> Option<&syn::ExprMethodCall> {
    if !matches!((call.method.to_string().as_str(), call.args.len()), ("unwrap", 0) | ("expect", 1)) {
        return None;
    }
    let syn::Expr::MethodCall(access) = &*call.receiver else { return None };
    selected(access).map(|_| access)
}

/// `(a, b) = (&x, &y)`: names for places, none of which another one hides.
pub(super) fn names_parts(patterns: &syn::PatTuple, values: &syn::ExprTuple) -> bool {
    let references = values.elems.iter().any(|value| matches!(value, syn::Expr::Reference(_)));
    let simple = values.elems.iter().all(|value| matches!(value, syn::Expr::Reference(_) | syn::Expr::Path(_)));
    references && simple && hides_none(patterns, values)
}

/// Whether each value has a name of its own, which no value reads.
fn hides_none(patterns: &syn::PatTuple, values: &syn::ExprTuple) -> bool {
    let hidden = patterns.elems.iter().any(|pattern| match pattern {
        syn::Pat::Ident(name) => crate::hoist::names(quote::ToTokens::to_token_stream(values), &name.ident.to_string()),
        _ => true,
    });
    !hidden && patterns.elems.len() == values.elems.len()
}

impl Lowering<'_> {
    /// `(i, j) = (a.iter(), b.iter())`: names for iterators, each by itself.
    pub(super) fn names_iterators(&self, patterns: &syn::PatTuple, values: &syn::ExprTuple) -> bool {
        hides_none(patterns, values)
            && values.elems.iter().all(|value| self.is_iterator(value) && !matches!(value, syn::Expr::Path(_)))
    }

    /// Whether `call` names an element of a container.
    pub(super) fn is_access(&self, call: &syn::ExprMethodCall) -> bool {
        let access = unwrapped(call).or_else(|| access_or(call).map(|(access, _)| access));
        access.is_some_and(|access| {
            let is_listed = !self.is_struct(&access.receiver) && !self.is_iterator(&access.receiver);
            selected(access).is_some_and(|(which, _)| which != "key") && is_listed || self.is_map(&access.receiver)
        })
    }

    /// Whether what a method gives of `holder` is a place in it: where something differentiated is there, or may be written
    /// there first.
    pub(super) fn is_followed(&self, holder: &syn::Expr, mutable: bool) -> bool {
        let may_hold = || match self.type_of(holder).peel() {
            Ty::Option(inner) => !inner.is_passive(),
            Ty::Vec(inner) | Ty::Slice(inner) | Ty::Array(inner, _) => !inner.is_passive(),
            ty @ Ty::Named(path) if crate::types::is_deque(path) || crate::types::is_map(path) => {
                !ty.element().is_passive()
            }
            _ => false,
        };
        self.is_varied(holder)
            || self.is_place(holder) && (mutable && may_hold() || !mutable && self.holds_structs(holder))
    }

    /// Whether `holder` is a list of structs, tuples or lists: a name for one of them is one for its place.
    pub(super) fn holds_structs(&self, holder: &syn::Expr) -> bool {
        match self.type_of(holder).peel() {
            Ty::Vec(inner) | Ty::Slice(inner) | Ty::Array(inner, _) => match &**inner {
                Ty::Named(path) => !crate::types::is_deque(path) && !crate::types::is_map(path),
                Ty::Tuple(_) | Ty::Vec(_) | Ty::Array(..) => true,
                inner => inner.is_opaque_passive(),
            },
            _ => false,
        }
    }

    /// `v.last_mut().unwrap()`, `o.as_mut().unwrap()`: a place that may be written to.
    pub(super) fn is_lent_element(&self, call: &syn::ExprMethodCall) -> bool {
        if !matches!((call.method.to_string().as_str(), call.args.len()), ("unwrap", 0) | ("expect", 1)) {
            return false;
        }
        let syn::Expr::MethodCall(access) = &*call.receiver else { return false };
        let mutable = access.method == "as_mut" || selected(access).is_some_and(|(_, mutable)| mutable);
        mutable && self.is_followed(&access.receiver, true)
    }

    /// The place of an element that a method gives and `unwrap` takes.
    pub(super) fn accessed(&mut self, call: &syn::ExprMethodCall) -> Option<(Place, Ty)> {
        let access = unwrapped(call)?;
        if !self.is_followed(&access.receiver, selected(access)?.1) {
            return None;
        }
        let (place, element, mutable) = self.selected_place(access)?;
        Some((place, Ty::Ref(mutable, Box::new(element))))
    }

    fn selected_place(&mut self, access: &syn::ExprMethodCall) -> Option<(Place, Ty, bool)> {
        let (which, mutable) = selected(access)?;
        if self.is_map(&access.receiver) {
            return self.value_of_access(access);
        }
        if which == "key" || !self.holds_elements(&access.receiver) {
            return None;
        }
        let (mut place, ty) = self.base(&access.receiver)?;
        let number = |text: proc_macro2::TokenStream| Expr::Tokens(super::opaque::constant(text));
        let position = match which {
            "first" => number(quote!(0)),
            "last" => self.present_length(&place).sub(number(quote!(1))),
            _ => self.index(&access.args[0]),
        };
        super::place::push_index(&mut place, position);
        Some((place, ty.element(), mutable))
    }

    fn may_be_accessed(&self, expr: &syn::Expr) -> bool {
        !self.is_iterator(expr) && !self.is_struct(expr)
    }

    /// A container with positions; not a map, nor a value of the user's own type.
    pub(super) fn holds_elements(&self, expr: &syn::Expr) -> bool {
        if !self.may_be_accessed(expr) {
            return false;
        }
        match self.type_of(expr).peel() {
            Ty::Vec(_) | Ty::Slice(_) | Ty::Array(..) | Ty::Unknown | Ty::Opaque(_) => true,
            Ty::Named(path) => crate::types::is_deque(path),
            _ => false,
        }
    }

    /// `v.get(i)`, `v.last()`: an element of a container of differentiated values that may be there.
    pub(super) fn optional_element(&mut self, call: &syn::ExprMethodCall) -> Option<Access> {
        if let Some(access) = self.optional_part(call) {
            return Some(access);
        }
        let (which, mutable) = selected(call)?;
        let followed = self.is_followed(&call.receiver, mutable);
        if matches!(which, "get" | "key") && followed && self.is_map(&call.receiver) {
            return self.optional_value(&call.receiver, &call.args[0], mutable);
        }
        if which == "key" || !followed || !self.holds_elements(&call.receiver) {
            return None;
        }
        let (mut place, ty) = self.base(&call.receiver)?;
        let len = self.present_length(&place);
        let number = |text: proc_macro2::TokenStream| Expr::Tokens(super::opaque::constant(text));
        let position = match which {
            "first" => number(quote!(0)),
            "last" => len.clone().sub(number(quote!(1))),
            _ => {
                let mut position = self.index(&call.args[0]);
                self.freeze_index(&mut position, call.span());
                position
            }
        };
        let (left, right) = (crate::emit::operand(&self.function, &position), crate::emit::expr(&self.function, &len));
        let mut reads = Vec::new();
        len.for_each_read(&mut |var| reads.push(var));
        position.for_each_read(&mut |var| reads.push(var));
        let stream = if which == "last" { quote!(#right > 0) } else { quote!(#left < #right) };
        let condition = Expr::Tokens(Tokens { stream, reads, flows: Vec::new(), cheap: true });
        super::place::push_index(&mut place, position);
        let place = self.freeze(place, call.span());
        let part = Part { place, ty: ty.element(), reference: Some(mutable) };
        Some(Access { condition, part })
    }

    /// Binds the pattern inside of `Some`; whether the element must be there for the arm to run.
    pub(super) fn bind_element_part(&mut self, pattern: &syn::Pat, part: &Part) -> proc_macro2::TokenStream {
        match pattern {
            syn::Pat::TupleStruct(some) if some.path.is_ident("Some") && some.elems.len() == 1 => {
                let inside = self.bind_part(&some.elems[0], part.clone(), true);
                let irrefutable =
                    inside.to_string().replace(['&', ' ', '(', ')', '[', ']', ','], "").replace('_', "").is_empty();
                if !irrefutable {
                    self.unknown_pattern(&some.elems[0]);
                }
                quote!(true)
            }
            syn::Pat::Ident(name) if name.ident == "None" => quote!(false),
            syn::Pat::Wild(_) => quote!(_),
            other => {
                if binds_names(other) {
                    self.unknown_pattern(other);
                }
                quote!(_)
            }
        }
    }

    /// `v.split_first()`, `v.split_last_mut()`.
    pub(super) fn optional_split(&mut self, call: &syn::ExprMethodCall) -> Option<Split> {
        let name = call.method.to_string();
        let fits = matches!(name.trim_end_matches("_mut"), "split_first" | "split_last") && call.args.is_empty();
        let followed = self.is_varied(&call.receiver) || self.moving(&call.receiver).is_some();
        if !fits || !followed || !self.holds_elements(&call.receiver) {
            return None;
        }
        let (place, ty) = self.base(&call.receiver)?;
        let place = self.freeze(place, call.span());
        let len = self.length(&place);
        let length = crate::emit::expr(&self.function, &len);
        let mut reads = Vec::new();
        len.for_each_read(&mut |var| reads.push(var));
        let condition = Expr::Tokens(Tokens { stream: quote!(#length > 0), reads, flows: Vec::new(), cheap: true });
        Some(Split { condition, place, element: ty.element(), call: call.clone() })
    }

    /// Binds the pattern inside of `Some`; whether the element must be there for the arm to run.
    pub(super) fn bind_split_part(&mut self, pattern: &syn::Pat, split: &Split) -> proc_macro2::TokenStream {
        let parts = match pattern {
            syn::Pat::TupleStruct(some) if some.path.is_ident("Some") && some.elems.len() == 1 => &some.elems[0],
            syn::Pat::Ident(name) if name.ident == "None" => return quote!(false),
            syn::Pat::Wild(_) => return quote!(_),
            other => {
                self.unknown_pattern(other);
                return quote!(_);
            }
        };
        match parts {
            syn::Pat::Tuple(patterns) if patterns.elems.len() == 2 => {
                let irrefutable = self.bind_split_parts(patterns, &split.place, &split.element, &split.call);
                if !irrefutable {
                    self.unknown_pattern(patterns);
                }
            }
            syn::Pat::Wild(_) => {}
            other => self.unknown_pattern(other),
        }
        quote!(true)
    }

    /// Binds both parts; whether that cannot fail.
    fn bind_split_parts(
        &mut self,
        patterns: &syn::PatTuple,
        place: &Place,
        element: &Ty,
        call: &syn::ExprMethodCall,
    ) -> bool {
        let name = call.method.to_string();
        let mutable = name.ends_with("_mut");
        let parts = self.split_parts(place, name.trim_end_matches("_mut"), call);
        let mut irrefutable = true;
        for (pattern, (place, is_element)) in patterns.elems.iter().zip(parts) {
            let ty = if is_element { element.clone() } else { Ty::Slice(Box::new(element.clone())) };
            let left = self.bind_part(pattern, Part { place, ty, reference: Some(mutable) }, false);
            irrefutable &= left.to_string().replace(['&', ' ', '(', ')', ',', '_'], "").is_empty();
        }
        irrefutable
    }

    /// `let (l, r) = v.split_at(k);`: names for the two parts.
    pub(super) fn bind_split(&mut self, patterns: &syn::PatTuple, expr: &syn::Expr) -> bool {
        let (call, unwrapped) = match expr {
            syn::Expr::MethodCall(outer) if matches!(outer.method.to_string().as_str(), "unwrap" | "expect") => {
                match &*outer.receiver {
                    syn::Expr::MethodCall(inner) => (inner, true),
                    _ => return false,
                }
            }
            syn::Expr::MethodCall(call) => (call, false),
            _ => return false,
        };
        let name = call.method.to_string();
        let mutable = name.ends_with("_mut");
        let plain = name.trim_end_matches("_mut");
        let fits = match (plain, call.args.len()) {
            ("split_at", 1) => !unwrapped,
            ("split_first" | "split_last", 0) => unwrapped,
            _ => false,
        };
        let passive =
            if mutable { self.type_of(&call.receiver).element().is_passive() } else { !self.is_varied(&call.receiver) };
        if !fits || patterns.elems.len() != 2 || passive {
            return false;
        }
        let Some((place, ty)) = self.base(&call.receiver) else { return false };
        let place = self.freeze(place, call.span());
        self.bind_split_parts(patterns, &place, &ty.element(), call);
        true
    }

    /// The parts, and which of them are elements.
    fn split_parts(&mut self, place: &Place, name: &str, call: &syn::ExprMethodCall) -> [(Place, bool); 2] {
        let number = |text: proc_macro2::TokenStream| Expr::Tokens(super::opaque::constant(text));
        let (zero, one) = (number(quote!(0)), number(quote!(1)));
        let slice = |lo: Expr, hi: Option<Expr>| {
            let mut part = place.clone();
            super::place::push_slice(&mut part, lo, hi);
            part
        };
        let element = |position: Expr| {
            let mut part = place.clone();
            super::place::push_index(&mut part, position);
            part
        };
        match name {
            "split_first" => [(element(zero), true), (slice(one, None), false)],
            "split_last" => {
                let mut last = self.present_length(place).sub(one);
                self.freeze_expr(&mut last, call);
                [(element(last.clone()), true), (slice(zero, Some(last)), false)]
            }
            _ => {
                let mut middle = self.index(&call.args[0]);
                self.freeze_index(&mut middle, call.span());
                self.assert_inside(&middle, place, call);
                [(slice(zero, Some(middle.clone())), false), (slice(middle, None), false)]
            }
        }
    }

    /// Where the split panics, the code that names its parts does too.
    fn assert_inside(&mut self, middle: &Expr, place: &Place, call: &syn::ExprMethodCall) {
        let len = self.length(place);
        let mut reads = Vec::new();
        middle.for_each_read(&mut |var| reads.push(var));
        len.for_each_read(&mut |var| reads.push(var));
        let (left, right) = (crate::emit::expr(&self.function, middle), crate::emit::expr(&self.function, &len));
        let stream = quote!(::core::assert!(#left <= #right, "mid > len"););
        let tokens = Tokens { stream, reads, flows: Vec::new(), cheap: false };
        self.emit(StmtKind::Passive { tokens, writes: Vec::new() }, call.span());
    }

    fn freeze_expr(&mut self, expr: &mut Expr, call: &syn::ExprMethodCall) {
        if !expr.is_atom() {
            let var = self.named("last", Ty::index(), false, crate::ir::Role::Local);
            self.emit(StmtKind::Let { var, value: expr.clone() }, call.span());
            *expr = Expr::var(var);
        }
    }

    /// The type of what an access gives.
    pub(super) fn type_of_access(&self, call: &syn::ExprMethodCall) -> Option<Ty> {
        if let Some(access) = unwrapped(call) {
            let (_, mutable) = selected(access).filter(|_| self.may_be_accessed(&access.receiver))?;
            return Some(Ty::Ref(mutable, Box::new(self.type_of(&access.receiver).element())));
        }
        let (access, _) = access_or(call).filter(|(access, _)| self.may_be_accessed(&access.receiver))?;
        Some(self.type_of(&access.receiver).element())
    }
}
