//! The outbox: what is signed leaves, partner by partner, in order, until it is receipted.

use std::{
    collections::{HashMap, HashSet},
    future::Future,
    pin::pin,
    sync::Arc,
    time::Duration,
};

use liaison_service::{
    Error as ServiceError, Office,
    mail::{Arrived, Delivery},
};
use tokio::{task::JoinSet, time};

use crate::{
    deliver::{DeliveryError, deliver},
    problem::traceable,
};

/// How often [`crate::serve`] looks for what is due.
pub const POLL: Duration = Duration::from_millis(250);
/// For deliveries under way when the loop is told to stop.
const GRACE: Duration = Duration::from_secs(3);

/// What became of one message in [`flush`].
#[derive(Debug)]
pub struct Outcome {
    /// The partner's code.
    pub partner: String,
    /// Hash of the message.
    pub hash: String,
    /// Whether it is receipted.
    pub result: Result<Arrived, DeliveryError>,
}

/// Delivers what is due until `stop` is done: partners side by side, each partner's messages
/// one after the other. Partners without an address are left to those who carry files.
pub async fn run_outbox(office: Arc<Office>, poll: Duration, stop: impl Future<Output = ()>) {
    let mut stop = pin!(stop);
    let mut ticks = time::interval(poll.max(Duration::from_millis(1)));
    ticks.set_missed_tick_behavior(time::MissedTickBehavior::Delay);
    let mut under_way = JoinSet::new();
    // Partner by task, so that a task that ends, however it ends, frees its partner.
    let mut busy = HashMap::new();
    loop {
        tokio::select! {
            () = &mut stop => break,
            Some(ended) = under_way.join_next_with_id() => {
                let id = ended.map_or_else(|error| error.id(), |(id, ())| id);
                busy.remove(&id);
            }
            _ = ticks.tick() => {
                for delivery in due(&office).await {
                    let code = delivery.partner.card.code.clone();
                    if !busy.values().any(|partner| *partner == code) {
                        let task = under_way.spawn(drain(office.clone(), delivery));
                        busy.insert(task.id(), code);
                    }
                }
            }
        }
    }
    // What is cut off here is sent again after the next start and receipted as a duplicate.
    let ended = async { while under_way.join_next().await.is_some() {} };
    let _ = time::timeout(GRACE, ended).await;
}

/// Tries everything that waits once, partner by partner in order, whether its time has come or
/// not; after a failure the rest of that partner's messages wait. For `request send`.
pub async fn flush(office: &Office) -> Result<Vec<Outcome>, ServiceError> {
    let mut outcomes = Vec::new();
    let mut failed = HashSet::new();
    for delivery in office.waiting_deliveries().await? {
        let partner = delivery.partner.card.code.clone();
        if delivery.partner.revoked_at.is_some() || failed.contains(&partner) {
            continue;
        }
        let result = attempt(office, &delivery).await;
        if result.is_err() {
            failed.insert(partner.clone());
        }
        outcomes.push(Outcome {
            partner,
            hash: delivery.hash,
            result,
        });
    }
    Ok(outcomes)
}

async fn due(office: &Office) -> Vec<Delivery> {
    let mut due = office.due_deliveries().await.unwrap_or_else(|error| {
        let error = traceable(&error);
        tracing::error!(error, "the outbox cannot be read");
        Vec::new()
    });
    due.retain(|delivery| !delivery.partner.card.addresses.is_empty());
    due
}

/// Delivers to one partner until something fails or nothing waits.
async fn drain(office: Arc<Office>, first: Delivery) {
    let code = first.partner.card.code.clone();
    let mut next = Some(first);
    while let Some(delivery) = next {
        if attempt(&office, &delivery).await.is_err() {
            return;
        }
        let mut due = due(&office).await.into_iter();
        next = due.find(|next| next.partner.card.code == code && next.hash != delivery.hash);
    }
}

/// Delivers one message and notes a failure, so that it is tried again.
async fn attempt(office: &Office, delivery: &Delivery) -> Result<Arrived, DeliveryError> {
    let (partner, hash) = (&delivery.partner.card.code, &delivery.hash);
    let result = deliver(office, delivery).await;
    match &result {
        Ok(_) => tracing::info!(partner, hash, "message delivered and receipted"),
        Err(error) => {
            tracing::warn!(
                partner,
                hash,
                error = error.traceable(),
                "message not delivered yet"
            );
            if let Err(error) = office.delivery_failed(hash, &error.to_string()).await {
                tracing::error!(
                    error = traceable(&error),
                    "a failed delivery cannot be noted"
                );
            }
        }
    }
    result
}
