import YAML

/// What happens if every row is sent again, by the mode of the sync.
enum WritingEffect: CaseIterable {
    case insert, upsert, message, other

    /// A sentence for each way in which syncs write.
    static func sentences(on syncs: [Sync]) -> [String] {
        var names: [WritingEffect: [String]] = [:]
        for sync in syncs {
            names[WritingEffect(sync.mode?.text), default: []].append(
                sync.id.description + (sync.isPaused ? " (paused)" : ""))
        }
        return WritingEffect.allCases.compactMap { effect in
            names[effect].map { effect.sentence(inWords(shortened($0)), isOne: $0.count == 1) }
        }
    }

    private init(_ mode: String?) {
        switch mode?.lowercased() {
        case "insert", "all", "archive": self = .insert
        case "upsert": self = .upsert
        case "message", "batchmessage": self = .message
        default: self = .other
        }
    }

    private func sentence(_ names: String, isOne: Bool) -> String {
        switch self {
        case .insert: "\(names) \(isOne ? "inserts" : "insert"), so expect duplicates."
        case .upsert:
            "\(names) \(isOne ? "upserts" : "upsert"): expect a duplicate of each record that its external id does not find."
        case .message: "\(names) \(isOne ? "sends" : "send") messages, so expect everyone to get theirs again."
        case .other: "\(names) will send every row again."
        }
    }
}
