package import Approvals
import Git
import Resources

///     Imported 3 commits of hightouch into draft/ana/hightouch. Nothing is published yet.
///       sync/leads-to-crm  1 field
package struct ImportPage {
    package let page: Page

    /// - Parameters:
    ///   - overlaps: what other drafts change of the same.
    ///   - isTrial: nothing was done.
    package init(_ found: Import, overlaps: [Overlap], isTrial: Bool, for reader: Reader) {
        var page = Page()
        // Of a draft whose every change conflicts, the conflicts say all.
        let plan = found.plan.flatMap { $0.changes.isEmpty && !$0.merge.conflicts.isEmpty ? nil : $0 }
        var entry = Entry(
            Self.heading(found, isTrial: isTrial, reader), plan.map { PlanSummary($0, reader).blocks } ?? [])
        if found.kind == .started || found.kind == .updated {
            for overlap in overlaps { entry.add(fact: "\(reader.words(overlap)).") }
        }
        if let left = Self.leftOut(found) { entry.add(fact: left) }
        if let request = found.plan?.request, found.isToBeSubmittedAgain {
            entry.add(fact: "Its request \(reader.short(request.id)) asks for what it was before: submit it again.")
        }
        page.add(.entry(entry))
        if let plan = found.plan { page.add(Self.problems(plan, reader)) }
        page.add(.steps(isTrial ? Self.trialSteps(found) : Self.steps(found, reader)))
        self.page = page
    }

    private static func heading(_ found: Import, isTrial: Bool, _ reader: Reader) -> Words {
        let (branch, draft) = (Words(found.branch.name), found.draft?.name ?? "")
        let commits: Words = found.commits.isEmpty ? "what is new on" : counted(found.commits.count, "commit") + " from"
        return switch found.kind {
        case .started:
            isTrial
                ? "Would import \(commits) \(branch) into \(draft, .strong). Nothing was done."
                : "Imported \(commits) \(branch) into \(draft, .strong). Nothing is published yet."
        case .updated:
            isTrial
                ? "Would add \(commits) \(branch) to \(draft, .strong). Nothing was done."
                : "Added \(commits) \(branch) to \(draft, .strong). Nothing is published yet."
        case .unchanged: "\(draft, .strong) already has everything from \(branch)."
        case .followed:
            isTrial
                ? "There is nothing to import from \(branch), which would follow \(reader.branch). Nothing was done."
                : "There is nothing to import from \(branch), which follows \(reader.branch) again."
        case .nothing: "There is nothing to import from \(branch)."
        }
    }

    private static func leftOut(_ found: Import) -> Words? {
        if found.leftOut.isEmpty { return nil }
        let paths = found.leftOut.map { left -> Words in
            left.why == .tooLarge ? "\(left.path) (more than 1 MiB)" : "\(left.path)"
        }
        return "left out, since no draft may change it: \(paths.inWords(limit: 6))"
    }

    /// What keeps the draft from being published.
    private static func problems(_ plan: Plan, _ reader: Reader) -> Page {
        var page = Page()
        if !plan.merge.conflicts.isEmpty {
            page.gap()
            page.add(
                ConflictTable.blocks(plan.merge.conflicts, with: "this draft", limit: ConflictTable.few, for: reader))
        }
        let errors = plan.newErrors
        if !errors.isEmpty {
            page.gap()
            page.add(Page(Array(errors.prefix(3))))
            page.gap()
            page.tell(
                "\(counted(errors.count, "error")) on this draft: nobody can publish it until \(errors.count == 1 ? "it is" : "they are") fixed.",
                .steps(
                    errors.count > 3
                        ? [NextStep("see all", Shell.line(["assent", "check", reader.short(draft: plan.draft)]))] : []))
        }
        return page
    }

    private static func trialSteps(_ found: Import) -> [NextStep] {
        found.kind == .nothing || found.kind == .unchanged
            ? [] : [NextStep("do it", Shell.line(["assent", "import", found.branch.name]))]
    }

    private static func steps(_ found: Import, _ reader: Reader) -> [NextStep] {
        guard let plan = found.plan else { return manifest(found, reader) }
        let draft = reader.short(draft: plan.draft)
        let again = NextStep("once it is published", Shell.line(["assent", "import", found.branch.name]))
        if !plan.merge.conflicts.isEmpty {
            return [
                NextStep("switch to it", Shell.line(["assent", "draft", "switch", draft])),
                NextStep("then merge \(reader.branch) into the draft", "assent draft update"),
                NextStep("then resolve each field", "assent draft resolve"),
            ]
        }
        if !plan.newErrors.isEmpty {
            return manifest(found, reader)
                + [
                    NextStep("look at it", Shell.line(["assent", "diff", draft])),
                    NextStep("correct it in Hightouch, then", Shell.line(["assent", "import", found.branch.name])),
                    NextStep("or on the draft", Shell.line(["assent", "draft", "switch", draft])),
                ]
        }
        let isAskedFor = plan.request != nil && !found.isToBeSubmittedAgain
        return manifest(found, reader)
            + [NextStep("look at it", Shell.line(["assent", isAskedFor ? "view" : "diff", draft]))]
            + (isAskedFor ? [] : [NextStep("then", Shell.line(["assent", "submit", draft]))]) + [again]
    }

    /// Hightouch writes what there is to connect to; nobody has to approve that.
    private static func manifest(_ found: Import, _ reader: Reader) -> [NextStep] {
        let paths = found.leftOut.map(\.path).filter(reader.layout.isManifest)
        if paths.isEmpty { return [] }
        let branch = found.branch.remote.map { "\($0.name)/\(found.branch.name)" } ?? found.branch.name
        return [
            NextStep(
                "to take over the manifest, on \(reader.branch)",
                Shell.line(["git", "checkout", branch, "--"] + paths)),
            NextStep("and", "git commit"),
        ]
    }
}
