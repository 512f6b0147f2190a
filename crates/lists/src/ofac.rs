//! OFAC's Specially Designated Nationals in the published CSV set.
//!
//! Four files without header rows, joined on the entry number: `sdn.csv` (12 columns),
//! `alt.csv` (5), `add.csv` (6) and `sdn_comments.csv` (2), which continues remarks that
//! `sdn.csv` cuts at 1000 characters. The first three end with a line that holds Ctrl-Z; where
//! one of them has it, the others must. Published files are ASCII; UTF-8 is read, any other
//! encoding refused, since decoding by guess would alter names silently.
//!
//! Format: <https://ofac.treasury.gov/media/29976/download>, "SDN data formats".

mod remarks;
mod row;

use std::collections::{BTreeMap, HashMap};

use liaison_person::{Document, DocumentKind, Name, NameKind, Record, Schema};

use crate::{
    Edition, Error, Kind,
    source::{Input, Meter, Source},
    statement::{push_country, push_unique},
};

/// The files of the set, in the order in which they are read and hashed.
pub(crate) const FILES: [&str; 4] = ["sdn.csv", "alt.csv", "add.csv", "sdn_comments.csv"];

/// No published line comes near to this, in bytes.
const LONGEST_LINE: usize = 128 * 1024;
/// No published field comes near to this, in bytes.
const LONGEST_FIELD: usize = 32 * 1024;
/// At this many characters `sdn.csv` cuts a remark, to be continued in `sdn_comments.csv`.
const REMARK_CUT: usize = 1000;

/// Puts the set in reading order. `alone` allows `sdn.csv` by itself.
pub(crate) fn in_order(sources: Vec<Source<'_>>, alone: bool) -> Result<Vec<Source<'_>>, Error> {
    let mut places: [Option<Source<'_>>; 4] = [None, None, None, None];
    for source in sources {
        let name = source.name();
        let unexpected = |advice| Error::Unexpected {
            file: name.clone(),
            advice,
        };
        let place = FILES
            .iter()
            .position(|file| name.eq_ignore_ascii_case(file))
            .ok_or_else(|| {
                unexpected("no file of the set has this name; write `sdn.csv`, `alt.csv`, `add.csv` or `sdn_comments.csv`")
            })?;
        if places[place].replace(source).is_some() {
            return Err(unexpected("the file is there twice; leave one out"));
        }
    }
    let advice = "give it with the others of its edition";
    let missing = |file| Err(Error::Missing { file, advice });
    let [sdn, alt, add, comments] = places;
    match (&sdn, &alt, &add, &comments) {
        (None, ..) => missing("sdn.csv"),
        (Some(_), None, None, None) if alone => Ok(sdn.into_iter().collect()),
        (_, None, ..) => missing("alt.csv"),
        (_, _, None, _) => missing("add.csv"),
        _ => Ok([sdn, alt, add, comments].into_iter().flatten().collect()),
    }
}

/// An entry whose remarks may still be continued.
struct Entry {
    record: Record,
    remarks: String,
    line: u64,
}

/// Reads the set that [`in_order`] gave.
pub(crate) fn read(sources: &[Source<'_>], meter: &mut Meter<'_>) -> Result<Edition, Error> {
    let mut entries: Vec<Entry> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut ends: Vec<(String, bool)> = Vec::new();
    let mut continued = vec![];
    for source in sources {
        let name = source.name().to_ascii_lowercase();
        let mut input = Input::open(source, meter)?;
        let columns = match name.as_str() {
            "sdn.csv" => 12,
            "alt.csv" => 5,
            "add.csv" => 6,
            _ => 2,
        };
        let ended = each_row(&mut input, columns, |input, line, row| {
            if columns == 12 {
                let number = entry_number(&row[0])?;
                if places.insert(number.clone(), entries.len()).is_some() {
                    return Err(format!("entry {number} is there twice"));
                }
                entries.push(entry(&number, row, line)?);
                continued.push(false);
                input.count_record();
                return Ok(());
            }
            let number = entry_number(&row[0])?;
            let place = *places.get(&number).ok_or_else(|| {
                format!(
                    "entry {number} is not in `sdn.csv`, which is cut short or of another edition"
                )
            })?;
            let entry = &mut entries[place];
            match columns {
                5 => add_alias(&mut entry.record, &row)?,
                6 => add_address(&mut entry.record, &row)?,
                _ => {
                    entry.remarks.push_str(&row[1]);
                    continued[place] = true;
                }
            }
            Ok(())
        })?;
        if columns != 2 {
            ends.push((source.name(), ended));
        }
    }
    refuse_mixed_ends(&ends)?;
    if sources.len() > 1 {
        refuse_cut_remarks(&entries, &continued, sources.len() == FILES.len())?;
    }
    let records = entries.into_iter().map(|entry| {
        let mut record = entry.record;
        remarks::read(&mut record, &entry.remarks);
        record
    });
    Ok(Edition {
        kind: Kind::Ofac,
        id: Kind::Ofac.default_id().unwrap_or_default().to_owned(),
        digest: String::new(),
        records: records.collect(),
        protected_dropped: 0,
        skipped: BTreeMap::new(),
    })
}

/// Hands on every row; gives whether the file ended with its Ctrl-Z line.
fn each_row(
    input: &mut Input<'_, '_, '_>,
    columns: usize,
    mut take: impl FnMut(&mut Input<'_, '_, '_>, u64, Vec<String>) -> Result<(), String>,
) -> Result<bool, Error> {
    let mut rows = 0;
    loop {
        let line = input.line();
        let Some((text, line_end)) = input.next_line(LONGEST_LINE)? else {
            break;
        };
        if text == "\u{1a}" {
            return match input.next_line(LONGEST_LINE)? {
                None if rows > 0 => Ok(true),
                None => Err(input.refuse_at(line, "the file holds no row")),
                Some(_) => Err(input.refuse_at(line, "rows follow the closing Ctrl-Z line")),
            };
        }
        if !line_end {
            return Err(
                input.refuse_at(line, "the last row has no line end: the file is cut short")
            );
        }
        let row = row::fields(&text).map_err(|reason| input.refuse_at(line, reason))?;
        if row.len() != columns {
            let found = row.len();
            return Err(input.refuse_at(line, format!("{found} fields in place of {columns}")));
        }
        if row.iter().any(|field| field.len() > LONGEST_FIELD) {
            return Err(input.refuse_at(line, "a field is longer than any list's"));
        }
        if text.contains(|c: char| c.is_control() && c != '\t') {
            return Err(input.refuse_at(line, "a control character stands in the row"));
        }
        take(input, line, row).map_err(|reason| input.refuse_at(line, reason))?;
        rows += 1;
    }
    // Only `sdn_comments.csv` may be without rows, but no file without bytes (`Input::open`).
    Ok(false)
}

fn entry_number(text: &str) -> Result<String, String> {
    let digits = (1..=10).contains(&text.len()) && text.bytes().all(|b| b.is_ascii_digit());
    let shown: String = text.chars().take(20).collect();
    if digits {
        Ok(text.to_owned())
    } else {
        Err(format!(
            "`{shown}` is no entry number; the first field must be one"
        ))
    }
}

fn refuse_mixed_ends(ends: &[(String, bool)]) -> Result<(), Error> {
    let closed = ends.iter().any(|(_, ended)| *ended);
    match ends.iter().find(|(_, ended)| closed && !ended) {
        Some((file, _)) => Err(Error::Malformed {
            file: file.clone(),
            line: 0,
            reason: "the closing Ctrl-Z line is missing, which the other files have: the file is cut short".to_owned(),
        }),
        None => Ok(()),
    }
}

/// A remark that fills its field must go on in the comments file.
fn refuse_cut_remarks(entries: &[Entry], continued: &[bool], have: bool) -> Result<(), Error> {
    let cut = |entry: &Entry| {
        entry.remarks.chars().count() >= REMARK_CUT && !entry.remarks.ends_with('.')
    };
    let found = entries
        .iter()
        .zip(continued)
        .find(|(entry, done)| !**done && cut(entry));
    match found {
        None => Ok(()),
        Some(_) if !have => Err(Error::Missing {
            file: "sdn_comments.csv",
            advice: "a remark in `sdn.csv` is continued there",
        }),
        Some((entry, _)) => Err(Error::Malformed {
            file: "sdn.csv".to_owned(),
            line: entry.line,
            reason: "the remark is cut and `sdn_comments.csv` does not continue it: that file is cut short or of another edition".to_owned(),
        }),
    }
}

fn entry(number: &str, row: Vec<String>, line: u64) -> Result<Entry, String> {
    let Ok(
        [
            _,
            name,
            kind,
            programmes,
            title,
            call_sign,
            vessel,
            tonnage,
            gross,
            flag,
            owner,
            remarks,
        ],
    ) = <[String; 12]>::try_from(row)
    else {
        return Err("12 fields are needed".to_owned());
    };
    let schema = match kind.as_str() {
        "individual" => Schema::Person,
        "vessel" => Schema::Vessel,
        "aircraft" => Schema::Airplane,
        "" | "entity" => Schema::Organization,
        _ => {
            return Err(
                "the third field must be `individual`, `vessel`, `aircraft` or `-0-`".to_owned(),
            );
        }
    };
    let mut record = Record::new(format!("sdn-{number}"), schema);
    if name.is_empty() {
        return Err(format!("entry {number} has no name"));
    }
    record.add_name(Name::new(name, NameKind::Primary));
    for programme in programmes.split(['[', ']']) {
        push_unique(&mut record.programmes, programme);
    }
    push_unique(&mut record.positions, &title);
    if !call_sign.is_empty() {
        let number = call_sign.clone();
        record.documents.push(Document {
            kind: DocumentKind::Other,
            number,
            country: None,
        });
    }
    if !flag.is_empty() && flag != "None Identified" {
        push_country(&mut record.countries, &flag);
    }
    let stated = [
        ("Call sign", call_sign),
        ("Vessel type", vessel),
        ("Tonnage", tonnage),
        ("Gross registered tonnage", gross),
        ("Owner", owner),
    ];
    for (what, value) in stated {
        if !value.is_empty() {
            push_unique(&mut record.notes, &format!("{what} {value}"));
        }
    }
    Ok(Entry {
        record,
        remarks,
        line,
    })
}

fn add_alias(record: &mut Record, row: &[String]) -> Result<(), String> {
    let kind = match row[2].to_ascii_lowercase().as_str() {
        "aka" | "nka" => NameKind::Alias,
        "fka" => NameKind::Former,
        _ => return Err("the third field must be `aka`, `fka` or `nka`".to_owned()),
    };
    entry_number(&row[1])?;
    if row[3].is_empty() {
        return Err("the alias is empty".to_owned());
    }
    record.add_name(Name::new(row[3].clone(), kind));
    if !row[4].is_empty() {
        push_unique(&mut record.notes, &format!("{}: {}", row[3], row[4]));
    }
    Ok(())
}

fn add_address(record: &mut Record, row: &[String]) -> Result<(), String> {
    entry_number(&row[1])?;
    let parts: Vec<&str> = row[2..5]
        .iter()
        .map(String::as_str)
        .filter(|p| !p.is_empty())
        .collect();
    push_unique(&mut record.addresses, &parts.join(", "));
    if row[4] != "undetermined" {
        push_country(&mut record.countries, &row[4]);
    }
    push_unique(&mut record.notes, &row[5]);
    Ok(())
}
