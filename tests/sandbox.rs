//! A folder of its own for each test, and the binary run in it.

use std::{fs, path::PathBuf, time::Duration};

use assert_cmd::Command;
use serde_json::Value;
use tempfile::TempDir;

/// An empty folder that goes when the test ends.
pub struct Sandbox(TempDir);

/// What a run of the program came to.
#[derive(Debug)]
pub struct Run {
    pub code: i32,
    pub stdout: String,
    pub stderr: String,
}

/// A file of this repository.
pub fn repository(path: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)
}

/// The rows of a table under `tests/tables`, without comments and blank lines.
pub fn table(name: &str) -> Vec<Vec<String>> {
    let text = fs::read_to_string(repository("tests/tables").join(name)).unwrap();
    text.lines()
        .filter(|line| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|line| line.split('\t').map(str::to_owned).collect())
        .collect()
}

impl Sandbox {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    /// The five seed articles in `seeds/`, not indexed.
    pub fn with_seeds() -> Self {
        let sandbox = Self::new();
        for entry in fs::read_dir(repository("seeds")).unwrap() {
            let path = entry.unwrap().path();
            if path.extension().is_some_and(|extension| extension == "txt") {
                let name = path.file_name().unwrap().to_str().unwrap();
                sandbox.write(&format!("seeds/{name}"), fs::read(&path).unwrap());
            }
        }
        sandbox
    }

    /// The five seed articles, indexed.
    pub fn with_indexed_seeds() -> Self {
        let sandbox = Self::with_seeds();
        sandbox.ok(&["index", "seeds"]);
        sandbox
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file, making the folders above it.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        let path = self.path(name);
        fs::create_dir_all(path.parent().unwrap()).unwrap();
        fs::write(path, content).unwrap();
    }

    pub fn remove(&self, name: &str) {
        fs::remove_file(self.path(name)).unwrap();
    }

    /// The program in this folder, with none of the caller's settings.
    pub fn command(&self, args: &[&str]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_tilmash"));
        command
            .args(args)
            .current_dir(self.0.path())
            .env(
                "TILMASH_CACHE",
                concat!(env!("CARGO_TARGET_TMPDIR"), "/cache"),
            )
            .timeout(Duration::from_secs(120));
        for name in [
            "TILMASH_INDEX",
            "TILMASH_LOG",
            "NO_COLOR",
            "CLICOLOR_FORCE",
            "CLICOLOR",
        ] {
            command.env_remove(name);
        }
        command
    }

    pub fn run(&self, args: &[&str]) -> Run {
        self.run_with(args, "")
    }

    /// Runs with this on standard input.
    pub fn run_with(&self, args: &[&str], stdin: impl Into<Vec<u8>>) -> Run {
        let output = self.command(args).write_stdin(stdin).output().unwrap();
        Run {
            code: output.status.code().expect("ended by a signal"),
            stdout: String::from_utf8(output.stdout).unwrap(),
            stderr: String::from_utf8(output.stderr).unwrap(),
        }
    }

    /// Standard output of a run that must end with 0.
    #[track_caller]
    pub fn ok(&self, args: &[&str]) -> String {
        let run = self.run(args);
        assert_eq!(run.code, 0, "{args:?}: {run:?}");
        run.stdout
    }

    /// The records of a run with `--jsonl`, whatever its exit code.
    #[track_caller]
    pub fn records(&self, args: &[&str]) -> Vec<Value> {
        let run = self.run(&[args, &["--jsonl"]].concat());
        assert_ne!(run.code, 2, "{args:?}: {run:?}");
        run.stdout
            .lines()
            .map(|line| serde_json::from_str(line).unwrap())
            .collect()
    }

    /// Names and contents of the files of the index, in order.
    pub fn index_files(&self) -> Vec<(PathBuf, Vec<u8>)> {
        let mut files = Vec::new();
        let mut folders = vec![self.path("index")];
        while let Some(folder) = folders.pop() {
            for entry in fs::read_dir(folder).unwrap() {
                let path = entry.unwrap().path();
                if path.is_dir() {
                    folders.push(path);
                } else {
                    let content = fs::read(&path).unwrap();
                    files.push((path, content));
                }
            }
        }
        files.sort();
        files
    }

    /// The folder of the generation in force.
    pub fn generation(&self) -> PathBuf {
        let name = fs::read_to_string(self.path("index/CURRENT")).unwrap();
        self.path("index").join(name.trim())
    }
}

/// A member that must be a string.
#[track_caller]
pub fn text<'v>(value: &'v Value, member: &str) -> &'v str {
    value[member]
        .as_str()
        .unwrap_or_else(|| panic!("no {member:?} in {value}"))
}

/// The ids of a list of objects.
pub fn ids(list: &Value) -> Vec<&str> {
    list.as_array()
        .unwrap()
        .iter()
        .map(|item| text(item, "id"))
        .collect()
}
