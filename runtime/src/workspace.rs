//! Memory of tapes that outlives one gradient.

use core::cell::Cell;
use core::sync::atomic::{AtomicUsize, Ordering::Relaxed};
use std::thread_local;

use crate::tape::{Memory, Tape};

/// Keeps the memory of the tape from one gradient to the next.
///
/// A gradient whose reverse sweep needs values of the forward sweep records them on a tape, which is freed in the end.
/// What runs in [`run`](Self::run) takes the memory of the workspace for its tape instead, and gives it back: of many
/// gradients, only the first allocates for it. The memory belongs to the workspace, and goes with it.
///
/// ```
/// use chainrule::{Workspace, differentiate};
///
/// /// Records `y` before each step.
/// #[differentiate]
/// fn logistic_map(rate: f64, steps: usize) -> f64 {
///     let mut y = 0.5;
///     for _ in 0..steps {
///         y = rate * y * (1.0 - y);
///     }
///     y
/// }
///
/// let mut workspace = Workspace::new();
/// let mut rate_bar = 0.0;
/// for _ in 0..10 {
///     workspace.run(|| accumulate_grad_logistic_map(2.5, &mut rate_bar, 1000));
/// }
/// assert!((rate_bar - 10.0 * grad_logistic_map(2.5, 1000)).abs() < 1e-9);
/// ```
#[derive(Debug, Default)]
pub struct Workspace {
    memory: Memory,
}

/// Where the memory of the workspace of this thread is.
#[derive(Default)]
enum Lent {
    /// Nothing runs in a workspace.
    #[default]
    Nowhere,
    /// Ready for the next tape.
    Here(Memory),
    /// In a tape.
    Away,
}

thread_local! {
    static LENT: Cell<Lent> = const { Cell::new(Lent::Nowhere) };
}

/// How many workspaces something runs in, in all threads: while there are none, tapes do not look for one.
static RUNNING: AtomicUsize = AtomicUsize::new(0);

impl Workspace {
    /// A workspace that owns no memory yet.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Runs `gradients`, whose tapes use the memory of the workspace, in this thread.
    pub fn run<R>(&mut self, gradients: impl FnOnce() -> R) -> R {
        let memory = core::mem::take(&mut self.memory);
        let before = LENT.replace(Lent::Here(memory));
        RUNNING.fetch_add(1, Relaxed);
        let _end = End { workspace: self, before };
        gradients()
    }
}

/// Takes the memory back, also where something panics.
struct End<'a> {
    workspace: &'a mut Workspace,
    before: Lent,
}

impl Drop for End<'_> {
    fn drop(&mut self) {
        RUNNING.fetch_sub(1, Relaxed);
        if let Lent::Here(memory) = LENT.replace(core::mem::take(&mut self.before)) {
            self.workspace.memory = memory;
        }
    }
}

/// Whether tapes must look for a workspace.
#[inline]
pub fn is_any() -> bool {
    RUNNING.load(Relaxed) != 0
}

/// A tape with the memory of the workspace of this thread, if that is here.
#[cold]
pub fn lend() -> Option<Tape> {
    let found = LENT.try_with(|lent| match lent.replace(Lent::Away) {
        Lent::Here(memory) => Some(memory),
        other => {
            lent.set(other);
            None
        }
    });
    found.ok().flatten().map(Tape::with_memory)
}

/// Gives the memory of a tape to the workspace of this thread, unless that has more already.
#[cold]
pub fn give_back(memory: Memory) {
    let _ = LENT.try_with(|lent| match lent.take() {
        Lent::Nowhere => {}
        Lent::Here(other) if other.capacity() >= memory.capacity() => lent.set(Lent::Here(other)),
        Lent::Here(_) | Lent::Away => lent.set(Lent::Here(memory)),
    });
}
