//! The Ising model in mean field, on a torus.

use chainrule::differentiate;
use chainrule_tests::check;

#[differentiate]
fn neighbors(spins: &[Vec<f64>], i: usize, j: usize) -> f64 {
    let (rows, columns) = (spins.len(), spins[i].len());
    spins[(i + 1) % rows][j]
        + spins[(i + rows - 1) % rows][j]
        + spins[i][(j + 1) % columns]
        + spins[i][(j + columns - 1) % columns]
}

#[differentiate]
fn energy(spins: &[Vec<f64>], coupling: f64, field: f64) -> f64 {
    let mut total = 0.0;
    for (i, row) in spins.iter().enumerate() {
        for (j, spin) in row.iter().enumerate() {
            total -= 0.5 * coupling * spin * neighbors(spins, i, j) + field * spin;
        }
    }
    total
}

/// The free energy after sweeps that update the spins one after another.
#[differentiate]
fn free_energy(start: &[Vec<f64>], coupling: f64, field: f64, temperature: f64, sweeps: usize) -> f64 {
    let mut spins = start.to_vec();
    for sweep in 0..sweeps {
        for i in 0..spins.len() {
            for j in 0..spins[i].len() {
                if (i + j) % 2 == sweep % 2 {
                    let local = coupling * neighbors(&spins, i, j) + field;
                    spins[i][j] = (local / temperature).tanh();
                }
            }
        }
    }
    let entropy: f64 = spins
        .iter()
        .flat_map(|row| row.iter())
        .map(|m| {
            let (up, down) = (0.5 * (1.0 + m), 0.5 * (1.0 - m));
            -up * up.ln() - down * down.ln()
        })
        .sum();
    energy(&spins, coupling, field) - temperature * entropy
}

#[test]
fn free_energy_of_a_magnet() {
    let start = vec![vec![0.3, -0.2, 0.5], vec![0.1, 0.4, -0.6]];
    for sweeps in [0, 1, 4] {
        check!(free_energy(&start.clone(), 0.4, 0.1, 1.7, const sweeps));
    }
}
