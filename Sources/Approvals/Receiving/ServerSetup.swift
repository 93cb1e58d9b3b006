package import Git

/// What a server's repository needs to refuse what was not approved, and how far it has it.
package struct ServerSetup: Sendable {
    /// Where git looks for hooks.
    package let hooksFolder: String
    package let hooks: [HookFile]
    /// The published branch, and where it starts; nil: there is no workspace yet, and its first push pins both.
    package let main: Main?
    package let settings: [ServerSetting]
    /// The variable that says who pushes.
    package let identity: String?

    package struct Main: Hashable, Sendable {
        package let branch: String
        package let genesis: ObjectID
        /// Held by this repository, whatever is pushed.
        package let isPinned: Bool
        /// The first commit that nobody was allowed to publish, if there is one.
        package let failure: VerificationFailure?
    }

    package var isComplete: Bool {
        hooks.allSatisfy { $0.state == .current } && main?.isPinned != false && settings.allSatisfy(\.isSet)
    }
}
