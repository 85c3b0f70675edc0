//! What `vestnik annotate --explain` adds to the annotations of a document: the rule behind each value.

use std::io::Write;

use serde::Serialize;

use crate::annotate::{Explained, Place};
use crate::answers::{MentionJson, Places};
use crate::model::{Communique, Shown};

/// The rule behind a value. Offsets count characters of the title or of the text.
#[derive(Serialize)]
pub(super) struct ExplainedJson {
    property: &'static str,
    value: String,
    rule: &'static str,
    #[serde(skip_serializing_if = "str::is_empty")]
    by: String,
    /// `title` or `text`.
    #[serde(rename = "in", skip_serializing_if = "Option::is_none")]
    part: Option<&'static str>,
    #[serde(flatten)]
    place: Option<MentionJson>,
}

impl ExplainedJson {
    /// The rules behind the values of one document.
    pub(super) fn all(communique: &Communique, explained: Vec<Explained>) -> Vec<Self> {
        let (title, text) = (Places::new(&communique.title), Places::new(&communique.text));
        let of = |explained: Explained| {
            let (part, place) = match &explained.place {
                Some(Place::Title(range)) => (Some("title"), Some(title.mention(range))),
                Some(Place::Text(range)) => (Some("text"), Some(text.mention(range))),
                None => (None, None),
            };
            let Explained { property, value, rule, by, .. } = explained;
            Self { property, value, rule, by, part, place }
        };
        explained.into_iter().map(of).collect()
    }
}

/// For people: a line for each value and place.
pub(super) fn describe(
    out: &mut impl Write,
    communique: &Communique,
    explained: &[Explained],
) -> std::io::Result<()> {
    for Explained { property, value, place, rule, by } in explained {
        let said = match place {
            Some(Place::Title(range)) => format!(", title: {}", Shown(&communique.title[range.clone()])),
            Some(Place::Text(range)) => format!(": {}", Shown(&communique.text[range.clone()])),
            None => String::new(),
        };
        let by = if by.is_empty() { String::new() } else { format!(" [{}]", Shown(by)) };
        writeln!(out, "  {property:<13} {}{said} <- {rule}{by}", Shown(value))?;
    }
    writeln!(out)
}
