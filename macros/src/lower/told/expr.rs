//! What is told of the types of expressions.

use quote::ToTokens;
use syn::parse_quote;

use super::super::expr::VecMacro;
use super::library::{self, argument, element, peeled};
use super::{Told, tuple};

impl Told {
    /// The type of `expr`, where the file tells.
    pub(in super::super) fn ty(&self, expr: &syn::Expr) -> Option<syn::Type> {
        match expr {
            syn::Expr::Paren(inner) => self.ty(&inner.expr),
            syn::Expr::Group(inner) => self.ty(&inner.expr),
            syn::Expr::Reference(inner) => {
                let (ty, mutability) = (self.ty(&inner.expr)?, &inner.mutability);
                Some(parse_quote!(&#mutability #ty))
            }
            syn::Expr::Unary(unary) => match unary.op {
                syn::UnOp::Deref(_) => {
                    let ty = self.ty(&unary.expr)?;
                    let boxed = argument(peeled(&ty), &["Box", "Rc", "Arc"]);
                    Some(boxed.unwrap_or_else(|| peeled(&ty).clone()))
                }
                syn::UnOp::Neg(_) => self.of_operator(&self.ty(&unary.expr)?, "neg"),
                _ => None,
            },
            syn::Expr::Path(path) => {
                let name = path.path.get_ident()?.to_string();
                match self.scopes.iter().rev().find_map(|scope| scope.get(&name)) {
                    Some(bound) => bound.clone(),
                    None => self.beside.constant(&name),
                }
            }
            syn::Expr::Struct(literal) => self.beside.type_of_literal(&literal.path),
            syn::Expr::Field(field) => self.of_field(field),
            syn::Expr::Index(index) => {
                let container = self.ty(&index.expr)?;
                if matches!(*index.index, syn::Expr::Range(_)) {
                    return Some(container);
                }
                library::value(peeled(&container)).or_else(|| self.of_operator(&container, "index"))
            }
            syn::Expr::Try(inner) => argument(peeled(&self.ty(&inner.expr)?), &["Option", "Result"]),
            syn::Expr::Binary(binary) => self.of_binary(binary),
            syn::Expr::MethodCall(call) => self.of_method(call),
            syn::Expr::Call(call) => self.of_call(call),
            syn::Expr::Tuple(parts) => {
                let types: Option<Vec<syn::Type>> = parts.elems.iter().map(|part| self.ty(part)).collect();
                types.map(|types| parse_quote!((#(#types,)*)))
            }
            syn::Expr::Array(array) => self.of_elements(array.elems.iter()),
            syn::Expr::Repeat(repeat) => self.of_elements(std::iter::once(&*repeat.expr)),
            syn::Expr::Macro(invocation) => match VecMacro::parse(&invocation.mac)? {
                VecMacro::List(elements) if elements.is_empty() => Some(parse_quote!(Vec<_>)),
                VecMacro::List(elements) => self.of_elements(elements.iter()),
                VecMacro::Repeat(element, _) => self.of_elements(std::iter::once(&element)),
            },
            syn::Expr::If(branch) => {
                let (_, otherwise) = branch.else_branch.as_ref()?;
                self.of_block(&branch.then_branch).or_else(|| self.ty(otherwise))
            }
            syn::Expr::Block(block) => self.of_block(&block.block),
            syn::Expr::Lit(syn::ExprLit { lit: syn::Lit::Float(number), .. }) if number.suffix() != "f32" => {
                Some(parse_quote!(f64))
            }
            syn::Expr::Cast(cast) => Some((*cast.ty).clone()),
            _ => None,
        }
    }

    /// The value of a block that declares nothing.
    fn of_block(&self, block: &syn::Block) -> Option<syn::Type> {
        match &block.stmts[..] {
            [syn::Stmt::Expr(value, None)] => self.ty(value),
            _ => None,
        }
    }

    fn of_elements<'e>(&self, mut elements: impl Iterator<Item = &'e syn::Expr>) -> Option<syn::Type> {
        let first = elements.find_map(|element| self.ty(element))?;
        Some(parse_quote!(Vec<#first>))
    }

    fn of_field(&self, field: &syn::ExprField) -> Option<syn::Type> {
        let base = self.ty(&field.base)?;
        match (&field.member, tuple(peeled(&base))) {
            (syn::Member::Unnamed(index), Some(types)) => types.get(index.index as usize).cloned(),
            (member, _) => {
                let [owner] = &self.owners(&base)[..] else { return None };
                self.beside.written_field(owner, &member.to_token_stream().to_string())
            }
        }
    }

    fn of_binary(&self, binary: &syn::ExprBinary) -> Option<syn::Type> {
        let (left, right) = (self.ty(&binary.left), self.ty(&binary.right));
        let is_float = |ty: &syn::Type| matches!(library::name(peeled(ty)).as_deref(), Some("f64" | "f32"));
        match (left, right) {
            (Some(left), _) if is_float(&left) && crate::lower::opaque::is_compound(&binary.op) => None,
            (Some(left), None) if is_float(&left) => None,
            (Some(left), Some(right)) if is_float(&left) && is_float(&right) => Some(left),
            (left, _) => self.of_operator(&left?, operator(&binary.op).filter(|name| !name.ends_with("assign"))?),
        }
    }

    /// What the method of an operator gives, on an own type or on a float.
    fn of_operator(&self, left: &syn::Type, name: &str) -> Option<syn::Type> {
        let owners = self.owners(left);
        owners.iter().find_map(|owner| self.beside.result_of_method(owner, name))
    }

    fn of_call(&self, call: &syn::ExprCall) -> Option<syn::Type> {
        let syn::Expr::Path(path) = &*call.func else { return None };
        if path.qself.is_some() {
            return None;
        }
        if let Some(result) = self.beside.result_of_path(&path.path) {
            return Some(result);
        }
        let names: Vec<String> = path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        let first = || self.ty(call.args.first()?);
        match &names.iter().map(String::as_str).collect::<Vec<_>>()[..] {
            ["Some"] => first().map(|ty| parse_quote!(Option<#ty>)),
            ["Ok"] => first().map(|ty| parse_quote!(Result<#ty, _>)),
            ["Box" | "Rc" | "Arc", "new"] => first(),
            [.., "BinaryHeap", "new" | "with_capacity" | "from"] => Some(parse_quote!(BinaryHeap<_>)),
            [.., "BTreeSet" | "HashSet", "new" | "from"] => Some(parse_quote!(HashSet<_>)),
            [.., "HashMap" | "BTreeMap", "new" | "with_capacity" | "from"] => Some(parse_quote!(HashMap<_, _>)),
            [.., "Vec" | "VecDeque", "new" | "with_capacity"] => Some(parse_quote!(Vec<_>)),
            [.., "Vec" | "VecDeque" | "Rc" | "Arc" | "Box", "from"] => first(),
            [.., "mem", "take" | "replace"] | [.., "Rc" | "Arc", "clone"] => first(),
            [owner, "default"] => {
                let owner: syn::Path = syn::parse_str(owner).ok()?;
                self.beside.type_of_literal(&owner)
            }
            _ => None,
        }
    }

    fn of_method(&self, call: &syn::ExprMethodCall) -> Option<syn::Type> {
        let ty = self.ty(&call.receiver)?;
        let name = super::super::named::plain(&call.method).to_string();
        if let Some(result) = self.owners(&ty).iter().find_map(|owner| self.beside.result_of_method(owner, &name)) {
            return Some(result);
        }
        let is_float = matches!(library::name(peeled(&ty)).as_deref(), Some("f64" | "f32"));
        if is_float && crate::primitives::is_float_method(&name) {
            return Some(peeled(&ty).clone());
        }
        let held = || argument(peeled(&ty), &["Option", "Result"]).or_else(|| element(peeled(&ty)));
        match (name.as_str(), call.args.first()) {
            ("map" | "flat_map" | "filter_map" | "and_then" | "map_or" | "map_or_else" | "fold", _) => {
                let made = self.of_function(call.args.last()?, &self.inputs(call, &ty));
                let made = if name == "fold" { self.ty(&call.args[0]) } else { made };
                library::made(&name, peeled(&ty), &made?)
            }
            ("zip", Some(other)) => {
                let (one, other) = (held()?, element(peeled(&self.ty(other)?))?);
                Some(parse_quote!(Vec<(#one, #other)>))
            }
            ("sum" | "product" | "collect", _) if call.turbofish.is_some() => {
                let written = argument_of_turbofish(call)?;
                if crate::hoist::names(written.to_token_stream(), "_") { Some(ty) } else { Some(written) }
            }
            _ => library::given(&name, peeled(&ty), call.args.first()),
        }
    }

    /// What a function gives for arguments of these types.
    fn of_function(&self, function: &syn::Expr, inputs: &[Option<syn::Type>]) -> Option<syn::Type> {
        match function {
            syn::Expr::Closure(closure) => {
                let mut inside = Told {
                    beside: self.beside.clone(),
                    bounds: self.bounds.clone(),
                    scopes: self.scopes.clone(),
                    all: std::collections::HashMap::new(),
                    mixed: self.mixed.clone(),
                };
                inside.enter();
                for (index, pattern) in closure.inputs.iter().enumerate() {
                    inside.bind(pattern, inputs.get(index).cloned().flatten());
                }
                inside.ty(&closure.body)
            }
            syn::Expr::Path(path) => self.beside.result_of_path(&path.path),
            _ => None,
        }
    }

    /// The types of what the closure takes that is passed to a method of something of type `ty`.
    pub(in super::super) fn inputs(&self, call: &syn::ExprMethodCall, ty: &syn::Type) -> Vec<Option<syn::Type>> {
        let first = call.args.first().and_then(|argument| self.ty(argument));
        library::inputs(&call.method.to_string(), peeled(ty), first)
    }
}

/// `T` of `sum::<T>()`
fn argument_of_turbofish(call: &syn::ExprMethodCall) -> Option<syn::Type> {
    match call.turbofish.as_ref()?.args.first()? {
        syn::GenericArgument::Type(ty) => Some(ty.clone()),
        _ => None,
    }
}

/// The method of the trait of an operator.
pub(in super::super) fn operator(op: &syn::BinOp) -> Option<&'static str> {
    Some(match op {
        syn::BinOp::Add(_) => "add",
        syn::BinOp::Sub(_) => "sub",
        syn::BinOp::Mul(_) => "mul",
        syn::BinOp::Div(_) => "div",
        syn::BinOp::Rem(_) => "rem",
        syn::BinOp::AddAssign(_) => "add_assign",
        syn::BinOp::SubAssign(_) => "sub_assign",
        syn::BinOp::MulAssign(_) => "mul_assign",
        syn::BinOp::DivAssign(_) => "div_assign",
        syn::BinOp::RemAssign(_) => "rem_assign",
        _ => return None,
    })
}
