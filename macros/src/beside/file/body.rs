//! Bodies of methods that may stand where they are called: sequences of short formulas.

use quote::ToTokens;
use syn::visit::{self, Visit};

/// A method under the attribute, and how it can be written out.
#[derive(Clone)]
pub struct Body {
    /// The types of its parameters; first that of the receiver, where there is one.
    pub parameters: Vec<String>,
    pub signature: String,
    pub block: String,
    /// Of no trait: the type has no other method of the name.
    pub is_inherent: bool,
    /// Functions and constants that it names.
    pub free: Vec<String>,
    /// It names nothing but its parameters and variables, fields, and its own type.
    pub is_closed: bool,
}

/// Longer bodies stay calls.
pub(super) const LONGEST: usize = 200;

impl Body {
    /// Of a method of the type `own`.
    pub(super) fn of(signature: &syn::Signature, block: &syn::Block, own: &str, is_inherent: bool) -> Option<Body> {
        let generic =
            signature.generics.params.iter().any(|parameter| !matches!(parameter, syn::GenericParam::Lifetime(_)));
        let plain = signature.asyncness.is_none() && signature.unsafety.is_none() && signature.variadic.is_none();
        if generic || !plain || length(block.to_token_stream()) > LONGEST {
            return None;
        }
        let mut names = vec!["self".to_owned()];
        let mut parameters = Vec::new();
        for input in &signature.inputs {
            match input {
                syn::FnArg::Receiver(receiver) if receiver.attrs.is_empty() && receiver.colon_token.is_none() => {
                    let lent = receiver.reference.as_ref().map(|_| quote::quote!(&));
                    let mutability = receiver.reference.as_ref().and(receiver.mutability);
                    let own: proc_macro2::TokenStream = own.parse().ok()?;
                    parameters.push(quote::quote!(#lent #mutability #own).to_string());
                }
                syn::FnArg::Typed(typed) if typed.attrs.is_empty() => {
                    let syn::Pat::Ident(name) = &*typed.pat else { return None };
                    if name.by_ref.is_some() || name.subpat.is_some() {
                        return None;
                    }
                    let ty = typed.ty.to_token_stream();
                    // What is passed to be called stays an argument.
                    if ["impl", "dyn", "fn", "Fn", "FnMut", "FnOnce"]
                        .iter()
                        .any(|word| crate::hoist::names(ty.clone(), word))
                    {
                        return None;
                    }
                    names.push(name.ident.to_string());
                    parameters.push(ty.to_string());
                }
                _ => return None,
            }
        }
        let changes = parameters.iter().any(|ty| ty.starts_with("& mut"));
        let mut formulas = Formulas { names, free: Vec::new(), changes, plain: true, closed: true, own };
        formulas.visit_block(block);
        formulas.plain.then(|| Body {
            parameters,
            signature: signature.to_token_stream().to_string(),
            block: block.to_token_stream().to_string(),
            is_inherent,
            free: formulas.free,
            is_closed: formulas.closed,
        })
    }
}

pub(super) fn length(tokens: proc_macro2::TokenStream) -> usize {
    tokens
        .into_iter()
        .map(|token| match token {
            proc_macro2::TokenTree::Group(group) => 1 + length(group.stream()),
            _ => 1,
        })
        .sum()
}

/// Whether a block is made of `let`s, assignments and formulas.
struct Formulas<'o> {
    /// Parameters, and variables so far.
    names: Vec<String>,
    free: Vec<String>,
    /// Something is passed to be changed: of that, only fields are.
    changes: bool,
    plain: bool,
    closed: bool,
    own: &'o str,
}

impl<'ast> Visit<'ast> for Formulas<'_> {
    fn visit_stmt(&mut self, stmt: &'ast syn::Stmt) {
        match stmt {
            syn::Stmt::Local(local) => {
                let (name, ty) = match &local.pat {
                    syn::Pat::Type(typed) => (&*typed.pat, Some(&typed.ty)),
                    pattern => (pattern, None),
                };
                self.closed &= ty.is_none();
                match (name, &local.init) {
                    (syn::Pat::Ident(name), Some(init)) if init.diverge.is_none() && name.by_ref.is_none() => {
                        self.visit_expr(&init.expr);
                        // A parameter of the name would mean something else from here on.
                        self.plain &= !self.names.contains(&name.ident.to_string());
                        self.names.push(name.ident.to_string());
                    }
                    _ => self.plain = false,
                }
            }
            syn::Stmt::Expr(expr, _) => self.visit_expr(expr),
            _ => self.plain = false,
        }
    }

    fn visit_expr(&mut self, expr: &'ast syn::Expr) {
        match expr {
            syn::Expr::Path(path) => {
                let name = path.path.get_ident().map(ToString::to_string);
                let own = name.as_ref().is_some_and(|name| self.names.contains(name));
                self.free.extend(name.filter(|_| !own));
                self.closed &= own;
                self.plain &= path.qself.is_none();
            }
            syn::Expr::Struct(literal) => {
                self.plain &= literal.rest.is_none() && literal.qself.is_none();
                self.closed &= literal.path.is_ident("Self") || literal.path.is_ident(self.own);
            }
            syn::Expr::Call(call) => {
                self.closed = false;
                // It may give a reference.
                self.plain &= !call.args.iter().any(is_own_call);
            }
            syn::Expr::Cast(_) => self.closed = false,
            syn::Expr::MethodCall(call) => {
                self.closed &= crate::primitives::is_differentiable(&call.method.to_string());
                self.plain &= call.turbofish.is_none();
            }
            syn::Expr::Field(_)
            | syn::Expr::Lit(_)
            | syn::Expr::Paren(_)
            | syn::Expr::Unary(_)
            | syn::Expr::Binary(_)
            | syn::Expr::Tuple(_)
            | syn::Expr::Array(_)
            | syn::Expr::Assign(_)
            | syn::Expr::Reference(_) => {}
            syn::Expr::Index(_) => self.plain &= !self.changes,
            _ => self.plain = false,
        }
        if self.plain {
            visit::visit_expr(self, expr);
        }
    }

    fn visit_path(&mut self, _: &'ast syn::Path) {}
}

/// Whether an argument is what a method of an own type gives.
fn is_own_call(argument: &syn::Expr) -> bool {
    match argument {
        syn::Expr::Paren(inner) => is_own_call(&inner.expr),
        syn::Expr::Reference(inner) => is_own_call(&inner.expr),
        syn::Expr::MethodCall(call) => !crate::primitives::is_differentiable(&call.method.to_string()),
        _ => false,
    }
}

/// Whether a method is differentiated by rules that are those of its body.
pub(super) fn is_differentiated(attributes: &[syn::Attribute]) -> bool {
    attributes.iter().any(|attribute| {
        let own = attribute.path().segments.last().is_some_and(|last| last.ident == "differentiate");
        let plain = match &attribute.meta {
            syn::Meta::Path(_) => true,
            syn::Meta::List(list) => {
                let held = ["wrt", "partials", "vjp", "jvp", "implicit"];
                !list.tokens.clone().into_iter().any(|token| held.contains(&token.to_string().as_str()))
            }
            syn::Meta::NameValue(_) => false,
        };
        own && plain
    })
}
