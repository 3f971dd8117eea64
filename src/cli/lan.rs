//! `serve --lan` shows the preview to a phone on the same network, too: at an address that nobody can guess and that is
//! another one each time, drawn for the phone's camera. Who has the address may look and do no more.

use super::{colour, say};
use crate::preview::Preview;
use crate::server::{self, Door, Reload, Server};
use qrcode::render::unicode::Dense1x2;
use std::io;
use std::net::{IpAddr, Ipv4Addr, TcpListener, UdpSocket};
use std::sync::Arc;

/// The letters of the word in the address, without those that look alike.
const LETTERS: &[u8; 32] = b"abcdefghjkmnpqrstuvwxyz023456789";

/// How many letters it has: 80 bits, which nobody tries out over a network.
const LENGTH: usize = 16;

/// An address of the documentation (RFC 5737). Nothing is sent there; the system only says from where it would be.
const SOMEWHERE: (Ipv4Addr, u16) = (Ipv4Addr::new(192, 0, 2, 1), 9);

const WARNING: &str = "Careful: whoever is in this network and has the address below sees the whole hub as it is now, also \
changes that are not published yet; drafts only if you asked for them with --drafts.\nWhat is shown can be read on its way. Do this only in a network that you trust, not in a café, and stop the preview \
when you have seen enough: then the address is of no use any more.\nForms can be looked at, but send nothing.";

/// Listens on the network, says so with a warning, and draws the address. `wanted` is this computer's own address,
/// if the person has named one.
pub(super) fn show(
    preview: &Arc<Preview>,
    reload: &Arc<Reload>,
    wanted: Option<IpAddr>,
    port: u16,
) -> Result<Server, String> {
    let address = wanted.map_or_else(own_address, Ok).map_err(|error| {
        format!(
            "This computer's address in the network can't be found: {error}.\n\
             Is it connected? If you know the address, type it, for example: bindery serve --lan=192.168.1.20"
        )
    })?;
    let failed = |error: io::Error| format!("The preview can't be shown in the network at {address}: {error}.");
    // The port of the preview on this computer is most likely free there as well.
    let listener = TcpListener::bind((address, port)).or_else(|_| TcpListener::bind((address, 0))).map_err(failed)?;
    let word = word().map_err(failed)?;
    let handler = preview.clone();
    let door = Door::Network(word.as_str().into());
    let server = server::serve(listener, door, reload.clone(), move |request| handler.show_only(request));
    let server = server.map_err(failed)?;
    let address = format!("http://{}/{word}{}", server.address, preview.state().base());
    say(&format!(
        "\n{WARNING}\n\n{}\nPoint the phone's camera at the picture, or open {address}\nIf nothing comes, the computer's firewall may \
         be in the way: let Bindery be reached in private networks.",
        picture(&address, colour())
    ));
    Ok(server)
}

/// This computer's address in the network that leads elsewhere.
fn own_address() -> io::Result<IpAddr> {
    let socket = UdpSocket::bind((Ipv4Addr::UNSPECIFIED, 0))?;
    socket.connect(SOMEWHERE)?;
    Ok(socket.local_addr()?.ip())
}

fn word() -> io::Result<String> {
    let mut bytes = [0; LENGTH];
    getrandom::fill(&mut bytes).map_err(|error| io::Error::other(error.to_string()))?;
    Ok(bytes.iter().map(|byte| char::from(LETTERS[usize::from(byte % 32)])).collect())
}

/// An address for a camera. Cameras want dark on light: where colours can't be set, most terminals are dark.
fn picture(address: &str, has_colours: bool) -> String {
    // An address is short enough for any such picture.
    let Ok(code) = qrcode::QrCode::new(address) else { return String::new() };
    let mut drawn = code.render::<Dense1x2>();
    if !has_colours {
        return drawn.dark_color(Dense1x2::Light).light_color(Dense1x2::Dark).build();
    }
    let lines = drawn.dark_color(Dense1x2::Dark).light_color(Dense1x2::Light).build();
    lines.lines().map(|line| format!("\u{1b}[30;107m{line}\u{1b}[0m\n")).collect()
}
