//! The kinds of events that communiqués tell of.

use super::Language;

/// The kind of event that a communiqué tells of.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Kind {
    /// People met.
    Meeting,
    /// A delegation or an official came or went somewhere.
    Visit,
    /// Negotiations, consultations, a session of a commission.
    Talks,
    /// A document was signed.
    Signing,
    /// A statement, comment or greeting.
    Statement,
    /// A person was appointed or dismissed, or took up or left an office.
    Appointment,
    /// A telephone or video call.
    Call,
    /// An exhibition, forum, conference or fair.
    Exhibition,
    /// None of these.
    Other,
}

impl Kind {
    /// Every kind, in the order in which they are listed.
    pub const ALL: [Self; 9] = [
        Self::Meeting,
        Self::Visit,
        Self::Talks,
        Self::Signing,
        Self::Statement,
        Self::Appointment,
        Self::Call,
        Self::Exhibition,
        Self::Other,
    ];

    /// `meeting`, `visit`, `talks`, `signing`, `statement`, `appointment`, `call`, `exhibition` or `other`.
    pub fn code(self) -> &'static str {
        match self {
            Self::Meeting => "meeting",
            Self::Visit => "visit",
            Self::Talks => "talks",
            Self::Signing => "signing",
            Self::Statement => "statement",
            Self::Appointment => "appointment",
            Self::Call => "call",
            Self::Exhibition => "exhibition",
            Self::Other => "other",
        }
    }

    /// Its name for a reader of `language`.
    pub fn name(self, language: Language) -> &'static str {
        language.choose(self.names())
    }

    /// Russian, Belarusian, English.
    fn names(self) -> [&'static str; 3] {
        match self {
            Self::Meeting => ["Встреча", "Сустрэча", "Meeting"],
            Self::Visit => ["Визит", "Візіт", "Visit"],
            Self::Talks => ["Переговоры", "Перамовы", "Talks"],
            Self::Signing => ["Подписание", "Падпісанне", "Signing"],
            Self::Statement => ["Заявление", "Заява", "Statement"],
            Self::Appointment => ["Назначение", "Прызначэнне", "Appointment"],
            Self::Call => ["Телефонный разговор", "Тэлефонная размова", "Call"],
            Self::Exhibition => ["Выставка или форум", "Выстава або форум", "Exhibition or forum"],
            Self::Other => ["Другое", "Іншае", "Other"],
        }
    }

    /// The kind of a code or a name, ignoring letter case.
    pub fn find(text: &str) -> Option<Self> {
        let wanted = text.trim().to_lowercase();
        Self::ALL.into_iter().find(|kind| {
            kind.code() == wanted || kind.names().iter().any(|name| name.to_lowercase() == wanted)
        })
    }

    /// Reads what [`Self::code`] writes.
    pub fn from_code(code: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.code() == code)
    }
}
