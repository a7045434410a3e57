//! Is a PDF read by what is installed for it, and named where nothing is?

use std::fs;

use crate::sandbox::Sandbox;

/// Runs `index` with these programs alone.
fn index(sandbox: &Sandbox) -> (i32, String) {
    let mut command = sandbox.command(&["index", "a.pdf"]);
    let output = command.env("PATH", sandbox.path("bin")).output().unwrap();
    let stderr = String::from_utf8(output.stderr).unwrap();
    (output.status.code().unwrap(), stderr)
}

#[test]
fn a_pdf_is_named_where_nothing_reads_it() {
    let sandbox = Sandbox::new();
    sandbox.write("a.pdf", "%PDF-1.4\n");
    fs::create_dir(sandbox.path("bin")).unwrap();
    let (code, stderr) = index(&sandbox);
    assert_eq!(code, 3);
    assert_eq!(
        stderr,
        "skipped a.pdf: PDF: to have it read, install pdftotext (Debian: poppler-utils)\n"
    );
}

#[cfg(unix)]
#[test]
fn a_pdf_is_read_with_pdftotext() {
    use std::os::unix::fs::PermissionsExt;

    let program = |script: &str| {
        let sandbox = Sandbox::new();
        sandbox.write("a.pdf", "%PDF-1.4\n");
        sandbox.write("bin/pdftotext", format!("#!/bin/sh\n{script}\n"));
        let mode = fs::Permissions::from_mode(0o755);
        fs::set_permissions(sandbox.path("bin/pdftotext"), mode).unwrap();
        sandbox
    };
    let sandbox = program(
        "echo 'Школа в Таразе'\necho\necho 'В Таразе открыли новую шко-'\necho 'лу. Её построили за пол-'\necho 'тора года.'",
    );
    assert_eq!(index(&sandbox).0, 0);
    let article = &sandbox.records(&["show", "a.pdf"])[0];
    assert_eq!(article["title"], "Школа в Таразе");
    assert_eq!(
        article["text"],
        "В Таразе открыли новую школу. Её построили за полтора года."
    );
    let (code, stderr) = index(&program("exit 1"));
    assert_eq!(code, 3);
    assert!(stderr.contains("a.pdf: PDF: it is damaged"), "{stderr}");
    let (code, stderr) = index(&program("echo ' '"));
    assert_eq!(code, 3);
    assert!(stderr.contains("a.pdf: PDF: no text in it"), "{stderr}");
}
