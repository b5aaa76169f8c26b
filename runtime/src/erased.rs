//! Tangents of types that only the running program knows: those behind `dyn Trait`.

use alloc::boxed::Box;
use alloc::vec::Vec;
use core::any::{Any, TypeId};
use core::fmt::{self, Debug, Formatter};

use crate::activity::cotangent;
use crate::tangent::Tangent;

/// The shadow of a receiver, for methods of traits: the method finds its own type in it.
pub trait ErasedShadow {
    /// The part of type `wanted`: the shadow itself, or what stands in its `Box`.
    fn find(&mut self, wanted: TypeId) -> Option<&mut dyn Any>;

    /// The same, to be read.
    fn find_shared(&self, wanted: TypeId) -> Option<&dyn Any>;
}

impl<T: Tangent + 'static> ErasedShadow for T {
    #[inline]
    fn find(&mut self, wanted: TypeId) -> Option<&mut dyn Any> {
        Tangent::find(self, wanted)
    }

    #[inline]
    fn find_shared(&self, wanted: TypeId) -> Option<&dyn Any> {
        Tangent::find_shared(self, wanted)
    }
}

/// What every tangent can do when its type is not known.
trait AnyTangent: ErasedShadow {
    fn boxed(&self) -> Box<dyn AnyTangent>;
    fn as_any(&self) -> &dyn Any;
    fn zero(&self) -> Box<dyn AnyTangent>;
    fn add(&mut self, other: &dyn AnyTangent);
    fn multiply(&mut self, factor: f64);
    fn change(&mut self, change: &mut dyn FnMut(f64) -> f64);
    fn product(&self, other: &dyn AnyTangent) -> f64;
}

/// `other`, which is of the same type in a sum or a product.
fn same<T: Tangent + 'static>(other: &dyn AnyTangent) -> &T {
    match other.as_any().downcast_ref() {
        Some(other) => other,
        None => panic!("the tangents of two different types behind one `dyn` meet"),
    }
}

impl<T: Tangent + 'static> AnyTangent for T {
    fn boxed(&self) -> Box<dyn AnyTangent> {
        Box::new(self.clone())
    }

    fn as_any(&self) -> &dyn Any {
        self
    }

    fn zero(&self) -> Box<dyn AnyTangent> {
        Box::new(self.zero_like())
    }

    fn add(&mut self, other: &dyn AnyTangent) {
        self.accumulate(same::<T>(other).clone());
    }

    fn multiply(&mut self, factor: f64) {
        self.scale(factor);
    }

    fn change(&mut self, change: &mut dyn FnMut(f64) -> f64) {
        self.map_coordinates(change);
    }

    fn product(&self, other: &dyn AnyTangent) -> f64 {
        self.dot(same(other))
    }
}

/// The tangent of a value behind `dyn Trait`, where the trait stands under `#[differentiate]`.
///
/// ```
/// use chainrule::{DynTangent, Tangent};
///
/// let mut bar = DynTangent::new([1.0, 2.0]);
/// bar.accumulate(DynTangent::new([0.5, 0.0]));
/// assert_eq!(bar.get::<[f64; 2]>(), Some(&[1.5, 2.0]));
/// assert_eq!(bar.get::<f64>(), None);
/// ```
pub struct DynTangent(Box<dyn AnyTangent>);

impl DynTangent {
    /// Of a tangent of any type.
    ///
    /// ```
    /// assert_eq!(chainrule::DynTangent::new(2.5).get(), Some(&2.5));
    /// ```
    #[must_use]
    pub fn new<T: Tangent + 'static>(tangent: T) -> Self {
        Self(Box::new(tangent))
    }

    /// The tangent, if it is of type `T`.
    ///
    /// ```
    /// assert_eq!(chainrule::DynTangent::new(2.5_f32).get::<f64>(), None);
    /// ```
    #[must_use]
    pub fn get<T: Tangent + 'static>(&self) -> Option<&T> {
        self.0.as_any().downcast_ref()
    }
}

/// A tangent is its own tangent.
impl crate::differentiable::Differentiable for DynTangent {
    type Tangent = Self;
    type Shadow = Self;

    fn zero_tangent(&self) -> Self {
        self.zero_like()
    }

    fn check_shadow(&self, _place: crate::check::Place<'_>, _shadow: &Self) {}

    fn move_along(&mut self, tangent: &Self, step: f64) {
        let mut scaled = tangent.clone();
        scaled.scale(step);
        self.accumulate(scaled);
    }
}

impl Clone for DynTangent {
    fn clone(&self) -> Self {
        Self(self.0.boxed())
    }
}

/// Of the same type, with the same coordinates.
impl PartialEq for DynTangent {
    fn eq(&self, other: &Self) -> bool {
        let coordinates = |tangent: &Self| {
            let mut all = Vec::new();
            tangent.clone().map_coordinates(&mut |x| {
                all.push(x);
                x
            });
            all
        };
        self.0.as_any().type_id() == other.0.as_any().type_id() && coordinates(self) == coordinates(other)
    }
}

impl Debug for DynTangent {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.debug_tuple("DynTangent").finish_non_exhaustive()
    }
}

impl Tangent for DynTangent {
    fn zero_like(&self) -> Self {
        Self(self.0.zero())
    }

    /// # Panics
    ///
    /// If the values behind the two are of different types.
    fn accumulate(&mut self, other: Self) {
        self.0.add(&*other.0);
    }

    fn scale(&mut self, factor: f64) {
        self.0.multiply(factor);
    }

    fn map_coordinates(&mut self, change: &mut dyn FnMut(f64) -> f64) {
        self.0.change(change);
    }

    fn dot(&self, other: &Self) -> f64 {
        self.0.product(&*other.0)
    }

    fn find(&mut self, wanted: TypeId) -> Option<&mut dyn Any> {
        self.0.find(wanted)
    }

    fn find_shared(&self, wanted: TypeId) -> Option<&dyn Any> {
        self.0.find_shared(wanted)
    }
}

cotangent!([] DynTangent);

/// What generated code calls.
pub(crate) mod generated {
    use core::any::TypeId;
    use core::borrow::BorrowMut;

    use alloc::boxed::Box;
    use core::borrow::Borrow;

    use super::{DynTangent, ErasedShadow};
    use crate::differentiable::Differentiable;
    use crate::tangent::Tangent;

    /// The adjoint of what became an object, by its type.
    #[inline]
    #[track_caller]
    pub fn downcast<T: Differentiable<Tangent: 'static>>(
        _value: impl FnOnce() -> Box<T>,
        bar: impl Borrow<DynTangent>,
    ) -> Box<T::Tangent> {
        match bar.borrow().get::<T::Tangent>() {
            Some(bar) => Box::new(bar.clone()),
            None => refuse(),
        }
    }

    /// The tangent of what becomes an object.
    #[inline]
    #[must_use]
    #[expect(clippy::boxed_local, reason = "the tangent of a box is one")]
    pub fn object_dot<T: Tangent + 'static>(dot: Box<T>) -> Box<DynTangent> {
        Box::new(DynTangent::new(*dot))
    }

    #[cold]
    #[inline(never)]
    #[track_caller]
    fn refuse() -> ! {
        panic!("the shadow that is handed to a method is not that of its receiver")
    }

    /// The shadow of a receiver of type `V`.
    #[inline]
    #[track_caller]
    pub fn erased<'b, V: Differentiable<Tangent: 'static> + ?Sized>(
        _value: &V,
        bar: Option<&'b mut (dyn ErasedShadow + 'static)>,
    ) -> Option<&'b mut V::Shadow> {
        let bar = bar?;
        match bar.find(TypeId::of::<V::Tangent>()).and_then(|found| found.downcast_mut::<V::Tangent>()) {
            Some(bar) => Some(bar.borrow_mut()),
            None => refuse(),
        }
    }

    /// The tangent of a receiver of type `V`.
    #[inline]
    #[track_caller]
    pub fn erased_dot<'b, V: Differentiable<Tangent: 'static> + ?Sized>(
        _value: &V,
        dot: Option<&'b (dyn ErasedShadow + 'static)>,
    ) -> Option<&'b V::Shadow> {
        use core::borrow::Borrow as _;
        let found = dot?.find_shared(TypeId::of::<V::Tangent>());
        match found.and_then(|found| found.downcast_ref::<V::Tangent>()) {
            Some(dot) => Some(dot.borrow()),
            None => refuse(),
        }
    }

    /// Panics where a tangent is handed to a method that holds its receiver constant.
    #[inline]
    #[track_caller]
    pub fn held_dot(method: &str, dot: Option<&(dyn ErasedShadow + 'static)>) {
        if let Some(dot) = dot
            && dot.find_shared(TypeId::of::<()>()).is_none()
        {
            cut(method);
        }
    }

    /// The tangent of a receiver, to be passed on, and whether there is one.
    #[inline]
    pub fn pass_on_dot<'b>(
        dot: Option<&'b (dyn ErasedShadow + 'static)>,
        own: &'b mut (),
    ) -> (&'b (dyn ErasedShadow + 'static), bool) {
        match dot {
            Some(dot) => (dot, true),
            None => (own, false),
        }
    }

    /// Panics where a shadow is handed to a method that holds its receiver constant: its derivative would be cut.
    #[inline]
    #[track_caller]
    pub fn held(method: &str, bar: Option<&mut (dyn ErasedShadow + 'static)>) {
        if let Some(bar) = bar
            && bar.find(TypeId::of::<()>()).is_none()
        {
            cut(method);
        }
    }

    #[cold]
    #[inline(never)]
    #[track_caller]
    fn cut(method: &str) -> ! {
        panic!("`{method}` holds its receiver constant, and is called on one that is differentiated")
    }

    /// The shadow of a receiver, to be passed on, and whether it is wanted.
    #[inline]
    pub fn pass_on<'b>(
        bar: Option<&'b mut (dyn ErasedShadow + 'static)>,
        own: &'b mut (),
    ) -> (&'b mut (dyn ErasedShadow + 'static), bool) {
        match bar {
            Some(bar) => (bar, true),
            None => (own, false),
        }
    }
}
