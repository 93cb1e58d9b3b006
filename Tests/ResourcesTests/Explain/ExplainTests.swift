import Testing

@testable import Resources

struct ExplainTests {
    @Test(
        "Every explained example proves its point: the wrong one has exactly its finding, the right one none",
        arguments: Explanation.all)
    func examples(_ explanation: Explanation) {
        #expect(explanation.wrong.findings.codes == [explanation.code.rawValue])
        #expect(explanation.right.findings.brief == [])
    }

    @Test("What is shown of the wrong example differs from what is shown of the right one", arguments: Explanation.all)
    func shown(_ explanation: Explanation) {
        let (wrong, right) = (explanation.shown(explanation.wrong), explanation.shown(explanation.right))
        #expect(wrong != right)
        #expect(wrong[0].state == .subject && right[0].state == .subject)
        // A change is shown as one: what it changes must be seen.
        #expect((wrong + right).allSatisfy { $0.before == nil || $0.before != $0.after })
        // Where the file alone does not tell, something beside it is shown.
        #expect(
            wrong[0].after != right[0].after || wrong.count > 1 || right.count > 1 || wrong[0].path != right[0].path)
    }

    @Test("The sample workspace itself is silent")
    func sample() {
        #expect(Sample().findings.brief == [])
    }

    @Test("Every code has one explanation, in order, found in any letter case")
    func table() {
        let codes = Explanation.all.map(\.code.rawValue)
        #expect(
            codes == [
                "A101", "A102", "A103", "A104", "A105", "A106", "A107", "A108", "A109", "A201", "A202", "A203", "A204",
                "A205",
                "A206",
                "A301", "A302", "A303", "A304", "A401", "A402", "A403", "A404", "A405", "A406", "A407", "A408",
                "A409",
            ])
        #expect(Explanation.of("a203")?.code == .unknownColumn)
        #expect(Explanation.of("A999") == nil)
    }
}

extension Explanation.Example {
    /// What a check says of it, laid over the sample workspace.
    var findings: [Finding] {
        let before = Sample().with(published)
        let after = before.with(also).with([path: text])
        let drafts = otherDraft.compactMap { path, text in
            after.layout.file(at: path)?.resource.flatMap { resource in
                after.with([path: text]).workspace.model(resource.slug).map {
                    DraftModel(draft: "draft/ana/more", model: $0)
                }
            }
        }
        return check(in: after.workspace, before: before.workspace, otherDrafts: drafts)
    }
}
