import Approvals
package import Resources

/// Each setting with what it holds and what it is for.
package struct SettingsGuidePage {
    package let page: Page

    package init(_ guide: [Settings.Entry]) {
        page = Page(
            .list(
                List(
                    .terms, guide.map { List.Item("\($0.key): \($0.holds)", [.paragraph(Words($0.about))]) })))
    }
}
