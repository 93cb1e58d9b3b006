import Approvals
import Git
import Resources

extension Reader {
    /// The people behind it.
    func people(in entry: HistoryEntry) -> [Words] {
        switch entry.kind {
        case .start: return ["started by \(entry.commit.author.name); existing files were adopted as they were"]
        case .published(let record): return people(in: record, entry.changes)
        case .acceptance(let event):
            let last = event.matter?.revision.short ?? ""
            return ["\(who([event.actor])) accepted commits up to \(last)\(Words(reasonOf: event))"]
        case .unapproved(let acceptance):
            let author = entry.commit.author
            return ["committed directly to \(branch), by \(author.name) <\(author.email)> according to git"]
                + (acceptance.map { ["accepted by \(who([$0.actor]))\(Words(reasonOf: $0))"] } ?? [])
        }
    }

    /// Who asked, who approved, who published.
    private func people(in record: RequestRecord, _ changes: [FileChange]) -> [Words] {
        let (authors, approvers) = (record.authorsInOrder, record.approvers)
        var words: [Words] = []
        guard let publisher = record.publisher else {
            return ["there is no proof of who published it:\u{A0} \(.command("assent verify"))"]
                + doubts(about: record)
        }
        let isAlone = authors == [publisher] && approvers.isEmpty
        if !isAlone {
            let comment = record.comment
            words.append("submitted by \(who(authors, "and"))\(comment.map { ": \(Words(quoting: $0))" } ?? Words())")
        }
        if let waiver = record.landedWaiver {
            let others: Words = approvers.isEmpty ? Words() : "approved by \(who(approvers, "and")); "
            words.append("\(others)published by \(who([publisher])) without approval\(Words(reasonOf: waiver))")
        } else if approvers.isEmpty {
            let why: Words =
                changes.contains(where: \.needsApproval) ? "no approval is on record" : "it needed no approval"
            words.append("published by \(who([publisher])); \(why)")
        } else {
            let others = approvers.filter { $0 != publisher }
            let first: Words = others.isEmpty ? Words() : "approved by \(who(others, "and")); "
            let both: Words = approvers.contains(publisher) ? "approved and published by" : "published by"
            words.append("\(first)\(both) \(who([publisher]))")
        }
        return words + doubts(about: record)
    }

    /// Acts that could have let it through, and are void.
    private func doubts(about record: RequestRecord) -> [Words] {
        let voids = record.voids.filter { !$0.event.isComment }
        let most = 3
        return voids.prefix(most).map { void in
            "void: \(Words(actOf: void.event)) in the name of \(name(void.event.actor)) \(Words(void.reason))"
        } + (voids.count > most ? ["and \(voids.count - most) more that are void"] : [])
    }

    /// `model/leads (2 fields), sync/leads-to-crm (new)`
    func words(of changes: [FileChange], _ uses: [String: [Subject.Use]] = [:]) -> Words {
        let reviews = ResourceReview.all(of: changes, uses: uses, layout: layout)
        if reviews.isEmpty { return "no change in meaning (comments, layout)" }
        return reviews.map { "\($0.heading) (\($0.whatChanged))" as Words }.inWords(limit: 5)
    }
}

extension Words {
    /// What no request can publish, a line for each kind.
    static func each(of faults: [HistoryEntry.Fault]) -> [Words] {
        func listed(_ path: (HistoryEntry.Fault) -> String?) -> Words? {
            let paths = faults.compactMap(path)
            return paths.isEmpty ? nil : paths.map { "\($0)" as Words }.inWords(limit: 4)
        }
        let lookalikes = listed { if case .lookalike(let path) = $0 { path } else { nil } }
        let strays = listed { if case .stray(let path) = $0 { path } else { nil } }
        let broken = listed { if case .broken(let fault) = $0 { "\(fault)" } else { nil } }
        return [
            lookalikes.map { "\($0): on macOS and Windows it replaces the workspace's own files" },
            strays.map { "\($0): only models, syncs and the like belong there" },
            broken.map { "a folder that git would not write: \($0)" },
        ].compactMap(\.self)
    }
}
