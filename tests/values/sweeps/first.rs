//! Adjoints of small arrays, whose first contribution is their value.

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn by_number(x: f64, y: f64) -> f64 {
    let v = [x, y, x * y];
    let w = v[2] * v[0] - v[1] * v[2];
    let u = [w, v[0] - w, -v[1]];
    u[0] * u[1] - u[2] * u[0] * v[2]
}

/// One element in two arms, and before and after a loop.
#[differentiate]
fn in_arms(x: f64, y: f64) -> f64 {
    let v = [x, y];
    let mut total = v[0] * v[0];
    for i in 0..3 {
        let w = [v[0] * total, v[1]];
        if total > 0.5 + i as f64 {
            total -= w[0] * w[1];
        } else {
            total += w[1] - w[0];
        }
        total -= w[1] * w[1];
    }
    total * v[1] - v[0]
}

#[differentiate]
fn by_counter(x: f64, y: f64) -> f64 {
    let mut total = 0.0;
    for step in 0..3 {
        let v = [x * step as f64, y, x + y];
        for i in 0..3 {
            total -= v[i] * v[i] * y;
        }
        let w = [y, x, y * y];
        for i in (0..2).rev() {
            total += w[i] * total;
        }
    }
    total
}

/// The element of the counter, but of every iteration of a loop around: it gets many contributions.
#[differentiate]
fn visited_often(x: f64, y: f64) -> f64 {
    let v = [x, y, x - y];
    let mut total = 1.0;
    for i in 0..2 {
        for j in 0..3 {
            total += v[j] * total * (i + 1) as f64;
        }
    }
    for j in 0..3 {
        for _ in 0..2 {
            total *= 0.5 + v[j];
        }
    }
    total
}

#[differentiate]
fn by_both_counters(x: f64, y: f64) -> f64 {
    let mut total = x;
    for _ in 0..2 {
        let m = [[x, y, total], [x * y, total * x, y]];
        let n = [[x; 2], [y; 2], [total; 2]];
        for i in 0..2 {
            for j in 0..3 {
                total += m[i][j] * m[i][j] * 0.1 - n[j][i] * y;
            }
        }
    }
    total
}

/// The same element by other names: twice in one iteration, shifted, by a number in a loop, on a diagonal.
#[differentiate]
fn met_again(x: f64, y: f64) -> f64 {
    let v = [x, y, x * y, x + y];
    let m = [[x, y], [y * y, x]];
    let mut total = 0.3;
    for i in 0..3 {
        total += v[i] * v[i + 1] * v[2];
        total *= 1.0 + 0.1 * v[i];
    }
    for i in 0..2 {
        total += m[i][i] * m[1 - i][i] * total;
    }
    for i in 0..4 {
        if i % 2 == 0 {
            continue;
        }
        total -= v[i] * y;
        if total < -2.0 {
            break;
        }
    }
    total
}

/// The adjoints of what is overwritten start again.
#[differentiate]
fn overwritten(x: f64, y: f64) -> f64 {
    let mut v = [x, y, 1.0];
    let mut total = 0.0;
    for i in 0..3 {
        v[2] = v[0] * v[1];
        v[0] -= v[2] * 0.5;
        total += v[i] * v[2];
        v[i] = total * x;
    }
    total * v[0] - v[1]
}

#[differentiate]
fn narrow(x: f32, y: f32) -> f32 {
    let v = [x, y, x * y];
    let mut total = v[0] - v[2];
    for i in 0..3 {
        total -= v[i] * total;
    }
    total
}

#[test]
fn first_contributions_are_values() {
    for (x, y) in [(0.7, 0.4), (-0.3, 1.1), (0.0, 0.6)] {
        check!(by_number(x, y));
        check!(in_arms(x, y));
        check!(by_counter(x, y));
        check!(visited_often(x, y));
        check!(by_both_counters(x, y));
        check!(met_again(x, y));
        check!(overwritten(x, y));
    }
    check!(narrow(0.7, 0.4));
}

/// Adjoints that start again in every iteration, of arrays that are set as a whole.
#[differentiate]
fn set_as_a_whole(x: f64, y: f64) -> f64 {
    let mut p = [x, y, 0.5];
    let mut q = [[x, 1.0], [y, x]];
    for i in 0..4 {
        p = [p[1] * p[2] - x, p[0] * p[0], p[2] + y * p[1]];
        q = [[q[1][0] * p[0], q[0][1]], [q[0][0] - p[i % 3], q[1][1] * q[1][1] * 0.3]];
        if p[0] < q[0][0] {
            p = [p[0], x, p[1] - p[0]];
        }
    }
    p[0] * q[1][0] + p[1] * q[0][1] - p[2] * q[1][1]
}

/// Several numbers of one iteration lie on the tape.
#[differentiate]
fn many_numbers(x: f64, y: f64) -> f64 {
    let (mut a, mut b) = (x, y);
    let mut n = 0;
    while n < 5 {
        let (c, d, e) = (a.sin() * b, (a * b).exp(), b.cos() + a);
        if c > d * 0.2 {
            a = c * d / (1.5 + e * e);
        }
        b = (d + e) / (2.0 + c * c);
        n += if b > 0.4 { 1 } else { 2 };
    }
    a * b
}

#[test]
fn numbers_come_back_together() {
    for (x, y) in [(0.7, 0.4), (-0.3, 1.1), (0.1, 0.6)] {
        check!(set_as_a_whole(x, y));
        check!(many_numbers(x, y));
    }
}
