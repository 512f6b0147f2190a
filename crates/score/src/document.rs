//! Documents: an equal number under a like name is strong; under another name it is a question.

use crate::prepared::Prepared;

/// The first document key that both sides hold.
pub(crate) fn shared<'a>(left: &'a Prepared, right: &Prepared) -> Option<&'a str> {
    let found = left
        .documents
        .iter()
        .find(|key| right.documents.contains(key));
    found.map(String::as_str)
}
