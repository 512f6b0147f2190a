//! `docs/demo.svg`: the terminal as `liaison demo --once` leaves it, for the README.

use std::fmt::Write as _;
use std::process::Command;

use anyhow::{Context, Result, ensure};

/// Widest line in the picture, in characters; longer ones are wrapped.
const COLUMNS: usize = 104;
/// Size of a character cell, in SVG units.
const CELL: (usize, usize) = (8, 19);

/// Runs the demo and draws what it printed.
pub fn run() -> Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["run", "--quiet", "--release", "-p", "liaison", "--"])
        .args(["demo", "--once"])
        .output()
        .context("cannot start the demo")?;
    ensure!(
        output.status.success(),
        "the demo failed:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let text = String::from_utf8(output.stdout).context("the demo's output")?;
    std::fs::write("docs/demo.svg", draw(&text)).context("docs/demo.svg")
}

fn draw(text: &str) -> String {
    let mut lines = vec!["$ liaison demo --once".to_owned()];
    lines.extend(text.lines().flat_map(wrap));
    let (width, height) = ((COLUMNS + 4) * CELL.0, (lines.len() + 2) * CELL.1);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 {width} {height}\" role=\"img\">\n\
         <title>What liaison demo prints</title>\n\
         <rect width=\"100%\" height=\"100%\" rx=\"8\" fill=\"#14171c\"/>\n\
         <g font-family=\"ui-monospace,monospace\" font-size=\"13\" fill=\"#cfd6df\" \
         xml:space=\"preserve\">\n"
    );
    for (line, row) in lines.iter().zip(2..) {
        // The steps stand out; what follows them is indented.
        let style = if line.starts_with("    ") {
            ""
        } else {
            " fill=\"#8fd3ff\" font-weight=\"600\""
        };
        let _ = writeln!(
            svg,
            "<text x=\"{}\" y=\"{}\"{style}>{}</text>",
            2 * CELL.0,
            row * CELL.1,
            escape(line)
        );
    }
    svg.push_str("</g>\n</svg>\n");
    svg
}

/// A line in pieces of at most [`COLUMNS`] characters, broken at spaces, each as far indented.
fn wrap(line: &str) -> Vec<String> {
    let indent = line.len() - line.trim_start().len();
    let mut pieces = vec![" ".repeat(indent)];
    let mut empty = true;
    for word in line.split_whitespace() {
        let last = pieces.last().map_or(0, |piece| piece.chars().count());
        if !empty && last + 1 + word.chars().count() > COLUMNS {
            pieces.push(" ".repeat(indent + 2));
            empty = true;
        }
        if let Some(piece) = pieces.last_mut() {
            if !empty {
                piece.push(' ');
            }
            piece.push_str(word);
        }
        empty = false;
    }
    pieces
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

#[cfg(test)]
mod tests {
    use super::{COLUMNS, draw, wrap};

    #[test]
    fn long_lines_are_wrapped_and_markup_is_escaped() {
        let long = format!("    {}", "word ".repeat(60));
        assert!(
            wrap(&long)
                .iter()
                .all(|piece| piece.chars().count() <= COLUMNS)
        );
        assert!(wrap(&long)[1].starts_with("      word"));
        assert!(draw("a <b> & c").contains("a &lt;b&gt; &amp; c"));
    }
}
