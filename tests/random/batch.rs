//! Thirty-two random programs; `cargo run -p chainrule-tests --bin random -- --help` writes and runs more.

include!(concat!(env!("OUT_DIR"), "/programs.rs"));

#[test]
fn gradients_of_random_programs_match_differences() {
    let tally = chainrule_tests::random::run(PROGRAMS);
    println!("{tally}");
    assert!(tally.is_good(), "{tally}\nthe programs are in {}", concat!(env!("OUT_DIR"), "/programs.rs"));
}
