package import Git
import YAML

/// One ref of a push, as git tells its hooks: where the pusher saw it, and where it is to go.
package struct PushedRef: Hashable, Sendable {
    /// In full: `refs/heads/main`.
    package let name: String
    /// Nil: it is made.
    package let old: ObjectID?
    /// Nil: it is deleted.
    package let new: ObjectID?
    /// False: its name is not UTF-8, and `name` only shows it.
    package let isText: Bool

    package init(name: String, old: ObjectID?, new: ObjectID?, isText: Bool = true) {
        self.name = name
        self.old = old
        self.new = new
        self.isText = isText
    }
}

/// All refs of a push, from the lines that git writes to a hook: `<old> <new> <name>`. Read strictly: a line that
/// git would not write is refused, and so is more than anybody pushes at once.
package struct PushedRefs: Sendable {
    package let refs: [PushedRef]
    private let places: [ExactText: Int]

    package static let mostRefs = 10_000
    /// Of a name. A file system takes less.
    package static let mostNameBytes = 4096
    /// Of all lines: more is not read.
    package static let mostBytes = 16 << 20

    /// Why what was read is not a push.
    package enum Problem: Error, Hashable, Sendable {
        case empty
        case tooLong(most: Int)
        case tooManyRefs(most: Int)
        /// The last line does not end.
        case cutOff
        /// This line is not one that git writes.
        case line(Int)
        case twice(String)
    }

    package init(_ input: [UInt8]) throws(Problem) {
        guard let last = input.last else { throw .empty }
        if input.count > Self.mostBytes { throw .tooLong(most: Self.mostBytes) }
        if last != UInt8(ascii: "\n") { throw .cutOff }
        var refs: [PushedRef] = []
        var places: [ExactText: Int] = [:]
        var start = 0
        while start < input.count {
            if refs.count == Self.mostRefs { throw .tooManyRefs(most: Self.mostRefs) }
            // A line that is too long is not looked at to its end.
            let most = min(input.count, start + PushedRef.mostLineBytes + 1)
            guard let end = input[start..<most].firstIndex(of: UInt8(ascii: "\n")),
                let ref = PushedRef(line: Array(input[start..<end]))
            else { throw .line(refs.count + 1) }
            // Names that are not text may show alike.
            if ref.isText, places.updateValue(refs.count, forKey: ExactText(ref.name)) != nil { throw .twice(ref.name) }
            refs.append(ref)
            start = end + 1
        }
        self.refs = refs
        self.places = places
    }

    /// Those lines that move one of these refs; the rest is not looked at.
    init(_ input: [UInt8], where isWanted: (PushedRef) -> Bool) {
        refs = input.split(separator: UInt8(ascii: "\n")).compactMap { PushedRef(line: Array($0)) }.filter(isWanted)
        places = Dictionary(
            refs.enumerated().map { (ExactText($1.name), $0) }, uniquingKeysWith: { first, _ in first })
    }

    /// What the push does to a ref; nil: it leaves it alone.
    package subscript(name: String) -> PushedRef? { places[ExactText(name)].map { refs[$0] } }

    func deletes(_ name: String) -> Bool { self[name].map { $0.new == nil } ?? false }
}

extension PushedRef {
    private static let idLength = 40
    private static let nameStart = 2 * (idLength + 1)
    fileprivate static let mostLineBytes = nameStart + PushedRefs.mostNameBytes

    /// Nil: git does not write such a line.
    fileprivate init?(line bytes: [UInt8]) {
        let nameStart = Self.nameStart
        guard bytes.count > nameStart, bytes[Self.idLength] == UInt8(ascii: " "),
            bytes[nameStart - 1] == UInt8(ascii: " ")
        else { return nil }
        let name = bytes[nameStart...]
        guard name.starts(with: "refs/".utf8), !name.contains(where: { $0 <= 0x20 || $0 == 0x7F }),
            let old = Self.id(bytes[..<Self.idLength]), let new = Self.id(bytes[(Self.idLength + 1)..<(nameStart - 1)])
        else { return nil }
        let text = String(validating: name, as: UTF8.self)
        self.init(
            name: text ?? String(decoding: name, as: UTF8.self), old: old == .zero ? nil : old,
            new: new == .zero ? nil : new, isText: text != nil)
    }

    /// In small letters, as git writes them.
    private static func id(_ digits: ArraySlice<UInt8>) -> ObjectID? {
        guard digits.allSatisfy(Digest.hexadecimal.contains) else { return nil }
        return ObjectID(hex: String(decoding: digits, as: UTF8.self))
    }
}
