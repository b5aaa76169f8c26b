//! The schedules run every iteration once backward, within their room, at the least cost.

use alloc::vec;
use alloc::vec::Vec;
use std::collections::BTreeMap;

use super::{Step, binomial, counter_at, iterations, next_snapshot, segment_end, segment_start, segments};

/// Iterations that run again, the most states at once, and the order of the reversal.
fn replay(slots: usize, expected: usize, trips: usize) -> (usize, usize, Vec<usize>) {
    let mut states = Vec::new();
    let mut next = 0;
    for iteration in 0..trips {
        if iteration == next {
            states.push(iteration);
            next = next_snapshot(slots, expected, next);
        }
    }
    let (mut cost, mut most, mut reversed) = (0, states.len(), Vec::new());
    for Step { keep, advance, store } in binomial(slots, expected, trips) {
        let mut at = states.pop().expect("a state is left");
        if keep {
            states.push(at);
        }
        at += advance;
        cost += advance;
        if store {
            states.push(at);
        } else {
            reversed.push(at);
        }
        most = most.max(states.len());
    }
    assert!(states.is_empty(), "{slots} {expected} {trips}: states are left");
    (cost, most, reversed)
}

/// The least number of iterations that run again with `states` (Griewank and Walther, 2000, by dynamic programming),
/// after a first sweep that keeps states.
fn least(len: usize, states: usize, known: &mut BTreeMap<(usize, usize), usize>) -> usize {
    if len <= 1 {
        return 0;
    }
    if states == 1 {
        return len * (len - 1) / 2;
    }
    if let Some(cost) = known.get(&(len, states)) {
        return *cost;
    }
    let cost = (1..len)
        .map(|at| at + least(len - at, states - 1, known) + least(at, states, known))
        .min()
        .expect("there is a way");
    known.insert((len, states), cost);
    cost
}

#[test]
fn every_iteration_is_reversed_once() {
    for slots in 0..7 {
        for trips in 0..60 {
            for expected in [0, 1, trips, trips + 1, 2 * trips + 3, 50] {
                if expected != 0 && expected < trips {
                    continue;
                }
                let (_, most, reversed) = replay(slots, expected, trips);
                assert!(most <= slots.max(1), "{slots} {expected} {trips}: {most} states");
                let all: Vec<usize> = (0..trips).rev().collect();
                assert_eq!(reversed, all, "{slots} {expected} {trips}");
            }
        }
    }
}

#[test]
fn the_cost_is_the_least() {
    let mut known = BTreeMap::new();
    for slots in 1..7 {
        for trips in 1..60 {
            let (unknown, ..) = replay(slots, 0, trips);
            let whole = least(trips, slots, &mut known);
            assert_eq!(unknown, whole, "{slots} states, {trips} iterations, of unknown number");
            // The first sweep over all iterations is the forward sweep itself.
            let mut kept = vec![0];
            while let Some(next) = Some(next_snapshot(slots, trips, *kept.last().expect("one"))).filter(|n| *n < trips)
            {
                kept.push(next);
            }
            let (cost, ..) = replay(slots, trips, trips);
            let first = kept.last().expect("one");
            assert_eq!(cost + first, whole, "{slots} states, {trips} iterations");
        }
    }
}

#[test]
fn many_iterations_cost_few_repetitions() {
    let (cost, most, reversed) = replay(20, 1_000_000, 1_000_000);
    assert_eq!((most, reversed.len()), (20, 1_000_000));
    // binomial(20 + 7, 7) < 10⁶ <= binomial(20 + 8, 8): at most eight repetitions.
    assert!(cost < 8 * 1_000_000, "{cost}");
}

/// The counters of all segments, in order.
fn divided(lo: i32, hi: i32, step: usize, inclusive: bool) -> Vec<i32> {
    let mut all = Vec::new();
    for index in 0..segments(lo, hi, step, inclusive) {
        let (start, end) = (segment_start(lo, hi, step, inclusive, index), segment_end(lo, hi, step, inclusive, index));
        let before = all.len();
        if inclusive {
            all.extend((start..=end).step_by(step));
        } else {
            all.extend((start..end).step_by(step));
        }
        assert!(all.len() > before, "no segment is empty");
    }
    all
}

#[test]
fn segments_cover_the_loop() {
    for lo in -3..3 {
        for hi in -5..40 {
            for step in 1..5 {
                let all: Vec<i32> = (lo..hi).step_by(step).collect();
                assert_eq!(divided(lo, hi, step, false), all);
                assert_eq!(iterations(lo, hi, step, false), all.len());
                let at: Vec<i32> = (0..all.len()).map(|index| counter_at(lo, step, index)).collect();
                assert_eq!(at, all);
                let all: Vec<i32> = (lo..=hi).step_by(step).collect();
                assert_eq!(divided(lo, hi, step, true), all);
                assert_eq!(iterations(lo, hi, step, true), all.len());
            }
        }
    }
    assert_eq!(segments(0, 1_000_000_usize, 1, false), 1000);
    assert_eq!(iterations(0_u8, 255, 1, true), 256);
    assert_eq!(segment_end(0_u8, 255, 1, true, 15), 255);
    assert_eq!(iterations(i8::MIN, i8::MAX, 1, false), 255);
}
