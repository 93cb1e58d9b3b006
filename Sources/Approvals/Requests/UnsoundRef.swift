/// A ref in the place of requests that is not a request: anybody who can push may have made it. It is ignored.
package struct UnsoundRef: Error, Hashable, Sendable {
    /// By the name that it has for everybody.
    package let name: String
    /// Of the remote that has it; nil: it is here alone.
    package let remote: String?
    package let problem: Problem

    package enum Problem: Hashable, Sendable {
        /// The commits that it points to cannot be read as the events of a request.
        case notEvents(String)
        /// The ref is named otherwise than its first event says.
        case anotherID(String)
        case anotherWorkspace(String, branch: String)
        /// It ends in no act that closes the request, or in one that is void, or that its actor may not do.
        case closesNothing(VoidReason?)
    }
}
