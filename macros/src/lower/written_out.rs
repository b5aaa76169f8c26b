//! Short methods and operators of own types, written out where they are called: what they compute becomes part of the
//! function, and their structs variables for each field.
//!
//! ```text
//! let d = a.pos - b.pos;       let d = { let this = &a.pos; let other = &b.pos; Vec3 { x: this.x - other.x, … } };
//! v += d * k;                  { let this = &mut v; let other = d * k; this.x += other.x; … }
//! ```
//!
//! Only what the file shows under the attribute, that is made of `let`s, assignments and formulas. Everything else stays a
//! call.

use proc_macro2::{Group, Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::visit::Visit;
use syn::visit_mut::{self, VisitMut};
use syn::{parse_quote, parse_quote_spanned};

use super::told::{Told, operator};
use crate::beside::Body;

/// Bodies in bodies in … are written out so far.
pub(super) const DEEPEST: usize = 6;

/// So many bodies are written out in one function.
const MOST: usize = 400;

/// What names of parameters start with that are written out.
pub(super) const MARK: &str = "__inlined_";

/// The name of a parameter that was written out.
pub(super) fn own_name(name: &str) -> Option<&str> {
    let (_, name) = name.strip_prefix(MARK)?.split_once('_')?;
    Some(if name == "self" { "this" } else { name })
}

/// Whether items of the body may have the names of those around the function.
pub(super) fn has_items(block: &syn::Block) -> bool {
    let items = ["struct", "enum", "impl", "use", "fn", "const", "static", "type", "macro_rules"];
    items.iter().any(|item| crate::hoist::names(block.to_token_stream(), item))
}

/// `expr`, if it calls such a method, with its body in its place; `count` makes the names unique.
pub(super) fn rewrite(told: &Told, expr: &syn::Expr, count: &mut usize) -> Option<syn::Expr> {
    let (owner, method, arguments, span) = called(told, expr).filter(|_| *count < MOST)?;
    let by_operator = !matches!(expr, syn::Expr::MethodCall(_) | syn::Expr::Call(_));
    let bodies = told.beside.bodies(&owner, &method);
    // `A::from(b)` may be that of any type.
    let by_path = matches!(expr, syn::Expr::Call(_));
    let fits = |body: &&Body| (body.is_inherent || !by_path) && fits(told, body, &arguments, by_operator);
    let mut fitting = bodies.iter().filter(fits);
    let (body, None) = (fitting.next()?, fitting.next()) else { return None };
    if body.free.iter().any(|name| told.is_bound(name)) {
        return None;
    }
    *count += 1;
    Call { told, body, owner: Ident::new(&owner, span), number: *count, span }.written(&arguments)
}

/// The type whose method is called, its name, and the arguments in order.
fn called<'e>(told: &Told, expr: &'e syn::Expr) -> Option<(String, String, Vec<&'e syn::Expr>, Span)> {
    use syn::spanned::Spanned;
    let owner = |expr: &syn::Expr| {
        let ty = told.ty(expr)?;
        let owner = told.owners(&ty).into_iter().next()?;
        // Not in a box, nor one of the types that a parameter stands for.
        (text(told, &ty).trim_start_matches("&mut ").trim_start_matches('&') == owner).then_some(owner)
    };
    match expr {
        syn::Expr::Binary(binary) => {
            let method = operator(&binary.op)?;
            Some((owner(&binary.left)?, method.to_owned(), vec![&*binary.left, &*binary.right], binary.op.span()))
        }
        syn::Expr::Unary(syn::ExprUnary { op: syn::UnOp::Neg(token), expr, .. }) => {
            Some((owner(expr)?, "neg".to_owned(), vec![&**expr], token.span()))
        }
        syn::Expr::MethodCall(call) if call.turbofish.is_none() => {
            let method = super::named::plain(&call.method).to_string();
            let arguments = std::iter::once(&*call.receiver).chain(&call.args).collect();
            Some((owner(&call.receiver)?, method, arguments, call.method.span()))
        }
        syn::Expr::Call(call) => {
            let syn::Expr::Path(syn::ExprPath { qself: None, path, .. }) = &*call.func else { return None };
            let [owner, method] = &path.segments.iter().collect::<Vec<_>>()[..] else { return None };
            let plain = owner.arguments.is_none() && method.arguments.is_none();
            let owner = told.beside.own_name(&parse_quote!(#owner)).filter(|_| plain)?;
            Some((owner, method.ident.to_string(), call.args.iter().collect(), method.ident.span()))
        }
        _ => None,
    }
}

/// Whether a body is that of the method that is called. One of a trait may be there for other types, too.
fn fits(told: &Told, body: &Body, arguments: &[&syn::Expr], by_operator: bool) -> bool {
    let is_passed = |(index, (ty, argument)): (usize, (&String, &&syn::Expr))| {
        // A method borrows its receiver as it wants it, and an assigning operator what it changes.
        let adapts = index == 0 && (!by_operator || ty.starts_with("& mut"));
        match (told.ty(argument), syn::parse_str::<syn::Type>(ty)) {
            _ if adapts => true,
            (Some(known), Ok(ty)) => text(told, &known) == text(told, &ty),
            (None, _) => body.is_inherent,
            (_, Err(_)) => false,
        }
    };
    let references = |body: &Body| {
        let signature: Option<syn::Signature> = syn::parse_str(&body.signature).ok();
        signature.is_none_or(|signature| {
            matches!(signature.output, syn::ReturnType::Type(_, ty) if ty.to_token_stream().to_string().contains('&'))
        })
    };
    body.parameters.len() == arguments.len()
        && body.parameters.iter().zip(arguments).enumerate().all(is_passed)
        && !references(body)
}

/// A type in words, without lifetimes.
fn text(told: &Told, ty: &syn::Type) -> String {
    match ty {
        syn::Type::Reference(reference) => {
            let mutability = reference.mutability.map_or("", |_| "mut ");
            format!("&{mutability}{}", text(told, &reference.elem))
        }
        syn::Type::Paren(inner) => text(told, &inner.elem),
        syn::Type::Group(inner) => text(told, &inner.elem),
        ty => told.beside.own_name(ty).unwrap_or_else(|| ty.to_token_stream().to_string()),
    }
}

struct Call<'c> {
    told: &'c Told,
    body: &'c Body,
    owner: Ident,
    number: usize,
    span: Span,
}

impl Call<'_> {
    fn written(&self, arguments: &[&syn::Expr]) -> Option<syn::Expr> {
        let signature: syn::Signature = syn::parse2(placed(self.body.signature.parse().ok()?, self.span)).ok()?;
        let mut block: syn::Block = syn::parse2(placed(self.body.block.parse().ok()?, self.span)).ok()?;
        let mut lets: Vec<syn::Stmt> = Vec::new();
        let mut names = Vec::new();
        let changes = self.body.parameters.iter().any(|ty| ty.starts_with("& mut"));
        let evaluated = arguments.iter().all(|argument| self.is_quiet(argument));
        let quiet = evaluated && !changes;
        for (input, argument) in signature.inputs.iter().zip(arguments) {
            let (name, mutability, lent) = match input {
                syn::FnArg::Receiver(receiver) => {
                    let lent = receiver.reference.as_ref().map(|_| receiver.mutability.is_some());
                    let mutability = if lent.is_some() { None } else { receiver.mutability };
                    (Ident::new("self", self.span), mutability, lent)
                }
                syn::FnArg::Typed(typed) => {
                    let syn::Pat::Ident(name) = &*typed.pat else { return None };
                    (name.ident.clone(), name.mutability, None)
                }
            };
            if evaluated
                && lent.is_none()
                && mutability.is_none()
                && let Some(same) = self.number(argument, &block)
            {
                names.push((name, same));
                continue;
            }
            let new = Ident::new(&format!("{MARK}{}_{name}", self.number), self.span);
            let seen = quiet
                && mutability.is_none()
                && is_struct(self.told.ty(argument).as_ref())
                && only_fields(&block, &name);
            lets.extend(match lent {
                Some(changed) => self.lent(&new, argument, changed)?,
                None if seen && super::named::is_place(argument) => self.lent(&new, argument, false)?,
                None => {
                    let by_value =
                        matches!(input, syn::FnArg::Receiver(_)) && !self.body.parameters[0].starts_with('&');
                    let lent = by_value && self.is_reference(argument);
                    let deref = lent.then(|| quote!(*));
                    vec![parse_quote_spanned!(self.span=> let #mutability #new = #deref #argument;)]
                }
            });
            names.push((name, new));
        }
        Names { names: &names, owner: &self.owner }.visit_block_mut(&mut block);
        let stmts = &block.stmts;
        Some(parse_quote_spanned!(self.span=> { #(#lets)* #(#stmts)* }))
    }

    /// The variable that `argument` is, if it is a number that the body can name as it is.
    fn number(&self, argument: &syn::Expr, block: &syn::Block) -> Option<Ident> {
        let syn::Expr::Path(path) = argument else { return None };
        let name = path.path.get_ident()?;
        let is_number = matches!(crate::types::Ty::of(&self.told.ty(argument)?), crate::types::Ty::Float(_));
        (is_number && !crate::hoist::names(block.to_token_stream(), &name.to_string())).then(|| name.clone())
    }

    /// `let this = &place;`
    fn lent(&self, name: &Ident, argument: &syn::Expr, changed: bool) -> Option<Vec<syn::Stmt>> {
        let token = changed.then(|| quote!(mut));
        if super::named::is_place(argument) {
            let deref = self.is_reference(argument).then(|| quote!(*));
            return Some(vec![parse_quote_spanned!(self.span=> let #name = &#token #deref #argument;)]);
        }
        if changed {
            return None;
        }
        let value = Ident::new(&format!("{name}_value"), self.span);
        Some(vec![
            parse_quote_spanned!(self.span=> let #value = #argument;),
            parse_quote_spanned!(self.span=> let #name = &#value;),
        ])
    }

    fn is_reference(&self, argument: &syn::Expr) -> bool {
        matches!(self.told.ty(argument), Some(syn::Type::Reference(_)))
    }

    /// Whether evaluating `expr` changes nothing that another argument reads.
    fn is_quiet(&self, expr: &syn::Expr) -> bool {
        match expr {
            syn::Expr::Path(_) | syn::Expr::Lit(_) => true,
            syn::Expr::Field(field) => self.is_quiet(&field.base),
            syn::Expr::Paren(inner) => self.is_quiet(&inner.expr),
            syn::Expr::Unary(unary) => self.is_quiet(&unary.expr),
            syn::Expr::Cast(cast) => self.is_quiet(&cast.expr),
            syn::Expr::Index(index) => self.is_quiet(&index.expr) && self.is_quiet(&index.index),
            syn::Expr::Reference(reference) => reference.mutability.is_none() && self.is_quiet(&reference.expr),
            syn::Expr::Binary(binary) => {
                operator(&binary.op).is_some_and(|op| !op.ends_with("assign"))
                    && self.is_quiet(&binary.left)
                    && self.is_quiet(&binary.right)
            }
            syn::Expr::MethodCall(call) => {
                let method = super::named::plain(&call.method).to_string();
                let of_number = crate::primitives::is_float_method(&method);
                let owners = self.told.ty(&call.receiver).map(|ty| self.told.owners(&ty)).unwrap_or_default();
                let bodies = owners.first().map_or(&[][..], |owner| self.told.beside.bodies(owner, &method));
                let pure = |body: &Body| body.parameters.iter().all(|ty| !ty.starts_with("& mut"));
                (of_number || !bodies.is_empty() && bodies.iter().all(pure))
                    && self.is_quiet(&call.receiver)
                    && call.args.iter().all(|argument| self.is_quiet(argument))
            }
            _ => false,
        }
    }
}

/// Tokens of the file, as if they stood at the call.
pub(super) fn placed(tokens: TokenStream, span: Span) -> TokenStream {
    let place = |mut token: TokenTree| {
        if let TokenTree::Group(group) = &token {
            let mut inner = Group::new(group.delimiter(), placed(group.stream(), span));
            inner.set_span(span);
            return TokenTree::Group(inner);
        }
        token.set_span(span);
        token
    };
    tokens.into_iter().map(place).collect()
}

/// A type of the user's, by value or by reference.
fn is_struct(ty: Option<&syn::Type>) -> bool {
    ty.is_some_and(|ty| matches!(crate::types::Ty::of(ty).peel(), crate::types::Ty::Named(_)))
}

/// Whether a parameter is only there for its fields.
fn only_fields(block: &syn::Block, name: &Ident) -> bool {
    struct Whole<'n>(&'n Ident, bool);
    impl<'ast> Visit<'ast> for Whole<'_> {
        fn visit_expr_field(&mut self, field: &'ast syn::ExprField) {
            if !matches!(&*field.base, syn::Expr::Path(_)) {
                syn::visit::visit_expr_field(self, field);
            }
        }
        fn visit_expr_path(&mut self, path: &'ast syn::ExprPath) {
            self.1 |= path.path.is_ident(self.0);
        }
    }
    let mut found = Whole(name, false);
    found.visit_block(block);
    !found.1
}

/// Writes the new names of parameters, and the name of the type for `Self`.
struct Names<'n> {
    names: &'n [(Ident, Ident)],
    owner: &'n Ident,
}

impl Names<'_> {
    fn new_name(&self, name: &Ident) -> Option<&Ident> {
        self.names.iter().find(|(old, _)| old == name).map(|(_, new)| new)
    }
}

impl VisitMut for Names<'_> {
    fn visit_expr_path_mut(&mut self, path: &mut syn::ExprPath) {
        if let Some(new) = path.path.get_ident().and_then(|name| self.new_name(name)) {
            path.path = new.clone().into();
        }
        visit_mut::visit_expr_path_mut(self, path);
    }

    fn visit_field_value_mut(&mut self, field: &mut syn::FieldValue) {
        field.colon_token.get_or_insert_default();
        visit_mut::visit_field_value_mut(self, field);
    }

    fn visit_path_segment_mut(&mut self, segment: &mut syn::PathSegment) {
        if segment.ident == "Self" {
            segment.ident = self.owner.clone();
        }
    }
}
