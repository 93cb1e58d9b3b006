import Spelling
import YAML

/// What a sync takes from its model: A201, A203, A204, A206.
struct ReferenceCheck: ScopedCheck {
    let scope: CheckScope

    func findings(for sync: Sync) -> [Finding] {
        guard let reference = sync.model else { return [] }
        guard after.hasModel(reference.text) else {
            // The deletion is the cause, and has the finding (A205).
            if scope.deletedModels.contains(ExactText(reference.text)) { return [] }
            return [unknownModel(reference, of: sync)]
        }
        guard let model = after.model(reference.text) else { return [] }
        let drafts = scope.otherDrafts.filter { $0.slug.isExactly(model.slug) }
        let missing = missingColumns(of: sync, in: model)
        if let finding = wrongModel(sync, reference, model, missing) { return [finding] + templateFlaws(of: sync) }
        let (waiting, wrong) = missing.separated { use in
            !use.isOtherCase && drafts.contains { $0.surelyHas(use.name) }
        }
        let source = sync.sourceFile
        return source.findings(forEach: wrong, .unknownColumn, .error) { finding(for: $0, of: sync, model) }
            + waitingFindings(waiting, sync, drafts)
            + unpublished(drafts, sync, model, isWaiting: !waiting.isEmpty) + templateFlaws(of: sync)
            + notChecked(sync, model)
    }

    // MARK: A201

    private func unknownModel(_ reference: PlacedText, of sync: Sync) -> Finding {
        let drafts = scope.otherDrafts.filter { $0.slug.isExactly(reference.text) }
        if !drafts.isEmpty {
            return sync.sourceFile.finding(
                .onlyInDraft, .error, reference.range,
                "model/\(reference.text) exists only in \(inWords(drafts.map(\.draft)))",
                help: publishTogether(drafts), field: .keys("model"))
        }
        let near = nearest(reference.text, among: after.files.modelSlugs)
        return sync.sourceFile.finding(
            .unknownModel, .error, reference.range, "model/\(reference.text) does not exist", near: near,
            help: near.isEmpty ? modelsInWords : nil, field: .keys("model"))
    }

    private var modelsInWords: String {
        let slugs = after.files.modelSlugs
        if slugs.isEmpty { return "there are no models here yet" }
        return slugs.count > 12 ? "there are \(slugs.count) models here" : "models: \(inWords(slugs))"
    }

    // MARK: A203 and A204: columns

    /// A place in a sync that names a column which the model does not have.
    private struct MissingColumn {
        var name: String
        var field: FieldPath
        var place: Place
        /// A name by itself, which may be the destination's own.
        var isBare = false
        /// The model has it in another letter case, which only templates tell apart.
        var isOtherCase = false

        var isInTemplate: Bool { if case .filledIn = place { true } else { false } }

        enum Place {
            case written(SourceRange)
            /// Bytes of a template's text.
            case filledIn(Range<Int>, Node)
        }
    }

    private func missingColumns(of sync: Sync, in model: Model) -> [MissingColumn] {
        let names = model.columnNames
        guard names.areAll else { return [] }
        let missing = sync.columnUses.filter { !names.has($0.column.text) }.map {
            MissingColumn(name: $0.column.text, field: $0.field, place: .written($0.column.range))
        }
        return missing + sync.templates.flatMap { missingColumns(of: $0, names) }
    }

    /// A name that one template gets wrong several times is one slip.
    private func missingColumns(of template: Template, _ names: ModelColumns.Names) -> [MissingColumn] {
        var seen: Set<String> = []
        return template.variables.compactMap { variable in
            guard !names.hasInTemplate(variable.name), seen.insert(variable.name).inserted else { return nil }
            // `x.y` may be something of the destination's own, unless it looks like `row.y`.
            if variable.hasParts && !variable.isOfRow && nearest(variable.name, among: ["row"]).isEmpty { return nil }
            return MissingColumn(
                name: variable.name, field: template.field, place: .filledIn(variable.range, template.node),
                isBare: !variable.isOfRow && !variable.hasParts, isOtherCase: names.has(variable.name))
        }
    }

    private func finding(for missing: MissingColumn, of sync: Sync, _ model: Model) -> Finding {
        if missing.isOtherCase { return caseFinding(for: missing, of: sync, model) }
        // Names are compared with the columns of any model that a person wrote.
        let near = nearest(missing.name, among: model.columns.known.prefix(1000).map(\.name))
        let (code, verb) =
            switch missing.place {
            case .written: (FindingCode.unknownColumn, "names")
            case .filledIn: (.badTemplate, "fills in")
            }
        return sync.sourceFile.finding(
            code, missing.isBare && near.isEmpty ? .warning : .error, range(of: missing, in: sync),
            "\(missing.field) \(verb) \(missing.name), a column that \(model.id) does not have",
            near: near, isPart: missing.isInTemplate, help: model.columnsInWords, field: missing.field)
    }

    private func caseFinding(for missing: MissingColumn, of sync: Sync, _ model: Model) -> Finding {
        let name = missing.name.lowercased()
        let near = model.columns.known.map(\.name).filter { $0.lowercased() == name }
        return sync.sourceFile.finding(
            .badTemplate, .error, range(of: missing, in: sync),
            "\(missing.field) fills in \(missing.name), but \(model.id) has \(inWords(near)): templates are "
                + "case-sensitive, so nothing is filled in",
            near: near, isPart: true, help: model.columnsInWords, field: missing.field)
    }

    private func range(of missing: MissingColumn, in sync: Sync) -> SourceRange {
        switch missing.place {
        case .written(let range): range
        case .filledIn(let part, let node): sync.document.range(of: part, in: node)
        }
    }

    /// Not one column fits: then the model is wrong, not each of the columns.
    private func wrongModel(
        _ sync: Sync, _ reference: PlacedText, _ model: Model, _ missing: [MissingColumn]
    ) -> Finding? {
        guard missing.count >= 3 else { return nil }
        let names = Set(missing.map(\.name))
        let columns = model.columnNames
        let hasAny =
            sync.columnUses.contains { columns.has($0.column.text) }
            || sync.templates.contains { $0.variables.contains { columns.has($0.name) } }
        let isDrafted = scope.otherDrafts.contains { draft in
            draft.slug.isExactly(model.slug) && names.contains(where: draft.surelyHas)
        }
        guard names.count >= 3, !hasAny, !isDrafted else { return nil }
        return sync.sourceFile.finding(
            .unknownColumn, .error, reference.range,
            "\(model.id) has none of the \(names.count) columns that this sync takes from it",
            help: "it takes \(inWords(shortened(names.sorted())))\n\(model.columnsInWords)", field: .keys("model"))
    }

    private func notChecked(_ sync: Sync, _ model: Model) -> [Finding] {
        // With the model itself in focus, its own notice says it.
        guard !isFocused(model: model.slug), let reason = model.columns.reason else { return [] }
        guard !sync.takesOnly(model.columnNames) else { return [] }
        return [
            UnknownColumns(model, reason, in: sync.sourceFile, sync.model?.range).finding(
                unchecked: ["the columns that it takes"])
        ]
    }

    // MARK: A204: the template itself

    private func templateFlaws(of sync: Sync) -> [Finding] {
        let flaws = sync.templates.flatMap { template in template.flaws.map { (template, $0) } }
        return [Severity.error, .warning, .notice].flatMap { severity in
            sync.sourceFile.findings(forEach: flaws.filter { $0.1.severity == severity }, .badTemplate, severity) {
                finding(for: $1, in: $0, of: sync)
            }
        }
    }

    private func finding(for flaw: Template.Flaw, in template: Template, of sync: Sync) -> Finding {
        let (message, help): (String, String?) =
            switch flaw.severity {
            case .error: ("\(template.field) is not a template that can be filled in: \(flaw.message)", nil)
            case .warning: ("\(template.field) will not come out as it is written: \(flaw.message)", nil)
            case .notice:
                (
                    "\(template.field): \(flaw.message)",
                    "Liquid passes the value on as it is, unless Hightouch has a filter of that name"
                )
            }
        return sync.sourceFile.finding(
            .badTemplate, flaw.severity, sync.document.range(of: flaw.range, in: template.node), message,
            near: flaw.suggestions, isPart: true, help: help, field: template.field)
    }

    // MARK: A206

    /// Several drafts may have what the sync waits for: which of them is meant is for its author to say.
    private func waitingFindings(_ waiting: [MissingColumn], _ sync: Sync, _ drafts: [DraftModel]) -> [Finding] {
        var groups: [(drafts: [DraftModel], uses: [MissingColumn])] = []
        for use in waiting {
            let having = drafts.filter { $0.surelyHas(use.name) }
            if let index = groups.firstIndex(where: { $0.drafts.map(\.draft) == having.map(\.draft) }) {
                groups[index].uses.append(use)
            } else {
                groups.append((having, [use]))
            }
        }
        return groups.map { drafts, uses in
            let names = Set(uses.map(\.name)).sorted()
            return sync.sourceFile.finding(
                .onlyInDraft, .error, range(of: uses[0], in: sync),
                "model/\(drafts[0].slug) has \(inWords(names)) only in \(inWords(drafts.map(\.draft)))",
                help: publishTogether(drafts), field: uses[0].field)
        }
    }

    private func publishTogether(_ drafts: [DraftModel]) -> String {
        drafts.count == 1
            ? "publish \(drafts[0].draft) too: both go live in one step, the model first"
            : "publish the right one of them too: both go live in one step, the model first"
    }

    /// A sync that holds against the published model may go before its model's draft, but its author should know.
    private func unpublished(_ drafts: [DraftModel], _ sync: Sync, _ model: Model, isWaiting: Bool) -> [Finding] {
        guard !isWaiting, isFocused(.sync(sync.slug)), let reference = sync.model else { return [] }
        return drafts.filter { $0.model.means(otherThan: model) }.map { draft in
            let lost = missingColumns(of: sync, in: draft.model).map(\.name)
            let known = Set(missingColumns(of: sync, in: model).map(\.name))
            let breaks = Set(lost).subtracting(known).sorted()
            return sync.sourceFile.finding(
                .onlyInDraft, .warning, reference.range,
                breaks.isEmpty
                    ? "\(model.id) has unpublished changes in \(draft.draft)"
                    : "\(draft.draft) removes \(inWords(breaks)) from \(model.id), which this sync uses",
                help: breaks.isEmpty
                    ? "this sync would go live on the model as it is published now"
                    : "coordinate with the author of that draft",
                field: .keys("model"))
        }
    }
}

extension Array {
    /// Those that fit, and the others.
    fileprivate func separated(by fits: (Element) -> Bool) -> (fitting: [Element], others: [Element]) {
        (filter(fits), filter { !fits($0) })
    }
}
