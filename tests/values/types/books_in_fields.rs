//! Books of positions and counts in the fields of what is differentiated: heaps, sets, queues, integers.

mod queues {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Net {
        queue: std::collections::VecDeque<usize>,
        weights: Vec<f64>,
        total: f64,
    }
    #[differentiate]
    fn step(net: &mut Net, i: usize) {
        net.queue.push_back(i + 1);
        if net.queue.len() > 3 {
            let j = net.queue.remove(1).unwrap();
            net.total += net.weights[j % 3];
        }
        net.queue.retain(|k| k % 4 != 0);
        if let Some(k) = net.queue.front() {
            net.total *= net.weights[*k % 3];
        }
        net.queue.rotate_left(1);
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut net = Net { queue: Default::default(), weights: vec![x, y, x + y], total: x };
        net.queue.push_front(2);
        net.queue.extend([7, 8]);
        for i in 0..5 {
            step(&mut net, i);
        }
        net.total
    }
    chainrule_tests::agrees!(f);
}

mod heaps_and_sets {
    use chainrule::{Differentiable, differentiate};
    use std::cmp::Reverse;
    use std::collections::{BTreeMap, BinaryHeap, HashMap, HashSet};
    #[derive(Clone, Debug, Differentiable)]
    struct Sched {
        #[constant]
        heap: BinaryHeap<Reverse<(u32, usize)>>,
        #[constant]
        done: HashSet<usize>,
        #[constant]
        counts: BTreeMap<usize, u32>,
        value: Vec<f64>,
    }
    #[differentiate]
    impl Sched {
        fn step(&mut self) -> bool {
            let Some(Reverse((when, who))) = self.heap.pop() else { return false };
            if !self.done.insert(who) {
                return true;
            }
            *self.counts.entry(who).or_insert(0) += 1;
            let k = self.counts[&who] as f64;
            self.value[who] = self.value[who] * (when as f64 * 0.1).cos() + k;
            if when < 5 {
                self.heap.push(Reverse((when + 3, (who + 1) % 3)));
            }
            true
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s =
            Sched { heap: BinaryHeap::new(), done: HashSet::new(), counts: BTreeMap::new(), value: vec![x, y, x * y] };
        s.heap.push(Reverse((1, 0)));
        s.heap.push(Reverse((0, 2)));
        while s.step() {}
        s.value.iter().map(|v| v * v).sum::<f64>()
    }
    chainrule_tests::agrees!(f);
}

mod shortest_paths {
    use chainrule::differentiate;
    use chainrule::stop_gradient;
    use std::cmp::Ordering;
    use std::collections::BinaryHeap;
    #[derive(Clone, Copy, PartialEq, Debug)]
    struct State {
        cost: f64,
        node: usize,
    }
    impl Eq for State {}
    impl Ord for State {
        fn cmp(&self, other: &Self) -> Ordering {
            other.cost.total_cmp(&self.cost)
        }
    }
    impl PartialOrd for State {
        fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
            Some(self.cmp(other))
        }
    }
    #[differentiate]
    fn shortest(edges: &[Vec<(usize, f64)>], start: usize, goal: usize) -> f64 {
        let mut dist = vec![f64::INFINITY; edges.len()];
        let mut heap = BinaryHeap::new();
        dist[start] = 0.0;
        heap.push(State { cost: 0.0, node: start });
        while let Some(State { cost, node }) = heap.pop() {
            if cost > dist[node] {
                continue;
            }
            for &(next, w) in &edges[node] {
                let candidate = dist[node] + w;
                if candidate < dist[next] {
                    dist[next] = candidate;
                    heap.push(State { cost: stop_gradient(candidate), node: next });
                }
            }
        }
        dist[goal]
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let edges = vec![vec![(1, x.abs() + 0.1), (2, y)], vec![(2, x * x), (3, 4.0)], vec![(3, y * 0.5)], vec![]];
        shortest(&edges, 0, 3)
    }
    chainrule_tests::agrees!(f);
}

mod heaps_without_an_attribute {
    use chainrule::{Differentiable, differentiate};
    use std::cmp::Reverse;
    use std::collections::{BTreeMap, BinaryHeap, HashMap, HashSet};
    #[derive(Clone, Debug, Differentiable)]
    struct Sched {
        heap: BinaryHeap<Reverse<(u32, usize)>>,
        done: HashSet<usize>,
        counts: BTreeMap<usize, u32>,
        value: Vec<f64>,
    }
    #[differentiate]
    impl Sched {
        fn step(&mut self) -> bool {
            let Some(Reverse((when, who))) = self.heap.pop() else { return false };
            if !self.done.insert(who) {
                return true;
            }
            *self.counts.entry(who).or_insert(0) += 1;
            let k = self.counts[&who] as f64;
            self.value[who] = self.value[who] * (when as f64 * 0.1).cos() + k;
            if when < 5 {
                self.heap.push(Reverse((when + 3, (who + 1) % 3)));
            }
            true
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s =
            Sched { heap: BinaryHeap::new(), done: HashSet::new(), counts: BTreeMap::new(), value: vec![x, y, x * y] };
        s.heap.push(Reverse((1, 0)));
        s.heap.push(Reverse((0, 2)));
        while s.step() {}
        s.value.iter().map(|v| v * v).sum::<f64>()
    }
    chainrule_tests::agrees!(f);
}

mod elements_by_reference {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Net {
        list: Vec<usize>,
        weights: Vec<f64>,
        total: f64,
    }
    #[differentiate]
    fn step(net: &mut Net) {
        if let Some(k) = net.list.first() {
            net.total *= net.weights[*k % 3];
        }
        net.list.rotate_left(1);
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut net = Net { list: vec![1, 2], weights: vec![x, y, x + y], total: x };
        for _ in 0..5 {
            step(&mut net);
        }
        net.total
    }
    chainrule_tests::agrees!(f);
}

mod marks {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Net {
        seen: Vec<bool>,
        count: usize,
        weights: Vec<f64>,
        total: f64,
    }
    #[differentiate]
    impl Net {
        fn visit(&mut self, i: usize) {
            for k in 0..3 {
                if self.seen[i] {
                    continue;
                }
                self.seen[i] = true;
                self.count += 1;
                self.total += self.weights[i + k] * self.total.sin();
            }
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut net = Net { seen: vec![false; 3], count: 0, weights: vec![x, y, x + y], total: x };
        net.visit(0);
        net.total
    }
    chainrule_tests::agrees!(f);
}

mod counts {
    use chainrule::{Differentiable, differentiate};
    #[derive(Clone, Debug, Differentiable)]
    struct Sim {
        steps: usize,
        left: i32,
        pos: Vec<f64>,
        time: f64,
        tally: [usize; 2],
        stats: Stats,
    }
    #[derive(Clone, Debug, Differentiable)]
    struct Stats {
        hits: u64,
        best: f64,
    }
    #[differentiate]
    impl Sim {
        fn step(&mut self, dt: f64) -> bool {
            for k in 0..self.pos.len() {
                let p = self.pos[k];
                self.pos[k] += dt * (p * self.steps as f64 * 0.1).cos();
                self.tally[k % 2] += 1;
                if self.pos[k] > 1.0 {
                    self.stats.hits += 2;
                    self.stats.best = self.stats.best.max(self.pos[k]);
                }
            }
            self.time += dt * self.tally[0] as f64;
            self.steps += 1;
            self.left -= 1;
            self.left > 0
        }
    }
    #[differentiate]
    fn f(x: f64, y: f64) -> f64 {
        let mut s = Sim {
            steps: 0,
            left: 5,
            pos: vec![x, y, x * y],
            time: 0.0,
            tally: [0, 1],
            stats: Stats { hits: 0, best: x },
        };
        while s.step(0.1 * y) {}
        s.pos.iter().sum::<f64>() * s.time + s.stats.hits as f64 * x + s.stats.best
    }
    chainrule_tests::agrees!(f);
}
