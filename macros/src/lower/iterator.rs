//! `for` over ranges and containers: every loop becomes one over a counter.

use quote::quote;
use syn::spanned::Spanned;

use super::scope::Binding;
use super::{Lowering, Value};
use crate::diagnostic::Message;
use crate::ir::{Direction, Expr, Head, Place, Role, Tokens, VarId};
use crate::types::Ty;

/// What an iterator yields in step `k`.
#[derive(Clone, Debug)]
enum Item {
    /// `lo + k`.
    Counter(Expr),
    /// Element `k` of a container, by reference or by value.
    Element {
        place: Place,
        ty: Ty,
        reference: Option<bool>,
    },
    Pair(Box<Item>, Box<Item>),
    /// The inner item of step `len - 1 - k`.
    Reversed(Box<Item>, Expr),
}

/// An iterator with a known number of steps.
#[derive(Clone, Debug)]
struct Iterator {
    len: Option<Expr>,
    item: Item,
    direction: Direction,
}

impl Lowering<'_> {
    pub(super) fn for_loop(&mut self, looped: &syn::ExprForLoop) {
        if let Some(head) = self.range_head(&looped.expr) {
            return self.range_loop(looped, head);
        }
        if let Some(iterator) = self.iterator(&looped.expr) {
            return self.container_loop(looped, iterator);
        }
        if self.is_varied(&looped.expr) {
            self.error(
                Message::new("chainrule cannot follow this iterator")
                    .note("it gives differentiated values; known are ranges, slices, arrays and `Vec`s with `iter`, `iter_mut`, `enumerate`, `zip`, `rev`, `copied`")
                    .help("write the loop over a range of indices: `for i in 0..values.len()`"),
                &looped.expr,
            );
            return;
        }
        let opaque = self.opaque(&looped.expr);
        self.each(looped, opaque.tokens);
    }

    /// `lo..hi`, `lo..=hi`, with `.rev()` and `.step_by(n)`.
    fn range_head(&mut self, expr: &syn::Expr) -> Option<Head> {
        match expr {
            syn::Expr::Paren(inner) => self.range_head(&inner.expr),
            syn::Expr::Range(range) => {
                let (start, end) = (range.start.as_ref()?, range.end.as_ref()?);
                let (lo, hi) = (self.bound(start), self.bound(end));
                let inclusive = matches!(range.limits, syn::RangeLimits::Closed(_));
                let ty = self.type_of(start).meet(&self.type_of(end));
                let ty = if ty.is_passive() { ty } else { Ty::Passive(None) };
                // The counter is declared with the loop; here it only carries the type.
                let counter = self.named("counter", ty, false, Role::Counter);
                Some(Head::For { counter, lo, hi, inclusive, step: None, direction: Direction::Up })
            }
            syn::Expr::MethodCall(call) => {
                let name = call.method.to_string();
                let supported = (name == "rev" && call.args.is_empty()) || (name == "step_by" && call.args.len() == 1);
                if !supported {
                    return None;
                }
                let mut head = self.range_head(&call.receiver)?;
                let Head::For { step, direction, .. } = &mut head else { return None };
                if name == "rev" {
                    *direction = if *direction == Direction::Up { Direction::Down } else { Direction::Up };
                    return Some(head);
                }
                if name == "step_by" && step.is_none() && *direction == Direction::Up {
                    *step = Some(self.bound(&call.args[0]));
                    return Some(head);
                }
                None
            }
            _ => None,
        }
    }

    /// A bound of a range: evaluated once, before the loop.
    fn bound(&mut self, expr: &syn::Expr) -> Expr {
        let ty = self.type_of(expr);
        let mut bound = self.index(expr);
        let mut changing = false;
        bound.for_each_read(&mut |var| changing |= self.function.var(var).mutable);
        if changing {
            let ty = if ty.is_passive() { ty } else { Ty::Passive(None) };
            let var = self.named("bound", ty, false, Role::Local);
            self.emit(crate::ir::StmtKind::Let { var, value: bound.clone() }, expr.span());
            bound = Expr::var(var);
        }
        bound
    }

    fn range_loop(&mut self, looped: &syn::ExprForLoop, head: Head) {
        self.scopes.enter();
        let Head::For { counter: carrier, lo, hi, inclusive, step, direction } = head else { return };
        let ty = self.ty_of(carrier).clone();
        let counter = match &*looped.pat {
            syn::Pat::Ident(name) => self.bind(&name.ident, ty, false, Role::Counter),
            syn::Pat::Wild(_) => carrier,
            syn::Pat::Type(typed) if matches!(&*typed.pat, syn::Pat::Ident(_)) => {
                let syn::Pat::Ident(name) = &*typed.pat else { return };
                self.bind(&name.ident, Ty::of(&typed.ty), false, Role::Counter)
            }
            other => {
                self.unknown_pattern(other);
                carrier
            }
        };
        // `for mut i in …`: the body changes a copy.
        let copied = matches!(&*looped.pat, syn::Pat::Ident(name) if name.mutability.is_some());
        if copied {
            self.error(
                Message::new("a loop counter that changes in the body is not supported yet")
                    .help("copy it first: `let mut k = i;`"),
                &looped.pat,
            );
        }
        let head = Head::For { counter, lo, hi, inclusive, step, direction };
        self.looped(looped.label.as_ref(), head, None, looped.span(), |this| this.block_into(&looped.body, None));
        self.scopes.leave();
    }

    fn iterator(&mut self, expr: &syn::Expr) -> Option<Iterator> {
        match expr {
            syn::Expr::Paren(inner) => self.iterator(&inner.expr),
            syn::Expr::Reference(reference) => self.elements(&reference.expr, Some(reference.mutability.is_some())),
            syn::Expr::Range(range) => {
                let lo = self.bound(range.start.as_ref()?);
                let len = match &range.end {
                    Some(end) if matches!(range.limits, syn::RangeLimits::HalfOpen(_)) => {
                        Some(difference(self.bound(end), &lo))
                    }
                    Some(_) => return None,
                    None => None,
                };
                Some(Iterator { len, item: Item::Counter(lo), direction: Direction::Up })
            }
            syn::Expr::MethodCall(call) => self.adaptor(call),
            _ => self.elements(expr, None),
        }
    }

    fn adaptor(&mut self, call: &syn::ExprMethodCall) -> Option<Iterator> {
        match (call.method.to_string().as_str(), call.args.len()) {
            ("iter", 0) => self.elements(&call.receiver, Some(false)),
            ("iter_mut", 0) => self.elements(&call.receiver, Some(true)),
            ("into_iter", 0) => self.iterator(&call.receiver),
            ("copied" | "cloned", 0) => {
                let mut inner = self.iterator(&call.receiver)?;
                let Item::Element { reference, .. } = &mut inner.item else { return None };
                *reference = None;
                Some(inner)
            }
            ("enumerate", 0) => {
                let inner = self.upward(&call.receiver)?;
                let counter = Item::Counter(zero());
                Some(Iterator { item: Item::Pair(Box::new(counter), Box::new(inner.item)), ..inner })
            }
            ("zip", 1) => {
                let left = self.upward(&call.receiver)?;
                let right = self.upward(&call.args[0])?;
                let len = match (left.len, right.len) {
                    (Some(a), Some(b)) => Some(shorter(&self.function, a, b)),
                    (a, b) => a.or(b),
                };
                let item = Item::Pair(Box::new(left.item), Box::new(right.item));
                Some(Iterator { len, item, direction: Direction::Up })
            }
            ("rev", 0) => {
                let mut inner = self.iterator(&call.receiver)?;
                inner.len.as_ref()?;
                inner.direction = if inner.direction == Direction::Up { Direction::Down } else { Direction::Up };
                Some(inner)
            }
            ("as_slice" | "as_mut_slice", 0) => self.elements(&call.receiver, Some(call.method == "as_mut_slice")),
            _ => None,
        }
    }

    /// An iterator whose step `k` is the `k`-th item, also where it runs backwards.
    fn upward(&mut self, expr: &syn::Expr) -> Option<Iterator> {
        let inner = self.iterator(expr)?;
        if inner.direction == Direction::Up {
            return Some(inner);
        }
        let len = inner.len.clone()?;
        Some(Iterator { item: Item::Reversed(Box::new(inner.item), len), direction: Direction::Up, ..inner })
    }

    /// The elements of a container.
    fn elements(&mut self, expr: &syn::Expr, reference: Option<bool>) -> Option<Iterator> {
        let (place, ty) = match self.place(expr) {
            Some(found) => found,
            None if self.is_varied(expr) => {
                let value = self.rvalue(expr);
                let var = self.materialize(value, expr.span());
                (Place::of(var), self.ty_of(var).clone())
            }
            None => return None,
        };
        match ty.peel() {
            Ty::Vec(_) | Ty::Slice(_) | Ty::Array(..) => {}
            Ty::Unknown | Ty::Opaque(_) if self.varied[place.root.0 as usize] => {}
            _ => return None,
        }
        let reference = match &ty {
            Ty::Ref(mutable, _) if reference.is_none() => Some(*mutable),
            _ => reference,
        };
        let place = self.freeze(place, expr.span());
        let mut len = self.length(&place);
        self.freeze_index(&mut len, expr.span());
        let item = Item::Element { place, ty: ty.element(), reference };
        Some(Iterator { len: Some(len), item, direction: Direction::Up })
    }

    fn container_loop(&mut self, looped: &syn::ExprForLoop, iterator: Iterator) {
        let Some(mut hi) = iterator.len else {
            self.error(
                Message::new("this loop has no end that chainrule can see").help("give the range an end: `0..n`"),
                &looped.expr,
            );
            return;
        };
        if !hi.is_atom() {
            let var = self.named("bound", Ty::index(), false, Role::Local);
            self.emit(crate::ir::StmtKind::Let { var, value: hi }, looped.expr.span());
            hi = Expr::var(var);
        }
        let counter = self.named("k", Ty::index(), false, Role::Counter);
        let head = Head::For { counter, lo: zero(), hi, inclusive: false, step: None, direction: iterator.direction };
        self.looped(looped.label.as_ref(), head, None, looped.span(), |this| {
            this.bind_step(&looped.pat, iterator.item, &Expr::var(counter));
            this.block_into(&looped.body, None);
        });
        let _: VarId = counter;
    }

    /// Binds `pattern` to what the iterator yields at `position`.
    fn bind_step(&mut self, pattern: &syn::Pat, item: Item, position: &Expr) {
        match (pattern, item) {
            (_, Item::Reversed(item, len)) => {
                let one = Expr::Tokens(super::opaque::constant(quote!(1)));
                let position = len.sub(one).sub(position.clone());
                self.bind_step(pattern, *item, &position);
            }
            (syn::Pat::Wild(_), _) => {}
            (syn::Pat::Paren(inner), item) => self.bind_step(&inner.pat, item, position),
            (syn::Pat::Tuple(parts), Item::Pair(left, right)) if parts.elems.len() == 2 => {
                self.bind_step(&parts.elems[0], *left, position);
                self.bind_step(&parts.elems[1], *right, position);
            }
            (syn::Pat::Ident(name), Item::Counter(lo)) => {
                let value = super::place::offset(lo, position.clone());
                self.bind_value(pattern, Ty::index(), Value { expr: value, ty: Ty::index() }, name.span());
            }
            (_, Item::Element { place, ty, reference }) => {
                let mut element = place;
                super::place::push_index(&mut element, position.clone());
                self.bind_element(pattern, element, ty, reference);
            }
            _ => self.unknown_pattern(pattern),
        }
    }

    fn bind_element(&mut self, pattern: &syn::Pat, element: Place, ty: Ty, reference: Option<bool>) {
        let span = pattern.span();
        match (pattern, reference) {
            (syn::Pat::Ident(name), Some(mutable)) if name.by_ref.is_none() => {
                let place = self.freeze(element, span);
                self.scopes.bind(name.ident.to_string(), Binding::Alias { place, mutable, ty });
            }
            (syn::Pat::Reference(inner), Some(_)) => {
                self.bind_value(&inner.pat, Ty::Unknown, Value { expr: Expr::Place(element), ty }, span);
            }
            (_, Some(mutable)) => {
                let ty = Ty::Ref(mutable, Box::new(ty));
                self.bind_value(pattern, Ty::Unknown, Value { expr: Expr::Place(element), ty }, span);
            }
            (_, None) => self.bind_value(pattern, Ty::Unknown, Value { expr: Expr::Place(element), ty }, span),
        }
    }
}

fn zero() -> Expr {
    Expr::Tokens(super::opaque::constant(quote!(0)))
}

fn difference(hi: Expr, lo: &Expr) -> Expr {
    match lo {
        Expr::Tokens(tokens) if tokens.stream.to_string() == "0" => hi,
        lo => hi.sub(lo.clone()),
    }
}

/// The smaller of two lengths.
fn shorter(function: &crate::ir::Function, a: Expr, b: Expr) -> Expr {
    let (left, right) = (crate::emit::expr(function, &a), crate::emit::expr(function, &b));
    if left.to_string() == right.to_string() {
        return a;
    }
    let mut reads = Vec::new();
    a.for_each_read(&mut |var| reads.push(var));
    b.for_each_read(&mut |var| reads.push(var));
    Expr::Tokens(Tokens { stream: quote!(::core::cmp::Ord::min(#left, #right)), reads, flows: Vec::new(), cheap: true })
}
