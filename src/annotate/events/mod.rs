//! The dates that a text speaks of. Every expression in Russian, Belarusian or English that names days, months,
//! quarters, seasons or years is resolved to an interval of days, with its place in the text. The text becomes tokens
//! whose meaning stands in a table; at every token the rules look a bounded number of tokens ahead and the longest
//! match is kept. Expressions that lack a year or say `вчера` count from the publication date and are left out without
//! one. Prepositions are no part of an expression. `14, 15 и 17 октября` is three expressions, of which the first two
//! are the numbers alone; `14–17 октября` is one.

mod decoy;
mod digits;
mod holiday;
mod named;
mod part;
mod partial;
mod publication;
mod range;
mod reader;
mod relative;
mod tense;
#[cfg(test)]
mod tests;
mod tokens;
mod words;

use std::ops::Range;

use super::Text;
use super::entry::WordEntry;
use crate::analysis::Word;
use crate::model::calendar::{Days, YEARS};
use crate::model::{EventDates, Precision, Published};

use reader::{Read, Reader};
use words::Term::{self, *};

use publication::first_full_date;
pub(super) use words::DateWord;

pub(super) fn look_up(word: &Word, entry: &mut WordEntry) {
    entry.date = DateWord::new(&word.form);
}

/// When a text was published, which is as `stated` or else as the text says, and the days that it speaks of.
pub(super) fn find(text: &Text<'_>, stated: Option<Published>) -> (Option<Published>, Vec<EventDates>) {
    let mut reader = Reader::new(text);
    let published = stated.or_else(|| first_full_date(&reader));
    // «Вчера» counts from a day, not from a month.
    let day = published.filter(|published| published.precision == Precision::Day);
    reader.published = day.map(|published| published.date);
    (published, dates(&reader))
}

/// The expressions of a text, in text order and without overlaps. Days that do not exist are passed over.
fn dates(reader: &Reader) -> Vec<EventDates> {
    let mut kept: Vec<Found> = Vec::new();
    for found in (0..reader.tokens.len()).filter_map(|at| reader.longest(at)) {
        match kept.last_mut() {
            Some(last) if last.range.end > found.range.start => {
                if found.range.len() > last.range.len() {
                    *last = found;
                }
            }
            _ => kept.push(found),
        }
    }
    let event = |found: Found| found.days.map(|(from, to)| EventDates { from, to, range: found.range });
    kept.into_iter().filter_map(event).collect()
}

struct Found {
    /// None when they do not exist, or are known to be no date.
    days: Option<Days>,
    range: Range<usize>,
}

/// Of equally long matches the last one wins.
const RULES: [fn(&Reader, usize) -> Read; 20] = [
    Reader::single,
    Reader::range,
    Reader::year_range,
    Reader::some_decade,
    Reader::listed_day,
    Reader::listed_year,
    Reader::listed_quarters,
    Reader::part_of_period,
    Reader::nth_of_period,
    Reader::tens_of_days,
    Reader::day_word,
    Reader::weekday,
    Reader::shifted,
    Reader::weekend_alone,
    Reader::counted_units,
    Reader::after,
    Reader::ago,
    Reader::day_of_month,
    Reader::holiday,
    Reader::no_date,
];

impl Reader {
    fn longest(&self, at: usize) -> Option<Found> {
        if !self.may_begin(at) {
            return None;
        }
        let (days, next) = RULES.iter().filter_map(|rule| rule(self, at)).max_by_key(|(_, next)| *next)?;
        let range = self.tokens.get(at)?.range.start..self.tokens.get(next.checked_sub(1)?)?.range.end;
        let fits =
            |(from, to): &Days| from <= to && YEARS.contains(&from.year()) && YEARS.contains(&to.year());
        Some(Found { days: days.filter(fits), range })
    }

    /// Whether an expression may begin at a token: most need no rule to tell that none does.
    fn may_begin(&self, at: usize) -> bool {
        let may = match self.term(at) {
            // `in 5 days`; the Russian preposition is no part of an expression.
            In => self.latin(at),
            // Before an ordinary word they begin nothing, and that is where nearly all of them stand.
            From | New | Old | Shifted(_) | Recent | Near | One(_) | Many(_) => self.term(at + 1) != Other,
            // `«28» января`
            Mark('«' | '"' | '“' | '„') => matches!(self.term(at + 1), Number(..)),
            term => begins(term),
        };
        may && self.is_start(at)
    }
}

fn begins(term: Term) -> bool {
    !matches!(
        term,
        Other
            | Break
            | And
            | Of
            | The
            | On
            | Dated
            | Until
            | To
            | Over
            | Between
            | Beside
            | PartOfDay
            | Narrative
            | Told
            | Beyond
            | Hours
            | Minutes
            | Ago
            | Thereto
            | Ending
            | EndingMany
            | Half
            | Born
            | Coming
            | Christ
            | NotChristmas
            | YearShort
            | YearsShort
            | KindOfYear
            | SchoolYear
            | QuarterShort
            | TenDays
            | DayNumber
            | DayNumbers
            | Every
    ) && !matches!(term, Mark(mark) if !matches!(mark, '№' | '+'))
}
