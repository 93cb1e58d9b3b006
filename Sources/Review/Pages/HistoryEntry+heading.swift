import Approvals
import Git
import Resources
import YAML

extension HistoryEntry {
    func heading(for reader: Reader) -> Entry {
        func entry(_ words: Words, _ id: String) -> Entry {
            Entry(words, aside: [Words(reader.moment(commit.committer.time)), Words(id, .faint)], kind: .listed)
        }
        switch kind {
        case .start: return entry("\(reader.settings.workspace, .strong) starts", commit.id.short)
        case .published(let record): return entry(Words(record.proposal.draft, .strong), reader.short(record.id))
        case .acceptance: return entry("accepted, not approved", commit.id.short)
        case .unapproved(let acceptance):
            let head = Words("not approved", acceptance == nil ? .error : .warning)
            return entry(head + ": “\(commit.subject)”", commit.id.short)
        }
    }
}
