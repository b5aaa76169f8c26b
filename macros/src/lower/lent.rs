//! Names that surely are references, as the text tells: what a choice among them gives is one, too.
//!
//! ```text
//! fn f(a: &mut [f64], b: &mut [f64])     let t = if c { a } else { b };
//!                                        let t = if c { &mut *a } else { &mut *b };
//! let m = match o { Some(v) => v, None => return }; *m = 1.0;
//!                                        let m = match o { Some(v) => &mut *v, None => return }; *m = 1.0;
//! ```
//!
//! A parameter of a type with `&` is one, a name bound to `&x` is one, and a name that may not change is one where something
//! is assigned through it.

use std::collections::HashMap;

use proc_macro2::Ident;
use quote::ToTokens;
use syn::parse_quote;
use syn::visit::{self, Visit};

/// The names of references that are bound once, and whether they are of `&mut`.
#[derive(Clone, Default)]
pub(super) struct References(HashMap<String, bool>);

impl References {
    /// Those of a function.
    pub(super) fn of(item: &syn::ItemFn) -> References {
        let mut bindings = Bindings::default();
        bindings.visit_item_fn(item);
        let Bindings { mut references, times } = bindings;
        references.retain(|name, _| times.get(name) == Some(&1));
        References(references)
    }

    /// Whether `name` is a reference, and of which kind.
    fn get(&self, name: &Ident) -> Option<bool> {
        self.0.get(&name.to_string()).copied()
    }

    /// `value`, where each of the references that it ends in, if all are known, is written as `&*name`.
    pub(super) fn written(&self, pattern: &syn::Pat, value: &syn::Expr, rest: &[syn::Stmt]) -> Option<syn::Expr> {
        let (name, told) = match pattern {
            syn::Pat::Type(typed) => match &*typed.ty {
                syn::Type::Reference(reference) => (&*typed.pat, Some(reference.mutability.is_some())),
                _ => return None,
            },
            pattern => (pattern, None),
        };
        let names: Vec<&Ident> = match name {
            syn::Pat::Ident(name) => vec![&name.ident],
            syn::Pat::Tuple(tuple) => tuple
                .elems
                .iter()
                .filter_map(|part| match part {
                    syn::Pat::Ident(name) => Some(&name.ident),
                    _ => None,
                })
                .collect(),
            _ => return None,
        };
        let is_told = |at: usize| told.or_else(|| is_assigned_through(names.get(at)?, rest).then_some(true));
        let mut value = value.clone();
        let mut all = true;
        super::choice::for_each_end(&mut value, &mut |end| match end {
            syn::Expr::Tuple(tuple) => {
                for (at, end) in tuple.elems.iter_mut().enumerate() {
                    all &= self.write(end, is_told(at));
                }
            }
            end => all &= self.write(end, is_told(0)),
        });
        all.then_some(value)
    }

    /// Whether `end` is a reference, and now says so.
    fn write(&self, end: &mut syn::Expr, told: Option<bool>) -> bool {
        match end {
            syn::Expr::Reference(_) => true,
            syn::Expr::Path(path) => {
                let Some(name) = path.path.get_ident().cloned() else { return false };
                let Some(mutable) = self.get(&name).or(told) else { return false };
                *end = if mutable { parse_quote!(&mut *#name) } else { parse_quote!(&*#name) };
                true
            }
            _ => false,
        }
    }
}

/// What a function binds.
#[derive(Default)]
struct Bindings {
    references: HashMap<String, bool>,
    times: HashMap<String, usize>,
}

impl Bindings {
    fn parts(&mut self, pattern: &syn::Pat, value: &syn::Expr) {
        match (pattern, value) {
            (syn::Pat::Ident(name), syn::Expr::Reference(reference)) if name.mutability.is_none() => {
                self.references.insert(name.ident.to_string(), reference.mutability.is_some());
            }
            (syn::Pat::Tuple(patterns), syn::Expr::Tuple(values)) => {
                for (pattern, value) in patterns.elems.iter().zip(&values.elems) {
                    self.parts(pattern, value);
                }
            }
            _ => {}
        }
    }
}

impl<'ast> Visit<'ast> for Bindings {
    fn visit_pat_ident(&mut self, name: &'ast syn::PatIdent) {
        *self.times.entry(name.ident.to_string()).or_default() += 1;
    }

    fn visit_fn_arg(&mut self, argument: &'ast syn::FnArg) {
        match argument {
            syn::FnArg::Receiver(receiver) if receiver.reference.is_some() => {
                self.references.insert("self".to_owned(), receiver.mutability.is_some());
                self.times.insert("self".to_owned(), 1);
            }
            syn::FnArg::Typed(typed) => {
                if let (syn::Pat::Ident(name), syn::Type::Reference(reference)) = (&*typed.pat, &*typed.ty)
                    && name.mutability.is_none()
                    && !crate::types::Ty::of(&reference.elem).is_passive()
                {
                    self.references.insert(name.ident.to_string(), reference.mutability.is_some());
                }
            }
            syn::FnArg::Receiver(_) => {}
        }
        visit::visit_fn_arg(self, argument);
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        if let Some(init) = &local.init {
            self.parts(&local.pat, &init.expr);
        }
        visit::visit_local(self, local);
    }

    fn visit_item(&mut self, _item: &'ast syn::Item) {}
}

/// Whether something is assigned to `*name`, `name[i]`, `name.field`.
fn is_assigned_through(name: &Ident, rest: &[syn::Stmt]) -> bool {
    struct Targets<'n> {
        name: &'n Ident,
        assigned: bool,
        bound: bool,
    }
    impl Targets<'_> {
        fn target(&mut self, target: &syn::Expr) {
            let inner = match target {
                syn::Expr::Unary(unary) if matches!(unary.op, syn::UnOp::Deref(_)) => &unary.expr,
                syn::Expr::Field(field) => &field.base,
                syn::Expr::Index(index) => &index.expr,
                syn::Expr::Paren(inner) => return self.target(&inner.expr),
                _ => return,
            };
            self.assigned |= *self.name == inner.to_token_stream().to_string();
            self.target(inner);
        }
    }
    impl<'ast> Visit<'ast> for Targets<'_> {
        fn visit_expr_assign(&mut self, assign: &'ast syn::ExprAssign) {
            self.target(&assign.left);
            visit::visit_expr_assign(self, assign);
        }
        fn visit_expr_binary(&mut self, binary: &'ast syn::ExprBinary) {
            if super::questions::is_update(binary.op) {
                self.target(&binary.left);
            }
            visit::visit_expr_binary(self, binary);
        }
        fn visit_pat_ident(&mut self, bound: &'ast syn::PatIdent) {
            self.bound |= bound.ident == *self.name;
        }
        fn visit_item(&mut self, _item: &'ast syn::Item) {}
    }
    let mut targets = Targets { name, assigned: false, bound: false };
    rest.iter().for_each(|stmt| targets.visit_stmt(stmt));
    targets.assigned && !targets.bound
}
