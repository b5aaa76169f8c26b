//! `if`, as statement and value, on integers, flags, and active values.

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn larger(x: f64, y: f64) -> f64 {
    if x > y { x * x } else { x * y * y }
}

#[test]
fn a_branch_on_active_values() {
    check!(larger(2.0, 1.0) => (4.0, 0.0));
    check!(larger(1.0, 2.0) => (4.0, 4.0));
}

#[differentiate]
fn overwritten_in_one_branch(x: f64, n: i32) -> f64 {
    let mut y = x.sin();
    if n > 0 {
        y *= y * x;
    }
    y * y
}

#[test]
fn a_branch_without_else_restores_what_it_overwrites() {
    check!(overwritten_in_one_branch(0.8, const 1));
    check!(overwritten_in_one_branch(0.8, const 0));
}

#[differentiate]
fn condition_overwritten(x: f64, n: usize) -> f64 {
    let mut k = n;
    let mut y = x;
    if k > 2 {
        k = 0;
        y = y * y;
    } else {
        k += 10;
        y = y.sin();
    }
    if k > 2 {
        y *= x;
    }
    y
}

#[test]
fn a_branch_that_overwrites_its_own_condition() {
    check!(condition_overwritten(0.8, const 3) => 1.6);
    check!(condition_overwritten(0.8, const 1) => 0.8_f64.sin() + 0.8 * 0.8_f64.cos());
}

#[differentiate]
fn active_condition_overwritten(x: f64) -> f64 {
    let mut y = x * x;
    if y > 1.0 {
        y = 0.1 * y * x;
    } else {
        y = 10.0 + y;
    }
    if y > 5.0 { y * y } else { y.exp() }
}

#[test]
fn an_active_condition_that_its_branch_overwrites() {
    check!(active_condition_overwritten(1.5));
    check!(active_condition_overwritten(0.5));
}

#[differentiate]
fn chain(x: f64) -> f64 {
    if x < -1.0 {
        x.exp()
    } else if x < 0.0 {
        let y = x * x;
        y * x
    } else if x < 1.0 {
        2.0 * x
    } else {
        x.ln()
    }
}

#[test]
fn each_arm_of_a_chain() {
    check!(chain(-1.5) => (-1.5_f64).exp());
    check!(chain(-0.5) => 0.75);
    check!(chain(0.5) => 2.0);
    check!(chain(1.5) => 1.0 / 1.5);
}

#[differentiate]
fn both(x: f64, y: f64, flag: bool) -> f64 {
    let mut z = x * y;
    if x > 0.0 && y > 0.0 || flag && !(x > y) {
        z = z.sin();
    }
    if !flag || z < 0.5 && x.abs() < 2.0 {
        z *= x;
    }
    z
}

#[test]
fn conditions_with_and_or_not() {
    check!(both(0.8, 0.9, const true));
    check!(both(0.8, -0.9, const false));
    check!(both(-0.8, 0.9, const true));
    check!(both(2.5, 0.9, const true));
}

#[differentiate]
fn lazily(x: f64, a: &[f64], i: usize) -> f64 {
    if i < a.len() && a[i] > 0.0 { a[i] * x } else { x * x }
}

#[test]
fn the_right_operand_of_and_runs_only_when_needed() {
    check!(lazily(1.5, &[1.0, -2.0], const 0));
    check!(lazily(1.5, &[1.0, -2.0], const 1));
    check!(lazily(1.5, &[1.0, -2.0], const 7));
}

#[differentiate]
fn flags(x: f64) -> f64 {
    let mut y = x;
    let big = y > 1.0;
    y *= 0.25;
    let small = y < 0.3;
    if big == small {
        y * y
    } else if big {
        y.exp()
    } else {
        y.sin()
    }
}

#[test]
fn flags_outlive_the_values_they_were_made_from() {
    check!(flags(1.1));
    check!(flags(3.0));
    check!(flags(0.5));
}

#[differentiate]
fn operands(x: f64, c: bool) -> f64 {
    let a = [x, x * x];
    2.0 * if c { x } else { x * x } + a[if c { 1 } else { 0 }] * (if c { x.sin() } else { x.cos() }).exp()
}

#[test]
fn branches_as_operands_and_indices() {
    check!(operands(0.7, const true));
    check!(operands(0.7, const false));
}

#[differentiate]
fn deferred(x: f64, c: bool) -> f64 {
    let y;
    let z: f64;
    if c {
        z = x.exp();
        y = x * z;
    } else {
        y = x;
        z = y * y;
    }
    y * z
}

#[test]
fn both_branches_initialize() {
    check!(deferred(0.7, const true));
    check!(deferred(0.7, const false));
}

#[differentiate]
fn several_values(x: f64, y: f64) -> f64 {
    let (small, large) = if x < y { (x, y) } else { (y, x) };
    let [u, v] = if small > 0.0 { [small, large * 2.0] } else { [large, small] };
    u * u + u * v + small
}

#[test]
fn a_branch_gives_a_tuple_or_an_array() {
    check!(several_values(1.0, 2.0));
    check!(several_values(2.0, 1.0));
    check!(several_values(2.0, -1.0));
}

#[differentiate]
fn shadows_in_arms(x: f64, n: u32) -> f64 {
    let y = x * x;
    let z = if n == 0 {
        let y = y * 2.0;
        let x = y * x;
        x + y
    } else {
        let x = y;
        let y = x.sin();
        x * y
    };
    x + y * z
}

#[test]
fn names_of_an_arm_end_with_it() {
    check!(shadows_in_arms(0.6, const 0));
    check!(shadows_in_arms(0.6, const 1));
}

#[differentiate]
fn nested(x: f64, y: f64, n: usize) -> f64 {
    let mut z = x;
    if n % 2 == 0 {
        if x > y {
            z *= x;
            if n > 2 {
                z += y * z;
            }
        } else {
            z -= y;
        }
        z = z * z;
    } else if y > 0.0 {
        z = if z > 1.0 { y } else { z * y };
    }
    z * x
}

#[test]
fn nested_branches() {
    for n in 0..5 {
        check!(nested(1.5, 0.5, const n));
        check!(nested(0.5, 1.5, const n));
    }
}

#[differentiate]
fn diverging(x: f64, n: i32) -> f64 {
    let y = if n < 0 {
        panic!("negative: {n}")
    } else if n > 100 {
        unreachable!()
    } else {
        x * f64::from(n)
    };
    if n == 99 {
        return x;
    }
    assert!(y.is_finite(), "{y}");
    debug_assert!(n < 100);
    y * y
}

#[test]
fn arms_that_do_not_return() {
    check!(diverging(0.5, const 3) => 9.0);
    check!(diverging(0.5, const 99) => 1.0);
}

#[differentiate]
fn comparisons_as_numbers(x: f64, y: f64) -> f64 {
    let gate = f64::from(u8::from(x > y));
    let sign = (x < 0.0) as i32 as f64;
    gate * x * y + (1.0 - gate) * x + sign * y
}

#[test]
fn comparisons_as_numbers_are_constant() {
    check!(comparisons_as_numbers(2.0, 1.5) => (1.5, 2.0));
    check!(comparisons_as_numbers(-2.0, 1.5) => (1.0, 1.0));
}

#[differentiate]
fn side_effect_in_condition(x: f64, n: usize) -> f64 {
    let mut k = n;
    let y = if {
        k += 1;
        k > 2
    } {
        x * x
    } else {
        x.sin()
    };
    y * k as f64
}

#[test]
fn a_condition_with_a_side_effect_runs_once() {
    check!(side_effect_in_condition(0.5, const 1) => 2.0 * 0.5_f64.cos());
    check!(side_effect_in_condition(0.5, const 2) => 3.0);
}

#[differentiate]
fn untaken_pole(x: f64, y: f64) -> f64 {
    let z = if x > 0.0 { x.ln() } else { 0.0 };
    if y == 0.0 { z + x } else { z + x / y }
}

#[test]
fn a_branch_not_taken_contributes_nothing() {
    assert_eq!(grad_untaken_pole(0.0, 0.0), (1.0, 0.0));
    assert_eq!(grad_untaken_pole(-1.0, 0.0), (1.0, 0.0));
    check!(untaken_pole(2.0, 0.5));
}
