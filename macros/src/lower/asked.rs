//! What one question asks for again and again: each method of a chain, and each operator, asks in several ways about the
//! operands before it, which without a memory would take time exponential in the length of the chain.

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::types::Ty;

/// An expression: where it stands, and what it says, since what is made for one answer may stand where the next will.
type Asked = (*const syn::Expr, u64);

/// The answers so far, as long as a question is open; nothing that they depend on changes meanwhile.
#[derive(Default)]
pub(super) struct Answers {
    known: RefCell<Known>,
}

/// What is known of expressions.
#[derive(Default)]
struct Known {
    /// How many questions contain each other.
    open: usize,
    types: HashMap<Asked, Ty>,
    of_user: HashMap<Asked, bool>,
    passive: HashMap<Asked, bool>,
}

impl Answers {
    /// What `answer` gives, within a question.
    pub(super) fn within<T>(&self, answer: impl FnOnce() -> T) -> T {
        self.known.borrow_mut().open += 1;
        let answer = answer();
        let mut known = self.known.borrow_mut();
        known.open -= 1;
        if known.open == 0 {
            *known = Known::default();
        }
        answer
    }

    /// The type of `expr`, which `find` finds if it is not known.
    pub(super) fn ty(&self, expr: &syn::Expr, find: impl FnOnce() -> Ty) -> Ty {
        self.answer(expr, |known| &mut known.types, find)
    }

    /// Whether `expr` is of a type of the user's, likewise.
    pub(super) fn of_user(&self, expr: &syn::Expr, find: impl FnOnce() -> bool) -> bool {
        self.answer(expr, |known| &mut known.of_user, find)
    }

    /// Whether `expr` carries no derivative, likewise.
    pub(super) fn passive(&self, expr: &syn::Expr, find: impl FnOnce() -> bool) -> bool {
        self.answer(expr, |known| &mut known.passive, find)
    }

    fn answer<T: Clone>(
        &self,
        expr: &syn::Expr,
        answers: impl Fn(&mut Known) -> &mut HashMap<Asked, T>,
        find: impl FnOnce() -> T,
    ) -> T {
        if self.known.borrow().open == 0 {
            return self.within(find);
        }
        let mut hasher = DefaultHasher::new();
        expr.hash(&mut hasher);
        let asked = (&raw const *expr, hasher.finish());
        if let Some(answer) = answers(&mut self.known.borrow_mut()).get(&asked) {
            return answer.clone();
        }
        let answer = self.within(find);
        answers(&mut self.known.borrow_mut()).insert(asked, answer.clone());
        answer
    }
}
