import SQL
import Testing
import YAML

@testable import Resources

@Suite("Files of syncs and models") struct SyncFileTests {
    @Test(
        "a name is the text of any scalar but null; to the checks the empty one is none",
        arguments: [
            ("leads", "leads", "leads"), ("2024", "2024", "2024"), ("on", "on", "on"), ("''", "", nil),
            ("null", nil, nil), ("", nil, nil), ("[leads]", nil, nil), ("{a: b}", nil, nil),
        ] as [(String, String?, String?)])
    func names(written: String, said: String?, checked: String?) {
        let sync = FileText("model: \(written)\ndestination: \(written)\n")
        #expect(SyncFile(sync).model?.text == said && SyncFile(sync).destination?.text == said)
        let read = Sync(slug: "s", source: SourceFile(path: "s.yaml", resource: .sync("s"), document: sync.document))
        #expect(read.model?.text == checked && read.destination?.text == checked)

        let model = FileText("source: \(written)\n")
        #expect(ModelFile(model).source?.text == said)
        let source = SourceFile(path: "m.yaml", resource: .model("m"), document: model.document)
        let known = Model(slug: "m", source: source, columnsFile: .absent, dialect: .unknown)
        #expect(known.source?.text == checked)
    }

    @Test(
        "a sync is paused where every reader of YAML takes it for true", arguments: ["true", "yes", "'true'", "1", ""])
    func paused(written: String) {
        #expect(SyncFile(FileText("schedulePaused: \(written)\n")).isPaused == (written == "true"))
    }

    @Test("what is no file says nothing, and neither does what is not there")
    func links() {
        #expect(SyncFile(FileText("model: leads\n", mode: 0o120000)).model == nil)
        #expect(ModelFile(FileText("source: lake\n", mode: 0o120000)).source == nil)
        #expect(SyncFile(nil as FileText?).model == nil)
    }
}
