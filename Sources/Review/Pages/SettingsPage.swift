import Approvals
import Resources

/// One setting a line.
package struct SettingsPage {
    package let page: Page

    package init(_ settings: [(key: String, value: String)]) {
        page = Page(
            .table(
                Table(
                    .listing, columns: ["setting", "value"],
                    settings.map { Table.Row(Words($0.key), Self.words(for: $0.value)) })))
    }

    /// What a setting says, where that may be nothing.
    package static func words(for value: String?) -> Words {
        guard let value else { return "(not set)" }
        return value.isEmpty ? "(none)" : Words(value)
    }
}
