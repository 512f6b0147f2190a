//! Offices in temporary directories, and the binary run on them.

use std::{
    ffi::OsStr,
    fs,
    net::TcpListener,
    path::{Path, PathBuf},
    process::{Child, Command, Output, Stdio},
};

use serde_json::Value;
use tempfile::TempDir;

/// One office in a directory of its own.
pub struct Desk {
    pub dir: TempDir,
    pub code: String,
    pub port: u16,
}

/// A serving office; killed (SIGKILL on Unix) when it goes out of scope, a failed test included.
pub struct Serving(Child);

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

/// What one run gave.
pub struct Run {
    pub code: i32,
    pub out: String,
    pub err: String,
}

impl Run {
    fn of(output: Output) -> Self {
        Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).expect("UTF-8"),
            err: String::from_utf8(output.stderr).expect("UTF-8"),
        }
    }

    /// Its results as JSON.
    pub fn json(&self) -> Vec<Value> {
        let lines = self.out.lines();
        lines
            .map(|line| serde_json::from_str(line).expect("a JSON line"))
            .collect()
    }

    /// The run, which must have ended well.
    pub fn good(self) -> Self {
        assert_eq!(self.code, 0, "{}{}", self.out, self.err);
        self
    }
}

pub fn liaison() -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_liaison"));
    command
        .env_remove("LIAISON_OFFICE")
        .env("LIAISON_OFFICER", "Officer Test");
    command
}

pub fn run<S: AsRef<OsStr>>(arguments: impl IntoIterator<Item = S>) -> Run {
    Run::of(liaison().args(arguments).output().expect("runs"))
}

/// The invented lists that the project ships.
pub fn testdata() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../testdata")
}

impl Desk {
    /// A new office whose inbox may listen on a free port.
    pub fn new(code: &str) -> Self {
        let free = TcpListener::bind("127.0.0.1:0").expect("a port");
        let port = free.local_addr().expect("an address").port();
        let desk = Self {
            dir: TempDir::new().expect("a directory"),
            code: code.to_owned(),
            port,
        };
        let address = format!("https://127.0.0.1:{port}");
        desk.run([
            "init",
            "--name",
            &format!("Desk of {code}"),
            "--code",
            code,
            "--address",
            &address,
        ])
        .good();
        desk
    }

    /// Two offices that know each other.
    pub fn pair() -> (Self, Self) {
        let (a, b) = (Self::new("AV-NCB"), Self::new("BR-SEC"));
        a.accept(&b);
        b.accept(&a);
        (a, b)
    }

    fn accept(&self, other: &Self) {
        let card = other.run(["partner", "card"]).good().out;
        let path = self.path("partner.card");
        fs::write(&path, &card).expect("writes");
        let line = card
            .lines()
            .find_map(|line| line.strip_prefix("fingerprint: "));
        let path = path.to_str().expect("UTF-8");
        self.run([
            "partner",
            "add",
            path,
            "--fingerprint",
            line.expect("a fingerprint"),
        ])
        .good();
    }

    pub fn office(&self) -> PathBuf {
        self.dir.path().join("office")
    }

    /// A path beside the office.
    pub fn path(&self, name: &str) -> PathBuf {
        self.dir.path().join(name)
    }

    pub fn run<S: AsRef<OsStr>>(&self, arguments: impl IntoIterator<Item = S>) -> Run {
        let mut command = liaison();
        command.arg("--office").arg(self.office()).args(arguments);
        Run::of(command.output().expect("runs"))
    }

    /// Takes in the invented OFAC list.
    pub fn with_list(self) -> Self {
        let path = testdata().join("lists/ofac");
        self.run(["lists", "add", "ofac", path.to_str().expect("UTF-8")])
            .good();
        self
    }

    /// Writes a request; returns its reference.
    pub fn draft(&self, to: &str, name: &str) -> String {
        let arguments = [
            "--json",
            "request",
            "new",
            "--to",
            to,
            "--name",
            name,
            "--born",
            "1986-10-21",
            "--purpose",
            "prevention",
            "--basis",
            "Agreement, Art. 4",
            "--question",
            "Is he known?",
            "--handling",
            "AMBER/H1",
        ];
        let view = &self.run(arguments).good().json()[0];
        view["reference"].as_str().expect("a reference").to_owned()
    }

    /// Runs `serve` in the background.
    pub fn serve(&self) -> Serving {
        let child = liaison()
            .arg("--office")
            .arg(self.office())
            .args(["serve", "--listen", "127.0.0.1:0", "--partner-listen"])
            .arg(format!("127.0.0.1:{}", self.port))
            .env("LIAISON_LOG", "error")
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn()
            .expect("serves");
        Serving(child)
    }

    /// The office must fit its log; returns the report.
    pub fn verified(&self) -> Value {
        let run = self.run(["--json", "log", "verify"]);
        assert_eq!(run.code, 0, "{}: {}{}", self.code, run.out, run.err);
        run.json().remove(0)
    }
}
