//! Generates the client from the OpenAPI 3.0 document that `OPENAPI_DOCUMENT` names.

use progenitor_impl::{GenerationSettings, Generator, InterfaceStyle};
use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-env-changed=OPENAPI_DOCUMENT");
    let document = env::var("OPENAPI_DOCUMENT")?;
    println!("cargo:rerun-if-changed={document}");
    // progenitor gives a type to `application/json` alone and hands over everything else as bytes: told so,
    // it reads problem details as what they are, JSON.
    let text = fs::read_to_string(document)?.replace("application/problem+json", "application/json");
    let mut settings = GenerationSettings::new();
    settings.with_interface(InterfaceStyle::Builder);
    let tokens = Generator::new(&settings).generate_tokens(&serde_json::from_str(&text)?)?;
    let code = prettyplease::unparse(&syn::parse2(tokens)?);
    fs::write(Path::new(&env::var("OUT_DIR")?).join("claimline.rs"), code)?;
    Ok(())
}
