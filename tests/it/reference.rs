//! What shells and manuals are told of the command line, and the files of a release.

use crate::cli::bindery;
use crate::support::root;
use std::fs;

/// The commands that are shown to people, as the program's own help lists them.
fn commands() -> Vec<String> {
    let help = String::from_utf8(bindery(&root(), &["--help"]).stdout).unwrap();
    let (_, list) = help.split_once("Commands:\n").unwrap();
    let lines = list.lines().take_while(|line| !line.is_empty());
    lines.filter_map(|line| line.split_whitespace().next()).filter(|name| *name != "help").map(str::to_owned).collect()
}

#[test]
fn shells_and_the_manual_know_every_command() {
    let commands = commands();
    assert!(commands.len() >= 10, "{commands:?}");
    for args in [
        ["completions", "bash"].as_slice(),
        &["completions", "zsh"],
        &["completions", "fish"],
        &["completions", "powershell"],
        &["man"],
    ] {
        let output = bindery(&root(), args);
        let text = String::from_utf8(output.stdout).unwrap();
        assert!(output.status.success() && !text.is_empty(), "{args:?}");
        for command in &commands {
            let is_there = text.contains(command) || text.contains(&command.to_uppercase());
            assert!(is_there, "{args:?} names {command}");
        }
        let option = text.contains("--strict") || text.contains("l strict") || text.contains("\\-\\-strict");
        assert!(option, "{args:?} names the options");
    }
    assert_eq!(bindery(&root(), &["completions", "abacus"]).status.code(), Some(2));
}

/// The script of a shell that is there is one that it can read.
#[cfg(unix)]
#[test]
fn bash_reads_its_script() {
    let script = bindery(&root(), &["completions", "bash"]).stdout;
    let folder = tempfile::tempdir().unwrap();
    fs::write(folder.path().join("bindery.bash"), script).unwrap();
    let check = "source ./bindery.bash && COMP_WORDS=(bindery bu) COMP_CWORD=1 && _bindery bindery bu bindery && echo \"${COMPREPLY[@]}\"";
    let output = std::process::Command::new("bash").args(["-c", check]).current_dir(folder.path()).output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stdout), "build\n", "{}", String::from_utf8_lossy(&output.stderr));
}

#[test]
fn a_release_is_made_for_each_system_with_checksums() {
    let release = fs::read_to_string(root().join(".github/workflows/release.yml")).unwrap();
    for target in [
        "x86_64-unknown-linux-musl",
        "aarch64-unknown-linux-musl",
        "x86_64-apple-darwin",
        "aarch64-apple-darwin",
        "x86_64-pc-windows-msvc",
    ] {
        assert!(release.contains(target), "a program for {target}");
    }
    for words in ["sha256", "completions", "man >", "--locked"] {
        assert!(release.contains(words), "{words}");
    }
    let (all, _) = bindery::yaml::parse(&release);
    assert!(all.iter().any(|entry| entry.key == "jobs"));
    let manifest = fs::read_to_string(root().join("Cargo.toml")).unwrap();
    let oldest = manifest.lines().find_map(|line| line.strip_prefix("rust-version = ")).unwrap().trim_matches('"');
    let container = fs::read_to_string(root().join("Containerfile")).unwrap();
    assert!(
        !oldest.is_empty() && container.contains("--locked") && container.contains("USER "),
        "it does not run as root"
    );
}
