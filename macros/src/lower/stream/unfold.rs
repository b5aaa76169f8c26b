//! Iterators that are made from values: `once`, `repeat`, `repeat_n`, `successors`, `from_fn`.
//!
//! ```text
//! from_fn(|| s.step())               loop { match s.step() { Some(t) => { … } None => break } }
//! successors(Some(a), |t| f(t))      let mut next = a; let mut first = true;
//!                                    loop { if !first { match f(&next) { Some(t) => next = t, None => break } } first = false; … }
//! ```

use proc_macro2::Span;
use syn::spanned::Spanned;

use super::super::item::Item;
use super::super::{Lowering, Value};
use super::drive::{Body, Frame, Ready};
use super::indexed::number;
use super::option::Cases;
use super::{At, Callee, Indexed, Source, Stream};
use crate::diagnostic::Message;
use crate::ir::{Direction, Expr, Head, Place, Selector, StmtKind, Update};
use crate::types::Ty;

/// The function of `std::iter` that `call` calls.
fn maker(call: &syn::ExprCall) -> Option<&'static str> {
    let syn::Expr::Path(path) = &*call.func else { return None };
    let names: Vec<String> = path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
    let (last, owner) = (names.last()?, names.len().checked_sub(2).map(|index| names[index].as_str()));
    let known = match (last.as_str(), call.args.len()) {
        ("once", 1) => "once",
        ("repeat", 1) => "repeat",
        ("repeat_n", 2) => "repeat_n",
        ("successors", 2) => "successors",
        ("from_fn", 1) => "from_fn",
        _ => return None,
    };
    let imported = owner.is_none() && matches!(known, "repeat_n" | "successors");
    (owner == Some("iter") || imported).then_some(known)
}

/// Whether `call` makes an iterator from values.
pub(super) fn makes_iterator(call: &syn::ExprCall) -> bool {
    maker(call).is_some()
}

impl<'a> Lowering<'a> {
    /// The iterator that `call` makes.
    pub(super) fn made_stream(&mut self, call: &syn::ExprCall) -> Option<Stream> {
        match maker(call)? {
            "successors" => return self.successors(call),
            "from_fn" => {
                let callee = self.callee(&call.args[0])?;
                return Some(Stream { source: Source::Calls(callee), stages: Vec::new() });
            }
            _ => {}
        }
        let item = self.items(call.args.iter().take(1)).into_iter().next()?;
        let item = self.atomic_item(item, call.span());
        let len = match maker(call)? {
            "once" => Some(number(1)),
            "repeat_n" => Some(self.bound(&call.args[1])),
            _ => None,
        };
        Some(Stream::indexed(Indexed { len, at: At::Repeated(item), direction: Direction::Up, range: None }))
    }

    fn successors(&mut self, call: &syn::ExprCall) -> Option<Stream> {
        let first = match &call.args[0] {
            syn::Expr::Call(some) if some.args.len() == 1 && is_some(&some.func) => self.item(&some.args[0]),
            other => {
                let message = Message::new("chainrule does not see whether this iterator gives a first item")
                    .note("its items are differentiated values")
                    .help("write `Some(..)` here, and branch before it");
                self.error(message, other);
                return None;
            }
        };
        let first = self.atomic_item(first, call.span());
        let callee = self.callee(&call.args[1])?;
        Some(Stream { source: Source::Successors(first, callee), stages: Vec::new() })
    }

    /// The loop over `successors`: the next item is made when it is asked for.
    pub(super) fn drive_successors(
        &mut self,
        (first, callee): (Item, &Callee),
        stages: &[Ready],
        frame: &Frame,
        span: Span,
        body: Body<'_, 'a>,
    ) {
        let state = self.state("next", first, span);
        let fresh = self.flag_variable("first", span);
        self.nest(Head::Forever, frame, stages, span, &mut |this, frame, stages| {
            let here = this.loops.last().map(|enclosing| enclosing.id);
            let ty = this.ty_of(state).clone();
            this.where_(
                Expr::var(fresh),
                span,
                &mut |this| this.set(fresh, &Expr::Tokens(super::super::opaque::constant(quote::quote!(false))), span),
                &mut |this| {
                    let argument = Item::reference(Place::of(state), ty.clone(), false);
                    let cases = Cases {
                        some: &mut |this, item| {
                            let value = this.item_value(item, span);
                            this.store_value(state, value, span);
                        },
                        none: &mut |this| this.stop(here, span),
                    };
                    this.apply_optional(callee, vec![argument], span, cases);
                },
            );
            // The state goes on while the item is used.
            let item = this.named("item", ty.clone(), false, crate::ir::Role::Local);
            let value = if ty.is_copy() || ty.is_float() {
                Expr::var(state)
            } else {
                Expr::Copy(crate::forward::method("clone"), Place::of(state))
            };
            this.mark_varied(item, &value);
            this.emit(StmtKind::Let { var: item, value }, span);
            this.run(stages, Item::variable(item, ty), frame, span, &mut *body);
        });
    }

    /// The loop over `from_fn`: an item is made when it is asked for.
    pub(super) fn drive_calls(
        &mut self,
        callee: &Callee,
        stages: &[Ready],
        frame: &Frame,
        span: Span,
        body: Body<'_, 'a>,
    ) {
        let given = match callee {
            Callee::Closure(closure) => written(&closure.syntax.output),
            Callee::Path(_) => Ty::Unknown,
        };
        self.nest(Head::Forever, frame, stages, span, &mut |this, frame, stages| {
            let here = this.loops.last().map(|enclosing| enclosing.id);
            let cases = Cases {
                some: &mut |this, item| {
                    let item = this.typed_item(item, &given);
                    this.run(stages, item, frame, span, &mut *body);
                },
                none: &mut |this| this.stop(here, span),
            };
            this.apply_optional(callee, Vec::new(), span, cases);
        });
    }

    /// `try_fold` with a closure that gives an `Option`: the state, unless the closure once gave nothing.
    pub(super) fn try_folded(&mut self, stream: Stream, call: &syn::ExprMethodCall) -> Item {
        let span = call.span();
        self.wished = None;
        let initial = self.item(&call.args[0]);
        let Some(callee) = self.callee(&call.args[1]) else { return Item::unit() };
        let state = self.state("state", initial, span);
        let held = self.flag_variable("held", span);
        self.labeled(None, None, span, |this| {
            let Some(whole) = this.loops.last().map(|enclosing| enclosing.id) else { return };
            this.drive(stream, Frame::default(), span, &mut |this, item| {
                let before = Item::variable(state, this.ty_of(state).clone());
                let cases = Cases {
                    some: &mut |this, item| {
                        let value = this.item_value(item, span);
                        this.store_value(state, value, span);
                    },
                    none: &mut |this| {
                        let gone = super::super::opaque::constant(quote::quote!(false));
                        this.set(held, &Expr::Tokens(gone), span);
                        this.exit(crate::ir::Exit::Break(whole), span);
                    },
                };
                this.apply_optional(&callee, vec![before, item], span, cases);
            });
        });
        let ty = Ty::Option(Box::new(self.ty_of(state).clone()));
        let result = self.deferred(ty.clone(), None, span);
        let some = proc_macro2::Ident::new("Some", Span::mixed_site());
        let fields = vec![(crate::ir::Step::Variant(some, syn::Member::from(0)), Expr::var(state))];
        let path = quote::quote!(::core::option::Option::Some);
        let some = crate::ir::Construct { path, fields, base: None, braces: false };
        let none = super::super::opaque::constant(quote::quote!(::core::option::Option::None));
        let assign = |this: &mut Self, expr: Expr| {
            this.assign(Place::of(result), Update::Set, Value { expr, ty: ty.clone() }, span);
        };
        let then = self.in_block(|this| assign(this, Expr::Construct(Box::new(some))));
        let otherwise = self.in_block(|this| assign(this, Expr::Tokens(none)));
        self.mark_varied(result, &Expr::var(state));
        let selector = Selector::If(Expr::var(held));
        self.emit(StmtKind::Branch { selector, arms: vec![then, otherwise] }, span);
        Item::variable(result, self.ty_of(result).clone())
    }

    /// `partition`, into two `Vec`s.
    pub(super) fn partitioned(
        &mut self,
        stream: Stream,
        call: &syn::ExprMethodCall,
        expected: &crate::types::Ty,
    ) -> Item {
        let span = call.span();
        self.wished = None;
        let Some(callee) = self.callee(&call.args[0]) else { return Item::unit() };
        let lists = [0, 1].map(|index| self.list("list", &stream, expected.field(index), span));
        self.drive(stream, Frame::default(), span, &mut |this, item| {
            let item = this.atomic_item(item, span);
            let condition = this.holds(&callee, &item, span);
            let [yes, no] = lists;
            let into = |list| move |this: &mut Self, item: Item| this.push_item(list, item, span);
            let (then, otherwise) = (into(yes), into(no));
            this.where_(condition, span, &mut |this| then(this, item.clone()), &mut |this| {
                otherwise(this, item.clone());
            });
        });
        Item::Tuple(lists.into_iter().map(|list| Item::variable(list, self.ty_of(list).clone())).collect())
    }
}

/// `T` of `-> Option<T>`.
fn written(output: &syn::ReturnType) -> Ty {
    match output {
        syn::ReturnType::Type(_, ty) => match Ty::of(ty) {
            Ty::Option(item) => *item,
            _ => Ty::Unknown,
        },
        syn::ReturnType::Default => Ty::Unknown,
    }
}

fn is_some(expr: &syn::Expr) -> bool {
    matches!(expr, syn::Expr::Path(path) if path.path.is_ident("Some"))
}
