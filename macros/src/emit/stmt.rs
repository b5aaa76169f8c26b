//! Statements and loops as tokens.

use proc_macro2::{Delimiter, TokenStream, TokenTree};
use quote::quote;

use super::{bare_place, borrow, expr, open, operand};
use crate::ir::{
    Block, Direction, Expr, Function, Head, Loop, Op, Place, Recorded, Selector, Stmt, StmtKind, Update, VarId,
};
use crate::types::Ty;

/// A sequence of statements.
pub fn stmts(function: &Function, list: &[Stmt]) -> TokenStream {
    if let Some((function, list)) = super::slot::with_slots(function, list) {
        return stmts(&function, &list);
    }
    let mut heading = None;
    let mut out = TokenStream::new();
    let mut declared = super::long::Declared::of(function, list);
    let mut rest = list;
    while let Some((item, after)) = rest.split_first() {
        rest = after;
        if let StmtKind::Heading(text) = item.kind {
            heading = Some(text);
            continue;
        }
        out.extend(super::failure::error_of(&item.kind));
        // A doc attribute may stand on a `let` only.
        if let Some(tokens) = declared.assignment(function, item) {
            out.extend(tokens);
            continue;
        }
        if let Some(text) = heading
            && !item.kind.declares().is_empty()
            && !matches!(item.kind, StmtKind::View { .. } | StmtKind::Columns { .. })
        {
            out.extend(quote!(#[doc = #text]));
            heading = None;
        }
        if let Some(both) = super::tangent::both(function, item, after) {
            out.extend(both);
            rest = &after[2..];
            continue;
        }
        if let Some((together, count)) = super::together::together(function, &list[list.len() - rest.len() - 1..]) {
            out.extend(together);
            rest = &rest[count - 1..];
            continue;
        }
        out.extend(stmt(function, item));
    }
    out
}

fn block(function: &Function, block: &Block) -> TokenStream {
    let inner = stmts(function, &block.stmts);
    quote!({ #inner })
}

fn stmt(function: &Function, item: &Stmt) -> TokenStream {
    let added = match &item.kind {
        StmtKind::Assign { update: Update::By(Op::Add | Op::Sub), value, .. } => open::multiple_of(function, value),
        _ => None,
    };
    if let Some(marker) = added {
        let tokens = open::decided(&marker, || stmt(function, item));
        return quote!(if __chainrule::__private::is_active(#marker) { #tokens });
    }
    let tokens = unguarded(function, item);
    match guard(function, item) {
        Some(marker) => quote!(if __chainrule::__private::is_active(#marker) { #tokens }),
        None => tokens,
    }
}

/// What adds to a shadow that the caller may not want runs only where it does.
fn guard<'f>(function: &'f Function, item: &Stmt) -> Option<&'f proc_macro2::Ident> {
    match &item.kind {
        StmtKind::Assign { place, .. } => function.markers.get(&place.root),
        StmtKind::Eval(Expr::Runtime(_, arguments)) => match arguments.first() {
            Some(Expr::RefMut(place)) => function.markers.get(&place.root),
            _ => None,
        },
        _ => None,
    }
}

fn unguarded(function: &Function, item: &Stmt) -> TokenStream {
    match &item.kind {
        StmtKind::Let { var, value } => let_stmt(function, *var, value),
        StmtKind::Declare { var } => declare(function, *var),
        StmtKind::Assign { place: target, update, value } => assign(function, target, *update, value),
        StmtKind::Branch { selector, arms } => branch(function, selector, arms),
        StmtKind::Loop(looped) => loop_stmt(function, looped),
        StmtKind::InPlace(change) => super::inplace::change(function, change),
        StmtKind::Passive { tokens, .. } => tokens.stream.clone(),
        StmtKind::Eval(value) => {
            let value = expr(function, value);
            quote!(#value;)
        }
        StmtKind::Record { value: Expr::Copy(_, place), .. } if is_flat(&function.place_ty(place)) => {
            let (values, tape) = (borrow(function, false, place), &function.tape);
            quote!(#tape.push_vec(#values);)
        }
        StmtKind::Record { value, as_ } => {
            let (tokens, tape) = (expr(function, value), &function.tape);
            match as_ {
                Recorded::Typed(_) => quote!(#tape.push(#tokens);),
                Recorded::Handover(by) => quote!(__chainrule::__private::Handover::record(#by, #tokens, #tape);),
                Recorded::Whole(_) | Recorded::WholeAt(_) => {
                    quote!(__chainrule::__private::push_whole(#tape, #tokens);)
                }
                Recorded::Inferred(site) => quote!(#tape.push_at(&#site, #tokens);),
                Recorded::Either(site) => super::recorded_either_way(function, site.as_ref(), value),
            }
        }
        StmtKind::RecordSlice { place } => super::slice::slice_call(function, place, "push_slice", false),
        StmtKind::RestoreSlice { place } => super::slice::slice_call(function, place, "pop_slice", true),
        StmtKind::Columns { vars, len, again } => {
            let (names, tape) = (vars.iter().map(|var| &function.var(*var).name), &function.tape);
            let len = expr(function, len);
            let method = if *again { quote!(last_columns) } else { quote!(columns) };
            quote!(let [#(#names),*] = #tape.#method(#len);)
        }
        StmtKind::DropColumns { count, len } => {
            let (tape, len) = (&function.tape, expr(function, len));
            quote!(#tape.drop_columns(#count, #len);)
        }
        StmtKind::View { var, place, mutable } => view(function, *var, place, *mutable),
        StmtKind::Labeled { body, .. } => block(function, body),
        StmtKind::Exit(_) | StmtKind::Heading(_) => TokenStream::new(),
    }
}

/// The part of a container that a loop runs over; nothing of a shadow that is not wanted.
fn view(function: &Function, var: VarId, part: &Place, mutable: bool) -> TokenStream {
    let name = &function.var(var).name;
    let tokens = borrow(function, mutable, part);
    if let Some(marker) = function.markers.get(&part.root) {
        let whole = &function.var(part.root).name;
        let none = if mutable { quote!(&mut #whole[..0]) } else { quote!(&#whole[..0]) };
        quote!(let #name = if __chainrule::__private::is_active(#marker) { #tokens } else { #none };)
    } else {
        quote!(let #name = #tokens;)
    }
}

pub(super) fn let_stmt(function: &Function, var: VarId, value: &Expr) -> TokenStream {
    let info = function.var(var);
    let name = &info.name;
    let mutability = info.mutable.then(|| quote!(mut));
    // A number alone does not tell its width, and an empty vector not its elements.
    let open = matches!(value, Expr::Number(_) | Expr::Tokens(_) | Expr::Runtime("__private::convert", _));
    let ty = match &info.ty {
        Ty::Float(Some(name)) if open => Some(quote!(: #name)),
        // The length of an argument may be a parameter of the called function.
        ty if matches!(value, Expr::Runtime("__private::cotangent", _)) => ty.lengths().map(|ty| quote!(: #ty)),
        ty @ (Ty::Vec(_) | Ty::Array(..) | Ty::Tuple(_) | Ty::Option(_) | Ty::Named(_)) if open => {
            ty.tokens().or_else(|| open_list(ty, value)).map(|ty| quote!(: #ty))
        }
        // What it is made of may have a length that its type tells.
        Ty::Named(ty) if matches!(value, Expr::Construct(_)) => Some(quote!(: #ty)),
        Ty::Passive(Some(ty)) if matches!(value, Expr::Tokens(_)) => Some(quote!(: #ty)),
        _ => None,
    };
    let value = value_of(function, value, &info.ty);
    quote!(let #mutability #name #ty = #value;)
}

/// `Vec<_>`: what the user's tokens collect may be of any type that can be collected into.
fn open_list(ty: &Ty, value: &Expr) -> Option<TokenStream> {
    let is_list = matches!(ty, Ty::Vec(_)) && matches!(value, Expr::Tokens(_));
    is_list.then(|| quote!(__chainrule::__private::Vec<_>))
}

/// `value`, of the type `ty`.
pub(super) fn value_of(function: &Function, value: &Expr, ty: &Ty) -> TokenStream {
    match value {
        Expr::Number(value) => super::number(*value, Some(ty)),
        Expr::Repeat { element, len, vec } if matches!(**element, Expr::Number(_)) => {
            let (element, len) = (value_of(function, element, &ty.element()), &len.stream);
            if *vec { quote!(__chainrule::__private::vec![#element; #len]) } else { quote!([#element; #len]) }
        }
        value => expr(function, value),
    }
}

/// `let v;`, or with a value where rustc cannot see that one is assigned.
fn declare(function: &Function, var: VarId) -> TokenStream {
    let info = function.var(var);
    let name = &info.name;
    let ty = info.ty.tokens().map(|ty| quote!(: #ty));
    if info.deferred {
        let mutability = info.mutable.then(|| quote!(mut));
        return quote!(let #mutability #name #ty;);
    }
    let value = crate::reverse::default_of(&info.ty);
    quote!(let mut #name #ty = #value;)
}

/// A `Vec` of numbers, which lies on the tape without a copy of its own.
fn is_flat(ty: &Ty) -> bool {
    matches!(ty.peel(), Ty::Vec(element) if element.is_scalar())
}

fn assign(function: &Function, target: &Place, update: Update, value: &Expr) -> TokenStream {
    if let (Update::Set, Expr::Pop(Recorded::Typed(_))) = (update, value)
        && is_flat(&function.place_ty(target))
    {
        let (values, tape) = (borrow(function, true, target), &function.tape);
        return quote!(#tape.pop_vec(#values););
    }
    if let (Update::Set, Some(cleared)) = (update, super::field::cleared(function, target, value)) {
        return cleared;
    }
    let info = function.var(target.root);
    let plain_reference = matches!(info.ty, Ty::Ref(..)) && target.path.is_empty();
    let of = function.place_ty(target);
    let target = bare_place(function, target, true);
    let target = if plain_reference { quote!(*#target) } else { target };
    let value = value_of(function, value, of.peel());
    match update {
        Update::Set => quote!(#target = #value;),
        Update::By(Op::Add) => quote!(#target += #value;),
        Update::By(Op::Sub) => quote!(#target -= #value;),
        Update::By(Op::Mul) => quote!(#target *= #value;),
        Update::By(Op::Div) => quote!(#target /= #value;),
        Update::By(Op::Rem) => quote!(#target %= #value;),
    }
}

fn branch(function: &Function, selector: &Selector, arms: &[Block]) -> TokenStream {
    match selector {
        Selector::If(condition) => if_stmt(function, condition, arms),
        Selector::Match(scrutinee, patterns) => {
            if let [head, rest] = patterns.as_slice()
                && head.guard.is_none()
                && rest.guard.is_none()
                && rest.pattern.to_string() == "_"
            {
                return if_let(function, scrutinee, &head.pattern, arms);
            }
            let scrutinee = before_block(expr(function, scrutinee));
            let arms = patterns.iter().zip(arms).map(|(head, arm)| {
                let (pattern, arm) = (&head.pattern, block(function, arm));
                let guard = head.guard.as_ref().map(|guard| {
                    let guard = &guard.stream;
                    quote!(if #guard)
                });
                quote!(#pattern #guard => #arm)
            });
            quote!(match #scrutinee { #(#arms)* })
        }
        Selector::Recorded(choice) => {
            let choice = expr(function, choice);
            let arms = arms.iter().enumerate().map(|(index, arm)| {
                let number = proc_macro2::Literal::usize_unsuffixed(index);
                let arm = block(function, arm);
                quote!(#number => #arm)
            });
            quote!(match #choice { #(#arms)* _ => {} })
        }
        Selector::Checkpoint(_) => arms.iter().map(|arm| block(function, arm)).collect(),
    }
}

/// A `match` of one pattern and the rest.
fn if_let(function: &Function, scrutinee: &Expr, pattern: &TokenStream, arms: &[Block]) -> TokenStream {
    let [then, otherwise] = arms else { return TokenStream::new() };
    let (scrutinee, then) = (before_block(expr(function, scrutinee)), block(function, then));
    if otherwise.stmts.is_empty() {
        return quote!(if let #pattern = #scrutinee #then);
    }
    let otherwise = block(function, otherwise);
    quote!(if let #pattern = #scrutinee #then else #otherwise)
}

fn if_stmt(function: &Function, condition: &Expr, arms: &[Block]) -> TokenStream {
    let [then, otherwise] = arms else { return TokenStream::new() };
    let condition_tokens = before_block(expr(function, condition));
    if then.stmts.is_empty() && !otherwise.stmts.is_empty() {
        let (condition, otherwise) = (operand(function, condition), block(function, otherwise));
        let condition = before_block(quote!(!#condition));
        return quote!(if #condition #otherwise);
    }
    let then_tokens = block(function, then);
    if otherwise.stmts.is_empty() {
        return quote!(if #condition_tokens #then_tokens);
    }
    if let [Stmt { kind: StmtKind::Branch { selector: Selector::If(inner), arms }, .. }] = otherwise.stmts.as_slice() {
        let rest = if_stmt(function, inner, arms);
        return quote!(if #condition_tokens #then_tokens else #rest);
    }
    let otherwise = block(function, otherwise);
    quote!(if #condition_tokens #then_tokens else #otherwise)
}

/// In parentheses where the braces of a struct would be taken for the block that follows.
fn before_block(tokens: TokenStream) -> TokenStream {
    let mut after_name = false;
    let mut literal = false;
    for token in tokens.clone() {
        match token {
            TokenTree::Ident(word) if word == "let" => return tokens,
            TokenTree::Ident(word) => {
                after_name = !["match", "if", "else", "unsafe", "loop"].iter().any(|name| word == name);
            }
            TokenTree::Punct(punct) => after_name = punct.as_char() == '>',
            TokenTree::Group(group) => literal |= after_name && group.delimiter() == Delimiter::Brace,
            TokenTree::Literal(_) => after_name = false,
        }
    }
    if literal { quote!((#tokens)) } else { tokens }
}

fn loop_stmt(function: &Function, looped: &Loop) -> TokenStream {
    let mut body = stmts(function, &looped.body.stmts);
    if !looped.until.is_empty() {
        let flags = looped.until.iter().map(|flag| &function.var(*flag).name);
        body.extend(quote!(if #(#flags)||* { break; }));
    }
    headed(function, &looped.head, &body)
}

fn headed(function: &Function, head: &Head, body: &TokenStream) -> TokenStream {
    match head {
        Head::For { .. } => {
            let (pattern, range) = (counter(function, head), range(function, head));
            quote!(for #pattern in #range { #body })
        }
        Head::Each { pattern, iterator, .. } => {
            let iterator = before_block(iterator.stream.clone());
            quote!(for #pattern in #iterator { #body })
        }
        Head::While(condition) => {
            let condition = before_block(condition.stream.clone());
            quote!(while #condition { #body })
        }
        Head::Forever => quote!(loop { #body }),
        Head::Partial(partial) => super::partial::sums(function, partial, body),
        Head::Rows(rows) => super::rows::sums(function, rows, body),
        Head::Apart(head, slices) => {
            let looped = headed(function, head, body);
            super::apart::slices(function, slices, &quote!({ #looped }))
        }
    }
}

fn counter(function: &Function, head: &Head) -> TokenStream {
    let Head::For { counter, .. } = head else { return TokenStream::new() };
    let name = &function.var(*counter).name;
    if name.to_string().starts_with('_') { quote!(_) } else { quote!(#name) }
}

fn range(function: &Function, head: &Head) -> TokenStream {
    let Head::For { lo, hi, inclusive, step, direction, .. } = head else { return TokenStream::new() };
    let (lo, hi) = (operand(function, lo), operand(function, hi));
    let range = if *inclusive { quote!(#lo..=#hi) } else { quote!(#lo..#hi) };
    match (step, direction) {
        (None, Direction::Up) => range,
        (None, Direction::Down) => quote!((#range).rev()),
        (Some(step), direction) => {
            let step = expr(function, step);
            let rev = (*direction == Direction::Down).then(|| quote!(.rev()));
            quote!((#range).step_by(#step)#rev)
        }
    }
}
