//! Motion with events: a ball that bounces on a slope, and a pendulum that hits a wall.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Copy, Debug, Differentiable)]
struct Ball {
    place: (f64, f64),
    velocity: (f64, f64),
}

const GRAVITY: f64 = 9.81;

#[differentiate]
impl Ball {
    /// The time until the ball falls below the ground `y = slope x`.
    fn time_to_ground(&self, slope: f64) -> Option<f64> {
        let height = self.place.1 - slope * self.place.0;
        let rise = self.velocity.1 - slope * self.velocity.0;
        let discriminant = rise * rise + 2.0 * GRAVITY * height;
        if discriminant <= 0.0 {
            return None;
        }
        Some((rise + discriminant.sqrt()) / GRAVITY)
    }

    fn fly(&mut self, t: f64) {
        self.place.0 += self.velocity.0 * t;
        self.place.1 += self.velocity.1 * t - 0.5 * GRAVITY * t * t;
        self.velocity.1 -= GRAVITY * t;
    }

    fn bounce(&mut self, slope: f64, restitution: f64) {
        let length = slope.hypot(1.0);
        let normal = (-slope / length, 1.0 / length);
        let approach = self.velocity.0 * normal.0 + self.velocity.1 * normal.1;
        self.velocity.0 -= (1.0 + restitution) * approach * normal.0;
        self.velocity.1 -= (1.0 + restitution) * approach * normal.1;
    }
}

/// How far a ball gets in a given time.
#[differentiate]
fn range(speed: f64, angle: f64, slope: f64, restitution: f64, time: f64) -> f64 {
    let mut ball = Ball { place: (0.0, 0.0), velocity: (speed * angle.cos(), speed * angle.sin()) };
    let mut left = time;
    let mut bounces = 0;
    while let Some(t) = ball.time_to_ground(slope) {
        if t >= left || bounces == 20 {
            break;
        }
        ball.fly(t);
        ball.bounce(slope, restitution);
        left -= t;
        bounces += 1;
    }
    ball.fly(left);
    ball.place.0 + 0.1 * ball.place.1
}

/// The energy of a pendulum that loses some at every blow.
#[differentiate]
fn pendulum(start: f64, wall: f64, loss: f64, steps: usize) -> f64 {
    let (mut angle, mut speed) = (start, 0.0);
    let dt = 0.02;
    'time: for step in 0..steps {
        speed -= dt * GRAVITY * angle.sin();
        angle += dt * speed;
        if angle >= wall {
            continue 'time;
        }
        if step > 150 {
            break 'time;
        }
        angle = 2.0 * wall - angle;
        speed *= -(1.0 - loss);
    }
    0.5 * speed * speed + GRAVITY * (1.0 - angle.cos())
}

#[test]
fn range_of_a_bouncing_ball() {
    check!(range(6.0, 0.9, 0.1, 0.7, 2.6));
    check!(range(6.0, 0.9, 0.1, 0.7, 0.3));
}

#[test]
fn a_pendulum_at_a_wall() {
    check!(pendulum(0.8, -0.2, 0.3, const 200));
}
