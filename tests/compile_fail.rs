//! What the attribute refuses, and how it says so: one program in `ui/` for each message.
//!
//! `TRYBUILD=overwrite cargo test -p chainrule-tests --test compile_fail` writes the expected messages.

use std::fs;

/// Programs with more than one error: the first have several mistakes, the others await better messages.
const SEVERAL_ERRORS: &[&str] = &[
    "active_values_in_constant_fields",
    "two_mistakes",
    "active_value_in_a_constant_field",
    "jacobian_of_a_scalar",
    "arguments_with_several_mistakes",
    "arguments_with_mistakes_of_every_kind",
    "rule_with_a_partial_of_another_type",
    "function_remains_after_an_error",
    "change_while_a_minimum_is_searched",
    "field_without_derivative",
    "methods_without_attribute",
    "rule_without_attribute",
    "companions_inside_of_low_order",
    "companions_inside_that_are_none",
    "pullback_of_a_method_inside",
    "residual_of_another_shape",
    "wrong_number_of_arguments",
    "reference_in_a_tuple",
    "attribute_on_functions_of_a_trait",
    "active_object_of_a_trait_without_attribute",
];

/// The expected messages of each program, by its name.
fn messages() -> Vec<(String, String)> {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/ui");
    let entries = fs::read_dir(folder).expect("the folder of the programs");
    let paths = entries.map(|entry| entry.expect("an entry of the folder").path());
    paths
        .filter(|path| path.extension().is_some_and(|extension| extension == "stderr"))
        .map(|path| {
            let name = path.file_stem().expect("a name").to_string_lossy().into_owned();
            (name, fs::read_to_string(path).expect("the messages of a program"))
        })
        .collect()
}

fn errors(text: &str) -> impl Iterator<Item = &str> {
    text.lines().filter(|line| line.starts_with("error"))
}

#[test]
fn every_mistake_has_its_message() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}

#[test]
fn one_mistake_gives_one_error() {
    for (name, text) in messages() {
        let several = errors(&text).count() > 1;
        assert_eq!(several, SEVERAL_ERRORS.contains(&name.as_str()), "{name}:\n{text}");
    }
}

#[test]
fn every_message_of_the_attribute_says_what_to_write_instead() {
    for (name, text) in messages().into_iter().filter(|(name, _)| name != "unknown_argument") {
        let own = errors(&text).filter(|line| !line.starts_with("error[")).count();
        let helps = text.lines().filter(|line| line.trim_start().starts_with("= help: ")).count();
        assert!(helps >= own, "{name}:\n{text}");
    }
}

#[test]
fn no_program_makes_the_attribute_panic() {
    for (name, text) in messages() {
        assert!(!text.contains("panicked"), "{name}:\n{text}");
    }
}
