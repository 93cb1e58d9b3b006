import Approvals
import Resources

/// `list`: models, syncs and drafts, one a line. What was not asked for is nil.
package struct ListPage {
    package let page: Page

    package init(
        models: [PublishedResources.Model]?, syncs: [PublishedResources.Sync]?, drafts: [DraftSummary]?,
        for reader: Reader
    ) {
        var page = Page()
        func making(_ kind: ResourceKind) -> [NextStep] {
            reader.has(.draft) ? [NextStep("make one", making: kind)] : []
        }
        if let models {
            if models.isEmpty {
                page.tell("No models.", .steps(making(.model)))
            }
            page.add(.table(Table(.listing, columns: ["model", "what it is"], models.map(Self.row))))
        }
        if let syncs {
            page.gap()
            if syncs.isEmpty {
                page.tell("No syncs.", .steps(making(.sync)))
            }
            page.add(.table(Table(.listing, columns: ["sync", "what it is"], syncs.map(Self.row))))
        }
        if let drafts {
            page.gap()
            page.add(DraftListPage(drafts, for: reader).page)
        }
        self.page = page
    }

    private static func row(_ model: PublishedResources.Model) -> Table.Row {
        var facts: [Words] = []
        if let name = model.name { facts.append(Words(name)) }
        if let source = model.source { facts.append("from \(source)") }
        facts.append(model.syncs.isEmpty ? "no sync runs on it" : counted(model.syncs.count, "sync"))
        return Table.Row(Words("\(model.resource)", .strong), facts.joined(by: " · "))
    }

    private static func row(_ sync: PublishedResources.Sync) -> Table.Row {
        var facts: [Words] = ["\(sync.model ?? "?") → \(sync.destination ?? "?")"]
        if sync.isPaused { facts.append("paused") }
        return Table.Row(Words("\(sync.resource)", .strong), facts.joined(by: " · "))
    }
}
