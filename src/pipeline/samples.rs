//! Chooses the pages that stand for all others in checks of what a theme guarantees, and makes them: one for each
//! template, language and content type, and every page whose own HTML is kept.

use super::Plan;
use crate::checks::Sample;
use crate::route::{Make, Route};
use crate::site::PageId;
use crate::view;
use rayon::prelude::*;
use std::collections::BTreeSet;

/// The pages, in the order of the output.
pub(super) fn samples(plan: &Plan) -> Vec<Sample> {
    let mut known = BTreeSet::new();
    let chosen: Vec<(&Route, Kind<'_>, Option<PageId>)> = plan
        .routes
        .iter()
        .filter_map(|route| {
            let kind = kind(plan, &route.make)?;
            let own_html = own_html(plan, &route.make);
            (known.insert(kind) || own_html.is_some()).then_some((route, kind, own_html))
        })
        .collect();
    chosen
        .into_par_iter()
        .map_init(Vec::new, |room, (route, kind, own_html)| {
            // What can't be made is told where it is made.
            let template = plan.view(route)?.template;
            plan.render(route, room).ok()?;
            let elements = Sample::elements(std::str::from_utf8(room).ok()?);
            let aside = matches!(route.make, Make::Redirect(_) | Make::NotFound);
            let output = route.output.as_str().to_owned();
            Some(Sample { output, template, lang: kind.1, own_html, aside, elements })
        })
        .flatten()
        .collect()
}

/// What pages share that are made alike: a template or a list, a language, and a content type.
type Kind<'p> = (&'p str, usize, &'p str);

fn kind<'p>(plan: &'p Plan, make: &Make) -> Option<Kind<'p>> {
    Some(match make {
        Make::Page(id) => {
            let entry = &plan.site.page(*id).entry;
            (view::template(&plan.site, &plan.theme, *id), entry.lang, entry.document.type_name.as_str())
        }
        Make::Topics(lang) => ("", *lang, "topics"),
        Make::Topic(id) => ("", plan.site.topics[id.0 as usize].lang, "topic"),
        Make::AToZ(lang) => ("", *lang, "a-z"),
        Make::Letter(lang, _) => ("", *lang, "letter"),
        Make::SiteMap(lang) => ("", *lang, "site-map"),
        Make::Feedback(lang) => ("", *lang, "feedback"),
        Make::Thanks(lang) => ("", *lang, "thanks"),
        Make::Form(_, lang) => ("", *lang, "form"),
        Make::FormThanks(_, lang) => ("", *lang, "form-thanks"),
        Make::NotFound => ("", 0, "not-found"),
        Make::Redirect(_) => ("", 0, "redirect"),
        _ => return None,
    })
}

fn own_html(plan: &Plan, make: &Make) -> Option<PageId> {
    match make {
        Make::Page(id) if !plan.site.settings.any_html.is_empty() => {
            let source = &plan.site.page(*id).entry.document.source.path;
            plan.site.settings.allows_any_html(source).then_some(*id)
        }
        _ => None,
    }
}
