//! A journalist looks for the Emirates, narrows the answer and reads a communiqué.

use anyhow::Context;
use thirtyfour::By;

use super::support::{Browser, Result, read};

const SEED: &str = "О встрече Министра с Чрезвычайным и Полномочным Послом ОАЭ в Беларуси";

#[tokio::test]
async fn a_journalist_finds_filters_and_reads() -> Result {
    let browser = Browser::open("ru").await?;
    browser.visit("/").await?;
    browser.fill("#q", "эмираты").await?;
    browser.click(".query button").await?;

    // The seed is first, although «эмираты» never occurs in this form.
    assert_eq!(titles(&browser).await?.first().map(String::as_str), Some(SEED));
    let first = &browser.elements(".hits > li").await?[0];
    let snippet = first.find(By::Css(".snippet")).await?;
    let mut marked = Vec::new();
    for mark in snippet.find_all(By::Css("mark")).await? {
        marked.push(read(&mark).await?);
    }
    assert!(marked.iter().any(|word| word.starts_with("Эмират")), "{marked:?}");
    let all = titles(&browser).await?;

    // Every count of the two facets is the number of documents after a click on it.
    for facet in ["country", "topic"] {
        let value = format!("section[aria-labelledby=facet-{facet}] > .values .value");
        let values = browser.elements(&value).await?.len();
        assert!(values > 0, "no {facet}");
        for place in 0..values {
            let link = &browser.elements(&value).await?[place];
            let name = read(&link.find(By::Css(".name")).await?).await?;
            let count: usize = read(&link.find(By::Css(".count")).await?).await?.parse()?;
            browser.follow(link).await?;
            assert_eq!(titles(&browser).await?.len(), count, "{facet} {name}");
            let chip = browser.text(".chip").await?;
            assert!(chip.contains(&name), "{chip} for {name}");
            assert_eq!(browser.value("#q").await?, "эмираты");

            browser.click(".chip").await?;
            assert_eq!(titles(&browser).await?, all);
            assert!(browser.elements(".chip").await?.is_empty());
        }
    }

    browser.click(".hits h3 a").await?;
    assert_eq!(browser.text("h1").await?, SEED);
    let marked = browser.texts(".text mark").await?;
    assert!(marked.iter().any(|word| word == "Эмиратов"), "{marked:?}");
    assert!(marked.iter().any(|word| word == "Эмираты"), "{marked:?}");
    let background = browser.text(".text .background").await?;
    assert!(background.starts_with("Справочно"), "{background}");
    assert!(background.contains("14 – 17 октября 2025 г. состоялся визит"), "{background}");
    let original = browser.element("a[href='https://mpt.gov.by/node/11088']").await?;
    assert!(browser.sees(&original).await?);

    browser.click(".back a").await?;
    assert_eq!(browser.value("#q").await?, "эмираты");
    assert_eq!(titles(&browser).await?, all);
    Ok(())
}

/// A link to a document that someone sent, without a search.
#[tokio::test]
async fn a_permalink_works_by_itself() -> Result {
    let browser = Browser::open("ru").await?;
    browser.visit("/d/mpt.gov.by-node-11088").await?;
    assert_eq!(browser.text("h1").await?, SEED);
    assert!(browser.elements("mark, .back").await?.is_empty());

    // The properties of the document lead to similar ones.
    let country = browser.elements(".about dd a").await?;
    let mut found = None;
    for link in country {
        if link.attr("href").await?.is_some_and(|href| href.ends_with("?country=AE")) {
            found = Some(link);
        }
    }
    browser.follow(&found.context("no link to the country")?).await?;
    assert!(titles(&browser).await?.iter().any(|title| title == SEED));
    Ok(())
}

async fn titles(browser: &Browser) -> Result<Vec<String>> {
    browser.texts(".hits h3").await
}
