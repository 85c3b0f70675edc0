//! The only door to the program: a [`Site`] is a folder with a corpus and an index, a [`Server`] is the program serving
//! one.

use std::ffi::OsStr;
use std::fs;
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, LazyLock, Mutex};
use std::time::{Duration, Instant};

pub(crate) use serde_json::Value;
use serde_json::json;
use tempfile::TempDir;

/// The time limit of every wait. Long, because it only ends tests that fail.
pub(crate) const PATIENCE: Duration = Duration::from_secs(30);

/// A temporary folder with a corpus and an index.
pub(crate) struct Site {
    folder: TempDir,
    corpus: PathBuf,
    index: PathBuf,
}

impl Site {
    /// A site whose corpus is empty.
    pub(crate) fn new() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let corpus = folder.path().join("corpus");
        fs::create_dir(&corpus).expect("a folder for the corpus");
        let index = folder.path().join("index");
        Self { folder, corpus, index }
    }

    /// A site whose corpus is the sample corpus of the repository, which is only read.
    pub(crate) fn of_the_sample_corpus() -> Self {
        let folder = tempfile::tempdir().expect("a temporary folder");
        let index = folder.path().join("index");
        Self { folder, corpus: Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"), index }
    }

    /// A site whose corpus is one JSON Lines file, indexed.
    pub(crate) fn with_documents(documents: &[Value]) -> Self {
        let site = Self::new();
        site.write_documents("documents.jsonl", documents);
        site.run(["reindex"]).expect_code(0);
        site
    }

    pub(crate) fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub(crate) fn corpus(&self) -> &Path {
        &self.corpus
    }

    pub(crate) fn index(&self) -> &Path {
        &self.index
    }

    /// Sets another folder of the index.
    pub(crate) fn move_index(&mut self, to: &Path) {
        to.clone_into(&mut self.index);
    }

    /// The folder of the live generation.
    pub(crate) fn live(&self) -> PathBuf {
        let name = fs::read_to_string(self.index().join("current")).expect("a live generation");
        self.index().join(name.split_whitespace().next().expect("a name"))
    }

    /// Puts a file into the corpus.
    pub(crate) fn write(&self, name: &str, bytes: impl AsRef<[u8]>) -> PathBuf {
        let path = self.corpus.join(name);
        fs::write(&path, bytes).expect("a file in the corpus");
        path
    }

    /// Puts a JSON Lines file into the corpus.
    pub(crate) fn write_documents(&self, name: &str, documents: &[Value]) -> PathBuf {
        let lines: String = documents.iter().map(|document| format!("{document}\n")).collect();
        self.write(name, lines)
    }

    /// The program with this site's folders, independent of the environment.
    pub(crate) fn command<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_vestnik"));
        for name in ["VESTNIK_INDEX", "VESTNIK_CORPUS", "VESTNIK_CONFIG", "VESTNIK_LISTEN", "VESTNIK_LOG"] {
            command.env_remove(name);
        }
        command.current_dir(self.folder()).arg("--index").arg(&self.index).arg("--corpus").arg(&self.corpus);
        command.args(args).stdin(Stdio::null());
        command
    }

    /// Runs a command to its end.
    pub(crate) fn run<A: AsRef<OsStr>>(&self, args: impl IntoIterator<Item = A>) -> Ran {
        let mut command = self.command(args);
        let output = command.output().expect("the program starts");
        Ran {
            command: format!("{command:?}"),
            code: output.status.code(),
            stdout: String::from_utf8(output.stdout).expect("standard output is UTF-8"),
            stderr: String::from_utf8(output.stderr).expect("standard error is UTF-8"),
        }
    }
}

/// A command that has ended.
#[derive(Debug)]
pub(crate) struct Ran {
    command: String,
    pub(crate) code: Option<i32>,
    pub(crate) stdout: String,
    pub(crate) stderr: String,
}

impl Ran {
    /// Fails the test unless the command ended with this code, and without a panic.
    #[track_caller]
    pub(crate) fn expect_code(self, code: i32) -> Self {
        assert_eq!(self.code, Some(code), "{}\n{}\n{}", self.command, self.stdout, self.stderr);
        assert!(!self.stderr.contains("panicked at"), "{}\n{}", self.command, self.stderr);
        self
    }

    /// The JSON in the last line of the output.
    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        let last = self.stdout.trim_end().lines().next_back().unwrap_or_default();
        serde_json::from_str(last)
            .unwrap_or_else(|error| panic!("{error}: {}\n{}\n{}", self.command, self.stdout, self.stderr))
    }
}

/// The program, serving.
pub(crate) struct Server {
    child: Mutex<Child>,
    address: String,
    log: Arc<Mutex<String>>,
    announced: Arc<AtomicUsize>,
    agent: ureq::Agent,
}

impl Server {
    /// Serves a site on a free port.
    pub(crate) fn start(site: &Site) -> Self {
        Self::launch(site.command(["serve", "--listen", "127.0.0.1:0"]))
    }

    /// Starts a command that serves, and waits until it says that it does.
    pub(crate) fn launch(command: Command) -> Self {
        Self::launch_logging_to(Stdio::piped(), command)
    }

    /// The same with another standard error; only of a piped one [`Self::log`] knows the lines.
    pub(crate) fn launch_logging_to(stderr: Stdio, mut command: Command) -> Self {
        let mut child = command.stdout(Stdio::piped()).stderr(stderr).spawn().expect("the program starts");
        // What the command holds of a pipe is closed.
        drop(command);
        let log = Arc::new(Mutex::new(String::new()));
        let lines = Arc::clone(&log);
        if let Some(stderr) = child.stderr.take() {
            std::thread::spawn(move || {
                for line in BufReader::new(stderr).lines().map_while(Result::ok) {
                    let mut log = lines.lock().expect("no panic while logging");
                    log.push_str(&line);
                    log.push('\n');
                }
            });
        }
        let stdout = BufReader::new(child.stdout.take().expect("piped"));
        let (sender, receiver) = channel();
        let announced = Arc::new(AtomicUsize::new(0));
        let counted = Arc::clone(&announced);
        std::thread::spawn(move || {
            for line in stdout.lines().map_while(Result::ok) {
                if let Some(address) = line.strip_prefix("listening on http://") {
                    counted.fetch_add(1, Ordering::SeqCst);
                    let _ = sender.send(address.to_owned());
                }
            }
        });
        let Ok(address) = receiver.recv_timeout(PATIENCE) else {
            let _ = child.kill();
            let _ = child.wait();
            panic!("the server does not listen:\n{}", log.lock().expect("no panic while logging"));
        };
        let agent = ureq::Agent::config_builder()
            .http_status_as_error(false)
            .max_redirects(0)
            .proxy(None)
            .timeout_global(Some(PATIENCE))
            .build()
            .new_agent();
        Self { child: Mutex::new(child), address, log, announced, agent }
    }

    pub(crate) fn pid(&self) -> u32 {
        self.child.lock().expect("no panic").id()
    }

    /// The process that serves, which the started one starts and watches; `None` while there is none.
    #[cfg(target_os = "linux")]
    pub(crate) fn serving_pid(&self) -> Option<u32> {
        let parent = self.pid().to_string();
        let is_child = |pid: &u32| {
            let stat = fs::read_to_string(format!("/proc/{pid}/stat")).unwrap_or_default();
            // After the name of the program in parentheses: state and parent.
            let mut fields = stat.rsplit(')').next().unwrap_or_default().split_whitespace();
            fields.next().is_some_and(|state| state != "Z") && fields.next() == Some(&parent)
        };
        let processes = fs::read_dir("/proc").expect("the processes").flatten();
        processes.filter_map(|entry| entry.file_name().to_str()?.parse().ok()).find(is_child)
    }

    /// How often the server has said that it listens.
    pub(crate) fn announced(&self) -> usize {
        self.announced.load(Ordering::SeqCst)
    }

    /// What the server has written to its log so far.
    pub(crate) fn log(&self) -> String {
        self.log.lock().expect("no panic while logging").clone()
    }

    pub(crate) fn url(&self, path: &str) -> String {
        format!("http://{}{path}", self.address)
    }

    #[track_caller]
    pub(crate) fn get(&self, path: &str) -> Reply {
        self.get_with(path, &[])
    }

    #[track_caller]
    pub(crate) fn get_with(&self, path: &str, headers: &[(&str, &str)]) -> Reply {
        self.ask("GET", path, headers)
    }

    /// Sends a request without a body.
    #[track_caller]
    pub(crate) fn ask(&self, method: &str, path: &str, headers: &[(&str, &str)]) -> Reply {
        let mut request = ureq::http::Request::builder().method(method).uri(self.url(path));
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(()).unwrap_or_else(|error| panic!("{path}: {error}"));
        let mut response =
            self.agent.run(request).unwrap_or_else(|error| panic!("{path}: {error}\n{}", self.log()));
        Reply {
            path: path.to_owned(),
            status: response.status().as_u16(),
            headers: response
                .headers()
                .iter()
                .map(|(name, value)| {
                    (name.to_string(), String::from_utf8_lossy(value.as_bytes()).into_owned())
                })
                .collect(),
            body: response.body_mut().read_to_string().expect("a body of UTF-8"),
        }
    }

    /// A successful search of the API.
    #[track_caller]
    pub(crate) fn search(&self, params: &[(&str, &str)]) -> Value {
        self.get(&api(params)).expect_status(200).json()
    }

    /// How many documents a search finds, when all words must match.
    #[track_caller]
    pub(crate) fn total(&self, params: &[(&str, &str)]) -> u64 {
        let params: Vec<_> = [("match", "all"), ("limit", "1"), ("facets", "")]
            .into_iter()
            .chain(params.iter().copied())
            .collect();
        self.search(&params)["total"].as_u64().expect("a total")
    }

    /// Sends bytes unchanged and returns the answer up to the end of the connection; a well-formed request must ask the
    /// server to close it. Empty when the server closed it without an answer.
    pub(crate) fn raw(&self, bytes: &[u8]) -> String {
        let mut stream = self.connect();
        stream.set_read_timeout(Some(PATIENCE)).expect("a timeout");
        stream.set_write_timeout(Some(PATIENCE)).expect("a timeout");
        // The server may refuse before it has read everything.
        let _ = stream.write_all(bytes);
        let mut answer = Vec::new();
        let mut chunk = [0; 16 << 10];
        while let Ok(length @ 1..) = stream.read(&mut chunk) {
            answer.extend_from_slice(&chunk[..length]);
        }
        String::from_utf8_lossy(&answer).into_owned()
    }

    /// The memory of the process that serves, in bytes.
    #[cfg(target_os = "linux")]
    pub(crate) fn resident_bytes(&self) -> u64 {
        let pid = self.serving_pid().expect("a process that serves");
        let status = fs::read_to_string(format!("/proc/{pid}/status")).expect("the process lives");
        let line = status.lines().find(|line| line.starts_with("VmRSS:")).expect("a figure");
        let kilobytes: u64 =
            line.split_whitespace().nth(1).and_then(|number| number.parse().ok()).expect("a number");
        kilobytes << 10
    }

    /// A connection without a request.
    pub(crate) fn connect(&self) -> TcpStream {
        TcpStream::connect(&self.address).expect("a connection")
    }

    /// A connection, as long as the server accepts them.
    pub(crate) fn try_connect(&self) -> std::io::Result<TcpStream> {
        TcpStream::connect(&self.address)
    }

    /// The body of a successful answer, or why there is none.
    pub(crate) fn try_get(&self, path: &str) -> Result<String, ureq::Error> {
        self.agent.get(self.url(path)).call()?.body_mut().read_to_string()
    }

    /// Sends a signal that asks the server to stop, and waits for its end.
    pub(crate) fn end(&self, name: &str) -> (ExitStatus, Duration) {
        let started = Instant::now();
        signal(name, self.pid());
        (self.wait(), started.elapsed())
    }

    /// Waits until the server ends.
    pub(crate) fn wait(&self) -> ExitStatus {
        let mut child = self.child.lock().expect("no panic");
        until("the server ends", || child.try_wait().expect("a child"))
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let child = self.child.get_mut().unwrap_or_else(std::sync::PoisonError::into_inner);
        let _ = child.kill();
        let _ = child.wait();
    }
}

/// Sends a signal to a process of the suite.
pub(crate) fn signal(name: &str, pid: u32) {
    let sent = Command::new("kill").arg(format!("-{name}")).arg(pid.to_string()).status();
    assert!(sent.is_ok_and(|status| status.success()), "kill -{name} {pid}");
}

/// What the server answered.
#[derive(Debug)]
pub(crate) struct Reply {
    path: String,
    pub(crate) status: u16,
    headers: Vec<(String, String)>,
    pub(crate) body: String,
}

impl Reply {
    #[track_caller]
    pub(crate) fn expect_status(self, status: u16) -> Self {
        let shown: String = self.path.chars().take(300).collect();
        assert_eq!(self.status, status, "{shown}\n{}", self.body);
        self
    }

    /// The value of a header, or an empty text.
    pub(crate) fn header(&self, name: &str) -> &str {
        let found = self.headers.iter().find(|(known, _)| known.eq_ignore_ascii_case(name));
        found.map_or("", |(_, value)| value)
    }

    #[track_caller]
    pub(crate) fn json(&self) -> Value {
        serde_json::from_str(&self.body)
            .unwrap_or_else(|error| panic!("{}: {error}\n{}", self.path, self.body))
    }

    /// A problem of the API: its `code` and its `parameter`.
    #[track_caller]
    pub(crate) fn problem(&self) -> (String, String) {
        assert_eq!(self.header("content-type"), "application/problem+json", "{}\n{}", self.path, self.body);
        let problem = self.json();
        assert_eq!(problem["status"], self.status, "{problem}");
        assert!(problem["detail"].as_str().is_some_and(|detail| !detail.is_empty()), "{problem}");
        assert!(problem["request_id"].as_str().is_some_and(|id| !id.is_empty()), "{problem}");
        let field = |name: &str| problem[name].as_str().unwrap_or_default().to_owned();
        (field("code"), field("parameter"))
    }
}

/// The address of a search of the API.
pub(crate) fn api(params: &[(&str, &str)]) -> String {
    address("/api/v1/search", params)
}

/// A path with parameters.
pub(crate) fn address(path: &str, params: &[(&str, &str)]) -> String {
    let mut query = form_urlencoded::Serializer::new(String::new());
    format!("{path}?{}", query.extend_pairs(params).finish())
}

/// The ids of an answer's hits, in their order.
pub(crate) fn ids(answer: &Value) -> Vec<String> {
    texts(&answer["hits"], "id")
}

/// A field of every object in a list.
#[track_caller]
pub(crate) fn texts(list: &Value, field: &str) -> Vec<String> {
    let text = |item: &Value| item[field].as_str().unwrap_or_else(|| panic!("{field} in {item}")).to_owned();
    list.as_array().unwrap_or_else(|| panic!("not a list: {list}")).iter().map(text).collect()
}

/// The codes of an answer's warnings.
pub(crate) fn warnings(answer: &Value) -> Vec<String> {
    texts(&answer["warnings"], "code")
}

/// Calls `ask` until it returns a value.
#[track_caller]
pub(crate) fn until<T>(what: &str, mut ask: impl FnMut() -> Option<T>) -> T {
    let deadline = Instant::now() + PATIENCE;
    loop {
        if let Some(answer) = ask() {
            return answer;
        }
        assert!(Instant::now() < deadline, "in vain: {what}");
        std::thread::sleep(Duration::from_millis(10));
    }
}

/// The server of the sample corpus, started once for all tests that only read.
pub(crate) fn sample() -> &'static Server {
    static SAMPLE: LazyLock<Server> = LazyLock::new(|| {
        let site = Site::of_the_sample_corpus();
        site.run(["reindex"]).expect_code(0);
        let server = Server::start(&site);
        end_with_this_process(&server, site.folder.keep());
        server
    });
    &SAMPLE
}

/// Statics are never dropped, so a small shell waits for the end of this process, even by a kill, and cleans up: the
/// pipe at its standard input closes then.
fn end_with_this_process(server: &Server, folder: PathBuf) {
    let warden = Command::new("sh")
        .args(["-c", "cat >/dev/null; kill -9 \"$1\"; rm -rf \"$2\"", "sh"])
        .arg(server.pid().to_string())
        .arg(folder)
        .stdin(Stdio::piped())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .spawn()
        .expect("a shell");
    std::mem::forget(warden);
}

/// A document of a JSON Lines file.
pub(crate) fn document(id: &str, text: &str) -> Value {
    json!({"id": id, "title": "О встрече", "text": text, "language": "ru"})
}

/// Fails the test unless `check` finds the index sound.
#[track_caller]
pub(crate) fn sound(site: &Site) {
    let ran = site.run(["check"]).expect_code(0);
    assert!(ran.stdout.contains("is sound"), "{}", ran.stdout);
    let ran = site.run(["check", "--json"]).expect_code(0);
    assert_eq!(ran.json()["problems"], json!([]));
}

/// Writes into a file in place, as a faulty disk or a careless program does: also into one that is read-only.
pub(crate) fn overwrite(path: &Path, bytes: impl AsRef<[u8]>) {
    #[cfg(unix)]
    if path.exists() {
        use std::os::unix::fs::PermissionsExt;
        fs::set_permissions(path, fs::Permissions::from_mode(0o644)).expect("permissions");
    }
    fs::write(path, bytes).expect("written");
}

/// The folder in which a generation is being built, if one is.
pub(crate) fn staging(site: &Site) -> Option<PathBuf> {
    fs::read_dir(site.index()).ok()?.flatten().map(|entry| entry.path()).find(|path| {
        path.is_dir() && path.file_name().is_some_and(|name| name.to_string_lossy().starts_with(".staging-"))
    })
}
