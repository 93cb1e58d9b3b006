import YAML

extension WorkspaceFiles {
    /// A108: the lines of `.gitattributes` by which git shows other bytes of governed files than were approved, or
    /// merges them otherwise. These files are not governed: whoever may commit to main may change them.
    ///
    /// - Parameter focus: the files that are asked about; nil for all.
    package func attributeFindings(for focus: Set<GovernedFile>? = nil) -> [Finding] {
        var files: [(folder: String, path: String, attributes: GitAttributes)] = []
        var macros: [String: [(name: String, value: String?)]] = [:]
        for folder in layout.ways {
            let path = Layout.attributes(in: folder)
            guard let file = attributes[path], file.isRegular else { continue }
            let read = GitAttributes(file.bytes, isTop: folder.isEmpty, macros: macros)
            macros = read.macros
            files.append((folder, path, read))
        }
        guard files.contains(where: \.attributes.saysAnything) else { return [] }
        var told: [Place: (what: String, path: String, count: Int)] = [:]
        for path in focus.map({ $0.map(layout.path(of:)).sorted() }) ?? governedPaths {
            var now: [String: (value: String, place: Place)] = [:]
            for (index, file) in files.enumerated() {
                let prefix = file.folder.isEmpty ? "" : file.folder + "/"
                guard path.utf8.starts(with: prefix.utf8) else { continue }
                let rest = path.utf8.dropFirst(prefix.utf8.count)
                for rule in file.attributes.telling where rule.pattern.matches(rest) {
                    for (name, value) in rule.settings {
                        now[name] = value.map { ($0, Place(file: index, line: rule.line, name: name)) }
                    }
                }
            }
            for (name, (value, place)) in now where GitAttributes.isTold(name, value) {
                let what = value.isEmpty ? name : "\(name)=\(value)"
                told[place, default: (what, path, 0)].count += 1
            }
        }
        return told.map { place, about in
            let more = about.count > 1 ? " and \(about.count - 1) more" : ""
            let file = files[place.file]
            let rule = file.attributes.rules.first { $0.line == place.line }
            return Finding(
                .attributes, .warning, path: file.path, range: rule?.range, line: rule?.text,
                message: place.name == "merge"
                    ? "\(about.what) merges \(about.path)\(more) with a program of its own"
                    : "\(about.what) changes \(about.path)\(more) between the repository and the disk",
                help: place.name == "merge"
                    ? "git then merges two changes differently from assent: remove the line, or use merge=assent"
                    : "the files on disk are then not what was approved: remove the line")
        }.sorted(by: Finding.isBefore)
    }

    private struct Place: Hashable {
        let file: Int
        let line: Int
        let name: String
    }

    /// Where governed files lie, or may.
    private var governedPaths: [String] {
        let aliases = files.keys.filter { if case .aliases = $0 { true } else { false } }
        let resources =
            modelSlugs.flatMap { [GovernedFile.model($0), .columns($0)] } + syncSlugs.map { .sync($0) }
        return ([.settings] + aliases.sorted() + resources).map(layout.path(of:))
    }
}

extension GitAttributes.Rule {
    /// The whole line.
    fileprivate var range: SourceRange {
        SourceRange(
            start: SourcePosition(offset: offset, line: line, column: 1),
            end: SourcePosition(
                offset: offset + text.utf8.count, line: line, column: text.unicodeScalars.count + 1))
    }
}
