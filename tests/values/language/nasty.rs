//! Programs in which a wrong order, a stale value, or a forgotten scope shows.

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn left_operand_first(x: f64) -> f64 {
    let mut y = x;
    let z = y + {
        y *= 3.0;
        y * y
    } * y;
    z - y
        * {
            y = y.sin();
            y
        }
        * y
}

#[test]
fn operands_are_read_before_blocks_to_their_right_run() {
    let x = 0.7_f64;
    let y = 3.0 * x;
    assert_eq!(left_operand_first(x), x + y * y * y - y * y.sin() * y.sin());
    check!(left_operand_first(x));
}

#[differentiate]
fn elements_in_order(x: f64) -> f64 {
    let mut y = x;
    let a = [
        y,
        {
            y *= y;
            y
        },
        y,
    ];
    let t = (
        y,
        {
            y += a[0];
            y
        },
        y * y,
    );
    a[0] * a[1] + a[2] * t.0 - t.1 * t.2
}

#[test]
fn elements_of_arrays_and_tuples_are_evaluated_in_order() {
    check!(elements_in_order(0.7));
}

#[differentiate]
fn compound_reads_last(x: f64) -> f64 {
    let mut y = x;
    y += {
        y = 2.0 * y;
        y * x
    };
    let mut a = [x, y];
    let mut k = 0;
    a[k] *= {
        k += 1;
        a[0] * a[1]
    };
    a[k] = {
        k = 0;
        a[1] * x
    };
    y * a[0] + a[1] * (k + 1) as f64
}

#[test]
fn the_right_side_of_a_compound_assignment_runs_first() {
    let x = 0.7_f64;
    let y = 2.0 * x + 2.0 * x * x;
    assert!((compound_reads_last(x) - (x * x * y * y * y + x * y * y)).abs() < 1e-12);
    check!(compound_reads_last(x));
}

#[differentiate]
fn index_with_side_effect(a: [f64; 4], x: f64) -> f64 {
    let mut a = a;
    let mut k = 0;
    a[{
        k += 1;
        k
    }] *= x;
    a[{
        k += 1;
        k
    }] += a[k] * a[1];
    let y = a[{
        k += 1;
        k
    }];
    y * a[1] * a[2] * k as f64
}

#[test]
fn an_index_with_a_side_effect_runs_once() {
    check!(index_with_side_effect([0.5, 1.2, -0.7, 0.9], 1.3));
}

#[differentiate]
fn receiver_first(x: f64) -> f64 {
    let mut y = x;
    let z = y.powf({
        y += 1.0;
        y
    });
    z.max({
        y *= z;
        y
    }) * y
}

#[test]
fn a_receiver_is_read_before_its_arguments() {
    assert_eq!(receiver_first(0.7), {
        let z = 0.7_f64.powf(1.7);
        z.max(1.7 * z) * (1.7 * z)
    });
    check!(receiver_first(0.7));
}

#[differentiate]
fn deep(a: &[f64], n: usize, limit: f64) -> f64 {
    let mut sum = 0.0;
    let mut rounds = 0;
    while rounds < 3 && sum < limit {
        for i in 0..n {
            if a[i] > 0.0 {
                let mut y = a[i];
                for j in i..n {
                    if (i + j + rounds) % 2 == 0 {
                        y = y * a[j] + sum;
                        let mut k = j;
                        while k > 0 {
                            if y.abs() > 1.0 {
                                y = y.sin();
                            } else if k % 2 == 0 {
                                y += a[k - 1] * y;
                            }
                            k /= 2;
                        }
                    } else if y < -2.0 {
                        break;
                    }
                }
                sum += y * y;
            } else {
                sum -= a[i] * sum;
                continue;
            }
            sum *= 0.9;
        }
        rounds += 1;
    }
    sum
}

#[test]
fn six_levels_of_control_flow() {
    check!(deep(&[0.9, -0.5, 0.4, 1.2], const 4, 50.0));
    check!(deep(&[0.9, -0.5, 0.4, 1.2], const 4, 0.5));
}

#[differentiate]
fn last_of_loop(x: f64, n: usize) -> f64 {
    let mut last = 0.0;
    let mut factor = x;
    for i in 0..n {
        let y = factor * x;
        last = y * y;
        if i % 2 == 0 {
            factor = last;
        }
        let factor = 2.0 * y;
        last += factor;
    }
    last * factor
}

#[test]
fn an_inner_name_does_not_hide_the_outer_after_its_scope() {
    for n in 0..4 {
        check!(last_of_loop(0.6, const n));
    }
}

#[differentiate]
fn zero_adjoints(x: f64, n: usize) -> f64 {
    let mut y = x;
    for i in 0..n {
        let z = (y - x).abs().sqrt();
        if i > 100 {
            y += z;
        }
        y *= 1.1;
    }
    y
}

#[test]
fn a_pole_that_does_not_reach_the_result() {
    assert_eq!(grad_zero_adjoints(2.0, 1), 1.1);
}

#[differentiate]
fn both_of_pair(x: f64, n: usize) -> f64 {
    let mut p = [x, 1.0];
    for i in 0..n {
        let (u, v) = (p[0], p[1]);
        p[1] = u * v;
        p[0] = v + u * p[1];
        (p[0], p[1]) = (p[1], p[0]);
        let q = p;
        p[i % 2] = q[1 - i % 2] * q[0];
    }
    p[0] - p[1]
}

#[test]
fn pairs_are_exchanged_through_copies() {
    for n in 0..5 {
        check!(both_of_pair(0.6, const n));
    }
}

#[differentiate]
fn same_value_three_ways(x: f64, a: &mut [f64]) -> f64 {
    let y = x;
    let z = y;
    a[0] = z;
    let b = a[0];
    a[0] = a[0];
    let mut c = b;
    c = c;
    a[1] = c * b;
    c += y;
    x * y + z * b * c + a[1]
}

#[test]
fn copies_of_copies() {
    check!(same_value_three_ways(0.6, &mut [9.0, 9.0]));
}

#[differentiate]
fn unequal_paths(x: f64, n: usize) -> f64 {
    let mut y = x;
    let mut history = [0.0; 8];
    for i in 0..n {
        history[i] = y;
        if i % 3 == 0 {
            y = y * y;
            if i % 2 == 0 {
                continue;
            }
            y += history[i];
        } else if i % 3 == 1 {
            y = y.sin() * history[i - 1];
        }
        y += 0.5 * x;
    }
    for i in (0..n).rev() {
        y = y * history[i] + history[n - 1 - i];
    }
    y
}

#[test]
fn iterations_that_record_different_amounts() {
    for n in 0..8 {
        check!(unequal_paths(0.8, const n));
    }
}

#[differentiate]
fn condition_from_array(a: &mut [f64], n: usize) -> f64 {
    let mut i = 0;
    while i < n && a[i] < 2.0 {
        a[i] = a[i] * 1.5 + a[0];
        if a[i] > 1.0 {
            i += 1;
        }
    }
    a[0] * a[n - 1] + i as f64 * a[1]
}

#[test]
fn a_condition_on_an_element_that_the_body_overwrites() {
    check!(condition_from_array(&mut [0.3, 0.7, 1.9], const 3));
    check!(condition_from_array(&mut [0.3, 0.7, 2.9], const 3));
    check!(condition_from_array(&mut [2.3, 0.7, 1.9], const 3));
}

#[differentiate]
fn initialized_again(x: f64, n: usize) -> f64 {
    let mut total = 1.0;
    for i in 0..n {
        let y;
        let mut z = 0.0;
        if i % 2 == 0 {
            y = x * total;
        } else {
            y = total;
            z = y * y;
        }
        for _ in 0..i {
            z = z * x + y;
        }
        total = y + z * x;
    }
    total
}

#[test]
fn deferred_initialization_in_a_loop() {
    for n in 0..5 {
        check!(initialized_again(0.6, const n));
    }
}

#[differentiate]
fn saved_across(x: f64, n: usize) -> f64 {
    let mut k = n;
    let mut y = x;
    let mut saved = 0;
    loop {
        if k == 0 {
            break;
        }
        let before = k;
        k -= 1;
        if k % 3 == 1 {
            saved = before;
            y = y.sin() + saved as f64 * 0.1;
        } else {
            y *= x + (saved + before) as f64 * 0.1;
            k -= usize::from(k > 4);
        }
    }
    y * saved as f64 + y
}

#[test]
fn integer_state_runs_backwards_too() {
    for n in 0..10 {
        check!(saved_across(0.8, const n));
    }
}

#[differentiate]
fn nested_returns(a: &mut [f64], x: f64) -> f64 {
    let mut y = x;
    for i in 0..a.len() {
        a[i] *= y;
        y = {
            let t = a[i] * y;
            if t > 3.0 {
                a[i] = t;
                return t * y;
            }
            let s = loop {
                if t < 0.0 {
                    break t * t;
                }
                if i == 2 {
                    return a[0] * t;
                }
                break t + x;
            };
            s * 0.9
        };
    }
    y
}

#[test]
fn returns_from_blocks_that_are_values() {
    check!(nested_returns(&mut [0.9, -0.5], 1.3));
    check!(nested_returns(&mut [0.9, -0.5, 0.4, 0.3], 1.3));
    check!(nested_returns(&mut [0.9, 2.5, 0.4], 1.5));
}
