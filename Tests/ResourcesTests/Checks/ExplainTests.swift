import Testing

@testable import Resources

struct ExplainTests {
    @Test(
        "Every explained example proves its point: the wrong one has exactly its finding, the right one none",
        arguments: Explanation.all)
    func examples(_ explanation: Explanation) {
        #expect(findings(explanation.wrong).codes == [explanation.code.rawValue])
        #expect(findings(explanation.right).brief == [])
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
                "A101", "A102", "A103", "A104", "A105", "A106", "A107", "A201", "A202", "A203", "A204", "A205", "A206",
                "A301", "A302", "A303", "A304", "A401", "A402", "A403", "A404", "A405", "A406", "A407", "A408",
            ])
        #expect(Explanation.of("a203")?.code == .unknownColumn)
        #expect(Explanation.of("A999") == nil)
    }

    private func findings(_ example: Explanation.Example) -> [Finding] {
        let before = Sample().with(example.published)
        let after = before.with(example.also).with([example.path: example.text])
        let drafts = example.otherDraft.compactMap { path, text in
            after.layout.file(at: path)?.resource.flatMap { resource in
                after.with([path: text]).workspace.model(resource.slug).map {
                    DraftModel(draft: "draft/ana/more", model: $0)
                }
            }
        }
        return check(in: after.workspace, before: before.workspace, otherDrafts: drafts)
    }
}
