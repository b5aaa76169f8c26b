//! Methods that change a container in place.

use proc_macro2::Span;
use quote::quote;
use syn::spanned::Spanned;

use super::{Lowering, Value};
use crate::diagnostic::Message;
use crate::ir::{End, Expr, Motion, Place, Popped, Role, StmtKind};
use crate::types::Ty;

/// Methods without a rule that change a container of differentiated values.
const REFUSED: &[&str] = &[
    "dedup",
    "dedup_by",
    "dedup_by_key",
    "retain",
    "retain_mut",
    "splice",
    "select_nth_unstable",
    "select_nth_unstable_by",
    "select_nth_unstable_by_key",
    "fill_with",
    "resize_with",
    "extend_from_within",
];

/// Motions that are undone by others, so that nothing is saved of a list without derivatives either.
const MOTIONS: &[&str] = &["swap", "reverse", "rotate_left", "rotate_right"];

/// `Vec<usize>`, `[i32; 3]`
fn is_list_of_numbers(ty: &Ty) -> bool {
    match ty.peel() {
        Ty::Vec(element) | Ty::Slice(element) | Ty::Array(element, _) => {
            element.is_scalar() && !element.is_opaque_passive()
        }
        _ => false,
    }
}

/// A method call on a container.
pub(super) struct Change<'e> {
    pub place: Place,
    pub element: Ty,
    pub arguments: Vec<&'e syn::Expr>,
    pub span: Span,
}

impl Lowering<'_> {
    /// A method as a statement; whether `call` changes a container of differentiated values.
    pub(super) fn mutation(&mut self, call: &syn::ExprMethodCall) -> bool {
        if self.changes_entries(call) {
            return true;
        }
        if let Some(value) = self.change(call, false) {
            if let Some(value) = value
                && !value.expr.is_atom()
            {
                self.materialize(value, call.span());
            }
            return true;
        }
        false
    }

    /// A method that changes a container and gives a value: `stack.pop().unwrap()`, `rows.remove(i)`.
    pub(super) fn changing_value(&mut self, call: &syn::ExprMethodCall) -> Option<Value> {
        self.change(call, true).map(|value| value.unwrap_or(Value { expr: Expr::Tuple(Vec::new()), ty: Ty::Unit }))
    }

    /// `None`: no change of a container that is followed; `Some(None)`: one without a value.
    #[allow(clippy::option_option, reason = "whether it is a change, and whether it has a value")]
    fn change(&mut self, call: &syn::ExprMethodCall, wanted: bool) -> Option<Option<Value>> {
        if let Some((pop, unwrap)) = unwrapped_pop(call) {
            let end = pop_end(&pop.method.to_string(), pop.args.len())?;
            let change = self.changed_place(pop)?;
            return Some(Some(self.pop(change, end, Popped::Element(unwrap))));
        }
        let name = call.method.to_string();
        if self.refuse_ordered(call) {
            return Some(None);
        }
        if !is_known(&name, call.args.len()) && !REFUSED.contains(&name.as_str()) {
            return None;
        }
        if let Some(written) = self.written_by_ends(call, wanted) {
            if wanted {
                return Some(Some(self.rvalue(&written)));
            }
            self.statement(&written);
            return Some(None);
        }
        if let Some(write) = super::longer::written_as(&name)
            && self.is_varied(&call.receiver)
            && !is_foreign(&self.type_of(&call.receiver))
        {
            let written = self.desugared(call, super::option::Holder::Option, || write(call));
            if let Some(written) = written {
                self.statement(&written);
                return Some(None);
            }
        }
        if REFUSED.contains(&name.as_str()) || (name == "drain" && wanted) {
            // What holds nothing differentiated may change in any way.
            let own = is_foreign(&self.type_of(&call.receiver)) || self.is_struct(&call.receiver);
            if own || !self.is_varied(&call.receiver) {
                return None;
            }
            self.refuse_change(call, &name);
            return Some(None);
        }
        let change = self.changed_place(call)?;
        if let Some(end) = pop_end(&name, call.args.len()) {
            return Some(Some(self.pop(change, end, Popped::Optional)));
        }
        Some(self.known_change(change, &name, call))
    }

    /// The container that `call` changes, where it holds differentiated values.
    fn changed_place<'e>(&mut self, call: &'e syn::ExprMethodCall) -> Option<Change<'e>> {
        let ty = self.type_of(&call.receiver);
        let moves = is_list_of_numbers(&ty) && MOTIONS.contains(&call.method.to_string().as_str());
        if ty.is_passive() && !moves || is_foreign(&ty) || self.is_struct(&call.receiver) {
            return None;
        }
        // Something unknown without anything differentiated is none of the compiler's business.
        let unknown = matches!(ty.peel(), Ty::Unknown | Ty::Opaque(_));
        if unknown && !self.is_varied(&call.receiver) && !call.args.iter().any(|argument| self.is_varied(argument)) {
            return None;
        }
        let (place, ty) = self.place(&call.receiver)?;
        if super::object::holds_objects(ty.peel()) {
            self.refuse_objects(call);
        }
        let arguments: Vec<&syn::Expr> = call.args.iter().collect();
        let place = self.freeze_own(place, call.span());
        Some(Change { place, element: ty.element(), arguments, span: call.span() })
    }

    /// A list of objects stays what it was made as.
    fn refuse_objects(&mut self, call: &syn::ExprMethodCall) {
        let message = Message::new(format!("`{}` changes a list of objects", call.method))
            .note("nothing can copy a `dyn` for the reverse sweep, which makes the list again from what it was made of")
            .help("make it at once, `let shapes: Vec<Box<dyn Shape>> = vec![..];`, or hold an enum of the types in it");
        self.error(message, &call.method);
    }

    fn known_change(&mut self, change: Change, name: &str, call: &syn::ExprMethodCall) -> Option<Value> {
        match name {
            "push" => self.enter(change, Motion::Push(End::Last), 0),
            "push_back" => self.enter(change, Motion::Push(End::Back), 0),
            "push_front" => self.enter(change, Motion::Push(End::Front), 0),
            "insert" => {
                let position = self.position(&change, 0);
                self.enter(change, Motion::Insert(position), 1);
            }
            "remove" | "swap_remove" => return Some(self.remove(change, name)),
            "split_off" => return Some(self.split_off(change)),
            "swap" => {
                let (i, j) = (self.position(&change, 0), self.position(&change, 1));
                self.emit_change(change.place, Motion::Swap(i, j), None, change.span);
            }
            "reverse" => self.emit_change(change.place, Motion::Reverse, None, change.span),
            "rotate_left" | "rotate_right" => {
                let count = self.position(&change, 0);
                let motion = if name == "rotate_left" { Motion::RotateLeft(count) } else { Motion::RotateRight(count) };
                self.emit_change(change.place, motion, None, change.span);
            }
            "truncate" | "clear" | "drain" | "resize" => self.lose(change, name),
            "append" => self.append(change),
            "extend" | "extend_from_slice" => self.extend(change, call),
            "swap_with_slice" => self.exchange_elements(change),
            "fill" => {
                let value = self.atom(change.arguments[0]);
                self.elementwise(&change.place, change.span, |_, _| value);
            }
            "copy_within" => self.copy_within(change),
            "copy_from_slice" | "clone_from_slice" => self.copy_from(&change.place, change.arguments[0], change.span),
            _ => self.sort(change, name),
        }
        None
    }

    pub(super) fn emit_change(&mut self, place: Place, motion: Motion, value: Option<Expr>, span: Span) {
        self.emit_in_place(place, motion, value, None, span);
    }

    /// The argument at `index` comes in.
    fn enter(&mut self, change: Change, motion: Motion, index: usize) {
        let value = self.atom(change.arguments[index]);
        let value = self.coerced_atom(value, &change.element, change.span);
        self.learn_element(&change.place, &value);
        self.emit_change(change.place, motion, Some(value.expr), change.span);
    }

    /// What is put into a container tells the type of its elements.
    pub(super) fn learn_element(&mut self, place: &Place, value: &Value) {
        let mut element = place.clone();
        super::place::push_index(&mut element, Expr::Tokens(super::opaque::constant(quote!(0))));
        if place.path.is_empty() {
            self.refine_var(place.root, &Ty::Vec(Box::new(value.ty.clone())));
        }
        self.refine(&element, &value.ty.clone());
        self.unify(value, &self.function.place_ty(&element));
        self.mark_varied(place.root, &value.expr);
    }

    /// What leaves the container gets a name.
    fn leave(&mut self, change: Change, motion: Motion, ty: Ty) -> Value {
        let var = self.temporary(ty.clone());
        self.mark_varied(var, &Expr::Place(change.place.clone()));
        self.emit_in_place(change.place, motion, None, Some(var), change.span);
        Value { expr: Expr::var(var), ty }
    }

    fn pop(&mut self, change: Change, end: End, popped: Popped) -> Value {
        let ty = match popped {
            Popped::Optional => optional(change.element.clone()),
            _ => change.element.clone(),
        };
        self.leave(change, Motion::Pop(end, popped), ty)
    }

    fn remove(&mut self, change: Change, name: &str) -> Value {
        let position = self.position(&change, 0);
        let motion = if name == "remove" { Motion::Remove(position) } else { Motion::SwapRemove(position) };
        let ty = change.element.clone();
        self.leave(change, motion, ty)
    }

    fn split_off(&mut self, change: Change) -> Value {
        let position = self.position(&change, 0);
        let ty = Ty::Vec(Box::new(change.element.clone()));
        self.leave(change, Motion::SplitOff(position), ty)
    }

    /// Elements are dropped; the length before tells how many zeros come back.
    fn lose(&mut self, change: Change, name: &str) {
        let motion = match name {
            "clear" => Motion::Truncate(None, self.present_length(&change.place)),
            "truncate" => {
                let to = self.position(&change, 0);
                Motion::Truncate(Some(to), self.present_length(&change.place))
            }
            "resize" => {
                let to = self.position(&change, 0);
                let value = self.atom(change.arguments[1]);
                self.learn_element(&change.place, &value);
                let len = self.present_length(&change.place);
                let motion = Motion::Resize(to, len);
                return self.emit_change(change.place, motion, Some(value.expr), change.span);
            }
            _ => match self.drained(&change) {
                Some(motion) => motion,
                None => return,
            },
        };
        self.emit_change(change.place, motion, None, change.span);
    }

    /// The order of a sort is found first, and the elements move by it.
    fn sort(&mut self, change: Change, name: &str) {
        let values = crate::emit::place(&self.function, &super::copies::whole(change.place.clone()));
        let mut tokens = match change.arguments.first() {
            Some(key) => self.opaque(key).tokens,
            None => super::opaque::constant(quote!(::core::cmp::Ord::cmp)),
        };
        let by = &tokens.stream;
        tokens.stream = if name.ends_with("key") {
            quote!(__chainrule::__private::order_by_key(&#values, #by))
        } else {
            quote!(__chainrule::__private::order(&#values, #by))
        };
        tokens.reads.push(change.place.root);
        change.place.for_each_index(&mut |var| tokens.reads.push(var));
        tokens.flows.clear();
        tokens.cheap = false;
        let order = self.named("order", Ty::Vec(Box::new(Ty::index())), false, Role::Local);
        self.emit(StmtKind::Let { var: order, value: Expr::Tokens(tokens) }, change.span);
        self.emit_change(change.place, Motion::Permute(Expr::var(order)), None, change.span);
    }

    fn refuse_change(&mut self, call: &syn::ExprMethodCall, name: &str) {
        let message = Message::new(format!("the method `{name}` has no derivative here"))
            .note("it changes a container of differentiated values in a way that chainrule does not follow")
            .help("write it out with a loop, `push`, `remove`, `swap` or `sort_by`");
        self.error(message, &call.method);
    }

    /// `let x = stack.pop().unwrap();`: what has just left a container gets its name at once.
    pub(super) fn rename_result(&mut self, value: &Expr, name: crate::ir::VarId) -> bool {
        let Expr::Place(place) = value else { return false };
        if let Some(StmtKind::InPlace(change)) = self.out.last_mut().map(|stmt| &mut stmt.kind)
            && change.result == Some(place.root)
            && place.path.is_empty()
        {
            change.result = Some(name);
            return true;
        }
        false
    }

    /// The type of what a method of a container gives.
    pub(super) fn type_of_change(&self, call: &syn::ExprMethodCall) -> Option<Ty> {
        if let Some((pop, _)) = unwrapped_pop(call) {
            return Some(self.type_of(&pop.receiver).element());
        }
        if let Some(ty) = self.type_of_queue_change(call) {
            return Some(ty);
        }
        let element = || self.type_of(&call.receiver).element();
        match (call.method.to_string().as_str(), call.args.len()) {
            ("pop" | "pop_back" | "pop_front", 0) => Some(optional(element())),
            ("remove" | "swap_remove", 1) if matches!(self.type_of(&call.receiver).peel(), Ty::Vec(_)) => {
                Some(element())
            }
            ("concat", 0) => Some(Ty::Vec(Box::new(element().element()))),
            ("split_off", 1) => Some(Ty::Vec(Box::new(element()))),
            _ => None,
        }
    }
}

/// An `Option` of `element`.
fn optional(element: Ty) -> Ty {
    if element.is_passive() { Ty::Passive(None) } else { Ty::Option(Box::new(element)) }
}

/// A type of the user's own, whose methods are the user's own.
fn is_foreign(ty: &Ty) -> bool {
    matches!(ty.peel(), Ty::Named(path) if !crate::types::is_deque(path))
}

/// `container.pop()` in `container.pop().unwrap()`, and the tokens behind.
pub(super) fn unwrapped_pop(call: &syn::ExprMethodCall) -> Option<(&syn::ExprMethodCall, proc_macro2::TokenStream)> {
    let (name, arguments) = (&call.method, &call.args);
    if !matches!((name.to_string().as_str(), arguments.len()), ("unwrap", 0) | ("expect", 1)) {
        return None;
    }
    let syn::Expr::MethodCall(pop) = &*call.receiver else { return None };
    pop_end(&pop.method.to_string(), pop.args.len())?;
    Some((pop, quote!(.#name(#arguments))))
}

fn pop_end(name: &str, arguments: usize) -> Option<End> {
    match (name, arguments) {
        ("pop", 0) => Some(End::Last),
        ("pop_back", 0) => Some(End::Back),
        ("pop_front", 0) => Some(End::Front),
        _ => None,
    }
}

/// Whether a method of this name changes a container, whatever its arguments.
pub(super) fn is_name(name: &str) -> bool {
    (0..3).any(|arguments| is_known(name, arguments)) || REFUSED.contains(&name)
}

fn is_known(name: &str, arguments: usize) -> bool {
    const METHODS: [&[&str]; 3] = [
        &["pop", "pop_back", "pop_front", "reverse", "clear", "sort", "sort_unstable"],
        &[
            "push",
            "push_back",
            "push_front",
            "remove",
            "swap_remove",
            "split_off",
            "rotate_left",
            "rotate_right",
            "truncate",
            "drain",
            "append",
            "extend",
            "extend_from_slice",
            "swap_with_slice",
            "fill",
            "copy_from_slice",
            "clone_from_slice",
            "sort_by",
            "sort_unstable_by",
            "sort_by_key",
            "sort_unstable_by_key",
            "sort_by_cached_key",
        ],
        &["insert", "swap", "resize", "copy_within"],
    ];
    METHODS.get(arguments).is_some_and(|names| names.contains(&name))
}
