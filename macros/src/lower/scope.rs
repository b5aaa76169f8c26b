//! Which names are in scope, and what they stand for.

use std::collections::{HashMap, HashSet};

use std::rc::Rc;

use super::closure::Closure;
use super::item::Item;
use super::stream::Stream;
use crate::ir::{Place, VarId};
use crate::types::Ty;

/// What a name stands for.
#[derive(Clone, Debug)]
pub enum Binding {
    Var(VarId),
    /// A reference to a place: the name is replaced by the place.
    Alias {
        place: Place,
        mutable: bool,
        ty: Ty,
    },
    /// A constant of the body, of this type.
    Constant(Ty),
    /// Inlined where it is called.
    Closure(Rc<Closure>),
    /// A tuple by its parts.
    Item(Item),
    /// An iterator that is consumed later, the variables that flow into it, and its position where it may give single
    /// items before.
    Stream(Rc<Stream>, Vec<VarId>, Option<VarId>),
}

/// The scopes around the present statement.
#[derive(Debug, Default)]
pub struct Scopes {
    stack: Vec<HashMap<String, Binding>>,
    used: HashSet<String>,
    /// Functions that stand inside the body without the attribute.
    pub plain_functions: HashSet<String>,
}

impl Scopes {
    pub fn enter(&mut self) {
        self.stack.push(HashMap::new());
    }

    pub fn leave(&mut self) {
        self.stack.pop();
    }

    pub fn bind(&mut self, name: String, binding: Binding) {
        if let Some(scope) = self.stack.last_mut() {
            scope.insert(name, binding);
        }
    }

    /// The name that stood for `old` stands for `new`.
    pub fn rebind(&mut self, old: VarId, new: &Binding) {
        let bindings = self.stack.last_mut().into_iter().flat_map(HashMap::values_mut);
        for binding in bindings {
            if matches!(binding, Binding::Var(var) if *var == old) {
                *binding = new.clone();
            }
        }
    }

    /// All names in scope.
    pub fn snapshot(&self) -> Vec<HashMap<String, Binding>> {
        self.stack.clone()
    }

    /// Other names, until the present ones are put back.
    pub fn replace(&mut self, stack: Vec<HashMap<String, Binding>>) -> Vec<HashMap<String, Binding>> {
        std::mem::replace(&mut self.stack, stack)
    }

    pub fn find(&self, name: &str) -> Option<&Binding> {
        self.stack.iter().rev().find_map(|scope| scope.get(name))
    }

    /// Whether this is the first binding of `name` in the function.
    pub fn first_use(&mut self, name: &str) -> bool {
        self.used.insert(name.to_owned())
    }
}
