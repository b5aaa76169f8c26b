//! Statements that say the same as longer ones, rewritten before lowering.
//!
//! ```text
//! let m = HashMap::from([(k, v)]);               let mut m = HashMap::new(); m.insert(k, v);
//! for run in v.chunk_by(|a, b| c) { … }          let mut kept = 0;
//!                                                while kept < v.len() {
//!                                                    let first = kept; kept += 1;
//!                                                    while kept < v.len() && { let a = &v[kept - 1]; let b = &v[kept]; c } { kept += 1; }
//!                                                    let run = &v[first..kept]; …
//!                                                }
//! v.rchunks(n)                                   v[v.len() % n..].chunks_exact(n).rev().chain(v[..v.len() % n].chunks(n))
//! v.resize_with(n, || e);                        while v.len() < n { v.push(e); } v.truncate(n);
//! v.fill_with(|| e);                             for at in 0..v.len() { v[at] = e; }
//! let r = o.get_or_insert_with(|| e);            if o.is_none() { o.replace(e); } let r = o.as_mut().unwrap();
//! *o.get_or_insert_with(|| e) += v;              if o.is_none() { o.replace(e); } *o.as_mut().unwrap() += v;
//! let r = o.get_or_insert(e);                    let kept = e; if o.is_none() { o.replace(kept); } let r = …
//! it.peek().is_some()                            match it.peek() { Some(_) => true, None => false }
//! let (l, m, h) = v.select_nth_unstable_by(k, f);
//!                                                v.sort_by(f); let (l, rest) = v.split_at_mut(k);
//!                                                let (m, h) = rest.split_first_mut().unwrap();
//! ```

use quote::{ToTokens, quote, quote_spanned};
use syn::{parse_quote, parse_quote_spanned};

use super::holder_arms::made;
use super::retain::is_name;

/// `for run in v.chunk_by(same) { … }`
pub(super) fn runs(looped: &syn::ExprForLoop) -> Option<syn::Expr> {
    let syn::Expr::MethodCall(call) = &*looped.expr else { return None };
    if call.method == "enumerate" && call.args.is_empty() {
        return numbered(looped, &call.receiver);
    }
    let Some(syn::Expr::Closure(same)) = call.args.first().filter(|_| call.method == "chunk_by") else { return None };
    let [before, this] = &same.inputs.iter().collect::<Vec<_>>()[..] else { return None };
    let (list, pattern, body, label) = (&call.receiver, &looped.pat, &looped.body.stmts, &looped.label);
    if !is_name(list) || super::opaque::find_jump(&same.body).is_some() {
        return None;
    }
    let (span, same) = (call.method.span(), &same.body);
    let [kept, first] = ["__kept", "__at"].map(|name| syn::Ident::new(name, span));
    let bound = |input: &syn::Pat, position| match input {
        syn::Pat::Wild(_) => None,
        _ => Some(quote_spanned!(span=> let #input = &#list[#position];)),
    };
    let before = bound(before, quote_spanned!(span=> #kept - 1));
    let this = bound(this, quote_spanned!(span=> #kept));
    let run = match &**pattern {
        syn::Pat::Wild(_) => None,
        pattern => Some(quote_spanned!(span=> let #pattern = &#list[#first..#kept];)),
    };
    Some(parse_quote_spanned!(looped.for_token.span=> {
        let mut #kept = 0usize;
        #label while #kept < #list.len() {
            let #first = #kept;
            #kept += 1;
            while #kept < #list.len() && { #before #this #same } {
                #kept += 1;
            }
            #run
            #(#body)*
        }
    }))
}

/// `for (k, run) in v.chunk_by(same).enumerate() { … }`
fn numbered(looped: &syn::ExprForLoop, chunks: &syn::Expr) -> Option<syn::Expr> {
    let syn::Pat::Tuple(pair) = &*looped.pat else { return None };
    let [number, run] = &pair.elems.iter().collect::<Vec<_>>()[..] else { return None };
    let count = syn::Ident::new("__count", looped.for_token.span);
    let mut inner = looped.clone();
    *inner.expr = chunks.clone();
    *inner.pat = (*run).clone();
    inner.body.stmts.insert(0, parse_quote!(#count += 1;));
    inner.body.stmts.insert(0, parse_quote!(let #number = #count;));
    let inner = runs(&inner)?;
    Some(parse_quote!({ let mut #count = 0usize; #inner }))
}

/// `v.chunk_by(same).count()`
pub(super) fn counted(call: &syn::ExprMethodCall) -> Option<syn::Expr> {
    let chunks = &call.receiver;
    if call.method != "count" || !matches!(&**chunks, syn::Expr::MethodCall(inner) if inner.method == "chunk_by") {
        return None;
    }
    let count = syn::Ident::new("__count", call.method.span());
    let each = runs(&parse_quote!(for _ in #chunks { #count += 1; }))?;
    Some(parse_quote!({ let mut #count = 0usize; #each #count }))
}

/// `v.rchunks(n)`, `v.rchunks_exact(n)`: the chunks of what stands behind the rest, and the rest.
pub(super) fn chunks_from_the_end(call: &syn::ExprMethodCall) -> Option<syn::Expr> {
    let (list, size) = (&call.receiver, call.args.first().filter(|_| call.args.len() == 1)?);
    if !is_name(list) || !(is_name(size) || matches!(size, syn::Expr::Lit(_))) {
        return None;
    }
    let span = call.method.span();
    let whole = quote_spanned!(span=> #list[#list.len() % #size..].chunks_exact(#size).rev());
    match call.method.to_string().as_str() {
        "rchunks_exact" => Some(parse_quote!(#whole)),
        "rchunks" => Some(parse_quote_spanned!(span=> #whole.chain(#list[..#list.len() % #size].chunks(#size)))),
        _ => None,
    }
}

/// How the method `name`, which changes a list, is written by others.
pub(super) fn written_as(name: &str) -> Option<fn(&syn::ExprMethodCall) -> Option<syn::Expr>> {
    match name {
        _ if super::retain::FILTERS.contains(&name) => Some(super::retain::as_loop),
        "select_nth_unstable_by" => Some(sorted),
        "resize_with" => Some(resized),
        "fill_with" => Some(filled_with),
        "splice" => Some(spliced),
        "extend_from_within" => Some(extended_by_its_own),
        _ => None,
    }
}

/// `v.resize_with(n, f)`: elements are made one by one.
fn resized(call: &syn::ExprMethodCall) -> Option<syn::Expr> {
    let (len, made) = (call.args.first()?, made(call.args.get(1)?));
    let (bound, list) = named_again(&call.receiver);
    Some(parse_quote_spanned!(call.method.span()=> {
        let __count = #len;
        #bound
        while #list.len() < __count {
            #list.push(#made);
        }
        #list.truncate(__count);
    }))
}

/// `v.fill_with(f)`
fn filled_with(call: &syn::ExprMethodCall) -> Option<syn::Expr> {
    let made = made(call.args.first()?);
    let (bound, list) = named_again(&call.receiver);
    Some(parse_quote_spanned!(call.method.span()=> {
        #bound
        for __at in 0..#list.len() {
            #list[__at] = #made;
        }
    }))
}

/// `v.splice(a..b, items);`: what stands behind is put back behind the items.
fn spliced(call: &syn::ExprMethodCall) -> Option<syn::Expr> {
    let (syn::Expr::Range(range), Some(items)) = (call.args.first()?, call.args.get(1)) else { return None };
    let (bound, list) = named_again(&call.receiver);
    let start = range.start.as_ref().map_or_else(|| quote!(0), |start| quote!(#start));
    let end = range.end.as_ref().map(|end| match range.limits {
        syn::RangeLimits::HalfOpen(_) => quote!(#end),
        syn::RangeLimits::Closed(_) => quote!(#end + 1),
    });
    let (tail, put_back) = match end {
        Some(end) => (quote!(let __rest = #list.split_off(#end);), quote!(#list.extend(__rest);)),
        None => (quote!(), quote!()),
    };
    Some(parse_quote_spanned!(call.method.span()=> {
        let __at = #start;
        let __items = #items;
        #bound
        #tail
        #list.truncate(__at);
        #list.extend(__items);
        #put_back
    }))
}

/// `v.extend_from_within(a..b);`
fn extended_by_its_own(call: &syn::ExprMethodCall) -> Option<syn::Expr> {
    let (range, list) = (call.args.first()?, &call.receiver);
    Some(parse_quote_spanned!(call.method.span()=> {
        let __items = #list[#range].to_vec();
        #list.extend(__items);
    }))
}

/// `list` under a name, where it has none: `rows[k + 1]`.
pub(super) fn named_again(list: &syn::Expr) -> (Option<syn::Stmt>, syn::Expr) {
    if is_name(list) {
        return (None, list.clone());
    }
    (Some(parse_quote!(let __list = &mut #list;)), parse_quote!(__list))
}

/// `v.select_nth_unstable_by(k, f)`: a sorted list has each element where it belongs.
fn sorted(call: &syn::ExprMethodCall) -> Option<syn::Expr> {
    let (list, order) = (&call.receiver, call.args.get(1)?);
    Some(parse_quote_spanned!(call.method.span()=> #list.sort_by(#order)))
}

/// A statement that makes what it refers to.
pub(super) fn statements(stmt: syn::Stmt) -> Vec<syn::Stmt> {
    let written = || {
        if let syn::Stmt::Expr(expr, Some(_)) = &stmt {
            return filled_and_changed(expr);
        }
        if let Some(entered) = pairs(&stmt) {
            return Some(entered);
        }
        let syn::Stmt::Local(local) = &stmt else { return None };
        let init = local.init.as_ref().filter(|init| init.diverge.is_none())?;
        let syn::Expr::MethodCall(call) = &*init.expr else { return None };
        match (call.method.to_string().as_str(), &local.pat) {
            ("get_or_insert" | "get_or_insert_with", pattern @ syn::Pat::Ident(_)) => filled(pattern, call),
            ("select_nth_unstable_by", syn::Pat::Tuple(parts)) => around(parts, call),
            _ => None,
        }
    };
    written().unwrap_or_else(|| vec![stmt])
}

/// `let pattern = o.get_or_insert_with(|| e);`
fn filled(pattern: &syn::Pat, call: &syn::ExprMethodCall) -> Option<Vec<syn::Stmt>> {
    let (mut stmts, inside) = fill(call)?;
    stmts.push(parse_quote_spanned!(call.method.span()=> let #pattern = #inside;));
    Some(stmts)
}

/// `*o.get_or_insert_with(|| e) += v;`
fn filled_and_changed(expr: &syn::Expr) -> Option<Vec<syn::Stmt>> {
    let mut expr = expr.clone();
    let is_compound = matches!(expr, syn::Expr::Binary(_));
    let (left, right) = match &mut expr {
        syn::Expr::Assign(assign) => (&mut assign.left, &mut assign.right),
        syn::Expr::Binary(binary) => (&mut binary.left, &mut binary.right),
        _ => return None,
    };
    let syn::Expr::Unary(star) = &mut **left else { return None };
    let syn::Expr::MethodCall(call) = &*star.expr else { return None };
    let root = call.receiver.to_token_stream().into_iter().next()?.to_string();
    let (fill, inside) = fill(call)?;
    let mut stmts = Vec::new();
    let default_changes = match call.args.first()? {
        syn::Expr::Closure(closure) => super::effects::changes(&closure.body),
        default => super::effects::changes(default),
    };
    // An operator of the user's own evaluates its left side first, and with it the default.
    let right_changes = super::effects::changes(right);
    let is_number = matches!(**right, syn::Expr::Lit(_));
    if is_compound && (default_changes && !is_number || fill.len() > 1 && right_changes) {
        return None;
    }
    if right_changes || default_changes || crate::hoist::names(right.to_token_stream(), &root) {
        // What is on the right is evaluated first.
        let value = syn::Ident::new("__other", call.method.span());
        stmts.push(parse_quote!(let #value = #right;));
        **right = parse_quote!(#value);
    }
    *star.expr = inside;
    stmts.extend(fill);
    stmts.push(syn::Stmt::Expr(expr, Some(syn::token::Semi::default())));
    Some(stmts)
}

/// `*o.get_or_insert(e)`, read.
pub(super) fn filled_and_read(star: &syn::ExprUnary) -> Option<syn::Expr> {
    let (syn::UnOp::Deref(_), syn::Expr::MethodCall(call)) = (&star.op, &*star.expr) else { return None };
    let (fill, inside) = fill(call)?;
    Some(parse_quote_spanned!(call.method.span()=> { #(#fill)* *#inside }))
}

/// What fills the option of `o.get_or_insert_with(|| e)` or `o.get_or_insert(e)`, and what it gives.
fn fill(call: &syn::ExprMethodCall) -> Option<(Vec<syn::Stmt>, syn::Expr)> {
    let (option, span) = (&call.receiver, call.method.span());
    let mut stmts = Vec::new();
    let kept: syn::Expr = parse_quote_spanned!(span=> __kept);
    let value = match (call.method.to_string().as_str(), call.args.first()?) {
        ("get_or_insert_with", syn::Expr::Closure(closure)) => &*closure.body,
        ("get_or_insert", value @ syn::Expr::Lit(_)) => value,
        ("get_or_insert", value) => {
            stmts.push(parse_quote_spanned!(span=> let #kept = #value;));
            &kept
        }
        _ => return None,
    };
    // What leaves the closure does not leave the function.
    if !is_name(option) || super::opaque::find_jump(value).is_some() {
        return None;
    }
    stmts.push(parse_quote_spanned!(span=> if #option.is_none() { #option.replace(#value); }));
    Some((stmts, parse_quote_spanned!(span=> #option.as_mut().unwrap())))
}

/// `it.peek().is_some()`: a `match`.
pub(super) fn peeked(call: &syn::ExprMethodCall) -> Option<syn::Expr> {
    let syn::Expr::MethodCall(inner) = &*call.receiver else { return None };
    let there = match call.method.to_string().as_str() {
        "is_some" => true,
        "is_none" => false,
        _ => return None,
    };
    let is_peek = inner.method == "peek" && inner.args.is_empty() && is_name(&inner.receiver);
    is_peek.then(|| parse_quote_spanned!(call.method.span()=> match #inner { Some(_) => #there, None => !#there }))
}

/// `let (low, middle, high) = v.select_nth_unstable_by(k, f);`
fn around(parts: &syn::PatTuple, call: &syn::ExprMethodCall) -> Option<Vec<syn::Stmt>> {
    let [low, middle, high] = &parts.elems.iter().collect::<Vec<_>>()[..] else { return None };
    let (list, position, span) = (&call.receiver, call.args.first()?, call.method.span());
    let (sorted, rest) = (sorted(call)?, syn::Ident::new("__other", span));
    Some(vec![
        parse_quote_spanned!(span=> #sorted;),
        parse_quote_spanned!(span=> let (#low, #rest) = #list.split_at_mut(#position);),
        parse_quote_spanned!(span=> let (#middle, #high) = #rest.split_first_mut().unwrap();),
    ])
}

/// `HashMap::<K, V>::new`, where the type of the `let` tells `K` and `V`.
fn typed_path(path: &syn::Path, ty: Option<&syn::Type>) -> syn::Path {
    let mut path = path.clone();
    if let Some(syn::Type::Path(ty)) = ty
        && let Some(told) = ty.path.segments.last()
        && let Some(owner) = path.segments.iter_mut().rev().nth(1)
        && owner.ident == told.ident
        && owner.arguments.is_none()
        && let syn::PathArguments::AngleBracketed(list) = &told.arguments
    {
        let mut list = list.clone();
        list.colon2_token = Some(syn::token::PathSep::default());
        owner.arguments = syn::PathArguments::AngleBracketed(list);
    }
    path
}

/// `let m = HashMap::from([(k, v), …]);`: an empty map that each pair enters.
fn pairs(stmt: &syn::Stmt) -> Option<Vec<syn::Stmt>> {
    let syn::Stmt::Local(local) = stmt else { return None };
    let init = local.init.as_ref().filter(|init| init.diverge.is_none())?;
    let (name, ty) = match &local.pat {
        syn::Pat::Ident(name) => (name, None),
        syn::Pat::Type(typed) => match &*typed.pat {
            syn::Pat::Ident(name) => (name, Some(&typed.ty)),
            _ => return None,
        },
        _ => return None,
    };
    let syn::Expr::Call(call) = &*init.expr else { return None };
    let syn::Expr::Path(path) = &*call.func else { return None };
    let mut owner = typed_path(&path.path, ty.map(|ty| &**ty));
    let from = owner.segments.pop()?.into_value();
    owner.segments.pop_punct();
    let map = matches!(owner.segments.last()?.ident.to_string().as_str(), "HashMap" | "BTreeMap");
    if !map || name.by_ref.is_some() || name.subpat.is_some() {
        return None;
    }
    if from.ident == "new" && call.args.is_empty() {
        let (mutability, ident, ty) = (&name.mutability, &name.ident, ty.map(|ty| quote!(: #ty)));
        return Some(vec![parse_quote!(let #mutability #ident #ty = #owner::new();)]);
    }
    let Some(syn::Expr::Array(list)) = call.args.first().filter(|_| from.ident == "from") else { return None };
    let shadows = list.elems.iter().any(|pair| crate::hoist::names(quote!(#pair), &name.ident.to_string()));
    if shadows {
        return None;
    }
    let (ident, ty) = (&name.ident, ty.map(|ty| quote!(: #ty)));
    let mut stmts: Vec<syn::Stmt> = vec![parse_quote!(let mut #ident #ty = #owner::new();)];
    for pair in &list.elems {
        let syn::Expr::Tuple(pair) = pair else { return None };
        let (key, value) = (pair.elems.get(0)?, pair.elems.get(1)?);
        stmts.push(parse_quote!(#ident.insert(#key, #value);));
    }
    Some(stmts)
}
