//! Generates a client whose enums can hold values that are newer than the client.

use progenitor_impl::{GenerationSettings, Generator, InterfaceStyle};
use std::{collections::HashSet, error::Error};
use syn::{Expr, Fields, ImplItem, Item, Stmt, Type, parse_quote};

/// Returns the Rust code of a client of the OpenAPI 3.0 document.
pub fn generate(document: &str) -> Result<String, Box<dyn Error>> {
    // progenitor makes types for `application/json` only and returns any other media type as bytes. Problem
    // details are JSON, so that the document may say so.
    let document = document.replace("application/problem+json", "application/json");
    let mut settings = GenerationSettings::new();
    settings.with_interface(InterfaceStyle::Builder);
    let tokens = Generator::new(&settings).generate_tokens(&serde_json::from_str(&document)?)?;
    let mut code: syn::File = syn::parse2(tokens)?;
    for item in &mut code.items {
        if let Item::Mod(module) = item
            && module.ident == "types"
            && let Some((_, items)) = &mut module.content
        {
            open_enums(items);
        }
    }
    Ok(prettyplease::unparse(&code))
}

/// Adds the variant `Unrecognized(text)` to enums of two or more texts. An enum of one text tells the options of a
/// union apart, and must not match another.
fn open_enums(items: &mut [Item]) {
    let mut opened = HashSet::new();
    for item in items.iter_mut() {
        let Item::Enum(item) = item else { continue };
        if item.variants.len() < 2 || item.variants.iter().any(|it| !matches!(it.fields, Fields::Unit)) {
            continue;
        }
        // The traits of before, without `Copy`: a text cannot be copied so.
        item.attrs.retain(|attribute| !attribute.path().is_ident("derive"));
        item.attrs.push(parse_quote!(#[derive(::serde::Deserialize, ::serde::Serialize)]));
        item.attrs.push(parse_quote!(#[derive(Clone, Debug, Eq, Hash, Ord, PartialEq, PartialOrd)]));
        item.variants.push(parse_quote!(
            ///A value that is newer than this client.
            #[serde(untagged)]
            Unrecognized(::std::string::String)
        ));
        opened.insert(item.ident.clone());
    }
    for item in items.iter_mut() {
        let Item::Impl(item) = item else { continue };
        if matches!(&*item.self_ty, Type::Path(it) if it.path.get_ident().is_some_and(|it| opened.contains(it))) {
            item.items.iter_mut().for_each(open_conversion);
        }
    }
}

/// Lets `fmt` print an unrecognized value, and `from_str` read one.
fn open_conversion(item: &mut ImplItem) {
    let ImplItem::Fn(function) = item else { return };
    let Some(Stmt::Expr(Expr::Match(choice), _)) = function.block.stmts.last_mut() else { return };
    if function.sig.ident == "fmt" {
        choice.arms.push(parse_quote!(Self::Unrecognized(ref value) => f.write_str(value),));
    } else if function.sig.ident == "from_str" {
        choice.arms.pop();
        choice.arms.push(parse_quote!(_ => Ok(Self::Unrecognized(value.to_owned())),));
    }
}
