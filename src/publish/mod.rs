//! The edge where a finished website goes to its host. It looks at what is there, says what would
//! change, and sends that. It makes no page, and where others may put files beside the hub it leaves
//! theirs alone. Each way to send is one file: `look` reads what is live, `send` changes it.

mod branch;
mod changes;
mod failure;
mod git;
mod http;
mod neocities;
mod netlify;
mod programs;
mod record;
mod rsync;
mod sftp;
mod shipment;
mod zip;

pub use changes::{Changes, Live};
pub use failure::Failure;
pub use git::repository;
pub use record::Record;
pub use shipment::{Shipment, Shipped};
pub use zip::write as write_zip;

use crate::hosts::{self, Host, Send};

/// Where a website is sent, and how.
pub enum Way {
    /// To a branch of a Git repository.
    Branch(branch::Branch),
    /// To Netlify.
    Netlify(netlify::Account),
    /// To Neocities.
    Neocities(neocities::Account),
    /// To a server, with rsync.
    Rsync(rsync::Place),
    /// To a server, with sftp.
    Sftp(sftp::Place),
}

/// What a way is chosen from.
pub struct Choice<'a> {
    /// The folder of the hub.
    pub root: &'a std::path::Path,
    /// The hub's address.
    pub url: Option<&'a str>,
    /// What `publish_to:` says.
    pub to: Option<&'a str>,
    /// Whether somebody is there to answer a program's questions.
    pub attended: bool,
    /// Reads the environment.
    pub environment: &'a dyn Fn(&str) -> Option<String>,
}

impl Way {
    /// The way to a host; `None` if the host has its own.
    pub fn to(host: &Host, choice: &Choice<'_>) -> Result<Option<Self>, Failure> {
        Ok(Some(match host.send {
            Send::Branch { name, folder, extra } => Self::Branch(branch::Branch::new(choice, name, folder, extra)?),
            Send::Netlify => Self::Netlify(netlify::Account::new(choice)?),
            Send::Neocities => Self::Neocities(neocities::Account::new(choice)?),
            Send::Copy => match choice.to {
                Some(to) if to.starts_with("sftp://") => Self::Sftp(sftp::Place::new(to, choice.attended)?),
                Some(to) => Self::Rsync(rsync::Place::new(to)?),
                None => {
                    return Err(Failure::usage(
                        "The settings do not say where the hub goes. Type in content/site.yaml for example:\n\
                         publish_to: name@server.example.org:/path/to/the/website\n\
                         or, for a web space with SFTP:\n\
                         publish_to: sftp://name@server.example.org/path/to/the/website\n\
                         To get one file that you can unpack there, type: bindery publish --zip hub.zip",
                    ));
                }
            },
            Send::Own(_) => return Ok(None),
        }))
    }

    /// Where that is, so that whoever is asked knows what they agree to.
    pub fn place(&self) -> String {
        match self {
            Self::Branch(branch) => branch.place(),
            Self::Netlify(account) => account.place(),
            Self::Neocities(account) => account.place().to_owned(),
            Self::Rsync(place) => place.place().to_owned(),
            Self::Sftp(place) => place.place(),
        }
    }

    /// Reads what is live, and how each file there is known.
    pub fn look(&self) -> Result<Live, Failure> {
        match self {
            Self::Branch(branch) => branch.look(),
            Self::Netlify(account) => account.look(),
            Self::Neocities(account) => account.look(),
            Self::Rsync(place) => place.look(),
            Self::Sftp(place) => place.look(),
        }
    }

    /// How the files that would be sent are known there, in their order.
    pub fn digests(&self, shipment: &Shipment) -> Result<Vec<String>, Failure> {
        match self {
            Self::Branch(branch) => branch.digests(shipment),
            Self::Netlify(_) | Self::Neocities(_) => {
                shipment.digests(|bytes| sha1_smol::Sha1::from(bytes).digest().to_string())
            }
            Self::Rsync(_) | Self::Sftp(_) => shipment.digests(record::hash),
        }
    }

    /// Whether only files that Bindery sent from this computer may be taken away there: others may
    /// have put files beside them, and no list there says whose is whose.
    pub fn shares_its_place(&self) -> bool {
        matches!(self, Self::Neocities(_))
    }

    /// Makes what is live what was built. `step` hears of every file that is done.
    pub fn send(&self, shipment: &Shipment, changes: &Changes, step: &(dyn Fn() + Sync)) -> Result<(), Failure> {
        match self {
            Self::Branch(branch) => branch.send(shipment, changes, step),
            Self::Netlify(account) => account.send(shipment, changes, step),
            Self::Neocities(account) => account.send(shipment, changes, step),
            Self::Rsync(place) => place.send(shipment, changes, step),
            Self::Sftp(place) => place.send(shipment, changes, step),
        }
    }

    /// Whether the hub goes into a folder of this computer, which is not where readers find it.
    pub fn is_here(&self) -> bool {
        matches!(self, Self::Rsync(place) if place.is_here())
    }

    /// What readers see if sending stops half-way.
    pub fn when_cut(&self) -> &'static str {
        match self {
            Self::Neocities(_) => {
                "Some pages may be new and others old. Type the command again: it goes on where it stopped."
            }
            Self::Sftp(_) | Self::Rsync(_) => {
                "The website is as it was, unless this happened in the very last moments. Type the command again: it goes on where it stopped."
            }
            Self::Branch(_) | Self::Netlify(_) => "The website is as it was.",
        }
    }
}

/// The domain of the hub's address, by which services know it.
fn domain(choice: &Choice<'_>) -> Option<String> {
    choice.url.map(hosts::domain).filter(|domain| !domain.is_empty()).map(str::to_owned)
}
