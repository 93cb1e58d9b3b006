/// Text of which every character counts.
package struct Code: Hashable, Sendable {
    /// As somebody wrote it: each writer makes it safe (`SafeText.code`).
    package let text: String
    /// What highlighters call it: `yaml`.
    package let language: String
    package let isNumbered: Bool

    package init(_ text: String, language: String = "", isNumbered: Bool = false) {
        self.text = text
        self.language = language
        self.isNumbered = isNumbered
    }
}
