import Support
import Testing

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Whole transcripts, compared with those in `Goldens/`. After a change that is meant, write them anew and read the
/// difference:
///
///     ASSENT_WRITE_GOLDENS=1 swift test --filter CommandsTests
enum Golden {
    static func path(_ name: String, _ file: String = #filePath) -> String {
        file.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/Goldens/\(name).txt"
    }

    static func compare(_ text: String, with name: String, _ location: SourceLocation) throws {
        let path = path(name)
        if getenv("ASSENT_WRITE_GOLDENS") != nil { return try write(text, to: path) }
        let golden = readText(path) ?? ""
        if golden == text { return }
        let old = golden.split(separator: "\n", omittingEmptySubsequences: false)
        let new = text.split(separator: "\n", omittingEmptySubsequences: false)
        let first = zip(old, new).prefix { $0 == $1 }.count
        let command = new.prefix(first + 1).last { $0.contains("$ assent") } ?? ""
        func excerpt(_ lines: [Substring]) -> String { lines.dropFirst(first).prefix(6).joined(separator: "\n    ") }
        Issue.record(
            """
            Goldens/\(name).txt, line \(first + 1), after: \(command)
              it says:
                \(excerpt(old))
              the command said:
                \(excerpt(new))
            """, sourceLocation: location)
    }
}

extension Stage {
    func matchesGolden(_ name: String, _ location: SourceLocation = #_sourceLocation) throws {
        try Golden.compare(transcript, with: name, location)
    }
}
