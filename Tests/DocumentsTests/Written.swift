import Foundation
import Support

/// What people wrote in this repository.
enum Written {
    /// By path from the top.
    static let texts: [String: String] = {
        let folders = ["Sources", "Tests", "templates", "example-workspace", ".github", ".ci"]
        let all = folders.flatMap(paths(in:)) + ["README.md", "Package.swift"]
        return all.reduce(into: [:]) { $0[$1] = readText("\(Documents.top)/\($1)") }
    }()

    static let documents = texts.filter { $0.key.hasSuffix(".md") }

    /// Documents, and the comments of programs: a citation may go on in the next line of its comment.
    static let prose = Result {
        let (swift, script) = (try Pattern("(?m)//+ ?(.*)$"), try Pattern("(?m)(?:^|\\s)# (.*)$"))
        return texts.reduce(into: [String: String]()) { prose, file in
            let comment = file.key.hasSuffix(".swift") || file.key.hasSuffix(".h") ? swift : script
            let isDocument = file.key.hasSuffix(".md")
            prose[file.key] =
                isDocument ? file.value : comment.matches(in: file.value).map { $0[1] }.joined(separator: " ")
        }
    }

    /// The goldens that tests compare, as they are written there: a path, or the name of a transcript.
    static func goldens() throws -> Set<String> {
        let (named, path) = (
            try Pattern("(?:matchesGolden\\(|asGolden: )\"([^\"]*)\""),
            try Pattern("\"(Tests/[A-Za-z]+/Goldens/[^\"]*)\"")
        )
        return texts.filter { $0.key.hasPrefix("Tests/") && $0.key.hasSuffix(".swift") }.values.reduce(into: []) {
            $0.formUnion(named.matches(in: $1).map { "\(Golden.transcripts)/\($0[1]).txt" })
            $0.formUnion(path.matches(in: $1).map { $0[1] })
        }
    }

    static func isThere(_ path: String) -> Bool { FileManager.default.fileExists(atPath: "\(Documents.top)/\(path)") }

    private static func paths(in folder: String) -> [String] {
        let found = FileManager.default.enumerator(atPath: "\(Documents.top)/\(folder)")?.compactMap { $0 as? String }
        let endings = ["swift", "md", "py", "sh", "h", "yml", "yaml", ""]
        let others = ["/Seeds/", "/Crashes/", "/Goldens/", "/Fixtures/"]
        return (found ?? []).map { "\(folder)/\($0)" }.filter { path in
            endings.contains((path as NSString).pathExtension) && !others.contains { path.contains($0) }
        }
    }
}

/// A regular expression over long texts: that of Foundation is fast in debug builds too.
struct Pattern {
    private let expression: NSRegularExpression

    init(_ text: String) throws { expression = try NSRegularExpression(pattern: text) }

    /// Each with its groups, the whole first.
    func matches(in text: String) -> [[String]] {
        let whole = text as NSString
        return expression.matches(in: text, range: NSRange(location: 0, length: whole.length)).map { match in
            (0..<match.numberOfRanges).map { group in
                let range = match.range(at: group)
                return range.location == NSNotFound ? "" : whole.substring(with: range)
            }
        }
    }

    func removed(from text: String) -> String {
        let range = NSRange(location: 0, length: (text as NSString).length)
        return expression.stringByReplacingMatches(in: text, range: range, withTemplate: "")
    }
}
