//! The meanings of single words in dates: one table of meanings, with the words of each language in its `dates.tsv`,
//! read once.

use std::sync::LazyLock;

use super::cache::WordMap;
use super::files::LANGUAGES;
use super::normalization::normalize;
use crate::model::calendar::Unit;
use crate::model::table::{Table, TableError, compiled_in};

/// What the rules of dates know of a word.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub(crate) struct DateWord {
    /// What it means.
    pub(crate) meaning: Meaning,
    /// It has the ending of an adjective in plural.
    pub(crate) plural: bool,
    /// It may be a verb in the past tense.
    pub(crate) past: bool,
}

/// Makes [`Meaning`], [`MeaningKind`] and the reading of a meaning's name out of the table of meanings.
macro_rules! meanings {
    ($($(#[$doc:meta])* $name:literal => $meaning:ident $(($($argument:ty),+))?,)*) => {
        /// The meaning of a token in dates: one of the meanings of words, or a number, a sign or a gap.
        #[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
        pub(crate) enum Meaning {
            /// A word without a meaning here.
            #[default]
            Other,
            /// Value (0 above 32,767) and count of digits.
            Number(i16, u8),
            /// A single sign.
            Mark(char),
            /// A blank line, which no expression crosses, and what lies before and after the text.
            Break,
            $($(#[$doc])* $meaning $(($($argument),+))?,)*
        }

        /// A meaning without its numbers. The rules say by kinds which words begin them.
        #[derive(Clone, Copy, Debug, PartialEq, Eq)]
        pub(crate) enum MeaningKind {
            Other,
            Number,
            Mark,
            Break,
            $($meaning,)*
        }

        impl MeaningKind {
            /// How many kinds there are.
            pub(crate) const COUNT: usize = [Self::Other, Self::Number, Self::Mark, Self::Break, $(Self::$meaning),*].len();
        }

        impl Meaning {
            /// The names of the meanings that words have.
            const NAMES: &[&str] = &[$($name),*];

            /// The meaning without its numbers.
            pub(crate) const fn kind(self) -> MeaningKind {
                match self {
                    Self::Other => MeaningKind::Other,
                    Self::Number(..) => MeaningKind::Number,
                    Self::Mark(..) => MeaningKind::Mark,
                    Self::Break => MeaningKind::Break,
                    $(Self::$meaning { .. } => MeaningKind::$meaning,)*
                }
            }

            /// Reads a meaning as the lists name it: `month 1 plain`.
            fn read(text: &str) -> Option<Self> {
                let mut words = text.split(' ');
                let meaning = match words.next()? {
                    $($name => Self::$meaning $(($(words.next().and_then(<$argument as Argument>::read)?),+))?,)*
                    _ => return None,
                };
                words.next().is_none().then_some(meaning)
            }
        }
    };
}

meanings! {
    /// The number of a month, from 1, and the form of its name.
    "month" => Month(i16, MonthForm),
    /// From Monday, 0.
    "weekday" => Weekday(i8),
    /// `пн.`, `чт`
    "weekday-short" => WeekdayShort(i8),
    /// `выходные`
    "weekend" => Weekend,
    /// The first month, 0 for the December before.
    "season" => Season(i16),
    /// One such unit.
    "one" => One(Unit),
    /// Many such units, or an unknown number of them.
    "many" => Many(Unit),
    /// `кв.`, which could also be a flat or a square.
    "quarter-short" => QuarterShort,
    /// `г.`, which could also be a gram or a town.
    "year-short" => YearShort,
    /// `гг.`
    "years-short" => YearsShort,
    /// `декада`, ten days.
    "ten-days" => TenDays,
    /// `числа`, a day of a month.
    "day-number" => DayNumber,
    /// `числах`
    "day-numbers" => DayNumbers,
    /// `час`, `ч`
    "hours" => Hours,
    /// `минут`, `секунд`
    "minutes" => Minutes,
    /// `учебный`, from September to August.
    "school-year" => SchoolYear,
    /// `бюджетный`, which may stand between the number and the year.
    "kind-of-year" => KindOfYear,
    /// `пять`
    "cardinal" => Cardinal(i16),
    /// `полтора`
    "one-and-half" => OneAndHalf,
    /// `пятый`
    "ordinal" => Ordinal(i16),
    /// `IV`
    "roman" => Roman(i16),
    /// The ending in `18-го`.
    "ending" => Ending,
    /// The ending in `90-х`.
    "ending-many" => EndingMany,
    /// `прошлый` is -1.
    "shifted" => Shifted(i16),
    /// `последний`, which means the one before the publication only after `за` or before a number.
    "recent" => Recent,
    /// `ближайший`
    "near" => Near,
    /// `вчера` is -1.
    "day" => Day(i16),
    /// `вчерашний` is -1.
    "day-adjective" => DayAdjective(i16),
    /// `летась`, last year, in one word.
    "year" => Year(i16),
    /// `через`
    "after" => After,
    /// `спустя`
    "later" => Later,
    /// `назад`
    "ago" => Ago,
    /// The `тому` before `назад`.
    "thereto" => Thereto,
    /// `начало`, `середина`, `конец`
    "third" => Third(i16),
    /// `половина`
    "half" => Half,
    /// The Q in `Q1 2025`.
    "english-quarter" => EnglishQuarter,
    /// The H in `H1 2025`.
    "english-half" => EnglishHalf,
    /// 100 times the month and the day.
    "holiday" => Holiday(i16),
    /// The same, after `день`.
    "holiday-of" => HolidayOf(i16),
    /// `новый`, before `год`.
    "new" => New,
    /// `старый`, before `новый год`.
    "old" => Old,
    /// `Христово`
    "christ" => Christ,
    /// `католическое`
    "catholic" => Catholic,
    /// The word after which `рождество` is not Christmas.
    "not-christmas" => NotChristmas,
    /// `в`
    "in" => In,
    /// `на`
    "on" => On,
    /// `с`, `из`
    "from" => From,
    /// `от`, which stands before the date of a document.
    "dated" => Dated,
    /// `до`
    "until" => Until,
    /// `по`
    "to" => To,
    /// `за`
    "over" => Over,
    /// `между`
    "between" => Between,
    /// `после`, `накануне`, `в течение`
    "beside" => Beside,
    /// `вечером`
    "part-of-day" => PartOfDay,
    /// The English `of`.
    "of" => Of,
    /// The English `the`.
    "the" => The,
    /// `и`, `или`
    "and" => And,
    /// After it a term counts from an event told before: `а через год`.
    "narrative" => Narrative,
    /// `того`, before the same year.
    "told" => Told,
    /// The `т` in `т.г.`
    "this-short" => ThisShort,
    /// `более`
    "beyond" => Beyond,
    /// The numbers after it are not a date: `пункт`.
    "no-date" => NoDate,
    /// A word for a street; streets are named after days.
    "street" => Street,
    /// `каждый`
    "every" => Every,
    /// `родился`
    "born" => Born,
    /// `состоится`: the event is in the future.
    "coming" => Coming,
}

/// The form of a month's name.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(crate) enum MonthForm {
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

/// The argument of a meaning, as the lists write it after the name.
trait Argument: Sized {
    fn read(text: &str) -> Option<Self>;
}

impl Argument for i8 {
    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Argument for i16 {
    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Argument for Unit {
    fn read(text: &str) -> Option<Self> {
        Some(match text {
            "day" => Self::Day,
            "week" => Self::Week,
            "month" => Self::Month,
            "quarter" => Self::Quarter,
            "half-year" => Self::HalfYear,
            "year" => Self::Year,
            _ => return None,
        })
    }
}

impl Argument for MonthForm {
    fn read(text: &str) -> Option<Self> {
        Some(match text {
            "plain" => Self::Plain,
            "of" => Self::Genitive,
            "in" => Self::Case,
            "short" => Self::Short,
            "english" => Self::English,
            _ => return None,
        })
    }
}

/// The words of all languages, and the endings of the plural in words for periods.
struct Words {
    meanings: WordMap<Meaning>,
    plural_endings: Vec<&'static str>,
    /// The longest word, in bytes; longer ones are not looked up.
    longest: usize,
}

static WORDS: LazyLock<Words> =
    LazyLock::new(|| compiled_in(Words::read(&LANGUAGES.each_ref().map(|files| files.dates.table(COLUMNS)))));

const COLUMNS: [&str; 2] = ["meaning", "forms"];

/// The rows of endings instead of words: those of adjectives, and those of them that are plural.
const ENDINGS: &str = "endings";
const PLURAL_ENDINGS: &str = "plural-endings";

impl Words {
    fn read(tables: &[Table<'static, 2>]) -> Result<Self, TableError> {
        let mut rows = Vec::new();
        for table in tables {
            rows.extend(table.rows().collect::<Result<Vec<_>, _>>()?);
        }
        let list = |name: &str| -> Result<Vec<&'static str>, TableError> {
            let lists = rows.iter().filter(|[meaning, _]| meaning.optional() == Some(name));
            let lists = lists.map(|[_, forms]| forms.list(" ")).collect::<Result<Vec<_>, _>>()?;
            Ok(lists.concat())
        };
        let (endings, plural_endings) = (list(ENDINGS)?, list(PLURAL_ENDINGS)?);
        let right = format!(
            "{ENDINGS}, {PLURAL_ENDINGS} or one of these with the numbers, the unit or the form that it takes: {}",
            Meaning::NAMES.join(", ")
        );
        let mut meanings = WordMap::default();
        for [name, forms] in rows {
            if matches!(name.text()?, ENDINGS | PLURAL_ENDINGS) {
                continue;
            }
            let meaning = name.read(Meaning::read, &right)?;
            forms.text()?;
            for form in forms.list(" ")? {
                let words = match form.strip_suffix('~') {
                    Some(stem) => {
                        endings.iter().map(|ending| normalize(&format!("{stem}{ending}"))).collect()
                    }
                    None => vec![normalize(form)],
                };
                for word in words {
                    let known = *meanings.entry(word).or_insert(meaning);
                    if known != meaning {
                        return Err(forms.wrong(format!(
                            "{form:?} means {meaning:?} here and {known:?} in a row before; a word has one meaning"
                        )));
                    }
                }
            }
        }
        let longest = meanings.keys().map(String::len).max().unwrap_or_default();
        Ok(Self { meanings, plural_endings, longest })
    }
}

/// What the rules know of a run of letters.
pub(crate) fn meaning_of(word: &str) -> DateWord {
    // Marks inside a word make it longer, but less than twice as long.
    if word.len() > 2 * WORDS.longest { DateWord::default() } else { DateWord::new(&normalize(word)) }
}

impl DateWord {
    /// A word without a meaning that may be a verb in the past tense.
    pub(crate) const PAST: Self = Self { meaning: Meaning::Other, plural: false, past: true };

    /// Looks up a word in normal form.
    pub(crate) fn new(form: &str) -> Self {
        let meaning = WORDS.meanings.get(form).copied().unwrap_or_default();
        let shifts = matches!(meaning, Meaning::Shifted(_) | Meaning::Recent | Meaning::Near);
        Self {
            meaning,
            plural: shifts && WORDS.plural_endings.iter().any(|ending| form.ends_with(ending)),
            past: meaning == Meaning::Other && may_be_past(form),
        }
    }
}

/// Whether a word ends like a verb in the past tense: `открыл`, `состоялась`, `прошло`, `адкрылі`. Some nouns do too.
fn may_be_past(word: &str) -> bool {
    if !word.ends_with(['ь', 'я', 'л', 'ў', 'а', 'о', 'и', 'і']) {
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

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &'static str, expected: &str) {
        let read = Words::read(&[Table::new("dates.tsv", text, COLUMNS)]);
        let error = read.map(|_| "no error".to_owned()).unwrap_or_else(|error| error.to_string());
        assert!(error.starts_with(expected), "{error}");
    }

    #[test]
    fn mistakes_are_named_with_their_place() {
        check("meaning\tforms\nmonth 1 plain\tмуть\n", "no error");
        check(
            "meaning\tforms\nmoth 1 plain\tмуть\n",
            "dates.tsv, line 2, column 1: unknown meaning \"moth 1 plain\"; expected: endings, ",
        );
        check("meaning\tforms\nmonth 1\tмуть\n", "dates.tsv, line 2, column 1: unknown meaning \"month 1\"");
        check("meaning\tforms\none fortnight\tмуть\n", "dates.tsv, line 2, column 1: unknown meaning");
        check("meaning\tforms\nago 1\tмуть\n", "dates.tsv, line 2, column 1: unknown meaning \"ago 1\"");
        check("meaning\tforms\nago\t\n", "dates.tsv, line 2, column 2: forms is empty");
        check(
            "meaning\tforms\nago\tмуть\n\nafter\tМуть\n",
            "dates.tsv, line 4, column 2: \"Муть\" means After here and Ago in a row before",
        );
    }

    #[test]
    fn meanings() {
        for (word, expected) in [
            ("Октября", Meaning::Month(10, MonthForm::Genitive)),
            ("ЧЕТВЁРТОГО", Meaning::Ordinal(4)),
            ("ма\u{301}я", Meaning::Month(5, MonthForm::Genitive)),
            ("Ўчора", Meaning::Day(-1)),
            ("третьей", Meaning::Ordinal(3)),
            ("и", Meaning::And),
            ("вестник", Meaning::Other),
            ("", Meaning::Other),
        ] {
            assert_eq!(meaning_of(word).meaning, expected, "{word}");
        }
        assert_eq!(meaning_of(&"я".repeat(100_000)), DateWord::default());
    }
}
