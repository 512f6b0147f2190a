//! Writes the first list in OFAC's published form.

use super::{Draw, Person};

const MONTHS: [&str; 12] = [
    "Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec",
];
const PROGRAMMES: [&str; 4] = [
    "INVENTED",
    "INVENTED-EO1",
    "INVENTED] [INVENTED-EO1",
    "BRIDGES",
];
const TITLES: [&str; 6] = [
    "Brigadier General",
    "Deputy Minister of Bridges",
    "Chairman",
    "Head of the Harbour Office",
    "Colonel",
    "Director of Granaries",
];
const FIRMS: [&str; 12] = [
    "ZARECHENSK GRAIN & FREIGHT LLC",
    "OBRAZ TRADING HOUSE",
    "BAYT AL-QAMH FOR TRADE",
    "GOLKUH PETROLEUM LTD.",
    "XIROLIMNI SHIPPING S.A.",
    "KFAR ALONIT HOLDINGS",
    "BAIYUN GENERAL CORPORATION",
    "SERRINHA DO VALE LDA",
    "TANA-YURT SPORTS CLUB",
    "THE LEAGUE OF INVENTED MEN",
    "PANBEH DEH COTTON COMPANY",
    "OBRAZOV AND SONS",
];
const SHIPS: [&str; 10] = [
    "ZARYA INVENTED",
    "MELADI STAR",
    "WADI ZAYTUN",
    "OBRAZ 7",
    "SHAKED",
    "GOLKUH 3",
    "BAIYUN GLORY",
    "SERRINHA",
    "LIPA",
    "KATO BREEZE",
];

/// The four files.
pub(super) fn write(persons: &[Person], draw: &mut Draw) -> Vec<(String, String)> {
    let mut set = Set::default();
    for (at, person) in persons.iter().enumerate() {
        set.person(at, person, draw);
    }
    let mut number = persons.last().map_or(90_000, |p| p.number);
    for (at, firm) in FIRMS.into_iter().enumerate() {
        number += 3;
        let remarks = format!(
            "Tax ID No. 9900{at:04}; Organization Established Date {}; Linked To: OBRAZTSYEV, Anton Maksimovich.",
            1990 + at
        );
        set.entry(number, firm, "-0- ", PROGRAMMES[at % 4], NOTHING, &remarks);
        set.alias(
            number,
            if at.is_multiple_of(3) { "fka" } else { "aka" },
            &format!("{} GROUP", firm.split(' ').next().unwrap_or(firm)),
        );
        set.address(number, "12 Invented Street", "Tikhorechye", "Kazakhstan");
    }
    for (at, ship) in SHIPS.into_iter().enumerate() {
        number += 3;
        let kind = if at % 4 == 3 { "aircraft" } else { "vessel" };
        let remarks = if kind == "vessel" {
            format!("Vessel Registration Identification IMO 99{at:05}; MMSI 99900{at:04} (Panama).")
        } else {
            format!(
                "Aircraft Construction Number (also called L/N or S/N or F/N) 99{at:02}; Aircraft Model YAK-I{at}."
            )
        };
        let columns = if kind == "vessel" {
            [
                "-0- ",
                "\"INV01\"",
                "\"General Cargo\"",
                "\"12,000\"",
                "\"9,000\"",
                "\"Panama\"",
                "\"XIROLIMNI SHIPPING S.A.\"",
            ]
        } else {
            NOTHING
        };
        set.entry(
            number,
            ship,
            &format!("\"{kind}\""),
            "BRIDGES",
            columns,
            &remarks,
        );
        set.address(number, "", "", "");
    }
    let named = |name: &str, text: String| (format!("lists/ofac/{name}"), text);
    vec![
        named("sdn.csv", set.sdn + "\u{1a}"),
        named("alt.csv", set.alt + "\u{1a}"),
        named("add.csv", set.add + "\u{1a}"),
        named("sdn_comments.csv", set.comments),
    ]
}

const NOTHING: [&str; 7] = ["-0- "; 7];

#[derive(Default)]
struct Set {
    sdn: String,
    alt: String,
    add: String,
    comments: String,
    alternates: u32,
    addresses: u32,
}

impl Set {
    fn person(&mut self, at: usize, person: &Person, draw: &mut Draw) {
        let family = person.family.latin(person.on_file);
        let name = format!("{}, {}", family.to_uppercase(), person.latin_given());
        let mut columns = NOTHING;
        let title = format!("\"{}\"", TITLES[at % TITLES.len()]);
        if at >= 2 && draw.one_in(4) {
            columns[0] = &title;
        }
        let remarks = remarks(at, person, draw);
        self.entry(
            person.number,
            &name,
            "\"individual\"",
            PROGRAMMES[at % 4],
            columns,
            &remarks,
        );
        // The brothers have no other name on file: that is the case.
        if at >= 2 && draw.one_in(3) {
            let other = person.on_file + 1;
            let kind = ["aka", "aka", "fka"][draw.below(3)];
            let alias = format!(
                "{}, {}",
                person.family.latin(other).to_uppercase(),
                person.given.latin(other)
            );
            if alias != name {
                self.alias(person.number, kind, &alias);
            }
        }
        if draw.one_in(3) {
            self.address(
                person.number,
                &format!("{} Linden Lane", 1 + draw.below(90)),
                &person.town,
                person.language.country.0,
            );
        } else {
            self.address(person.number, "", "", "");
        }
    }

    fn entry(
        &mut self,
        number: u32,
        name: &str,
        kind: &str,
        programme: &str,
        columns: [&str; 7],
        remarks: &str,
    ) {
        // Published remarks are cut at 1000 characters and go on in the comments file.
        let (kept, more) = remarks.split_at(
            remarks
                .char_indices()
                .nth(1000)
                .map_or(remarks.len(), |(at, _)| at),
        );
        self.sdn += &format!(
            "{number},\"{name}\",{kind},\"{programme}\",{},\"{kept}\"\r\n",
            columns.join(",")
        );
        if !more.is_empty() {
            self.comments += &format!("{number},\"{more}\"\r\n");
        }
    }

    fn alias(&mut self, number: u32, kind: &str, name: &str) {
        self.alternates += 1;
        self.alt += &format!(
            "{number},{},\"{kind}\",\"{name}\",-0- \r\n",
            70_000 + self.alternates
        );
    }

    fn address(&mut self, number: u32, street: &str, city: &str, country: &str) {
        self.addresses += 1;
        let field = |text: &str| {
            if text.is_empty() {
                "-0- ".to_owned()
            } else {
                format!("\"{text}\"")
            }
        };
        self.add += &format!(
            "{number},{},{},{},{},-0- \r\n",
            80_000 + self.addresses,
            field(street),
            field(city),
            field(country)
        );
    }
}

fn remarks(at: usize, person: &Person, draw: &mut Draw) -> String {
    let (year, month, day) = person.birth;
    let month = MONTHS[usize::from(month) - 1];
    if at < 2 {
        // What was put on the list is not what is true: the years are wrong.
        let born = if at == 0 {
            "DOB 1987; alt. DOB 1988".to_owned()
        } else {
            format!("DOB {year}")
        };
        return format!(
            "{born}; POB {}; Gender Male; Linked To: OBRAZTSYEV, {} Maksimovich.",
            person.town,
            ["Yegor", "Anton"][at]
        );
    }
    let mut statements = vec![match draw.below(8) {
        0 => format!("DOB circa {year}"),
        1 => format!("DOB {year}"),
        2 => format!("DOB {month} {year}"),
        3 => format!("DOB {} to {}", year - 1, year + 1),
        4 => format!("DOB {day:02} {month} {year}; alt. DOB {}", year + 1),
        5 => format!("DOB 01 Jan {year} to 31 Dec {year}"),
        _ => format!("DOB {day:02} {month} {year}"),
    }];
    if draw.one_in(2) {
        statements.push(format!("POB {}", person.town));
    }
    if draw.one_in(3) {
        statements.push(format!("nationality {}", person.language.country.0));
    }
    if draw.one_in(2) {
        statements.push("Gender Male".to_owned());
    }
    if draw.one_in(4) {
        statements.push(format!(
            "Passport INV{:05} ({})",
            draw.below(99_999),
            person.language.country.0
        ));
    }
    if draw.one_in(6) {
        statements.push(format!("National ID No. {:09}", draw.below(999_999_999)));
    }
    if draw.one_in(8) {
        let nickname = if person.language.golden == "cyrl" {
            "STARYI"
        } else {
            "ABU QAMH"
        };
        statements.push(format!(
            "a.k.a. '{nickname} {}'",
            person.given.latin(0).to_uppercase()
        ));
    }
    if at % 90 == 45 {
        for branch in 1..40 {
            statements.push(format!("Linked To: ZARECHENSK BRANCH {branch}"));
        }
        statements.push("a.k.a. 'THE LAST IN A LONG REMARK'".to_owned());
    }
    statements.join("; ") + "."
}
