//! `#[checkpoint]` and `#[checkpoint(binomial = slots)]` on statements.

use proc_macro2::Span;
use syn::spanned::Spanned;

use crate::diagnostic::Message;
use crate::options::nearest;

/// `#[checkpoint]` as it stands on a statement.
#[derive(Clone, Debug)]
pub struct Checkpoint {
    pub kept: Kept,
    /// On a loop, which is divided.
    pub is_loop: bool,
    pub span: Span,
}

/// Which states of a loop are kept.
#[derive(Clone, Debug)]
pub enum Kept {
    /// √n of n.
    Root,
    /// As many as there are slots.
    Binomial(Box<syn::Expr>),
}

pub(super) fn is_checkpoint(attribute: &syn::Attribute) -> bool {
    super::is_named(attribute, "checkpoint")
}

/// The checkpoint on `stmt`; one that is refused counts as the simplest.
pub fn checkpoint(stmt: &syn::Stmt) -> Option<Checkpoint> {
    let attribute = checkpoint_attribute(stmt)?;
    let is_loop = is_loop(stmt);
    Some(read(attribute, stmt).unwrap_or(Checkpoint { kept: Kept::Root, is_loop, span: attribute.meta.path().span() }))
}

/// The attribute on `stmt`, where it can be followed.
pub(super) fn checkpoint_attribute(stmt: &syn::Stmt) -> Option<&syn::Attribute> {
    let list = match stmt {
        syn::Stmt::Local(local) if local.init.as_ref().is_some_and(|init| can_run_again(&init.expr)) => &local.attrs,
        syn::Stmt::Expr(expr, _) if can_run_again(expr) => attributes_at_start(expr)?,
        _ => return None,
    };
    list.iter().find(|attribute| is_checkpoint(attribute))
}

/// Whether `expr` computes something that could run again.
fn can_run_again(expr: &syn::Expr) -> bool {
    match expr {
        syn::Expr::ForLoop(_)
        | syn::Expr::While(_)
        | syn::Expr::Loop(_)
        | syn::Expr::Block(_)
        | syn::Expr::If(_)
        | syn::Expr::Match(_)
        | syn::Expr::Call(_)
        | syn::Expr::MethodCall(_) => true,
        syn::Expr::Paren(syn::ExprParen { expr, .. })
        | syn::Expr::Try(syn::ExprTry { expr, .. })
        | syn::Expr::Unary(syn::ExprUnary { expr, .. })
        | syn::Expr::Cast(syn::ExprCast { expr, .. })
        | syn::Expr::Field(syn::ExprField { base: expr, .. })
        | syn::Expr::Index(syn::ExprIndex { expr, .. }) => can_run_again(expr),
        syn::Expr::Assign(assign) => can_run_again(&assign.right),
        syn::Expr::Binary(binary) => can_run_again(&binary.left) || can_run_again(&binary.right),
        syn::Expr::Tuple(syn::ExprTuple { elems, .. }) | syn::Expr::Array(syn::ExprArray { elems, .. }) => {
            elems.iter().any(can_run_again)
        }
        syn::Expr::Struct(value) => value.fields.iter().any(|field| can_run_again(&field.expr)),
        _ => false,
    }
}

fn is_loop(stmt: &syn::Stmt) -> bool {
    matches!(stmt, syn::Stmt::Expr(syn::Expr::ForLoop(_) | syn::Expr::While(_) | syn::Expr::Loop(_), _))
}

/// What the attribute says.
pub(super) fn read(attribute: &syn::Attribute, stmt: &syn::Stmt) -> syn::Result<Checkpoint> {
    let (is_loop, span) = (is_loop(stmt), attribute.meta.path().span());
    let list = match &attribute.meta {
        syn::Meta::Path(_) => return Ok(Checkpoint { kept: Kept::Root, is_loop, span }),
        syn::Meta::NameValue(value) => return Err(unknown().on(value)),
        syn::Meta::List(list) => list,
    };
    let argument: syn::MetaNameValue = list.parse_args().map_err(|error| {
        let word = list.tokens.to_string();
        let message = match nearest(&word, &["binomial"]) {
            Some(_) => Message::new("`binomial` needs a number of slots"),
            None => Message::new("unknown argument of `#[checkpoint]`"),
        };
        message.note(NOTE).help(HELP).at(error.span())
    })?;
    if !argument.path.is_ident("binomial") {
        return Err(unknown().on(&argument.path));
    }
    if !is_loop {
        let message = Message::new("`binomial` stands on something that is no loop")
            .note("it distributes states over the iterations of a loop")
            .help("write `#[checkpoint]`, or put the attribute on the loop inside");
        return Err(message.on(&argument.path));
    }
    if matches!(&argument.value, syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Int(slots), .. }) if slots.base10_digits() == "0")
    {
        let message = Message::new("`binomial` needs at least one slot")
            .note("the state before the loop takes one")
            .help("write `#[checkpoint(binomial = 1)]` for the least memory");
        return Err(message.on(&argument.value));
    }
    Ok(Checkpoint { kept: Kept::Binomial(Box::new(argument.value)), is_loop, span })
}

const NOTE: &str =
    "it knows `#[checkpoint]`, with about √n states of n iterations, and `#[checkpoint(binomial = slots)]`";
const HELP: &str = "write `#[checkpoint]` or `#[checkpoint(binomial = 20)]`";

fn unknown() -> Message {
    Message::new("unknown argument of `#[checkpoint]`").note(NOTE).help(HELP)
}

/// The attributes of `stmt`, which the parser gives to the first operand of an expression.
pub(super) fn attributes_of(stmt: &mut syn::Stmt) -> Option<&mut Vec<syn::Attribute>> {
    match stmt {
        syn::Stmt::Local(local) => Some(&mut local.attrs),
        syn::Stmt::Expr(expr, _) => {
            let mut first = expr;
            while let syn::Expr::Assign(syn::ExprAssign { left, .. })
            | syn::Expr::Binary(syn::ExprBinary { left, .. }) = first
            {
                first = left;
            }
            attributes(first)
        }
        _ => None,
    }
}

fn attributes_at_start(expr: &syn::Expr) -> Option<&[syn::Attribute]> {
    match expr {
        syn::Expr::Assign(syn::ExprAssign { left, .. }) | syn::Expr::Binary(syn::ExprBinary { left, .. }) => {
            attributes_at_start(left)
        }
        syn::Expr::ForLoop(inner) => Some(&inner.attrs),
        syn::Expr::While(inner) => Some(&inner.attrs),
        syn::Expr::Loop(inner) => Some(&inner.attrs),
        syn::Expr::Block(inner) => Some(&inner.attrs),
        syn::Expr::If(inner) => Some(&inner.attrs),
        syn::Expr::Match(inner) => Some(&inner.attrs),
        syn::Expr::Call(inner) => Some(&inner.attrs),
        syn::Expr::MethodCall(inner) => Some(&inner.attrs),
        syn::Expr::Path(inner) => Some(&inner.attrs),
        syn::Expr::Field(inner) => Some(&inner.attrs),
        syn::Expr::Index(inner) => Some(&inner.attrs),
        syn::Expr::Unary(inner) => Some(&inner.attrs),
        syn::Expr::Tuple(inner) => Some(&inner.attrs),
        syn::Expr::Array(inner) => Some(&inner.attrs),
        syn::Expr::Paren(inner) => Some(&inner.attrs),
        syn::Expr::Try(inner) => Some(&inner.attrs),
        _ => None,
    }
}

/// The attributes of the expressions that may start a statement.
pub fn attributes(expr: &mut syn::Expr) -> Option<&mut Vec<syn::Attribute>> {
    Some(match expr {
        syn::Expr::ForLoop(inner) => &mut inner.attrs,
        syn::Expr::While(inner) => &mut inner.attrs,
        syn::Expr::Loop(inner) => &mut inner.attrs,
        syn::Expr::Block(inner) => &mut inner.attrs,
        syn::Expr::If(inner) => &mut inner.attrs,
        syn::Expr::Match(inner) => &mut inner.attrs,
        syn::Expr::Call(inner) => &mut inner.attrs,
        syn::Expr::MethodCall(inner) => &mut inner.attrs,
        syn::Expr::Assign(inner) => &mut inner.attrs,
        syn::Expr::Path(inner) => &mut inner.attrs,
        syn::Expr::Field(inner) => &mut inner.attrs,
        syn::Expr::Index(inner) => &mut inner.attrs,
        syn::Expr::Unary(inner) => &mut inner.attrs,
        syn::Expr::Tuple(inner) => &mut inner.attrs,
        syn::Expr::Array(inner) => &mut inner.attrs,
        syn::Expr::Paren(inner) => &mut inner.attrs,
        syn::Expr::Try(inner) => &mut inner.attrs,
        _ => return None,
    })
}

/// `new` in the place of `expr`, with the attributes that stood there.
pub fn replace(expr: &mut syn::Expr, new: syn::Expr) {
    let attrs = attributes(expr).map(std::mem::take).unwrap_or_default();
    *expr = new;
    if let Some(own) = attributes(expr) {
        own.extend(attrs);
    }
}
