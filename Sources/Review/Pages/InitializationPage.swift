package import Approvals
import Git
import Resources
import SSH
import Signatures

/// The outcome of `init`, and what to do next.
package struct InitializationPage {
    private let start: Initialization
    private var settings: Settings { start.settings }

    package init(_ start: Initialization) { self.start = start }

    package var page: Page {
        var entry =
            start.isRenewed
            ? Entry("The workspace \(settings.workspace, .strong) now has its own id: \(settings.id).")
            : Entry("\(settings.workspace, .strong) is now a workspace, and you are its administrator.")
        let isEmpty = start.models + start.syncs == 0 && !start.isRenewed
        entry.add(.table(Table(.facts, labelWidth: 8, [adopted])))
        if isEmpty {
            entry.add(
                fact:
                    "No models or syncs were found. From now on \(Words(start.branch)) changes only through drafts: add the Git Sync folder in one and publish it. If the folder is not the top of the repository, name it first:\u{A0} \(.command("assent settings root <folder>"))"
            )
        }
        entry.add(.table(Table(.facts, labelWidth: 8, facts)))
        entry.add(.steps(steps))
        var page = Page(.entry(entry))
        // git merges in work trees.
        if start.isBare { return page }
        page.gap()
        page.add(merging)
        return page
    }

    private var adopted: Table.Row {
        let root: Words = settings.root.isEmpty ? "this repository" : "\(settings.root)/"
        return Table.Row(
            "adopted",
            "\(counted(start.models, "model")) and \(counted(start.syncs, "sync")) in \(root), untouched\(start.isFirstCommit && start.models + start.syncs > 0 ? ": they are in the first commit, with assent.yaml" : "")"
        )
    }

    private var facts: [Table.Row] {
        var rows: [Table.Row] = []
        if !start.findings.isEmpty {
            let errors = start.findings.count { $0.severity == .error }
            let others = counted(start.findings.count - errors, "notice")
            rows.append(
                Table.Row(
                    "findings",
                    "\(counted(errors, "error")), \(others) (they block nothing: \(Words.command("assent check --all")) shows them)"
                ))
        }
        for finding in start.findings where finding.code == .notGoverned {
            rows.append(Table.Row("outside", "\(finding.path)/: \(finding.message)"))
        }
        for key in start.isRenewed ? [] : start.member.publicKeys {
            rows.append(
                Table.Row(
                    "key",
                    "\(Fingerprint(of: key).text): git signs with this key, and assent will sign your acts with it"))
        }
        rows.append(Table.Row("genesis", "\(start.genesis.hex): verify starts here"))
        if let original = start.original {
            rows.append(
                Table.Row(
                    "remote",
                    "\(original) has the original workspace, and is no longer used: choose another with git config assent.remote"
                ))
        }
        return rows
    }

    private var steps: [NextStep] {
        // A copy has the people of the workspace that it was made of.
        let people =
            start.isRenewed
            ? NextStep("see who is in it", "assent member list")
            : NextStep(
                "add the people you work with",
                "assent member add bo --name \"Bo Chen\" --email bo@acme.example --role editor")
        let clones = NextStep("in each clone of it, first", "assent verify --genesis \(start.genesis.hex)")
        let steps =
            [people, NextStep("start a change", "assent draft start <name>")] + (start.isRenewed ? [clones] : [])
        guard let remote = start.remote else { return steps }
        return steps + [NextStep("share it with them", Shell.line(["git", "push", remote, start.branch]))]
    }

    /// git runs only the drivers that a person has configured.
    private var merging: Block {
        let pattern = (settings.root.isEmpty ? "" : settings.root + "/") + "*/*.yaml"
        let driver = ["git", "config", "merge.assent.driver", "assent merge-file --path %P %A %O %B"]
        return .list(
            List(
                .facts,
                [
                    List.Item(
                        "to make git merge, rebase and cherry-pick merge by field too:",
                        [
                            .facts([
                                .command(Shell.line(driver)),
                                .command("echo \(Shell.quoted("\(pattern) merge=assent")) >> .gitattributes"),
                            ])
                        ])
                ]))
    }
}
