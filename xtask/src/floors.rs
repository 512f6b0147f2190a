//! A crate may depend only on crates of a strictly lower floor.
//!
//! Each crate states its floor in its own manifest:
//!
//! ```toml
//! [package.metadata.liaison]
//! floor = 2
//! # A dev-dependency that is not lower needs a reason, in words:
//! dev-dependencies-from-above = { liaison-store = "the conformance suite lives there" }
//! ```
//!
//! The floors themselves are described in ARCHITECTURE.md.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, Result, bail, ensure};
use serde::Deserialize;

/// Runs the check on this workspace.
pub fn run() -> Result<()> {
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let output = Command::new(cargo)
        .args(["metadata", "--format-version", "1", "--no-deps"])
        .output()
        .context("cannot start `cargo metadata`")?;
    ensure!(
        output.status.success(),
        "`cargo metadata` failed:\n{}",
        String::from_utf8_lossy(&output.stderr)
    );
    let metadata = serde_json::from_slice(&output.stdout).context("`cargo metadata` output")?;
    let faults = faults(&metadata);
    if !faults.is_empty() {
        bail!("the floors do not hold:\n  {}", faults.join("\n  "));
    }
    Ok(())
}

/// What we read of `cargo metadata`; the format is cargo's, version 1.
#[derive(Deserialize)]
struct Metadata {
    workspace_root: PathBuf,
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
    #[serde(default)]
    metadata: Option<serde_json::Value>,
    #[serde(default)]
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    name: String,
    /// `None` for a normal dependency, else `dev` or `build`.
    kind: Option<String>,
}

impl Package {
    fn stated(&self, key: &str) -> Option<&serde_json::Value> {
        self.metadata.as_ref()?.get("liaison")?.get(key)
    }

    fn floor(&self) -> Option<u64> {
        self.stated("floor")?.as_u64()
    }

    /// The name that ARCHITECTURE.md gives the crate; the binary `liaison` lives in `cli`.
    fn short_name(&self) -> &str {
        match self.name.as_str() {
            "liaison" => "cli",
            name => name.strip_prefix("liaison-").unwrap_or(name),
        }
    }

    fn excuse(&self, dependency: &str) -> Option<&str> {
        let excuses = self.stated("dev-dependencies-from-above")?;
        let words = excuses.get(dependency)?.as_str()?.trim();
        (!words.is_empty()).then_some(words)
    }
}

fn faults(metadata: &Metadata) -> Vec<String> {
    let crates: Vec<(&Package, &Path)> = metadata
        .packages
        .iter()
        .filter_map(|package| {
            let directory = package.manifest_path.parent()?;
            let within = directory.strip_prefix(&metadata.workspace_root).ok()?;
            within.starts_with("crates").then_some((package, within))
        })
        .collect();
    let floors: BTreeMap<&str, u64> = crates
        .iter()
        .filter_map(|(package, _)| Some((package.name.as_str(), package.floor()?)))
        .collect();

    let mut faults = Vec::new();
    if crates.is_empty() {
        faults.push("no crate was found under crates/: the check looks in the wrong place".into());
    }
    for (package, directory) in crates {
        let name = &package.name;
        let due = Path::new("crates").join(package.short_name());
        if directory != due {
            faults.push(format!(
                "`{name}` lies in {}: move it to {}, or rename it",
                directory.display(),
                due.display()
            ));
        }
        let Some(&floor) = floors.get(name.as_str()) else {
            faults.push(format!(
                "`{name}` states no floor: write `floor = N` under [package.metadata.liaison] \
                 in its Cargo.toml"
            ));
            continue;
        };
        for dependency in &package.dependencies {
            let Some(&below) = floors.get(dependency.name.as_str()) else {
                continue;
            };
            let excused = dependency.kind.as_deref() == Some("dev")
                && package.excuse(&dependency.name).is_some();
            if below >= floor && !excused {
                faults.push(upward(name, floor, dependency, below));
            }
        }
    }
    faults
}

fn upward(name: &str, floor: u64, dependency: &Dependency, above: u64) -> String {
    let kind = dependency
        .kind
        .as_ref()
        .map_or_else(String::new, |kind| format!("{kind}-"));
    let mut fault = format!(
        "`{name}` (floor {floor}) has a {kind}dependency on `{}` (floor {above}): depend only on \
         lower floors; move the shared part down, or pass it in from a crate above both",
        dependency.name
    );
    if dependency.kind.as_deref() == Some("dev") {
        fault += ", or give the reason under `dev-dependencies-from-above`";
    }
    fault
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn package(
        directory: &str,
        name: &str,
        floor: impl Into<Value>,
        dependencies: &Value,
    ) -> Value {
        json!({
            "name": name,
            "manifest_path": format!("/house/{directory}/Cargo.toml"),
            "metadata": { "liaison": { "floor": floor.into() } },
            "dependencies": dependencies,
        })
    }

    fn faults_of(packages: &[Value]) -> Vec<String> {
        let metadata = json!({ "workspace_root": "/house", "packages": packages });
        faults(&serde_json::from_value(metadata).expect("invented metadata has the right shape"))
    }

    fn one_fault(packages: &[Value]) -> String {
        let faults = faults_of(packages);
        assert_eq!(faults.len(), 1, "{faults:#?}");
        faults.into_iter().next().expect("one was counted")
    }

    #[test]
    fn a_downward_edge_passes() {
        let down = json!([
            { "name": "liaison-brick", "kind": null },
            { "name": "serde", "kind": null },
        ]);
        let house = [
            package("crates/brick", "liaison-brick", 0, &json!([])),
            package("crates/roof", "liaison-roof", 2, &down),
            package(
                "crates/cli",
                "liaison",
                3,
                &json!([{ "name": "liaison-roof", "kind": null }]),
            ),
        ];
        assert_eq!(faults_of(&house), [""; 0]);
    }

    #[test]
    fn an_upward_edge_fails_and_names_both_crates_and_floors() {
        for kind in [json!(null), json!("build"), json!("dev")] {
            let up = json!([{ "name": "liaison-roof", "kind": kind }]);
            let house = [
                package("crates/brick", "liaison-brick", 0, &up),
                package("crates/roof", "liaison-roof", 2, &json!([])),
            ];
            let fault = one_fault(&house);
            assert!(fault.contains("`liaison-brick` (floor 0)"), "{fault}");
            assert!(fault.contains("`liaison-roof` (floor 2)"), "{fault}");
            assert!(fault.contains("lower floors"), "{fault}");
        }
    }

    #[test]
    fn an_edge_on_the_same_floor_fails() {
        let beside = json!([{ "name": "liaison-door", "kind": null }]);
        let house = [
            package("crates/wall", "liaison-wall", 1, &beside),
            package("crates/door", "liaison-door", 1, &json!([])),
        ];
        assert!(one_fault(&house).contains("`liaison-door` (floor 1)"));
    }

    #[test]
    fn a_dev_dependency_from_above_needs_a_reason_in_words() {
        let excused = |kind: Value, reason: &str| {
            let up = json!([{ "name": "liaison-roof", "kind": kind }]);
            let mut brick = package("crates/brick", "liaison-brick", 0, &up);
            brick["metadata"]["liaison"]["dev-dependencies-from-above"] =
                json!({ "liaison-roof": reason });
            faults_of(&[brick, package("crates/roof", "liaison-roof", 2, &json!([]))])
        };
        assert_eq!(excused(json!("dev"), "drives the whole house").len(), 0);
        assert_eq!(excused(json!("dev"), " ").len(), 1);
        assert_eq!(excused(json!(null), "drives the whole house").len(), 1);
    }

    #[test]
    fn a_crate_without_a_floor_fails() {
        let house = [package(
            "crates/attic",
            "liaison-attic",
            Value::Null,
            &json!([]),
        )];
        assert!(one_fault(&house).contains("`liaison-attic` states no floor"));
    }

    #[test]
    fn a_crate_outside_crates_needs_no_floor() {
        let house = [
            package("crates/brick", "liaison-brick", 0, &json!([])),
            package("xtask", "xtask", Value::Null, &json!([])),
        ];
        assert_eq!(faults_of(&house), [""; 0]);
    }

    #[test]
    fn a_directory_that_is_not_the_crates_name_fails() {
        let house = [package("crates/tiles", "liaison-roof", 0, &json!([]))];
        let fault = one_fault(&house);
        assert!(fault.contains("crates/tiles"), "{fault}");
        assert!(fault.contains("crates/roof"), "{fault}");
    }

    #[test]
    fn an_empty_house_fails() {
        assert!(
            one_fault(&[package("xtask", "xtask", Value::Null, &json!([]))]).contains("no crate")
        );
    }
}
