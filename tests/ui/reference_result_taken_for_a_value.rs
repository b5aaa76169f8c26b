use chainrule::differentiate;

mod lists {
    macro_rules! largest {
        ($name:ident) => {
            #[chainrule::differentiate]
            pub fn $name(a: &[f64]) -> &f64 {
                let mut best = &a[0];
                for v in a {
                    if v > best {
                        best = v;
                    }
                }
                best
            }
        };
    }
    largest!(largest);
}

// The file does not show what the function gives.
#[differentiate]
fn doubled(a: &[f64]) -> f64 {
    let m = lists::largest(a);
    2.0 * m
}

fn main() {
    doubled(&[3.0, 4.0]);
}
