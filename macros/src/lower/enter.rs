//! New entries of maps: a value enters under a key that the map does not have, and is assigned under one that it has.
//!
//! ```text
//! m.insert(k, v);                  if m.contains_key(&k) { m[&k] = v; } else { m.insert(k, v); }
//! *m.entry(k).or_insert(d) += v;   if !m.contains_key(&k) { m.insert(k, d); }  m[&k] += v;
//! m.entry(k).and_modify(f).or_insert(d);
//!                                  if m.contains_key(&k) { f(&mut m[&k]); } else { m.insert(k, d); }
//! ```

use proc_macro2::Span;
use quote::quote;
use syn::spanned::Spanned;

use super::item::Item;
use super::{Lowering, Value};
use crate::diagnostic::Message;
use crate::ir::{Expr, InPlace, Motion, Place, Role, Selector, Step, StmtKind, Tokens, Update, VarId};
use crate::types::Ty;

/// Methods that change the entries of a map, and are not followed.
const REFUSED: &[&str] = &["remove_entry", "retain", "drain", "append", "pop_first", "pop_last", "split_off"];

/// `m.entry(k).and_modify(f).or_insert(d)`: the call of `entry`, and what changes a value that is there.
fn entry(call: &syn::ExprMethodCall) -> Option<(&syn::ExprMethodCall, Vec<&syn::Expr>)> {
    if !matches!(
        (call.method.to_string().as_str(), call.args.len()),
        ("or_insert" | "or_insert_with", 1) | ("or_default", 0)
    ) {
        return None;
    }
    let (mut receiver, mut changes) = (&*call.receiver, Vec::new());
    while let syn::Expr::MethodCall(inner) = receiver {
        match (inner.method.to_string().as_str(), inner.args.first()) {
            ("entry", Some(_)) => return Some((inner, changes)),
            ("and_modify", Some(change)) => changes.insert(0, change),
            _ => return None,
        }
        receiver = &inner.receiver;
    }
    None
}

impl Lowering<'_> {
    /// Whether `call` gives a place in a map, which may be new.
    pub(super) fn is_entry(&self, call: &syn::ExprMethodCall) -> bool {
        entry(call).is_some_and(|(entry, _)| self.is_map(&entry.receiver))
    }

    /// The type of what `m.entry(k).or_insert(d)` refers to.
    pub(super) fn type_of_entry(&self, call: &syn::ExprMethodCall) -> Option<Ty> {
        let (entry, _) = entry(call).filter(|(entry, _)| self.is_map(&entry.receiver))?;
        Some(Ty::Ref(true, Box::new(self.type_of(&entry.receiver).element())))
    }

    /// The place of `m.entry(k).or_insert(d)`.
    pub(super) fn place_of_entry(&mut self, call: &syn::ExprMethodCall) -> Option<(Place, Ty)> {
        let (entry, changes) = entry(call)?;
        let span = call.span();
        let (map, _) = self.base(&entry.receiver)?;
        let map = self.freeze(map, span);
        let key = self.own_key(&entry.args[0], &map);
        let known = self.has_key(&map, key);
        let eager = if call.method == "or_insert" { Some(self.atom(&call.args[0])) } else { None };
        let there = self.in_block(|this| {
            for change in changes {
                this.change_under_key(&map, key, change);
            }
        });
        let missing = self.in_block(|this| {
            let value = match (&eager, call.args.first()) {
                (Some(value), _) => value.clone(),
                (None, Some(syn::Expr::Closure(closure))) => this.atom(&closure.body),
                (None, Some(function)) => {
                    let made: syn::Expr = syn::parse_quote_spanned!(function.span()=> #function());
                    let tokens = this.opaque(&made).tokens;
                    Value { expr: Expr::Tokens(tokens), ty: Ty::Unknown }
                }
                (None, None) => {
                    let zero = super::opaque::constant(quote!(::core::default::Default::default()));
                    Value { expr: Expr::Tokens(zero), ty: Ty::Unknown }
                }
            };
            let value = this.as_element(&map, value, span);
            this.enter_key(&map, key, value, span);
        });
        self.emit(StmtKind::Branch { selector: Selector::If(known), arms: vec![there, missing] }, span);
        let place = self.under_key(&map, key);
        let ty = self.function.place_ty(&place);
        Some((place, Ty::Ref(true, Box::new(ty))))
    }

    /// `change(&mut map[&key])`
    fn change_under_key(&mut self, map: &Place, key: VarId, change: &syn::Expr) {
        let place = self.under_key(map, key);
        let ty = self.function.place_ty(&place);
        if let Some(callee) = self.callee(change) {
            self.apply(&callee, vec![Item::reference(place, ty, true)], change.span());
        }
    }

    /// A statement that changes the entries of a map; whether `call` is one.
    pub(super) fn changes_entries(&mut self, call: &syn::ExprMethodCall) -> bool {
        if let Some((entry, _)) = entry(call) {
            let followed = self.is_map(&entry.receiver) && !self.type_of(&entry.receiver).element().is_passive();
            let active = self.is_varied(&entry.receiver) || self.is_varied(&syn::Expr::MethodCall(call.clone()));
            return followed && active && self.place_of_entry(call).is_some();
        }
        if !self.is_map(&call.receiver) || self.type_of(&call.receiver).element().is_passive() {
            return false;
        }
        let name = call.method.to_string();
        let active = self.is_varied(&call.receiver) || call.args.iter().any(|argument| self.is_varied(argument));
        if !active {
            return false;
        }
        match (name.as_str(), call.args.len()) {
            ("insert", 2) => {
                let span = call.span();
                let Some((map, _)) = self.base(&call.receiver) else { return false };
                let key = self.own_key(&call.args[0], &map);
                let value = self.atom(&call.args[1]);
                let map = self.freeze(map, span);
                self.insert(&map, key, value, span);
                true
            }
            ("remove", 1) => self.removed(call).is_some(),
            ("clear", 0) => self.cleared(call),
            ("retain", 1) if matches!(call.args[0], syn::Expr::Closure(_)) && self.retained(call) => true,
            ("extend", 1) => {
                let Some((map, _)) = self.base(&call.receiver) else { return false };
                let map = self.freeze(map, call.span());
                self.enter_items(&map, &call.args[0], call.span());
                true
            }
            _ if REFUSED.contains(&name.as_str()) => {
                self.refuse_entries(call);
                true
            }
            _ => false,
        }
    }

    pub(super) fn refuse_entries(&mut self, call: &syn::ExprMethodCall) {
        let name = call.method.to_string();
        let help = match name.as_str() {
            "append" => "insert the entries one by one in a loop: `map.insert(key, value);`",
            _ => "build a new map of the entries that stay, or set the value to zero: `map.insert(key, 0.0);`",
        };
        let message = Message::new(format!("the method `{name}` of a map has no derivative here"))
            .note("it changes which keys a map of differentiated values has, in a way that chainrule does not follow")
            .help(help);
        self.error(message, &call.method);
    }

    /// `m.insert(key, value);`
    pub(super) fn insert(&mut self, map: &Place, key: VarId, value: Value, span: Span) {
        let known = self.has_key(map, key);
        let place = self.under_key(map, key);
        self.learn_value(map, &value);
        let there = self.in_block(|this| this.assign(place, Update::Set, value.clone(), span));
        let missing = self.in_block(|this| this.enter_key(map, key, value.clone(), span));
        self.emit(StmtKind::Branch { selector: Selector::If(known), arms: vec![there, missing] }, span);
    }

    /// `let new: V = Default::default();`: of the type that the map holds.
    fn as_element(&mut self, map: &Place, value: Value, span: Span) -> Value {
        let element = self.function.place_ty(map).element();
        if matches!(value.expr, Expr::Place(_)) || element.tokens().is_none() {
            return value;
        }
        let ty = element.meet(&value.ty);
        let var = self.materialize(Value { ty: ty.clone(), ..value }, span);
        Value { expr: Expr::var(var), ty }
    }

    fn enter_key(&mut self, map: &Place, key: VarId, value: Value, span: Span) {
        self.learn_value(map, &value);
        self.mark_varied(map.root, &value.expr);
        let motion = Motion::Enter(Expr::var(key));
        let change = InPlace { place: map.clone(), motion, value: Some(value.expr), result: None };
        self.emit(StmtKind::InPlace(change), span);
    }

    /// What enters a map tells the type of its values.
    fn learn_value(&mut self, map: &Place, value: &Value) {
        if map.path.is_empty() {
            self.refine_var(map.root, &Ty::Vec(Box::new(value.ty.peel().clone())));
        }
    }

    /// A key in a variable of its own.
    fn own_key(&mut self, key: &syn::Expr, map: &Place) -> VarId {
        let opaque = self.opaque(key);
        let mut tokens = opaque.tokens;
        let given = &tokens.stream;
        let named = matches!(key, syn::Expr::Path(_) | syn::Expr::Field(_));
        // A name may stand for a reference to the key, which a known type looks through.
        let reference = Some(crate::types::key(&self.function.place_ty(map))).filter(|ty| matches!(ty, Ty::Ref(..)));
        tokens.stream = match reference.and_then(|ty| ty.tokens()) {
            Some(ty) if named => quote!({ let key: #ty = #given; key }),
            None if named => quote!(::core::clone::Clone::clone(&#given)),
            _ => given.clone(),
        };
        tokens.cheap = false;
        tokens.flows.clear();
        let var = self.named("key", Ty::Passive(None), false, Role::Local);
        self.emit(StmtKind::Let { var, value: Expr::Tokens(tokens) }, key.span());
        var
    }

    /// `map[&key]`
    fn under_key(&self, map: &Place, key: VarId) -> Place {
        let name = &self.function.var(key).name;
        let tokens = Tokens { stream: quote!(&#name), reads: vec![key], flows: Vec::new(), cheap: true };
        let mut place = map.clone();
        place.path.push(Step::Index(Expr::Tokens(tokens)));
        place
    }

    /// `let known = map.contains_key(&key);`
    fn has_key(&mut self, map: &Place, key: VarId) -> Expr {
        let (whole, name) = (crate::emit::place(&self.function, map), &self.function.var(key).name);
        let mut reads = vec![map.root, key];
        map.for_each_index(&mut |var| reads.push(var));
        let stream = quote!(#whole.contains_key(&#name));
        let tokens = Tokens { stream, reads, flows: Vec::new(), cheap: true };
        let known = self.named("known", Ty::boolean(), false, Role::Local);
        self.emit(StmtKind::Let { var: known, value: Expr::Tokens(tokens) }, Span::mixed_site());
        Expr::var(known)
    }
}
