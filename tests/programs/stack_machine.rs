//! A machine with a stack that runs a program of instructions.

use chainrule::{Differentiable, differentiate};
use chainrule_tests::check;

#[derive(Clone, Copy, Debug)]
enum Instruction {
    Push(usize),
    Duplicate,
    Exchange,
    Add,
    Multiply,
    Sine,
    /// Goes back by so many instructions while the top is less than 2.
    LoopBack(usize),
}

#[derive(Clone, Debug, Default, Differentiable)]
struct Machine {
    stack: Vec<f64>,
    #[constant]
    counter: usize,
}

#[differentiate]
impl Machine {
    fn pop(&mut self) -> f64 {
        self.stack.pop().expect("a value on the stack")
    }

    fn step(&mut self, #[constant] instruction: Instruction, parameters: &[f64]) {
        self.counter += 1;
        match instruction {
            Instruction::Push(i) => self.stack.push(parameters[i]),
            Instruction::Duplicate => {
                let top = self.pop();
                self.stack.push(top);
                self.stack.push(top);
            }
            Instruction::Exchange => {
                let last = self.stack.len() - 1;
                self.stack.swap(last, last - 1);
            }
            Instruction::Add => {
                let (b, a) = (self.pop(), self.pop());
                self.stack.push(a + b);
            }
            Instruction::Multiply => {
                let (b, a) = (self.pop(), self.pop());
                self.stack.push(a * b);
            }
            Instruction::Sine => {
                let a = self.pop();
                self.stack.push(a.sin());
            }
            Instruction::LoopBack(count) => {
                if self.stack[self.stack.len() - 1] < 2.0 {
                    self.counter -= count + 1;
                }
            }
        }
    }
}

#[differentiate]
fn run(#[constant] program: &[Instruction], parameters: &[f64]) -> f64 {
    let mut machine = Machine::default();
    while machine.counter < program.len() {
        let instruction = program[machine.counter];
        machine.step(instruction, parameters);
    }
    machine.pop()
}

#[test]
fn a_program_with_a_loop() {
    use Instruction::*;
    let straight = [Push(0), Duplicate, Multiply, Push(1), Exchange, Sine, Add];
    check!(run(const &straight, &[0.7, 0.4]) => vec![2.0 * 0.7 * (0.49_f64).cos(), 1.0]);
    let looping = [Push(0), Push(1), Multiply, Push(2), Add, LoopBack(4), Sine];
    check!(run(const &looping, &[0.9, 1.2, 0.1]));
}
