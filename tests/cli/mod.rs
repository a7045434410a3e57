//! Does the program as a whole do what its users were told? Every test here
//! runs the real binary, each in an empty folder of its own.

#![allow(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::string_slice,
    clippy::print_stderr
)]

mod commands;
mod contract;
mod corrections;
mod crashes;
mod golden;
mod hints;
mod hostile;
mod imports;
mod incremental;
mod invariance;
mod lost_and_silent;
mod places;
mod queries;
mod rooms;
mod seeds;
mod sizes;
mod watch;
