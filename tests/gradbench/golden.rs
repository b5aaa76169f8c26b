//! The workloads give the golden answers of the suite.

use std::fs;

use serde_json::{Value, json};

use crate::evaluate;

/// The suite accepts 1e-4.
const TOLERANCE: f64 = 1e-9;

#[test]
fn hello_gives_the_golden_answers() {
    replay("hello", "hello", 8);
}

#[test]
fn lse_gives_the_golden_answers() {
    replay("lse", "lse", 2);
}

#[test]
fn llsq_gives_the_golden_answers() {
    replay("llsq", "llsq", 2);
}

#[test]
fn gmm_gives_the_golden_answers() {
    replay("gmm", "gmm", 4);
}

#[test]
fn lstm_gives_the_golden_answers() {
    replay("lstm", "lstm", 2);
}

#[test]
fn det_gives_the_golden_answers() {
    replay("det", "det", 4);
}

#[test]
fn ba_gives_the_golden_answers() {
    replay("ba", "ba", 2);
}

#[test]
fn ht_gives_the_golden_answers() {
    replay("ht", "ht", 2);
    replay("ht_simple", "ht", 2);
}

#[test]
fn kmeans_gives_the_golden_answers() {
    replay("kmeans", "kmeans", 2);
}

#[test]
fn particle_gives_the_golden_answers() {
    replay("particle", "particle", 4);
}

#[test]
fn saddle_gives_the_golden_answers() {
    replay("saddle", "saddle", 4);
}

#[test]
fn ode_gives_the_golden_answer_and_a_gradient_of_zeros() {
    let [primal, gradient] = &lines("ode", "ode")[..] else { panic!("ode.jsonl has two lines") };
    check(primal);
    // Not the recorded output: see the README beside the data.
    assert_eq!(output(gradient), json!(vec![0.0; 50]));
}

#[test]
fn extra_cases_give_the_golden_answers() {
    let counts = [
        ("hello", 2),
        ("gmm", 4),
        ("lstm", 2),
        ("lse", 6),
        ("llsq", 2),
        ("det", 4),
        ("ode", 4),
        ("ba", 4),
        ("ht", 6),
        ("kmeans", 2),
        ("particle", 2),
        ("saddle", 2),
    ];
    for (module, count) in counts {
        replay("extra", module, count);
    }
}

/// `y_{n−1}` is a constant times `Π x_j`, so its derivatives are `y_{n−1} / x_i`.
#[test]
fn ode_gradient_is_the_last_entry_over_x() {
    let x = [0.9, -0.4, 1.7, 0.3, -1.2, 0.6, 2.1];
    for steps in [2, 3, 10] {
        let input = json!({"x": x, "s": steps});
        let request = |name: &str| json!({"module": "ode", "function": name, "input": input});
        let primal = output(&request("primal"));
        let last = primal[x.len() - 1].as_f64().expect("a number");
        let expected: Vec<f64> = x.iter().map(|x| last / x).collect();
        assert!(last != 0.0, "{steps} steps reach the last entry");
        assert_close(&output(&request("gradient")), &json!(expected), true, &format!("{steps} steps"));
    }
}

fn replay(file: &str, module: &str, count: usize) {
    let lines = lines(file, module);
    assert_eq!(lines.len(), count, "cases of {module} in {file}.jsonl");
    for line in &lines {
        check(line);
    }
}

fn lines(file: &str, module: &str) -> Vec<Value> {
    let text = data(&format!("{file}.jsonl"));
    let lines = text.lines().map(|line| serde_json::from_str(line).expect("a line of JSON"));
    let mut lines: Vec<Value> = lines.filter(|line: &Value| line["module"] == module).collect();
    for line in &mut lines {
        if let Some(model) = line.pointer_mut("/input/data/model")
            && let Some(file) = model.as_str()
        {
            *model = serde_json::from_str(&data(file)).expect("a model in JSON");
        }
    }
    lines
}

fn data(file: &str) -> String {
    let path = format!("{}/data/gradbench/{file}", env!("CARGO_MANIFEST_DIR"));
    fs::read_to_string(&path).unwrap_or_else(|error| panic!("{path}: {error}"))
}

fn check(golden: &Value) {
    let (module, function) = (text(golden, "module"), text(golden, "function"));
    let name = format!("{module}::{function}");
    let small = ["lse", "lstm", "saddle"].contains(&module);
    assert_close(&output(golden), &golden["output"], small, &name);
}

fn text<'a>(golden: &'a Value, field: &str) -> &'a str {
    golden[field].as_str().expect("a string")
}

/// What the tool computes for the request that led to a golden answer.
fn output(golden: &Value) -> Value {
    let (module, function) = (text(golden, "module"), text(golden, "function"));
    let mut answer = evaluate(module, function, &golden["input"]);
    assert_eq!(answer["success"], true, "{}", answer["error"]);
    answer["output"].take()
}

/// The measure of the suite's validator, and a relative bound where all entries may be `small`.
fn assert_close(found: &Value, expected: &Value, small: bool, path: &str) {
    match (found, expected) {
        (Value::Object(a), Value::Object(b)) => {
            assert!(a.keys().eq(b.keys()), "{path}: other keys");
            for (name, entry) in a {
                assert_close(entry, &b[name], small, &format!("{path}.{name}"));
            }
        }
        (Value::Array(a), Value::Array(b)) => {
            assert_eq!(a.len(), b.len(), "{path}: another length");
            for (index, (a, b)) in a.iter().zip(b).enumerate() {
                assert_close(a, b, small, &format!("{path}[{index}]"));
            }
        }
        (Value::Number(a), Value::Number(b)) if a.is_f64() || b.is_f64() => {
            let [a, b] = [a, b].map(|number| number.as_f64().expect("a double"));
            let least = if small { 0.0 } else { 1.0 };
            let bound = TOLERANCE * (a.abs() + b.abs()).max(least);
            assert!((a - b).abs() <= bound, "{path}: {a} instead of {b}");
        }
        _ => assert_eq!(found, expected, "{path}"),
    }
}
