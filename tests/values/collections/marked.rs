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

/// Exchanged elements, which are exchanged back: an elimination with pivots, a sort, an order at random.
mod exchanged {
    use super::*;

    mod pivots {
        use super::*;

        #[differentiate]
        fn f(x: f64, y: f64) -> f64 {
            let n = 4;
            let mut a = vec![2.0 + x, y, 0.3, x * y, 1.0, 0.1 * y, 4.0, x, 0.5 * x, y * y, 0.2, 1.0, y, 0.7, x, 0.9];
            let b = [x, y, x * y, 1.0];
            let mut perm: Vec<usize> = (0..n).collect();
            let mut used = [0i32; 4];
            for k in 0..n {
                let mut p = k;
                for i in k + 1..n {
                    if a[i * n + k].abs() > a[p * n + k].abs() {
                        p = i;
                    }
                }
                if p != k {
                    perm.swap(k, p);
                    used.swap(p, k);
                    for j in 0..n {
                        a.swap(k * n + j, p * n + j);
                    }
                }
                used[k] += p as i32;
                for i in k + 1..n {
                    let m = a[i * n + k] / a[k * n + k];
                    a[i * n + k] = m;
                    for j in k + 1..n {
                        a[i * n + j] -= m * a[k * n + j];
                    }
                }
                perm.rotate_left(0);
            }
            let mut z = vec![0.0; n];
            for i in 0..n {
                let mut s = b[perm[i]];
                for j in 0..i {
                    s -= a[i * n + j] * z[j];
                }
                z[i] = s * (1.0 + 0.1 * f64::from(used[i]));
            }
            for i in (0..n).rev() {
                let mut s = z[i];
                for j in i + 1..n {
                    s -= a[i * n + j] * z[j];
                }
                z[i] = s / a[i * n + i];
                perm.reverse();
                z[i] *= 1.0 + 0.1 * perm[i] as f64;
            }
            z.iter().sum()
        }

        chainrule_tests::agrees!(f);
    }

    mod sorted {
        use super::*;

        #[differentiate]
        fn f(x: f64, y: f64) -> f64 {
            let v = [x, y, x * y, x - y, y * 0.5];
            let mut idx = vec![0usize, 1, 2, 3, 4];
            let mut s = 0.1 * x;
            for i in 0..5 {
                for j in 0..4 - i.min(4) {
                    if v[idx[j]] > v[idx[j + 1]] {
                        idx.swap(j, j + 1);
                        s += 0.1 * v[idx[j]] * s.cos();
                    } else {
                        idx[j..].reverse();
                        s *= 1.0 + 0.01 * v[idx[4]];
                        idx[1..4].rotate_right(1);
                    }
                }
                s += 0.1 * v[idx[i]] * s.sin();
            }
            let mut rows = vec![vec![0u8, 1], vec![2, 3]];
            for k in 0..3 {
                rows[k % 2].swap(0, 1);
                rows.swap(0, 1);
                s += f64::from(rows[0][k % 2]) * 0.1 * v[k] * s.cos();
            }
            s
        }

        chainrule_tests::agrees!(f);
    }

    mod at_random {
        use super::*;

        fn shuffle(idx: &mut [usize], seed: &mut u64) {
            for i in (1..idx.len()).rev() {
                *seed = (*seed * 1103515245 + 12345) % 2147483648;
                let j = (*seed % (i as u64 + 1)) as usize;
                idx.swap(i, j);
            }
        }
        #[differentiate]
        fn f(x: f64, y: f64) -> f64 {
            let v = [x, y, x * y, x - y, y * 0.5];
            let mut idx = [0usize, 1, 2, 3, 4];
            let mut seed = 7u64;
            let mut s = 0.1 * x;
            for _ in 0..4 {
                shuffle(&mut idx, &mut seed);
                for k in 0..5 {
                    s += 0.1 * v[idx[k]] * s.cos() * (k as f64 + 1.0);
                }
                idx.swap(0, (seed % 5) as usize);
                let t = &mut idx;
                t.reverse();
                t.swap(1, 2);
            }
            s
        }

        chainrule_tests::agrees!(f);
    }
}
