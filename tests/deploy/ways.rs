//! `liuhao deploy` by each of its five ways, against the real tools. What is not installed is skipped, and said.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::has;
use crate::server::{Server, free_port};
use crate::support::{Files, Site, files};
use crate::target::{Place, goes_round, refuses_strangers, site};

#[test]
fn into_a_folder() {
    let site = site("{name: 盘, way: folder, to: there/公示}");
    fs::create_dir(site.path("there")).unwrap();
    let path = site.path("there/公示");
    goes_round(&Place::folder(&site, &path));
}

#[test]
fn into_a_folder_with_other_files() {
    let site = site("{名称: 盘, 办法: 文件夹, 位置: there}");
    let path = site.path("there");
    refuses_strangers(&Place::folder(&site, &path));
}

#[test]
fn by_rsync_into_a_folder() {
    if !has("rsync") {
        return;
    }
    let site = site("{name: 近, way: rsync, to: there}");
    let path = site.path("there");
    fs::create_dir(&path).unwrap();
    goes_round(&Place::folder(&site, &path));
}

#[test]
fn by_rsync_into_a_folder_with_other_files() {
    if !has("rsync") {
        return;
    }
    let site = site("{name: 近, way: rsync, to: there/}");
    let path = site.path("there");
    refuses_strangers(&Place::folder(&site, &path));
}

/// An own SSH server, and programs that reach it: keys, known hosts and port are their own settings.
struct Ssh {
    _server: Server,
    port: u16,
    user: String,
    folder: PathBuf,
}

impl Ssh {
    /// `None` where it cannot be had; that is said.
    fn start(folder: &Path, more: &str) -> Option<Self> {
        let programs = ["/usr/sbin/sshd", "ssh", "sftp", "ssh-keygen"];
        if !programs.into_iter().all(has) {
            return None;
        }
        let folder = folder.to_path_buf();
        fs::create_dir_all(folder.join("bin")).unwrap();
        for key in ["host", "other", "user"] {
            let mut made = Command::new("ssh-keygen");
            made.args(["-q", "-t", "ed25519", "-N", "", "-f"]).arg(folder.join(key));
            assert!(made.status().unwrap().success());
        }
        let port = free_port();
        let here = folder.display();
        fs::copy(folder.join("user.pub"), folder.join("authorized")).unwrap();
        let settings = format!(
            "Port {port}\nListenAddress 127.0.0.1\nHostKey {here}/host\nPidFile {here}/pid\n\
             AuthorizedKeysFile {here}/authorized\nStrictModes no\nUsePAM no\n\
             PermitRootLogin prohibit-password\nPasswordAuthentication no\n{more}\n"
        );
        fs::write(folder.join("sshd"), settings).unwrap();
        // Debian makes it when the service starts.
        let _ = fs::create_dir("/run/sshd");
        let mut sshd = Command::new("/usr/sbin/sshd");
        sshd.args(["-D", "-e", "-f"]).arg(folder.join("sshd"));
        let server = Server::start(&mut sshd, port, &folder.join("log"));
        let client = format!(
            "Host *\nIdentityFile {here}/user\nIdentitiesOnly yes\nUserKnownHostsFile {here}/known\n\
             GlobalKnownHostsFile /dev/null\nStrictHostKeyChecking yes\nControlMaster no\n"
        );
        fs::write(folder.join("client"), client).unwrap();
        for program in ["ssh", "sftp"] {
            let path = folder.join("bin").join(program);
            fs::write(
                &path,
                format!("#!/bin/sh\nexec /usr/bin/{program} -F {here}/client \"$@\"\n"),
            )
            .unwrap();
            let made = Command::new("chmod").arg("755").arg(&path).status();
            assert!(made.unwrap().success());
        }
        let user = Command::new("id").arg("-un").output().unwrap();
        let user = String::from_utf8(user.stdout).unwrap().trim().to_owned();
        let ssh = Self { _server: server, port, user, folder };
        ssh.knows("host");
        Some(ssh)
    }

    /// The client believes that this is the server's key.
    fn knows(&self, key: &str) {
        let key = fs::read_to_string(self.folder.join(format!("{key}.pub"))).unwrap();
        let line = format!("[127.0.0.1]:{} {key}", self.port);
        fs::write(self.folder.join("known"), line).unwrap();
    }

    fn target(&self, way: &str, path: &Path) -> String {
        let (user, port) = (&self.user, self.port);
        format!(
            "{{name: 服务器, way: {way}, to: '{user}@127.0.0.1:{}', port: {port}}}",
            path.display()
        )
    }

    fn place<'p>(&self, site: &'p Site, path: &'p Path) -> Place<'p> {
        let path_of_tools =
            format!("{}:{}", self.folder.join("bin").display(), std::env::var("PATH").unwrap());
        let environment = vec![("PATH".to_owned(), path_of_tools)];
        Place { environment, ..Place::folder(site, path) }
    }
}

/// A folder beside a site, for what a server has.
fn beside() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn by_sftp_to_a_server() {
    let folder = beside();
    let Some(ssh) = Ssh::start(folder.path(), "Subsystem sftp internal-sftp") else { return };
    let path = folder.path().join("www 站");
    fs::create_dir(&path).unwrap();
    let site = site(&ssh.target("sftp", &path));
    goes_round(&ssh.place(&site, &path));
}

/// A server that refuses to rename over a file, as old ones do.
#[test]
fn by_sftp_to_a_server_that_does_not_replace() {
    let folder = beside();
    let settings = "Subsystem sftp internal-sftp\nForceCommand internal-sftp -P posix-rename";
    let Some(ssh) = Ssh::start(folder.path(), settings) else { return };
    let path = folder.path().join("www");
    fs::create_dir(&path).unwrap();
    let site = site(&ssh.target("sftp", &path));
    goes_round(&ssh.place(&site, &path));
}

#[test]
fn by_sftp_to_a_folder_with_other_files_or_none_or_a_server_that_changed() {
    let folder = beside();
    let Some(ssh) = Ssh::start(folder.path(), "Subsystem sftp internal-sftp") else { return };
    let path = folder.path().join("www");
    let site = site(&ssh.target("sftp", &path));
    let place = ssh.place(&site, &path);
    place.deploy(&["--yes"]).exits(1).says("没有这个文件夹");
    fs::create_dir(&path).unwrap();
    refuses_strangers(&place);
    ssh.knows("other");
    site.put(
        "content/branches/c.md",
        crate::target::story("丙支部", "9名").replace("![合影](p.png)", ""),
    );
    site.build().exits(0);
    let before = files(&path);
    place.deploy(&["--yes"]).exits(1).says("身份和以前不一样了");
    fs::write(folder.path().join("known"), "").unwrap();
    place.deploy(&["--yes"]).exits(1).says("还不认识那台服务器");
    assert!(files(&path) == before);
}

#[test]
fn by_rsync_to_a_server() {
    let folder = beside();
    if !has("rsync") {
        return;
    }
    let Some(ssh) = Ssh::start(folder.path(), "") else { return };
    let path = folder.path().join("www");
    let site = site(&ssh.target("rsync", &path));
    let place = ssh.place(&site, &path);
    place.deploy(&["--yes"]).exits(1).says("没有这个文件夹");
    fs::create_dir(&path).unwrap();
    goes_round(&place);
    ssh.knows("other");
    place.deploy(&["--yes"]).exits(1).says("身份和以前不一样了");
}

/// rclone with a store of its own on this machine.
fn bucket<'p>(site: &'p Site, path: &'p Path) -> Place<'p> {
    let settings = site.path("rclone.conf");
    fs::write(&settings, format!("[store]\ntype = alias\nremote = {}\n", path.display())).unwrap();
    let environment = vec![("RCLONE_CONFIG".to_owned(), settings.display().to_string())];
    Place { environment, ..Place::folder(site, path) }
}

#[test]
fn by_rclone_into_a_store() {
    if !has("rclone") {
        return;
    }
    let folder = beside();
    let path = folder.path().join("bucket");
    let site = site("{name: 云, way: bucket, to: 'store:bucket'}");
    let place = bucket(&site, folder.path());
    let place = Place { environment: place.environment, ..Place::folder(&site, &path) };
    goes_round(&place);
    site.put(
        "content/branches/c.md",
        crate::target::story("丙支部", "9名").replace("![合影](p.png)", ""),
    );
    site.build().exits(0);
    place.deploy(&["--yes"]).exits(0).says("https://example.org/index.html");
}

#[test]
fn by_rclone_into_a_store_with_other_files() {
    if !has("rclone") {
        return;
    }
    let folder = beside();
    let path = folder.path().join("bucket");
    let site = site("{name: 云, way: 对象存储, to: 'store:bucket'}");
    let place = bucket(&site, folder.path());
    refuses_strangers(&Place { environment: place.environment, ..Place::folder(&site, &path) });
}

fn git(arguments: &[&str], folder: &Path) -> String {
    let mut command = Command::new("git");
    command.args(["-c", "user.name=a", "-c", "user.email=a@localhost"]).args(arguments);
    let run = command.current_dir(folder).output().unwrap();
    assert!(run.status.success(), "{arguments:?} {}", String::from_utf8_lossy(&run.stderr));
    String::from_utf8(run.stdout).unwrap()
}

/// What lies on the branch.
fn branch(remote: &Path) -> Files {
    let folder = beside();
    let run = Command::new("git")
        .args(["clone", "--quiet", "--branch", "pages"])
        .args([remote, &folder.path().join("clone")])
        .output()
        .unwrap();
    if !run.status.success() {
        return Files::new();
    }
    fs::remove_dir_all(folder.path().join("clone/.git")).unwrap();
    files(&folder.path().join("clone"))
}

/// Somebody else commits a file to the branch.
fn commit(remote: &Path, name: &str, text: &str) {
    let folder = beside();
    let clone = folder.path().join("clone");
    git(&["clone", "--quiet", remote.to_str().unwrap(), "clone"], folder.path());
    let is_there = Command::new("git")
        .args(["checkout", "--quiet", "pages"])
        .current_dir(&clone)
        .output()
        .unwrap();
    if !is_there.status.success() {
        git(&["checkout", "--quiet", "--orphan", "pages"], &clone);
    }
    fs::create_dir_all(clone.join(name).parent().unwrap()).unwrap();
    fs::write(clone.join(name), text).unwrap();
    git(&["add", "--all"], &clone);
    git(&["commit", "--quiet", "--message=other"], &clone);
    git(&["push", "--quiet", "origin", "pages"], &clone);
}

#[test]
fn onto_a_branch_by_git() {
    if !has("git") {
        return;
    }
    let folder = beside();
    let remote = folder.path().join("remote.git");
    git(&["init", "--quiet", "--bare", "remote.git"], folder.path());
    let site = site(&format!("{{name: 页面, way: git, to: '{}'}}", remote.display()));
    let place = Place {
        site: &site,
        environment: Vec::new(),
        files: Box::new(|| branch(&remote)),
        put: Box::new(|name, text| commit(&remote, name, text)),
    };
    goes_round(&place);
    // Each that sent something is one commit, with what others committed in between.
    let log = git(&["log", "--format=%s", "pages"], &remote);
    assert_eq!(log.lines().count(), 5, "{log}");
    assert!(log.lines().next().unwrap().starts_with("发布：新增"), "{log}");
    assert!(branch(&remote).contains_key(".nojekyll"));
}

#[test]
fn onto_a_branch_with_other_files_by_git() {
    if !has("git") {
        return;
    }
    let folder = beside();
    let remote = folder.path().join("remote.git");
    git(&["init", "--quiet", "--bare", "remote.git"], folder.path());
    let site =
        site(&format!("{{name: 页面, way: git, to: '{}', branch: pages}}", remote.display()));
    refuses_strangers(&Place {
        site: &site,
        environment: Vec::new(),
        files: Box::new(|| branch(&remote)),
        put: Box::new(|name, text| commit(&remote, name, text)),
    });
}

#[test]
fn a_tool_that_is_missing_is_named_with_another_way() {
    for (way, to, program) in [
        ("rsync", "there", "rsync"),
        ("sftp", "a@b:/c", "sftp"),
        ("bucket", "a:b", "rclone"),
        ("git", "there.git", "git"),
    ] {
        let site = site(&format!("{{name: 那里, way: {way}, to: '{to}'}}"));
        let place = Place {
            environment: vec![("PATH".to_owned(), site.path("nothing").display().to_string())],
            ..Place::folder(&site, Path::new("/nothing"))
        };
        place.deploy(&["--yes"]).exits(1).says(&format!("这台电脑没有 {program}"));
    }
}

/// From the document alone: its settings, with places of this machine in place of its examples, and its commands.
#[test]
fn what_the_document_says_is_what_works() {
    let folder = beside();
    let [example] = &crate::blocks("yaml")[..] else { panic!("one block of settings") };
    let here = |name: &str| folder.path().join(name).display().to_string();
    let mut environment = Vec::new();
    let mut places = vec![("E:\\公示", here("disk"), "U盘", true)];
    places.push(("web@example.org:/srv/liuhao/public", here("rsync"), "外网", has("rsync")));
    let ssh = Ssh::start(folder.path(), "Subsystem sftp internal-sftp");
    if let Some(ssh) = &ssh {
        let to = format!("{}@127.0.0.1:{}', port: {}", ssh.user, here("sftp"), ssh.port);
        places.push(("lgb@10.0.0.5:/www', port: 22", to, "内网", true));
        let path =
            format!("{}:{}", folder.path().join("bin").display(), std::env::var("PATH").unwrap());
        environment.push(("PATH".to_owned(), path));
    }
    places.push(("liuhao:laogan", "liuhao:laogan".to_owned(), "云上", has("rclone")));
    places.push(("git@example.org:lgb/site.git", here("git"), "页面", has("git")));
    let settings = places.iter().fold(example.clone(), |text, (old, new, ..)| {
        assert!(text.contains(old), "{old}");
        text.replace(old, new)
    });
    for name in ["rsync", "sftp"] {
        fs::create_dir(folder.path().join(name)).unwrap();
    }
    git(&["init", "--quiet", "--bare", "git"], folder.path());
    let site = site("{name: 无, way: folder, to: no}");
    site.put("site.yaml", format!("name: 示例老干部\ncounties: [示例县]\n{settings}"));
    fs::write(
        folder.path().join("rclone"),
        format!("[liuhao]\ntype = alias\nremote = {}\n", here("store")),
    )
    .unwrap();
    environment.push(("RCLONE_CONFIG".to_owned(), here("rclone")));
    let place = Place { environment, ..Place::folder(&site, Path::new("/nothing")) };
    site.build().exits(0);
    let [commands] = &crate::blocks("sh-deploy")[..] else { panic!("one block of commands") };
    for (_, _, name, _) in places.iter().filter(|(.., is_there)| *is_there) {
        for command in commands.lines().filter(|line| line.starts_with("liuhao deploy")) {
            let command = command.replace("外网", name);
            let mut arguments: Vec<_> = command.split(' ').skip(2).collect();
            let code = if arguments.contains(&"--dry-run") { 3 } else { 0 };
            // Nobody is here to answer.
            if arguments == [*name] {
                arguments.push("--yes");
            }
            place.deploy(&arguments).exits(code);
        }
    }
    let expected = crate::published(&site);
    for (folder_of, is_there) in [
        ("disk", true),
        ("rsync", has("rsync")),
        ("sftp", ssh.is_some()),
        ("store/laogan", has("rclone")),
    ] {
        let mut found = files(&folder.path().join(folder_of));
        found.remove(crate::target::MANIFEST);
        assert!(!is_there || found == expected, "{folder_of}");
    }
    let mut found = branch(&folder.path().join("git"));
    assert!(found.remove(".nojekyll").is_some() && found.remove(crate::target::MANIFEST).is_some());
    assert!(found == expected);
}
