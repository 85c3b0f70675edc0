//! `vestnik annotate PATH…`: what is inferred from documents, and the places in their texts that say so.

use std::io::Write;
use std::path::PathBuf;

use serde::Serialize;

use super::console;
use super::explanations::{self, ExplainedJson};
use super::outcome::Outcome;
use crate::annotate::Explained;
use crate::answers::AnnotationsJson;
use crate::config::Config;
use crate::model::{Document, Shown, Vocabulary};

#[derive(clap::Args)]
pub(super) struct AnnotateArgs {
    /// Files and folders to read
    #[arg(required = true)]
    paths: Vec<PathBuf>,
    /// Print a line of JSON for each document; offsets count characters of its text
    #[arg(long)]
    json: bool,
    /// Name the rule behind each value, and what the rule went by
    #[arg(long)]
    explain: bool,
}

/// A line of JSON with explanations.
#[derive(Serialize)]
struct WithRules {
    #[serde(flatten)]
    annotations: AnnotationsJson,
    explained: Vec<ExplainedJson>,
}

pub(super) fn annotate(config: &Config, args: &AnnotateArgs) -> anyhow::Result<Outcome> {
    let assembly = config.assemble()?;
    let annotator = assembly.annotator()?;
    let source = assembly.source(&args.paths);
    let mut out = std::io::BufWriter::new(console::out());
    let mut rejected = false;
    for item in source.items() {
        match item {
            Ok(communique) => {
                let (document, explained) = if args.explain {
                    let (document, explained) = annotator.explain(communique);
                    (document, Some(explained))
                } else {
                    (annotator.annotate(communique), None)
                };
                write(&mut out, &document, explained, args.json, assembly.vocabulary())?;
            }
            Err(rejection) => {
                rejected = true;
                console::note(format_args!("rejected: {rejection}"));
            }
        }
    }
    out.flush()?;
    Ok(if rejected { Outcome::SomeRejected } else { Outcome::Done })
}

/// What is inferred of one document, with the rules behind it if those are asked for.
fn write(
    out: &mut impl Write,
    document: &Document,
    explained: Option<Vec<Explained>>,
    json: bool,
    vocabulary: &Vocabulary,
) -> anyhow::Result<()> {
    if json {
        let annotations = AnnotationsJson::new(document);
        match explained {
            None => serde_json::to_writer(&mut *out, &annotations)?,
            Some(explained) => {
                let explained = ExplainedJson::all(&document.communique, explained);
                serde_json::to_writer(&mut *out, &WithRules { annotations, explained })?;
            }
        }
        writeln!(out)?;
    } else {
        describe(out, document, vocabulary)?;
        if let Some(explained) = explained {
            explanations::describe(out, &document.communique, &explained)?;
        }
    }
    Ok(())
}

/// For people: a block of lines for each document.
fn describe(out: &mut impl Write, document: &Document, vocabulary: &Vocabulary) -> std::io::Result<()> {
    let annotations = &document.annotations;
    let text = &document.communique.text;
    let quoted = |ranges: &[std::ops::Range<usize>]| {
        let mut forms: Vec<&str> = Vec::new();
        for range in ranges {
            if !forms.contains(&&text[range.clone()]) {
                forms.push(&text[range.clone()]);
            }
        }
        Shown(&forms.join(", ")).to_string()
    };
    let reader = annotations.language;
    writeln!(out, "{}  {}", document.communique.id, Shown(&document.communique.title))?;
    let published = annotations.published.map_or("unknown".to_owned(), |published| {
        format!("{} ({}, from {})", published.date, published.precision.code(), published.from.code())
    });
    writeln!(out, "  published     {published}")?;
    writeln!(out, "  language      {reader}")?;
    writeln!(out, "  kind          {}", annotations.kind.code())?;
    for found in &annotations.countries {
        let ranges: Vec<_> = found.mentions.iter().map(|mention| mention.range.clone()).collect();
        let name = found.country.name(reader);
        writeln!(out, "  country       {} {name}, {}: {}", found.country, found.count(), quoted(&ranges))?;
    }
    for found in &annotations.topics {
        let name = vocabulary.topic(&found.topic, reader);
        writeln!(out, "  topic         {name}: {}", quoted(&found.mentions))?;
    }
    for found in &annotations.people {
        let office = found.office.as_ref().map_or(String::new(), |office| format!(" ({})", Shown(office)));
        writeln!(out, "  person        {}{office}: {}", Shown(&found.name), quoted(&found.mentions))?;
    }
    for found in &annotations.organisations {
        writeln!(out, "  organisation  {}: {}", Shown(&found.name), quoted(&found.mentions))?;
    }
    for event in &annotations.events {
        let said = Shown(&text[event.range.clone()]);
        writeln!(out, "  date          {}..{}: {said}", event.from, event.to)?;
    }
    writeln!(out)
}
