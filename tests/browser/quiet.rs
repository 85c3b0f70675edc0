//! The pages have no scripts and no dead links, and cause no warnings in the browser.

use std::collections::BTreeSet;

use super::support::{Browser, Result};

#[tokio::test]
async fn no_scripts_and_no_complaints() -> Result {
    let browser = Browser::open("ru").await?;
    for (path, status) in [
        ("/", 200),
        ("/?q=эмираты&country=AE", 200),
        ("/?q=жирафоведение", 200),
        ("/d/mpt.gov.by-node-11088?q=эмираты", 200),
        ("/?q=%3Cscript%3Ealert(1)%3C/script%3E", 200),
        ("/?from=2026-02-30", 400),
        ("/d/no-such-document", 404),
        ("/no/such/page", 404),
    ] {
        browser.visit(path).await?;
        assert_eq!(browser.status().await?, status, "{path}");
        assert_eq!(browser.elements("script, [onclick], [onload], [style]").await?.len(), 0, "{path}");
        // The style sheet was loaded: the page's own security policy could have blocked it.
        let width = browser.ask("getComputedStyle(document.querySelector('.wide')).maxWidth").await?;
        assert_eq!(width, "1200px", "{path}");

        let mut complaints = browser.complaints().await?;
        if status != 200 {
            // The browser reports the status itself, which proves that its warnings are seen.
            assert!(!complaints.is_empty(), "{path}");
            complaints.retain(|(source, message)| {
                !(source == "network" && message.contains(&format!("status of {status}")))
            });
        }
        assert!(complaints.is_empty(), "{path}: {complaints:?}");
    }
    Ok(())
}

#[tokio::test]
async fn every_link_leads_somewhere() -> Result {
    let browser = Browser::open("ru").await?;
    let mut links = BTreeSet::new();
    for path in
        ["/", "/?q=эмираты&country=AE&from=2024", "/d/mpt.gov.by-node-11088?q=эмираты", "/?from=2026-02-30"]
    {
        browser.visit(path).await?;
        // All but the skip link, also those in the histogram.
        let opened = browser
            .ask(
                "[...document.querySelectorAll('a[href]:not(.skip)')]\
                 .map(link => new URL(link.getAttribute('href'), location).href)",
            )
            .await?;
        for link in opened.as_array().into_iter().flatten().filter_map(|link| link.as_str()) {
            links.extend(browser.path_of(link).map(str::to_owned));
        }
    }
    assert!(links.len() > 100, "{links:?}");
    for link in links {
        assert_eq!(browser.answer(&link)?, 200, "{link}");
    }
    Ok(())
}
