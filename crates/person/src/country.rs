//! Countries: names and codes as lists write them, folded to ISO 3166-1 alpha-2.
//!
//! The table is long and stays whole: one row a country, so that a missing spelling is added
//! in one place.

use std::{collections::HashMap, sync::LazyLock};

/// Code, alpha-3 code, and the names a country goes by, `|` between them.
///
/// Names from ISO 3166-1, with the spellings of the OFAC and United Nations lists. At the end
/// stand the former countries under FollowTheMoney's codes (ISO 3166-3), and Kosovo.
#[rustfmt::skip]
const COUNTRIES: [(&str, &str, &str); 256] = [
    ("ad", "and", "Andorra|Principality of Andorra"),
    ("ae", "are", "United Arab Emirates|UAE|Emirates"),
    ("af", "afg", "Afghanistan|Islamic Republic of Afghanistan"),
    ("ag", "atg", "Antigua and Barbuda"),
    ("ai", "aia", "Anguilla"),
    ("al", "alb", "Albania|Republic of Albania"),
    ("am", "arm", "Armenia|Republic of Armenia"),
    ("ao", "ago", "Angola|Republic of Angola"),
    ("aq", "ata", "Antarctica"),
    ("ar", "arg", "Argentina|Argentine Republic"),
    ("as", "asm", "American Samoa"),
    ("at", "aut", "Austria|Republic of Austria"),
    ("au", "aus", "Australia"),
    ("aw", "abw", "Aruba"),
    ("ax", "ala", "Åland Islands|Aland Islands"),
    ("az", "aze", "Azerbaijan|Republic of Azerbaijan"),
    ("ba", "bih", "Bosnia and Herzegovina|Republic of Bosnia and Herzegovina|Bosnia|Bosnia-Herzegovina"),
    ("bb", "brb", "Barbados"),
    ("bd", "bgd", "Bangladesh|People's Republic of Bangladesh"),
    ("be", "bel", "Belgium|Kingdom of Belgium"),
    ("bf", "bfa", "Burkina Faso|Upper Volta"),
    ("bg", "bgr", "Bulgaria|Republic of Bulgaria"),
    ("bh", "bhr", "Bahrain|Kingdom of Bahrain"),
    ("bi", "bdi", "Burundi|Republic of Burundi"),
    ("bj", "ben", "Benin|Republic of Benin|Dahomey"),
    ("bl", "blm", "Saint Barthélemy|Saint Barthelemy"),
    ("bm", "bmu", "Bermuda"),
    ("bn", "brn", "Brunei Darussalam|Brunei"),
    ("bo", "bol", "Bolivia, Plurinational State of|Bolivia|Plurinational State of Bolivia"),
    ("bq", "bes", "Bonaire, Sint Eustatius and Saba"),
    ("br", "bra", "Brazil|Federative Republic of Brazil"),
    ("bs", "bhs", "Bahamas|Commonwealth of the Bahamas|Bahamas, The"),
    ("bt", "btn", "Bhutan|Kingdom of Bhutan"),
    ("bv", "bvt", "Bouvet Island"),
    ("bw", "bwa", "Botswana|Republic of Botswana"),
    ("by", "blr", "Belarus|Republic of Belarus|Byelorussia|Belorussia"),
    ("bz", "blz", "Belize"),
    ("ca", "can", "Canada"),
    ("cc", "cck", "Cocos (Keeling) Islands"),
    ("cd", "cod", "Congo, The Democratic Republic of the|Congo, Democratic Republic of the|Congo, Democratic Republic of|Democratic Republic of the Congo|Democratic Republic of Congo|DR Congo|DRC|Congo (Kinshasa)|Zaire"),
    ("cf", "caf", "Central African Republic"),
    ("cg", "cog", "Congo|Republic of the Congo|Congo, Republic of the|Republic of Congo|Congo (Brazzaville)"),
    ("ch", "che", "Switzerland|Swiss Confederation"),
    ("ci", "civ", "Côte d'Ivoire|Cote d'Ivoire|Republic of Côte d'Ivoire|Republic of Cote d'Ivoire|Ivory Coast|Cote d Ivoire"),
    ("ck", "cok", "Cook Islands"),
    ("cl", "chl", "Chile|Republic of Chile"),
    ("cm", "cmr", "Cameroon|Republic of Cameroon"),
    ("cn", "chn", "China|People's Republic of China|PRC|P.R. China|Mainland China"),
    ("co", "col", "Colombia|Republic of Colombia"),
    ("cr", "cri", "Costa Rica|Republic of Costa Rica"),
    ("cu", "cub", "Cuba|Republic of Cuba"),
    ("cv", "cpv", "Cabo Verde|Republic of Cabo Verde|Cape Verde"),
    ("cw", "cuw", "Curaçao|Curacao"),
    ("cx", "cxr", "Christmas Island"),
    ("cy", "cyp", "Cyprus|Republic of Cyprus"),
    ("cz", "cze", "Czechia|Czech Republic"),
    ("de", "deu", "Germany|Federal Republic of Germany"),
    ("dj", "dji", "Djibouti|Republic of Djibouti"),
    ("dk", "dnk", "Denmark|Kingdom of Denmark"),
    ("dm", "dma", "Dominica|Commonwealth of Dominica"),
    ("do", "dom", "Dominican Republic"),
    ("dz", "dza", "Algeria|People's Democratic Republic of Algeria"),
    ("ec", "ecu", "Ecuador|Republic of Ecuador"),
    ("ee", "est", "Estonia|Republic of Estonia"),
    ("eg", "egy", "Egypt|Arab Republic of Egypt"),
    ("eh", "esh", "Western Sahara"),
    ("er", "eri", "Eritrea|the State of Eritrea"),
    ("es", "esp", "Spain|Kingdom of Spain"),
    ("et", "eth", "Ethiopia|Federal Democratic Republic of Ethiopia"),
    ("fi", "fin", "Finland|Republic of Finland"),
    ("fj", "fji", "Fiji|Republic of Fiji"),
    ("fk", "flk", "Falkland Islands (Malvinas)|Falkland Islands"),
    ("fm", "fsm", "Micronesia, Federated States of|Federated States of Micronesia|Micronesia"),
    ("fo", "fro", "Faroe Islands"),
    ("fr", "fra", "France|French Republic"),
    ("ga", "gab", "Gabon|Gabonese Republic"),
    ("gb", "gbr", "United Kingdom|United Kingdom of Great Britain and Northern Ireland|Great Britain|Britain|UK|England|Scotland|Wales|Northern Ireland"),
    ("gd", "grd", "Grenada"),
    ("ge", "geo", "Georgia"),
    ("gf", "guf", "French Guiana"),
    ("gg", "ggy", "Guernsey"),
    ("gh", "gha", "Ghana|Republic of Ghana"),
    ("gi", "gib", "Gibraltar"),
    ("gl", "grl", "Greenland"),
    ("gm", "gmb", "Gambia|Republic of the Gambia|Gambia, The"),
    ("gn", "gin", "Guinea|Republic of Guinea|Guinea Conakry"),
    ("gp", "glp", "Guadeloupe"),
    ("gq", "gnq", "Equatorial Guinea|Republic of Equatorial Guinea"),
    ("gr", "grc", "Greece|Hellenic Republic"),
    ("gs", "sgs", "South Georgia and the South Sandwich Islands"),
    ("gt", "gtm", "Guatemala|Republic of Guatemala"),
    ("gu", "gum", "Guam"),
    ("gw", "gnb", "Guinea-Bissau|Republic of Guinea-Bissau"),
    ("gy", "guy", "Guyana|Republic of Guyana"),
    ("hk", "hkg", "Hong Kong|Hong Kong Special Administrative Region of China|Hong Kong SAR|China, Hong Kong Special Administrative Region|Hong Kong, China"),
    ("hm", "hmd", "Heard Island and McDonald Islands"),
    ("hn", "hnd", "Honduras|Republic of Honduras"),
    ("hr", "hrv", "Croatia|Republic of Croatia"),
    ("ht", "hti", "Haiti|Republic of Haiti"),
    ("hu", "hun", "Hungary"),
    ("id", "idn", "Indonesia|Republic of Indonesia"),
    ("ie", "irl", "Ireland"),
    ("il", "isr", "Israel|State of Israel"),
    ("im", "imn", "Isle of Man"),
    ("in", "ind", "India|Republic of India"),
    ("io", "iot", "British Indian Ocean Territory"),
    ("iq", "irq", "Iraq|Republic of Iraq"),
    ("ir", "irn", "Iran, Islamic Republic of|Iran|Islamic Republic of Iran|Persia"),
    ("is", "isl", "Iceland|Republic of Iceland"),
    ("it", "ita", "Italy|Italian Republic"),
    ("je", "jey", "Jersey"),
    ("jm", "jam", "Jamaica"),
    ("jo", "jor", "Jordan|Hashemite Kingdom of Jordan"),
    ("jp", "jpn", "Japan"),
    ("ke", "ken", "Kenya|Republic of Kenya"),
    ("kg", "kgz", "Kyrgyzstan|Kyrgyz Republic"),
    ("kh", "khm", "Cambodia|Kingdom of Cambodia|Kampuchea"),
    ("ki", "kir", "Kiribati|Republic of Kiribati"),
    ("km", "com", "Comoros|Union of the Comoros"),
    ("kn", "kna", "Saint Kitts and Nevis|St. Kitts and Nevis|St. Kitts & Nevis"),
    ("kp", "prk", "Korea, Democratic People's Republic of|North Korea|Democratic People's Republic of Korea|Korea, North|DPRK"),
    ("kr", "kor", "Korea, Republic of|South Korea|Korea, South|Republic of Korea"),
    ("kw", "kwt", "Kuwait|State of Kuwait"),
    ("ky", "cym", "Cayman Islands"),
    ("kz", "kaz", "Kazakhstan|Republic of Kazakhstan"),
    ("la", "lao", "Lao People's Democratic Republic|Laos|Lao PDR"),
    ("lb", "lbn", "Lebanon|Lebanese Republic"),
    ("lc", "lca", "Saint Lucia|St. Lucia"),
    ("li", "lie", "Liechtenstein|Principality of Liechtenstein"),
    ("lk", "lka", "Sri Lanka|Democratic Socialist Republic of Sri Lanka|Ceylon"),
    ("lr", "lbr", "Liberia|Republic of Liberia"),
    ("ls", "lso", "Lesotho|Kingdom of Lesotho"),
    ("lt", "ltu", "Lithuania|Republic of Lithuania"),
    ("lu", "lux", "Luxembourg|Grand Duchy of Luxembourg"),
    ("lv", "lva", "Latvia|Republic of Latvia"),
    ("ly", "lby", "Libya|Libyan Arab Jamahiriya|Libyan Arab Republic"),
    ("ma", "mar", "Morocco|Kingdom of Morocco"),
    ("mc", "mco", "Monaco|Principality of Monaco"),
    ("md", "mda", "Moldova, Republic of|Moldova|Republic of Moldova"),
    ("me", "mne", "Montenegro"),
    ("mf", "maf", "Saint Martin (French part)|Saint Martin"),
    ("mg", "mdg", "Madagascar|Republic of Madagascar"),
    ("mh", "mhl", "Marshall Islands|Republic of the Marshall Islands"),
    ("mk", "mkd", "North Macedonia|Republic of North Macedonia|Macedonia|Former Yugoslav Republic of Macedonia|Macedonia, The Former Yugoslav Republic of|FYROM"),
    ("ml", "mli", "Mali|Republic of Mali|Region: Northern Mali"),
    ("mm", "mmr", "Myanmar|Republic of Myanmar|Burma|Burma (Myanmar)|Myanmar (Burma)|Union of Myanmar"),
    ("mn", "mng", "Mongolia"),
    ("mo", "mac", "Macao|Macao Special Administrative Region of China|Macau|China, Macao Special Administrative Region|Macau SAR"),
    ("mp", "mnp", "Northern Mariana Islands|Commonwealth of the Northern Mariana Islands"),
    ("mq", "mtq", "Martinique"),
    ("mr", "mrt", "Mauritania|Islamic Republic of Mauritania"),
    ("ms", "msr", "Montserrat"),
    ("mt", "mlt", "Malta|Republic of Malta"),
    ("mu", "mus", "Mauritius|Republic of Mauritius"),
    ("mv", "mdv", "Maldives|Republic of Maldives"),
    ("mw", "mwi", "Malawi|Republic of Malawi"),
    ("mx", "mex", "Mexico|United Mexican States"),
    ("my", "mys", "Malaysia"),
    ("mz", "moz", "Mozambique|Republic of Mozambique"),
    ("na", "nam", "Namibia|Republic of Namibia"),
    ("nc", "ncl", "New Caledonia"),
    ("ne", "ner", "Niger|Republic of the Niger"),
    ("nf", "nfk", "Norfolk Island"),
    ("ng", "nga", "Nigeria|Federal Republic of Nigeria"),
    ("ni", "nic", "Nicaragua|Republic of Nicaragua"),
    ("nl", "nld", "Netherlands|Kingdom of the Netherlands|Holland"),
    ("no", "nor", "Norway|Kingdom of Norway"),
    ("np", "npl", "Nepal|Federal Democratic Republic of Nepal"),
    ("nr", "nru", "Nauru|Republic of Nauru"),
    ("nu", "niu", "Niue"),
    ("nz", "nzl", "New Zealand"),
    ("om", "omn", "Oman|Sultanate of Oman"),
    ("pa", "pan", "Panama|Republic of Panama"),
    ("pe", "per", "Peru|Republic of Peru"),
    ("pf", "pyf", "French Polynesia|Tahiti"),
    ("pg", "png", "Papua New Guinea|Independent State of Papua New Guinea"),
    ("ph", "phl", "Philippines|Republic of the Philippines"),
    ("pk", "pak", "Pakistan|Islamic Republic of Pakistan"),
    ("pl", "pol", "Poland|Republic of Poland"),
    ("pm", "spm", "Saint Pierre and Miquelon"),
    ("pn", "pcn", "Pitcairn"),
    ("pr", "pri", "Puerto Rico"),
    ("ps", "pse", "Palestine, State of|the State of Palestine|Palestine|West Bank|Gaza|Gaza Strip|Region: Gaza|Palestinian|Palestinian Territories|Occupied Palestinian Territory|Palestinian Authority|West Bank and Gaza"),
    ("pt", "prt", "Portugal|Portuguese Republic"),
    ("pw", "plw", "Palau|Republic of Palau"),
    ("py", "pry", "Paraguay|Republic of Paraguay"),
    ("qa", "qat", "Qatar|State of Qatar"),
    ("re", "reu", "Réunion|Reunion"),
    ("ro", "rou", "Romania"),
    ("rs", "srb", "Serbia|Republic of Serbia"),
    ("ru", "rus", "Russian Federation|Russia"),
    ("rw", "rwa", "Rwanda|Rwandese Republic"),
    ("sa", "sau", "Saudi Arabia|Kingdom of Saudi Arabia|KSA"),
    ("sb", "slb", "Solomon Islands"),
    ("sc", "syc", "Seychelles|Republic of Seychelles"),
    ("sd", "sdn", "Sudan|Republic of the Sudan"),
    ("se", "swe", "Sweden|Kingdom of Sweden"),
    ("sg", "sgp", "Singapore|Republic of Singapore"),
    ("sh", "shn", "Saint Helena, Ascension and Tristan da Cunha|Saint Helena"),
    ("si", "svn", "Slovenia|Republic of Slovenia"),
    ("sj", "sjm", "Svalbard and Jan Mayen"),
    ("sk", "svk", "Slovakia|Slovak Republic"),
    ("sl", "sle", "Sierra Leone|Republic of Sierra Leone"),
    ("sm", "smr", "San Marino|Republic of San Marino"),
    ("sn", "sen", "Senegal|Republic of Senegal"),
    ("so", "som", "Somalia|Federal Republic of Somalia"),
    ("sr", "sur", "Suriname|Republic of Suriname"),
    ("ss", "ssd", "South Sudan|Republic of South Sudan"),
    ("st", "stp", "Sao Tome and Principe|Democratic Republic of Sao Tome and Principe"),
    ("sv", "slv", "El Salvador|Republic of El Salvador"),
    ("sx", "sxm", "Sint Maarten (Dutch part)|Sint Maarten"),
    ("sy", "syr", "Syrian Arab Republic|Syria"),
    ("sz", "swz", "Eswatini|Kingdom of Eswatini|Swaziland"),
    ("tc", "tca", "Turks and Caicos Islands"),
    ("td", "tcd", "Chad|Republic of Chad"),
    ("tf", "atf", "French Southern Territories"),
    ("tg", "tgo", "Togo|Togolese Republic"),
    ("th", "tha", "Thailand|Kingdom of Thailand"),
    ("tj", "tjk", "Tajikistan|Republic of Tajikistan"),
    ("tk", "tkl", "Tokelau"),
    ("tl", "tls", "Timor-Leste|Democratic Republic of Timor-Leste|East Timor"),
    ("tm", "tkm", "Turkmenistan"),
    ("tn", "tun", "Tunisia|Republic of Tunisia"),
    ("to", "ton", "Tonga|Kingdom of Tonga"),
    ("tr", "tur", "Türkiye|Turkiye|Republic of Türkiye|Republic of Turkiye|Turkey|Republic of Turkey"),
    ("tt", "tto", "Trinidad and Tobago|Republic of Trinidad and Tobago|Trinidad"),
    ("tv", "tuv", "Tuvalu"),
    ("tw", "twn", "Taiwan, Province of China|Taiwan|Chinese Taipei"),
    ("tz", "tza", "Tanzania, United Republic of|Tanzania|United Republic of Tanzania"),
    ("ua", "ukr", "Ukraine|Region: Crimea"),
    ("ug", "uga", "Uganda|Republic of Uganda"),
    ("um", "umi", "United States Minor Outlying Islands"),
    ("us", "usa", "United States|United States of America|USA|U.S.|America"),
    ("uy", "ury", "Uruguay|Eastern Republic of Uruguay"),
    ("uz", "uzb", "Uzbekistan|Republic of Uzbekistan"),
    ("va", "vat", "Holy See (Vatican City State)|Vatican City|Holy See|Vatican"),
    ("vc", "vct", "Saint Vincent and the Grenadines|St. Vincent and the Grenadines"),
    ("ve", "ven", "Venezuela, Bolivarian Republic of|Venezuela|Bolivarian Republic of Venezuela"),
    ("vg", "vgb", "Virgin Islands, British|British Virgin Islands|BVI"),
    ("vi", "vir", "Virgin Islands, U.S.|Virgin Islands of the United States|US Virgin Islands|United States Virgin Islands"),
    ("vn", "vnm", "Viet Nam|Vietnam|Socialist Republic of Viet Nam"),
    ("vu", "vut", "Vanuatu|Republic of Vanuatu"),
    ("wf", "wlf", "Wallis and Futuna"),
    ("ws", "wsm", "Samoa|Independent State of Samoa"),
    ("ye", "yem", "Yemen|Republic of Yemen"),
    ("yt", "myt", "Mayotte"),
    ("za", "zaf", "South Africa|Republic of South Africa"),
    ("zm", "zmb", "Zambia|Republic of Zambia"),
    ("zw", "zwe", "Zimbabwe|Republic of Zimbabwe|Rhodesia|Southern Rhodesia"),
    ("suhh", "sun", "Soviet Union|USSR|U.S.S.R.|former Soviet Union|former USSR|Union of Soviet Socialist Republics"),
    ("yucs", "yug", "Yugoslavia|former Yugoslavia|Federal Republic of Yugoslavia|Socialist Federal Republic of Yugoslavia"),
    ("csxx", "scg", "Serbia and Montenegro|State Union of Serbia and Montenegro"),
    ("cshh", "csk", "Czechoslovakia|former Czechoslovakia"),
    ("dd", "ddr", "East Germany|German Democratic Republic|GDR"),
    ("anhh", "ant", "Netherlands Antilles"),
    ("xk", "xkx", "Kosovo|Republic of Kosovo"),
];

static BY_NAME: LazyLock<HashMap<String, &'static str>> = LazyLock::new(|| {
    let mut by_name = HashMap::new();
    for (code, alpha3, names) in COUNTRIES {
        by_name.insert(code.to_owned(), code);
        by_name.insert(alpha3.to_owned(), code);
        for name in names.split('|') {
            by_name.insert(key(name), code);
        }
    }
    by_name
});

/// The ISO 3166-1 alpha-2 code, in lower case, of a country given by name or code.
///
/// Takes alpha-2 and alpha-3 codes, English names and the spellings of the OFAC and United
/// Nations lists, in any case and with any punctuation. Former countries have FollowTheMoney's
/// codes (`suhh`, `yucs`, `csxx`, `cshh`, `anhh`, `dd`); Kosovo is `xk`. `None` where the text
/// names no country that is known.
pub fn country_code(text: &str) -> Option<&'static str> {
    // No country's name is longer than this; anything longer is prose.
    if text.len() > 100 {
        return None;
    }
    BY_NAME.get(&key(text)).copied()
}

/// Lower case, punctuation as spaces, apostrophes and full stops dropped, no leading article.
fn key(text: &str) -> String {
    let spaced: String = text
        .chars()
        .filter(|c| !matches!(c, '\'' | '\u{2019}' | '.'))
        .map(|c| if c.is_alphanumeric() { c } else { ' ' })
        .flat_map(char::to_lowercase)
        .collect();
    let mut words = spaced.split_whitespace().peekable();
    words.next_if_eq(&"the");
    words.collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeMap;

    use super::{COUNTRIES, country_code, key};

    #[test]
    fn knows_the_spellings_of_both_lists() {
        for (text, code) in [
            ("RU", "ru"),
            ("rus", "ru"),
            ("Russian Federation", "ru"),
            ("RUSSIA", "ru"),
            ("Korea, North", "kp"),
            ("Democratic People\u{2019}s Republic of Korea", "kp"),
            ("Iran (Islamic Republic of)", "ir"),
            ("Burma", "mm"),
            ("West Bank", "ps"),
            ("Congo, Democratic Republic of the", "cd"),
            ("Congo, Republic of the", "cg"),
            ("The Gambia", "gm"),
            ("Bahamas, The", "bs"),
            ("Cote d Ivoire", "ci"),
            ("C\u{f4}te d'Ivoire", "ci"),
            ("T\u{fc}rkiye", "tr"),
            ("former Soviet Union", "suhh"),
            ("suhh", "suhh"),
            ("Yugoslavia", "yucs"),
            ("Kosovo", "xk"),
            (" U.S.A. ", "us"),
        ] {
            assert_eq!(country_code(text), Some(code), "{text}");
        }
    }

    #[test]
    fn leaves_the_unknown_unknown() {
        for text in [
            "",
            "na",
            "undetermined",
            "Obrazovsk",
            "-0-",
            "the",
            &"a".repeat(5000),
        ] {
            // `na` is Namibia's code and cannot be told from the UN's "not available".
            let expected = (text == "na").then_some("na");
            assert_eq!(country_code(text), expected, "{text}");
        }
    }

    #[test]
    fn no_name_means_two_countries() {
        let mut seen = BTreeMap::new();
        for (code, alpha3, names) in COUNTRIES {
            for name in names.split('|').chain([code, alpha3]) {
                let other = seen.insert(key(name), code);
                assert!(
                    other.is_none_or(|o| o == code),
                    "{name}: {code} and {other:?}"
                );
            }
        }
    }
}
