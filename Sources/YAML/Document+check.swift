/// What an edit writes at one attempt.
enum Attempt {
    case value(Value)
    case copy(Place)
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
        edit: (Attempt) throws(EditError) -> [Replacement]?
    ) throws(EditError) -> [UInt8] {
        switch content {
        case .value(let value): return try by(value, try expected(value), edit)
        case .copied(let document, let sourcePath):
            let source = try Place.of(sourcePath, in: document)
            let value = source.node.value
            let expected = try expected(value)
            do throws(EditError) {
                if let replacements = try edit(.copy(source)) { return try checked(replacements, expected) }
            } catch {
                // Its text can not stand here (an alias, a plain scalar within brackets): its value may.
            }
            return try by(value, expected, edit)
        }
    }

    private func by(
        _ value: Value, _ expected: Value, _ edit: (Attempt) throws(EditError) -> [Replacement]?
    ) throws(EditError) -> [UInt8] {
        guard let replacements = try edit(.value(value)) else { preconditionFailure("a value can always be written") }
        return try checked(replacements, expected)
    }

    /// The bytes with the replacements, if they mean what is expected.
    func checked(_ replacements: [Replacement], _ expected: Value) throws(EditError) -> [UInt8] {
        let bytes = replacements.applied(to: bytes)
        let result = Document(bytes, limits: limits)
        if let problem = result.problems.last, problem.isFatal || result.problems.count > problems.count {
            throw EditError(reason: "the edit would break the file: \(problem.message)")
        }
        guard result.current == expected else {
            throw EditError(reason: "the edit would change more of the file than was asked")
        }
        if opaque == nil, let opaque = result.opaque {
            throw EditError(reason: "the edit would make the file unclear to some readers (\(opaque.rawValue))")
        }
        return bytes
    }
}
