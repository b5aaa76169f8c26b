//! Places: parts of variables, to be read or to be changed.

use proc_macro2::{Span, TokenStream};
use quote::{ToTokens, format_ident, quote};

use super::{expr, operand};
use crate::ir::{Function, Place, Role, Step};
use crate::types::Ty;

/// Tokens on the way along a path: the place itself, or a reference to it.
struct Walk {
    tokens: TokenStream,
    is_reference: bool,
    /// A place below a field of a shadow, which may be that of a constant: whether it is changed.
    part: Option<bool>,
}

impl Walk {
    fn value(tokens: TokenStream) -> Walk {
        Walk { tokens, is_reference: false, part: None }
    }

    /// What leads to a part of a shadow.
    fn finished(self) -> Walk {
        let tokens = self.tokens;
        let tokens = match self.part {
            None => return Walk { tokens, ..self },
            Some(true) => quote!(__chainrule::__private::part!(#tokens)),
            Some(false) => quote!(__chainrule::__private::part_ref!(#tokens)),
        };
        Walk { tokens, is_reference: true, part: None }
    }

    /// The place; `*reference` in parentheses.
    fn place(self) -> TokenStream {
        let tokens = self.tokens;
        if self.is_reference { quote!((*#tokens)) } else { tokens }
    }

    /// A reference to the place.
    fn reference(self, mutable: bool) -> TokenStream {
        let tokens = self.tokens;
        match (self.is_reference, mutable) {
            (true, _) => tokens,
            (false, true) => quote!(&mut #tokens),
            (false, false) => quote!(&#tokens),
        }
    }
}

/// A place that is read.
pub fn place(function: &Function, read: &Place) -> TokenStream {
    walk(function, read, false).place()
}

/// A place that is changed.
pub fn place_mut(function: &Function, changed: &Place) -> TokenStream {
    walk(function, changed, true).place()
}

/// A place where anything may stand: a dereference needs no parentheses.
pub fn bare_place(function: &Function, read: &Place, mutable: bool) -> TokenStream {
    if let [Step::Deref | Step::Unbox] = read.path.as_slice() {
        let name = &function.var(read.root).name;
        return quote!(*#name);
    }
    let walk = walk(function, read, mutable);
    let tokens = walk.tokens;
    if walk.is_reference { quote!(*#tokens) } else { tokens }
}

/// Whether [`bare_place`] begins with a star.
pub fn is_dereference(read: &Place) -> bool {
    matches!(
        read.path.as_slice(),
        [Step::Deref | Step::Unbox] | [.., Step::Variant(..) | Step::Located(..) | Step::Walk(..)]
    )
}

/// A borrow of a place; what already is a reference is passed on.
pub fn borrow(function: &Function, mutable: bool, borrowed: &Place) -> TokenStream {
    let walk = walk(function, borrowed, mutable);
    if matches!(function.var(borrowed.root).ty, Ty::Ref(..)) && borrowed.path.is_empty() {
        return walk.tokens;
    }
    walk.reference(mutable)
}

/// Whether a place may lie below a constant field of a struct, of whose shadow there are no parts.
pub fn may_be_constant(function: &Function, shadow: &Place) -> bool {
    if function.open_shadows.contains(&shadow.root) && shadow.path.is_empty() {
        return true;
    }
    let is_tangent = || {
        let mut parameters = function.parameters.iter();
        function.tangents.contains_key(&shadow.root)
            || parameters.any(|own| own.var == shadow.root && own.tangent_of.is_some())
    };
    (function.var(shadow.root).role == Role::Shadow || is_tangent())
        && shadow.path.iter().enumerate().any(|(index, step)| {
            let prefix = Place { root: shadow.root, path: shadow.path[..=index].to_vec() };
            matches!(step, Step::Field(_)) && is_unknown(&function.place_ty(&prefix))
        })
}

fn is_unknown(ty: &Ty) -> bool {
    matches!(ty, Ty::Unknown | Ty::Named(_))
}

/// What `place` is a tangent of, or a tangent of a tangent: of a constant field it tells the type.
pub fn primal(function: &Function, place: &Place) -> Place {
    let mut place = place.clone();
    while let Some(primal) = function.tangents.get(&place.root) {
        place.root = *primal;
    }
    place
}

fn walk(function: &Function, read: &Place, mutable: bool) -> Walk {
    let start = Walk::value(function.var(read.root).name.to_token_stream());
    let is_reference = matches!(function.var(read.root).ty, Ty::Ref(..));
    follow(function, start, read, is_reference, mutable)
}

/// Follows the path of `read` from `start`, which stands for its root.
fn follow(function: &Function, start: Walk, read: &Place, is_reference: bool, mutable: bool) -> Walk {
    let mut walk = start;
    let is_shadow = function.var(read.root).role == Role::Shadow;
    let mut below_field = false;
    for (index, step) in read.path.iter().enumerate() {
        let is_root_reference = index == 0 && is_reference;
        let is_part = is_shadow && below_field && matches!(step, Step::Field(_) | Step::Index(_) | Step::Slice(..));
        let part = walk.part.or(is_part.then_some(mutable));
        walk = match step {
            Step::Variant(variant, member) => {
                let reference = if is_root_reference { walk.tokens.clone() } else { TokenStream::new() };
                variant_field(walk.finished(), reference, variant, member, mutable)
            }
            Step::Located(tag, at, _) => {
                let reference = if is_root_reference { walk.tokens.clone() } else { TokenStream::new() };
                let is_tangent = is_shadow || function.tangents.contains_key(&read.root);
                located(function, walk.finished(), reference, (tag, at), (is_tangent, mutable))
            }
            Step::Walk(way, moves) => {
                let reference = if is_root_reference { walk.tokens.clone() } else { TokenStream::new() };
                walked(function, walk.finished(), reference, (way, moves), (read.root, mutable))
            }
            Step::Deref | Step::Unbox => {
                let tokens = walk.finished().place();
                Walk::value(quote!((*#tokens)))
            }
            // Field access and indexing look through references.
            Step::Field(member) => {
                let tokens = walk.tokens;
                Walk { part, ..Walk::value(quote!(#tokens.#member)) }
            }
            Step::Index(key) if mutable && is_map(function, read, index) => {
                let (tokens, key) = (walk.tokens, expr(function, key));
                Walk { tokens: quote!(#tokens.get_mut(#key).unwrap()), is_reference: true, part: None }
            }
            Step::Index(index) => {
                let (tokens, index) = (walk.tokens, expr(function, index));
                Walk { part, ..Walk::value(quote!(#tokens[#index])) }
            }
            Step::Slice(lo, hi) => Walk { part, ..slice(function, &walk.tokens, lo, hi.as_deref()) },
        };
        let prefix = Place { root: read.root, path: read.path[..=index].to_vec() };
        below_field = match step {
            Step::Field(_) => is_unknown(&function.place_ty(&prefix)),
            Step::Index(_) => below_field && is_unknown(&function.place_ty(&prefix)),
            _ => false,
        };
    }
    walk.finished()
}

/// Whether the first steps lead to a map, whose values have no `IndexMut`.
fn is_map(function: &Function, read: &Place, steps: usize) -> bool {
    let place = Place { root: read.root, path: read.path[..steps].to_vec() };
    matches!(function.place_ty(&place).peel(), Ty::Named(path) if crate::types::is_map(path))
}

/// The field of a variant: `Option` and `Result` by functions of the runtime, others by what their derive writes.
fn variant_field(
    walk: Walk,
    reference: TokenStream,
    variant: &proc_macro2::Ident,
    member: &syn::Member,
    mutable: bool,
) -> Walk {
    let suffix = if mutable { "_mut" } else { "" };
    let function = match variant.to_string().as_str() {
        "Some" | "Ok" => Some(format_ident!("some{suffix}", span = variant.span())),
        "Err" => Some(format_ident!("err{suffix}", span = variant.span())),
        _ => None,
    };
    let tokens = if let Some(function) = function {
        let argument = if reference.is_empty() { walk.reference(mutable) } else { reference };
        quote!(__chainrule::__private::#function(#argument))
    } else {
        let (name, tokens) = (projection(variant, member, mutable), walk.tokens);
        quote!(#tokens.#name())
    };
    Walk { tokens, is_reference: true, part: None }
}

/// The method that leads to a field of a variant, as `#[derive(Differentiable)]` names it.
fn projection(variant: &proc_macro2::Ident, member: &syn::Member, mutable: bool) -> proc_macro2::Ident {
    let field = match member {
        syn::Member::Named(name) => name.to_string(),
        syn::Member::Unnamed(index) => index.index.to_string(),
    };
    let (variant_name, field) = (variant.to_string(), field.trim_start_matches("r#").to_owned());
    let suffix = if mutable { "_mut" } else { "" };
    format_ident!("__{}_{field}{suffix}", variant_name.trim_start_matches("r#"), span = variant.span())
}

/// The part of a primal or of a shadow that a function found.
fn located(
    function: &Function,
    walk: Walk,
    reference: TokenStream,
    (tag, at): (&TokenStream, &crate::ir::Expr),
    (is_shadow, mutable): (bool, bool),
) -> Walk {
    let name = match (is_shadow, mutable) {
        (false, false) => "located",
        (false, true) => "located_mut",
        (true, false) => "located_shadow",
        (true, true) => "located_shadow_mut",
    };
    let name = format_ident!("{name}", span = Span::mixed_site());
    let whole = if reference.is_empty() { walk.reference(mutable) } else { reference };
    let at = expr(function, at);
    let tokens = if crate::lower::located::is_named(tag) {
        quote!(__chainrule::__private::#name::<#tag, _>(&#at, #whole))
    } else {
        // The way of a function tells which it is.
        quote!(#at.#name(#whole))
    };
    Walk { tokens, is_reference: true, part: None }
}

/// The part to which a way leads.
fn walked(
    function: &Function,
    base: Walk,
    reference: TokenStream,
    (way, moves): (&crate::ir::Expr, &crate::ir::Moves),
    (root, mutable): (crate::ir::VarId, bool),
) -> Walk {
    let name = format_ident!("walk{}", if mutable { "_mut" } else { "" }, span = Span::mixed_site());
    let base = if reference.is_empty() { base.reference(mutable) } else { reference };
    let way = expr(function, way);
    let last = moves.len().saturating_sub(1);
    let arms = moves.iter().enumerate().map(|(number, path)| {
        let at = Walk { tokens: quote!(at), is_reference: true, part: None };
        let part = Place { root, path: path.clone() };
        let part = follow(function, at, &part, true, mutable).reference(mutable);
        let number = proc_macro2::Literal::usize_unsuffixed(number);
        let (number, comma) = if number.to_string() == last.to_string() {
            (quote!(_), TokenStream::new())
        } else {
            (quote!(#number), quote!(,))
        };
        quote!(#number => #part #comma)
    });
    let follow = if moves.is_empty() { quote!(at) } else { quote!(match step { #(#arms)* }) };
    let tokens = quote!(__chainrule::__private::#name(&#way, #base, |at, (step, index)| #follow));
    Walk { tokens, is_reference: true, part: None }
}

fn slice(function: &Function, tokens: &TokenStream, lo: &crate::ir::Expr, hi: Option<&crate::ir::Expr>) -> Walk {
    let lo = operand(function, lo);
    let lo = if lo.to_string() == "0" { TokenStream::new() } else { lo };
    // The whole length: borrowing the container for its length as well would be in the way.
    let len = quote!(#tokens.len()).to_string();
    let hi = hi.map(|hi| operand(function, hi)).filter(|hi| hi.to_string() != len);
    Walk::value(quote!(#tokens[#lo..#hi]))
}
