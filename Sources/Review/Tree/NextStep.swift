package import Approvals
package import Resources

/// A command line, and what it is for.
package struct NextStep: Hashable, Sendable {
    package var label: Words
    package var command: String

    package init(_ label: Words, _ command: String) {
        self.label = label
        self.command = command
    }
}

extension NextStep {
    /// The command that makes a model or sync, with all that it may have to be told.
    ///
    /// - Parameter slug: nil: whoever types it chooses one.
    package init(_ label: Words, making kind: ResourceKind, _ slug: String? = nil) {
        let command = "assent new \(kind.rawValue)"
        let options =
            switch kind {
            case .model: "--source <source>"
            case .sync: "--model <model> --destination <destination>"
            }
        let name = slug.map { Shell.line([$0]) } ?? "<slug>"
        // Git Sync calls files `-6.yaml`, which is an option to whoever reads a command line.
        self.init(label, name.hasPrefix("-") ? "\(command) \(options) -- \(name)" : "\(command) \(name) \(options)")
    }

    /// The command that removes a ref that is not a request.
    package init(removing reference: UnsoundRef) {
        self.init(
            "remove it",
            Shell.line(
                reference.remote.map { ["git", "push", $0, "--delete", reference.name] }
                    ?? ["git", "update-ref", "-d", reference.name]))
    }
}
