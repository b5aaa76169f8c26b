//! The last look of lowering: an expression that was left as it is must not read anything differentiated.
//!
//! Which variables are differentiated is found round by round. Whatever a round took for passive is looked at again when
//! nothing changes any more, so that no derivative is lost in silence.

use super::Lowering;
use crate::diagnostic::Message;
use crate::ir::{Expr, StmtKind, VarId};

impl Lowering<'_> {
    /// Refuses passive tokens through which a derivative flows into a variable.
    pub(super) fn refuse_lost(&mut self) {
        let varied = crate::activity::reachable(&self.function, &self.varied);
        let mut lost = Vec::new();
        self.function.body.for_each_stmt(&mut |stmt| {
            let (value, target): (&Expr, VarId) = match &stmt.kind {
                StmtKind::Let { var, value } => (value, *var),
                StmtKind::Assign { place, value, .. } => (value, place.root),
                _ => return,
            };
            let Expr::Tokens(tokens) = value else { return };
            if tokens.flows.iter().any(|var| varied[var.0 as usize]) && varied[target.0 as usize] {
                lost.push(stmt.span);
            }
        });
        for span in lost {
            let message = Message::new("chainrule lost the derivative of this expression")
                .note("it was left as it is, although it reads a differentiated value")
                .help("bind it by `let` in a statement of its own, with its type");
            self.errors.push(message.at(span));
        }
    }
}
