//! What evaluating an expression reads and changes, by the names of variables and of their fields.

use quote::ToTokens;
use syn::Expr;
use syn::punctuated::Punctuated;
use syn::visit::{self, Visit};

use super::mutability::{Lent, Mutability};
use super::operands::{self, Operand, Use};
use crate::lower::effects::is_quiet;
use crate::lower::expr::VecMacro;
use crate::lower::flows;

/// A variable, or a part of it: `a.b` of `a.b[i].c`.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Key {
    root: String,
    fields: Vec<String>,
    /// The variable itself, which is a number or a reference to what may be changed.
    bare: bool,
}

impl Key {
    fn overlaps(&self, other: &Key) -> bool {
        self.root == other.root && self.fields.iter().zip(&other.fields).all(|(one, two)| one == two)
    }
}

/// The variable that `place` is a part of, with the fields on the way.
pub(super) fn key(place: &Expr) -> Option<Key> {
    let mut key = match place {
        Expr::Path(path) => Key { root: path.path.get_ident()?.to_string(), fields: Vec::new(), bare: true },
        Expr::Paren(inner) => return key(&inner.expr),
        Expr::Group(inner) => return key(&inner.expr),
        Expr::Field(field) => {
            let mut key = key(&field.base)?;
            if !is_indexed(&field.base) {
                key.fields.push(field.member.to_token_stream().to_string());
            }
            key
        }
        Expr::Index(index) => key(&index.expr)?,
        Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => key(&unary.expr)?,
        _ => return None,
    };
    key.bare = matches!(place, Expr::Path(_));
    Some(key)
}

/// What reading `place` reads: the variable itself, and what that may stand for.
pub(super) fn read_by(place: &Expr, mutability: &Mutability) -> Vec<Key> {
    let key = key(place);
    let origins = key.iter().filter(|key| !key.bare).flat_map(|key| origins(key, mutability)).collect::<Vec<_>>();
    key.into_iter().chain(origins).collect()
}

/// What a reference may refer to, or a closure may have captured.
fn origins(key: &Key, mutability: &Mutability) -> Vec<Key> {
    let named = |root: &String| Key { root: root.clone(), fields: Vec::new(), bare: false };
    mutability.origins(&key.root).iter().map(named).collect()
}

/// Whether an element is on the way to `place`: which one, no name tells.
fn is_indexed(place: &Expr) -> bool {
    match place {
        Expr::Index(_) => true,
        Expr::Field(field) => is_indexed(&field.base),
        Expr::Paren(inner) => is_indexed(&inner.expr),
        Expr::Unary(unary) => is_indexed(&unary.expr),
        _ => false,
    }
}

/// What evaluating an expression does.
#[derive(Clone, Debug, Default)]
pub(super) struct Effects {
    reads: Vec<Key>,
    writes: Vec<Key>,
    /// Changed where a method takes `&mut self`.
    perhaps: Vec<Key>,
    /// Given to a call, perhaps as a reference through which it changes something.
    lends: Vec<Key>,
    /// What may be changed under another name: of `*p = x`, what `p` was made of.
    reaches: Vec<Key>,
    leaves: bool,
    /// It calls something, which may change what no name of this function tells.
    calls: bool,
    /// Nothing that does something may move behind it.
    barrier: bool,
}

impl Effects {
    /// Of something that everything before it stays before that does anything but reading.
    pub(super) fn barrier() -> Effects {
        Effects { barrier: true, ..Effects::default() }
    }

    /// Whether anything but reading may be done.
    pub(super) fn acts(&self) -> bool {
        self.changes_something() || self.calls || !self.lends.is_empty()
    }

    /// Whether it matters which of the two is evaluated first.
    pub(super) fn interferes(&self, other: &Effects) -> bool {
        self.disturbs(other) || other.disturbs(self) || other.barrier && self.acts()
    }

    fn disturbs(&self, other: &Effects) -> bool {
        let mut changed = self.writes.iter().chain(&self.perhaps).chain(&self.reaches);
        let touched = |key: &Key| other.touches().any(|touched| touched.overlaps(key));
        let lent = |key: &Key| other.reads.iter().any(|read| !read.bare && read.overlaps(key));
        changed.clone().any(touched) || self.lends.iter().any(lent) || other.leaves && changed.next().is_some()
    }

    fn touches(&self) -> impl Iterator<Item = &Key> {
        self.reads.iter().chain(&self.writes).chain(&self.perhaps)
    }

    /// Whether anything outside may be changed, or left.
    pub(super) fn changes_something(&self) -> bool {
        self.leaves || !self.writes.is_empty() || !self.perhaps.is_empty()
    }

    /// Whether what `key` names is changed, surely or perhaps.
    pub(super) fn may_change(&self, key: &Key) -> bool {
        let perhaps = self.perhaps.iter().chain(&self.lends).chain(&self.reaches);
        self.changes(key) || perhaps.into_iter().any(|changed| changed.overlaps(key))
    }

    /// Whether what `key` names is changed: then nothing borrows it meanwhile.
    pub(super) fn changes(&self, key: &Key) -> bool {
        self.writes.iter().any(|written| written.overlaps(key))
    }
}

/// The effects of evaluating `operand` for its use.
pub(super) fn of_operand(operand: &Operand, mutability: &Mutability) -> Effects {
    of_use(operand.expr, operand.use_, mutability)
}

/// The effects of evaluating `expr` for its use.
pub(super) fn of_use(expr: &Expr, use_: Use, mutability: &Mutability) -> Effects {
    // What a closure does is done when it is called, after all operands.
    if matches!(expr, Expr::Closure(_)) {
        return Effects::default();
    }
    if use_ == Use::Place && operands::is_place(expr) {
        let mut finder = Finder::new(expr, mutability);
        finder.indices(expr);
        return finder.found;
    }
    of(expr, mutability)
}

/// The effects of evaluating `expr`.
pub(super) fn of(expr: &Expr, mutability: &Mutability) -> Effects {
    let mut finder = Finder::new(expr, mutability);
    finder.visit_expr(expr);
    finder.found
}

struct Finder<'m, 't> {
    mutability: &'m Mutability<'t>,
    /// Names that are bound inside.
    bound: Vec<String>,
    found: Effects,
}

impl<'m, 't> Finder<'m, 't> {
    fn new(expr: &Expr, mutability: &'m Mutability<'t>) -> Self {
        let leaves = crate::lower::opaque::find_jump(expr).is_some();
        Finder { mutability, bound: Vec::new(), found: Effects { leaves, ..Effects::default() } }
    }

    /// The key of `place`, unless it is declared inside.
    fn outside(&self, place: &Expr) -> Option<Key> {
        key(place).filter(|key| !self.bound.contains(&key.root))
    }

    fn inside(&mut self, inner: impl FnOnce(&mut Self)) {
        let outside = self.bound.len();
        inner(self);
        self.bound.truncate(outside);
    }

    fn written(&mut self, place: &Expr) {
        match place {
            Expr::Tuple(tuple) => tuple.elems.iter().for_each(|part| self.written(part)),
            Expr::Array(array) => array.elems.iter().for_each(|part| self.written(part)),
            Expr::Struct(literal) => literal.fields.iter().for_each(|field| self.written(&field.expr)),
            Expr::Call(call) => call.args.iter().for_each(|part| self.written(part)),
            Expr::Infer(_) => {}
            place if operands::is_place(place) => {
                self.change(place);
                self.indices(place);
            }
            other => self.visit_expr(other),
        }
    }

    fn read(&mut self, place: &Expr) {
        let bound = &self.bound;
        let all = read_by(place, self.mutability).into_iter().filter(|key| !bound.contains(&key.root));
        self.found.reads.extend(all);
        self.indices(place);
    }

    /// `place` is changed, and so is what it may stand for.
    fn change(&mut self, place: &Expr) {
        let Some(key) = self.outside(place) else { return };
        if !key.bare {
            self.found.reaches.extend(origins(&key, self.mutability));
        }
        self.found.writes.push(key);
    }

    /// What `place` may stand for, where it is a reference that is followed, or a closure that is called.
    fn behind(&self, place: &Expr) -> Vec<Key> {
        self.outside(place).map(|key| origins(&key, self.mutability)).unwrap_or_default()
    }

    /// The indices of `place`.
    fn indices(&mut self, place: &Expr) {
        match place {
            Expr::Paren(inner) => self.indices(&inner.expr),
            Expr::Group(inner) => self.indices(&inner.expr),
            Expr::Field(field) => self.indices(&field.base),
            Expr::Unary(unary) => self.indices(&unary.expr),
            Expr::Index(index) => {
                self.indices(&index.expr);
                self.visit_expr(&index.index);
            }
            _ => {}
        }
    }

    fn arguments<'e>(&mut self, arguments: impl Iterator<Item = &'e Expr>) {
        for argument in arguments {
            if operands::is_place(argument)
                && let Some(key) = self.outside(argument)
            {
                match self.mutability.lent(argument) {
                    Lent::No => {}
                    Lent::Mutably => {
                        self.found.writes.push(key);
                        self.found.reaches.extend(self.behind(argument));
                    }
                    Lent::Perhaps => {
                        self.found.lends.push(key);
                        self.found.reaches.extend(self.behind(argument));
                    }
                }
            }
            self.visit_expr(argument);
        }
    }

    fn method(&mut self, call: &syn::ExprMethodCall) {
        if operands::is_place(&call.receiver) {
            if self.mutability.may_change_receiver(call) {
                self.found.perhaps.extend(self.outside(&call.receiver));
                self.found.reaches.extend(self.behind(&call.receiver));
                self.found.calls = true;
            }
            self.found.reads.extend(self.behind(&call.receiver));
            self.read(&call.receiver);
        } else {
            self.visit_expr(&call.receiver);
        }
        self.arguments(call.args.iter());
    }

    fn call(&mut self, call: &syn::ExprCall) {
        match &*call.func {
            // A closure that changes what it captures.
            func @ Expr::Path(_) if self.mutability.changes_when_called(func) => {
                self.found.writes.extend(self.outside(func));
                self.found.reaches.extend(self.behind(func));
            }
            func @ Expr::Path(_) => {
                self.found.reads.extend(self.behind(func));
                self.found.calls |= !is_quiet(&call.func) && !self.mutability.is_declared(func);
            }
            func => self.visit_expr(func),
        }
        if is_quiet(&call.func) {
            call.args.iter().for_each(|argument| self.visit_expr(argument));
        } else {
            self.arguments(call.args.iter());
        }
    }

    fn tokens(&mut self, tokens: proc_macro2::TokenStream) {
        for token in tokens {
            match token {
                proc_macro2::TokenTree::Ident(name) if !self.bound.contains(&name.to_string()) => {
                    self.found.reads.push(Key { root: name.to_string(), fields: Vec::new(), bare: false });
                }
                proc_macro2::TokenTree::Group(group) => self.tokens(group.stream()),
                _ => {}
            }
        }
    }
}

impl<'ast> Visit<'ast> for Finder<'_, '_> {
    fn visit_expr(&mut self, expr: &'ast Expr) {
        match expr {
            place if operands::is_place(place) => self.read(place),
            Expr::Reference(inner) if operands::is_place(&inner.expr) => {
                if inner.mutability.is_some() {
                    self.change(&inner.expr);
                }
                self.found.reads.extend(self.outside(&inner.expr).map(|key| Key { bare: false, ..key }));
                self.indices(&inner.expr);
            }
            Expr::Assign(assign) => {
                self.visit_expr(&assign.right);
                self.written(&assign.left);
            }
            Expr::Binary(binary) if crate::lower::opaque::is_compound(&binary.op) => {
                self.visit_expr(&binary.left);
                self.visit_expr(&binary.right);
                self.written(&binary.left);
            }
            Expr::MethodCall(call) => self.method(call),
            Expr::Call(call) => self.call(call),
            Expr::If(_) | Expr::While(_) => self.inside(|this| visit::visit_expr(this, expr)),
            Expr::ForLoop(looped) => {
                self.visit_expr(&looped.expr);
                self.inside(|this| {
                    this.visit_pat(&looped.pat);
                    this.visit_block(&looped.body);
                });
            }
            _ => visit::visit_expr(self, expr),
        }
    }

    fn visit_expr_let(&mut self, binding: &'ast syn::ExprLet) {
        self.visit_expr(&binding.expr);
        self.visit_pat(&binding.pat);
    }

    fn visit_expr_closure(&mut self, closure: &'ast syn::ExprClosure) {
        self.inside(|this| visit::visit_expr_closure(this, closure));
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        self.inside(|this| visit::visit_arm(this, arm));
    }

    fn visit_block(&mut self, block: &'ast syn::Block) {
        self.inside(|this| visit::visit_block(this, block));
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        local.init.iter().for_each(|init| self.visit_local_init(init));
        self.visit_pat(&local.pat);
    }

    fn visit_pat(&mut self, pattern: &'ast syn::Pat) {
        flows::names(pattern, &mut self.bound);
    }

    fn visit_macro(&mut self, invocation: &'ast syn::Macro) {
        let list = Punctuated::<Expr, syn::Token![,]>::parse_terminated;
        match (VecMacro::parse(invocation), invocation.parse_body_with(list)) {
            (Some(VecMacro::Repeat(element, length)), _) => {
                [element, length].iter().for_each(|part| Visit::visit_expr(self, part));
            }
            (_, Ok(parts)) => parts.iter().for_each(|part| Visit::visit_expr(self, part)),
            _ => self.tokens(invocation.tokens.clone()),
        }
    }

    fn visit_item(&mut self, _item: &'ast syn::Item) {}
}
