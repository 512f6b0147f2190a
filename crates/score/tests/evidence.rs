//! What the score promises, on invented persons.

use liaison_person::{Record, ftm};
use liaison_score::{EvenRarity, Prepared, Score, compare};
use proptest::prelude::*;
use serde_json::json;

fn prepared(properties: &serde_json::Value) -> Prepared {
    let entity = json!({"id": "x", "schema": "Person", "properties": properties});
    let record: Record = ftm::from_value(&entity).expect("an entity").record;
    Prepared::new(&record)
}

fn score(query: &serde_json::Value, candidate: &serde_json::Value) -> Score {
    compare(&prepared(query), &prepared(candidate), &EvenRarity)
}

fn names(query: &str, candidate: &str) -> f64 {
    score(&json!({"name": [query]}), &json!({"name": [candidate]})).value
}

#[test]
fn one_name_in_other_spellings_scripts_and_orders_is_found() {
    for (query, candidate, least) in [
        ("Anton Obraztsev", "OBRAZTSEV, Anton", 0.9),
        ("Образцев Антон", "Anton Obraztsyev", 0.85),
        ("Obrazcev Anton", "Образцев Антон", 0.85),
        ("محمد حسين القرشي", "Muhammad Husayn al-Qurashi", 0.85),
        ("Γεώργιος Παπαδόπουλος", "Georgios Papadopoulos", 0.8),
        ("יוסף כהן", "Yosef Cohen", 0.8),
        ("Anton Obraztsev", "Anton Pavlovich Obraztsev", 0.8),
        ("Abdulrahman al-Tamimi", "Abd al-Rahman Tamimi", 0.8),
        ("Anton Obratzsev", "Anton Obraztsev", 0.75),
        ("Dr. Anton Obraztsev", "Anton Obraztsev", 0.9),
    ] {
        assert!(
            names(query, candidate) >= least,
            "{query} {candidate} {}",
            names(query, candidate)
        );
        let there_and_back = (names(query, candidate) - names(candidate, query)).abs();
        assert!(there_and_back < 1e-9);
    }
}

#[test]
fn one_of_two_names_is_no_match() {
    for (query, candidate) in [
        ("Anton Obraztsev", "Anton Vershinin"),
        ("Anton Obraztsev", "Pavel Obraztsev"),
        ("Obraztsev", "Anton Obraztsev"),
        ("A. Vershinin", "Anton Obraztsev"),
        ("Ahmad Hasan Qurashi", "Ahmad Hasan Tamimi"),
    ] {
        assert!(
            names(query, candidate) < 0.65,
            "{query} {candidate} {}",
            names(query, candidate)
        );
    }
}

#[test]
fn a_wrong_birth_year_does_not_hide_a_strong_name() {
    for stored in ["1987", "1988", "1987-10-21", "1986-11"] {
        let query = json!({"name": ["Образцев Антон"], "birthDate": ["1986-10-21"]});
        let found = score(
            &query,
            &json!({"name": ["OBRAZTSYEV, Anton"], "birthDate": [stored]}),
        );
        assert!(found.value >= 0.7, "{stored} {}", found.value);
    }
    let query = json!({"name": ["Anton Obraztsev"], "birthDate": ["1986-10-21"]});
    let same = score(&query, &query);
    let other = score(
        &query,
        &json!({"name": ["Anton Obraztsev"], "birthDate": ["1951"]}),
    );
    assert!(same.value > 0.97 && same.value < 1.0 && other.value < same.value);
    assert!(other.value >= 0.65);
}

#[test]
fn a_document_alone_is_a_question() {
    let query = json!({"name": ["Anton Obraztsev"], "passportNumber": ["71 0012"]});
    let other = score(
        &query,
        &json!({"name": ["Maria Lindqvist"], "passportNumber": ["710012"]}),
    );
    assert!(other.value > 0.5 && other.value < 0.7);
    assert_eq!(
        other.explanations.last().expect("a reason").feature,
        "document"
    );
    let like = score(
        &query,
        &json!({"name": ["A. Obraztsev"], "passportNumber": ["710012"]}),
    );
    assert!(like.value > 0.9);
}

#[test]
fn weak_aliases_count_less_and_other_schemata_not_at_all() {
    let query = json!({"name": ["Anton Obraztsev"]});
    let weak = score(
        &query,
        &json!({"name": ["Maria Lind"], "weakAlias": ["Anton Obraztsev"]}),
    );
    let strong = score(
        &query,
        &json!({"name": ["Maria Lind"], "alias": ["Anton Obraztsev"]}),
    );
    assert!(weak.value < strong.value);
    let ship = json!({"id": "s", "schema": "Vessel", "properties": {"name": ["Anton Obraztsev"]}});
    let ship = Prepared::new(&ftm::from_value(&ship).expect("an entity").record);
    assert!(compare(&prepared(&query), &ship, &EvenRarity).value <= 0.0);
}

#[test]
fn explanations_have_the_promised_fields() {
    let found = score(&json!({"name": ["Anton"]}), &json!({"name": ["Anton"]}));
    let value = serde_json::to_value(&found.explanations[0]).expect("JSON");
    let fields: Vec<&str> = value
        .as_object()
        .expect("an object")
        .keys()
        .map(String::as_str)
        .collect();
    assert_eq!(fields, ["candidate", "detail", "feature", "query", "score"]);
}

proptest! {
    #[test]
    fn the_value_is_symmetric(left in "[\\PC ]{1,24}", right in "[a-z ,а-я א-ת ا-ي]{1,24}") {
        let value = names(&left, &right);
        prop_assert!((0.0..=1.0).contains(&value));
        prop_assert!((value - names(&right, &left)).abs() < 1e-9);
    }
}
