import Resources
import YAML

extension Words {
    /// `1 model, 2 syncs · 5 fields · query +3 −1`
    init(counting reviews: [ResourceReview]) {
        func count(_ kind: ResourceKind) -> Int { reviews.count { $0.resource?.kind == kind } }
        var kinds: [Words] = []
        if count(.model) > 0 { kinds.append(counted(count(.model), "model")) }
        if count(.sync) > 0 { kinds.append(counted(count(.sync), "sync")) }
        kinds += reviews.filter { $0.resource == nil }.map { "\($0.title)" }
        var parts = [kinds.inWords()]
        func state(_ name: Words, _ isIt: (ResourceReview) -> Bool) {
            let count = reviews.count(where: isIt)
            if count > 0 { parts.append("\(count)\u{A0}\(name)") }
        }
        state("new") { $0.renamedTo == nil && $0.main?.kind == .added }
        state("deleted") { $0.renamedTo == nil && $0.main?.kind == .deleted }
        state("renamed") { $0.renamedTo != nil }
        let fields = reviews.flatMap { review in
            review.renamedTo != nil || review.main?.kind ?? .changed == .changed ? review.fields : []
        }
        if !fields.isEmpty { parts.append(counted(fields.count, "field")) }
        let queries = fields.filter { $0.fieldClass == .query }.map {
            LineDiff(from: $0.before?.string ?? "", to: $0.after?.string ?? "")
        }
        if !queries.isEmpty {
            let (added, removed) = queries.reduce((0, 0)) { ($0.0 + $1.added, $0.1 + $1.removed) }
            parts.append("query\u{A0}+\(added)\u{A0}−\(removed)")
        }
        self = parts.joined(by: " · ")
    }
}
