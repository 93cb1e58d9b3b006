import YAML

/// A file that checks are about: what was read, and how findings name it.
struct SourceFile: Sendable {
    let path: String
    let resource: ResourceID?
    let document: Document

    func finding(
        _ code: FindingCode, _ severity: Severity, _ range: SourceRange?, _ message: String, label: String? = nil,
        help: String? = nil, field: FieldPath? = nil
    ) -> Finding {
        Finding(
            code, severity, resource: resource, path: path, range: range,
            line: range.flatMap { document.line(around: $0.start.offset) }, message: message, label: label, help: help,
            field: field)
    }

    /// A finding about a name that was taken for another one.
    ///
    /// - Parameters:
    ///   - near: the names that may have been meant, best first.
    ///   - isPart: the name stands within a longer scalar, a template.
    func finding(
        _ code: FindingCode, _ severity: Severity, _ range: SourceRange?, _ message: String, near: [String],
        isPart: Bool = false, help: String? = nil, field: FieldPath? = nil
    ) -> Finding {
        var finding = finding(
            code, severity, range, message, label: didYouMean(near), help: help, field: field)
        if let range { finding.replacements = near.compactMap { written($0, at: range, isPart: isPart) } }
        return finding
    }

    /// The file as a whole is not what a model or a sync is.
    func notAMap(_ kind: String) -> Finding {
        let what = document.root.map { "the file is \($0.kindInWords)" } ?? "the file is empty"
        return finding(.wrongShape, .error, document.root?.range, "\(what), not a \(kind)")
    }

    /// A name as it may be written over what stands on one line; nil where that takes more than to write over it.
    private func written(_ name: String, at range: SourceRange, isPart: Bool) -> String? {
        if isPart {
            // The whole scalar is marked where its part could not be found; and quotes would mean something else here.
            let isFound = !(document.root?.holdsScalar(at: range) ?? true)
            return isFound && render(scalar: name) == name ? name : nil
        }
        guard range.start.line == range.end.line, range.end.offset <= document.bytes.count else { return nil }
        let old = document.bytes[range.start.offset..<range.end.offset]
        switch old.first {
        case UInt8(ascii: "'"): return old.last == old.first ? render(scalar: name, like: .singleQuoted) : nil
        case UInt8(ascii: "\""): return old.last == old.first ? render(scalar: name, like: .doubleQuoted) : nil
        case UInt8(ascii: "|"), UInt8(ascii: ">"), UInt8(ascii: "*"), UInt8(ascii: "&"), UInt8(ascii: "!"): return nil
        default: return render(scalar: name)
        }
    }

    /// A finding for each of these, as far as anybody would read on: a file with a million mistakes must not make
    /// everybody else wait for them.
    func findings<Things: Collection>(
        forEach things: Things, _ code: FindingCode, _ severity: Severity, _ make: (Things.Element) -> Finding
    ) -> [Finding] {
        let findings = things.prefix(Self.most).map(make)
        if things.count <= Self.most { return findings }
        return findings + [more(things.count - Self.most, code, severity)]
    }

    /// The same of findings that are made already: so many of each kind.
    func cut(_ findings: [Finding]) -> [Finding] {
        guard findings.count > Self.most else { return findings }
        struct Kind: Hashable {
            let code: FindingCode
            let severity: Severity
        }
        var counts: [Kind: Int] = [:]
        let kept = findings.filter { finding in
            let kind = Kind(code: finding.code, severity: finding.severity)
            counts[kind, default: 0] += 1
            return counts[kind, default: 0] <= Self.most
        }
        let others = counts.filter { $0.value > Self.most }.sorted { $0.key.severity > $1.key.severity }
        return kept + others.map { more($0.value - Self.most, $0.key.code, $0.key.severity) }
    }

    /// Findings of one kind that anybody would read.
    static let most = 100

    private func more(_ count: Int, _ code: FindingCode, _ severity: Severity) -> Finding {
        finding(code, severity, nil, "\(count) more like the first \(Self.most)")
    }
}
