//! FollowTheMoney entities, one JSON object a line, as OpenSanctions publishes them.
//!
//! Entities that are no subject of screening (addresses, sanctions, relations) are skipped and
//! counted by schema. Values of protected properties are dropped and counted.

use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    path::Path,
};

use liaison_person::ftm;

use crate::{
    Edition, Error, Kind,
    source::{Input, Meter, Source},
};

/// The largest entities that are published come near to one mebibyte.
const LONGEST_LINE: usize = 8 << 20;

/// Reads any number of files as one list.
pub(crate) fn read(sources: &[Source<'_>], meter: &mut Meter<'_>) -> Result<Edition, Error> {
    let mut records = Vec::new();
    let mut ids = HashSet::new();
    let mut datasets = BTreeSet::new();
    let mut unnamed = false;
    let mut protected_dropped = 0;
    let mut skipped = BTreeMap::new();
    for source in sources {
        let mut input = Input::open(source, meter)?;
        let mut lines = 0;
        loop {
            let line = input.line();
            let Some((text, _)) = input.next_line(LONGEST_LINE)? else {
                break;
            };
            if text.trim().is_empty() {
                continue;
            }
            lines += 1;
            match ftm::parse(&text) {
                Ok(parsed) => {
                    if !ids.insert(parsed.record.id.clone()) {
                        let id: String = parsed.record.id.chars().take(80).collect();
                        return Err(input.refuse_at(line, format!("entity `{id}` is there twice")));
                    }
                    unnamed |= parsed.datasets.is_empty();
                    datasets.extend(parsed.datasets);
                    protected_dropped += parsed.dropped;
                    records.push(parsed.record);
                    input.count_record();
                }
                Err(ftm::Error::OtherSchema(schema)) => *skipped.entry(schema).or_insert(0) += 1,
                Err(error) => return Err(input.refuse_at(line, error.to_string())),
            }
        }
        if lines == 0 {
            return Err(input.refuse("the file holds no entity"));
        }
    }
    let id = match (unnamed, datasets.len(), datasets.pop_first()) {
        (false, 1, Some(dataset)) => dataset,
        _ => sources
            .first()
            .map(|source| stem(&source.name()))
            .unwrap_or_default(),
    };
    Ok(Edition {
        kind: Kind::Ftm,
        id,
        digest: String::new(),
        records,
        protected_dropped,
        skipped,
    })
}

/// The file's name up to its first full stop: `own.ftm.json` is `own`.
fn stem(name: &str) -> String {
    let stem = Path::new(name)
        .file_name()
        .unwrap_or_default()
        .to_string_lossy();
    stem.split('.')
        .find(|part| !part.is_empty())
        .unwrap_or("list")
        .to_owned()
}

#[cfg(test)]
mod tests {
    use crate::{Error, Kind, read_bytes};

    const LINES: &str = r#"{"id":"a","schema":"Person","properties":{"name":["Anton"],"religion":["x"]},"datasets":["demo"]}
{"id":"s","schema":"Sanction","properties":{},"datasets":["demo"]}
{"id":"b","schema":"Vessel","properties":{"name":["Zarya"]},"datasets":["demo"]}
"#;

    #[test]
    fn counts_what_it_leaves_out() {
        let edition = read_bytes(Kind::Ftm, &[("x.ftm.json", LINES.as_bytes())]).expect("reads");
        assert_eq!((edition.records.len(), edition.protected_dropped), (2, 1));
        assert_eq!(edition.skipped["Sanction"], 1);
        assert_eq!(edition.id, "demo");
    }

    #[test]
    fn refuses_a_line_cut_short_and_an_identifier_twice() {
        let cut = LINES.len() - 10;
        let error = read_bytes(Kind::Ftm, &[("x.json", &LINES.as_bytes()[..cut])]);
        assert!(matches!(error, Err(Error::Malformed { line: 3, .. })));
        let twice = format!("{LINES}{LINES}");
        let error = read_bytes(Kind::Ftm, &[("x.json", twice.as_bytes())]);
        assert!(matches!(error, Err(Error::Malformed { line: 4, .. })));
    }
}
