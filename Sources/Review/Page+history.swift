package import Approvals
import FoundationEssentials
import Git
import Resources
import YAML

extension Page {
    ///     draft/ana/work-email                             2026-01-05 09:50   3f2a91c0
    ///        sync/leads-to-crm (1 field)
    ///        asked by Ana Silva: “Use the company”
    ///        approved and published by Dan Okafor
    package init(log entries: [HistoryEntry], for reader: Reader) {
        self.init()
        if entries.isEmpty { line("Nothing is published yet.") }
        for entry in entries {
            gap()
            heading(of: entry, reader)
            switch entry.kind {
            case .start, .acceptance: break
            case .published, .unapproved:
                if !entry.changes.isEmpty || entry.faults.isEmpty {
                    line(reader.words(of: entry.changes), indent: 3)
                }
                for words in Words.each(of: entry.faults) { line(words, indent: 3, hanging: 5) }
            }
            people(in: entry, reader)
        }
    }

    /// What last changed each field, newest first.
    package init(_ blame: Blame, for reader: Reader) {
        self.init()
        let all = blame.groups.flatMap(\.fields)
        let column = min((all.map { label($0).width + 5 }.filter { $0 <= 36 }.max() ?? 17) + 3, 39)
        for group in blame.groups {
            gap()
            heading(of: group.entry, reader)
            people(in: group.entry, reader)
            for field in group.fields.sorted(by: { ($0.file, $0.path) < ($1.file, $1.path) }) {
                row(label(field), value(of: field), indent: 5, at: column)
            }
        }
    }

    private func label(_ field: Blame.Field) -> Words {
        guard case .columns = field.file else { return "\(field.path)" }
        return "columns\(field.path.segments.first.map { if case .key = $0 { "." } else { "" } } ?? " ")\(field.path)"
    }

    private func value(of field: Blame.Field) -> Words {
        if field.path == .root, field.value?.pairs == nil { return Words() }
        guard let text = field.value?.string, text.contains("\n") else {
            return field.value.map { Words($0) } ?? Words()
        }
        return Words(trusted: counted(SafeText.lines(text).count, "line").plain, .faint)
    }

    /// Files that `export` cannot take apart, and why.
    package init(unreadable files: [UnreadableFile]) {
        self.init()
        line(
            "\(counted(files.count, "file")) cannot be taken apart field by field, and went out without content:",
            hanging: 2)
        for file in files.prefix(Self.mostUnreadable) { line("\(file.path): \(file.reason)", indent: 2, hanging: 4) }
        let left = files.count - Self.mostUnreadable
        if left > 0 { line("and \(counted(left, "more file"))", indent: 2) }
        var steps: [RefusalWords.Step] = []
        if files.contains(where: \.isFinding) { steps.append(.init("what is wrong there", "assent check --all")) }
        if files.contains(where: { !$0.isFinding }) {
            steps.append(.init("how to write it so that all programs read the same", "assent explain A409"))
        }
        add(Page(steps: steps))
    }

    private static let mostUnreadable = 8

    // MARK: One entry

    private mutating func heading(of entry: HistoryEntry, _ reader: Reader) {
        let time = entry.commit.inWords
        switch entry.kind {
        case .start:
            split(
                "\(reader.settings.workspace, .strong) starts", "\(time)\u{A0}\u{A0} \(entry.commit.id.short, .faint)")
        case .published(let record):
            split(
                Words(record.proposal.draft, .strong), "\(time)\u{A0}\u{A0} \(reader.short(record.id), .faint)")
        case .acceptance:
            split("accepted, not approved", "\(time)\u{A0}\u{A0} \(entry.commit.id.short, .faint)")
        case .unapproved(let acceptance):
            split(
                Words("not approved", acceptance == nil ? .error : .warning) + ": “\(entry.commit.subject)”",
                "\(time)\u{A0}\u{A0} \(entry.commit.id.short, .faint)")
        }
    }

    private mutating func people(in entry: HistoryEntry, _ reader: Reader) {
        switch entry.kind {
        case .start: line("started by \(entry.commit.author.name); what stood there was adopted as it was", indent: 3)
        case .published(let record):
            for words in reader.people(in: record, entry.changes) { line(words, indent: 3, hanging: 5) }
        case .acceptance(let event):
            line(
                "\(reader.who([event.actor])) let commits stand up to \(event.matter?.revision.short ?? "")\(Words(reasonOf: event))",
                indent: 3, hanging: 5)
        case .unapproved(let acceptance):
            let author = entry.commit.author
            line(
                "committed to \(reader.branch) past approval, by \(author.name) <\(author.email)> as git says",
                indent: 3, hanging: 5)
            if let acceptance {
                line(
                    "accepted by \(reader.who([acceptance.actor]))\(Words(reasonOf: acceptance))", indent: 3, hanging: 5
                )
            }
        }
    }
}

extension Reader {
    /// Who asked, who approved, who published.
    fileprivate func people(in record: RequestRecord, _ changes: [FileChange]) -> [Words] {
        let (authors, approvers) = (record.authorsInOrder, record.approvers)
        var words: [Words] = []
        guard let publisher = record.publisher else {
            return ["nobody published it whose word that provably is:\u{A0} \(.command("assent verify"))"]
                + doubts(about: record)
        }
        let isAlone = authors == [publisher] && approvers.isEmpty
        if !isAlone {
            let comment = record.comment
            words.append("asked by \(who(authors, "and"))\(comment.map { ": \(Words(quoting: $0))" } ?? Words())")
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
        record.voids.filter { !$0.event.isComment }.prefix(3).map { void in
            "void: \(Words(actOf: void.event)) in the name of \(name(void.event.actor)) \(Words(void.reason))"
        }
    }

    /// `model/leads (2 fields), sync/leads-to-crm (new)`
    func words(of changes: [FileChange], _ uses: [String: [Subject.Use]] = [:]) -> Words {
        let reviews = ResourceReview.all(of: changes, uses: uses, layout: layout)
        if reviews.isEmpty { return "nothing that means something (comments, layout)" }
        return reviews.map { "\($0.heading) (\($0.whatChanged))" as Words }.inWords(limit: 5)
    }
}

extension Words {
    /// What no request can publish, a line for each kind.
    fileprivate static func each(of faults: [HistoryEntry.Fault]) -> [Words] {
        func listed(_ path: (HistoryEntry.Fault) -> String?) -> Words? {
            let paths = faults.compactMap(path)
            return paths.isEmpty ? nil : paths.map { "\($0)" as Words }.inWords(limit: 4)
        }
        let lookalikes = listed { if case .lookalike(let path) = $0 { path } else { nil } }
        let strays = listed { if case .stray(let path) = $0 { path } else { nil } }
        let broken = listed { if case .broken(let fault) = $0 { "\(fault)" } else { nil } }
        return [
            lookalikes.map { "\($0): on macOS and Windows that takes the place of the workspace's own files" },
            strays.map { "\($0): only models, syncs and their like may stand there" },
            broken.map { "a folder that git does not write: \($0)" },
        ].compactMap(\.self)
    }
}

extension Commit {
    fileprivate var date: Date { Date(timeIntervalSince1970: Double(committer.time)) }
    /// RFC 3339, in UTC.
    fileprivate var timestamp: String { date.formatted(.iso8601) }
    /// `2026-01-05 09:50`, in UTC.
    fileprivate var inWords: String { String(timestamp.prefix(16)).replacing("T", with: " ") }
}

extension Shapes {
    package static func entry(_ entry: HistoryEntry) -> JSON {
        var members: JSON.Members = [
            "commit": .string(entry.commit.id.hex), "time": .string(entry.commit.timestamp),
            "title": .string(entry.commit.subject), "committer": .string(entry.commit.committer.email),
            "kind": "start", "request": .null, "draft": .null, "askedBy": [], "approvedBy": [], "publishedBy": .null,
            "waived": false, "comment": .null, "reason": .null, "acceptedBy": .null,
        ]
        switch entry.kind {
        case .start: break
        case .unapproved(let acceptance):
            members["kind"] = "unapproved"
            members["acceptedBy"] = JSON(acceptance?.actor)
        case .acceptance(let event):
            members["kind"] = "acceptance"
            members["acceptedBy"] = .string(event.actor)
            members["reason"] = JSON(event.comment)
        case .published(let record):
            members["kind"] = "published"
            members["request"] = .string(record.id)
            members["draft"] = .string(record.proposal.draft)
            members["askedBy"] = .array(record.authorsInOrder.map(JSON.string))
            members["approvedBy"] = .array(record.approvers.map(JSON.string))
            members["publishedBy"] = JSON(record.publisher)
            members["waived"] = .bool(record.landedWaiver != nil)
            members["comment"] = JSON(record.comment)
            members["reason"] = JSON(record.landedWaiver?.comment)
        }
        return .object(members)
    }

    package static func log(_ entries: [HistoryEntry], for reader: Reader) -> JSON {
        [
            "entries": .array(
                entries.map { item in
                    entry(item).adding("changes", changes(item.changes, reader.layout))
                        .adding("faults", .array(item.faults.map(fault)))
                })
        ]
    }

    private static func fault(_ fault: HistoryEntry.Fault) -> JSON {
        let path =
            switch fault {
            case .lookalike(let path), .stray(let path): path
            case .broken(let tree): tree.path
            }
        return [
            "kind": .string(FaultKind(fault).rawValue), "path": .string(path),
            "text": .string(Words.each(of: [fault]).joined(by: "; ").plain),
        ]
    }

    package static func blame(_ blame: Blame, for reader: Reader) -> JSON {
        let fields = blame.groups.flatMap { group in group.fields.map { ($0, group.entry) } }
            .sorted { ($0.0.file, $0.0.path) < ($1.0.file, $1.0.path) }
        return [
            "resource": .string(blame.resource.description),
            "fields": .array(
                fields.map { field, item in
                    [
                        "file": .string(reader.layout.path(of: field.file)), "path": .string(field.path.description),
                        "value": content(field.value), "changedBy": entry(item),
                    ]
                }),
        ]
    }
}
