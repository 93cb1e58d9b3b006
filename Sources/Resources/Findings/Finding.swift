package import YAML

/// One result of a check. A mistake that a person made is a finding, never a thrown error.
///
///     error[A203] hightouch/syncs/leads-to-crm.yaml:7:25  config.mappings[Email].from names a column that …
///       7 |     - {to: Email, from: emial, type: standard}
///         |                         ^^^^^ did you mean email?
///         model/leads has id, email, created_at (columns/leads.yaml)
package struct Finding: Hashable, Sendable {
    package var code: FindingCode
    package var severity: Severity
    /// The model or sync that the finding is about; nil for settings, aliases and whole folders.
    package var resource: ResourceID?
    /// From the top of the repository.
    package var path: String
    /// Nil when the finding is about the file as a whole, or about a file that is not there.
    package var range: SourceRange?
    /// The text of the line where `range` starts, for the caret.
    package var line: String?
    /// One line for people, without code, path and full stop rules of a sentence: starts in lower case, names no line.
    package var message: String
    /// A few words that stand beside the caret: `did you mean email?`
    package var label: String?
    /// What could stand in place of what `range` marks, best first, written as the file needs it; none where nobody can
    /// say.
    package var replacements: [String] = []
    /// What to do, or what is known; may have several lines.
    package var help: String?
    /// The field that the finding is about, where there is one.
    package var field: FieldPath?
    /// It was already published: it is shown, and blocks nobody.
    package var isInherited: Bool

    /// Whether `risk: high` in an approval rule covers it.
    package var isRisk: Bool { code.isRisk }

    package init(
        _ code: FindingCode, _ severity: Severity, resource: ResourceID? = nil, path: String,
        range: SourceRange? = nil, line: String? = nil, message: String, label: String? = nil, help: String? = nil,
        field: FieldPath? = nil, isInherited: Bool = false
    ) {
        assert(code.severities.contains(severity), "\(code) is never a \(severity)")
        self.code = code
        self.severity = severity
        self.resource = resource
        self.path = path
        self.range = range
        self.line = line
        self.message = message
        self.label = label
        self.help = help
        self.field = field
        self.isInherited = isInherited
    }
}

extension Finding {
    /// By path, then place, then code: the order in which people read files.
    package static func isBefore(_ a: Finding, _ b: Finding) -> Bool {
        if a.path != b.path { return a.path < b.path }
        let (x, y) = (a.range?.start.offset ?? -1, b.range?.start.offset ?? -1)
        if x != y { return x < y }
        if a.code != b.code { return a.code < b.code }
        return a.message < b.message
    }

    /// What makes two findings in two states of a workspace the same one: not the line, which moves.
    struct Identity: Hashable {
        var code: FindingCode
        var path: String
        var field: FieldPath?
        var message: String
    }

    var identity: Identity { Identity(code: code, path: path, field: field, message: message) }
}
