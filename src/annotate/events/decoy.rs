//! What looks like a date and is none: numbers of clauses, versions and telephones, streets, weekdays of a timetable.

use super::reader::{Read, Reader, is_dash};
use super::words::Term::*;

/// How many numbers a code may have: beyond, they are read for themselves.
const CODE_NUMBERS: usize = 16;

impl Reader {
    /// Takes such a place, so that no other rule does.
    pub(super) fn no_date(&self, at: usize) -> Read {
        match self.term(at) {
            Weekday(_) | WeekdayShort(_) => {
                let joint = self.skip_dot(at + 1);
                let joins = is_dash(self.term(joint)) || self.term(joint) == To;
                let ends = matches!(self.term(joint + 1), Weekday(_) | WeekdayShort(_));
                (joins && ends).then_some((None, joint + 2))
            }
            Street => {
                let start = self.skip_dot(at + 1);
                let (_, next) = self.day(start)?;
                let (_, _, next) = self.month(next)?;
                Some((None, next))
            }
            NoDate | Mark('№' | '+') => {
                let start = self.skip(self.skip_dot(at + 1), Mark(':'));
                let mut next = start;
                for _ in 0..CODE_NUMBERS {
                    let number = |at: usize| matches!(self.term(at), Number(..));
                    let inside = matches!(self.term(next), Mark(_)) && self.glued(next) && number(next + 1);
                    if !number(next) && !inside {
                        break;
                    }
                    next += 1;
                }
                (next > start + 1).then_some((None, next))
            }
            _ => None,
        }
    }
}
