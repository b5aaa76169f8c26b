//! Derived tangents of types that are generic, recursive, or borrow, and of parts without a derivative.

use chainrule::{Differentiable, Record, Tape, differentiate};
use chainrule_tests::check;
use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::ops::Range;
use std::sync::Mutex;
use std::time::Duration;

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
    assert_eq!(EitherTangent::<f64>::default(), EitherTangent(0.0, vec![]));
    assert_eq!(Long { table: [1.0; 40] }.zero_tangent(), LongTangent { table: [0.0; 40] });
    let chain = Chain { weight: 1.0, rest: None, by_name: HashMap::new(), label: "a" };
    assert_eq!((chain.weight, chain.rest.is_none(), chain.by_name.len(), chain.label), (1.0, true, 0, "a"));
    let Either(one, list) = Either(1.0, vec![2.0]);
    assert_eq!((one, list), (1.0, vec![2.0]));
}
