//! Writes results as JSON, which has no NaN and no infinity.

use serde_json::Value;

/// A flat row-major list as `count` rows.
pub fn rows(flat: &[f64], count: usize) -> Value {
    let width = flat.len() / count.max(1);
    (0..count).map(|row| &flat[row * width..(row + 1) * width]).collect()
}

/// The path to the first entry that was not finite: `serde_json` turns such numbers into null.
pub fn non_finite(output: &Value) -> Option<String> {
    match output {
        Value::Null => Some(String::new()),
        Value::Array(entries) => {
            (entries.iter().enumerate()).find_map(|(index, entry)| Some(format!("[{index}]{}", non_finite(entry)?)))
        }
        Value::Object(fields) => {
            (fields.iter()).find_map(|(name, field)| Some(format!(".{name}{}", non_finite(field)?)))
        }
        Value::Bool(_) | Value::Number(_) | Value::String(_) => None,
    }
}
