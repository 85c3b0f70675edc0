### All that Vestnik says to readers in English: pages, errors, notes on queries.
###
### Messages and variables are named as in table.rs, the same in every language; a test sees to it.
### Numbers in { $count } are written in groups of three digits; the forms are one: 1 document, other: 5 documents.

## Every page

brand = Vestnik
tagline = Search of ministry communiqués
skip = Skip to the content
query = Search query
query_example = For example: Emirates
search = Search
home = Home page

## Filters

filters = Filters
chosen = Chosen
chosen_value = chosen, remove
remove = remove
reset = Reset filters
event = What happened
language = Language
date = Date
date_from = From
date_to = To
date_form = YYYY-MM-DD
date_hint = YYYY, YYYY-MM or YYYY-MM-DD
event_days = About events of the days
event_form = YYYY-MM-DD
event_hint = Dates that the text speaks of: 2025-10, 2025-10-14 or 2025-10-14..2025-10-17
name_hint = Name
add = Choose
apply = Show
by_month = List by month
by_year = List by year
matching = Match
match_all = all words of the query
match_any = any word of the query
without_date =
    { $count ->
        [one] { $count } document without a date
       *[other] { $count } documents without a date
    }
# The other values of a filter or a document; they are folded away.
more = { $count } more

## Results

newest = Latest communiqués
documents = Documents
found =
    { $count ->
        [one] { $count } document found
       *[other] { $count } documents found
    }
of_documents =
    { $count ->
        [one] { $count } document
       *[other] { $count } documents
    }
# Documents behind the matches.
further =
    { $count ->
        [one] { $count } more document with some of the words
       *[other] { $count } more documents with some of the words
    }
# How many milliseconds the search took.
took = { $milliseconds } ms
took_least = < 1 ms
sort = Sort by
sort_relevance = relevance
sort_newest = newest
sort_oldest = oldest
understood = The query was understood as:
expanded = Also searched
unexpanded = To search only what you typed, put = before the word or quotation marks around it.
notices = Notes on the query
mentions =
    { $count ->
        [one] { $count } mention
       *[other] { $count } mentions
    }
as_json = These results as JSON

## Pages of results

pages = Pages
previous = Previous
next = Next
first_page = First page
range = { $first }–{ $last } of { $total }
window_end = There are no further pages: make the query more precise or choose filters.

## Nothing found

nothing = Nothing found
try_title = What you can do
try_any = Search for any of the words
try_unquoted = Search for these words without quotation marks
try_without_words = Without the words of the query
try_name = A similar name: { $name }
try_without = Without the condition: { $condition }
try_fewer = Use fewer words: a document must have all of them.
try_other = Write it another way: the full name for an abbreviation, a synonym, or the beginning of a word with an asterisk, such as digit*.
try_newest = See the latest communiqués
no_documents = There are no documents in the index yet.

## How to search: a query and what it finds

help = How to search
example = Query
meaning = What it finds
help_words_query = ambassador visit
help_words = Both words in any form, apart or together
help_phrase_query = "free trade"
help_phrase = The words one after another
help_proximity_query = "minister ambassador"~5
help_proximity = The words near each other: at most five others between them
help_without_query = visit -Dubai
help_without = The first word without the second
help_or_query = China OR Vietnam
help_or = At least one of the words
help_exact_query = =meetings
help_exact = Exactly this form of the word
help_prefix_query = digit*
help_prefix = Words that begin like this
help_fields_query = country:AE date:2025-10..2026-01
help_fields = A country and a period; also { $fields }, event:, title:

## A document

back = Back to the results
about = About the document
published = Published
from_metadata = as stated by the source
from_text = as found in the text
undated = date unknown
publisher = Publisher
events = Dates in the text
versions = In other languages
show_in_text = Show in the text
original = Source
permalink = Permalink
cite = How to cite

## Dates

# A month by itself: “January 2026”.
month =
    { $number ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }
# A month after a day: “28 January”.
month_after_day =
    { $number ->
        [1] January
        [2] February
        [3] March
        [4] April
        [5] May
        [6] June
        [7] July
        [8] August
        [9] September
        [10] October
        [11] November
       *[12] December
    }
date_day = { $day } { $month } { $year }
date_month = { $month } { $year }
date_year = { $year }

## The page of an error

error_request = The request was not accepted
error_missing = Page not found
error_unavailable = Search is temporarily unavailable
error_internal = Something went wrong

## Why a request has no answer

problem_host = The request needs exactly one Host header.
problem_encoding = Transfer-Encoding is not accepted: requests have no body.
problem_packed = The request's body is not unpacked: no call takes one; leave out Content-Encoding.
problem_too_large = The request's body is too large: no call takes one.
problem_no_document = There is no such document.
problem_no_route = There is no such page.
problem_method = This address takes only GET and HEAD.
problem_busy = There are too many requests right now. Try again in a second.
problem_deadline = This search takes too much time. Leave out some words or those with an asterisk (cyber*), or narrow it with filters.
problem_timeout = The answer took too long. Repeat the request or make it simpler.
problem_engine = Search is unavailable right now because of an error on the server. Its cause is in the log. Try again later.

## What is wrong with a parameter

param_unknown = There is no parameter “{ $name }”. There are: { $known }.
param_repeated = The parameter “{ $name }” is given more than once.
param_too_many =
    { $most ->
        [one] The parameter “{ $name }” has more than { $most } value.
       *[other] The parameter “{ $name }” has more than { $most } values.
    }
param_too_long =
    { $most ->
        [one] The parameter “{ $name }” is longer than { $most } character.
       *[other] The parameter “{ $name }” is longer than { $most } characters.
    }
param_not_in_range = The parameter “{ $name }” is a whole number from { $least } to { $most }.
param_beyond_window = offset and limit together are at most { $most }. Read on with cursor.
param_not_one_of = The parameter “{ $name }” is one of: { $values }.
param_not_a_country = “{ $value }” is not a country code. Two letters of ISO 3166-1 are expected: AE.
param_not_a_date = “{ $value }” is not a date. Expected: 2026, 2026-01 or 2026-01-28.
param_no_such_day = The calendar has no “{ $value }”. An existing day between 1900 and 2100 is expected.
param_not_a_period = “{ $value }” is not a period. Expected: 2025, 2025-10, 2025-10-14 or 2025-10-14..2025-10-17.
param_from_after_to = The period's first day (from) is later than its last (to).
param_not_a_cursor = This is not a cursor. Take next_cursor from the answer before.
param_excludes = The parameters “{ $name }” and “{ $other }” exclude each other.
param_not_text = The parameter “{ $name }” is not UTF-8 text.

## What was wrong with a query that was answered all the same

warning_unclosed_quote = A quotation mark is not closed: the words after it are searched one by one.
warning_unclosed_parenthesis = A parenthesis is not closed: it was closed at the end.
warning_unopened_parenthesis = A closing parenthesis without an opening one was ignored.
warning_dangling_operator = The operator “{ $operator }” was ignored: there is no word beside it.
warning_too_deep =
    { $most ->
        [one] Parentheses deeper than { $most } level were ignored.
       *[other] Parentheses deeper than { $most } levels were ignored.
    }
warning_too_many_words =
    { $most ->
        [one] The query has more than { $most } word: the rest was ignored.
       *[other] The query has more than { $most } words: the rest was ignored.
    }
warning_short_prefix = The prefix “{ $prefix }*” is too short (2 letters at least): it was searched as a word.
warning_invalid_value = The field “{ $field }” has no value “{ $value }”: the condition was ignored.
# After “the condition was ignored”: what the value of a field may be.
expected_date = Expected: 2026, 2026-01, 2026-01-28 or a period, 2025-10..2026-01.
expected_country = Expected: the name of a country or its ISO code: AE.
expected_one_of = Expected one of: { $values }.
warning_unsupported_operator = The operator “{ $operator }” is not supported yet: the word was searched as it is.
warning_no_words = The query has no words: all documents are shown.
warning_too_many_expansions = Too many words begin with “{ $prefix }”: only the first were searched. Type more letters.
warning_unknown_name = No document has the name “{ $name }” (parameter { $parameter }).
warning_absent_words =
    { $count ->
        [one] No document has the word { $words }.
       *[other] No document has the words { $words }.
    }
# How many words every document shown has at least, of how many that count.
warning_relaxed = Documents with some of the words are shown: with at least { $least } of { $counted }.
# The words that count are all there.
warning_apart = No document has exactly this: documents that have the words apart, or lack the most frequent of them, are shown.
