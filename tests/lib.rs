//! Intentionally empty: the tests live in the one test binary, `main.rs`.
