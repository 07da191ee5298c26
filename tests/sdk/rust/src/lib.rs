//! The generated client, as it is.
#![deny(warnings)]

include!(concat!(env!("OUT_DIR"), "/claimline.rs"));
