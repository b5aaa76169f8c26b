//! Derived tangents: their shapes, their laws as vectors, and functions of the types they belong to.

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Mutex;
use std::time::Duration;

use chainrule::{Differentiable, Place, Record, Tangent, Tape, differentiate};
use chainrule_tests::check;

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Layer {
    weights: Vec<Vec<f64>>,
    bias: [f64; 2],
    #[constant]
    rate: f64,
    name: String,
    size: usize,
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Pair(f64, Option<f32>);

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Empty;

#[derive(Clone, Debug, PartialEq, Differentiable)]
struct Model<T, const N: usize>
where
    T: Clone,
{
    layers: Vec<Layer>,
    pairs: [Pair; N],
    other: T,
    empty: Empty,
    shared: Box<(f64, u8)>,
}

#[derive(Clone, Debug, PartialEq, Differentiable)]
enum Expr {
    Const(f64),
    Add(Box<Expr>, Box<Expr>),
    Many { terms: Vec<Expr>, factor: f64 },
    Nothing,
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct View<'a, T: Clone = f64> {
    data: &'a [T],
    weight: f64,
}

fn layer(x: f64) -> Layer {
    Layer { weights: vec![vec![x, 2.0], vec![3.0]], bias: [4.0, x], rate: 5.0, name: "a".to_owned(), size: 3 }
}

fn model(x: f64) -> Model<f64, 2> {
    Model {
        layers: vec![layer(x), layer(2.0 * x)],
        pairs: [Pair(x, Some(1.5)), Pair(2.0, None)],
        other: -x,
        empty: Empty,
        shared: Box::new((x * x, 7)),
    }
}

fn expr(x: f64) -> Expr {
    Expr::Add(
        Box::new(Expr::Const(x)),
        Box::new(Expr::Many { terms: vec![Expr::Const(2.0 * x), Expr::Nothing], factor: 3.0 }),
    )
}

/// `value` with its tangent `dot`, the numbers of which are those of a second value.
fn laws<V>(value: &V, moved: &V, distance: f64, dot: &V::Tangent)
where
    V: Differentiable<Tangent: PartialEq + core::fmt::Debug> + Clone + PartialEq + core::fmt::Debug,
{
    let zero = value.zero_tangent();
    assert_eq!(zero, dot.zero_like());
    assert_eq!(zero.norm(), 0.0);
    assert_eq!(zero.dot(dot), 0.0);
    let mut sum = zero.clone();
    sum.accumulate(dot.clone());
    assert_eq!(sum, *dot);
    sum.accumulate(dot.clone());
    let mut twice = dot.clone();
    twice.scale(2.0);
    assert_eq!(sum, twice);
    assert_eq!(twice.dot(dot), 2.0 * dot.dot(dot));
    assert!((dot.norm() - distance).abs() < 1e-12);
    value.check_shadow(Place::root("value"), core::borrow::Borrow::borrow(dot));
    let mut value = value.clone();
    value.move_along(core::borrow::Borrow::borrow(dot), 0.5);
    assert_eq!(value, *moved);
}

#[test]
fn laws_of_structs() {
    let dot =
        LayerTangent { weights: vec![vec![1.0, 0.0], vec![2.0]], bias: [0.0, -2.0], rate: (), name: (), size: () };
    let mut moved = layer(1.0);
    moved.weights = vec![vec![1.5, 2.0], vec![4.0]];
    moved.bias = [4.0, 0.0];
    laws(&layer(1.0), &moved, 3.0, &dot);
    laws(&Pair(1.0, Some(2.0)), &Pair(2.5, Some(4.0)), 5.0, &PairTangent(3.0, Some(4.0)));
    laws(&Empty, &Empty, 0.0, &EmptyTangent);
}

#[test]
fn laws_of_nested_and_generic_structs() {
    let mut dot = model(1.0).zero_tangent();
    dot.layers[1].weights[1][0] = 2.0;
    dot.pairs[0].1 = Some(1.0);
    dot.other = -2.0;
    dot.shared.0 = 4.0;
    let mut moved = model(1.0);
    moved.layers[1].weights[1][0] += 1.0;
    moved.pairs[0].1 = Some(2.0);
    moved.other -= 1.0;
    moved.shared.0 += 2.0;
    laws(&model(1.0), &moved, 5.0, &dot);
}

#[test]
fn laws_of_recursive_enums() {
    let dot = ExprTangent::Add(
        Box::new(ExprTangent::Const(2.0)),
        Box::new(ExprTangent::Many { terms: vec![ExprTangent::Const(1.0), ExprTangent::Nothing], factor: -2.0 }),
    );
    let moved = Expr::Add(
        Box::new(Expr::Const(2.0)),
        Box::new(Expr::Many { terms: vec![Expr::Const(2.5), Expr::Nothing], factor: 2.0 }),
    );
    laws(&expr(1.0), &moved, 3.0, &dot);
}

#[test]
fn tangents_of_borrows_are_owned() {
    let data = [1.0, 2.0];
    let dot: ViewTangent<f64> = ViewTangent { data: vec![3.0, 0.0], weight: 4.0 };
    assert_eq!(View { data: &data, weight: 1.0 }.zero_tangent(), ViewTangent { data: vec![0.0; 2], weight: 0.0 });
    assert_eq!(dot.norm(), 5.0);
}

fn message(act: impl FnOnce() + std::panic::UnwindSafe) -> String {
    let panic = std::panic::catch_unwind(act).expect_err("it panics");
    panic.downcast_ref::<String>().cloned().or_else(|| panic.downcast_ref::<&str>().map(|s| (*s).to_owned())).unwrap()
}

#[test]
fn shadows_of_other_shapes_are_named() {
    let mut bar = model(1.0).zero_tangent();
    bar.layers[1].weights[0].push(0.0);
    assert_eq!(
        message(move || model(1.0).check_shadow(Place::root("model"), &bar)),
        "the shadow of `model.layers[1].weights[0]` has length 3, but `model.layers[1].weights[0]` has length 2"
    );
    let nothing = ExprTangent::Nothing;
    assert_eq!(
        message(move || expr(1.0).check_shadow(Place::root("e"), &nothing)),
        "the shadow of `e` is of another variant than `e`"
    );
    assert!(message(|| expr(1.0).move_along(&ExprTangent::Nothing, 1.0)).contains("another variant"));
    assert!(message(|| ExprTangent::Nothing.accumulate(ExprTangent::Const(1.0))).contains("another variant"));
    assert!(
        message(|| {
            let _ = ExprTangent::Nothing.dot(&ExprTangent::Const(1.0));
        })
        .contains("another variant")
    );
    let mut result: Result<f64, u8> = Ok(1.0);
    assert!(message(move || result.move_along(&Err(()), 1.0)).contains("`Err`"));
}

#[derive(Clone, Debug, Differentiable)]
struct Held {
    a: f64,
    #[constant]
    c: f64,
}

/// A constant field is held, whatever reads it.
#[differentiate]
fn held(x: f64, #[constant] s: &Held) -> f64 {
    s.a * s.c * x
}

#[differentiate]
fn of_held(s: &Held, x: f64) -> f64 {
    s.a * s.c * x
}

#[test]
fn what_a_constant_field_holds() {
    let s = Held { a: 2.0, c: 3.0 };
    assert_eq!(grad_held(5.0, &s), 6.0);
    let (s_bar, x_bar) = grad_of_held(&s, 5.0);
    assert_eq!((s_bar, x_bar), (HeldTangent { a: 15.0, c: () }, 6.0));
}

#[differentiate]
fn shrink(e: &Expr) -> f64 {
    match e {
        Expr::Const(c) => *c,
        Expr::Add(a, b) => shrink(a) * shrink(b),
        Expr::Many { terms, factor } => {
            let mut sum = 1.0;
            for term in terms {
                sum += shrink(term) * factor;
            }
            sum
        }
        Expr::Nothing => 1.0,
    }
}

#[test]
fn the_gradient_of_an_expression_is_an_expression() {
    // 2 * (1 + 3 * 4 + 3)
    let (value, e_bar) = value_and_grad_shrink(&expr(2.0));
    assert_eq!(value, 32.0);
    let many = ExprTangent::Many { terms: vec![ExprTangent::Const(6.0), ExprTangent::Nothing], factor: 10.0 };
    assert_eq!(e_bar, ExprTangent::Add(Box::new(ExprTangent::Const(16.0)), Box::new(many)));
}

#[differentiate]
fn of_model(m: &Model<f64, 2>, x: f64) -> f64 {
    let mut sum = m.other * x;
    for layer in &m.layers {
        for (i, row) in layer.weights.iter().enumerate() {
            for w in row {
                sum = sum * w + layer.bias[i] * x;
            }
        }
    }
    sum * m.pairs[0].0 + m.shared.0
}

#[test]
fn nested_fields() {
    let m = model(0.7);
    let (m_bar, x_bar) = grad_of_model(&m, 0.9);
    let step = 1e-6;
    let difference = (of_model(&m, 0.9 + step) - of_model(&m, 0.9 - step)) / (2.0 * step);
    assert!((x_bar - difference).abs() < 1e-6 * difference.abs());
    let (mut up, mut down) = (m.clone(), m.clone());
    up.move_along(&m_bar, step);
    down.move_along(&m_bar, -step);
    let difference = (of_model(&up, 0.9) - of_model(&down, 0.9)) / (2.0 * step);
    assert!((m_bar.dot(&m_bar) - difference).abs() < 1e-6 * difference.abs());
}

#[derive(Debug, Differentiable)]
struct Inner<'a> {
    data: &'a [f64],
    weight: f64,
}

#[derive(Debug, Differentiable)]
struct Maps {
    rates: HashMap<String, f64>,
    rows: BTreeMap<u8, Vec<f64>>,
}

#[derive(Debug, Differentiable)]
struct Outer<'a> {
    inner: Inner<'a>,
    maps: Maps,
    places: Vec<usize>,
    #[constant]
    lock: Mutex<u8>,
}

#[derive(Debug, Differentiable)]
enum Which<'a> {
    Whole(Outer<'a>, f64),
    Part { inner: Inner<'a> },
    Neither,
}

#[differentiate]
fn of_which(e: &Which<'_>, x: f64) -> f64 {
    match e {
        Which::Whole(o, s) => o.inner.data[o.places[0]] * o.inner.weight * s * o.maps.rates["a"] * x,
        Which::Part { inner } => inner.weight * x,
        Which::Neither => x,
    }
}

#[test]
fn structs_that_borrow_are_nested() {
    let data = [2.0, 3.0];
    let inner = Inner { data: &data, weight: 5.0 };
    let maps = Maps { rates: [("a".to_owned(), 7.0)].into(), rows: [(1, vec![1.0])].into() };
    let whole = Which::Whole(Outer { inner, maps, places: vec![1], lock: Mutex::new(0) }, 11.0);
    let (e_bar, x_bar) = grad_of_which(&whole, 2.0);
    assert_eq!(x_bar, 1155.0);
    let WhichTangent::Whole(o_bar, s_bar) = e_bar else { panic!("the variant is that of the value") };
    assert_eq!((o_bar.inner.data, o_bar.inner.weight), (vec![0.0, 770.0], 462.0));
    assert_eq!((o_bar.maps.rates["a"], o_bar.maps.rows[&1].clone(), s_bar), (330.0, vec![0.0], 210.0));
    assert_eq!((o_bar.places, o_bar.lock), ((), ()));
    let part = Which::Part { inner: Inner { data: &data, weight: 5.0 } };
    assert!(matches!(grad_of_which(&part, 2.0), (WhichTangent::Part { inner }, 5.0) if inner.weight == 2.0));
    assert!(matches!(grad_of_which(&Which::Neither, 2.0), (WhichTangent::Neither, 1.0)));
}

#[derive(Clone, Debug, Differentiable)]
struct Tree<T> {
    value: T,
    children: Vec<Self>,
    next: Option<Box<Self>>,
}

#[differentiate]
fn trees(x: f64, n: usize) -> f64 {
    let mut tree = Tree { value: x, children: Vec::new(), next: None };
    let mut sum = x;
    for _ in 0..n {
        sum += tree.value * tree.value;
        tree = Tree { value: sum.sin(), children: vec![tree.clone()], next: None };
        for child in &tree.children {
            sum *= child.value;
        }
    }
    sum
}

#[test]
fn a_generic_type_that_contains_itself() {
    for n in 0..4 {
        check!(trees(0.7, const n));
    }
    let tree = Tree { value: 1.0, children: vec![Tree { value: 2.0, children: vec![], next: None }], next: None };
    let child = TreeTangent { value: 0.0, children: vec![], next: None };
    assert_eq!(tree.zero_tangent(), TreeTangent { value: 0.0, children: vec![child], next: None });
}

#[derive(Clone, Debug, Differentiable)]
struct Passive {
    order: Ordering,
    time: Duration,
    range: Range<usize>,
    lengths: [usize; 2],
    maybe: Option<usize>,
    pair: (bool, Vec<String>),
    x: f64,
}

#[test]
fn what_has_no_derivative_lies_on_the_tape() {
    let value = Passive {
        order: Ordering::Less,
        time: Duration::new(3, 4),
        range: 1..5,
        lengths: [6, 7],
        maybe: Some(8),
        pair: (true, vec!["a".to_owned()]),
        x: 9.0,
    };
    let zero = PassiveTangent { order: (), time: (), range: (), lengths: (), maybe: (), pair: (), x: 0.0 };
    assert_eq!(value.zero_tangent(), zero);
    let mut tape = Tape::new();
    value.clone().record(&mut tape);
    assert_eq!(format!("{:?}", Passive::restore(&mut tape)), format!("{value:?}"));
    let rows = BTreeMap::from([(1_u8, 2.0), (3, 4.0)]);
    rows.clone().record(&mut tape);
    assert_eq!(BTreeMap::<u8, f64>::restore(&mut tape), rows);
    assert!(tape.is_empty());
}

#[derive(Clone, Debug, Differentiable)]
struct Bounded<'a, 'b: 'a, T: Clone + 'a>
where
    T: 'b,
    &'a T: Copy,
{
    r#type: f64,
    values: &'a [T],
    #[constant]
    name: &'b str,
}

#[test]
fn bounds_with_lifetimes_are_those_of_the_value() {
    let value = Bounded { r#type: 1.0, values: &[2.0], name: "a" };
    assert_eq!(value.zero_tangent(), BoundedTangent { r#type: 0.0, values: vec![0.0], name: () });
}

#[derive(Clone, Debug, Differentiable)]
struct Long {
    /// Too long for a default of its own.
    table: [f64; 40],
}

#[derive(Clone, Debug, Differentiable)]
struct Chain {
    weight: f64,
    rest: Option<Box<Chain>>,
    by_name: HashMap<String, f64>,
    #[constant]
    label: &'static str,
}

#[derive(Clone, Debug, Differentiable)]
struct Either<T>(T, Vec<T>);

#[test]
fn tangents_of_structs_start_from_their_default() {
    let ChainTangent { weight, rest, by_name, label: () } = ChainTangent::default();
    assert_eq!((weight, rest, by_name.len()), (0.0, None, 0));
    let of_layer = LayerTangent { bias: [1.0, 2.0], ..LayerTangent::default() };
    assert_eq!((of_layer.bias, of_layer.weights.len()), ([1.0, 2.0], 0));
    assert_eq!(EitherTangent::<f64>::default(), EitherTangent(0.0, vec![]));
    assert_eq!(Long { table: [1.0; 40] }.zero_tangent(), LongTangent { table: [0.0; 40] });
    let chain = Chain { weight: 1.0, rest: None, by_name: HashMap::new(), label: "a" };
    assert_eq!((chain.weight, chain.rest.is_none(), chain.by_name.len(), chain.label), (1.0, true, 0, "a"));
    let Either(one, list) = Either(1.0, vec![2.0]);
    assert_eq!((one, list), (1.0, vec![2.0]));
}
