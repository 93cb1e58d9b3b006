import Approvals
import Resources

extension CheckReport {
    /// `what draft/ana/leads changes (2 files)`
    package var checked: Words {
        switch scope {
        case .work(let name, let files, let unsaved):
            let saved: Words =
                unsaved == 0 ? Words() : unsaved >= files ? ", not saved" : ", \(unsaved) of them not saved"
            return "what \(name) changes (\(counted(files, "file"))\(saved))"
        case .published(let head): return "\(head), which is published"
        case .everything(let name, let models, let syncs):
            return "all of \(name): \(counted(models, "model")), \(counted(syncs, "sync"))"
        case .changes(let name, let base, let files):
            return "what \(name) changes since \(base) (\(counted(files, "file")))"
        }
    }

    /// `1 error, 1 warning in what draft/ana/words changes (2 files, not saved)`
    package var summary: Words {
        var parts: [Words] = []
        if count(.error) > 0 { parts.append(Words(trusted: counted(count(.error), "error").plain.unbroken, .error)) }
        if count(.warning) > 0 {
            parts.append(Words(trusted: counted(count(.warning), "warning").plain.unbroken, .warning))
        }
        if count(.notice) > 0 { parts.append(counted(count(.notice), "notice")) }
        var words: Words = parts.isEmpty ? Words("no findings", .good) : parts.joined(by: ", ")
        words += " in \(checked)"
        let inherited = findings.count(where: \.isInherited)
        if inherited > 0, !countsInherited { words += ", and \(inherited) already published" }
        return words
    }
}
