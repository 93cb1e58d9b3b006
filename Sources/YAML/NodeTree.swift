/// The nodes of a document, let go of all at once.
final class NodeTree: Sendable {
    let nodes: Nodes

    init(_ nodes: Nodes) { self.nodes = nodes }
}

/// Nodes side by side, for thousands of files are read: a node costs no allocation, and no counted reference to what
/// stands in it. Each is known by its index.
struct Nodes: Sendable {
    struct Record: Sendable {
        enum Content: Sendable {
            case scalar(Scalar.Style, ScalarKind)
            case sequence, mapping

            var isMapping: Bool { if case .mapping = self { true } else { false } }
        }

        var content: Content
        var isAlias = false
        var isFlow = false
        var range: SourceRange
        // Half the size of Int, as in positions.
        private let start: UInt32
        private let count: UInt32

        /// - Parameter extent: of a scalar, its bytes in `text`; of a collection, its part of `children`.
        init(content: Content, isFlow: Bool = false, range: SourceRange, extent: Range<Int>) {
            self.content = content
            self.isFlow = isFlow
            self.range = range
            start = UInt32(extent.lowerBound)
            count = UInt32(extent.count)
        }

        fileprivate var extent: Range<Int> { Int(start)..<Int(start) + Int(count) }

        var isScalar: Bool { if case .scalar = content { true } else { false } }
        var isEmpty: Bool { range.start.offset == range.end.offset }
        /// In `children`; of a scalar, none.
        var childRange: Range<Int> { isScalar ? 0..<0 : extent }
    }

    /// Few nodes have any.
    struct Properties: Sendable {
        var anchor: String?
        var tag: String?
    }

    private(set) var records: [Record] = []
    /// What stands in each collection, by index, side by side: items, or keys and values by turns.
    private(set) var children: [UInt32] = []
    /// Of all scalars.
    private var text: [UInt8] = []
    private(set) var properties: [Int: Properties] = [:]

    init() {}

    /// - Parameter bytes: of the file.
    init(forBytes bytes: Int) {
        // What most files need, so that arrays seldom grow.
        records.reserveCapacity(bytes / 8)
        children.reserveCapacity(bytes / 8)
        text.reserveCapacity(bytes)
    }

    /// Adds a scalar, and answers with its index.
    mutating func append(
        _ text: UnsafeBufferPointer<UInt8>, _ style: Scalar.Style, _ kind: ScalarKind, at range: SourceRange
    ) -> Int {
        let start = self.text.count
        self.text.append(contentsOf: text)
        return append(Record(content: .scalar(style, kind), range: range, extent: start..<start + text.count))
    }

    /// Adds a collection.
    mutating func append(
        _ content: Record.Content, of children: ArraySlice<UInt32>, isFlow: Bool, at range: SourceRange
    ) -> Int {
        let start = self.children.count
        self.children.append(contentsOf: children)
        return append(
            Record(content: content, isFlow: isFlow, range: range, extent: start..<start + children.count))
    }

    /// Adds a node that shares the text or the children of another one.
    mutating func append(copyOf other: Int, _ change: (inout Record) -> Void) -> Int {
        var record = records[other]
        change(&record)
        let copy = append(record)
        if let shared = properties[other] { properties[copy] = shared }
        return copy
    }

    private mutating func append(_ record: Record) -> Int {
        records.append(record)
        return records.count - 1
    }

    mutating func note(anchor: String?, tag: String?, of index: Int) {
        if anchor != nil || tag != nil { properties[index] = Properties(anchor: anchor, tag: tag) }
    }

    mutating func move(_ index: Int, to range: SourceRange) { records[index].range = range }
}

extension Nodes {
    /// The bytes of a scalar's text; of a collection, none.
    func withText<Result>(of index: Int, _ body: (UnsafeBufferPointer<UInt8>) -> Result) -> Result {
        let record = records[index]
        return text.withUnsafeBufferPointer {
            body(UnsafeBufferPointer(rebasing: $0[record.isScalar ? record.extent : 0..<0]))
        }
    }

    func string(of index: Int) -> String { withText(of: index) { String(decoding: $0, as: UTF8.self) } }

    /// Whether this is a scalar of just this text.
    func reads(_ text: String, at index: Int) -> Bool {
        var text = text
        return text.withUTF8 { reads($0, at: index) }
    }

    func reads(_ wanted: UnsafeBufferPointer<UInt8>, at index: Int) -> Bool {
        let record = records[index]
        // Most texts that are compared differ in length.
        guard record.isScalar, record.extent.count == wanted.count else { return false }
        return withText(of: index) { $0.isIdentical(to: wanted) }
    }

    /// Whether this is the text `<<`.
    func readsMerge(at index: Int) -> Bool {
        records[index].isScalar && records[index].extent.count == 2 && reads("<<", at: index)
    }

    /// Where scalars are written, in the order of the file.
    var writtenScalars: [Int] { records.indices.filter { records[$0].isScalar && !records[$0].isAlias } }

    /// Where in `children` the first entry with this key starts.
    func place(of key: String, in index: Int) -> Int? {
        let record = records[index]
        guard case .mapping = record.content else { return nil }
        var key = key
        return key.withUTF8 { key in
            stride(from: record.extent.lowerBound, to: record.extent.upperBound, by: 2).first {
                reads(key, at: Int(children[$0]))
            }
        }
    }
}
