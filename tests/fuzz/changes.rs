//! Random changes of an input.

use fastrand::Rng;

/// A seed after up to eight changes, of at most `most` bytes.
pub(crate) fn changed(random: &mut Rng, seeds: &[Vec<u8>], words: &[&str], most: usize) -> Vec<u8> {
    let mut input = seeds[random.usize(..seeds.len())].clone();
    for _ in 0..=random.usize(..8) {
        change(random, &mut input, seeds, words);
        if input.len() > most {
            input.truncate(most);
        }
    }
    input
}

fn change(random: &mut Rng, input: &mut Vec<u8>, seeds: &[Vec<u8>], words: &[&str]) {
    let at = random.usize(..=input.len());
    let end = (at + random.usize(..=64)).min(input.len());
    match random.u8(..9) {
        // A bit, a byte.
        0 if at < input.len() => input[at] ^= 1 << random.u8(..8),
        1 if at < input.len() => input[at] = random.u8(..),
        // A part is cut out, doubled, or moved.
        2 => drop(input.drain(at..end)),
        3 => {
            let part = input[at..end].to_vec();
            let most = if random.u8(..20) == 0 { 500 } else { 4 };
            let times = 1 + random.usize(..most);
            input.splice(at..at, part.repeat(times));
        }
        4 => {
            let part: Vec<u8> = input.drain(at..end).collect();
            let to = random.usize(..=input.len());
            input.splice(to..to, part);
        }
        // A part of another seed.
        5 => {
            let other = &seeds[random.usize(..seeds.len())];
            let from = random.usize(..=other.len());
            let to = (from + random.usize(..=400)).min(other.len());
            input.splice(at..end, other[from..to].iter().copied());
        }
        // The rest is cut.
        6 if random.u8(..4) == 0 => input.truncate(at),
        // Words of the format, now and then very often.
        _ => {
            let word = words[random.usize(..words.len())];
            let times = if random.u8(..20) == 0 { random.usize(..2_000) } else { 1 };
            input.splice(at..at, word.repeat(times).into_bytes());
        }
    }
}
