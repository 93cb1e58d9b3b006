/// The stable name of a kind of finding, as `assent explain` takes it: `A203`.
package struct FindingCode: RawRepresentable, Hashable, Comparable, Sendable, CustomStringConvertible {
    package let rawValue: String

    package init(rawValue: String) { self.rawValue = rawValue }

    package var description: String { rawValue }

    /// True for A4xx: what `risk: high` in an approval rule asks about, and what an approver signs.
    package var isRisk: Bool { rawValue.hasPrefix("A4") }

    package static func < (a: FindingCode, b: FindingCode) -> Bool { a.rawValue < b.rawValue }
}

extension FindingCode {
    // Files
    package static let notYAML = FindingCode(rawValue: "A101")
    package static let duplicateKey = FindingCode(rawValue: "A102")
    package static let tooLarge = FindingCode(rawValue: "A103")
    package static let badBytes = FindingCode(rawValue: "A104")
    package static let misplacedFile = FindingCode(rawValue: "A105")
    package static let ambiguousScalar = FindingCode(rawValue: "A106")
    package static let mergeConflict = FindingCode(rawValue: "A107")
    package static let attributes = FindingCode(rawValue: "A108")
    package static let notGoverned = FindingCode(rawValue: "A109")

    // References
    package static let unknownModel = FindingCode(rawValue: "A201")
    package static let unknownConnection = FindingCode(rawValue: "A202")
    package static let unknownColumn = FindingCode(rawValue: "A203")
    package static let badTemplate = FindingCode(rawValue: "A204")
    package static let deletedModelInUse = FindingCode(rawValue: "A205")
    package static let onlyInDraft = FindingCode(rawValue: "A206")

    // Shape
    package static let wrongShape = FindingCode(rawValue: "A301")
    package static let badSchedule = FindingCode(rawValue: "A302")
    package static let writtenTwice = FindingCode(rawValue: "A303")
    package static let badSettings = FindingCode(rawValue: "A304")

    // Risk
    package static let primaryKeyChanged = FindingCode(rawValue: "A401")
    package static let sentTwice = FindingCode(rawValue: "A402")
    package static let redirected = FindingCode(rawValue: "A403")
    package static let deletes = FindingCode(rawValue: "A404")
    package static let unstableKey = FindingCode(rawValue: "A405")
    package static let runsMore = FindingCode(rawValue: "A406")
    package static let fieldsChanged = FindingCode(rawValue: "A407")
    package static let missingKey = FindingCode(rawValue: "A408")
    package static let opaque = FindingCode(rawValue: "A409")

    /// From the worst on: what may be anything, people who should not be reached, records twice, records gone, and what
    /// can be taken back.
    private static let risks: [FindingCode] = [
        .opaque, .redirected, .primaryKeyChanged, .sentTwice, .deletes, .missingKey, .unstableKey, .fieldsChanged,
        .runsMore,
    ]

    /// The order in which risks are listed: the smallest first.
    package var riskRank: Int { Self.risks.firstIndex(of: self) ?? Self.risks.count }
}

extension FindingCode {
    /// The severities that a finding of this code may have. `Finding` holds every check to it, and checks.md lists it.
    package var severities: Set<Severity> {
        switch self {
        case .misplacedFile, .badTemplate: [.error, .warning, .notice]
        case .unknownModel, .onlyInDraft, .wrongShape, .badSchedule, .badSettings: [.error, .warning]
        case .unknownConnection, .unknownColumn: [.error, .notice]
        case .attributes: [.warning]
        case .notGoverned: [.warning, .notice]
        case .ambiguousScalar: [.notice]
        default: isRisk ? [.warning] : [.error]
        }
    }
}
