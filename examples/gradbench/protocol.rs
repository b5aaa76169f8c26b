//! The line protocol: one JSON object in, one JSON object out, and no request ends the session.

use std::any::Any;
use std::io::{self, BufRead, Write};
use std::panic::catch_unwind;

use serde_json::{Value, json};

use crate::input::Input;
use crate::measure::Answer;
use crate::output::non_finite;
use crate::{Functions, MODULES};

/// Answers every line of `requests` on `answers` until either side ends.
///
/// The error is that of reading or writing, or of a line that has no answer.
pub fn serve(mut requests: impl BufRead, mut answers: impl Write) -> io::Result<()> {
    let mut line = Vec::new();
    for number in 1_usize.. {
        line.clear();
        if requests.read_until(b'\n', &mut line)? == 0 {
            break;
        }
        let answer = answer(&line).map_err(|error| io::Error::other(format!("line {number}: {error}")))?;
        let mut text = serde_json::to_vec(&answer)?;
        text.push(b'\n');
        match answers.write_all(&text).and_then(|()| answers.flush()) {
            Err(error) if error.kind() == io::ErrorKind::BrokenPipe => break,
            written => written?,
        }
    }
    Ok(())
}

/// The answer to one line; an error if the line is not JSON or has no `id` to answer to.
pub fn answer(line: &[u8]) -> Result<Value, String> {
    let request: Value = serde_json::from_slice(line).map_err(|error| format!("not JSON: {error}"))?;
    let id = request.get("id").filter(|id| id.is_i64() || id.is_u64()).ok_or("no integer `id`")?;
    let mut answer = match request["kind"].as_str() {
        Some("start") => json!({ "tool": "chainrule" }),
        Some("define") => define(&request),
        Some("evaluate") => evaluate(&request),
        _ => json!({}),
    };
    answer["id"] = id.clone();
    Ok(answer)
}

fn define(request: &Value) -> Value {
    match module(request) {
        Ok(_) => json!({ "success": true }),
        Err(error) => failure(&error),
    }
}

fn evaluate(request: &Value) -> Value {
    match run(request) {
        Ok(measured) => json!({
            "success": true,
            "output": measured.output,
            "timings": measured.runs.iter().map(|run| {
                let nanoseconds = u64::try_from(run.as_nanos()).unwrap_or(u64::MAX);
                json!({ "name": "evaluate", "nanoseconds": nanoseconds })
            }).collect::<Value>(),
        }),
        Err(error) => failure(&error),
    }
}

fn failure(error: &str) -> Value {
    json!({ "success": false, "error": error })
}

fn run(request: &Value) -> Answer {
    let (module, functions) = module(request)?;
    let name = text(request, "function")?;
    let (_, function) =
        functions.iter().find(|(known, _)| *known == name).ok_or_else(|| format!("{module} has no function {name}"))?;
    let input = Input::new(request.get("input").ok_or("the request has no `input`")?);
    let answer =
        catch_unwind(|| function(&input)).unwrap_or_else(|panic| Err(format!("panicked: {}", panic_message(&*panic))));
    answer
        .and_then(|measured| match non_finite(&measured.output) {
            Some(entry) => Err(format!("output{entry} is not finite")),
            None => Ok(measured),
        })
        .map_err(|error| format!("{module}::{name}: {error}"))
}

fn module(request: &Value) -> Result<&'static (&'static str, Functions), String> {
    let name = text(request, "module")?;
    MODULES.iter().find(|(known, _)| *known == name).ok_or_else(|| format!("there is no module {name}"))
}

fn text<'a>(request: &'a Value, field: &str) -> Result<&'a str, String> {
    request[field].as_str().ok_or_else(|| format!("the request has no string `{field}`"))
}

/// What a panic said; the default hook has told standard error where.
fn panic_message(panic: &(dyn Any + Send)) -> &str {
    let message = panic.downcast_ref::<String>().map(String::as_str);
    message.or_else(|| panic.downcast_ref::<&str>().copied()).unwrap_or("no message")
}
