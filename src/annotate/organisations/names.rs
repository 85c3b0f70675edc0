//! Names that only their context identifies: in quotation marks, in Latin letters, in capitals, or behind a word that
//! says what they are («газета Кларин»).

use std::borrow::Cow;
use std::collections::HashMap;

use crate::lexicon::{BelarusianHeads, Case, Cue, Name, OrganisationWords, Part, WordHash};

use crate::model::Language;

use super::found::{Found, What};
use super::scan::Scan;
use super::weights;
use crate::annotate::passage::Passage;

/// How a candidate is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Written {
    Quoted,
    Latin,
    Abbreviation,
    Word,
}

struct Candidate {
    first: usize,
    last: usize,
    written: Written,
    /// The rule by which it is a name, if it is.
    accepted: Option<&'static str>,
    refused: bool,
    /// Found by another rule already; kept for the candidates beside it.
    given: bool,
}

/// The names in a passage beyond those found already; `taken` tells which words are part of one of those.
pub(super) fn names(belarusian: &BelarusianHeads, scan: &Scan<'_>, taken: &[bool]) -> Vec<Found> {
    let (passage, words) = (&scan.passage, scan.words);
    let mut candidates = candidates(passage, words, taken);
    for candidate in &mut candidates {
        judge(passage, words, belarusian, candidate);
        if candidate.accepted.is_none() && is_other_name(passage, taken, candidate) {
            candidate.accepted = Some("in brackets behind another name of the same");
        }
    }
    enumerate(passage, &mut candidates);
    // The key by which a name accepted once is accepted again without context.
    let key = |candidate: &Candidate| -> Cow<'_, str> {
        if candidate.first == candidate.last {
            return stem(passage, candidate.first).into();
        }
        let stems: Vec<&str> = (candidate.first..=candidate.last).map(|at| stem(passage, at)).collect();
        stems.join(" ").into()
    };
    let mut votes: HashMap<Cow<'_, str>, i32, WordHash> = HashMap::default();
    let named = candidates.iter().any(|candidate| candidate.accepted.is_some() && !candidate.given);
    for candidate in
        candidates.iter().filter(|candidate| named && (candidate.accepted.is_some() || candidate.refused))
    {
        *votes.entry(key(candidate)).or_default() +=
            i32::from(candidate.accepted.is_some() && !candidate.given) - i32::from(candidate.refused);
    }
    votes.retain(|_, votes| *votes > 0);
    let known_again = |candidate: &Candidate| {
        // A word of the dictionary, without quotation marks, is not the name again.
        let word = candidate.written == Written::Word;
        !votes.is_empty()
            && votes.contains_key(&key(candidate))
            && !(word && passage.readings(candidate.first).iter().any(|reading| reading.known))
    };
    candidates
        .iter()
        .filter(|candidate| !candidate.refused && !candidate.given)
        .filter_map(|candidate| {
            let again = || known_again(candidate).then_some("named in the text before, or later");
            let rule = candidate.accepted.or_else(again)?;
            let Candidate { first, last, .. } = *candidate;
            Some(Found { first, last, what: what(scan, candidate, rule) })
        })
        .collect()
}

fn candidates(passage: &Passage<'_>, words: &OrganisationWords, taken: &[bool]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut at = 0;
    let mut push = |first, last, written, accepted: Option<&'static str>, given| {
        candidates.push(Candidate { first, last, written, accepted, refused: false, given });
    };
    let is_taken = |first: usize, last: usize| taken[first..=last].iter().any(|&taken| taken);
    while at < passage.tokens.len() {
        if !(passage.capital(at) || passage.latin(at)) {
            at += 1;
            continue;
        }
        if let Some(last) = passage.quoted(at) {
            // The legal form before it is part of the name: «ООО «Ромашка»».
            let form = at.checked_sub(1).filter(|&before| {
                words.is_legal(passage.written(before)) && passage.gap(before).chars().count() == 2
            });
            let whole = taken[at..=last].iter().all(|&taken| taken);
            match form {
                Some(before) => push(
                    before,
                    last,
                    Written::Quoted,
                    Some("a legal form and what is in quotation marks"),
                    false,
                ),
                None => {
                    let whole = whole.then_some("another name in quotation marks");
                    push(at, last, Written::Quoted, whole, is_taken(at, last));
                }
            }
            at = last + 1;
        } else if taken[at] {
            let last = (at..taken.len()).take_while(|&at| taken[at]).last().unwrap_or(at);
            if passage.latin(at) {
                push(at, last, Written::Latin, Some("a name in Latin letters"), true);
            }
            at = last + 1;
        } else if is_roman(passage.written(at)) {
            at += 1;
        } else if passage.latin(at) {
            let last = latin_run(passage, at, taken);
            if passage.capital(at) || passage.gap(at) == "." && last > at {
                push(at, last, Written::Latin, None, false);
            }
            at = last + 1;
        } else if passage.shouted(at) && !passage.joined(at) && !passage.joined(at + 1) {
            if !words.is_never(passage.written(at))
                && !words.is_legal(passage.written(at))
                && passage.written(at).chars().count() <= weights::MOST_ABBREVIATION
            {
                push(at, at, Written::Abbreviation, None, false);
            }
            at += 1;
        } else if !passage.joined(at) {
            let last = passage.compound_end(at);
            push(at, last, Written::Word, None, false);
            at = last + 1;
        } else {
            at += 1;
        }
    }
    candidates
}

/// The last of a run of Latin words that are one name.
fn latin_run(passage: &Passage<'_>, first: usize, taken: &[bool]) -> usize {
    let mut last = first;
    let mut next = first + 1;
    while next < passage.tokens.len() && next - first < weights::MOST_LATIN_WORDS && !taken[next] {
        let gap = passage.gap(next - 1);
        let close = matches!(gap, " " | "\u{a0}" | "-" | " & " | "&" | " - " | ". " | ".") || gap == "’";
        let dotted =
            gap.starts_with('.') && gap.len() > 1 && passage.written(next - 1).len() > weights::LATIN_INITIAL;
        if !close || dotted {
            break;
        }
        let digits = passage.written(next).chars().all(|c| c.is_ascii_digit());
        let more = passage.latin(next) && (passage.capital(next) || gap == "." || gap == "-");
        if more || digits && gap == " " && passage.written(next).len() <= weights::MOST_LATIN_DIGITS {
            last = next;
        } else if !(passage.latin(next) && passage.function_word(next).in_name && gap == " ") {
            break;
        }
        next += 1;
    }
    last
}

fn is_roman(word: &str) -> bool {
    word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'Х' | 'І'))
}

/// What the words around a candidate say of it.
fn judge(
    passage: &Passage<'_>,
    words: &OrganisationWords,
    belarusian: &BelarusianHeads,
    candidate: &mut Candidate,
) {
    if candidate.accepted.is_some() || candidate.given {
        return;
    }
    if candidate.written == Written::Word {
        candidate.accepted = named_word(passage, words, candidate);
        return;
    }
    let before = candidate.first.checked_sub(1);
    let gap = before.map_or("", |before| passage.gap(before));
    let gap = gap.trim_end_matches(['«', '"', '“', '„', '\'']);
    let adjacent = matches!(gap, " " | "\u{a0}");
    let introduced = adjacent || matches!(gap, " (" | ": ");
    let cue = before.filter(|_| adjacent).map_or(Cue::default(), |at| passage.cue(at));
    let described = before.filter(|_| introduced).is_some_and(|at| {
        let compound = passage.joined(at).then(|| {
            let words = passage.compound_start(at)..=at;
            words.map(|at| passage.form(at)).collect::<Vec<_>>().join("-")
        });
        let head = compound.and_then(|form| words.head(&form)).or_else(|| passage.head_of(words, at));
        head.is_some_and(|(_, head)| head.name || head.of)
            || belarusian.get(passage.form(at)).is_some_and(|head| head.name)
            || candidate.written == Written::Quoted && adjacent && describes_from_afar(passage, words, at)
    });
    // A name that another word introduces stands in the nominative: not «в школах «Неделю чистоты»».
    let described =
        described && (candidate.written != Written::Quoted || may_be_title(passage, candidate.first));
    let cue = match before.filter(|_| adjacent).map(|at| (at, passage.form(at))) {
        Some((at, "на")) if at > 0 && passage.form(at - 1) == "ссылкой" => {
            Cue { report: true, ..cue }
        }
        Some((_, "против")) if candidate.written == Written::Quoted => Cue { role: true, ..cue },
        Some((at, "с" | "со")) if candidate.written == Written::Quoted && at > 0 => {
            let game = words.is_game(passage.form(at - 1));
            Cue { role: game, ..cue }
        }
        _ => cue,
    };
    let after = passage.cue(candidate.last + 1);
    let flows_on =
        matches!(passage.gap(candidate.last).trim_start_matches(['»', '"', '”', '“', '\'']), " " | "\u{a0}");
    let speaks = flows_on && after.speech;
    let readings = passage.readings(candidate.last);
    let of_dictionary = candidate.first == candidate.last
        && readings
            .first()
            .is_some_and(|first| first.name == Some(Name::Organisation) && first.known && !first.plural);
    let address = passage.text[..passage.tokens[candidate.first].start].ends_with(['/', '@', '.'])
        || passage.text[passage.tokens[candidate.last].end..].starts_with(['/', '@'])
        || passage.form(candidate.first) == "www";
    candidate.refused = cue.product && !described || candidate.written == Written::Latin && address;
    let (quoted, latin) = (candidate.written == Written::Quoted, candidate.written == Written::Latin);
    let company = || {
        let words = candidate.first..=candidate.last;
        candidate.last > candidate.first && words.into_iter().any(|at| passage.cue(at).company)
    };
    candidate.accepted = match () {
        () if candidate.refused || candidate.written == Written::Word => None,
        () if described => Some("behind a word that says what it is"),
        () if cue.role => Some("behind an office or a part in it"),
        () if cue.report => Some("behind a word for what is reported"),
        () if cue.source && (quoted || latin) => Some("behind a word for a source"),
        () if speaks && (quoted || latin) => Some("before a verb of speech"),
        () if of_dictionary && !latin => Some("an organisation by the dictionary"),
        () if latin && company() => Some("Latin letters with a word for a company"),
        () => None,
    };
}

/// The rule by which a word with a capital letter names an organisation: the dictionary has it as one, or it is unknown
/// and a word before it says what it is: «газета Кларин».
fn named_word(
    passage: &Passage<'_>,
    words: &OrganisationWords,
    candidate: &Candidate,
) -> Option<&'static str> {
    // First, because it is cheap and spares half of the words a lookup of their readings.
    if passage.starts_sentence(candidate.first) {
        return None;
    }
    let readings = passage.readings(candidate.last);
    let first = readings.first()?;
    let of_dictionary = candidate.first == candidate.last
        && first.name == Some(Name::Organisation)
        && first.known
        && !first.plural;
    let unknown = readings.iter().all(|reading| !reading.known);
    if of_dictionary {
        return Some("an organisation by the dictionary");
    }
    if !unknown {
        return None;
    }
    let before =
        candidate.first.checked_sub(1).filter(|&before| matches!(passage.gap(before), " " | "\u{a0}"))?;
    let described = first.name != Some(Name::Place)
        && passage.head_of(words, before).is_some_and(|(_, head)| head.name && !head.person && !head.place);
    described.then_some("an unknown word behind one that says what it is")
}

/// Whether a name stands in brackets behind a found one and may be an alias of it; an abbreviation must share its first
/// letter with one of the words before it.
fn is_other_name(passage: &Passage<'_>, taken: &[bool], candidate: &Candidate) -> bool {
    let Some(before) = candidate.first.checked_sub(1).filter(|&before| taken[before]) else { return false };
    let initial = |at: usize| passage.form(at).chars().next();
    let shortened = || {
        (0..=before)
            .rev()
            .take(weights::ABBREVIATED_WORDS)
            .take_while(|&at| taken[at])
            .any(|at| initial(at) == initial(candidate.first))
    };
    !candidate.refused
        && stands_in_brackets(passage, candidate.first, candidate.last)
        && match candidate.written {
            Written::Abbreviation => shortened(),
            Written::Latin => true,
            Written::Quoted | Written::Word => false,
        }
}

/// Whether a pair of brackets contains only this name.
pub(super) fn stands_in_brackets(passage: &Passage<'_>, first: usize, last: usize) -> bool {
    let opens = first
        .checked_sub(1)
        .is_some_and(|before| matches!(passage.gap(before), " (" | "\u{a0}(" | "» (" | "\" ("));
    opens && passage.text[passage.tokens[last].end..].starts_with(')')
}

/// Whether a word before a name says what it is, with its own genitive between them: «сеть магазинов электроники
/// «Пятый элемент»».
fn describes_from_afar(passage: &Passage<'_>, words: &OrganisationWords, last: usize) -> bool {
    let mut at = last;
    for _ in 0..weights::DESCRIBED_FROM_AFAR {
        let genitive = !passage.capital(at)
            && passage.readings(at).iter().any(|reading| reading.case == Some(Case::Genitive));
        let Some(before) = at.checked_sub(1).filter(|&before| genitive && passage.flows(before)) else {
            return false;
        };
        if passage.cue(at).product {
            return false;
        }
        if passage.head_of(words, before).is_some_and(|(_, head)| head.name) {
            return true;
        }
        at = before;
    }
    false
}

/// The name of the rule for names in a list.
const IN_A_LIST: &str = "in a list with another name";

/// Names in one list are of one kind: «Спартак», «Зенит» и «Анжи».
fn enumerate(passage: &Passage<'_>, candidates: &mut [Candidate]) {
    let linked = |first: &Candidate, second: &Candidate| {
        if first.written != second.written || !matches!(first.written, Written::Quoted | Written::Latin) {
            return false;
        }
        let quotes = ['»', '"', '”', '“', '«', '„', '\''];
        let gap = |at: usize| passage.gap(at).trim_matches(quotes);
        second.first == first.last + 1 && gap(first.last) == ", "
            || second.first == first.last + 2
                && passage.form(first.last + 1) == "и"
                && gap(first.last) == " "
                && gap(first.last + 1) == " "
    };
    for at in 1..candidates.len() {
        if candidates[at - 1].accepted.is_some()
            && !candidates[at].refused
            && linked(&candidates[at - 1], &candidates[at])
        {
            candidates[at].accepted.get_or_insert(IN_A_LIST);
        }
    }
    for at in (1..candidates.len()).rev() {
        if candidates[at].accepted.is_some()
            && !candidates[at - 1].refused
            && linked(&candidates[at - 1], &candidates[at])
        {
            candidates[at - 1].accepted.get_or_insert(IN_A_LIST);
        }
    }
}

/// What is found: behind a legal form the organisation of the list that has it («ПАО «Газпром»»), or a name of its own.
fn what(scan: &Scan<'_>, candidate: &Candidate, rule: &'static str) -> What {
    let (passage, words) = (&scan.passage, scan.words);
    let legal = candidate.first < candidate.last
        && words.is_legal(passage.written(candidate.first))
        && passage.opens_quote(candidate.first + 1);
    if legal {
        let inside = scan.begins[candidate.first + 1].map(|found| &scan.found[found]);
        let known = |found: &&Found| found.last == candidate.last && matches!(found.what, What::Known { .. });
        if let Some(known) = inside.filter(known) {
            return known.what.clone();
        }
    }
    // There are no Belarusian forms to find the nominative by.
    let nominative = scan.language == Language::Belarusian || stands_in_nominative(passage, words, candidate);
    What::Named { legal, nominative, rule }
}

/// Whether a name stands in the nominative: it says what a word before it says in other words, or is in Latin letters.
fn stands_in_nominative(passage: &Passage<'_>, words: &OrganisationWords, candidate: &Candidate) -> bool {
    matches!(candidate.written, Written::Latin | Written::Abbreviation)
        || words.is_legal(passage.written(candidate.first))
        || candidate.first.checked_sub(1).is_some_and(|before| {
            passage.head_of(words, before).is_some()
                || passage.opens_quote(candidate.first) && describes_from_afar(passage, words, before)
        })
}

/// The part that the forms of a word share.
pub(super) fn stem<'a>(passage: &Passage<'a>, at: usize) -> &'a str {
    passage.tokens[at].terms.first().map_or(passage.form(at), String::as_str)
}

/// Whether a word may be the first of a name in the nominative.
fn may_be_title(passage: &Passage<'_>, at: usize) -> bool {
    let readings = passage.readings(at);
    readings.iter().all(|reading| !reading.known)
        || readings.iter().any(|reading| {
            reading.part == Part::Other || matches!(reading.case, Some(Case::Nominative) | None)
        })
}
