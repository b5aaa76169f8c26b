//! Type parameters: which of them are scalars.
//!
//! A scalar has the bound of a float or of an operator, or the body calculates with it; its companions add the bound
//! `chainrule::Real`, and the formulas of floats are written out for it. What is no scalar is left to the traits of the
//! runtime.

use std::cell::RefCell;

use proc_macro2::Ident;
use syn::visit::Visit;

/// The name of a parameter of any kind.
pub fn name(parameter: &syn::GenericParam) -> String {
    match parameter {
        syn::GenericParam::Type(parameter) => parameter.ident.to_string(),
        syn::GenericParam::Const(parameter) => parameter.ident.to_string(),
        syn::GenericParam::Lifetime(parameter) => parameter.lifetime.ident.to_string(),
    }
}

/// Names the lifetimes that the types of parameters leave open: companions mention these types in other places.
pub fn name_lifetimes(signature: &mut syn::Signature) {
    struct Open(Vec<syn::Lifetime>);
    impl Open {
        fn fresh(&mut self) -> syn::Lifetime {
            let name = format!("'held_{}", self.0.len());
            let lifetime = syn::Lifetime::new(&name, proc_macro2::Span::mixed_site());
            self.0.push(lifetime.clone());
            lifetime
        }
    }
    impl syn::visit_mut::VisitMut for Open {
        fn visit_type_reference_mut(&mut self, reference: &mut syn::TypeReference) {
            if reference.lifetime.is_none() {
                reference.lifetime = Some(self.fresh());
            }
            syn::visit_mut::visit_type_reference_mut(self, reference);
        }
        fn visit_lifetime_mut(&mut self, lifetime: &mut syn::Lifetime) {
            if lifetime.ident == "_" {
                *lifetime = self.fresh();
            }
        }
        fn visit_type_bare_fn_mut(&mut self, _function: &mut syn::TypeBareFn) {}
        fn visit_type_impl_trait_mut(&mut self, _bounds: &mut syn::TypeImplTrait) {}
        fn visit_type_trait_object_mut(&mut self, _object: &mut syn::TypeTraitObject) {}
    }
    // An open lifetime of the result is that of a parameter.
    let mut of_result = Open(Vec::new());
    syn::visit_mut::VisitMut::visit_return_type_mut(&mut of_result, &mut signature.output.clone());
    if !of_result.0.is_empty() {
        return;
    }
    let mut open = Open(Vec::new());
    for input in &mut signature.inputs {
        let syn::FnArg::Typed(typed) = input else { continue };
        match &mut *typed.ty {
            syn::Type::Reference(reference) if !matches!(*reference.elem, syn::Type::Reference(_)) => {
                if let syn::Type::Path(_) = &*reference.elem {
                    syn::visit_mut::VisitMut::visit_type_mut(&mut open, &mut reference.elem);
                }
            }
            syn::Type::Reference(_) => {}
            ty => syn::visit_mut::VisitMut::visit_type_mut(&mut open, ty),
        }
    }
    for lifetime in open.0 {
        signature.generics.params.insert(0, syn::GenericParam::Lifetime(syn::LifetimeParam::new(lifetime)));
    }
}

/// Traits of numbers: who has one of them as a bound is a scalar.
const NUMBERS: &[&str] = &[
    "Real",
    "Float",
    "FloatCore",
    "FloatConst",
    "Num",
    "NumOps",
    "NumRef",
    "NumAssign",
    "NumAssignOps",
    "NumAssignRef",
    "NumCast",
    "NumOps",
    "RefNum",
    "Signed",
    "FromPrimitive",
    "ToPrimitive",
    "Zero",
    "One",
    "Inv",
    "MulAdd",
    "Add",
    "Sub",
    "Mul",
    "Div",
    "Rem",
    "Neg",
    "AddAssign",
    "SubAssign",
    "MulAssign",
    "DivAssign",
    "RemAssign",
];

/// Associated functions that only a number has.
const CONSTRUCTORS: &[&str] = &["zero", "one", "epsilon", "infinity", "neg_infinity", "nan", "max_value", "min_value"];

thread_local! {
    /// The scalars among the type parameters of the function that is compiled.
    static SCALARS: RefCell<Vec<String>> = const { RefCell::new(Vec::new()) };
}

/// Runs `inner` with the type parameters `names` as scalars.
pub fn with_scalars<R>(names: &[Ident], inner: impl FnOnce() -> R) -> R {
    let names = names.iter().map(Ident::to_string).collect();
    let outside = SCALARS.replace(names);
    let result = inner();
    SCALARS.set(outside);
    result
}

/// Whether `name` is a type parameter that is a scalar.
pub fn is_scalar(name: &Ident) -> bool {
    SCALARS.with_borrow(|scalars| !scalars.is_empty() && scalars.contains(&name.to_string()))
}

/// Whether there are type parameters that are scalars.
pub fn any_scalar() -> bool {
    SCALARS.with_borrow(|scalars| !scalars.is_empty())
}

/// The scalars among `generics`, for a function with this signature and body.
pub fn scalars(generics: &syn::Generics, signature: &syn::Signature, body: &syn::Block) -> Vec<Ident> {
    let is_number = |parameter: &Ident| {
        let bounds = bounds(generics, parameter);
        let named = bounds.iter().filter_map(|bound| bound.path.segments.last());
        let mut names = named.map(|segment| segment.ident.to_string());
        if names.any(|name| NUMBERS.contains(&name.as_str())) {
            return true;
        }
        !bounds.is_empty() && Evidence::of(parameter, signature, body)
    };
    generics.type_params().map(|parameter| &parameter.ident).filter(|name| is_number(name)).cloned().collect()
}

/// The body with `T::from` written out where `T` has the bound `From`: its companions know another `from` as well.
pub fn with_explicit_conversions(generics: &syn::Generics, body: &mut syn::Block) {
    struct Conversions(Vec<Ident>);
    impl syn::visit_mut::VisitMut for Conversions {
        fn visit_expr_path_mut(&mut self, path: &mut syn::ExprPath) {
            let segments = &path.path.segments;
            if segments.len() == 2 && segments[1].ident == "from" && self.0.contains(&segments[0].ident) {
                let (scalar, from) = (&segments[0], &segments[1]);
                *path = syn::parse_quote!(<#scalar as ::core::convert::From<_>>::#from);
            }
        }
    }
    let converts = |parameter: &&Ident| {
        let mut named = bounds(generics, parameter).into_iter().filter_map(|bound| bound.path.segments.last());
        is_scalar(parameter) && named.any(|segment| segment.ident == "From")
    };
    let names = generics.type_params().map(|parameter| &parameter.ident).filter(converts).cloned().collect();
    syn::visit_mut::VisitMut::visit_block_mut(&mut Conversions(names), body);
}

/// `impl Trait` in the parameters becomes a type parameter, except for closures and iterators: what is differentiated
/// must have a name.
pub fn name_impl_traits(signature: &mut syn::Signature) {
    struct Named(Vec<syn::TypeParam>);
    impl syn::visit_mut::VisitMut for Named {
        fn visit_type_mut(&mut self, ty: &mut syn::Type) {
            if let syn::Type::ImplTrait(bounds) = ty
                && !bounds.bounds.iter().any(is_of_the_language)
                && !bounds.bounds.iter().any(|bound| matches!(bound, syn::TypeParamBound::PreciseCapture(_)))
            {
                let name = quote::format_ident!("Argument{}", self.0.len(), span = proc_macro2::Span::mixed_site());
                let bounds = &bounds.bounds;
                self.0.push(syn::parse_quote!(#name: #bounds));
                *ty = syn::parse_quote!(#name);
                return;
            }
            syn::visit_mut::visit_type_mut(self, ty);
        }
    }
    let mut named = Named(Vec::new());
    for input in &mut signature.inputs {
        syn::visit_mut::VisitMut::visit_fn_arg_mut(&mut named, input);
    }
    signature.generics.params.extend(named.0.into_iter().map(syn::GenericParam::Type));
}

fn is_of_the_language(bound: &syn::TypeParamBound) -> bool {
    const KNOWN: &[&str] = &["Fn", "FnMut", "FnOnce", "Iterator", "IntoIterator", "Into", "AsRef", "Copy", "Clone"];
    match bound {
        syn::TypeParamBound::Trait(bound) => {
            bound.path.segments.last().is_some_and(|segment| KNOWN.contains(&segment.ident.to_string().as_str()))
        }
        _ => false,
    }
}

/// The traits that bound `parameter`, beside it and in the `where` clause.
pub fn bounds<'g>(generics: &'g syn::Generics, parameter: &Ident) -> Vec<&'g syn::TraitBound> {
    let beside = generics.type_params().filter(|other| other.ident == *parameter).flat_map(|other| &other.bounds);
    let clause = generics.where_clause.iter().flat_map(|clause| &clause.predicates);
    let after = clause.filter_map(|predicate| match predicate {
        syn::WherePredicate::Type(predicate) => match &predicate.bounded_ty {
            syn::Type::Path(path) if path.path.is_ident(parameter) => Some(&predicate.bounds),
            _ => None,
        },
        _ => None,
    });
    let all = beside.chain(after.flatten());
    all.filter_map(|bound| match bound {
        syn::TypeParamBound::Trait(bound) => Some(bound),
        _ => None,
    })
    .collect()
}

/// Looks for arithmetic on values of a type parameter.
struct Evidence<'p> {
    parameter: &'p Ident,
    /// Variables of the type, or containers of it.
    variables: Vec<String>,
    found: bool,
}

impl<'p> Evidence<'p> {
    fn of(parameter: &'p Ident, signature: &syn::Signature, body: &syn::Block) -> bool {
        let mut evidence = Evidence { parameter, variables: Vec::new(), found: false };
        for input in &signature.inputs {
            if let syn::FnArg::Typed(typed) = input
                && is_made_of(&typed.ty, parameter)
            {
                evidence.bind(&typed.pat);
            }
        }
        evidence.visit_block(body);
        evidence.found
    }

    fn bind(&mut self, pattern: &syn::Pat) {
        struct Names<'v>(&'v mut Vec<String>);
        impl<'ast> Visit<'ast> for Names<'_> {
            fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
                self.0.push(pattern.ident.to_string());
            }
        }
        Names(&mut self.variables).visit_pat(pattern);
    }

    /// Whether `expr` is a value of the type: a variable, an element, a method of a float on one.
    fn is_value(&self, expr: &syn::Expr) -> bool {
        match expr {
            syn::Expr::Path(path) => {
                path.path.get_ident().is_some_and(|name| self.variables.contains(&name.to_string()))
            }
            syn::Expr::Paren(inner) => self.is_value(&inner.expr),
            syn::Expr::Unary(unary) => self.is_value(&unary.expr),
            syn::Expr::Reference(reference) => self.is_value(&reference.expr),
            syn::Expr::Index(index) => self.is_value(&index.expr),
            syn::Expr::MethodCall(call) => {
                crate::primitives::is_float_method(&call.method.to_string()) && self.is_value(&call.receiver)
            }
            _ => false,
        }
    }
}

impl<'ast> Visit<'ast> for Evidence<'_> {
    fn visit_expr_binary(&mut self, binary: &'ast syn::ExprBinary) {
        let arithmetic = crate::lower::is_arithmetic(&binary.op);
        self.found |= arithmetic && (self.is_value(&binary.left) || self.is_value(&binary.right));
        syn::visit::visit_expr_binary(self, binary);
    }

    fn visit_expr_unary(&mut self, unary: &'ast syn::ExprUnary) {
        self.found |= matches!(unary.op, syn::UnOp::Neg(_)) && self.is_value(&unary.expr);
        syn::visit::visit_expr_unary(self, unary);
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        self.found |= crate::primitives::is_differentiable(&call.method.to_string()) && self.is_value(&call.receiver);
        syn::visit::visit_expr_method_call(self, call);
    }

    fn visit_path(&mut self, path: &'ast syn::Path) {
        if path.segments.len() == 2 && path.segments[0].ident == *self.parameter {
            self.found |= CONSTRUCTORS.contains(&path.segments[1].ident.to_string().as_str());
        }
        syn::visit::visit_path(self, path);
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        syn::visit::visit_local(self, local);
        if local.init.as_ref().is_some_and(|init| self.is_value(&init.expr)) {
            self.bind(&local.pat);
        }
    }

    fn visit_expr_for_loop(&mut self, looped: &'ast syn::ExprForLoop) {
        if self.is_value(&looped.expr) {
            self.bind(&looped.pat);
        }
        syn::visit::visit_expr_for_loop(self, looped);
    }
}

/// `T`, or references, slices, arrays and vectors of it.
fn is_made_of(ty: &syn::Type, parameter: &Ident) -> bool {
    match ty {
        syn::Type::Path(path) if path.path.is_ident(parameter) => true,
        syn::Type::Path(path) => path.path.segments.last().is_some_and(|last| match &last.arguments {
            syn::PathArguments::AngleBracketed(list) if last.ident == "Vec" => list.args.iter().any(
                |argument| matches!(argument, syn::GenericArgument::Type(element) if is_made_of(element, parameter)),
            ),
            _ => false,
        }),
        syn::Type::Reference(reference) => is_made_of(&reference.elem, parameter),
        syn::Type::Slice(slice) => is_made_of(&slice.elem, parameter),
        syn::Type::Array(array) => is_made_of(&array.elem, parameter),
        syn::Type::Paren(inner) => is_made_of(&inner.elem, parameter),
        syn::Type::Group(inner) => is_made_of(&inner.elem, parameter),
        _ => false,
    }
}
