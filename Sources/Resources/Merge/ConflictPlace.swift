import YAML

/// Lines of a file that go into one pair of conflict markers: in the texts in which draft, base and published have their
/// way.
struct ConflictPlace {
    let draft, base, published: Range<Int>
    /// The fields that it is about.
    let paths: [FieldPath]

    /// The names of the fields, on one line.
    var fields: String {
        let names = paths.prefix(8).map(\.description).joined(separator: ", ")
        return paths.count > 8 ? "\(names) and \(paths.count - 8) more" : names
    }

    /// All lines from the first that differs to the last.
    init(_ lines: LineMerge, _ conflicts: [FieldConflict]) {
        let end = lines.base.count
        let (first, last) = (lines.hunks.first, lines.hunks.last)
        draft = (first?.base.lowerBound ?? end)..<(last?.base.upperBound ?? end)
        base = (first?.draft.lowerBound ?? end)..<(last?.draft.upperBound ?? end)
        published = (first?.published.lowerBound ?? end)..<(last?.published.upperBound ?? end)
        paths = conflicts.map(\.path)
    }

    /// - Parameter lines: in each of the three texts, in the order of `HunkSearch`.
    private init(_ lines: [Range<Int>], _ paths: [FieldPath]) {
        (draft, base, published) = (lines[0], lines[1], lines[2])
        self.paths = paths
    }

    /// The places of all conflicts, in the order of the text: one for each field, from the first line that differs to the
    /// last; for a text in lines of its own each place where these differ. Those that share lines are one. Nil where lines
    /// differ that no conflict is about, though they should not.
    static func all(
        _ texts: SettledDocuments, _ conflicts: [FieldConflict], _ file: GovernedFile
    ) -> [ConflictPlace]? {
        let hunks = texts.lines.hunks
        if hunks.isEmpty { return nil }
        var search = HunkSearch(texts, file)
        // For each hunk the last that goes into one place with it, and the fields that begin there.
        var reach = Array(hunks.indices)
        var fields = [[HunkSearch.Found]](repeating: [], count: hunks.count)
        for conflict in conflicts {
            let found = search.find(conflict)
            guard let first = found.hunks.first, let last = found.hunks.last else {
                if texts.isExact { return nil }
                fields[0].append(found)
                continue
            }
            for hunk in found.isInLines ? found.hunks[...] : found.hunks[..<1] { fields[hunk].append(found) }
            if !found.isInLines { reach[first] = max(reach[first], last) }
        }
        var places: [ConflictPlace] = []
        var next = 0
        while next < hunks.count {
            let first = next
            var last = first
            while next <= last {
                last = max(last, reach[next])
                next += 1
            }
            let lines = search.lines(from: first, to: last)
            if texts.isExact {
                let all = fields[first...last].joined()
                let isRight = (first...last).allSatisfy {
                    search.isCovered($0, by: all) && texts.hasSameComments(hunks[$0])
                }
                if !isRight { return nil }
            }
            if first == last {
                places += split(lines, fields[first])
            } else {
                var seen: Set<FieldPath> = []
                let paths = fields[first...last].joined().map(\.path).filter { seen.insert($0).inserted }
                places.append(ConflictPlace(lines, paths))
            }
        }
        return places
    }

    /// Fields in lines of their own have places of their own.
    private static func split(_ lines: [Range<Int>], _ fields: [HunkSearch.Found]) -> [ConflictPlace] {
        // A text in which all stand tells their order.
        let all = lines.indices.first { text in fields.allSatisfy { $0.lines[text] != nil } }
        guard fields.count > 1, let all else { return [ConflictPlace(lines, fields.map(\.path))] }
        let fields = fields.sorted { ($0.lines[all]?.lowerBound ?? 0) < ($1.lines[all]?.lowerBound ?? 0) }
        var places: [ConflictPlace] = []
        var rest = lines
        var paths = [fields[0].path]
        for (field, next) in zip(fields, fields.dropFirst()) {
            let cuts = rest.indices.compactMap { text -> Int? in
                let (before, after) = (field.lines[text], next.lines[text])
                let cut = before?.upperBound ?? after?.lowerBound ?? rest[text].lowerBound
                let isBetween = after.map { $0.lowerBound >= cut } ?? (before != nil || rest[text].isEmpty)
                return isBetween && rest[text].lowerBound <= cut && cut <= rest[text].upperBound ? cut : nil
            }
            if cuts.count == rest.count {
                places.append(ConflictPlace(zip(rest, cuts).map { $0.lowerBound..<$1 }, paths))
                rest = zip(rest, cuts).map { $1..<$0.upperBound }
                paths = []
            }
            paths.append(next.path)
        }
        return places + [ConflictPlace(rest, paths)]
    }
}

/// Finds where the lines of a field differ.
private struct HunkSearch {
    struct Found {
        var path: FieldPath
        /// In their order; of what a field is in, where it differs nowhere itself.
        var hunks: [Int] = []
        /// In each text the lines in which it stands.
        var lines: [Range<Int>?] = []
        /// A text in lines of its own, in all three.
        var isInLines = false
    }

    private struct Text {
        var fields: FieldFinder
        let lines: TextLines
        /// By hunk, its lines here.
        let hunks: [Range<Int>]

        func lines(of bytes: Range<Int>) -> Range<Int> {
            let first = lines.line(at: bytes.lowerBound)
            return first..<max(first, lines.line(at: max(bytes.lowerBound, bytes.upperBound - 1))) + 1
        }

        func hunks(touching lines: Range<Int>) -> Range<Int> {
            let start = hunks.partitioningIndex { $0.upperBound > lines.lowerBound }
            return start..<max(start, hunks.partitioningIndex { $0.lowerBound >= lines.upperBound })
        }
    }

    private let isAdded: Bool
    /// Of draft, base and published.
    private var texts: [Text]

    init(_ texts: SettledDocuments, _ file: GovernedFile) {
        isAdded = texts.isAdded
        let lines = texts.lines
        self.texts = [
            Text(fields: FieldFinder(texts.draft, file), lines: lines.base, hunks: lines.hunks.map(\.base)),
            Text(fields: FieldFinder(texts.base, file), lines: lines.draft, hunks: lines.hunks.map(\.draft)),
            Text(
                fields: FieldFinder(texts.published, file), lines: lines.published, hunks: lines.hunks.map(\.published)),
        ]
    }

    /// In each text, all lines from one hunk to another.
    func lines(from first: Int, to last: Int) -> [Range<Int>] {
        texts.map { $0.hunks[first].lowerBound..<$0.hunks[last].upperBound }
    }

    /// Whether all lines of a hunk belong to some fields.
    func isCovered(_ hunk: Int, by fields: some Sequence<Found>) -> Bool {
        texts.indices.allSatisfy { text in
            var rest = texts[text].hunks[hunk]
            let known = fields.compactMap { $0.lines[text] }.sorted { $0.lowerBound < $1.lowerBound }
            for lines in known where lines.lowerBound <= rest.lowerBound && lines.upperBound > rest.lowerBound {
                rest = min(lines.upperBound, rest.upperBound)..<rest.upperBound
            }
            return rest.isEmpty
        }
    }

    mutating func find(_ conflict: FieldConflict) -> Found {
        var path = conflict.path
        if isAdded { path = FieldPath(Array(path.segments.prefix(1))) }
        var found = path.segments.last == .order ? find(orderOf: conflict) : Found(path: path)
        if path.segments.last != .order { found = find(path) }
        let isItself = !found.hunks.isEmpty
        while found.hunks.isEmpty, !path.segments.isEmpty {
            path.segments.removeLast()
            found = find(path)
        }
        if !isItself { found.lines = texts.map { _ in nil } }
        found.path = conflict.path
        return found
    }

    /// The items that stand in another order.
    private mutating func find(orderOf conflict: FieldConflict) -> Found {
        let list = FieldPath(Array(conflict.path.segments.dropLast()))
        let items = [conflict.base, conflict.published, conflict.draft].compactMap { $0?.items }.joined()
        let hunks = items.reduce(into: Set<Int>()) { $0.formUnion(find(list.appending(.item($1.string ?? ""))).hunks) }
        return Found(path: conflict.path, hunks: hunks.sorted(), lines: texts.map { _ in nil })
    }

    private mutating func find(_ path: FieldPath) -> Found {
        var found = Found(path: path)
        var hunks: Set<Int> = []
        var styles: [Scalar.Style?] = []
        for index in texts.indices {
            let field = texts[index].fields.field(at: path)
            let lines = field.map { texts[index].lines(of: $0.bytes) }
            found.lines.append(lines)
            if let lines { hunks.formUnion(texts[index].hunks(touching: lines)) }
            styles.append(field?.node.scalar?.style)
        }
        found.hunks = hunks.sorted()
        found.isInLines = (styles[0] == .literal || styles[0] == .folded) && styles.allSatisfy { $0 == styles[0] }
        return found
    }
}

extension SettledDocuments {
    fileprivate func hasSameComments(_ hunk: LineMerge.Hunk) -> Bool {
        let comments = Self.comments(lines.base[hunk.base])
        return comments == Self.comments(lines.draft[hunk.draft])
            && comments == Self.comments(lines.published[hunk.published])
    }

    /// What may be comments, by the look of them, each behind a line end.
    private static func comments(_ lines: ArraySlice<UInt8>) -> [UInt8] {
        var comments: [UInt8] = []
        var isInComment = false
        for byte in lines {
            if byte == UInt8(ascii: "\n") {
                isInComment = false
            } else if byte == UInt8(ascii: "#"), !isInComment {
                isInComment = true
                comments.reserveCapacity(lines.count)
                comments.append(UInt8(ascii: "\n"))
            }
            if isInComment { comments.append(byte) }
        }
        return comments
    }
}

extension Array {
    /// The first index from which on a condition holds.
    fileprivate func partitioningIndex(where holds: (Element) -> Bool) -> Int {
        var (low, high) = (0, count)
        while low < high {
            let middle = (low + high) / 2
            if holds(self[middle]) { high = middle } else { low = middle + 1 }
        }
        return low
    }
}
