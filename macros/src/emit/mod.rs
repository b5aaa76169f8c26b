//! From the representation to tokens. Decides nothing.

mod stmt;

use proc_macro2::{Literal, TokenStream};
use quote::{ToTokens, quote, quote_spanned};

pub use stmt::stmts;

use crate::ir::{Argument, Call, Expr, Function, Op, Place, Recorded, ShadowArgument, Step};
use crate::types::Ty;

/// A place.
pub fn place(function: &Function, read: &Place) -> TokenStream {
    let mut tokens = function.var(read.root).name.to_token_stream();
    for step in &read.path {
        tokens = match step {
            Step::Index(index) => {
                let index = bare(function, index);
                quote!(#tokens[#index])
            }
            Step::Field(member) => quote!(#tokens.#member),
            Step::Deref if read.path.len() == 1 => quote!(*#tokens),
            Step::Deref => quote!((*#tokens)),
            Step::Slice(lo, hi) => {
                let lo = operand(function, lo);
                let lo = if lo.to_string() == "0" { TokenStream::new() } else { lo };
                // The whole length: borrowing the container for its length as well would be in the way.
                let len = quote!(#tokens.len()).to_string();
                let hi = hi.as_ref().map(|hi| operand(function, hi)).filter(|hi| hi.to_string() != len);
                quote!(#tokens[#lo..#hi])
            }
        };
    }
    tokens
}

/// A borrow of a place; what already is a reference is passed on.
pub fn borrow(function: &Function, mutable: bool, borrowed: &Place) -> TokenStream {
    let is_reference = matches!(function.var(borrowed.root).ty, Ty::Ref(..)) && borrowed.path.is_empty();
    let tokens = place(function, borrowed);
    match (is_reference, mutable) {
        (true, _) => tokens,
        (false, true) => quote!(&mut #tokens),
        (false, false) => quote!(&#tokens),
    }
}

/// An expression, in parentheses unless it binds tightest.
fn operand(function: &Function, value: &Expr) -> TokenStream {
    let tokens = expr(function, value);
    let tight = match value {
        Expr::Tokens(inner) => is_single(&inner.stream),
        Expr::Number(number) => *number >= 0.0,
        Expr::Place(read) => !matches!(read.path.as_slice(), [Step::Deref]),
        Expr::Neg(_) | Expr::Binary(..) | Expr::Cast(..) | Expr::Ref(_) | Expr::RefMut(_) => false,
        _ => true,
    };
    if tight { tokens } else { quote!((#tokens)) }
}

/// An expression where any may stand.
fn bare(function: &Function, value: &Expr) -> TokenStream {
    expr(function, value)
}

/// Tokens that bind as tightly as a name: names, literals, groups, paths, calls and indices.
fn is_single(stream: &TokenStream) -> bool {
    let mut first = true;
    stream.clone().into_iter().all(|token| {
        let fits = match &token {
            proc_macro2::TokenTree::Punct(punct) => !first && matches!(punct.as_char(), '.' | ':'),
            proc_macro2::TokenTree::Ident(ident) => {
                let word = ident.to_string();
                !matches!(word.as_str(), "as" | "if" | "match" | "move" | "return" | "unsafe" | "mut")
            }
            _ => true,
        };
        first = false;
        fits
    })
}

fn symbol(op: Op) -> TokenStream {
    match op {
        Op::Add => quote!(+),
        Op::Sub => quote!(-),
        Op::Mul => quote!(*),
        Op::Div => quote!(/),
        Op::Rem => quote!(%),
    }
}

fn precedence(op: Op) -> u8 {
    match op {
        Op::Add | Op::Sub => 1,
        Op::Mul | Op::Div | Op::Rem => 2,
    }
}

/// `a op b` with the parentheses that it needs.
fn binary(function: &Function, op: Op, left: &Expr, right: &Expr) -> TokenStream {
    let loose = |side: &Expr, strict: bool| match side {
        Expr::Binary(inner, ..) => {
            precedence(*inner) > precedence(op) || (!strict && precedence(*inner) == precedence(op))
        }
        _ => false,
    };
    let left_tokens = if loose(left, false) { expr(function, left) } else { operand_left(function, left) };
    let right_tokens = if loose(right, true) { expr(function, right) } else { operand(function, right) };
    let symbol = symbol(op);
    quote!(#left_tokens #symbol #right_tokens)
}

/// A leading minus needs no parentheses on the left.
fn operand_left(function: &Function, left: &Expr) -> TokenStream {
    match left {
        Expr::Neg(_) => expr(function, left),
        _ => operand(function, left),
    }
}

/// An expression.
pub fn expr(function: &Function, value: &Expr) -> TokenStream {
    match value {
        Expr::Place(read) => place(function, read),
        Expr::Number(number) => {
            let literal = Literal::f64_unsuffixed(number.abs());
            if number.is_sign_negative() && *number != 0.0 { quote!(-#literal) } else { quote!(#literal) }
        }
        Expr::Tokens(tokens) => tokens.stream.clone(),
        Expr::Neg(inner) => {
            let inner = operand(function, inner);
            quote!(-#inner)
        }
        Expr::Binary(op, left, right) => binary(function, *op, left, right),
        Expr::Method(name, receiver, arguments) => {
            let receiver = operand(function, receiver);
            let arguments = arguments.iter().map(|argument| expr(function, argument));
            quote!(#receiver.#name(#(#arguments),*))
        }
        Expr::Runtime(path, arguments) => {
            let path = runtime_path(path);
            let arguments = arguments.iter().map(|argument| expr(function, argument));
            quote!(#path(#(#arguments),*))
        }
        Expr::Ref(inner) => match &**inner {
            Expr::Place(read) => borrow(function, false, read),
            other => {
                let inner = operand(function, other);
                quote!(&#inner)
            }
        },
        Expr::RefMut(target) => borrow(function, true, target),
        Expr::Field(inner, index) => {
            let (inner, index) = (operand(function, inner), Literal::u32_unsuffixed(*index));
            quote!(#inner.#index)
        }
        Expr::Cast(inner, ty) => {
            let inner = operand(function, inner);
            quote!(#inner as #ty)
        }
        Expr::Tuple(parts) => {
            let parts = list(function, parts);
            quote!((#(#parts),*))
        }
        Expr::Array(parts) => {
            let parts = list(function, parts);
            quote!([#(#parts),*])
        }
        Expr::VecList(parts) => {
            let parts = list(function, parts);
            quote!(__chainrule::__private::vec![#(#parts),*])
        }
        Expr::Repeat { element, len, vec } => {
            let (element, len) = (expr(function, element), &len.stream);
            if *vec { quote!(__chainrule::__private::vec![#element; #len]) } else { quote!([#element; #len]) }
        }
        Expr::Copy(name, source) => {
            let source = place(function, source);
            quote!(#source.#name())
        }
        Expr::PopElement(target) => {
            let target = borrow(function, true, target);
            quote!(__chainrule::__private::pop_element(#target))
        }
        Expr::Pop(Recorded::Typed(ty)) => {
            let tape = &function.tape;
            quote!(#tape.pop::<#ty>())
        }
        Expr::Pop(Recorded::Inferred(site)) => {
            let tape = &function.tape;
            quote!(#tape.pop_at(&#site))
        }
        Expr::Call(_) | Expr::Forward(_) | Expr::Reverse(..) => call_expr(function, value),
    }
}

fn list(function: &Function, parts: &[Expr]) -> Vec<TokenStream> {
    parts.iter().map(|part| expr(function, part)).collect()
}

fn runtime_path(path: &str) -> TokenStream {
    let segments = path.split("::").map(|segment| proc_macro2::Ident::new(segment, proc_macro2::Span::mixed_site()));
    quote!(__chainrule #(::#segments)*)
}

fn call_expr(function: &Function, value: &Expr) -> TokenStream {
    let tape = &function.tape;
    match value {
        Expr::Call(call) => {
            let (path, arguments) = (&call.path, arguments(function, call));
            quote!(#path(#(#arguments),*))
        }
        Expr::Forward(call) => {
            let (path, arguments) = (sweep_path(&call.path, "forward"), arguments(function, call));
            quote!(#path(#tape #(, #arguments)*))
        }
        Expr::Reverse(call, shadows, seed) => {
            let path = sweep_path(&call.path, "reverse");
            let borrowed = call.arguments.iter().filter_map(|argument| match argument {
                Argument::Borrow(mutable, place) => Some((*mutable, place)),
                Argument::Value(_) => None,
            });
            let pairs: Vec<(TokenStream, TokenStream)> = borrowed
                .zip(shadows)
                .enumerate()
                .map(|(index, ((mutable, place), shadow))| {
                    let argument = borrow(function, mutable, place);
                    let (view, shadow) = shadow_argument(function, shadow, place, index);
                    (view, quote!(#argument, #shadow))
                })
                .collect();
            let (views, pairs): (Vec<_>, Vec<_>) = pairs.into_iter().unzip();
            let seed = seed.as_ref().map(|seed| expr(function, seed));
            let call = quote!(#path(#tape #(, #pairs)*, #seed));
            if views.iter().all(TokenStream::is_empty) { call } else { quote!({ #(#views)* #call }) }
        }
        _ => TokenStream::new(),
    }
}

/// The shadow of an argument and whether it is wanted; before the call, a view of a part of a shadow that may be absent.
fn shadow_argument(
    function: &Function,
    shadow: &ShadowArgument,
    of: &Place,
    index: usize,
) -> (TokenStream, TokenStream) {
    let dummy = borrow(function, false, of);
    let dummy = quote!(__chainrule::__private::dummy_shadow(#dummy));
    let place = match shadow {
        ShadowArgument::Dummy(_) => return (TokenStream::new(), quote!(&mut #dummy, __chainrule::__private::Inactive)),
        ShadowArgument::Active(place) => place,
    };
    let tokens = borrow(function, true, place);
    let Some(marker) = function.markers.get(&place.root) else {
        return (TokenStream::new(), quote!(#tokens, __chainrule::__private::Active));
    };
    if place.path.is_empty() {
        return (TokenStream::new(), quote!(#tokens, #marker));
    }
    let span = proc_macro2::Span::mixed_site();
    let view = quote::format_ident!("view{index}", span = span);
    let own = quote::format_ident!("none{index}", span = span);
    let start = quote! {
        let mut #own;
        let #view = if __chainrule::__private::is_active(#marker) { #tokens } else { #own = #dummy; &mut #own };
    };
    (start, quote!(#view, #marker))
}

fn arguments(function: &Function, call: &Call) -> Vec<TokenStream> {
    call.arguments
        .iter()
        .map(|argument| match argument {
            Argument::Value(value) => expr(function, value),
            Argument::Borrow(mutable, place) => borrow(function, *mutable, place),
        })
        .collect()
}

/// `area::<3>` becomes `area::forward::<3>`.
fn sweep_path(path: &syn::ExprPath, sweep: &str) -> TokenStream {
    let mut path = path.clone();
    let span = path.path.segments.last().map_or_else(proc_macro2::Span::mixed_site, |segment| segment.ident.span());
    let arguments = path.path.segments.last_mut().map(|segment| std::mem::take(&mut segment.arguments));
    let sweep = proc_macro2::Ident::new(sweep, span);
    let generics = match arguments {
        Some(syn::PathArguments::AngleBracketed(list)) => {
            let list = &list.args;
            quote!(::<#list>)
        }
        _ => TokenStream::new(),
    };
    quote_spanned!(span=> #path::#sweep #generics)
}

/// `__chainrule` in generated code becomes the path of the runtime.
pub fn with_root(tokens: TokenStream, root: &TokenStream) -> TokenStream {
    use proc_macro2::{Group, TokenTree};
    tokens
        .into_iter()
        .flat_map(|token| match token {
            TokenTree::Ident(ident) if ident == "__chainrule" => root.clone(),
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), with_root(group.stream(), root));
                inner.set_span(group.span());
                TokenTree::Group(inner).into()
            }
            other => other.into(),
        })
        .collect()
}

/// Statements below a heading, which stands on the first `let`.
pub fn headed(function: &Function, heading: &'static str, list: &[crate::ir::Stmt]) -> TokenStream {
    let mut all = list.to_vec();
    if let Some(first) = list.first() {
        all.insert(0, crate::ir::Stmt { kind: crate::ir::StmtKind::Heading(heading), ..first.clone() });
    }
    stmts(function, &all)
}

/// An expression of the type of `var` that is never evaluated: its definition, on operands that are absent.
pub fn witness(function: &Function, var: crate::ir::VarId) -> TokenStream {
    let Some(value) = definition(function, var) else {
        return item(function, var).unwrap_or_else(|| quote!(__chainrule::__private::absent()));
    };
    with_operands(function, &value)
}

/// `value` on operands that are absent.
fn with_operands(function: &Function, value: &Expr) -> TokenStream {
    let mut reads = Vec::new();
    value.for_each_read(&mut |read| {
        if !reads.contains(&read) {
            reads.push(read);
        }
    });
    let operands = reads.into_iter().map(|read| {
        let name = &function.var(read).name;
        if let Some(ty) = function.var(read).ty.tokens() { quote!(let mut #name: #ty = __chainrule::__private::absent();) } else {
            let inner = witness(function, read);
            quote!(let mut #name = { #inner };)
        }
    });
    let value = expr(function, value);
    quote!({ #(#operands)* #value })
}

/// An item of the iterator that `var` is bound by.
fn item(function: &Function, var: crate::ir::VarId) -> Option<TokenStream> {
    use crate::ir::{Head, StmtKind};
    let mut found = None;
    function.body.for_each_stmt(&mut |stmt| {
        let StmtKind::Loop(looped) = &stmt.kind else { return };
        if !looped.head.binds().contains(&var) {
            return;
        }
        let name = &function.var(var).name;
        found = Some(match &looped.head {
            Head::For { lo, hi, .. } => {
                let (lo, hi) = (with_operands(function, lo), with_operands(function, hi));
                quote!(__chainrule::__private::item((#lo)..(#hi)))
            }
            Head::Each { pattern, iterator, .. } => {
                let iterator = with_operands(function, &Expr::Tokens(iterator.clone()));
                quote!({ let #pattern = __chainrule::__private::item(#iterator); #name })
            }
            _ => return,
        });
    });
    found
}

/// The value that `var` is defined by in the primal.
fn definition(function: &Function, var: crate::ir::VarId) -> Option<Expr> {
    let mut found = None;
    function.body.for_each_stmt(&mut |stmt| match &stmt.kind {
        crate::ir::StmtKind::Let { var: defined, value } if *defined == var && found.is_none() => {
            found = Some(value.clone());
        }
        crate::ir::StmtKind::Assign { place, update: crate::ir::Update::Set, value }
            if place.root == var && place.path.is_empty() && found.is_none() =>
        {
            found = Some(value.clone());
        }
        _ => {}
    });
    found
}
