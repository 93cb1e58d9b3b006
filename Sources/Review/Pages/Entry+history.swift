import Approvals
import Git
import Resources
import YAML

extension Entry {
    /// The heading of a commit in the history of what is published.
    init(_ entry: HistoryEntry, for reader: Reader) {
        let commit = entry.commit
        let (words, id): (Words, String) =
            switch entry.kind {
            case .start: ("\(reader.settings.workspace, .strong) starts", commit.id.short)
            case .published(let record): (Words(record.proposal.draft, .strong), reader.short(record.id))
            case .acceptance: ("accepted, not approved", commit.id.short)
            case .unapproved(let acceptance):
                (
                    Words("not approved", acceptance == nil ? .error : .warning) + ": “\(commit.subject)”",
                    commit.id.short
                )
            }
        self.init(
            words, aside: [Words(reader.moment(commit.committer.time)), Words(id, .faint)], kind: .listed)
    }
}
