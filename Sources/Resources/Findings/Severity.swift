/// How severe a finding is, the least severe first.
package enum Severity: String, Hashable, Comparable, Sendable, CaseIterable {
    /// Worth knowing; nothing is wrong.
    case notice
    /// A reviewer must see it; it blocks nothing by itself.
    case warning
    /// Wrong: a publish may add none.
    case error

    package static func < (a: Severity, b: Severity) -> Bool {
        allCases.firstIndex(of: a)! < allCases.firstIndex(of: b)!
    }
}
