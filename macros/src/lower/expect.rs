//! What the context wants of the parts of a value: `(q, array::from_fn(f))` where a `(f64, [f64; 3])` is returned.

use quote::ToTokens;

use super::Lowering;
use super::construct::{Constructor, constructor};
use super::scope::Binding;
use crate::types::Ty;

impl Lowering<'_> {
    /// `expr` is to be of the type `ty`: so are its parts of the types of the parts.
    pub(super) fn expect_type(&mut self, expr: &syn::Expr, ty: &Ty) {
        match expr {
            syn::Expr::Paren(inner) => self.expect_type(&inner.expr, ty),
            syn::Expr::Tuple(tuple) => {
                for (index, part) in tuple.elems.iter().enumerate() {
                    self.expect_type(part, &ty.field(index));
                }
            }
            syn::Expr::Array(array) => array.elems.iter().for_each(|element| self.expect_type(element, &ty.element())),
            syn::Expr::Struct(literal) => {
                let fields = literal.fields.iter().map(|field| (field.member.clone(), &field.expr));
                self.expect_fields_of(ty, &literal.path, fields);
            }
            syn::Expr::Call(call)
                if matches!(ty, Ty::Named(_))
                    && matches!(&*call.func, syn::Expr::Path(path)
                        if matches!(constructor(&path.path), Some(Constructor::Fields(None)))) =>
            {
                let syn::Expr::Path(path) = &*call.func else { return };
                let fields = call.args.iter().enumerate().map(|(index, value)| (syn::Member::from(index), value));
                self.expect_fields_of(ty, &path.path, fields);
            }
            syn::Expr::Call(call) if call.args.len() == 1 => {
                let syn::Expr::Path(path) = &*call.func else { return };
                let inner = match constructor(&path.path) {
                    Some(Constructor::Boxed(_)) => ty.unboxed(),
                    Some(Constructor::Fields(Some(variant))) => ty.payload(&variant.to_string()),
                    _ => Ty::Unknown,
                };
                if matches!(inner, Ty::Unknown) { self.want(expr, ty) } else { self.expect_type(&call.args[0], &inner) }
            }
            _ => self.want(expr, ty),
        }
    }

    /// The fields of a literal that is to be of the type `ty`, of a struct with parameters.
    fn expect_fields_of<'e>(
        &mut self,
        ty: &Ty,
        path: &syn::Path,
        fields: impl Iterator<Item = (syn::Member, &'e syn::Expr)>,
    ) {
        let (Ty::Named(ty), Some(beside)) = (ty, self.beside.clone()) else { return };
        let Ok(ty) = syn::parse2::<syn::Type>(ty.clone()) else { return };
        let named = beside.own_name(&ty);
        if named.is_none() || beside.own_name(&syn::parse_quote!(#path)) != named {
            return;
        }
        for (member, value) in fields {
            if let Some(ty) = beside.field_of_instance(&ty, &member.to_token_stream().to_string()) {
                self.expect_type(value, &Ty::of(&ty));
            }
        }
    }

    fn want(&mut self, expr: &syn::Expr, ty: &Ty) {
        if !matches!(ty, Ty::Unknown) && (self.is_consumer(expr) || super::conversions::is_into(expr)) {
            self.wanted.insert(expr, ty.clone());
        }
    }

    /// The fields of a struct are of the types that the file shows.
    pub(super) fn expect_fields<'e>(
        &mut self,
        path: &syn::Path,
        fields: impl Iterator<Item = (syn::Member, &'e syn::Expr)>,
    ) {
        for (member, value) in fields {
            let written = self.beside.as_ref().and_then(|beside| {
                let owner = beside.type_of_literal(path).filter(|ty| beside.is_closed(ty))?;
                let owner = beside.own_name(&owner)?;
                beside.written_field(&owner, &member.to_token_stream().to_string())
            });
            if let Some(ty) = written {
                let ty = Ty::of(&ty);
                self.expect_type(value, &ty);
                self.settle_array(value, &ty);
            }
        }
    }

    /// An array whose length nothing told so far, and that becomes a field: `let a = array::from_fn(f); S { a }`.
    fn settle_array(&mut self, value: &syn::Expr, ty: &Ty) {
        let syn::Expr::Path(path) = value else { return };
        let Some(name) = path.path.get_ident() else { return };
        let Some(Binding::Var(var)) = self.scopes.find(&name.to_string()) else { return };
        let var = *var;
        if matches!(self.ty_of(var), Ty::Array(_, len) if crate::types::is_open(len)) {
            self.refine_var(var, ty);
        }
    }
}
