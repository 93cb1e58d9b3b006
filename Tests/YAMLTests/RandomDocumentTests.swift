import Testing
import YAML

/// A way down to every node of a value.
func paths(_ value: Value, _ path: [Step] = []) -> [[Step]] {
    var all = path.isEmpty ? [] : [path]
    for pair in value.pairs ?? [] { all += paths(pair.value, path + [.key(pair.key)]) }
    for (index, item) in (value.items ?? []).enumerated() { all += paths(item, path + [.index(index)]) }
    return all
}

extension Value {
    func at(_ path: some Sequence<Step>) -> Value? {
        var value: Value? = self
        for step in path {
            switch step {
            case .key(let key): value = value?[key]
            case .index(let index): value = value?.items?[index]
            }
        }
        return value
    }
}

@Suite struct RandomDocumentTests {
    @Test("what is written in any style reads as what it means", arguments: 0..<250)
    func read(_ seed: Int) {
        var scribe = Scribe(seed)
        let (text, value) = scribe.document()
        let document = Document(Array(text.utf8))
        #expect(document.problems.isEmpty, "\(text)")
        #expect(document.root?.value == value, "\(text)")
    }

    @Test("ranges of random documents hold the text of their nodes, in order and within each other", arguments: 0..<200)
    func ranges(_ seed: Int) throws {
        var scribe = Scribe(seed)
        let document = Document(Array(scribe.document().text.utf8))
        func visit(_ node: Node, within outer: SourceRange) {
            #expect(
                outer.start <= node.range.start && node.range.start <= node.range.end && node.range.end <= outer.end)
            for end in [node.range.start, node.range.end] { #expect(document.position(ofByte: end.offset) == end) }
            var last = node.range.start
            for child in node.children {
                #expect(last <= child.range.start)
                last = child.range.end
                visit(child, within: node.range)
            }
            if let scalar = node.scalar, scalar.style == .plain {
                let range = node.range.start.offset..<node.range.end.offset
                let text = String(decoding: document.bytes[range], as: UTF8.self)
                #expect(text == scalar.text || scalar.kind == .null)
            }
        }
        let root = try #require(document.root)
        visit(root, within: root.range)
    }

    @Test("what is rendered reads as what was rendered", arguments: 0..<250)
    func render(_ seed: Int) {
        var scribe = Scribe(seed)
        let value = scribe.mapping(depth: 0)
        let bytes = YAML.render(document: value)
        let document = Document(bytes)
        #expect(document.root?.value == value, "\(String(decoding: bytes, as: UTF8.self))")
        #expect(document.problems.isEmpty)
    }

    @Test("replacing keeps all in front of the node, and every comment outside of it", arguments: 0..<250)
    func replace(_ seed: Int) throws {
        var scribe = Scribe(seed)
        let (text, value) = scribe.document()
        let document = Document(Array(text.utf8))
        let path = scribe.dice.pick(paths(value))
        let new = scribe.value(depth: 2)
        let bytes = try shown(text, path, new) { () throws(EditError) in
            try document.replacing(path, with: .value(new))
        }
        let result = String(decoding: bytes, as: UTF8.self)
        #expect(Document(bytes).root?.value.at(path) == new)

        let node = try #require(document.node(at: path))
        let head = document.entry(at: path)?.key ?? node
        let line = document.bytes[..<head.range.start.offset].lastIndex(of: 0x0A) ?? 0
        let isBelowDash = document.entry(at: path) == nil && node.isBlockCollection
        #expect(isBelowDash || bytes.starts(with: document.bytes[..<line]))
        for number in 1..<scribe.comments + 1 {
            guard let range = text.firstRange(of: "#c\(number).") else { continue }
            let offset = text.utf8.distance(from: text.startIndex, to: range.lowerBound)
            let isInside = node.range.start.offset..<node.range.end.offset ~= offset
            let isAbove = offset < node.range.start.offset && node.isBlockCollection
            #expect(
                isInside || isAbove || offset > node.range.end.offset && node.isBlockCollection
                    || result.contains("#c\(number)."), "#c\(number). \(path)\n\(text)\n=>\n\(result)")
        }
    }

    @Test("adding an entry and removing it gives the same bytes", arguments: 0..<250)
    func addAndRemove(_ seed: Int) throws {
        var scribe = Scribe(seed)
        let (text, value) = scribe.document()
        let document = Document(Array(text.utf8))
        let candidates = ([[]] + paths(value)).filter { (value.at($0)?.pairs?.count ?? 0) > 0 }
        let path = scribe.dice.pick(candidates)
        let after = scribe.dice.pick([nil] + (value.at(path)?.pairs ?? []).map(\.key))
        let new = scribe.value(depth: 2)
        let added = try shown(text, path, new) { () throws(EditError) in
            try document.adding("new", .value(new), to: path, after: after)
        }
        let removed = try Document(added).removing(path + ["new"])
        #expect(equal(removed, document.bytes), "\(text)\n=>\n\(String(decoding: added, as: UTF8.self))")
    }

    @Test("inserting an item and removing it gives the same bytes", arguments: 0..<250)
    func insertAndRemove(_ seed: Int) throws {
        var scribe = Scribe(seed)
        // Most documents have a list: until one does.
        var (text, value) = scribe.document()
        var candidates: [[Step]] { paths(value).filter { (value.at($0)?.items?.count ?? 0) > 0 } }
        while candidates.isEmpty { (text, value) = scribe.document() }
        let document = Document(Array(text.utf8))
        let path = scribe.dice.pick(candidates)
        let index = scribe.dice.roll((value.at(path)?.items?.count ?? 0) + 1)
        let new = scribe.value(depth: 2)
        let inserted = try shown(text, path, new) { () throws(EditError) in
            try document.inserting(.value(new), at: index, in: path)
        }
        let removed = try Document(inserted).removing(path + [.index(index)])
        #expect(equal(removed, document.bytes), "\(text)\n=>\n\(String(decoding: inserted, as: UTF8.self))")
    }

    @Test("a copy of an entry or item that was removed comes back as it was", arguments: 0..<250)
    func removeAndCopy(_ seed: Int) throws {
        var scribe = Scribe(seed)
        scribe.hasBlankLines = false
        // Whatever is not the first of its parent, whose line may be shared with another dash, and is not null, which may
        // have no text to copy.
        var (text, value) = scribe.document()
        var candidates: [[Step]] {
            paths(value).filter { path in
                guard value.at(path) != .null else { return false }
                let parent = value.at(path.dropLast())
                return switch path[path.count - 1] {
                case .key(let key): (parent?.pairs?.firstIndex { $0.key == key } ?? 0) > 0
                case .index(let index): index > 0
                }
            }
        }
        while candidates.isEmpty { (text, value) = scribe.document() }
        let document = Document(Array(text.utf8))
        let path = scribe.dice.pick(candidates)
        let removed = Document(try shown(text, path) { () throws(EditError) in try document.removing(path) })
        let parent = Array(path.dropLast())
        let copied: [UInt8]
        switch path[path.count - 1] {
        case .key(let key):
            let keys = value.at(parent)?.pairs?.map(\.key) ?? []
            let index = try #require(keys.firstIndex(of: key))
            copied = try removed.adding(
                key, .copied(from: document, at: path), to: parent, after: keys[index - 1])
        case .index(let index):
            copied = try removed.inserting(.copied(from: document, at: path), at: index, in: parent)
        }
        #expect(Document(copied).root?.value == value)
        let siblings = value.at(parent)?.pairs?.count ?? value.at(parent)?.items?.count ?? 0
        guard siblings > 1, document.node(at: parent)?.isFlow == false else { return }
        #expect(
            equal(copied, document.bytes),
            "\(path)\n\(text)\n=>\n\(String(decoding: removed.bytes, as: UTF8.self))\n=>\n\(String(decoding: copied, as: UTF8.self))"
        )
    }

    /// Shows what an edit was about, if it fails.
    private func shown(
        _ text: String, _ path: [Step], _ new: Value? = nil, edit: () throws(EditError) -> [UInt8]
    ) throws(EditError) -> [UInt8] {
        do throws(EditError) {
            return try edit()
        } catch {
            Issue.record("\(error.reason): \(path) \(String(describing: new)) in\n\(text.debugDescription)")
            throw error
        }
    }

    /// But for the end of the last line, which a removed last line takes along.
    private func equal(_ a: [UInt8], _ b: [UInt8]) -> Bool {
        func trimmed(_ bytes: [UInt8]) -> ArraySlice<UInt8> {
            bytes[...(bytes.lastIndex { $0 != 0x0A && $0 != 0x0D } ?? 0)]
        }
        return trimmed(a) == trimmed(b)
    }
}

extension Document {
    fileprivate func entry(at path: [Step]) -> Node.Entry? {
        guard case .key(let key) = path.last else { return nil }
        return node(at: Array(path.dropLast()))?.entry(key)
    }
}

extension Node {
    var isBlockCollection: Bool { !isFlow && scalar == nil }
}
