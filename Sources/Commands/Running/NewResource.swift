import Approvals
import ArgumentParser
import Resources
import Review
import Spelling
import Templates
import YAML

/// What `new` was asked to write.
struct NewResource {
    /// A top-level key that may be given on the command line.
    struct Field {
        let key: String
        fileprivate(set) var text: String?
        /// Names it may have by the manifest; where there is only one, it need not be given.
        let connection: Connections.Kind?

        init(_ key: String, _ text: String?, of connection: Connections.Kind? = nil) {
            self.key = key
            self.text = text
            self.connection = connection
        }
    }

    let kind: ResourceKind
    let slug: String
    /// `sync/other`, or its slug alone.
    let template: String?
    /// Editors are to find the schema of the file.
    let hasModeline: Bool
    private(set) var values: [Field]

    mutating func set(_ key: String, _ text: String) {
        for index in values.indices where values[index].key == key { values[index].text = text }
    }

    /// What it needs, was not given, and can only be one of several. A copy has all that it needs.
    func choices(in state: Snapshot) throws -> [(key: String, known: [String])] {
        guard template == nil else { return [] }
        return try values.filter { $0.text == nil }.map { ($0.key, try known($0, in: state)) }
            .filter { $0.known.count > 1 || $0.key == "model" && !$0.known.isEmpty }
    }

    /// The bytes of the resource's file, and of a copied model's columns.
    func files(for resource: ResourceID, in state: Snapshot) throws -> [GovernedFile: [UInt8]] {
        guard let template else {
            return [GovernedFile(resource): try scaffold(in: state)]
        }
        let name = template.contains("/") ? template : "\(kind.rawValue)/\(template)"
        if let other = ResourceID(name), other.kind != kind {
            throw ValidationError(
                "a new \(kind.rawValue) is copied from a \(kind.rawValue), not from \(SafeText.line(name))")
        }
        guard let original = ResourceID(name),
            let text = try state.text(of: GovernedFile(original)), text.isRegular
        else {
            let known = try state.slugs(of: kind).map { "\(kind.rawValue)/\($0)" }
            throw NameRefusal.unknownResource(name, nearest: nearest(name, among: known), isOriginal: true)
        }
        var files = [GovernedFile(resource): try copy(of: text.bytes, named: name)]
        if kind == .model, let columns = try state.text(of: .columns(original.slug)), columns.isRegular {
            files[.columns(slug)] = columns.bytes
        }
        return files
    }

    private func scaffold(in state: Snapshot) throws -> [UInt8] {
        guard let scaffold = Scaffold(rawValue: kind.rawValue) else { preconditionFailure("a kind without a scaffold") }
        var filled = ["slug": slug]
        for field in values {
            filled[field.key] = render(.string(try value(of: field, in: state)), indent: 0, lineEnd: "\n")
        }
        return Array(scaffold.filled(with: filled).utf8)
    }

    /// As given, or the only one that the manifest has.
    private func value(of field: Field, in state: Snapshot) throws -> String {
        if let text = field.text { return text }
        let known = try known(field, in: state)
        if field.connection != nil, known.count == 1 { return known[0] }
        let help = known.isEmpty ? "" : ", one of: " + known.map { Words($0) }.inWords("or", limit: 12).plain
        throw ValidationError("a new \(kind.rawValue) needs --\(field.key)\(help)")
    }

    private func known(_ field: Field, in state: Snapshot) throws -> [String] {
        if let connection = field.connection { return try state.connections().names(connection) }
        return field.key == "model" ? try state.slugs(of: .model) : []
    }

    /// Another one's text with what was given in the place of its own; a copied sync starts paused.
    private func copy(of bytes: [UInt8], named name: String) throws -> [UInt8] {
        var given = values.compactMap { field in field.text.map { (key: field.key, value: Value.string($0)) } }
        if kind == .sync { given.append((key: "schedulePaused", value: .bool(true))) }
        return try given.reduce(bytes) { bytes, field in
            let document = Document(bytes)
            guard document.isReadable, document.problems.isEmpty else {
                throw Unwritable(reason: "\(name) cannot be read: assent check --all says why")
            }
            do throws(EditError) {
                if document.node(at: [.key(field.key)]) == nil {
                    return try document.adding(field.key, .value(field.value), to: [], after: nil)
                }
                return try document.replacing([.key(field.key)], with: .value(field.value))
            } catch {
                throw Unwritable(reason: "\(field.key) of \(name) cannot be changed: \(error.reason)")
            }
        }
    }
}

/// A resource that could not be copied.
struct Unwritable: Error, Hashable {
    let reason: String
}

/// What must not happen unasked, and nobody is there to ask.
struct Unconfirmed: Error, Hashable {
    let words: RefusalWords
}

/// A setting that does not exist.
struct UnknownSetting: Error, Hashable {
    let name: SettingNames.Unknown
}
