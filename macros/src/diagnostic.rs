//! Compile errors in the project's form: what, then why, then what instead.

use proc_macro2::Span;
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

/// The errors of one stage.
#[derive(Debug, Default)]
pub struct Errors {
    all: Option<syn::Error>,
}

impl Errors {
    /// Adds one.
    pub fn push(&mut self, error: syn::Error) {
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
