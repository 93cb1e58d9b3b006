package import Approvals
import Resources

extension Reader {
    /// `draft/bo/score also changes model/leads (query)`
    package func words(_ overlap: Overlap) -> Words {
        let draft: Words = "\(overlap.draft)"
        switch overlap.what {
        case .sameFields(let file, let fields):
            let name: Words = "\(file.resource?.description ?? layout.path(of: file))"
            let part: Words =
                if case .columns = file { " (columns)" } else if fields.isEmpty { Words() } else {
                    " (\(fields.map { "\($0)" as Words }.inWords("and", limit: 3)))"
                }
            return "\(draft) also changes \(name)\(part)"
        case .modelBeneath(let model, let syncs):
            return "\(draft) changes model/\(model), on which \(names(syncs)) \(runs(syncs))"
        case .syncsAbove(let syncs, let model):
            return "\(draft) changes \(names(syncs)), which \(runs(syncs)) on model/\(model)"
        }
    }

    private func names(_ syncs: [String]) -> Words { syncs.map { "sync/\($0)" as Words }.inWords("and", limit: 3) }

    private func runs(_ syncs: [String]) -> Words { syncs.count == 1 ? "runs" : "run" }
}
