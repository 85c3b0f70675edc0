//! Every message by its name, one table for all languages. A message without arguments is a field, resolved once when
//! the language is first spoken; a message with arguments is a method, and its text is put together when it is called.
//! A name that the code uses and this table has not does not compile; nor does one that the table has and the code does
//! not use. That the files of the languages have the same names and arguments is tested in `tests.rs`.

use std::sync::LazyLock;

use super::{Plain, messages::Messages};
use crate::model::Language;

macro_rules! texts {
    (
        fixed { $($(#[$fixed_doc:meta])* $fixed:ident,)* }
        numbered { $($(#[$numbered_doc:meta])* $numbered:ident: 1..=$last:literal,)* }
        written { $($(#[$doc:meta])* $name:ident($($argument:ident: $type:ty),+),)* }
    ) => {
        /// The messages to a reader of one language.
        pub(crate) struct Texts {
            messages: &'static Messages,
            $($(#[$fixed_doc])* pub(crate) $fixed: &'static str,)*
            $($(#[$numbered_doc])* pub(crate) $numbered: [&'static str; $last],)*
        }

        impl Texts {
            /// Resolves what needs no arguments and checks that the rest is there.
            ///
            /// # Panics
            ///
            /// If a message is missing, or has arguments that it is not given.
            fn new(messages: &'static Messages) -> Self {
                $(assert!(messages.has(stringify!($name)), "no message {}", stringify!($name));)*
                Self {
                    messages,
                    $($fixed: messages.fixed(stringify!($fixed)),)*
                    $($numbered: messages.numbered(stringify!($numbered)),)*
                }
            }

            $($(#[$doc])* pub(crate) fn $name(&self, $($argument: $type),+) -> String {
                self.messages.format(
                    stringify!($name),
                    [$((stringify!($argument), $argument.into())),+],
                )
            })*
        }

        /// Every message with the names of its arguments.
        #[cfg(test)]
        pub(super) const TABLE: &[(&str, &[(&str, &str)])] = &[
            $((stringify!($fixed), &[]),)*
            $((stringify!($numbered), &[("number", "u64")]),)*
            $((stringify!($name), &[$((stringify!($argument), stringify!($type))),+]),)*
        ];
    };
}

texts! {
    fixed {
        // Every page.
        /// The name of the service.
        brand,
        /// What it is.
        tagline,
        /// The link past the head of the page.
        skip,
        /// The label of the query.
        query,
        /// What stands in the field of the query while it is empty.
        query_example,
        /// The button of the form.
        search,
        /// The link to the start page.
        home,

        // Filters.
        /// Heading of the filters.
        filters,
        /// Before the chosen filters.
        chosen,
        /// Said after a chosen value.
        chosen_value,
        /// Said in the link that removes a filter.
        remove,
        /// The link that removes all filters.
        reset,
        /// The filter on the days that a text speaks of.
        event,
        /// Property: the language of a document.
        language,
        /// Facet.
        date,
        /// The first day.
        date_from,
        /// The last day.
        date_to,
        /// What stands in the field of a date while it is empty.
        date_form,
        /// The forms of a date.
        date_hint,
        /// The field for the days that texts speak of.
        event_days,
        /// What stands in that field while it is empty.
        event_form,
        /// The forms of those days.
        event_hint,
        /// What stands in the field of a name while it is empty.
        name_hint,
        /// The button that adds a name.
        add,
        /// The button of a period.
        apply,
        /// The list behind a histogram of months.
        by_month,
        /// The list behind a histogram of years.
        by_year,
        /// The rule of how many words must match.
        matching,
        /// Its value: all.
        match_all,
        /// Its value: any.
        match_any,

        // Results.
        /// Heading when there is no query.
        newest,
        /// Heading of the hits.
        documents,
        /// How long the search took, below one millisecond.
        took_least,
        /// Before the orders of the hits.
        sort,
        /// An order of the hits.
        sort_relevance,
        /// An order of the hits.
        sort_newest,
        /// An order of the hits.
        sort_oldest,
        /// Before the query as it was understood.
        understood,
        /// Before the other names that were searched.
        expanded,
        /// How to search without them.
        unexpanded,
        /// The label of the warnings.
        notices,
        /// The link to the results as JSON.
        as_json,

        // Pages of results.
        /// The label of the links.
        pages,
        /// The page before.
        previous,
        /// The page after.
        next,
        /// The first page.
        first_page,
        /// When there are more hits, but no more pages.
        window_end,

        // Nothing found.
        /// Heading.
        nothing,
        /// Before the advice.
        try_title,
        /// Advice that is a link: any of the words.
        try_any,
        /// The words of a phrase, one by one.
        try_unquoted,
        /// Advice that is a link: the same search without the words of the query.
        try_without_words,
        /// Advice: fewer words.
        try_fewer,
        /// Advice: other words.
        try_other,
        /// Advice that is a link: the start page.
        try_newest,
        /// When the index is empty.
        no_documents,

        // How to search.
        /// Heading.
        help,
        /// The column of queries.
        example,
        /// The column of what they find.
        meaning,
        /// A query of several words.
        help_words_query,
        /// What it finds.
        help_words,
        /// A phrase.
        help_phrase_query,
        /// What it finds.
        help_phrase,
        /// Words near each other.
        help_proximity_query,
        /// What it finds.
        help_proximity,
        /// A word without another.
        help_without_query,
        /// What it finds.
        help_without,
        /// One of two words.
        help_or_query,
        /// What it finds.
        help_or,
        /// A surface form.
        help_exact_query,
        /// What it finds.
        help_exact,
        /// A prefix.
        help_prefix_query,
        /// What it finds.
        help_prefix,
        /// Fields.
        help_fields_query,

        // A document.
        /// The link to the search that the reader came from.
        back,
        /// Heading of the properties.
        about,
        /// Property: the date of publication.
        published,
        /// Where the date comes from: the source.
        from_metadata,
        /// Where the date comes from: the text.
        from_text,
        /// There is no date.
        undated,
        /// Property.
        publisher,
        /// Property: the days that the text speaks of.
        events,
        /// Property: the same communiqué in other languages.
        versions,
        /// The link to the places that name something.
        show_in_text,
        /// Property: where the communiqué was published.
        original,
        /// Property: this page.
        permalink,
        /// Heading of the citation.
        cite,

        // The page of an error.
        /// Heading of 400.
        error_request,
        /// Heading of 404.
        error_missing,
        /// Heading of 502 to 504.
        error_unavailable,
        /// Heading of other errors.
        error_internal,

        // Why a request has no answer.
        /// It names no host, or more than one.
        problem_host,
        /// Its body comes in chunks.
        problem_encoding,
        /// Its body is packed.
        problem_packed,
        /// Its body is too large.
        problem_too_large,
        /// There is no such document.
        problem_no_document,
        /// There is no such address.
        problem_no_route,
        /// The address does not take the method.
        problem_method,
        /// Too many searches at once.
        problem_busy,
        /// The search took longer than a search may.
        problem_deadline,
        /// The answer took too long.
        problem_timeout,
        /// The engine failed.
        problem_engine,

        // What is wrong with a parameter.
        /// `from` is later than `to`.
        param_from_after_to,
        /// It is not a cursor that this program gave out.
        param_not_a_cursor,

        // What was wrong with a query that was answered all the same.
        /// A `"` without its partner.
        warning_unclosed_quote,
        /// A `(` without its partner.
        warning_unclosed_parenthesis,
        /// A `)` without its partner.
        warning_unopened_parenthesis,
        /// There was nothing but punctuation.
        warning_no_words,
        /// All words that count are there, but not as they were asked for.
        warning_apart,
        /// The forms of a date in a query.
        expected_date,
        /// The forms of a country in a query.
        expected_country,
    }
    numbered {
        /// The names of the months by themselves, January first.
        month: 1..=12,
        /// The names of the months after a day.
        month_after_day: 1..=12,
    }
    written {
        /// How many documents have no date.
        without_date(count: u64),
        /// How many more values there are than are shown.
        more(count: u64),
        /// How many documents were found.
        found(count: u64),
        /// A number of documents.
        of_documents(count: u64),
        /// Above the documents behind the matches.
        further(count: u64),
        /// How long the search took.
        took(milliseconds: Plain),
        /// How often a text mentions something.
        mentions(count: u64),
        /// Which of the hits are on the page.
        range(first: u64, last: u64, total: u64),
        /// Advice that is a link: a name that is spelled nearly like the one that was typed.
        try_name(name: &str),
        /// Advice that is a link: the same search without a condition.
        try_without(condition: &str),
        /// What a query with fields finds, and the fields of the other facets.
        help_fields(fields: &str),
        /// A day; `month` is in the form that stands after a day.
        date_day(day: Plain, month: &str, year: Plain),
        /// A month of a year.
        date_month(month: &str, year: Plain),
        /// A year.
        date_year(year: Plain),

        // What is wrong with a parameter.
        /// There is none of this name.
        param_unknown(name: &str, known: &str),
        /// It is given twice but has one value.
        param_repeated(name: &str),
        /// It has too many values.
        param_too_many(name: &str, most: Plain),
        /// It has too many characters.
        param_too_long(name: &str, most: Plain),
        /// It is not a whole number in a range.
        param_not_in_range(name: &str, least: Plain, most: Plain),
        /// Offset and limit together are too much.
        param_beyond_window(most: Plain),
        /// It is not among the values that it may have.
        param_not_one_of(name: &str, values: &str),
        /// It is not the code of a country.
        param_not_a_country(value: &str),
        /// It has not the form of a date.
        param_not_a_date(value: &str),
        /// There is no such day.
        param_no_such_day(value: &str),
        /// It has not the form of a period.
        param_not_a_period(value: &str),
        /// It cannot go together with another.
        param_excludes(name: &str, other: &str),
        /// It is not UTF-8.
        param_not_text(name: &str),

        // What was wrong with a query that was answered all the same.
        /// An operator with nothing to work on.
        warning_dangling_operator(operator: &str),
        /// Parentheses in parentheses below the greatest depth.
        warning_too_deep(most: u64),
        /// More words than a query may have.
        warning_too_many_words(most: u64),
        /// A prefix that is too short.
        warning_short_prefix(prefix: &str),
        /// A field that cannot have this value; what it may have follows.
        warning_invalid_value(field: &str, value: &str),
        /// The values that a field may have.
        expected_one_of(values: &str),
        /// An operator that is not there yet.
        warning_unsupported_operator(operator: &str),
        /// A prefix that more words have than are looked up.
        warning_too_many_expansions(prefix: &str),
        /// Warning: no document has a name.
        warning_unknown_name(name: &str, parameter: &str),
        /// Words of the query that no document has.
        warning_absent_words(count: u64, words: &str),
        /// How many of the query's words every document shown has at least.
        warning_relaxed(least: u64, counted: u64),
    }
}

static RU: LazyLock<Texts> = LazyLock::new(|| Texts::new(Messages::read("ru.ftl", include_str!("ru.ftl"))));
static BE: LazyLock<Texts> = LazyLock::new(|| Texts::new(Messages::read("be.ftl", include_str!("be.ftl"))));
static EN: LazyLock<Texts> = LazyLock::new(|| Texts::new(Messages::read("en.ftl", include_str!("en.ftl"))));

/// The messages for a reader; in Russian when the language is undetermined.
pub(crate) fn texts(reader: Language) -> &'static Texts {
    LazyLock::force(reader.choose([&RU, &BE, &EN]))
}

/// Reads the messages of all languages, which [`texts()`] does for each when it is first asked for.
///
/// # Panics
///
/// If a file cannot be read or lacks a message; the tests find that first.
pub(crate) fn load() {
    for language in Language::ALL {
        texts(language);
    }
}

impl Texts {
    /// The query language by examples: a query and what it finds; `fields` are those that no example has.
    pub(crate) fn examples(&self, fields: &str) -> Vec<(&'static str, String)> {
        let fixed = [
            (self.help_words_query, self.help_words),
            (self.help_phrase_query, self.help_phrase),
            (self.help_proximity_query, self.help_proximity),
            (self.help_without_query, self.help_without),
            (self.help_or_query, self.help_or),
            (self.help_exact_query, self.help_exact),
            (self.help_prefix_query, self.help_prefix),
        ];
        let fixed = fixed.into_iter().map(|(query, meaning)| (query, meaning.to_owned()));
        fixed.chain([(self.help_fields_query, self.help_fields(fields))]).collect()
    }
}
