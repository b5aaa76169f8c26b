//! Positions: how adaptors change the length of a source and the place of its items.

use proc_macro2::{Span, TokenStream};
use quote::quote;

use super::super::Lowering;
use super::super::item::Item;
use super::super::place::{offset, push_index, push_slice};
use super::super::{Value, opaque};
use super::{At, Indexed};
use crate::emit;
use crate::ir::{Direction, Expr, Op, Role, StmtKind, Tokens};
use crate::types::Ty;

pub(super) fn number(value: usize) -> Expr {
    let literal = proc_macro2::Literal::usize_unsuffixed(value);
    Expr::Tokens(opaque::constant(quote!(#literal)))
}

pub(super) fn is_number(expr: &Expr, value: &str) -> bool {
    matches!(expr, Expr::Tokens(tokens) if tokens.stream.to_string() == value)
}

impl Lowering<'_> {
    /// Integer arithmetic on operands, which may be done again.
    pub(super) fn formula<const N: usize>(
        &self,
        operands: [&Expr; N],
        build: impl FnOnce([TokenStream; N]) -> TokenStream,
    ) -> Expr {
        let mut reads = Vec::new();
        operands.iter().for_each(|operand| operand.for_each_read(&mut |var| reads.push(var)));
        let stream = build(operands.map(|operand| emit::operand(&self.function, operand)));
        Expr::Tokens(Tokens { stream, reads, flows: Vec::new(), cheap: true })
    }

    /// `hi - lo`, or 0.
    pub(super) fn difference(&self, hi: Expr, lo: &Expr) -> Expr {
        if is_number(lo, "0") {
            return hi;
        }
        self.formula([&hi, lo], |[hi, lo]| quote!(usize::saturating_sub(#hi, #lo)))
    }

    /// The smaller of two lengths.
    pub(super) fn shorter(&self, a: Expr, b: Expr) -> Expr {
        let same = emit::expr(&self.function, &a).to_string() == emit::expr(&self.function, &b).to_string();
        if same {
            return a;
        }
        self.formula([&a, &b], |[a, b]| quote!(::core::cmp::Ord::min(#a, #b)))
    }

    /// The source with positions from 0 upward, also where it is a range of the user's or runs downward.
    pub(super) fn upward(&mut self, source: Indexed) -> Option<Indexed> {
        let source = self.counted(source);
        if source.direction == Direction::Up {
            return Some(source);
        }
        let len = source.len.clone()?;
        let at = At::Reversed(Box::new(source.at), len);
        Some(Indexed { at, direction: Direction::Up, ..source })
    }

    /// The source with a counter from 0.
    fn counted(&self, source: Indexed) -> Indexed {
        let Some(range) = source.range else { return source };
        let number = At::Number(range.lo.clone(), range.ty.clone());
        let len = match range.hi {
            None => None,
            Some(hi) => Some(self.count_between(&range.lo, hi, range.inclusive, &range.ty)),
        };
        let (at, len) = match range.step {
            None => (number, len),
            Some(step) => {
                let len =
                    len.map(|len| self.formula([&len, &step], |[len, step]| quote!(usize::div_ceil(#len, #step))));
                (At::Strided(Box::new(number), step), len)
            }
        };
        let at = with_counter(source.at, &at);
        Indexed { len, at, direction: source.direction, range: None }
    }

    /// How many integers are in `lo..hi`, or in `lo..=hi`.
    fn count_between(&self, lo: &Expr, hi: Expr, inclusive: bool, ty: &Ty) -> Expr {
        let small = matches!(ty, Ty::Passive(Some(name)) if name.to_string() != "usize");
        if small && !is_number(lo, "0") || is_negative(lo) {
            return self
                .formula([lo, &hi], |[lo, hi]| quote!(__chainrule::__private::count_between(#lo, #hi, #inclusive)));
        }
        let hi = if small { self.formula([&hi], |[hi]| quote!(#hi as usize)) } else { hi };
        let hi = if inclusive { self.formula([&hi], |[hi]| quote!(usize::saturating_add(#hi, 1))) } else { hi };
        self.difference(hi, lo)
    }

    /// The item at `position`.
    pub(super) fn item_at(&mut self, at: &At, position: &Expr, span: Span) -> Item {
        match at {
            At::Counter => Item::Value(Value { expr: position.clone(), ty: Ty::index() }),
            At::Number(lo, ty) => Item::Value(self.number_at(lo, ty, position)),
            At::Element { place, ty, reference } => {
                let mut place = place.clone();
                push_index(&mut place, position.clone());
                match reference {
                    Some(mutable) => Item::reference(place, ty.clone(), *mutable),
                    None => Item::Value(Value { expr: Expr::Place(place), ty: ty.clone() }),
                }
            }
            At::Entry { place, keys, ty, reference } => {
                let place = self.value_at(place, *keys, position);
                match reference {
                    Some(mutable) => Item::reference(place, ty.clone(), *mutable),
                    None => Item::Value(Value { expr: Expr::Place(place), ty: ty.clone() }),
                }
            }
            At::Part { .. } => self.part_at(at, position, span),
            At::Pair(a, b) => {
                let a = self.item_at(a, position, span);
                let a = self.atomic_item(a, span);
                let mut earlier = [(self.out.len(), a)];
                let start = self.out.len();
                let b = self.item_at(b, position, span);
                let b = self.atomic_item(b, span);
                self.keep_items(&mut earlier, start, span);
                let [(_, a)] = earlier;
                Item::Tuple(vec![a, b])
            }
            At::Reversed(at, len) => {
                let position = len.clone().sub(number(1)).sub(position.clone());
                self.item_at(at, &position, span)
            }
            At::Skipped(at, n) => self.item_at(at, &offset(n.clone(), position.clone()), span),
            At::Strided(at, step) => {
                let position =
                    if is_number(position, "0") { position.clone() } else { position.clone().mul(step.clone()) };
                self.item_at(at, &position, span)
            }
            At::Cycled(at, len) => {
                let turned = self.formula([position, len], |[position, len]| quote!(#position % #len));
                let turned = self.integer("turn", turned, span);
                self.item_at(at, &turned, span)
            }
            At::Mapped(at, callee) => {
                let item = self.item_at(at, position, span);
                self.apply(callee, vec![item], span)
            }
            At::Copied(at) => Self::behind_item(self.item_at(at, position, span)),
            At::Peeked(at) => Item::Ref(Box::new(self.item_at(at, position, span))),
            At::Repeated(item) => item.clone(),
        }
    }

    /// `lo + position`, in the type of `lo`.
    fn number_at(&self, lo: &Expr, ty: &Ty, position: &Expr) -> Value {
        let small = matches!(ty, Ty::Passive(Some(name)) if name.to_string() != "usize");
        if !small && is_negative(lo) {
            let expr = self.formula([lo, position], |[lo, k]| quote!(__chainrule::__private::ahead(#lo, #k)));
            return Value { expr, ty: Ty::Passive(None) };
        }
        let position = if small {
            let name = ty.tokens();
            self.formula([position], |[position]| quote!(#position as #name))
        } else {
            position.clone()
        };
        Value { expr: offset(lo.clone(), position), ty: ty.clone() }
    }

    /// Some elements of a container.
    fn part_at(&mut self, at: &At, position: &Expr, span: Span) -> Item {
        let At::Part { place, element, stride, size, end, mutable } = at else { return Item::unit() };
        let lo = if is_number(stride, "1") {
            position.clone()
        } else {
            self.integer("start", position.clone().mul(stride.clone()), span)
        };
        let hi = Expr::Binary(Op::Add, Box::new(lo.clone()), Box::new(size.clone()));
        let hi = match end {
            None => hi,
            Some(end) => {
                let end = self.formula([&hi, end], |[hi, end]| quote!(::core::cmp::Ord::min(#hi, #end)));
                self.integer("end", end, span)
            }
        };
        let mut place = place.clone();
        push_slice(&mut place, lo, Some(hi));
        Item::reference(place, Ty::Slice(Box::new(element.clone())), *mutable)
    }

    /// An integer in a variable.
    pub(super) fn integer(&mut self, wish: &str, value: Expr, span: Span) -> Expr {
        if matches!(&value, Expr::Place(place) if place.path.is_empty() && !self.function.var(place.root).mutable) {
            return value;
        }
        let var = self.named(wish, Ty::index(), false, Role::Local);
        self.emit(StmtKind::Let { var, value }, span);
        Expr::var(var)
    }
}

/// Whether an integer is written with a minus.
fn is_negative(expr: &Expr) -> bool {
    matches!(expr, Expr::Tokens(tokens) if tokens.stream.to_string().starts_with(['-', '(']) && {
        let text = tokens.stream.to_string();
        text.trim_start_matches(['(', ' ']).starts_with('-')
    })
}

/// `at` over items of another kind.
fn with_counter(at: At, counter: &At) -> At {
    match at {
        At::Counter => counter.clone(),
        At::Mapped(at, callee) => At::Mapped(Box::new(with_counter(*at, counter)), callee),
        At::Copied(at) => At::Copied(Box::new(with_counter(*at, counter))),
        At::Peeked(at) => At::Peeked(Box::new(with_counter(*at, counter))),
        other => other,
    }
}
