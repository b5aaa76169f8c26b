use chainrule::{Differentiable, differentiate};

#[derive(Differentiable)]
struct Grid {
    points: Vec<[f64; 2]>,
    cols: usize,
}

#[differentiate]
impl std::ops::Index<(usize, usize)> for Grid {
    type Output = [f64; 2];

    fn index(&self, (i, j): (usize, usize)) -> &[f64; 2] {
        &self.points[i * self.cols + j]
    }
}

fn main() {
    let _ = Grid { points: vec![[1.0, 2.0]], cols: 1 }[(0, 0)];
}
