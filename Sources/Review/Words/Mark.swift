/// The state of something at a glance. The words beside it say the same.
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
