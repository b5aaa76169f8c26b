//! Small structs with operators and short methods.

/// The types, which stand in the module of the program or in one that it imports.
pub const TYPES: &str = "
    #[derive(Clone, Copy, Debug, Differentiable)]
    pub struct Two {
        pub a: f64,
        pub b: f64,
    }

    #[derive(Clone, Copy, Debug, Differentiable)]
    pub struct Mass {
        pub at: Two,
        pub go: Two,
        pub m: f64,
    }

    #[differentiate]
    impl std::ops::Add for Two {
        type Output = Two;
        fn add(self, other: Two) -> Two {
            Two { a: self.a + other.a, b: self.b + other.b }
        }
    }

    #[differentiate]
    impl std::ops::Sub for Two {
        type Output = Self;
        fn sub(self, other: Self) -> Self {
            Self { a: self.a - other.a, b: self.b - other.b }
        }
    }

    #[differentiate]
    impl std::ops::Mul<f64> for Two {
        type Output = Two;
        fn mul(self, factor: f64) -> Two {
            Two { a: self.a * factor, b: factor * self.b }
        }
    }

    #[differentiate]
    impl std::ops::Neg for Two {
        type Output = Two;
        fn neg(self) -> Two {
            Two::new(-self.a, -self.b)
        }
    }

    #[differentiate]
    impl std::ops::AddAssign for Two {
        fn add_assign(&mut self, other: Two) {
            self.a += other.a;
            self.b += other.b;
        }
    }

    #[differentiate]
    impl std::ops::SubAssign for Two {
        fn sub_assign(&mut self, other: Two) {
            *self = *self - other;
        }
    }

    #[differentiate]
    impl std::ops::MulAssign<f64> for Two {
        fn mul_assign(&mut self, factor: f64) {
            self.a *= factor;
            self.b *= factor;
        }
    }

    #[differentiate]
    impl Two {
        pub fn new(a: f64, b: f64) -> Two {
            Two { a, b }
        }

        pub fn dot(self, other: Two) -> f64 {
            self.a * other.a + self.b * other.b
        }

        pub fn norm2(&self) -> f64 {
            self.dot(*self)
        }

        pub fn turned(self) -> Self {
            Self { a: -self.b, b: self.a }
        }

        pub fn blend(&self, other: &Two, weight: f64) -> Two {
            let rest = 1.0 - weight;
            *self * rest + *other * weight
        }

        pub fn grow(&mut self, by: f64) {
            self.a += by * self.b;
            self.b -= by * self.a;
        }

        pub fn pull(&mut self, other: Two) {
            let d = other - *self;
            *self += d * 0.5;
            self.a *= self.b;
        }

        pub fn trade(&mut self, other: &mut Two) {
            let a = self.a;
            self.a = other.b * 0.9;
            other.b = a;
            *other *= 0.8 + 0.1 * a;
        }

        pub fn taken(mut self, by: f64) -> Two {
            self.a *= by;
            self.b -= self.a;
            self
        }

        pub fn settled(self) -> Two {
            Two { a: self.a.sin(), b: self.b.tanh() }
        }

        pub fn limited(self) -> Two {
            if self.norm2() > 1.0 { self * (1.0 / self.norm2()) } else { self }
        }
    }

    #[differentiate]
    impl Mass {
        pub fn step(&mut self, dt: f64) {
            self.at += self.go * dt;
            self.go = (self.go - self.at * (dt * self.m)).settled();
            self.at = self.at.settled();
        }

        pub fn energy(&self) -> f64 {
            0.1 * self.m * self.go.norm2() + 0.2 * self.at.dot(self.go)
        }

        pub fn moved(self, by: Two) -> Mass {
            let at = self.at.blend(&by, 0.4);
            Mass { at, go: by.turned() * 0.7, m: self.m * 0.9 }
        }
    }
";
