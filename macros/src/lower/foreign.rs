//! What the standard library has that no differentiated value goes through, each with its reason.

use crate::diagnostic::Message;

/// Types whose values change behind a shared reference.
const CELLS: &[&str] = &[
    "Cell",
    "RefCell",
    "UnsafeCell",
    "OnceCell",
    "LazyCell",
    "Mutex",
    "RwLock",
    "OnceLock",
    "LazyLock",
    "AtomicU64",
    "AtomicU32",
];

/// Why the function of this path takes no differentiated value.
pub(super) fn refused(segments: &[String]) -> Option<Message> {
    let name = segments.last()?.as_str();
    let owner = segments.len().checked_sub(2).map_or("", |index| segments[index].as_str());
    let path = segments.join("::");
    Some(match (owner, name) {
        (owner, _) if CELLS.contains(&owner) => {
            Message::new(format!("a value in a `{owner}` cannot be differentiated"))
                .note("it changes behind a shared reference, where chainrule does not see it")
                .help("keep it in a local variable: `let mut x = ..`")
        }
        ("thread", "spawn" | "scope") => Message::new("a differentiated value cannot go to another thread")
            .note("chainrule follows sequential code")
            .help("compute it here, or call the gradient from each thread"),
        ("mem", "transmute" | "transmute_copy" | "zeroed" | "forget") | ("Box", "leak" | "into_raw" | "from_raw") => {
            Message::new(format!("`{path}` has no derivative"))
                .note("it treats a value as bits or an address")
                .help("write it with arithmetic, or wrap it, if that is meant: `stop_gradient(..)`")
        }
        ("ptr", _) => Message::new(format!("`{path}` has no derivative"))
            .note("what is behind a raw pointer is not followed")
            .help("use a reference or an index"),
        _ => return None,
    })
}
