//! SIGKILL at 50 random points while 200 requests flow: nothing is lost, nothing is doubled.

use std::{
    collections::BTreeSet,
    thread,
    time::{Duration, Instant},
};

use serde_json::Value;

use crate::desk::Desk;

const REQUESTS: usize = 200;
const KILLS: usize = 50;
/// How long the rest may take once the killing is over.
const PATIENCE: Duration = Duration::from_mins(4);

/// A small generator of its own, so that a failure can be played again by its seed.
struct Random(u64);

impl Random {
    fn next(&mut self, below: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % below
    }
}

#[test]
fn nothing_is_lost_or_doubled_when_either_side_is_killed() {
    let seed = std::env::var("LIAISON_KILL_SEED")
        .ok()
        .and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(|| u64::from(std::process::id()) * 0x9e37_79b9 + 1);
    let mut random = Random(seed);
    let (a, b) = Desk::pair();
    let mut offices = [Some(a.serve()), Some(b.serve())];

    let drafts: Vec<String> = thread::scope(|scope| {
        let writer = scope.spawn(|| write_requests(&a));
        for _ in 0..KILLS {
            thread::sleep(Duration::from_millis(40 + random.next(500)));
            let at = random.next(2) as usize;
            offices[at] = None;
            // Sometimes it stays down for a while.
            thread::sleep(Duration::from_millis(random.next(300)));
            offices[at] = Some([&a, &b][at].serve());
        }
        writer.join().expect("writes")
    });
    let deadline = Instant::now() + PATIENCE;
    while waiting(&a) > 0 && Instant::now() < deadline {
        thread::sleep(Duration::from_millis(250));
    }
    drop(offices);

    for (desk, way) in [(&a, "out"), (&b, "in")] {
        let requests = desk.run(["--json", "request", "list"]).good().json();
        let text =
            |request: &Value, field: &str| request[field].as_str().unwrap_or_default().to_owned();
        let present: BTreeSet<String> = requests
            .iter()
            .map(|request| text(request, "reference"))
            .collect();
        assert_eq!(
            requests.len(),
            REQUESTS,
            "{way}: each exactly once; LIAISON_KILL_SEED={seed} plays it again"
        );
        assert_eq!(present, drafts.iter().cloned().collect(), "{way}");
        assert!(
            requests
                .iter()
                .all(|request| text(request, "state") == "received"),
            "{way}"
        );
        let report = desk.verified();
        assert_eq!(
            (&report["messages"], &report["waiting"]),
            (&REQUESTS.into(), &0.into()),
            "{way}"
        );
        let receipts = if way == "out" {
            "receipts_held"
        } else {
            "receipts_given"
        };
        assert_eq!(report[receipts], REQUESTS, "{way}");
    }
}

/// Writes and signs all requests by the command line, beside the running server. One that was
/// being signed is asked for again; the office must not send it twice.
fn write_requests(desk: &Desk) -> Vec<String> {
    (0..REQUESTS)
        .map(|at| {
            let reference = desk.draft("BR-SEC", &format!("Anton Obraztsev {at}"));
            let file = desk.path("copy.age");
            let file = file.to_str().expect("UTF-8");
            desk.run(["request", "send", &reference, "--to-file", file])
                .good();
            reference
        })
        .collect()
}

fn waiting(desk: &Desk) -> u64 {
    desk.verified()["waiting"].as_u64().expect("a number")
}
