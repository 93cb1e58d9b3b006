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
                    settings.map { Table.Row(Words($0.key), Words($0.value)) })))
    }
}
