//! Jacobians are written by default: for every signature, and without a mistake of their own.

#![deny(warnings)]
#![allow(dead_code, reason = "most of them need only compile")]
#![allow(
    clippy::float_cmp,
    clippy::too_many_arguments,
    clippy::many_single_char_names,
    clippy::ptr_arg,
    clippy::pedantic
)]

use std::collections::{BTreeMap, HashMap, VecDeque};
use std::rc::Rc;

use chainrule::{Differentiable, Matrix, differentiate};

#[differentiate]
trait Shape {
    fn area(&self, x: f64) -> f64;
    fn both(&self, x: f64) -> [f64; 2];
}
#[derive(Clone, Debug, Differentiable)]
pub struct Disc {
    r: f64,
}
#[differentiate]
impl Shape for Disc {
    fn area(&self, x: f64) -> f64 {
        self.r * x
    }
    fn both(&self, x: f64) -> [f64; 2] {
        [self.r * x, x]
    }
}

#[differentiate]
fn dynamic(shape: &dyn Shape, x: f64) -> Vec<f64> {
    vec![shape.area(x), x * 2.0]
}
#[differentiate]
fn dynamic_constant(#[constant] shape: &dyn Shape, x: f64) -> Vec<f64> {
    vec![shape.area(1.0) * x, x * 2.0]
}
#[differentiate]
fn boxed(shape: Box<f64>, x: f64) -> Vec<f64> {
    vec![*shape * x, x]
}
#[differentiate]
fn rc(a: Rc<f64>, x: f64) -> Vec<f64> {
    vec![*a * x]
}
#[differentiate]
fn option(a: Option<f64>, x: f64) -> Vec<f64> {
    vec![a.unwrap_or(1.0) * x]
}
#[differentiate]
fn by_value(d: Disc, n: usize) -> [f64; 2] {
    [d.r * n as f64, d.r * d.r]
}
#[derive(Differentiable)]
pub struct NoClone {
    r: f64,
}
#[differentiate]
fn lifetimes<'a, 'b: 'a>(x: &'a [f64], y: &'b f64, s: &'a str) -> Vec<f64> {
    let k = s.len() as f64;
    vec![x[0] * y * k]
}
#[differentiate]
fn generic_array<const N: usize>(x: &[f64; N], k: f64) -> [f64; N] {
    let mut o = *x;
    for i in 0..N {
        o[i] = x[i] * k;
    }
    o
}
#[differentiate]
fn generic_scalar<T: chainrule::Real>(x: &[T], k: T) -> Vec<T> {
    x.iter().map(|x| *x * k).collect()
}
#[differentiate]
fn generic_other<D: Differentiable<Tangent = ()> + Copy>(x: f64, d: D) -> [f64; 2] {
    let _d = d;
    [x, x * x]
}
#[differentiate]
fn map(m: &HashMap<String, f64>, x: f64) -> Vec<f64> {
    vec![m["a"] * x]
}
#[differentiate]
fn bmap(m: BTreeMap<usize, f64>, x: f64) -> Vec<f64> {
    vec![m[&0] * x]
}
#[differentiate]
fn deque(m: &VecDeque<f64>, x: f64) -> Vec<f64> {
    vec![m[0] * x]
}
#[differentiate]
fn names(value: f64, pullback: f64, seed: f64, row: &[f64], columns: [f64; 2], direction: f64) -> Vec<f64> {
    vec![value * pullback * seed * row[0] * columns[1] * direction]
}
#[differentiate]
fn pattern([a, b]: [f64; 2], (c, d): (f64, f64), _unused: f64) -> (f64, f64) {
    (a * c, b * d)
}
#[differentiate]
fn mutable(mut x: f64, mut v: Vec<f64>) -> Vec<f64> {
    x *= 2.0;
    v[0] *= x;
    v
}
#[differentiate]
fn inout(v: &mut Vec<f64>, s: &mut f64, x: f64) -> (f64, f64) {
    v.push(x);
    *s *= x;
    (v[0] * x, *s)
}
#[differentiate]
fn many(
    a: f64,
    b: f64,
    c: f64,
    d: f64,
    e: f64,
    f: f64,
    g: f64,
    h: f64,
    i: f64,
    j: f64,
    k: f64,
    l: f64,
    m: &[f64],
) -> Vec<f64> {
    vec![a * b * c * d * e * f * g * h * i * j * k * l * m[0]]
}
#[differentiate]
fn many_scalars(
    a: f64,
    b: f64,
    c: f64,
    d: f64,
    e: f64,
    f: f64,
    g: f64,
    h: f64,
    i: f64,
    j: f64,
    k: f64,
    l: f64,
    m: f64,
) -> Vec<f64> {
    vec![a * b * c * d * e * f * g * h * i * j * k * l * m]
}
#[differentiate]
fn mixed32(x: f32, y: &[f64], z: [f32; 2]) -> Vec<f64> {
    vec![f64::from(x) * y[0] * f64::from(z[0])]
}
#[differentiate]
fn mixed_fixed(x: f32, y: f64) -> [f64; 2] {
    [f64::from(x) * y, y]
}
#[differentiate]
fn mixed_array(x: [f32; 2]) -> [f64; 3] {
    [f64::from(x[0]), f64::from(x[1]), 1.0]
}
#[differentiate]
fn mixed_array_wide(x: &[f32; 3]) -> [f64; 2] {
    [f64::from(x[0]), f64::from(x[1])]
}
const LENGTH: usize = 3;
#[differentiate]
fn named_length(x: [f64; LENGTH]) -> [f64; LENGTH + 1] {
    [x[0], x[1], x[2], x[0] * x[1]]
}
#[differentiate]
fn nested_tuple(x: (f64, [f64; 2])) -> (f64, f64, f64) {
    (x.0 * x.1[0], x.1[1], x.0)
}
#[differentiate]
fn unknown_scale(d: &Disc, v: &[Disc], o: Option<Disc>) -> Vec<f64> {
    vec![d.r * v[0].r * o.map_or(1.0, |o| o.r)]
}
#[differentiate]
fn constants(#[constant] w: Vec<f64>, #[constant] d: NoClone, x: [f64; 2]) -> Vec<f64> {
    vec![w[0] * x[0] * d.r, x[1]]
}
impl Disc {
    #[differentiate]
    fn outline(&self, n: usize) -> Vec<f64> {
        (0..n).map(|i| self.r * i as f64).collect()
    }
    #[differentiate]
    fn consume(self, x: f64) -> [f64; 2] {
        [self.r * x, x]
    }
    #[differentiate]
    fn grow(&mut self, x: f64) -> [f64; 2] {
        self.r *= x;
        [self.r, x]
    }
}
struct Wrap<T>(T);
#[differentiate]
impl<T: chainrule::Real> Wrap<T> {
    fn twice(#[constant] &self, x: &[T]) -> Vec<T> {
        x.iter().map(|x| *x * self.0).collect()
    }
    fn fixed(#[constant] &self, x: T, y: T) -> [T; 3] {
        [x, y, x * y]
    }
}
#[differentiate(order = 2)]
fn second(x: &[f64]) -> Vec<f64> {
    x.iter().map(|x| x * x).collect()
}
#[differentiate]
fn takes(f: impl Fn(f64) -> f64, x: f64) -> [f64; 2] {
    [f(x), x]
}
#[differentiate]
fn result(x: f64) -> Result<f64, String> {
    if x > 0.0 { Ok(x * x) } else { Err("no".into()) }
}
#[differentiate]
fn vecs(x: &[Vec<f64>]) -> Vec<Vec<f64>> {
    x.to_vec()
}
mod inner {
    pub(crate) mod deep {
        #[chainrule::differentiate]
        pub(in crate::jacobian_signatures::inner) fn hid(x: f64) -> [f64; 2] {
            [x, x]
        }
    }
    #[test]
    fn visibility_is_kept() {
        assert_eq!(deep::jacobian_hid(1.0), [1.0, 1.0]);
    }
}
#[derive(Clone, Differentiable)]
pub struct Wide {
    r: f64,
}
#[differentiate]
impl Wide {
    fn grow(&mut self, x: f64) -> [f64; 2] {
        self.r *= x;
        [self.r, x]
    }
}
#[test]
fn every_signature_has_its_jacobian() {
    assert_eq!(jacobian_dynamic(&Disc { r: 2.0 }, 3.0).rows(), 2);
    assert_eq!(jacobian_dynamic_constant(&Disc { r: 2.0 }, 3.0).as_slice(), [2.0, 2.0]);
    assert_eq!(jacobian_boxed(Box::new(2.0), 3.0), [[3.0, 2.0], [0.0, 1.0]]);
    assert_eq!(jacobian_names(1.0, 2.0, 3.0, &[4.0], [5.0, 6.0], 7.0).row(0)[0], 2.0 * 3.0 * 4.0 * 6.0 * 7.0);
    assert_eq!(Disc { r: 2.0 }.jacobian_outline(3), [[0.0], [1.0], [2.0]]);
    assert_eq!(
        jacobian_named_length([2.0, 3.0, 4.0]),
        [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0], [3.0, 2.0, 0.0]]
    );
    assert_eq!(jacobian_mixed_array([2.0, 3.0]), [[1.0, 0.0], [0.0, 1.0], [0.0, 0.0]]);
    assert_eq!(jacobian_mixed_array_wide(&[2.0, 3.0, 4.0]), [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0]]);
    assert_eq!(jacobian_mixed32(2.0, &[3.0], [4.0, 5.0]), [[12.0, 8.0, 6.0, 0.0]]);
    assert_eq!(jacobian_many_scalars(1., 2., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1.).cols(), 13);
    assert_eq!(jacobian_many(1., 2., 1., 1., 1., 1., 1., 1., 1., 1., 1., 1., &[1.0]).cols(), 13);
    assert_eq!(jacobian_constants(vec![2.0], NoClone { r: 3.0 }, [1.0, 1.0]), [[6.0, 0.0], [0.0, 1.0]]);
    assert_eq!(jacobian_generic_array(&[1.0, 2.0], 3.0), [[3.0, 0.0, 1.0], [0.0, 3.0, 2.0]]);
    assert_eq!(jacobian_pattern([1.0, 2.0], (3.0, 4.0), 5.0), [[3.0, 0.0, 1.0, 0.0, 0.0], [0.0, 4.0, 0.0, 2.0, 0.0]]);
    let mut v = vec![1.0];
    let mut s = 2.0;
    assert_eq!(jacobian_inout(&mut v, &mut s, 3.0), [[3.0, 0.0, 1.0], [0.0, 3.0, 2.0]]);
    assert_eq!((v, s), (vec![1.0, 3.0], 6.0));
    let mut wide = Wide { r: 2.0 };
    assert_eq!((wide.jacobian_grow(3.0), wide.r), (Matrix::from([[3.0, 2.0], [0.0, 1.0]]), 6.0));
    assert_eq!(jacobian_rc(Rc::new(2.0), 3.0), [[3.0, 2.0]]);
    assert_eq!(jacobian_nested_tuple((2.0, [3.0, 4.0])), [[3.0, 2.0, 0.0], [0.0, 0.0, 1.0], [1.0, 0.0, 0.0]]);
}

#[differentiate]
fn of_nothing(none: [f64; 0], #[constant] x: f64) -> [f64; 3] {
    [none.iter().sum::<f64>() + x; 3]
}

#[test]
fn an_array_without_elements_has_no_columns() {
    assert_eq!(jacobian_of_nothing([], 1.5), [[0.0; 0]; 3]);
}
