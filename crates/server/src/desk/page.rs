//! The status page as HTML.

use std::fmt::{self, Write as _};

use liaison_service::{Error, Office, requests::RequestView};

/// Text inside HTML, in an element or in a quoted attribute.
struct Text<T>(T);

impl<T: fmt::Display> fmt::Display for Text<T> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for c in self.0.to_string().chars() {
            match c {
                '&' => f.write_str("&amp;")?,
                '<' => f.write_str("&lt;")?,
                '>' => f.write_str("&gt;")?,
                '"' => f.write_str("&quot;")?,
                '\'' => f.write_str("&#39;")?,
                c => f.write_char(c)?,
            }
        }
        Ok(())
    }
}

/// The page as the office stands now.
pub async fn render(office: &Office) -> Result<String, Error> {
    let card = office.card()?;
    let requests = office.requests().await?;
    let status = office.status().await?;
    let mut body = String::new();
    let owed = |by: &str| {
        requests
            .iter()
            .filter(|request| request.owed_by == Some(by))
            .collect()
    };
    let (we_owe, owed_to_us): (Vec<_>, Vec<_>) = (owed("us"), owed("partner"));
    body += &requests_section("we-owe", "What we owe", &we_owe, "We owe no answer.");
    body += &requests_section(
        "we-are-owed",
        "What we are owed",
        &owed_to_us,
        "No answer is owed to us.",
    );
    body += &outbox_section(&status.waiting);
    let all: Vec<_> = requests.iter().rev().collect();
    body += &requests_section("requests", "All requests", &all, "There is no request yet.");
    body += &lists_section(office).await?;
    body += &partners_section(office).await?;
    body += &section(
        "log",
        "Log",
        &format!(
            "<p>{} entries.</p>\n<pre tabindex=\"0\" aria-label=\"Newest checkpoint\">{}</pre>\n",
            status.log_size,
            Text(&status.checkpoint)
        ),
    );
    let (name, code) = (Text(&card.name), Text(&card.code));
    Ok(format!(
        "<!doctype html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width\">\n\
         <title>{code} - Liaison</title>\n<link rel=\"stylesheet\" href=\"/style.css\">\n</head>\n\
         <body>\n<a class=\"skip\" href=\"#main\">Skip to the content</a>\n\
         <header>\n<h1>{name}</h1>\n<p>{code}, as of {now}</p>\n\
         <p>Fingerprint of the key card: <span class=\"fingerprint\">{fingerprint}</span></p>\n\
         </header>\n<nav aria-label=\"Sections\">\n<ul>\n{links}</ul>\n</nav>\n\
         <main id=\"main\">\n{body}</main>\n</body>\n</html>\n",
        now = time(&format!("{:.0}", office.now())),
        fingerprint = Text(card.fingerprint()),
        links = [
            ("we-owe", "What we owe"),
            ("we-are-owed", "What we are owed"),
            ("outbox", "Outbox"),
            ("requests", "All requests"),
            ("lists", "Lists"),
            ("partners", "Partners"),
            ("log", "Log"),
        ]
        .map(|(id, title)| format!("<li><a href=\"#{id}\">{title}</a></li>\n"))
        .concat(),
    ))
}

fn requests_section(id: &str, title: &str, requests: &[&RequestView], none: &str) -> String {
    let rows = requests.iter().map(|request| {
        let due = format!("{:.0}", request.request.due);
        let overdue = if request.overdue {
            " <strong>overdue</strong>"
        } else {
            ""
        };
        [
            Text(&request.request.reference).to_string(),
            Text(&request.partner).to_string(),
            if request.direction.as_str() == "in" {
                "asks us"
            } else {
                "is asked"
            }
            .to_owned(),
            Text(request.state.as_str().replace('_', " ")).to_string(),
            format!("{}{overdue}", time(&due)),
        ]
    });
    let heads = ["Reference", "Partner", "Direction", "State", "Due"];
    section(id, title, &table(title, &heads, rows, none))
}

fn outbox_section(waiting: &[liaison_service::status::Waiting]) -> String {
    let rows = waiting.iter().map(|message| {
        [
            Text(&message.partner).to_string(),
            format!(
                "<code>{}</code>",
                Text(message.hash.chars().take(23).collect::<String>())
            ),
            message.attempts.to_string(),
            time(&message.next_at),
        ]
    });
    let heads = ["Partner", "Message", "Tries", "Next try"];
    let none = "Nothing waits for a receipt.";
    section(
        "outbox",
        "Outbox",
        &table("Messages without a receipt", &heads, rows, none),
    )
}

async fn lists_section(office: &Office) -> Result<String, Error> {
    let lists = office.lists().await?;
    let rows = lists.iter().map(|list| {
        [
            Text(&list.id).to_string(),
            Text(&list.kind).to_string(),
            list.records.to_string(),
            time(&list.imported_at),
        ]
    });
    let heads = ["List", "Kind", "Records", "Taken in"];
    let none = "No list is held; add one with <code>liaison lists add</code>.";
    Ok(section(
        "lists",
        "Lists",
        &table("Lists", &heads, rows, none),
    ))
}

async fn partners_section(office: &Office) -> Result<String, Error> {
    let partners = office.partners().await?;
    let rows = partners.iter().map(|partner| {
        let reached = match (&partner.revoked_at, partner.card.addresses.len()) {
            (Some(at), _) => format!("revoked {}", time(at)),
            (None, 0) => "by file".to_owned(),
            (None, _) => Text(partner.card.addresses.join(" ")).to_string(),
        };
        [
            Text(&partner.card.code).to_string(),
            Text(&partner.card.name).to_string(),
            reached,
            format!(
                "<span class=\"fingerprint\">{}</span>",
                Text(partner.card.fingerprint())
            ),
        ]
    });
    let heads = ["Code", "Name", "Reached", "Fingerprint"];
    let none = "No partner yet; add one with <code>liaison partner add</code>.";
    Ok(section(
        "partners",
        "Partners",
        &table("Partners", &heads, rows, none),
    ))
}

fn section(id: &str, title: &str, content: &str) -> String {
    format!(
        "<section id=\"{id}\" aria-labelledby=\"{id}-title\">\n\
         <h2 id=\"{id}-title\">{title}</h2>\n{content}</section>\n"
    )
}

/// A table whose first column names the row, or the sentence `none`. The cells are HTML.
fn table<const N: usize>(
    caption: &str,
    heads: &[&str; N],
    rows: impl Iterator<Item = [String; N]>,
    none: &str,
) -> String {
    let cell = |(at, cell): (usize, &String)| match at {
        0 => format!("<th scope=\"row\">{cell}</th>"),
        _ => format!("<td>{cell}</td>"),
    };
    let row = |row: [String; N]| {
        let cells: Vec<_> = row.iter().enumerate().map(cell).collect();
        format!("<tr>{}</tr>\n", cells.concat())
    };
    let body = rows.map(row).collect::<Vec<_>>().concat();
    if body.is_empty() {
        return format!("<p>{none}</p>\n");
    }
    let heads = heads
        .map(|head| format!("<th scope=\"col\">{head}</th>"))
        .concat();
    // Focusable, so that a wide table can be scrolled by keyboard.
    format!(
        "<div class=\"scroll\" tabindex=\"0\" role=\"region\" aria-label=\"{caption}\">\n<table>\n\
         <thead><tr>{heads}</tr></thead>\n<tbody>\n{body}</tbody>\n</table>\n</div>\n"
    )
}

/// A time for people and for programs.
fn time(at: &str) -> String {
    let shown = at.get(..16).map_or(at.to_owned(), |minute| {
        format!("{} UTC", minute.replace('T', " "))
    });
    format!("<time datetime=\"{}\">{}</time>", Text(at), Text(shown))
}

#[cfg(test)]
mod tests {
    use super::{Text, time};

    #[test]
    fn a_partner_s_words_stay_text() {
        let hostile = "<script>\"&'";
        assert_eq!(Text(hostile).to_string(), "&lt;script&gt;&quot;&amp;&#39;");
    }

    #[test]
    fn times_are_shown_to_the_minute() {
        let html = time("2026-11-24T09:00:00.000Z");
        assert!(html.ends_with(">2026-11-24 09:00 UTC</time>"), "{html}");
        assert!(time("?").contains(">?<"));
    }
}
