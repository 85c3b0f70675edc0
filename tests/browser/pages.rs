//! Paging through all documents.

use std::collections::BTreeSet;

use super::support::{Browser, Result};

#[tokio::test]
async fn every_document_is_on_one_page() -> Result {
    let browser = Browser::open("ru").await?;
    browser.visit("/").await?;
    assert!(browser.elements(".pages [rel=prev]").await?.is_empty());
    let first = documents(&browser).await?;
    let range = browser.text(".pages .range").await?;
    let total: usize = range.rsplit(' ').next().unwrap_or_default().parse()?;
    assert!(range.starts_with(&format!("1–{} ", first.len())), "{range}");

    browser.click(".pages [rel=next]").await?;
    assert_ne!(documents(&browser).await?, first);
    browser.click(".pages [rel=prev]").await?;
    assert_eq!(documents(&browser).await?, first);

    let mut seen: BTreeSet<String> = BTreeSet::new();
    let mut shown = 0;
    loop {
        let page = documents(&browser).await?;
        assert!(!page.is_empty(), "an empty page after {shown}");
        shown += page.len();
        seen.extend(page);
        if browser.elements(".pages [rel=next]").await?.is_empty() {
            break;
        }
        browser.click(".pages [rel=next]").await?;
    }
    assert_eq!((shown, seen.len()), (total, total), "none twice, none missing");
    Ok(())
}

/// The paths of the documents on this page, without the search in their links.
async fn documents(browser: &Browser) -> Result<Vec<String>> {
    let links = browser.attributes(".hits h3 a", "href").await?;
    Ok(links.iter().map(|link| link.split('?').next().unwrap_or(link).to_owned()).collect())
}
