//! Generates the client from the OpenAPI 3.0 document that `OPENAPI_DOCUMENT` names, as the sdk command does.

#[path = "../../../src/cli/sdk/templates/generate.rs"]
mod generate;

use std::{env, error::Error, fs, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    println!("cargo:rerun-if-env-changed=OPENAPI_DOCUMENT");
    let document = env::var("OPENAPI_DOCUMENT")?;
    println!("cargo:rerun-if-changed={document}");
    println!("cargo:rerun-if-changed=../../../src/cli/sdk/templates/generate.rs");
    println!("cargo:rerun-if-changed=build.rs");
    let code = generate::generate(&fs::read_to_string(document)?)?;
    fs::write(Path::new(&env::var("OUT_DIR")?).join("claimline.rs"), code)?;
    Ok(())
}
