//! The three stories of the README and a refused request, by the Rust client; prints one line of JSON. With `newer`
//! it reads the answers of a newer server instead.
#![deny(warnings)]

mod newer;

use claimline::types::{Event, Problem, Proposition, PropositionObject, TimeMatch};
use claimline::{Client, Error};
use serde_json::{Value, json};
use std::{env, error::Error as StdError};

type Outcome<T> = Result<T, Box<dyn StdError>>;

/// Events by date: every page of two.
async fn events(client: &Client) -> Outcome<(Vec<Event>, u32)> {
    let request = || {
        let window = client.list_events().from("2024-03-22").to("2024-03-23");
        window.match_(TimeMatch::Possible).limit(2_u32)
    };
    let mut page = request().send().await?.into_inner();
    let (mut found, mut pages) = (page.data, 1);
    while let Some(cursor) = page.page.next_cursor {
        page = request().cursor(cursor).send().await?.into_inner();
        found.append(&mut page.data);
        pages += 1;
    }
    Ok((found, pages))
}

/// What an actor and everybody on its side claims.
async fn claims(client: &Client) -> Outcome<Vec<String>> {
    let request = client.list_actor_claims().actor_id("isis").include_affiliates(true);
    let page = request.send().await?.into_inner();
    Ok(page.data.into_iter().map(|claim| claim.id.to_string()).collect())
}

/// What is contested about an actor, with every position on it and what opposes it.
async fn contested(client: &Client) -> Outcome<Proposition> {
    let request = client.list_propositions().contested(true).actor_id(vec!["ukraine".parse()?]);
    let page = request.send().await?.into_inner();
    let first = page.data.first().ok_or("nothing is contested about ukraine")?;
    Ok(client.get_proposition().proposition_key(first.key.clone()).send().await?.into_inner())
}

/// A page that is too long: refused with problem details.
async fn refused(client: &Client) -> Outcome<Problem> {
    match client.list_events().limit(1000_u32).send().await {
        Err(Error::ErrorResponse(answer)) => Ok(answer.into_inner()),
        Err(other) => Err(other.into()),
        Ok(_) => Err("a limit of 1000 was taken".into()),
    }
}

fn described(proposition: &Proposition) -> Value {
    let positions: Vec<Value> = proposition
        .positions
        .iter()
        .map(|position| {
            let holders: Vec<Value> = position
                .holders
                .iter()
                .map(|holder| {
                    let since = holder.since.as_ref().map(|time| time.edtf.to_string());
                    let evidence: Vec<Value> = holder
                        .claims
                        .iter()
                        .flat_map(|claim| &claim.evidence)
                        .map(|passage| json!([passage.source_id, passage.start, passage.end]))
                        .collect();
                    json!({ "actorId": holder.actor_id, "since": since, "evidence": evidence })
                })
                .collect();
            json!({ "polarity": position.polarity, "holders": holders })
        })
        .collect();
    let opposed: Vec<Value> =
        proposition.opposed.iter().map(|other| json!([other.key, other.reason])).collect();
    let object = match &proposition.object {
        PropositionObject::EventReference(event) => Some(event.id.to_string()),
        _ => None,
    };
    json!({ "key": proposition.key, "event": object, "positions": positions, "opposed": opposed })
}

async fn stories(client: &Client) -> Outcome<Value> {
    let (events, pages) = events(client).await?;
    let problem = refused(client).await?;
    Ok(json!({
        "events": events.iter().map(|event| event.id.to_string()).collect::<Vec<_>>(),
        "pages": pages,
        "claims": claims(client).await?,
        "proposition": described(&contested(client).await?),
        "problem": {
            "status": problem.status,
            "code": problem.code,
            "parameters": problem.errors.iter().map(|fault| fault.parameter.clone()).collect::<Vec<_>>(),
        },
    }))
}

fn main() -> Outcome<()> {
    let client = Client::new(&env::args().nth(1).ok_or("usage: stories URL [newer]")?);
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build()?;
    let newer = env::args().nth(2).is_some_and(|mode| mode == "newer");
    let told = if newer { runtime.block_on(newer::read(&client))? } else { runtime.block_on(stories(&client))? };
    println!("{told}");
    Ok(())
}
