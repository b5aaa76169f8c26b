//! `zip` of two chains of which neither knows the positions of its items: those of one side are put into lists first.
//!
//! ```text
//! a.iter().flatten().zip(b.iter().flatten())      for row in b { for q in row { list.push(*q); } }
//!                                                 for row in a { for p in row { … &list[k] …; k += 1; } }
//! ```

use proc_macro2::Span;
use syn::spanned::Spanned;

use super::super::Lowering;
use super::super::item::Item;
use super::drive::Frame;
use super::{At, Indexed, Source, Stage, Stream};
use crate::ir::{Direction, Expr, Place, StmtKind, VarId};
use crate::types::Ty;

/// The lists of the parts of an item.
enum Lists {
    /// Its items were references, or values.
    One(VarId, bool),
    Pair(Box<[Lists; 2]>),
}

impl Lowering<'_> {
    /// One of two sides, with positions; `true`: it is the left one.
    pub(super) fn gathered(
        &mut self,
        left: Stream,
        right: Stream,
        call: &syn::ExprMethodCall,
    ) -> Option<(Stream, Indexed, bool)> {
        let may = |stream: &Stream| stream.is_finite() && !stream.changes() && !stream.gives_mutable();
        if may(&right) {
            let source = self.in_lists(right, call.args.first()?.span())?;
            return Some((left, source, false));
        }
        if may(&left) && !right.changes() {
            let source = self.in_lists(left, call.receiver.span())?;
            return Some((right, source, true));
        }
        None
    }

    /// What is mapped behind the last choice is computed where the items are read.
    fn in_lists(&mut self, mut stream: Stream, span: Span) -> Option<Indexed> {
        let mut later = Vec::new();
        while let Some(Stage::Map(_) | Stage::Copied) = stream.stages.last() {
            later.extend(stream.stages.pop());
        }
        let position = self.out.len();
        let mut lists = None;
        self.drive(stream, Frame::default(), span, &mut |this, item| {
            let item = this.atomic_item(item, span);
            let lists = lists.get_or_insert_with(|| this.lists(&item));
            this.put(lists, item, span);
        });
        let lists = lists?;
        let first = self.declare_lists(&lists, position, span);
        let mut len = self.length(&Place::of(first));
        self.freeze_index(&mut len, span);
        let mut at = self.behind(&lists);
        for stage in later.into_iter().rev() {
            at = match stage {
                Stage::Map(callee) => At::Mapped(Box::new(at), callee),
                _ => At::Copied(Box::new(at)),
            };
        }
        Some(Indexed { len: Some(len), at, direction: Direction::Up, range: None })
    }

    fn lists(&mut self, item: &Item) -> Lists {
        match item {
            Item::Tuple(parts) if parts.len() == 2 => {
                Lists::Pair(Box::new([self.lists(&parts[0]), self.lists(&parts[1])]))
            }
            item => {
                let is_reference = matches!(item.ty(), Ty::Ref(..));
                Lists::One(self.made("list", Ty::Vec(Box::default())), is_reference)
            }
        }
    }

    fn put(&mut self, lists: &Lists, item: Item, span: Span) {
        match (lists, item) {
            (Lists::Pair(lists), Item::Tuple(parts)) => {
                for (lists, part) in lists.iter().zip(parts) {
                    self.put(lists, part, span);
                }
            }
            (Lists::Pair(_), Item::Ref(item)) => self.put(lists, *item, span),
            (Lists::One(list, _), item) => {
                let mut item = Self::behind_item(item);
                if let Item::Value(value) = &mut item {
                    value.ty = value.ty.peel().clone();
                }
                self.push_item(*list, item, span);
            }
            (Lists::Pair(_), Item::Value(_)) => {}
        }
    }

    /// Declares the lists at `position`, empty, and gives one of them.
    fn declare_lists(&mut self, lists: &Lists, position: usize, span: Span) -> VarId {
        match lists {
            Lists::One(list, _) => {
                let value =
                    Expr::Tokens(super::super::opaque::constant(quote::quote!(__chainrule::__private::Vec::new())));
                let declared = self.function.stmt(StmtKind::Let { var: *list, value }, span);
                self.out.insert(position, declared);
                *list
            }
            Lists::Pair(parts) => {
                self.declare_lists(&parts[1], position, span);
                self.declare_lists(&parts[0], position, span)
            }
        }
    }

    fn behind(&self, lists: &Lists) -> At {
        match lists {
            Lists::One(list, is_reference) => {
                let ty = self.ty_of(*list).element();
                At::Element { place: Place::of(*list), ty, reference: is_reference.then_some(false) }
            }
            Lists::Pair(parts) => At::Pair(Box::new(self.behind(&parts[0])), Box::new(self.behind(&parts[1]))),
        }
    }
}

impl Stream {
    /// Whether it surely ends by itself.
    fn is_finite(&self) -> bool {
        match &self.source {
            Source::Indexed(source) => source.len.is_some(),
            Source::Chain(first, second) => first.is_finite() && second.is_finite(),
            Source::Each(_) | Source::Successors(..) | Source::Calls(_) => {
                self.stages.iter().any(|stage| matches!(stage, Stage::Take(_)))
            }
        }
    }

    fn gives_mutable(&self) -> bool {
        match &self.source {
            Source::Indexed(source) => source.at.gives_mutable(),
            Source::Chain(first, second) => first.gives_mutable() || second.gives_mutable(),
            Source::Each(_) | Source::Successors(..) | Source::Calls(_) => false,
        }
    }
}

impl At {
    fn gives_mutable(&self) -> bool {
        match self {
            At::Element { reference, .. } | At::Entry { reference, .. } => *reference == Some(true),
            At::Part { mutable, .. } => *mutable,
            At::Pair(first, second) => first.gives_mutable() || second.gives_mutable(),
            At::Reversed(at, _) | At::Skipped(at, _) | At::Strided(at, _) | At::Cycled(at, _) => at.gives_mutable(),
            At::Mapped(at, _) | At::Copied(at) | At::Peeked(at) => at.gives_mutable(),
            At::Counter | At::Number(..) | At::Repeated(_) => false,
        }
    }
}
