import Git
import Resources

/// What a host has to have before a job on it can move main (`landing: branch`).
struct LandingSetup: OnWorkspace {
    let workspace: OpenWorkspace

    init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// - Throws: what is missing.
    func require() throws {
        guard let remote else { throw LandingRefusal.noRemote }
        let tree = try repository.commit(tip).tree
        for path in Self.places {
            guard let entry = try repository.entry(at: path, in: tree) else { continue }
            let files = entry.mode == .tree ? try repository.tree(entry.id).filter { $0.mode == .file } : [entry]
            for file in files {
                let text = try readText(of: file, in: repository)
                if text.bytes.firstOccurrence(of: Self.command) != nil { return }
            }
        }
        throw LandingRefusal.noJob(remote: remote.name)
    }

    private static let command = Array("assent land".utf8)

    /// Where hosts look for what to run.
    private static let places = [
        ".github/workflows", ".gitlab-ci.yml", ".gitlab", ".forgejo/workflows", ".gitea/workflows", ".woodpecker",
        ".woodpecker.yml", ".circleci/config.yml", ".buildkite", "Jenkinsfile", "azure-pipelines.yml",
        "bitbucket-pipelines.yml",
    ]
}
