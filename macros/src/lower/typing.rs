//! The types of expressions, as far as syntax tells them.

use syn::spanned::Spanned;

use super::Lowering;
use super::scope::Binding;
use crate::ir::{Op, VarId};
use crate::primitives;
use crate::types::Ty;

impl Lowering<'_> {
    /// The type of `expr`, without rustc.
    pub(super) fn type_of(&self, expr: &syn::Expr) -> Ty {
        match expr {
            syn::Expr::Lit(literal) => type_of_literal(&literal.lit),
            syn::Expr::Path(path) => self.type_of_path(&path.path),
            syn::Expr::Paren(inner) => self.type_of(&inner.expr),
            syn::Expr::Group(inner) => self.type_of(&inner.expr),
            syn::Expr::Reference(inner) => Ty::Ref(inner.mutability.is_some(), Box::new(self.type_of(&inner.expr))),
            syn::Expr::Unary(unary) => match unary.op {
                syn::UnOp::Deref(_) => match self.type_of(&unary.expr) {
                    Ty::Ref(_, inner) | Ty::Boxed(_, inner) => *inner,
                    other => other,
                },
                _ => match self.type_of(&unary.expr).peel() {
                    Ty::Named(_) => Ty::Unknown,
                    known => known.clone(),
                },
            },
            syn::Expr::Binary(binary) => self.answers.ty(expr, || self.type_of_binary(binary)),
            syn::Expr::Cast(cast) => Ty::of(&cast.ty),
            syn::Expr::Index(index) => {
                let element = self.type_of(&index.expr).element();
                match &*index.index {
                    syn::Expr::Range(_) => Ty::Slice(Box::new(element)),
                    _ => element.into_number(),
                }
            }
            syn::Expr::Field(field) => self.field_ty(&self.type_of(&field.base), &field.member).into_number(),
            syn::Expr::MethodCall(call) => self.answers.ty(expr, || self.type_of_method(call)),
            syn::Expr::Call(call) => self.answers.ty(expr, || self.type_of_call(call)),
            syn::Expr::Tuple(tuple) if tuple.elems.is_empty() => Ty::Unit,
            syn::Expr::Tuple(tuple) => Ty::Tuple(tuple.elems.iter().map(|e| self.type_of(e)).collect()),
            syn::Expr::Array(array) => {
                let len = array.elems.len();
                Ty::Array(Box::new(self.type_of_elements(array.elems.iter())), quote::quote!(#len))
            }
            syn::Expr::Repeat(repeat) => {
                let len = &repeat.len;
                Ty::Array(Box::new(self.type_of(&repeat.expr)), quote::quote!(#len))
            }
            syn::Expr::Struct(literal) => self.derived_type(&literal.path),
            syn::Expr::Macro(invocation) => self.type_of_macro(&invocation.mac),
            syn::Expr::Block(block) => match &block.block.stmts[..] {
                // Nothing is named in it that its value could be.
                [before @ .., syn::Stmt::Expr(tail, None)]
                    if before.iter().all(|stmt| matches!(stmt, syn::Stmt::Expr(..))) =>
                {
                    self.type_of(tail)
                }
                // What a literal makes, whatever the names in it stand for.
                [.., syn::Stmt::Expr(syn::Expr::Struct(literal), None)] => self.derived_type(&literal.path),
                _ => Ty::Unknown,
            },
            _ => Ty::Unknown,
        }
    }

    pub(super) fn type_of_elements<'e>(&self, elements: impl Iterator<Item = &'e syn::Expr>) -> Ty {
        elements.fold(Ty::Unknown, |ty, element| ty.meet(&self.type_of(element)))
    }

    fn type_of_path(&self, path: &syn::Path) -> Ty {
        if let Some(ident) = path.get_ident() {
            return match self.scopes.find(&ident.to_string()) {
                Some(Binding::Var(var)) => self.ty_of(*var).clone(),
                Some(Binding::Alias { mutable, ty, .. }) => Ty::Ref(*mutable, Box::new(ty.clone())),
                Some(Binding::Constant(ty)) => ty.clone(),
                Some(Binding::Item(item)) => item.ty(),
                Some(Binding::Closure(_) | Binding::Stream(..)) => Ty::Unknown,
                None if ident == "None" => Ty::Option(Box::default()),
                None => self.facts.constants.get(&ident.to_string()).cloned().unwrap_or_default(),
            };
        }
        let float = path.segments.iter().rev().skip(1).find(|segment| segment.ident == "f64" || segment.ident == "f32");
        if let Some(segment) = float {
            return Ty::Float(Some(segment.ident.clone()));
        }
        match path.segments.first() {
            Some(first) => {
                match Ty::of(&syn::Type::Path(syn::TypePath { qself: None, path: first.ident.clone().into() })) {
                    ty if ty.is_passive() => ty,
                    _ => Ty::Unknown,
                }
            }
            None => Ty::Unknown,
        }
    }

    fn type_of_binary(&self, binary: &syn::ExprBinary) -> Ty {
        use syn::BinOp;
        match binary.op {
            BinOp::Eq(_) | BinOp::Lt(_) | BinOp::Le(_) | BinOp::Ne(_) | BinOp::Ge(_) | BinOp::Gt(_) => Ty::boolean(),
            BinOp::And(_) | BinOp::Or(_) => Ty::boolean(),
            // It stands for its effect.
            op if super::opaque::is_compound(&op) => Ty::Unknown,
            BinOp::Shl(_) | BinOp::Shr(_) => self.type_of(&binary.left).peel().clone(),
            op => {
                let op = super::expr::operator(&op);
                let (left, right) = (self.type_of(&binary.left), self.type_of(&binary.right));
                let references = matches!(left, Ty::Ref(..)) || matches!(right, Ty::Ref(..));
                match arithmetic(op, left.peel(), right.peel()) {
                    Ty::Opaque(_) if references => Ty::Unknown,
                    ty => ty,
                }
            }
        }
    }

    fn type_of_method(&self, call: &syn::ExprMethodCall) -> Ty {
        if super::indexed::is_read(call) {
            let number = self.is_varied(&call.receiver) && !crate::generics::any_scalar();
            return if number { Ty::Float(None) } else { Ty::Unknown };
        }
        let name = call.method.to_string();
        if let Some(conversion) = super::scalar::conversion(call) {
            return conversion.target.unwrap_or_default();
        }
        if self.gathers_keys(call) {
            return if call.method == "collect" {
                super::stream::answer(call).unwrap_or_default()
            } else {
                Ty::Passive(None)
            };
        }
        if let Some(inner) = self.number_in_box(call) {
            return self.type_of_method(&inner);
        }
        let receiver = self.type_of(&call.receiver);
        if let Some(method) = self.sibling_method(call) {
            return super::located::settled(method.result.clone());
        }
        if let Some(ty) = self.inert_method(call).or_else(|| primitives::passive_result(&name)) {
            return ty;
        }
        if let Some(ty) = self.type_of_entry(call).or_else(|| self.type_of_removed(call)) {
            return ty;
        }
        if let Some(ty) = self.type_of_change(call).or_else(|| self.type_of_access(call)) {
            return ty;
        }
        if let Some(ty) = type_of_option_method(&name, &receiver).or_else(|| type_of_passive_element(&receiver, call)) {
            return ty;
        }
        if self.gives_items(&call.receiver)
            && let Some(ty) = super::stream::answer(call)
        {
            return ty;
        }
        self.type_by_name(call, &name, &receiver)
    }

    fn type_by_name(&self, call: &syn::ExprMethodCall, name: &str, receiver: &Ty) -> Ty {
        match name {
            "to_owned" if matches!(receiver.peel(), Ty::Slice(_)) => Ty::Vec(Box::new(receiver.element())),
            "clone" | "to_owned" => receiver.peel().clone(),
            "to_vec" => Ty::Vec(Box::new(receiver.element())),
            "as_slice" | "as_mut_slice" => Ty::Ref(false, Box::new(Ty::Slice(Box::new(receiver.element())))),
            "sin_cos" => Ty::Tuple(vec![receiver.peel().clone(); 2]),
            _ if receiver.peel().is_passive()
                && !matches!(receiver.peel(), Ty::Unit)
                && !call.args.iter().any(|argument| self.is_varied(argument)) =>
            {
                // Methods of integers and text stay among what has no derivative, except conversions.
                if matches!(name, "into" | "try_into" | "parse" | "fold" | "map" | "sum") {
                    Ty::Unknown
                } else {
                    Ty::Passive(None)
                }
            }
            _ if self.is_of_user(&call.receiver) => self.given_by(call),
            _ if primitives::is_float_method(name) => match receiver.peel() {
                Ty::Float(None) => call
                    .args
                    .first()
                    .map(|argument| self.type_of(argument).peel().clone())
                    .filter(Ty::is_float)
                    .unwrap_or(Ty::Float(None)),
                ty if ty.is_float() => ty.clone(),
                ty @ Ty::Opaque(_) => ty.clone(),
                _ => Ty::Unknown,
            },
            _ => self.given_by(call),
        }
    }

    /// What a method gives by the file, where that is a type without parameters, or holds such.
    fn given_by(&self, call: &syn::ExprMethodCall) -> Ty {
        let result = self.told.as_ref().and_then(|told| {
            let name = super::named::plain(&call.method).to_string();
            let result = told.beside.result_of_method(&self.owner_of(&call.receiver)?, &name)?;
            told.is_settled(&result).then(|| Ty::of(&result))
        });
        result.unwrap_or_default()
    }

    fn type_of_call(&self, call: &syn::ExprCall) -> Ty {
        if let Some(closure) = self.named_closure(&call.func) {
            return self.result_of_closure(&closure);
        }
        let syn::Expr::Path(path) = &*call.func else { return Ty::Unknown };
        if let Some(ty) = self.type_of_memory(call) {
            return ty;
        }
        if path.path.segments.len() > 1
            && path.path.segments.last().is_some_and(|segment| segment.ident == "clone")
            && let [argument @ syn::Expr::Reference(_)] = call.args.iter().collect::<Vec<_>>()[..]
        {
            return self.type_of(argument).peel().clone();
        }
        if super::call::is_stop_gradient(&path.path) {
            return call.args.first().map(|argument| self.type_of(argument)).unwrap_or_default();
        }
        if let Some(ty) = self.type_of_parameter_call(call) {
            return ty;
        }
        if let Some(ty) = self.type_of_scalar_call(call, path) {
            return ty;
        }
        if let Some((float, method)) = super::call::float_function(path) {
            return match primitives::passive_result(&method) {
                Some(ty) => ty,
                None if method == "sin_cos" => Ty::Tuple(vec![Ty::float(&float); 2]),
                None => Ty::float(&float),
            };
        }
        if let Some(ty) = self.type_of_constructed(call, &path.path) {
            return ty;
        }
        if let Some(ty) = self.type_of_sibling(path) {
            return ty;
        }
        if let Some(ty) = path.path.get_ident().and_then(|name| self.type_of_function(name)) {
            return ty;
        }
        let names: Vec<String> = path.path.segments.iter().map(|segment| segment.ident.to_string()).collect();
        match names.iter().map(String::as_str).collect::<Vec<_>>().as_slice() {
            ["Vec", "from"] => self.type_of_vec_from(call).unwrap_or_default(),
            ["Vec", "new" | "with_capacity"] => Ty::Vec(Box::default()),
            [.., "VecDeque" | "HashMap" | "BTreeMap", "new" | "with_capacity" | "from"] => {
                type_of_container(&path.path).unwrap_or_default()
            }
            [ty, _] if is_passive_name(ty) && !self.is_active_call(call) => Ty::of(&syn::Type::Path(syn::TypePath {
                qself: None,
                path: proc_macro2::Ident::new(ty, path.span()).into(),
            })),
            _ => self.made_by(&path.path),
        }
    }

    /// The struct or enum without parameters that a function of this file gives.
    fn made_by(&self, path: &syn::Path) -> Ty {
        let made = self.beside.as_ref().and_then(|beside| {
            let result = beside.result_of_path(path)?;
            (beside.is_closed(&result) && !beside.is_plain(&result)).then(|| Ty::of(&result))
        });
        made.filter(|ty| matches!(ty, Ty::Named(_))).unwrap_or_default()
    }

    /// The result of this function itself, or of one beside it.
    fn type_of_function(&self, name: &proc_macro2::Ident) -> Option<Ty> {
        let text = name.to_string();
        if self.scopes.find(&text).is_some() {
            return None;
        }
        if self.own_name.as_ref() == Some(name) && self.function.result_ty.is_float() {
            return Some(self.function.result_ty.clone());
        }
        crate::surroundings::result_of(&text)
    }

    /// Whether any argument is differentiated: then the function is too.
    fn is_active_call(&self, call: &syn::ExprCall) -> bool {
        call.args.iter().any(|argument| self.is_varied(argument))
    }

    fn type_of_macro(&self, invocation: &syn::Macro) -> Ty {
        match super::expr::VecMacro::parse(invocation) {
            Some(super::expr::VecMacro::List(elements)) => Ty::Vec(Box::new(self.type_of_elements(elements.iter()))),
            Some(super::expr::VecMacro::Repeat(element, _)) => Ty::Vec(Box::new(self.type_of(&element))),
            None if invocation.path.is_ident("matches") => Ty::boolean(),
            None if invocation.path.segments.last().is_some_and(|last| last.ident == "format") => {
                Ty::Passive(Some(quote::quote!(String)))
            }
            None => Ty::Unknown,
        }
    }

    /// The type of `var` is at least this precise.
    pub(super) fn refine_var(&mut self, var: VarId, ty: &Ty) {
        let known = &mut self.function.vars[var.0 as usize].ty;
        *known = known.meet(ty);
    }
}

/// `VecDeque::new()`, `HashMap::from(..)`: what it holds is told by what is put into it.
pub(super) fn type_of_container(path: &syn::Path) -> Option<Ty> {
    let mut container = path.clone();
    container.segments.pop();
    container.segments.pop_punct();
    let last = container.segments.last_mut()?;
    let arguments = match last.ident.to_string().as_str() {
        "VecDeque" => syn::parse_quote!(<_>),
        "HashMap" | "BTreeMap" => syn::parse_quote!(<_, _>),
        _ => return None,
    };
    if last.arguments.is_none() {
        last.arguments = syn::PathArguments::AngleBracketed(arguments);
    }
    Some(Ty::Named(quote::quote!(#container)))
}

fn type_of_literal(literal: &syn::Lit) -> Ty {
    let suffix =
        |suffix: &str| Ty::of(&syn::parse_str(suffix).unwrap_or(syn::Type::Verbatim(proc_macro2::TokenStream::new())));
    match literal {
        syn::Lit::Float(float) if float.suffix().is_empty() => Ty::Float(None),
        syn::Lit::Float(float) => suffix(float.suffix()),
        syn::Lit::Int(int) if int.suffix().is_empty() => Ty::Passive(None),
        syn::Lit::Int(int) => suffix(int.suffix()),
        syn::Lit::Bool(_) => Ty::boolean(),
        syn::Lit::ByteStr(bytes) => {
            let (len, byte) = (bytes.value().len(), Ty::Passive(Some(quote::quote!(u8))));
            Ty::Ref(false, Box::new(Ty::Array(Box::new(byte), quote::quote!(#len))))
        }
        syn::Lit::Str(_) => Ty::Ref(false, Box::new(Ty::Passive(Some(quote::quote!(str))))),
        _ => Ty::Passive(None),
    }
}

/// The type of `a op b` for the operators of arithmetic.
pub(super) fn arithmetic(op: Option<Op>, left: &Ty, right: &Ty) -> Ty {
    match (left, right) {
        (Ty::Float(_), Ty::Float(_)) => left.meet(right),
        (Ty::Passive(_), Ty::Passive(_)) => left.meet(right),
        // What stands beside a float or an integer may be of a user's type.
        (Ty::Opaque(_) | Ty::Named(_), _) | (_, Ty::Opaque(_) | Ty::Named(_)) => {
            projection(op, left, right).unwrap_or_default()
        }
        _ => Ty::Unknown,
    }
}

/// The output of an operator on types that only rustc knows.
fn projection(op: Option<Op>, left: &Ty, right: &Ty) -> Option<Ty> {
    let (left, right) = (left.tokens()?, right.tokens()?);
    let name = match op? {
        Op::Add => quote::quote!(Add),
        Op::Sub => quote::quote!(Sub),
        Op::Mul => quote::quote!(Mul),
        Op::Div => quote::quote!(Div),
        Op::Rem => quote::quote!(Rem),
    };
    Some(Ty::Opaque(quote::quote!(<#left as ::core::ops::#name<#right>>::Output)))
}

/// The type of a method of `Option` or `Result`, as far as the receiver tells.
fn type_of_option_method(name: &str, receiver: &Ty) -> Option<Ty> {
    let (held, whole) = match receiver.peel() {
        Ty::Option(inner) => (&**inner, receiver.peel()),
        Ty::Result(inner, _) => (&**inner, receiver.peel()),
        _ => return None,
    };
    Some(match name {
        "unwrap" | "expect" | "unwrap_or" | "unwrap_or_else" | "unwrap_or_default" => held.clone(),
        "or" | "or_else" | "filter" | "as_ref" | "as_mut" | "clone" | "copied" | "cloned" | "take" => whole.clone(),
        "map" | "and_then" => match receiver.peel() {
            Ty::Option(_) => Ty::Option(Box::default()),
            _ => Ty::Result(Box::default(), Box::default()),
        },
        "ok" => Ty::Option(Box::new(held.clone())),
        "zip" => Ty::Option(Box::default()),
        "xor" => whole.clone(),
        "flatten" if matches!(held.peel(), Ty::Option(_) | Ty::Result(..)) => held.peel().clone(),
        "transpose" => match (whole, held.peel()) {
            (Ty::Option(_), Ty::Result(value, error)) => Ty::Result(Box::new(Ty::Option(value.clone())), error.clone()),
            (Ty::Result(_, error), Ty::Option(value)) => Ty::Option(Box::new(Ty::Result(value.clone(), error.clone()))),
            _ => return None,
        },
        "ok_or" | "ok_or_else" => Ty::Result(Box::new(held.clone()), Box::default()),
        _ => return None,
    })
}

fn is_passive_name(name: &str) -> bool {
    syn::parse_str::<syn::Type>(name).is_ok_and(|ty| Ty::of(&ty).is_passive())
}

/// What a call gives that may find an element, in a container of values without derivatives.
fn type_of_passive_element(receiver: &Ty, call: &syn::ExprMethodCall) -> Option<Ty> {
    let container = match receiver.peel() {
        Ty::Vec(_) | Ty::Slice(_) | Ty::Array(..) => true,
        Ty::Named(path) => crate::types::is_map(path) || crate::types::is_deque(path),
        _ => false,
    };
    let finds = matches!(call.method.to_string().as_str(), "get" | "first" | "last" | "front" | "back");
    let ranges = call.args.iter().any(|argument| matches!(argument, syn::Expr::Range(_)));
    let element = || Ty::Option(Box::new(Ty::Ref(false, Box::new(receiver.element()))));
    (container && finds && !ranges && receiver.is_passive()).then(element)
}
