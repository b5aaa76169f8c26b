//! ba: bundle adjustment, the residuals of points seen by cameras and their sparse Jacobian.
//!
//! One observation sees one point by one camera, so its two residuals depend on 11 + 3 + 1 numbers: the Jacobian is
//! a block of 2×15 for each observation, whose rows are two calls of one pullback.

use std::cell::RefCell;

use chainrule::differentiate;
use serde_json::{Value, json};

use crate::Functions;
use crate::input::Input;
use crate::measure::{Answer, measure};

/// What the suite may ask for.
pub const FUNCTIONS: Functions = &[("objective", objective), ("jacobian", jacobian)];

/// Rotation vector, center, focal length, principal point, and two coefficients of radial distortion.
pub type Camera = [f64; 11];

/// The weighted distance, in the image of `camera`, from `feature` to where `point` appears.
///
/// The point is turned about the rotation vector by the formula of Rodrigues.
#[differentiate]
pub fn reprojection_error(
    camera: &[f64; 11],
    point: &[f64; 3],
    weight: f64,
    #[constant] feature: &[f64; 2],
) -> [f64; 2] {
    let [r0, r1, r2, c0, c1, c2, focal, u0, v0, kappa1, kappa2] = *camera;
    let (y0, y1, y2) = (point[0] - c0, point[1] - c1, point[2] - c2);
    let square = r0 * r0 + r1 * r1 + r2 * r2;
    let [z0, z1, z2] = if square == 0.0 {
        [y0 + r1 * y2 - r2 * y1, y1 + r2 * y0 - r0 * y2, y2 + r0 * y1 - r1 * y0]
    } else {
        let angle = square.sqrt();
        let (sin, cos) = angle.sin_cos();
        let (a0, a1, a2) = (r0 / angle, r1 / angle, r2 / angle);
        let along = (a0 * y0 + a1 * y1 + a2 * y2) * (1.0 - cos);
        [
            y0 * cos + (a1 * y2 - a2 * y1) * sin + a0 * along,
            y1 * cos + (a2 * y0 - a0 * y2) * sin + a1 * along,
            y2 * cos + (a0 * y1 - a1 * y0) * sin + a2 * along,
        ]
    };
    let (p0, p1) = (z0 / z2, z1 / z2);
    let square = p0 * p0 + p1 * p1;
    let scale = focal * (1.0 + square * (kappa1 + square * kappa2));
    [weight * (p0 * scale + u0 - feature[0]), weight * (p1 * scale + v0 - feature[1])]
}

/// How far the weight of an observation is from ±1.
#[differentiate]
pub fn weight_error(weight: f64) -> f64 {
    1.0 - weight * weight
}

/// Cameras and points, and which of them each observation is about.
pub struct Scene {
    /// The cameras.
    pub cameras: Vec<Camera>,
    /// The points in space.
    pub points: Vec<[f64; 3]>,
    /// One weight for each observation.
    pub weights: Vec<f64>,
    /// One place in the image for each observation.
    pub features: Vec<[f64; 2]>,
    /// The camera and the point of each observation.
    pub observations: Vec<(u32, u32)>,
}

/// The residuals of a scene.
#[derive(Default)]
pub struct Residuals {
    /// Two for each observation.
    pub reprojection: Vec<[f64; 2]>,
    /// One for each observation.
    pub weight: Vec<f64>,
}

/// A sparse matrix, row by row: row `i` has the entries `rows[i]..rows[i + 1]` of `columns` and `values`.
#[derive(Default)]
pub struct Sparse {
    /// Where each row begins, and the end of the last.
    pub rows: Vec<u32>,
    /// The column of each entry.
    pub columns: Vec<u32>,
    /// The value of each entry.
    pub values: Vec<f64>,
}

impl Scene {
    /// A scene in which observation `i` sees point `i mod m` by camera `i mod n`.
    #[allow(clippy::cast_possible_truncation, reason = "a scene has fewer than 2^32 cameras and points")]
    pub fn new(cameras: Vec<Camera>, points: Vec<[f64; 3]>, weights: Vec<f64>, features: Vec<[f64; 2]>) -> Self {
        let seen = |i| ((i % cameras.len()) as u32, (i % points.len()) as u32);
        let observations = (0..weights.len()).map(seen).collect();
        Self { cameras, points, weights, features, observations }
    }

    /// Writes all residuals.
    pub fn residuals(&self, residuals: &mut Residuals) {
        let Residuals { reprojection, weight } = residuals;
        reprojection.clear();
        weight.clear();
        for ((&(camera, point), &w), feature) in self.observations.iter().zip(&self.weights).zip(&self.features) {
            let (camera, point) = (&self.cameras[camera as usize], &self.points[point as usize]);
            reprojection.push(reprojection_error(camera, point, w, feature));
        }
        weight.extend(self.weights.iter().map(|&w| weight_error(w)));
    }

    /// Writes the derivative of all residuals with respect to cameras, points, and weights, in this order.
    #[allow(clippy::cast_possible_truncation, reason = "a scene has fewer than 2^32 parameters")]
    pub fn jacobian(&self, jacobian: &mut Sparse) {
        let first_point = 11 * self.cameras.len() as u32;
        let first_weight = first_point + 3 * self.points.len() as u32;
        let Sparse { rows, columns, values } = jacobian;
        rows.clear();
        columns.clear();
        values.clear();
        rows.push(0);
        let observations = self.observations.iter().zip(&self.weights).zip(&self.features);
        for (i, ((&(camera, point), &w), feature)) in (0..).zip(observations) {
            let (c, p) = (11 * camera, first_point + 3 * point);
            let row: [u32; 15] = std::array::from_fn(|j| match j as u32 {
                j @ 0..11 => c + j,
                j @ 11..14 => p + (j - 11),
                _ => first_weight + i,
            });
            let (camera, point) = (&self.cameras[camera as usize], &self.points[point as usize]);
            let (_, pullback) = vjp_reprojection_error(camera, point, w, feature);
            for seed in [[1.0, 0.0], [0.0, 1.0]] {
                let (camera_bar, [x0, x1, x2], w_bar) = pullback(seed);
                columns.extend_from_slice(&row);
                values.extend_from_slice(&camera_bar);
                values.extend_from_slice(&[x0, x1, x2, w_bar]);
                rows.push(columns.len() as u32);
            }
        }
        for (i, &w) in (0..).zip(&self.weights) {
            columns.push(first_weight + i);
            values.push(grad_weight_error(w));
            rows.push(columns.len() as u32);
        }
    }

    /// Repeats one camera, one point, one weight, and one feature as often as the suite says.
    fn read(input: &Input) -> Result<Self, String> {
        let [n, m, p] = ["n", "m", "p"].map(|name| match input.field(name)?.integer()? {
            0 => Err(format!("`{name}` is zero")),
            count => Ok(count),
        });
        let (n, m, p) = (n?, m?, p?);
        Ok(Self::new(
            vec![input.field("cam")?.array()?; n],
            vec![input.field("x")?.array()?; m],
            vec![input.field("w")?.number()?; p],
            vec![input.field("feat")?.array()?; p],
        ))
    }
}

fn objective(input: &Input) -> Answer {
    let scene = Scene::read(input)?;
    let residuals = RefCell::new(Residuals::default());
    measure(
        input,
        || scene.residuals(&mut residuals.borrow_mut()),
        |()| {
            let Residuals { reprojection, weight } = &*residuals.borrow();
            json!({
                "reproj_error": { "elements": reprojection[0], "repeated": reprojection.len() },
                "w_err": { "element": weight[0], "repeated": weight.len() },
            })
        },
    )
}

fn jacobian(input: &Input) -> Answer {
    let scene = Scene::read(input)?;
    let jacobian = RefCell::new(Sparse::default());
    measure(
        input,
        || scene.jacobian(&mut jacobian.borrow_mut()),
        |()| {
            let Sparse { rows, columns, values } = &*jacobian.borrow();
            json!({ "rows": ends(rows), "cols": ends(columns), "vals": ends(values) })
        },
    )
}

/// The first 30 entries of a list and the last one, which are what the suite looks at.
fn ends<T: Copy + Into<Value>>(list: &[T]) -> Value {
    let (last, rest) = list.split_last().expect("a Jacobian of at least one observation");
    rest.iter().take(30).chain([last]).map(|&entry| entry.into()).collect()
}
