package import Resources
package import YAML

/// What publishing a change reaches: one value a touched file. F9: a model is reached through its source, a sync needs
/// both its model's source and its destination, before *and* after the change, aliases resolved.
package struct Touch: Hashable, Sendable {
    package var file: GovernedFile
    /// F4: whether the fields that changed need approval.
    package var needsApproval: Bool
    /// Resolved sources, before and after.
    package var sources: Set<ExactText>
    /// Resolved destinations, before and after.
    package var destinations: Set<ExactText>
    /// Of a model: the destinations of the syncs that use it. Approving and publishing reach them, drafting does not.
    package var usedDestinations: Set<ExactText>
    /// It is unknown what it reaches (a sync on a model that is not there): only an unlimited role reaches it.
    package var isUnknown: Bool

    /// The settings, and the aliases that decide where syncs go, change by `manage` alone.
    package var needsManage: Bool {
        switch file {
        case .settings, .aliases: true
        default: false
        }
    }
}

extension Touch {
    /// Of what cannot be told.
    static let unknown = Touch(
        file: .model(""), needsApproval: true, sources: [], destinations: [], usedDestinations: [], isUnknown: true)
}
