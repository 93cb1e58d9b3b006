import YAML

/// A file in which both sides of a merge disagree, for people to settle by hand: what can be merged is, and around each
/// field that cannot stand git's markers with its three versions. A107 finds them.
///
///     <<<<<<< draft: config.mappings[Email].from
///         - {to: Email, from: work_email, type: standard}
///     ||||||| before
///         - {to: Email, from: email, type: standard}
///     =======
///         - {to: Email, from: mail, type: standard}
///     >>>>>>> published
package struct ConflictText: Hashable, Sendable {
    /// How the three versions are called.
    package struct Labels: Hashable, Sendable {
        package var draft: String
        package var base: String
        package var published: String

        package init(draft: String = "draft", base: String = "before", published: String = "published") {
            self.draft = draft
            self.base = base
            self.published = published
        }
    }

    package let bytes: [UInt8]
    /// How many places are marked.
    package let places: Int

    /// - Parameter conflicts: what `merge` said of these versions.
    package init(
        _ conflicts: [FieldConflict], of file: GovernedFile, base: FileText?, published: FileText?, draft: FileText?,
        labels: Labels = Labels()
    ) {
        let versions = Versions(
            file: file, base: base?.bytes ?? [], published: published?.bytes ?? [], draft: draft?.bytes ?? [],
            hasBase: base != nil)
        let (frame, disputes) = Self.byField(conflicts, versions) ?? Self.whole(conflicts, versions)
        let lineEnd = frame.lineEnd ?? versions.published.lineEnd ?? [UInt8(ascii: "\n")]
        let lines = LineMerge.lines(of: frame)
        var text: [UInt8] = []
        func add(_ lines: some Sequence<LineMerge.Line>) {
            for line in lines { text += line }
            if let last = text.last, last != UInt8(ascii: "\n") { text += lineEnd }
        }
        func mark(_ line: String) { text += Array(line.utf8) + lineEnd }
        var done = 0
        for dispute in disputes {
            add(lines[done..<dispute.lines.lowerBound])
            let fields = dispute.fields
            mark("<<<<<<< \(labels.draft)" + (fields.isEmpty ? "" : ": \(fields)"))
            add(lines[dispute.lines])
            mark("||||||| \(labels.base)")
            add(dispute.base)
            mark("=======")
            add(dispute.published)
            mark(">>>>>>> \(labels.published)")
            done = dispute.lines.upperBound
        }
        for line in lines[done...] { text += line }
        bytes = text
        places = disputes.count
    }
}

extension ConflictText {
    private struct Versions {
        let file: GovernedFile
        let base: [UInt8]
        let published: [UInt8]
        let draft: [UInt8]
        let hasBase: Bool

        func value(_ text: [UInt8]) -> Value? { FileMeaning(file, FileText(bytes: text)).value }
    }

    /// Lines of the text that has the draft's values, and what stands there with the other's.
    private struct Dispute {
        var paths: [FieldPath]
        var lines: Range<Int>
        var base: [LineMerge.Line]
        var published: [LineMerge.Line]

        /// - Parameters:
        ///   - lines: of the text with the draft's value.
        ///   - base: the whole text with the base's value of the same fields, and so `published`.
        init(_ paths: [FieldPath], _ lines: [LineMerge.Line], base: [UInt8], published: [UInt8]) {
            let others = [base, published].map { LineMerge.lines(of: $0) }
            let shortest = others.map(\.count).min().map { min($0, lines.count) } ?? 0
            let head = (0..<shortest).prefix { index in others.allSatisfy { $0[index] == lines[index] } }.count
            let tail = (0..<(shortest - head)).prefix { back in
                others.allSatisfy { $0[$0.count - 1 - back] == lines[lines.count - 1 - back] }
            }.count
            self.paths = paths
            self.lines = head..<(lines.count - tail)
            self.base = Array(others[0][head..<(others[0].count - tail)])
            self.published = Array(others[1][head..<(others[1].count - tail)])
        }

        /// The names of the fields, on one line.
        var fields: String {
            let names = paths.prefix(8).map(\.description).joined(separator: ", ")
            return paths.count > 8 ? "\(names) and \(paths.count - 8) more" : names
        }

        /// - Parameter lines: of the text with the draft's value.
        init(_ lines: Range<Int>, base: [LineMerge.Line], published: [LineMerge.Line]) {
            paths = []
            self.lines = lines
            self.base = base
            self.published = published
        }

        func touches(_ other: Dispute) -> Bool {
            // What stands between two lines touches those that it stands at.
            guard lines.isEmpty || other.lines.isEmpty else { return lines.overlaps(other.lines) }
            return lines.lowerBound <= other.lines.upperBound && other.lines.lowerBound <= lines.upperBound
        }
    }

    /// One place for each field; those that share lines share a place. Nil where the text cannot be edited like that.
    private static func byField(_ conflicts: [FieldConflict], _ versions: Versions) -> ([UInt8], [Dispute])? {
        guard !conflicts.contains(where: { $0.path == .root || $0.isOpaque }),
            let published = versions.value(versions.published), let draft = versions.value(versions.draft)
        else { return nil }
        guard versions.hasBase else { return added(conflicts, versions, published, draft) }
        guard let base = versions.value(versions.base) else { return nil }
        func value(settling paths: [FieldPath], as version: FieldMerge.Version) -> Value? {
            let settled = Set(paths)
            var merge = FieldMerge(of: versions.file) { settled.contains($0) ? version : .draft }
            return merge.merge(.root, base: base, published: published, draft: draft)
        }
        guard let merged = value(settling: [], as: .draft) else { return nil }
        let frame = MergedText(
            file: versions.file, value: merged, base: FileText(bytes: versions.base),
            published: FileText(bytes: versions.published), draft: FileText(bytes: versions.draft)
        ).text.bytes
        return disputes(conflicts.map { [$0.path] }, frame, versions) { paths, version in
            value(settling: paths, as: version)
        }
    }

    /// Both sides made the file: one place for each entry of it.
    private static func added(
        _ conflicts: [FieldConflict], _ versions: Versions, _ published: Value, _ draft: Value
    ) -> ([UInt8], [Dispute])? {
        guard case .mapping(let theirs) = published, case .mapping(let ours) = draft else { return nil }
        let keys = Dictionary(grouping: conflicts.map(\.path)) { $0.segments[0] }
        let groups = keys.values.sorted { $0[0] < $1[0] }
        return disputes(groups, versions.draft, versions) { paths, version in
            let taken = Set(paths.map { $0.segments[0] })
            func isTaken(_ pair: Value.Pair) -> Bool { taken.contains(.key(pair.key)) }
            let kept = ours.filter { !isTaken($0) }
            return .mapping(version == .published ? kept + theirs.filter(isTaken) : kept)
        }
    }

    private static func disputes(
        _ groups: [[FieldPath]], _ frame: [UInt8], _ versions: Versions,
        _ value: (_ paths: [FieldPath], _ version: FieldMerge.Version) -> Value?
    ) -> ([UInt8], [Dispute])? {
        let document = Document(frame)
        let lines = LineMerge.lines(of: frame)
        func text(_ paths: [FieldPath], _ version: FieldMerge.Version, _ source: [UInt8]) -> [UInt8]? {
            guard let value = value(paths, version) else { return nil }
            do throws(EditError) {
                return try TextEditing.bring(document, of: versions.file, to: value, copyingFrom: [Document(source)])
                    .bytes
            } catch {
                return nil
            }
        }
        // Each is an edit of the whole file, twice.
        if groups.count > 64 || groups.count * frame.count > 1 << 20 {
            let paths = groups.flatMap { $0 }
            guard let base = text(paths, .base, versions.base),
                let published = text(paths, .published, versions.published)
            else { return nil }
            return (frame, Self.disputes(paths, document, lines, versions.file, base: base, published: published))
        }
        func dispute(_ paths: [FieldPath]) -> Dispute? {
            guard let base = text(paths, .base, versions.base),
                let published = text(paths, .published, versions.published)
            else { return nil }
            return Dispute(paths, lines, base: base, published: published)
        }
        var found: [Dispute] = []
        for group in groups {
            guard var next = dispute(group) else { return nil }
            // Together they may reach further than each alone.
            while let index = found.firstIndex(where: next.touches) {
                guard let both = dispute(found.remove(at: index).paths + next.paths) else { return nil }
                next = both
            }
            found.append(next)
        }
        func bounds(_ dispute: Dispute) -> (Int, Int) { (dispute.lines.lowerBound, dispute.lines.upperBound) }
        return (frame, found.sorted { bounds($0) < bounds($1) })
    }

    /// Many at once: whatever differs between the texts in which each side has its way everywhere.
    private static func disputes(
        _ paths: [FieldPath], _ frame: Document, _ lines: [LineMerge.Line], _ file: GovernedFile, base: [UInt8],
        published: [UInt8]
    ) -> [Dispute] {
        var disputes = LineMerge.differences(
            lines, published: LineMerge.lines(of: published), draft: LineMerge.lines(of: base)
        ).map { Dispute($0.lines, base: $0.draft, published: $0.published) }
        for (path, line) in Self.lines(of: paths, frame, lines, file) {
            let next = disputes.partitioningIndex { $0.lines.upperBound > line }
            if !disputes.isEmpty { disputes[min(next, disputes.count - 1)].paths.append(path) }
        }
        return disputes
    }

    /// In which line each field stands, or what it is in.
    private static func lines(
        of paths: [FieldPath], _ document: Document, _ lines: [LineMerge.Line], _ file: GovernedFile
    ) -> [(FieldPath, Int)] {
        do throws(EditError) {
            let outline = try Outline(document, file)
            var found: [(FieldPath, Int)] = []
            for path in paths {
                guard let index = outline.index(nearest: path) else { continue }
                let head = try outline.places[index].head()
                found.append((path, lines.partitioningIndex { $0.endIndex > head }))
            }
            return found
        } catch {
            return []
        }
    }

    /// Files that cannot be read or edited by field: all that differs, in one place.
    private static func whole(_ conflicts: [FieldConflict], _ versions: Versions) -> ([UInt8], [Dispute]) {
        let dispute = Dispute(
            conflicts.map(\.path), LineMerge.lines(of: versions.draft), base: versions.base,
            published: versions.published)
        return (versions.draft, [dispute])
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

extension [UInt8] {
    /// As the first line ends.
    fileprivate var lineEnd: [UInt8]? {
        guard let end = firstIndex(of: UInt8(ascii: "\n")) else { return nil }
        return end > 0 && self[end - 1] == 13 ? [13, 10] : [10]
    }
}
