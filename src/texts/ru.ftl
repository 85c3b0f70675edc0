### All that Vestnik says to readers in Russian: pages, errors, notes on queries.
###
### Messages and variables are named as in table.rs, the same in every language; a test sees to it.
### Numbers in { $count } are written in groups of three digits; the forms are one: 1 документ, few: 2 документа, many: 5 документов.

## Every page

brand = Вестник
tagline = Поиск по сообщениям министерств
skip = К содержанию
query = Поисковый запрос
query_example = Например: посол ОАЭ
search = Найти
home = На главную

## Filters

filters = Фильтры
chosen = Выбрано
chosen_value = выбрано, убрать
remove = убрать
reset = Сбросить фильтры
event = Что было
language = Язык
date = Дата
date_from = С
date_to = По
date_form = ГГГГ-ММ-ДД
date_hint = ГГГГ, ГГГГ-ММ или ГГГГ-ММ-ДД
event_days = О событиях дней
event_form = ГГГГ-ММ-ДД
event_hint = Даты, о которых говорится в тексте: 2025-10, 2025-10-14 или 2025-10-14..2025-10-17
name_hint = Имя или название
add = Выбрать
apply = Показать
by_month = Список по месяцам
by_year = Список по годам
matching = Совпадение
match_all = все слова запроса
match_any = любое слово запроса
without_date =
    { $count ->
        [one] { $count } документ без даты
        [few] { $count } документа без даты
       *[many] { $count } документов без даты
    }
# The other values of a filter or a document; they are folded away.
more = ещё { $count }

## Results

newest = Новые сообщения
documents = Документы
found =
    { $count ->
        [one] Найден { $count } документ
        [few] Найдено { $count } документа
       *[many] Найдено { $count } документов
    }
of_documents =
    { $count ->
        [one] { $count } документ
        [few] { $count } документа
       *[many] { $count } документов
    }
# Documents behind the matches.
further =
    { $count ->
        [one] Ещё { $count } документ, где есть часть слов
        [few] Ещё { $count } документа, где есть часть слов
       *[many] Ещё { $count } документов, где есть часть слов
    }
# How many milliseconds the search took.
took = { $milliseconds } мс
took_least = < 1 мс
sort = Сначала
sort_relevance = подходящие
sort_newest = новые
sort_oldest = старые
understood = Запрос понят так:
expanded = Искали также
unexpanded = Чтобы искать только то, что написано, поставьте = перед словом или возьмите его в кавычки.
notices = Замечания к запросу
mentions =
    { $count ->
        [one] { $count } упоминание
        [few] { $count } упоминания
       *[many] { $count } упоминаний
    }
as_json = Эти результаты в JSON

## Pages of results

pages = Страницы
previous = Предыдущие
next = Следующие
first_page = В начало
range = { $first }–{ $last } из { $total }
window_end = Дальше листать нельзя: уточните запрос или выберите фильтры.

## Nothing found

nothing = Ничего не найдено
try_title = Что можно сделать
try_any = Искать любое из слов
try_unquoted = Искать эти слова без кавычек
try_without_words = Без слов запроса
try_name = Похожее имя или название: { $name }
try_without = Без условия: { $condition }
try_fewer = Убрать часть слов: сейчас документ должен содержать их все.
try_other = Написать иначе: полное название вместо сокращения, синоним или начало слова со звёздочкой — например, цифр*.
try_newest = Посмотреть новые сообщения
no_documents = В индексе пока нет ни одного документа.

## How to search: a query and what it finds

help = Как искать
example = Запрос
meaning = Что найдётся
help_words_query = посол ОАЭ
help_words = Оба слова в любой форме, по отдельности или рядом
help_phrase_query = "свободная торговля"
help_phrase = Слова подряд
help_proximity_query = "министр посол"~5
help_proximity = Слова рядом: между ними не больше пяти других
help_without_query = визит -Дубай
help_without = Первое слово есть, второго нет
help_or_query = Китай ИЛИ Вьетнам
help_or = Хотя бы одно из слов
help_exact_query = =встречи
help_exact = Слово точно в этой форме
help_prefix_query = цифр*
help_prefix = Слова, которые так начинаются
help_fields_query = страна:ОАЭ дата:2025-10..2026-01
help_fields = Страна и период; ещё есть { $fields }, событие:, заголовок:

## A document

back = К результатам поиска
about = О документе
published = Опубликовано
from_metadata = по данным источника
from_text = по тексту сообщения
undated = дата неизвестна
publisher = Ведомство
events = Даты в тексте
versions = На других языках
show_in_text = Показать в тексте
original = Источник
permalink = Постоянная ссылка
cite = Как сослаться

## Dates

# A month by itself: «январь 2026 г.».
month =
    { $number ->
        [1] январь
        [2] февраль
        [3] март
        [4] апрель
        [5] май
        [6] июнь
        [7] июль
        [8] август
        [9] сентябрь
        [10] октябрь
        [11] ноябрь
       *[12] декабрь
    }
# A month after a day: «28 января».
month_after_day =
    { $number ->
        [1] января
        [2] февраля
        [3] марта
        [4] апреля
        [5] мая
        [6] июня
        [7] июля
        [8] августа
        [9] сентября
        [10] октября
        [11] ноября
       *[12] декабря
    }
date_day = { $day } { $month } { $year } г.
date_month = { $month } { $year } г.
date_year = { $year } г.

## The page of an error

error_request = Запрос не принят
error_missing = Страница не найдена
error_unavailable = Поиск временно недоступен
error_internal = Что-то пошло не так

## Why a request has no answer

problem_host = Запросу нужен ровно один заголовок Host.
problem_encoding = Transfer-Encoding не принимается: у запросов нет тела.
problem_packed = Тело запроса не распаковывается: ни один вызов его не принимает, уберите Content-Encoding.
problem_too_large = Тело запроса слишком велико: ни один вызов его не принимает.
problem_no_document = Такого документа нет.
problem_no_route = Такой страницы нет.
problem_method = Этот адрес принимает только GET и HEAD.
problem_busy = Сейчас слишком много запросов. Повторите через секунду.
problem_deadline = Этот поиск требует слишком много времени. Уберите часть слов или слова со звёздочкой (кибер*) либо сузьте поиск фильтрами.
problem_timeout = Ответ занял слишком много времени. Повторите запрос или упростите его.
problem_engine = Поиск сейчас недоступен из-за ошибки на сервере. Её причина записана в журнал. Попробуйте ещё раз позже.

## What is wrong with a parameter

param_unknown = Нет параметра «{ $name }». Есть: { $known }.
param_repeated = Параметр «{ $name }» задан больше одного раза.
param_too_many =
    { $most ->
        [one] У параметра «{ $name }» больше { $most } значения.
       *[many] У параметра «{ $name }» больше { $most } значений.
    }
param_too_long =
    { $most ->
        [one] Параметр «{ $name }» длиннее { $most } символа.
       *[many] Параметр «{ $name }» длиннее { $most } символов.
    }
param_not_in_range = Параметр «{ $name }» — целое число от { $least } до { $most }.
param_beyond_window = offset и limit вместе — не больше { $most }. Дальше ведёт cursor.
param_not_one_of = Параметр «{ $name }» — одно из: { $values }.
param_not_a_country = «{ $value }» — не код страны. Нужен код ISO 3166-1 из двух букв: AE.
param_not_a_date = «{ $value }» — не дата. Нужно: 2026, 2026-01 или 2026-01-28.
param_no_such_day = Дня «{ $value }» нет в календаре. Нужен существующий день между 1900 и 2100 годом.
param_not_a_period = «{ $value }» — не период. Нужно: 2025, 2025-10, 2025-10-14 или 2025-10-14..2025-10-17.
param_from_after_to = Начало периода (from) позже его конца (to).
param_not_a_cursor = Это не курсор. Возьмите next_cursor из предыдущего ответа.
param_excludes = Параметры «{ $name }» и «{ $other }» не сочетаются.
param_not_text = Параметр «{ $name }» — не текст в UTF-8.

## What was wrong with a query that was answered all the same

warning_unclosed_quote = Кавычка не закрыта: слова после неё ищутся по одному.
warning_unclosed_parenthesis = Скобка не закрыта: она закрыта в конце запроса.
warning_unopened_parenthesis = Закрывающая скобка без открывающей не учтена.
warning_dangling_operator = Оператор «{ $operator }» не учтён: рядом с ним нет слова.
warning_too_deep =
    { $most ->
        [one] Скобки глубже { $most } уровня не учтены.
       *[many] Скобки глубже { $most } уровней не учтены.
    }
warning_too_many_words =
    { $most ->
        [one] В запросе больше { $most } слова: остальные не учтены.
       *[many] В запросе больше { $most } слов: остальные не учтены.
    }
warning_short_prefix = Начало слова «{ $prefix }*» слишком коротко (нужно не меньше 2 букв): оно искалось как слово.
warning_invalid_value = У поля «{ $field }» не бывает значения «{ $value }»: условие не учтено.
# After “the condition was ignored”: what the value of a field may be.
expected_date = Нужно: 2026, 2026-01, 2026-01-28 или период 2025-10..2026-01.
expected_country = Нужно название страны или код ISO: AE.
expected_one_of = Нужно одно из: { $values }.
warning_unsupported_operator = Оператор «{ $operator }» пока не поддерживается: слово искалось как есть.
warning_no_words = В запросе нет слов: показаны все документы.
warning_too_many_expansions = С «{ $prefix }» начинается слишком много слов: искались только первые. Напишите больше букв.
warning_unknown_name = Имени или названия «{ $name }» нет ни в одном документе (параметр { $parameter }).
warning_absent_words =
    { $count ->
        [1] Ни в одном документе нет слова { $words }.
       *[many] Ни в одном документе нет слов { $words }.
    }
# How many words every document shown has at least, of how many that count.
warning_relaxed = Показаны документы, где есть не все слова запроса: не меньше { $least } из { $counted }.
# The words that count are all there.
warning_apart = Точно такого нет ни в одном документе: показаны документы, где слова запроса стоят отдельно или нет самых частых из них.
