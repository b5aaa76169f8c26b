//! Automatic differentiation of plain Rust functions at compile time.
//!
//! [`#[differentiate]`](macro@differentiate) reads a function and writes its derivatives beside it: ordinary Rust, on
//! stable, in reverse mode and in forward mode.
//!
//! ```
//! use chainrule::differentiate;
//!
//! /// A quarter turn and a bit of damping, `n` times.
//! #[differentiate]
//! fn orbit(start: [f64; 2], damping: f64, n: usize) -> f64 {
//!     let mut p = start;
//!     for _ in 0..n {
//!         p = [-p[1] * damping, p[0] * damping];
//!         if p[0] > 10.0 {
//!             break;
//!         }
//!     }
//!     p[0] * p[0] + p[1]
//! }
//!
//! let (value, (start_bar, damping_bar)) = value_and_grad_orbit([3.0, 1.0], 0.5, 2);
//! assert_eq!(value, 0.3125);
//! assert_eq!(start_bar, [0.375, -0.25]);
//! assert_eq!(damping_bar, 3.5);
//! ```
//!
//! What the written code calls is here:
//!
//! - [`Differentiable`] and [`Tangent`] say which types have derivatives, and of which shape;
//! - [`Real`] is the bound of a generic scalar;
//! - [`rules`] holds the derivative of every primitive that is more than one plain formula;
//! - [`Tape`] keeps the values that the reverse sweep reads again;
//! - [`stop_gradient`] cuts a derivative on purpose;
//! - [`gradcheck!`] holds derivatives against differences, in tests;
//! - [`taylor`] gives derivatives of any order of a function of one scalar;
//! - [`sparse`] takes a Jacobian of a known sparsity pattern from few derivatives.
//!
//! # What is differentiated
//!
//! Functions, methods, and `impl`s of operators. Values: `f64`, `f32`, generic scalars, arrays, slices, `Vec`s, tuples,
//! `Option`, `Result`, `Box`, `Rc`, `VecDeque`, maps, and structs and enums that derive [`Differentiable`], nested in any
//! way; what has no derivative stands beside them. Every control flow (`if`, `match` and every pattern, `let … else`, `?`,
//! `for`, `while`, `loop`, labels, `break`, `continue`, `return` anywhere), assignment to variables, elements and fields,
//! the methods of containers that change them in place, closures that are bound and called, iterator chains, calls of
//! other functions under the attribute. Everything else is a compile error that says what to write instead; no
//! derivative is guessed or dropped.
//!
//! The error that `?` passes on carries no derivative: the tangent of a `Result<T, E>` is `Result<T::Tangent, ()>`. So `E`
//! may be any type that is `Clone`, with no derive: text, an enum of one's own, converted by `From`; arms may take it apart.
//! An error that is made of a differentiated value says so by `stop_gradient`: `Err(Failure::Diverged(stop_gradient(x)))`.
//!
//! A reference is another name for a place: it may be bound to a part (`let (a, b) = &mut pairs[i];`) or to one of several
//! places (`let row = if c { &x } else { &y };`). It may move on inside of one variable: to another element
//! (`best = v;`), along a slice (`rest = &rest[1..];`, `while let Some((head, tail)) = rest.split_first()`); two `&mut` to
//! local variables may change places by `mem::swap`. It may walk along a list or down a tree (`node = &node.next`,
//! `while let Some(n) = node { …; node = n.left.as_deref(); }`), from one variable to what it reaches: each access then
//! follows the way again, so on long lists a function that calls itself is faster.
//!
//! The result of a function may be a reference to a part of its first argument by reference: `fn row(&self, i: usize) ->
//! &[f64]`, `fn at_mut(&mut self, i: usize) -> &mut f64`, `fn leaf(tree: &Tree) -> &f64`. The caller must see that it is
//! one: by a star (`*m.at(i)`), a type (`let row: &[f64] = m.row(i);`), or because both methods stand in one `impl`; else
//! it gets a copy of what a method refers to by `&`, and is refused what it refers to by `&mut`. A method that returns a
//! reference to a type of the user's own has the attribute itself, unless other methods of the `impl` take or give that
//! type. A struct may hold shared
//! references (`View { data: &a, cols }`) to what does not change any more; it has a shadow of its own, and functions take
//! it by reference, with its lifetime written (`v: &View<'_>`). Elements of a type of one's own
//! are read and assigned by `m[(i, j)]`, `p[i]`, `m[i][j]` where its `impl`s of `Index` and `IndexMut` stand under the
//! attribute (elements by tuples are scalars).
//!
//! A method of one's own may be called like one of floats (`z.exp()`, `m.abs()`) on a parameter or a local with a type, and
//! on what is made by a constructor, an operator or another method; elsewhere a type on the `let` tells. A box of an object
//! (`Box<dyn Shape>`, `Vec<Box<dyn Shape>>`) is made where that type is written, in a `let` of its own; it cannot be
//! copied, so it must not change. What a function holds `#[constant]` behind `&mut`, such as a generator of random numbers,
//! and what a `#[constant]` field holds need no derive other than `Clone`.
//!
//! Entries of maps enter by `insert` and `entry(..).or_insert(..)`, change by `get_mut` and `values_mut`, and leave by
//! `remove`, `retain` and `clear`. A constant of the module (`const NODES: [f64; 5]`) is read by position in iterators.
//! An iterator of one's own, whose `impl Iterator` is under the attribute, is followed in loops and chains.
//!
//! A type of one's own needs no `Clone` for `grad_f` and `value_and_grad_f` where it is only differentiated through: what
//! is kept of it moves. Companions that copy it ask for `Clone` where they are called: `vjp_f`, whose pullback may be
//! called again, and derivatives of higher order.
//!
//! Where a function without the attribute is called with something differentiated, the attribute says so if the function
//! stands beside its caller. Of methods and of functions in other modules only rustc knows: it says `no method named
//! __forward_area`, or that a function `area` is no module.
//!
//! Patterns, closures, and iterator chains leave nothing behind: a name in a pattern becomes a name for a place, a
//! closure is inlined where it is called, a chain becomes the loop that a person would write.
//!
//! # Generics
//!
//! Companions repeat the lifetimes, lengths and types of their function. A type parameter with the bound of a number
//! (`T: Float`, `T: Copy + Mul<Output = T>`), or one that the body calculates with, is a scalar: its companions add the
//! bound [`Real`]. Any other gets [`Differentiable`] where it is differentiated. A trait of one's own with methods of the
//! same names as those of a float (`fn sin(self) -> Self`) is ambiguous beside [`Real`]: let it extend
//! `num_traits::Float` instead.
//!
//! ```
//! use chainrule::{Real, differentiate};
//!
//! #[differentiate]
//! fn polynomial<T: Real, const N: usize>(coefficients: &[T; N], x: T) -> T {
//!     let mut sum = T::zero();
//!     for i in 0..N {
//!         sum = sum * x + coefficients[N - 1 - i];
//!     }
//!     sum
//! }
//!
//! assert_eq!(grad_polynomial(&[1.0_f32, 2.0, 3.0], 0.5), ([1.0, 0.5, 0.25], 5.0));
//! ```
//!
//! # Functions as arguments
//!
//! A parameter of a function or a method may be a function: `f: impl Fn(f64) -> f64`, `F: Fn(f64, &[f64]) -> f64`,
//! `f: &dyn Fn(f64) -> f64`, `f: fn(f64) -> f64`, `f: Box<dyn Fn(f64) -> f64>`. Another function under the attribute passes a
//! function by its name, or a closure, whose captures are differentiated as well; a parameter of a closure is an `f64`
//! unless its type is written, there or in the same file by the function that takes it. There are no companions of a function that takes a
//! function, since a plain function value carries no derivative: ask for those of a function that calls it.
//!
//! ```
//! use chainrule::differentiate;
//!
//! #[differentiate]
//! fn newton(f: impl Fn(f64) -> f64, slope: impl Fn(f64) -> f64, start: f64) -> f64 {
//!     let mut x = start;
//!     for _ in 0..6 {
//!         x -= f(x) / slope(x);
//!     }
//!     x
//! }
//!
//! #[differentiate]
//! fn root(a: f64) -> f64 {
//!     newton(|x| x * x - a, |x| 2.0 * x, a)
//! }
//!
//! assert!((grad_root(4.0) - 0.25).abs() < 1e-9);
//! ```
//!
//! # Reverse mode and forward mode
//!
//! Reverse mode (`grad_f`, `vjp_f`) costs a small multiple of `f` for the derivative of one result with respect to all
//! arguments. Forward mode (`jvp_f`) gives the derivative of all results in one direction: beside each active variable
//! stands its tangent, and beside each statement the statement for it. It records nothing, and allocates what the primal
//! allocates, once more for the tangents.
//!
//! ```
//! use chainrule::differentiate;
//!
//! /// One step of a damped oscillator, in place.
//! #[differentiate]
//! fn step(state: &mut [f64], damping: f64) {
//!     let (position, speed) = (state[0], state[1]);
//!     state[0] += 0.1 * speed;
//!     state[1] -= 0.1 * (position + damping * speed);
//! }
//!
//! // How the final state changes with the damping, after two steps.
//! let (mut state, mut state_dot) = ([1.0, 0.5], [0.0, 0.0]);
//! for _ in 0..2 {
//!     jvp_step(&mut state, &mut state_dot, 0.25, 1.0);
//! }
//! assert!((state_dot[1] + 0.0875).abs() < 1e-12);
//! ```
//!
//! `jacobian_f` calls the one or the other once for each input or output, whichever are fewer. Sizes that are not written in
//! the types are compared at run time. Forward mode takes up to eight directions at once, which share the work of the function
//! itself: in a free function of `f64`, arrays, `Vec`s and tuples that calls no differentiated function but those with `taylor`.
//!
//! ```
//! use chainrule::{Matrix, differentiate};
//!
//! #[differentiate]
//! fn polar(r: f64, angle: f64) -> [f64; 2] {
//!     [r * angle.cos(), r * angle.sin()]
//! }
//!
//! #[differentiate]
//! fn powers(x: f64, factors: &[f64]) -> Vec<f64> {
//!     factors.iter().map(|a| a * x * x).collect()
//! }
//!
//! // A row for each output, a column for each input.
//! assert_eq!(jacobian_polar(2.0, 0.0), [[1.0, 0.0], [0.0, 2.0]]);
//! let jacobian: Matrix = jacobian_powers(3.0, &[1.0, 0.5]);
//! assert_eq!(jacobian, [[6.0, 9.0, 0.0], [3.0, 0.0, 9.0]]);
//! ```
//!
//! The tangent of a `&mut` parameter is a `&mut` buffer: of the entry contents on entry, of the final contents on return.
//! A tangent, shadow, or seed of another length than its primal panics with both lengths before anything is written.
//!
//! # How values come back
//!
//! The reverse sweep runs the statements backwards and reads values of the forward sweep. One that is still there is
//! read again. Of the others, some are recorded, once for each time they are overwritten, and the rest is computed again
//! of these: the choice that costs least, a minimum cut of what a block computes. Records stand in a local
//! variable outside of loops, on one [`Tape`] inside. A loop whose iterations only add to accumulators records
//! nothing: each iteration runs forward and backward together. A scratch buffer that each iteration fills with
//! a few operations for each number is filled again where the reverse sweep reads it: a method of Runge and Kutta
//! records its state, not its stages. Code that may have effects, such as a call of a
//! function that is not differentiated, never runs twice.
//!
//! The tape of a pullback (`vjp_f`) is copied at each call, so that it can be called again. Of many gradients in one
//! [`Workspace`], only the first allocates for its tape.
//!
//! # Words
//!
//! *Primal*: the function as written. *Tangent* `x_dot`: the derivative of `x` in a direction. *Adjoint* `x_bar` (or cotangent): the derivative of the result with respect to
//! `x`. *Shadow*: the adjoint of a structure, of the same shape. *Seed*: the adjoint of the result. *Pullback*: from
//! the seed to the adjoints of the arguments. *Active*: carries a derivative.
//!
//! Without `std`, the crate needs `alloc`, and the feature `libm` for the elementary functions.

#![no_std]
#![forbid(unsafe_code)]

extern crate alloc;
#[cfg(any(test, feature = "std"))]
extern crate std;

#[cfg(not(any(feature = "std", feature = "libm")))]
compile_error!("without the feature `std`, `chainrule` needs the feature `libm`");

#[doc(hidden)]
#[path = "private.rs"]
pub mod __private;
mod activity;
mod array;
mod blank;
mod check;
mod checkpoint;
mod choice;
mod collections;
mod conversions;
mod differentiable;
mod erased;
mod forward;
pub mod gradcheck;
mod handover;
mod hessian;
mod holders;
#[cfg(feature = "implicit")]
mod implicit;
mod integer;
mod jacobian;
mod jet;
mod lanes;
mod lift;
mod locate;
mod matrix;
mod operand;
pub mod operators;
mod order;
mod part;
mod partial_sums;
mod passive;
mod payload;
mod pointer;
mod positions;
mod products;
mod real;
mod receiver;
pub mod rules;
mod scalar;
mod scalar_methods;
pub mod sparse;
mod stop;
mod sweep;
mod tangent;
mod tape;
pub mod taylor;
mod tuple;
mod walk;
#[cfg(feature = "std")]
mod workspace;

pub use chainrule_macros::Differentiable;
/// Writes the derivatives of a function beside it.
///
/// For `fn f(x: f64, a: &[f64], n: usize) -> f64` it writes, with the visibility of `f`:
///
/// | companion | signature |
/// | --- | --- |
/// | `grad_f` | `(x, a, n) -> (f64, Vec<f64>)` |
/// | `value_and_grad_f` | `(x, a, n) -> (f64, (f64, Vec<f64>))` |
/// | `accumulate_grad_f` | `(x, x_bar: &mut f64, a, a_bar: &mut [f64], n) -> f64`: adds to the buffers |
/// | `vjp_f` | `(x, a, n) -> (f64, impl Fn(f64) -> (f64, Vec<f64>))`: value and pullback |
/// | `jvp_f` | `(x, x_dot, a, a_dot: &[f64], n) -> (f64, f64)`: value and tangent |
/// | `jacobian_f` | `(x, a, n) -> J`: a row for each output, `[[f64; N]; M]` or a [`Matrix`] |
///
/// The first three exist where the result is one float, `jacobian_f` where it is an array, a `Vec` or a tuple of floats (of
/// arrays, … where it is named), `vjp_f` and `jvp_f` always. A `&mut` parameter is input and
/// output: the gradient is with respect to what it held on entry, and the pullback takes a `&mut` shadow for it after the
/// seed, of the final contents on entry and of the entry contents on return. In `jvp_f`, its tangent is a `&mut` buffer,
/// of the entry contents on entry and of the final contents on return.
///
/// ```
/// use chainrule::differentiate;
///
/// #[differentiate]
/// fn polynomial(x: f64, a: &[f64], n: usize) -> f64 {
///     let mut sum = 0.0;
///     for i in (0..n).rev() {
///         sum = sum * x + a[i];
///     }
///     sum
/// }
///
/// let a = [1.0, 2.0, 3.0];
/// assert_eq!(grad_polynomial(2.0, &a, 3), (14.0, vec![1.0, 2.0, 4.0]));
/// // Along x alone, and along the last coefficient at the same time.
/// assert_eq!(jvp_polynomial(2.0, 1.0, &a, &[0.0; 3], 3), (17.0, 14.0));
/// assert_eq!(jvp_polynomial(2.0, 1.0, &a, &[0.0, 0.0, 0.5], 3), (17.0, 16.0));
/// ```
///
/// # Arguments
///
/// | argument | meaning |
/// | --- | --- |
/// | `grad`, `value_and_grad`, `accumulate_grad`, `vjp`, `jvp`, `jacobian` | write only these companions |
/// | `hessian`, `hvp`, `taylor` | write these too: see below |
/// | `order = n` | derivatives up to the `n`-th: the companions may be differentiated in their turn, `n - 1` times |
/// | `wrt(x, a)` | differentiate with respect to these parameters only, results in this order |
/// | `partials(x = EXPR, y = EXPR)` | do not look into the body: these are its partial derivatives |
/// | `vjp = PATH`, `jvp = PATH` | do not look into the body: these functions are its rules |
/// | `implicit = PATH` | do not look into the body: it solves `PATH(result, parameters…) == 0` |
/// | `crate = path` | where `chainrule` is, when re-exported |
///
/// `#[constant]` on a parameter holds it constant. `#[checkpoint]` on a statement trades memory for time:
///
/// # Checkpoints
///
/// What stands inside of a checkpoint is not recorded: the forward sweep keeps the state before it, which is what the
/// inside reads and changes, and the reverse sweep runs it again from there. The derivative is the same; the inside must
/// do the same when it runs again, effects included.
///
/// | on | kept of `n` iterations | runs again |
/// | --- | --- | --- |
/// | a block, `if` or `match`, a call: `#[checkpoint] let y = step(&x);` | one state | once |
/// | a loop: `#[checkpoint] for …` | about `√n` states, and the records of `√n` iterations | once |
/// | a loop of unknown length: `while`, `loop` | `√(2n)` of both | once |
/// | a loop, with slots: `#[checkpoint(binomial = slots)] for …` | `slots` states, and the records of one iteration | each iteration at most `r` times |
///
/// There `r` is the least number with `binomial(slots + r, r) ≥ n`, which is optimal (Griewank and Walther, 2000); a
/// loop of unknown length runs once more. Ten slots reach 184 756 iterations with `r = 10`, twenty a million with 8. What
/// the inside only adds to, assigns or pushes to, and does not read, is no part of the state.
///
/// ```
/// use chainrule::differentiate;
///
/// #[differentiate]
/// fn pendulum(angle: f64, friction: f64, steps: usize) -> f64 {
///     let (mut angle, mut speed) = (angle, 0.0);
///     #[checkpoint]
///     for _ in 0..steps {
///         speed -= 0.01 * (angle.sin() + friction * speed);
///         angle += 0.01 * speed;
///     }
///     angle
/// }
///
/// let (angle_bar, friction_bar) = grad_pendulum(0.5, 0.1, 1000);
/// let slope = (pendulum(0.5, 0.1 + 1e-6, 1000) - pendulum(0.5, 0.1 - 1e-6, 1000)) / 2e-6;
/// assert!((friction_bar - slope).abs() < 1e-6);
/// # let _ = angle_bar;
/// ```
///
/// # Second derivatives
///
/// For a scalar result, `hessian` asks for `hessian_f` (arguments as `f`: an array of arrays for one array or for scalars,
/// else a [`Matrix`], whose columns are the parameters in order, flattened), and `hvp` for `hvp_f`, the Hessian times a
/// direction (arguments as `jvp_f`, result as `grad_f`). Both leave the first-order companions as they are.
///
/// ```
/// use chainrule::differentiate;
///
/// #[differentiate(hessian, hvp)]
/// fn rosenbrock(x: [f64; 2]) -> f64 {
///     (1.0 - x[0]).powi(2) + 100.0 * (x[1] - x[0] * x[0]).powi(2)
/// }
///
/// assert_eq!(hessian_rosenbrock([1.0, 1.0]), [[802.0, -400.0], [-400.0, 200.0]]);
/// assert_eq!(hvp_rosenbrock([1.0, 1.0], [1.0, 2.0]), [2.0, 0.0]);
/// ```
///
/// With `order = 2`, which `hessian` and `hvp` imply, another function under the attribute may call `grad_f`,
/// `value_and_grad_f`, `jvp_f`, `vjp_f` with its pullback, and `jacobian_f` of fixed sizes, in reverse and in forward mode; and
/// `f` may be called where a second derivative is taken. With `order = 3`, it may call `hvp_f`, and `hessian_f` of scalars or an array. Of methods,
/// `grad_m` and `value_and_grad_m` are differentiated once, and `jvp_m` has one order less than `m`; the attribute then stands on
/// the methods one by one. A pullback is differentiated of functions of numbers, arrays, `Vec`s and tuples that change no
/// argument, bound by `let (value, pullback) = vjp_f(…);` and called in the same function.
///
/// ```
/// use chainrule::differentiate;
///
/// #[differentiate(order = 2)]
/// fn potential(x: f64) -> f64 {
///     x.powi(4) / 4.0
/// }
///
/// /// A step along the force, which is the gradient of the potential.
/// #[differentiate]
/// fn step(x: f64, rate: f64) -> f64 {
///     x - rate * grad_potential(x)
/// }
///
/// assert_eq!(grad_step(2.0, 0.125), (-0.5, -8.0)); // 1 − rate · 3 x², −x³
/// ```
///
/// Second derivatives are reverse mode applied to what forward mode writes: the gradient of `⟨∇f(x), ẋ⟩` with respect to
/// `x` is the Hessian times `ẋ`. The Hessian is symmetric, so the same product is the pullback of `grad_f`. They go through
/// every statement, and through calls of functions, methods, methods of traits, operators of your own types, and functions and
/// closures that are passed, where these have `order = 2`. Of a function with `partials`, these are
/// differentiated in their turn. So is the function of `jvp = path`, which stands under the attribute itself, with one order
/// less, and the residual of `implicit = path`, with the same order.
///
/// Gradients of structs are used as they are outside: `move_along`, `zero_tangent`, and of tangents `+=`, `accumulate`,
/// `scale`, `dot`, `norm` and `zero_like` are differentiated, in functions of order 1 and 2.
///
/// ```
/// use chainrule::{Differentiable, differentiate};
///
/// #[derive(Clone, Differentiable)]
/// struct Net {
///     w: f64,
///     b: f64,
/// }
///
/// #[differentiate(order = 2, wrt(net))]
/// fn loss(net: &Net, x: f64) -> f64 {
///     0.5 * (net.w * x + net.b).powi(2)
/// }
///
/// /// The loss after one step of gradient descent.
/// #[differentiate]
/// fn after(w: f64, b: f64, rate: f64) -> f64 {
///     let mut net = Net { w, b };
///     let gradient = grad_loss(&net, 1.0);
///     net.move_along(&gradient, -rate);
///     loss(&net, 1.0)
/// }
///
/// assert_eq!(grad_after(1.0, 1.0, 0.25), (0.5, 0.5, -4.0)); // (w + b)² (1 − 2 rate)² / 2
/// ```
///
/// With `order = 3`, the functions that call `grad_f` may have `order = 2` themselves, and so on: each function needs one
/// order more than what calls its companions.
///
/// ```
/// use chainrule::differentiate;
///
/// #[differentiate(order = 3)]
/// fn f(x: f64) -> f64 {
///     x.powi(5)
/// }
///
/// #[differentiate(order = 2)]
/// fn slope(x: f64) -> f64 {
///     grad_f(x)
/// }
///
/// #[differentiate]
/// fn curvature(x: f64) -> f64 {
///     grad_slope(x)
/// }
///
/// assert_eq!((curvature(2.0), grad_curvature(2.0)), (160.0, 240.0)); // 20 x³, 60 x²
/// ```
///
/// A product with the Hessian inside is `jvp_f` of the gradient, too:
///
/// ```
/// use chainrule::differentiate;
///
/// #[differentiate(order = 3)]
/// fn energy(x: [f64; 2]) -> f64 {
///     x[0] * x[0] * x[1]
/// }
///
/// #[differentiate(order = 2)]
/// fn slope(x: [f64; 2]) -> [f64; 2] {
///     grad_energy(x)
/// }
///
/// /// Along `v`.
/// #[differentiate(wrt(x))]
/// fn curvature(x: [f64; 2], v: [f64; 2]) -> f64 {
///     let (_, product) = jvp_slope(x, v);
///     product[0] * v[0] + product[1] * v[1]
/// }
///
/// assert_eq!(curvature([1.0, 3.0], [1.0, 0.0]), 6.0); // 2 x₁
/// assert_eq!(grad_curvature([1.0, 3.0], [1.0, 0.0]), [0.0, 2.0]);
/// ```
///
/// The code of each order is three to five times that of the one below, up to `order = 6`; for more, along one variable, see
/// the next section.
///
/// # Derivatives of any order
///
/// `taylor` asks for `taylor_f`: `f` with a [`Taylor`] series in place of each number that is differentiated, and of the
/// result. [`derivatives`] takes all derivatives of a function of one number from it, at a cost that grows with the square
/// of the order. Functions that it calls have `taylor` as well.
///
/// ```
/// use chainrule::{derivatives, differentiate};
///
/// #[differentiate(taylor)]
/// fn logistic(x: f64) -> f64 {
///     1.0 / (1.0 + (-x).exp())
/// }
///
/// let [value, first, second, third] = derivatives(taylor_logistic, 0.0);
/// assert_eq!([value, first, second, third], [0.5, 0.25, 0.0, -0.125]);
/// ```
///
/// It is for free functions of `f64`, `&[f64]`, arrays, tuples and the like, not of structs; what is held constant may be of
/// any type. A function that is generic over [`Real`] takes series as it is.
///
/// # Rules of your own
///
/// A body with foreign calls, `unsafe` code or a better derivative than that of its statements is not looked into where
/// its rule is given. Callers under the attribute differentiate through it all the same.
///
/// `partials` is for a scalar result and arguments that do not change. Each expression may read the parameters, as the
/// function gets them, and `value`, the result; it has the type of the gradient: a float for a float, also behind `&`, a
/// `Vec<f64>` for a slice, `STangent` for a struct. Every active parameter needs one; each is evaluated once, and for
/// callers only where it is wanted. What partials read of arguments by value is recorded, so it must be cheap to clone.
///
/// ```
/// use chainrule::differentiate;
///
/// #[differentiate(partials(x = value / x * n as f64, a = vec![value / a[0]; a.len()]))]
/// fn power(x: f64, a: &[f64], n: i32) -> f64 {
///     assert!(a.iter().all(|y| *y == a[0]));
///     x.powi(n) * a.iter().sum::<f64>() / a.len() as f64 * a.len() as f64
/// }
///
/// #[differentiate]
/// fn caller(x: f64) -> f64 {
///     power(x, &[x], 2) + x
/// }
///
/// assert_eq!(grad_power(3.0, &[1.0], 2), (6.0, vec![9.0]));
/// assert_eq!(grad_caller(2.0), 13.0);
/// ```
///
/// The function of `vjp` has the signature of `vjp_f`, and that of `jvp` the signature of `jvp_f`: each active argument
/// is followed by its tangent, and the result is value and tangent. They may be called `vjp_f` and `jvp_f`. The pullback
/// must not hold on to what is behind `&mut`: `+ use<..>` without its lifetime says so. A pullback has no type that a
/// caller could keep, so the reverse sweep of a caller runs the function of `vjp` once more, on the same arguments. With
/// `jvp` alone there is only `jvp_f`, and a function that is differentiated in reverse mode cannot call `f`.
///
/// ```
/// use chainrule::differentiate;
///
/// fn scale_vjp(a: &mut [f64], factor: f64) -> ((), impl Fn(&mut [f64]) -> f64 + use<>) {
///     let before = a.to_vec();
///     scale(a, factor);
///     ((), move |a_bar: &mut [f64]| {
///         let factor_bar = before.iter().zip(&*a_bar).map(|(x, x_bar)| x * x_bar).sum();
///         a_bar.iter_mut().for_each(|x_bar| *x_bar *= factor);
///         factor_bar
///     })
/// }
///
/// #[differentiate(vjp = scale_vjp)]
/// fn scale(a: &mut [f64], factor: f64) {
///     // Think of a call into a library of another language.
///     a.iter_mut().for_each(|x| *x *= factor);
/// }
///
/// #[differentiate]
/// fn caller(x: f64) -> f64 {
///     let mut a = [x, 2.0];
///     scale(&mut a, x);
///     a[0] * a[1]
/// }
///
/// assert_eq!(value_and_grad_caller(3.0), (54.0, 54.0));
/// ```
///
/// # Solutions of equations
///
/// With `implicit = PATH`, the body is any solver, and the function at `PATH`, under the attribute itself, the residual that
/// it brings to zero: it takes the result (a float by value, an array or a `Vec` by reference) and the parameters, and gives
/// as many components as the result has. The derivative follows from the implicit function theorem, in both modes, whatever
/// the solver does. A fixed point of `g` is the solution of `x - g(x, p)`. Where the Jacobian of the residual with respect
/// to the result is singular, the companions panic and say so. The solution is kept: the
/// reverse sweep of a caller does not run the solver again.
/// Linear systems are solved by `nalgebra`, behind the feature `implicit`, which is on by default.
///
/// ```
/// use chainrule::differentiate;
///
/// #[differentiate]
/// fn residual(x: f64, p: f64) -> f64 {
///     x * x * x + x - p
/// }
///
/// #[differentiate(implicit = residual)]
/// fn solve(p: f64) -> f64 {
///     let mut x = 0.0_f64;
///     for _ in 0..50 {
///         x -= (x * x * x + x - p) / (3.0 * x * x + 1.0);
///     }
///     x
/// }
///
/// assert!((grad_solve(2.0) - 0.25).abs() < 1e-12); // x = 1, 1 / (3 x² + 1)
/// ```
///
/// # Examples
///
/// ```
/// use chainrule::differentiate;
///
/// #[differentiate]
/// fn smooth(a: &mut [f64], #[constant] weight: f64) {
///     for i in 1..a.len() {
///         a[i] += weight * a[i - 1];
///     }
/// }
///
/// let mut a = [1.0, 2.0, 3.0];
/// let ((), pullback) = vjp_smooth(&mut a, 0.5);
/// assert_eq!(a, [1.0, 2.5, 4.25]);
/// let mut a_bar = [0.0, 0.0, 1.0];
/// pullback(&mut a_bar);
/// assert_eq!(a_bar, [0.25, 0.5, 1.0]);
/// ```
///
/// # Panics
///
/// A companion panics where the function does, and `accumulate_grad_f` before anything is written where a buffer
/// differs in length from its argument.
#[doc(inline)]
pub use chainrule_macros::differentiate;
/// Holds companions of a function at a point against central differences.
///
/// The call is the point. `grad_f` and `jvp_f` are checked, or the companions that stand after it: `grad`, `jvp`,
/// `jacobian`, `hessian`, `hvp`: of a result that is no number, `jacobian` and `jvp`. What is not differentiated is marked
/// `const`, but for literals of integers, texts and truths. The result is a [`Summary`](gradcheck::Summary): its
/// `assert_ok()` is for tests, and it displays the worst component of each companion. An error of 1e-6 is tolerated, of
/// 1e-3 where the result is an `f32`.
///
/// ```
/// use chainrule::{differentiate, gradcheck};
///
/// #[differentiate(hessian)]
/// fn energy(x: &[f64], stiffness: f64, n: usize) -> f64 {
///     (1..n).map(|i| stiffness * (x[i] - x[i - 1]).powi(4)).sum()
/// }
///
/// #[differentiate]
/// fn polar(r: f64, angle: f64) -> [f64; 2] {
///     [r * angle.cos(), r * angle.sin()]
/// }
///
/// let x = vec![0.5, 1.5, -2.0];
/// let n = x.len();
/// gradcheck!(energy(&x, 3.0, const n)).assert_ok();
/// gradcheck!(energy(&x, 3.0, 3); grad, hessian).within(1e-5).assert_ok();
/// gradcheck!(polar(2.0, 0.5); jacobian, jvp).assert_ok();
///
/// // For assertions of one's own, as with approx.
/// let worst = gradcheck!(energy(&x, 3.0, 3)).worst().unwrap();
/// assert!((worst.found - worst.expected).abs() < 1e-6 * worst.expected.abs());
/// ```
///
/// An argument behind `&` is copied, as an owned value that can be moved: pass `&x[..]` of a slice, and methods by their
/// paths, `Shape::area(&shape, 1.0)`. Functions that change their arguments and `wrt(..)` in another order than that of the parameters are for the functions
/// of the module [`gradcheck`](mod@gradcheck).
///
/// # Panics
///
/// If a companion gives another number of components than the point has coordinates.
pub use chainrule_macros::gradcheck;
pub use check::Place;
pub use differentiable::Differentiable;
pub use erased::DynTangent;
pub use hessian::hessian_diagonal;
pub use holders::Entries;
pub use matrix::Matrix;
pub use real::Real;
pub use stop::stop_gradient;
pub use tangent::Tangent;
pub use tape::{Record, Site, Tape};
pub use taylor::{Taylor, derivatives};
#[cfg(feature = "std")]
pub use workspace::Workspace;

/// A part of a shadow, by the path of its primal: `&mut s_bar.a[i].b`, or `()` below a constant field.
#[doc(hidden)]
#[macro_export]
macro_rules! __part {
    ($($place:tt)*) => { $crate::__private::part_of!($crate; $($place)*) };
}

/// A part of a tangent, by the path of its primal: `&s_dot.a[i].b`, or `()` below a constant field.
#[doc(hidden)]
#[macro_export]
macro_rules! __part_ref {
    ($($place:tt)*) => { $crate::__private::part_of!($crate; & $($place)*) };
}

/// The examples of the README.
#[cfg(doctest)]
#[doc = include_str!("../../README.md")]
struct Readme;
