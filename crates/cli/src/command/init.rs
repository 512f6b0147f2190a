//! `liaison init`: make an office.

use std::sync::Arc;

use liaison_service::{Office, SystemClock, office::Settings};
use serde_json::json;

use super::Context;
use crate::arguments::Init;

pub async fn run(context: &Context, init: Init) -> anyhow::Result<()> {
    let settings = Settings {
        name: init.name,
        code: init.code,
        addresses: init.address,
    };
    let tls = liaison_server::make_certificate(&settings.code)?;
    let office = Office::create(&context.dir, settings, &tls, Arc::new(SystemClock)).await?;
    let fingerprint = office.card()?.fingerprint();
    let dir = context.dir.display();
    context.output.result(
        &json!({"office": context.dir, "code": office.code(), "fingerprint": fingerprint}),
        &format!(
            "Made office `{}` in {dir}.\nFingerprint: {fingerprint}\n\nNext: `liaison --office \
             {dir} lists add ofac PATH`, and `partner card` to print its key card.",
            office.code()
        ),
    )?;
    office.close().await;
    Ok(())
}
