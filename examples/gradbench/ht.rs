//! ht: hand tracking, the distance of measured points from a hand whose skin follows 22 bones.

mod moving;

use chainrule::differentiate;
use serde_json::Value;

use crate::Functions;
use crate::input::Input;
use crate::measure::{Answer, measure};
use crate::output::rows;
pub use moving::{complicated_jacobian, simple_jacobian};

/// What the suite may ask for.
pub const FUNCTIONS: Functions = &[("objective", objective), ("jacobian", jacobian)];

/// Global rotation and translation, and four angles for each finger.
pub type Parameters = [f64; 26];

/// The upper three rows of a 4×4 matrix whose last row is 0, 0, 0, 1.
pub type Affine = [[f64; 4]; 3];

/// A hand at rest.
pub struct Model {
    /// The bones; a bone stands behind its parent.
    pub bones: Vec<Bone>,
    /// The vertices of the skin.
    pub vertices: Vec<[f64; 3]>,
    /// The triangles of the skin.
    pub triangles: Vec<[usize; 3]>,
    /// Whether it is the other hand.
    pub is_mirrored: bool,
}

/// A bone at rest.
pub struct Bone {
    /// The bone that carries this one.
    pub parent: Option<usize>,
    /// From the frame of this bone to that of its parent.
    pub base_relative: Affine,
    /// From space to the frame of this bone.
    pub inverse_base_absolute: Affine,
    /// The vertices that follow this bone, and how much.
    pub weights: Vec<(usize, f64)>,
}

/// What was measured.
pub struct Data {
    /// The hand.
    pub model: Model,
    /// For each point a vertex, or a triangle where there are `us`.
    pub correspondences: Vec<usize>,
    /// The points.
    pub points: Vec<[f64; 3]>,
}

/// The way from each point to its vertex.
#[differentiate]
pub fn simple(theta: &Parameters, #[constant] data: &Data) -> Vec<f64> {
    let positions = positions(theta, &data.model);
    let mut residuals = Vec::with_capacity(3 * data.points.len());
    for (point, &vertex) in data.points.iter().zip(&data.correspondences) {
        for j in 0..3 {
            residuals.push(point[j] - positions[vertex][j]);
        }
    }
    residuals
}

/// The way from each point to a place in its triangle, with the barycentric coordinates `us`.
#[differentiate]
pub fn complicated(us: &[[f64; 2]], theta: &Parameters, #[constant] data: &Data) -> Vec<f64> {
    let positions = positions(theta, &data.model);
    let mut residuals = Vec::with_capacity(3 * data.points.len());
    for i in 0..data.points.len() {
        let [u, t] = us[i];
        let [a, b, c] = data.model.triangles[data.correspondences[i]];
        for j in 0..3 {
            let place = between(u, t, [positions[a][j], positions[b][j], positions[c][j]]);
            residuals.push(data.points[i][j] - place);
        }
    }
    residuals
}

/// A coordinate of the place with the barycentric coordinates `u`, `t`; linear in `corners`.
#[differentiate]
fn between(u: f64, t: f64, corners: [f64; 3]) -> f64 {
    u * corners[0] + t * corners[1] + (1.0 - u - t) * corners[2]
}

/// Where the vertices are.
#[differentiate]
fn positions(theta: &Parameters, #[constant] model: &Model) -> Vec<[f64; 3]> {
    let transforms = transforms(theta, model);
    let mut positions = skinned(&transforms, model);
    let rotation = rotation([theta[0], theta[1], theta[2]]);
    for position in &mut positions {
        let [x, y, z] = turned_by(&rotation, *position, model.is_mirrored);
        *position = [x + theta[3], y + theta[4], z + theta[5]];
    }
    positions
}

/// Where the vertices are before the hand as a whole moves: each follows its bones.
#[differentiate]
fn skinned(transforms: &[Affine], #[constant] model: &Model) -> Vec<[f64; 3]> {
    let mut positions = vec![[0.0; 3]; model.vertices.len()];
    for b in 0..model.bones.len() {
        let transform = transforms[b];
        for &(vertex, weight) in &model.bones[b].weights {
            let [x, y, z] = following(&transform, model.vertices[vertex], weight);
            positions[vertex][0] += x;
            positions[vertex][1] += y;
            positions[vertex][2] += z;
        }
    }
    positions
}

/// What one bone adds to the position of a vertex; linear in `transform`.
#[differentiate]
fn following(transform: &Affine, #[constant] vertex: [f64; 3], #[constant] weight: f64) -> [f64; 3] {
    let mut position = [0.0; 3];
    for i in 0..3 {
        let row = transform[i];
        position[i] = weight * (row[0] * vertex[0] + row[1] * vertex[1] + row[2] * vertex[2] + row[3]);
    }
    position
}

/// A position turned with the hand; linear in `rotation` and in `position`.
#[differentiate]
fn turned_by(rotation: &[[f64; 3]; 3], position: [f64; 3], is_mirrored: bool) -> [f64; 3] {
    let x = if is_mirrored { -position[0] } else { position[0] };
    let mut turned = [0.0; 3];
    for i in 0..3 {
        turned[i] = rotation[i][0] * x + rotation[i][1] * position[1] + rotation[i][2] * position[2];
    }
    turned
}

/// How each bone moves its vertices.
#[differentiate]
fn transforms(theta: &Parameters, #[constant] model: &Model) -> Vec<Affine> {
    let mut absolutes: Vec<Affine> = Vec::with_capacity(model.bones.len());
    let mut transforms: Vec<Affine> = Vec::with_capacity(model.bones.len());
    for b in 0..model.bones.len() {
        let bone = &model.bones[b];
        let [x, z] = angles(theta, b);
        let relative = turned(&bone.base_relative, x, z);
        let absolute = match bone.parent {
            Some(parent) => product(&absolutes[parent], &relative),
            None => relative,
        };
        absolutes.push(absolute);
        transforms.push(product(&absolute, &bone.inverse_base_absolute));
    }
    transforms
}

/// The angles about x and z by which bone `b` is bent: each finger has four bones, the first of them stiff.
#[differentiate]
fn angles(theta: &Parameters, b: usize) -> [f64; 2] {
    if b == 0 || b > 20 {
        return [0.0, 0.0];
    }
    let first = 6 + (b - 1) / 4 * 4;
    match (b - 1) % 4 {
        0 => [0.0, 0.0],
        1 => [theta[first], theta[first + 1]],
        joint => [theta[first + joint], 0.0],
    }
}

/// `base·R_z(z)·R_x(x)`.
#[differentiate]
fn turned(base: &Affine, x: f64, z: f64) -> Affine {
    let (sin_x, cos_x) = x.sin_cos();
    let (sin_z, cos_z) = z.sin_cos();
    let mut turned = [[0.0; 4]; 3];
    for i in 0..3 {
        let [a, b, c, d] = base[i];
        let side = cos_z * b - sin_z * a;
        turned[i] = [cos_z * a + sin_z * b, cos_x * side + sin_x * c, cos_x * c - sin_x * side, d];
    }
    turned
}

/// First `right`, then `left`.
#[differentiate]
fn product(left: &Affine, right: &Affine) -> Affine {
    let mut product = [[0.0; 4]; 3];
    for i in 0..3 {
        let row = left[i];
        for j in 0..4 {
            product[i][j] = row[0] * right[0][j] + row[1] * right[1][j] + row[2] * right[2][j];
        }
        product[i][3] += row[3];
    }
    product
}

/// The rotation about the axis `g` by the angle |g|; none if that is small.
#[differentiate]
fn rotation(g: [f64; 3]) -> [[f64; 3]; 3] {
    let angle = (g[0] * g[0] + g[1] * g[1] + g[2] * g[2]).sqrt();
    if angle < 1e-4 {
        return [[1.0, 0.0, 0.0], [0.0, 1.0, 0.0], [0.0, 0.0, 1.0]];
    }
    let (sin, cos) = angle.sin_cos();
    let [x, y, z] = [g[0] / angle, g[1] / angle, g[2] / angle];
    let rest = 1.0 - cos;
    [
        [x * x * rest + cos, x * y * rest - z * sin, x * z * rest + y * sin],
        [x * y * rest + z * sin, y * y * rest + cos, y * z * rest - x * sin],
        [x * z * rest - y * sin, y * z * rest + x * sin, z * z * rest + cos],
    ]
}

/// The finger of a bone; the wrist and the forearm have none.
fn finger(b: usize) -> Option<usize> {
    (1..=20).contains(&b).then(|| (b - 1) / 4)
}

fn objective(input: &Input) -> Answer {
    let (theta, us, data) = read(input)?;
    if us.is_empty() {
        measure(input, || simple(&theta, &data), Value::from)
    } else {
        measure(input, || complicated(&us, &theta, &data), Value::from)
    }
}

fn jacobian(input: &Input) -> Answer {
    let (theta, us, data) = read(input)?;
    let count = 3 * data.points.len();
    if us.is_empty() {
        measure(input, || simple_jacobian(&theta, &data), |jacobian| rows(&jacobian, count))
    } else {
        measure(input, || complicated_jacobian(&us, &theta, &data), |jacobian| rows(&jacobian, count))
    }
}

fn read(input: &Input) -> Result<(Parameters, Vec<[f64; 2]>, Data), String> {
    let data = input.field("data")?;
    let [correspondences, points] = ["correspondences", "points"].map(|name| data.field(name));
    let data = Data {
        model: Model::read(&data.field("model")?)?,
        correspondences: correspondences?.integers()?,
        points: points?.arrays()?,
    };
    Ok((input.field("theta")?.array()?, input.field("us")?.arrays()?, data))
}

impl Model {
    fn read(input: &Input) -> Result<Self, String> {
        let [relatives, inverses] =
            ["base_relatives", "inverse_base_absolutes"].map(|name| input.field(name)?.entries());
        let (relatives, inverses) = (relatives?, inverses?);
        let weights = input.field("weights")?.entries()?;
        let weights: Vec<Vec<f64>> = weights.iter().map(Input::numbers).collect::<Result<_, _>>()?;
        let read_bone = |b: usize| {
            let follows = weights.iter().map(|row| row.get(b).copied().unwrap_or(0.0)).enumerate();
            let parent = usize::try_from(input.field("parents")?.entry(b)?.signed()?).ok();
            if parent.is_some_and(|parent| parent >= b || parent > 0 && finger(parent) != finger(b)) {
                return Err(format!("bone {b} hangs on one that comes later or is of another finger"));
            }
            Ok(Bone {
                parent,
                base_relative: affine(&relatives[b])?,
                inverse_base_absolute: affine(inverses.get(b).ok_or("a bone without a place at rest")?)?,
                weights: follows.filter(|&(_, weight)| weight != 0.0).collect(),
            })
        };
        let triangles = input.field("triangles")?.entries()?;
        let triangle = |entry: &Input| match entry.integers()?[..] {
            [a, b, c] => Ok([a, b, c]),
            _ => Err("a triangle does not have three corners".to_owned()),
        };
        let corner = |[x, y, z, _]: [f64; 4]| [x, y, z];
        Ok(Self {
            bones: (0..relatives.len()).map(read_bone).collect::<Result<_, String>>()?,
            vertices: input.field("base_positions")?.arrays()?.into_iter().map(corner).collect(),
            triangles: triangles.iter().map(triangle).collect::<Result<_, _>>()?,
            is_mirrored: input.field("is_mirrored")?.truth()?,
        })
    }
}

fn affine(input: &Input) -> Result<Affine, String> {
    match input.arrays()?[..] {
        [x, y, z, [0.0, 0.0, 0.0, 1.0]] => Ok([x, y, z]),
        _ => Err("the last row of a 4×4 matrix is not 0, 0, 0, 1".to_owned()),
    }
}
