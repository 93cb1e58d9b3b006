/// Why a repository cannot be made to refuse what was not approved.
package enum HookRefusal: Refusal {
    /// People work in it.
    case notBare(String)
    /// Somebody else's hook is there, and one was kept before.
    case hookInTheWay(String, kept: String)
    case anotherBranch(pinned: String, named: String)
    /// Where this program's file is, is not known.
    case noProgram

    package var kind: RefusalKind {
        switch self {
        case .notBare: RefusalKind("notBare", .failed)
        case .hookInTheWay: RefusalKind("hookInTheWay", .failed)
        case .anotherBranch: RefusalKind("anotherBranch", .failed)
        case .noProgram: RefusalKind("noProgram", .failed)
        }
    }
}
