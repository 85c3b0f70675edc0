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
country = Краіна
topic = Тэма
kind = Падзея
person = Асоба
organisation = Арганізацыя
event = Што было
source = Крыніца
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
help_fields = Краіна і перыяд; ёсць яшчэ тэма:, асоба:, арганізацыя:, падзея:, від:, крыніца:, мова:, загаловак:

## A document

back = Да вынікаў пошуку
about = Пра дакумент
published = Апублікавана
from_metadata = паводле звестак крыніцы
from_text = паводле тэксту паведамлення
undated = дата невядомая
publisher = Ведамства
countries = Краіны
topics = Тэмы
people = Людзі
organisations = Арганізацыі
events = Даты ў тэксце
versions = На іншых мовах
show_in_text = Паказаць у тэксце
original = Крыніца
permalink = Пастаянная спасылка
cite = Як спаслацца

## Languages of documents

language_russian = руская
language_belarusian = беларуская
language_english = англійская
language_undetermined = не вызначана

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
