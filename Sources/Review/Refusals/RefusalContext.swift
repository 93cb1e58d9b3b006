/// What the words of a refusal depend on.
package struct RefusalContext {
    /// The person who was refused; nil if no workspace could be opened.
    package let reader: Reader?
    /// The draft that is checked out.
    package let current: String?

    package init(_ reader: Reader?, on current: String? = nil) {
        self.reader = reader
        self.current = current
    }
}
