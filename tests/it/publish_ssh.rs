//! `bindery publish` over SSH: to a repository, with rsync and with sftp, to a server that the test
//! starts on this computer.

use crate::publish::{built, git, hub_in, make_runnable, said};
use crate::support::read_tree;
use std::fs;
use std::net::{TcpListener, TcpStream};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Output, Stdio};
use std::time::{Duration, Instant};

/// A server on loopback that takes one key; it ends with the test.
struct Server {
    folder: tempfile::TempDir,
    child: Child,
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Server {
    fn start() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let at = folder.path();
        for key in ["host", "person"] {
            let made =
                Command::new("ssh-keygen").args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(at.join(key)).status();
            assert!(made.unwrap().success(), "openssh-client is installed by tests/run");
        }
        let port = TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap().port();
        let show = |name: &str| at.join(name).display().to_string();
        let config = format!(
            "Port {port}\nListenAddress 127.0.0.1\nHostKey {}\nAuthorizedKeysFile {}\nStrictModes no\nUsePAM no\n\
             PasswordAuthentication no\nKbdInteractiveAuthentication no\nPidFile none\nSubsystem sftp internal-sftp\n",
            show("host"),
            show("person.pub")
        );
        fs::write(at.join("sshd_config"), config).unwrap();
        // The server's own folder for losing rights, which Debian makes when the service starts.
        let _ = fs::create_dir_all("/run/sshd");
        let child = Command::new("/usr/sbin/sshd")
            .args(["-D", "-e", "-f"])
            .arg(at.join("sshd_config"))
            .stderr(fs::File::create(at.join("log")).unwrap())
            .stdout(Stdio::null())
            .spawn();
        let child =
            child.unwrap_or_else(|error| panic!("openssh-server, which tests/run installs, is missing: {error}"));
        let server = Self { child, folder };
        let started = Instant::now();
        while TcpStream::connect(("127.0.0.1", port)).is_err() {
            assert!(started.elapsed() < Duration::from_secs(20), "{}", fs::read_to_string(server.path("log")).unwrap());
            std::thread::sleep(Duration::from_millis(50));
        }
        let key = fs::read_to_string(server.path("host.pub")).unwrap();
        fs::write(server.path("known"), format!("[127.0.0.1]:{port} {key}")).unwrap();
        let user = String::from_utf8(Command::new("id").arg("-un").output().unwrap().stdout).unwrap();
        let config = format!(
            "Host server\n HostName 127.0.0.1\n Port {port}\n User {}\n IdentityFile {}\n IdentitiesOnly yes\n\
             UserKnownHostsFile {}\n StrictHostKeyChecking yes\n",
            user.trim(),
            server.path("person").display(),
            server.path("known").display()
        );
        fs::write(server.path("ssh_config"), config).unwrap();
        server.wrap("sftp", "exec /usr/bin/sftp -F CONFIG \"$@\"");
        server
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// Puts a program before the real one: this person's own settings, or a line that is cut.
    fn wrap(&self, program: &str, script: &str) {
        let file = self.path("bin").join(program);
        fs::create_dir_all(file.parent().unwrap()).unwrap();
        let script = script.replace("CONFIG", &self.path("ssh_config").display().to_string());
        fs::write(
            &file,
            format!("#!/bin/sh\n{}\n", script.replace("FOLDER", &self.folder.path().display().to_string())),
        )
        .unwrap();
        make_runnable(&file);
    }

    fn publish(&self, hub: &Path) -> Output {
        let ssh = format!("ssh -F {}", self.path("ssh_config").display());
        Command::new(env!("CARGO_BIN_EXE_bindery"))
            .args(["publish", "--yes"])
            .current_dir(hub)
            .env("PATH", format!("{}:{}", self.path("bin").display(), std::env::var("PATH").unwrap()))
            .env("GIT_SSH_COMMAND", &ssh)
            .env("RSYNC_RSH", &ssh)
            .output()
            .unwrap()
    }
}

/// A hub that is published into a folder of the server, where somebody keeps a file of their own.
fn hub_for(server: &Server, scheme: &str) -> (PathBuf, PathBuf) {
    let site = server.path("a website");
    fs::create_dir_all(&site).unwrap();
    fs::write(site.join("own.txt"), "mine").unwrap();
    let settings = format!("host: web-space\npublish_to: \"{scheme}{}\"\n", site.display());
    let hub = hub_in(server.folder.path(), "https://hub.our-library.org.uk/", &settings);
    fs::write(hub.join("content/guidance/map [1] of Carol's rooms.txt"), "a name with signs").unwrap();
    (hub, site)
}

/// What is on the server, without what is there for Bindery alone.
fn live(site: &Path) -> std::collections::BTreeMap<String, Vec<u8>> {
    let mut files = read_tree(site);
    assert_eq!(files.remove("own.txt").as_deref(), Some(&b"mine"[..]), "somebody's own file stays");
    files.remove(".bindery-manifest");
    files
}

fn edit(hub: &Path) {
    fs::write(hub.join("content/about/index.md"), "---\ntitle: Who we are\nsummary: S.\n---\nText.\n").unwrap();
    fs::remove_file(hub.join("content/guidance/map [1] of Carol's rooms.txt")).unwrap();
    // Its folder in the output goes with it.
    fs::remove_file(hub.join("content/guidance/opening-hours.md")).unwrap();
}

fn ok(output: &Output) {
    assert!(output.status.success(), "{}", said(output));
}

#[test]
fn to_a_repository() {
    let server = Server::start();
    git(server.folder.path(), &["init", "--quiet", "--bare", "bare.git"]);
    let hub = hub_in(server.folder.path(), "https://library.github.io/hub/", "host: github\n");
    git(&hub, &["init", "--quiet"]);
    let address = format!("ssh://server{}", server.path("bare.git").display());
    git(&hub, &["remote", "add", "origin", &address]);
    ok(&server.publish(&hub));
    let list = git(&server.path("bare.git"), &["ls-tree", "-r", "--name-only", "gh-pages"]);
    assert_eq!(list.lines().count(), built(&hub).len());
    fs::remove_file(server.path("person.pub")).unwrap();
    let output = server.publish(&hub);
    assert_eq!(output.status.code(), Some(2));
    assert!(said(&output).contains("The host did not let you in"), "{}", said(&output));
}

#[test]
fn with_rsync() {
    let server = Server::start();
    let (hub, site) = hub_for(&server, "server:");
    fs::write(site.join("index.html"), "somebody's former website").unwrap();
    let output = server.publish(&hub);
    ok(&output);
    assert!(said(&output).contains("There already, not from Bindery"), "{}", said(&output));
    assert!(said(&output).contains("\n  index.html\n") && !said(&output).contains("own.txt"), "{}", said(&output));
    assert!(live(&site) == built(&hub));
    assert!(!said(&server.publish(&hub)).contains("not from Bindery"));
    assert!(said(&server.publish(&hub)).contains("There is nothing to send"));
    edit(&hub);
    let noise: Vec<u8> = (0..400_000u64).flat_map(|n| (n.wrapping_mul(0x9E37_79B9_7F4A_7C15)).to_le_bytes()).collect();
    fs::write(hub.join("content/guides.bin"), noise).unwrap();
    let before = live(&site);
    // The line is slow, and after two seconds it is cut.
    server.wrap(
        "rsync",
        "case \"$*\" in *files-from*) timeout 2 /usr/bin/rsync --bwlimit=200 \"$@\"; exit $?;; esac\nexec /usr/bin/rsync \"$@\"",
    );
    let output = server.publish(&hub);
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    assert!(said(&output).contains("it goes on where it stopped"), "{}", said(&output));
    let mut now = live(&site);
    now.retain(|path, _| !path.contains(".bindery-partial/") && !path.contains(".~tmp~/"));
    assert!(now == before, "the website is as it was: {:?}", now.keys());
    fs::remove_file(server.path("bin/rsync")).unwrap();
    let output = server.publish(&hub);
    ok(&output);
    assert!(said(&output).contains("Who we are"), "{}", said(&output));
    assert!(live(&site) == built(&hub), "pages that went away are gone, and nothing else");
}

#[test]
fn with_sftp() {
    let server = Server::start();
    let (hub, site) = hub_for(&server, "sftp://server");
    fs::write(site.join("index.html"), "somebody's former website").unwrap();
    let before = live(&site);
    // Every list of commands is kept; of the first that sends files, the line is cut after ten.
    server.wrap(
        "sftp",
        "n=$(ls FOLDER/batch.* 2>/dev/null | wc -l)\ncat > FOLDER/batch.$n\n\
         if grep -q '^put' FOLDER/batch.$n && [ ! -e FOLDER/cut ]; then touch FOLDER/cut; \
         head -n 11 FOLDER/batch.$n | /usr/bin/sftp -F CONFIG \"$@\"; echo 'Connection closed' >&2; exit 255; fi\n\
         exec /usr/bin/sftp -F CONFIG \"$@\" < FOLDER/batch.$n",
    );
    let output = server.publish(&hub);
    assert_eq!(output.status.code(), Some(3), "{}", said(&output));
    let staged = read_tree(&site.join(".bindery-staging")).len();
    assert_eq!(staged, 10);
    let mut now = live(&site);
    now.retain(|path, _| !path.starts_with(".bindery-staging/"));
    assert!(now == before, "the website is as it was");
    let output = server.publish(&hub);
    ok(&output);
    assert!(
        said(&output).contains("not from Bindery") && said(&output).contains("\n  index.html\n"),
        "{}",
        said(&output)
    );
    assert!(live(&site) == built(&hub));
    let batches = fs::read_dir(server.folder.path()).unwrap().map(|entry| entry.unwrap().path());
    let puts = batches
        .filter(|path| path.file_name().unwrap().to_string_lossy().starts_with("batch."))
        .map(|path| fs::read_to_string(path).unwrap().lines().filter(|line| line.starts_with("put ")).count())
        .collect::<Vec<_>>();
    let most = *puts.iter().max().unwrap();
    assert!(puts.contains(&(most - 10)), "what had arrived was not sent again: {puts:?}");
    edit(&hub);
    ok(&server.publish(&hub));
    assert!(live(&site) == built(&hub), "pages that went away are gone, and nothing else");
    assert!(said(&server.publish(&hub)).contains("There is nothing to send"));
    fs::remove_dir_all(&site).unwrap();
    let output = server.publish(&hub);
    assert!(said(&output).contains("Make it on the server first"), "{}", said(&output));
}
