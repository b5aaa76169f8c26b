//! Values of structs, variants and boxes.

use proc_macro2::Span;
use quote::{ToTokens, quote};
use syn::spanned::Spanned;

use super::{Lowering, Value, parts};
use crate::ir::{Construct, Expr, Place, Step, Update};
use crate::types::Ty;

/// What a call of an upper-case name or of `Box::new` makes.
pub(super) enum Constructor {
    /// A tuple struct, or a variant with fields in parentheses.
    Fields(Option<proc_macro2::Ident>),
    /// `Box::new`, `Rc::new`, `Arc::new`.
    Boxed(proc_macro2::TokenStream),
}

/// Whether `path` is a constructor.
pub(super) fn constructor(path: &syn::Path) -> Option<Constructor> {
    let last = &path.segments.last()?.ident;
    let owner = path.segments.iter().rev().nth(1);
    if let Some(owner) = owner
        && last == "new"
        && matches!(owner.ident.to_string().as_str(), "Box" | "Rc" | "Arc")
    {
        let mut bare = path.clone();
        bare.segments.pop();
        bare.segments.pop_punct();
        bare.segments.iter_mut().for_each(|segment| segment.arguments = syn::PathArguments::None);
        return Some(Constructor::Boxed(bare.to_token_stream()));
    }
    last.to_string().starts_with(char::is_uppercase).then(|| Constructor::Fields(parts::variant(path, true)))
}

impl Lowering<'_> {
    /// `S { a: e, ..base }`.
    pub(super) fn struct_literal(&mut self, literal: &syn::ExprStruct) -> Value {
        self.expect_fields(&literal.path, literal.fields.iter().map(|field| (field.member.clone(), &field.expr)));
        let values: Vec<&syn::Expr> = literal.fields.iter().map(|field| &field.expr).collect();
        let operands = self.fields(&values);
        let variant = parts::variant(&literal.path, false);
        let is_updated = literal.rest.as_ref().is_some_and(|base| self.is_varied(base));
        if !is_updated {
            let members = literal.fields.iter().zip(&operands);
            let members = members.map(|(field, value)| (field.member.clone(), &field.expr, &value.expr));
            self.refuse_in_literal(&literal.path, variant.as_ref(), members);
        }
        let steps = literal.fields.iter().map(|field| match &variant {
            Some(name) => Step::Variant(name.clone(), field.member.clone()),
            None => Step::Field(field.member.clone()),
        });
        let fields: Vec<(Step, Value)> = steps.zip(operands).collect();
        let ty = if literal.path.is_ident("Self") { Ty::Named(quote!(Self)) } else { Ty::Unknown };
        let made = ty.meet(&self.written_type(&literal.path));
        let ty = ty.meet(&self.derived_type(&literal.path));
        literal.fields.iter().for_each(|field| drop(self.learn_field(&made, &field.member)));
        match &literal.rest {
            Some(base) if is_updated => self.updated(&literal.path, base, fields, ty, literal.span()),
            base => {
                let base = base.as_ref().map(|base| self.opaque(base).tokens);
                let fields = fields.into_iter().map(|(step, value)| (step, value.expr)).collect();
                let path = literal.path.to_token_stream();
                Value { expr: Expr::Construct(Box::new(Construct { path, fields, base, braces: true })), ty }
            }
        }
    }

    /// The struct of a literal, where the file tells that it has no parameters.
    pub(super) fn written_type(&self, path: &syn::Path) -> Ty {
        let known =
            self.beside.as_ref().and_then(|beside| beside.type_of_literal(path).filter(|ty| beside.is_closed(ty)));
        known.map(|ty| Ty::of(&ty)).unwrap_or_default()
    }

    /// The same, unless the type lacks the derive.
    pub(super) fn derived_type(&self, path: &syn::Path) -> Ty {
        let Some(beside) = &self.beside else { return Ty::Unknown };
        let is_plain = beside.type_of_literal(path).is_some_and(|ty| beside.is_plain(&ty));
        if is_plain { Ty::Unknown } else { self.written_type(path) }
    }

    /// `S { a: e, ..base }` of a differentiated base: a copy of it, with new fields.
    fn updated(&mut self, path: &syn::Path, base: &syn::Expr, fields: Vec<(Step, Value)>, ty: Ty, span: Span) -> Value {
        let ty = ty.meet(&self.written_type(path));
        let value = if let Some((place, found)) = self.place(base) {
            let clone = proc_macro2::Ident::new("clone", Span::mixed_site());
            Value { expr: Expr::Copy(clone, place), ty: found.peel().meet(&ty) }
        } else {
            let value = self.rvalue(base);
            Value { ty: value.ty.meet(&ty), ..value }
        };
        let ty = value.ty.clone();
        let var = self.materialize(value, span);
        self.function.vars[var.0 as usize].mutable = true;
        for (step, value) in fields {
            if let Step::Field(member) = &step {
                self.learn_field(&ty, member);
            }
            let place = Place { root: var, path: vec![step] };
            self.assign(place, Update::Set, value, span);
        }
        Value { expr: Expr::var(var), ty }
    }

    /// `S(e)`, `E::V(e)`, `Some(e)`, `Box::new(e)`.
    pub(super) fn constructed(&mut self, call: &syn::ExprCall, path: &syn::ExprPath, by: Constructor) -> Value {
        let ty = self.type_of(&syn::Expr::Call(call.clone()));
        if let Some(error) = self.reported(call, path) {
            return error;
        }
        self.check_error(call, path);
        let list: Vec<&syn::Expr> = call.args.iter().collect();
        let is_struct = match &by {
            Constructor::Fields(name) => {
                name.as_ref().is_none_or(|name| !matches!(name.to_string().as_str(), "Some" | "Ok" | "Err"))
            }
            Constructor::Boxed(_) => false,
        };
        if is_struct {
            let members = || list.iter().enumerate().map(|(index, expr)| (index.into(), *expr));
            self.expect_fields(&path.path, members());
        }
        let operands = if is_struct { self.fields(&list) } else { self.operands(&list) };
        if is_struct {
            let members = list.iter().zip(&operands).enumerate();
            let members = members.map(|(index, (expr, value))| (index.into(), *expr, &value.expr));
            self.refuse_in_literal(&path.path, parts::variant(&path.path, true).as_ref(), members);
        }
        // The value tells what its expression does not: `Some(match best { .. })`.
        let ty = match (&by, &operands[..]) {
            (Constructor::Fields(Some(name)), [value]) if name == "Some" && !matches!(value.ty, Ty::Ref(..)) => {
                ty.meet(&Ty::Option(Box::new(value.ty.clone())))
            }
            _ => ty,
        };
        let step = |index: usize| match &by {
            Constructor::Boxed(_) => Step::Unbox,
            Constructor::Fields(Some(name)) => Step::Variant(name.clone(), syn::Member::from(index)),
            Constructor::Fields(None) => Step::Field(syn::Member::from(index)),
        };
        let fields = operands.into_iter().enumerate().map(|(index, value)| (step(index), value.expr)).collect();
        if matches!(by, Constructor::Fields(None)) {
            let made = ty.meet(&self.written_type(&path.path));
            (0..list.len()).for_each(|index| drop(self.learn_field(&made, &index.into())));
        }
        let path = path.to_token_stream();
        Value { expr: Expr::Construct(Box::new(Construct { path, fields, base: None, braces: false })), ty }
    }

    /// The type that a constructor makes, where its name tells.
    pub(super) fn type_of_constructed(&self, call: &syn::ExprCall, path: &syn::Path) -> Option<Ty> {
        let first = || Box::new(call.args.first().map(|argument| self.type_of(argument)).unwrap_or_default());
        Some(match constructor(path)? {
            Constructor::Boxed(path) => Ty::Boxed(path, first()),
            Constructor::Fields(_) => match path.segments.last()?.ident.to_string().as_str() {
                "Some" => Ty::Option(first()),
                "Ok" => Ty::Result(first(), Box::default()),
                "Err" => Ty::Result(Box::default(), first()),
                "Self" => Ty::Named(quote!(Self)).meet(&self.derived_type(path)),
                _ => self.derived_type(path),
            },
        })
    }
}
