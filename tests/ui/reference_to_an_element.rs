use chainrule::{Differentiable, differentiate};

#[derive(Differentiable)]
struct Matrix {
    data: Vec<f64>,
    cols: usize,
}

#[differentiate]
impl std::ops::Index<(usize, usize)> for Matrix {
    type Output = f64;

    fn index(&self, (i, j): (usize, usize)) -> &f64 {
        &self.data[i * self.cols + j]
    }
}

#[differentiate]
impl std::ops::IndexMut<(usize, usize)> for Matrix {
    fn index_mut(&mut self, (i, j): (usize, usize)) -> &mut f64 {
        &mut self.data[i * self.cols + j]
    }
}

#[differentiate]
fn doubled(m: &mut Matrix) -> f64 {
    let corner = &mut m[(0, 0)];
    *corner *= 2.0;
    m[(0, 0)]
}

fn main() {}
