//! Compile errors in the project's form: what, then why, then what instead.

use proc_macro2::{Delimiter, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;

/// A message to the user.
#[derive(Clone, Debug)]
pub struct Message {
    text: String,
}

impl Message {
    /// What is wrong: stands alone, names the user's thing.
    pub fn new(what: impl Into<String>) -> Message {
        Message { text: what.into() }
    }

    /// Why it is wrong.
    pub fn note(mut self, why: impl AsRef<str>) -> Message {
        self.text.push_str("\n= note: ");
        self.text.push_str(why.as_ref());
        self
    }

    /// What to write instead.
    pub fn help(mut self, instead: impl AsRef<str>) -> Message {
        self.text.push_str("\n= help: ");
        self.text.push_str(instead.as_ref());
        self
    }

    /// At one place.
    pub fn at(self, span: Span) -> syn::Error {
        syn::Error::new(span, self.text)
    }

    /// At all tokens of `thing`.
    pub fn on(self, thing: &dyn ToTokens) -> syn::Error {
        let tokens = thing.to_token_stream();
        syn::Error::new_spanned(tokens, self.text)
    }
}

/// Code as a person writes it, on one line.
pub fn code(thing: &dyn ToTokens) -> String {
    let mut text = String::new();
    write_code(thing.to_token_stream(), &mut text);
    text
}

fn write_code(tokens: TokenStream, text: &mut String) {
    let mut before = String::new();
    let mut joint = true;
    for token in tokens {
        let arrow =
            matches!(&token, TokenTree::Punct(punct) if punct.as_char() == '-' && punct.spacing() == Spacing::Joint);
        let sign = matches!(&token, TokenTree::Punct(punct) if matches!(punct.as_char(), '+' | '='));
        if arrow || sign || !joint && is_apart(&before, &token, text) {
            text.push(' ');
        }
        joint = matches!(&token, TokenTree::Punct(punct) if punct.spacing() == Spacing::Joint);
        before = token.to_string();
        match token {
            TokenTree::Group(group) => {
                let (open, close) = match group.delimiter() {
                    Delimiter::Parenthesis => ("(", ")"),
                    Delimiter::Brace => ("{", "}"),
                    Delimiter::Bracket => ("[", "]"),
                    Delimiter::None => ("", ""),
                };
                text.push_str(open);
                write_code(group.stream(), text);
                text.push_str(close);
            }
            other => text.push_str(&other.to_string()),
        }
    }
}

/// Whether a space stands between two tokens.
fn is_apart(before: &str, token: &TokenTree, text: &str) -> bool {
    let keyword = matches!(before, "mut" | "const" | "dyn" | "impl" | "as" | "for" | "in" | "move" | "ref");
    let word = |text: &str| text.starts_with(|first: char| first.is_alphanumeric() || first == '_' || first == '\'');
    let lifetime = text.strip_suffix(before).is_some_and(|text| text.ends_with('\''));
    match token {
        TokenTree::Punct(punct) => {
            keyword || matches!(before, "," | ";" | "+" | "=") || word(before) && punct.as_char() == '\''
        }
        TokenTree::Group(_) => keyword || lifetime || matches!(before, "," | ";" | "+" | "="),
        _ => word(before) || matches!(before, "," | ";" | "+" | "=") || text.ends_with("->") || text.ends_with(": "),
    }
}

/// The errors of one stage.
#[derive(Debug, Default)]
pub struct Errors {
    all: Option<syn::Error>,
    /// What was said, and where: a closure that is inlined twice makes the same mistake twice.
    said: std::collections::HashSet<String>,
}

impl Errors {
    /// Adds one.
    pub fn push(&mut self, error: syn::Error) {
        if !self.said.insert(format!("{:?} {error}", error.span())) {
            return;
        }
        match &mut self.all {
            Some(all) => all.combine(error),
            None => self.all = Some(error),
        }
    }

    /// Ends the stage.
    pub fn finish(self) -> syn::Result<()> {
        self.all.map_or(Ok(()), Err)
    }

    /// Whether there is none so far.
    pub fn is_empty(&self) -> bool {
        self.all.is_none()
    }
}

#[cfg(test)]
mod tests {
    use super::code;

    #[test]
    fn code_is_written_as_by_a_person() {
        for text in [
            "&[f64]",
            "&'a mut [f64; 2]",
            "*const f64",
            "Box<dyn Fn(f64) -> f64>",
            "fn(f64, &f64) -> f64",
            "std::vec::Vec<(f64, usize)>",
            "impl Fn(f64) -> f64 + 'a",
            "<T as Shape>::Area",
        ] {
            let ty: syn::Type = syn::parse_str(text).expect("a type");
            assert_eq!(code(&ty), text);
        }
    }
}
