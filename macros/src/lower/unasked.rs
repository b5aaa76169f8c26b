//! Errors that nobody asks for: of a `Result` whose error is never looked at, only the value and whether there is one are
//! held, so its error need not be `Clone`.
//!
//! ```text
//! let r = f(x);            let r = without_error(f(x));
//! if r.is_ok() { … }       if r.is_ok() { … }
//! ```

use proc_macro2::{TokenStream, TokenTree};

use super::error::asks_for_error;
use crate::ir::{
    Block, Expr, Failure, Function, Mentions, Place, Selector, Step, Stmt, StmtKind, Tokens, VarId, in_block,
};
use crate::types::Ty;

/// Drops the errors of calls that `function` does not look at.
pub(super) fn drop_errors(function: &mut Function) {
    for var in results(function) {
        let mut block = function.body.clone();
        let name = function.var(var).name.to_string();
        block.stmts.iter_mut().for_each(|stmt| forget_looks(stmt, var));
        let is_told = matches!(function.var(var).ty, Ty::Result(..));
        let mut asked = Asked { var, name, found: function.result == Some(var), holds: is_told };
        in_block(&mut asked, &mut block);
        if !asked.found && asked.holds {
            set(&mut function.body, var);
            function.vars[var.0 as usize].ty = match &function.var(var).ty {
                Ty::Result(value, _) => Ty::Result(value.clone(), Box::new(Ty::Unit)),
                _ => Ty::Unknown,
            };
        }
    }
}

/// Variables that hold the result of a call, with its error.
fn results(function: &Function) -> Vec<VarId> {
    let mut found = Vec::new();
    function.body.for_each_stmt(&mut |stmt| {
        if let StmtKind::Let { var, value: Expr::Call(call) } = &stmt.kind
            && matches!(call.error, Failure::Inside)
            && may_fail(&function.var(*var).ty)
            && !function.var(*var).mutable
        {
            found.push(*var);
        }
    });
    found
}

/// Whether it may be a `Result` whose error is not surely `Copy`.
fn may_fail(ty: &Ty) -> bool {
    match ty {
        Ty::Result(_, error) => !error.is_copy(),
        Ty::Unknown | Ty::Opaque(_) => true,
        _ => false,
    }
}

fn set(block: &mut Block, result: VarId) {
    for stmt in &mut block.stmts {
        match &mut stmt.kind {
            StmtKind::Let { var, value: Expr::Call(call) } if *var == result => call.error = Failure::Dropped,
            StmtKind::Branch { arms, .. } => arms.iter_mut().for_each(|arm| set(arm, result)),
            StmtKind::Loop(looped) => set(&mut looped.body, result),
            StmtKind::Labeled { body, .. } => set(body, result),
            _ => {}
        }
    }
}

/// Takes the choices away that only ask whether there is an error.
fn forget_looks(stmt: &mut Stmt, var: VarId) {
    if let StmtKind::Branch { selector: Selector::Match(scrutinee, patterns), .. } = &mut stmt.kind {
        let patterns: Vec<&TokenStream> = patterns.iter().map(|head| &head.pattern).collect();
        match scrutinee {
            Expr::Tuple(parts) => {
                for (index, part) in parts.iter_mut().enumerate() {
                    forget_look(part, &patterns, Some(index), var);
                }
            }
            whole => forget_look(whole, &patterns, None, var),
        }
    }
    match &mut stmt.kind {
        StmtKind::Branch { arms, .. } => {
            arms.iter_mut().flat_map(|arm| &mut arm.stmts).for_each(|stmt| forget_looks(stmt, var));
        }
        StmtKind::Loop(crate::ir::Loop { body, .. }) | StmtKind::Labeled { body, .. } => {
            body.stmts.iter_mut().for_each(|stmt| forget_looks(stmt, var));
        }
        _ => {}
    }
}

fn forget_look(subject: &mut Expr, patterns: &[&TokenStream], index: Option<usize>, var: VarId) {
    let whole = |place: &Place| place.root == var && place.is_whole();
    if !matches!(subject, Expr::Ref(inner) if matches!(&**inner, Expr::Place(place) if whole(place))) {
        return;
    }
    let asks = |pattern: &&TokenStream| {
        use syn::parse::Parser;
        let pattern = syn::Pat::parse_multi_with_leading_vert.parse2((*pattern).clone()).ok();
        let part = match (pattern, index) {
            (Some(syn::Pat::Tuple(tuple)), Some(index)) => tuple.elems.get(index).cloned(),
            (Some(pattern), None) => Some(pattern),
            (Some(pattern @ syn::Pat::Wild(_)), Some(_)) => Some(pattern),
            _ => None,
        };
        part.as_ref().and_then(asks_for_error).unwrap_or(true)
    };
    if !patterns.iter().any(asks) {
        *subject = Expr::Number(0.0);
    }
}

/// Whether anything is left that may look at an error.
struct Asked {
    var: VarId,
    name: String,
    found: bool,
    /// Whether it is an `Option` or a `Result`: something asks for its value.
    holds: bool,
}

impl Mentions for Asked {
    fn var(&mut self, _: &mut VarId) {}

    fn place(&mut self, place: &mut Place) {
        let is_value =
            matches!(place.path.first(), Some(Step::Variant(variant, _)) if variant == "Ok" || variant == "Some");
        self.found |= place.root == self.var && !is_value;
        self.holds |= place.root == self.var && is_value;
    }

    fn tokens(&mut self, tokens: &mut Tokens) {
        self.found |= tokens.reads.contains(&self.var) && asks(tokens.stream.clone(), &self.name);
    }
}

/// Whether `tokens` name a result but to ask whether it holds a value.
fn asks(tokens: TokenStream, name: &str) -> bool {
    let all: Vec<TokenTree> = tokens.into_iter().collect();
    let is = |index: usize, word: &str| matches!(all.get(index), Some(TokenTree::Ident(ident)) if ident == word);
    all.iter().enumerate().any(|(index, token)| match token {
        TokenTree::Group(group) => {
            let asked = index > 0 && (is(index - 1, "is_some") || is(index - 1, "some"));
            let borrowed = group.stream().to_string().replace(' ', "") == format!("&{name}");
            !(asked && borrowed) && asks(group.stream(), name)
        }
        TokenTree::Ident(ident) => ident == name,
        _ => false,
    })
}
