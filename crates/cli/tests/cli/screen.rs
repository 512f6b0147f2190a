//! `liaison screen`

use std::fs;

use serde_json::Value;

use crate::desk::Desk;

const INPUT: &str = "{\"id\":\"q1\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Образцев Антон\"],\"birthDate\":[\"1986-10-21\"]}}\n\
    \n\
    not json\n\
    {\"id\":\"q3\",\"schema\":\"Address\",\"properties\":{}}\n\
    {\"id\":\"q4\",\"schema\":\"Person\",\"properties\":{\"name\":[\"Zebulon Quux\"]}}\n";

fn lines(path: &std::path::Path) -> Vec<Value> {
    let text = fs::read_to_string(path).expect("reads");
    text.lines()
        .map(|line| serde_json::from_str(line).expect("JSON"))
        .collect()
}

#[test]
fn one_line_a_record_in_input_order_with_errors_in_their_place() {
    let desk = Desk::new("BR-SEC").with_list();
    let (input, output) = (desk.path("in.ftm.json"), desk.path("out.jsonl"));
    fs::write(&input, INPUT).expect("writes");
    let (input, out) = (
        input.to_str().expect("UTF-8"),
        output.to_str().expect("UTF-8"),
    );
    let run = desk.run(["screen", input, "-o", out, "--json"]).good();
    assert_eq!(run.json()[0]["errors"], 2);
    let results = lines(&output);
    assert_eq!(results.len(), 4);
    assert_eq!(
        (&results[0]["query"], &results[0]["results"][0]["id"]),
        (&"q1".into(), &"sdn-90001".into())
    );
    assert_eq!(results[1]["line"], 3);
    assert_eq!(
        (&results[2]["query"], &results[2]["line"]),
        (&"q3".into(), &4.into())
    );
    assert_eq!(
        results[3],
        serde_json::json!({"query": "q4", "results": []})
    );

    desk.run([
        "screen",
        input,
        "-o",
        out,
        "--threshold",
        "0",
        "--limit",
        "3",
    ])
    .good();
    let results = lines(&output);
    let best = results[0]["results"].as_array().expect("hits");
    let scores: Vec<f64> = best
        .iter()
        .map(|hit| hit["score"].as_f64().expect("a score"))
        .collect();
    assert!(
        scores.len() == 3 && scores.is_sorted_by(|a, b| a >= b),
        "{scores:?}"
    );
    desk.verified();
}

#[test]
fn a_run_that_was_cut_off_goes_on_where_it_stopped() {
    let desk = Desk::new("BR-SEC").with_list();
    let (input, output) = (desk.path("in.jsonl"), desk.path("out.jsonl"));
    fs::write(&input, INPUT).expect("writes");
    let (input, out) = (
        input.to_str().expect("UTF-8"),
        output.to_str().expect("UTF-8"),
    );
    desk.run(["screen", input, "-o", out]).good();
    let whole = fs::read(&output).expect("reads");
    for cut in [0, 10, whole.len() / 2, whole.len() - 1, whole.len()] {
        fs::write(&output, &whole[..cut]).expect("writes");
        desk.run(["screen", input, "-o", out, "--resume"]).good();
        assert_eq!(fs::read(&output).expect("reads"), whole, "cut at {cut}");
    }
}

#[test]
fn csv_goes_in_and_out() {
    let desk = Desk::new("BR-SEC").with_list();
    let (input, output) = (desk.path("in.csv"), desk.path("out.csv"));
    let rows = "id,name,birth_date\na,\"Образцев Антон;Obraztsev A.\",1986-10-21\nb,Zebulon Quux,\nc,too,many,fields\n";
    fs::write(&input, rows).expect("writes");
    let (input, out) = (
        input.to_str().expect("UTF-8"),
        output.to_str().expect("UTF-8"),
    );
    desk.run(["screen", input, "-o", out]).good();
    let text = fs::read_to_string(&output).expect("reads");
    let rows: Vec<&str> = text.lines().collect();
    assert!(rows[1].starts_with("a,1,sdn-90001,"), "{text}");
    assert!(rows.iter().any(|row| row.starts_with("b,,,")), "{text}");
    assert!(rows.last().expect("rows").contains("line 4"), "{text}");
}

#[test]
fn endings_that_are_not_known_say_which_are() {
    let desk = Desk::new("BR-SEC").with_list();
    let input = desk.path("in.xlsx");
    fs::write(&input, "x").expect("writes");
    let run = desk.run(["screen", input.to_str().expect("UTF-8"), "-o", "out.jsonl"]);
    assert_eq!(run.code, 1);
    assert!(run.err.contains(".csv"), "{}", run.err);
}
