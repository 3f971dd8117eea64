//! Writes files of given sizes with two threads and does nothing else: the least that any
//! generator must do. `floor LIST FOLDER`, where each line of the list is a size in bytes, a tab
//! and a path.

#![expect(clippy::disallowed_methods, reason = "this program does nothing but write files")]

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use std::sync::atomic::{AtomicUsize, Ordering};

fn main() -> io::Result<()> {
    let mut arguments = std::env::args_os().skip(1).filter(|argument| argument != "--bench");
    let (Some(list), Some(folder)) = (arguments.next(), arguments.next()) else { return Ok(()) };
    let list = fs::read_to_string(list)?;
    let folder = Path::new(&folder);
    let files: Vec<(usize, PathBuf)> = list
        .lines()
        .filter_map(|line| line.split_once('\t'))
        .filter_map(|(size, path)| Some((size.parse().ok()?, folder.join(path))))
        .collect();
    let bytes = vec![b'x'; files.iter().map(|(size, _)| *size).max().unwrap_or(0)];
    let next = AtomicUsize::new(0);
    let work = || {
        while let Some((size, path)) = files.get(next.fetch_add(1, Ordering::Relaxed)) {
            let create = || {
                File::create(path).or_else(|_| {
                    fs::create_dir_all(path.parent().unwrap_or(folder))?;
                    File::create(path)
                })
            };
            create()?.write_all(&bytes[..*size])?;
        }
        Ok(())
    };
    std::thread::scope(|scope| {
        let other = scope.spawn(work);
        work().and(other.join().unwrap_or(Ok(())))
    })
}
