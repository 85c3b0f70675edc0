//! Names that only their surroundings show to be an organisation's: in quotation marks, in Latin letters, in capitals,
//! or behind a word that says what they are («газета Кларин»).

use std::borrow::Cow;
use std::collections::HashMap;

use crate::lexicon::{Case, Name, Part, WordHash};

use crate::model::Language;

use super::belarusian::Heads;
use super::found::{Found, What};
use super::heads::{Cue, Words};
use super::phrase::Phrases;
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
    accepted: bool,
    refused: bool,
    /// Found already; it stands here for the names beside it.
    given: bool,
}

/// Latin words that stand inside a name without a capital letter.
const CONNECTORS: [&str; 16] =
    ["of", "the", "and", "for", "de", "la", "le", "des", "du", "del", "della", "di", "in", "on", "y", "et"];

/// The names in a passage that stand beside those that were found already; `taken` says which words are part of one.
pub(super) fn names(belarusian: &Heads, phrases: &Phrases<'_>, taken: &[bool]) -> Vec<Found> {
    let (passage, words) = (&phrases.passage, phrases.words);
    let mut candidates = candidates(passage, words, taken);
    for candidate in &mut candidates {
        judge(passage, words, belarusian, candidate);
        candidate.accepted |= is_other_name(passage, taken, candidate);
    }
    enumerate(passage, &mut candidates);
    // What a text names once it may name again without help.
    let key = |candidate: &Candidate| -> Cow<'_, str> {
        if candidate.first == candidate.last {
            return stem(passage, candidate.first).into();
        }
        let stems: Vec<&str> = (candidate.first..=candidate.last).map(|at| stem(passage, at)).collect();
        stems.join(" ").into()
    };
    let mut votes: HashMap<Cow<'_, str>, i32, WordHash> = HashMap::default();
    let named = candidates.iter().any(|candidate| candidate.accepted && !candidate.given);
    for candidate in candidates.iter().filter(|candidate| named && (candidate.accepted || candidate.refused))
    {
        *votes.entry(key(candidate)).or_default() +=
            i32::from(candidate.accepted && !candidate.given) - i32::from(candidate.refused);
    }
    votes.retain(|_, votes| *votes > 0);
    let known_again = |candidate: &Candidate| {
        // A word that is one without quotation marks too does not name the same there.
        let word = candidate.written == Written::Word;
        !votes.is_empty()
            && votes.contains_key(&key(candidate))
            && !(word && passage.readings(candidate.first).iter().any(|reading| reading.known))
    };
    candidates
        .iter()
        .filter(|candidate| !candidate.refused && !candidate.given)
        .filter(|candidate| candidate.accepted || known_again(candidate))
        .map(|candidate| Found {
            first: candidate.first,
            last: candidate.last,
            what: what(phrases, candidate),
        })
        .collect()
}

fn candidates(passage: &Passage<'_>, words: &Words, taken: &[bool]) -> Vec<Candidate> {
    let mut candidates = Vec::new();
    let mut at = 0;
    let mut push = |first, last, written, accepted, given| {
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
                words.is_legal(passage.word(before)) && passage.gap(before).chars().count() == 2
            });
            let whole = taken[at..=last].iter().all(|&taken| taken);
            match form {
                Some(before) => push(before, last, Written::Quoted, true, false),
                None => push(at, last, Written::Quoted, whole, is_taken(at, last)),
            }
            at = last + 1;
        } else if taken[at] {
            let last = (at..taken.len()).take_while(|&at| taken[at]).last().unwrap_or(at);
            if passage.latin(at) {
                push(at, last, Written::Latin, true, true);
            }
            at = last + 1;
        } else if is_roman(passage.word(at)) {
            at += 1;
        } else if passage.latin(at) {
            let last = latin_run(passage, at, taken);
            if passage.capital(at) || passage.gap(at) == "." && last > at {
                push(at, last, Written::Latin, false, false);
            }
            at = last + 1;
        } else if passage.shouted(at) && !passage.joined(at) && !passage.joined(at + 1) {
            if !words.is_never(passage.word(at))
                && !words.is_legal(passage.word(at))
                && passage.word(at).chars().count() <= 7
            {
                push(at, at, Written::Abbreviation, false, false);
            }
            at += 1;
        } else if !passage.joined(at) {
            let last = passage.compound_end(at);
            push(at, last, Written::Word, false, false);
            at = last + 1;
        } else {
            at += 1;
        }
    }
    candidates
}

/// The last of the Latin words that are one name.
fn latin_run(passage: &Passage<'_>, first: usize, taken: &[bool]) -> usize {
    let mut last = first;
    let mut next = first + 1;
    while next < passage.tokens.len() && next - first < 8 && !taken[next] {
        let gap = passage.gap(next - 1);
        let close = matches!(gap, " " | "\u{a0}" | "-" | " & " | "&" | " - " | ". " | ".") || gap == "’";
        let dotted = gap.starts_with('.') && gap.len() > 1 && passage.word(next - 1).len() > 2;
        if !close || dotted {
            break;
        }
        let digits = passage.word(next).chars().all(|c| c.is_ascii_digit());
        let more = passage.latin(next) && (passage.capital(next) || gap == "." || gap == "-");
        if more || digits && gap == " " && passage.word(next).len() <= 2 {
            last = next;
        } else if !(passage.latin(next) && CONNECTORS.contains(&passage.form(next)) && gap == " ") {
            break;
        }
        next += 1;
    }
    last
}

fn is_roman(word: &str) -> bool {
    word.chars().all(|c| matches!(c, 'I' | 'V' | 'X' | 'L' | 'C' | 'Х' | 'І'))
}

/// What the words around a candidate say.
fn judge(passage: &Passage<'_>, words: &Words, belarusian: &Heads, candidate: &mut Candidate) {
    if candidate.accepted || candidate.given {
        return;
    }
    if candidate.written == Written::Word {
        candidate.accepted = is_named_word(passage, words, candidate);
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
            let game = ["матч", "игр", "встреч"].iter().any(|game| passage.form(at - 1).starts_with(game));
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
    candidate.accepted = !candidate.refused
        && match candidate.written {
            Written::Quoted => described || cue.role || cue.report || cue.source || speaks || of_dictionary,
            Written::Latin => {
                let company = (candidate.first..=candidate.last).any(|at| passage.cue(at).company)
                    && candidate.last > candidate.first;
                described || cue.role || cue.report || cue.source || speaks || company
            }
            Written::Abbreviation => described || cue.role || cue.report || of_dictionary,
            Written::Word => false,
        };
}

/// Whether a word with a capital letter names an organisation: the dictionary says so, or nobody knows it and a word
/// before it says what it is: «газета Кларин».
fn is_named_word(passage: &Passage<'_>, words: &Words, candidate: &Candidate) -> bool {
    // Asked first: it spares half of the words a look at their readings.
    if passage.first_of_sentence(candidate.first) {
        return false;
    }
    let readings = passage.readings(candidate.last);
    let Some(first) = readings.first() else { return false };
    let of_dictionary = candidate.first == candidate.last
        && first.name == Some(Name::Organisation)
        && first.known
        && !first.plural;
    let unknown = readings.iter().all(|reading| !reading.known);
    if !(of_dictionary || unknown) {
        return false;
    }
    if of_dictionary {
        return true;
    }
    let Some(before) =
        candidate.first.checked_sub(1).filter(|&before| matches!(passage.gap(before), " " | "\u{a0}"))
    else {
        return false;
    };
    first.name != Some(Name::Place)
        && passage.head_of(words, before).is_some_and(|(_, head)| head.name && !head.person && !head.place)
}

/// Whether a name stands in brackets behind one that was found, and may be another name of the same: an abbreviation by
/// its first letter, which one of the words before it begins with.
fn is_other_name(passage: &Passage<'_>, taken: &[bool], candidate: &Candidate) -> bool {
    let Some(before) = candidate.first.checked_sub(1).filter(|&before| taken[before]) else { return false };
    let initial = |at: usize| passage.form(at).chars().next();
    let shortened = || {
        (0..=before)
            .rev()
            .take(12)
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

/// Whether a name is all that is in a pair of brackets.
pub(super) fn stands_in_brackets(passage: &Passage<'_>, first: usize, last: usize) -> bool {
    let opens = first
        .checked_sub(1)
        .is_some_and(|before| matches!(passage.gap(before), " (" | "\u{a0}(" | "» (" | "\" ("));
    opens && passage.text[passage.tokens[last].end..].starts_with(')')
}

/// Whether a word before a name says what it is, with its own genitive between them: «сеть магазинов электроники
/// «Пятый элемент»».
fn describes_from_afar(passage: &Passage<'_>, words: &Words, last: usize) -> bool {
    let mut at = last;
    for _ in 0..3 {
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
        if candidates[at - 1].accepted
            && !candidates[at].refused
            && linked(&candidates[at - 1], &candidates[at])
        {
            candidates[at].accepted = true;
        }
    }
    for at in (1..candidates.len()).rev() {
        if candidates[at].accepted
            && !candidates[at - 1].refused
            && linked(&candidates[at - 1], &candidates[at])
        {
            candidates[at - 1].accepted = true;
        }
    }
}

/// What is found: behind a legal form the organisation of the list that has it («ПАО «Газпром»»), or a name of its own.
fn what(phrases: &Phrases<'_>, candidate: &Candidate) -> What {
    let (passage, words) = (&phrases.passage, phrases.words);
    let legal = candidate.first < candidate.last
        && words.is_legal(passage.word(candidate.first))
        && passage.opens_quote(candidate.first + 1);
    if legal {
        let inside = phrases.begins[candidate.first + 1].map(|found| &phrases.found[found]);
        let known = |found: &&Found| found.last == candidate.last && matches!(found.what, What::Known { .. });
        if let Some(known) = inside.filter(known) {
            return known.what.clone();
        }
    }
    // There are no Belarusian forms to find the nominative by.
    let nominative =
        phrases.language == Language::Belarusian || stands_in_nominative(passage, words, candidate);
    What::Named { legal, nominative }
}

/// Whether a name stands in the nominative: it says what a word before it says in other words, or is in Latin letters.
fn stands_in_nominative(passage: &Passage<'_>, words: &Words, candidate: &Candidate) -> bool {
    matches!(candidate.written, Written::Latin | Written::Abbreviation)
        || words.is_legal(passage.word(candidate.first))
        || candidate.first.checked_sub(1).is_some_and(|before| {
            passage.head_of(words, before).is_some()
                || passage.opens_quote(candidate.first) && describes_from_afar(passage, words, before)
        })
}

/// What the forms of a word have in common.
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
