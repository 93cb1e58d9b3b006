package import Resources
import Spelling
package import YAML

/// A published resource, field by field, with what last changed each.
package struct Blame: Sendable {
    package struct Field: Hashable, Sendable {
        package let file: GovernedFile
        /// The whole file, where its fields cannot be told apart.
        package let path: FieldPath
        package let value: Value?
    }

    package struct Group: Sendable {
        package let entry: HistoryEntry
        package let fields: [Field]
    }

    package let resource: ResourceID
    /// Newest first.
    package let groups: [Group]
}

/// What published a resource and its fields.
package struct ResourceHistory: OnWorkspace {
    package let workspace: OpenWorkspace

    package init(_ workspace: OpenWorkspace) { self.workspace = workspace }

    /// Goes back through what touched the resource, no further than the last field needs.
    package func blame(_ resource: ResourceID) throws -> Blame {
        guard try published.text(of: GovernedFile(resource)) != nil else { throw try unknown(resource) }
        var left = try resource.files.flatMap { file in
            try published.text(of: file).map { fields(of: file, $0) } ?? []
        }
        var groups: [Blame.Group] = []
        // What a file of it was called at a commit.
        func name(_ file: GovernedFile, of past: ResourceID?) -> GovernedFile {
            guard let past, let position = resource.files.firstIndex(of: file) else { return file }
            return past.files[position]
        }
        try History(workspace).walk(touching: resource) { entry in
            let changed = left.filter { field in
                // Nothing later changed the field: if it was different before this commit, this commit made it what it
                // is.
                if case .start = entry.kind { return true }
                let file = name(field.file, of: entry.resource)
                guard let change = entry.changes.first(where: { $0.file == file }) else { return false }
                let old = entry.renamedFrom.map { name(field.file, of: $0) } ?? file
                guard let before = entry.changes.first(where: { $0.file == old })?.before ?? change.before else {
                    return true
                }
                return !fields(of: old, before).contains { $0.isSame(as: field) }
            }
            if changed.isEmpty { return true }
            groups.append(Blame.Group(entry: entry, fields: changed))
            left.removeAll(where: changed.contains)
            return !left.isEmpty
        }
        return Blame(resource: resource, groups: groups)
    }

    /// What published and touched a resource, also one that is gone.
    package func history(of resource: ResourceID?, limit: Int = .max) throws -> [HistoryEntry] {
        let entries = try History(workspace).entries(touching: resource, limit: limit)
        if let resource, entries.isEmpty { throw try unknown(resource) }
        return entries
    }

    /// What a request published, or what published and touched a resource.
    ///
    /// - Parameter name: of a resource; or of a published request, also by the commit.
    package func history(named name: String, limit: Int = .max) throws -> [HistoryEntry] {
        let resource: ResourceID
        do { resource = try ResourceNames(workspace).resource(named: name) } catch let unknown as NameRefusal {
            let request: ApprovalRequest?
            do { request = try RequestNames(workspace).published(named: name) } catch NameRefusal.unknownRequest {
                throw unknown
            }
            guard case .published(let commit)? = request?.state else { return [] }
            return try History(workspace).landing(at: commit).map { [$0] } ?? []
        }
        return try history(of: resource, limit: limit)
    }

    private func unknown(_ resource: ResourceID) throws -> NameRefusal {
        let near = nearest(resource.slug, among: try published.slugs(of: resource.kind))
        return .unknownResource(
            resource.description, nearest: near.map { ResourceID(kind: resource.kind, slug: $0).description })
    }

    private func fields(of file: GovernedFile, _ text: FileText) -> [Blame.Field] {
        guard let value = FileMeaning(file, text).value else {
            let bytes = Value.string("\(text.mode) \(Digest.sha256(text.bytes))")
            return [Blame.Field(file: file, path: .root, value: bytes)]
        }
        return leaves(of: value, in: file).map { Blame.Field(file: file, path: $0.path, value: $0.value) }
    }
}

extension Blame.Field {
    fileprivate func isSame(as other: Blame.Field) -> Bool {
        guard path == other.path, let value, let theirs = other.value else { return false }
        return value.means(theirs)
    }
}
