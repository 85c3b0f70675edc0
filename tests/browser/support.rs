//! The only door of the browser tests: a server over the sample corpus and a browser of one reader, each in folders of
//! its own. Both end with the test, also when it panics.

use std::future::Future;
use std::io::{BufRead, BufReader};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::sync::{Arc, Condvar, Mutex, MutexGuard, PoisonError, Weak, mpsc};
use std::time::{Duration, Instant};

use anyhow::{Context, anyhow, ensure};
use serde_json::{Value, json};
use tempfile::TempDir;
use thirtyfour::common::capabilities::chrome::ChromeCapabilities;
use thirtyfour::common::log::LoggingPrefsLogLevel;
use thirtyfour::extensions::query::ElementPollerWithTimeout;
use thirtyfour::prelude::*;

pub(crate) type Result<T = ()> = anyhow::Result<T>;

/// The time limit of a page.
const PATIENCE: Duration = Duration::from_secs(10);
/// The time limit for the start of a program; the server of a debug build indexes the corpus first.
const START: Duration = Duration::from_secs(60);
/// At most this many tests run at once, because a browser needs much memory.
const TOGETHER: usize = 2;

/// A browser on a running Vestnik.
pub(crate) struct Browser {
    // Dropped in this order: first the browser, the server after it, then their folders.
    driver: Option<WebDriver>,
    _chromedriver: Chromedriver,
    server: Arc<Server>,
    _folder: TempDir,
    _turn: Turn,
}

impl Browser {
    /// Opens the browser of a reader who wants pages in `language`, an Accept-Language tag. It shows no page yet.
    pub(crate) async fn open(language: &str) -> Result<Self> {
        let turn = Turn::take();
        let chromium = found(&["chromium", "chromium-browser", "google-chrome"])?;
        let chromedriver = found(&["chromedriver"])?;
        let folder = tempfile::tempdir()?;
        let server = Server::running()?;
        let chromedriver = Chromedriver::start(&chromedriver)?;
        let driver = WebDriver::builder(
            format!("http://127.0.0.1:{}", chromedriver.port),
            capabilities(&chromium, &folder.path().join("profile"), language)?,
        )
        .poller(Arc::new(ElementPollerWithTimeout::new(PATIENCE, Duration::from_millis(50))))
        .request_timeout(START)
        .connect()
        .await
        .context("Chromium does not start")?;
        driver.set_page_load_timeout(PATIENCE).await?;
        let browser =
            Self { driver: Some(driver), _chromedriver: chromedriver, server, _folder: folder, _turn: turn };
        browser.screen(1280, 900).await?;
        Ok(browser)
    }

    fn driver(&self) -> &WebDriver {
        self.driver.as_ref().expect("there until it is dropped")
    }

    /// Types an address.
    pub(crate) async fn visit(&self, path: &str) -> Result {
        Ok(self.driver().goto(format!("{}{path}", self.server.address)).await?)
    }

    /// The path and query of the page, percent-encoded.
    pub(crate) async fn place(&self) -> Result<String> {
        let url = self.driver().current_url().await?;
        Ok(self.path_of(url.as_str()).with_context(|| format!("{url} is not ours"))?.to_owned())
    }

    /// The path and query of an address of ours; nothing for another site.
    pub(crate) fn path_of<'a>(&self, url: &'a str) -> Option<&'a str> {
        url.strip_prefix(&self.server.address)
    }

    /// The HTTP status of an address, requested without the browser.
    pub(crate) fn answer(&self, path: &str) -> Result<u16> {
        let agent = ureq::Agent::from(ureq::config::Config::builder().http_status_as_error(false).build());
        Ok(agent.get(format!("{}{path}", self.server.address)).call()?.status().as_u16())
    }

    /// The first element of a selector; waits for it.
    pub(crate) async fn element(&self, css: &str) -> Result<WebElement> {
        Ok(self.driver().query(By::Css(css)).first().await?)
    }

    /// All elements of a selector that exist now.
    pub(crate) async fn elements(&self, css: &str) -> Result<Vec<WebElement>> {
        Ok(self.driver().find_all(By::Css(css)).await?)
    }

    /// The visible text of the first such element.
    pub(crate) async fn text(&self, css: &str) -> Result<String> {
        read(&self.element(css).await?).await
    }

    /// The visible texts of all such elements.
    pub(crate) async fn texts(&self, css: &str) -> Result<Vec<String>> {
        let mut texts = Vec::new();
        for element in self.elements(css).await? {
            texts.push(read(&element).await?);
        }
        Ok(texts)
    }

    /// An attribute of all such elements.
    pub(crate) async fn attributes(&self, css: &str, name: &str) -> Result<Vec<String>> {
        let mut values = Vec::new();
        for element in self.elements(css).await? {
            values.push(element.attr(name).await?.with_context(|| format!("{css} without {name}"))?);
        }
        Ok(values)
    }

    /// The value of a field.
    pub(crate) async fn value(&self, css: &str) -> Result<String> {
        Ok(self.element(css).await?.prop("value").await?.unwrap_or_default())
    }

    /// Replaces the value of a field.
    pub(crate) async fn fill(&self, css: &str, text: &str) -> Result {
        self.touch(&self.element(css).await?).await?;
        self.driver()
            .action_chain()
            .key_down(Key::Control)
            .send_keys("a")
            .key_up(Key::Control)
            .perform()
            .await?;
        self.press(Key::Delete).await?;
        self.press(text).await?;
        ensure!(self.value(css).await? == text, "{css} does not take {text}");
        Ok(())
    }

    /// Clicks with the mouse on a visible element. (The driver's own click treats everything in a closed `details` as
    /// invisible, but on a desktop the style sheet shows the filters.)
    pub(crate) async fn touch(&self, element: &WebElement) -> Result {
        ensure!(self.sees(element).await?, "out of sight: {}", element.outer_html().await?);
        element.scroll_into_view().await?;
        let mouse = self.driver().action_chain_with_delay(None, Some(Duration::ZERO));
        Ok(mouse.move_to_element_center(element).click().perform().await?)
    }

    /// Whether an element is visible, perhaps after scrolling.
    pub(crate) async fn sees(&self, element: &WebElement) -> Result<bool> {
        let script = "const box = arguments[0].getBoundingClientRect();\
                      return arguments[0].checkVisibility({visibilityProperty: true}) && box.width > 0 && box.height > 0";
        let seen = self.driver().execute(script, vec![element.to_json()?]).await?;
        Ok(seen.json() == &json!(true))
    }

    /// Clicks on an element that leads to another page and waits for that page.
    pub(crate) async fn follow(&self, link: &WebElement) -> Result {
        self.leave(self.touch(link)).await
    }

    /// Clicks on the first such element, which leads to another page, and waits for that page.
    pub(crate) async fn click(&self, css: &str) -> Result {
        self.follow(&self.element(css).await?).await
    }

    /// Does an action that leads to another page and waits until the old one is gone. The driver waits for the new one.
    pub(crate) async fn leave(&self, action: impl Future<Output = Result>) -> Result {
        let old = self.element("html").await?;
        action.await?;
        old.wait_until().error("the page stays").stale().await?;
        Ok(())
    }

    /// Presses keys in the focused element.
    pub(crate) async fn press(&self, keys: impl Into<TypingData>) -> Result {
        Ok(self.driver().action_chain().send_keys(keys).perform().await?)
    }

    /// The focused element.
    pub(crate) async fn focused(&self) -> Result<WebElement> {
        Ok(self.driver().active_element().await?)
    }

    /// Evaluates an expression in the page. The pages themselves have no scripts.
    pub(crate) async fn ask(&self, expression: &str) -> Result<Value> {
        let answer = self.driver().execute(format!("return ({expression})"), Vec::new()).await?;
        Ok(answer.json().clone())
    }

    /// Waits until an expression is true in the page.
    pub(crate) async fn until(&self, expression: &str) -> Result {
        let deadline = Instant::now() + PATIENCE;
        while self.ask(expression).await? != true {
            ensure!(Instant::now() < deadline, "never true: {expression}");
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        Ok(())
    }

    /// The HTTP status of the page.
    pub(crate) async fn status(&self) -> Result<u64> {
        self.ask("performance.getEntriesByType('navigation')[0].responseStatus")
            .await?
            .as_u64()
            .context("no status")
    }

    /// Sets the size of the screen, in CSS pixels.
    pub(crate) async fn screen(&self, width: u32, height: u32) -> Result {
        self.devtools(
            "Emulation.setDeviceMetricsOverride",
            json!({"width": width, "height": height, "deviceScaleFactor": 1, "mobile": false}),
        )
        .await
    }

    /// Sets the reader's preferred colours, `light` or `dark`.
    pub(crate) async fn colours(&self, scheme: &str) -> Result {
        self.devtools(
            "Emulation.setEmulatedMedia",
            json!({"features": [{"name": "prefers-color-scheme", "value": scheme}]}),
        )
        .await
    }

    async fn devtools(&self, command: &str, params: Value) -> Result {
        self.driver().cdp().send_raw(command, params).await?;
        Ok(())
    }

    /// The browser's warnings since the last call: `(source, message)`.
    pub(crate) async fn complaints(&self) -> Result<Vec<(String, String)>> {
        let log = self.driver().browser_log().await?;
        Ok(log.into_iter().map(|entry| (entry.source.unwrap_or_default(), entry.message)).collect())
    }

    /// Saves what the screen shows as a PNG file.
    pub(crate) async fn screenshot(&self, file: &Path) -> Result {
        Ok(self.driver().screenshot(file).await?)
    }
}

impl Drop for Browser {
    fn drop(&mut self) {
        // Chromedriver ends the session; the library's own way out would ask it a second time.
        if let Some(driver) = self.driver.take() {
            let _ = driver.leak();
        }
    }
}

/// The visible text of an element.
pub(crate) async fn read(element: &WebElement) -> Result<String> {
    Ok(element.prop("innerText").await?.context("no text")?.trim().to_owned())
}

fn capabilities(chromium: &Path, profile: &Path, language: &str) -> Result<ChromeCapabilities> {
    let mut capabilities = DesiredCapabilities::chrome();
    capabilities.set_binary(chromium.to_str().context("a path in UTF-8")?)?;
    for flag in [
        "--headless=new",
        "--no-sandbox",
        "--disable-gpu",
        "--disable-dev-shm-usage",
        "--disable-quic",
        "--no-first-run",
        "--disable-background-networking",
        "--disable-component-update",
        "--disable-sync",
    ] {
        capabilities.add_arg(flag)?;
    }
    capabilities.add_arg(&format!("--user-data-dir={}", profile.display()))?;
    capabilities.add_experimental_option("prefs", json!({"intl.accept_languages": language}))?;
    capabilities.set_browser_log_level(LoggingPrefsLogLevel::All)?;
    Ok(capabilities)
}

/// The real binary over the repository's corpus.
struct Server {
    _program: Program,
    address: String,
    _folder: TempDir,
}

/// Tests only read, so those that run at the same time share a server; it ends with the last of them.
static SERVER: Mutex<Weak<Server>> = Mutex::new(Weak::new());

impl Server {
    fn running() -> Result<Arc<Self>> {
        let mut running = SERVER.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(server) = running.upgrade() {
            return Ok(server);
        }
        let server = Arc::new(Self::start()?);
        *running = Arc::downgrade(&server);
        Ok(server)
    }

    /// It builds its index first.
    fn start() -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let mut command = Command::new(env!("CARGO_BIN_EXE_vestnik"));
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("VESTNIK_") {
                command.env_remove(name);
            }
        }
        command
            // Away from any vestnik.toml.
            .current_dir(folder.path())
            .args(["serve", "--listen", "127.0.0.1:0", "--index"])
            .arg(folder.path().join("index"))
            .arg("--corpus")
            .arg(Path::new(env!("CARGO_MANIFEST_DIR")).join("corpus"));
        let ready = "listening on ";
        let (program, line) = Program::start(command, &folder.path().join("server.log"), ready)?;
        let (_, address) = line.split_once(ready).expect("the line that was waited for");
        Ok(Self { _program: program, address: address.trim().to_owned(), _folder: folder })
    }
}

/// A child process; it is killed when it is dropped.
struct Program(Child);

impl Program {
    /// Starts a program that prints a line on standard output once it is ready; returns that line. Its standard error
    /// goes into a file.
    fn start(mut command: Command, log: &Path, ready: &'static str) -> Result<(Self, String)> {
        let name = command.get_program().to_string_lossy().into_owned();
        let stderr = std::fs::File::create(log)?;
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(stderr);
        let mut child = command.spawn().with_context(|| format!("cannot start {name}"))?;
        let stdout = child.stdout.take().expect("it is piped");
        let program = Self(child);
        let (send, receive) = mpsc::channel();
        // Reads on to the end, so that the program is not blocked by a full pipe.
        std::thread::spawn(move || {
            for line in BufReader::new(stdout).lines().map_while(std::result::Result::ok) {
                if line.contains(ready) {
                    let _ = send.send(line);
                }
            }
        });
        let line = receive.recv_timeout(START).map_err(|_| {
            let said = std::fs::read_to_string(log).unwrap_or_default();
            anyhow!("{name} did not say “{ready}”:\n{said}")
        })?;
        Ok((program, line))
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

struct Chromedriver {
    _program: Program,
    port: u16,
    _folder: TempDir,
}

impl Chromedriver {
    fn start(path: &Path) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let mut command = Command::new(path);
        command.arg("--port=0").env("TMPDIR", folder.path());
        let ready = "was started successfully on port ";
        let (program, line) = Program::start(command, &folder.path().join("chromedriver.log"), ready)?;
        let (_, port) = line.split_once(ready).expect("the line that was waited for");
        let port = port.trim_end_matches('.').parse().with_context(|| line.clone())?;
        Ok(Self { _program: program, port, _folder: folder })
    }
}

impl Drop for Chromedriver {
    fn drop(&mut self) {
        // Killing chromedriver would leave Chromium behind; on a shutdown it ends all of Chromium's processes.
        let _ = ureq::get(format!("http://127.0.0.1:{}/shutdown", self.port))
            .config()
            .timeout_global(Some(PATIENCE))
            .build()
            .call();
    }
}

/// The right to run; at most [`TOGETHER`] tests have one.
struct Turn;

static TURNS: Mutex<usize> = Mutex::new(TOGETHER);
static GIVEN_BACK: Condvar = Condvar::new();

fn turns() -> MutexGuard<'static, usize> {
    TURNS.lock().unwrap_or_else(PoisonError::into_inner)
}

impl Turn {
    fn take() -> Self {
        let mut left =
            GIVEN_BACK.wait_while(turns(), |left| *left == 0).unwrap_or_else(PoisonError::into_inner);
        *left -= 1;
        Self
    }
}

impl Drop for Turn {
    fn drop(&mut self) {
        *turns() += 1;
        GIVEN_BACK.notify_one();
    }
}

/// The first of these programs on the PATH.
fn found(names: &[&str]) -> Result<PathBuf> {
    let path = std::env::var_os("PATH").unwrap_or_default();
    let places: Vec<PathBuf> = std::env::split_paths(&path).collect();
    let program =
        names.iter().find_map(|name| places.iter().map(|place| place.join(name)).find(|file| file.is_file()));
    ensure!(
        program.is_some(),
        "no {} on the PATH: `make test` installs it, or tests/install-chromium.sh alone",
        names.join(", ")
    );
    program.context("checked")
}
