//! wrk, which asks a server as fast as it answers, and what that costs the server. Not here: the server and what is asked.

use std::io::{self, Write};
use std::net::SocketAddr;
use std::process::{Command, Stdio};

use cpu_time::ProcessTime;

/// How many connections ask at a time.
const CONNECTIONS: usize = 32;

/// How long one sort of request is asked, in seconds.
const SECONDS: u64 = 4;

/// What a server did under load.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Load {
    /// Requests a second.
    pub rate: f64,
    /// Processor time of the server a request, in microseconds.
    pub cpu_us: f64,
}

/// One sort of request: a path, and bodies to post in turn; without bodies it is fetched.
pub struct Requests<'a> {
    /// The path.
    pub path: &'a str,
    /// The bodies, each a JSON object.
    pub bodies: &'a [String],
    /// Whether each is sent with a number of its own in `extensions`, so that no two requests are the same bytes.
    pub are_new: bool,
}

/// Says whether wrk is installed.
pub fn is_installed() -> bool {
    Command::new("wrk").arg("-v").stdout(Stdio::null()).stderr(Stdio::null()).status().is_ok()
}

/// Asks a server in this process for some seconds. wrk is a process of its own, so that this one's time is the server's.
///
/// # Errors
/// Where wrk cannot be run, or says that requests failed.
pub fn load(address: SocketAddr, requests: &Requests) -> io::Result<Load> {
    let mut script = tempfile::Builder::new().suffix(".lua").tempfile()?;
    script.write_all(lua(requests).as_bytes())?;
    let run = |seconds: u64| {
        let url = format!("http://{address}{}", requests.path);
        let duration = format!("-d{seconds}s");
        Command::new("wrk")
            .args(["-t1", &format!("-c{CONNECTIONS}"), &duration, "-s"])
            .arg(script.path())
            .args([&url, "--", &seconds.to_string()])
            .output()
    };
    run(1)?;
    let before = ProcessTime::now();
    let output = run(SECONDS)?;
    let cpu = before.elapsed();
    let told = String::from_utf8_lossy(&output.stdout);
    let numbers = told.lines().find_map(|line| line.strip_prefix("TOLD ")).and_then(counted);
    let Some([requests, errors, duration_us]) = numbers else {
        return Err(io::Error::other(format!("wrk told nothing: {told}{}", String::from_utf8_lossy(&output.stderr))));
    };
    if errors > 0.0 || requests == 0.0 {
        return Err(io::Error::other(format!("{errors} of {requests} requests failed")));
    }
    Ok(Load { rate: requests / duration_us * 1e6, cpu_us: cpu.as_secs_f64() * 1e6 / requests })
}

fn counted(line: &str) -> Option<[f64; 3]> {
    let numbers: Vec<f64> = line.split(' ').map(str::parse).collect::<Result<_, _>>().ok()?;
    numbers.try_into().ok()
}

fn lua(requests: &Requests) -> String {
    let mut script = format!("local NEW = {}\nlocal bodies = {{\n", requests.are_new);
    for body in requests.bodies {
        // A long bracket takes JSON as it is, which has no `]==]`.
        script.push_str(&format!("[==[{body}]==],\n"));
    }
    script.push_str(
        "}\nlocal count, run = 0, ''\nfunction init(args)\n  run = args[1]\nend\n\
         function request()\n  if #bodies == 0 then return wrk.format('GET') end\n  \
         count = count + 1\n  local body = bodies[count % #bodies + 1]\n  \
         if NEW then body = '{\"extensions\":{\"n\":\"' .. run .. '-' .. count .. '\"},' .. string.sub(body, 2) end\n  \
         return wrk.format('POST', nil, {['Content-Type'] = 'application/json'}, body)\nend\n\
         function done(summary)\n  local e = summary.errors\n  \
         print('TOLD ' .. summary.requests .. ' ' .. (e.connect + e.read + e.write + e.status + e.timeout) .. ' ' .. \
         summary.duration)\nend\n",
    );
    script
}
