//! The messages of one language: a fluent file, read once for the life of the program.

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentError, FluentResource, FluentValue};

use super::numbers;
use crate::model::Shown;

/// The messages of one language by their names.
pub(super) struct Messages {
    bundle: FluentBundle<FluentResource>,
    file: &'static str,
}

impl Messages {
    /// Reads a file whose name is a BCP 47 tag and `.ftl`; what it says of itself goes before every message about it.
    ///
    /// # Panics
    ///
    /// If the text is not fluent or has a name twice. The files are compiled in, so a unit test that reads them finds
    /// this before a reader does.
    pub(super) fn read(file: &'static str, text: &str) -> &'static Self {
        let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(_, errors)| {
            let errors = errors.iter().map(|error| {
                let line = text[..error.pos.start].matches('\n').count() + 1;
                format!("src/texts/{file}:{line}: {error}")
            });
            panic!("{}", errors.collect::<Vec<_>>().join("\n"))
        });
        let tag = match file.trim_end_matches(".ftl") {
            // A bundle asks its language for plural rules alone. Those of Belarusian are wrong in intl_pluralrules 7.0.2
            // (22 is `other`, not `few`); for whole numbers CLDR has the same rules for Russian.
            "be" => "ru",
            tag => tag,
        };
        let tag = tag.parse().expect("files are named after language tags");
        let mut bundle = FluentBundle::new_concurrent(vec![tag]);
        // The marks U+2068 and U+2069 around every argument are for texts that mix writing directions. What somebody
        // typed cannot change the direction of a message: see `shown`.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| numbers::written(value)));
        bundle
            .add_resource(resource)
            .unwrap_or_else(|errors| panic!("src/texts/{file} has a name twice: {errors:?}"));
        Box::leak(Box::new(Self { bundle, file }))
    }

    /// A message without arguments.
    ///
    /// # Panics
    ///
    /// If there is none of this name, or if it has arguments.
    pub(super) fn fixed(&'static self, name: &str) -> &'static str {
        self.fixed_with(name, None)
    }

    /// A message whose only argument is `$number`, for the numbers from 1 to `N`.
    ///
    /// # Panics
    ///
    /// If there is none of this name, or if it has other arguments.
    pub(super) fn numbered<const N: usize>(&'static self, name: &str) -> [&'static str; N] {
        std::array::from_fn(|index| {
            let arguments = FluentArgs::from_iter([("number", index + 1)]);
            self.fixed_with(name, Some(&arguments))
        })
    }

    fn fixed_with(&'static self, name: &str, arguments: Option<&FluentArgs<'_>>) -> &'static str {
        assert!(self.has(name), "src/texts/{} has no message {name}", self.file);
        let (text, faults) = self.write(name, arguments);
        assert!(faults.is_empty(), "src/texts/{}: {name}: {faults:?}", self.file);
        // It lives as long as the program, like a text in the code.
        text.leak()
    }

    /// Whether there is a message of this name.
    pub(super) fn has(&self, name: &str) -> bool {
        self.bundle.has_message(name)
    }

    /// A message with its arguments; a name that [`Self::has`] does not know gives an empty text.
    pub(super) fn format<'a, const N: usize>(
        &self,
        name: &str,
        arguments: [(&'static str, FluentValue<'a>); N],
    ) -> String {
        let arguments = arguments.map(|(name, value)| (name, shown(value)));
        let (text, faults) = self.write(name, Some(&FluentArgs::from_iter(arguments)));
        debug_assert!(faults.is_empty(), "src/texts/{}: {name}: {faults:?}", self.file);
        text
    }

    /// The text, and what is wrong with it: a variable that is not given, a message that is not there.
    pub(super) fn write(&self, name: &str, arguments: Option<&FluentArgs<'_>>) -> (String, Vec<FluentError>) {
        let (mut text, mut faults) = (String::new(), Vec::new());
        if let Some(pattern) = self.bundle.get_message(name).and_then(|message| message.value()) {
            // A `String` takes whatever is written to it.
            let _ = self.bundle.write_pattern(&mut text, pattern, arguments, &mut faults);
        }
        (text, faults)
    }
}

/// An argument as a message shows it: what somebody typed, or a document says, changes nothing around it.
fn shown(value: FluentValue<'_>) -> FluentValue<'_> {
    match value {
        FluentValue::String(text) if !Shown(&text).is_plain() => Shown(&text).to_string().into(),
        other => other,
    }
}
