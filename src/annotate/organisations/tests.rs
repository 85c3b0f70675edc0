//! What is found in sentences, rule by rule. Expected are the organisations, the most mentioned first, each with its
//! mentions.

use std::sync::LazyLock;

use super::*;
use crate::analysis::{Analyzer, Gazetteer, Token};
use crate::annotate::passage::Knowledge;
use crate::annotate::text::{Candidates, Text};

static KNOWLEDGE: LazyLock<Knowledge> = LazyLock::new(Knowledge::new);
static ORGANISATIONS: LazyLock<Organisations> = LazyLock::new(Organisations::new);
static ANALYZER: LazyLock<Analyzer> = LazyLock::new(Analyzer::new);

static GAZETTEER: LazyLock<Gazetteer> = LazyLock::new(|| {
    let mut builder = GazetteerBuilder::default();
    ORGANISATIONS.add_names(&mut builder, &KNOWLEDGE.morphology, |number| number);
    builder.build()
});

fn part<'a>(text: &'a str, tokens: &'a [Token]) -> Text<'a> {
    let organisations = GAZETTEER.matches(tokens);
    let candidates = Candidates { countries: Vec::new(), organisations };
    Text { candidates, ..Text::of(text, tokens, |word, facts| ORGANISATIONS.look_up(word, facts)) }
}

fn find(title: &Text<'_>, text: &Text<'_>, language: Language, host: Option<Country>) -> Vec<Organisation> {
    let [title, text] = [title, text].map(|part| Passage::new(part, language, &KNOWLEDGE));
    ORGANISATIONS.find(&title, &text, host, &mut Trace::default())
}

fn found(language: Language, text: &str) -> String {
    let tokens = ANALYZER.document(text, language);
    let written = |organisation: &Organisation| {
        let mentions: Vec<&str> = organisation.mentions.iter().map(|range| &text[range.clone()]).collect();
        format!("{}: {}", organisation.name, mentions.join(" | "))
    };
    let organisations = find(&part("", &[]), &part(text, &tokens), language, None);
    organisations.iter().map(written).collect::<Vec<_>>().join("; ")
}

fn check(text: &str, expected: &str) {
    assert_eq!(found(Language::Russian, text), expected, "{text}");
}

#[test]
fn names_of_the_list_in_any_form() {
    check("Представители ООН и ЮНЕСКО", "ООН: ООН; ЮНЕСКО: ЮНЕСКО");
    check("Решение принято в Минсвязи.", "Министерство связи и информатизации: Минсвязи");
    check("вместе с «Белтелекомом» и Белпочтой", "Белтелеком: Белтелекомом; Белпочта: Белпочтой");
    check("Форум прошёл при поддержке Всемирного почтового союза", "ВПС: Всемирного почтового союза");
    check("заявили в МИДе", "Министерство иностранных дел: МИДе");
}

#[test]
fn several_names_of_one() {
    check(
        "Международный союз электросвязи (МСЭ) провёл семинар. В МСЭ довольны.",
        "МСЭ: Международный союз электросвязи | МСЭ | МСЭ",
    );
    check(
        "Ассоциация молодых связистов Беларуси (АМСБ) открыла конкурс. Заявки принимает АМСБ.",
        "Ассоциация молодых связистов Беларуси: Ассоциация молодых связистов Беларуси | АМСБ | АМСБ",
    );
}

#[test]
fn words_that_are_names_only_in_quotation_marks() {
    check("Известия о погоде и яблоко от яблони", "");
    check("рассказала газета «Известия»", "Известия: Известия");
    check("Он купил смартфон в Минске", "");
    check("Премьера фильма «Газпром»", "");
}

#[test]
fn bodies_of_states() {
    check("Посол посетил МВД Казахстана", "Министерство внутренних дел Казахстана: МВД Казахстана");
    check(
        "МИД РФ и МИД Российской Федерации",
        "Министерство иностранных дел России: МИД РФ | МИД Российской Федерации",
    );
    check(
        "Совет Министров Республики Беларусь",
        "Совет Министров Беларуси: Совет Министров Республики Беларусь",
    );
    check("депутаты Госдумы РФ", "Государственная дума: Госдумы РФ");
    check("МВД Грузии сообщило. В МВД ждут.", "Министерство внутренних дел Грузии: МВД Грузии | МВД");
    check("УВД по Гомельской области", "УВД по Гомельской области: УВД по Гомельской области");
}

#[test]
fn adjectives_of_states() {
    check(
        "Чешский парламент одобрил. В парламенте Чехии спорят.",
        "Парламент Чехии: Чешский парламент | парламенте Чехии",
    );
    check("встреча с японским правительством", "Правительство Японии: японским правительством");
    check("новое правительство и местные суды", "");
}

#[test]
fn names_that_go_on_by_grammar() {
    check(
        "работает в Комитете по архитектуре и градостроительству",
        "Комитет по архитектуре и градостроительству: Комитете по архитектуре и градостроительству",
    );
    check("в комиссию по борьбе с засухой", "Комиссия по борьбе с засухой: комиссию по борьбе с засухой");
    check(
        "министру цифровизации передали в Министерство цифровизации, кадров и связи Лаоса письмо",
        "Министерство цифровизации, кадров и связи Лаоса: Министерство цифровизации, кадров и связи Лаоса",
    );
    check(
        "Министерства информации и коммуникаций Вьетнама",
        "Министерство информации и коммуникаций Вьетнама: Министерства информации и коммуникаций Вьетнама",
    );
    check("решением суда города Бреста", "Суд города Бреста: суда города Бреста");
    check(
        "в Витебском областном театре кукол и в Полоцком районном суде",
        "Витебский областной театр: Витебском областном театре; Полоцкий районный суд: Полоцком районном суде",
    );
    check(
        "преподаёт в Институте физики имени Б. И. Степанова",
        "Институт физики имени Б. И. Степанова: Институте физики имени Б. И. Степанова",
    );
    check("музей Янки Купалы открыт", "Музей Янки Купалы: музей Янки Купалы");
    check("курсанты 5-й школы поваров", "5-я школа поваров: 5-й школы поваров");
    check("Посольство Омана в Москве", "Посольство Омана в Москве: Посольство Омана в Москве");
}

#[test]
fn whoever_holds_an_office_is_no_part_of_the_name() {
    check("главы администрации Ивана Петрова", "");
    check("правительство Ивана Петрова", "Правительство Ивана Петрова: правительство Ивана Петрова");
}

#[test]
fn words_for_a_body_alone_name_nothing() {
    check("Министерство сообщило, что компания построит завод.", "");
    check("В правительстве и парламенте", "");
    check(
        "Правительство Кении одобрило проект. В правительстве ждут отчёта.",
        "Правительство Кении: Правительство Кении | правительстве",
    );
    check("Российская Федерация и Советский Союз", "");
    check("компании Китая и банки Индии", "");
}

#[test]
fn names_in_quotation_marks() {
    check("резидент ПВТ компания «Квантум» открыла офис", "Парк высоких технологий: ПВТ; Квантум: Квантум");
    check("заключён договор с ООО «Берёзовый сок»", "Березовый сок: ООО «Берёзовый сок»");
    check("акции ОАО \"Газпром\"", "Газпром: ОАО \"Газпром\"");
    check("глава «Зорюшки» Анна", "Зорюшка: Зорюшки");
    check("сеть магазинов электроники «Пятый угол»", "Пятый угол: Пятый угол");
    check("компании «Мечта», «Вереск» и «Клён»", "Мечта: Мечта; Вереск: Вереск; Клен: Клён");
    check("конкурс «Мечта» и проект «Вереск»", "");
    check("провести в школах «Неделю чистоты»", "");
}

#[test]
fn a_name_that_was_introduced_needs_no_help() {
    check("Компания «Вереск» растёт. Склады у «Вереска» новые.", "Вереск: Вереск | Вереска");
}

#[test]
fn latin_names() {
    check("президент Zenith Cables посетил Минск", "Zenith Cables: Zenith Cables");
    check("сообщает Daily Lighthouse", "Daily Lighthouse: Daily Lighthouse");
    check("система Zenith и модель Quantum", "");
    check("подробности на https://example.org/news", "");
    check("написал в Twitter", "");
}

#[test]
fn parts_speak_for_the_whole() {
    check("сообщили в пресс-службе МЧС", "Министерство по чрезвычайным ситуациям: пресс-службе МЧС");
    check("пресс-служба сообщила", "");
}

#[test]
fn a_name_inside_another_one() {
    check(
        "Комитет Госдумы по культуре",
        "Комитет Госдумы по культуре: Комитет Госдумы по культуре; Государственная дума: Госдумы",
    );
}

#[test]
fn belarusian_names() {
    let check = |text, expected: &str| assert_eq!(found(Language::Belarusian, text), expected, "{text}");
    check(
        "у Міністэрстве сувязі і інфарматызацыі",
        "Министерство связи и информатизации: Міністэрстве сувязі і інфарматызацыі",
    );
    check(
        "з Міністэрствам лічбавай эканомікі Рэспублікі Беларусь",
        "Міністэрства лічбавай эканомікі Беларусі: Міністэрствам лічбавай эканомікі Рэспублікі Беларусь",
    );
    check(
        "МЗС Літвы і Саўмін Рэспублікі Беларусь",
        "Министерство иностранных дел Литвы: МЗС Літвы; Совет Министров Беларуси: Саўмін Рэспублікі Беларусь",
    );
    check("таварыства «Веды»", "Веды: Веды");
    check("пасольства Кітая ў Мінску", "Пасольства Кітая: пасольства Кітая");
    check("міністэрства правяло нараду", "");
    check("кампанія «Буслік» і ААТ «Зорка»", "Буслік: Буслік; Зорка: ААТ «Зорка»");
    check("у Беларускім дзяржаўным тэатры", "Беларускі дзяржаўны тэатр: Беларускім дзяржаўным тэатры");
}

#[test]
fn english_names() {
    let check = |text, expected: &str| assert_eq!(found(Language::English, text), expected, "{text}");
    check("Minister of Culture met the UN and the World Bank", "ООН: UN; Всемирный банк: World Bank");
    check(
        "at the Ministry of Roads and Bridges of Oman",
        "Ministry of Roads and Bridges of Oman: Ministry of Roads and Bridges of Oman",
    );
    check(
        "Ministry of Health of Vietnam and the Ministry of Finance of the Republic of Belarus",
        "Министерство здравоохранения Вьетнама: Ministry of Health of Vietnam; Министерство финансов Беларуси: Ministry \
         of Finance of the Republic of Belarus",
    );
    check("the Polotsk State University hosted", "Polotsk State University: Polotsk State University");
    check("The Ministry said the company agreed.", "");
}

#[test]
fn title_and_text() {
    let title = "Встреча в ВОЗ";
    let text = "Делегация посетила Всемирную организацию здравоохранения и ЮНИСЕФ. ЮНИСЕФ поможет.";
    let (title_tokens, tokens) =
        (ANALYZER.document(title, Language::Russian), ANALYZER.document(text, Language::Russian));
    let organisations = find(&part(title, &title_tokens), &part(text, &tokens), Language::Russian, None);
    let counts: Vec<(&str, u32, usize)> =
        organisations.iter().map(|o| (o.name.as_str(), o.in_title, o.mentions.len())).collect();
    assert_eq!(counts, [("ВОЗ", 1, 1), ("ЮНИСЕФ", 0, 2)]);
}

#[test]
fn a_body_alone_is_the_hosts() {
    let check = |text: &str, expected: &[&str]| {
        let tokens = ANALYZER.document(text, Language::Russian);
        let host = Country::parse("BY");
        let organisations = find(&part("", &[]), &part(text, &tokens), Language::Russian, host);
        let names: Vec<&str> = organisations.iter().map(|o| o.name.as_str()).collect();
        assert_eq!(names, expected, "{text}");
    };
    check("В МИД приняли посла.", &["Министерство иностранных дел Беларуси"]);
    check(
        "В МИД приняли гостей из МИД Омана.",
        &["Министерство иностранных дел Беларуси", "Министерство иностранных дел Омана"],
    );
    check("МИД Омана заявил. В МИД ждут.", &["Министерство иностранных дел Омана"]);
    check("Минсвязи и ООН", &["Министерство связи и информатизации", "ООН"]);
}

#[test]
fn no_text_makes_it_panic() {
    let long =
        ["Министерство по делам «", "(Ё-моё № 5-й ", "МВД России ", "суд-", "пресс-служба МИД ", "ООО «Я» "]
            .map(|part| part.repeat(500))
            .concat();
    for text in [
        "",
        "«",
        "министерство",
        "5-й",
        "по",
        "ООО «",
        "«ООО»",
        "«»\"\"''",
        "им.",
        "A&B",
        "Министерство №",
        &long,
    ] {
        for language in [Language::Russian, Language::Belarusian, Language::English, Language::Undetermined] {
            found(language, text);
        }
    }
}
