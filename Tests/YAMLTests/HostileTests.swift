import Testing
import YAML

@Suite struct HostileTests {
    /// Every node lies within the file and within its parent, unless an alias stands for it.
    private func checkRanges(_ node: Node, within outer: Range<Int>) {
        let range = node.range.start.offset..<max(node.range.start.offset, node.range.end.offset)
        #expect(outer.lowerBound <= range.lowerBound && range.upperBound <= outer.upperBound)
        guard !node.isAlias else { return }
        for child in node.children {
            checkRanges(child, within: range)
        }
    }

    @Test("no bytes break reading, and edits of what can be read are refused or right", arguments: 0..<300)
    func mutated(_ seed: Int) {
        var scribe = Scribe(seed)
        var bytes = Array(scribe.document().text.utf8)
        let pieces: [[UInt8]] =
            [
                "&a ", "*a", "!x ", "? ", ": ", "- ", "|", ">", "|+\n", "{", "}", "[", "]", ",", "#", " #", "\t", "\n",
                "\r", "  ",
                "'", "\"", "\\", "%", "---\n", "...\n", "<<: ", "\u{2028}", "é", "\u{FEFF}",
            ].map { Array($0.utf8) } + [[0xFF], [0]]
        for _ in 0..<1 + scribe.dice.roll(3) {
            let place = scribe.dice.roll(bytes.count + 1)
            let length = min(scribe.dice.roll(3), bytes.count - place)
            bytes.replaceSubrange(place..<place + length, with: scribe.dice.pick(pieces))
        }
        let document = Document(bytes)
        #expect(document.bytes == bytes)
        guard let root = document.root else { return }
        checkRanges(root, within: 0..<bytes.count)
        let value = root.value
        for path in paths(value) {
            let new = scribe.value(depth: 3)
            let replaced = attempt { () throws(EditError) in try document.replacing(path, with: .value(new)) }
            #expect(replaced.map { $0.at(path) == new } ?? true)
            let removed = attempt { () throws(EditError) in try document.removing(path) }
            #expect(removed.map { $0 != value } ?? true)
            let added = attempt { () throws(EditError) in
                try document.adding("new", .value(new), to: path, after: nil)
            }
            #expect(added.map { $0.at(path + ["new"]) == new } ?? true)
            let inserted = attempt { () throws(EditError) in
                try document.inserting(.copied(from: document, at: path), at: 0, in: Array(path.dropLast()))
            }
            #expect(inserted.map { $0.at(path.dropLast() + [0]) == value.at(path) } ?? true)
        }
    }

    /// The value of the file after an edit; `nil` if the edit was refused, which mutated files may come to.
    private func attempt(_ edit: () throws(EditError) -> [UInt8]) -> Value? {
        do throws(EditError) {
            let result = Document(try edit())
            #expect(result.isReadable)
            return result.root?.value ?? .null
        } catch {
            #expect(!error.reason.isEmpty)
            return nil
        }
    }
}
