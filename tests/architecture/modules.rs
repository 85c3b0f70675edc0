//! The module tree of a crate as its sources have it: which file each module lies in and what each name in it stands
//! for. Names are resolved as the compiler does it, through imports, renamings, globs and re-exports, to the file that
//! defines the item. Items of `#[cfg(test)]` are left out.

use std::collections::{BTreeMap, HashMap};

use syn::{Attribute, Item, ItemUse, UseTree, Visibility};

/// A file, by its place in [`Crate::files`].
pub(crate) type FileId = usize;

/// A module, by its place in [`Crate::modules`].
pub(crate) type ModuleId = usize;

/// A defined item, by its place in [`Crate::definitions`].
pub(crate) type DefinitionId = usize;

/// A name is followed through at most this many imports. Real code has three or four; circles of globs have no end.
const MAX_STEPS: usize = 24;

/// A crate's sources, parsed.
#[derive(Default)]
pub(crate) struct Crate {
    /// Paths below `src`.
    pub(crate) files: Vec<String>,
    /// Paths of the files that are modules of tests.
    pub(crate) for_tests: Vec<String>,
    pub(crate) modules: Vec<Module>,
    pub(crate) definitions: Vec<Definition>,
}

/// A module: a file, or a block within one.
pub(crate) struct Module {
    pub(crate) file: FileId,
    /// `None` for the crate's root.
    parent: Option<ModuleId>,
    names: HashMap<String, Vec<Binding>>,
    /// The modules and enums whose names are all here.
    globs: Vec<Vec<String>>,
    /// Its items, except inner modules and tests.
    pub(crate) items: Vec<Item>,
}

/// An item that a path can name.
pub(crate) struct Definition {
    pub(crate) name: String,
    pub(crate) file: FileId,
    /// The variants of an enum.
    variants: Vec<String>,
}

#[derive(Clone, Debug)]
enum Binding {
    Module(ModuleId),
    Item(DefinitionId),
    Import(Vec<String>),
}

/// The target of a path.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Target {
    /// A module.
    Module(ModuleId),
    /// An item, and the segments after it: a variant, an associated function.
    Item(DefinitionId, Vec<String>),
    /// An item of a module that only a macro makes.
    Unknown(ModuleId),
}

/// One leaf of a `use` declaration.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Leaf {
    pub(crate) path: Vec<String>,
    /// The name that it has here; `None` for a glob.
    pub(crate) name: Option<String>,
    pub(crate) line: usize,
}

impl Crate {
    /// Parses the files that `lib.rs` and `main.rs` reach. `sources` are texts by their paths below `src`; `name` is
    /// the crate's own name, by which `main.rs` calls it.
    pub(crate) fn parse(name: &str, sources: &BTreeMap<String, String>) -> Self {
        let mut parsed = Self::default();
        let library = parsed.file("lib.rs", "", None, sources);
        if sources.contains_key("main.rs") {
            let program = parsed.file("main.rs", "", None, sources);
            parsed.modules[program].names.insert(name.to_owned(), vec![Binding::Module(library)]);
        }
        parsed
    }

    /// The module of a file; `folder` is the folder of its inner modules, empty or ending in `/`.
    fn file(
        &mut self,
        path: &str,
        folder: &str,
        parent: Option<ModuleId>,
        sources: &BTreeMap<String, String>,
    ) -> ModuleId {
        let text = &sources[path];
        let syntax = syn::parse_file(text).unwrap_or_else(|error| {
            panic!("src/{path}:{}: {error}", error.span().start().line);
        });
        self.files.push(path.to_owned());
        self.module(self.files.len() - 1, syntax.items, folder, parent, sources)
    }

    fn module(
        &mut self,
        file: FileId,
        items: Vec<Item>,
        folder: &str,
        parent: Option<ModuleId>,
        sources: &BTreeMap<String, String>,
    ) -> ModuleId {
        let id = self.modules.len();
        let empty = Module { file, parent, names: HashMap::new(), globs: Vec::new(), items: Vec::new() };
        self.modules.push(empty);
        for item in items {
            let of_tests = attributes(&item).iter().any(is_for_tests);
            match item {
                Item::Mod(inner) => {
                    let name = inner.ident.to_string();
                    let below = format!("{folder}{name}/");
                    let child = match inner.content {
                        Some(_) if of_tests => continue,
                        Some((_, items)) => self.module(file, items, &below, Some(id), sources),
                        None => {
                            let candidates = [format!("{folder}{name}.rs"), format!("{below}mod.rs")];
                            let path = candidates.iter().find(|path| sources.contains_key(*path));
                            let path = path.unwrap_or_else(|| panic!("no file of {candidates:?}"));
                            if of_tests {
                                self.for_tests.push(path.clone());
                                continue;
                            }
                            self.file(path, &below, Some(id), sources)
                        }
                    };
                    self.bind(id, name, Binding::Module(child));
                }
                _ if of_tests => {}
                Item::Use(import) => {
                    for leaf in leaves(&import) {
                        match leaf.name {
                            Some(name) => self.bind(id, name, Binding::Import(leaf.path)),
                            None => self.modules[id].globs.push(leaf.path),
                        }
                    }
                    self.modules[id].items.push(Item::Use(import));
                }
                item => {
                    if let Some((name, variants)) = defines(&item) {
                        let definition = self.definitions.len();
                        self.definitions.push(Definition { name: name.clone(), file, variants });
                        // A macro with this attribute is an item of the crate's root, wherever it is defined.
                        let exported = attributes(&item).iter().any(|of| of.path().is_ident("macro_export"));
                        self.bind(if exported { 0 } else { id }, name, Binding::Item(definition));
                    }
                    self.modules[id].items.push(item);
                }
            }
        }
        id
    }

    fn bind(&mut self, module: ModuleId, name: String, binding: Binding) {
        self.modules[module].names.entry(name).or_default().push(binding);
    }

    /// The target of a path in a module's code; `None` in another crate.
    pub(crate) fn resolve(&self, from: ModuleId, path: &[String]) -> Vec<Target> {
        self.resolve_in(from, path, 0)
    }

    fn resolve_in(&self, from: ModuleId, path: &[String], steps: usize) -> Vec<Target> {
        let mut module = from;
        let mut rest = path;
        while let Some((first, others)) = rest.split_first() {
            module = match first.as_str() {
                "crate" => self.root(from),
                "self" => module,
                "super" => match self.modules[module].parent {
                    Some(parent) => parent,
                    None => return Vec::new(),
                },
                _ => break,
            };
            rest = others;
        }
        if rest.is_empty() {
            return vec![Target::Module(module)];
        }
        let relative = rest.len() == path.len();
        let found = self.walk(module, rest, steps);
        if found.is_empty() && !relative { vec![Target::Unknown(module)] } else { found }
    }

    fn root(&self, of: ModuleId) -> ModuleId {
        let mut module = of;
        while let Some(parent) = self.modules[module].parent {
            module = parent;
        }
        module
    }

    /// The target of a path that begins with a name of `module`.
    fn walk(&self, module: ModuleId, path: &[String], steps: usize) -> Vec<Target> {
        let Some((name, rest)) = path.split_first() else { return vec![Target::Module(module)] };
        let mut found = self.named(module, name, steps);
        // A module and a function may have one name: what follows, or that nothing does, tells which is meant.
        let is_module = |target: &Target| matches!(target, Target::Module(_));
        if found.iter().any(|target| is_module(target) != rest.is_empty()) {
            found.retain(|target| is_module(target) != rest.is_empty());
        }
        let further = |target| match target {
            Target::Module(inner) if !rest.is_empty() => {
                let found = self.walk(inner, rest, steps + 1);
                if found.is_empty() && steps < MAX_STEPS { vec![Target::Unknown(inner)] } else { found }
            }
            Target::Item(item, mut after) => {
                after.extend_from_slice(rest);
                vec![Target::Item(item, after)]
            }
            other => vec![other],
        };
        found.into_iter().flat_map(further).collect()
    }

    /// The target of a name in a module.
    fn named(&self, module: ModuleId, name: &str, steps: usize) -> Vec<Target> {
        if steps > MAX_STEPS {
            return Vec::new();
        }
        let scope = &self.modules[module];
        if let Some(bindings) = scope.names.get(name) {
            let found = bindings.iter().flat_map(|binding| match binding {
                Binding::Module(inner) => vec![Target::Module(*inner)],
                Binding::Item(item) => vec![Target::Item(*item, Vec::new())],
                // `use name;` and `use name::x;` mean another crate if only the import has that name here.
                Binding::Import(path) if path[0] == name && bindings.len() == 1 => Vec::new(),
                Binding::Import(path) => self.resolve_in(module, path, steps + 1),
            });
            return once(found);
        }
        let found = scope.globs.iter().flat_map(|glob| {
            let of_glob = |target| match target {
                Target::Module(inner) if inner != module => self.named(inner, name, steps + 1),
                Target::Item(item, _) if self.definitions[item].variants.iter().any(|of| of == name) => {
                    vec![Target::Item(item, vec![name.to_owned()])]
                }
                _ => Vec::new(),
            };
            self.resolve_in(module, glob, steps + 1).into_iter().flat_map(of_glob).collect::<Vec<_>>()
        });
        once(found)
    }

    /// The macro that a bare name calls: macros by example are known to modules below the one that defines them.
    pub(crate) fn resolve_macro(&self, from: ModuleId, path: &[String]) -> Vec<Target> {
        let mut module = from;
        loop {
            let found = self.resolve(module, path);
            match self.modules[module].parent {
                Some(parent) if found.is_empty() && path.len() == 1 => module = parent,
                _ => return found,
            }
        }
    }
}

fn once(targets: impl Iterator<Item = Target>) -> Vec<Target> {
    let mut found = Vec::new();
    for target in targets {
        if !found.contains(&target) {
            found.push(target);
        }
    }
    found
}

/// The leaves of a `use` declaration, `self` as the module that it stands for.
pub(crate) fn leaves(import: &ItemUse) -> Vec<Leaf> {
    let mut found = Vec::new();
    if import.leading_colon.is_none() {
        collect_leaves(&import.tree, &mut Vec::new(), &mut found);
    }
    found
}

fn collect_leaves(tree: &UseTree, path: &mut Vec<String>, found: &mut Vec<Leaf>) {
    let mut leaf = |ident: &syn::Ident, name: Option<String>, path: &[String]| {
        let mut path = path.to_vec();
        let line = ident.span().start().line;
        if ident != "self" || path.is_empty() {
            path.push(ident.to_string());
        }
        let name = name.or_else(|| path.last().cloned());
        found.push(Leaf { path, name, line });
    };
    match tree {
        UseTree::Path(step) => {
            path.push(step.ident.to_string());
            collect_leaves(&step.tree, path, found);
            path.pop();
        }
        UseTree::Name(name) => leaf(&name.ident, None, path),
        UseTree::Rename(renamed) => leaf(&renamed.ident, Some(renamed.rename.to_string()), path),
        UseTree::Glob(glob) => {
            let line = glob.star_token.spans[0].start().line;
            found.push(Leaf { path: path.clone(), name: None, line });
        }
        UseTree::Group(group) => {
            for tree in &group.items {
                collect_leaves(tree, path, found);
            }
        }
    }
}

/// Whether a declaration re-exports names.
pub(crate) fn is_reexport(import: &ItemUse) -> bool {
    !matches!(import.vis, Visibility::Inherited)
}

/// The name that an item defines, with the variants of an enum.
fn defines(item: &Item) -> Option<(String, Vec<String>)> {
    let ident = match item {
        Item::Const(item) => &item.ident,
        Item::Enum(item) => {
            let variants = item.variants.iter().map(|variant| variant.ident.to_string()).collect();
            return Some((item.ident.to_string(), variants));
        }
        Item::Fn(item) => &item.sig.ident,
        Item::Macro(item) => item.ident.as_ref()?,
        Item::Static(item) => &item.ident,
        Item::Struct(item) => &item.ident,
        Item::Trait(item) => &item.ident,
        Item::TraitAlias(item) => &item.ident,
        Item::Type(item) => &item.ident,
        Item::Union(item) => &item.ident,
        _ => return None,
    };
    Some((ident.to_string(), Vec::new()))
}

/// The attributes of an item.
pub(crate) fn attributes(item: &Item) -> &[Attribute] {
    match item {
        Item::Const(item) => &item.attrs,
        Item::Enum(item) => &item.attrs,
        Item::Fn(item) => &item.attrs,
        Item::Impl(item) => &item.attrs,
        Item::Macro(item) => &item.attrs,
        Item::Mod(item) => &item.attrs,
        Item::Static(item) => &item.attrs,
        Item::Struct(item) => &item.attrs,
        Item::Trait(item) => &item.attrs,
        Item::TraitAlias(item) => &item.attrs,
        Item::Type(item) => &item.attrs,
        Item::Union(item) => &item.attrs,
        Item::Use(item) => &item.attrs,
        _ => &[],
    }
}

/// Whether an attribute restricts its item to tests.
pub(crate) fn is_for_tests(attribute: &Attribute) -> bool {
    let syn::Meta::List(list) = &attribute.meta else { return false };
    let tokens: String = list.tokens.to_string().split_whitespace().collect();
    list.path.is_ident("cfg") && (tokens == "test" || tokens.starts_with("all(test"))
}
