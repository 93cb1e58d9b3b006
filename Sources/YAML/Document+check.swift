/// What an edit writes at one attempt.
package enum Attempt: Sendable {
    case value(Value)
    case copy(Place)

    package var value: Value {
        switch self {
        case .value(let value): value
        case .copy(let place): place.node.value
        }
    }
}

extension Document {
    /// The value of the whole file.
    var current: Value { root?.value ?? .null }

    /// Edits with the content, first as a copy of its text if there is one, then by its value, and answers with the
    /// first result that holds.
    ///
    /// - Parameters:
    ///   - expected: the value of the file with the content's value in its place.
    ///   - edit: `nil` if this attempt can not be made.
    func firstThatHolds(
        _ content: NewContent, at path: [Step], expected: (Value) throws(EditError) -> Value,
        edit: (Attempt, Renderer) throws(EditError) -> [Replacement]?
    ) throws(EditError) -> [UInt8] {
        var attempts: [(Attempt, Renderer)] = []
        var renderer = Renderer(for: self)
        let value: Value
        switch content {
        case .value(let new): value = new
        case .copied(let document, let path):
            // Its text may not be able to stand here (an alias, a plain scalar within brackets); then its value does.
            let source = try Place.of(path, in: document)
            value = source.node.value
            attempts.append((.copy(source), renderer))
        }
        attempts.append((.value(value), renderer))
        // In front of blank lines, `|+` takes them for its own.
        renderer.keepsLines = false
        attempts.append((.value(value), renderer))

        let expected = try expected(value)
        var first: EditError?
        for (attempt, renderer) in attempts {
            do throws(EditError) {
                if let replacements = try edit(attempt, renderer) { return try checked(replacements, expected) }
            } catch {
                first = first ?? error
            }
        }
        throw first ?? EditError(reason: "the value cannot be written here")
    }

    /// The bytes with the replacements, if they mean what is expected.
    func checked(_ replacements: [Replacement], _ expected: Value) throws(EditError) -> [UInt8] {
        guard let edited = replacements.applied(to: bytes) else {
            throw EditError(reason: "the layout of the file is too unusual to edit here")
        }
        guard let objection = objection(to: edited, expected) else { return edited }
        // A block scalar that comes to stand last, where the last line had no end, needs one.
        if let last = bytes.last, !Lines.isBreak(last) {
            let ended = edited + SourceText(bytes).lineEnd.utf8
            if self.objection(to: ended, expected) == nil { return ended }
        }
        throw objection
    }

    /// Why these bytes are not this file with the expected value.
    private func objection(to bytes: [UInt8], _ expected: Value) -> EditError? {
        let result = Document(bytes, limits: limits)
        if let problem = result.problems.last, problem.isFatal || result.problems.count > problems.count {
            return EditError(reason: "the edit would break the file: \(problem.message)")
        }
        guard result.current == expected else {
            return EditError(reason: "the edit would change more of the file than was asked")
        }
        if let opaque = result.opaque, self.opaque.map({ opaque.rank < $0.rank }) ?? true {
            return EditError(reason: "the edit would make the file unclear to some readers (\(opaque.rawValue))")
        }
        return nil
    }
}
