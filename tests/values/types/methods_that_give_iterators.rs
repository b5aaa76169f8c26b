//! Own methods that give iterators, of what is differentiated and of indices.
use chainrule::{Differentiable, Real, differentiate};

mod graphs {
    use super::*;

    #[derive(Clone, Copy, Debug, Differentiable)]
    struct Edge {
        from: usize,
        to: usize,
        w: f64,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Graph {
        adj: Vec<Vec<usize>>,
        edges: Vec<Edge>,
        pot: Vec<f64>,
    }
    #[differentiate]
    impl Graph {
        fn neighbours(&self, i: usize) -> impl Iterator<Item = usize> + '_ {
            self.adj[i].iter().copied()
        }
        fn edges(&self) -> impl Iterator<Item = &Edge> {
            self.edges.iter()
        }
        fn out_edges(&self, i: usize) -> impl Iterator<Item = &Edge> + '_ {
            self.edges().filter(move |e| e.from == i)
        }
        fn weights(&self) -> Box<dyn Iterator<Item = f64> + '_> {
            Box::new(self.edges.iter().map(|e| e.w * e.w))
        }
        fn values_mut(&mut self) -> impl Iterator<Item = &mut f64> {
            self.pot.iter_mut()
        }
        fn len(&self) -> usize {
            self.pot.len()
        }
        fn energy(&self) -> f64 {
            let mut s = 0.0;
            for i in 0..self.len() {
                for j in self.neighbours(i) {
                    s += (self.pot[i] - self.pot[j]).powi(2);
                }
                s += self.out_edges(i).map(|e| e.w * self.pot[e.to]).sum::<f64>();
            }
            s + self.weights().sum::<f64>()
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut g = Graph {
            adj: vec![vec![1, 2], vec![0], vec![1]],
            edges: vec![
                Edge { from: 0, to: 1, w: x },
                Edge { from: 1, to: 2, w: y },
                Edge { from: 0, to: 2, w: x * y },
            ],
            pot: vec![x, y, 0.5],
        };
        for p in g.values_mut() {
            *p *= 1.0 + x * x;
        }
        let mut t = g.energy();
        for e in g.edges() {
            t += e.w * g.pot[e.from];
        }
        let best = g.edges().map(|e| e.w).fold(0.0, f64::max);
        t + best + g.neighbours(0).map(|j| g.pot[j]).sum::<f64>()
    }

    chainrule_tests::agrees!(f);
}

mod matrices {
    use super::*;

    #[derive(Clone, Debug, Differentiable)]
    struct Mat {
        r: usize,
        c: usize,
        d: Vec<f64>,
    }
    #[differentiate]
    impl Mat {
        fn row(&self, i: usize) -> impl Iterator<Item = f64> + '_ {
            self.d[i * self.c..(i + 1) * self.c].iter().copied()
        }
        fn col(&self, j: usize) -> impl Iterator<Item = f64> + '_ {
            (0..self.r).map(move |i| self.d[i * self.c + j])
        }
        fn iter(&self) -> std::slice::Iter<'_, f64> {
            self.d.iter()
        }
        fn rows(&self) -> impl Iterator<Item = &[f64]> {
            self.d.chunks(self.c)
        }
        fn mul(&self, o: &Mat) -> Mat {
            let mut d = vec![];
            for i in 0..self.r {
                for j in 0..o.c {
                    d.push(self.row(i).zip(o.col(j)).map(|(a, b)| a * b).sum::<f64>());
                }
            }
            Mat { r: self.r, c: o.c, d }
        }
        fn norm(&self) -> f64 {
            self.iter().map(|v| v * v).sum::<f64>().sqrt()
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = Mat { r: 2, c: 2, d: vec![x, y, 1.0, x * y] };
        let b = a.mul(&a);
        let mut s = b.norm();
        for r in b.rows() {
            s += r[0] * r[1];
        }
        let i = 1;
        for (i, v) in b.row(i).enumerate() {
            s += v * i as f64;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

mod trees {
    use super::*;

    #[derive(Clone, Debug, Differentiable)]
    struct Node {
        mass: f64,
        children: Vec<usize>,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Tree {
        nodes: Vec<Node>,
        #[constant]
        root: usize,
    }
    impl Tree {
        fn leaves(&self) -> impl Iterator<Item = (usize, &Node)> {
            self.nodes.iter().enumerate().filter(|(_, n)| n.children.is_empty())
        }
    }
    #[differentiate]
    impl Tree {
        fn children<'a>(&'a self, node: &'a Node) -> impl Iterator<Item = &'a Node> + 'a {
            node.children.iter().map(|&c| &self.nodes[c])
        }
        fn total(&self, i: usize) -> f64 {
            let node = &self.nodes[i];
            node.mass + node.children.iter().map(|&c| self.total(c)).sum::<f64>()
        }
        fn spread(&self) -> f64 {
            let mut s = 0.0;
            for node in &self.nodes {
                for child in self.children(node) {
                    s += (child.mass - node.mass).powi(2);
                }
            }
            for (i, leaf) in self.leaves() {
                s += leaf.mass * i as f64;
            }
            s
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let t = Tree {
            nodes: vec![
                Node { mass: x, children: vec![1, 2] },
                Node { mass: y, children: vec![] },
                Node { mass: x * y, children: vec![3] },
                Node { mass: 0.7 * y, children: vec![] },
            ],
            root: 0,
        };
        t.total(t.root) * t.spread()
    }

    chainrule_tests::agrees!(f);
}
