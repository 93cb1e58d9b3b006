/// The names of refs: protocol.md, Refs.
package enum Refs {
    package static let heads = "refs/heads/"
    package static let drafts = "refs/heads/draft/"
    package static let assent = "refs/assent/"
    package static let requests = "refs/assent/requests/"
    package static let closed = "refs/assent/closed/"
}
