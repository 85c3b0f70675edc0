//! Forms by rules about endings, whatever the language.

/// One rule: words that end in the first string replace it by each of the others.
pub(super) type Rule = (&'static str, &'static [&'static str]);

/// Words in a consonant take the `hard` endings; -о, -е, -и, -у, -э, -ю do not inflect, as no rule names them.
pub(super) fn inflect(word: &str, rules: &[Rule], hard: &[&str], forms: &mut Vec<String>) {
    for (ending, others) in rules {
        if let Some(stem) = word.strip_suffix(ending).filter(|stem| stem.chars().count() >= 2) {
            forms.extend(others.iter().map(|other| format!("{stem}{other}")));
        }
    }
    if word.chars().next_back().is_some_and(|last| "бвгджзклмнпрстўфхцчшщ".contains(last))
    {
        forms.extend(hard.iter().map(|other| format!("{word}{other}")));
    }
}

/// Words in one of the `endings` take each of the others instead.
pub(super) fn decline_plural(word: &str, endings: &[&str], others: &[&str], forms: &mut Vec<String>) {
    if let Some(stem) = endings.iter().find_map(|ending| word.strip_suffix(ending)) {
        forms.extend(others.iter().map(|other| format!("{stem}{other}")));
    }
}
