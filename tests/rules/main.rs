//! Every primitive against 80-digit derivatives, central differences, and the conventions at points without one.

mod conventions;
mod operators;
mod primitives;
mod second;

use chainrule_tests::differences;
use primitives::Primitive;

/// A point of `data/primitives.json`: the value and the first partial derivatives, correctly rounded.
struct Point {
    name: String,
    arguments: Vec<f64>,
    value: f64,
    partials: Vec<f64>,
}

fn points() -> Vec<Point> {
    // Some second derivatives, which no test reads, are infinite, and JSON has no infinities.
    let text = include_str!("../data/primitives.json").replace("-Infinity", "null").replace("Infinity", "null");
    let records: Vec<serde_json::Value> = serde_json::from_str(&text).unwrap();
    let numbers = |list: &serde_json::Value| -> Vec<f64> {
        let list = list.as_array().unwrap();
        list.iter().map(|number| number.as_f64().unwrap()).collect()
    };
    records
        .iter()
        .map(|record| Point {
            name: record["name"].as_str().unwrap().to_owned(),
            arguments: numbers(&record["args"]),
            value: record["value"].as_f64().unwrap(),
            partials: numbers(&record["grad"]),
        })
        .collect()
}

/// Calls `check` with every point that has a rule, and its primitive.
fn at_every_point(check: impl Fn(&Primitive<f64>, &Point)) {
    let primitives = primitives::all();
    for point in points() {
        let mut of_name = primitives.iter().filter(|primitive| primitive.name == point.name);
        match of_name.next() {
            Some(primitive) => check(primitive, &point),
            None => assert!(primitives::WITHOUT_RULE.contains(&&*point.name)),
        }
    }
}

fn assert_relative(what: &str, found: f64, expected: f64, tolerance: f64) {
    let close = (found - expected).abs() <= tolerance * expected.abs();
    assert!(close, "{what}: {found:e}, not {expected:e}");
}

#[test]
fn every_primitive_of_the_data_is_tested_or_listed() {
    let mut tested: Vec<&str> = primitives::all::<f64>().iter().map(|primitive| primitive.name).collect();
    tested.extend(primitives::WITHOUT_RULE);
    let points = points();
    for name in &tested {
        assert!(points.iter().any(|point| point.name == *name), "{name}");
    }
    assert_eq!(tested.len(), 57);
    assert_eq!(points.len(), 249);
}

#[test]
fn partials_have_fourteen_digits() {
    at_every_point(|primitive, point| {
        let what = format!("{} at {:?}", point.name, point.arguments);
        let value = (primitive.value)(&point.arguments);
        // The standard library's own: `acosh` near 1 has eleven digits, `atanh` near -1 has nine.
        assert_relative(&what, value, point.value, 1e-8);
        let partials = (primitive.cotangents)(&point.arguments, value, 1.0);
        assert_eq!(partials.len(), point.partials.len(), "{what}");
        for (found, expected) in partials.into_iter().zip(&point.partials) {
            assert_relative(&what, found, *expected, 1e-14);
        }
    });
}

#[test]
fn rules_are_linear_in_the_seed() {
    at_every_point(|primitive, point| {
        let value = (primitive.value)(&point.arguments);
        let partials = (primitive.cotangents)(&point.arguments, value, 1.0);
        let scaled = (primitive.cotangents)(&point.arguments, value, -0.125);
        let what = format!("{} at {:?}", point.name, point.arguments);
        for (partial, scaled) in partials.into_iter().zip(scaled) {
            assert_relative(&what, scaled, -0.125 * partial, 1e-15);
        }
    });
}

/// The step must be small against the distance to the next pole or kink, which the table does not
/// say, and large against rounding: some step of a geometric sequence is both.
#[test]
fn partials_agree_with_central_differences() {
    at_every_point(|primitive, point| {
        for (index, partial) in point.partials.iter().enumerate() {
            let argument = point.arguments[index].abs();
            let size = if argument == 0.0 { 1.0 } else { argument };
            if *partial != 0.0 && partial.abs() * size < f64::MIN_POSITIVE {
                continue; // Every difference underflows: `powf` at (1e-200, 2).
            }
            let error = (2..45)
                .map(|exponent| size * f64::from(-exponent).exp2())
                .map(|step| differences::partial(&primitive.value, &point.arguments, index, step))
                .map(|difference| (difference - partial).abs())
                .fold(f64::INFINITY, f64::min);
            let bound = 1e-7 * (partial.abs() + point.value.abs() / size);
            assert!(
                error <= bound,
                "{} at {:?}: differences miss {partial:e} by {error:e}",
                point.name,
                point.arguments
            );
        }
    });
}

/// The same formulas in single precision, against double precision at the same point.
#[test]
#[allow(clippy::cast_possible_truncation, reason = "points are rounded to single precision")]
fn single_precision_keeps_six_digits() {
    let doubles = primitives::all::<f64>();
    let singles = primitives::all::<f32>();
    let mut tested = 0;
    for point in points() {
        let Some(index) = doubles.iter().position(|double| double.name == point.name) else {
            continue; // It has no rule, as another test proves.
        };
        let rounded: Vec<f32> = point.arguments.iter().map(|x| *x as f32).collect();
        let widened: Vec<f64> = rounded.iter().map(|x| f64::from(*x)).collect();
        let single = (singles[index].value)(&rounded);
        let double = (doubles[index].value)(&widened);
        let singles = (singles[index].cotangents)(&rounded, single, 1.0);
        let doubles = (doubles[index].cotangents)(&widened, double, 1.0);
        let all = doubles.iter().chain(&widened).chain([&double]);
        if !all.into_iter().all(|x| *x == 0.0 || (1e-30..1e30).contains(&x.abs())) {
            continue; // An `f32` can not hold it, or not with its full precision.
        }
        tested += 1;
        for (single, double) in singles.into_iter().zip(doubles) {
            assert_relative(&format!("{} at {widened:?}", point.name), single.into(), double, 1e-6);
        }
    }
    assert!(tested > 150, "{tested} points");
}
