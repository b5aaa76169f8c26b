use chainrule::{Differentiable, differentiate};
#[derive(Clone, Debug)]
pub struct Line {
    pub slope: f64,
    pub offset: f64,
    pub name: String,
}
/// The tangents and adjoints of [`Line`]: the same fields.
#[derive(Debug, PartialEq)]
#[allow(clippy::all, clippy::pedantic, missing_docs, dead_code)]
pub struct LineTangent {
    pub slope: f64,
    pub offset: f64,
    pub name: (),
}
#[automatically_derived]
#[allow(clippy::all, clippy::pedantic)]
impl ::core::clone::Clone for LineTangent {
    #[inline]
    fn clone(&self) -> Self {
        match self {
            Self { slope: a0, offset: a1, name: a2 } => {
                Self {
                    slope: ::core::clone::Clone::clone(a0),
                    offset: ::core::clone::Clone::clone(a1),
                    name: ::core::clone::Clone::clone(a2),
                }
            }
        }
    }
}
#[automatically_derived]
impl ::chainrule::__private::Cotangent<Self> for LineTangent {
    #[inline]
    fn into_adjoint(self) -> Self {
        self
    }
}
#[automatically_derived]
impl ::chainrule::__private::Contribution<Self> for LineTangent {
    #[inline]
    #[track_caller]
    fn add_to(self, bar: &mut Self) {
        ::chainrule::Tangent::accumulate(bar, self);
    }
}
#[automatically_derived]
impl ::chainrule::__private::FieldDot<LineTangent> for () {
    type Given<__R> = ();
    #[inline]
    fn change<__R>(&mut self, _: impl ::core::ops::FnOnce(&mut LineTangent) -> __R) {}
    #[inline]
    fn given(self) -> ::core::option::Option<LineTangent> {
        ::core::option::Option::None
    }
    #[inline]
    fn of_zero(_: impl ::core::ops::FnOnce() -> LineTangent) {}
}
#[automatically_derived]
impl ::chainrule::__private::Contribution<()> for LineTangent {
    #[inline]
    fn add_to(self, _bar: &mut ()) {}
}
#[automatically_derived]
#[allow(clippy::all, clippy::pedantic, unused)]
impl ::chainrule::Tangent for LineTangent {
    #[inline]
    fn zero_like(&self) -> Self {
        match self {
            Self { slope: a0, offset: a1, name: a2 } => {
                Self {
                    slope: ::chainrule::Tangent::zero_like(a0),
                    offset: ::chainrule::Tangent::zero_like(a1),
                    name: ::chainrule::Tangent::zero_like(a2),
                }
            }
        }
    }
    #[inline]
    #[track_caller]
    fn accumulate(&mut self, other: Self) {
        match (self, other) {
            (
                Self { slope: a0, offset: a1, name: a2 },
                Self { slope: b0, offset: b1, name: b2 },
            ) => {
                ::chainrule::Tangent::accumulate(a0, b0);
                ::chainrule::Tangent::accumulate(a1, b1);
                ::chainrule::Tangent::accumulate(a2, b2);
            }
        }
    }
    #[inline]
    fn scale(&mut self, factor: f64) {
        match self {
            Self { slope: a0, offset: a1, name: a2 } => {
                ::chainrule::Tangent::scale(a0, factor);
                ::chainrule::Tangent::scale(a1, factor);
                ::chainrule::Tangent::scale(a2, factor);
            }
        }
    }
    #[inline]
    fn map_coordinates(&mut self, change: &mut dyn ::core::ops::FnMut(f64) -> f64) {
        match self {
            Self { slope: a0, offset: a1, name: a2 } => {
                ::chainrule::Tangent::map_coordinates(a0, change);
                ::chainrule::Tangent::map_coordinates(a1, change);
                ::chainrule::Tangent::map_coordinates(a2, change);
            }
        }
    }
    #[inline]
    #[track_caller]
    fn dot(&self, other: &Self) -> f64 {
        match (self, other) {
            (
                Self { slope: a0, offset: a1, name: a2 },
                Self { slope: b0, offset: b1, name: b2 },
            ) => {
                0.0 + ::chainrule::Tangent::dot(a0, b0)
                    + ::chainrule::Tangent::dot(a1, b1)
                    + ::chainrule::Tangent::dot(a2, b2)
            }
        }
    }
}
#[automatically_derived]
impl ::core::ops::AddAssign for LineTangent {
    #[inline]
    #[track_caller]
    fn add_assign(&mut self, other: Self) {
        ::chainrule::Tangent::accumulate(self, other);
    }
}
#[automatically_derived]
#[doc(hidden)]
#[allow(clippy::all, clippy::pedantic)]
impl ::chainrule::operators::AddAssignRule for LineTangent {
    type Kept = ();
    fn keep(&self, _: &Self) {}
    fn reverse(_: &(), bar: &mut Self) -> Self {
        ::core::clone::Clone::clone(bar)
    }
    fn tangent(&self, dot: &mut Self, _: &Self, other_dot: Self) {
        ::chainrule::Tangent::accumulate(dot, other_dot);
    }
}
#[automatically_derived]
#[doc(hidden)]
#[allow(clippy::all, clippy::pedantic)]
impl<const __N: usize> ::chainrule::operators::AddAssignLevel<__N> for LineTangent {
    fn reverse(
        own: &Self,
        _: &Self,
        _: [Self; __N],
        _: [Self; __N],
        seed: Self,
    ) -> (Self, Self, [Self; __N], [Self; __N]) {
        ::chainrule::operators::sum_of_tangents_reverse(own, seed)
    }
}
#[automatically_derived]
#[doc(hidden)]
#[allow(clippy::all, clippy::pedantic)]
impl<const __N: usize> ::chainrule::operators::AddAssignTangents<__N> for LineTangent {
    fn tangent(
        _: &Self,
        _: &Self,
        own_dots: [Self; __N],
        other_dots: [Self; __N],
    ) -> Self {
        ::chainrule::operators::sum_of_tangents(own_dots, other_dots)
    }
}
#[automatically_derived]
#[allow(clippy::all, clippy::pedantic, unused)]
impl ::chainrule::Differentiable for Line {
    type Tangent = LineTangent;
    type Shadow = LineTangent;
    const FIXED_SHAPE: bool = true && <f64 as ::chainrule::Differentiable>::FIXED_SHAPE
        && <f64 as ::chainrule::Differentiable>::FIXED_SHAPE;
    #[inline]
    fn zero_tangent(&self) -> Self::Tangent {
        match self {
            Self { slope: a0, offset: a1, name: a2 } => {
                LineTangent {
                    slope: <f64 as ::chainrule::Differentiable>::zero_tangent(a0),
                    offset: <f64 as ::chainrule::Differentiable>::zero_tangent(a1),
                    name: (),
                }
            }
        }
    }
    #[inline]
    fn dummy_shadow(&self) -> Self::Tangent {
        match self {
            Self { slope: a0, offset: a1, name: a2 } => {
                LineTangent {
                    slope: <f64 as ::chainrule::Differentiable>::dummy_shadow(a0),
                    offset: <f64 as ::chainrule::Differentiable>::dummy_shadow(a1),
                    name: (),
                }
            }
        }
    }
    #[inline]
    #[track_caller]
    fn check_shadow(&self, place: ::chainrule::Place<'_>, shadow: &Self::Shadow) {
        match (self, shadow) {
            (
                Self { slope: a0, offset: a1, name: a2 },
                LineTangent { slope: b0, offset: b1, name: b2 },
            ) => {
                <f64 as ::chainrule::Differentiable>::check_shadow(
                    a0,
                    place.field("slope"),
                    ::core::borrow::Borrow::borrow(b0),
                );
                <f64 as ::chainrule::Differentiable>::check_shadow(
                    a1,
                    place.field("offset"),
                    ::core::borrow::Borrow::borrow(b1),
                );
            }
        }
    }
    #[inline]
    #[track_caller]
    fn move_along(&mut self, tangent: &Self::Shadow, step: f64) {
        match (self, tangent) {
            (
                Self { slope: a0, offset: a1, name: a2 },
                LineTangent { slope: b0, offset: b1, name: b2 },
            ) => {
                <f64 as ::chainrule::Differentiable>::move_along(
                    a0,
                    ::core::borrow::Borrow::borrow(b0),
                    step,
                );
                <f64 as ::chainrule::Differentiable>::move_along(
                    a1,
                    ::core::borrow::Borrow::borrow(b1),
                    step,
                );
            }
        }
    }
}
#[allow(clippy::all, clippy::pedantic, unused)]
impl Line {
    /// Adds `step` times `tangent` to the fields that carry derivatives.
    #[inline]
    #[track_caller]
    pub fn move_along(&mut self, tangent: &LineTangent, step: f64) {
        ::chainrule::Differentiable::move_along(self, tangent, step);
    }
}
#[doc(hidden)]
#[allow(non_snake_case, dead_code, clippy::all, clippy::pedantic)]
impl Line {
    #[inline]
    #[doc(hidden)]
    pub fn __Line_slope(&self) -> &f64 {
        match self {
            Self { slope: field, .. } => field,
        }
    }
    #[inline]
    #[doc(hidden)]
    pub fn __Line_slope_mut(&mut self) -> &mut f64 {
        match self {
            Self { slope: field, .. } => field,
        }
    }
    #[inline]
    #[doc(hidden)]
    pub fn __Line_offset(&self) -> &f64 {
        match self {
            Self { offset: field, .. } => field,
        }
    }
    #[inline]
    #[doc(hidden)]
    pub fn __Line_offset_mut(&mut self) -> &mut f64 {
        match self {
            Self { offset: field, .. } => field,
        }
    }
    #[inline]
    #[doc(hidden)]
    pub fn __Line_name(&self) -> &String {
        match self {
            Self { name: field, .. } => field,
        }
    }
    #[inline]
    #[doc(hidden)]
    pub fn __Line_name_mut(&mut self) -> &mut String {
        match self {
            Self { name: field, .. } => field,
        }
    }
}
#[doc(hidden)]
#[allow(non_snake_case, dead_code, clippy::all, clippy::pedantic)]
impl LineTangent {
    #[inline]
    #[doc(hidden)]
    pub fn __Line_slope(&self) -> &f64 {
        match self {
            Self { slope: field, .. } => field,
        }
    }
    #[inline]
    #[doc(hidden)]
    pub fn __Line_slope_mut(&mut self) -> &mut f64 {
        match self {
            Self { slope: field, .. } => field,
        }
    }
    #[inline]
    #[doc(hidden)]
    pub fn __Line_offset(&self) -> &f64 {
        match self {
            Self { offset: field, .. } => field,
        }
    }
    #[inline]
    #[doc(hidden)]
    pub fn __Line_offset_mut(&mut self) -> &mut f64 {
        match self {
            Self { offset: field, .. } => field,
        }
    }
    #[inline]
    #[doc(hidden)]
    pub fn __Line_name(&self) -> &() {
        match self {
            Self { name: field, .. } => field,
        }
    }
    #[inline]
    #[doc(hidden)]
    pub fn __Line_name_mut(&mut self) -> &mut () {
        match self {
            Self { name: field, .. } => field,
        }
    }
    #[inline]
    #[doc(hidden)]
    pub fn __part_slope(&mut self) -> &mut f64 {
        &mut self.slope
    }
    #[inline]
    #[doc(hidden)]
    pub fn __part_ref_slope(&self) -> &f64 {
        &self.slope
    }
    #[inline]
    #[doc(hidden)]
    pub fn __part_offset(&mut self) -> &mut f64 {
        &mut self.offset
    }
    #[inline]
    #[doc(hidden)]
    pub fn __part_ref_offset(&self) -> &f64 {
        &self.offset
    }
    #[inline]
    #[doc(hidden)]
    pub fn __part_name(&mut self) -> &mut () {
        &mut self.name
    }
    #[inline]
    #[doc(hidden)]
    pub fn __part_ref_name(&self) -> &() {
        &self.name
    }
}
#[automatically_derived]
#[doc(hidden)]
#[allow(clippy::all, clippy::pedantic, unused)]
impl ::chainrule::Record for Line
where
    for<'__of> String: ::chainrule::Record,
{
    #[inline]
    fn record(self, tape: &mut ::chainrule::Tape) {
        match self {
            Self { slope: a0, offset: a1, name: a2 } => {
                ::chainrule::Record::record(a0, tape);
                ::chainrule::Record::record(a1, tape);
                ::chainrule::Record::record(a2, tape);
            }
        }
    }
    #[inline]
    fn restore(tape: &mut ::chainrule::Tape) -> Self {
        match () {
            _ => {
                let a2 = ::chainrule::Record::restore(tape);
                let a1 = ::chainrule::Record::restore(tape);
                let a0 = ::chainrule::Record::restore(tape);
                Self {
                    slope: a0,
                    offset: a1,
                    name: a2,
                }
            }
        }
    }
}
#[automatically_derived]
#[doc(hidden)]
#[allow(clippy::all, clippy::pedantic, unused)]
impl ::chainrule::__private::Blank for Line
where
    for<'__of> f64: ::chainrule::__private::Blank,
    for<'__of> f64: ::chainrule::__private::Blank,
    for<'__of> String: ::chainrule::__private::Blank,
{
    #[inline]
    fn blank() -> Self {
        Self {
            slope: ::chainrule::__private::blank(),
            offset: ::chainrule::__private::blank(),
            name: ::chainrule::__private::blank(),
        }
    }
}
#[automatically_derived]
#[doc(hidden)]
#[allow(clippy::all, clippy::pedantic, unused)]
impl ::chainrule::__private::Blank for LineTangent
where
    for<'__of> f64: ::chainrule::__private::Blank,
    for<'__of> f64: ::chainrule::__private::Blank,
    for<'__of> (): ::chainrule::__private::Blank,
{
    #[inline]
    fn blank() -> Self {
        Self {
            slope: ::chainrule::__private::blank(),
            offset: ::chainrule::__private::blank(),
            name: ::chainrule::__private::blank(),
        }
    }
}
#[automatically_derived]
#[doc(hidden)]
#[allow(clippy::all, clippy::pedantic, unused)]
impl ::chainrule::__private::NoSeed for LineTangent
where
    for<'__of> f64: ::chainrule::__private::NoSeed,
    for<'__of> f64: ::chainrule::__private::NoSeed,
    for<'__of> (): ::chainrule::__private::NoSeed,
{
    #[inline]
    fn no_seed() -> Self {
        Self {
            slope: ::chainrule::__private::no_seed(),
            offset: ::chainrule::__private::no_seed(),
            name: ::chainrule::__private::no_seed(),
        }
    }
}
#[automatically_derived]
#[doc(hidden)]
#[allow(clippy::all, clippy::pedantic, unused)]
impl ::chainrule::Differentiable for LineTangent {
    type Tangent = Self;
    type Shadow = Self;
    #[inline]
    fn zero_tangent(&self) -> Self {
        ::chainrule::Tangent::zero_like(self)
    }
    fn check_shadow(&self, _: ::chainrule::Place<'_>, _: &Self) {}
    fn move_along(&mut self, tangent: &Self, step: f64) {
        let mut scaled = ::core::clone::Clone::clone(tangent);
        ::chainrule::Tangent::scale(&mut scaled, step);
        ::chainrule::Tangent::accumulate(self, scaled);
    }
}
#[automatically_derived]
#[doc(hidden)]
#[allow(clippy::all, clippy::pedantic, unused)]
impl ::chainrule::Record for LineTangent
where
    for<'__of> f64: ::chainrule::Record,
    for<'__of> f64: ::chainrule::Record,
    for<'__of> (): ::chainrule::Record,
{
    #[inline]
    fn record(self, tape: &mut ::chainrule::Tape) {
        match self {
            Self { slope: a0, offset: a1, name: a2 } => {
                ::chainrule::Record::record(a0, tape);
                ::chainrule::Record::record(a1, tape);
                ::chainrule::Record::record(a2, tape);
            }
        }
    }
    #[inline]
    fn restore(tape: &mut ::chainrule::Tape) -> Self {
        match () {
            _ => {
                let a2 = ::chainrule::Record::restore(tape);
                let a1 = ::chainrule::Record::restore(tape);
                let a0 = ::chainrule::Record::restore(tape);
                Self {
                    slope: a0,
                    offset: a1,
                    name: a2,
                }
            }
        }
    }
}
#[automatically_derived]
#[allow(clippy::all, clippy::pedantic, unused)]
impl ::core::default::Default for LineTangent
where
    for<'__of> f64: ::core::default::Default,
    for<'__of> f64: ::core::default::Default,
    for<'__of> (): ::core::default::Default,
{
    #[inline]
    fn default() -> Self {
        Self {
            slope: ::core::default::Default::default(),
            offset: ::core::default::Default::default(),
            name: ::core::default::Default::default(),
        }
    }
}
#[allow(dead_code)]
pub fn derived(line: &Line, x: f64) -> f64 {
    line.slope * x + line.offset
}
/// Value and gradient of [`derived`] with respect to `line` and `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn value_and_grad_derived(
    line: &Line,
    x: f64,
) -> (f64, (<Line as ::chainrule::__private::Differentiable>::Tangent, f64)) {
    /// Forward sweep.
    let v0 = line.slope * x;
    let value = v0 + line.offset;
    /// Reverse sweep.
    let bars = ::chainrule::__private::add_reverse(&v0, &line.offset, 1.0);
    let v0_bar = bars.0;
    let mut line_bar = ::chainrule::__private::zero_tangent(line);
    ::chainrule::__private::accumulate(&mut line_bar.offset, bars.1);
    let bars_1 = ::chainrule::__private::mul_reverse(&line.slope, &x, v0_bar);
    ::chainrule::__private::accumulate(&mut line_bar.slope, bars_1.0);
    let x_bar = bars_1.1;
    (value, (line_bar, x_bar))
}
/// Gradient of [`derived`] with respect to `line` and `x`, by reverse mode.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn grad_derived(
    line: &Line,
    x: f64,
) -> (<Line as ::chainrule::__private::Differentiable>::Tangent, f64) {
    value_and_grad_derived(line, x).1
}
/// Adds the gradient of [`derived`] with respect to `line` and `x` into the buffers, and returns the value.
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn accumulate_grad_derived(
    line: &Line,
    line_bar: &mut <Line as ::chainrule::__private::Differentiable>::Tangent,
    x: f64,
    x_bar: &mut f64,
) -> f64 {
    ::chainrule::__private::check_shadow("line", &*line, &*line_bar);
    let (value, bars) = derived::sweep(
        &mut ::chainrule::__private::Tape::new(),
        line,
        line_bar,
        ::chainrule::__private::Active,
        x,
        1.0,
    );
    *x_bar += bars.0;
    value
}
/// Value of [`derived`], and its pullback: from an adjoint of the result to the adjoints of the arguments.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn vjp_derived<'borrowed_0>(
    line: &'borrowed_0 Line,
    x: f64,
) -> (
    f64,
    impl ::core::ops::Fn(
        f64,
    ) -> (
            <Line as ::chainrule::__private::Differentiable>::Tangent,
            f64,
        ) + use<'borrowed_0>,
) {
    /// Forward sweep.
    let v0 = line.slope * x;
    let value = v0 + line.offset;
    (
        value,
        move |value_bar: f64| {
            /// Reverse sweep.
            let bars = ::chainrule::__private::add_reverse(&v0, &line.offset, value_bar);
            let v0_bar = bars.0;
            let mut line_bar = ::chainrule::__private::zero_tangent(line);
            ::chainrule::__private::accumulate(&mut line_bar.offset, bars.1);
            let bars_1 = ::chainrule::__private::mul_reverse(&line.slope, &x, v0_bar);
            ::chainrule::__private::accumulate(&mut line_bar.slope, bars_1.0);
            let x_bar = bars_1.1;
            (line_bar, x_bar)
        },
    )
}
/// Value and tangent of [`derived`], by forward mode: each of `line` and `x` is followed by its tangent.
#[must_use]
#[allow(clippy::all, clippy::pedantic, unused)]
pub fn jvp_derived(
    line: &Line,
    line_dot: &<Line as ::chainrule::__private::Differentiable>::Tangent,
    x: f64,
    x_dot: f64,
) -> (f64, f64) {
    ::chainrule::__private::check_tangent("line", &*line, &*line_dot);
    let v0_dot = ::chainrule::__private::mul_tangent(
        &line.slope,
        &x,
        line_dot.slope.clone(),
        x_dot,
    );
    let v0 = line.slope * x;
    let value_dot = ::chainrule::__private::add_tangent(
        &v0,
        &line.offset,
        v0_dot,
        line_dot.offset.clone(),
    );
    let value = v0 + line.offset;
    (value, value_dot)
}
#[doc(hidden)]
#[allow(non_camel_case_types, dead_code)]
pub struct derived {}
#[doc(hidden)]
impl derived {
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward_with(
        tape: &mut ::chainrule::__private::Tape,
        line: &Line,
        x: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
    ) -> f64 {
        let v0 = line.slope * x;
        let value = v0 + line.offset;
        ::chainrule::__private::Handover::record(x_by, x, tape);
        value
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse_with(
        tape: &mut ::chainrule::__private::Tape,
        line: &Line,
        line_bar: &mut <Line as ::chainrule::__private::Differentiable>::Tangent,
        line_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
        x_by: impl ::chainrule::__private::Handover<f64>,
    ) -> (f64,) {
        let x = ::chainrule::__private::Handover::restore(x_by, tape);
        let v0 = line.slope * x;
        let bars = ::chainrule::__private::add_reverse(&v0, &line.offset, value_bar);
        let v0_bar = bars.0;
        if ::chainrule::__private::is_active(line_is) {
            ::chainrule::__private::accumulate(&mut line_bar.offset, bars.1);
        }
        let bars_1 = ::chainrule::__private::mul_reverse(&line.slope, &x, v0_bar);
        if ::chainrule::__private::is_active(line_is) {
            ::chainrule::__private::accumulate(&mut line_bar.slope, bars_1.0);
        }
        let x_bar = bars_1.1;
        (x_bar,)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn forward(tape: &mut ::chainrule::__private::Tape, line: &Line, x: f64) -> f64 {
        Self::forward_with(tape, line, x, ::chainrule::__private::ByTape)
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn reverse(
        tape: &mut ::chainrule::__private::Tape,
        line: &Line,
        line_bar: &mut <Line as ::chainrule::__private::Differentiable>::Tangent,
        line_is: impl ::chainrule::__private::Activity,
        value_bar: f64,
    ) -> (f64,) {
        Self::reverse_with(
            tape,
            line,
            line_bar,
            line_is,
            value_bar,
            ::chainrule::__private::ByTape,
        )
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn sweep(
        tape: &mut ::chainrule::__private::Tape,
        line: &Line,
        line_bar: &mut <Line as ::chainrule::__private::Differentiable>::Tangent,
        line_is: impl ::chainrule::__private::Activity,
        x: f64,
        value_bar: f64,
    ) -> (f64, (f64,)) {
        let v0 = line.slope * x;
        let value = v0 + line.offset;
        let bars = ::chainrule::__private::add_reverse(&v0, &line.offset, value_bar);
        let v0_bar = bars.0;
        if ::chainrule::__private::is_active(line_is) {
            ::chainrule::__private::accumulate(&mut line_bar.offset, bars.1);
        }
        let bars_1 = ::chainrule::__private::mul_reverse(&line.slope, &x, v0_bar);
        if ::chainrule::__private::is_active(line_is) {
            ::chainrule::__private::accumulate(&mut line_bar.slope, bars_1.0);
        }
        let x_bar = bars_1.1;
        (value, (x_bar,))
    }
    #[doc(hidden)]
    #[allow(clippy::all, clippy::pedantic, unused)]
    #[inline]
    pub fn tangent(
        line: &Line,
        line_dot: &<Line as ::chainrule::__private::Differentiable>::Tangent,
        line_is: impl ::chainrule::__private::Activity,
        x: f64,
        x_dot: impl ::chainrule::__private::DotOf<f64>,
    ) -> (f64, f64) {
        let x_dot = ::chainrule::__private::DotOf::<f64>::dot(x_dot, &x);
        let v0_dot = ::chainrule::__private::mul_tangent(
            &line.slope,
            &x,
            ::chainrule::__private::dot_if(line_is, || line_dot.slope.clone()),
            x_dot,
        );
        let v0 = line.slope * x;
        let value_dot = ::chainrule::__private::add_tangent(
            &v0,
            &line.offset,
            v0_dot,
            ::chainrule::__private::dot_if(line_is, || line_dot.offset.clone()),
        );
        let value = v0 + line.offset;
        (value, value_dot)
    }
}
