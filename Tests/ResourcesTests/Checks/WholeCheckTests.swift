import Testing
import YAML

@testable import Resources

/// A check a few files at a time is to say what a check of all of them together says.
struct WholeCheckTests {
    @Test("B6 a check in batches finds what a check of everything at once finds", arguments: Fixture.names)
    func inBatches(_ name: String) throws {
        let fixture = try Fixture(name)
        for files in [fixture.after, fixture.before].compactMap({ $0 }) {
            let workspace = fixture.workspace(files)
            #expect(inBatches(workspace.files) == check(in: workspace))
        }
    }

    @Test("B6 columns of no model are told from all names, whatever the batch knows")
    func orphan() {
        let columns = "columns:\n  - {name: id}\n"
        let files = WorkspaceFiles(
            layout: Layout(),
            entries: [
                "models/leads.yaml": "name: Leads\nsource: w\ntype: table\ntableName: a.leads\nprimaryKey: id\n",
                "columns/leds.yaml": columns,
                "syncs/b.yaml": Self.sync, "syncs/a.yaml": Self.sync,
            ].mapValues { FileText($0) })
        let findings = inBatches(files)
        #expect(findings == check(in: Workspace(files)))
        #expect(findings.contains { $0.code == .unknownModel && $0.label == "did you mean leads?" })
        // Both syncs, in their order, in one notice at the model.
        #expect(
            findings.contains {
                $0.path == "models/leads.yaml"
                    && $0.help?.contains("its primary key and the columns that sync/a and sync/b take") == true
            })
    }

    private static let sync = """
        model: leads
        destination: crm
        config:
          mode: upsert
          object: Contact
          mappings:
            - {to: Email, from: email, type: standard}
          externalIdMapping: {to: Id, from: id, type: standard}
        schedule: {type: manual}

        """

    /// Models one by one with their columns, then syncs one by one.
    private func inBatches(_ files: WorkspaceFiles) -> [Finding] {
        var shared = files
        shared.files = files.files.filter { $0.key.resource == nil }
        let read = files.files.map { ReadFile($0, $1, at: files.layout.path(of: $0)) }
        let whole = WholeCheck(shared, read: read.filter { $0.file.resource == nil })
        let models = Dictionary(grouping: read.filter { $0.file.resource?.kind == .model }) { $0.file.resource?.slug }
        let first = models.values.map(whole.models)
        let known = WholeCheck.KnownModels(first)
        let second = read.filter { $0.file.resource?.kind == .sync }.map { whole.syncs([$0], on: known) }
        return whole.findings(first, second)
    }
}
