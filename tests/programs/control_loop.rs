//! A PID controller with saturation that heats a tank.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Debug, Differentiable)]
struct Pid {
    kp: f64,
    ki: f64,
    kd: f64,
    integral: f64,
    previous: Option<f64>,
}

#[differentiate]
impl Pid {
    const LIMIT: f64 = 5.0;

    fn new(gains: [f64; 3]) -> Self {
        let [kp, ki, kd] = gains;
        Pid { kp, ki, kd, integral: 0.0, previous: None }
    }

    /// The output for an error; the integral rests while the output is at its limit.
    fn update(&mut self, error: f64, dt: f64) -> f64 {
        let slope = match self.previous {
            Some(previous) => (error - previous) / dt,
            None => 0.0,
        };
        self.previous = Some(error);
        let wanted = self.kp * error + self.ki * (self.integral + error * dt) + self.kd * slope;
        let output = wanted.clamp(0.0, Self::LIMIT);
        if output == wanted {
            self.integral += error * dt;
        }
        output
    }
}

#[derive(Clone, Copy, Debug, Differentiable)]
struct Tank {
    temperature: f64,
    loss: f64,
}

#[differentiate]
fn cost(gains: [f64; 3], loss: f64, target: f64, steps: usize) -> f64 {
    let mut controller = Pid::new(gains);
    let mut tank = Tank { temperature: 20.0, loss };
    let dt = 0.2;
    let mut total = 0.0;
    for step in 0..steps {
        let wanted = if step > steps / 2 { target - 1.0 } else { target };
        let heat = controller.update(wanted - tank.temperature, dt);
        tank.temperature += dt * (heat - tank.loss * (tank.temperature - 20.0));
        total += dt * ((wanted - tank.temperature).powi(2) + 0.01 * heat * heat);
    }
    total
}

#[test]
fn cost_of_a_control_loop() {
    check!(cost([1.9, 0.4, 0.1], 0.3, 23.0, const 30));
    check!(cost([0.5, 0.9, 0.05], 0.13, 21.7, const 40));
}
