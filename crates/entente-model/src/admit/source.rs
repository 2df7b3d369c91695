//! Rules on sources.

use super::case::Case;
use super::text;
use crate::source::Source;
use crate::violation::Part;

pub(super) fn judge(source: &Source, case: &mut Case<'_>) {
    let root = |field| (Part::Root, field);
    text::judge_needed(case, root("title"), &source.title, "title");
    text::judge(case, root("publisher"), &source.publisher);
    text::judge_address(case, root("url"), &source.url);
    text::judge_language(case, root("language"), &source.language);
    text::judge(case, root("licence"), &source.licence);
    text::judge(case, root("note"), &source.note);
}
