import YAML

/// Changes a text until it means a given value, an entry or item at a time, so that comments and layout around stay.
/// What is new is copied, comments included, from another text where that one has it.
///
/// All edits are made at once, and the text is read again. Where that does not come to what was asked (edits in unusual
/// places can get into each other's way), half of them are tried, and so on; around one that cannot be made by itself
/// ever more is written anew.
struct TextEditing {
    private let file: GovernedFile
    private let value: Value
    private let sources: [Document]
    private var document: Document
    /// The bytes that may still be read: a text that resists is given up.
    private var budget: Int

    /// The text of `document`, edited to mean `value`.
    ///
    /// - Parameter sources: texts to copy from; the first that has what is wanted is taken.
    static func bring(
        _ document: Document, of file: GovernedFile, to value: Value, copyingFrom sources: [Document]
    ) throws(EditError) -> Document {
        var editing = TextEditing(
            file: file, value: value, sources: sources, document: document,
            budget: max(1 << 18, 24 * document.bytes.count))
        try editing.run()
        return editing.document
    }

    private mutating func run() throws(EditError) {
        if Comparison.isSame(document, value, in: file) { return }
        guard let root = Place.root(of: document) else { return try fill() }
        var edits = self.edits(from: root)
        // How many are made at once, and how much around a single one is written anew.
        var (many, height) = (Int.max, 0)
        while !edits.isEmpty {
            let made = Array(edits.prefix(many))
            let edited = made.count > 1 ? try together(made) : try alone(made[0], height)
            if let edited, let left = progress(from: edits, making: made, in: edited) {
                (document, edits, height) = (edited, left, 0)
                many = made.count > 1 ? many : 2
            } else if made.count > 1 {
                many = made.count / 2
            } else {
                height += 1
            }
        }
    }

    private func edits(from root: Place) -> [TextEdit] {
        TextEdit.all(from: root, to: value, of: file, copyingFrom: sources.compactMap(Place.root))
    }

    /// What is left to do in an edited text; nil where more is left than was not made, so that the edits went wrong.
    private func progress(from edits: [TextEdit], making made: [TextEdit], in edited: Document) -> [TextEdit]? {
        if Comparison.isSame(edited, value, in: file) { return [] }
        guard !FileMeaning.isOpaque(file, FileText(bytes: edited.bytes), read: edited),
            let root = Place.root(of: edited)
        else { return nil }
        let left = self.edits(from: root)
        let before = Set(edits.map(\.id))
        let done = Set(made.map(\.id))
        // That items stand in another order may show only when all are there.
        let isRight = left.allSatisfy { !done.contains($0.id) && (before.contains($0.id) || $0.id.kind == .order) }
        return isRight ? left : nil
    }

    private mutating func read(_ bytes: [UInt8]) throws(EditError) -> Document {
        budget -= bytes.count
        guard budget > 0 else { throw EditError(reason: "too many edits of a large file") }
        return Document(bytes)
    }

    /// A file that holds nothing, or comments alone.
    private mutating func fill() throws(EditError) {
        for pair in value.pairs ?? [] {
            document = try read(try document.adding(pair.key, .value(pair.value), to: [], after: nil))
        }
        guard Comparison.isSame(document.root?.value ?? .null, value, at: .root, in: file) else {
            throw EditError(reason: "the file cannot be filled")
        }
    }

    /// Nil: they get into each other's way.
    private mutating func together(_ edits: [TextEdit]) throws(EditError) -> Document? {
        var batch = EditBatch(document)
        let bytes: [UInt8]
        do throws(EditError) {
            for edit in edits { try edit.make(in: &batch) }
            bytes = try batch.apply()
        } catch {
            return nil
        }
        return try read(bytes)
    }

    /// One edit; at a height, the value around it, so many collections further out. Nil: it cannot be made like that.
    private mutating func alone(_ edit: TextEdit, _ height: Int) throws(EditError) -> Document? {
        if height > 1 {
            guard let raised = edit.raised(by: height - 1, in: document, to: value, of: file) else {
                throw EditError(reason: "\(edit.path) cannot be edited")
            }
            return try together([raised])
        }
        guard height > 0 else { return try together([edit]) }
        // Most of what is special about a place is known to edits that are made one by one.
        let bytes: [UInt8]
        do throws(EditError) {
            bytes = try edit.make(in: document)
        } catch {
            return nil
        }
        return try read(bytes)
    }
}
