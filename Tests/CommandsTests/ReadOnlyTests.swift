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
                answer.error.contains("You may only read here, and nothing was changed."), "\(act): \(answer.error)")
        }
        #expect(try await scratch.git("for-each-ref") == refs)
        _ = try await Program.shell("chmod -R u+w .git")
    }
}
