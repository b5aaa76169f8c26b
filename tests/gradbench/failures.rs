//! A request that cannot be met is a failure that says what is wrong where, and no more than that.

use serde_json::{Value, json};

use crate::{answer, evaluate, evaluation, session};

#[test]
fn unknown_names_are_failures() {
    let define = |module: Value| {
        let answer = answer(&json!({"id": 1, "kind": "define", "module": module}));
        assert_eq!(answer["success"], false, "{answer}");
        answer["error"].clone()
    };
    assert_eq!(define(json!("none")), "there is no module none");
    assert_eq!(define(json!(3)), "the request has no string `module`");

    let input = json!(1);
    assert_eq!(error("none", "primal", &input), "there is no module none");
    assert_eq!(error("ode", "det", &input), "ode has no function det");
    let request = json!({"id": 1, "kind": "evaluate", "module": "hello", "function": "square"});
    assert_eq!(answer(&request)["error"], "the request has no `input`");
}

#[test]
fn wrong_types_are_failures_that_say_where() {
    let hello = |input| error("hello", "square", &input);
    let lse = |input| error("lse", "gradient", &input);
    let ode = |s| error("ode", "primal", &json!({"x": [1], "s": s}));
    let cases = [
        (hello(Value::Null), "hello::square: input: expected a number, found null"),
        (lse(Value::Null), "lse::gradient: input: expected an object, found null"),
        (lse(json!({})), "lse::gradient: input: field `x` is missing"),
        (lse(json!({"x": 1})), "lse::gradient: input.x: expected a list, found 1"),
        (lse(json!({"x": [1, "2"]})), "lse::gradient: input.x[1]: expected a number, found a string"),
        (lse(json!({"x": [], "min_runs": {}})), "lse::gradient: input.min_runs: expected a number, found an object"),
        (ode(json!(-1)), "ode::primal: input.s: expected a nonnegative integer, found -1"),
        (ode(json!(1.5)), "ode::primal: input.s: expected a nonnegative integer, found 1.5"),
    ];
    for (found, expected) in cases {
        assert_eq!(found, expected);
    }
}

#[test]
fn wrong_shapes_are_failures_that_say_where() {
    let gmm = |name: &str, value: Value| {
        let mut input = json!({
            "d": 2, "k": 1, "n": 1, "m": 0, "gamma": 1.0,
            "x": [[0, 1]], "alpha": [0], "mu": [[0, 0]], "q": [[0, 0]], "l": [[0]],
        });
        input[name] = value;
        error("gmm", "jacobian", &input)
    };
    let lstm = |main: Value| {
        let input = json!({
            "main_params": main, "extra_params": [[1], [1], [1]],
            "state": [[0], [0]], "sequence": [[0], [1]],
        });
        error("lstm", "objective", &input)
    };
    let cases = [
        (gmm("alpha", json!([])), "gmm::jacobian: input.alpha: expected 1 numbers, found 0"),
        (gmm("mu", json!([[0, 0], [0, 0]])), "gmm::jacobian: input.mu: expected 1 rows, found 2"),
        (gmm("q", json!([[0]])), "gmm::jacobian: input.q[0]: expected 2 numbers, found 1"),
        (gmm("l", json!([[true]])), "gmm::jacobian: input.l[0][0]: expected a number, found true"),
        (lstm(json!([[1, 2, 3, 4]])), "lstm::objective: input.main_params: expected 2 rows, found 1"),
    ];
    for (found, expected) in cases {
        assert_eq!(found, expected);
    }
}

#[test]
fn scenes_and_hands_that_are_none_are_failures() {
    let ba = |name: &str, value: Value| {
        let mut input = json!({
            "n": 1, "m": 1, "p": 1, "w": 1, "feat": [0, 0],
            "cam": [0, 0, 0, 0, 0, 0, 1, 0, 0, 0, 0], "x": [0, 0, 1],
        });
        input[name] = value;
        error("ba", "jacobian", &input)
    };
    let ht = |parent: i64, last: f64| {
        let matrix = json!([[1, 0, 0, 0], [0, 1, 0, 0], [0, 0, 1, 0], [0, 0, 0, last]]);
        let matrices = json!(vec![matrix; 2]);
        let model = json!({
            "parents": [-1, parent], "base_relatives": matrices, "inverse_base_absolutes": matrices,
            "base_positions": [[0, 0, 0, 1]], "weights": [[1, 0]], "triangles": [[0, 0]], "is_mirrored": false,
        });
        let data = json!({"model": model, "correspondences": [0], "points": [[0, 0, 0]]});
        error("ht", "jacobian", &json!({"theta": vec![0.0; 26], "us": [], "data": data}))
    };
    let cases = [
        (ba("p", json!(0)), "ba::jacobian: `p` is zero"),
        (ba("cam", json!([0])), "ba::jacobian: input.cam: expected 11 numbers, found 1"),
        (ba("x", json!([0, 0, 0])), "ba::jacobian: output.vals[0] is not finite"),
        (ht(1, 1.0), "ht::jacobian: bone 1 hangs on one that comes later or is of another finger"),
        (ht(0, 2.0), "ht::jacobian: the last row of a 4×4 matrix is not 0, 0, 0, 1"),
        (ht(0, 1.0), "ht::jacobian: a triangle does not have three corners"),
    ];
    for (found, expected) in cases {
        assert_eq!(found, expected);
    }
}

#[test]
fn results_that_are_not_finite_are_failures() {
    let large = json!({"x": [1e200], "n": 3});
    assert_eq!(error("llsq", "primal", &large), "llsq::primal: output is not finite");
    let huge = json!({"x": [1.0, 1e308], "n": 5});
    let gradient = error("llsq", "gradient", &huge);
    assert!(gradient.starts_with("llsq::gradient: output["), "{gradient}");
}

#[test]
fn session_goes_on_after_failures_and_panics() {
    let requests = [
        evaluation(0, "ode", "primal", &json!({"x": [], "s": 1})),
        evaluation(1, "ode", "primal", &json!({"x": [1, null], "s": 1})),
        evaluation(2, "hello", "square", &Value::Null),
        evaluation(3, "hello", "square", &json!(-4)),
    ];
    let answers = session(&requests);
    let panic = answers[0]["error"].as_str().expect("an error");
    assert!(panic.starts_with("ode::primal: panicked: "), "{panic}");
    assert!(answers[..3].iter().all(|answer| answer["success"] == false));
    assert_eq!(answers[3]["output"], 16.0);
}

/// The error of a request that must fail.
fn error(module: &str, function: &str, input: &Value) -> String {
    let answer = evaluate(module, function, input);
    assert_eq!(answer["success"], false, "{answer}");
    assert!(answer.get("output").is_none(), "{answer}");
    answer["error"].as_str().expect("a text").to_owned()
}
