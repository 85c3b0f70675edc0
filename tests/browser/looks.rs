//! Layout on telephones and desktops, light and dark.

use std::path::PathBuf;

use super::support::{Browser, Result};

/// The pages of the screenshots, with the names of the files.
const PAGES: [(&str, &str); 8] = [
    ("home", "/"),
    ("results", "/?q=эмираты"),
    ("chosen", "/?q=сотрудничество&country=CN&topic=digital-development&from=2023-05"),
    ("document", "/d/mpt.gov.by-node-11088?q=эмираты"),
    ("nothing", "/?q=жирафоведение+страусы&country=CN"),
    ("warned", "/?q=%22посол+(ОАЭ"),
    ("mistaken", "/?q=эмираты&from=2026-02-30"),
    ("missing", "/d/no-such-document"),
];

#[tokio::test]
async fn no_page_is_wider_than_a_telephone() -> Result {
    let browser = Browser::open("ru").await?;
    let pictures = std::env::var_os("VESTNIK_SCREENSHOTS").map(PathBuf::from);
    if let Some(folder) = &pictures {
        std::fs::create_dir_all(folder)?;
    }
    for (name, path) in PAGES {
        browser.visit(path).await?;
        let mut grounds = Vec::new();
        for scheme in ["light", "dark"] {
            browser.colours(scheme).await?;
            grounds.push(browser.ask("getComputedStyle(document.body).backgroundColor").await?);
            for width in [360, 1280] {
                browser.screen(width, 800).await?;
                assert_eq!(browser.ask("innerWidth").await?, width);
                let needed = browser.ask("document.documentElement.scrollWidth").await?;
                assert!(
                    needed.as_u64().is_some_and(|needed| needed <= width.into()),
                    "{name}: {needed} > {width}"
                );
                if let Some(folder) = &pictures {
                    let height = browser.ask("document.documentElement.scrollHeight").await?;
                    browser.screen(width, height.as_u64().unwrap_or_default().try_into()?).await?;
                    browser.screenshot(&folder.join(format!("{name}-{width}-{scheme}.png"))).await?;
                }
            }
        }
        assert_ne!(grounds[0], grounds[1], "{name}: the dark page is as light");
    }
    Ok(())
}

/// On a telephone the filters are folded, and one touch unfolds them.
#[tokio::test]
async fn filters_unfold_on_a_telephone() -> Result {
    let browser = Browser::open("ru").await?;
    browser.screen(360, 740).await?;
    browser.visit("/?q=эмираты").await?;
    let value = "section[aria-labelledby=facet-country] .value";
    assert!(!browser.sees(&browser.element(value).await?).await?);
    browser.touch(&browser.element(".panel > summary").await?).await?;
    assert!(browser.sees(&browser.element(value).await?).await?);
    let count: usize = browser.text(&format!("{value} .count")).await?.parse()?;
    browser.click(value).await?;
    assert_eq!(browser.elements(".hits > li").await?.len(), count);
    Ok(())
}
