//! Constructs that say the same as simpler ones, rewritten before lowering.
//!
//! ```text
//! while let p = e { … }     loop { match e { p => { … } _ => break } }
//! if let p = e && c { a } else { b }
//!                           'chain: { if let p = e { if c { break 'chain a } } b }
//! e?                        match e { Some(v) => v, None => return None }
//! matches!(e, p if c)       match e { p if c => true, _ => false }
//! let p = if c { &a } else { &b }; rest
//!                           if c { let p = &a; rest } else { let p = &b; rest }
//! let r = lo..hi; rest      let r_start = lo; let r_end = hi; rest, where `lo..hi` stands for `r`
//! ```

use std::rc::Rc;

use proc_macro2::{Delimiter, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::visit_mut::VisitMut;
use syn::{parse_quote, parse_quote_spanned};

use super::carrier::{Carrier, carrier, carrier_of, gives_result};
use super::lent::References;
use super::told::Told;
use crate::helper_attributes::replace;

/// Rewrites the body of `item`.
pub(super) fn desugar(item: &mut syn::ItemFn, told: Option<Rc<Told>>) {
    let question_mark = match &item.sig.output {
        syn::ReturnType::Type(_, ty) => carrier(ty),
        syn::ReturnType::Default => None,
    };
    super::gathered::of_result(item);
    let mutable = super::changing::mutable(item);
    let references = References::of(item);
    Desugar { question_mark, mutable, references, told }.visit_block_mut(&mut item.block);
    super::optional::rewrite(&mut item.block);
}

/// Names that several rewritings bring in.
const WRITTEN: &[&str] =
    &["__inner", "__other", "__kept", "__at", "__count", "__items", "__rest", "__list", "__key", "__keys", "__first"];

/// A name that rewriting brings in, without the underscores that keep it apart from the user's.
pub(super) fn own_name(name: &str) -> Option<&str> {
    let made_here = WRITTEN.contains(&name).then(|| name.trim_start_matches('_'));
    let gathered = [super::gathered::NAMES, super::changing::NAMES, super::error_arms::NAMES]
        .concat()
        .contains(&name)
        .then(|| name.trim_start_matches('_'));
    let made_here =
        made_here.or_else(|| super::pullback::own_name(name)).or_else(|| super::written_out::own_name(name));
    let made_here = made_here.or_else(|| super::objects_given::own_name(name));
    let made_here = made_here.or_else(|| super::destructured::own_name(name));
    let made_here = made_here.or_else(|| super::sequenced::own_name(name)).or_else(|| super::lasting::own_name(name));
    made_here.or(gathered).or_else(|| super::ranges::own_name(name))
}

struct Desugar {
    question_mark: Option<Carrier>,
    /// Variables that may change.
    mutable: std::collections::HashSet<String>,
    references: References,
    /// What the file tells of types.
    told: Option<Rc<Told>>,
}

impl Desugar {
    fn rewritten(&self, call: &syn::ExprMethodCall) -> Option<syn::Expr> {
        let loops = super::gathered::of_call(call, None).or_else(|| super::changing::searched(call, &self.mutable));
        let gives_result = match call.args.last() {
            Some(syn::Expr::Closure(closure)) => gives_result(closure, self.told.as_deref()),
            _ => false,
        };
        let around = TokenStream::new();
        let loops = loops.or_else(|| super::tried::of_call(call, gives_result, &around));
        let loops = loops
            .or_else(|| super::tried::for_each(call, gives_result, &around))
            .or_else(|| super::summed::of_call(call, &around));
        let loops = loops.or_else(|| super::longer::counted(call));
        loops.or_else(|| super::shorthand::rewritten(call)).or_else(|| super::questions::into_closure(call))
    }

    /// What is rewritten before its parts are.
    fn before_its_parts(&self, expr: &mut syn::Expr) {
        if matches!(self.question_mark, Some(Carrier::Option))
            && let Some(new) = super::questions::target(expr).or_else(|| super::questions::inside(expr))
        {
            replace(expr, new);
        }
        if matches!(self.question_mark, Some(Carrier::Result))
            && let syn::Expr::Try(tried) = expr
        {
            *expr = super::results::tried(&tried.expr, tried.question_token.span);
        }
        if let Some(new) = super::error_arms::rewritten(expr, self.told.as_deref()) {
            *expr = new;
        }
        if let Some(new) = super::indexed::rewrite(expr).or_else(|| super::choice::of_argument(expr)) {
            replace(expr, new);
        }
        if let syn::Expr::Assign(assign) = expr
            && let Some(new) = super::destructured::rewrite(assign)
        {
            replace(expr, new);
        }
        if let syn::Expr::While(looped) = expr
            && is_chain(&looped.cond)
        {
            let new = while_chain(looped);
            replace(expr, new);
        }
        if let syn::Expr::ForLoop(looped) = expr {
            super::at_once::looped(looped, matches!(self.question_mark, Some(Carrier::Result)));
        }
        if let syn::Expr::ForLoop(looped) = expr
            && let Some(new) = super::stream::by_ref::looped(looped).or_else(|| super::longer::runs(looped))
        {
            replace(expr, new);
        }
        super::dereferenced::rewrite(expr);
    }
}

impl VisitMut for Desugar {
    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        if let syn::Expr::Reference(reference) = expr
            && reference.mutability.is_some()
            && matches!(&*reference.expr, syn::Expr::Index(_))
        {
            // Not an element that is read.
            return syn::visit_mut::visit_expr_mut(self, &mut reference.expr);
        }
        self.before_its_parts(expr);
        syn::visit_mut::visit_expr_mut(self, expr);
        let new = match expr {
            syn::Expr::While(looped) => while_let(looped, &self.references).map(|mut looped| {
                each_match(&mut looped);
                looped
            }),
            syn::Expr::If(branch) if is_chain(&branch.cond) => Some(chain(branch)),
            syn::Expr::If(branch) => cases(branch),
            syn::Expr::MethodCall(call) => {
                super::shorthand::look_through(&mut call.receiver);
                self.rewritten(call)
            }
            syn::Expr::Unary(unary) => {
                super::shorthand::behind_reference(unary).or_else(|| super::longer::filled_and_read(unary))
            }
            syn::Expr::Field(field) => {
                super::shorthand::without_reference(&mut field.base);
                None
            }
            syn::Expr::Index(index) => {
                super::shorthand::without_reference(&mut index.expr);
                None
            }
            syn::Expr::Try(inner) if self.question_mark.is_some() => {
                let mut choice = try_option(&inner.expr, inner.question_token.span);
                super::dereferenced::rewrite(&mut choice);
                Some(choice)
            }
            syn::Expr::Match(choice) => super::changing::guarded(choice, &self.mutable),
            syn::Expr::Macro(invocation) => matches_macro(&invocation.mac),
            _ => None,
        };
        if let Some(new) = new {
            replace(expr, new);
        }
    }

    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        let stmts = std::mem::take(&mut block.stmts);
        let stmts = stmts.into_iter().map(super::shorthand::asserted).map(super::gathered::told);
        let stmts = stmts.map(super::let_else::rewritten).map(super::map_for_effect::rewritten);
        block.stmts = stmts.flat_map(super::longer::statements).collect();
        let tries = matches!(self.question_mark, Some(Carrier::Result));
        super::at_once::rewrite(block, tries);
        super::errors_apart::rewrite(block, tries, self.told.as_deref());
        super::object::gathered(block);
        super::choice::rewrite(block, &self.references);
        super::ranges::rewrite(block);
        super::lasting::rewrite(block);
        syn::visit_mut::visit_block_mut(self, block);
    }

    fn visit_local_mut(&mut self, local: &mut syn::Local) {
        super::gathered::of_local(local);
        super::error_arms::of_local(local, self.told.as_deref());
        if let Some(carrier) = self.question_mark {
            super::questions::of_local(local, matches!(carrier, Carrier::Result));
        }
        syn::visit_mut::visit_local_mut(self, local);
    }

    /// There `?` returns from the closure.
    fn visit_expr_closure_mut(&mut self, closure: &mut syn::ExprClosure) {
        let carrier = carrier_of(closure, self.told.as_deref());
        let outside = std::mem::replace(&mut self.question_mark, carrier);
        syn::visit_mut::visit_expr_closure_mut(self, closure);
        self.question_mark = outside;
    }

    fn visit_item_mut(&mut self, _item: &mut syn::Item) {}
}

/// The `match` of a rewritten loop.
fn each_match(looped: &mut syn::Expr) {
    if let syn::Expr::Loop(looped) = looped
        && let Some(syn::Stmt::Expr(choice, _)) = looped.body.stmts.first_mut()
    {
        super::dereferenced::rewrite(choice);
    }
}

fn while_let(looped: &syn::ExprWhile, references: &References) -> Option<syn::Expr> {
    let syn::Expr::Let(binding) = &*looped.cond else { return None };
    let (label, pattern, value, body) = (&looped.label, &binding.pat, scrutinee(&binding.expr), &looped.body);
    if let choice @ (syn::Expr::If(_) | syn::Expr::Match(_)) = &*binding.expr {
        // A reference to one of several places, perhaps.
        let subject = syn::Ident::new("__inner", Span::mixed_site());
        let mut each: syn::Block = parse_quote!({
            let #subject = #choice;
            match #subject { #pattern => #body _ => break, }
        });
        super::choice::rewrite(&mut each, references);
        return Some(parse_quote_spanned!(looped.while_token.span=> #label loop #each));
    }
    Some(parse_quote_spanned!(looped.while_token.span=> #label loop {
        match #value {
            #pattern => #body
            _ => break,
        }
    }))
}

/// A value after `match`, where the braces of a struct would be taken for the arms.
pub(super) fn scrutinee(value: &syn::Expr) -> TokenStream {
    let tokens = value.to_token_stream();
    let braces = |token| matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Brace);
    if tokens.clone().into_iter().any(braces) { quote!((#tokens)) } else { tokens }
}

/// Whether `condition` binds names beside other conditions.
fn is_chain(condition: &syn::Expr) -> bool {
    let links = links(condition);
    links.len() > 1 && links.iter().any(|link| matches!(link, syn::Expr::Let(_)))
}

/// The conditions that `&&` joins.
fn links(condition: &syn::Expr) -> Vec<&syn::Expr> {
    match condition {
        syn::Expr::Binary(binary) if matches!(binary.op, syn::BinOp::And(_)) => {
            let mut all = links(&binary.left);
            all.extend(links(&binary.right));
            all
        }
        other => vec![other],
    }
}

/// `if let (Some(v), None) | (None, Some(v)) = e { … }`: a `match`, whose arms are cases.
fn cases(branch: &syn::ExprIf) -> Option<syn::Expr> {
    let syn::Expr::Let(binding) = &*branch.cond else { return None };
    let several = matches!(&*binding.pat, syn::Pat::Or(_)) && super::parts::binds_names(&binding.pat);
    if !several {
        return None;
    }
    let (pattern, value, then) = (&binding.pat, scrutinee(&binding.expr), &branch.then_branch);
    let otherwise = branch.else_branch.as_ref().map_or_else(|| quote!({}), |(_, otherwise)| quote!(#otherwise));
    Some(parse_quote_spanned!(branch.if_token.span=> match #value { #pattern => #then, _ => #otherwise }))
}

/// Each condition inside of the one before it; what follows them all runs where one fails.
fn chain(branch: &syn::ExprIf) -> syn::Expr {
    let label = syn::Lifetime::new("'chain", Span::mixed_site());
    let then = &branch.then_branch;
    let mut inner: syn::Stmt = parse_quote!(break #label #then;);
    for link in links(&branch.cond).into_iter().rev() {
        inner = syn::Stmt::Expr(parse_quote!(if #link { #inner }), None);
    }
    let otherwise = branch.else_branch.as_ref().map(|(_, otherwise)| otherwise);
    parse_quote_spanned!(branch.if_token.span=> #label: { #inner #otherwise })
}

fn while_chain(looped: &syn::ExprWhile) -> syn::Expr {
    let (label, condition, body) = (&looped.label, &looped.cond, &looped.body);
    parse_quote_spanned!(looped.while_token.span=> #label loop { if #condition #body else { break; } })
}

/// `value?` in a function that gives an `Option`.
fn try_option(value: &syn::Expr, at: Span) -> syn::Expr {
    let inner = syn::Ident::new("__inner", Span::mixed_site());
    let value = scrutinee(value);
    parse_quote_spanned! {at=>
        match #value {
            Some(#inner) => #inner,
            None => return None,
        }
    }
}

/// `matches!` whose pattern binds names.
fn matches_macro(invocation: &syn::Macro) -> Option<syn::Expr> {
    if invocation.path.segments.last()?.ident != "matches" {
        return None;
    }
    let parts = |input: syn::parse::ParseStream| {
        let value: syn::Expr = input.parse()?;
        input.parse::<syn::Token![,]>()?;
        let pattern = syn::Pat::parse_multi_with_leading_vert(input)?;
        let guard = match input.parse::<Option<syn::Token![if]>>()? {
            Some(_) => Some(input.parse::<syn::Expr>()?),
            None => None,
        };
        input.parse::<Option<syn::Token![,]>>()?;
        Ok((value, pattern, guard))
    };
    let (value, pattern, guard) = invocation.parse_body_with(parts).ok()?;
    if !super::parts::binds_names(&pattern) {
        return None;
    }
    let guard = guard.map(|guard| quote!(if #guard));
    let value = scrutinee(&value);
    Some(parse_quote! {
        match #value {
            #pattern #guard => true,
            _ => false,
        }
    })
}
