//! What is recorded comes back, in the opposite order.

#![allow(clippy::float_cmp, reason = "what was recorded comes back exactly")]

use core::fmt::Debug;
use std::boxed::Box;
use std::panic;
use std::string::String;
use std::vec;
use std::vec::Vec;

use crate::Tangent;

use super::{Record, Site, Tape};

fn comes_back<T: Record + Clone + PartialEq + Debug>(values: &[T]) {
    let mut tape = Tape::new();
    for value in values {
        tape.push(value.clone());
    }
    for value in values.iter().rev() {
        assert_eq!(&tape.pop::<T>(), value);
    }
    assert!(tape.is_empty());
}

#[test]
fn scalars_come_back() {
    comes_back(&[1.5, -0.0, f64::INFINITY, f64::MIN_POSITIVE]);
    comes_back(&[1.1_f32, f32::MAX, f32::from_bits(1)]);
    comes_back(&[0, u8::MAX]);
    comes_back(&[i8::MIN, -1, i8::MAX]);
    comes_back(&[i32::MIN, -1, i32::MAX]);
    comes_back(&[i64::MIN, -1, i64::MAX]);
    comes_back(&[usize::MAX, 0]);
    comes_back(&[u128::MAX, 1 << 70, 3]);
    comes_back(&[i128::MIN, -1, i128::MAX]);
    comes_back(&['a', '\u{10ffff}']);
    comes_back(&[(), ()]);
}

#[test]
fn nan_comes_back() {
    let mut tape = Tape::new();
    tape.push(f64::NAN);
    tape.push(f32::NAN);
    assert!(tape.pop::<f32>().is_nan());
    assert!(tape.pop::<f64>().is_nan());
}

#[test]
fn negative_zero_keeps_its_sign() {
    let mut tape = Tape::new();
    tape.push(-0.0);
    assert!(tape.pop::<f64>().is_sign_negative());
}

#[test]
fn bits_come_back_across_words() {
    for length in [0, 1, 62, 63, 64, 126, 127, 1000] {
        let bits: Vec<bool> = (0..length).map(|index| index * index % 7 < 3).collect();
        comes_back(&bits);
    }
    comes_back(&[false; 200]);
    comes_back(&[true; 200]);
}

#[test]
fn bits_alternate_at_a_word_boundary() {
    let mut tape = Tape::new();
    tape.push([false; 62]);
    for _ in 0..5 {
        tape.push(true);
        tape.push(false);
        assert!(!tape.pop::<bool>());
        assert!(tape.pop::<bool>());
    }
    assert_eq!(tape.pop::<[bool; 62]>(), [false; 62]);
    assert!(tape.is_empty());
}

#[test]
fn containers_come_back() {
    comes_back(&[[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    comes_back(&[[[1_u8, 2], [3, 4]]]);
    comes_back(&[[Some(1.0), None]]);
    comes_back(&[(1.0, 2_usize, true), (3.0, 4, false)]);
    comes_back(&[(1.0, 2.0, [3.0, 4.0], (5.0,))]);
    comes_back(&[(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12)]);
    comes_back(&[Some(2.0), None, Some(3.0)]);
    comes_back(&[Some(Some(1_i16)), Some(None), None]);
    comes_back(&[vec![1.0, 2.0], vec![], vec![3.0]]);
    comes_back(&[vec![vec![1_i32], vec![]], vec![vec![2, 3]]]);
    comes_back(&[vec![true, false, false]]);
    comes_back(&[Box::new(1.0)]);
}

#[test]
fn slices_come_back_in_place() {
    let mut tape = Tape::new();
    let (mut reals, mut pairs) = ([1.0, 2.0, 3.0], [(1, true), (2, false)]);
    tape.push_slice(&reals);
    tape.push_slice(&pairs);
    (reals, pairs) = ([0.0; 3], [(0, false); 2]);
    tape.pop_slice(&mut pairs);
    tape.pop_slice(&mut reals);
    assert_eq!((reals, pairs), ([1.0, 2.0, 3.0], [(1, true), (2, false)]));
    assert!(tape.is_empty());
}

#[test]
fn kinds_interleave() {
    let mut tape = Tape::new();
    for index in 0..1000_u32 {
        tape.push(f64::from(index));
        tape.push(index);
        tape.push(index % 3 == 0);
        tape.push_slice(&[f64::from(index), 0.5]);
    }
    let copy = tape.clone();
    for mut tape in [tape, copy] {
        for index in (0..1000_u32).rev() {
            let mut pair = [0.0; 2];
            tape.pop_slice(&mut pair);
            assert_eq!(pair, [f64::from(index), 0.5]);
            assert_eq!(tape.pop::<bool>(), index % 3 == 0);
            assert_eq!(tape.pop::<u32>(), index);
            assert_eq!(tape.pop::<f64>(), f64::from(index));
        }
        assert!(tape.is_empty());
    }
}

#[test]
fn sites_link_types() {
    fn same<T>(_: Site<T>, _: Site<T>) {}
    let mut tape = Tape::new();
    let site = Tape::site();
    same(site, Tape::site_of(|| -> u16 { unreachable!() }));
    tape.push_at(&site, 7);
    assert_eq!(tape.pop_at(&site), 7);
    assert_eq!(size_of::<Site<[f64; 100]>>(), 0);
}

#[test]
fn nothing_is_allocated_before_the_first_push() {
    let tape = Tape::new();
    assert_eq!((tape.reals.capacity(), tape.integers.capacity()), (0, 0));
}

#[test]
fn capacity_doubles() {
    let mut tape = Tape::new();
    let mut capacities = vec![0];
    for _ in 0..10_000 {
        tape.push(1.0);
        let capacity = tape.reals.capacity();
        if capacities.last() != Some(&capacity) {
            capacities.push(capacity);
        }
    }
    assert!(capacities.len() < 12);
    assert!(capacities[1..].windows(2).all(|pair| pair[1] >= 2 * pair[0]));
}

#[test]
fn underflow_is_a_bug_in_chainrule() {
    fn message(restore: fn(&mut Tape)) -> String {
        let refused = panic::catch_unwind(|| restore(&mut Tape::new())).unwrap_err();
        (*refused.downcast::<&str>().unwrap()).into()
    }
    let restores: [fn(&mut Tape); 6] = [
        |tape| tape.pop::<f64>().accumulate(0.0),
        |tape| assert!(tape.pop::<usize>() > 0),
        |tape| assert!(tape.pop::<bool>()),
        |tape| assert!(tape.pop::<[f64; 2]>().is_empty()),
        |tape| tape.pop_slice(&mut [0.0]),
        |tape| drop(tape.pop::<Vec<f64>>()),
    ];
    for restore in restores {
        assert_eq!(message(restore), "bug in chainrule: the tape is empty");
    }
}

#[test]
fn arrays_of_arrays_come_back_in_their_order() {
    fn comes_back<T: Record + Clone + PartialEq + Debug>(value: T) {
        let mut tape = Tape::new();
        tape.push(0.5);
        tape.push(value.clone());
        tape.push_slice(&[value.clone(), value.clone()]);
        let mut both: [T; 2] = [tape.pop(), tape.pop()];
        tape.push_slice(&both);
        tape.pop_slice(&mut both);
        assert_eq!(both, [value.clone(), value.clone()]);
        assert_eq!(tape.pop::<T>(), value);
        assert_eq!(tape.pop::<f64>(), 0.5);
        assert!(tape.is_empty());
    }
    comes_back([[1.0, 2.0, 3.0], [4.0, 5.0, 6.0]]);
    comes_back([[[1.0_f32, 2.0], [3.0, 4.0]], [[5.0, 6.0], [7.0, 8.0]], [[9.0, 10.0], [11.0, 12.0]]]);
    comes_back([[1_usize, 2], [3, 4], [5, 6]]);
    comes_back([[true, false, false], [false, true, true]]);
    comes_back([[(1.0, 2_u8), (3.0, 4)], [(5.0, 6), (7.0, 8)]]);
    comes_back([[Some([1.0, 2.0]), None], [None, Some([3.0, 4.0])]]);
    comes_back([[1_u128 << 100, 2], [3, 4]]);
    comes_back([[0.0; 0]; 3]);
}
