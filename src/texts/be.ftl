### All that Vestnik says to readers in Belarusian: pages, errors, notes on queries.
###
### Messages and variables are named as in table.rs, the same in every language; a test sees to it.
### Numbers in { $count } are written in groups of three digits; the forms are one: 1 дакумент, few: 2 дакументы, many: 5 дакументаў.

## Every page

brand = Веснік
tagline = Пошук па паведамленнях міністэрстваў
skip = Да зместу
query = Пошукавы запыт
query_example = Напрыклад: пасол ААЭ
search = Знайсці
home = На галоўную

## Filters

filters = Фільтры
chosen = Выбрана
chosen_value = выбрана, прыбраць
remove = прыбраць
reset = Скінуць фільтры
event = Што было
language = Мова
date = Дата
date_from = З
date_to = Па
date_form = ГГГГ-ММ-ДД
date_hint = ГГГГ, ГГГГ-ММ ці ГГГГ-ММ-ДД
event_days = Пра падзеі дзён
event_form = ГГГГ-ММ-ДД
event_hint = Даты, пра якія гаворыцца ў тэксце: 2025-10, 2025-10-14 ці 2025-10-14..2025-10-17
name_hint = Імя або назва
add = Выбраць
apply = Паказаць
by_month = Спіс па месяцах
by_year = Спіс па гадах
matching = Супадзенне
match_all = усе словы запыту
match_any = любое слова запыту
without_date =
    { $count ->
        [one] { $count } дакумент без даты
        [few] { $count } дакументы без даты
       *[many] { $count } дакументаў без даты
    }
# The other values of a filter or a document; they are folded away.
more = яшчэ { $count }

## Results

newest = Новыя паведамленні
documents = Дакументы
found =
    { $count ->
        [one] Знойдзены { $count } дакумент
        [few] Знойдзена { $count } дакументы
       *[many] Знойдзена { $count } дакументаў
    }
of_documents =
    { $count ->
        [one] { $count } дакумент
        [few] { $count } дакументы
       *[many] { $count } дакументаў
    }
# Documents behind the matches.
further =
    { $count ->
        [one] Яшчэ { $count } дакумент, дзе ёсць частка слоў
        [few] Яшчэ { $count } дакументы, дзе ёсць частка слоў
       *[many] Яшчэ { $count } дакументаў, дзе ёсць частка слоў
    }
# How many milliseconds the search took.
took = { $milliseconds } мс
took_least = < 1 мс
sort = Спачатку
sort_relevance = адпаведныя
sort_newest = новыя
sort_oldest = старыя
understood = Запыт зразуметы так:
expanded = Шукалі таксама
unexpanded = Каб шукаць толькі тое, што напісана, пастаўце = перад словам або вазьміце яго ў двукоссе.
notices = Заўвагі да запыту
mentions =
    { $count ->
        [one] { $count } упамінанне
        [few] { $count } упамінанні
       *[many] { $count } упамінанняў
    }
as_json = Гэтыя вынікі ў JSON

## Pages of results

pages = Старонкі
previous = Папярэднія
next = Наступныя
first_page = У пачатак
range = { $first }–{ $last } з { $total }
window_end = Далей гартаць нельга: удакладніце запыт ці выберыце фільтры.

## Nothing found

nothing = Нічога не знойдзена
try_title = Што можна зрабіць
try_any = Шукаць любое са слоў
try_unquoted = Шукаць гэтыя словы без двукоссяў
try_without_words = Без слоў запыту
try_name = Падобнае імя ці назва: { $name }
try_without = Без умовы: { $condition }
try_fewer = Прыбраць частку слоў: цяпер дакумент павінен змяшчаць іх усе.
try_other = Напісаць інакш: поўная назва замест скарачэння, сінонім ці пачатак слова з зорачкай — напрыклад, лічбав*.
try_newest = Паглядзець новыя паведамленні
no_documents = У індэксе пакуль няма ніводнага дакумента.

## How to search: a query and what it finds

help = Як шукаць
example = Запыт
meaning = Што знойдзецца
help_words_query = пасол ААЭ
help_words = Абодва словы ў любой форме, паасобку ці побач
help_phrase_query = "свабодны гандаль"
help_phrase = Словы запар
help_proximity_query = "міністр пасол"~5
help_proximity = Словы побач: паміж імі не больш за пяць іншых
help_without_query = візіт -Дубай
help_without = Першае слова ёсць, другога няма
help_or_query = Кітай АБО В’етнам
help_or = Хоць бы адно са слоў
help_exact_query = =сустрэчы
help_exact = Слова дакладна ў гэтай форме
help_prefix_query = лічбав*
help_prefix = Словы, якія так пачынаюцца
help_fields_query = краіна:ААЭ дата:2025-10..2026-01
help_fields = Краіна і перыяд; ёсць яшчэ { $fields }, падзея:, загаловак:

## A document

back = Да вынікаў пошуку
about = Пра дакумент
published = Апублікавана
from_metadata = паводле звестак крыніцы
from_text = паводле тэксту паведамлення
undated = дата невядомая
publisher = Ведамства
events = Даты ў тэксце
versions = На іншых мовах
show_in_text = Паказаць у тэксце
original = Крыніца
permalink = Пастаянная спасылка
cite = Як спаслацца

## Dates

# A month by itself: «студзень 2026 г.».
month =
    { $number ->
        [1] студзень
        [2] люты
        [3] сакавік
        [4] красавік
        [5] май
        [6] чэрвень
        [7] ліпень
        [8] жнівень
        [9] верасень
        [10] кастрычнік
        [11] лістапад
       *[12] снежань
    }
# A month after a day: «28 студзеня».
month_after_day =
    { $number ->
        [1] студзеня
        [2] лютага
        [3] сакавіка
        [4] красавіка
        [5] мая
        [6] чэрвеня
        [7] ліпеня
        [8] жніўня
        [9] верасня
        [10] кастрычніка
        [11] лістапада
       *[12] снежня
    }
date_day = { $day } { $month } { $year } г.
date_month = { $month } { $year } г.
date_year = { $year } г.

## The page of an error

error_request = Запыт не прыняты
error_missing = Старонка не знойдзена
error_unavailable = Пошук часова недаступны
error_internal = Нешта пайшло не так

## Why a request has no answer

problem_host = Запыту патрэбны роўна адзін загаловак Host.
problem_encoding = Transfer-Encoding не прымаецца: у запытаў няма цела.
problem_packed = Цела запыту не распакоўваецца: ніводзін выклік яго не прымае, прыбярыце Content-Encoding.
problem_too_large = Цела запыту занадта вялікае: ніводзін выклік яго не прымае.
problem_no_document = Такога дакумента няма.
problem_no_route = Такой старонкі няма.
problem_method = Гэты адрас прымае толькі GET і HEAD.
problem_busy = Зараз занадта шмат запытаў. Паўтарыце праз секунду.
problem_deadline = Гэты пошук патрабуе занадта шмат часу. Прыбярыце частку слоў або словы з зорачкай (кібер*) ці звузьце пошук фільтрамі.
problem_timeout = Адказ заняў занадта шмат часу. Паўтарыце запыт ці спрасціце яго.
problem_engine = Пошук зараз недаступны з-за памылкі на серверы. Яе прычына запісана ў журнал. Паспрабуйце яшчэ раз пазней.

## What is wrong with a parameter

param_unknown = Няма параметра «{ $name }». Ёсць: { $known }.
param_repeated = Параметр «{ $name }» зададзены больш за адзін раз.
param_too_many =
    { $most ->
        [one] У параметра «{ $name }» больш за { $most } значэнне.
        [few] У параметра «{ $name }» больш за { $most } значэнні.
       *[many] У параметра «{ $name }» больш за { $most } значэнняў.
    }
param_too_long =
    { $most ->
        [one] Параметр «{ $name }» даўжэйшы за { $most } сімвал.
        [few] Параметр «{ $name }» даўжэйшы за { $most } сімвалы.
       *[many] Параметр «{ $name }» даўжэйшы за { $most } сімвалаў.
    }
param_not_in_range = Параметр «{ $name }» — цэлы лік ад { $least } да { $most }.
param_beyond_window = offset і limit разам — не больш за { $most }. Далей вядзе cursor.
param_not_one_of = Параметр «{ $name }» — адно з: { $values }.
param_not_a_country = «{ $value }» — не код краіны. Патрэбны код ISO 3166-1 з дзвюх літар: AE.
param_not_a_date = «{ $value }» — не дата. Трэба: 2026, 2026-01 ці 2026-01-28.
param_no_such_day = Дня «{ $value }» няма ў календары. Патрэбны існы дзень паміж 1900 і 2100 годам.
param_not_a_period = «{ $value }» — не перыяд. Трэба: 2025, 2025-10, 2025-10-14 ці 2025-10-14..2025-10-17.
param_from_after_to = Пачатак перыяду (from) пазнейшы за яго канец (to).
param_not_a_cursor = Гэта не курсор. Вазьміце next_cursor з папярэдняга адказу.
param_excludes = Параметры «{ $name }» і «{ $other }» не спалучаюцца.
param_not_text = Параметр «{ $name }» — не тэкст у UTF-8.

## What was wrong with a query that was answered all the same

warning_unclosed_quote = Двукоссе не закрыта: словы пасля яго шукаюцца па адным.
warning_unclosed_parenthesis = Дужка не закрыта: яна закрыта ў канцы запыту.
warning_unopened_parenthesis = Закрывальная дужка без адкрывальнай не ўлічана.
warning_dangling_operator = Аператар «{ $operator }» не ўлічаны: побач з ім няма слова.
warning_too_deep =
    { $most ->
        [one] Дужкі глыбей за { $most } узровень не ўлічаны.
        [few] Дужкі глыбей за { $most } узроўні не ўлічаны.
       *[many] Дужкі глыбей за { $most } узроўняў не ўлічаны.
    }
warning_too_many_words =
    { $most ->
        [one] У запыце больш за { $most } слова: астатнія не ўлічаны.
        [few] У запыце больш за { $most } словы: астатнія не ўлічаны.
       *[many] У запыце больш за { $most } слоў: астатнія не ўлічаны.
    }
warning_short_prefix = Пачатак слова «{ $prefix }*» занадта кароткі (трэба не менш за 2 літары): ён шукаўся як слова.
warning_invalid_value = У поля «{ $field }» не бывае значэння «{ $value }»: умова не ўлічана.
# After “the condition was ignored”: what the value of a field may be.
expected_date = Трэба: 2026, 2026-01, 2026-01-28 ці перыяд 2025-10..2026-01.
expected_country = Трэба назва краіны ці код ISO: AE.
expected_one_of = Трэба адно з: { $values }.
warning_unsupported_operator = Аператар «{ $operator }» пакуль не падтрымліваецца: слова шукалася як ёсць.
warning_no_words = У запыце няма слоў: паказаны ўсе дакументы.
warning_too_many_expansions = З «{ $prefix }» пачынаецца занадта шмат слоў: шукаліся толькі першыя. Напішыце больш літар.
warning_unknown_name = Імя ці назвы «{ $name }» няма ні ў адным дакуменце (параметр { $parameter }).
warning_absent_words =
    { $count ->
        [1] Ні ў адным дакуменце няма слова { $words }.
       *[many] Ні ў адным дакуменце няма слоў { $words }.
    }
# How many words every document shown has at least, of how many that count.
warning_relaxed = Паказаны дакументы, дзе ёсць не ўсе словы запыту: не менш за { $least } з { $counted }.
# The words that count are all there.
warning_apart = Дакладна такога няма ні ў адным дакуменце: паказаны дакументы, дзе словы запыту стаяць асобна або няма самых частых з іх.
