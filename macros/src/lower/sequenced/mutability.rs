//! Which variables may change through a method or a call, as their declarations tell.

use std::collections::{HashMap, HashSet};

use quote::ToTokens;
use syn::Expr;
use syn::visit::{self, Visit};

use super::origins::Origins;
use crate::lower::flows;
use crate::lower::told::Told;

/// What is known of the variables of a function.
pub(super) struct Mutability<'t> {
    /// Declared `mut`.
    mutable: HashSet<String>,
    /// References through which something may be changed, surely.
    references: HashSet<String>,
    /// What is neither of these nor a reference of any kind.
    values: HashSet<String>,
    declared: HashSet<String>,
    origins: Origins,
    told: Option<&'t Told>,
}

/// Whether an argument lets a call change something.
pub(super) enum Lent {
    Mutably,
    Perhaps,
    No,
}

impl<'t> Mutability<'t> {
    pub(super) fn of(item: &syn::ItemFn, told: Option<&'t Told>) -> Mutability<'t> {
        let mut found = Declarations::default();
        found.visit_item_fn(item);
        let origins = Origins::of(item, told);
        let values = found.kinds.iter().filter(|(_, kind)| **kind == Kind::Value).map(|(name, _)| name.clone());
        let references = found.kinds.iter().filter(|(_, kind)| **kind == Kind::Mutable).map(|(name, _)| name.clone());
        let declared = found.kinds.keys().cloned().collect();
        Mutability {
            values: values.collect(),
            references: references.collect(),
            declared,
            origins,
            mutable: found.mutable,
            told,
        }
    }

    /// What a reference of this name may refer to, or a closure may have captured.
    pub(super) fn origins(&self, name: &str) -> &[String] {
        self.origins.of_name(name)
    }

    /// Whether calling `name` may change what it has captured.
    pub(super) fn changes_when_called(&self, name: &Expr) -> bool {
        root(name).is_some_and(|name| self.mutable.contains(&name) || self.references.contains(&name))
    }

    /// Whether `name` is a variable: a closure, where it is called.
    pub(super) fn is_declared(&self, name: &Expr) -> bool {
        root(name).is_some_and(|name| self.declared.contains(&name))
    }

    /// Whether a method may change its receiver, which is a place.
    pub(super) fn may_change_receiver(&self, call: &syn::ExprMethodCall) -> bool {
        let name = call.method.to_string();
        if crate::primitives::is_float_method(&name)
            || crate::primitives::passive_result(&name).is_some()
            || super::super::reading::reads(&name)
            || super::super::reading::gives(&name)
        {
            return false;
        }
        let Some(root) = root(&call.receiver) else { return true };
        if !self.mutable.contains(&root) && !self.is_reference(&root) {
            return false;
        }
        let keeps = self.told.and_then(|told| {
            let owners = told.owners(&told.ty(&call.receiver)?);
            let plain = name.strip_prefix("r#").unwrap_or(&name);
            Some(!owners.is_empty() && owners.iter().all(|owner| told.beside.keeps_receiver(owner, plain)))
        });
        keeps != Some(true)
    }

    /// Whether something may be changed through `name`, which is not declared `mut`.
    fn is_reference(&self, name: &str) -> bool {
        if self.references.contains(name) {
            return true;
        }
        if self.values.contains(name) {
            return false;
        }
        match self.told.and_then(|told| told.ty(&syn::parse_str(name).ok()?)) {
            Some(syn::Type::Reference(reference)) => reference.mutability.is_some(),
            _ => true,
        }
    }

    /// Whether a call may change something through `argument`, a place that is its argument.
    pub(super) fn lent(&self, argument: &Expr) -> Lent {
        let Some(name) = root(argument) else { return Lent::Perhaps };
        match argument {
            Expr::Path(_) if self.references.contains(&name) => Lent::Mutably,
            _ if self.values.contains(&name) => Lent::No,
            _ => match self.told.and_then(|told| told.ty(argument)) {
                Some(syn::Type::Reference(reference)) if reference.mutability.is_some() => Lent::Mutably,
                Some(syn::Type::Reference(_)) => Lent::No,
                Some(ty) if is_data(&ty) => Lent::No,
                _ => Lent::Perhaps,
            },
        }
    }
}

/// Whether nothing can be changed through a value of type `ty`: it holds no reference and no object.
pub(super) fn is_data(ty: &syn::Type) -> bool {
    fn is_free(tokens: proc_macro2::TokenStream) -> bool {
        tokens.into_iter().all(|token| match token {
            proc_macro2::TokenTree::Group(group) => is_free(group.stream()),
            proc_macro2::TokenTree::Ident(name) => name != "dyn" && name != "impl",
            proc_macro2::TokenTree::Punct(mark) => !matches!(mark.as_char(), '&' | '\'' | '*'),
            proc_macro2::TokenTree::Literal(_) => true,
        })
    }
    is_free(ty.to_token_stream())
}

/// The variable that `place` is a part of.
fn root(place: &Expr) -> Option<String> {
    match place {
        Expr::Path(path) => path.path.get_ident().map(ToString::to_string),
        Expr::Paren(inner) => root(&inner.expr),
        Expr::Group(inner) => root(&inner.expr),
        Expr::Field(field) => root(&field.base),
        Expr::Index(index) => root(&index.expr),
        Expr::Unary(unary) => root(&unary.expr),
        _ => None,
    }
}

/// What a declaration makes of a name.
#[derive(Clone, Copy, Debug, PartialEq)]
enum Kind {
    Value,
    Mutable,
    Unknown,
}

/// Collects what is declared. A name that is declared in several ways is what they have in common.
#[derive(Default)]
struct Declarations {
    mutable: HashSet<String>,
    kinds: HashMap<String, Kind>,
}

impl Declarations {
    fn declare(&mut self, pattern: &syn::Pat, kind: Kind) {
        let mut names = Vec::new();
        flows::names(pattern, &mut names);
        for name in names {
            let known = self.kinds.entry(name).or_insert(kind);
            if *known != kind {
                *known = Kind::Unknown;
            }
        }
    }
}

/// What `let p = value` makes of `p`.
fn kind_of(value: &Expr) -> Kind {
    match value {
        Expr::Paren(inner) => kind_of(&inner.expr),
        Expr::Lit(_) | Expr::Binary(_) | Expr::Unary(_) | Expr::Cast(_) | Expr::Array(_) | Expr::Repeat(_) => {
            Kind::Value
        }
        Expr::Macro(_) | Expr::Struct(_) => Kind::Value,
        Expr::MethodCall(call) if crate::primitives::is_float_method(&call.method.to_string()) => Kind::Value,
        Expr::Reference(inner) if inner.mutability.is_some() => Kind::Mutable,
        Expr::Reference(_) => Kind::Value,
        _ => Kind::Unknown,
    }
}

impl<'ast> Visit<'ast> for Declarations {
    fn visit_pat_ident(&mut self, name: &'ast syn::PatIdent) {
        if name.mutability.is_some() {
            self.mutable.insert(name.ident.to_string());
        }
        visit::visit_pat_ident(self, name);
    }

    fn visit_receiver(&mut self, receiver: &'ast syn::Receiver) {
        let kind = match &*receiver.ty {
            syn::Type::Reference(reference) if reference.mutability.is_some() => Kind::Mutable,
            _ => Kind::Value,
        };
        self.kinds.insert("self".to_owned(), kind);
        if receiver.mutability.is_some() {
            self.mutable.insert("self".to_owned());
        }
    }

    fn visit_pat_type(&mut self, typed: &'ast syn::PatType) {
        let named = matches!(*typed.pat, syn::Pat::Ident(_));
        let kind = match &*typed.ty {
            syn::Type::Reference(reference) if reference.mutability.is_some() && named => Kind::Mutable,
            syn::Type::Reference(reference) if reference.mutability.is_none() => Kind::Value,
            ty if is_data(ty) => Kind::Value,
            _ => Kind::Unknown,
        };
        self.declare(&typed.pat, kind);
        visit::visit_pat_type(self, typed);
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        if let (syn::Pat::Ident(_), Some(init)) = (&local.pat, &local.init) {
            let kind = kind_of(&init.expr);
            self.declare(&local.pat, kind);
        } else if !matches!(local.pat, syn::Pat::Type(_)) {
            self.declare(&local.pat, Kind::Unknown);
        }
        visit::visit_local(self, local);
    }

    fn visit_expr_for_loop(&mut self, looped: &'ast syn::ExprForLoop) {
        let kind = if matches!(*looped.expr, Expr::Range(_)) { Kind::Value } else { Kind::Unknown };
        self.declare(&looped.pat, kind);
        visit::visit_expr_for_loop(self, looped);
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        self.declare(&arm.pat, Kind::Unknown);
        visit::visit_arm(self, arm);
    }

    fn visit_expr_let(&mut self, binding: &'ast syn::ExprLet) {
        self.declare(&binding.pat, Kind::Unknown);
        visit::visit_expr_let(self, binding);
    }

    fn visit_expr_closure(&mut self, closure: &'ast syn::ExprClosure) {
        for pattern in &closure.inputs {
            if !matches!(pattern, syn::Pat::Type(_)) {
                self.declare(pattern, Kind::Unknown);
            }
        }
        visit::visit_expr_closure(self, closure);
    }
}
