//! Pages in the reader's language.

use super::support::{Browser, Result};

async fn check(language: &str, code: &str, button: &str, heading: &str, month: &str) -> Result {
    let browser = Browser::open(language).await?;
    browser.visit("/").await?;
    assert_eq!(browser.attributes("html", "lang").await?, [code]);
    assert_eq!(browser.text(".query button").await?, button);
    assert_eq!(browser.text("h1").await?, heading);

    browser.visit("/d/mpt.gov.by-node-11088").await?;
    assert!(browser.text(".byline time").await?.contains(month));
    // The communiqué stays in its own language, and says so.
    assert_eq!(browser.attributes("h1", "lang").await?, ["ru"]);

    browser.visit("/?from=2026-02-30").await?;
    assert_eq!(browser.attributes("html", "lang").await?, [code]);
    Ok(())
}

#[tokio::test]
async fn russian() -> Result {
    check("ru-RU,ru,en", "ru", "Найти", "Новые сообщения", "января").await
}

#[tokio::test]
async fn belarusian() -> Result {
    check("be,ru", "be", "Знайсці", "Новыя паведамленні", "студзеня").await
}

#[tokio::test]
async fn english() -> Result {
    check("en-GB,en", "en", "Search", "Latest communiqués", "January").await
}

/// Readers of other languages get Russian, which most communiqués are in.
#[tokio::test]
async fn german() -> Result {
    check("de", "ru", "Найти", "Новые сообщения", "января").await
}
