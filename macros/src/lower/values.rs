//! Values of macros that make a `Vec`, and of what is repeated.

use quote::ToTokens;

use super::expr::VecMacro;
use super::{Lowering, Value};
use crate::diagnostic::Message;
use crate::ir::{Expr, Tokens};
use crate::types::Ty;

impl Lowering<'_> {
    /// The arguments of `vec!`, at the same address in each round, since declarations are known by their addresses.
    pub(super) fn vec_macro(&mut self, invocation: &syn::Macro) -> Option<std::rc::Rc<VecMacro>> {
        let name = invocation.path.segments.last()?;
        let text = format!("{:?} {}", name.ident.span(), invocation.tokens);
        if let Some(known) = self.facts.macros.get(&text) {
            return Some(std::rc::Rc::clone(known));
        }
        let parsed = std::rc::Rc::new(VecMacro::parse(invocation)?);
        self.facts.macros.insert(text, std::rc::Rc::clone(&parsed));
        Some(parsed)
    }

    pub(super) fn macro_value(&mut self, invocation: &syn::Macro, expr: &syn::Expr) -> Value {
        let parsed = self.vec_macro(invocation);
        match parsed.as_deref() {
            Some(VecMacro::List(elements)) => {
                let ty = self.type_of(expr);
                let (values, types) = self.atoms(elements.iter());
                Value { expr: Expr::VecList(values), ty: with_element(ty, types) }
            }
            Some(VecMacro::Repeat(element, len)) => self.repeated(element, len),
            None => {
                let name = invocation.path.to_token_stream().to_string().replace(' ', "");
                self.refuse(
                    Message::new(format!("chainrule cannot look into `{name}!`"))
                        .note("it is given a differentiated value, and its expansion is not visible to the attribute")
                        .help("write out what the macro computes, or pass `stop_gradient(..)`"),
                    &invocation.path,
                )
            }
        }
    }

    /// `vec![element; len]`.
    pub(super) fn repeated(&mut self, element: &syn::Expr, len: &syn::Expr) -> Value {
        let element = self.atom(element);
        let len = self.repeat_len(len);
        let ty = Ty::Vec(Box::new(element.ty));
        Value { expr: Expr::Repeat { element: Box::new(element.expr), len, vec: true }, ty }
    }

    pub(super) fn repeat_len(&mut self, len: &syn::Expr) -> Tokens {
        match self.index(len) {
            Expr::Tokens(tokens) => tokens,
            other => {
                let mut reads = Vec::new();
                other.for_each_read(&mut |var| reads.push(var));
                let stream = crate::emit::expr(&self.function, &other);
                Tokens { stream, reads, flows: Vec::new(), cheap: true }
            }
        }
    }
}

pub(super) fn with_element(ty: Ty, types: Vec<Ty>) -> Ty {
    let element = types.iter().fold(Ty::Unknown, |all, ty| all.meet(ty));
    match ty {
        Ty::Array(inner, len) => Ty::Array(Box::new(inner.meet(&element)), len),
        Ty::Vec(inner) => Ty::Vec(Box::new(inner.meet(&element))),
        other => other,
    }
}
