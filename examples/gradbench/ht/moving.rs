//! The Jacobians of the hand: the chain rule of its structure around the derivatives of its parts.
//!
//! A bone follows the four angles of its own finger, and a vertex few bones. Each bone hands on how it moves to those that it
//! carries, and a row of the Jacobian gathers what the bones of its vertices do.

use super::{
    Affine, Data, Model, Parameters, angles, finger, following, grad_between, jvp_product, jvp_rotation, jvp_turned,
    product, rotation, skinned, turned, turned_by,
};

/// The hand at `theta`, and how it moves.
struct Moving {
    /// Where the vertices are before the hand as a whole moves.
    positions: Vec<[f64; 3]>,
    /// The rotation of the hand, and how it turns with each of its three entries of `theta`.
    rotation: [[f64; 3]; 3],
    turns: [[[f64; 3]; 3]; 3],
    /// How the vertices of a bone move with the four angles of its finger, where they do.
    motions: Vec<[Option<Affine>; 4]>,
    /// For each vertex, the bones that it follows and how much: those from one start to the next.
    followed: Vec<(usize, f64)>,
    starts: Vec<usize>,
}

impl Moving {
    fn new(theta: &Parameters, model: &Model) -> Self {
        let g = [theta[0], theta[1], theta[2]];
        let rotation = rotation(g);
        let (transforms, motions) = transforms_and_motions(theta, model);
        let turned = |motion: Affine| {
            let column = |j: usize| turned_by(&rotation, [motion[0][j], motion[1][j], motion[2][j]], model.is_mirrored);
            let columns: [_; 4] = std::array::from_fn(column);
            std::array::from_fn(|i| columns.map(|column| column[i]))
        };
        let motions = motions.into_iter().map(|of_bone| of_bone.map(|motion| motion.map(turned))).collect();
        let (followed, starts) = followed(model);
        Self {
            positions: skinned(&transforms, model),
            rotation,
            turns: std::array::from_fn(|k| jvp_rotation(g, unit(k)).1),
            motions,
            followed,
            starts,
        }
    }

    /// Where a vertex is.
    fn position(&self, vertex: usize, theta: &Parameters, model: &Model) -> [f64; 3] {
        let [x, y, z] = turned_by(&self.rotation, self.positions[vertex], model.is_mirrored);
        [x + theta[3], y + theta[4], z + theta[5]]
    }

    /// Writes how the mean of some vertices moves away from a measured point: three rows, of which the last 26 columns
    /// are zero before.
    fn write(&self, rows: &mut [f64], mean: &[(usize, f64)], model: &Model) {
        let width = rows.len() / 3;
        let first = width - 26;
        let mut rest = [0.0; 3];
        for &(vertex, share) in mean {
            for j in 0..3 {
                rest[j] += share * self.positions[vertex][j];
            }
            for &(b, weight) in &self.followed[self.starts[vertex]..self.starts[vertex + 1]] {
                let Some(finger) = finger(b) else { continue };
                for (angle, motion) in self.motions[b].iter().enumerate() {
                    if let Some(motion) = motion {
                        let along = following(motion, model.vertices[vertex], share * weight);
                        for j in 0..3 {
                            rows[j * width + first + 6 + 4 * finger + angle] -= along[j];
                        }
                    }
                }
            }
        }
        for k in 0..3 {
            let along = turned_by(&self.turns[k], rest, model.is_mirrored);
            for j in 0..3 {
                rows[j * width + first + k] = -along[j];
            }
            rows[k * width + first + 3 + k] = -1.0;
        }
    }
}

/// How each bone moves its vertices, and how that changes with the four angles of its finger: with those of the bones that
/// carry it, and with its own.
fn transforms_and_motions(theta: &Parameters, model: &Model) -> (Vec<Affine>, Vec<[Option<Affine>; 4]>) {
    const STILL: Affine = [[0.0; 4]; 3];
    let count = model.bones.len();
    let mut absolutes: Vec<Affine> = Vec::with_capacity(count);
    let mut moving: Vec<[Option<Affine>; 4]> = Vec::with_capacity(count);
    let (mut transforms, mut motions) = (Vec::with_capacity(count), Vec::with_capacity(count));
    for (b, bone) in model.bones.iter().enumerate() {
        let [x, z] = angles(theta, b);
        let relative = turned(&bone.base_relative, x, z);
        let parent = bone.parent.map(|parent| absolutes[parent]);
        let absolute = parent.map_or(relative, |parent| product(&parent, &relative));
        // A product is linear in its left factor.
        let mut moves = bone
            .parent
            .map_or([None; 4], |parent| moving[parent].map(|left| left.map(|left| product(&left, &relative))));
        for &(angle, x_dot, z_dot) in own_angles(b) {
            let (_, turn) = jvp_turned(&bone.base_relative, &STILL, x, x_dot, z, z_dot);
            moves[angle] = Some(parent.map_or(turn, |parent| jvp_product(&parent, &STILL, &relative, &turn).1));
        }
        absolutes.push(absolute);
        moving.push(moves);
        transforms.push(product(&absolute, &bone.inverse_base_absolute));
        motions.push(moves.map(|left| left.map(|left| product(&left, &bone.inverse_base_absolute))));
    }
    (transforms, motions)
}

/// The angles of its finger by which a bone is bent itself, each with its direction about x and z.
fn own_angles(b: usize) -> &'static [(usize, f64, f64)] {
    match finger(b).map(|_| (b - 1) % 4) {
        Some(1) => &[(0, 1.0, 0.0), (1, 0.0, 1.0)],
        Some(2) => &[(2, 1.0, 0.0)],
        Some(3) => &[(3, 1.0, 0.0)],
        _ => &[],
    }
}

/// For each vertex the bones that it follows, one vertex after the other, and where they start.
fn followed(model: &Model) -> (Vec<(usize, f64)>, Vec<usize>) {
    let mut starts = vec![0; model.vertices.len() + 1];
    let weights = || model.bones.iter().enumerate().flat_map(|(b, bone)| bone.weights.iter().map(move |w| (b, w)));
    for (_, &(vertex, _)) in weights() {
        starts[vertex + 1] += 1;
    }
    for vertex in 0..model.vertices.len() {
        starts[vertex + 1] += starts[vertex];
    }
    let mut next = starts.clone();
    let mut followed = vec![(0, 0.0); starts[model.vertices.len()]];
    for (b, &(vertex, weight)) in weights() {
        followed[next[vertex]] = (b, weight);
        next[vertex] += 1;
    }
    (followed, starts)
}

/// The derivatives of all residuals by `theta`: 26 columns.
pub fn simple_jacobian(theta: &Parameters, data: &Data) -> Vec<f64> {
    let moving = Moving::new(theta, &data.model);
    let mut jacobian = vec![0.0; 26 * 3 * data.points.len()];
    for (rows, &vertex) in jacobian.chunks_exact_mut(26 * 3).zip(&data.correspondences) {
        moving.write(rows, &[(vertex, 1.0)], &data.model);
    }
    jacobian
}

/// The derivatives of all residuals: two columns by their own `us`, and 26 by `theta`.
pub fn complicated_jacobian(us: &[[f64; 2]], theta: &Parameters, data: &Data) -> Vec<f64> {
    let model = &data.model;
    let moving = Moving::new(theta, model);
    let mut jacobian = vec![0.0; 28 * 3 * data.points.len()];
    for ((rows, &[u, t]), &triangle) in jacobian.chunks_exact_mut(28 * 3).zip(us).zip(&data.correspondences) {
        let corners = model.triangles[triangle];
        let [a, b, c] = corners.map(|corner| moving.position(corner, theta, model));
        for (j, row) in rows.chunks_exact_mut(28).enumerate() {
            let (u_bar, t_bar, _) = grad_between(u, t, [a[j], b[j], c[j]]);
            [row[0], row[1]] = [-u_bar, -t_bar];
        }
        // A place in a triangle is a mean of its corners.
        let (_, _, shares) = grad_between(u, t, [0.0; 3]);
        let mean: [_; 3] = std::array::from_fn(|corner| (corners[corner], shares[corner]));
        moving.write(rows, &mean, model);
    }
    jacobian
}

fn unit<const N: usize>(k: usize) -> [f64; N] {
    std::array::from_fn(|j| if j == k { 1.0 } else { 0.0 })
}
