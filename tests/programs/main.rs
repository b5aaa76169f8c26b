//! Whole programs of many fields, in the Rust that people of the field write, checked against central differences and
//! closed forms.

#![allow(
    clippy::all,
    clippy::pedantic,
    reason = "the programs are written as people of the field write, not only in the way clippy would"
)]
mod adaptive_integration;
mod adaptive_quadrature;
mod attention;
mod attitude;
mod binomial_tree;
mod black_scholes;
mod bond;
mod chebyshev;
mod cholesky;
mod clustering;
mod conjugate_gradients;
mod continued_fraction;
mod control_loop;
mod convolution;
mod cubic_spline;
mod decision_tree;
mod epidemic;
mod events;
mod expectation_maximization;
mod expression;
mod fourier;
mod gaussian_elimination;
mod heat_equation;
mod hidden_markov;
mod householder;
mod ising;
mod kalman_filter;
mod levenberg_marquardt;
mod logistic_regression;
mod lu;
mod mandelbrot;
mod matrix_exponential;
mod monte_carlo;
mod n_body;
mod named_parameters;
mod neural_network;
mod optimal_transport;
mod page_rank;
mod polygon;
mod portfolio;
mod predator_prey;
mod ray_tracing;
mod recurrent_cell;
mod robot_arm;
mod root_finding;
mod short_finance;
mod short_mechanics;
mod short_numerics;
mod shortest_path;
mod single_precision;
mod sorting;
mod spring_chain;
mod stack_machine;
mod strangers_in_finance;
mod strangers_in_kinematics;
mod strangers_in_learning;
mod strangers_in_numerics;
mod strangers_in_robotics;
mod strangers_in_statistics;
mod terrain;
mod time_warping;
mod wave_equation;
mod written_geometry;
mod written_mechanics;
mod written_numerics;
mod written_physics;
mod written_sciences;
mod written_statistics;
