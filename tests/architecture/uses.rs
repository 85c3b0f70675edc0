//! The uses of items between files, with their lines. A use is a `use` line, a path in code, in a macro's arguments or
//! in an attribute, and a call of a method that another file adds to a type. `mod x;` is not one, and neither is a name
//! of a local variable.

use std::collections::{BTreeMap, HashMap};

use proc_macro2::{TokenStream, TokenTree};
use syn::visit::{self, Visit};
use syn::{Attribute, Block, Expr, FnArg, ImplItem, Item, Member, Pat, Path, ReturnType, Signature, Type};

use crate::modules::{self, Crate, DefinitionId, FileId, ModuleId, Target};

/// One use of another file's item.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Use {
    /// The item.
    pub(crate) name: String,
    /// The line that uses it, counted from 1.
    pub(crate) line: usize,
    /// The line only re-exports the item (`pub use`).
    pub(crate) passed_on: bool,
}

/// The uses between every two files.
pub(crate) type Uses = BTreeMap<(FileId, FileId), Vec<Use>>;

/// The methods of a crate's types, to find the file of a called method.
#[derive(Default)]
struct Types {
    /// The inherent functions of a type by their names; several where features choose between them.
    functions: HashMap<(DefinitionId, String), Vec<Function>>,
    fields: HashMap<(DefinitionId, String), DefinitionId>,
    /// The return types of free functions.
    returned: HashMap<DefinitionId, DefinitionId>,
}

/// An inherent function.
struct Function {
    file: FileId,
    /// The type that it returns, if it is one of the crate.
    returned: Option<DefinitionId>,
}

/// All uses between the files of a crate.
pub(crate) fn uses(of: &Crate) -> Uses {
    let types = Types::of(of);
    let mut found = Uses::new();
    for (module, scope) in of.modules.iter().enumerate() {
        let mut reader = Reader {
            of,
            types: &types,
            module,
            file: scope.file,
            this: None,
            scopes: vec![HashMap::new()],
            found: &mut found,
        };
        scope.items.iter().for_each(|item| reader.visit_item(item));
    }
    for uses in found.values_mut() {
        uses.sort();
        uses.dedup();
    }
    found
}

impl Types {
    fn of(of: &Crate) -> Self {
        let mut types = Self::default();
        for (module, scope) in of.modules.iter().enumerate() {
            for item in &scope.items {
                let here = |name: &syn::Ident| match of.resolve(module, &[name.to_string()]).as_slice() {
                    [Target::Item(definition, _)] => Some(*definition),
                    _ => None,
                };
                match item {
                    Item::Impl(block) if block.trait_.is_none() => {
                        let Some(this) = type_named(of, module, None, &block.self_ty) else { continue };
                        for item in &block.items {
                            let (name, output) = match item {
                                ImplItem::Fn(function) => (&function.sig.ident, Some(&function.sig)),
                                ImplItem::Const(constant) => (&constant.ident, None),
                                _ => continue,
                            };
                            let returned = output.and_then(|of_fn| returned(of, module, Some(this), of_fn));
                            let known = types.functions.entry((this, name.to_string())).or_default();
                            known.push(Function { file: scope.file, returned });
                        }
                    }
                    Item::Struct(item) => {
                        let Some(this) = here(&item.ident) else { continue };
                        for field in &item.fields {
                            if let (Some(name), Some(found)) =
                                (&field.ident, type_named(of, module, Some(this), &field.ty))
                            {
                                types.fields.insert((this, name.to_string()), found);
                            }
                        }
                    }
                    Item::Fn(item) => {
                        if let (Some(this), Some(returned)) =
                            (here(&item.sig.ident), returned(of, module, None, &item.sig))
                        {
                            types.returned.insert(this, returned);
                        }
                    }
                    _ => {}
                }
            }
        }
        types
    }
}

/// The type that a function returns, if it is one of the crate.
fn returned(
    of: &Crate,
    module: ModuleId,
    this: Option<DefinitionId>,
    signature: &Signature,
) -> Option<DefinitionId> {
    match &signature.output {
        ReturnType::Type(_, output) => type_named(of, module, this, output),
        ReturnType::Default => None,
    }
}

/// The item of a type, behind references and smart pointers.
fn type_named(
    of: &Crate,
    module: ModuleId,
    this: Option<DefinitionId>,
    of_type: &Type,
) -> Option<DefinitionId> {
    match of_type {
        Type::Reference(reference) => type_named(of, module, this, &reference.elem),
        Type::Paren(inner) => type_named(of, module, this, &inner.elem),
        Type::Path(path) if path.qself.is_none() => {
            let last = path.path.segments.last()?;
            if path.path.is_ident("Self") {
                return this;
            }
            let pointed = match &last.arguments {
                syn::PathArguments::AngleBracketed(arguments)
                    if ["Arc", "Box", "Rc"].iter().any(|pointer| last.ident == pointer) =>
                {
                    arguments.args.iter().find_map(|argument| match argument {
                        syn::GenericArgument::Type(inner) => Some(inner),
                        _ => None,
                    })
                }
                _ => None,
            };
            if let Some(pointed) = pointed {
                return type_named(of, module, this, pointed);
            }
            match of.resolve(module, &names(&path.path)).as_slice() {
                [Target::Item(definition, _)] => Some(*definition),
                _ => None,
            }
        }
        _ => None,
    }
}

fn names(path: &Path) -> Vec<String> {
    path.segments.iter().map(|segment| segment.ident.to_string()).collect()
}

/// Reads the items of one module.
struct Reader<'a> {
    of: &'a Crate,
    types: &'a Types,
    module: ModuleId,
    file: FileId,
    /// The type of `Self`.
    this: Option<DefinitionId>,
    /// Local names, those of the innermost block last.
    scopes: Vec<HashMap<String, Local>>,
    found: &'a mut Uses,
}

/// The meaning of a local name.
#[derive(Clone)]
enum Local {
    /// A variable, and its type if that is one of the crate and can be told.
    Variable(Option<DefinitionId>),
    /// An import within a function.
    Import(Vec<String>),
}

impl Reader<'_> {
    fn record(&mut self, file: FileId, name: &str, line: usize, passed_on: bool) {
        if file != self.file {
            let name = name.to_owned();
            self.found.entry((self.file, file)).or_default().push(Use { name, line, passed_on });
        }
    }

    fn record_targets(&mut self, targets: Vec<Target>, line: usize, passed_on: bool) {
        for target in targets {
            match target {
                // The rest of a longer path says what is used of it.
                Target::Module(_) => {}
                Target::Unknown(module) => {
                    let file = self.of.modules[module].file;
                    self.record(file, "(what a macro makes)", line, passed_on);
                }
                Target::Item(item, after) => {
                    let definition = &self.of.definitions[item];
                    self.record(definition.file, &definition.name, line, passed_on);
                    if let Some(function) = after.first() {
                        self.record_function(item, function, line);
                    }
                }
            }
        }
    }

    /// An associated function, if it is in another file than its type.
    fn record_function(&mut self, of_type: DefinitionId, name: &str, line: usize) {
        for &Function { file, .. } in
            self.types.functions.get(&(of_type, name.to_owned())).into_iter().flatten()
        {
            if file != self.of.definitions[of_type].file {
                let name = format!("{}::{name}", self.of.definitions[of_type].name);
                self.record(file, &name, line, false);
            }
        }
    }

    fn local(&self, name: &str) -> Option<&Local> {
        self.scopes.iter().rev().find_map(|scope| scope.get(name))
    }

    fn resolve(&self, path: &[String]) -> Vec<Target> {
        match (self.local(&path[0]), self.this) {
            (Some(Local::Import(import)), _) => {
                let path = [import.as_slice(), &path[1..]].concat();
                self.of.resolve(self.module, &path)
            }
            (None, Some(this)) if path[0] == "Self" => vec![Target::Item(this, path[1..].to_vec())],
            _ => self.of.resolve(self.module, path),
        }
    }

    fn bind(&mut self, name: String, local: Local) {
        self.scopes.last_mut().expect("a function has a scope").insert(name, local);
    }

    fn within(&mut self, read: impl FnOnce(&mut Self)) {
        self.scopes.push(HashMap::new());
        read(self);
        self.scopes.pop();
    }

    fn bind_pattern(&mut self, pattern: &Pat, of_type: Option<DefinitionId>) {
        match pattern {
            Pat::Ident(pattern) if pattern.subpat.is_none() && !begins_with_capital(&pattern.ident) => {
                self.bind(pattern.ident.to_string(), Local::Variable(of_type));
            }
            Pat::Reference(pattern) => self.bind_pattern(&pattern.pat, of_type),
            Pat::Type(pattern) => {
                self.visit_type(&pattern.ty);
                let stated = type_named(self.of, self.module, self.this, &pattern.ty);
                self.bind_pattern(&pattern.pat, stated);
            }
            other => self.visit_pat(other),
        }
    }

    /// The type of an expression, if it is one of the crate and can be told.
    fn type_of(&self, expression: &Expr) -> Option<DefinitionId> {
        match expression {
            Expr::Path(path) if path.qself.is_none() => {
                let path = names(&path.path);
                match (path.as_slice(), self.local(&path[0])) {
                    ([_], Some(Local::Variable(of_type))) => *of_type,
                    ([this], None) if this == "self" => self.this,
                    _ => None,
                }
            }
            Expr::Field(field) => match &field.member {
                Member::Named(name) => {
                    let of_type = self.type_of(&field.base)?;
                    self.types.fields.get(&(of_type, name.to_string())).copied()
                }
                Member::Unnamed(_) => None,
            },
            Expr::MethodCall(call) => {
                let of_type = self.type_of(&call.receiver)?;
                self.types.functions.get(&(of_type, call.method.to_string()))?.first()?.returned
            }
            Expr::Call(call) => {
                let Expr::Path(function) = &*call.func else { return None };
                match self.resolve(&names(&function.path)).as_slice() {
                    [Target::Item(item, after)] => match after.first() {
                        None => self.types.returned.get(item).copied(),
                        Some(function) => {
                            self.types.functions.get(&(*item, function.clone()))?.first()?.returned
                        }
                    },
                    _ => None,
                }
            }
            Expr::Struct(literal) => match self.resolve(&names(&literal.path)).as_slice() {
                [Target::Item(item, _)] => Some(*item),
                _ => None,
            },
            Expr::Reference(reference) => self.type_of(&reference.expr),
            Expr::Paren(inner) => self.type_of(&inner.expr),
            Expr::Unary(unary) => self.type_of(&unary.expr),
            _ => None,
        }
    }

    /// The paths among tokens that are not parsed: a macro's arguments, an attribute's.
    fn tokens(&mut self, tokens: TokenStream) {
        let tokens: Vec<TokenTree> = tokens.into_iter().collect();
        let is_punct = |at: usize, c| matches!(tokens.get(at), Some(TokenTree::Punct(p)) if p.as_char() == c);
        let mut at = 0;
        while let Some(token) = tokens.get(at) {
            match token {
                TokenTree::Group(group) => {
                    self.tokens(group.stream());
                    at += 1;
                }
                TokenTree::Ident(ident) => {
                    let line = ident.span().start().line;
                    let begin = at;
                    let mut path = vec![ident.to_string()];
                    while is_punct(at + 1, ':')
                        && is_punct(at + 2, ':')
                        && let Some(TokenTree::Ident(next)) = tokens.get(at + 3)
                    {
                        path.push(next.to_string());
                        at += 3;
                    }
                    at += 1;
                    let before = begin.checked_sub(1);
                    let after_dot = before.is_some_and(|before| is_punct(before, '.'))
                        && !begin.checked_sub(2).is_some_and(|before| is_punct(before, '.'));
                    let foreign = before.is_some_and(|before| is_punct(before, ':'));
                    let crate_of_macro = before.is_some_and(|before| is_punct(before, '$'));
                    let field = path.len() == 1 && is_punct(at, ':');
                    let variable =
                        path.len() == 1 && matches!(self.local(&path[0]), Some(Local::Variable(_)));
                    if after_dot {
                        self.method_in_tokens(&tokens[..begin], &path[0], line);
                    } else if !(foreign || field || variable || crate_of_macro && path[0] != "crate") {
                        self.record_targets(self.resolve(&path), line, false);
                    }
                }
                // `{NAME}` in a format string.
                TokenTree::Literal(literal) => {
                    let line = literal.span().start().line;
                    for inner in literal.to_string().split('{').skip(1) {
                        let name: String =
                            inner.chars().take_while(|c| c.is_ascii_uppercase() || *c == '_').collect();
                        if !name.is_empty() && inner[name.len()..].starts_with([':', '}']) {
                            self.record_targets(self.resolve(&[name]), line, false);
                        }
                    }
                    at += 1;
                }
                TokenTree::Punct(_) => at += 1,
            }
        }
    }

    /// `self.method` among tokens.
    fn method_in_tokens(&mut self, before: &[TokenTree], method: &str, line: usize) {
        let [.., TokenTree::Ident(receiver), TokenTree::Punct(_)] = before else { return };
        let dotted = before.len() > 2
            && matches!(&before[before.len() - 3], TokenTree::Punct(p) if p.as_char() == '.');
        let of_type = match self.local(&receiver.to_string()) {
            Some(Local::Variable(of_type)) => *of_type,
            _ if receiver == "self" => self.this,
            _ => None,
        };
        if let (Some(of_type), false) = (of_type, dotted) {
            self.record_function(of_type, method, line);
        }
    }
}

fn begins_with_capital(ident: &syn::Ident) -> bool {
    ident.to_string().starts_with(|c: char| c.is_uppercase())
}

impl<'ast> Visit<'ast> for Reader<'_> {
    fn visit_item(&mut self, item: &'ast Item) {
        if modules::attributes(item).iter().any(modules::is_for_tests) {
            return;
        }
        match item {
            Item::Use(import) => {
                let in_function = self.scopes.len() > 1;
                for leaf in modules::leaves(import) {
                    let targets = self.of.resolve(self.module, &leaf.path);
                    if let Some(name) = leaf.name {
                        self.record_targets(targets, leaf.line, modules::is_reexport(import));
                        if in_function {
                            self.bind(name, Local::Import(leaf.path));
                        }
                    } else if in_function {
                        // Names of a glob in a function cannot be told from others: the glob itself is the use.
                        self.record_targets(targets, leaf.line, false);
                    }
                }
            }
            // Read as a module of its own.
            Item::Mod(_) => {}
            Item::Impl(block) => {
                let outer = self.this;
                self.this = type_named(self.of, self.module, None, &block.self_ty);
                visit::visit_item_impl(self, block);
                self.this = outer;
            }
            Item::Trait(definition) => {
                let outer = self.this;
                self.this = match self.of.resolve(self.module, &[definition.ident.to_string()]).as_slice() {
                    [Target::Item(definition, _)] => Some(*definition),
                    _ => None,
                };
                visit::visit_item_trait(self, definition);
                self.this = outer;
            }
            other => self.within(|reader| visit::visit_item(reader, other)),
        }
    }

    fn visit_impl_item(&mut self, item: &'ast ImplItem) {
        let attributes = match item {
            ImplItem::Const(item) => &item.attrs,
            ImplItem::Fn(item) => &item.attrs,
            ImplItem::Macro(item) => &item.attrs,
            ImplItem::Type(item) => &item.attrs,
            _ => return,
        };
        if !attributes.iter().any(modules::is_for_tests) {
            self.within(|reader| visit::visit_impl_item(reader, item));
        }
    }

    fn visit_visibility(&mut self, _: &'ast syn::Visibility) {}

    fn visit_attribute(&mut self, attribute: &'ast Attribute) {
        let syn::Meta::List(list) = &attribute.meta else { return };
        if list.path.is_ident("cfg") || list.path.is_ident("expect") {
            return;
        }
        self.tokens(list.tokens.clone());
        if list.path.is_ident("serde") {
            for token in list.tokens.clone() {
                let text = token.to_string();
                if let Ok(path) = syn::parse_str::<Path>(text.trim_matches('"')) {
                    let line = token.span().start().line;
                    self.record_targets(self.resolve(&names(&path)), line, false);
                }
            }
        }
    }

    fn visit_fn_arg(&mut self, argument: &'ast FnArg) {
        match argument {
            FnArg::Typed(argument) => {
                self.visit_type(&argument.ty);
                let of_type = type_named(self.of, self.module, self.this, &argument.ty);
                self.bind_pattern(&argument.pat, of_type);
            }
            FnArg::Receiver(_) => {}
        }
    }

    fn visit_block(&mut self, block: &'ast Block) {
        self.within(|reader| visit::visit_block(reader, block));
    }

    fn visit_local(&mut self, local: &'ast syn::Local) {
        if let Some(value) = &local.init {
            self.visit_expr(&value.expr);
            if let Some((_, otherwise)) = &value.diverge {
                self.visit_expr(otherwise);
            }
        }
        let of_type = local.init.as_ref().and_then(|value| self.type_of(&value.expr));
        self.bind_pattern(&local.pat, of_type);
    }

    fn visit_expr_let(&mut self, condition: &'ast syn::ExprLet) {
        self.visit_expr(&condition.expr);
        let of_type = self.type_of(&condition.expr);
        self.bind_pattern(&condition.pat, of_type);
    }

    fn visit_expr_if(&mut self, branches: &'ast syn::ExprIf) {
        self.within(|reader| {
            reader.visit_expr(&branches.cond);
            reader.visit_block(&branches.then_branch);
        });
        if let Some((_, otherwise)) = &branches.else_branch {
            self.visit_expr(otherwise);
        }
    }

    fn visit_expr_while(&mut self, repeated: &'ast syn::ExprWhile) {
        self.within(|reader| visit::visit_expr_while(reader, repeated));
    }

    fn visit_expr_for_loop(&mut self, repeated: &'ast syn::ExprForLoop) {
        self.visit_expr(&repeated.expr);
        self.within(|reader| {
            reader.visit_pat(&repeated.pat);
            reader.visit_block(&repeated.body);
        });
    }

    fn visit_arm(&mut self, arm: &'ast syn::Arm) {
        self.within(|reader| visit::visit_arm(reader, arm));
    }

    fn visit_expr_closure(&mut self, closure: &'ast syn::ExprClosure) {
        self.within(|reader| {
            closure.inputs.iter().for_each(|input| reader.bind_pattern(input, None));
            reader.visit_return_type(&closure.output);
            reader.visit_expr(&closure.body);
        });
    }

    fn visit_pat_ident(&mut self, pattern: &'ast syn::PatIdent) {
        let line = pattern.ident.span().start().line;
        if begins_with_capital(&pattern.ident) {
            self.record_targets(self.resolve(&[pattern.ident.to_string()]), line, false);
        } else {
            self.bind(pattern.ident.to_string(), Local::Variable(None));
        }
        if let Some((_, inner)) = &pattern.subpat {
            self.visit_pat(inner);
        }
    }

    fn visit_expr_path(&mut self, path: &'ast syn::ExprPath) {
        let local = path.path.get_ident().and_then(|name| self.local(&name.to_string()));
        if !matches!(local, Some(Local::Variable(_))) {
            visit::visit_expr_path(self, path);
        }
    }

    fn visit_expr_method_call(&mut self, call: &'ast syn::ExprMethodCall) {
        if let Some(of_type) = self.type_of(&call.receiver) {
            self.record_function(of_type, &call.method.to_string(), call.method.span().start().line);
        }
        visit::visit_expr_method_call(self, call);
    }

    fn visit_path(&mut self, path: &'ast Path) {
        if path.leading_colon.is_none() {
            let line = path.segments[0].ident.span().start().line;
            self.record_targets(self.resolve(&names(path)), line, false);
        }
        visit::visit_path(self, path);
    }

    fn visit_macro(&mut self, called: &'ast syn::Macro) {
        let line = called.bang_token.spans[0].start().line;
        self.record_targets(self.of.resolve_macro(self.module, &names(&called.path)), line, false);
        self.tokens(called.tokens.clone());
    }
}
