//! What does Ctrl-C do to a command that writes? It ends at the next article, as if
//! it had failed there; a second time ends the process, which harms no more than a
//! power failure does.

use super::failure::say;
use crate::engine::Cancel;

/// What the shell says of a process that was interrupted.
const INTERRUPTED: i32 = 130;

/// An interrupt sets this off.
pub(super) fn cancels(cancel: &Cancel) {
    let cancel = cancel.clone();
    let set = ctrlc::set_handler(move || {
        if cancel.is_set_off() {
            std::process::exit(INTERRUPTED);
        }
        cancel.set_off();
        say("tilmash: interrupted: ending after the article at hand; once more ends at once");
    });
    if let Err(error) = set {
        tracing::info!("an interrupt ends the process at once: {error}");
    }
}
