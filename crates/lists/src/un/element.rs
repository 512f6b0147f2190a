//! One record of the list as a small tree.

/// An element with its text and what it holds.
pub(super) struct Element {
    pub(super) name: String,
    pub(super) text: String,
    pub(super) children: Vec<Element>,
}

impl Element {
    pub(super) fn new(name: String) -> Self {
        Self {
            name,
            text: String::new(),
            children: Vec::new(),
        }
    }

    /// The children of a name.
    pub(super) fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Element> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The text of the first child of a name that has one; `na` is the list's "not available".
    pub(super) fn text_of(&self, name: &str) -> Option<&str> {
        self.children
            .iter()
            .filter(|child| child.name == name)
            .map(|child| child.text.as_str())
            .find(|text| !text.is_empty() && *text != "na")
    }

    /// The texts of the `VALUE`s under the children of a name.
    pub(super) fn values<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        self.all(name)
            .flat_map(|child| child.all("VALUE"))
            .map(|value| value.text.as_str())
            .filter(|text| !text.is_empty() && *text != "na")
    }
}
