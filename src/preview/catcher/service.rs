//! Turns the address that a form would have been sent to into the [`Service`] behind it: one of the hub's own
//! choice, another one of the table, or none that Bindery knows. Nothing is asked of any service.

use crate::forms::{Ask, Endpoint, PROVIDERS, Provider};
use crate::settings::Settings;

/// Who would have received a message.
#[derive(Clone, Debug)]
pub(super) struct Service<'s> {
    /// What its contract is; `None` if Bindery doesn't know it.
    pub(super) provider: Option<&'static Provider>,
    /// The hub's settings for it; `None` if the form is not one of theirs.
    pub(super) endpoint: Option<&'s Endpoint>,
    /// Where the message would have gone.
    pub(super) address: String,
    /// What people call it.
    pub(super) name: String,
    /// Whether the address is the one at which it answers scripts.
    pub(super) is_for_scripts: bool,
}

impl<'s> Service<'s> {
    /// The service at an address that leads off this computer.
    pub(super) fn at(address: &str, settings: Option<&'s Settings>) -> Self {
        // Whoever leaves the scheme out means the hub's own, which is this once it is published.
        let address = if address.starts_with("//") { format!("https:{address}") } else { address.to_owned() };
        let is_at = |own: &Endpoint| own.action == address || own.script_action.as_deref() == Some(&*address);
        let endpoint = endpoints(settings).find(|endpoint| is_at(endpoint));
        let begins = |pattern: &str| {
            let start = pattern.split("{id}").next().unwrap_or("");
            !start.is_empty() && address.starts_with(start)
        };
        let of_table = || PROVIDERS.iter().find(|provider| begins(provider.action));
        let provider = endpoint.map(|endpoint| endpoint.provider).or_else(of_table);
        let is_for_scripts = provider.and_then(|provider| provider.script).is_some_and(|script| match script.ask {
            Ask::Accept | Ask::Status => false,
            Ask::Suffix(end) => address.ends_with(end),
            Ask::Address(pattern) => begins(pattern),
        });
        let host = address.split('/').nth(2).filter(|host| !host.is_empty()).unwrap_or(&address);
        let name =
            own_name(endpoint, settings).or(provider.map(|provider| provider.label)).filter(|name| !name.is_empty());
        let name = name.unwrap_or(host).to_owned();
        Self { provider, endpoint, name, address, is_for_scripts }
    }

    /// The service of a form that is sent to a page of the hub: the one that takes messages there.
    pub(super) fn of_host(address: String, settings: Option<&'s Settings>) -> Self {
        let provider = PROVIDERS.iter().find(|provider| provider.only_on.is_some());
        let endpoint = endpoints(settings).find(|endpoint| Some(endpoint.provider) == provider);
        let label = provider.map_or("the host", |provider| provider.label);
        let name = own_name(endpoint, settings).unwrap_or(label).to_owned();
        Self { provider, endpoint, name, address, is_for_scripts: false }
    }
}

fn endpoints(settings: Option<&Settings>) -> impl Iterator<Item = &Endpoint> {
    settings.into_iter().flat_map(Settings::endpoints)
}

fn own_name<'s>(endpoint: Option<&'s Endpoint>, settings: Option<&Settings>) -> Option<&'s str> {
    let lang = settings.and_then(|settings| settings.languages.first()).map_or("en", String::as_str);
    endpoint.and_then(|endpoint| endpoint.name.as_ref()).map(|name| name.get(lang))
}
