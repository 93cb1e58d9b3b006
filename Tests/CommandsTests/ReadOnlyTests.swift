import Git
import Support
import Testing

/// A repository that can only be read: mounted so, or somebody else's.
@Suite(.scratch) struct ReadOnlyTests {
    /// Root may write everywhere, unless it gives that right away.
    private static let reader = "$(test \"$(id -u)\" = 0 && echo setpriv --bounding-set=-dac_override)"

    @Test("questions are answered in a repository that can only be read; acts say that, and leave it as it was")
    func readOnly() async throws {
        let scratch = ScratchRepository.current
        try await scratch.git("commit", "--allow-empty", "--quiet", "-m", "start")
        let workspace = """
            mkdir -p hightouch/models && printf 'name: Leads\\nsource: w\\ntype: table\\ntableName: leads\\nprimaryKey: id\\n' \
            > hightouch/models/leads.yaml && git add . && git commit --quiet -m leads && assent init --root hightouch --quiet \
            && assent draft start words --quiet && echo 'description: new' >> hightouch/models/leads.yaml \
            && assent save --quiet -m words && chmod -R a-w .git
            """
        let made = try await Program.shell(workspace)
        #expect(made.status == 0, "\(made.error)")
        let refs = try await scratch.git("for-each-ref")
        for question in [
            "status", "view words", "diff", "check", "check --all", "verify", "log", "draft list", "export",
        ] {
            let answer = try await Program.shell("\(Self.reader) assent \(question)")
            #expect(answer.status == 0, "\(question): \(answer.error)")
            #expect(!answer.text.isEmpty, "\(question)")
        }
        for act in [
            "submit", "publish", "draft start other", "draft delete words --yes", "settings approvals.required 2",
        ] {
            let answer = try await Program.shell("\(Self.reader) assent \(act)")
            #expect(answer.status == 2, "\(act)")
            #expect(
                answer.error.contains("You can only read this repository, and nothing was changed."),
                "\(act): \(answer.error)")
        }
        #expect(try await scratch.git("for-each-ref") == refs)
        _ = try await Program.shell("chmod -R u+w .git")
    }

    @Test(
        "somebody else's repository is not trusted, one line says how to trust it, and then everything works")
    func somebodyElses() async throws {
        let scratch = ScratchRepository.current
        try await scratch.git("commit", "--allow-empty", "--quiet", "-m", "start")
        let made = try await Program.shell(
            "mkdir hightouch && assent init --root hightouch --quiet && chmod -R a+rwX .")
        #expect(made.status == 0, "\(made.error)")
        try await givingAway([scratch.path], recursively: true) {
            let trust = "git config --global --add safe.directory \(scratch.path)"
            for folder in [".", "hightouch"] {
                let answer = try await Program.shell("cd \(scratch.path)/\(folder) && assent status")
                #expect(answer.status == 2)
                // Where the lines are broken depends on the folder's name.
                #expect(
                    answer.error.split(whereSeparator: \.isWhitespace).joined(separator: " ")
                        == "assent: \(scratch.path) belongs to another user, and git does not trust it. trust it: \(trust)"
                )
                #expect(answer.error.hasSuffix(" \(trust)\n"))
            }
            let trusted = try await Program.shell("\(trust) && cd \(scratch.path) && assent status && assent verify")
            #expect(trusted.status == 0, "\(trusted.error)")
            let act = try await Program.shell(
                "cd \(scratch.path) && assent draft start words --quiet && echo x > hightouch/models.txt && assent draft list"
            )
            #expect(act.status == 0 && act.text.contains("words"), "\(act.error)")
            let everywhere = try await Program.shell(
                "git config --global --replace-all safe.directory '*' && cd \(scratch.path) && assent status")
            #expect(everywhere.status == 0, "\(everywhere.error)")
        }
    }
}
