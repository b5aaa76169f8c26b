//! The modules of a crate, as its files show them, and what a name in one of them stands for.
//!
//! ```text
//! // src/main.rs                   // src/bodies.rs
//! mod bodies;                      pub struct Body { … }
//! mod forces {
//!     use crate::bodies::Body;     // `Body` is the one of src/bodies.rs
//! }
//! ```

use std::path::{Path, PathBuf};
use std::rc::Rc;

use super::file::{Source, Use};

/// Imports of imports of … are followed so far, and aliases of aliases.
pub(super) const DEEPEST: usize = 8;

/// A module: a file, and the number of a scope in it.
#[derive(Clone)]
pub(super) struct Location {
    pub path: PathBuf,
    pub source: Rc<Source>,
    pub scope: usize,
}

impl PartialEq for Location {
    fn eq(&self, other: &Location) -> bool {
        self.scope == other.scope && self.path == other.path
    }
}

/// An item: the module that holds it, and its name there.
#[derive(Clone, PartialEq)]
pub(super) struct Item {
    pub home: Location,
    pub name: String,
}

impl Location {
    fn file(path: &Path) -> Option<Location> {
        let source = super::raw(path)?;
        Some(Location { path: path.to_owned(), source, scope: 0 })
    }

    fn at(&self, scope: usize) -> Location {
        Location { scope, ..self.clone() }
    }

    /// The module of this name inside.
    fn child(&self, name: &str) -> Option<Location> {
        let scope = self.source.scope(self.scope);
        if let Some(inside) = scope.children.get(name) {
            return Some(self.at(*inside));
        }
        if !scope.files.contains(name) {
            return None;
        }
        let folders = self.folders()?;
        let files =
            folders.iter().flat_map(|folder| [folder.join(format!("{name}.rs")), folder.join(name).join("mod.rs")]);
        Location::file(&files.into_iter().find(|file| file.is_file())?)
    }

    /// Where the files of the modules inside may be.
    fn folders(&self) -> Option<Vec<PathBuf>> {
        let (folder, stem) = (self.path.parent()?, self.path.file_stem()?);
        let inline = self.source.path_of(self.scope);
        let below = |start: PathBuf| inline.iter().fold(start, |folder, name| folder.join(name));
        let own = below(folder.join(stem));
        Some(if matches!(stem.to_str(), Some("mod" | "lib" | "main")) {
            vec![below(folder.to_owned())]
        } else {
            // The root of a test or of an example has its modules beside it.
            vec![own, below(folder.to_owned())]
        })
    }

    /// The module around this one.
    fn parent(&self) -> Option<Location> {
        if let Some(parent) = self.source.scope(self.scope).parent {
            return Some(self.at(parent));
        }
        let (folder, stem) = (self.path.parent()?, self.path.file_stem()?.to_str()?);
        let (folder, name) = match stem {
            "mod" => (folder.parent()?, folder.file_name()?.to_str()?),
            _ => (folder, stem),
        };
        let around = ["mod.rs", "lib.rs", "main.rs"].map(|file| folder.join(file));
        let files = around.into_iter().chain([folder.with_extension("rs")]).filter(|file| *file != self.path);
        let mut found = files.filter(|file| file.is_file()).filter_map(|file| Location::file(&file));
        let declares = |location: &Location| location.source.scope(0).files.contains(name);
        let first = found.by_ref().find(declares)?;
        // A package with a library and a program may have the file in both.
        if found.any(|other| declares(&other)) { None } else { Some(first) }
    }

    fn root(&self) -> Location {
        self.parent().map_or_else(|| self.clone(), |parent| parent.root())
    }

    /// The module that `path` names here.
    fn module(&self, path: &[String], depth: usize) -> Option<Location> {
        let Some((first, rest)) = path.split_first() else { return Some(self.clone()) };
        let start = match first.as_str() {
            "crate" => self.root(),
            "self" => self.clone(),
            "super" => self.parent()?,
            name => match self.child(name) {
                Some(child) => child,
                None => self.imported_module(name, depth)?,
            },
        };
        start.module(rest, depth)
    }

    fn imported_module(&self, name: &str, depth: usize) -> Option<Location> {
        let uses = &self.source.scope(self.scope).uses;
        let found = uses.iter().find(|import| import.name.as_deref() == Some(name))?;
        if depth == 0 || found.path.first().is_some_and(|first| first == name) && found.path.len() < 2 {
            return None;
        }
        self.module(&found.path, depth - 1)
    }

    /// What `name` stands for here.
    pub(super) fn item(&self, name: &str) -> Option<Item> {
        self.item_within(name, DEEPEST)
    }

    fn item_within(&self, name: &str, depth: usize) -> Option<Item> {
        let scope = self.source.scope(self.scope);
        if scope.has(name) {
            return Some(Item { home: self.clone(), name: name.to_owned() });
        }
        let depth = depth.checked_sub(1)?;
        if let Some(import) = scope.uses.iter().find(|import| import.name.as_deref() == Some(name)) {
            let (last, path) = import.path.split_last()?;
            // `use Shape as Form;`, of which the generated code would have to know both names.
            return if last == name { self.module(path, depth)?.item_within(name, depth) } else { None };
        }
        let globs = scope.uses.iter().filter(|import| import.name.is_none());
        let mut found = globs.filter_map(|import| self.module(&import.path, depth)?.item_within(name, depth));
        let first = found.next()?;
        found.all(|other| other == first).then_some(first)
    }

    /// The path of an import of this name from the library.
    pub(super) fn library(&self, name: &str) -> Option<Vec<String>> {
        let uses = &self.source.scope(self.scope).uses;
        let found = uses.iter().find(|import| import.name.as_deref() == Some(name))?;
        matches!(found.path[0].as_str(), "std" | "core" | "alloc").then(|| found.path.clone())
    }

    /// The names that the imports of this module bring, but for those of other crates.
    pub(super) fn imported(&self) -> Vec<String> {
        let mut names = Vec::new();
        self.add_names(&mut names, false, DEEPEST);
        names
    }

    fn add_names(&self, names: &mut Vec<String>, own: bool, depth: usize) {
        let scope = self.source.scope(self.scope);
        if own {
            names.extend(scope.names());
        }
        let Some(depth) = depth.checked_sub(1) else { return };
        for Use { name, path } in &scope.uses {
            match name {
                Some(name) => names.push(name.clone()),
                None => {
                    if let Some(module) = self.module(path, depth) {
                        module.add_names(names, true, depth);
                    }
                }
            }
        }
    }
}
