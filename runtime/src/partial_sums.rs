//! Loops that add up: several partial sums at once, so that no addition waits for the one before.

use crate::Real;

/// Elements that are taken together.
const WIDTH: usize = 4;

/// Runs `body` for the elements of slices that are as long as the first of `reads`: it gets elements and sums, and gives
/// the new elements of `writes`, and the sums. These are added up in parts. An empty slice among `writes` is a shadow that
/// nobody wants.
///
/// ```
/// use chainrule::__private::partial_sums;
///
/// let (a, b, mut b_bar) = ([1.0, 2.0, 3.0, 4.0, 5.0], [2.0; 5], [0.5; 5]);
/// let [sum] = partial_sums([&a, &b], [&mut b_bar], [1.0], |[a, b], [mut b_bar], [mut sum]| {
///     b_bar += 2.0 * a;
///     sum += a * b;
///     ([b_bar], [sum])
/// });
/// assert_eq!(sum, 31.0);
/// assert_eq!(b_bar, [2.5, 4.5, 6.5, 8.5, 10.5]);
/// ```
// Loops over indices: the other ways to run through arrays of slices were measured to hide them from the vectorizer.
#[allow(clippy::inline_always, clippy::needless_range_loop, reason = "the body is to be seen by the loop")]
#[inline(always)]
pub fn partial_sums<T: Real, const R: usize, const W: usize, const S: usize>(
    reads: [&[T]; R],
    mut writes: [&mut [T]; W],
    mut sums: [T; S],
    body: impl Fn([T; R], [T; W], [T; S]) -> ([T; W], [T; S]),
) -> [T; S] {
    let (whole, left) = (reads[0].len() / WIDTH, reads[0].len() % WIDTH);
    let (read_chunks, read_ends) = split(reads, whole, left);
    let (chunks, ends, wanted) = split_mut(&mut writes, reads[0].len());
    let mut parts = [[T::zero(); S]; WIDTH];
    for i in 0..whole {
        let (mut read, mut write) = ([[T::zero(); R]; WIDTH], [[T::zero(); W]; WIDTH]);
        for r in 0..R {
            let chunk = &read_chunks[r][i];
            for lane in 0..WIDTH {
                read[lane][r] = chunk[lane];
            }
        }
        for w in (0..W).filter(|w| wanted[*w]) {
            let chunk = &chunks[w][i];
            for lane in 0..WIDTH {
                write[lane][w] = chunk[lane];
            }
        }
        for lane in 0..WIDTH {
            (write[lane], parts[lane]) = body(read[lane], write[lane], parts[lane]);
        }
        for w in (0..W).filter(|w| wanted[*w]) {
            let chunk = &mut chunks[w][i];
            for lane in 0..WIDTH {
                chunk[lane] = write[lane][w];
            }
        }
    }
    for s in 0..S {
        let sum = parts.iter().fold(T::zero(), |sum, part| sum + part[s]);
        sums[s] += sum;
    }
    for i in 0..left {
        let (mut read, mut write) = ([T::zero(); R], [T::zero(); W]);
        for r in 0..R {
            read[r] = read_ends[r][i];
        }
        for w in (0..W).filter(|w| wanted[*w]) {
            write[w] = ends[w][i];
        }
        (write, sums) = body(read, write, sums);
        for w in (0..W).filter(|w| wanted[*w]) {
            ends[w][i] = write[w];
        }
    }
    sums
}

/// The chunks of the slices, and what is left.
#[allow(clippy::inline_always, clippy::needless_range_loop, reason = "as above")]
#[inline(always)]
fn split<T, const R: usize>(slices: [&[T]; R], whole: usize, left: usize) -> ([&[[T; WIDTH]]; R], [&[T]; R]) {
    let (mut chunks, mut ends): ([&[[T; WIDTH]]; R], [&[T]; R]) = ([&[]; R], [&[]; R]);
    for r in 0..R {
        let (chunk, end) = slices[r].as_chunks();
        (chunks[r], ends[r]) = (&chunk[..whole], &end[..left]);
    }
    (chunks, ends)
}

/// The same of slices that are changed, and whether each of them has the length `len`.
#[allow(clippy::inline_always, reason = "as above")]
#[allow(clippy::type_complexity, reason = "what two loops need")]
#[inline(always)]
fn split_mut<'a, T, const W: usize>(
    slices: &'a mut [&mut [T]; W],
    len: usize,
) -> ([&'a mut [[T; WIDTH]]; W], [&'a mut [T]; W], [bool; W]) {
    let mut chunks = core::array::from_fn(|_| -> &mut [_] { &mut [] });
    let mut ends = core::array::from_fn(|_| -> &mut [_] { &mut [] });
    let mut wanted = [false; W];
    for (w, slice) in slices.iter_mut().enumerate() {
        if slice.len() == len {
            wanted[w] = true;
            let (chunk, end) = slice.as_chunks_mut();
            (chunks[w], ends[w]) = (&mut chunk[..len / WIDTH], &mut end[..len % WIDTH]);
        }
    }
    (chunks, ends, wanted)
}
