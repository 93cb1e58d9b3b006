import YAML

/// The entries and items of a text that stand in no brackets, in its order.
struct Outline {
    private(set) var places: [Place] = []
    private(set) var paths: [FieldPath] = []
    /// What each is in.
    private(set) var parents: [Int?] = []
    /// Also of what stands in brackets: what these belong to.
    private var indices: [FieldPath: Int] = [:]
    private let document: Document
    private let file: GovernedFile
    /// Where comments come from; by list, items that have another name here.
    var before: Document?
    private var renames: [FieldPath: [FieldPath.Segment: FieldPath.Segment]] = [:]

    init(_ document: Document, _ file: GovernedFile) throws(EditError) {
        self.document = document
        self.file = file
        guard let root = Place.root(of: document) else { return }
        var open: [(place: Place, path: FieldPath, parent: Int?)] = [(root, .root, nil)]
        while let (place, path, parent) = open.popLast() {
            var index = parent
            if place.isInFlow {
                indices[path] = parent
            } else if path != .root {
                index = places.count
                indices[path] = places.count
                places.append(place)
                paths.append(path)
                parents.append(parent)
            }
            // The first is looked at next.
            for (place, path) in Self.children(of: place, path, file).reversed() { open.append((place, path, index)) }
        }
    }

    private static func children(of place: Place, _ path: FieldPath, _ file: GovernedFile) -> [(Place, FieldPath)] {
        if let entries = place.node.entries {
            return entries.indices.map { index in
                (place.child(at: index), path.appending(.key(entries[index].key.scalar?.text ?? "")))
            }
        }
        guard let items = place.node.items else { return [] }
        let segments = ListIdentity(at: path, in: file).segments(of: items) ?? items.indices.map { .index($0) }
        return items.indices.map { (place.child(at: $0), path.appending(segments[$0])) }
    }

    /// Of a field or of what it is in, as far as that stands here.
    func index(nearest path: FieldPath) -> Int? {
        var path = path
        while !path.segments.isEmpty {
            if let index = indices[path] { return index }
            path.segments.removeLast()
        }
        return nil
    }

    /// Of what a path of the text before leads to here, under whatever name.
    mutating func index(of path: FieldPath) -> Int? { indices[path] ?? indices[renamed(path)] }

    /// The path with the names that items have here.
    private mutating func renamed(_ path: FieldPath) -> FieldPath {
        var renamed = FieldPath.root
        for segment in path.segments {
            switch segment {
            case .item, .element:
                let next = indices[renamed.appending(segment)] == nil ? renames(in: renamed)[segment] : nil
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
