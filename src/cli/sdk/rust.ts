import { documentFile, exampleUrl, type Recipe } from './recipe.ts';

const version = '0.15.1';

/** The manifest of the client's crate, which builds without the generator. */
const clientManifest = (clientVersion: string): string => `[package]
name = "claimline"
version = "${clientVersion}"
edition = "2024"
publish = false

[dependencies]
bytes = "1.12.2"
chrono = { version = "0.4.45", default-features = false, features = ["serde"] }
futures-core = "0.3.34"
progenitor-client = "=${version}"
regress = "0.11.1"
reqwest = { version = "0.13.5", features = ["json", "stream"] }
serde = { version = "1.0.229", features = ["derive"] }
serde_json = "1.0.154"
`;

const generatorManifest = `[package]
name = "claimline-generator"
version = "0.0.0"
edition = "2024"
publish = false

[dependencies]
openapiv3 = "=2.2.0"
prettyplease = "=0.3.0"
progenitor-impl = "=${version}"
serde_json = "=1.0.154"
syn = "=3.0.10"

# Nobody debugs the generator, and without debug information it takes half of the disk space.
[profile.dev]
debug = false

# The generator is a workspace of its own, so that it builds inside of any other.
[workspace]
`;

const generatorProgram = `//! Generates src/lib.rs from the OpenAPI 3.0 document. It must run in the directory that has the document.

use progenitor_impl::{GenerationSettings, Generator, InterfaceStyle};
use std::{error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    // progenitor makes types for \`application/json\` only and returns any other media type as bytes. Problem
    // details are JSON, so that the document may say so.
    let text = fs::read_to_string("${documentFile('3.0')}")?.replace("application/problem+json", "application/json");
    let mut settings = GenerationSettings::new();
    settings.with_interface(InterfaceStyle::Builder);
    let tokens = Generator::new(&settings).generate_tokens(&serde_json::from_str(&text)?)?;
    fs::write("src/lib.rs", prettyplease::unparse(&syn::parse2(tokens)?))?;
    Ok(())
}
`;

export const rust: Recipe = {
  title: 'Rust',
  generator: 'progenitor',
  version,
  document: '3.0',
  files: (clientVersion) => ({
    'Cargo.toml': clientManifest(clientVersion),
    'generator/Cargo.toml': generatorManifest,
    'generator/src/main.rs': generatorProgram,
    'generator/.gitignore': 'target/\n',
  }),
  client: 'src/lib.rs',
  directories: ['src'],
  runners: [{ program: 'cargo', steps: () => [['cargo', 'run', '--manifest-path', 'generator/Cargo.toml']] }],
  use: (out) => [
    `${out} is a crate for others to depend on (cargo add --path ${out}); generator/ is only needed to generate it again.`,
    `  let client = claimline::Client::new("${exampleUrl}");`,
    '  let page = client.list_events().from("2024-03-22").send().await?.into_inner();',
  ],
};
