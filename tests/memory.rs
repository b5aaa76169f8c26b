//! What a checkpoint keeps, counted by the allocator: one test, so that nothing else allocates meanwhile.

#[path = "../benches/heap.rs"]
mod heap;

use chainrule::differentiate;

#[global_allocator]
static HEAP: heap::Counting = heap::Counting;

const SIZE: usize = 8;

/// The same recurrence under an attribute of its loop.
macro_rules! recurrence {
    ($name:ident, $($checkpoint:tt)*) => {
        #[differentiate(value_and_grad)]
        fn $name(x: f64, n: usize) -> f64 {
            let mut u = [x; SIZE];
            $($checkpoint)*
            for _ in 0..n {
                for i in 0..SIZE {
                    u[i] = (u[i] * u[(i + 1) % SIZE]).sin() + x;
                }
            }
            u[0]
        }
    };
}

recurrence!(recorded,);
recurrence!(root, #[checkpoint]);
recurrence!(slots_9, #[checkpoint(binomial = 9)]);

#[differentiate(value_and_grad)]
fn until(x: f64, n: usize) -> f64 {
    let mut u = [x; SIZE];
    let mut k = 0;
    #[checkpoint]
    while k < n {
        for i in 0..SIZE {
            u[i] = (u[i] * u[(i + 1) % SIZE]).sin() + x;
        }
        k += 1;
    }
    u[0]
}

#[differentiate]
fn relax(u: &mut [f64; SIZE], x: f64, n: usize) {
    for _ in 0..n {
        for i in 0..SIZE {
            u[i] = (u[i] * u[(i + 1) % SIZE]).sin() + x;
        }
    }
}

/// Calls that are not recorded: the records of one at a time.
#[differentiate(value_and_grad)]
fn calls(x: f64, n: usize) -> f64 {
    let mut u = [x; SIZE];
    for _ in 0..n {
        #[checkpoint]
        relax(&mut u, x, 10);
    }
    u[0]
}

#[differentiate]
fn relax_slice(x: f64, u: &mut [f64]) {
    for _ in 0..10 {
        for i in 0..u.len() {
            u[i] = (u[i] * u[(i + 1) % u.len()].cos() * x).sin() + x;
        }
    }
}

/// The same of a function that is written out where it is called.
#[differentiate(value_and_grad)]
fn written_out(x: f64, n: usize) -> f64 {
    let mut u = vec![x; SIZE];
    for _ in 0..n {
        #[checkpoint]
        relax_slice(x, &mut u);
    }
    u[0]
}

/// Three buffers that each step fills.
#[differentiate(value_and_grad)]
fn stages(x: f64, n: usize) -> f64 {
    let mut u = [x; SIZE];
    let mut a = [0.0; SIZE];
    let mut b = [0.0; SIZE];
    let mut c = [0.0; SIZE];
    for _ in 0..n {
        for i in 0..SIZE {
            a[i] = u[i] * u[i] - x;
        }
        b[0] = a[0] * u[1];
        for i in 1..SIZE {
            b[i] = a[i] * a[i - 1];
        }
        for i in 0..SIZE {
            c[i] = b[i] * a[i] * 0.1;
        }
        for i in 0..SIZE {
            u[i] += 0.1 * (c[i] - b[i]);
        }
    }
    u[0]
}

/// A buffer that is cleared and filled: its loop is fused, and records nothing.
#[differentiate(value_and_grad)]
fn refilled(x: f64, n: usize) -> f64 {
    let list = [x; SIZE];
    let mut buffer = Vec::new();
    let mut sum = 0.0;
    for _ in 0..n {
        buffer.clear();
        for y in &list {
            buffer.push(y * y);
        }
        for y in &buffer {
            sum += y * y;
        }
    }
    sum
}

/// Bytes at the peak of a gradient.
fn peak(gradient: fn(f64, usize) -> (f64, f64), n: usize) -> usize {
    heap::beyond_result(|| gradient(0.3, n))
}

#[test]
fn memory_falls_as_stated() {
    let (value, gradient) = value_and_grad_recorded(0.3, 1000);
    for other in [value_and_grad_root, value_and_grad_slots_9, value_and_grad_until] {
        assert_eq!(other(0.3, 1000), (value, gradient));
    }
    let n = 10_000;
    let recorded = peak(value_and_grad_recorded, n);
    // The contents of the array and a product, for each element and iteration, in lanes that grow by doubling.
    assert!(recorded >= n * SIZE * 16, "recorded: {recorded}");
    // 100 states and the records of 100 iterations; at most twice as much for the doubling, half as much again while
    // it grows.
    let bound = 3 * (100 * SIZE * 8 + 100 * SIZE * 16);
    let found = peak(value_and_grad_root, n);
    assert!(found <= bound, "#[checkpoint]: {found} of {bound}");
    // √(2n) of both.
    let bound = 3 * (142 * (SIZE * 8 + 16) + 142 * SIZE * 24);
    let found = peak(value_and_grad_until, n);
    assert!(found <= bound, "#[checkpoint] while: {found} of {bound}");
    // 9 states, also of ten times as many iterations.
    let bound = 3 * (9 * (SIZE * 8 + 8) + SIZE * 16 + 64);
    for n in [n, 10 * n] {
        let found = peak(value_and_grad_slots_9, n);
        assert!(found <= bound, "binomial = 9: {found} of {bound}");
    }
    // A state for each call, and the records of one.
    let bound = 3 * (1000 * SIZE * 8 + 10 * SIZE * 24);
    let found = peak(value_and_grad_calls, 1000);
    assert!(found <= bound, "calls: {found} of {bound}");
    let bound = 3 * (1000 * (SIZE * 8 + 24) + 10 * SIZE * 24);
    let found = peak(value_and_grad_written_out, 1000);
    assert!(found <= bound, "written out: {found} of {bound}");
    // The state of each step; what is filled in it is filled again.
    let found = peak(value_and_grad_stages, 4096);
    let bound = 4096 * SIZE * 8 + 2048;
    assert!(found <= bound, "filled again: {found} of {bound}");
    let found = peak(value_and_grad_refilled, 1000);
    assert!(found <= 1024, "refilled: {found}");
    workspaces_allocate_once();
}

/// Records the array before each step, and bits for a branch.
#[differentiate(accumulate_grad)]
fn branching(x: f64, n: usize) -> f64 {
    let mut u = [x; SIZE];
    for i in 0..n {
        let next = (u[i % SIZE] * u[(i + 1) % SIZE]).sin() + x;
        u[i % SIZE] = if next > 0.5 { next * 0.5 } else { next };
    }
    u[0]
}

fn workspaces_allocate_once() {
    let mut workspace = chainrule::Workspace::new();
    let gradient = |n: usize| {
        let mut x_bar = 0.0;
        accumulate_grad_branching(0.3, &mut x_bar, n);
        x_bar
    };
    let peak = |workspace: &mut chainrule::Workspace, n: usize| heap::beyond_result(|| workspace.run(|| gradient(n)));
    let alone = heap::beyond_result(|| gradient(1000));
    assert!(alone > 8000, "nothing is recorded: {alone}");
    // The workspace keeps what the first gradient allocates; the next ones have enough.
    let _ = peak(&mut workspace, 1000);
    for n in [1000, 10, 1000] {
        assert_eq!(peak(&mut workspace, n), 0);
    }
    // Also after a panic, inside of one that runs, and for two tapes at once.
    let panicked =
        std::panic::catch_unwind(std::panic::AssertUnwindSafe(|| workspace.run(|| -> f64 { panic!("here") })));
    assert!(panicked.is_err());
    let inner = workspace.run(|| chainrule::Workspace::new().run(|| gradient(1000)) + gradient(1000));
    assert_eq!(inner.to_bits(), (2.0 * gradient(1000)).to_bits());
    assert_eq!(peak(&mut workspace, 1000), 0);
    // Outside, everything is freed again.
    assert_eq!(heap::beyond_result(|| gradient(1000)), alone);
}
