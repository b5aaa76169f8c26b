//! The variables that a statement can see.

/// What a variable holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shape {
    /// `f64`.
    Scalar,
    /// `(f64, f64)`.
    Pair,
    /// `[f64; N]`.
    Array(usize),
    /// `[f64]` of this length, behind a reference.
    Slice(usize),
    /// `Vec<f64>` of at least this length.
    Vector(usize),
    /// `[[f64; C]; R]`, as (R, C).
    Matrix(usize, usize),
    /// `Vec<Vec<f64>>`, as (R, C).
    Nested(usize, usize),
    /// A struct of two numbers, with operators and methods.
    Two,
    /// An array or a `Vec` of so many of them.
    Twos(usize),
    /// A struct of two of them and a number.
    Mass,
    /// A struct with a list of them.
    Way,
    /// `Option<f64>`.
    Maybe,
    /// A closure from `f64` to `f64`; its calls may change what it captures.
    Closure,
    /// A `usize` less than this.
    Counter(usize),
    /// A `usize` that statements may change.
    Integer,
    /// A `bool`.
    Flag,
}

impl Shape {
    /// The number of elements, for what has floats as elements.
    pub fn len(self) -> Option<usize> {
        match self {
            Shape::Array(len) | Shape::Slice(len) | Shape::Vector(len) => Some(len),
            _ => None,
        }
    }

    /// Moved where it is used by value.
    pub fn is_moved(self) -> bool {
        matches!(self, Shape::Vector(_) | Shape::Nested(..))
    }

    /// Made of floats, which can be read by name and index.
    pub fn is_real(self) -> bool {
        let is_struct = matches!(self, Shape::Two | Shape::Twos(_) | Shape::Mass | Shape::Way);
        let is_other = matches!(self, Shape::Counter(_) | Shape::Integer | Shape::Flag | Shape::Maybe | Shape::Closure);
        !is_struct && !is_other
    }
}

/// How a name holds its value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Access {
    /// The value itself.
    Owned,
    /// `&`.
    Shared,
    /// `&mut`.
    Exclusive,
}

/// A variable.
#[derive(Clone, Debug)]
pub struct Var {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub shape: Shape,
    /// How.
    pub access: Access,
    /// May be assigned.
    pub mutable: bool,
    /// May be read.
    pub usable: bool,
    /// Steers a loop: may not be shadowed.
    pub pinned: bool,
}

impl Var {
    /// A variable that owns its value.
    pub fn owned(name: impl Into<String>, shape: Shape, mutable: bool) -> Var {
        Var { name: name.into(), shape, access: Access::Owned, mutable, usable: true, pinned: false }
    }

    /// The same, behind a reference.
    pub fn behind(mut self, access: Access) -> Var {
        self.access = access;
        self.mutable = access == Access::Exclusive;
        self
    }

    /// The same, as what steers a loop.
    pub fn pinned(mut self) -> Var {
        self.pinned = true;
        self.mutable = false;
        self
    }

    /// The value in an expression.
    pub fn value(&self) -> String {
        match self.access {
            Access::Owned => self.name.clone(),
            Access::Shared | Access::Exclusive => format!("(*{})", self.name),
        }
    }

    /// A place that can be assigned as a whole.
    pub fn target(&self) -> String {
        match self.access {
            Access::Owned => self.name.clone(),
            Access::Shared | Access::Exclusive => format!("*{}", self.name),
        }
    }

    /// `&`, as an argument.
    pub fn shared(&self) -> String {
        match self.access {
            Access::Owned => format!("&{}", self.name),
            Access::Shared => self.name.clone(),
            Access::Exclusive => format!("&*{}", self.name),
        }
    }

    /// `&mut`, as an argument.
    pub fn exclusive(&self) -> String {
        match self.access {
            Access::Owned => format!("&mut {}", self.name),
            Access::Shared | Access::Exclusive => self.name.clone(),
        }
    }
}

/// All variables, the innermost last.
#[derive(Clone, Debug, Default)]
pub struct Scope {
    vars: Vec<Var>,
    count: usize,
}

impl Scope {
    /// A new variable.
    pub fn declare(&mut self, var: Var) {
        self.vars.push(var);
    }

    /// Where a block begins.
    pub fn mark(&self) -> usize {
        self.vars.len()
    }

    /// The end of the block that began there.
    pub fn reset(&mut self, mark: usize) {
        self.vars.truncate(mark);
    }

    /// A name that is not in use.
    pub fn fresh(&mut self, prefix: &str) -> String {
        self.count += 1;
        format!("{prefix}{}", self.count)
    }

    /// The variables that no other hides and that `wanted` admits. What is lent with the whole or a part is lent.
    pub fn visible(&self, wanted: impl Fn(&Var) -> bool) -> Vec<Var> {
        let is_last = |i: usize, var: &Var| !self.vars[i + 1..].iter().any(|later| later.name == var.name);
        let with_relatives = |(_, var): (usize, &Var)| {
            let mut var = var.clone();
            for other in
                self.vars.iter().filter(|other| is_part(&other.name, &var.name) || is_part(&var.name, &other.name))
            {
                var.mutable &= other.mutable;
                var.usable &= other.usable;
            }
            var
        };
        let all = self.vars.iter().enumerate().filter(|(i, var)| is_last(*i, var)).map(with_relatives);
        all.filter(|var| var.usable && wanted(var)).collect()
    }

    /// Forbids changes of all variables, and gives them as they were.
    pub fn freeze(&mut self) -> Vec<Var> {
        let before = self.vars.clone();
        for var in &mut self.vars {
            var.mutable = false;
            var.pinned = true;
        }
        before
    }

    /// Ends what `freeze` began.
    pub fn thaw(&mut self, before: Vec<Var>) {
        self.vars = before;
    }

    /// Changes the innermost variable of this name.
    pub fn change(&mut self, name: &str, change: impl FnOnce(&mut Var)) {
        if let Some(var) = self.vars.iter_mut().rev().find(|var| var.name == name) {
            change(var);
        }
    }
}

/// Whether `part` is a field of `whole`: `p.a` of `p`.
fn is_part(part: &str, whole: &str) -> bool {
    part.strip_prefix(whole).is_some_and(|rest| rest.starts_with('.'))
}
