//! Random changes of functions: of their syntax, which keeps them parsable, and of their tokens.

use proc_macro2::{Delimiter, Group, Ident, Literal, Punct, Spacing, Span, TokenStream, TokenTree};
use quote::ToTokens;
use syn::visit_mut::{self, VisitMut};

use super::seeds::Seeds;

/// A stream of random numbers.
pub struct Random(u64);

impl Random {
    pub fn new(seed: u64) -> Random {
        Random(seed.wrapping_mul(0x9E37_79B9_7F4A_7C15) ^ 0x2545_F491_4F6C_DD1D)
    }

    /// Below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        usize::try_from((z ^ (z >> 31)) % end.max(1) as u64).unwrap_or(0)
    }

    fn choose<'a, T>(&mut self, list: &'a [T]) -> Option<&'a T> {
        list.get(self.below(list.len()))
    }
}

/// A mutant: the arguments of the attribute, and what it stands on.
pub fn mutant(seeds: &Seeds, number: u64) -> (TokenStream, TokenStream) {
    let mut random = Random::new(number);
    let seed = random.choose(&seeds.items).expect("a seed");
    let mut item = seed.item.clone();
    let mut arguments = seed.arguments.clone();
    if random.below(6) == 0 {
        arguments = random.choose(&seeds.arguments).cloned().unwrap_or_default();
    }
    for _ in 0..=random.below(4) {
        if random.below(5) > 0 {
            Syntax::change(&mut item, seeds, &mut random);
        }
    }
    let mut tokens = item.to_token_stream();
    if random.below(3) == 0 {
        for _ in 0..=random.below(3) {
            tokens = changed(tokens, seeds, &mut random);
        }
    }
    let mut arguments: TokenStream = arguments.parse().unwrap_or_default();
    if random.below(12) == 0 {
        arguments = changed(arguments, seeds, &mut random);
    }
    (arguments, tokens)
}

/// One change of the tree: the part with the number `left`, counted among those of its kind.
struct Syntax<'a> {
    seeds: &'a Seeds,
    random: &'a mut Random,
    kind: usize,
    left: usize,
}

impl Syntax<'_> {
    fn change(item: &mut syn::Item, seeds: &Seeds, random: &mut Random) {
        let kind = [0, 0, 0, 1, 2, 3, 3, 4, 5][random.below(9)];
        let left = random.below(30);
        Syntax { seeds, random, kind, left }.visit_item_mut(item);
    }

    fn here(&mut self, kind: usize) -> bool {
        if self.kind != kind {
            return false;
        }
        self.left = self.left.wrapping_sub(1);
        self.left == usize::MAX
    }
}

impl VisitMut for Syntax<'_> {
    fn visit_expr_mut(&mut self, expr: &mut syn::Expr) {
        if self.here(0)
            && let Some(other) = self.random.choose(&self.seeds.exprs)
        {
            *expr = other.clone();
            return;
        }
        visit_mut::visit_expr_mut(self, expr);
    }

    fn visit_type_mut(&mut self, ty: &mut syn::Type) {
        if self.here(1)
            && let Some(other) = self.random.choose(&self.seeds.types)
        {
            *ty = other.clone();
            return;
        }
        visit_mut::visit_type_mut(self, ty);
    }

    fn visit_pat_mut(&mut self, pattern: &mut syn::Pat) {
        if self.here(2)
            && let Some(other) = self.random.choose(&self.seeds.patterns)
        {
            *pattern = other.clone();
            return;
        }
        visit_mut::visit_pat_mut(self, pattern);
    }

    fn visit_block_mut(&mut self, block: &mut syn::Block) {
        if self.here(3) {
            let at = self.random.below(block.stmts.len() + 1);
            match self.random.below(4) {
                0 if at < block.stmts.len() => drop(block.stmts.remove(at)),
                1 if at < block.stmts.len() => block.stmts.insert(at, block.stmts[at].clone()),
                2 if at + 1 < block.stmts.len() => block.stmts.swap(at, at + 1),
                _ => block.stmts.extend(self.random.choose(&self.seeds.statements).cloned()),
            }
            return;
        }
        visit_mut::visit_block_mut(self, block);
    }

    fn visit_fn_arg_mut(&mut self, input: &mut syn::FnArg) {
        if self.here(4)
            && let syn::FnArg::Typed(typed) = input
            && let Some(other) = self.random.choose(&self.seeds.types)
        {
            *typed.ty = other.clone();
        }
        visit_mut::visit_fn_arg_mut(self, input);
    }

    fn visit_ident_mut(&mut self, ident: &mut Ident) {
        if self.here(5) {
            let words = ["x", "y", "a", "n", "i", "value", "tape", "self", "f64", "v0", "x_bar", "sum", "Some"];
            let word = words[self.random.below(words.len())];
            *ident = Ident::new(word, ident.span());
        }
    }
}

/// `tokens` with one change, at any depth.
fn changed(tokens: TokenStream, seeds: &Seeds, random: &mut Random) -> TokenStream {
    let mut list: Vec<TokenTree> = tokens.into_iter().collect();
    let groups: Vec<usize> = (0..list.len()).filter(|at| matches!(list[*at], TokenTree::Group(_))).collect();
    if !groups.is_empty() && random.below(4) > 0 {
        let at = groups[random.below(groups.len())];
        if let TokenTree::Group(group) = &list[at] {
            let inner = changed(group.stream(), seeds, random);
            let delimiter = if random.below(20) == 0 { delimiter(random) } else { group.delimiter() };
            list[at] = Group::new(delimiter, inner).into();
        }
        return list.into_iter().collect();
    }
    let at = random.below(list.len());
    let other = random.below(list.len());
    match random.below(6) {
        0 if !list.is_empty() => drop(list.remove(at)),
        1 if !list.is_empty() => list.insert(other, list[at].clone()),
        2 if !list.is_empty() => list.swap(at, other),
        3 => {
            let piece = random.choose(&seeds.exprs).map(ToTokens::to_token_stream).unwrap_or_default();
            list.splice(at..at, piece);
        }
        4 if !list.is_empty() => list[at] = token(random),
        _ => list.insert(at, token(random)),
    }
    list.into_iter().collect()
}

fn delimiter(random: &mut Random) -> Delimiter {
    [Delimiter::Parenthesis, Delimiter::Brace, Delimiter::Bracket, Delimiter::None][random.below(4)]
}

fn token(random: &mut Random) -> TokenTree {
    const WORDS: &[&str] = &[
        "x", "y", "a", "value", "tape", "f64", "fn", "let", "mut", "ref", "move", "self", "Self", "crate", "super",
        "return", "break", "continue", "loop", "while", "for", "in", "if", "else", "match", "as", "unsafe", "async",
        "await", "const", "static", "dyn", "impl", "where", "struct", "enum", "use", "type", "pub", "extern", "r#fn",
        "grad", "vjp", "jvp", "wrt", "partials", "constant", "_",
    ];
    match random.below(4) {
        0 => Punct::new("+-*/%=<>!&|^.,;:#@?$~"[random.below(21)..].chars().next().unwrap_or('+'), spacing(random))
            .into(),
        1 => match random.below(5) {
            0 => Literal::f64_unsuffixed(2.5).into(),
            1 => Literal::usize_suffixed(3).into(),
            2 => Literal::string("{x:.n$} {{}}").into(),
            3 => Literal::i32_unsuffixed(0).into(),
            _ => Literal::character('\u{1F600}').into(),
        },
        2 => Group::new(delimiter(random), TokenStream::new()).into(),
        _ => {
            let word = WORDS[random.below(WORDS.len())];
            match word.strip_prefix("r#") {
                Some(raw) => Ident::new_raw(raw, Span::call_site()).into(),
                None => Ident::new(word, Span::call_site()).into(),
            }
        }
    }
}

fn spacing(random: &mut Random) -> Spacing {
    if random.below(2) == 0 { Spacing::Alone } else { Spacing::Joint }
}
