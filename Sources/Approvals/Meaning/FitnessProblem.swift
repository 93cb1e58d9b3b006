package import Git
package import Resources

package enum FitnessProblem: Hashable, Sendable {
    case addsRoot
    case tooLarge(path: String, bytes: Int)
    /// `attributes`: what those among them do that are attributes of governed files (A108).
    case ungoverned(paths: [String], attributes: [Finding])
    case brokenTree(BrokenTree)

    package var attributes: [Finding] { if case .ungoverned(_, let attributes) = self { attributes } else { [] } }
}
