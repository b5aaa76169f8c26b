//! Snapshots of the code that the attribute writes: `expand/NAME.rs` is what a user wrote, `expand/NAME.expanded.rs` what
//! becomes of it. `expanded/` compiles the same files and runs them.
//!
//! `BLESS=1 cargo test -p chainrule-tests --test expand` writes the snapshots.

use std::path::{Path, PathBuf};
use std::{env, fs};

use quote::ToTokens;

mod loops;

#[path = "compiler.rs"]
mod compiler;
#[allow(clippy::wildcard_imports, reason = "the modules of the compiler look for each other in the root")]
use compiler::*;

/// The functions of the folder `expand`, sorted by name.
fn sources() -> Vec<PathBuf> {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("expand");
    let entries = fs::read_dir(&folder).expect("the folder of the snapshots");
    let mut sources: Vec<PathBuf> = entries
        .map(|entry| entry.expect("an entry of the folder").path())
        .filter(|path| !path.to_string_lossy().ends_with(".expanded.rs"))
        .collect();
    sources.sort();
    sources
}

fn snapshot_of(source: &Path) -> PathBuf {
    source.with_extension("expanded.rs")
}

/// The text of `source` after expansion.
fn expand(source: &Path) -> String {
    let text = fs::read_to_string(source).expect("a source");
    let file = syn::parse_file(&text).expect("a source that parses");
    let items = file.items.into_iter().map(|item| match item {
        syn::Item::Fn(mut item) => match arguments(&mut item.attrs) {
            Some(arguments) => pipeline::expand(arguments, item.into_token_stream()),
            None => item.into_token_stream(),
        },
        syn::Item::Trait(mut item) => match arguments(&mut item.attrs) {
            Some(arguments) => pipeline::expand(arguments, item.into_token_stream()),
            None => item.into_token_stream(),
        },
        syn::Item::Impl(mut item) => match arguments(&mut item.attrs) {
            Some(arguments) => pipeline::expand(arguments, item.into_token_stream()),
            None => item.into_token_stream(),
        },
        syn::Item::Struct(item) if source.file_stem().is_some_and(|name| name == "derived") => derived(item),
        other => other.into_token_stream(),
    });
    let output: proc_macro2::TokenStream = items.collect();
    let file =
        syn::parse2(output).unwrap_or_else(|error| panic!("the code for {} does not parse: {error}", source.display()));
    prettyplease::unparse(&file)
}

/// A struct with what its derive writes.
fn derived(mut item: syn::ItemStruct) -> proc_macro2::TokenStream {
    let written = derive::expand(item.to_token_stream());
    for attribute in &mut item.attrs {
        if let syn::Meta::List(list) = &mut attribute.meta
            && list.path.is_ident("derive")
        {
            list.tokens = quote::quote!(Clone, Debug);
        }
    }
    item.fields.iter_mut().for_each(|field| field.attrs.clear());
    quote::quote!(#item #written)
}

/// The arguments of the attribute, which is removed from `attributes`.
fn arguments(attributes: &mut Vec<syn::Attribute>) -> Option<proc_macro2::TokenStream> {
    let index = attributes.iter().position(|attribute| attribute.path().is_ident("differentiate"))?;
    Some(match attributes.remove(index).meta {
        syn::Meta::List(list) => list.tokens,
        _ => proc_macro2::TokenStream::new(),
    })
}

/// What differs first, for the message of a test.
fn first_difference(found: &str, expected: &str) -> String {
    let line = found.lines().zip(expected.lines()).take_while(|(a, b)| a == b).count();
    let at = |text: &str| text.lines().skip(line).take(3).collect::<Vec<_>>().join("\n");
    format!("line {}\n--- is\n{}\n--- was\n{}", line + 1, at(found), at(expected))
}

#[test]
fn the_code_is_that_of_the_snapshots() {
    let bless = env::var_os("BLESS").is_some();
    let mut changed = Vec::new();
    for source in sources() {
        let (found, snapshot) = (expand(&source), snapshot_of(&source));
        let expected = fs::read_to_string(&snapshot).unwrap_or_default();
        if found == expected {
            continue;
        }
        if bless {
            fs::write(&snapshot, found).expect("a snapshot can be written");
        } else {
            changed.push(format!("{}, {}", snapshot.display(), first_difference(&found, &expected)));
        }
    }
    assert!(changed.is_empty(), "changed, `BLESS=1` takes it over:\n{}", changed.join("\n\n"));
}

#[test]
fn every_snapshot_has_its_source() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("expand");
    let all = fs::read_dir(folder).expect("the folder of the snapshots").count();
    assert_eq!(all, 2 * sources().len());
}

#[test]
fn no_source_is_refused() {
    for source in sources() {
        assert!(!expand(&source).contains("compile_error"), "{}", source.display());
    }
}
