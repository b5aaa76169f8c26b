//! What an expression evaluates whenever it is evaluated, in Rust's order.

use syn::Expr;

/// A part of an expression.
pub(super) struct Operand<'e> {
    pub expr: &'e mut Expr,
    pub use_: Use,
    /// It may select a part of another one. A place may be looked at several times, so it must change nothing.
    pub selects: bool,
}

/// What becomes of an operand when its turn comes.
#[derive(Clone, Copy, PartialEq)]
pub(super) enum Use {
    /// Its value is taken.
    Value,
    /// Its value is taken, or it is borrowed for a method that nothing is known of.
    Receiver,
    /// It is a place that is not read yet; only its indices are.
    Place,
}

impl<'e> Operand<'e> {
    pub(super) fn new(expr: &'e mut Expr, use_: Use) -> Operand<'e> {
        Operand { expr, use_, selects: false }
    }

    pub(super) fn value(expr: &'e mut Expr) -> Operand<'e> {
        Operand::new(expr, Use::Value)
    }

    pub(super) fn place(expr: &'e mut Expr) -> Operand<'e> {
        Operand::new(expr, Use::Place)
    }

    pub(super) fn selecting(expr: &'e mut Expr) -> Operand<'e> {
        Operand { selects: true, ..Operand::value(expr) }
    }

    /// An argument of a call that gives a part of another one, `perhaps`.
    fn argument(expr: &'e mut Expr, perhaps: bool) -> Operand<'e> {
        let selects =
            perhaps && !matches!(expr, Expr::Reference(_) | Expr::Closure(_) | Expr::Path(_) | Expr::Range(_));
        Operand { selects, ..Operand::value(expr) }
    }
}

/// The operands of `expr`. Blocks, branches and closures have none: what is in them is evaluated perhaps, or later.
pub(super) fn of(expr: &mut Expr) -> Vec<Operand<'_>> {
    match expr {
        Expr::Paren(inner) => values([&mut *inner.expr]),
        Expr::Group(inner) => values([&mut *inner.expr]),
        Expr::Unary(inner) => values([&mut *inner.expr]),
        Expr::Cast(inner) => values([&mut *inner.expr]),
        Expr::Try(inner) => values([&mut *inner.expr]),
        Expr::Let(inner) => values([&mut *inner.expr]),
        Expr::Repeat(inner) => values([&mut *inner.expr]),
        Expr::If(inner) => values([&mut *inner.cond]),
        Expr::Match(inner) => values([&mut *inner.expr]),
        Expr::ForLoop(inner) => values([&mut *inner.expr]),
        Expr::Return(inner) => values(inner.expr.iter_mut().map(|expr| &mut **expr)),
        Expr::Break(inner) => values(inner.expr.iter_mut().map(|expr| &mut **expr)),
        Expr::Tuple(inner) => values(&mut inner.elems),
        Expr::Array(inner) => values(&mut inner.elems),
        Expr::Range(inner) => values(inner.start.iter_mut().chain(&mut inner.end).map(|expr| &mut **expr)),
        Expr::Call(inner) => {
            let perhaps = inner.args.iter().any(|argument| matches!(argument, Expr::Reference(_)));
            inner.args.iter_mut().map(|argument| Operand::argument(argument, perhaps)).collect()
        }
        Expr::Field(inner) => vec![Operand::place(&mut inner.base)],
        Expr::Reference(inner) => vec![Operand::place(&mut inner.expr)],
        Expr::Index(inner) => vec![Operand::place(&mut inner.expr), Operand::selecting(&mut inner.index)],
        Expr::Assign(inner) => vec![Operand::value(&mut inner.right), Operand::place(&mut inner.left)],
        Expr::Binary(inner) => {
            let right = (!is_lazy(&inner.op)).then_some(&mut *inner.right);
            values(std::iter::once(&mut *inner.left).chain(right))
        }
        Expr::MethodCall(inner) => {
            let by_value = crate::primitives::is_float_method(&inner.method.to_string());
            let selects = is_place(&inner.receiver) || inner.method == "nth" || inner.method == "nth_back";
            let receiver = Operand::new(&mut inner.receiver, if by_value { Use::Value } else { Use::Receiver });
            let arguments = inner.args.iter_mut().map(|argument| Operand::argument(argument, selects));
            std::iter::once(receiver).chain(arguments).collect()
        }
        Expr::Struct(inner) => {
            let fields = inner.fields.iter_mut().map(|field| {
                field.colon_token.get_or_insert_default();
                &mut field.expr
            });
            values(fields.chain(inner.rest.iter_mut().map(|expr| &mut **expr)))
        }
        _ => Vec::new(),
    }
}

fn values<'e>(operands: impl IntoIterator<Item = &'e mut Expr>) -> Vec<Operand<'e>> {
    operands.into_iter().map(Operand::value).collect()
}

/// `&&`, `||`
pub(super) fn is_lazy(op: &syn::BinOp) -> bool {
    matches!(op, syn::BinOp::And(_) | syn::BinOp::Or(_))
}

/// Whether `expr` is a variable or a part of one.
pub(super) fn is_place(expr: &Expr) -> bool {
    match expr {
        Expr::Path(path) => path.path.get_ident().is_some(),
        Expr::Paren(inner) => is_place(&inner.expr),
        Expr::Group(inner) => is_place(&inner.expr),
        Expr::Field(field) => is_place(&field.base),
        Expr::Index(index) => is_place(&index.expr),
        Expr::Unary(unary) => matches!(unary.op, syn::UnOp::Deref(_)) && is_place(&unary.expr),
        _ => false,
    }
}

/// Whether `expr` is a part of a variable or of what a call gives.
pub(super) fn is_part(expr: &Expr) -> bool {
    match expr {
        Expr::Paren(inner) => is_part(&inner.expr),
        Expr::Group(inner) => is_part(&inner.expr),
        Expr::Field(_) | Expr::Index(_) => true,
        Expr::Unary(unary) => matches!(unary.op, syn::UnOp::Deref(_)),
        expr => is_place(expr),
    }
}

/// The bounds of a range in brackets, or the index.
pub(super) fn bounds(index: &mut Expr) -> Vec<&mut Expr> {
    match index {
        Expr::Range(range) => range.start.iter_mut().chain(&mut range.end).map(|bound| &mut **bound).collect(),
        Expr::Tuple(tuple) => tuple.elems.iter_mut().collect(),
        index => vec![index],
    }
}
