//! What the user's own tokens read: numbers without their derivatives.

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::parse::Parser;
use syn::visit_mut::{self, VisitMut};

use super::{Obstacle, Pass, obstacle};
use crate::ir::{Expr, Tokens, VarId};
use crate::types::Ty;

/// Methods that see how much there is in a container, and none of the numbers.
const SIZES: &[&str] = &["len", "is_empty", "is_some", "is_none"];

impl Pass<'_> {
    /// An expression that gives nothing that varies.
    pub(super) fn passive(&self, value: &mut Expr, span: Span) -> Result<(), Obstacle> {
        let mut result = Ok(());
        value.rewrite(&mut |part| {
            let step = match part {
                Expr::Tokens(tokens) => self.tokens(tokens, span),
                Expr::Repeat { len, .. } => self.tokens(len, span),
                Expr::Place(place) if self.is_varied(place.root) && self.old.place_ty(place).is_float_operand() => {
                    let place = crate::emit::expr(self.new, part);
                    *part = Expr::Tokens(Tokens {
                        stream: quote::quote!(__chainrule::__private::primal(&#place)),
                        reads: Vec::new(),
                        flows: Vec::new(),
                        cheap: false,
                    });
                    Ok(())
                }
                Expr::Place(place) | Expr::Copy(_, place) | Expr::RefMut(place)
                    if self.is_varied(place.root) && !self.old.place_ty(place).is_passive() =>
                {
                    Err(obstacle("this use", span))
                }
                Expr::Call(call) if self.mentions(call) => Err(obstacle("a call", span)),
                _ => Ok(()),
            };
            if result.is_ok() {
                result = step;
            }
        });
        result
    }

    pub(super) fn mentions(&self, call: &crate::ir::Call) -> bool {
        let mut found = false;
        call.for_each_read(&mut |var| found |= self.is_varied(var));
        found
    }

    /// The user's tokens, an expression.
    pub(super) fn tokens(&self, tokens: &mut Tokens, span: Span) -> Result<(), Obstacle> {
        let Some(mut reader) = self.reader(&tokens.reads, &tokens.stream) else { return Ok(()) };
        let Ok(mut expr) = syn::parse2::<syn::Expr>(tokens.stream.clone()) else {
            return Err(obstacle("what is read here", span));
        };
        reader.visit_expr_mut(&mut expr);
        tokens.stream = expr.into_token_stream();
        reader.finish(span)
    }

    /// The user's tokens, any number of statements.
    pub(super) fn statements(&self, tokens: &mut Tokens, span: Span) -> Result<(), Obstacle> {
        let Some(mut reader) = self.reader(&tokens.reads, &tokens.stream) else { return Ok(()) };
        let Ok(mut stmts) = syn::Block::parse_within.parse2(tokens.stream.clone()) else {
            return Err(obstacle("what is read here", span));
        };
        stmts.iter_mut().for_each(|stmt| reader.visit_stmt_mut(stmt));
        tokens.stream = quote::quote!(#(#stmts)*);
        reader.finish(span)
    }

    /// For tokens that read what varies.
    fn reader(&self, reads: &[VarId], stream: &TokenStream) -> Option<Reader<'_>> {
        let reads: Vec<VarId> = reads.iter().copied().filter(|var| self.is_varied(*var)).collect();
        let named = |var: &VarId| mentions(stream, &self.old.var(*var).name.to_string());
        reads.iter().any(named).then_some(Reader { pass: self, reads, failed: false })
    }
}

/// Whether a name stands among the tokens.
fn mentions(stream: &TokenStream, name: &str) -> bool {
    stream.clone().into_iter().any(|token| match token {
        TokenTree::Ident(ident) => ident == name,
        TokenTree::Group(group) => mentions(&group.stream(), name),
        TokenTree::Literal(literal) => literal.to_string().contains(&format!("{{{name}")),
        TokenTree::Punct(_) => false,
    })
}

struct Reader<'p> {
    pass: &'p Pass<'p>,
    reads: Vec<VarId>,
    failed: bool,
}

impl Reader<'_> {
    fn finish(self, span: Span) -> Result<(), Obstacle> {
        if self.failed { Err(obstacle("what is read here", span)) } else { Ok(()) }
    }

    /// The type before, if `expr` is a part of something that varies.
    fn ty(&self, expr: &syn::Expr) -> Option<Ty> {
        match expr {
            syn::Expr::Path(path) => {
                let name = path.path.get_ident()?.to_string();
                let var = self.reads.iter().find(|var| self.pass.old.var(**var).name == name)?;
                Some(self.pass.old.var(*var).ty.peel().clone())
            }
            syn::Expr::Index(index) if !matches!(*index.index, syn::Expr::Range(_)) => {
                Some(self.ty(&index.expr)?.element())
            }
            syn::Expr::Index(index) => self.ty(&index.expr).map(|_| Ty::Unknown),
            syn::Expr::Field(field) => Some(match &field.member {
                syn::Member::Unnamed(index) => self.ty(&field.base)?.field(index.index as usize),
                syn::Member::Named(_) => self.ty(&field.base).map(|_| Ty::Unknown)?,
            }),
            syn::Expr::Unary(syn::ExprUnary { op: syn::UnOp::Deref(_), expr, .. }) => {
                let inner = self.ty(expr)?;
                Some(if let Ty::Boxed(_, inner) = inner { *inner } else { inner.peel().clone() })
            }
            syn::Expr::Paren(inner) => self.ty(&inner.expr),
            syn::Expr::Group(inner) => self.ty(&inner.expr),
            _ => None,
        }
    }

    /// The indices on the way to a part.
    fn visit_indices(&mut self, expr: &mut syn::Expr) {
        match expr {
            syn::Expr::Index(index) => {
                self.visit_expr_mut(&mut index.index);
                self.visit_indices(&mut index.expr);
            }
            syn::Expr::Field(field) => self.visit_indices(&mut field.base),
            syn::Expr::Unary(unary) => self.visit_indices(&mut unary.expr),
            syn::Expr::Paren(inner) => self.visit_indices(&mut inner.expr),
            syn::Expr::Group(inner) => self.visit_indices(&mut inner.expr),
            _ => {}
        }
    }

    fn mentions(&self, stream: &TokenStream) -> bool {
        self.reads.iter().any(|var| mentions(stream, &self.pass.old.var(*var).name.to_string()))
    }
}

impl VisitMut for Reader<'_> {
    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        if let Some(ty) = self.ty(expr) {
            self.visit_indices(expr);
            match ty.peel() {
                Ty::Float(_) => *expr = syn::parse_quote!(__chainrule::__private::primal(&#expr)),
                ty if ty.is_passive() => {}
                _ => self.failed = true,
            }
            return;
        }
        match expr {
            syn::Expr::MethodCall(call)
                if SIZES.iter().any(|name| call.method == name) && self.ty(&call.receiver).is_some() =>
            {
                self.visit_indices(&mut call.receiver);
            }
            // A reference to a number is one to a copy.
            syn::Expr::Reference(reference) if reference.mutability.is_some() => {
                self.failed |= self.mentions(&expr.to_token_stream());
            }
            // These bind names of their own.
            syn::Expr::Closure(_)
            | syn::Expr::Match(_)
            | syn::Expr::Let(_)
            | syn::Expr::ForLoop(_)
            | syn::Expr::Block(_) => {
                self.failed |= self.mentions(&expr.to_token_stream());
            }
            _ => visit_mut::visit_expr_mut(self, expr),
        }
    }

    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        self.failed |= self.mentions(&local.to_token_stream());
    }

    fn visit_macro_mut(&mut self, called: &mut syn::Macro) {
        let list = syn::punctuated::Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
        let Ok(mut arguments) = list.parse2(called.tokens.clone()) else {
            self.failed |= self.mentions(&called.tokens);
            return;
        };
        arguments.iter_mut().for_each(|argument| self.visit_expr_mut(argument));
        called.tokens = arguments.into_token_stream();
    }
}
