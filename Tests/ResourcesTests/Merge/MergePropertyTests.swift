import Testing
import YAML

@testable import Resources

/// What holds for all resources, tried on many random ones. A failure names its seed.
@Suite struct MergePropertyTests {
    private static let seeds = UInt64(1)...300

    /// A random file with two random descendants.
    private struct Scene {
        let file: GovernedFile
        let base, published, draft: FileText

        init(seed: UInt64) {
            var resource = RandomResource(seed: seed)
            file = resource.file()
            let value = resource.value(of: file)
            base = resource.text(value)
            let isTidy = resource.random.chance(50)
            published = Scene.changed(value, base, isTidy, file, &resource)
            draft = Scene.changed(value, base, isTidy, file, &resource)
        }

        /// Another value, as a person writes it who changes the text, or as a program does that writes all anew.
        private static func changed(
            _ value: Value, _ text: FileText, _ isTidy: Bool, _ file: GovernedFile, _ resource: inout RandomResource
        ) -> FileText {
            let count = Int.random(in: 0...3, using: &resource.random)
            let changed = resource.changed(value, count: count)
            guard isTidy else { return resource.text(changed) }
            // A merge over the value it has leads to the text with just these changes in it.
            let target = FileText(bytes: render(document: changed))
            let base = FileText(bytes: render(document: value))
            guard case .merged(let text?) = merge(file, base: base, published: text, draft: target) else {
                return target
            }
            return text
        }
    }

    private func fields(_ file: GovernedFile, _ before: FileText, _ after: FileText) -> [FieldChange] {
        compare(file, before: before, after: after)?.fields ?? []
    }

    @Test("However a value is written, it is the same")
    func styles() {
        for seed in Self.seeds {
            var resource = RandomResource(seed: seed)
            let file = resource.file()
            let value = resource.value(of: file)
            let (a, b) = (resource.text(value), resource.text(value))
            let change = compare(file, before: a, after: b)
            #expect(change == nil, "seed \(seed)\n\(a.words)\n\(b.words)")
            #expect(!FileMeaning(file, a).isOpaque, "seed \(seed)\n\(a.words)")
        }
    }

    @Test("F8 the changes between two values are exactly what leads from one to the other")
    func exact() throws {
        var count = 0
        for seed in Self.seeds {
            let scene = Scene(seed: seed)
            let before = try #require(FileMeaning(scene.file, scene.published).value)
            let after = try #require(FileMeaning(scene.file, scene.draft).value)
            let changes = compare(scene.file, before: before, after: after)
            let applied = before.applying(changes)
            // Where a new item stands is not said (only a swap of old ones is), nothing else may be left open.
            for left in compare(scene.file, before: applied, after: after) {
                let list = FieldPath(left.path.segments.dropLast())
                let isAdded = changes.contains { $0.before == nil && $0.path.hasPrefix(list) }
                #expect(left.path.segments.last == .order && isAdded, "seed \(seed): \(left.path)")
            }
            #expect(compare(scene.file, before: before, after: applied) == changes, "seed \(seed)")
            let back = compare(scene.file, before: after, after: before)
            #expect(back.map(\.path) == changes.map(\.path), "seed \(seed)")
            #expect(Set(changes.map(\.path)).count == changes.count, "seed \(seed)")
            count += changes.count
        }
        #expect(count > 300, "the seeds try too little")
    }

    @Test("B1 values mean the same exactly if their canonical forms are equal")
    func canonical() throws {
        for seed in Self.seeds {
            var resource = RandomResource(seed: seed)
            let file = resource.file()
            let value = resource.value(of: file)
            let texts = [
                resource.text(value), resource.text(value), resource.text(resource.changed(value, count: 1)),
            ]
            let forms = try texts.map { text in
                file.canonical(try #require(FileMeaning(file, text).value), at: .root)
            }
            #expect(forms[0] == forms[1], "seed \(seed)")
            #expect((forms[0] == forms[2]) == (compare(file, before: texts[0], after: texts[2]) == nil), "seed \(seed)")
        }
    }

    @Test("B4 a side that changed nothing leaves the other as it is, byte for byte")
    func identity() {
        for seed in Self.seeds {
            let scene = Scene(seed: seed)
            let (x, y) = (scene.base, scene.draft)
            #expect(merge(scene.file, base: x, published: x, draft: y) == .merged(y), "seed \(seed)")
            #expect(merge(scene.file, base: x, published: y, draft: x) == .merged(y), "seed \(seed)")
            #expect(merge(scene.file, base: x, published: y, draft: y) == .merged(y), "seed \(seed)")
        }
    }

    @Test("B4 one merge comes to what each version comes to that has its way in every conflict")
    func settled() throws {
        var inConflict = 0
        for seed in Self.seeds {
            let scene = Scene(seed: seed)
            let values = [scene.base, scene.published, scene.draft].map { FileMeaning(scene.file, $0).value }
            var merge = FieldMerge(of: scene.file)
            let settled = merge.merge(.root, base: values[0], published: values[1], draft: values[2])
            if !merge.conflicts.isEmpty { inConflict += 1 }
            for version in [FieldMerge.Version.base, .published, .draft] {
                var alone = FieldMerge(of: scene.file) { _ in version }
                let one = alone.merge(.root, base: values[0], published: values[1], draft: values[2])
                #expect(one.base == settled[version], "seed \(seed)")
                #expect(one.base == one.published && one.base == one.draft, "seed \(seed)")
            }
            if merge.conflicts.isEmpty {
                #expect(settled.base == settled.published && settled.base == settled.draft, "seed \(seed)")
            }
        }
        #expect(inConflict > 20, "the seeds try too little: \(inConflict)")
    }

    @Test("B4 conflicts that are settled one by one, in any order, come to one side of each, and to nothing else")
    func settling() throws {
        var count = 0
        for seed in Self.seeds {
            let scene = Scene(seed: seed)
            let merge = FileMerge(
                scene.file, base: scene.base, published: scene.published, draft: scene.draft)
            guard case .conflict(let conflicts) = merge.outcome else { continue }
            var random = SeededGenerator(seed: seed)
            let sides = conflicts.map { _ in FieldConflict.Side.allCases.randomElement(using: &random) ?? .draft }
            var texts: [FileText] = []
            for order in [Array(conflicts.indices), conflicts.indices.shuffled(using: &random)] {
                var text = ConflictText(merge).bytes
                for (step, index) in order.enumerated() {
                    let marked = try #require(try MarkedText(text, of: scene.file), "seed \(seed)")
                    let path = conflicts[index].path
                    #expect(
                        Set(marked.conflicts.map(\.path)) == Set(order[step...].map { conflicts[$0].path }),
                        "seed \(seed)")
                    let (settled, left) = marked.settling([path], as: sides[index])
                    #expect(left.count == order.count - step - 1, "seed \(seed)")
                    text = try #require(settled)
                }
                #expect(try MarkedText(text, of: scene.file) == nil, "seed \(seed)")
                texts.append(FileText(bytes: text))
            }
            #expect(compare(scene.file, before: texts[0], after: texts[1]) == nil, "seed \(seed)")
            // Against a side, what is left are the fields that the other had its way in, and its own edits elsewhere.
            for (conflict, side) in zip(conflicts, sides) where conflict.path.segments.last != .order {
                let taken = side == .draft ? scene.draft : scene.published
                let differs = fields(scene.file, taken, texts[0]).contains { $0.path.hasPrefix(conflict.path) }
                #expect(!differs, "seed \(seed): \(conflict.path)")
            }
            count += conflicts.count
        }
        #expect(count > 40, "the seeds try too little: \(count)")
    }

    @Test("B4 exchanging the sides changes nothing in meaning")
    func symmetry() {
        for seed in Self.seeds {
            let scene = Scene(seed: seed)
            let one = merge(scene.file, base: scene.base, published: scene.published, draft: scene.draft)
            let other = merge(scene.file, base: scene.base, published: scene.draft, draft: scene.published)
            switch (one, other) {
            case (.merged(let a), .merged(let b)):
                #expect(compare(scene.file, before: a, after: b) == nil, "seed \(seed)")
            case (.conflict(let a), .conflict(let b)):
                let exchanged = b.map { conflict in
                    FieldConflict(
                        file: conflict.file, path: conflict.path, base: conflict.base, published: conflict.draft,
                        draft: conflict.published, isOpaque: conflict.isOpaque)
                }
                #expect(a == exchanged, "seed \(seed)")
            default: Issue.record("seed \(seed): a conflict one way only")
            }
        }
    }

    @Test("B4 changes of different fields are all in the merge, and nothing else")
    func disjoint() throws {
        var tried = 0
        for seed in Self.seeds {
            let scene = Scene(seed: seed)
            let theirs = fields(scene.file, scene.base, scene.published)
            let ours = fields(scene.file, scene.base, scene.draft)
            guard !theirs.isEmpty, !ours.isEmpty, !overlap(theirs, ours) else { continue }
            tried += 1
            let outcome = merge(scene.file, base: scene.base, published: scene.published, draft: scene.draft)
            guard case .merged(let text?) = outcome else {
                Issue.record("seed \(seed): \(outcome)")
                continue
            }
            let all = (theirs + ours).sorted { $0.path < $1.path }
            #expect(fields(scene.file, scene.base, text) == all, "seed \(seed)\n\(text.words)")
        }
        #expect(tried > 60, "the seeds try too little: \(tried)")
    }

    @Test("B1 publishing something else leaves a draft's changes as they were approved")
    func approval() {
        for seed in Self.seeds {
            let scene = Scene(seed: seed)
            let theirs = fields(scene.file, scene.base, scene.published)
            let ours = fields(scene.file, scene.base, scene.draft)
            guard !ours.isEmpty, !overlap(theirs, ours) else { continue }
            let outcome = merge(scene.file, base: scene.base, published: scene.published, draft: scene.draft)
            guard case .merged(let text?) = outcome else { continue }
            #expect(fields(scene.file, scene.published, text) == ours, "seed \(seed)\n\(text.words)")
        }
    }

    @Test("B4 a marked conflict reads as a file again whichever side is chosen, and only the named fields differ")
    func marked() {
        var tried = 0
        for seed in Self.seeds.prefix(120) {
            let scene = Scene(seed: seed)
            let merge = FileMerge(scene.file, base: scene.base, published: scene.published, draft: scene.draft)
            guard case .conflict(let conflicts) = merge.outcome, conflicts[0].path != .root else { continue }
            tried += 1
            let marked = ConflictText(merge)
            let text = String(decoding: marked.bytes, as: UTF8.self)
            let sides = ["draft", "base", "published"].map { FileText(text.choosing($0)) }
            #expect((1...conflicts.count).contains(marked.places), "seed \(seed)\n\(text)")
            for (side, original) in zip(sides, [scene.draft, scene.base, scene.published]) {
                #expect(!FileMeaning(scene.file, side).isOpaque, "seed \(seed)\n\(text)")
                // What a side says of the fields in question is what it said.
                for change in fields(scene.file, original, side) {
                    #expect(!conflicts.contains { $0.path == change.path }, "seed \(seed): \(change.path)\n\(text)")
                }
            }
            for change in fields(scene.file, sides[0], sides[2]) {
                let isNamed = conflicts.contains { conflict in
                    let place =
                        conflict.path.segments.last == .order
                        ? FieldPath(conflict.path.segments.dropLast()) : conflict.path
                    return place.overlaps(change.path)
                }
                #expect(isNamed, "seed \(seed): \(change.path)\n\(text)")
            }
        }
        #expect(tried > 10, "the seeds try too little: \(tried)")
    }

    @Test("B4 a conflict names a field that both sides changed")
    func conflicts() {
        var tried = 0
        for seed in Self.seeds {
            let scene = Scene(seed: seed)
            let outcome = merge(scene.file, base: scene.base, published: scene.published, draft: scene.draft)
            guard case .conflict(let conflicts) = outcome else { continue }
            tried += 1
            let theirs = fields(scene.file, scene.base, scene.published)
            let ours = fields(scene.file, scene.base, scene.draft)
            for conflict in conflicts {
                #expect(theirs.contains { $0.path.overlaps(conflict.path) }, "seed \(seed): \(conflict.path)")
                #expect(ours.contains { $0.path.overlaps(conflict.path) }, "seed \(seed): \(conflict.path)")
                #expect(conflict.published != conflict.draft, "seed \(seed): \(conflict.path)")
            }
        }
        #expect(tried > 20, "the seeds try too little: \(tried)")
    }

    /// Whether both sides touch one field, or one list in ways that bear on each other: positions that shift, an order
    /// of items of which one goes away.
    private func overlap(_ a: [FieldChange], _ b: [FieldChange]) -> Bool {
        for one in a {
            for other in b {
                if one.path.overlaps(other.path) { return true }
                guard let first = one.path.segments.last, let second = other.path.segments.last else { return true }
                let lists = (one.path.segments.dropLast(), other.path.segments.dropLast())
                guard lists.0 == lists.1 else { continue }
                let resized = [one, other].contains { $0.before == nil || $0.after == nil }
                if case .index = first, resized { return true }
                if first == .order || second == .order, resized { return true }
            }
        }
        return false
    }
}
