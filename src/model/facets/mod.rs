//! Facets: the properties of documents by whose values documents are counted, filtered and searched. Each is one row
//! ([`FacetSpec`]) of one table. Parameters, fields of the query language, columns of the index, JSON, links, chips,
//! the properties on a document's page and the check of an index are made from the rows; none of them lists the facets
//! again. The date of publication is not a row: it is counted in a histogram.

mod rows;
mod spec;
mod table;

pub use spec::{Accepts, DocumentValue, FacetSpec, Places};
pub use table::{ByFacet, FacetName, FacetRefusal, RESERVED_NAMES, register_facet};
