//! A formula as text: tokens, a tree, and its value.

use std::iter::Peekable;
use std::slice::Iter;

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Debug, PartialEq)]
enum Token {
    Number(f64),
    Variable(usize),
    Operator(char),
    Open,
    Close,
}

#[derive(Clone, Debug, Differentiable)]
enum Expr {
    Number(f64),
    Variable(#[constant] usize),
    Negated(Box<Expr>),
    Sum(Box<Expr>, Box<Expr>),
    Product(Box<Expr>, Box<Expr>),
    Power(Box<Expr>, #[constant] i32),
}

fn tokens(text: &str) -> Vec<Token> {
    let mut list = Vec::new();
    let mut characters = text.chars().peekable();
    while let Some(&c) = characters.peek() {
        if c.is_ascii_digit() {
            let mut digits = String::new();
            while let Some(d) = characters.next_if(|d| d.is_ascii_digit() || *d == '.') {
                digits.push(d);
            }
            list.push(Token::Number(digits.parse().unwrap()));
            continue;
        }
        characters.next();
        match c {
            'x' => list.push(Token::Variable(0)),
            'y' => list.push(Token::Variable(1)),
            '(' => list.push(Token::Open),
            ')' => list.push(Token::Close),
            '+' | '-' | '*' | '^' => list.push(Token::Operator(c)),
            _ => {}
        }
    }
    list
}

fn sum(tokens: &mut Peekable<Iter<Token>>) -> Expr {
    let mut left = product(tokens);
    while let Some(Token::Operator(operator @ ('+' | '-'))) = tokens.peek() {
        tokens.next();
        let right = product(tokens);
        let right = if *operator == '-' { Expr::Negated(Box::new(right)) } else { right };
        left = Expr::Sum(Box::new(left), Box::new(right));
    }
    left
}

fn product(tokens: &mut Peekable<Iter<Token>>) -> Expr {
    let mut left = power(tokens);
    while tokens.next_if_eq(&&Token::Operator('*')).is_some() {
        left = Expr::Product(Box::new(left), Box::new(power(tokens)));
    }
    left
}

fn power(tokens: &mut Peekable<Iter<Token>>) -> Expr {
    let base = match tokens.next() {
        Some(Token::Number(value)) => Expr::Number(*value),
        Some(Token::Variable(index)) => Expr::Variable(*index),
        Some(Token::Operator('-')) => Expr::Negated(Box::new(power(tokens))),
        Some(Token::Open) => {
            let inner = sum(tokens);
            assert_eq!(tokens.next(), Some(&Token::Close));
            inner
        }
        other => panic!("unexpected {other:?}"),
    };
    if tokens.next_if_eq(&&Token::Operator('^')).is_some() {
        let Some(Token::Number(exponent)) = tokens.next() else { panic!("no exponent") };
        return Expr::Power(Box::new(base), *exponent as i32);
    }
    base
}

#[differentiate]
fn evaluate(expr: &Expr, variables: &[f64]) -> f64 {
    match expr {
        Expr::Number(value) => *value,
        Expr::Variable(index) => variables[*index],
        Expr::Negated(inner) => -evaluate(inner, variables),
        Expr::Sum(left, right) => evaluate(left, variables) + evaluate(right, variables),
        Expr::Product(left, right) => evaluate(left, variables) * evaluate(right, variables),
        Expr::Power(base, exponent) => evaluate(base, variables).powi(*exponent),
    }
}

#[differentiate]
fn formula(#[constant] expr: &Expr, x: f64, y: f64) -> f64 {
    evaluate(expr, &[x, y])
}

#[test]
fn a_formula_with_respect_to_its_variables() {
    let list = tokens("2.5 * (x + y)^3 - x * -y^2 + 7");
    let expr = sum(&mut list.iter().peekable());
    let (x, y) = (0.7, -0.3);
    let (value, bars) = value_and_grad_formula(&expr, x, y);
    assert_eq!(value, formula(&expr, x, y));
    let cube = 7.5 * (x + y) * (x + y);
    assert!((bars.0 - (cube + y * y)).abs() < 1e-14);
    assert!((bars.1 - (cube + 2.0 * x * y)).abs() < 1e-14);
}

#[differentiate]
fn grown(a: f64, b: f64) -> f64 {
    let square = Expr::Power(Box::new(Expr::Number(a)), 2);
    let tree = Expr::Sum(
        Box::new(Expr::Product(Box::new(square), Box::new(Expr::Number(b)))),
        Box::new(Expr::Negated(Box::new(Expr::Variable(0)))),
    );
    evaluate(&tree, &[a * b])
}

#[test]
fn a_formula_with_respect_to_its_numbers() {
    check!(grown(0.7, -0.3) => (2.0 * 0.7 * -0.3 + 0.3, 0.49 - 0.7));
}
