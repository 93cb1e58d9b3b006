package import Approvals
import Git
import Resources

/// What is asked before something happens that nobody is to do by mistake: work that is discarded, what goes live past
/// the people who protect it, a protection that goes away.
package struct Question {
    /// As a terminal asks it.
    package let page: Page
    /// What would happen, as the beginning of a sentence: `this discards work`.
    private let matter: Words
    /// What there is to know beforehand.
    private let facts: [Words]

    private init(_ matter: Words, facts: [Words] = [], _ page: Page) {
        self.page = page
        self.matter = matter
        self.facts = facts
    }

    /// That nobody is there to answer.
    ///
    /// - Parameter command: what says yes beforehand.
    package func unanswered(orElse command: String) -> RefusalWords {
        RefusalWords(
            "\(matter), and there is no terminal to confirm it.", facts: facts,
            next: [NextStep("to do it anyway", command)])
    }
}

extension Question {
    package static func delete(_ draft: Draft, _ request: ApprovalRequest?, for reader: Reader) -> Question {
        let also: Words = request.map { " and its request \(reader.short($0.id))" } ?? ""
        let entry = Entry("Delete \(draft.name, .strong)\(also)? Changes that exist only in this draft will be lost.")
        return Question("this discards work", Page(.entry(entry)))
    }

    /// Before a draft goes live past approval, or with risks that nobody has approved.
    package static func publish(_ risks: PublicationRisks, for reader: Reader) -> Question {
        let how: Words = risks.isUnapproved ? "without approval" : "with a risk that nobody has approved"
        let draft = risks.plan.draft
        let verdicts = risks.isUnapproved ? reader.verdicts(on: risks.plan).filter { $0.mark == .blocks } : []
        let known =
            risks.findings.map { ($0.code.rawValue, FindingWords($0).message, Mark.risk) }
            + verdicts.map { ($0.name, $0.words, Mark.blocks) }
        let rows = known.map { name, words, mark in
            Table.Row(Words("\(name)", mark == .risk ? .warning : nil), words, mark: mark)
        }
        let settings = risks.settings?.words(for: reader) ?? []
        return Question(
            "this publishes \(draft) \(how)", facts: known.map { "\($0.0): \($0.1)" } + settings,
            Page(
                .entry(
                    Entry(
                        "\(draft, .strong) goes live \(how):", [.table(Table(.facts, rows)), .facts(settings)])),
                .entry(Entry("Publish it now?"))))
    }

    /// Before a member approves what they declined.
    package static func approveDeclined(_ plans: [Plan]) -> Question {
        let drafts = plans.map { Words($0.draft, .strong) }.inWords()
        return Question(
            "you declined this version of \(drafts)",
            Page(.entry(Entry("You declined this version of \(drafts). Approve it anyway?"))))
    }

    /// Before a risky request is approved that was chosen by its number.
    package static func approveRisks(_ plan: Plan) -> Question {
        let rows = plan.risks.map { Table.Row(Words("\($0.code)", .warning), FindingWords($0).message, mark: .risk) }
        return Question(
            "this approves \(plan.draft) with its risks",
            Page(
                .entry(Entry("\(plan.draft, .strong) is risky:", [.table(Table(.facts, rows))])),
                .entry(Entry("Approve it?"))))
    }

    /// Before settings go live that take a protection away.
    package static func change(_ risks: SettingsRisks, for reader: Reader) -> Question {
        var page = Page()
        let facts = risks.words(for: reader)
        for words in facts { page.say(words) }
        let acts = risks.acts(for: reader)
        page.add(.entry(Entry("\(acts.map(\.asked).inWords().capitalized)?")))
        return Question("this \(acts.map(\.told).inWords())", facts: facts, page)
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
