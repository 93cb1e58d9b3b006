/// What a role lets its members do (flows.md, F9).
package enum Permission: String, Hashable, Sendable, CaseIterable {
    /// Write drafts and ask for approval.
    case draft
    /// Publish without approval (F3).
    case publish
    /// Approve and decline the requests of others.
    case approve
    /// Change settings, members, roles and aliases; repair main.
    case manage
}
