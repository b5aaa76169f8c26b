//! Gradients of all shapes as lists of numbers, so that they can be compared.

/// Has numbers in an order.
pub trait Flat {
    /// Appends them.
    fn flatten(&self, numbers: &mut Vec<f64>);
}

impl Flat for f64 {
    fn flatten(&self, numbers: &mut Vec<f64>) {
        numbers.push(*self);
    }
}

impl<T: Flat> Flat for Vec<T> {
    fn flatten(&self, numbers: &mut Vec<f64>) {
        self.iter().for_each(|entry| entry.flatten(numbers));
    }
}

impl<T: Flat, const N: usize> Flat for [T; N] {
    fn flatten(&self, numbers: &mut Vec<f64>) {
        self.iter().for_each(|entry| entry.flatten(numbers));
    }
}

macro_rules! tuples {
    ($(($($name:ident)+))+) => {$(
        impl<$($name: Flat),+> Flat for ($($name,)+) {
            fn flatten(&self, numbers: &mut Vec<f64>) {
                #[allow(non_snake_case, reason = "the variables are called like their types")]
                let ($($name,)+) = self;
                $($name.flatten(numbers);)+
            }
        }
    )+};
}
tuples! { (A B) (A B C) (A B C D) (A B C D E) (A B C D E F) }
