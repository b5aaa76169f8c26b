//! Derived tangents: their shapes, their laws as vectors, and functions of the types they belong to.

use chainrule::{Differentiable, Place, Tangent, differentiate};

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

#[test]
fn fields_of_a_tangent_are_left_to_its_default() {
    let of_layer = LayerTangent { bias: [1.0, 2.0], ..LayerTangent::default() };
    assert_eq!((of_layer.bias, of_layer.weights.len()), ([1.0, 2.0], 0));
}
