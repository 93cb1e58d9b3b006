/// Edits sorted into folders.
struct EditedFolder {
    indirect enum Change {
        case put(ObjectID, FileMode)
        case remove
        case folder(EditedFolder)
    }

    var changes: [[UInt8]: Change] = [:]

    /// false: contradicts an edit that is there.
    mutating func add(_ action: TreeEdit.Action, at path: ArraySlice<[UInt8]>) -> Bool {
        guard let name = path.first else { return false }
        if path.count == 1 {
            guard changes[name] == nil else { return false }
            switch action {
            case .put(let id, let mode): changes[name] = .put(id, mode)
            case .remove: changes[name] = .remove
            }
            return true
        }
        var inner: EditedFolder
        switch changes[name] {
        case nil: inner = EditedFolder()
        case .folder(let folder): inner = folder
        default: return false
        }
        let isAdded = inner.add(action, at: path.dropFirst())
        changes[name] = .folder(inner)
        return isAdded
    }

    var addsAnything: Bool {
        changes.values.contains { change in
            switch change {
            case .put(let id, _): id != .emptyTree
            case .remove: false
            case .folder(let folder): folder.addsAnything
            }
        }
    }
}
