//! The days of parts and ties by number: very many have the same. Not here: whose they are.

use std::sync::Arc;

use entente_model::date::Span;

use crate::radix::Radix;

/// All spans: those that the network was built of, each once, and after them what was stated since.
#[derive(Debug, Clone, Default)]
pub(crate) struct Spans {
    built: Arc<Vec<Span>>,
    stated: Radix<Span>,
}

impl Spans {
    pub(crate) fn new(built: Vec<Span>) -> Self {
        Self { built: Arc::new(built), stated: Radix::default() }
    }

    /// Returns the spans that the network was built of.
    pub(crate) fn built(&self) -> &[Span] {
        &self.built
    }

    /// Returns how many numbers are in use.
    pub(crate) fn len(&self) -> usize {
        self.built.len() + self.stated.len()
    }

    #[inline]
    pub(crate) fn get(&self, number: u32) -> Span {
        match self.built.get(number as usize) {
            Some(span) => *span,
            None => self.stated_span(number),
        }
    }

    /// Adds a span, with the next number.
    pub(crate) fn add(&mut self, span: Span) {
        self.stated.set(self.stated.len() as u32, Arc::new(span));
    }

    pub(crate) fn bytes(&self) -> usize {
        (self.built.capacity() + self.stated.len()) * size_of::<Span>()
    }

    #[cold]
    fn stated_span(&self, number: u32) -> Span {
        *self.stated.get(number - self.built.len() as u32).expect("a span has a number once it is stated")
    }
}
