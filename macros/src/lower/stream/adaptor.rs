//! Adaptors: what each does to the description of a stream.

use syn::spanned::Spanned;

use super::super::Lowering;
use super::indexed::number;
use super::{At, Callee, Indexed, Source, Stage, Stream};
use crate::diagnostic::Message;
use crate::ir::{Direction, Expr};
use crate::types::Ty;

impl Lowering<'_> {
    /// `receiver.adaptor(…)`
    pub(super) fn adapted(&mut self, call: &syn::ExprMethodCall) -> Option<Stream> {
        let name = call.method.to_string();
        let stream = self.stream(&call.receiver)?;
        match (name.as_str(), call.args.len()) {
            ("enumerate", 0) => Some(self.enumerated(stream)),
            ("rev", 0) => match stream {
                // Of constants, which rustc runs backwards.
                Stream { source: Source::Each(mut tokens), stages } if stages.is_empty() => {
                    let iterator = &tokens.stream;
                    tokens.stream = quote::quote!((#iterator).rev());
                    Some(Stream { source: Source::Each(tokens), stages })
                }
                stream => self.reversed(stream, call),
            },
            ("copied" | "cloned", 0) => Some(match stream.as_indexed() {
                Some(source) => {
                    let at = At::Copied(Box::new(source.at.clone()));
                    Stream::indexed(Indexed { at, ..source.clone() })
                }
                None => stream.then(Stage::Copied),
            }),
            ("skip" | "take" | "step_by", 1) => {
                let count = self.bound(&call.args[0]);
                self.counted_off(stream, &name, count, call)
            }
            ("zip", 1) => {
                let other = self.stream(&call.args[0])?;
                self.zipped(stream, other, call)
            }
            ("chain", 1) => {
                let other = self.stream(&call.args[0])?;
                Some(Stream { source: Source::Chain(Box::new(stream), Box::new(other)), stages: Vec::new() })
            }
            ("scan", 2) => {
                let initial = self.item(&call.args[0]);
                let callee = self.callee(&call.args[1])?;
                Some(stream.then(Stage::Scan(initial, callee)))
            }
            ("flatten", 0) => Some(stream.then(Stage::Flatten)),
            ("cycle", 0) => self.cycled(&stream, call),
            (_, 1) => self.with_closure(stream, &name, call),
            _ => self.unknown_adaptor(call),
        }
    }

    fn with_closure(&mut self, stream: Stream, name: &str, call: &syn::ExprMethodCall) -> Option<Stream> {
        let stage: fn(Callee) -> Stage = match name {
            "map" => Stage::Map,
            "filter" => Stage::Filter,
            "filter_map" => Stage::FilterMap,
            "inspect" => Stage::Inspect,
            "take_while" => Stage::TakeWhile,
            "skip_while" => Stage::SkipWhile,
            "map_while" => Stage::MapWhile,
            "flat_map" if self.gives_option(&call.args[0]) => Stage::FilterMap,
            "flat_map" => Stage::FlatMap,
            _ => return self.unknown_adaptor(call),
        };
        let callee = self.callee(&call.args[0])?;
        if name == "map"
            && let Some(source) = stream.as_indexed()
        {
            let at = At::Mapped(Box::new(source.at.clone()), callee);
            return Some(Stream::indexed(Indexed { at, ..source.clone() }));
        }
        Some(stream.then(stage(callee)))
    }

    /// Whether a function gives an `Option`, as its end or the file tells.
    fn gives_option(&self, function: &syn::Expr) -> bool {
        match function {
            syn::Expr::Closure(closure) => self.is_option(&closure.body),
            syn::Expr::Path(path) => {
                let name = path.path.get_ident().map(ToString::to_string);
                name.is_some_and(|name| {
                    self.scopes.find(&name).is_none()
                        && matches!(crate::surroundings::result_of(&name), Some(Ty::Option(_)))
                })
            }
            _ => false,
        }
    }

    fn is_option(&self, value: &syn::Expr) -> bool {
        let ends = |block: &syn::Block| matches!(block.stmts.last(), Some(syn::Stmt::Expr(value, None)) if self.is_option(value));
        match value {
            syn::Expr::Paren(inner) => self.is_option(&inner.expr),
            syn::Expr::Block(block) => ends(&block.block),
            syn::Expr::If(branch) => {
                ends(&branch.then_branch) || branch.else_branch.as_ref().is_some_and(|(_, value)| self.is_option(value))
            }
            syn::Expr::Match(choice) => choice.arms.iter().any(|arm| self.is_option(&arm.body)),
            syn::Expr::Call(call) => match &*call.func {
                syn::Expr::Path(path) if path.path.is_ident("Some") => true,
                _ => matches!(self.type_of(value), Ty::Option(_)),
            },
            syn::Expr::MethodCall(call) => {
                call.method == "ok" && call.args.is_empty() || self.gives_option_by_name(call)
            }
            value => matches!(self.type_of(value), Ty::Option(_)),
        }
    }

    fn gives_option_by_name(&self, call: &syn::ExprMethodCall) -> bool {
        let keeps =
            matches!(call.method.to_string().as_str(), "map" | "and_then" | "filter" | "or" | "copied" | "cloned");
        matches!(self.type_of(&syn::Expr::MethodCall(call.clone())), Ty::Option(_))
            || keeps && self.is_option(&call.receiver)
    }

    fn unknown_adaptor(&mut self, call: &syn::ExprMethodCall) -> Option<Stream> {
        let name = call.method.to_string();
        let message = Message::new(format!("chainrule does not follow the iterator method `{name}`"))
            .note("it gives differentiated values");
        let near = crate::options::nearest(&name, super::source::ADAPTORS).filter(|near| *near != name);
        let message = match near {
            Some(near) => message.help(format!("did you mean `{near}`?")),
            None => message.help("write it as a `for` loop"),
        };
        self.error(message, &call.method);
        None
    }

    /// The items again and again; never an end, unless there are none.
    fn cycled(&mut self, stream: &Stream, call: &syn::ExprMethodCall) -> Option<Stream> {
        let source = stream.as_indexed().cloned().and_then(|source| self.upward(source));
        let Some(Indexed { len: Some(len), at, direction, .. }) = source else { return self.unknown_adaptor(call) };
        if at.changes() {
            return self.order_matters(call);
        }
        let turns = self.formula([&len], |[len]| quote::quote!(if #len == 0 { 0 } else { usize::MAX }));
        let turns = self.integer("turns", turns, call.span());
        Some(Stream::indexed(Indexed { len: Some(turns), at: At::Cycled(Box::new(at), len), direction, range: None }))
    }

    fn enumerated(&mut self, stream: Stream) -> Stream {
        let Some(source) = stream.as_indexed().cloned().and_then(|source| self.upward(source)) else {
            return stream.then(Stage::Enumerate);
        };
        let counter = At::Number(number(0), Ty::index());
        Stream::indexed(Indexed { at: At::Pair(Box::new(counter), Box::new(source.at)), ..source })
    }

    fn reversed(&mut self, stream: Stream, call: &syn::ExprMethodCall) -> Option<Stream> {
        let flip = |direction: Direction| if direction == Direction::Up { Direction::Down } else { Direction::Up };
        let same = |stage: &Stage| {
            matches!(stage, Stage::Map(_) | Stage::Copied | Stage::Filter(_) | Stage::FilterMap(_) | Stage::Inspect(_))
        };
        match stream.source {
            Source::Indexed(source) if stream.stages.iter().all(same) => {
                let direction = flip(source.direction);
                let source = Source::Indexed(Indexed { direction, ..source });
                Some(Stream { source, stages: stream.stages })
            }
            Source::Chain(a, b) if stream.stages.iter().all(same) => {
                let (a, b) = (self.reversed(*a, call)?, self.reversed(*b, call)?);
                Some(Stream { source: Source::Chain(Box::new(b), Box::new(a)), stages: stream.stages })
            }
            _ => {
                self.error(
                    Message::new("chainrule cannot run this iterator backwards")
                        .note("what stands before `rev` is known from its beginning only")
                        .help("put `rev` before the other adaptors, or collect into a `Vec` first"),
                    &call.method,
                );
                None
            }
        }
    }

    /// `skip`, `take`, `step_by`.
    fn counted_off(&mut self, stream: Stream, name: &str, count: Expr, call: &syn::ExprMethodCall) -> Option<Stream> {
        let late = |count: Expr| match name {
            "skip" => Stage::Skip(count),
            "take" => Stage::Take(count),
            _ => Stage::StepBy(count),
        };
        let indexed = stream.as_indexed().cloned();
        let Some(source) = indexed else { return Some(stream.then(late(count))) };
        if name == "step_by"
            && let Some(range) = &source.range
            && range.step.is_none()
            && source.direction == Direction::Up
            && matches!(source.at, At::Counter)
        {
            let range = Some(super::Range { step: Some(count), ..range.clone() });
            return Some(Stream::indexed(Indexed { range, ..source }));
        }
        if name != "take" && source.at.changes() {
            return self.order_matters(call);
        }
        let Some(source) = self.upward(source) else { return Some(stream.then(late(count))) };
        let (len, at) = (source.len, Box::new(source.at));
        let (len, at) = match name {
            "skip" => (len.map(|len| self.difference(len, &count)), At::Skipped(at, count)),
            "take" => (Some(len.map_or(count.clone(), |len| self.shorter(len, count))), *at),
            _ => {
                let len =
                    len.map(|len| self.formula([&len, &count], |[len, n]| quote::quote!(usize::div_ceil(#len, #n))));
                (len, At::Strided(at, count))
            }
        };
        Some(Stream::indexed(Indexed { len, at, direction: Direction::Up, range: None }))
    }

    fn zipped(&mut self, left: Stream, right: Stream, call: &syn::ExprMethodCall) -> Option<Stream> {
        let positions =
            |this: &mut Self, stream: &Stream| stream.as_indexed().cloned().and_then(|source| this.upward(source));
        let (a, b) = (positions(self, &left), positions(self, &right));
        let changes = |source: &Option<Indexed>| source.as_ref().is_some_and(|source| source.at.changes());
        if changes(&a) || changes(&b) {
            return self.order_matters(call);
        }
        match (a, b) {
            (Some(a), Some(b)) => {
                let len = match (a.len, b.len) {
                    (Some(a), Some(b)) => Some(self.shorter(a, b)),
                    (a, b) => a.or(b),
                };
                let at = At::Pair(Box::new(a.at), Box::new(b.at));
                Some(Stream::indexed(Indexed { len, at, direction: Direction::Up, range: None }))
            }
            (None, Some(b)) => Some(left.then(Stage::Zip(b, false))),
            (Some(a), None) => Some(right.then(Stage::Zip(a, true))),
            (None, None) => match self.gathered(left, right, call) {
                Some((stream, source, first)) => Some(stream.then(Stage::Zip(source, first))),
                None => self.refuse_pairs(call),
            },
        }
    }

    fn refuse_pairs(&mut self, call: &syn::ExprMethodCall) -> Option<Stream> {
        self.error(
            Message::new("chainrule cannot follow these two iterators side by side")
                .note("of neither of them it knows the positions of the items")
                .help("collect one of them into a `Vec` first, behind a `take(..)` where it has no end"),
            &call.args[0],
        );
        None
    }

    pub(super) fn order_matters(&mut self, call: &syn::ExprMethodCall) -> Option<Stream> {
        self.error(
            Message::new(format!("a closure before `{}` changes a variable", call.method))
                .note("how often it is called would depend on how the standard library looks for the next item")
                .help("write it as a `for` loop"),
            &call.method,
        );
        let _ = call.span();
        None
    }
}
