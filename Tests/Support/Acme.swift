/// The workspace that tests work in: the files of `Tests/Acme`, which the harnesses in Python read as well. What a test needs
/// beside them or otherwise it says itself.
package enum Acme {
    /// By path.
    package static let files: [String: String] = {
        let top = "\(Documents.top)/Tests/Acme"
        let folders = ["", "hightouch/", "hightouch/models/", "hightouch/syncs/"]
        let paths = folders.flatMap { folder in names(in: "\(top)/\(folder)").map { folder + $0 } }
        return paths.reduce(into: [:]) { files, path in
            if let text = readText("\(top)/\(path)"), !text.isEmpty { files[path] = text }
        }
    }()

    /// What Git Sync wrote, before anybody began with `assent init`.
    package static let synced = files.filter { $0.key != "assent.yaml" }

    package static let settings = text("assent.yaml")
    package static let manifest = text("hightouch/manifest-acme.yaml")
    package static let leads = text("hightouch/models/leads.yaml")
    package static let leadsToCRM = text("hightouch/syncs/leads-to-crm.yaml")

    private static func text(_ path: String) -> String {
        guard let text = files[path] else { preconditionFailure("Tests/Acme lacks \(path)") }
        return text
    }
}

extension String {
    /// The text with one part replaced, which must be there.
    package func with(_ old: String, _ new: String) -> String {
        precondition(contains(old), "\(old) is not in the text")
        return split(separator: old, omittingEmptySubsequences: false).joined(separator: new)
    }
}
