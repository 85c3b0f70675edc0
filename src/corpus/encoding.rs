//! Bytes → text: byte order mark, declared label, then detection. Older files of ministries are in windows-1251 and
//! KOI8-R, and labels are wrong so often that each is checked against the bytes.

use chardetng::{EncodingDetector, Iso2022JpDetection, Utf8Detection};
use encoding_rs::{
    Encoding, IBM866, ISO_8859_5, KOI8_R, KOI8_U, UTF_8, UTF_16BE, UTF_16LE, WINDOWS_1251, WINDOWS_1252,
    X_MAC_CYRILLIC,
};

use super::ReadError;

/// The encodings that detection may answer with: those of Russian, Belarusian and English texts. Others would be
/// mistaken guesses about short texts.
const LIKELY: [&Encoding; 7] =
    [WINDOWS_1251, KOI8_R, KOI8_U, IBM866, ISO_8859_5, X_MAC_CYRILLIC, WINDOWS_1252];

/// How other kinds of files begin, so that the message can name the kind.
const SIGNATURES: [(&[u8], &str); 9] = [
    (b"%PDF", "a PDF file"),
    (b"PK\x03\x04", "a ZIP file or an Office document"),
    (b"\xd0\xcf\x11\xe0", "an Office document"),
    (b"{\\rtf", "an RTF document"),
    (b"\x89PNG", "a PNG picture"),
    (b"\xff\xd8\xff", "a JPEG picture"),
    (b"GIF8", "a GIF picture"),
    (b"\x1f\x8b", "a gzip file"),
    (b"\x28\xb5\x2f\xfd", "a Zstandard file"),
];

/// Decodes `bytes`. `declared` is the label that the file itself states, if any.
///
/// # Errors
/// [`ReadError::Empty`] for white space alone, [`ReadError::Binary`] for bytes that are not text,
/// [`ReadError::Undecodable`] when no encoding explains every byte: nothing is replaced silently.
pub fn read_text(bytes: &[u8], declared: Option<&str>) -> Result<String, ReadError> {
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return checked(decode(&bytes[mark..], encoding)?);
    }
    if let Some(&(_, kind)) = SIGNATURES.iter().find(|(start, _)| bytes.starts_with(start)) {
        return Err(ReadError::Binary { kind });
    }
    if bytes.contains(&0)
        && let Some(text) = utf_16_without_mark(bytes)
    {
        return checked(text);
    }
    let utf_8 = std::str::from_utf8(bytes);
    if let Ok(text) = utf_8
        && (!text.is_ascii() || declared.is_none())
    {
        return checked(text.to_owned());
    }
    if bytes.contains(&0) {
        return Err(ReadError::Binary { kind: "binary data" });
    }
    // The rest is not UTF-8, or is ASCII only, whatever the label says. ASCII is the same in every encoding here except
    // UTF-16, which was recognised above.
    if let Some(encoding) = declared.and_then(|label| Encoding::for_label(label.trim().as_bytes()))
        && encoding != UTF_8
        && encoding != UTF_16LE
        && encoding != UTF_16BE
        && let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes)
        && is_plausible(&text)
    {
        return checked(text.into_owned());
    }
    if let Some(at) = damaged_utf_8(bytes) {
        return Err(ReadError::Undecodable { encoding: UTF_8.name(), at });
    }
    checked(decode(bytes, detect(bytes))?)
}

/// The encoding label that HTML (`<meta charset>`) or XML (`<?xml encoding?>`) states in its first bytes.
pub(super) fn declared_label(bytes: &[u8]) -> Option<String> {
    // HTML asks for 1,024 bytes; pages that put comments first exist.
    let head = &bytes[..bytes.len().min(8192)];
    let head = String::from_utf8_lossy(head).to_ascii_lowercase();
    let xml = head
        .trim_start_matches('\u{feff}')
        .starts_with("<?xml")
        .then(|| label_after(head.split("?>").next()?, "encoding"))
        .flatten();
    xml.or_else(|| {
        head.match_indices("<meta")
            .filter_map(|(at, _)| head[at..].split('>').next())
            .find_map(|tag| label_after(tag, "charset"))
    })
}

fn label_after(text: &str, name: &str) -> Option<String> {
    let rest = text.split_once(name)?.1.trim_start().strip_prefix('=')?;
    let label: String = rest
        .trim_start()
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | ':' | '.'))
        .collect();
    (!label.is_empty()).then_some(label)
}

fn decode(bytes: &[u8], encoding: &'static Encoding) -> Result<String, ReadError> {
    if let Some(text) = encoding.decode_without_bom_handling_and_without_replacement(bytes) {
        return Ok(text.into_owned());
    }
    let at = if encoding == UTF_8 {
        Encoding::utf8_valid_up_to(bytes)
    } else {
        // The longest prefix that decodes, by binary search, since decoding answers only yes or no.
        let (mut good, mut bad) = (0, bytes.len());
        while bad - good > 1 {
            let middle = usize::midpoint(good, bad);
            let mut decoder = encoding.new_decoder_without_bom_handling();
            let mut text = String::with_capacity(3 * middle + 16);
            let (result, _) =
                decoder.decode_to_string_without_replacement(&bytes[..middle], &mut text, false);
            if matches!(result, encoding_rs::DecoderResult::Malformed(..)) {
                bad = middle;
            } else {
                good = middle;
            }
        }
        good
    };
    Err(ReadError::Undecodable { encoding: encoding.name(), at })
}

/// UTF-16 without a byte order mark: every other byte of its spaces and Latin letters is zero.
fn utf_16_without_mark(bytes: &[u8]) -> Option<String> {
    [UTF_16LE, UTF_16BE]
        .into_iter()
        .filter(|_| bytes.len().is_multiple_of(2))
        .filter_map(|encoding| encoding.decode_without_bom_handling_and_without_replacement(bytes))
        .find(|text| {
            let (mut expected, mut all) = (0usize, 0usize);
            for c in text.chars() {
                all += 1;
                let known = matches!(c, '\t' | '\n' | '\r' | ' '..='~' | '\u{a0}'..='\u{ff}'
                    | '\u{400}'..='\u{52f}' | '\u{2010}'..='\u{2044}' | '№' | '€');
                expected += usize::from(known);
            }
            expected * 10 >= all * 9
        })
        .map(std::borrow::Cow::into_owned)
}

/// The first invalid byte of a text that is UTF-8 except for a few bytes. Decoded in a one-byte encoding, all of it
/// would silently become garbage.
fn damaged_utf_8(bytes: &[u8]) -> Option<usize> {
    let (mut broken, mut letters) = (0usize, 0usize);
    for chunk in bytes.utf8_chunks() {
        letters += chunk.valid().chars().filter(|c| !c.is_ascii()).count();
        broken += usize::from(!chunk.invalid().is_empty());
    }
    (broken > 0 && letters >= broken * 10).then(|| Encoding::utf8_valid_up_to(bytes))
}

fn detect(bytes: &[u8]) -> &'static Encoding {
    let mut detector = EncodingDetector::new(Iso2022JpDetection::Deny);
    detector.feed(bytes, true);
    // The domain tells the detector to expect Cyrillic when the bytes leave it open.
    let guess = detector.guess(Some(b"by"), Utf8Detection::Deny);
    if LIKELY.contains(&guess) { guess } else { WINDOWS_1251 }
}

/// Whether a text decoded by its label looks like text. Wrong labels show in three ways: control codes, Cyrillic
/// words that begin in lower case and go on in capitals (KOI8-R and windows-1251 swap the cases), and words of
/// accented letters only (Cyrillic read as Latin).
fn is_plausible(text: &str) -> bool {
    let (mut swapped, mut pairs) = (0usize, 0usize);
    let (mut capitals, mut small) = (0usize, 0usize);
    let (mut accented, mut latin) = (0usize, 0usize);
    let mut previous = ' ';
    for c in text.chars() {
        if is_stray_control(c) {
            return false;
        }
        if is_cyrillic(c) {
            capitals += usize::from(c.is_uppercase());
            small += usize::from(c.is_lowercase());
            if is_cyrillic(previous) {
                pairs += 1;
                swapped += usize::from(previous.is_lowercase() && c.is_uppercase());
            }
        }
        accented += usize::from(matches!(c, '\u{c0}'..='\u{ff}'));
        latin += usize::from(c.is_ascii_alphabetic());
        previous = c;
    }
    // A text in capitals throughout is a headline; swapped Russian has some small letters, at the heads of
    // sentences.
    let headline = small == 0 && swapped == 0;
    swapped * 50 <= pairs && (capitals <= 4 * small || headline) && accented <= latin / 2
}

fn is_cyrillic(c: char) -> bool {
    matches!(c, '\u{400}'..='\u{4ff}')
}

fn is_stray_control(c: char) -> bool {
    c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{85}')
}

fn checked(text: String) -> Result<String, ReadError> {
    let (mut letters, mut controls, mut all) = (0usize, 0usize, 0usize);
    for c in text.chars() {
        all += 1;
        letters += usize::from(c.is_alphabetic());
        controls += usize::from(is_stray_control(c));
    }
    if text.chars().all(char::is_whitespace) {
        Err(ReadError::Empty)
    } else if letters == 0 || controls * 50 > all {
        Err(ReadError::Binary { kind: "binary data" })
    } else {
        Ok(text)
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    const RUSSIAN: &str = "28 января 2026 г. в Минсвязи состоялась встреча Министра с Послом ОАЭ.\n";
    const BELARUSIAN: &str = "Міністр сустрэўся з Паслом, абмеркаваныя пытанні лічбавізацыі ў рэспубліцы.\n";
    const HEADLINE: &str = "О ВСТРЕЧЕ МИНИСТРА";

    fn encode(text: &str, encoding: &'static Encoding) -> Vec<u8> {
        let (bytes, _, unmappable) = encoding.encode(text);
        assert!(!unmappable, "{text} in {}", encoding.name());
        bytes.into_owned()
    }

    fn utf_16(text: &str, big: bool) -> Vec<u8> {
        let bytes = |unit: u16| {
            if big { unit.to_be_bytes() } else { unit.to_le_bytes() }
        };
        text.encode_utf16().flat_map(bytes).collect()
    }

    fn check(bytes: &[u8], declared: Option<&str>, expected: &str) {
        let text = read_text(bytes, declared);
        assert_eq!(text.as_deref().ok(), Some(expected), "{declared:?} {text:?}");
    }

    #[test]
    fn encodings_are_told_apart_whatever_the_label() {
        let labels = [
            None,
            Some("windows-1251"),
            Some("koi8-r"),
            Some("utf-8"),
            Some("nonsense"),
            Some("utf-16"),
            Some("iso-8859-1"),
        ];
        for declared in labels {
            for text in [RUSSIAN, BELARUSIAN] {
                check(text.as_bytes(), declared, text);
                check(&encode(text, WINDOWS_1251), declared, text);
                check(&utf_16(text, true), declared, text);
                check(&utf_16(text, false), declared, text);
                check(&utf_16(&format!("\u{feff}{text}"), true), declared, text);
                check(&utf_16(&format!("\u{feff}{text}"), false), declared, text);
                check(format!("\u{feff}{text}").as_bytes(), declared, text);
            }
            check(&encode(RUSSIAN, KOI8_R), declared, RUSSIAN);
            check(&encode(BELARUSIAN, KOI8_U), Some("koi8-u"), BELARUSIAN);
            check(b"Plain ASCII.", declared, "Plain ASCII.");
        }
        check(&encode(HEADLINE, WINDOWS_1251), Some("windows-1251"), HEADLINE);
        check(&encode(HEADLINE, KOI8_R), Some("koi8-r"), HEADLINE);
        check(&encode(RUSSIAN, IBM866), None, RUSSIAN);
    }

    #[test]
    fn labels_are_found() {
        let cases = [
            ("<html><meta charset=\"Windows-1251\">", Some("windows-1251")),
            ("<META HTTP-EQUIV=x content='text/html; charset=koi8-r'>", Some("koi8-r")),
            ("<?xml version='1.0' encoding='utf-8'?><rss>", Some("utf-8")),
            ("<p>charset=koi8-r</p>", None),
            ("<meta charset=>", None),
        ];
        for (head, expected) in cases {
            assert_eq!(declared_label(head.as_bytes()).as_deref(), expected, "{head}");
        }
    }

    #[test]
    fn what_is_no_text_is_refused() {
        let mut cut = RUSSIAN.repeat(3).into_bytes();
        cut.truncate(RUSSIAN.len() - 7);
        cut.push(0xd0);
        cut.extend(RUSSIAN.as_bytes());
        let cases: [(&[u8], &str); 7] = [
            (b"", "empty"),
            (b" \r\n\t", "empty"),
            (b"\x89PNG\r\n\x1a\n\0\0", "a PNG picture"),
            (b"%PDF-1.4 text", "a PDF file"),
            (b"\x00\x01\x02\xff\xfe\x80\x81", "binary"),
            (b"12345 67890", "binary"),
            (&cut, "not valid UTF-8"),
        ];
        for (bytes, expected) in cases {
            let message = read_text(bytes, None).expect_err(expected).to_string();
            assert!(message.contains(expected), "{message}");
        }
        let odd = read_text(b"\xff\xfe\x41\x04\x00\xd8\x20\x00", None);
        assert!(matches!(odd, Err(ReadError::Undecodable { encoding: "UTF-16LE", .. })), "{odd:?}");
    }

    proptest! {
        #[test]
        fn any_bytes_are_read_or_refused(bytes: Vec<u8>, label in "[a-z0-9-]{0,12}") {
            let _ = read_text(&bytes, Some(&label));
            let _ = declared_label(&bytes);
        }
    }
}
