/// What one reading of a file comes to: its bytes are checked, then the parser's events composed into nodes.
struct Reading {
    var root: Node?
    var problems: [Problem]
    var opaque: (reason: Document.Opaque, position: SourcePosition?)?
    var hasAmbiguousScalars = false

    static func of(_ text: UnsafeBufferPointer<UInt8>, limits: Limits) -> Reading {
        let start = Lines.first(of: text)
        guard text.count <= limits.bytes else {
            let message = "the file has \(text.count) bytes; the limit is \(limits.bytes)"
            return Reading(Halt(.tooLarge, message, SourceRange(start: start, end: start)))
        }
        let check = TextCheck(text, from: start.offset)
        if let (kind, message, range) = check.problem {
            let from = Lines.position(of: range.lowerBound, in: text, from: start)
            let end = SourcePosition(offset: range.upperBound, line: from.line, column: from.column + 1)
            return Reading(Halt(kind, message, SourceRange(start: from, end: end)))
        }
        var standIns = StandIns(text)
        while true {
            let (reading, refused) = standIns.withText { parsed in
                compose(
                    Composer(
                        text, parsed: parsed, tab: standIns.tab, from: start, isASCII: check.isASCII, limits: limits
                    ),
                    check)
            }
            guard let refused, standIns.replace(refused) else { return reading }
        }
    }

    /// - Returns: also what libyaml alone may have refused, if the reading ended there.
    private static func compose(_ composer: consuming Composer, _ check: TextCheck) -> (Reading, Refused?) {
        let (text, start) = (composer.text, composer.start)
        do throws(Halt) {
            let root = try composer.compose()
            if let offset = check.lineSeparator { composer.note(.lineSeparator, at: offset) }
            let opaque = composer.opaque.map { opaque in
                (opaque.reason, Optional(Lines.position(of: opaque.offset, in: text, from: start)))
            }
            var reading = Reading(root, composer.problems, opaque)
            reading.hasAmbiguousScalars = composer.hasAmbiguousScalars
            return (reading, nil)
        } catch {
            return (Reading(error, after: composer.problems), error.refused)
        }
    }

    private init(
        _ root: Node?, _ problems: [Problem], _ opaque: (reason: Document.Opaque, position: SourcePosition?)?
    ) {
        self.root = root
        self.problems = problems
        self.opaque = problems.last.map { (.unreadable, $0.range.start) } ?? opaque
    }

    private init(_ halt: Halt, after problems: [Problem] = []) {
        self.init(nil, problems + [halt.problem], nil)
    }
}

/// Ends a reading.
struct Halt: Error {
    var problem: Problem
    /// What is wrong, if other readers may take it.
    var refused: Refused?

    init(_ kind: Problem.Kind, _ message: String, _ range: SourceRange) {
        problem = Problem(kind: kind, message: message, range: range)
    }
}
