//! Every link of the pages. A link is a search with one change, so all of them are made here, from the parameters of
//! their page: encoded, without defaults, without values that would be refused.

use form_urlencoded::Serializer;

use crate::model::{ByFacet, Date, DocumentId, FacetName, Precision};
use crate::query::{Cursor, MatchMode, SearchParams, Sort, canonical};

/// Makes links from the search that a page shows.
#[derive(Clone)]
pub(super) struct Links {
    params: SearchParams,
}

impl Links {
    /// Links from a search. Values are brought to their canonical form, invalid ones are left out: a link out of
    /// a refused search must lead to one that is answered.
    pub(super) fn new(params: &SearchParams) -> Self {
        Self { params: canonical(params) }
    }

    /// The canonical parameters that the links are made from.
    pub(super) fn params(&self) -> &SearchParams {
        &self.params
    }

    /// The search itself, at the cursor or offset of the page.
    pub(super) fn here(&self) -> String {
        href("/", &self.params)
    }

    /// The search as JSON, at the same place.
    pub(super) fn json(&self) -> String {
        href("/api/v1/search", &self.params)
    }

    /// A document, with the search as parameters, so that its page can mark the words and link back.
    pub(super) fn document(&self, id: &DocumentId) -> String {
        href(&document(id), &self.params)
    }

    /// A document with the evidence for one of its properties marked.
    pub(super) fn document_because(&self, id: &DocumentId, reason: &str) -> String {
        let mut pairs = self.params.pairs();
        pairs.push(("why", reason.to_owned()));
        format!("{}#text", address(&document(id), pairs))
    }

    /// The page of hits that begins after `offset` others.
    pub(super) fn page(&self, offset: usize) -> String {
        self.changed(|params| params.offset = (offset > 0).then(|| offset.to_string()))
    }

    /// The page of hits after a place.
    pub(super) fn after(&self, cursor: &Cursor) -> String {
        self.changed(|params| params.cursor = Some(cursor.to_string()))
    }

    /// The search with a value of a facet chosen as well.
    pub(super) fn with(&self, facet: FacetName, value: &str) -> String {
        self.changed(|params| params.chosen[facet].push(value.to_owned()))
    }

    /// The search with a value of a facet chosen in place of another.
    pub(super) fn instead(&self, facet: FacetName, of: &str, value: &str) -> String {
        let mut links = self.clone();
        links.params.chosen[facet].retain(|known| known != of);
        links.with(facet, value)
    }

    /// The search without a value of a facet.
    pub(super) fn without(&self, facet: FacetName, value: &str) -> String {
        self.changed(|params| params.chosen[facet].retain(|known| known != value))
    }

    /// Whether a value of a facet is chosen.
    pub(super) fn has(&self, facet: FacetName, value: &str) -> bool {
        self.params.chosen[facet].iter().any(|known| known == value)
    }

    /// The search within another period; `None` leaves an end open.
    pub(super) fn period(&self, from: Option<&str>, to: Option<&str>) -> String {
        self.changed(|params| {
            params.from = from.map(str::to_owned);
            params.to = to.map(str::to_owned);
        })
    }

    /// The search without the condition on the days that texts speak of.
    pub(super) fn without_event(&self) -> String {
        self.changed(|params| params.event = None)
    }

    /// The search in another order.
    pub(super) fn sorted(&self, sort: Sort) -> String {
        self.changed(|params| params.sort = Some(sort.code().to_owned()))
    }

    /// The search with another rule about how many words must match.
    pub(super) fn matching(&self, mode: MatchMode) -> String {
        self.changed(|params| params.matching = Some(mode.code().to_owned()))
    }

    /// The search without any filter, all words to match if they can.
    pub(super) fn without_filters(&self) -> String {
        self.changed(|params| {
            params.chosen = ByFacet::default();
            params.from = None;
            params.to = None;
            params.event = None;
            params.matching = None;
        })
    }

    /// The hidden fields of a form, which keep what is chosen: everything except the query and the place, and the
    /// period unless the form asks for it.
    pub(super) fn carried(&self, form: Form) -> Vec<(&'static str, String)> {
        let mut params = self.first_page();
        match form {
            Form::Query => params.q = None,
            Form::Period => {
                params.from = None;
                params.to = None;
            }
            Form::Event => params.event = None,
            Form::Name => {}
        }
        params.pairs()
    }

    fn first_page(&self) -> SearchParams {
        SearchParams { offset: None, cursor: None, ..self.params.clone() }
    }

    fn changed(&self, change: impl FnOnce(&mut SearchParams)) -> String {
        let mut params = self.first_page();
        change(&mut params);
        // The change may have made a value a default.
        href("/", &Self::new(&params).params)
    }
}

/// The forms of a page.
#[derive(Clone, Copy)]
pub(super) enum Form {
    /// Asks for the query.
    Query,
    /// Asks for the period.
    Period,
    /// Asks for the days that texts speak of.
    Event,
    /// Asks for one more name.
    Name,
}

/// A search for a query alone, for examples.
pub(super) fn query(text: &str) -> String {
    href("/", &SearchParams { q: Some(text.to_owned()), ..SearchParams::default() })
}

/// Everything with one value of a facet.
pub(super) fn all_with(facet: FacetName, value: &str) -> String {
    Links::new(&SearchParams::default()).with(facet, value)
}

/// Everything that speaks of days in a period.
pub(super) fn event(period: &str) -> String {
    href("/", &SearchParams { event: Some(period.to_owned()), ..SearchParams::default() })
}

/// The page of a document, by itself. An id has no character that a path would need encoded.
pub(super) fn document(id: &DocumentId) -> String {
    format!("/d/{id}")
}

/// A day or month or year as parameters write it.
pub(super) fn date_value(date: Date, precision: Precision) -> String {
    match precision {
        Precision::Day => date.to_string(),
        Precision::Month => format!("{:04}-{:02}", date.year(), date.month()),
        Precision::Year => format!("{:04}", date.year()),
    }
}

fn href(path: &str, params: &SearchParams) -> String {
    address(path, params.pairs())
}

fn address(path: &str, pairs: Vec<(&'static str, String)>) -> String {
    if pairs.is_empty() {
        return path.to_owned();
    }
    let query = Serializer::new(String::new()).extend_pairs(pairs).finish();
    format!("{path}?{query}")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Unknown;

    fn read(link: &str) -> SearchParams {
        let query = link.split_once('?').map_or("", |(_, query)| query);
        SearchParams::from_pairs(form_urlencoded::parse(query.as_bytes()), Unknown::Refuse).expect("ours")
    }

    fn links(query: &str) -> Links {
        Links::new(&read(query))
    }

    /// Checks a link by parsing it.
    fn check(link: &str, expected: &str) {
        assert_eq!(read(link), read(&format!("/?{expected}")), "{link}");
        assert!(link.is_ascii(), "{link}");
    }

    const FULL: &str = "/?q=посол+%26+%22ОАЭ%22+%2B1&country=AE&country=CN&topic=trade&source=mpt.gov.by&lang=ru\
                        &from=2025-10&to=2026&sort=oldest&match=any&limit=50&offset=100";

    #[test]
    fn every_parameter_comes_back() {
        let links = links(FULL);
        assert_eq!(read(&links.here()), read(FULL));
        let id = DocumentId::from_url("https://mpt.gov.by/node/11088").expect("an id");
        assert!(links.document(&id).starts_with("/d/mpt.gov.by-node-11088?q=%D0%BF"));
        assert_eq!(read(&links.document(&id)), read(FULL));
        assert!(links.json().starts_with("/api/v1/search?"));
    }

    #[test]
    fn another_search_begins_at_its_first_page() {
        let all = links(FULL);
        for link in [
            all.with(FacetName::COUNTRY, "EG"),
            all.without(FacetName::COUNTRY, "AE"),
            all.period(Some("2026-01"), None),
            all.sorted(Sort::Newest),
            all.matching(MatchMode::All),
            all.without_filters(),
        ] {
            assert_eq!(read(&link).offset, None, "{link}");
        }
        let after = links("/?q=а&cursor=1~2~x");
        check(&after.page(20), "q=а&offset=20");
        check(&after.here(), "q=а&cursor=1~2~x");
    }

    #[test]
    fn values_are_added_and_taken_away() {
        let links = links("/?q=а&country=ae&country=CN");
        assert!(links.has(FacetName::COUNTRY, "AE"));
        check(&links.with(FacetName::COUNTRY, "EG"), "q=а&country=AE&country=CN&country=EG");
        check(&links.with(FacetName::COUNTRY, "AE"), "q=а&country=AE&country=CN");
        check(&links.without(FacetName::COUNTRY, "AE"), "q=а&country=CN");
        check(&links.without_filters(), "q=а");
        check(&links.with(FacetName::TOPIC, "a&b=c#d"), "q=а&country=AE&country=CN&topic=a%26b%3Dc%23d");
    }

    #[test]
    fn defaults_are_left_out() {
        let links = links("/?q=+&from=&sort=newest&match=auto&limit=10&offset=0");
        assert_eq!(links.here(), "/");
        check(&links.sorted(Sort::Oldest), "sort=oldest");
        let typed = self::links("/?q=а&sort=newest");
        assert_eq!(read(&typed.sorted(Sort::Relevance)).sort, None);
    }

    #[test]
    fn what_was_refused_does_not_come_back() {
        let links =
            links("/?q=а&country=ZZ&lang=fr&from=вчера&sort=best&match=some&limit=1e9&cursor=x&offset=-1");
        check(&links.here(), "q=а");
    }

    #[test]
    fn forms_carry_what_they_do_not_ask_for() {
        let names = |form| -> Vec<&str> { links(FULL).carried(form).iter().map(|(name, _)| *name).collect() };
        let query = names(Form::Query);
        assert!(!query.contains(&"q") && !query.contains(&"offset") && query.contains(&"from"));
        let period = names(Form::Period);
        assert!(period.contains(&"q") && !period.contains(&"offset") && !period.contains(&"from"));
    }
}
