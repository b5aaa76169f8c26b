//! From the tokens between the parentheses to [`Options`]; a mistake in one argument does not hide those in the next.

use proc_macro2::{Ident, Span, TokenStream, TokenTree};
use quote::{ToTokens, quote};
use syn::ext::IdentExt;
use syn::parse::{ParseStream, Parser};
use syn::punctuated::Punctuated;
use syn::{Path, Token};

use super::{Companion, Options, Rule, nearest};
use crate::diagnostic::{Errors, Message};

const KNOWN: &[&str] = &[
    "grad",
    "value_and_grad",
    "accumulate_grad",
    "vjp",
    "jvp",
    "jacobian",
    "hessian",
    "hvp",
    "taylor",
    "order",
    "wrt",
    "partials",
    "implicit",
    "crate",
];

/// An argument of the attribute.
enum Argument {
    Companion(Companion, Span),
    Wrt(Span, Vec<Ident>),
    Crate(Span, Path),
    Partials(Span, Vec<(Ident, syn::Expr)>),
    Function(Companion, Span, Path),
    Order(Span, u32),
    Implicit(Span, Path),
}

/// All arguments.
pub(super) fn options(arguments: TokenStream) -> (Options, syn::Result<()>) {
    let mut errors = Errors::default();
    let mut reader = Reader::default();
    for part in parts(arguments) {
        let end = part.clone().into_iter().last().map_or_else(Span::call_site, |last| last.span());
        match argument.parse2(part) {
            Ok(argument) => reader.take(argument, &mut errors),
            Err(error) => errors.push(placed(error, end)),
        }
    }
    reader.finish(&mut errors);
    if !errors.is_empty() {
        reader.options.companions.clear();
    }
    (reader.options, errors.finish())
}

/// An error at the end of the input, which has no place of its own, at the last token.
fn placed(error: syn::Error, end: Span) -> syn::Error {
    let text = error.to_string();
    if text.starts_with("unexpected end of input") {
        return Message::new("this argument of `#[differentiate]` is not complete").help(known()).at(end);
    }
    error
}

/// The arguments, each without its comma.
fn parts(arguments: TokenStream) -> Vec<TokenStream> {
    let mut parts = vec![TokenStream::new()];
    let mut depth = 0_usize;
    for token in arguments {
        if let TokenTree::Punct(punct) = &token {
            match punct.as_char() {
                ',' if depth == 0 => {
                    parts.push(TokenStream::new());
                    continue;
                }
                '<' => depth += 1,
                '>' => depth = depth.saturating_sub(1),
                _ => {}
            }
        }
        if let Some(part) = parts.last_mut() {
            part.extend([token]);
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

fn argument(input: ParseStream) -> syn::Result<Argument> {
    if !input.peek(syn::Ident::peek_any) {
        let tokens: TokenStream = input.parse()?;
        return Err(Message::new("an argument of `#[differentiate]` is a name").help(known()).on(&tokens));
    }
    let name = input.call(Ident::parse_any)?;
    let text = name.to_string();
    match text.as_str() {
        "crate" => assigned(input, &name, "::chainrule").map(|path| Argument::Crate(name.span(), path)),
        "wrt" => {
            listed(input, &name, "wrt(x)").and_then(parameter_names).map(|names| Argument::Wrt(name.span(), names))
        }
        "partials" => listed(input, &name, "partials(x = 2.0 * x)")
            .and_then(|content| partials.parse2(content))
            .map(|partials| Argument::Partials(name.span(), partials)),
        "vjp" | "jvp" if input.peek(Token![=]) => {
            let companion = if text == "vjp" { Companion::Vjp } else { Companion::Jvp };
            assigned(input, &name, "path::to::function").map(|path| Argument::Function(companion, name.span(), path))
        }
        "implicit" => assigned(input, &name, "path::to::residual").map(|path| Argument::Implicit(name.span(), path)),
        "order" => order(input, &name).map(|order| Argument::Order(name.span(), order)),
        _ => companion(input, &name, &text),
    }
}

/// The highest order: a function of three lines takes rustc 2 s at order 6, 12 s at order 7, and 57 s at order 8.
const HIGHEST: u32 = 6;

/// `= n`.
fn order(input: ParseStream, name: &Ident) -> syn::Result<u32> {
    let wrong = || {
        Message::new("`order` says how often the function may be differentiated")
            .note("1, or 2 for derivatives of derivatives")
            .help("write `order = 2`")
    };
    if !input.peek(Token![=]) {
        return finish_with(input, wrong().at(name.span()));
    }
    input.parse::<Token![=]>()?;
    let rest: TokenStream = input.parse()?;
    let number = syn::parse2::<syn::LitInt>(rest.clone()).ok().and_then(|number| number.base10_parse::<u32>().ok());
    match number {
        Some(order) if (1..=HIGHEST).contains(&order) => Ok(order),
        Some(order) if order > HIGHEST => Err(Message::new(format!("derivatives of order {order} are not written"))
            .note("each order makes three to five times the code: that of a few lines takes rustc a minute at order 8")
            .help("take `order = 6` or lower; for derivatives of any order along one variable, ask for `taylor`")
            .on(&rest)),
        _ if rest.is_empty() => Err(wrong().at(name.span())),
        _ => Err(wrong().on(&rest)),
    }
}

fn companion(input: ParseStream, name: &Ident, text: &str) -> syn::Result<Argument> {
    let Some(companion) = Companion::ALL.into_iter().find(|companion| companion.name() == text) else {
        return finish_with(input, unknown(name, text));
    };
    if input.is_empty() {
        return Ok(Argument::Companion(companion, name.span()));
    }
    let rest: TokenStream = input.parse()?;
    Err(Message::new(format!("`{text}` takes no value"))
        .note("it asks for this companion")
        .help(format!("write `#[differentiate({text})]`"))
        .on(&rest))
}

/// `= PATH`.
fn assigned(input: ParseStream, name: &Ident, example: &str) -> syn::Result<Path> {
    let wrong = || Message::new(format!("`{name}` takes a path")).help(format!("write `{name} = {example}`"));
    if !input.peek(Token![=]) {
        return finish_with(input, wrong().at(name.span()));
    }
    input.parse::<Token![=]>()?;
    let rest: TokenStream = input.parse()?;
    if rest.is_empty() {
        return Err(wrong().at(name.span()));
    }
    let path: syn::ExprPath = syn::parse2(rest.clone()).map_err(|_| wrong().on(&rest))?;
    if path.qself.is_some() || !path.attrs.is_empty() {
        return Err(wrong().on(&rest));
    }
    Ok(path.path)
}

/// `(CONTENT)`.
fn listed(input: ParseStream, name: &Ident, example: &str) -> syn::Result<TokenStream> {
    let wrong = || Message::new(format!("`{name}` takes a list in parentheses")).help(format!("write `{example}`"));
    match input.parse::<Option<proc_macro2::Group>>() {
        Ok(Some(group)) if group.delimiter() == proc_macro2::Delimiter::Parenthesis && input.is_empty() => {
            Ok(group.stream())
        }
        _ => finish_with(input, wrong().at(name.span())),
    }
}

/// Ends an argument that has a mistake.
fn finish_with<T>(input: ParseStream, error: syn::Error) -> syn::Result<T> {
    let _rest: TokenStream = input.parse()?;
    Err(error)
}

/// `x, a`.
fn parameter_names(content: TokenStream) -> syn::Result<Vec<Ident>> {
    let (mut names, mut errors) = (Vec::new(), Errors::default());
    for part in parts(content) {
        match Ident::parse_any.parse2(part.clone()) {
            Ok(name) => names.push(name),
            Err(_) => errors.push(
                Message::new("`wrt` lists names of parameters")
                    .help("name the parameters to differentiate with respect to: `wrt(x)`")
                    .on(&part),
            ),
        }
    }
    errors.finish()?;
    Ok(names)
}

/// `x = EXPR, y = EXPR`.
fn partials(input: ParseStream) -> syn::Result<Vec<(Ident, syn::Expr)>> {
    match Punctuated::<_, Token![,]>::parse_terminated_with(input, partial) {
        Ok(list) => Ok(list.into_iter().collect()),
        Err(error) => finish_with(input, error),
    }
}

/// `x = EXPR`.
fn partial(input: ParseStream) -> syn::Result<(Ident, syn::Expr)> {
    let wrong = |span| {
        Message::new("`partials` lists one partial derivative for each parameter")
            .help("write `partials(x = 2.0 * x)`, with the parameters and `value`, the result")
            .at(span)
    };
    let start = input.span();
    let name = Ident::parse_any(input).map_err(|_| wrong(start))?;
    input.parse::<Token![=]>().map_err(|_| wrong(name.span()))?;
    let at = if input.is_empty() { name.span() } else { input.span() };
    let value: syn::Expr = input.parse().map_err(|_| wrong(at))?;
    if input.is_empty() || input.peek(Token![,]) { Ok((name, value)) } else { Err(wrong(input.span())) }
}

fn known() -> String {
    format!("the arguments are {}", KNOWN.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))
}

fn unknown(name: &Ident, text: &str) -> syn::Error {
    let message = Message::new(format!("`{text}` is no argument of `#[differentiate]`")).note(known());
    match nearest(text, KNOWN) {
        Some(near) => message.help(format!("did you mean `{near}`?")),
        None => message.help("leave it out: `#[differentiate]` alone writes every companion"),
    }
    .at(name.span())
}

/// Puts the arguments together.
struct Reader {
    options: Options,
    crate_given: bool,
    partials: Option<(Span, Vec<(Ident, syn::Expr)>)>,
    vjp: Option<(Span, Path)>,
    jvp: Option<(Span, Path)>,
    implicit: Option<(Span, Path)>,
    /// Where `order` stands.
    order: Option<Span>,
}

impl Default for Reader {
    fn default() -> Self {
        let (companions, root) = (Vec::new(), quote!(::chainrule));
        let options = Options { companions, wrt: None, rule: None, order: None, is_composed: false, root };
        Reader { options, crate_given: false, partials: None, vjp: None, jvp: None, implicit: None, order: None }
    }
}

impl Reader {
    fn take(&mut self, argument: Argument, errors: &mut Errors) {
        let repeated = match argument {
            Argument::Companion(companion, span) => {
                let again = self.options.companions.iter().any(|(given, _)| *given == companion);
                self.options.companions.push((companion, span));
                again.then_some((companion.name(), span))
            }
            Argument::Wrt(span, names) if names.is_empty() => {
                errors.push(
                    Message::new("`wrt` names no parameter")
                        .help("name the parameters to differentiate with respect to: `wrt(x)`")
                        .at(span),
                );
                None
            }
            Argument::Wrt(span, names) => self.options.wrt.replace(names).map(|_| ("wrt", span)),
            Argument::Implicit(span, path) => self.implicit.replace((span, path)).map(|_| ("implicit", span)),
            Argument::Order(span, order) => {
                self.order.get_or_insert(span);
                self.options.order.replace(order).map(|_| ("order", span))
            }
            Argument::Crate(span, path) => {
                self.options.root = path.to_token_stream();
                std::mem::replace(&mut self.crate_given, true).then_some(("crate", span))
            }
            Argument::Partials(span, list) => self.partials.replace((span, list)).map(|_| ("partials", span)),
            Argument::Function(companion, span, path) => {
                let slot = if companion == Companion::Vjp { &mut self.vjp } else { &mut self.jvp };
                slot.replace((span, path)).map(|_| (companion.name(), span))
            }
        };
        if let Some((name, span)) = repeated {
            let message = Message::new(format!("`{name}` is given twice")).help("leave out one of them");
            errors.push(message.at(span));
        }
    }

    /// A companion of second order beside `order = 1`.
    fn check_order(&self, errors: &mut Errors) {
        let second =
            self.options.companions.iter().find(|(named, _)| matches!(named, Companion::Hvp | Companion::Hessian));
        if let (Some(1), Some(span), Some((companion, _))) = (self.options.order, self.order, second) {
            let name = companion.name();
            let message = Message::new(format!("`order = 1` leaves out the second derivative that `{name}` asks for"))
                .note("`hessian` and `hvp` imply `order = 2`")
                .help("leave out `order`");
            errors.push(message.at(span));
        }
    }

    /// The rule, if there is only one; whether the companions can come from it.
    fn finish(&mut self, errors: &mut Errors) {
        self.check_order(errors);
        if let (Some(_), Some((span, _))) = (&self.partials, self.vjp.as_ref().or(self.jvp.as_ref())) {
            let message = Message::new("the derivative is given twice: by `partials` and by a function")
                .note("one of them would not be used")
                .help("leave out one of them");
            errors.push(message.at(*span));
        }
        if self.vjp.is_none() && self.jvp.is_some() {
            let of_reverse_mode = |companion: &Companion| !matches!(companion, Companion::Jvp | Companion::Jacobian);
            for (companion, span) in self.options.companions.iter().filter(|(companion, _)| of_reverse_mode(companion))
            {
                let name = companion.name();
                let message = Message::new(format!("`{name}` cannot be written from `jvp = …`"))
                    .note("it is of reverse mode, and the function's own rule is of forward mode")
                    .help("give a rule of reverse mode too: `vjp = path::to::function`");
                errors.push(message.at(*span));
            }
        }
        let path = |slot: &mut Option<(Span, Path)>| slot.take().map(|(_, path)| path);
        if let Some((span, _)) = &self.implicit
            && (self.partials.is_some() || self.vjp.is_some() || self.jvp.is_some())
        {
            let message = Message::new("the derivative is given twice: by `implicit` and by another rule")
                .note("one of them would not be used")
                .help("leave out one of them");
            errors.push(message.at(*span));
        }
        self.options.rule = if let Some(path) = path(&mut self.implicit) {
            Some(Rule::Implicit(path))
        } else if let Some((span, list)) = self.partials.take() {
            Some(Rule::Partials(span, list))
        } else if self.vjp.is_some() || self.jvp.is_some() {
            Some(Rule::Functions { vjp: path(&mut self.vjp), jvp: path(&mut self.jvp) })
        } else {
            None
        };
    }
}
