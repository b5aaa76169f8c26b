//! The arguments of the attribute.

use proc_macro2::{Ident, Span, TokenStream};
use quote::{ToTokens, quote};
use syn::parse::{Parse, ParseStream};
use syn::punctuated::Punctuated;
use syn::{Path, Token};

use crate::diagnostic::Message;

/// A function that the attribute writes beside the user's.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Companion {
    Grad,
    ValueAndGrad,
    AccumulateGrad,
    Vjp,
}

impl Companion {
    /// Every companion of this version, in the order in which they are written.
    pub const ALL: [Companion; 4] =
        [Companion::ValueAndGrad, Companion::Grad, Companion::AccumulateGrad, Companion::Vjp];

    /// Its name as an argument, and before that of the function.
    pub fn name(self) -> &'static str {
        match self {
            Companion::Grad => "grad",
            Companion::ValueAndGrad => "value_and_grad",
            Companion::AccumulateGrad => "accumulate_grad",
            Companion::Vjp => "vjp",
        }
    }
}

/// Arguments of the contract that this version refuses, each with what it waits for.
const LATER: &[&str] = &["jvp", "jacobian", "hessian", "hvp", "order", "partials", "implicit"];

const KNOWN: &[&str] = &["grad", "value_and_grad", "accumulate_grad", "vjp", "wrt", "crate"];

/// What the user asked for.
#[derive(Clone, Debug)]
pub struct Options {
    /// Companions by name; empty: all that exist.
    pub companions: Vec<(Companion, Span)>,
    /// Parameters to differentiate with respect to, in the order of the results.
    pub wrt: Option<Vec<Ident>>,
    /// Where `chainrule` is.
    pub root: TokenStream,
}

enum Argument {
    Companion(Companion, Ident),
    Wrt(Ident, Vec<Ident>),
    Crate(Span, Path),
}

impl Parse for Argument {
    fn parse(input: ParseStream) -> syn::Result<Self> {
        if input.peek(Token![crate]) {
            let span = input.parse::<Token![crate]>()?.span;
            input.parse::<Token![=]>()?;
            return Ok(Argument::Crate(span, input.call(Path::parse_mod_style)?));
        }
        let name: Ident = input.parse().map_err(|error| {
            Message::new("an argument of `#[differentiate]` is a name").help(known()).at(error.span())
        })?;
        let text = name.to_string();
        if text == "wrt" {
            let content;
            syn::parenthesized!(content in input);
            let names = Punctuated::<Ident, Token![,]>::parse_terminated(&content)?;
            return Ok(Argument::Wrt(name, names.into_iter().collect()));
        }
        match Companion::ALL.into_iter().find(|companion| companion.name() == text) {
            Some(_) if input.peek(Token![=]) => Err(Message::new(format!("`{text} = …` is not supported yet"))
                .note("this version differentiates the body of the function")
                .help(format!("leave out the value: `#[differentiate({text})]`"))
                .at(name.span())),
            Some(companion) => Ok(Argument::Companion(companion, name)),
            None => Err(unknown(&name, &text)),
        }
    }
}

fn known() -> String {
    format!("the arguments are {}", KNOWN.iter().map(|name| format!("`{name}`")).collect::<Vec<_>>().join(", "))
}

fn unknown(name: &Ident, text: &str) -> syn::Error {
    if LATER.contains(&text) {
        return Message::new(format!("`{text}` is not supported yet")).help(known()).at(name.span());
    }
    let message = Message::new(format!("`{text}` is no argument of `#[differentiate]`")).note(known());
    match nearest(text, KNOWN) {
        Some(near) => message.help(format!("did you mean `{near}`?")),
        None => message,
    }
    .at(name.span())
}

/// The word of `list` that is at most a third of its letters away.
pub fn nearest<'a>(word: &str, list: &[&'a str]) -> Option<&'a str> {
    list.iter()
        .map(|candidate| (distance(word, candidate), *candidate))
        .filter(|(distance, candidate)| *distance <= candidate.len().max(3) / 3)
        .min()
        .map(|(_, candidate)| candidate)
}

/// Insertions, deletions and substitutions between two words (Levenshtein).
fn distance(a: &str, b: &str) -> usize {
    let b: Vec<char> = b.chars().collect();
    let mut row: Vec<usize> = (0..=b.len()).collect();
    for (i, x) in a.chars().enumerate() {
        let mut diagonal = row[0];
        row[0] = i + 1;
        for (j, y) in b.iter().enumerate() {
            let substituted = diagonal + usize::from(x != *y);
            diagonal = row[j + 1];
            row[j + 1] = substituted.min(row[j] + 1).min(diagonal + 1);
        }
    }
    row[b.len()]
}

impl Options {
    /// Reads the arguments; all mistakes are reported together.
    pub fn parse(arguments: TokenStream) -> syn::Result<Options> {
        let list = syn::parse::Parser::parse2(Punctuated::<Argument, Token![,]>::parse_terminated, arguments)?;
        let mut options = Options { companions: Vec::new(), wrt: None, root: quote!(::chainrule) };
        let mut crate_given = false;
        for argument in list {
            match argument {
                Argument::Companion(companion, name) => {
                    if options.companions.iter().any(|(given, _)| *given == companion) {
                        return Err(repeated(&name.to_string(), name.span()));
                    }
                    options.companions.push((companion, name.span()));
                }
                Argument::Wrt(name, names) => {
                    if options.wrt.is_some() {
                        return Err(repeated("wrt", name.span()));
                    }
                    if names.is_empty() {
                        return Err(Message::new("`wrt` names no parameter")
                            .help("name the parameters to differentiate with respect to: `wrt(x)`")
                            .at(name.span()));
                    }
                    options.wrt = Some(names);
                }
                Argument::Crate(span, path) => {
                    if crate_given {
                        return Err(repeated("crate", span));
                    }
                    crate_given = true;
                    options.root = path.to_token_stream();
                }
            }
        }
        Ok(options)
    }

    /// Whether `companion` is to be written.
    pub fn asks_for(&self, companion: Companion) -> bool {
        self.companions.is_empty() || self.companions.iter().any(|(named, _)| *named == companion)
    }
}

fn repeated(name: &str, span: Span) -> syn::Error {
    Message::new(format!("`{name}` is given twice")).help("leave out one of them").at(span)
}
