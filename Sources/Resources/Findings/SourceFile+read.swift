import YAML

extension SourceFile {
    /// Reads a file and says what is wrong with it as a file (A101 to A107, links).
    ///
    /// No source is returned when its meaning cannot be relied on: what is in it then has no findings of its own, so
    /// that one slip is one finding.
    static func read(
        _ file: FileText, as governed: GovernedFile?, at path: String
    ) -> (source: SourceFile?, findings: [Finding]) {
        let resource = governed?.resource
        guard file.isRegular else { return (nil, [notAFile(file, resource: resource, path: path)]) }
        let source = SourceFile(path: path, resource: resource, document: file.document)
        if let conflict = source.mergeConflict() { return (nil, [conflict]) }
        let findings = source.findings(forEach: source.document.problems, .duplicateKey, .error, source.finding(for:))
        guard findings.isEmpty else { return (nil, findings) }
        if let refusal = source.refusal(as: governed) { return (nil, [refusal]) }
        return (source, source.ambiguousScalars(isSettings: governed == .settings))
    }

    /// Of several documents only the first would be read; and settings decide who may do what: they must say the same
    /// to everybody who reads them.
    private func refusal(as governed: GovernedFile?) -> Finding? {
        let code = governed == .settings ? FindingCode.badSettings : .wrongShape
        if document.opaque == .severalDocuments {
            return finding(
                code, .error, nil, "several YAML documents in one file",
                help: "only the first would be read: split the file, or remove the line ---")
        }
        guard governed == .settings, !FileMeaning.isOurs(document.opaque, in: governed) else { return nil }
        return finding(
            code, .error, opaqueRange, "settings must mean the same to every program: \(reasonForOpacity)",
            help: "write this more plainly; assent.yaml cannot be used until then")
    }

    private static func notAFile(_ file: FileText, resource: ResourceID?, path: String) -> Finding {
        let what =
            switch file.mode & 0o170000 {
            case 0o120000: "a link"
            case 0o160000: "a submodule"
            default: "something else"
            }
        return Finding(
            .misplacedFile, .error, resource: resource, path: path,
            message: "there is \(what) where a file should be",
            help: "what a link points to is not reviewed: put the file itself here")
    }

    private func finding(for problem: Problem) -> Finding {
        switch problem.kind {
        case .syntax: syntaxError(problem)
        case .duplicateKey:
            finding(
                .duplicateKey, .error, problem.range, problem.message,
                label: problem.related.map { "first on line \($0.start.line)" },
                help: "parsers disagree on which of the two counts: keep one")
        case .tooLarge:
            Finding(
                .tooLarge, .error, resource: resource, path: path, message: problem.message,
                help: "a file of a workspace may have up to 1 MiB")
        case .tooDeep, .tooManyAliasNodes: finding(.tooLarge, .error, problem.range, problem.message)
        case .notUTF8:
            finding(.badBytes, .error, problem.range, problem.message, help: "save the file as UTF-8")
        case .controlCharacter:
            finding(
                .badBytes, .error, problem.range, problem.message,
                help: "remove the character, or write it as an escape in double quotes")
        }
    }

    /// In real repositories most broken files are one slip: the body of `rawSql: |-` stands at the left margin. The
    /// parser complains lines later and of something else, so the place is found here.
    private func syntaxError(_ problem: Problem) -> Finding {
        if let (key, range) = unindentedBody(endingBefore: problem.range.end) {
            return finding(
                .notYAML, .error, range, "not valid YAML: the text of \(key) is not indented",
                label: "starts at the margin",
                help: "indent every line of it by two spaces, so that it belongs to \(key)")
        }
        return finding(.notYAML, .error, problem.range, "not valid YAML: \(problem.message)")
    }

    /// The first line of a block scalar's body that stands no deeper than its key, if the file breaks there.
    private func unindentedBody(endingBefore end: SourcePosition) -> (key: String, range: SourceRange)? {
        let lines = document.bytes.split(separator: UInt8(ascii: "\n"), omittingEmptySubsequences: false)
        for index in lines.indices.prefix(max(0, end.line)) {
            guard let key = blockScalarKey(lines[index]) else { continue }
            guard let body = lines[(index + 1)...].firstIndex(where: { !isBlank($0) }) else { continue }
            let text = lines[body]
            let indent = text.prefix { $0 == UInt8(ascii: " ") }.count
            // A body that is indented, or no body at all: the next key of the same map.
            if indent > key.indent || isEntry(text.dropFirst(indent)) { continue }
            let first = lines[..<body].reduce(0) { $0 + $1.count + 1 } + indent
            let last = first + trimmed(text.dropFirst(indent)).count
            return (
                key.name,
                SourceRange(start: document.position(ofByte: first), end: document.position(ofByte: last))
            )
        }
        return nil
    }

    /// `rawSql: |-` and its kind: key, colon, block indicator.
    private func blockScalarKey(_ line: ArraySlice<UInt8>) -> (name: String, indent: Int)? {
        let indent = line.prefix { $0 == UInt8(ascii: " ") || $0 == UInt8(ascii: "-") }.count
        let text = trimmed(line.dropFirst(indent))
        guard let colon = text.lastIndex(of: UInt8(ascii: ":")), colon > text.startIndex else { return nil }
        let value = text[(colon + 1)...].drop { $0 == UInt8(ascii: " ") }
        guard let first = value.first, first == UInt8(ascii: "|") || first == UInt8(ascii: ">") else { return nil }
        guard value.dropFirst().allSatisfy({ "+-0123456789".utf8.contains($0) }) else { return nil }
        return (String(decoding: text[..<colon], as: UTF8.self), indent)
    }

    /// `key: value` as Git Sync writes it; a line of SQL hardly ever looks so.
    private func isEntry(_ text: ArraySlice<UInt8>) -> Bool {
        let name = text.prefix { byte in
            switch byte {
            case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"), UInt8(ascii: "_"),
                UInt8(ascii: "0")...UInt8(ascii: "9"):
                true
            default: false
            }
        }
        let rest = text.dropFirst(name.count)
        guard !name.isEmpty, rest.first == UInt8(ascii: ":") else { return false }
        return rest.count == 1 || rest.dropFirst().first.map { $0 == UInt8(ascii: " ") || $0 == 13 } == true
    }

    func isBlank(_ line: ArraySlice<UInt8>) -> Bool { trimmed(line).isEmpty }

    private func trimmed(_ line: ArraySlice<UInt8>) -> ArraySlice<UInt8> {
        let isSpace = { (byte: UInt8) in byte == UInt8(ascii: " ") || byte == 9 || byte == 13 }
        let rest = line.drop(while: isSpace)
        guard let last = rest.lastIndex(where: { !isSpace($0) }) else { return [] }
        return rest[...last]
    }

    /// Keys of settings are this program's own (`on:` in a webhook): it knows what they mean.
    private func ambiguousScalars(isSettings: Bool) -> [Finding] {
        var keys: Set<Int> = []
        if isSettings, let root = document.root { collectKeys(of: root, into: &keys) }
        let scalars = document.ambiguousScalars().filter { !keys.contains($0.range.start.offset) }
        return findings(forEach: scalars, .ambiguousScalar, .notice) { node in
            let text = node.scalar?.text ?? ""
            var finding = finding(
                .ambiguousScalar, .notice, node.range, "\(text) means different things to different YAML parsers",
                label: "quote it: '\(text)'", help: ambiguity(of: text))
            finding.replacements = [render(scalar: text, like: .singleQuoted)]
            return finding
        }
    }

    private func ambiguity(of text: String) -> String {
        switch text.lowercased() {
        case "yes", "no", "on", "off", "y", "n": "older parsers read it as true or false, newer ones as text"
        case _ where text.contains(":"): "older parsers read it as a number in base 60, newer ones as text"
        case _ where text.contains("-") && text.count >= 8: "some parsers read it as a date, others as text"
        default: "older and newer parsers read it as different numbers, or one of them as text"
        }
    }
}

/// Where the keys within a node start.
private func collectKeys(of node: Node, into keys: inout Set<Int>) {
    switch node.content {
    case .scalar: break
    case .sequence(let items): for item in items { collectKeys(of: item, into: &keys) }
    case .mapping(let entries):
        for entry in entries {
            keys.insert(entry.key.range.start.offset)
            collectKeys(of: entry.value, into: &keys)
        }
    }
}

extension [Finding] {
    /// Without notices on a scalar that has a finding of its own already.
    func withoutEchoes() -> [Finding] {
        let taken = Set(filter { $0.code != .ambiguousScalar }.compactMap(Place.init))
        return filter { finding in
            guard finding.code == .ambiguousScalar, let place = Place(finding) else { return true }
            return !taken.contains(place)
        }
    }

    private struct Place: Hashable {
        let path: String
        let offset: Int

        init?(_ finding: Finding) {
            guard let range = finding.range else { return nil }
            (path, offset) = (finding.path, range.start.offset)
        }
    }
}
