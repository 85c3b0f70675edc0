//! The parameters of a search in one spelling, for links: values that would be refused are left out, and so are
//! defaults.

use super::choices::{MatchMode, Sort};
use super::limits::DEFAULT_LIMIT;
use super::{SearchParams, values};
use crate::model::ByFacet;

/// The same search as [`SearchRequest::from_params`](super::SearchRequest::from_params) understands, in one spelling.
/// Values of facets are in the form that documents have them in, each once. Wrong values, defaults, `facets` and `strict`
/// are left out, so that a link out of a refused search leads to one that is answered.
pub fn canonical(params: &SearchParams) -> SearchParams {
    let q = values::text(params.q.as_ref()).map(str::to_owned);
    let default_sort = if q.is_some() { Sort::Relevance } else { Sort::Newest };
    let sound = |text: &Option<String>, is_sound: bool| {
        values::text(text.as_ref()).filter(|_| is_sound).map(str::to_owned)
    };
    let offset = values::offset(params.offset.as_ref()).ok().flatten();
    SearchParams {
        chosen: ByFacet::new(|facet| {
            let typed = params.chosen[facet].iter();
            values::once(typed.filter_map(|value| values::facet_value(facet, value).ok()).collect())
        }),
        event: sound(&params.event, values::event(params.event.as_ref()).is_ok()),
        from: sound(&params.from, values::period("from", params.from.as_ref()).is_ok()),
        to: sound(&params.to, values::period("to", params.to.as_ref()).is_ok()),
        sort: values::sort(params.sort.as_ref())
            .ok()
            .flatten()
            .filter(|sort| *sort != default_sort)
            .map(|sort| sort.code().to_owned()),
        matching: values::matching(params.matching.as_ref())
            .ok()
            .flatten()
            .filter(|mode| *mode != MatchMode::Auto)
            .map(|mode| mode.code().to_owned()),
        limit: values::limit(params.limit.as_ref())
            .ok()
            .flatten()
            .filter(|limit| *limit != DEFAULT_LIMIT)
            .map(|limit| limit.to_string()),
        offset: offset.filter(|offset| *offset > 0).map(|offset| offset.to_string()),
        cursor: values::cursor(params.cursor.as_ref()).ok().flatten().map(|cursor| cursor.to_string()),
        q,
        ..SearchParams::default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::query::Unknown;

    #[test]
    fn one_spelling() {
        let read = |query: &str| {
            let pairs = query.split('&').filter_map(|pair| pair.split_once('='));
            SearchParams::from_pairs(pairs, Unknown::Refuse).expect("parameters")
        };
        let check =
            |typed: &str, expected: &str| assert_eq!(canonical(&read(typed)), read(expected), "{typed}");
        check("q= а &country=ae&country=AE&lang=be-BY&source=WWW.A.by", "q=а&country=AE&lang=be&source=a.by");
        check("q=а&country=ZZ&lang=fr&kind=party&from=вчера&event=x&sort=best&match=some", "q=а");
        check("q=а&sort=relevance&match=auto&limit=10&offset=0&facets=&strict=true", "q=а");
        check("sort=newest&limit=1e9&offset=-1&cursor=x", "");
        check(
            "sort=oldest&match=any&limit=20&offset=20&from= 2026 ",
            "sort=oldest&match=any&limit=20&offset=20&from=2026",
        );
        check("sort=relevance&person=А&org=Б", "sort=relevance&person=А&org=Б");
    }
}
