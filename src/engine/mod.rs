//! Documents in, [`SearchResults`] out. This file is the facade; the engines behind it are rooms of their own.

mod results;

pub use results::{Bucket, Facet, FacetValue, Histogram, Hit, Interval, Marked, SearchResults};
