//! Sends a website as a commit on a branch of the hub's repository. The commit is made of Git's own
//! parts, beside the person's files and index, and pushed without force: what others put there stays.

#![expect(clippy::disallowed_methods, reason = "this is the edge where a list for git is written")]

use super::git::{Git, without_secrets};
use super::{Changes, Choice, Failure, Live, Shipment};
use std::collections::BTreeMap;

/// A branch that holds a website.
pub struct Branch {
    git: Git,
    remote: String,
    name: &'static str,
    folder: &'static str,
    extra: &'static [(&'static str, &'static str)],
}

/// The line in a commit's message that says that Bindery made it.
const TRAILER: &str = "Published-with";

impl Branch {
    pub(super) fn new(
        choice: &Choice<'_>,
        name: &'static str,
        folder: &'static str,
        extra: &'static [(&'static str, &'static str)],
    ) -> Result<Self, Failure> {
        let git = Git { root: choice.root.to_path_buf(), attended: choice.attended };
        git.run(&["rev-parse", "--git-dir"], b"", &[])?;
        let remote = match choice.to {
            // Git would take it for one of its own settings, which can run programs.
            Some(to) if to.starts_with('-') => {
                return Err(Failure::usage(format!(
                    "“{to}” is no repository. Change “publish_to:” in content/site.yaml."
                )));
            }
            Some(to) => to.to_owned(),
            None => {
                git.run(&["remote", "get-url", "origin"], b"", &[])?;
                "origin".to_owned()
            }
        };
        Ok(Self { git, remote, name, folder, extra })
    }

    pub(super) fn place(&self) -> String {
        format!("the branch “{}” of {}", self.name, without_secrets(&self.remote))
    }

    /// The files of the branch at the host. A branch whose last commit is somebody else's is refused.
    pub(super) fn look(&self) -> Result<Live, Failure> {
        let sent_from_here = self.git.line(&["rev-parse", "--verify", "--quiet", &self.sent()], b"", &[]).ok();
        let Some(tip) = self.tip()? else { return Ok(Live::default()) };
        let maker = format!("--format=%(trailers:key={TRAILER},valueonly)");
        if self.git.line(&["log", "-1", &maker, &tip], b"", &[])?.is_empty() {
            let about = self.git.line(&["log", "-1", "--format=%h, “%s”, by %an", &tip], b"", &[])?;
            return Err(Failure::usage(format!(
                "The branch “{name}” at the host has a commit that Bindery did not make ({about}).\n\
                 Nothing was sent, so that nobody's work is lost. If it is not needed, delete the branch at the host and\n\
                 type the command again. If it is, give it another name there first.",
                name = self.name
            )));
        }
        let list = self.git.run(&["ls-tree", "-r", "-z", &tip], b"", &[])?;
        let list = String::from_utf8_lossy(&list).into_owned();
        let entry = |entry: &str| {
            let (facts, path) = entry.split_once('\t')?;
            let id = facts.rsplit(' ').next()?;
            Some((path.strip_prefix(self.folder)?.to_owned(), id.to_owned()))
        };
        let mut live: BTreeMap<String, String> = list.split('\0').filter_map(entry).collect();
        if self.folder.is_empty() {
            live.retain(|path, _| !self.extra.iter().any(|(extra, _)| extra == path));
        }
        let day = self.git.line(&["log", "-1", "--format=%cs", &tip], b"", &[])?;
        let note = (sent_from_here.as_ref() != Some(&tip)).then(|| {
            format!(
                "The hub was last published on {day}, from another computer. If pages are newer there, answer no and get them\n\
                 first: what you send takes the place of what was sent."
            )
        });
        Ok(Live { files: live, version: Some(tip), note, ..Live::default() })
    }

    /// The last commit of the branch at the host, fetched.
    fn tip(&self) -> Result<Option<String>, Failure> {
        let reference = format!("refs/heads/{}", self.name);
        let found = self.git.line(&["ls-remote", &self.remote, &reference], b"", &[])?;
        let Some(tip) = found.split_whitespace().next() else { return Ok(None) };
        let kept = format!("+{reference}:{}", self.kept());
        let fetch = ["fetch", "--quiet", "--no-tags", "--no-write-fetch-head", "--no-recurse-submodules"];
        self.git.run(&[&fetch[..], &[&self.remote, &kept]].concat(), b"", &[])?;
        Ok(Some(tip.to_owned()))
    }

    /// Where the branch is kept here: beside the person's own branches.
    fn kept(&self) -> String {
        format!("refs/bindery/{}", self.name)
    }

    /// Where what was last sent from this computer is kept.
    fn sent(&self) -> String {
        format!("refs/bindery/sent/{}", self.name)
    }

    /// Puts the files among Git's, and gives their names there.
    pub(super) fn digests(&self, shipment: &Shipment) -> Result<Vec<String>, Failure> {
        let paths: String =
            shipment.files.iter().map(|file| format!("{}\n", shipment.folder.join(&file.path).display())).collect();
        // Without filters, so that no setting for line ends changes a byte.
        let ids = self.git.run(&["hash-object", "-w", "--no-filters", "--stdin-paths"], paths.as_bytes(), &[])?;
        Ok(String::from_utf8_lossy(&ids).lines().map(str::to_owned).collect())
    }

    pub(super) fn send(&self, shipment: &Shipment, changes: &Changes, step: &(dyn Fn() + Sync)) -> Result<(), Failure> {
        let tree = self.tree(shipment, &changes.digests)?;
        let message = format!(
            "Publish the hub\n\nNew files: {}, changed: {}, removed: {}.\n\n{TRAILER}: Bindery {}\n",
            changes.added.len(),
            changes.changed.len(),
            changes.removed.len(),
            env!("CARGO_PKG_VERSION"),
        );
        let mut args = vec!["commit-tree", &tree, "-F", "-"];
        // What was looked at is what is built upon: if somebody pushed since, the push is rejected.
        if let Some(parent) = &changes.version {
            args.extend(["-p", parent]);
        }
        let commit = self.git.line(&args, message.as_bytes(), &self.identity())?;
        let target = format!("{commit}:refs/heads/{}", self.name);
        // The hooks of the person's repository are about their work, not about this.
        self.git.run(&["push", "--quiet", "--no-verify", &self.remote, &target], b"", &[])?;
        self.git.run(&["update-ref", &self.kept(), &commit], b"", &[])?;
        self.git.run(&["update-ref", &self.sent(), &commit], b"", &[])?;
        (0..changes.count()).for_each(|_| step());
        Ok(())
    }

    /// Makes the tree of the commit in an index of its own.
    fn tree(&self, shipment: &Shipment, ids: &[String]) -> Result<String, Failure> {
        let folder = self.git.line(&["rev-parse", "--absolute-git-dir"], b"", &[])?;
        let index = format!("{folder}/bindery-index-{}", std::process::id());
        let environment = [("GIT_INDEX_FILE", index.as_str())];
        let mut entries = String::new();
        for (file, id) in shipment.files.iter().zip(ids) {
            entries += &format!("100644 {id}\t{}{}\0", self.folder, file.path);
        }
        for (path, text) in self.extra {
            let id = self.git.line(&["hash-object", "-w", "--stdin"], text.as_bytes(), &[])?;
            entries += &format!("100644 {id}\t{path}\0");
        }
        let filled = self.git.run(&["update-index", "-z", "--index-info"], entries.as_bytes(), &environment);
        let tree = filled.and_then(|_| self.git.line(&["write-tree"], b"", &environment));
        // It has served; left behind it would only be clutter.
        let _ = std::fs::remove_file(&index);
        tree
    }

    /// Who the commit is by, for people who never told git.
    fn identity(&self) -> Vec<(&'static str, &'static str)> {
        match self.git.run(&["var", "GIT_COMMITTER_IDENT"], b"", &[]) {
            Ok(_) => Vec::new(),
            Err(_) => vec![
                ("GIT_AUTHOR_NAME", "Bindery"),
                ("GIT_AUTHOR_EMAIL", "bindery@localhost"),
                ("GIT_COMMITTER_NAME", "Bindery"),
                ("GIT_COMMITTER_EMAIL", "bindery@localhost"),
            ],
        }
    }
}
