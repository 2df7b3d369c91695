//! The one test binary.

#[cfg(test)]
mod answers;
#[cfg(test)]
mod chance;
#[cfg(test)]
mod keeping;
#[cfg(test)]
mod oracle;
mod tidy;
#[cfg(test)]
mod writing;
