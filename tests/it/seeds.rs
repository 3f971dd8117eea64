//! The kept seeds of the fuzz targets: each goes through its target, whatever it is made of.

use crate::hostile::TARGETS;
use crate::support::{read_tree, root};
use std::time::{Duration, Instant};

#[test]
fn kept_seeds_do_no_harm() {
    for (name, target) in TARGETS {
        let seeds = read_tree(&root().join("fuzz/seeds").join(name));
        assert!(seeds.len() >= 3, "{name} has {} seeds", seeds.len());
        for (seed, bytes) in seeds {
            let started = Instant::now();
            target(&bytes);
            assert!(started.elapsed() < Duration::from_secs(10), "{name}/{seed} takes {:?}", started.elapsed());
        }
    }
}

#[test]
fn every_target_can_be_fuzzed() {
    let manifest = std::fs::read_to_string(root().join("fuzz/Cargo.toml")).unwrap();
    for (name, _) in TARGETS {
        assert!(manifest.contains(&format!("name = \"{name}\"")), "fuzz/Cargo.toml names {name}");
        assert!(root().join(format!("fuzz/fuzz_targets/{name}.rs")).exists(), "{name} has its file");
    }
}
