//! A session keeps to the line protocol from its first message to its end.

use std::io::{self, Write};

use gradbench::protocol;
use serde_json::{Value, json};

use crate::{evaluate, evaluation, session};

#[test]
fn session_answers_every_message_in_order() {
    let coefficients = json!({"x": [1.0, 0.5], "n": 3, "min_runs": 2, "min_seconds": 0});
    let requests = [
        json!({"id": 0, "kind": "start", "eval": "llsq"}),
        json!({"id": 1, "kind": "define", "module": "llsq"}),
        evaluation(2, "llsq", "primal", &coefficients),
        json!({"id": 3, "kind": "analysis", "of": 2, "valid": true}),
        evaluation(4, "llsq", "hessian", &coefficients),
        json!({"id": 5, "kind": "something new"}),
        evaluation(6, "hello", "double", &json!(3)),
    ];
    let mut answers = session(&requests);
    for run in answers[2]["timings"].as_array_mut().expect("timings") {
        assert!(run["nanoseconds"].take().is_u64());
    }
    assert!(answers[6]["timings"].take().is_array());
    let run = json!({"name": "evaluate", "nanoseconds": null});
    assert_eq!(
        answers,
        [
            json!({"id": 0, "tool": "chainrule"}),
            json!({"id": 1, "success": true}),
            json!({"id": 2, "success": true, "output": 1.75, "timings": [run, run]}),
            json!({"id": 3}),
            json!({"id": 4, "success": false, "error": "llsq has no function hessian"}),
            json!({"id": 5}),
            json!({"id": 6, "success": true, "output": 6.0, "timings": null}),
        ]
    );
}

#[test]
fn runs_until_both_bounds_are_reached() {
    let runs = |control: &Value| {
        let mut input = json!({"x": [1.0, 2.0]});
        for (name, bound) in control.as_object().expect("bounds") {
            input[name] = bound.clone();
        }
        let answer = evaluate("lse", "primal", &input);
        let timings = answer["timings"].as_array().expect("timings").clone();
        let nanoseconds = timings.iter().map(|run| run["nanoseconds"].as_u64());
        let total: u64 = nanoseconds.map(|time| time.expect("an integer")).sum();
        (timings.len(), total)
    };
    assert_eq!(runs(&json!({})).0, 1);
    assert_eq!(runs(&json!({"min_runs": 0, "min_seconds": 0})).0, 1);
    assert_eq!(runs(&json!({"min_runs": 5.0})).0, 5);
    assert!(runs(&json!({"min_runs": 1, "min_seconds": 0.01})).1 >= 10_000_000);
    assert!(runs(&json!({"min_runs": 3, "min_seconds": 1e-9})).0 >= 3);
}

#[test]
fn lines_without_an_answer_end_the_session_with_an_error() {
    for line in ["", "nonsense", "{\"id\":1", "[1]", "{\"kind\":\"start\"}", "{\"id\":\"one\"}"] {
        let requests = format!("{{\"id\":0,\"kind\":\"start\"}}\n{line}\n");
        let mut answers = Vec::new();
        let error = protocol::serve(requests.as_bytes(), &mut answers).expect_err(line);
        assert!(error.to_string().starts_with("line 2: "), "{error}");
        assert_eq!(answers, b"{\"id\":0,\"tool\":\"chainrule\"}\n", "{line}");
    }
}

#[test]
fn broken_pipe_is_a_normal_end() {
    struct Closed;

    impl Write for Closed {
        fn write(&mut self, _: &[u8]) -> io::Result<usize> {
            Err(io::ErrorKind::BrokenPipe.into())
        }

        fn flush(&mut self) -> io::Result<()> {
            Ok(())
        }
    }

    let requests = "{\"id\":0,\"kind\":\"start\"}\n{\"id\":1,\"kind\":\"start\"}\n";
    protocol::serve(requests.as_bytes(), Closed).expect("no error");
}
