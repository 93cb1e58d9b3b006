/// Who sends a message, or gets it.
package struct Correspondent: Hashable, Sendable {
    /// Empty: only the address is known.
    package var name: String
    /// ASCII, without blanks and angle brackets: who makes one has looked.
    package var address: String

    package init(name: String, address: String) {
        self.name = name
        self.address = address
    }
}
