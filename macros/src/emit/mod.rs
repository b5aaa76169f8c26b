//! From the representation to tokens. Decides nothing.

mod apart;
mod call;
mod construct;
mod failure;
mod field;
mod inplace;
mod lent;
mod level;
mod long;
mod number;
mod open;
mod operator;
mod partial;
mod passed;
mod place;
mod repeated;
mod rows;
mod shadow;
mod sibling;
mod slice;
mod slot;
mod split;
mod stmt;
mod tangent;
mod together;
mod witness;

use call::call_expr;
pub(crate) use number::constant;
use number::{number, scalar_type};
pub(crate) use passed::Sweep;
pub use place::{bare_place, borrow, may_be_constant, place, place_mut};
use proc_macro2::{Literal, TokenStream};
use quote::quote;
pub use sibling::sibling;
pub use stmt::stmts;
pub use witness::Witnesses;

use crate::ir::{Expr, Function, Op, Recorded};

/// An expression, in parentheses unless it binds tightest.
pub fn operand(function: &Function, value: &Expr) -> TokenStream {
    let tokens = expr(function, value);
    let tight = match value {
        Expr::Tokens(inner) => is_single(&inner.stream),
        Expr::Number(number) => *number >= 0.0,
        Expr::Place(read) => !place::is_dereference(read),
        Expr::Neg(_) | Expr::Binary(..) | Expr::Cast(..) | Expr::Ref(_) | Expr::RefMut(_) => false,
        _ => true,
    };
    if tight { tokens } else { quote!((#tokens)) }
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
    if matches!(left, Expr::Number(_)) && op == Op::Mul && number::is_open(function, right) {
        return binary(function, op, right, left);
    }
    let [open_left, open_right] = open::sides(function, op, [left, right]).unwrap_or_default();
    let left_tokens = match left {
        _ if open_left.is_some() => open_left.unwrap_or_default(),
        Expr::Number(value) => number(*value, scalar_type(function, right).as_ref()),
        _ if loose(left, false) => expr(function, left),
        _ => operand_left(function, left),
    };
    let right_tokens = match right {
        _ if open_right.is_some() => open_right.unwrap_or_default(),
        Expr::Number(value) if *value >= 0.0 => number(*value, scalar_type(function, left).as_ref()),
        _ if loose(right, true) => expr(function, right),
        _ => operand(function, right),
    };
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

/// The zero of a value that may have no derivative.
fn zero_or_nothing(function: &Function, of: &Expr) -> TokenStream {
    let of = expr(function, of);
    quote!({
        use __chainrule::__private::ZeroOfNothing as _;
        __chainrule::__private::Zero(#of).zero()
    })
}

/// What was recorded last.
fn popped(function: &Function, recorded: &Recorded) -> TokenStream {
    let tape = &function.tape;
    match recorded {
        Recorded::Typed(ty) => quote!(#tape.pop::<#ty>()),
        Recorded::Handover(by) => quote!(__chainrule::__private::Handover::restore(#by, #tape)),
        Recorded::Inferred(site) => quote!(#tape.pop_at(&#site)),
        Recorded::Whole(ty) => quote!(__chainrule::__private::pop_whole::<#ty>(#tape)),
        Recorded::WholeAt(site) => quote!(__chainrule::__private::pop_whole_at(#tape, &#site)),
        Recorded::Either(site) => quote!({
            use __chainrule::__private::PopWhole as _;
            __chainrule::__private::Restored(#site).pop(#tape)
        }),
    }
}

/// Records a value as its type says, or as a whole.
fn recorded_either_way(function: &Function, site: Option<&proc_macro2::Ident>, value: &Expr) -> TokenStream {
    let tape = &function.tape;
    let value = match value {
        Expr::Copy(_, place) => borrow(function, false, place),
        value => {
            let value = expr(function, value);
            quote!(&#value)
        }
    };
    let push = site.map_or_else(|| quote!(push(#tape)), |site| quote!(push_at(#tape, &#site)));
    quote!({
        use __chainrule::__private::PushWhole as _;
        __chainrule::__private::Recordable(#value).#push;
    })
}

/// An expression.
pub fn expr(function: &Function, value: &Expr) -> TokenStream {
    match value {
        Expr::Place(read) => tangent::wanted(function, read, &|read| bare_place(function, read, false)),
        Expr::Number(value) => number(*value, None),
        Expr::Tokens(tokens) => tokens.stream.clone(),
        Expr::Kept(inner, _) => expr(function, inner),
        Expr::Neg(inner) => open::product(function, value).unwrap_or_else(|| {
            let inner = operand(function, inner);
            quote!(-#inner)
        }),
        Expr::Binary(op, left, right) => {
            open::product(function, value).unwrap_or_else(|| binary(function, *op, left, right))
        }
        Expr::Method(name, receiver, arguments) => {
            let receiver = operand(function, receiver);
            let arguments = arguments.iter().map(|argument| expr(function, argument));
            quote!(#receiver.#name(#(#arguments),*))
        }
        Expr::Runtime("__private::cotangent", arguments) if call::cotangent(function, &arguments[0]).is_some() => {
            call::cotangent(function, &arguments[0]).unwrap_or_default()
        }
        Expr::Runtime("__private::zero_or_nothing", arguments) => zero_or_nothing(function, &arguments[0]),
        Expr::Runtime(path, arguments) => {
            if let Some(call) = operator::call(function, path, &runtime_path(path), arguments) {
                return call;
            }
            let arguments = arguments.iter().map(|argument| match argument {
                Expr::Number(value) if *path == "rules::cast" => number(*value, Some(&crate::types::Ty::Float(None))),
                // What is added to a place of an unknown type, such as a seed, is a number of the result's type.
                Expr::Number(value) if *path == "__private::accumulate" => number(*value, Some(&function.result_ty)),
                argument => expr(function, argument),
            });
            let (path, arguments) = (runtime_path(path), arguments.collect::<Vec<_>>());
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
        Expr::Cast(inner, ty) => number::cast(function, inner, ty),
        Expr::Tuple(_) | Expr::Array(_) | Expr::VecList(_) | Expr::Repeat { .. } => aggregate(function, value),
        Expr::Construct(construct) => construct::construct(function, construct),
        Expr::Copy(name, source) => tangent::wanted_copy(function, name, source),
        Expr::Assembled(assembled) => construct::assembled(function, assembled),
        Expr::Pop(recorded) => popped(function, recorded),
        Expr::Call(_) | Expr::Forward(_) | Expr::Reverse(..) | Expr::Sweep(..) => call_expr(function, value),
    }
}

/// Tuples, arrays and vectors.
fn aggregate(function: &Function, value: &Expr) -> TokenStream {
    match value {
        Expr::Tuple(parts) => {
            let parts = list(function, parts);
            quote!((#(#parts,)*))
        }
        Expr::Array(parts) => {
            let parts = list(function, parts);
            quote!([#(#parts),*])
        }
        Expr::VecList(parts) => {
            let parts = list(function, parts);
            quote!(__chainrule::__private::vec![#(#parts),*])
        }
        Expr::Repeat { element, len, vec } => repeated::repeated(function, element, len, *vec),
        _ => TokenStream::new(),
    }
}

fn list(function: &Function, parts: &[Expr]) -> Vec<TokenStream> {
    parts.iter().map(|part| expr(function, part)).collect()
}

fn runtime_path(path: &str) -> TokenStream {
    let segments = path.split("::").map(|segment| proc_macro2::Ident::new(segment, proc_macro2::Span::mixed_site()));
    quote!(__chainrule #(::#segments)*)
}

/// `__chainrule` in generated code becomes the path of the runtime.
pub fn with_root(tokens: TokenStream, root: &TokenStream) -> TokenStream {
    use proc_macro2::{Group, TokenTree};
    tokens
        .into_iter()
        .flat_map(|token| match token {
            TokenTree::Ident(ident) if ident == "__chainrule" => placed(root, ident.span()),
            TokenTree::Group(group) => {
                let mut inner = Group::new(group.delimiter(), with_root(group.stream(), root));
                inner.set_span(group.span());
                TokenTree::Group(inner).into()
            }
            other => other.into(),
        })
        .collect()
}

/// `root` where rustc is to report what is wrong with the path.
fn placed(root: &TokenStream, span: proc_macro2::Span) -> TokenStream {
    let place = |mut token: proc_macro2::TokenTree| {
        token.set_span(span.resolved_at(token.span()));
        token
    };
    root.clone().into_iter().map(place).collect()
}

/// Statements below a heading, which stands on the first `let`.
pub fn headed(function: &Function, heading: &'static str, list: &[crate::ir::Stmt]) -> TokenStream {
    let mut all = list.to_vec();
    if let Some(first) = list.first() {
        all.insert(0, crate::ir::Stmt { kind: crate::ir::StmtKind::Heading(heading), ..first.clone() });
    }
    stmts(function, &all)
}
