import YAML

/// The entries and items of a text that stand in no brackets, in its order.
struct Outline {
    private(set) var places: [Place] = []
    /// What each is in.
    private(set) var parents: [Int?] = []
    /// What each is called there.
    private var segments: [FieldPath.Segment] = []
    /// Behind the last that is in each.
    private var ends: [Int] = []
    private let root: Node?
    private let document: Document
    private let file: GovernedFile
    /// Where comments come from; by list, items that have another name here.
    var before: Document?
    private var renames: [FieldPath: [FieldPath.Segment: FieldPath.Segment]] = [:]
    /// By collection (-1: the root) of many, what stands in it.
    private var tables: [Int: [FieldPath.Segment: Int]] = [:]

    init(_ document: Document, _ file: GovernedFile) {
        self.document = document
        self.file = file
        let root = Place.root(of: document)
        self.root = root?.node
        guard let root else { return }
        // The collections that a place is in, outermost first, and how far each has been looked through.
        var open = [Level(root, index: nil, self)]
        while let last = open.indices.last {
            guard let (place, segment) = open[last].next() else {
                open.removeLast()
                continue
            }
            let index = places.count
            places.append(place)
            segments.append(segment)
            parents.append(open[last].index)
            if !place.node.isFlow, !place.node.children.isEmpty { open.append(Level(place, index: index, self)) }
        }
        ends = Array(1..<(places.count + 1))
        for index in places.indices.reversed() {
            if let parent = parents[index] { ends[parent] = max(ends[parent], ends[index]) }
        }
    }

    /// A collection that is being looked through.
    private struct Level {
        let index: Int?
        private let place: Place
        private let entries: Node.Entries?
        /// Of a list, its items.
        private let segments: [FieldPath.Segment]
        private var position = 0

        init(_ place: Place, index: Int?, _ outline: Outline) {
            self.place = place
            self.index = index
            entries = place.node.isFlow ? nil : place.node.entries
            let items = place.node.isFlow ? nil : place.node.items
            segments = items.map { outline.segments(of: $0, at: outline.path(of: index)) } ?? []
        }

        mutating func next() -> (Place, FieldPath.Segment)? {
            defer { position += 1 }
            if let entries, position < entries.count {
                return (place.child(at: position), .key(entries[position].key.scalar?.text ?? ""))
            }
            return position < segments.count ? (place.child(at: position), segments[position]) : nil
        }
    }

    /// Which field it is; nil stands for the root.
    func path(of index: Int?) -> FieldPath {
        var segments: [FieldPath.Segment] = []
        var next = index
        while let index = next {
            segments.append(self.segments[index])
            next = parents[index]
        }
        return FieldPath(segments.reversed())
    }

    /// Of what a path of the text before leads to here, under whatever name. What stands in brackets belongs to what has
    /// these.
    mutating func index(of path: FieldPath) -> Int? { find(path)?.index ?? find(renamed(path))?.index }

    /// The index is nil for what belongs to the root.
    private mutating func find(_ path: FieldPath) -> (index: Int?, node: Node)? {
        guard var node = root else { return nil }
        var index: Int?
        var isInFlow = false
        for (depth, segment) in path.segments.enumerated() {
            isInFlow = isInFlow || node.isFlow
            if isInFlow {
                guard let next = child(segment, of: node, at: FieldPath(Array(path.segments.prefix(depth)))) else {
                    return nil
                }
                node = next
            } else {
                guard let next = child(segment, of: index, node.children.count) else { return nil }
                index = next
                node = places[next].node
            }
        }
        return (index, node)
    }

    private mutating func child(_ segment: FieldPath.Segment, of parent: Int?, _ count: Int) -> Int? {
        let first = parent.map { $0 + 1 } ?? 0
        let end = parent.map { ends[$0] } ?? places.count
        guard count > 32 else {
            var index = first
            while index < end, segments[index] != segment { index = ends[index] }
            return index < end ? index : nil
        }
        if let known = tables[parent ?? -1] { return known[segment] }
        var table: [FieldPath.Segment: Int] = [:]
        table.reserveCapacity(count)
        var index = first
        while index < end {
            table[segments[index]] = index
            index = ends[index]
        }
        tables[parent ?? -1] = table
        return table[segment]
    }

    private func child(_ segment: FieldPath.Segment, of node: Node, at path: FieldPath) -> Node? {
        if case .key(let key) = segment { return node.entry(key)?.value }
        guard let items = node.items, let index = segments(of: items, at: path).firstIndex(of: segment) else {
            return nil
        }
        return items[index]
    }

    private func segments(of items: Node.Children, at path: FieldPath) -> [FieldPath.Segment] {
        ListIdentity(at: path, in: file).segments(of: items) ?? items.indices.map { .index($0) }
    }

    /// The path with the names that items have here.
    private mutating func renamed(_ path: FieldPath) -> FieldPath {
        var renamed = FieldPath.root
        for segment in path.segments {
            switch segment {
            case .item, .element:
                let next = find(renamed.appending(segment)) == nil ? renames(in: renamed)[segment] : nil
                renamed = renamed.appending(next ?? segment)
            case .key, .index, .order: renamed = renamed.appending(segment)
            }
        }
        return renamed
    }

    private mutating func renames(in list: FieldPath) -> [FieldPath.Segment: FieldPath.Segment] {
        if let known = renames[list] { return known }
        let items = [before, document].compactMap { $0.flatMap { list.node(in: $0, of: file) }?.value.items }
        let found = items.count == 2 ? ItemRenames.renames(from: items[0], to: items[1], at: list, in: file) : [:]
        renames[list] = found
        return found
    }
}
