import Resources
import YAML

extension FuzzTarget {
    private static let files: [GovernedFile] = [
        .settings, .model("m"), .sync("s"), .columns("m"), .aliases("aliases-a.yaml"),
    ]

    /// Reading, and edits of one entry.
    static let yaml = FuzzTarget("yaml", seeds: [".yaml"], dictionary: "yaml") { bytes in
        let document = Document(bytes)
        try hold(document.isReadable || document.root == nil, "what cannot be read has no root")
        guard document.isReadable, document.problems.isEmpty, document.opaque == nil, let root = document.root else {
            throw Refused()
        }
        let value = root.value
        try hold(Document(bytes).root?.value == value, "a file means the same twice")
        guard let pairs = value.pairs, !pairs.isEmpty else { throw Refused() }
        var edits = 0
        for pair in pairs.prefix(3) {
            let path: [Step] = [.key(pair.key)]
            for content in [Value.string("x: 1 # y"), .null, .sequence([.int(1)])] {
                let replaced = edited { () throws(EditError) in try document.replacing(path, with: .value(content)) }
                guard let replaced else { continue }
                edits += 1
                try holdsOthers(replaced, value, except: pair.key, content)
            }
            if let removed = edited({ () throws(EditError) in try document.removing(path) }) {
                edits += 1
                try holdsOthers(removed, value, except: pair.key, nil)
            }
        }
        let added = edited { () throws(EditError) in
            try document.adding("zz-added", .value(.string("new")), to: [], after: nil)
        }
        if let added {
            edits += 1
            try holdsOthers(added, value, except: "zz-added", .string("new"))
            // A block that keeps its line ends is written anew where what follows it would give it one.
            let isWhole = bytes.last == UInt8(ascii: "\n")
            try hold(!isWhole || isSubsequence(bytes, of: added), "an added entry leaves every other byte alone")
        }
        if edits == 0 { throw Refused() }
    }

    private static func holdsOthers(_ bytes: [UInt8], _ value: Value, except key: String, _ content: Value?) throws {
        let edited = Document(bytes)
        try hold(edited.isReadable && edited.problems.isEmpty, "an edited file can be read")
        let pairs = edited.root?.value.pairs ?? []
        try hold(
            pairs.filter { !$0.key.utf8.elementsEqual(key.utf8) }
                == (value.pairs ?? []).filter { !$0.key.utf8.elementsEqual(key.utf8) },
            "an edit leaves the other entries alone")
        try hold(pairs.first { $0.key.utf8.elementsEqual(key.utf8) }?.value == content, "an edit does what was asked")
    }

    private static func isSubsequence(_ part: [UInt8], of whole: [UInt8]) -> Bool {
        var rest = part[...]
        for byte in whole where byte == rest.first { rest = rest.dropFirst() }
        return rest.isEmpty
    }

    /// What changes from one text to another.
    static let subject = FuzzTarget("subject", seeds: [".yaml"], dictionary: "yaml") { bytes in
        let (before, after) = bytes.halves
        for file in files {
            let (old, new) = (FileText(bytes: before), FileText(bytes: after))
            try hold(compare(file, before: new, after: FileText(bytes: after)) == nil, "a text means what it means")
            let change = compare(file, before: old, after: new)
            let back = compare(file, before: new, after: old)
            try hold((change == nil) == (back == nil), "two texts mean the same, or not, in both directions")
            guard let change, let back else { continue }
            try hold(change.isOpaque == back.isOpaque, "a change is opaque in both directions")
            try hold(
                Set(change.fields.map(\.path)) == Set(back.fields.map(\.path)),
                "the same fields change in both directions")
            try hold(!change.fields.isEmpty || change.isOpaque || before == after, "a change has fields, or is opaque")
            let again = compare(file, before: FileText(bytes: before), after: FileText(bytes: after))
            try hold(again == change, "a change is the same twice")
            _ = change.fields.map(\.restyling)
        }
    }

    /// Merges: both sides changed a file that was empty, or one of them did.
    static let merging = FuzzTarget("merging", seeds: [".yaml"], dictionary: "yaml") { bytes in
        let (ours, theirs) = bytes.halves
        let base = FileText(bytes: Array(ours.prefix(ours.count / 2)) + Array(theirs.suffix(theirs.count / 2)))
        let (draft, published) = (FileText(bytes: ours), FileText(bytes: theirs))
        for file in [GovernedFile.model("m"), .sync("s")] {
            let merged = FileMerge(file, base: base, published: published, draft: draft)
            let other = merge(file, base: base, published: draft, draft: published)
            switch (merged.outcome, other) {
            case (.merged(let a), .merged(let b)):
                try hold(
                    compare(file, before: a, after: b) == nil, "a merge means the same when its sides are exchanged")
            case (.conflict(let a), .conflict(let b)):
                try hold(
                    Set(a.map(\.path)) == Set(b.map(\.path)), "the same fields are in conflict when sides are exchanged"
                )
                _ = ConflictText(merged)
            default: throw Broken(description: "a merge is a conflict in one direction only")
            }
        }
    }

    static let settings = FuzzTarget("settings", seeds: ["assent.yaml"], dictionary: "yaml") { bytes in
        let (settings, findings) = Settings.parse(FileText(bytes: bytes))
        try hold(settings != nil || !findings.isEmpty, "settings that cannot be read have a finding")
        guard let settings else { throw Refused() }
        for key in Settings.keys { _ = settings.value(of: key) }
        let raised = edited { () throws(Settings.EditProblem) in
            try Settings.setting("approvals.required", to: "3", in: bytes)
        }
        if let raised {
            let (after, _) = Settings.parse(FileText(bytes: raised))
            try hold(after?.requiredApprovals == 3, "a setting that is set is read")
            try hold(after?.allMembers.map(\.id) == settings.allMembers.map(\.id), "an edit leaves the members alone")
        }
        let member = Member(id: "zz-new", name: "Zoë", email: "zoe@example.com", role: "admin")
        if let added = edited({ () throws(Settings.EditProblem) in try Settings.adding(member, to: bytes) }) {
            let after = Settings.parse(FileText(bytes: added)).settings
            try hold(after?.member("zz-new")?.email == member.email, "a member who is added is there")
            let removed = try Settings.removing(member: "zz-new", from: added)
            try hold(
                Settings.parse(FileText(bytes: removed)).settings?.member("zz-new") == nil,
                "a member who is removed is there no more")
        }
    }

    /// All checks of a model and a sync on it.
    static let check = FuzzTarget("check", seeds: [".yaml"], dictionary: "yaml") { bytes in
        let (first, second) = bytes.halves
        let layout = Layout()
        var files: [GovernedFile: FileText] = [:]
        for (file, text) in [(GovernedFile.model("m"), first), (.sync("s"), second), (.columns("m"), second)] {
            files[file] = FileText(bytes: text)
        }
        let entries = files.map { (key: layout.path(of: $0.key), value: $0.value) }
        let workspace = Workspace(WorkspaceFiles(layout: layout, entries: entries))
        let findings = Resources.check(in: workspace)
        try hold(findings == Resources.check(in: workspace), "a check says the same twice")
        for finding in findings {
            guard let range = finding.range else { continue }
            let text = files.first { layout.path(of: $0.key) == finding.path }?.value.bytes ?? []
            try hold(range.end.offset <= text.count, "a finding marks what is there")
        }
        _ = Resources.check(
            [.model("m")], in: workspace, before: Workspace(WorkspaceFiles(layout: layout, entries: [])))
    }

    static let cron = FuzzTarget("cron", seeds: [".cron"], dictionary: "cron") { bytes in
        let text = bytes.text
        guard let problem = Cron.validate(text) else { return }
        try hold(problem.range.upperBound <= text.utf8.count, "a problem stands in the text")
        try hold(!problem.message.contains("\n"), "a problem is told on one line")
    }
}
