//! A period and an order.

use super::support::{Browser, Result};

#[tokio::test]
async fn a_period_and_an_order() -> Result {
    let browser = Browser::open("ru").await?;
    browser.visit("/?q=встреча").await?;
    browser.fill(".period [name=from]", "2025-03").await?;
    browser.fill(".period [name=to]", "2026-01-28").await?;
    browser.click(".period button").await?;

    assert_eq!(browser.value("#q").await?, "встреча");
    assert_eq!(browser.value(".period [name=from]").await?, "2025-03");
    assert_eq!(browser.value(".period [name=to]").await?, "2026-01-28");
    let found = dates(&browser).await?;
    assert!(found.len() > 2, "{found:?}");
    // The last day belongs to the period: the reception of the ambassador was on it.
    assert!(found.iter().all(|date| ("2025-03-01"..="2026-01-28").contains(&date.as_str())), "{found:?}");

    // The links name the order that they lead to; the period stays.
    let order = |name: &'static str| format!(".sorts a[href*='sort={name}']");
    browser.click(&order("newest")).await?;
    let newest = dates(&browser).await?;
    assert!(newest.is_sorted_by(|a, b| a >= b), "{newest:?}");
    assert_eq!(newest.first().map(String::as_str), Some("2026-01-28"));
    browser.click(&order("oldest")).await?;
    let oldest = dates(&browser).await?;
    assert!(oldest.is_sorted(), "{oldest:?}");
    assert_eq!(browser.text(".sorts strong").await?, "старые");
    assert_eq!(browser.value(".period [name=to]").await?, "2026-01-28");

    // Another query within the same period and order.
    browser.fill("#q", "соглашение").await?;
    browser.click(".query button").await?;
    assert_eq!(browser.value(".period [name=from]").await?, "2025-03");
    assert_eq!(browser.text(".sorts strong").await?, "старые");

    browser.click(".chips .reset").await?;
    assert_eq!(browser.value(".period [name=from]").await?, "");
    Ok(())
}

#[tokio::test]
async fn a_mistaken_date_can_be_corrected() -> Result {
    let browser = Browser::open("ru").await?;
    browser.visit("/?q=эмираты&country=AE").await?;

    // The form itself refuses a text that is not a date, and says what it expects.
    browser.fill(".period [name=from]", "вчера").await?;
    browser.touch(&browser.element(".period button").await?).await?;
    browser.element(".period [name=from]:invalid:focus").await?;
    assert_eq!(browser.status().await?, 200);

    // Only the server knows that this day does not exist.
    browser.fill(".period [name=from]", "2026-02-30").await?;
    browser.click(".period button").await?;
    assert_eq!(browser.status().await?, 400);
    assert_eq!(browser.value("#q").await?, "эмираты");
    assert_eq!(browser.value(".period [name=from]").await?, "2026-02-30");
    let message = browser.text("main").await?;
    assert!(message.contains("2026-02-30"), "{message}");

    browser.fill(".period [name=from]", "2026-01").await?;
    browser.click(".period button").await?;
    assert_eq!(browser.status().await?, 200);
    assert_eq!(browser.value("#q").await?, "эмираты");
    let place = browser.place().await?;
    assert!(place.contains("country=AE") && place.contains("from=2026-01"), "{place}");
    assert!(dates(&browser).await?.contains(&"2026-01-28".to_owned()));
    Ok(())
}

/// When the hits were published.
async fn dates(browser: &Browser) -> Result<Vec<String>> {
    browser.attributes(".hits .byline time", "datetime").await
}
