//! The functions in a value: of an array, of the arms of a `match`.

use proc_macro2::{Literal, Span};
use quote::{ToTokens, format_ident, quote};
use syn::parse_quote;

use super::super::expr::VecMacro;
use super::Names;

pub(super) fn is_container(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::Paren(inner) => is_container(&inner.expr),
        syn::Expr::Reference(inner) => is_container(&inner.expr),
        syn::Expr::Array(_) | syn::Expr::Tuple(_) | syn::Expr::Macro(_) | syn::Expr::Repeat(_) => true,
        _ => false,
    }
}

/// The functions of a value in which numbers stand for them.
pub(super) struct Numbered {
    pub functions: Vec<syn::Expr>,
    /// What binds the closures among them.
    pub closures: Vec<syn::Stmt>,
    /// There are functions, and nothing else, or they are said to be some.
    pub sure: bool,
    /// There is nothing else.
    pub plain: bool,
}

/// The functions in a value.
pub(super) struct Leaves<'n> {
    names: &'n Names,
    functions: Vec<syn::Expr>,
    /// Closures get names before.
    closures: Vec<syn::Stmt>,
    count: usize,
    /// There are other values beside them.
    others: bool,
    /// One is `f as fn(f64) -> f64`.
    cast: bool,
}

impl<'n> Leaves<'n> {
    /// Behind the functions that are `known`; `count` closures have names already.
    pub(super) fn behind(known: Vec<syn::Expr>, names: &'n Names, count: usize) -> Leaves<'n> {
        Leaves { names, functions: known, closures: Vec::new(), count, others: false, cast: false }
    }

    /// What was found, if there is any, and how many closures have names.
    pub(super) fn finish(self) -> (Option<Numbered>, usize) {
        let Leaves { functions, closures, count, others, cast, .. } = self;
        let found = !functions.is_empty();
        (found.then_some(Numbered { functions, closures, sure: cast || !others, plain: !others }), count)
    }
}

impl Leaves<'_> {
    /// Writes numbers for the functions in `expr`; whether it is understood.
    pub(super) fn number(&mut self, expr: &mut syn::Expr) -> bool {
        match expr {
            syn::Expr::Paren(inner) => self.number(&mut inner.expr),
            syn::Expr::Group(inner) => self.number(&mut inner.expr),
            syn::Expr::Reference(inner) if is_container(&inner.expr) => self.number(&mut inner.expr),
            syn::Expr::Reference(inner) => {
                let mut function = (*inner.expr).clone();
                let known = self.number(&mut function);
                *expr = function;
                known
            }
            syn::Expr::Cast(cast) => {
                let mut function = (*cast.expr).clone();
                let known = self.number(&mut function);
                self.cast |= known;
                *expr = function;
                known
            }
            syn::Expr::Array(array) => array.elems.iter_mut().all(|element| self.element(element)),
            syn::Expr::Tuple(tuple) => tuple.elems.iter_mut().all(|element| self.element(element)),
            syn::Expr::Repeat(repeat) => self.element(&mut repeat.expr),
            syn::Expr::Macro(invocation) => self.vector(&mut invocation.mac),
            syn::Expr::If(branch) => {
                let Some((_, otherwise)) = &mut branch.else_branch else { return false };
                self.block(&mut branch.then_branch) && self.number(otherwise)
            }
            syn::Expr::Match(choice) => choice.arms.iter_mut().all(|arm| self.number(&mut arm.body)),
            syn::Expr::Block(block) => self.block(&mut block.block),
            syn::Expr::Call(call) if call.args.len() == 1 => {
                let text = call.func.to_token_stream().to_string().replace(' ', "");
                if text == "Some" {
                    return self.number(&mut call.args[0]);
                }
                let mut function = call.args[0].clone();
                let known = text == "Box::new" && self.number(&mut function);
                *expr = if known { function } else { expr.clone() };
                known
            }
            syn::Expr::Path(path) if path.path.is_ident("None") => true,
            syn::Expr::Return(_) | syn::Expr::Continue(_) | syn::Expr::Break(_) => true,
            syn::Expr::Path(path) if self.is_function(path) => {
                let function = expr.clone();
                self.leaf(expr, function)
            }
            syn::Expr::Closure(closure) => {
                let name = format_ident!("chosen{}", self.count, span = Span::mixed_site());
                self.count += 1;
                self.closures.push(parse_quote!(let #name = #closure;));
                self.leaf(expr, parse_quote!(#name))
            }
            _ => false,
        }
    }

    /// An element of a container: what is no function stays.
    fn element(&mut self, expr: &mut syn::Expr) -> bool {
        let other = match expr {
            syn::Expr::Path(path) => !self.is_function(path),
            syn::Expr::Lit(_) | syn::Expr::Unary(_) | syn::Expr::Binary(_) | syn::Expr::MethodCall(_) => true,
            syn::Expr::Field(_) | syn::Expr::Index(_) | syn::Expr::Struct(_) => true,
            _ => false,
        };
        self.others |= other;
        other || self.number(expr)
    }

    fn vector(&mut self, invocation: &mut syn::Macro) -> bool {
        match VecMacro::parse(invocation) {
            Some(VecMacro::List(mut elements)) => {
                let known = elements.iter_mut().all(|element| self.element(element));
                invocation.tokens = quote!(#(#elements),*);
                known
            }
            Some(VecMacro::Repeat(mut element, length)) => {
                let known = self.element(&mut element);
                invocation.tokens = quote!(#element; #length);
                known
            }
            None => {
                matches!(invocation.path.get_ident(), Some(name) if name == "unreachable" || name == "panic" || name == "todo")
            }
        }
    }

    fn block(&mut self, block: &mut syn::Block) -> bool {
        match block.stmts.last_mut() {
            Some(syn::Stmt::Expr(tail, None)) => self.number(tail),
            _ => false,
        }
    }

    fn leaf(&mut self, expr: &mut syn::Expr, function: syn::Expr) -> bool {
        let text = function.to_token_stream().to_string();
        let known = self.functions.iter().position(|known| known.to_token_stream().to_string() == text);
        let number = known.unwrap_or_else(|| {
            self.functions.push(function);
            self.functions.len() - 1
        });
        let number = Literal::usize_suffixed(number);
        *expr = parse_quote!(#number);
        true
    }

    /// Whether `path` names a function: of the file, or a closure.
    fn is_function(&self, path: &syn::ExprPath) -> bool {
        let Some(last) = path.path.segments.last() else { return false };
        let name = last.ident.to_string();
        let is_local = path.path.get_ident().is_some() && self.names.bound.contains(&name);
        if is_local {
            self.names.functions.contains(&name)
        } else {
            name.starts_with(|first: char| first.is_lowercase())
        }
    }
}
