//! Minimum cuts of small networks (Dinic's algorithm, 1970).

/// A capacity that no cut has.
pub(super) const UNBOUNDED: u32 = u32::MAX / 2;

struct Edge {
    to: usize,
    /// What may still flow.
    rest: u32,
}

/// Nodes from 0, and edges with capacities.
pub(super) struct Network {
    /// Each edge is followed by the one that takes its flow back.
    edges: Vec<Edge>,
    from: Vec<Vec<usize>>,
}

impl Network {
    pub(super) fn new(nodes: usize) -> Network {
        Network { edges: Vec::new(), from: vec![Vec::new(); nodes] }
    }

    pub(super) fn edge(&mut self, from: usize, to: usize, capacity: u32) {
        self.from[from].push(self.edges.len());
        self.edges.push(Edge { to, rest: capacity });
        self.from[to].push(self.edges.len());
        self.edges.push(Edge { to: from, rest: 0 });
    }

    /// The nodes on the side of `source` of the minimum cut that is nearest to it.
    pub(super) fn cut(&mut self, source: usize, sink: usize) -> Vec<bool> {
        loop {
            let levels = self.levels(source);
            if levels[sink].is_none() {
                return levels.iter().map(Option::is_some).collect();
            }
            self.fill(source, sink, &levels);
        }
    }

    /// The distance of each node from `source`, where anything may still flow.
    fn levels(&self, source: usize) -> Vec<Option<usize>> {
        let mut levels = vec![None; self.from.len()];
        levels[source] = Some(0);
        let mut queue = std::collections::VecDeque::from([(source, 0)]);
        while let Some((node, level)) = queue.pop_front() {
            for edge in &self.from[node] {
                let Edge { to, rest } = self.edges[*edge];
                if rest > 0 && levels[to].is_none() {
                    levels[to] = Some(level + 1);
                    queue.push_back((to, level + 1));
                }
            }
        }
        levels
    }

    /// Lets flow along shortest paths whatever they hold.
    fn fill(&mut self, source: usize, sink: usize, levels: &[Option<usize>]) {
        let mut tried = vec![0; self.from.len()];
        let mut path: Vec<usize> = Vec::new();
        loop {
            let node = path.last().map_or(source, |edge| self.edges[*edge].to);
            if node == sink {
                let rest = path.iter().map(|edge| self.edges[*edge].rest).min().unwrap_or(0);
                for edge in path.drain(..) {
                    self.edges[edge].rest -= rest;
                    self.edges[edge ^ 1].rest += rest;
                }
                continue;
            }
            let next = self.from[node][tried[node]..].iter().position(|edge| {
                let Edge { to, rest } = self.edges[*edge];
                rest > 0 && levels[to] == levels[node].map(|level| level + 1)
            });
            if let Some(skipped) = next {
                tried[node] += skipped;
                path.push(self.from[node][tried[node]]);
                continue;
            }
            tried[node] = self.from[node].len();
            let Some(edge) = path.pop() else { return };
            tried[self.edges[edge ^ 1].to] += 1;
        }
    }
}
