import YAML

/// A404: a sync removes something at its destination. This is the one risk that counts for a new sync too: everything else
/// about a new sync is reviewed field by field anyway.
struct RemovalCheck: ScopedCheck {
    let scope: CheckScope

    /// What a sync removes at its destination, from little to much.
    private enum Removal: Int {
        case nothing, fields, visibility, records, strangers

        init(_ sync: Sync?) {
            let deletion = sync?.config?["deleteMode"]?.anyText ?? ""
            let word = String(deletion.lowercased().filter { $0.isLetter })
            // A mirror also takes away what it did not bring.
            if sync?.mode?.text.lowercased() == "mirror" {
                self = .strangers
            } else {
                switch word {
                case "", "none", "nothing", "donothing", "noop", "noaction", "ignore", "keep", "never", "no", "off",
                    "false", "disabled", "skip":
                    self = .nothing
                case "clear", "clearfields", "clearfield", "null", "nullify", "setnull", "unset", "reset":
                    self = .fields
                case "archive", "softdelete", "soft", "deactivate", "suspend", "disable", "unsubscribe":
                    self = .visibility
                default: self = .records
                }
            }
        }

        /// What comes of it, before a colon, and after the name of the destination.
        func words(_ model: String) -> (effect: String, consequence: String) {
            switch self {
            case .nothing: ("", "")
            case .fields: ("Fields will be emptied", "loses the values of rows that leave \(model)")
            case .visibility: ("Records will be archived", "archives rows that leave \(model)")
            case .records: ("Records will be deleted", "loses rows that leave \(model)")
            case .strangers: ("Records will be deleted", "loses whatever \(model) does not return")
            }
        }
    }

    func finding(for sync: Sync, from old: Sync?) -> Finding? {
        let (was, now) = (Removal(old), Removal(sync))
        guard now.rawValue > was.rawValue else { return nil }
        let key = now == .strangers ? "mode" : "deleteMode"
        let node = sync.config?[key]
        let words = now.words(sync.model.map { "model/\($0.text)" } ?? "its model")
        let value = "\(key) \(quoted(node?.anyText ?? ""))"
        return sync.sourceFile.finding(
            .deletes, .warning, node?.range,
            "\(words.effect): \(sync.id) \(old == nil ? "is new, with" : "gets") \(value), so \(scope.target(sync)) "
                + "\(words.consequence).",
            help: "a query that returns too few rows, even once, then deletes there; this cannot be taken back",
            field: .keys("config", key))
    }
}
