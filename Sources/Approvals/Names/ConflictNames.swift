package import Resources
import Spelling

/// Fields in conflict by the names that people type: as they are printed (`config.mode`, or where several files have that
/// one in conflict `hightouch/syncs/leads.yaml:config.mode`), or all of a file or of what a path leads to.
package struct ConflictNames: Sendable {
    private let conflicts: [FieldConflict]
    private let layout: Layout

    package init(_ conflicts: [FieldConflict], _ layout: Layout) {
        self.conflicts = conflicts
        self.layout = layout
    }

    /// The shortest name that no other one of these conflicts has.
    package func name(of conflict: FieldConflict) -> String {
        let file = layout.path(of: conflict.file)
        if conflict.path == .root { return file }
        let path = conflict.path.description
        let isUnique = !conflicts.contains { $0.file != conflict.file && $0.path == conflict.path }
        return isUnique ? path : "\(file):\(path)"
    }

    /// What is named, each once, in the order of the conflicts.
    ///
    /// - Parameter all: whatever was in conflict when the merge was begun.
    package func conflicts(named names: [String], ofAll all: [FieldConflict]) throws -> [FieldConflict] {
        var found: Set<FieldConflict> = []
        var names = names.map(Self.normalized)[...]
        while let name = names.popFirst() {
            // As a table prints it: the file, then the field.
            if let next = names.first, !conflicts(in: name).isEmpty {
                let both = conflicts(in: name).filter { Self.leads(next, to: $0.path) }
                if !both.isEmpty {
                    names.removeFirst()
                    found.formUnion(both)
                    continue
                }
            }
            found.formUnion(try self.conflicts(named: name, ofAll: all))
        }
        return conflicts.filter(found.contains)
    }

    private func conflicts(named name: String, ofAll all: [FieldConflict]) throws -> [FieldConflict] {
        let found = matches(name, among: conflicts)
        if Set(found.map(\.file)).count > 1 {
            throw NameRefusal.ambiguousField(name, names: found.map(self.name))
        }
        if !found.isEmpty { return found }
        let names = conflicts.flatMap { [$0.path.description, self.name(of: $0)] }
        throw NameRefusal.notInConflict(
            name, isSettled: !matches(name, among: all).isEmpty, nearest: nearest(name, among: names),
            left: conflicts.map(self.name))
    }

    private func matches(_ name: String, among conflicts: [FieldConflict]) -> [FieldConflict] {
        conflicts.filter { conflict in
            if Self.leads(name, to: conflict.path) { return true }
            return files(of: conflict).contains { file in
                guard name.hasPrefix(file) else { return false }
                let rest = name.dropFirst(file.count)
                if rest.isEmpty || rest == ":" { return true }
                guard rest.first == ":" || rest.first == " " else { return false }
                return Self.leads(String(rest.drop { $0 == ":" || $0 == " " }), to: conflict.path)
            }
        }
    }

    private func conflicts(in file: String) -> [FieldConflict] {
        let file = file.hasSuffix(":") ? String(file.dropLast()) : file
        return conflicts.filter { files(of: $0).contains { $0.isExactly(file) } }
    }

    private func files(of conflict: FieldConflict) -> [String] {
        [layout.path(of: conflict.file)] + (conflict.file.resource.map { [$0.description] } ?? [])
    }

    /// To just this field, or to what it is in.
    private static func leads(_ name: String, to path: FieldPath) -> Bool {
        (1...max(1, path.segments.count)).contains { length in
            length <= path.segments.count
                && FieldPath(Array(path.segments[..<length])).description.isExactly(name)
        }
    }

    /// With a single plain space wherever some kind of it stands.
    private static func normalized(_ name: String) -> String {
        name.split { $0 == " " || $0 == "\u{A0}" }.joined(separator: " ")
    }
}
