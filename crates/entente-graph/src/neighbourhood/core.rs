//! Cores: how densely the actors of a neighbourhood hang together. Not here: who lies in it.

use crate::ball::Ball;
use crate::budget::Interruption;
use crate::facts::Node;
use crate::question::Question;
use crate::scratch::LentStamps;

/// For each actor of a ball, the largest k for which it belongs to the k-core.
pub(super) struct Cores(LentStamps);

impl Cores {
    /// Finds the cores of the graph that the actors of a ball are with all ties between them, but for those inside its
    /// centre. Parallel ties count once.
    ///
    /// # Complexity
    /// **O(m)** time and memory for m pairs of tied actors, beside what it takes to find them.
    pub(super) fn of(question: &mut Question, ball: &Ball) -> Result<Self, Interruption> {
        let (starts, fellows) = adjacency(question, ball)?;
        let node_count = question.network.node_bound();
        let mut cores = LentStamps::borrow(node_count);
        for (at, core) in peeled(&starts, &fellows).into_iter().enumerate() {
            cores.set(ball.nodes()[at].index(), core);
        }
        Ok(Self(cores))
    }

    /// Returns the cores of nobody.
    pub(super) fn unknown(node_count: usize) -> Self {
        Self(LentStamps::borrow(node_count))
    }

    /// Returns the largest k for which an actor belongs to the k-core, where that is known.
    pub(super) fn get(&self, node: Node) -> Option<u32> {
        self.0.get(node.index())
    }
}

/// Lists whom each actor of a ball is tied to: the neighbours of the actor at a place in the ball's list, by their
/// places, lie between two starts.
fn adjacency(question: &mut Question, ball: &Ball) -> Result<(Vec<usize>, Vec<u32>), Interruption> {
    let mut places = LentStamps::borrow(question.network.node_bound());
    for (at, node) in ball.nodes().iter().enumerate() {
        places.set(node.index(), at as u32);
    }
    let is_central = |node: Node| ball.distance(node) == Some(0);
    let (mut starts, mut fellows, mut found) = (vec![0], Vec::new(), Vec::new());
    for &node in ball.nodes() {
        let wants = |other: Node| places.has(other.index()) && !(is_central(node) && is_central(other));
        found.clear();
        question.neighbours(node, wants, &mut found)?;
        fellows.extend(found.iter().filter_map(|other| places.get(other.index())));
        starts.push(fellows.len());
    }
    Ok((starts, fellows))
}

/// Takes away one of least degree after another; the largest degree at which anybody had to go until then is its core.
fn peeled(starts: &[usize], fellows: &[u32]) -> Vec<u32> {
    let count = starts.len() - 1;
    let mut degrees: Vec<u32> = starts.windows(2).map(|pair| (pair[1] - pair[0]) as u32).collect();
    let (mut bins, mut order, mut places) = sorted_by(&degrees);
    for at in 0..count {
        let node = order[at] as usize;
        for &fellow in &fellows[starts[node]..starts[node + 1]] {
            let (fellow, degree) = (fellow as usize, degrees[fellow as usize]);
            if degree <= degrees[node] {
                continue;
            }
            // The fellow changes places with the first of its degree, which then belongs to the degree below.
            let first = bins[degree as usize];
            let swapped = order[first] as usize;
            order.swap(first, places[fellow]);
            places.swap(fellow, swapped);
            bins[degree as usize] += 1;
            degrees[fellow] -= 1;
        }
    }
    degrees
}

/// Sorts numbers by their degrees: where each degree begins, the numbers in order, and the place of each.
fn sorted_by(degrees: &[u32]) -> (Vec<usize>, Vec<u32>, Vec<usize>) {
    let most = degrees.iter().max().map_or(0, |&degree| degree as usize);
    let mut bins = vec![0; most + 2];
    for &degree in degrees {
        bins[degree as usize + 1] += 1;
    }
    for degree in 1..bins.len() {
        bins[degree] += bins[degree - 1];
    }
    let (mut next, mut order, mut places) = (bins.clone(), vec![0; degrees.len()], vec![0; degrees.len()]);
    for (number, &degree) in degrees.iter().enumerate() {
        let place = next[degree as usize];
        next[degree as usize] += 1;
        order[place] = number as u32;
        places[number] = place;
    }
    (bins, order, places)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_square_with_a_tail_has_cores_of_two_and_one() {
        // 0-1-2-3-0, and 3-4-5; 6 alone.
        let fellows = [vec![1, 3], vec![0, 2], vec![1, 3], vec![0, 2, 4], vec![3, 5], vec![4], vec![]];
        let mut starts = vec![0];
        starts.extend(fellows.iter().scan(0, |sum, list| {
            *sum += list.len();
            Some(*sum)
        }));
        assert_eq!(peeled(&starts, &fellows.concat()), [2, 2, 2, 2, 1, 1, 0]);
        assert_eq!(peeled(&[0], &[]), [0; 0]);
    }
}
