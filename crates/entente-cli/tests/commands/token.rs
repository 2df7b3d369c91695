//! Tokens from the command line to the server: given out, shown once, used, listed and revoked.

use super::run::{Home, rows};
use super::serve::Served;

fn home() -> Home {
    let home = Home::with_small_data();
    home.answer("import ~/small");
    home
}

#[test]
fn a_token_is_shown_once_listed_without_its_secret_and_revoked_for_good() {
    let home = home();
    let made = home.run("token create --role curator --expires 2999-01-01 --name anna");
    let secret = made.out.trim().to_owned();
    assert!(made.code == 0 && secret.starts_with("entente_") && secret.len() == 72, "{made:?}");
    assert!(made.err.contains("this is token 1 of `anna`, curator; it is not shown again"), "{}", made.err);
    assert!(!made.err.contains(&secret));
    let other = home.answer("token create --role reader --expires never");
    assert_ne!(other.trim(), secret);
    let listed = home.answer("token list --format csv");
    assert!(!listed.contains(&secret[8..20]), "{listed}");
    let listed = rows(&listed);
    let shown =
        |at: usize| ["number", "name", "role", "expires", "last_used", "revoked"].map(|name| listed[at][name].clone());
    assert_eq!(shown(0), ["1", "anna", "curator", "2999-01-01T00:00Z", "", ""]);
    assert_eq!(shown(1), ["2", "reader", "reader", "", "", ""]);
    let revoked = home.run("token revoke 1");
    assert!(revoked.code == 0 && revoked.err.contains("token 1 of `anna` is revoked"), "{revoked:?}");
    assert!(!rows(&home.answer("token list --format csv"))[0]["revoked"].is_empty());
    let unknown = home.run("token revoke 9");
    assert!(unknown.code == 1 && unknown.err.contains("there is no token 9"), "{unknown:?}");
}

#[test]
fn a_token_that_makes_no_sense_is_refused() {
    let home = home();
    let cases = [
        ("token create --role curator --expires 2020-01-01", 2, "the token would have expired already"),
        ("token create --role owner --expires never", 2, "[possible values: reader, editor, curator, admin]"),
        ("token create --role reader --expires soon", 2, "this is no day; write it as 2013-06-30"),
        ("token create --role reader", 2, "--expires"),
        ("token create --role reader --expires never --store ~/none.sqlite", 3, "there is no store"),
    ];
    for (line, code, told) in cases {
        let run = home.run(line);
        assert!(run.code == code && run.err.contains(told) && run.out.is_empty(), "`{line}`: {run:?}");
    }
}

#[test]
fn a_curator_writes_over_http_and_no_log_line_holds_a_token() {
    let home = home();
    let secret = home.answer("token create --role curator --expires never --name anna").trim().to_owned();
    let served = Served::start_logging(&home, &["--require-token"], "trace");
    let document =
        r#"{"query":"mutation { recordSource(input: {kind: MEDIA, title: \"Press\"}) { source { code } revision } }"}"#;
    let request = |token: &str| {
        served.request(&format!(
            "POST /graphql HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\nContent-Type: application/json\r\n\
             Authorization: Bearer {token}\r\nContent-Length: {}\r\n\r\n{document}",
            document.len()
        ))
    };
    let wrong = secret.replace(char::is_numeric, "7");
    let refused = request(&wrong);
    assert!(refused.starts_with("HTTP/1.1 401") && refused.contains("INVALID_TOKEN"), "{refused}");
    let written = request(&secret);
    assert!(written.contains(r#"{"source":{"code":"press"},"revision":2}"#), "{written}");
    let (code, log) = served.stop("TERM");
    assert_eq!(code, Some(0), "{log}");
    assert!(log.contains("/graphql"), "requests are logged at this level: {log}");
    for token in [&secret, &wrong] {
        assert!(!log.contains(&token[8..24]), "{log}");
    }
    assert_ne!(rows(&home.answer("token list --format csv"))[0]["last_used"], "");
}
