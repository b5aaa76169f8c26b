//! Lists without derivatives, such as orders and counts, of which a loop overwrites single elements.

use chainrule::differentiate;

/// Sets that are joined, by the number of the one that stands for all.
mod joined_sets {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let a = [x, y, x * y, x - y, 0.3 * y, 0.2 * x];
        let (n, mut total) = (a.len(), 0.1 * x);
        let (mut parent, mut rank) = (vec![0usize; n], vec![0u32; n]);
        for i in 0..n {
            parent[i] = i;
        }
        for (u, v) in [(0, 1), (2, 3), (1, 3), (4, 5), (0, 5), (3, 4)] {
            let mut r = u;
            while parent[r] != r {
                parent[r] = parent[parent[r]];
                r = parent[r];
            }
            let mut s = v;
            while parent[s] != s {
                s = parent[s];
            }
            if r == s {
                total += 0.1 * a[parent[u]] * f64::from(rank[r]);
            } else if rank[r] < rank[s] {
                parent[r] = s;
                total += 0.1 * a[r] * total.sin();
            } else {
                parent[s] = r;
                rank[r] += u32::from(rank[r] == rank[s]);
                total += 0.1 * a[r] * a[s] * total.cos();
            }
        }
        for i in 0..n {
            total += 0.1 * a[parent[i]] * (f64::from(rank[i]) + 1.0) * total.cos();
        }
        total
    }

    chainrule_tests::agrees!(f);
}

/// The index reads the list itself, or changes something.
mod own_indices {
    use super::*;

    fn next(k: &mut usize) -> usize {
        *k = (*k * 5 + 3) % 7;
        *k % 4
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut counts, mut k, mut seed, mut s) = ([0usize; 4], 0, 1, x);
        for i in 0..7 {
            counts[counts[k] % 4] += i;
            counts[{
                k = (k + 1) % 4;
                k
            }] += counts[(k + 2) % 4] + 1;
            s += (counts[k] as f64 * 0.1 * y + s).sin() * 0.1;
            counts[k] = counts[counts[k] % 4];
            counts[next(&mut seed)] = next(&mut seed);
            let part = &mut counts[next(&mut seed)];
            *part += 2;
            s *= 1.0 + 0.01 * counts[i % 4] as f64 * x;
        }
        s
    }

    chainrule_tests::agrees!(f);
}

/// Rows of lists, flags, bits, fields, a list of the caller.
mod shapes {
    use super::*;

    #[derive(Clone)]
    struct Node {
        mass: f64,
        count: usize,
        tags: [u8; 2],
    }

    #[differentiate]
    fn visit(order: &mut Vec<usize>, marks: &mut [u8], a: &[f64], mut at: usize) -> f64 {
        let mut s = 0.0;
        for step in 0..4 {
            marks[at] += 1;
            order[step] = at;
            s += 0.1 * a[order[step]] * f64::from(marks[at]) * (s + 1.0);
            at = (at * 2 + 1) % 3;
        }
        s
    }

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut grid, mut seen, mut s) = (vec![vec![0i32; 3]; 3], [[false; 3]; 3], 0.1 * x * y);
        for i in 0..3 {
            for j in 0..3 {
                grid[i][j] = (i * 3 + j) as i32;
                if (i + j) % 2 == 0 {
                    seen[j][i] = true;
                    grid[j][i] -= 2;
                }
                if seen[i][j] {
                    s += 0.1 * s * y + f64::from(grid[i][j]).sin() * s * 0.1;
                }
                grid[(i + 1) % 3][j] <<= 1;
                s += f64::from(grid[j][i]) * 0.01 * s * s.cos();
            }
        }
        let mut nodes = vec![Node { mass: 1.0, count: 0, tags: [1, 2] }, Node { mass: 2.0, count: 1, tags: [3, 4] }];
        for i in 0..6 {
            let k = i % 2;
            nodes[k].count += i;
            nodes[1 - k].tags[k] = i as u8;
            nodes[k].mass = nodes[1 - k].mass * 0.5 + 1.0;
            s += (s * y).sin() * nodes[k].mass * nodes[k].count as f64 * 0.01 + f64::from(nodes[0].tags[1]) * s * 0.01;
        }
        let (mut order, mut marks, a) = (vec![0; 4], [0u8; 3], [x, y, s]);
        let u = visit(&mut order, &mut marks, &a, 1);
        order[0] = 2;
        let last = order[0];
        let v = visit(&mut order, &mut marks, &a, last);
        u * v + a[order[3]] * f64::from(marks[1])
    }

    chainrule_tests::agrees!(f);
}

/// Numbers without derivatives, whose contents before the loop count.
mod weights {
    use super::*;

    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let (mut w, mut total, mut i) = (vec![1.0; 5], x, 0);
        while i < 5 {
            let j = (i * 3) % 5;
            w[j] = w[i] * 0.5 + w[j];
            w[i] += 0.25;
            total += (w[j] * total * 0.1 * y).sin();
            i += 1;
            if total > 50.0 {
                break;
            }
            w[i % 5] = 2.0;
            total *= 0.5 * w[0];
        }
        for k in 0..4 {
            total += 0.1 * w[k] * total.sin();
            w[k + 1] = 0.5 * w[k];
        }
        total
    }

    chainrule_tests::agrees!(f);
}
