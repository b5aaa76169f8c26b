//! Loops that nobody can see but by what they compute: if one of their accesses panics, it may as well panic at once.

use crate::ir::{Expr, Head, Loop, StmtKind};

/// Whether each iteration of `looped` runs all of its statements, and these are formulas.
pub(super) fn is_quiet(looped: &Loop) -> bool {
    let is_formula = |kind: &StmtKind| match kind {
        StmtKind::Let { value, .. } | StmtKind::Assign { value, .. } => is_formula(value),
        StmtKind::Declare { .. } => true,
        _ => false,
    };
    looped.until.is_empty() && !is_constant(&looped.head) && looped.body.stmts.iter().all(|stmt| is_formula(&stmt.kind))
}

/// `for j in 0..64`: it is unrolled, and measured to be slower with a view than with a test for each access.
pub(super) fn is_constant(head: &Head) -> bool {
    matches!(head, Head::For { hi: Expr::Tokens(hi), .. }
        if hi.reads.is_empty() && !hi.stream.to_string().contains('('))
}

/// Neither a call nor the tape.
pub(super) fn is_formula(value: &Expr) -> bool {
    let own = match value {
        Expr::Tokens(tokens) => tokens.cheap,
        Expr::Runtime(name, _) => name.starts_with("rules::"),
        Expr::Place(_) | Expr::Number(_) | Expr::Neg(_) | Expr::Binary(..) | Expr::Method(..) => true,
        Expr::Field(..) | Expr::Cast(..) | Expr::Ref(_) => true,
        _ => false,
    };
    own && value.operands().into_iter().all(is_formula)
}
