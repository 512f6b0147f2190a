//! One row of OFAC's CSV, read strictly.
//!
//! A row is one line. RFC 4180 lets a quoted field run over lines, but no published file has
//! one, and a quote that is open at the end of a line is how a file cut short shows.

/// Splits a line into its fields; `-0-`, OFAC's sign for nothing, becomes an empty text.
pub(super) fn fields(line: &str) -> Result<Vec<String>, &'static str> {
    let mut fields = Vec::with_capacity(12);
    let mut rest = line;
    loop {
        let (field, after) = if let Some(quoted) = rest.strip_prefix('"') {
            quoted_field(quoted)?
        } else {
            let end = rest.find(',').unwrap_or(rest.len());
            (rest[..end].to_owned(), &rest[end..])
        };
        if !after.is_empty() && !after.starts_with(',') {
            return Err("text stands behind a closing quote");
        }
        if rest.starts_with('"') || !field.contains('"') {
            let value = field.trim();
            fields.push(if value == "-0-" {
                String::new()
            } else {
                value.to_owned()
            });
        } else {
            return Err("a quote stands inside a field that is not quoted");
        }
        match after.strip_prefix(',') {
            Some(next) => rest = next,
            None => return Ok(fields),
        }
    }
}

/// Reads up to the closing quote, `""` being a quote; gives the field and what follows it.
fn quoted_field(text: &str) -> Result<(String, &str), &'static str> {
    let mut field = String::new();
    let mut rest = text;
    loop {
        let end = rest.find('"').ok_or("a quote is not closed")?;
        field.push_str(&rest[..end]);
        rest = &rest[end + 1..];
        match rest.strip_prefix('"') {
            Some(next) => {
                field.push('"');
                rest = next;
            }
            // The published files leave blanks behind some fields.
            None => return Ok((field, rest.trim_start_matches(' '))),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::fields;

    #[test]
    fn splits_as_published() {
        let row = fields(r#"36,"A, ""B"" C",-0- ,"CUBA",-0- "#).expect("a row");
        assert_eq!(row, ["36", r#"A, "B" C"#, "", "CUBA", ""]);
    }

    #[test]
    fn refuses_unbalanced_quotes() {
        for line in [r#"1,"a"#, r#"1,"a"b,"#, r#"1,a"b"#, r#"1,"a"""#, "\""] {
            assert!(fields(line).is_err(), "{line}");
        }
    }
}
