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
country = Country
topic = Topic
kind = Event
person = Person
organisation = Organisation
event = What happened
source = Source
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
help_fields = A country and a period; also topic:, person:, org:, event:, kind:, source:, lang:, title:

## A document

back = Back to the results
about = About the document
published = Published
from_metadata = as stated by the source
from_text = as found in the text
undated = date unknown
publisher = Publisher
countries = Countries
topics = Topics
people = People
organisations = Organisations
events = Dates in the text
versions = In other languages
show_in_text = Show in the text
original = Source
permalink = Permalink
cite = How to cite

## Languages of documents

language_russian = Russian
language_belarusian = Belarusian
language_english = English
language_undetermined = undetermined

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
