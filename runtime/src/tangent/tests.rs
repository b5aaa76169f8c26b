//! Tangents are vectors of the shape of their primal.

#![allow(clippy::float_cmp, reason = "small integers are exact")]

use std::borrow::ToOwned;
use std::boxed::Box;
use std::panic;
use std::string::String;
use std::vec;
use std::vec::Vec;

use super::Tangent;
use crate::__private::{check_shadow, dummy_shadow, take, zero_tangent};

fn message(refused: impl FnOnce() + panic::UnwindSafe) -> String {
    let payload = panic::catch_unwind(refused).unwrap_err();
    match payload.downcast::<String>() {
        Ok(text) => *text,
        Err(payload) => (*payload.downcast::<&str>().unwrap()).to_owned(),
    }
}

#[test]
fn zeros_have_the_shape_of_the_primal() {
    assert_eq!(zero_tangent(&[1.0, 2.0][..]), vec![0.0, 0.0]);
    assert_eq!(zero_tangent(&vec![vec![1.0], vec![]]), vec![vec![0.0], vec![]]);
    assert_eq!(zero_tangent(&&mut [[1.0_f32; 2]; 3]), [[0.0; 2]; 3]);
    assert_eq!(zero_tangent(&[&[1.0][..], &[]]), [vec![0.0], vec![]]);
    assert_eq!(zero_tangent(&(1.0, 2_u8, "text", [3.0])), (0.0, (), (), [0.0]));
    assert_eq!(zero_tangent(&[Some(1.0), None]), [Some(0.0), None]);
    assert_eq!(zero_tangent(&Box::new(1.0)), Box::new(0.0));
    assert_eq!(zero_tangent(&vec![1.0].into_boxed_slice()), vec![0.0].into());
    assert_eq!(zero_tangent(&[1, 2, 3][..]), vec![(); 3]);
    assert_eq!(zero_tangent(&Vec::<[f64; 3]>::new()), Vec::<[f64; 3]>::new());
}

#[test]
fn tangents_add_scale_and_multiply() {
    let mut tangent = (1.0, [2.0_f32, 3.0], vec![4.0], Some(Box::new(5.0)), ());
    tangent.accumulate(tangent.clone());
    assert_eq!(tangent, (2.0, [4.0, 6.0], vec![8.0], Some(Box::new(10.0)), ()));
    tangent.scale(0.5);
    assert_eq!(tangent.dot(&tangent), 55.0);
    assert_eq!(tangent.zero_like().norm(), 0.0);
    let mut boxed = vec![1.0, 2.0].into_boxed_slice();
    boxed.accumulate(vec![1.0, 1.0].into());
    assert_eq!(boxed.dot(&boxed), 13.0);
    assert_eq!(boxed.zero_like().len(), 2);
}

#[test]
fn taking_leaves_a_zero() {
    let mut bar = vec![1.0, 2.0];
    assert_eq!(take(&mut bar, &[0.5; 2][..]), vec![1.0, 2.0]);
    assert_eq!(bar, vec![0.0, 0.0]);
}

#[test]
fn dummies_of_slices_are_empty() {
    let mut slice = dummy_shadow(&[1.0; 9][..]);
    let shadow: &mut [f64] = &mut slice;
    assert!(shadow.is_empty());
    assert_eq!(dummy_shadow(&vec![1.0; 9]).capacity(), 0);
    assert_eq!(dummy_shadow(&[vec![1.0], vec![2.0]]), [vec![], vec![]]);
    assert_eq!(dummy_shadow(&(1.0, [2.0; 2], Some(3.0))), (0.0, [0.0; 2], Some(0.0)));
}

#[test]
fn a_shadow_of_another_length_is_refused() {
    assert_eq!(
        message(|| check_shadow("a", &[0.0; 4][..], &[0.0; 3])),
        "the shadow of `a` has length 3, but `a` has length 4"
    );
    assert_eq!(
        message(|| check_shadow("a", &vec![vec![], vec![], vec![1.0]], &vec![vec![], vec![], vec![]])),
        "the shadow of `a[2]` has length 0, but `a[2]` has length 1"
    );
    assert_eq!(
        message(|| check_shadow("a", &[&[1.0][..]], &[vec![1.0, 2.0]])),
        "the shadow of `a[0]` has length 2, but `a[0]` has length 1"
    );
    assert_eq!(
        message(|| check_shadow("p", &(1.0, [vec![1.0]]), &(0.0, [vec![]]))),
        "the shadow of `p.1[0]` has length 0, but `p.1[0]` has length 1"
    );
    assert_eq!(message(|| check_shadow("a", &Some(1.0), &None)), "the shadow of `a` is `None`, but `a` is `Some`");
    assert_eq!(
        message(|| check_shadow("a", &Some(vec![1.0]), &Some(vec![]))),
        "the shadow of `a` has length 0, but `a` has length 1"
    );
}

#[test]
fn a_shadow_of_the_same_shape_is_accepted() {
    check_shadow("x", &1.0, &0.0);
    check_shadow("n", &7_usize, &());
    check_shadow("a", &vec![[1.0, 2.0]], &vec![[0.0, 0.0]]);
    check_shadow("b", &Box::new(vec![1.0]), &Box::new(vec![0.0]));
    check_shadow("c", &(vec![None, Some(1.0)], "text"), &(vec![None, Some(0.0)], ()));
    check_shadow("m", &&mut [vec![1.0]][..], &[vec![0.0]]);
}

#[test]
fn tangents_of_other_shapes_do_not_mix() {
    assert_eq!(message(|| vec![0.0; 4].accumulate(vec![0.0; 3])), "a tangent of length 3 is added to one of length 4");
    assert_eq!(
        message(|| assert!(vec![0.0; 4].dot(&vec![0.0; 3]) > 0.0)),
        "the dot product of tangents of length 4 and 3"
    );
    assert_eq!(message(|| Some(0.0).accumulate(None)), "a tangent that is `None` meets one that is `Some`");
}
