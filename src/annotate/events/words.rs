//! What single words mean to dates: the table of `data/date_words.txt`, read once.

use std::sync::LazyLock;

use crate::lexicon::{WordMap, normalize};
use crate::model::calendar::Unit;

/// What a word is to the rules.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(in crate::annotate) struct DateWord {
    pub(super) term: Term,
    /// It has the ending of an adjective in plural.
    pub(super) plural: bool,
    /// It may be a verb in the past tense.
    pub(super) past: bool,
}

/// What a word, a number or a sign of the text means. Words without a meaning are [`Term::Other`].
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(super) enum Term {
    /// Value (0 above 32,767) and count of digits.
    Number(i16, u8),
    Mark(char),
    /// A blank line, which no expression crosses, and what lies before and after the text.
    Break,
    #[default]
    Other,
    Month(i16, Form),
    /// From Monday, 0.
    Weekday(i8),
    WeekdayShort(i8),
    Weekend,
    /// The first month, 0 for the December before.
    Season(i16),
    One(Unit),
    Many(Unit),
    /// `кв.`, which could also be a flat or a square.
    QuarterShort,
    /// `г.`, which could also be a gram or a town, and `гг.`
    YearShort,
    YearsShort,
    /// `декада`, ten days.
    TenDays,
    /// `числа`, a day of a month.
    DayNumber,
    /// `числах`
    DayNumbers,
    Hours,
    Minutes,
    /// `учебный`, from September to August.
    SchoolYear,
    /// `бюджетный`, which may stand between the number and the year.
    KindOfYear,
    Cardinal(i16),
    OneAndHalf,
    Ordinal(i16),
    Roman(i16),
    /// The ending in `18-го`.
    Ending,
    /// The ending in `90-х`.
    EndingMany,
    /// `прошлый` is -1.
    Shifted(i16),
    /// `последний`, which means the one before the publication only after `за` or before a number.
    Recent,
    /// `ближайший`
    Near,
    /// `вчера` is -1.
    Day(i16),
    /// `вчерашний` is -1.
    DayAdjective(i16),
    /// `летась`, last year, in one word.
    Year(i16),
    /// `через`
    After,
    /// `спустя`
    Later,
    /// `назад`
    Ago,
    /// The `тому` before `назад`.
    Thereto,
    /// `начало`, `середина`, `конец`
    Third(i16),
    Half,
    /// The Q in `Q1 2025`, and the H.
    EnglishQuarter,
    EnglishHalf,
    /// 100 times the month and the day.
    Holiday(i16),
    /// The same, after `день`.
    HolidayOf(i16),
    New,
    Old,
    Christ,
    Catholic,
    NotChristmas,
    In,
    On,
    From,
    /// `от`, which stands before the date of a document.
    Dated,
    Until,
    To,
    Over,
    Between,
    /// `после`, `накануне`, `в течение`
    Beside,
    /// `вечером`
    PartOfDay,
    Of,
    The,
    And,
    Narrative,
    Told,
    /// The `т` in `т.г.`
    ThisShort,
    /// `более`
    Beyond,
    NoDate,
    Street,
    /// `каждый`
    Every,
    Born,
    Coming,
}

/// The form of a month's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) enum Form {
    /// `октябрь`
    Plain,
    /// `октября`
    Genitive,
    /// `октябре`
    Case,
    /// `окт.`
    Short,
    /// `October`, `Oct`: the only form where a small letter is another word (`may`).
    English,
}

const TABLE: &str = include_str!("../data/date_words.txt");

static WORDS: LazyLock<WordMap<Term>> = LazyLock::new(|| {
    let lines =
        || TABLE.lines().filter(|line| !line.starts_with('#')).filter_map(|line| line.split_once(": "));
    let endings: Vec<&str> = lines()
        .filter(|(meaning, _)| *meaning == "endings")
        .flat_map(|(_, forms)| forms.split(' '))
        .collect();
    let mut words = WordMap::default();
    for (term, forms) in lines().filter_map(|(meaning, forms)| Some((term(meaning)?, forms))) {
        for form in forms.split(' ') {
            match form.strip_suffix('~') {
                Some(stem) => {
                    for ending in &endings {
                        words.entry(normalize(&format!("{stem}{ending}"))).or_insert(term);
                    }
                }
                None => {
                    words.entry(normalize(form)).or_insert(term);
                }
            }
        }
    }
    words
});

/// The longest word of the table, in bytes: longer ones need not be looked up.
static LONGEST: LazyLock<usize> = LazyLock::new(|| WORDS.keys().map(String::len).max().unwrap_or_default());

/// What a run of letters is to the rules.
pub(super) fn meaning_of(word: &str) -> DateWord {
    // Marks inside of a word make it longer, but not twice.
    if word.len() > 2 * *LONGEST { DateWord::default() } else { DateWord::new(&normalize(word)) }
}

impl DateWord {
    /// A word without a meaning that may be a verb in the past tense.
    pub(in crate::annotate) const PAST: Self = Self { term: Term::Other, plural: false, past: true };

    /// Looks up a word in normal form.
    pub(super) fn new(form: &str) -> Self {
        let term = WORDS.get(form).copied().unwrap_or(Term::Other);
        let shifts = matches!(term, Term::Shifted(_) | Term::Recent | Term::Near);
        Self {
            term,
            plural: shifts && PLURAL.iter().any(|ending| form.ends_with(ending)),
            past: term == Term::Other && may_be_past(form),
        }
    }
}

/// Which endings of `прошлый` speak of an unknown number of units: `последние недели`.
const PLURAL: [&str; 8] = ["ие", "ые", "их", "ых", "ыя", "ія", "іх", "эти"];

/// Whether a word ends like a verb in the past tense: `открыл`, `состоялась`, `прошло`, `адкрылі`. Some nouns do too.
fn may_be_past(word: &str) -> bool {
    // ь, я, л, ў, а, о, и, і
    if !matches!(
        word.as_bytes(),
        [.., 0xd1, 0x8c | 0x8f | 0x9e | 0x96] | [.., 0xd0, 0xbb | 0xb0 | 0xbe | 0xb8]
    ) {
        return false;
    }
    let stem = word.strip_suffix("ся").or_else(|| word.strip_suffix("сь")).unwrap_or(word);
    let mut letters = stem.chars().rev();
    let is_stem = |letter: Option<char>| {
        matches!(letter, Some('а' | 'я' | 'и' | 'е' | 'ё' | 'ы' | 'і' | 'э' | 'ш' | 'з'))
    };
    match letters.next() {
        Some('л' | 'ў') => is_stem(letters.next()),
        Some('а' | 'о' | 'и' | 'і') => letters.next() == Some('л') && is_stem(letters.next()),
        _ => false,
    }
}

/// Reads the left side of a line of the table.
fn term(meaning: &str) -> Option<Term> {
    let mut words = meaning.split(' ');
    let (name, argument, form) = (words.next()?, words.next(), words.next());
    let number = || argument?.parse::<i16>().ok();
    let weekday = || argument?.parse::<i8>().ok();
    let unit = || {
        Some(match argument? {
            "day" => Unit::Day,
            "week" => Unit::Week,
            "month" => Unit::Month,
            "quarter" => Unit::Quarter,
            "half-year" => Unit::HalfYear,
            "year" => Unit::Year,
            _ => return None,
        })
    };
    Some(match name {
        "month" => Term::Month(number()?, month_form(form?)?),
        "weekday" => Term::Weekday(weekday()?),
        "weekday-short" => Term::WeekdayShort(weekday()?),
        "weekend" => Term::Weekend,
        "season" => Term::Season(number()?),
        "one" => Term::One(unit()?),
        "many" => Term::Many(unit()?),
        "quarter-short" => Term::QuarterShort,
        "year-short" => Term::YearShort,
        "years-short" => Term::YearsShort,
        "ten-days" => Term::TenDays,
        "day-number" => Term::DayNumber,
        "day-numbers" => Term::DayNumbers,
        "hours" => Term::Hours,
        "minutes" => Term::Minutes,
        "school-year" => Term::SchoolYear,
        "kind-of-year" => Term::KindOfYear,
        "cardinal" => Term::Cardinal(number()?),
        "one-and-half" => Term::OneAndHalf,
        "ordinal" => Term::Ordinal(number()?),
        "roman" => Term::Roman(number()?),
        "ending" => Term::Ending,
        "ending-many" => Term::EndingMany,
        "shifted" => Term::Shifted(number()?),
        "recent" => Term::Recent,
        "near" => Term::Near,
        "day" => Term::Day(number()?),
        "day-adjective" => Term::DayAdjective(number()?),
        "year" => Term::Year(number()?),
        "after" => Term::After,
        "later" => Term::Later,
        "ago" => Term::Ago,
        "thereto" => Term::Thereto,
        "third" => Term::Third(number()?),
        "half" => Term::Half,
        "english-quarter" => Term::EnglishQuarter,
        "english-half" => Term::EnglishHalf,
        "holiday" => Term::Holiday(number()?),
        "holiday-of" => Term::HolidayOf(number()?),
        "new" => Term::New,
        "old" => Term::Old,
        "christ" => Term::Christ,
        "catholic" => Term::Catholic,
        "not-christmas" => Term::NotChristmas,
        "in" => Term::In,
        "on" => Term::On,
        "from" => Term::From,
        "dated" => Term::Dated,
        "until" => Term::Until,
        "to" => Term::To,
        "over" => Term::Over,
        "between" => Term::Between,
        "beside" => Term::Beside,
        "part-of-day" => Term::PartOfDay,
        "of" => Term::Of,
        "the" => Term::The,
        "and" => Term::And,
        "narrative" => Term::Narrative,
        "told" => Term::Told,
        "this-short" => Term::ThisShort,
        "beyond" => Term::Beyond,
        "no-date" => Term::NoDate,
        "street" => Term::Street,
        "every" => Term::Every,
        "born" => Term::Born,
        "coming" => Term::Coming,
        _ => return None,
    })
}

fn month_form(name: &str) -> Option<Form> {
    Some(match name {
        "plain" => Form::Plain,
        "of" => Form::Genitive,
        "in" => Form::Case,
        "short" => Form::Short,
        "english" => Form::English,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_line_of_the_table_is_read() {
        for line in TABLE.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
            let (meaning, forms) = line.split_once(": ").expect("a meaning and forms");
            assert!(meaning == "endings" || term(meaning).is_some(), "{meaning}");
            assert!(forms.split(' ').all(|form| !form.is_empty()), "{line}");
        }
    }

    #[test]
    fn meanings() {
        for (word, expected) in [
            ("Октября", Term::Month(10, Form::Genitive)),
            ("ЧЕТВЁРТОГО", Term::Ordinal(4)),
            ("ма\u{301}я", Term::Month(5, Form::Genitive)),
            ("Ўчора", Term::Day(-1)),
            ("третьей", Term::Ordinal(3)),
            ("и", Term::And),
            ("вестник", Term::Other),
            ("", Term::Other),
        ] {
            assert_eq!(meaning_of(word).term, expected, "{word}");
        }
        assert_eq!(meaning_of(&"я".repeat(100_000)), DateWord::default());
    }
}
