//! The value of a `Result` that is made step by step, without the results in between: errors move to where they go.
//!
//! ```text
//! f(x).or_else(|e| g(e))?      match f(x) { Ok(v) => v, Err(e) => match g(e) { Ok(v) => v, Err(e) => return Err(e) } }
//! f(x).map(|v| a).map_err(|e| b)?
//!                              match f(x) { Ok(v) => a, Err(e) => return Err(b) }
//! items.map(|p| f(p)).collect::<Result<Vec<_>, _>>()?
//!                              { let mut list = Vec::new();
//!                                for p in items { let value = match f(p) { Ok(v) => v, Err(e) => return Err(e) }; list.push(value); }
//!                                list }
//! ```

use std::collections::BTreeSet;

use proc_macro2::{Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::visit::Visit;
use syn::{parse_quote, parse_quote_spanned};

use super::desugar::scrutinee;
use super::flows::captures;
use super::holder_arms::{applied, error_of_none, untyped};

/// As many tokens has `Ok::<_, ()>(value)`: they may stand more than once.
const SHORT: usize = 9;

/// `pattern => body`
struct Arm {
    pattern: syn::Pat,
    body: TokenStream,
}

/// What is done with an error: of what stands behind `Err`, or of the error in an arm.
type Failed<'f> = &'f dyn Fn(Option<Arm>) -> Arm;

/// Where the values go.
#[derive(Clone, Copy)]
struct Ends<'f> {
    /// What is made of the value; nothing where it is given as it is.
    then: Option<&'f Arm>,
    failed: Failed<'f>,
    /// Whether every error leaves what stands around.
    leaves: bool,
    /// Names in `then` and in `failed` that mean what they mean around the whole.
    outside: &'f BTreeSet<String>,
    at: Span,
}

/// The value of `expr`; what `failed` makes of an error leaves.
pub(super) fn value_or(expr: &syn::Expr, at: Span, failed: &dyn Fn(TokenStream) -> TokenStream) -> syn::Expr {
    let leaves = |made: Option<Arm>| {
        let Arm { pattern, body } = made.unwrap_or_else(|| whole(at));
        Arm { pattern, body: failed(body) }
    };
    Ends { then: None, failed: &leaves, leaves: true, outside: &BTreeSet::new(), at }.value(expr)
}

/// `expr`, with what `failed` makes of an error in place of `Err(error)`.
pub(super) fn split(expr: &syn::Expr, at: Span, failed: &dyn Fn(TokenStream) -> TokenStream) -> syn::Expr {
    let given = |made: Option<Arm>| {
        let Arm { pattern, body } = made.unwrap_or_else(|| whole(at));
        Arm { pattern, body: failed(body) }
    };
    let Arm { pattern, body } = whole(at);
    let then = Arm { pattern, body: quote!(Ok::<_, ()>(#body)) };
    Ends { then: Some(&then), failed: &given, leaves: false, outside: &BTreeSet::new(), at }.value(expr)
}

/// `expr.unwrap_or_else(function)`
pub(super) fn unwrapped_or(expr: &syn::Expr, function: &syn::Expr, at: Span) -> syn::Expr {
    let (pattern, body) = untyped(applied(function, &inner(at)));
    let outside = names_in(&body).difference(&bound_by(&pattern)).cloned().collect();
    let failed = |made| made_of(made, &pattern, &body);
    Ends { then: None, failed: &failed, leaves: false, outside: &outside, at }.value(expr)
}

/// `expr?` in a function that gives a `Result`. An error that is passed on carries no derivative.
pub(super) fn tried(expr: &syn::Expr, at: Span) -> syn::Expr {
    value_or(expr, at, &|error| quote!(return Err(__chainrule::stop_gradient(::core::convert::From::from(#error)))))
}

fn inner(at: Span) -> syn::Ident {
    syn::Ident::new("__inner", at)
}

/// `inner => inner`
fn whole(at: Span) -> Arm {
    let inner = inner(at);
    Arm { pattern: parse_quote!(#inner), body: quote!(#inner) }
}

impl Ends<'_> {
    /// The value of `expr`.
    fn value(self, expr: &syn::Expr) -> syn::Expr {
        let new = match expr {
            syn::Expr::Paren(inner) => return self.value(&inner.expr),
            syn::Expr::MethodCall(call) => {
                let made = self.gathered(call).or_else(|| self.of_none(call)).or_else(|| self.of_method(call));
                made.or_else(|| self.of_choice(&super::tried::written_out(call, &self.around())?))
            }
            syn::Expr::Call(call) => self.of_variant(call),
            syn::Expr::Block(_) | syn::Expr::If(_) | syn::Expr::Match(_) => self.of_choice(expr),
            _ => None,
        };
        new.unwrap_or_else(|| self.of_whole(expr))
    }

    /// The `match` on a result that is made elsewhere.
    fn of_whole(self, expr: &syn::Expr) -> syn::Expr {
        let result = scrutinee(expr);
        let Arm { pattern: error, body: failed } = (self.failed)(None);
        let own = whole(self.at);
        let Arm { pattern: value, body: then } = self.then.unwrap_or(&own);
        parse_quote_spanned!(self.at=> match #result { Ok(#value) => #then, Err(#error) => #failed, })
    }

    /// Whether what is made of the value shall stand once.
    fn is_long(self) -> bool {
        self.then.is_some_and(|then| then.body.clone().into_iter().count() > SHORT)
    }

    /// What stands where the value and the error go.
    fn around(self) -> TokenStream {
        let (failed, then) = ((self.failed)(None).body, self.then.map(|then| &then.body));
        quote!(#failed #then)
    }

    /// What is made of `value`.
    fn given(self, value: &TokenStream) -> TokenStream {
        match self.then {
            Some(Arm { pattern, body }) => quote!({ let #pattern = #value; #body }),
            None => value.clone(),
        }
    }

    /// What is made of the error `made`.
    fn reported(self, made: TokenStream) -> TokenStream {
        (self.failed)(Some(Arm { pattern: parse_quote!(_), body: made })).body
    }

    /// `option.ok_or(error)`
    fn of_none(self, call: &syn::ExprMethodCall) -> Option<syn::Expr> {
        let error = error_of_none(call)?;
        let (option, inner, failed) = (scrutinee(&call.receiver), inner(self.at), self.reported(error));
        let then = self.given(&quote!(#inner));
        Some(parse_quote_spanned!(self.at=> match #option { Some(#inner) => #then, None => #failed, }))
    }

    fn of_method(self, call: &syn::ExprMethodCall) -> Option<syn::Expr> {
        let [function] = call.args.iter().collect::<Vec<_>>()[..] else { return None };
        let name = call.method.to_string();
        if !matches!(name.as_str(), "map" | "and_then" | "map_err" | "or_else") {
            return None;
        }
        let (pattern, body) = untyped(applied(function, &inner(call.method.span())));
        let mut outside = self.outside.clone();
        outside.extend(names_in(&body).difference(&bound_by(&pattern)).cloned());
        let ends = Ends { outside: &outside, ..self };
        let next = || syn::parse2::<syn::Expr>(body.clone()).ok();
        let hides = || !bound_by(&pattern).is_disjoint(self.outside);
        match name.as_str() {
            "map" => {
                let then = if self.then.is_some() {
                    let Arm { pattern: value, body: own } = whole(self.at);
                    Arm { pattern: value, body: self.given(&quote!({ let #pattern = #own; #body })) }
                } else {
                    Arm { pattern, body: quote!({ #body }) }
                };
                Some(Ends { then: Some(&then), ..ends }.value(&call.receiver))
            }
            "map_err" => {
                let failed = |made| (self.failed)(Some(made_of(made, &pattern, &body)));
                Some(Ends { failed: &failed, ..ends }.value(&call.receiver))
            }
            _ if hides() => None,
            "and_then" => {
                let next = self.value(&next()?);
                let then = Arm { pattern, body: quote!(#next) };
                Some(Ends { then: Some(&then), ..ends }.value(&call.receiver))
            }
            _ if self.is_long() => self.of_choice(&syn::Expr::MethodCall(call.clone())),
            _ => {
                let next = self.value(&next()?);
                let failed = |made| made_of(made, &pattern, &quote!(#next));
                Some(Ends { failed: &failed, leaves: false, ..ends }.value(&call.receiver))
            }
        }
    }

    /// `Ok(value)`, `Err(error)`.
    fn of_variant(self, call: &syn::ExprCall) -> Option<syn::Expr> {
        let syn::Expr::Path(path) = &*call.func else { return None };
        let [held] = call.args.iter().collect::<Vec<_>>()[..] else { return None };
        let made = match path.path.segments.last()?.ident.to_string().as_str() {
            "Ok" => self.given(&quote!(#held)),
            "Err" => self.reported(quote!(#held)),
            _ => return None,
        };
        syn::parse2(made).ok()
    }

    /// The same in each branch.
    fn of_choice(self, expr: &syn::Expr) -> Option<syn::Expr> {
        if self.is_long() {
            let value = self.leaves.then(|| Ends { then: None, ..self }.value(expr))?;
            return syn::parse2(self.given(&quote!(#value))).ok();
        }
        match expr {
            syn::Expr::MethodCall(call) => self.of_method(call),
            _ if !bound_in(expr).is_disjoint(self.outside) => None,
            syn::Expr::Block(block) if block.label.is_none() => {
                let block = self.of_block(&block.block)?;
                Some(parse_quote!(#block))
            }
            syn::Expr::If(branch) => {
                let mut branch = branch.clone();
                branch.then_branch = self.of_block(&branch.then_branch)?;
                let (_, otherwise) = branch.else_branch.as_mut()?;
                **otherwise = match &**otherwise {
                    syn::Expr::Block(block) => {
                        let block = self.of_block(&block.block)?;
                        parse_quote!(#block)
                    }
                    other => self.of_choice(other)?,
                };
                Some(syn::Expr::If(branch))
            }
            syn::Expr::Match(choice) => {
                let mut choice = choice.clone();
                for arm in choice.arms.iter_mut().filter(|arm| !super::opaque::is_jump(&arm.body)) {
                    *arm.body = self.value(&arm.body);
                    arm.comma = Some(<syn::Token![,]>::default());
                }
                Some(syn::Expr::Match(choice))
            }
            _ => None,
        }
    }

    fn of_block(self, block: &syn::Block) -> Option<syn::Block> {
        let mut block = block.clone();
        let Some(syn::Stmt::Expr(last, None)) = block.stmts.last_mut() else { return None };
        if !super::opaque::is_jump(last) {
            *last = self.value(last);
        }
        Some(block)
    }

    /// `items.collect::<Result<Vec<_>, _>>()`: a loop, which the first error leaves.
    fn gathered(self, call: &syn::ExprMethodCall) -> Option<syn::Expr> {
        let (name, list_ty) = super::gathered::collected(call, None)?;
        if name != "Result" {
            return None;
        }
        let error_ty = super::gathered::told_error(call);
        let failed = |error| self.reported(error);
        let span = call.method.span();
        let (item, items, made) = super::gathered::each_leaving(&call.receiver, span, error_ty.as_ref(), &failed);
        if !self.leaves || !bound_by(&item).is_disjoint(self.outside) {
            return self.of_choice(&super::gathered::of_call(call, None)?);
        }
        let [list, value] = ["__list", "__value"].map(|name| syn::Ident::new(name, call.method.span()));
        let made = Ends { then: None, ..self }.value(&made);
        let filled: syn::Expr = parse_quote_spanned!(call.method.span()=> {
            let mut #list: #list_ty = Vec::new();
            for #item in #items { let #value = #made; #list.push(#value); }
            #list
        });
        syn::parse2(self.given(&quote!(#filled))).ok()
    }
}

/// `body`, of what stands behind `Err` or was made of it.
fn made_of(made: Option<Arm>, pattern: &syn::Pat, body: &TokenStream) -> Arm {
    let Some(Arm { pattern: first, body: made }) = made else {
        return Arm { pattern: pattern.clone(), body: body.clone() };
    };
    if bound_by(&first).is_empty() {
        // A `match` keeps no more of the error than what is made of its parts.
        let made = syn::parse2(made.clone()).map_or(made, |made: syn::Expr| scrutinee(&made));
        return Arm { pattern: first, body: quote!(match #made { #pattern => #body }) };
    }
    let Arm { pattern: error, body: own } = whole(Span::mixed_site());
    Arm { pattern: error, body: quote!({ let #pattern = { let #first = #own; #made }; #body }) }
}

/// The names that `pattern` binds.
fn bound_by(pattern: &syn::Pat) -> BTreeSet<String> {
    let mut names = Vec::new();
    super::flows::names(pattern, &mut names);
    names.into_iter().filter(|name| name != "__inner").collect()
}

/// The names that are bound anywhere in `expr`.
fn bound_in(expr: &syn::Expr) -> BTreeSet<String> {
    struct Bound(BTreeSet<String>);
    impl<'ast> Visit<'ast> for Bound {
        fn visit_pat(&mut self, pattern: &'ast syn::Pat) {
            self.0.extend(bound_by(pattern));
        }
    }
    let mut bound = Bound(BTreeSet::new());
    bound.visit_expr(expr);
    bound.0
}

/// The names in `tokens`, in format strings too.
fn names_in(tokens: &TokenStream) -> BTreeSet<String> {
    let each = |token| match token {
        TokenTree::Ident(name) => BTreeSet::from([name.to_string()]),
        TokenTree::Group(group) => names_in(&group.stream()),
        TokenTree::Literal(text) => captures(&text.to_string()).into_iter().collect(),
        TokenTree::Punct(_) => BTreeSet::new(),
    };
    tokens.to_token_stream().into_iter().flat_map(each).filter(|name| name != "__inner").collect()
}
