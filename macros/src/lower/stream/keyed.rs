//! Items that enter a map: `collect` and `extend`.
//!
//! ```text
//! let m: HashMap<_, _> = pairs.collect();     let mut m = HashMap::new(); for (k, v) in pairs { m.insert(k, v); }
//! ```

use proc_macro2::Span;
use quote::quote;

use super::super::item::Item;
use super::super::{Lowering, Value};
use super::Stream;
use super::collect::out_of_place;
use super::drive::Frame;
use crate::diagnostic::Message;
use crate::ir::{Expr, Place, Role, StmtKind, Tokens, VarId};
use crate::types::Ty;

impl Lowering<'_> {
    /// The pairs of `stream` in a map of type `ty`.
    pub(super) fn collected_map(&mut self, stream: Stream, ty: Ty, span: Span) -> Item {
        let made = quote!(::core::default::Default::default());
        let tokens = Tokens { stream: made, reads: Vec::new(), flows: Vec::new(), cheap: false };
        let map = self.made("map", ty);
        self.emit(StmtKind::Let { var: map, value: Expr::Tokens(tokens) }, span);
        self.enter_stream(&Place::of(map), stream, span);
        Item::variable(map, self.ty_of(map).clone())
    }

    /// `BTreeMap::from(pairs)`, wherever its value is wanted.
    pub(in super::super) fn map_from(&mut self, call: &syn::ExprCall, path: &syn::ExprPath) -> Option<Value> {
        let owner = path.path.segments.iter().rev().nth(1)?;
        let is_map = owner.ident == "HashMap" || owner.ident == "BTreeMap";
        if !is_map || path.path.segments.last()?.ident != "from" || call.args.len() != 1 {
            return None;
        }
        let (span, ty) = (syn::spanned::Spanned::span(call), super::super::typing::type_of_container(&path.path)?);
        let pairs = self.stream(&call.args[0])?;
        let map = self.collected_map(pairs, ty, span);
        Some(self.item_value(map, span))
    }

    /// `map.extend(items)`
    pub(in super::super) fn enter_items(&mut self, map: &Place, items: &syn::Expr, span: Span) {
        if let Some(stream) = self.stream(items) {
            self.enter_stream(map, stream, span);
        }
    }

    fn enter_stream(&mut self, map: &Place, stream: Stream, span: Span) {
        let is_reference = matches!(crate::types::key(&self.function.place_ty(map)), Ty::Ref(..));
        self.drive(stream, Frame::default(), span, &mut |this, item| {
            let Some([key, value]) = this.pair(item, span) else { return };
            let key = this.entering_key(key, is_reference, span);
            let value = this.item_value(Self::behind_item(value), span);
            let value = out_of_place(Value { ty: value.ty.peel().clone(), ..value });
            let value = Value { expr: Expr::var(this.materialize(value.clone(), span)), ty: value.ty };
            this.insert(map, key, value, span);
        });
    }

    /// The parts of a pair.
    fn pair(&mut self, item: Item, span: Span) -> Option<[Item; 2]> {
        match self.atomic_item(item, span) {
            Item::Tuple(parts) => parts.try_into().ok(),
            Item::Ref(inner) => self.pair(*inner, span),
            Item::Value(value) => {
                let ty = value.ty.peel().clone();
                let place = match value.expr {
                    Expr::Place(place) => place,
                    _ => Place::of(self.materialize(value, span)),
                };
                if !matches!(ty, Ty::Tuple(_)) {
                    let message = Message::new("chainrule cannot see the keys and the values that enter this map")
                        .help("map the items to pairs: `.map(|item| (key, value))`");
                    self.errors.push(message.at(span));
                    return None;
                }
                Some([0, 1].map(|index| {
                    let mut place = place.clone();
                    place.path.push(crate::ir::Step::Field(syn::Member::from(index)));
                    Item::Value(Value { expr: Expr::Place(place), ty: ty.field(index) })
                }))
            }
        }
    }

    /// A key in a variable of its own.
    fn entering_key(&mut self, key: Item, is_reference: bool, span: Span) -> VarId {
        let value = self.item_value(key, span);
        let value = match value.expr {
            Expr::Place(place) if !is_reference && !value.ty.is_copy() => {
                Expr::Copy(crate::forward::method("clone"), place)
            }
            other => other,
        };
        let var = self.named("key", Ty::Passive(None), false, Role::Local);
        self.emit(StmtKind::Let { var, value }, span);
        var
    }
}
