package import Resources

extension Resources.Explanation {
    /// All that `assent explain` says, as plain text of 80 columns.
    package var plainText: String { ExplanationPage(self).page.text(.plain) }

    /// The same as Markdown. The title is not in it.
    package var markdown: String { ExplanationPage.text(of: self).markdown }
}
