package import Approvals
import Git
import Resources

/// What is asked before something happens that nobody is to do by mistake: work that is discarded, what goes live past
/// the people who protect it, a protection that goes away.
package struct Question {
    /// As a terminal asks it.
    package let page: Page
    /// What goes is nowhere else: it takes a yes, wherever it comes from.
    package let discardsWork: Bool

    private init(_ page: Page, discardsWork: Bool = false) {
        self.page = page
        self.discardsWork = discardsWork
    }

    /// That nobody is there to answer.
    ///
    /// - Parameter command: what says yes beforehand.
    package func unanswered(orElse command: String) -> RefusalWords {
        RefusalWords(
            "this discards work, and there is no terminal to confirm it.",
            next: [NextStep("to do it anyway", command)])
    }
}

extension Question {
    package static func delete(_ draft: Draft, _ request: ApprovalRequest?, for reader: Reader) -> Question {
        let also: Words = request.map { " and its request \(reader.short($0.id))" } ?? ""
        let entry = Entry("Delete \(draft.name, .strong)\(also)? Changes that exist only in this draft will be lost.")
        return Question(Page(.entry(entry)), discardsWork: true)
    }

    /// Before risks go live that nobody has approved.
    package static func publish(_ risks: PublicationRisks, for reader: Reader) -> Question {
        let rows = risks.findings.map {
            Table.Row(Words("\($0.code)", .warning), FindingWords($0).message, mark: .risk)
        }
        return Question(
            Page(
                .entry(
                    Entry(
                        "\(risks.plan.draft, .strong) goes live with a risk that nobody has approved:",
                        [.table(Table(.facts, rows)), .facts(risks.settings?.words(for: reader) ?? [])])),
                .entry(Entry("Publish it now?"))))
    }

    /// Before a member approves what they declined.
    package static func approveDeclined(_ plans: [Plan]) -> Question {
        let drafts = plans.map { Words($0.draft, .strong) }.inWords()
        return Question(
            Page(.entry(Entry("You declined this version of \(drafts). Approve it anyway?"))))
    }

    /// Before a risky request is approved that was chosen by its number.
    package static func approveRisks(_ plan: Plan) -> Question {
        let rows = plan.risks.map { Table.Row(Words("\($0.code)", .warning), FindingWords($0).message, mark: .risk) }
        return Question(
            Page(
                .entry(Entry("\(plan.draft, .strong) is risky:", [.table(Table(.facts, rows))])),
                .entry(Entry("Approve it?"))))
    }

    /// Before settings go live that take a protection away.
    package static func change(_ risks: SettingsRisks, for reader: Reader) -> Question {
        var page = Page()
        for words in risks.words(for: reader) { page.say(words) }
        let acts = risks.acts(for: reader)
        page.add(.entry(Entry("\(acts.inWords().capitalized)?")))
        return Question(page)
    }
}

extension Page {
    /// Whether unsaved files are to be saved first.
    package static func saveFirst(_ paths: [String]) -> Page {
        let names = paths.map { Words($0) }.inWords(limit: 5)
        return Page(
            .entry(Entry("\(counted(paths.count, "file is", "files are")) not saved: \(names). Save first?")))
    }
}
