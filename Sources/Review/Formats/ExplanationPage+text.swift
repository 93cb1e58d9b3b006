extension ExplanationPage {
    /// All that `assent explain` says, as plain text of 80 columns.
    package var plainText: String { page.text(.plain) }

    /// The same as Markdown. The title is not in it.
    package var markdown: String { Self.text(of: explanation).markdown }
}
