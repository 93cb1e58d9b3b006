extension Model {
    /// What a model's file must be (format.md). Keys of other types linger and are harmless.
    package static let shape = Shape.Map(
        "a model",
        [
            .init("name", .text(), isNeeded: true, "The name that people see."),
            .init(
                "source", .text(), isNeeded: true,
                "The slug of a source in the manifest, or an alias for one.", examples: ["warehouse"]),
            .init(
                "type", .choice(types), isNeeded: true,
                "What kind of query the model has. The key that holds the query follows from it."),
            .init("primaryKey", .columnNames, mayBeEmpty: true, "The column that identifies a row."),
            .init(
                "columns", columns, mayBeEmpty: true, "The model's columns, if columns/<slug>.yaml does not list them."),
            .init("description", .anything, "The description that people see."),
            .init("tags", .anything, "Tags, for people."),
            .init("folder", .anything, "The folder that people see it in."),
            .init("isSchema", .anything, "Written by older versions of Git Sync."),
            .init("eventTimestampColumn", .anything, "The column that says when an event happened."),
            .init("primaryLabel", .anything, "The column whose value people see as the row's name."),
            .init("secondaryLabel", .anything, "Another column whose value people see."),
        ] + queries.map { Shape.Key($0.key.name, .anything, $0.key.about) }, others: .allowed,
        cases: queries.map { Shape.Case("type", .isText($0.type), [$0.key]) })

    /// The key that holds the query, by the type of the model.
    private static let queries: [(type: String, key: Shape.Key)] = [
        (
            "raw_sql",
            .init(
                "rawSql", .text(.notBlank), isNeeded: true, "The query of a model of type raw_sql, in the source's SQL."
            )
        ),
        (
            "table",
            .init("tableName", .text(.notBlank), isNeeded: true, "What a model of type table reads: schema.table.")
        ),
        (
            "custom",
            .init(
                "customQuery", .map(Shape.Map("a query", [], others: .allowed)), isNeeded: true,
                "The query of a model of type custom, as its source takes it.")
        ),
        ("dbt_model", .init("dbtModel", .text(.notBlank), isNeeded: true, "The id of the dbt model.")),
    ]

    private static let types = Shape.Choices(
        queries.map(\.type), unknown: "models of type … are not known here",
        help: "known types: \(inWords(queries.map(\.type))); its query and columns are not checked")

    static let columns = Shape.list(
        of: .map(
            Shape.Map(
                "a column",
                [
                    .init("name", .text(), isNeeded: true, "As the query returns it.", help: columnHelp),
                    .init(
                        "type", .anything, "What kind of values it holds.",
                        examples: ["string", "integer", "timestamp"]),
                ], others: .allowed, help: columnHelp)))

    private static let columnHelp = "write: - {name: email, type: string}"

    /// The key that holds the query of a model of this type; nil for a type that is not known.
    package static func queryKey(ofType type: String) -> String? {
        queries.first { $0.type.isExactly(type) }?.key.name
    }
}
