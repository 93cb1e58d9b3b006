package import Git

/// A hook of a server's repository that calls this program.
package struct HookFile: Sendable {
    /// Behind the name of a hook: the one that was there before.
    static let keptSuffix = ".before-assent"

    /// The hook that was there before ours, if git would run it.
    ///
    /// - Parameter path: of ours.
    package static func kept(beside path: String, _ session: Session) -> HookProcess? {
        HookProcess(path + keptSuffix, environment: session.environment)
    }
}
