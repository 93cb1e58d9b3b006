import YAML

/// What a sync takes from its model: A201, A203, A204, A206.
extension Check {
    func referenceFindings(for sync: Sync) -> [Finding] {
        guard let reference = sync.model else { return [] }
        guard after.hasModel(reference.text) else {
            // The deletion is the cause, and has the finding (A205).
            if deletedModels.contains(ExactText(reference.text)) { return [] }
            return [unknownModel(reference, of: sync)]
        }
        guard let model = after.model(reference.text) else { return [] }
        let drafts = otherDrafts.filter { $0.slug.isExactly(model.slug) }
        let missing = missingColumns(of: sync, in: model)
        if let finding = wrongModel(sync, reference, model, missing) { return [finding] }
        let (waiting, wrong) = missing.separated { use in drafts.contains { $0.model.has(use.name) } }
        return wrong.map { finding(for: $0, of: sync, model) } + waitingFindings(waiting, sync, drafts)
            + unpublished(drafts, sync, model, isWaiting: !waiting.isEmpty) + templateFlaws(of: sync)
            + notChecked(sync, model)
    }

    // MARK: A201

    private func unknownModel(_ reference: PlacedText, of sync: Sync) -> Finding {
        if let draft = otherDrafts.first(where: { $0.slug.isExactly(reference.text) }) {
            return source(of: sync).finding(
                .onlyInDraft, .error, reference.range, "model/\(reference.text) exists only in \(draft.draft)",
                help: "publish \(draft.draft) too: both go live in one step, the model first", field: .keys("model"))
        }
        let label = didYouMean(reference.text, among: after.files.modelSlugs)
        return source(of: sync).finding(
            .unknownModel, .error, reference.range, "model/\(reference.text) does not exist", label: label,
            help: label == nil ? modelsInWords : nil, field: .keys("model"))
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
        var range: SourceRange
        var field: FieldPath
        var isTemplate: Bool
        var isCertain = true
    }

    private func missingColumns(of sync: Sync, in model: Model) -> [MissingColumn] {
        var missing = sync.columnUses.filter { !model.columns.mayHave($0.column.text) }.map {
            MissingColumn(name: $0.column.text, range: $0.column.range, field: $0.field, isTemplate: false)
        }
        guard model.columns.all != nil else { return missing }
        let known = model.columns.known.map(\.name)
        for template in sync.templates {
            for variable in template.variables where !model.columns.mayHave(variable.name) {
                let isNear = !nearest(variable.name, among: known + ["row"]).isEmpty
                // `x.y` may be something of the destination's own.
                if variable.hasParts && !variable.isOfRow && !isNear { continue }
                missing.append(
                    MissingColumn(
                        name: variable.name, range: sync.document.range(of: variable.range, in: template.node),
                        field: template.field, isTemplate: true, isCertain: variable.isOfRow || isNear))
            }
        }
        return missing
    }

    private func finding(for missing: MissingColumn, of sync: Sync, _ model: Model) -> Finding {
        let verb = missing.isTemplate ? "fills in" : "names"
        return source(of: sync).finding(
            missing.isTemplate ? .badTemplate : .unknownColumn, missing.isCertain ? .error : .warning, missing.range,
            "\(missing.field) \(verb) \(missing.name), a column that \(model.id) does not have",
            label: didYouMean(missing.name, among: model.columns.known.map(\.name)),
            help: columnsInWords(of: model), field: missing.field)
    }

    /// Not one column fits: then the model is wrong, not each of the columns.
    private func wrongModel(
        _ sync: Sync, _ reference: PlacedText, _ model: Model, _ missing: [MissingColumn]
    ) -> Finding? {
        let names = Set(missing.map(\.name))
        let isDrafted = otherDrafts.contains { draft in
            draft.slug.isExactly(model.slug) && names.contains { draft.model.has($0) }
        }
        guard !isDrafted, names.count >= 3, missing.count == sync.columnUses.count + sync.templateColumnCount else {
            return nil
        }
        return source(of: sync).finding(
            .unknownColumn, .error, reference.range,
            "\(model.id) has none of the \(names.count) columns that this sync takes from it",
            help: "it takes \(inWords(shortened(names.sorted())))\n\(columnsInWords(of: model))", field: .keys("model"))
    }

    private func notChecked(_ sync: Sync, _ model: Model) -> [Finding] {
        // With the model itself in focus, its own notice says it.
        guard !isFocused(model: model.slug), let reason = model.columns.reason else { return [] }
        let known = Set(model.columns.known.map { $0.name.lowercased() })
        guard !usesOnly(known, sync) else { return [] }
        return [
            unknownColumns(
                of: model, reason: reason, in: source(of: sync), sync.model?.range,
                ["the columns that it takes"])
        ]
    }

    /// Whether the sync takes nothing from its model but these columns, given in lower case.
    func usesOnly(_ known: Set<String>, _ sync: Sync) -> Bool {
        sync.columnUses.allSatisfy { known.contains($0.column.text.lowercased()) }
            && sync.templates.allSatisfy { $0.variables.allSatisfy { known.contains($0.name.lowercased()) } }
    }

    // MARK: A204: the template itself

    private func templateFlaws(of sync: Sync) -> [Finding] {
        let source = source(of: sync)
        return sync.templates.flatMap { template in
            template.flaws.map { flaw in
                source.finding(
                    .badTemplate, .error, sync.document.range(of: flaw.range, in: template.node),
                    "\(template.field) is not a template that can be filled in: \(flaw.message)",
                    label: flaw.suggestions.isEmpty ? nil : "did you mean \(inWords(flaw.suggestions, last: "or"))?",
                    field: template.field)
            }
        }
    }

    // MARK: A206

    private func waitingFindings(_ waiting: [MissingColumn], _ sync: Sync, _ drafts: [DraftModel]) -> [Finding] {
        drafts.compactMap { draft in
            let here = waiting.filter { use in drafts.first { $0.model.has(use.name) }?.draft == draft.draft }
            guard let first = here.first else { return nil }
            let names = Set(here.map(\.name)).sorted()
            return source(of: sync).finding(
                .onlyInDraft, .error, first.range,
                "model/\(draft.slug) has \(inWords(names)) only in \(draft.draft)",
                help: "publish \(draft.draft) too: both go live in one step, the model first", field: first.field)
        }
    }

    /// A sync that holds against the published model may go before its model's draft, but its author should know.
    private func unpublished(_ drafts: [DraftModel], _ sync: Sync, _ model: Model, isWaiting: Bool) -> [Finding] {
        guard !isWaiting, isFocused(.sync(sync.slug)), let reference = sync.model else { return [] }
        return drafts.filter { $0.model.means(otherThan: model) }.map { draft in
            let lost = missingColumns(of: sync, in: draft.model).map(\.name)
            let known = Set(missingColumns(of: sync, in: model).map(\.name))
            let breaks = Set(lost).subtracting(known).sorted()
            return source(of: sync).finding(
                .onlyInDraft, .warning, reference.range,
                breaks.isEmpty
                    ? "\(model.id) has unpublished changes in \(draft.draft)"
                    : "\(draft.draft) takes \(inWords(breaks)) out of \(model.id), and this sync uses it",
                help: breaks.isEmpty
                    ? "this sync would go live on the model as it is published now"
                    : "settle it with that draft's author",
                field: .keys("model"))
        }
    }
}

extension Model {
    /// Whether the column is certain to be there.
    fileprivate func has(_ column: String) -> Bool { columns.all != nil && columns.mayHave(column) }

    /// Whether what a sync gets from the model may be different.
    fileprivate func means(otherThan other: Model) -> Bool {
        query?.value != other.query?.value || source?.text != other.source?.text
            || primaryKey.map(\.text) != other.primaryKey.map(\.text)
            || columns.known.map(\.name) != other.columns.known.map(\.name)
    }
}

extension Sync {
    fileprivate var templateColumnCount: Int { templates.reduce(0) { $0 + $1.variables.count } }
}

extension Array {
    /// Those that fit, and the others.
    fileprivate func separated(by fits: (Element) -> Bool) -> (fitting: [Element], others: [Element]) {
        (filter(fits), filter { !fits($0) })
    }
}
