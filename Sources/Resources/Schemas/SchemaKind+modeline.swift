import YAML

extension SchemaKind {
    /// Where the schema lies in a repository, from its top. Beside the files that are governed: it changes nothing that
    /// goes live.
    package var path: String { ".assent/\(rawValue).schema.json" }

    /// The schema as a file.
    package var file: [UInt8] { Array((schema.json + "\n").utf8) }

    /// The line by which editors find the schema of a file, as the YAML language server reads it: the path goes from the
    /// file's own folder, and nothing is fetched.
    ///
    /// - Parameter path: of the file, from the repository's top.
    package func modeline(for path: String) -> String {
        let up = String(repeating: "../", count: path.utf8.count { $0 == UInt8(ascii: "/") })
        return "# yaml-language-server: $schema=\(up)\(self.path)"
    }

    /// The file with such a line at its head, unless it has one.
    package func addingModeline(to bytes: [UInt8], at path: String) -> [UInt8] {
        let hasOne = bytes.split(separator: UInt8(ascii: "\n")).contains { line in
            line.drop { $0 == UInt8(ascii: "#") || $0 == UInt8(ascii: " ") }.starts(with: "yaml-language-server:".utf8)
        }
        if hasOne { return bytes }
        let mark: [UInt8] = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? [0xEF, 0xBB, 0xBF] : []
        let isWindows = bytes.firstIndex(of: 10).map { $0 > 0 && bytes[$0 - 1] == 13 } ?? false
        return mark + modeline(for: path).utf8 + (isWindows ? "\r\n" : "\n").utf8 + bytes.dropFirst(mark.count)
    }

    /// Of a model or sync.
    package init(_ kind: ResourceKind) {
        self =
            switch kind {
            case .model: .model
            case .sync: .sync
            }
    }
}
