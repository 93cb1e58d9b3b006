import YAML

@testable import Resources

/// A workspace by paths and contents: the sample of `explain`, with other files laid over it.
struct Sample {
    var files: [String: FileText]
    var root = ""

    init(_ over: [String: String?] = [:], from base: [String: String] = Explanation.workspace) {
        files = base.mapValues { FileText($0) }
        for (path, text) in over { files[path] = text.map { FileText($0) } }
    }

    /// Nothing but these files.
    static func bare(_ files: [String: String]) -> Sample { Sample([:], from: files) }

    func with(_ over: [String: String?]) -> Sample {
        var copy = self
        for (path, text) in over { copy.files[path] = text.map { FileText($0) } }
        return copy
    }

    var layout: Layout { Layout(root: root) }
    var workspace: Workspace { Workspace(WorkspaceFiles(layout: layout, entries: files)) }

    /// All findings of this workspace by itself.
    var findings: [Finding] { check(in: workspace) }

    /// Findings of a draft that changes exactly these files.
    func findings(changing over: [String: String?], otherDrafts: [DraftModel] = []) -> [Finding] {
        let focus = Set(over.keys.compactMap { layout.file(at: $0) })
        return check(focus, in: with(over).workspace, before: workspace, otherDrafts: otherDrafts)
    }
}

/// A finding in a few words: `A203 error syncs/x.yaml:6:25 emial`, where the last word is what the caret marks.
struct Brief: CustomStringConvertible {
    let description: String

    init(_ finding: Finding) {
        var words = ["\(finding.code)", finding.severity.rawValue, finding.path]
        if let range = finding.range {
            words[2] += ":\(range.start.line):\(range.start.column)"
            words.append(Brief.marked(finding, range))
        }
        if finding.isInherited { words.append("(inherited)") }
        description = words.joined(separator: " ")
    }

    private static func marked(_ finding: Finding, _ range: SourceRange) -> String {
        let line = Array((finding.line ?? "").unicodeScalars)
        let end = range.end.line == range.start.line ? range.end.column - 1 : line.count
        guard range.start.column - 1 <= end, end <= line.count else { return "?" }
        var marked = String.UnicodeScalarView()
        marked.append(contentsOf: line[(range.start.column - 1)..<end])
        return String(marked)
    }
}

extension [Finding] {
    var brief: [String] { map { Brief($0).description } }
    var codes: [String] { map(\.code.rawValue) }
}

/// The sample model and sync with one place changed.
func leads(_ old: String, _ new: String) -> String { Explanation.model(old, new) }
func leadsToCRM(_ old: String, _ new: String) -> String { Explanation.sync(old, new) }
