//! What the attribute refuses, and how it says so: one program in `ui/` for each message.
//!
//! `TRYBUILD=overwrite cargo test -p chainrule-tests --test compile_fail` writes the expected messages.

#[test]
fn every_mistake_has_its_message() {
    trybuild::TestCases::new().compile_fail("ui/*.rs");
}
