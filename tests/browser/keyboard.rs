//! Using the pages by keyboard.

use thirtyfour::Key;

use super::support::{Browser, Result};

#[tokio::test]
async fn a_search_without_a_mouse() -> Result {
    let browser = Browser::open("ru").await?;
    browser.visit("/").await?;

    // The skip link is first, and becomes visible.
    browser.press(Key::Tab).await?;
    let skip = browser.focused().await?;
    assert_eq!(skip.attr("class").await?.as_deref(), Some("skip"));
    browser.element(".skip:focus").await?;
    browser.until("document.querySelector('.skip').getBoundingClientRect().top >= 0").await?;

    // Then the name of the service and the search box.
    browser.press(Key::Tab).await?;
    assert_eq!(browser.focused().await?.attr("href").await?.as_deref(), Some("/"));
    browser.press(Key::Tab).await?;
    assert_eq!(browser.focused().await?.attr("id").await?.as_deref(), Some("q"));
    browser.press("эмираты").await?;
    browser.leave(browser.press(Key::Enter)).await?;
    assert_eq!(browser.value("#q").await?, "эмираты");
    assert!(!browser.elements(".hits mark").await?.is_empty());

    // The skip link leads past the header and the filters, so that the first hit is near.
    browser.press(Key::Tab).await?;
    browser.press(Key::Enter).await?;
    browser.until("document.activeElement.id === 'results'").await?;
    browser.press(Key::Tab).await?;
    let inside = browser.ask("document.getElementById('results').contains(document.activeElement)").await?;
    assert_eq!(inside, true);

    // The first hit can be reached and opened, and the focus is always visible.
    for _ in 0..10 {
        let here = "document.activeElement";
        let seen = browser
            .ask(&format!("{here}.checkVisibility() && {here}.getBoundingClientRect().height > 0"))
            .await?;
        assert_eq!(seen, true, "{}", browser.focused().await?.outer_html().await?);
        if browser.ask(&format!("{here}.closest('.hits h3') !== null")).await? == true {
            break;
        }
        browser.press(Key::Tab).await?;
    }
    browser.leave(browser.press(Key::Enter)).await?;
    assert!(browser.place().await?.starts_with("/d/mpt.gov.by-node-11088"));
    Ok(())
}
