//! The United Nations Security Council consolidated list, as its XML.
//!
//! `CONSOLIDATED_LIST` holds `INDIVIDUALS` and `ENTITIES`. A document type definition and
//! entities of its own are refused, so no file can grow while it is read.
//!
//! Format: <https://www.un.org/sc/resources/sc-sanctions.xsd>.

mod element;
mod subject;

use std::collections::{BTreeMap, HashSet};

use quick_xml::{Reader, events::Event};

use crate::{
    Edition, Error, Kind,
    source::{Input, Meter, NOT_UTF8, Source},
};
use element::Element;

/// The most bytes between two tags; published comments have some ten thousand.
const LONGEST_TEXT: usize = 256 * 1024;
/// The most bytes of one record.
const LARGEST_RECORD: usize = 4 << 20;

/// Reads the one file.
pub(crate) fn read(sources: &[Source<'_>], meter: &mut Meter<'_>) -> Result<Edition, Error> {
    let [source] = sources else {
        let file = sources.last().map(Source::name).unwrap_or_default();
        let advice = "the list is one XML file; give that alone";
        return Err(Error::Unexpected { file, advice });
    };
    let mut reader = Reader::from_reader(Input::open(source, meter)?);
    reader.config_mut().expand_empty_elements = true;
    let mut edition = Edition {
        kind: Kind::Un,
        id: Kind::Un.default_id().unwrap_or_default().to_owned(),
        digest: String::new(),
        records: Vec::new(),
        protected_dropped: 0,
        skipped: BTreeMap::new(),
    };
    match read_list(&mut reader, &mut edition) {
        Ok(()) => Ok(edition),
        Err(reason) => Err(reader.get_ref().refuse(reason)),
    }
}

type Xml<'m, 'p, 's> = Reader<Input<'m, 'p, 's>>;

/// Where in the list the reading stands, outermost first: names of the open elements above a
/// record, which is read whole.
fn read_list(reader: &mut Xml<'_, '_, '_>, edition: &mut Edition) -> Result<(), String> {
    let mut open: Vec<String> = Vec::new();
    let mut ids = HashSet::new();
    let mut closed = false;
    let mut buffer = Vec::new();
    loop {
        match next(reader, &mut buffer)? {
            Event::Start(tag) => {
                let name = tag.name().0.to_owned();
                match (open.len(), name.as_str()) {
                    (0, "CONSOLIDATED_LIST") if !closed => open.push(name),
                    (1, "INDIVIDUALS" | "ENTITIES") => open.push(name),
                    (2, "INDIVIDUAL" | "ENTITY") => {
                        let element = read_element(reader, name)?;
                        let record = subject::record(&element)?;
                        if !ids.insert(record.id.clone()) {
                            return Err(format!("`{}` is there twice", record.id));
                        }
                        edition.records.push(record);
                        reader.get_mut().count_record();
                    }
                    _ => {
                        return Err(format!(
                            "`{}` has no place here: this is no consolidated list",
                            shown(&name)
                        ));
                    }
                }
            }
            Event::End(_) => {
                open.pop();
                closed = open.is_empty();
            }
            Event::Text(text) if text.trim().is_empty() => {}
            Event::Decl(_) | Event::Comment(_) | Event::PI(_) => {}
            Event::Eof if closed && edition.records.is_empty() => {
                return Err("the list holds nobody".to_owned());
            }
            Event::Eof if closed => return Ok(()),
            Event::Eof => return Err("the file ends inside the list: it is cut short".to_owned()),
            _ => {
                return Err(
                    "text stands between the records: this is no consolidated list".to_owned(),
                );
            }
        }
    }
}

/// Reads an element up to its end, with everything in it.
fn read_element(reader: &mut Xml<'_, '_, '_>, name: String) -> Result<Element, String> {
    let mut open = vec![Element::new(name)];
    let mut buffer = Vec::new();
    let mut budget = LARGEST_RECORD;
    loop {
        let event = next(reader, &mut buffer)?;
        let size = event.len() + 64;
        budget = budget
            .checked_sub(size)
            .ok_or("a record is longer than any list's")?;
        let deep = open.len() > 6;
        let Some(last) = open.last_mut() else {
            return Err("an element ends that did not start".to_owned());
        };
        match event {
            Event::Start(_) if deep => {
                return Err("elements are nested too deep".to_owned());
            }
            Event::Start(tag) => open.push(Element::new(tag.name().0.to_owned())),
            Event::Text(text) => last.text.push_str(&text.xml10_content()),
            Event::CData(text) => last.text.push_str(&text.xml10_content()),
            Event::GeneralRef(reference) => last.text.push(character(&reference)?),
            Event::End(_) => {
                let Some(mut done) = open.pop() else { continue };
                done.text = String::from(done.text.trim());
                match open.last_mut() {
                    Some(parent) => parent.children.push(done),
                    None => return Ok(done),
                }
            }
            Event::Eof => return Err("the file ends inside a record: it is cut short".to_owned()),
            _ => {}
        }
    }
}

/// The character that one of XML's five entities, or a number, stands for.
fn character(reference: &quick_xml::events::BytesRef<'_>) -> Result<char, String> {
    let numbered = reference.resolve_char_ref().map_err(|e| e.to_string())?;
    let named = || {
        quick_xml::escape::resolve_predefined_entity(reference)?
            .chars()
            .next()
    };
    numbered
        .or_else(named)
        .ok_or_else(|| format!("`&{};` is no entity of XML", shown(reference)))
}

fn next<'b>(reader: &mut Xml<'_, '_, '_>, buffer: &'b mut Vec<u8>) -> Result<Event<'b>, String> {
    buffer.clear();
    reader.get_mut().allow(LONGEST_TEXT);
    match reader.read_event_into(buffer) {
        Ok(Event::DocType(_)) => Err(
            "a document type definition stands in the file; none is published and none is read"
                .to_owned(),
        ),
        Ok(event) => Ok(event),
        Err(quick_xml::Error::Encoding(_)) => Err(NOT_UTF8.to_owned()),
        Err(error) => Err(error.to_string()),
    }
}

fn shown(name: &str) -> String {
    name.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use crate::{Kind, read_bytes};

    fn refusal(xml: &str) -> String {
        let error = read_bytes(Kind::Un, &[("un.xml", xml.as_bytes())]);
        error.expect_err("refused").to_string()
    }

    #[test]
    fn refuses_definitions_and_entities() {
        let bomb = r#"<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "bb">]><CONSOLIDATED_LIST/>"#;
        assert!(refusal(bomb).contains("document type"));
        let entity = "<CONSOLIDATED_LIST><INDIVIDUALS><INDIVIDUAL><DATAID>&b;</DATAID>";
        assert!(refusal(entity).contains("&b;"));
    }

    #[test]
    fn refuses_what_is_no_list() {
        assert!(refusal("<rss></rss>").contains("no consolidated list"));
        assert!(refusal("plain").contains("no consolidated list"));
        assert!(refusal("<CONSOLIDATED_LIST></CONSOLIDATED_LIST>").contains("nobody"));
        assert!(refusal("<CONSOLIDATED_LIST>").contains("cut short"));
        let deep = format!("<CONSOLIDATED_LIST><ENTITIES><ENTITY>{}", "<A>".repeat(99));
        assert!(refusal(&deep).contains("deep"));
    }
}
