//! Readable fresh names that differ from every identifier in the user's tokens.

use std::collections::HashSet;

use proc_macro2::{Ident, Span, TokenStream, TokenTree};

/// The names in use.
#[derive(Clone, Debug, Default)]
pub struct Names {
    taken: HashSet<String>,
}

impl Names {
    /// Every identifier of `tokens` is taken.
    pub fn of(tokens: TokenStream) -> Names {
        let mut names = Names::default();
        names.take_all(tokens);
        names
    }

    fn take_all(&mut self, tokens: TokenStream) {
        for token in tokens {
            match token {
                TokenTree::Ident(ident) => {
                    self.taken.insert(ident.to_string());
                }
                TokenTree::Group(group) => self.take_all(group.stream()),
                TokenTree::Literal(literal) => self.take_text(&literal.to_string()),
                TokenTree::Punct(_) => {}
            }
        }
    }

    /// Words inside of literals: format strings capture variables by name.
    fn take_text(&mut self, text: &str) {
        if text.starts_with('"') {
            for word in text.split(|c: char| !c.is_alphanumeric() && c != '_') {
                self.taken.insert(word.to_owned());
            }
        }
    }

    /// Whether the user's tokens contain `word`.
    pub fn mentions(&self, word: &str) -> bool {
        self.taken.contains(word)
    }

    /// Nothing else is named `name` from here on.
    pub fn take(&mut self, name: &str) {
        self.taken.insert(name.replace("r#", ""));
    }

    /// `wish`, or `wish_1`, `wish_2`, …: the first that is free.
    pub fn fresh(&mut self, wish: &str, span: Span) -> Ident {
        let wish = wish.replace("r#", "");
        let mut name = wish.clone();
        let mut count = 0;
        while !self.taken.insert(name.clone()) {
            count += 1;
            name = format!("{wish}_{count}");
        }
        Ident::new(&name, span)
    }

    /// `v0`, `v1`, …: the next free temporary.
    pub fn temporary(&mut self, counter: &mut u32) -> Ident {
        loop {
            let name = format!("v{counter}");
            *counter += 1;
            if self.taken.insert(name.clone()) {
                return Ident::new(&name, Span::mixed_site());
            }
        }
    }
}
