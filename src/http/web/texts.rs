//! Every label of the pages in the three languages of readers. A label is written once, in one row: Russian,
//! Belarusian, English.

use super::numbers::Forms;
use crate::model::Language;

macro_rules! texts {
    ($($name:ident: $doc:literal, $type:ty, $ru:expr, $be:expr, $en:expr;)*) => {
        /// The labels in one language.
        pub(super) struct Texts {
            $(#[doc = $doc] pub(super) $name: $type,)*
        }

        static RU: Texts = Texts { $($name: $ru,)* };
        static BE: Texts = Texts { $($name: $be,)* };
        static EN: Texts = Texts { $($name: $en,)* };
    };
}

texts! {
    brand: "The name of the service.", &'static str, "Вестник", "Веснік", "Vestnik";
    tagline: "What it is.", &'static str,
        "Поиск по сообщениям министерств",
        "Пошук па паведамленнях міністэрстваў",
        "Search of ministry communiqués";
    skip: "Skip link.", &'static str, "К содержанию", "Да зместу", "Skip to the content";
    query: "Label of the query.", &'static str, "Поисковый запрос", "Пошукавы запыт", "Search query";
    query_example: "Placeholder of the query.", &'static str,
        "Например: посол ОАЭ",
        "Напрыклад: пасол ААЭ",
        "For example: Emirates";
    search: "Button of the form.", &'static str, "Найти", "Знайсці", "Search";
    filters: "Heading of the filters.", &'static str, "Фильтры", "Фільтры", "Filters";
    chosen: "Before the chosen filters.", &'static str, "Выбрано", "Выбрана", "Chosen";
    chosen_value: "Said after a chosen value.", &'static str,
        "выбрано, убрать",
        "выбрана, прыбраць",
        "chosen, remove";
    remove: "Said in the link that removes a filter.", &'static str, "убрать", "прыбраць", "remove";
    reset: "Link that removes all filters.", &'static str,
        "Сбросить фильтры",
        "Скінуць фільтры",
        "Reset filters";
    country: "Facet.", &'static str, "Страна", "Краіна", "Country";
    topic: "Facet.", &'static str, "Тема", "Тэма", "Topic";
    kind: "Facet.", &'static str, "Событие", "Падзея", "Event";
    person: "Facet.", &'static str, "Персона", "Асоба", "Person";
    organisation: "Facet.", &'static str, "Организация", "Арганізацыя", "Organisation";
    event: "Filter on the days that a text speaks of.", &'static str, "Что было", "Што было", "What happened";
    source: "Facet.", &'static str, "Источник", "Крыніца", "Source";
    language: "Facet.", &'static str, "Язык", "Мова", "Language";
    date: "Facet.", &'static str, "Дата", "Дата", "Date";
    date_from: "First day.", &'static str, "С", "З", "From";
    date_to: "Last day.", &'static str, "По", "Па", "To";
    date_form: "Placeholder of a date.", &'static str, "ГГГГ-ММ-ДД", "ГГГГ-ММ-ДД", "YYYY-MM-DD";
    date_hint: "Forms of a date.", &'static str,
        "ГГГГ, ГГГГ-ММ или ГГГГ-ММ-ДД",
        "ГГГГ, ГГГГ-ММ ці ГГГГ-ММ-ДД",
        "YYYY, YYYY-MM or YYYY-MM-DD";
    event_days: "Field for the days that texts speak of.", &'static str,
        "О событиях дней",
        "Пра падзеі дзён",
        "About events of the days";
    event_form: "Placeholder of the days.", &'static str,
        "ГГГГ-ММ-ДД",
        "ГГГГ-ММ-ДД",
        "YYYY-MM-DD";
    event_hint: "Forms of the days.", &'static str,
        "Даты, о которых говорится в тексте: 2025-10, 2025-10-14 или 2025-10-14..2025-10-17",
        "Даты, пра якія гаворыцца ў тэксце: 2025-10, 2025-10-14 ці 2025-10-14..2025-10-17",
        "Dates that the text speaks of: 2025-10, 2025-10-14 or 2025-10-14..2025-10-17";
    name_hint: "Placeholder of a name.", &'static str, "Имя или название", "Імя або назва", "Name";
    add: "Button that adds a name.", &'static str, "Выбрать", "Выбраць", "Choose";
    apply: "Button of the period.", &'static str, "Показать", "Паказаць", "Show";
    by_month: "List behind the histogram.", &'static str,
        "Список по месяцам",
        "Спіс па месяцах",
        "List by month";
    by_year: "List behind the histogram.", &'static str, "Список по годам", "Спіс па гадах", "List by year";
    sort: "Before the orders.", &'static str, "Сначала", "Спачатку", "Sort by";
    sort_relevance: "Order.", &'static str, "подходящие", "адпаведныя", "relevance";
    sort_newest: "Order.", &'static str, "новые", "новыя", "newest";
    sort_oldest: "Order.", &'static str, "старые", "старыя", "oldest";
    matching: "Property of the search.", &'static str, "Совпадение", "Супадзенне", "Match";
    match_all: "Chip.", &'static str, "все слова запроса", "усе словы запыту", "all words of the query";
    match_any: "Chip.", &'static str, "любое слово запроса", "любое слова запыту", "any word of the query";
    understood: "Before the query as understood.", &'static str,
        "Запрос понят так:",
        "Запыт зразуметы так:",
        "The query was understood as:";
    expanded: "Before the other names that were searched.", &'static str,
        "Искали также",
        "Шукалі таксама",
        "Also searched";
    unexpanded: "How to search without them.", &'static str,
        "Чтобы искать только то, что написано, поставьте = перед словом или возьмите его в кавычки.",
        "Каб шукаць толькі тое, што напісана, пастаўце = перад словам або вазьміце яго ў двукоссе.",
        "To search only what you typed, put = before the word or quotation marks around it.";
    notices: "Label of the warnings.", &'static str,
        "Замечания к запросу",
        "Заўвагі да запыту",
        "Notes on the query";
    newest: "Heading without a query.", &'static str,
        "Новые сообщения",
        "Новыя паведамленні",
        "Latest communiqués";
    documents: "Heading of the hits.", &'static str, "Документы", "Дакументы", "Documents";
    pages: "Label of the pages.", &'static str, "Страницы", "Старонкі", "Pages";
    previous: "Link.", &'static str, "Предыдущие", "Папярэднія", "Previous";
    next: "Link.", &'static str, "Следующие", "Наступныя", "Next";
    first_page: "Link.", &'static str, "В начало", "У пачатак", "First page";
    of: "Between range and total.", &'static str, "из", "з", "of";
    window_end: "When no more pages can be reached.", &'static str,
        "Дальше листать нельзя: уточните запрос или выберите фильтры.",
        "Далей гартаць нельга: удакладніце запыт ці выберыце фільтры.",
        "There are no further pages: make the query more precise or choose filters.";
    nothing: "Heading of an empty result.", &'static str,
        "Ничего не найдено",
        "Нічога не знойдзена",
        "Nothing found";
    try_title: "Before the advice.", &'static str,
        "Что можно сделать",
        "Што можна зрабіць",
        "What you can do";
    try_any: "Link.", &'static str,
        "Искать любое из слов",
        "Шукаць любое са слоў",
        "Search for any of the words";
    try_fewer: "Advice.", &'static str,
        "Убрать часть слов: сейчас документ должен содержать их все.",
        "Прыбраць частку слоў: цяпер дакумент павінен змяшчаць іх усе.",
        "Use fewer words: a document must have all of them.";
    try_other: "Advice.", &'static str,
        "Написать иначе: полное название вместо сокращения, синоним или начало слова со звёздочкой — \
         например, цифр*.",
        "Напісаць інакш: поўная назва замест скарачэння, сінонім ці пачатак слова з зорачкай — напрыклад, \
         лічбав*.",
        "Write it another way: the full name for an abbreviation, a synonym, or the beginning of a word \
         with an asterisk, such as digit*.";
    try_newest: "Link.", &'static str,
        "Посмотреть новые сообщения",
        "Паглядзець новыя паведамленні",
        "See the latest communiqués";
    no_documents: "When the index is empty.", &'static str,
        "В индексе пока нет ни одного документа.",
        "У індэксе пакуль няма ніводнага дакумента.",
        "There are no documents in the index yet.";
    help: "Heading of the help.", &'static str, "Как искать", "Як шукаць", "How to search";
    example: "Column of the help.", &'static str, "Запрос", "Запыт", "Query";
    meaning: "Column of the help.", &'static str, "Что найдётся", "Што знойдзецца", "What it finds";
    as_json: "Link.", &'static str, "Эти результаты в JSON", "Гэтыя вынікі ў JSON", "These results as JSON";
    home: "Link.", &'static str, "На главную", "На галоўную", "Home page";
    back: "Link.", &'static str, "К результатам поиска", "Да вынікаў пошуку", "Back to the results";
    published: "Property.", &'static str, "Опубликовано", "Апублікавана", "Published";
    from_metadata: "Origin of a date.", &'static str,
        "по данным источника",
        "паводле звестак крыніцы",
        "as stated by the source";
    from_text: "Origin of a date.", &'static str,
        "по тексту сообщения",
        "паводле тэксту паведамлення",
        "as found in the text";
    undated: "No date.", &'static str, "дата неизвестна", "дата невядомая", "date unknown";
    publisher: "Property.", &'static str, "Ведомство", "Ведамства", "Publisher";
    countries: "Property.", &'static str, "Страны", "Краіны", "Countries";
    topics: "Property.", &'static str, "Темы", "Тэмы", "Topics";
    people: "Property.", &'static str, "Люди", "Людзі", "People";
    organisations: "Property.", &'static str, "Организации", "Арганізацыі", "Organisations";
    events: "Property.", &'static str, "Даты в тексте", "Даты ў тэксце", "Dates in the text";
    versions: "Property.", &'static str, "На других языках", "На іншых мовах", "In other languages";
    show_in_text: "Link to the places that name something.", &'static str,
        "Показать в тексте",
        "Паказаць у тэксце",
        "Show in the text";
    original: "Link to the original.", &'static str, "Источник", "Крыніца", "Source";
    permalink: "Link.", &'static str, "Постоянная ссылка", "Пастаянная спасылка", "Permalink";
    cite: "Heading of the citation.", &'static str, "Как сослаться", "Як спаслацца", "How to cite";
    about: "Label of the properties.", &'static str, "О документе", "Пра дакумент", "About the document";
    error_request: "Heading of 400.", &'static str,
        "Запрос не принят",
        "Запыт не прыняты",
        "The request was not accepted";
    error_missing: "Heading of 404.", &'static str,
        "Страница не найдена",
        "Старонка не знойдзена",
        "Page not found";
    error_unavailable: "Heading of 503.", &'static str,
        "Поиск временно недоступен",
        "Пошук часова недаступны",
        "Search is temporarily unavailable";
    error_internal: "Heading of other errors.", &'static str,
        "Что-то пошло не так",
        "Нешта пайшло не так",
        "Something went wrong";
    found: "Heading of the hits.", Forms,
        ["Найден # документ", "Найдено # документа", "Найдено # документов"],
        ["Знойдзены # дакумент", "Знойдзена # дакументы", "Знойдзена # дакументаў"],
        ["# document found", "# documents found", "# documents found"];
    of_documents: "The number of documents.", Forms,
        ["# документ", "# документа", "# документов"],
        ["# дакумент", "# дакументы", "# дакументаў"],
        ["# document", "# documents", "# documents"];
    without_date: "Documents without a date.", Forms,
        ["# документ без даты", "# документа без даты", "# документов без даты"],
        ["# дакумент без даты", "# дакументы без даты", "# дакументаў без даты"],
        ["# document without a date", "# documents without a date", "# documents without a date"];
    mentions: "Mentions of a country.", Forms,
        ["# упоминание", "# упоминания", "# упоминаний"],
        ["# упамінанне", "# упамінанні", "# упамінанняў"],
        ["# mention", "# mentions", "# mentions"];
    more: "Values that are folded away.", Forms,
        ["ещё #", "ещё #", "ещё #"],
        ["яшчэ #", "яшчэ #", "яшчэ #"],
        ["# more", "# more", "# more"];
}

/// The labels for a reader.
pub(super) fn texts(reader: Language) -> &'static Texts {
    reader.choose([&RU, &BE, &EN])
}

/// The language in which a page is written for a reader.
pub(super) fn page_language(reader: Language) -> Language {
    match reader {
        Language::Undetermined => Language::Russian,
        known => known,
    }
}

/// The name of a document's language for a reader.
pub(super) fn language_name(language: Language, reader: Language) -> &'static str {
    let names = match language {
        Language::Russian => ["русский", "руская", "Russian"],
        Language::Belarusian => ["белорусский", "беларуская", "Belarusian"],
        Language::English => ["английский", "англійская", "English"],
        Language::Undetermined => ["не определён", "не вызначана", "undetermined"],
    };
    reader.choose(names)
}

/// The query language by examples: a query and what it finds.
pub(super) fn help(reader: Language) -> &'static [(&'static str, &'static str)] {
    match reader {
        Language::Russian | Language::Undetermined => &[
            ("посол ОАЭ", "Оба слова в любой форме, по отдельности или рядом"),
            ("\"свободная торговля\"", "Слова подряд"),
            ("\"министр посол\"~5", "Слова рядом: между ними не больше пяти других"),
            ("визит -Дубай", "Первое слово есть, второго нет"),
            ("Китай ИЛИ Вьетнам", "Хотя бы одно из слов"),
            ("=встречи", "Слово точно в этой форме"),
            ("цифр*", "Слова, которые так начинаются"),
            (
                "страна:ОАЭ дата:2025-10..2026-01",
                "Страна и период; ещё есть тема:, персона:, организация:, событие:, вид:, источник:, язык:, заголовок:",
            ),
        ],
        Language::Belarusian => &[
            ("пасол ААЭ", "Абодва словы ў любой форме, паасобку ці побач"),
            ("\"свабодны гандаль\"", "Словы запар"),
            ("\"міністр пасол\"~5", "Словы побач: паміж імі не больш за пяць іншых"),
            ("візіт -Дубай", "Першае слова ёсць, другога няма"),
            ("Кітай АБО В’етнам", "Хоць бы адно са слоў"),
            ("=сустрэчы", "Слова дакладна ў гэтай форме"),
            ("лічбав*", "Словы, якія так пачынаюцца"),
            (
                "краіна:ААЭ дата:2025-10..2026-01",
                "Краіна і перыяд; ёсць яшчэ тэма:, асоба:, арганізацыя:, падзея:, від:, крыніца:, мова:, загаловак:",
            ),
        ],
        Language::English => &[
            ("ambassador visit", "Both words in any form, apart or together"),
            ("\"free trade\"", "The words one after another"),
            ("\"minister ambassador\"~5", "The words near each other: at most five others between them"),
            ("visit -Dubai", "The first word without the second"),
            ("China OR Vietnam", "At least one of the words"),
            ("=meetings", "Exactly this form of the word"),
            ("digit*", "Words that begin like this"),
            (
                "country:AE date:2025-10..2026-01",
                "A country and a period; also topic:, person:, org:, event:, kind:, source:, lang:, title:",
            ),
        ],
    }
}
