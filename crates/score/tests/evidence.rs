//! What must count, and how much, in scores that a desk officer would see.

use liaison_person::{Document, DocumentKind, Name, NameKind, Quality, Record, Schema};
use liaison_score::{Prepared, Uniform, compare};
use proptest::prelude::*;

fn person(name: &str) -> Record {
    let mut record = Record::new("x", Schema::Person);
    record.add_name(Name::new(name, NameKind::Primary));
    record
}

fn born(name: &str, date: &str) -> Record {
    let mut record = person(name);
    record.birth_dates.push(date.parse().expect("a date"));
    record
}

fn score(a: &Record, b: &Record) -> f64 {
    compare(&Prepared::new(a), &Prepared::new(b), &Uniform).value
}

#[test]
fn order_initials_middle_names_and_spelling_are_forgiven() {
    for (a, b) in [
        ("Anton Obraztsev", "OBRAZTSEV, Anton"),
        ("Anton Obraztsev", "Obraztsyev Anton Maksimovich"),
        ("Georgios Papadopoulos", "Γεώργιος Παπαδόπουλος"),
        ("Muhammad Husayn al-Qurashi", "محمد حسين القرشي"),
        ("Yosef Cohen", "יוסף כהן"),
        ("Abdul Rahman Karimov", "Abdulrahman Karimov"),
        ("Lucia Marchetti", "Lucia Marcheti"),
    ] {
        let score = score(&person(a), &person(b));
        assert!(score >= 0.7, "{a} ~ {b}: {score}");
    }
}

#[test]
fn one_part_of_two_is_no_match() {
    for (a, b) in [
        ("Anton Obraztsev", "Anton Ruslanov"),
        ("Anton Obraztsev", "Yegor Obraztsev"),
        ("Muhammad Husayn", "Muhammad Karim"),
        ("Lucia Marchetti", "Lucia Bianchi"),
    ] {
        let score = score(&person(a), &person(b));
        assert!(score < 0.6, "{a} ~ {b}: {score}");
    }
}

#[test]
fn a_wrong_year_never_hides_a_name() {
    let asked = born("Образцев Антон", "1986-10-21");
    for held in ["1987", "1988"] {
        let score = score(&asked, &born("OBRAZTSYEV, Anton", held));
        assert!(score >= 0.7, "{held}: {score}");
    }
}

#[test]
fn dates_count_by_how_they_differ() {
    let asked = born("Anton Obraztsev", "1986-10-21");
    let scores: Vec<f64> = [
        "1986-10-21",
        "1986-10",
        "1986",
        "1987",
        "1988",
        "1990",
        "1950",
    ]
    .iter()
    .map(|date| score(&asked, &born("Anton Obraztsev", date)))
    .collect();
    assert!(scores.is_sorted_by(|a, b| a > b), "{scores:?}");
    let swapped = score(
        &born("Anton Obraztsev", "1986-10-04"),
        &born("Anton Obraztsev", "1986-04-10"),
    );
    assert!(swapped > score(&person("Anton Obraztsev"), &person("Anton Obraztsev")));
}

#[test]
fn the_same_document_under_another_name_is_a_question() {
    let with_passport = |name: &str| {
        let mut record = person(name);
        record.documents.push(Document {
            kind: DocumentKind::Passport,
            number: "71 0012345".to_owned(),
            country: None,
        });
        record
    };
    let same = score(
        &with_passport("Anton Obraztsev"),
        &with_passport("Anton Obraztsyev"),
    );
    assert!(same > 0.95, "{same}");
    let other = score(
        &with_passport("Anton Obraztsev"),
        &with_passport("Lucia Marchetti"),
    );
    assert!(other < 0.7, "{other}");
}

#[test]
fn a_weak_alias_says_less() {
    let asked = person("Anton Obraztsev");
    let mut held = Record::new("x", Schema::Person);
    let weak = Name {
        quality: Quality::Weak,
        ..Name::new("Anton Obraztsev", NameKind::Alias)
    };
    held.add_name(weak);
    let score = score(&asked, &held);
    assert!(score < self::score(&asked, &asked), "{score}");
}

proptest! {
    #[test]
    fn the_value_is_the_same_both_ways(
        a in "[A-Za-zА-Яа-я]{2,9} [A-Za-zА-Яа-я]{1,9}",
        b in "[A-Za-zА-Яа-я]{2,9} [A-Za-zА-Яа-я]{1,9}( [a-z]{1,9})?",
    ) {
        let (a, b) = (person(&a), person(&b));
        prop_assert!((score(&a, &b) - score(&b, &a)).abs() < 1e-9);
    }

    #[test]
    fn nothing_short_of_everything_is_certain(a in "\\PC{1,30}", b in "\\PC{1,30}") {
        let value = score(&person(&a), &person(&b));
        prop_assert!((0.0..1.0).contains(&value));
    }
}
