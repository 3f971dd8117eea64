//! GitLab Pages: a pipeline that builds and deploys, or one that deploys what a branch holds.

use super::host::GIB;
use super::lines::redirects;
use super::workflow::{INSTALL, pinned};
use super::{Headers, Host, Limits, OutputFile, Redirects, Rules, Send, SetupFile};

pub(super) static HOST: Host = Host {
    name: "gitlab",
    label: "GitLab Pages",
    domain: ".gitlab.io",
    headers: Headers::Fixed,
    redirects: Redirects::FileUnlessPage("_redirects"),
    limits: Limits { total: Some(GIB), redirects: Some(1000), ..Limits::NONE },
    send: Send::Branch { name: "pages", folder: "public/", extra: &[(".gitlab-ci.yml", DEPLOY)] },
    outputs: &[OutputFile { path: "_redirects", write: Some(|rules| redirects(rules, "301")) }],
    setup: &[SetupFile { path: ".gitlab-ci.yml", write: pipeline }],
    cannot: &[
        "send headers of your own",
        "answer an old address of a page with “moved for good”; a small page leads on instead",
    ],
    steps: &[
        "Put the hub's folder into a repository on GitLab.",
        "To let GitLab build the hub, nothing more is needed: each change is built and published. To publish pages on the day that they name, add a daily run under Build, Pipeline schedules.",
        "To build it on your own computer instead: delete the file `.gitlab-ci.yml` from the branch “main” and type `bindery publish`.",
        "The address is under Deploy, Pages. There you can also switch off “Use unique domain”, so that it stays short. Type it as `url:` in `site.yaml`.",
    ],
    docs: "https://docs.gitlab.com/user/project/pages/",
    unsure: &["the size of a website"],
    checked: "2026-11-27",
};

/// Deploys a branch that holds the finished website.
const DEPLOY: &str = "\
# Publishes the folder “public” of this branch, which Bindery made.
pages:
  stage: deploy
  script:
    - echo \"Publishing the hub\"
  pages:
    publish: public
  artifacts:
    paths: [public]
";

fn pipeline(_: &Rules<'_>) -> String {
    pinned(&format!(
        "\
# Builds the hub and publishes it with GitLab Pages.
pages:
  stage: deploy
  image: rust:1
  cache:
    key: bindery-VERSION
    paths: [.bindery]
  variables:
    CARGO_INSTALL_ROOT: $CI_PROJECT_DIR/.bindery
  script:
    - test -x .bindery/bin/bindery || {INSTALL}
    - .bindery/bin/bindery publish --check
    - .bindery/bin/bindery build
  pages:
    publish: public
  artifacts:
    paths: [public]
  rules:
    - if: $CI_COMMIT_BRANCH == $CI_DEFAULT_BRANCH
"
    ))
}
