import Git
import Resources
import YAML

extension Snapshot {
    /// The model that a sync names; nil where the sync is not there or says nothing that can be read.
    package func model(of sync: String) throws -> String? {
        guard let text = try text(of: .sync(sync)), text.isRegular else { return nil }
        return Document(text.bytes).root?["model"]?.string
    }

    /// The syncs that run on a model.
    package func syncs(on model: String) throws -> [String] {
        try uses().filter { $0.model == model }.map(\.sync)
    }

    /// Which sync runs on which model.
    func uses() throws -> [(sync: String, model: String)] {
        try slugs(of: .sync).compactMap { sync in try model(of: sync).map { (sync, $0) } }
    }
}
