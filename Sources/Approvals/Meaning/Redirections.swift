import Git
import Resources
import YAML

/// The resources that changed aliases redirect: none of the files that go through them changes, and all of these are
/// reached by the change, before and after (protocol.md, Subject). The syncs are read through once, and only then.
struct Redirections {
    private(set) var entries: [Subject.Redirection] = []
    private(set) var touches: [Touch] = []
    private(set) var context: [Subject.Context] = []

    init(of changes: [(path: String, change: FileChange)], before: Snapshot, after: Snapshot) throws {
        guard changes.contains(where: { if case .aliases = $0.change.file { true } else { false } }) else { return }
        let (old, new) = (try before.connections(), try after.connections())
        func ways(_ name: String?, _ kind: Connections.Kind) -> [String] {
            guard let name else { return [] }
            let (was, now) = (old.resolve(name, kind), new.resolve(name, kind))
            return was.isExactly(now) ? [] : [was, now]
        }
        // What changes itself is reached by that.
        let changed = Set(changes.map(\.change.file))
        var sources: [ExactText: [String]] = [:]
        for slug in try after.slugs(of: .model) {
            let ways = ways(try after.modelFile(slug).source?.text, .source)
            guard !ways.isEmpty else { continue }
            sources[ExactText(slug)] = ways
            if !changed.contains(.model(slug)) { add(.model(slug), sources: ways, [], from: ways, to: [], after) }
        }
        for slug in try after.slugs(of: .sync) where !changed.contains(.sync(slug)) {
            let sync = try after.syncFile(slug)
            let model = sync.model?.text
            let moved = model.flatMap { sources[ExactText($0)] } ?? []
            let destinations = ways(sync.destination?.text, .destination)
            guard !moved.isEmpty || !destinations.isEmpty else { continue }
            let source = try model.flatMap { try after.source(ofModel: $0) }
            let destination = try after.destination(ofSync: slug)
            add(
                .sync(slug), sources: moved, destinations,
                from: moved.isEmpty ? [source].compactMap(\.self) : moved,
                to: destinations.isEmpty ? [destination].compactMap(\.self) : destinations, after)
            context.append(try after.context(ofSync: slug, at: after.layout.path(of: .sync(slug))))
        }
    }

    /// - Parameters:
    ///   - sources: that an alias moves it from and to; likewise the destinations.
    ///   - reached: all that the change reaches of these.
    private mutating func add(
        _ file: GovernedFile, sources: [String], _ destinations: [String], from reachedSources: [String],
        to reachedDestinations: [String], _ after: Snapshot
    ) {
        entries.append(
            Subject.Redirection(path: after.layout.path(of: file), sources: sources, destinations: destinations))
        let isSync = if case .sync = file { true } else { false }
        touches.append(
            Touch(
                file: file, needsApproval: true, sources: Set(reachedSources.map(ExactText.init)),
                destinations: Set(reachedDestinations.map(ExactText.init)), usedDestinations: [],
                isUnknown: reachedSources.isEmpty || isSync && reachedDestinations.isEmpty))
    }
}
