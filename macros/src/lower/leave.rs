//! Entries that leave a map, with the keys that they had.
//!
//! ```text
//! m.remove(&k)          let found = m.get_key_value(&k).map(|(key, _)| key.clone());
//!                       if found.is_some() { let v = m.remove(&key).unwrap(); Some(v) } else { None }
//! m.retain(|k, v| c)    for k in keys(&m) { let v = &mut m[&k]; if !c { m.remove(&k).unwrap(); } }
//! m.clear()             mem::take(&mut m);
//! ```

use proc_macro2::{Ident, Span};
use quote::quote;
use syn::spanned::Spanned;

use super::parts::Part;
use super::{Lowering, Value};
use crate::ir::{
    Construct, Direction, Expr, Head, InPlace, Loop, Motion, Place, Role, Selector, Step, StmtKind, Tokens, Update,
    VarId,
};
use crate::types::Ty;

impl Lowering<'_> {
    /// The type of `m.remove(&k)`.
    pub(super) fn type_of_removed(&self, call: &syn::ExprMethodCall) -> Option<Ty> {
        // A position is no reference.
        let by_key = matches!(call.args.first(), Some(syn::Expr::Reference(_)))
            && matches!(self.type_of(&call.receiver).peel(), Ty::Unknown);
        let removes = call.method == "remove" && call.args.len() == 1 && (by_key || self.is_map(&call.receiver));
        removes.then(|| Ty::Option(Box::new(self.type_of(&call.receiver).element())))
    }

    /// `m.remove(&k)`: the value, where there was one.
    pub(super) fn removed(&mut self, call: &syn::ExprMethodCall) -> Option<Value> {
        let ty = self.type_of_removed(call).filter(|_| self.is_varied(&call.receiver))?;
        let span = call.span();
        let (map, _) = self.base(&call.receiver)?;
        let map = self.freeze(map, span);
        let found = self.found_key(&map, &call.args[0]);
        let name = self.function.var(found).name.clone();
        let reads = vec![found];
        let known = Tokens { stream: quote!(#name.is_some()), reads, flows: Vec::new(), cheap: true };
        let result = self.deferred(ty.clone(), None, span);
        self.mark_varied(result, &Expr::Place(map.clone()));
        let there = self.in_block(|this| {
            let stream = quote!(::core::clone::Clone::clone(&#name).unwrap());
            let key = this.named("key", Ty::Passive(None), false, Role::Local);
            let tokens = Tokens { stream, reads: vec![found], flows: Vec::new(), cheap: false };
            this.emit(StmtKind::Let { var: key, value: Expr::Tokens(tokens) }, span);
            let value = this.leave_key(&map, Expr::var(key), span);
            let some = Step::Variant(Ident::new("Some", Span::mixed_site()), syn::Member::from(0));
            let fields = vec![(some, Expr::var(value))];
            let construct = Construct { path: quote!(Some), fields, base: None, braces: false };
            let value = Value { expr: Expr::Construct(Box::new(construct)), ty: ty.clone() };
            this.assign(Place::of(result), Update::Set, value, span);
        });
        let missing = self.in_block(|this| {
            let none = Expr::Tokens(super::opaque::constant(quote!(None)));
            this.assign(Place::of(result), Update::Set, Value { expr: none, ty: ty.clone() }, span);
        });
        let selector = Selector::If(Expr::Tokens(known));
        self.emit(StmtKind::Branch { selector, arms: vec![there, missing] }, span);
        Some(Value { expr: Expr::var(result), ty })
    }

    /// The key of the map that is equal to `key`, if it has one.
    fn found_key(&mut self, map: &Place, key: &syn::Expr) -> VarId {
        let mut tokens = self.opaque(key).tokens;
        let (whole, given) = (crate::emit::place(&self.function, map), &tokens.stream);
        let found = quote!(#whole.get_key_value(#given).map(|(key, _)| ::core::clone::Clone::clone(key)));
        tokens.reads.push(map.root);
        map.for_each_index(&mut |var| tokens.reads.push(var));
        let tokens = Tokens { stream: found, flows: Vec::new(), cheap: false, ..tokens };
        let var = self.named("found", Ty::Passive(None), false, Role::Local);
        self.emit(StmtKind::Let { var, value: Expr::Tokens(tokens) }, key.span());
        var
    }

    /// `let v = map.remove(&key).unwrap();`
    fn leave_key(&mut self, map: &Place, key: Expr, span: Span) -> VarId {
        let result = self.temporary(self.function.place_ty(map).element());
        self.mark_varied(result, &Expr::Place(map.clone()));
        let change = InPlace { place: map.clone(), motion: Motion::Leave(key), value: None, result: Some(result) };
        self.emit(StmtKind::InPlace(change), span);
        result
    }

    /// `m.clear();`
    pub(super) fn cleared(&mut self, call: &syn::ExprMethodCall) -> bool {
        let Some((map, ty)) = self.base(&call.receiver) else { return false };
        let map = self.freeze(map, call.span());
        let result = self.temporary(ty.peel().clone());
        self.mark_varied(result, &Expr::Place(map.clone()));
        let change = InPlace { place: map, motion: Motion::Replace, value: None, result: Some(result) };
        self.emit(StmtKind::InPlace(change), call.span());
        true
    }

    /// `m.retain(|k, v| …);`
    pub(super) fn retained(&mut self, call: &syn::ExprMethodCall) -> bool {
        let Some(syn::Expr::Closure(closure)) = call.args.first() else { return false };
        let [key, value] = closure.inputs.iter().collect::<Vec<_>>()[..] else { return false };
        if super::opaque::find_jump(&closure.body).is_some() {
            return false;
        }
        let span = call.span();
        let Some(entries) = self.entries(&call.receiver) else { return false };
        let counter = self.named("k", Ty::index(), false, Role::Counter);
        let body = self.in_block(|this| {
            let position = Expr::var(counter);
            let mut own = Place::of(entries.keys);
            super::place::push_index(&mut own, position.clone());
            let held = this.value_at(&entries.place, entries.keys, &position);
            let part = Part { place: own.clone(), ty: entries.key.clone(), reference: Some(false) };
            this.bind_part(key, part, false);
            this.bind_part(value, Part { place: held, ty: entries.value.clone(), reference: Some(true) }, false);
            let stays = this.atom(&closure.body);
            let kept = this.in_block(|_| {});
            let lost = this.in_block(|this| {
                let reads = vec![entries.keys, counter];
                let stream = crate::emit::expr(&this.function, &Expr::Place(own.clone()));
                let key = Tokens { stream: quote!((#stream)), reads, flows: Vec::new(), cheap: true };
                this.leave_key(&entries.place, Expr::Tokens(key), span);
            });
            this.emit(StmtKind::Branch { selector: Selector::If(stays.expr), arms: vec![kept, lost] }, span);
        });
        let lo = Expr::Tokens(super::opaque::constant(quote!(0)));
        let hi = Expr::var(entries.len);
        let head = Head::For { counter, lo, hi, inclusive: false, step: None, direction: Direction::Up };
        let label = self.new_loop();
        self.emit(StmtKind::Loop(Loop { head, body, until: Vec::new(), label }), span);
        true
    }
}
