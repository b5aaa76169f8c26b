//! Calls that link to siblings: methods of receivers whose type only rustc knows, and functions of a type.

use quote::quote;
use syn::spanned::Spanned;

use super::scope::Binding;
use super::{Lowering, Value};
use crate::diagnostic::Message;
use crate::home::Method;
use crate::ir::{Argument, Call, Callee, Expr, Place, StmtKind, VarId};
use crate::types::Ty;

/// Types of the standard library, whose functions are no siblings of anything.
const FOREIGN_TYPES: &[&str] = &[
    "Arc",
    "BTreeMap",
    "BTreeSet",
    "BinaryHeap",
    "Box",
    "Cell",
    "Cow",
    "HashMap",
    "HashSet",
    "Iterator",
    "LinkedList",
    "Mutex",
    "Option",
    "Ord",
    "Rc",
    "RefCell",
    "Result",
    "RwLock",
    "String",
    "Vec",
    "VecDeque",
];

/// Methods of the standard library's containers, options and iterators, which no user's type is likely to have under
/// the attribute.
const FOREIGN_METHODS: &[&str] = &[
    "all",
    "and_then",
    "any",
    "append",
    "as_deref",
    "as_mut",
    "as_ref",
    "borrow",
    "borrow_mut",
    "chain",
    "chunks",
    "chunks_exact",
    "clear",
    "cloned",
    "collect",
    "concat",
    "copied",
    "dedup",
    "drain",
    "enumerate",
    "expect",
    "extend",
    "extend_from_slice",
    "filter",
    "filter_map",
    "find",
    "first",
    "flat_map",
    "flatten",
    "fold",
    "for_each",
    "from_bits",
    "get",
    "get_mut",
    "into",
    "into_iter",
    "is_none",
    "is_ok",
    "is_some",
    "iter",
    "iter_mut",
    "join",
    "last",
    "lock",
    "map",
    "map_err",
    "map_or",
    "max_by",
    "min_by",
    "ok_or",
    "or_else",
    "parse",
    "peekable",
    "position",
    "product",
    "reduce",
    "retain",
    "rev",
    "scan",
    "skip",
    "skip_while",
    "sort",
    "sort_by",
    "sort_by_key",
    "sort_unstable_by",
    "split_at",
    "split_at_mut",
    "splice",
    "step_by",
    "sum",
    "take",
    "take_while",
    "then",
    "then_some",
    "to_bits",
    "try_into",
    "unwrap",
    "unwrap_or",
    "unwrap_or_default",
    "unwrap_or_else",
    "unzip",
    "windows",
    "zip",
];

/// Those of them that no user gives to a method of an own type.
const NEVER: &[&str] = &[
    "as_deref",
    "as_mut",
    "as_ref",
    "borrow",
    "borrow_mut",
    "chunks",
    "chunks_exact",
    "cloned",
    "collect",
    "copied",
    "enumerate",
    "expect",
    "into",
    "into_iter",
    "is_none",
    "is_ok",
    "is_some",
    "iter",
    "iter_mut",
    "lock",
    "parse",
    "peekable",
    "then",
    "then_some",
    "to_bits",
    "try_into",
    "unwrap",
    "unwrap_or",
    "unwrap_or_default",
    "unwrap_or_else",
    "unzip",
    "windows",
];

/// `Vec::with_capacity`: its argument is an integer, whatever it was made of.
pub(super) fn makes_room(path: &syn::Path) -> bool {
    let mut names = path.segments.iter().rev().map(|segment| segment.ident.to_string());
    let (last, owner) = (names.next(), names.next());
    last.is_some_and(|last| last == "with_capacity") && owner.is_some_and(|owner| FOREIGN_TYPES.contains(&&*owner))
}

/// Whether a method is one of the standard library's.
pub(super) fn is_foreign(name: &proc_macro2::Ident) -> bool {
    FOREIGN_METHODS.contains(&name.to_string().as_str()) || is_never(name)
}

/// Whether no user gives this name to a method of an own type.
pub(super) fn is_never(name: &proc_macro2::Ident) -> bool {
    NEVER.contains(&name.to_string().as_str())
}

/// Whether the function belongs to a type: `Vec3::new`, `Self::new`, `<T as Shape>::area`.
pub(super) fn is_associated(path: &syn::ExprPath) -> bool {
    let segments = &path.path.segments;
    let Some(last) = segments.last() else { return false };
    if last.ident.to_string().starts_with(char::is_uppercase) {
        return false;
    }
    if path.qself.is_some() {
        return true;
    }
    let Some(owner) = segments.iter().rev().nth(1).map(|segment| segment.ident.to_string()) else { return false };
    let foreign =
        segments.first().is_some_and(|first| first.ident == "std" || first.ident == "core" || first.ident == "alloc");
    owner.starts_with(char::is_uppercase) && !foreign && !FOREIGN_TYPES.contains(&owner.as_str())
}

impl Lowering<'_> {
    /// `Type::f(first, ..)`.
    pub(super) fn associated_call(&mut self, call: &syn::ExprCall, path: &syn::ExprPath) -> Value {
        if let Some(segment) = path.path.segments.last()
            && let Some(message) = self.companion_of_a_method(&segment.ident.to_string())
        {
            return self.refuse(message, &segment.ident);
        }
        let ty = self.type_of(&syn::Expr::Call(call.clone()));
        let list: Vec<&syn::Expr> = call.args.iter().collect();
        self.learn_taken(&path.path, &list);
        let (mut arguments, spans) =
            self.beside_parts(None, &list, |this| this.argument_list_with_functions(&list, &[]));
        let mut by_value = false;
        if let Some(Argument::Value(first)) = arguments.first() {
            by_value = true;
            let place = match first.clone() {
                Expr::Place(place) => place,
                value => {
                    let ty = self.type_of(list[0]);
                    Place::of(self.materialize(Value { expr: value, ty }, list[0].span()))
                }
            };
            arguments[0] = Argument::Borrow(false, place);
        }
        let callee = Callee::Associated { path: path.clone(), by_value };
        let mut linked = Call::new(callee, arguments, spans);
        linked.function_types = self.function_types(&path.path);
        Value { expr: Expr::Call(Box::new(linked)), ty }
    }

    /// A type by a name that is no type parameter: its methods are its own, whatever they are called.
    pub(super) fn is_user_type(&self, ty: &Ty) -> bool {
        match ty.peel() {
            Ty::Named(name) => !self.type_parameters.contains(&name.to_string()),
            _ => false,
        }
    }

    /// Whether `recv.name(..)` may be a method of the user's under the attribute.
    pub(super) fn links(&self, call: &syn::ExprMethodCall) -> bool {
        let name = call.method.to_string();
        match self.type_of(&call.receiver).peel() {
            Ty::Unknown | Ty::Opaque(_) | Ty::Named(_)
                if !NEVER.contains(&name.as_str()) && !self.is_iterator(&call.receiver) =>
            {
                true
            }
            _ if FOREIGN_METHODS.contains(&name.as_str()) => false,
            ty if ty.is_passive() => call.args.iter().any(|argument| self.is_varied(argument)),
            Ty::Float(_) => crate::options::nearest(&name, crate::primitives::all()).is_none(),
            _ => true,
        }
    }

    /// `recv.m(..)`: the receiver is borrowed, by `&mut` where that can be.
    pub(super) fn linked_method(&mut self, call: &syn::ExprMethodCall) -> Value {
        if let Some(message) = self.companion_of_a_method(&call.method.to_string()) {
            return self.refuse(message, &call.method);
        }
        if self.told.as_ref().is_some_and(|told| super::given_iterators::is_given(told, call)) {
            let message = Message::new("the iterator that this method gives cannot be followed")
                .note("chainrule writes out what the method says, which must be one expression on values that have names")
                .help("bind receiver and arguments by `let` before; write the method as one expression, or let it give a `Vec`");
            return self.refuse(message, &call.method);
        }
        let ty = self.type_of(&syn::Expr::MethodCall(call.clone()));
        let (mut place, mutable) = self.receiver(call);
        let start = self.out.len();
        let list: Vec<&syn::Expr> = call.args.iter().collect();
        self.learn_taken_by_method(call, &list);
        let owners = self.owners_of_method(call);
        let (mut arguments, mut spans) =
            self.beside_parts(Some(&place.clone()), &list, |this| this.argument_list_with_functions(&list, &owners));
        if self.surely_written_since(start).contains(&place.root) {
            // Only a receiver by value can have been read before its arguments changed it.
            let ty = self.function.place_ty(&place);
            let copy = self.snapshot(start, Value { expr: Expr::Place(place), ty }, call.receiver.span());
            let Expr::Place(copied) = copy.expr else { return self.unknown(&call.receiver) };
            place = copied;
        } else if self.written_since(start).contains(&place.root) {
            self.check_receiver(call, &place);
        }
        arguments.insert(0, Argument::Borrow(mutable, place));
        self.read_before(&mut arguments, call.span());
        let callee = Callee::Method { name: super::named::plain(&call.method), turbofish: call.turbofish.clone() };
        spans.insert(0, call.receiver.span());
        let mut linked = Call::new(callee, arguments, spans);
        linked.function_types = self.function_types_of_method(call);
        Value { expr: Expr::Call(Box::new(linked)), ty }
    }

    /// What the statements from `start` on change, without what methods may do to their receivers.
    fn surely_written_since(&self, start: usize) -> Vec<VarId> {
        fn collect(stmt: &crate::ir::Stmt, written: &mut Vec<VarId>) {
            match &stmt.kind {
                StmtKind::Let { value, .. } | StmtKind::Eval(value) => {
                    let Some(call) = value.call() else { return };
                    let receiver = usize::from(matches!(call.callee, Callee::Method { .. }));
                    written.extend(call.arguments[receiver..].iter().filter_map(|argument| match argument {
                        Argument::Borrow(true, place) => Some(place.root),
                        _ => None,
                    }));
                }
                other => written.extend(other.own_writes()),
            }
            stmt.kind.blocks().iter().flat_map(|block| &block.stmts).for_each(|stmt| collect(stmt, written));
        }
        let mut written = Vec::new();
        self.out[start..].iter().for_each(|stmt| collect(stmt, &mut written));
        written
    }

    /// `m.set(m.get())`: rustc must see that the receiver is a reference. One by value would be read before `get` runs.
    fn check_receiver(&mut self, call: &syn::ExprMethodCall, place: &Place) {
        let receiver = crate::emit::place(&self.function, place);
        let name = crate::emit::sibling(&super::named::plain(&call.method), "receiver");
        let mut reads = vec![place.root];
        place.for_each_index(&mut |var| reads.push(var));
        let stream = quote!(__chainrule::__private::by_reference(#receiver.#name()););
        let tokens = crate::ir::Tokens { stream, reads, flows: Vec::new(), cheap: true };
        self.emit(StmtKind::Passive { tokens, writes: Vec::new() }, call.span());
    }

    /// The place of a receiver, and whether the method may change it.
    fn receiver(&mut self, call: &syn::ExprMethodCall) -> (Place, bool) {
        let changes = self.sibling_method(call).is_none_or(|method| method.changes);
        if let Some((place, _)) = self.place(&call.receiver) {
            let mutable = changes && self.may_change(&call.receiver, &place);
            return (place, mutable);
        }
        let value = self.rvalue(&call.receiver);
        (Place::of(self.materialize(value, call.receiver.span())), false)
    }

    /// Whether a method may change what `expr` names.
    fn may_change(&self, expr: &syn::Expr, place: &Place) -> bool {
        if let Some(ident) = base(expr)
            && let Some(Binding::Alias { mutable, .. }) = self.scopes.find(&ident)
        {
            return *mutable;
        }
        let root = self.function.var(place.root);
        match &root.ty {
            Ty::Ref(mutable, _) => *mutable,
            _ => root.mutable,
        }
    }

    /// The signature of the method, where it stands beside this function.
    pub(super) fn sibling_method(&self, call: &syn::ExprMethodCall) -> Option<&Method> {
        let own = match self.type_of(&call.receiver).peel() {
            Ty::Named(name) => self.home.is_own(name),
            _ => false,
        };
        if own { self.home.methods.get(&super::named::plain(&call.method).to_string()) } else { None }
    }

    /// The type of `Self::f(..)`, where `f` stands beside this function.
    pub(super) fn type_of_sibling(&self, path: &syn::ExprPath) -> Option<Ty> {
        let mut segments = path.path.segments.iter();
        let (owner, name) = (segments.next()?, segments.next()?);
        let own = self.home.is_own(&owner.ident) && owner.arguments.is_none() && segments.next().is_none();
        if own { self.home.methods.get(&name.ident.to_string()).map(|method| method.result.clone()) } else { None }
    }
}

/// The name at the bottom of a place.
fn base(expr: &syn::Expr) -> Option<String> {
    match expr {
        syn::Expr::Paren(inner) => base(&inner.expr),
        syn::Expr::Field(field) => base(&field.base),
        syn::Expr::Index(index) => base(&index.expr),
        syn::Expr::Unary(unary) => base(&unary.expr),
        syn::Expr::Path(path) => path.path.get_ident().map(ToString::to_string),
        _ => None,
    }
}
