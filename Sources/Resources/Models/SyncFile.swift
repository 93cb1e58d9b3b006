package import YAML

/// What the file of a sync says, key by key, as it is asked: the one place that knows which key says what. Checks make a
/// `Sync` of it; whoever looks at thousands of files for one key (which model it runs on, what an approval covers) asks for
/// that key alone, also of files that the checks find fault with.
package struct SyncFile: Sendable {
    package let root: Node?

    /// - Parameter root: of the file's document.
    package init(_ root: Node?) { self.root = root }

    /// A link or folder says nothing.
    package init(_ text: FileText?) { root = text.flatMap { $0.isRegular ? $0.document.root : nil } }

    /// The slug of a model. A name is the text of any scalar but null, and may be empty.
    package var model: PlacedText? { PlacedText(scalar: root?["model"]) }

    /// The slug of a destination, or an alias for one.
    package var destination: PlacedText? { PlacedText(scalar: root?["destination"]) }

    package var isPaused: Bool { root?["schedulePaused"]?.bool ?? false }

    /// It belongs to the destination: an open map.
    package var config: Node? { root?["config"] }

    /// How rows are written.
    var mode: PlacedText? { PlacedText(scalar: config?["mode"]) }

    var schedule: Node? { root?["schedule"] }
}
