import { withUnknownKinds } from './newer-kinds.ts';
import { documentFile, exampleUrl, type Recipe, template } from './recipe.ts';
import { commandLine } from './shell.ts';

const version = '0.15.1';

/** The runtime of the example: the client needs one. */
const tokio = 'tokio@1.54.1';

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

const generatorProgram = `//! Writes src/lib.rs. It must run in the directory that has the document.

mod generate;

use std::{error::Error, fs};

fn main() -> Result<(), Box<dyn Error>> {
    fs::write("src/lib.rs", generate::generate(&fs::read_to_string("${documentFile('3.0')}")?)?)?;
    Ok(())
}
`;

export const rust: Recipe = {
  title: 'Rust',
  generator: 'progenitor',
  version,
  document: '3.0',
  adapt: withUnknownKinds,
  files: (clientVersion) => ({
    'Cargo.toml': clientManifest(clientVersion),
    'generator/Cargo.toml': generatorManifest,
    'generator/src/main.rs': generatorProgram,
    'generator/src/generate.rs': template('generate.rs'),
    'generator/.gitignore': 'target/\n',
  }),
  client: 'src/lib.rs',
  directories: ['src'],
  runners: [{ program: 'cargo', steps: () => [['cargo', 'run', '--manifest-path', 'generator/Cargo.toml']] }],
  use: (out) => [
    `${out} is a crate for others to depend on; generator/ is only needed to generate it again. In your crate:`,
    `$ ${commandLine(['cargo', 'add', '--path', out])}`,
    `$ cargo add ${tokio} --features macros,rt-multi-thread`,
    '  #[tokio::main]',
    '  async fn main() -> Result<(), Box<dyn std::error::Error>> {',
    `      let client = claimline::Client::new("${exampleUrl}");`,
    '      let page = client.list_events().from("2024-03-22").send().await?.into_inner();',
    '      println!("{:?}", page.data);',
    '      Ok(())',
    '  }',
  ],
};
