//! `entente token`: tokens, by which those who write from afar are known.

use clap::builder::{PossibleValuesParser, TypedValueParser};
use clap::{Args, Subcommand};
use entente_engine::Register;
use entente_engine::token::{Issue, Secret, issue};
use entente_model::date::Day;
use entente_store::{Token, TokenRole};

use crate::argument;
use crate::clock::now_us;
use crate::console::Console;
use crate::exit::Exit;
use crate::failure::Failure;
use crate::opening;
use crate::place::StoreArgs;
use crate::sheet::{Cell, Column, FormatArgs, Sheet};

/// Gives out, lists and revokes the tokens of a store
#[derive(Debug, Args)]
#[command(
    after_help = "A token lets its bearer write over HTTP, or read where the server asks even for that. It is sent as
`Authorization: Bearer entente_...`. Reading is open without one unless `entente serve` is told
--require-token. The store must not be served meanwhile; a server takes `createToken` and
`revokeToken` from admins.

Examples:
  entente token create --role curator --expires 2027-01-01 --name anna
  entente token list
  entente token revoke 3"
)]
pub(crate) struct Tokens {
    #[command(subcommand)]
    deed: Deed,
}

#[derive(Debug, Subcommand)]
enum Deed {
    Create(Create),
    List(List),
    Revoke(Revoke),
}

/// Gives out a token, which is shown this once
#[derive(Debug, Args)]
#[command(
    after_help = "Prints the token and nothing else, so that it can be piped to where it is kept. The store keeps its
SHA-256 alone. Of the roles each may do what those before it may: reader asks, editor proposes
changes, curator makes them, admin gives out tokens.

Examples:
  entente token create --role curator --expires 2027-01-01 --name anna
  entente token create --role reader --expires never"
)]
struct Create {
    /// What the bearer may do
    #[arg(long, value_name = "ROLE", value_parser = role())]
    role: TokenRole,

    /// The first day on which it is no longer good, in UTC, or `never`
    #[arg(long, value_name = "DAY", value_parser = expiry)]
    expires: Expiry,

    /// The name that the bearer's changes carry [default: the role]
    #[arg(long, value_name = "NAME")]
    name: Option<String>,

    #[command(flatten)]
    store: StoreArgs,
}

/// Lists all tokens, also those that are no longer good, without their secrets
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  entente token list
  entente token list --format json")]
struct List {
    #[command(flatten)]
    store: StoreArgs,

    #[command(flatten)]
    format: FormatArgs,
}

/// Revokes a token for good
#[derive(Debug, Args)]
#[command(after_help = "Examples:
  entente token revoke 3")]
struct Revoke {
    /// The number of the token, as `entente token list` shows it
    #[arg(value_name = "NUMBER")]
    number: u64,

    #[command(flatten)]
    store: StoreArgs,
}

/// When a token ends.
#[derive(Debug, Clone, Copy)]
struct Expiry(Option<i64>);

fn role() -> impl TypedValueParser<Value = TokenRole> {
    PossibleValuesParser::new(TokenRole::ALL.map(TokenRole::code))
        .map(|code| TokenRole::parse(&code).expect("the list has the codes of roles only"))
}

fn expiry(text: &str) -> Result<Expiry, String> {
    if text == "never" {
        return Ok(Expiry(None));
    }
    let day = argument::day(text)?;
    Ok(Expiry(Some(day.begins_at_us())))
}

impl Tokens {
    pub(super) fn run(self, console: &Console) -> Result<Exit, Failure> {
        match self.deed {
            Deed::Create(create) => create.run(console),
            Deed::List(list) => list.run(console),
            Deed::Revoke(revoke) => revoke.run(console),
        }
    }
}

/// Opens a store that has to be there; nothing need stand in it.
fn opened(store: &StoreArgs, console: &Console) -> Result<Register, Failure> {
    let place = store.place()?;
    place.standing_file()?;
    opening::open(&place, console)
}

impl Create {
    fn run(self, console: &Console) -> Result<Exit, Failure> {
        let at_us = now_us();
        let Self { role, expires: Expiry(expires_at_us), name, store } = self;
        if expires_at_us.is_some_and(|expires| expires <= at_us) {
            return Err(Failure::new(Exit::Usage, "the token would have expired already", "give a day to come"));
        }
        let name = name.unwrap_or_else(|| role.code().to_owned());
        if name.trim().is_empty() || name.chars().any(char::is_control) {
            return Err(Failure::new(Exit::Usage, "the name is blank or cannot be printed", "give another --name"));
        }
        let register = opened(&store, console)?;
        let mut random = [0; 32];
        getrandom::fill(&mut random).map_err(|error| {
            Failure::unusable(format!("the system gives no random bytes: {error}"), "see to the system")
        })?;
        let secret = Secret::of(random);
        let token = issue(&register, &secret, Issue { name, role, at_us, expires_at_us })?;
        console.print(&format!("{}\n", secret.reveal()))?;
        let Token { id, principal, .. } = token;
        console.note(format!("this is token {id} of `{principal}`, {}; it is not shown again", role.code()));
        Ok(Exit::Done)
    }
}

impl List {
    fn run(self, console: &Console) -> Result<Exit, Failure> {
        let register = opened(&self.store, console)?;
        let names = ["number", "name", "role", "created", "expires", "last_used", "revoked"];
        let mut sheet = Sheet::new(names.map(Column::new));
        for token in register.store().tokens()? {
            let Token { id, principal, role, created_at_us, expires_at_us, revoked_at_us, last_used_at_us, .. } = token;
            let times = [Some(created_at_us), expires_at_us, last_used_at_us, revoked_at_us].map(minute);
            let known = [Cell::from(id), Cell::from(principal), Cell::from(role.code())];
            sheet.push(known.into_iter().chain(times.map(Cell::from)));
        }
        console.print(&self.format.format().write(&sheet))?;
        Ok(Exit::Done)
    }
}

impl Revoke {
    fn run(self, console: &Console) -> Result<Exit, Failure> {
        let register = opened(&self.store, console)?;
        let token = register.store().revoke_token(self.number, now_us())?;
        console.note(format!("token {} of `{}` is revoked", token.id, token.principal));
        Ok(Exit::Done)
    }
}

/// Writes a time to the minute, in UTC; nothing where there is none.
fn minute(at_us: Option<i64>) -> String {
    let Some(at_us) = at_us else { return String::new() };
    let (day, minutes) = (at_us.div_euclid(Day::LENGTH_US), at_us.rem_euclid(Day::LENGTH_US) / 60_000_000);
    let day = Day::from_number(i32::try_from(day).unwrap_or(i32::MAX));
    format!("{day}T{:02}:{:02}Z", minutes / 60, minutes % 60)
}

#[test]
fn times_are_shown_to_the_minute() {
    let cases = [(0, "1970-01-01T00:00Z"), (86_399_999_999, "1970-01-01T23:59Z"), (-1, "1969-12-31T23:59Z")];
    for (at_us, shown) in cases {
        assert_eq!(minute(Some(at_us)), shown);
    }
    assert_eq!(minute(None), "");
}
