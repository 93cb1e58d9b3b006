/// How something stands, at a glance. Words beside it say the same.
package enum Mark: String, Hashable, Sendable {
    case met = "✓"
    case blocks = "✗"
    case risk = "!"
    case note = "·"

    var tone: Style.Tone {
        switch self {
        case .met: .good
        case .blocks: .error
        case .risk: .warning
        case .note: .faint
        }
    }
}
