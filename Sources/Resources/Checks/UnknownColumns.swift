import YAML

/// One notice for all that cannot be checked because the columns of a model are not known, or not all of them.
struct UnknownColumns: Sendable {
    let slug: String
    /// Its primary key is not among those that are known.
    private let isKeyUnknown: Bool
    private let notice: Finding

    init(_ model: Model, _ reason: String, in source: SourceFile, _ range: SourceRange?, isKeyUnknown: Bool = false) {
        slug = model.slug
        self.isKeyUnknown = isKeyUnknown
        notice = source.finding(
            .unknownColumn, .notice, range, "not all columns of \(model.id) are known: \(reason)")
    }

    /// Nil where all columns are known.
    init?(of model: Model) {
        guard let reason = model.columns.reason else { return nil }
        let known = model.columnNames
        self.init(
            model, reason, in: model.sourceFile, model.type?.range,
            isKeyUnknown: model.primaryKey.contains { !known.has($0.text) })
    }

    /// - Parameter syncs: in words, those on the model that take more than is known of it.
    /// - Returns: nil where nobody asks for the columns.
    func finding(takenBy syncs: [String]) -> Finding? {
        var unchecked = isKeyUnknown ? ["its primary key"] : []
        if !syncs.isEmpty {
            unchecked.append("the columns that \(inWords(shortened(syncs))) \(syncs.count == 1 ? "takes" : "take")")
        }
        return unchecked.isEmpty ? nil : finding(unchecked: unchecked)
    }

    func finding(unchecked: [String]) -> Finding {
        var finding = notice
        finding.help =
            "\(inWords(unchecked)) could not be checked; list the columns in columns/\(slug).yaml"
        return finding
    }
}
