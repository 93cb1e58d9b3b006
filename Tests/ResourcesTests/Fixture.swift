import Foundation
import Testing
import YAML

@testable import Resources

/// A workspace of `Tests/Fixtures`, and what its `expected.txt` says of it. See the README there.
struct Fixture: CustomTestStringConvertible {
    let name: String
    /// What is published; nil if the fixture is of one state only.
    let before: [ExactText: FileText]?
    let after: [ExactText: FileText]
    /// By the draft's name; each as the files that it changes.
    let drafts: [String: [ExactText: FileText]]
    let expected: [Line]

    var testDescription: String { name }

    /// A finding as `expected.txt` has it.
    struct Line: Hashable, Comparable, CustomStringConvertible {
        let text: String
        var description: String { text }

        init(_ finding: Finding) {
            let place = finding.range.map { ":\($0.start.line):\($0.start.column)" } ?? ""
            let words = "\(finding.code) \(finding.severity.rawValue) \(finding.path)\(place)"
            text = words + (finding.isInherited ? " inherited" : "")
        }

        /// nil: the line is empty or a comment. A finding must say why it is expected.
        init?(_ line: Substring) throws {
            guard !line.isEmpty, !line.hasPrefix("#") else { return nil }
            guard let end = line.range(of: "  # ") else { throw Malformed(line: String(line)) }
            text = String(line[..<end.lowerBound])
        }

        static func < (a: Line, b: Line) -> Bool { a.text < b.text }
    }

    struct Malformed: Error { var line: String }

    static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .appendingPathComponent("Fixtures").path

    static let names: [String] = {
        let entries: [String]
        do { entries = try FileManager.default.contentsOfDirectory(atPath: folder) } catch {
            preconditionFailure("the fixtures cannot be read: \(error)")
        }
        return entries.filter { FileManager.default.fileExists(atPath: "\(folder)/\($0)/expected.txt") }.sorted()
    }()

    init(_ name: String) throws {
        self.name = name
        let path = "\(Fixture.folder)/\(name)"
        let text = String(decoding: try Fixture.bytes(at: "\(path)/expected.txt"), as: UTF8.self)
        expected = try text.split(separator: "\n").compactMap { try Line($0) }.sorted()
        let all = try Fixture.files(in: path)
        func part(_ prefix: String) -> [ExactText: FileText]? {
            let files = all.filter { $0.key.description.hasPrefix(prefix) }
            let pairs = files.map { (ExactText(String($0.key.description.dropFirst(prefix.count))), $0.value) }
            return files.isEmpty ? nil : Dictionary(uniqueKeysWithValues: pairs)
        }
        before = part("before/")
        after = part("after/") ?? all
        var drafts: [String: [ExactText: FileText]] = [:]
        for (path, file) in part("drafts/") ?? [:] {
            let parts = path.description.split(separator: "/", maxSplits: 2).map(String.init)
            drafts["draft/\(parts[0])/\(parts[1])", default: [:]][ExactText(parts[2])] = file
        }
        self.drafts = drafts
    }
}

extension Fixture {
    /// Every finding of the workspace, as a draft's check gives them where there is a state before.
    func findings() -> [Finding] {
        guard let before else { return check(in: workspace(after)) }
        let layout = layout(of: after)
        let changed = Set(before.keys).union(after.keys).filter { before[$0] != after[$0] }
        return check(
            Set(changed.compactMap { layout.file(at: $0.description) }), in: workspace(after),
            before: workspace(before),
            otherDrafts: otherDrafts(before))
    }

    /// With every file brought into another form that means the same.
    func rewritten(_ rewrite: (FileText) -> FileText) -> Fixture {
        Fixture(
            name: name, before: before?.mapValues(rewrite), after: after.mapValues(rewrite),
            drafts: drafts.mapValues { $0.mapValues(rewrite) }, expected: expected)
    }

    private init(
        name: String, before: [ExactText: FileText]?, after: [ExactText: FileText],
        drafts: [String: [ExactText: FileText]],
        expected: [Line]
    ) {
        self.name = name
        self.before = before
        self.after = after
        self.drafts = drafts
        self.expected = expected
    }

    private func otherDrafts(_ published: [ExactText: FileText]) -> [DraftModel] {
        drafts.sorted { $0.key < $1.key }.flatMap { draft, files in
            let whole = workspace(published.merging(files) { $1 })
            return files.keys.map(\.description).sorted().compactMap { path -> DraftModel? in
                guard let resource = whole.layout.file(at: path)?.resource, resource.kind == .model,
                    let model = whole.model(resource.slug)
                else { return nil }
                return DraftModel(draft: draft, model: model)
            }
        }
    }

    func workspace(_ files: [ExactText: FileText]) -> Workspace {
        let entries = files.map { (key: $0.key.description, value: $0.value) }
        return Workspace(WorkspaceFiles(layout: layout(of: files), entries: entries))
    }

    func layout(of files: [ExactText: FileText]) -> Layout {
        Layout(root: files[ExactText(Settings.path)].flatMap { Settings.parse($0).settings?.root } ?? "")
    }
}

extension Fixture {
    private static func bytes(at path: String) throws -> [UInt8] {
        Array(try Data(contentsOf: URL(fileURLWithPath: path)))
    }

    private static func files(in folder: String) throws -> [ExactText: FileText] {
        var files: [ExactText: FileText] = [:]
        for path in try FileManager.default.subpathsOfDirectory(atPath: folder) {
            var isFolder: ObjCBool = false
            guard FileManager.default.fileExists(atPath: "\(folder)/\(path)", isDirectory: &isFolder),
                !isFolder.boolValue, path != "expected.txt", path != "beside.txt"
            else { continue }
            files[ExactText(path)] = FileText(bytes: try bytes(at: "\(folder)/\(path)"))
        }
        guard FileManager.default.fileExists(atPath: "\(folder)/beside.txt") else { return files }
        let beside = String(decoding: try bytes(at: "\(folder)/beside.txt"), as: UTF8.self)
        for line in beside.split(separator: "\n") where !line.hasPrefix("#") {
            let words = line.split(separator: " ").map { unescaped(String($0)) }
            switch (words.first, words.count) {
            case ("link", 3): files[ExactText(words[1])] = FileText(words[2], mode: 0o120000)
            case ("submodule", 2): files[ExactText(words[1])] = FileText(bytes: [], mode: 0o160000)
            case ("copy", 3): files[ExactText(words[1])] = files[ExactText(words[2])]
            default: throw Malformed(line: String(line))
            }
        }
        return files
    }

    /// `\u{e9}` in a name.
    private static func unescaped(_ text: String) -> String {
        var result = ""
        var rest = Substring(text)
        while let start = rest.range(of: "\\u{"), let end = rest[start.upperBound...].firstIndex(of: "}") {
            result += rest[..<start.lowerBound]
            if let scalar = UInt32(rest[start.upperBound..<end], radix: 16).flatMap(Unicode.Scalar.init) {
                result.unicodeScalars.append(scalar)
            }
            rest = rest[rest.index(after: end)...]
        }
        return result + rest
    }
}
