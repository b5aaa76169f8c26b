//! The snapshots of `expand.rs`, compiled and run: what a reader sees there is what computes these derivatives.

#![allow(clippy::float_cmp, reason = "both are the same code")]

mod control_flow;
mod lists;

use std::fs;

use chainrule_tests::assert_gradient;

/// Each snapshot in a module of its own.
macro_rules! snapshots {
    ($($name:ident)*) => {
        $(
            #[allow(unused_imports, reason = "the attribute is already expanded")]
            #[allow(clippy::all, clippy::pedantic, reason = "the functions are written as users write")]
            mod $name {
                include!(concat!("../expand/", stringify!($name), ".expanded.rs"));
            }
        )*

        const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

snapshots! {
    accumulate_grad arrays branch branch_without_else call_by_mutable_reference call_by_reference call_by_value
    checkpoint_call checkpoint_loop checkpoint_slots closure constant constant_rows derived double_buffer early_return for_loop forward_mode
    fused_loop generic_length generic_scalar iterator_best
    iterator_collect iterator_filter iterator_fold iterator_sum iterator_windows jacobian labeled_block log_sum_exp
    loop_with_break match_on_integer method neighbors nested_loops operator outer_products overwritten_element parameter_used_once passed_function passive_statements
    primitives push recorded_loop recursive_call refilled_buffer scratch_buffers shared_inverse single_precision slices slices_apart sorted stack stopped
    straight_line sums_in_parts sums_of_rows trait_method tuple vjp while_loop wrt
}

/// Holds value and gradient against the function itself and its differences.
fn assert_both<const N: usize>(f: impl Fn([f64; N]) -> f64, point: [f64; N], (value, gradient): (f64, [f64; N])) {
    assert_eq!(value.to_bits(), f(point).to_bits(), "the value at {point:?}");
    assert_grad(f, point, gradient);
}

fn assert_grad<const N: usize>(f: impl Fn([f64; N]) -> f64, point: [f64; N], gradient: [f64; N]) {
    assert_gradient(|x| f(<[f64; N]>::try_from(x).expect("as many coordinates")), &point, &gradient);
}

#[test]
fn every_snapshot_is_compiled() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/expand");
    let entries = fs::read_dir(folder).expect("the folder of the snapshots");
    let files = entries.map(|entry| entry.expect("an entry of the folder").file_name().into_string().expect("a name"));
    let names = files.filter_map(|file| file.strip_suffix(".expanded.rs").map(str::to_owned));
    let missing: Vec<String> = names.filter(|name| !NAMES.contains(&name.as_str())).collect();
    assert!(missing.is_empty(), "missing in `snapshots!`: {missing:?}");
}

#[test]
fn a_straight_line() {
    let [x, y] = [0.5, 1.5];
    let (value, gradient) = straight_line::value_and_grad_straight_line(x, y);
    assert_both(|[x, y]| straight_line::straight_line(x, y), [x, y], (value, gradient.into()));
    assert_eq!(straight_line::grad_straight_line(x, y), gradient);
    assert_eq!(straight_line::vjp_straight_line(x, y).1(1.0), gradient);
    let (mut x_bar, mut y_bar) = (0.0, 0.0);
    straight_line::accumulate_grad_straight_line(x, &mut x_bar, y, &mut y_bar);
    assert_eq!((x_bar, y_bar), gradient);
}

#[test]
fn forward_mode_with_a_loop_a_call_and_a_struct() {
    use self::forward_mode::{Spring, SpringTangent, forward_mode, jvp_forward_mode};
    let run = |at: f64| {
        let spring = Spring { stiffness: 1.5 + 0.5 * at, length: 0.75 - at };
        let mut positions = [0.0, 1.0 + 0.25 * at, 3.0];
        let energy = forward_mode(spring, &mut positions, 0.125 + at);
        [energy, positions[0], positions[1], positions[2]]
    };
    let spring = Spring { stiffness: 1.5, length: 0.75 };
    let (mut positions, mut positions_dot) = ([0.0, 1.0, 3.0], [0.0, 0.25, 0.0]);
    let spring_dot = SpringTangent { stiffness: 0.5, length: -1.0 };
    let (energy, energy_dot) = jvp_forward_mode(spring, spring_dot, &mut positions, &mut positions_dot, 0.125, 1.0);
    assert_eq!([energy, positions[0], positions[1], positions[2]], run(0.0));
    let found = [energy_dot, positions_dot[0], positions_dot[1], positions_dot[2]];
    for (index, dot) in found.into_iter().enumerate() {
        assert_gradient(|at| run(at[0])[index], &[0.0], &[dot]);
    }
}

#[test]
fn functions_of_the_standard_library() {
    for point @ [x, y] in [[1.5, 0.75], [0.5, 4.0]] {
        let gradient = primitives::grad_primitives(x, y);
        assert_grad(|[x, y]| primitives::primitives(x, y), point, gradient.into());
    }
}

#[test]
fn parameters_that_are_used_once() {
    assert_eq!(parameter_used_once::grad_parameter_used_once(0.5, 1.5, 2.5), (2.0, -1.0, 3.0));
}

#[test]
fn a_derived_tangent() {
    let line = derived::Line { slope: 1.5, offset: 0.5, name: "rise".to_owned() };
    let (value, (bar, x)) = derived::value_and_grad_derived(&line, 2.0);
    assert_eq!((value, bar.clone(), x), (3.5, derived::LineTangent { slope: 2.0, offset: 1.0, name: () }, 1.5));
    let mut moved = line.clone();
    moved.move_along(&bar, 0.5);
    assert_eq!((moved.slope, moved.offset, moved.name), (2.5, 1.0, "rise".to_owned()));
}

#[test]
fn calls_that_take_values() {
    let (value, gradient) = call_by_value::value_and_grad_call_by_value(1.5, 2.0);
    assert_both(|[x, y]| call_by_value::call_by_value(x, y), [1.5, 2.0], (value, gradient.into()));
    assert_eq!(call_by_value::vjp_square(1.5).1(2.0).to_bits(), 6.0_f64.to_bits());
}

#[test]
fn calls_that_take_references() {
    let (value, (a, b)) = call_by_reference::value_and_grad_call_by_reference(&[1.5, 2.0], &[3.0, 4.0]);
    let f = |[a, b, c, d]: [f64; 4]| call_by_reference::call_by_reference(&[a, b], &[c, d]);
    assert_both(f, [1.5, 2.0, 3.0, 4.0], (value, [a[0], a[1], b[0], b[1]]));
}

#[test]
fn calls_that_take_mutable_references() {
    let (value, gradient) = call_by_mutable_reference::value_and_grad_call_by_mutable_reference(1.5);
    assert_both(|[x]| call_by_mutable_reference::call_by_mutable_reference(x), [1.5], (value, [gradient]));
}

#[test]
fn a_function_that_calls_itself() {
    let (value, gradient) = recursive_call::value_and_grad_recursive_call(1.5, 4);
    assert_both(|[x]| recursive_call::recursive_call(x, 4), [1.5], (value, [gradient]));
}

#[test]
fn jacobians_by_columns_by_rows_and_by_either() {
    assert_eq!(jacobian::jacobian_tall(2.0, 3.0), [[3.0, 2.0], [1.0, 0.0], [0.0, 1.0]]);
    assert_eq!(jacobian::jacobian_wide([2.0, 3.0, 5.0]), [[3.0, 2.0, 0.0], [0.0, 0.0, 1.0]]);
    for n in 0..4 {
        let expected = chainrule::Matrix::from_rows((0..n).map(|_| [3.0, 2.0]));
        assert_eq!(jacobian::jacobian_sized(&[2.0, 3.0], n).as_slice(), expected.as_slice());
    }
}

#[test]
fn tuples_in_and_out() {
    let (value, pullback) = tuple::vjp_tuple((3.0, 4.0), 0.5);
    assert_eq!(value, tuple::tuple((3.0, 4.0), 0.5));
    let ((x, y), angle) = pullback((2.0, -1.0));
    let weighted = |[x, y, angle]: [f64; 3]| {
        let (a, b) = tuple::tuple((x, y), angle);
        2.0 * a - b
    };
    assert_grad(weighted, [3.0, 4.0, 0.5], [x, y, angle]);
}

#[test]
fn chosen_parameters_in_the_order_of_the_choice() {
    assert_eq!(wrt::grad_wrt(2.0, 3.0, &[5.0, 7.0]), (vec![6.0, 0.0], 15.0));
}

#[test]
fn a_parameter_that_is_held_constant() {
    let gradient = constant::grad_constant(1.5, &[0.25, 0.5], 1);
    assert_grad(|[x]| constant::constant(x, &[0.25, 0.5], 1), [1.5], [gradient]);
}

#[test]
fn a_pullback_with_a_shadow() {
    let mut a = [1.5, 2.0];
    let (value, pullback) = vjp::vjp_vjp(0.5, &mut a);
    let expected = vjp::vjp(0.5, &mut [1.5, 2.0]);
    assert_eq!(value.map(f64::to_bits), expected.map(f64::to_bits));
    let mut a_bar = [3.0, 0.0];
    let x_bar = pullback([1.0, 2.0], &mut a_bar);
    let weighted = |[x, a, b]: [f64; 3]| {
        let mut contents = [a, b];
        let value = vjp::vjp(x, &mut contents);
        value[0] + 2.0 * value[1] + 3.0 * contents[0]
    };
    assert_grad(weighted, [0.5, 1.5, 2.0], [x_bar, a_bar[0], a_bar[1]]);
}

#[test]
fn buffers_of_the_caller() {
    let (mut x_bar, mut a_bar) = (10.0, [20.0, 30.0]);
    let value = accumulate_grad::accumulate_grad_accumulate_grad(1.5, &mut x_bar, &[2.0, 3.0], &mut a_bar);
    let f = |[x, a, b]: [f64; 3]| accumulate_grad::accumulate_grad(x, &[a, b]);
    assert_both(f, [1.5, 2.0, 3.0], (value, [x_bar - 10.0, a_bar[0] - 20.0, a_bar[1] - 30.0]));
}

#[test]
fn a_factor_without_a_derivative() {
    let scale: f64 = 1.5 * 2.0 + 1.0;
    assert_eq!(stopped::grad_stopped(1.5, 2.0), (2.0 / scale, 1.5 / scale));
}

#[test]
fn both_widths_of_floats() {
    assert_eq!(single_precision::grad_single_precision(1.5, 4.0), (8.0, 3.0));
}

#[test]
fn a_generic_length() {
    let (value, (a_bar, by_bar)) = generic_length::value_and_grad_generic_length(&[0.5, 1.5, 2.0], 3.0);
    let gradient = [a_bar[0], a_bar[1], a_bar[2], by_bar];
    let whole = |[x, y, z, by]: [f64; 4]| generic_length::generic_length(&[x, y, z], by);
    assert_both(whole, [0.5, 1.5, 2.0, 3.0], (value, gradient));
}

#[test]
fn a_generic_scalar() {
    let (value, (x_bar, a_bar)) = generic_scalar::value_and_grad_generic_scalar(0.5, &[1.5, 2.0], 2);
    let gradient = [x_bar, a_bar[0], a_bar[1]];
    let whole = |[x, a, b]: [f64; 3]| generic_scalar::generic_scalar(x, &[a, b], 2);
    assert_both(whole, [0.5, 1.5, 2.0], (value, gradient));
}

#[test]
fn closures_and_labeled_blocks() {
    assert_grad(|[x, y]| closure::closure(x, y), [2.0, 1.2], closure::grad_closure(2.0, 1.2).into());
    for limit in [0.3, 5.0] {
        let (x_bar, limit_bar) = labeled_block::grad_labeled_block(&[0.1, 1.5], limit);
        assert_grad(|x| labeled_block::labeled_block(&x, limit), [0.1, 1.5], [x_bar[0], x_bar[1]]);
        assert_grad(|[limit]| labeled_block::labeled_block(&[0.1, 1.5], limit), [limit], [limit_bar]);
    }
}

#[test]
fn a_passed_function() {
    let (value, (x_bar, scale_bar)) = passed_function::value_and_grad_passed_function(0.5, 1.5);
    let whole = |[x, scale]: [f64; 2]| passed_function::passed_function(x, scale);
    assert_both(whole, [0.5, 1.5], (value, [x_bar, scale_bar]));
    assert_eq!(passed_function::vjp_square(1.5).1(2.0).to_bits(), 6.0_f64.to_bits());
}

#[test]
fn methods() {
    let circle = method::Circle { radius: 1.5 };
    assert_eq!(circle.grad_area().radius.to_bits(), 9.0_f64.to_bits());
    let (value, x_bar) = method::value_and_grad_method(1.5);
    assert_both(|[x]| method::method(x), [1.5], (value, [x_bar]));
}

#[test]
fn operators() {
    let (value, x_bar) = operator::value_and_grad_operator(1.5);
    assert_both(|[x]| operator::operator(x), [1.5], (value, [x_bar]));
}

#[test]
fn methods_of_traits() {
    let square = |side| trait_method::Square { side };
    let (value, (square_bar, factor_bar)) = trait_method::value_and_grad_trait_method(&square(1.5), 0.5);
    let gradient = [square_bar.side, factor_bar];
    assert_both(|[side, factor]| trait_method::trait_method(&square(side), factor), [1.5, 0.5], (value, gradient));
}
