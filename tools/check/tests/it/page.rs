//! A page of HTML, read by the parser of a browser.

use html5ever::tendril::TendrilSink;
use html5ever::{ParseOpts, parse_document};
use markup5ever_rcdom::{Handle, NodeData, RcDom};

pub(crate) struct Page(RcDom);

/// An element of a page.
#[derive(Clone)]
pub(crate) struct Element(Handle);

impl Page {
    /// Reads a page that has no error.
    pub(crate) fn read(html: &str) -> Self {
        let mut options = ParseOpts::default();
        options.tokenizer.exact_errors = true;
        options.tree_builder.exact_errors = true;
        let dom = parse_document(RcDom::default(), options).one(html);
        assert_eq!(*dom.errors.borrow(), [""; 0]);
        Self(dom)
    }

    pub(crate) fn all(&self) -> Vec<Element> {
        Element(self.0.document.clone()).all()
    }

    pub(crate) fn named(&self, name: &str) -> Vec<Element> {
        let mut all = self.all();
        all.retain(|element| element.name() == name);
        all
    }

    pub(crate) fn by_id(&self, id: &str) -> Option<Element> {
        let mut all = self.all().into_iter();
        all.find(|element| element.attribute("id").as_deref() == Some(id))
    }

    pub(crate) fn comments(&self) -> usize {
        fn count(node: &Handle) -> usize {
            let own = matches!(node.data, NodeData::Comment { .. });
            let inner: usize = node.children.borrow().iter().map(count).sum();
            usize::from(own) + inner
        }
        count(&self.0.document)
    }
}

impl Element {
    pub(crate) fn name(&self) -> String {
        match &self.0.data {
            NodeData::Element { name, .. } => name.local.to_string(),
            _ => String::new(),
        }
    }

    pub(crate) fn attributes(&self) -> Vec<(String, String)> {
        let NodeData::Element { attrs, .. } = &self.0.data else {
            return Vec::new();
        };
        let attributes = attrs.borrow();
        let pair = |it: &html5ever::Attribute| (it.name.local.to_string(), it.value.to_string());
        attributes.iter().map(pair).collect()
    }

    pub(crate) fn attribute(&self, name: &str) -> Option<String> {
        let mut attributes = self.attributes().into_iter();
        attributes.find_map(|(its, value)| (its == name).then_some(value))
    }

    /// The elements in it, in order.
    pub(crate) fn all(&self) -> Vec<Self> {
        let children = self.0.children.borrow();
        let mut all = Vec::new();
        for child in children.iter().cloned().map(Self) {
            if matches!(child.0.data, NodeData::Element { .. }) {
                all.push(child.clone());
            }
            all.extend(child.all());
        }
        all
    }

    /// The first element in it with this name.
    pub(crate) fn first(&self, name: &str) -> Option<Self> {
        self.all()
            .into_iter()
            .find(|element| element.name() == name)
    }

    /// The values of the elements `data` in it that have this class.
    pub(crate) fn values(&self, class: &str) -> Vec<String> {
        let mut all = self.all();
        all.retain(|it| it.name() == "data" && it.attribute("class").as_deref() == Some(class));
        all.iter().filter_map(|it| it.attribute("value")).collect()
    }

    pub(crate) fn text(&self) -> String {
        let own = match &self.0.data {
            NodeData::Text { contents } => contents.borrow().to_string(),
            _ => String::new(),
        };
        let children = self.0.children.borrow();
        let inner = children.iter().cloned().map(|child| Self(child).text());
        inner.fold(own, |text, more| text + &more)
    }
}
