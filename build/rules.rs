//! A hash of what rules are made of: the code and the data of some folders. Comments, documentation, white space and
//! tests are left out of it, so that it changes only when what the rules do may have changed.

use std::hash::Hasher;
use std::str::FromStr;

use fnv::FnvHasher;
use proc_macro2::{Delimiter, TokenStream, TokenTree};

/// Hashes files one after the other.
#[derive(Default)]
pub(crate) struct Rules {
    hasher: FnvHasher,
    /// The crates that the code names, for [`Rules::crates`].
    named: Vec<String>,
}

impl Rules {
    /// Adds a source file.
    ///
    /// # Errors
    ///
    /// Says what is wrong with a file that is not Rust.
    pub(crate) fn code(&mut self, path: &str, text: &str) -> Result<(), String> {
        self.part("file", path);
        let tokens = TokenStream::from_str(text).map_err(|error| format!("{path}: {error}"))?;
        let tokens = without_tests(tokens).map_err(|error| format!("{path}: {error}"))?;
        self.tokens(&tokens);
        Ok(())
    }

    /// Adds a file of data, every byte of it.
    pub(crate) fn data(&mut self, path: &str, bytes: &[u8]) {
        self.part("data", path);
        self.hasher.write(&(bytes.len() as u64).to_le_bytes());
        self.hasher.write(bytes);
    }

    /// Adds the versions of the crates that the code names, as `Cargo.lock` has them: another version of the dictionary
    /// makes other annotations.
    pub(crate) fn crates(&mut self, lock: &str) {
        let field = |line: &str, name: &str| {
            let value = line.strip_prefix(name)?.strip_prefix(" = \"")?.strip_suffix('"')?;
            Some(value.to_owned())
        };
        for package in lock.split("[[package]]").skip(1) {
            let find = |name| package.lines().find_map(|line| field(line, name));
            let (Some(name), Some(version), Some(_)) = (find("name"), find("version"), find("source")) else {
                continue;
            };
            if self.named.contains(&name.replace('-', "_")) {
                self.part("crate", &format!("{name} {version}"));
            }
        }
    }

    /// The hash of everything that was added, 16 hexadecimal digits.
    pub(crate) fn finish(self) -> String {
        format!("{:016x}", self.hasher.finish())
    }

    /// The length keeps what was added apart: `ab`, `c` is not `a`, `bc`.
    fn part(&mut self, kind: &str, text: &str) {
        self.hasher.write(kind.as_bytes());
        self.hasher.write(&(text.len() as u64).to_le_bytes());
        self.hasher.write(text.as_bytes());
    }

    fn tokens(&mut self, tokens: &[TokenTree]) {
        for (at, token) in tokens.iter().enumerate() {
            match token {
                TokenTree::Group(group) => {
                    let (open, close) = match group.delimiter() {
                        Delimiter::Parenthesis => ("(", ")"),
                        Delimiter::Brace => ("{", "}"),
                        Delimiter::Bracket => ("[", "]"),
                        Delimiter::None => ("", ""),
                    };
                    self.part("open", open);
                    let inner: Vec<TokenTree> = group.stream().into_iter().collect();
                    self.tokens(&inner);
                    self.part("close", close);
                }
                TokenTree::Ident(ident) => {
                    let name = ident.to_string();
                    if is_punct(tokens.get(at + 1), ':') && is_punct(tokens.get(at + 2), ':') {
                        self.named.push(name.clone());
                    }
                    self.part("name", &name);
                }
                // rustfmt puts a comma after the last of what it sets on lines of their own.
                TokenTree::Punct(punct) if punct.as_char() == ',' && at + 1 == tokens.len() => {}
                TokenTree::Punct(punct) => self.part("punct", punct.as_char().encode_utf8(&mut [0; 4])),
                TokenTree::Literal(literal) => self.part("literal", &literal.to_string()),
            }
        }
    }
}

fn is_punct(token: Option<&TokenTree>, c: char) -> bool {
    matches!(token, Some(TokenTree::Punct(punct)) if punct.as_char() == c)
}

/// The tokens without documentation and without the items of tests, in groups as well.
fn without_tests(tokens: TokenStream) -> Result<Vec<TokenTree>, String> {
    let mut kept = Vec::new();
    let mut tokens = tokens.into_iter().peekable();
    let mut skipped_item = false;
    while let Some(token) = tokens.next() {
        if is_punct(Some(&token), '#') {
            let inner = tokens.next_if(|next| is_punct(Some(next), '!'));
            if let Some(attribute) = tokens.next_if(is_attribute) {
                let text: String = attribute.to_string().split_whitespace().collect();
                if text.starts_with("[doc=") {
                    continue;
                }
                skipped_item |= text == "[cfg(test)]";
                if !skipped_item {
                    kept.extend([token].into_iter().chain(inner));
                    kept.push(attribute);
                }
                continue;
            }
            kept.extend([token].into_iter().chain(inner));
            continue;
        }
        if skipped_item {
            skip_item(token, &mut tokens)?;
            skipped_item = false;
            continue;
        }
        kept.push(match token {
            TokenTree::Group(group) => {
                let inner = without_tests(group.stream())?;
                TokenTree::Group(proc_macro2::Group::new(group.delimiter(), inner.into_iter().collect()))
            }
            other => other,
        });
    }
    Ok(kept)
}

fn is_attribute(token: &TokenTree) -> bool {
    matches!(token, TokenTree::Group(group) if group.delimiter() == Delimiter::Bracket)
}

/// Takes the rest of an item, of which `first` is taken already.
fn skip_item(first: TokenTree, tokens: &mut impl Iterator<Item = TokenTree>) -> Result<(), String> {
    let mut ends_in_braces = None;
    let mut before = String::new();
    for token in std::iter::once(first).chain(tokens) {
        match &token {
            TokenTree::Ident(ident) => {
                let name = ident.to_string();
                ends_in_braces = ends_in_braces.or(match name.as_str() {
                    "fn" | "mod" | "impl" | "struct" | "enum" | "trait" | "union" | "macro_rules" => {
                        Some(true)
                    }
                    "use" | "static" | "type" | "let" => Some(false),
                    _ => None,
                });
                // `const fn` is a function, `const LIMIT` is none.
                if ends_in_braces.is_none() && before == "const" {
                    ends_in_braces = Some(false);
                }
                before = name;
            }
            TokenTree::Group(group) if group.delimiter() == Delimiter::Brace => match ends_in_braces {
                Some(true) => return Ok(()),
                Some(false) => {}
                None => return Err(format!("#[cfg(test)] stands before something unknown: {token}")),
            },
            TokenTree::Punct(punct) if punct.as_char() == ';' && ends_in_braces.is_some() => return Ok(()),
            _ => {}
        }
    }
    Err("#[cfg(test)] stands before something unknown".to_owned())
}
