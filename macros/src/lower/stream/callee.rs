//! Functions and closures that adaptors call.

use std::rc::Rc;

use proc_macro2::Span;
use syn::spanned::Spanned;

use super::super::Lowering;
use super::super::closure::Closure;
use super::super::item::Item;
use super::super::scope::Binding;
use super::Callee;
use crate::diagnostic::Message;
use crate::types::Ty;

impl Lowering<'_> {
    /// A closure or the path of a function.
    pub(in super::super) fn callee(&mut self, expr: &syn::Expr) -> Option<Callee> {
        if let syn::Expr::Closure(closure) = expr {
            return Some(Callee::Closure(self.closure(closure, self.kept)));
        }
        if let Some(closure) = self.named_closure(expr) {
            return Some(Callee::Closure(closure));
        }
        match expr {
            syn::Expr::Paren(inner) => return self.callee(&inner.expr),
            syn::Expr::Reference(inner) if self.function_parameter_at(expr).is_some() => {
                return self.callee(&inner.expr);
            }
            syn::Expr::Path(path) if self.function_parameter_at(expr).is_some() => {
                return Some(Callee::Path(Rc::new(path.clone())));
            }
            syn::Expr::Path(path) => {
                let local = path.path.get_ident().and_then(|ident| self.scopes.find(&ident.to_string()).cloned());
                match local {
                    None => return Some(Callee::Path(Rc::new(path.clone()))),
                    Some(Binding::Var(var)) if self.inline_from_now_on(var) => return None,
                    Some(_) => {}
                }
            }
            _ => {}
        }
        self.error(
            Message::new("chainrule cannot see which function is called here")
                .note("it is given differentiated values")
                .help("write a closure, or the name of a function"),
            expr,
        );
        None
    }

    /// What `callee` gives for `arguments`.
    pub(in super::super) fn apply(&mut self, callee: &Callee, arguments: Vec<Item>, span: Span) -> Item {
        match callee {
            Callee::Closure(closure) => self.inline(closure, arguments, span),
            Callee::Path(path) => {
                let closure = self.closure_of_path(path, arguments.len());
                self.inline(&closure, arguments, span)
            }
        }
    }

    /// Like [`Self::apply`], where the context wants a value of type `ty`.
    pub(super) fn apply_expecting(&mut self, callee: &Callee, argument: Item, ty: &Ty, span: Span) -> Item {
        if let Callee::Closure(closure) = callee
            && matches!(&*closure.syntax.body, syn::Expr::Call(_) | syn::Expr::MethodCall(_))
        {
            self.expected = ty.clone();
        }
        self.apply(callee, vec![argument], span)
    }

    /// `|a, b| path(a, b)`
    pub(super) fn closure_of_path(&mut self, path: &syn::ExprPath, count: usize) -> Rc<Closure> {
        let names = (0..count).map(|index| proc_macro2::Ident::new(&format!("__item{index}"), Span::mixed_site()));
        let names: Vec<proc_macro2::Ident> = names.collect();
        let closure: syn::ExprClosure = match (method_of_std(path), &names[..]) {
            (Some(method), [value]) => syn::parse_quote_spanned!(path.span()=> |#value| #value.#method()),
            _ => syn::parse_quote_spanned!(path.span()=> |#(#names),*| #path(#(#names),*)),
        };
        self.closure(&closure, false)
    }
}

/// The method in `Vec::len`, `Option::is_some`.
fn method_of_std(path: &syn::ExprPath) -> Option<&proc_macro2::Ident> {
    const TYPES: &[&str] = &["Vec", "VecDeque", "Option", "Result", "String"];
    let mut segments = path.path.segments.iter();
    let (Some(owner), Some(method), None) = (segments.next(), segments.next(), segments.next()) else { return None };
    let plain = path.qself.is_none() && method.arguments.is_none();
    (plain && TYPES.iter().any(|name| owner.ident == name)).then_some(&method.ident)
}
