//! Chains of iterators, as values and as statements.

use super::expression::{LIMIT, Term};
use super::scope::{Access, Shape, Var};
use super::writer::Writer;

/// What an iterator gives.
#[derive(Clone, Debug)]
enum Item {
    /// `&f64`.
    Reference,
    /// `f64`.
    Value,
    /// A `usize` less than this.
    Index(usize),
    Pair(Box<Item>, Box<Item>),
}

/// An iterator as text.
struct Chain {
    text: String,
    item: Item,
    /// The number of items, where it is known.
    len: Option<usize>,
    /// Whether it may be turned around.
    reversible: bool,
}

impl Writer<'_> {
    /// A chain that ends in a number.
    pub fn chain_value(&mut self) -> Term {
        let effects = std::mem::replace(&mut self.effects, false);
        let chain = self.chain();
        let value = self.mapped(&chain);
        let text = &chain.text;
        let term = match self.rng.below(7) {
            0 | 1 => format!("(0.2 * {text}.map({value}).sum::<f64>()).sin()"),
            2 => format!("{text}.map({value}).map(|v| v.cos()).product::<f64>()"),
            3 => {
                let (total, start) = (self.scope.fresh("t"), self.constant());
                let closure = self.closure_of(&chain.item, Some(&total));
                format!("{text}.fold({start}, {closure})")
            }
            4 => format!("{text}.map({value}).fold(-2.0_f64, f64::max)"),
            5 => format!("{text}.map({value}).min_by(|a, b| a.total_cmp(b)).unwrap_or(0.3)"),
            _ => format!("{text}.map({value}).last().unwrap_or(0.25)"),
        };
        self.effects = effects;
        Term { text: format!("({term})"), bound: LIMIT }
    }

    /// `let list: Vec<f64> = ….collect();`, a count, or a loop over a chain.
    pub fn chain_statement(&mut self) {
        let effects = std::mem::replace(&mut self.effects, false);
        let chain = self.chain();
        let value = self.mapped(&chain);
        let text = &chain.text;
        match (self.rng.below(5), chain.len) {
            (0 | 1, Some(len)) if len > 0 => {
                let name = self.scope.fresh("a");
                self.line(&format!("let mut {name}: Vec<f64> = {text}.map({value}).collect();"));
                self.scope.declare(Var::owned(name, Shape::Vector(len), true));
            }
            (2, _) => {
                let name = self.scope.fresh("k");
                self.line(&format!("let mut {name} = {text}.map({value}).filter(|v| *v > 0.1).count();"));
                self.scope.declare(Var::owned(name, Shape::Integer, true));
            }
            (3, _) => {
                let name = self.scope.fresh("c");
                let method = *self.rng.pick(&["any", "all"]);
                self.line(&format!("let {name} = {text}.map({value}).{method}(|v| v > 0.3);"));
                self.scope.declare(Var::owned(name, Shape::Flag, false));
            }
            _ => {
                let (name, start) = (self.scope.fresh("s"), self.constant());
                let item = self.scope.fresh("v");
                self.line(&format!("let mut {name} = {start};"));
                self.line(&format!("{text}.map({value}).for_each(|{item}| {name} = ({name} * {item} + 0.4).sin());"));
                self.scope.declare(Var::owned(name, Shape::Scalar, true));
            }
        }
        self.effects = effects;
    }

    /// `for item in … { … }`
    pub fn chained_loop(&mut self) {
        let effects = std::mem::replace(&mut self.effects, false);
        let chain = self.chain();
        self.effects = effects;
        let mark = self.scope.mark();
        let before = self.scope.freeze();
        let pattern = self.pattern(&chain.item);
        let total = self.scope.fresh("s");
        self.line(&format!("let mut {total} = 0.3_f64;"));
        self.scope.declare(Var::owned(&total, Shape::Scalar, true));
        self.looped(&format!("for {pattern} in {}", chain.text), 4, Some(""), Self::body);
        self.scope.reset(mark);
        self.scope.thaw(before);
        self.scope.declare(Var::owned(&total, Shape::Scalar, true));
    }

    fn chain(&mut self) -> Chain {
        let mut chain = self.source();
        for _ in 0..self.rng.weighted(&[35, 40, 25]) {
            chain = self.adapted(chain);
        }
        chain
    }

    fn source(&mut self) -> Chain {
        let var = self.any(|var| var.shape.len().is_some());
        match var {
            Some(var) if self.rng.percent(75) => {
                let len = var.shape.len().filter(|_| !matches!(var.shape, Shape::Vector(_)));
                let text = format!("{}.iter()", var.name);
                Chain { text, item: Item::Reference, len, reversible: true }
            }
            _ => match self.rng.below(3) {
                0 => Chain { text: "(0..n)".to_owned(), item: Item::Index(6), len: None, reversible: true },
                _ => Chain { text: "(0..3_usize)".to_owned(), item: Item::Index(3), len: Some(3), reversible: true },
            },
        }
    }

    fn adapted(&mut self, chain: Chain) -> Chain {
        let Chain { text, item, len, reversible } = chain;
        match self.rng.below(8) {
            0 if reversible => Chain { text: format!("{text}.rev()"), item, len, reversible },
            1 => {
                let len = len.map(|len| len.saturating_sub(1));
                Chain { text: format!("{text}.skip(1)"), item, len, reversible: false }
            }
            2 => Chain { text: format!("{text}.take(2)"), item, len: len.map(|len| len.min(2)), reversible: false },
            3 => {
                let item = Item::Pair(Box::new(Item::Index(6)), Box::new(item));
                Chain { text: format!("{text}.enumerate()"), item, len, reversible: false }
            }
            4 => match self.any(|var| matches!(var.shape, Shape::Array(_) | Shape::Slice(_))) {
                Some(other) => {
                    let len = len.zip(other.shape.len()).map(|(a, b)| a.min(b));
                    let item = Item::Pair(Box::new(item), Box::new(Item::Reference));
                    Chain { text: format!("{text}.zip({}.iter())", other.name), item, len, reversible: false }
                }
                None => Chain { text, item, len, reversible },
            },
            5 => {
                let condition = filter_of(&item);
                Chain { text: format!("{text}.filter({condition})"), item, len: None, reversible }
            }
            _ => {
                let closure = self.closure_of(&item, None);
                Chain { text: format!("{text}.map({closure})"), item: Item::Value, len, reversible }
            }
        }
    }

    fn mapped(&mut self, chain: &Chain) -> String {
        self.closure_of(&chain.item, None)
    }

    /// `|item| …`, or `|total, item| …`.
    fn closure_of(&mut self, item: &Item, total: Option<&str>) -> String {
        let before = self.scope.freeze();
        let pattern = self.pattern(item);
        if let Some(total) = total {
            self.scope.declare(Var::owned(total, Shape::Scalar, false));
        }
        let depth = self.rng.between(1, 2);
        self.trips *= 4;
        let outer = std::mem::replace(&mut self.in_closure, true);
        let value = self.stored(depth);
        self.in_closure = outer;
        self.trips /= 4;
        self.scope.thaw(before);
        match total {
            Some(total) => format!("|{total}, {pattern}| 0.5 * {total} + 0.5 * {value}"),
            None => format!("|{pattern}| {value}"),
        }
    }

    /// A pattern with new names, which come into scope.
    fn pattern(&mut self, item: &Item) -> String {
        match item {
            Item::Reference => {
                let name = self.scope.fresh("v");
                self.scope.declare(Var::owned(&name, Shape::Scalar, false).behind(Access::Shared));
                name
            }
            Item::Value => {
                let name = self.scope.fresh("v");
                self.scope.declare(Var::owned(&name, Shape::Scalar, false));
                name
            }
            Item::Index(bound) => {
                let name = self.scope.fresh("i");
                self.scope.declare(Var::owned(&name, Shape::Counter(*bound), false));
                name
            }
            Item::Pair(left, right) => format!("({}, {})", self.pattern(left), self.pattern(right)),
        }
    }
}

/// A condition on an item, as a closure.
fn filter_of(item: &Item) -> String {
    let text = match item {
        Item::Reference => "|v| **v > -0.3",
        Item::Value => "|v| *v > -0.3",
        Item::Index(_) => "|i| *i != 1",
        Item::Pair(left, _) => match **left {
            Item::Reference => "|(v, _)| **v > -0.3",
            Item::Value => "|(v, _)| *v > -0.3",
            Item::Index(_) => "|(i, _)| *i != 1",
            Item::Pair(..) => "|_| true",
        },
    };
    text.to_owned()
}
