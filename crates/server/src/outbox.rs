//! The outbox: what waits is tried until its receipt is here.

use std::{collections::HashSet, sync::Arc, time::Duration};

use liaison_service::{Office, mail::Delivery};
use tokio::{sync::watch, task::JoinSet};

use crate::{Error, deliver::attempt};

/// How often the outbox is looked through.
const PERIOD: Duration = Duration::from_millis(250);

/// Delivers what is due until `stopped`: partners side by side, the messages of one in order.
pub(crate) async fn run(office: Arc<Office>, mut stopped: watch::Receiver<bool>) {
    let mut busy: HashSet<String> = HashSet::new();
    let mut deliveries = JoinSet::new();
    loop {
        match office.due_deliveries().await {
            Ok(due) => {
                for delivery in due {
                    if busy.insert(delivery.partner.card.code.clone()) {
                        deliveries.spawn(deliver_all(Arc::clone(&office), delivery));
                    }
                }
            }
            Err(error) => tracing::error!(%error, "the outbox cannot be read"),
        }
        tokio::select! {
            _ = stopped.changed() => break,
            Some(done) = deliveries.join_next() => match done {
                Ok(partner) => { busy.remove(&partner); }
                // A task that panicked leaves its partner's name behind; start afresh.
                Err(_) => busy.clear(),
            },
            () = tokio::time::sleep(PERIOD) => {}
        }
    }
    // A delivery that is under way is either receipted or tried again later.
    deliveries.shutdown().await;
}

/// Delivers one partner's messages, oldest first, until one fails or none is due.
async fn deliver_all(office: Arc<Office>, first: Delivery) -> String {
    let partner = first.partner.card.code.clone();
    let mut next = Some(first);
    while let Some(delivery) = next.take() {
        match attempt(&office, &delivery).await {
            Ok(true) => {}
            Ok(false) => break,
            Err(error) => {
                tracing::error!(%error, "a delivery could not be noted");
                break;
            }
        }
        let due = office.due_deliveries().await.unwrap_or_default();
        next = due.into_iter().find(|delivery| delivery.partner.card.code == partner);
    }
    partner
}

/// Tries everything that is due once, in order; returns how many messages arrived.
pub async fn flush(office: &Office) -> Result<usize, Error> {
    let mut arrived = 0;
    let mut failed: HashSet<String> = HashSet::new();
    loop {
        let due = office.due_deliveries().await?;
        let fresh = |delivery: &Delivery| !failed.contains(&delivery.partner.card.code);
        let Some(delivery) = due.into_iter().find(fresh) else {
            return Ok(arrived);
        };
        if attempt(office, &delivery).await? {
            arrived += 1;
        } else {
            failed.insert(delivery.partner.card.code.clone());
        }
    }
}
