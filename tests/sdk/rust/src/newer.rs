//! Reads the answers of a server that is newer than the client.

use crate::Outcome;
use claimline::types::{QuotesToLocate, SearchHit};
use claimline::{Client, Error};
use serde_json::{Value, json};

pub async fn read(client: &Client) -> Outcome<Value> {
    let claims = client.list_claims().send().await?.into_inner();
    let found = client.search_records().q("hall").send().await?.into_inner();
    client.list_events().send().await?;
    client.list_actors().send().await?;
    client.list_actor_positions().actor_id("isis").send().await?;
    client.get_proposition().proposition_key("key").send().await?;
    client.list_positions().party(vec!["isis".parse()?]).send().await?;
    client.list_disputes().send().await?;
    client.get_dispute().proposition_key("key").send().await?;
    client.list_sources().send().await?;
    let wanted: QuotesToLocate = serde_json::from_value(json!({ "text": "text", "quotes": ["text"] }))?;
    client.locate_quotes().source_id("source").body(wanted).send().await?;
    client.verify_source().source_id("source").body("text").send().await?;
    client.get_timeline().send().await?;
    client.get_places().send().await?;
    client.get_vocabulary().send().await?;
    client.list_datasets().send().await?;
    client.check_health().send().await?;
    let code = match client.list_events().limit(1000_u32).send().await {
        Err(Error::ErrorResponse(answer)) => answer.code.to_string(),
        other => return Err(format!("a limit of 1000 was not refused: {other:?}").into()),
    };
    let unknown = found.data.iter().filter(|hit| matches!(hit, SearchHit::UnknownKind(_))).count();
    Ok(json!({
        "act": claims.data[0].act,
        "code": code,
        "hits": { "known": found.data.len() - unknown, "unknown": unknown },
    }))
}
