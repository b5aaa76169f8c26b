//! Places behind names and references, and the tokens of macros, as resolved names.

use proc_macro2::{Group, TokenStream, TokenTree};
use syn::visit_mut::VisitMut;

use super::reading::reads;
use super::resolve::{Resolver, VALUE_MACROS};
use super::scope::Binding;
use super::stmt::EFFECTS;
use crate::emit;
use crate::ir::{Place, Step};

impl Resolver<'_, '_> {
    pub(super) fn tokens(&mut self, tokens: TokenStream) -> TokenStream {
        let mut out = TokenStream::new();
        let mut previous = ' ';
        let mut iter = tokens.into_iter().peekable();
        while let Some(token) = iter.next() {
            let token = match token {
                TokenTree::Ident(ident) => {
                    let path = matches!(iter.peek(), Some(TokenTree::Punct(next)) if next.as_char() == ':' && next.spacing() == proc_macro2::Spacing::Joint);
                    if previous == '.'
                        || path
                        || matches!(iter.peek(), Some(TokenTree::Punct(next)) if next.as_char() == '!')
                    {
                        previous = ' ';
                        out.extend([TokenTree::Ident(ident)]);
                        continue;
                    }
                    previous = ' ';
                    match self.resolve(&ident) {
                        Some(resolved) => {
                            out.extend(resolved);
                            continue;
                        }
                        None => TokenTree::Ident(ident),
                    }
                }
                TokenTree::Group(group) => {
                    previous = ' ';
                    let mut inner = Group::new(group.delimiter(), self.tokens(group.stream()));
                    inner.set_span(group.span());
                    TokenTree::Group(inner)
                }
                TokenTree::Literal(literal) => {
                    previous = ' ';
                    TokenTree::Literal(literal)
                }
                TokenTree::Punct(punct) => {
                    previous = punct.as_char();
                    TokenTree::Punct(punct)
                }
            };
            out.extend([token]);
        }
        out
    }

    /// Whether a macro may change a local: its arguments do, or it is none whose arguments are known to be expressions.
    pub(super) fn macro_changes(&mut self, invocation: &syn::Macro) -> bool {
        let name = invocation.path.segments.last().map(|segment| segment.ident.to_string()).unwrap_or_default();
        let list = syn::punctuated::Punctuated::<syn::Expr, syn::Token![,]>::parse_terminated;
        let arguments: Vec<syn::Expr> = match name.as_str() {
            "matches" => {
                let scrutinee = |input: syn::parse::ParseStream| {
                    let scrutinee: syn::Expr = input.parse()?;
                    input.parse::<proc_macro2::TokenStream>()?;
                    Ok(scrutinee)
                };
                invocation.parse_body_with(scrutinee).into_iter().collect()
            }
            _ if EFFECTS.contains(&name.as_str()) || VALUE_MACROS.contains(&name.as_str()) => {
                invocation.parse_body_with(list).map(|list| list.into_iter().collect()).unwrap_or_default()
            }
            _ => return self.names_mutable(invocation.tokens.clone()),
        };
        let before = self.writes.len();
        for argument in arguments {
            // `name = value` names an argument of the format.
            let mut value = match argument {
                syn::Expr::Assign(assign) if matches!(*assign.left, syn::Expr::Path(_)) => *assign.right,
                other => other,
            };
            self.visit_expr_mut(&mut value);
        }
        self.writes.len() > before
    }

    /// Whether `tokens` name a local that may change.
    pub(super) fn names_mutable(&self, tokens: TokenStream) -> bool {
        tokens.into_iter().any(|token| match token {
            TokenTree::Ident(ident) => match self.binding(&ident.to_string()) {
                Some(Binding::Var(var)) => self.lowering.function.var(*var).mutable,
                Some(Binding::Alias { mutable, .. }) => *mutable,
                _ => false,
            },
            TokenTree::Group(group) => self.names_mutable(group.stream()),
            _ => false,
        })
    }

    /// The slice behind an alias, for a method that only reads.
    pub(super) fn slice_behind(&mut self, expr: &syn::Expr, method: &str) -> Option<syn::Expr> {
        let syn::Expr::Path(path) = expr else { return None };
        let Some(Binding::Alias { place, .. }) = self.binding(&path.path.get_ident()?.to_string()) else { return None };
        if !reads(method) {
            return None;
        }
        self.read_place(place);
        Some(syn::Expr::Verbatim(emit::place(&self.lowering.function, place)))
    }

    /// What `*reference` stands for.
    pub(super) fn behind_star(&mut self, expr: &syn::Expr) -> Option<syn::Expr> {
        if let Some(tokens) = self.dereferenced(expr) {
            return Some(syn::Expr::Verbatim(tokens));
        }
        let syn::Expr::Unary(unary) = expr else { return None };
        self.behind(&unary.expr)
    }

    /// The place behind an alias, where the syntax asks for the place and not for the reference.
    pub(super) fn behind(&mut self, expr: &syn::Expr) -> Option<syn::Expr> {
        self.aliased(expr, |place| !matches!(place.path.last(), Some(Step::Slice(..))))
    }

    /// The place that an alias names, if it is `wanted`.
    pub(super) fn aliased(&mut self, expr: &syn::Expr, wanted: impl Fn(&Place) -> bool) -> Option<syn::Expr> {
        let syn::Expr::Path(path) = expr else { return None };
        let ident = path.path.get_ident()?;
        let Some(Binding::Alias { place, .. }) = self.binding(&ident.to_string()) else { return None };
        if !wanted(place) {
            return None;
        }
        self.read_place(place);
        Some(syn::Expr::Verbatim(emit::place(&self.lowering.function, place)))
    }
}
