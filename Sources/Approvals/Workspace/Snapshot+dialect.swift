package import Resources

extension Snapshot {
    /// A change of a model with whose SQL its query is, by what the manifests have for its source. Only some warehouses
    /// take `# …` or `// …` for a comment. Unknown where the source changes as well.
    package func knowingDialect(_ change: FileChange) throws -> FileChange {
        guard case .model(let slug) = change.file, change.kind == .changed,
            let query = change.fields.firstIndex(where: { $0.fieldClass == .query && $0.path.description == "rawSql" }),
            !change.fields.contains(where: { $0.path.description == "source" }),
            let source = try source(ofModel: slug),
            let type = try connections().entry(source, .source)?.type
        else { return change }
        var change = change
        change.fields[query].dialect = SQL.Dialect(sourceType: type)
        return change
    }
}
