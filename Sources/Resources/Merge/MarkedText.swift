import YAML

/// A file with marked conflicts (`ConflictText`), as somebody has it before them: some may be resolved by now, and other
/// lines edited. Its lines with one version of each conflict make a whole file, so that it is three files, which differ
/// in what is left to settle and in nothing else: those are merged again, by field.
package struct MarkedText {
    /// Which of the three versions of the file there are; the others are not there, or deleted.
    package struct Sides: Sendable {
        package var base: Bool
        package var published: Bool
        package var draft: Bool

        package init(base: Bool = true, published: Bool = true, draft: Bool = true) {
            self.base = base
            self.published = published
            self.draft = draft
        }
    }

    private let file: GovernedFile
    private let base: FileText?
    private let published: FileText?
    private let draft: FileText?
    /// Fields that are not resolved; never empty.
    package let conflicts: [FieldConflict]

    /// Nil if nothing is left to resolve.
    ///
    /// - Throws: `Unmarked` where markers are not as `ConflictText` writes them.
    package init?(_ text: [UInt8], of file: GovernedFile, _ sides: Sides = Sides()) throws(Unmarked) {
        guard let versions = try Self.versions(of: text) else { return nil }
        self.init(
            file, base: sides.base ? FileText(bytes: versions.base) : nil,
            published: sides.published ? FileText(bytes: versions.published) : nil,
            draft: sides.draft ? FileText(bytes: versions.draft) : nil)
    }

    private init?(_ file: GovernedFile, base: FileText?, published: FileText?, draft: FileText?) {
        guard case .conflict(let conflicts) = merge(file, base: base, published: published, draft: draft) else {
            return nil
        }
        self.file = file
        self.base = base
        self.published = published
        self.draft = draft
        self.conflicts = conflicts
    }

    /// Markers that lack their end, or what was before: only with all three versions a conflict is known by its fields.
    package struct Unmarked: Error {}
}

extension MarkedText {
    /// The file with some of its fields as a side has them, and the others marked as before.
    ///
    /// - Parameter paths: of `conflicts`.
    /// - Returns: nil: the file goes, as that side deleted it.
    package func settling(_ paths: Set<FieldPath>, as side: FieldConflict.Side) -> (
        text: [UInt8]?, left: [FieldConflict]
    ) {
        if paths.contains(.root) { return ((side == .draft ? draft : published)?.bytes, []) }
        let base = base.map { taking(paths, of: side, in: $0, .base) }
        let published = published.map { taking(paths, of: side, in: $0, .published) }
        let draft = draft.map { taking(paths, of: side, in: $0, .draft) }
        let merge = FileMerge(file, base: base, published: published, draft: draft)
        switch merge.outcome {
        case .merged(let text): return (text?.bytes, [])
        case .conflict(let left): return (ConflictText(merge).bytes, left)
        }
    }

    /// One of the three versions, with these fields as a side has them.
    private func taking(
        _ paths: Set<FieldPath>, of side: FieldConflict.Side, in text: FileText, _ version: FieldMerge.Version
    ) -> FileText {
        let taken: FieldMerge.Version = side == .draft ? .draft : .published
        guard taken != version, let source = side == .draft ? draft : published,
            let value = value(of: version, taking: paths, from: taken)
        else { return text }
        do throws(EditError) {
            let edited = try TextEditing.bring(text.document, of: file, to: value, copyingFrom: [source.document])
            return FileText(bytes: edited.bytes, mode: text.mode)
        } catch {
            return FileText(bytes: render(document: value), mode: text.mode)
        }
    }

    private func value(
        of version: FieldMerge.Version, taking paths: Set<FieldPath>, from taken: FieldMerge.Version
    ) -> Value? {
        func value(_ text: FileText?) -> Value? { text.flatMap { FileMeaning(file, $0).value } }
        guard let theirs = value(published), let ours = value(draft) else { return nil }
        guard let before = value(base) else {
            return FieldSettling(file: file).taking(
                conflicts.filter { paths.contains($0.path) }, from: taken, in: version == .published ? theirs : ours)
        }
        var merge = FieldMerge(of: file) { paths.contains($0) ? taken : nil }
        return merge.merge(.root, base: before, published: theirs, draft: ours)[version]
    }
}

// MARK: - Markers

extension MarkedText {
    /// Nil: nothing is marked.
    private static func versions(
        of text: [UInt8]
    ) throws(Unmarked) -> (base: [UInt8], published: [UInt8], draft: [UInt8])? {
        enum Part { case all, draft, base, published }
        var (base, published, draft): ([UInt8], [UInt8], [UInt8]) = ([], [], [])
        var part = Part.all
        var isMarked = false
        func isMarker(_ line: ArraySlice<UInt8>, _ character: Character) -> Bool {
            let mark = Array(String(repeating: character, count: 7).utf8)
            guard line.starts(with: mark) else { return false }
            return line.dropFirst(7).first.map { $0 == 0x20 || $0 == 0x0A || $0 == 0x0D } ?? true
        }
        let lines = TextLines(text)
        for number in 0..<lines.count {
            let line = lines[number..<number + 1]
            switch part {
            case .all where isMarker(line, "<"): (part, isMarked) = (.draft, true)
            case .draft where isMarker(line, "|"): part = .base
            case .base where isMarker(line, "="): part = .published
            case .published where isMarker(line, ">"): part = .all
            case .draft where isMarker(line, "="): throw Unmarked()
            case .all:
                base += line
                published += line
                draft += line
            case .draft: draft += line
            case .base: base += line
            case .published: published += line
            }
        }
        guard part == .all else { throw Unmarked() }
        return isMarked ? (base, published, draft) : nil
    }
}

// MARK: - Files that both sides made

/// Puts values into a file that is there in two versions only: without one of before there is nothing to merge over.
private struct FieldSettling {
    let file: GovernedFile

    /// A value with these fields as a side has them.
    func taking(_ conflicts: [FieldConflict], from side: FieldMerge.Version, in value: Value) -> Value {
        conflicts.reduce(value) { value, conflict in
            setting(conflict.path, to: side == .draft ? conflict.draft : conflict.published, in: value)
        }
    }

    private func setting(_ path: FieldPath, to new: Value?, in value: Value) -> Value {
        // From the whole to the field, and back again.
        var outer: [Value] = [value]
        for (depth, segment) in path.segments.dropLast().enumerated() {
            let place = FieldPath(Array(path.segments[..<depth]))
            guard let inner = entry(segment, at: place, in: outer[depth]) else { return value }
            outer.append(inner)
        }
        var new = new
        for (depth, segment) in path.segments.enumerated().reversed() {
            let place = FieldPath(Array(path.segments[..<depth]))
            new = setting(segment, to: new, at: place, in: outer[depth])
        }
        return new ?? value
    }

    private func index(of segment: FieldPath.Segment, at path: FieldPath, in value: Value) -> Int? {
        if case .key(let key) = segment { return value.pairs?.firstIndex { $0.key.isExactly(key) } }
        guard let items = value.items else { return nil }
        let segments = ListIdentity(at: path, in: file).segments(of: items) ?? items.indices.map { .index($0) }
        return segments.firstIndex(of: segment)
    }

    private func entry(_ segment: FieldPath.Segment, at path: FieldPath, in value: Value) -> Value? {
        guard let index = index(of: segment, at: path, in: value) else { return nil }
        return value.pairs.map { $0[index].value } ?? value.items?[index]
    }

    private func setting(
        _ segment: FieldPath.Segment, to new: Value?, at path: FieldPath, in value: Value
    ) -> Value {
        let index = index(of: segment, at: path, in: value)
        if var pairs = value.pairs, case .key(let key) = segment {
            switch (index, new) {
            case (let index?, let new?): pairs[index].value = new
            case (let index?, nil): pairs.remove(at: index)
            case (nil, let new?): pairs.append(Value.Pair(key: key, value: new))
            case (nil, nil): break
            }
            return .mapping(pairs)
        }
        guard var items = value.items else { return value }
        switch (index, new) {
        case (let index?, let new?): items[index] = new
        case (let index?, nil): items.remove(at: index)
        case (nil, let new?) where segment == .order:
            // Those that both have, in that order.
            let wanted = new.items ?? []
            let segments = ListIdentity(at: path, in: file).segments(of: items) ?? []
            func place(_ index: Int) -> Int? {
                segments.indices.contains(index) ? wanted.firstIndex { $0.means(segments[index].keyValue) } : nil
            }
            let places = items.indices.filter { place($0) != nil }
            let ordered = places.sorted { place($0) ?? 0 < place($1) ?? 0 }.map { items[$0] }
            for (index, item) in zip(places, ordered) { items[index] = item }
        case (nil, let new?): items.append(new)
        case (nil, nil): break
        }
        return .sequence(items)
    }
}
