//! Branches, loops, and what repeats or skips them.

use super::*;

#[test]
fn both_arms_of_a_branch() {
    for point @ [x, y] in [[2.0, 1.0], [1.0, 2.0]] {
        let (value, gradient) = branch::value_and_grad_branch(x, y);
        assert_both(|[x, y]| branch::branch(x, y), point, (value, gradient.into()));
    }
}

#[test]
fn a_branch_that_may_do_nothing() {
    for point @ [x, y] in [[2.0, 1.0], [1.0, 2.0]] {
        let (value, gradient) = branch_without_else::value_and_grad_branch_without_else(x, y);
        assert_both(|[x, y]| branch_without_else::branch_without_else(x, y), point, (value, gradient.into()));
    }
}

#[test]
fn every_arm_of_a_match() {
    for degree in 0..5 {
        let (value, gradient) = match_on_integer::value_and_grad_match_on_integer(1.5, degree);
        assert_both(|[x]| match_on_integer::match_on_integer(x, degree), [1.5], (value, [gradient]));
    }
}

#[test]
fn a_loop_over_a_range() {
    for n in [0, 1, 4] {
        let (value, gradient) = for_loop::value_and_grad_for_loop(1.5, n);
        assert_both(|[x]| for_loop::for_loop(x, n), [1.5], (value, [gradient]));
    }
}

#[test]
fn a_loop_that_runs_forward_and_backward_at_once() {
    let (value, (x, a)) = fused_loop::value_and_grad_fused_loop(1.5, &[0.5, -2.0]);
    assert_both(|[x, a, b]| fused_loop::fused_loop(x, &[a, b]), [1.5, 0.5, -2.0], (value, [x, a[0], a[1]]));
}

#[test]
fn a_loop_that_is_recorded() {
    for steps in [0, 1, 5] {
        let (value, gradient) = recorded_loop::value_and_grad_recorded_loop(1.5, steps);
        assert_both(|[x]| recorded_loop::recorded_loop(x, steps), [1.5], (value, [gradient]));
    }
}

#[test]
fn loops_inside_of_loops() {
    let f = |[a, b, c, x, y, z]: [f64; 6]| nested_loops::nested_loops(&[[a, b, c], [c, a, b]], &[x, y, z]);
    let point = [1.0, 2.0, -1.0, 0.5, 1.5, 2.5];
    let (value, (m, x)) =
        nested_loops::value_and_grad_nested_loops(&[[1.0, 2.0, -1.0], [-1.0, 1.0, 2.0]], &[0.5, 1.5, 2.5]);
    let gradient = [m[0][0] + m[1][1], m[0][1] + m[1][2], m[0][2] + m[1][0], x[0], x[1], x[2]];
    assert_both(f, point, (value, gradient));
}

#[test]
fn a_loop_with_a_condition() {
    for x in [0.5, 1.5, 20.0] {
        let (value, gradient) = while_loop::value_and_grad_while_loop(x);
        assert_both(|[x]| while_loop::while_loop(x), [x], (value, [gradient]));
    }
}

#[test]
fn a_loop_that_is_left_from_its_middle() {
    let (value, gradient) = loop_with_break::value_and_grad_loop_with_break(2.0);
    assert!((value - 2.0_f64.sqrt()).abs() < 1e-12, "{value}");
    assert!((gradient - 0.5 / 2.0_f64.sqrt()).abs() < 1e-6, "{gradient}");
}

#[test]
fn a_return_before_the_end() {
    for point @ [x, y] in [[2.0, 1.5], [-2.0, 1.5]] {
        let (value, gradient) = early_return::value_and_grad_early_return(x, y);
        assert_both(|[x, y]| early_return::early_return(x, y), point, (value, gradient.into()));
    }
}

#[test]
fn integers_and_assertions_in_between() {
    let (value, gradient) = passive_statements::value_and_grad_passive_statements(1.5, &[2, 0, 1]);
    assert_both(|[x]| passive_statements::passive_statements(x, &[2, 0, 1]), [1.5], (value, [gradient]));
}

#[test]
fn checkpoints() {
    let found = checkpoint_call::value_and_grad_checkpoint_call(0.5, 0.3);
    assert_both(|[x, y]| checkpoint_call::checkpoint_call(x, y), [0.5, 0.3], (found.0, found.1.into()));
    for n in [0, 1, 2, 3, 10, 50] {
        let whole = |[x, rate]: [f64; 2]| checkpoint_loop::checkpoint_loop(x, rate, n);
        let found = checkpoint_loop::value_and_grad_checkpoint_loop(0.5, 0.1, n);
        assert_both(whole, [0.5, 0.1], (found.0, found.1.into()));
        let again = checkpoint_slots::value_and_grad_checkpoint_slots(0.5, 0.1, n);
        assert_eq!(again, found, "{n} iterations");
    }
}
