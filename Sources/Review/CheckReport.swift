package import Approvals
package import Git
package import Resources

/// What `check` looked at, and found.
package struct CheckReport: Sendable {
    package let findings: [Finding]
    /// In words: `what draft/ana/leads changes (2 files)`.
    package let checked: Words
    /// Fields that main changed too, and differently: what publishing would make of them is not known yet.
    package let conflicts: Int
    /// Whether what was published before counts as well.
    package let countsInherited: Bool

    package var fails: Bool {
        findings.contains { $0.severity == .error && (countsInherited || !$0.isInherited) }
    }
}

extension OpenWorkspace {
    /// Everything as it stands in a commit, or in the work tree.
    ///
    /// - Parameter edits: finds what stands in place of the commit's own files, while these are being read.
    package func checkAll(
        _ commit: ObjectID, named name: Words, edits: () throws -> [GovernedFile: FileText?] = { [:] }
    ) throws -> CheckReport {
        let tree = try repository.commit(commit).tree
        let everything = try Snapshot(repository, tree: tree, layout: layout).everything()
        let state = Snapshot(repository, tree: tree, layout: layout, edits: try edits())
        let workspace = try state.workspace(everything)
        let findings = Resources.check(nil, in: workspace)
        let models = counted(workspace.files.modelSlugs.count, "model")
        let syncs = counted(workspace.files.syncSlugs.count, "sync")
        lastChecked = workspace
        return CheckReport(
            findings: findings, checked: "all of \(name): \(models), \(syncs)", conflicts: 0, countsInherited: true)
    }

    /// What a commit changes against what it and another one started from, and what depends on that. Knows no draft, so
    /// that it works on any commit, and detached.
    package func check(
        _ commit: ObjectID, named name: Words, since base: ObjectID, named baseName: Words, conflicts: Int = 0
    ) throws -> CheckReport {
        guard let start = try repository.mergeBases(base, commit).first else {
            throw repository.isShallow ? Refusal.shallow : Refusal.unrelatedHistory(draft: name.plain)
        }
        let (from, to) = (try repository.commit(start).tree, try repository.commit(commit).tree)
        let focus = Set(try repository.changes(from: from, to: to).compactMap { layout.file(at: $0.path) })
        var findings: [Finding] = []
        if !focus.isEmpty {
            let (before, after) = (try snapshot(of: start), try snapshot(of: commit))
            findings = Resources.check(
                focus, in: try after.workspace(for: focus), before: try before.workspace(for: focus),
                otherDrafts: try draftModels(
                    except: drafts().first { $0.tip == commit }?.name ?? "", beneath: focus, in: after))
        }
        return CheckReport(
            findings: findings, checked: "what \(name) changes since \(baseName) (\(counted(focus.count, "file")))",
            conflicts: conflicts, countsInherited: false)
    }
}

extension CheckReport {
    /// What a draft, or the work at hand with its unsaved files, would make of main.
    package init(_ findings: [Finding], of changes: [FileChange], conflicts: Int, named name: Words, unsaved: Int) {
        let saved: Words =
            unsaved == 0 ? Words() : unsaved >= changes.count ? ", not saved" : ", \(unsaved) of them not saved"
        self.init(
            findings: findings, checked: "what \(name) changes (\(counted(changes.count, "file"))\(saved))",
            conflicts: conflicts, countsInherited: false)
    }
}

extension Page {
    /// The findings, and a line that counts them.
    package init(_ report: CheckReport, width: Int = 80) {
        self.init()
        findings(report.findings, width: width)
        gap()
        func count(_ severity: Severity) -> Int {
            report.findings.count { $0.severity == severity && (report.countsInherited || !$0.isInherited) }
        }
        var parts: [Words] = []
        if count(.error) > 0 { parts.append(Words(trusted: counted(count(.error), "error").plain.unbroken, .error)) }
        if count(.warning) > 0 {
            parts.append(Words(trusted: counted(count(.warning), "warning").plain.unbroken, .warning))
        }
        if count(.notice) > 0 { parts.append(counted(count(.notice), "notice")) }
        var words: Words = parts.isEmpty ? Words("no findings", .good) : parts.joined(by: ", ")
        words += " in \(report.checked)"
        let inherited = report.findings.count(where: \.isInherited)
        if inherited > 0, !report.countsInherited { words += ", and \(inherited) published before" }
        line(words)
        if report.conflicts > 0 {
            let verb: Words = report.conflicts == 1 ? "conflicts" : "conflict"
            line(
                "\(counted(report.conflicts, "field")) \(verb) with what was published since:\u{A0} \(.command("assent status"))"
            )
        }
        let codes = Set(report.findings.filter { report.countsInherited || !$0.isInherited }.map(\.code)).sorted()
        if let first = codes.first, report.fails {
            line("what it means:\u{A0} \(.command("assent explain", first.rawValue))")
        }
    }
}

extension Shapes {
    package static func check(_ report: CheckReport) -> JSON {
        func count(_ severity: Severity) -> JSON {
            .int(report.findings.count { $0.severity == severity && (report.countsInherited || !$0.isInherited) })
        }
        return [
            "findings": .array(report.findings.map(finding)), "errors": count(.error), "warnings": count(.warning),
            "notices": count(.notice), "inherited": .int(report.findings.count(where: \.isInherited)),
            "conflicts": .int(report.conflicts), "checked": .string(report.checked.plain),
        ]
    }
}
