//! How many people, organisations and days a document may have. Each is a value of a facet or a number of the index, and
//! a text of 2 MB that is nothing but names has 100,000 of them.

use crate::model::{Annotations, Origin};

/// The most people, organisations and days each. Of 19,000 news articles, live reports of a whole day among them, the
/// richest has 118 people, 117 organisations and 137 days.
const MOST: usize = 1_000;

/// Leaves the most important people and organisations and the first days, and says how many were left out.
pub(super) fn cap(found: &mut Annotations, origin: &Origin) {
    let Annotations { people, organisations, events, .. } = found;
    let kept = [
        cut(people, "people", "most important"),
        cut(organisations, "organisations", "most important"),
        cut(events, "days", "first"),
    ];
    for (count, what, which) in kept.into_iter().flatten() {
        tracing::warn!("{origin}: it names {count} {what}; the {which} {MOST} are kept");
    }
}

/// How many there were, when there were too many.
fn cut<T>(
    values: &mut Vec<T>,
    what: &'static str,
    which: &'static str,
) -> Option<(usize, &'static str, &'static str)> {
    let count = values.len();
    values.truncate(MOST);
    (count > MOST).then_some((count, what, which))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Language, Organisation};

    #[test]
    fn too_many_are_cut_and_told() {
        let origin = Origin { path: "a.jsonl".to_owned(), line: Some(1) };
        let mut found = Annotations::none(Language::Russian);
        let organisation =
            |n| Organisation { name: format!("ООО {n}"), mentions: Vec::new(), in_title: 0 };
        found.organisations = (0..MOST).map(organisation).collect();
        let kept = found.clone();
        cap(&mut found, &origin);
        assert_eq!(found, kept);
        found.organisations.push(organisation(MOST));
        cap(&mut found, &origin);
        assert_eq!(found, kept);
    }
}
