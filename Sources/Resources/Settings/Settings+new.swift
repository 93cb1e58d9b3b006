import YAML

extension Settings {
    /// The first `assent.yaml` of a workspace: approvals on, one administrator.
    ///
    /// - Parameters:
    ///   - id: random hexadecimal digits, never used for another workspace.
    ///   - root: the folder of models and syncs, empty for the top of the repository.
    package static func newFile(
        id: String, workspace: String, branch: String, root: String, signatures: Signatures, administrator: Member
    ) -> [UInt8] {
        let pairs: [(String, Value)] = [
            ("version", .int(version)),
            ("id", .string(id)),
            ("workspace", .string(workspace)),
            ("branch", .string(branch)),
            ("root", .string(root.isEmpty ? "." : root)),
            ("require_approvals", .bool(true)),
            ("signatures", .string(signatures.rawValue)),
            ("landing", .string(Landing.direct.rawValue)),
            ("approvals", map([("required", .int(1)), ("self_approval", .bool(false))])),
            ("members", map([(administrator.id, administrator.value)])),
        ]
        return Array(head.utf8) + render(document: map(pairs))
    }

    private static let head = """
        # Who may change what here, and who must agree: assent settings, assent member.
        # Changes of this file count once they are on the branch named below.

        """

    private static func map(_ pairs: [(String, Value)]) -> Value {
        .mapping(pairs.map { Value.Pair(key: $0.0, value: $0.1) })
    }
}
