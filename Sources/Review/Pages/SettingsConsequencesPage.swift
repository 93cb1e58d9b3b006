/// What settings that went live mean for members, and for what they did.
package struct SettingsConsequencesPage {
    package let page: Page

    /// - Parameter risks: nil: the settings are what they were.
    package init(_ risks: SettingsRisks?, for reader: Reader) {
        var page = Page()
        if let risks {
            page.add(.facts(risks.notes(for: reader, isLive: true)))
            page.add(.steps(risks.nextSteps(for: reader)))
        }
        self.page = page
    }
}
