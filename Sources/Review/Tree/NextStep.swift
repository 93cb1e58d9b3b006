/// A command line, and what it is for.
package struct NextStep: Hashable, Sendable {
    package var label: Words
    package var command: String

    package init(_ label: Words, _ command: String) {
        self.label = label
        self.command = command
    }
}
