//! The rules of operators whose operands only the compiler knows.

#![allow(clippy::float_cmp, reason = "small integers are exact")]

use chainrule::__private::{add_reverse, div_reverse, mul_reverse, neg_reverse, rem_reverse, sub_reverse};
use chainrule::Real;

#[test]
fn values_and_references_have_the_same_rules() {
    let (x, z) = (&6.0, &2.0);
    assert_eq!(add_reverse(x, z, 3.0), (3.0, 3.0));
    assert_eq!(sub_reverse(&x, z, 3.0), (3.0, -3.0));
    assert_eq!(mul_reverse(x, &z, 3.0), (6.0, 18.0));
    assert_eq!(div_reverse(&x, &z, &3.0, 2.0), (1.0, -3.0));
    assert_eq!(rem_reverse(x, z, 2.0), (2.0, -6.0));
    assert_eq!(neg_reverse(x, 2.0), -2.0);
    assert_eq!(neg_reverse(&x, 2.0), -2.0);
}

#[test]
fn single_precision_has_the_same_rules() {
    assert_eq!(mul_reverse(&6.0_f32, &&2.0_f32, 3.0_f32), (6.0, 18.0));
    assert_eq!(div_reverse(&&6.0_f32, &2.0_f32, &3.0, 2.0_f32), (1.0, -3.0));
}

#[test]
fn integers_carry_no_derivative() {
    assert_eq!(add_reverse(&1_usize, &&2_usize, ()), ((), ()));
    assert_eq!(rem_reverse(&&7_i64, &2_i64, ()), ((), ()));
    assert_eq!(neg_reverse(&7_i8, ()), ());
}

#[test]
fn generic_scalars_have_rules() {
    fn square_bar<T: Real>(x: T, y_bar: T) -> T {
        let (a, b) = mul_reverse(&x, &x, y_bar);
        a + b
    }
    assert_eq!(square_bar(3.0, 1.0), 6.0);
    assert_eq!(square_bar(3.0_f32, 1.0), 6.0);
}
