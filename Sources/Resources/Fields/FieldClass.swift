/// What kind of field: decides who must agree to a change of it (rule F4).
package enum FieldClass: String, Hashable, Sendable, CaseIterable {
    /// Only for people: name, description, tags, folder. The one class that needs no approval.
    case people
    case configuration
    /// What a model reads: its SQL, table, dbt model or custom query.
    case query
    /// A model's columns and their types.
    case columns
    /// When a sync runs, pausing included.
    case schedule
    /// The workspace's own settings and aliases: need someone with `manage`, whether or not approvals are on.
    case settings

    package var needsApproval: Bool { self != .people }
}

/// The class of a field of a file. A field that covers several (the whole file) has the strictest of its file.
package func fieldClass(of path: FieldPath, in file: GovernedFile) -> FieldClass {
    switch (file, path.topLevelKey) {
    case (.settings, _), (.aliases, _): .settings
    case (.columns, _): .columns
    case (.model, "name"), (.model, "description"), (.model, "tags"), (.model, "folder"): .people
    case (.model, "rawSql"), (.model, "tableName"), (.model, "customQuery"), (.model, "dbtModel"): .query
    case (.model, "columns"): .columns
    case (.sync, "name"), (.sync, "description"), (.sync, "tags"), (.sync, "folder"): .people
    case (.sync, "schedule"), (.sync, "schedulePaused"): .schedule
    case (.model, _), (.sync, _): .configuration
    }
}
