package import Resources

/// Why a branch cannot be imported.
package enum ImportRefusal: Refusal {
    case unknownBranch(String, remote: String?, nearest: [String])
    /// Main is what everything is compared with.
    case branchIsMain(String, remote: String?)
    /// A draft is reviewed as it is.
    case branchIsDraft(String)
    case unrelatedHistory(branch: String)
    /// Another member has imported it, and that is not published yet.
    case openElsewhere(branch: String, Draft)
    /// The branch and the draft changed the same fields since the last import.
    case conflicts(branch: String, draft: String, [FieldConflict])

    package var kind: RefusalKind {
        switch self {
        case .unknownBranch: RefusalKind("unknownBranch", .failed)
        case .branchIsMain: RefusalKind("branchIsMain", .failed)
        case .branchIsDraft: RefusalKind("branchIsDraft", .failed)
        case .unrelatedHistory: RefusalKind("unrelatedHistory", .failed)
        case .openElsewhere: RefusalKind("importIsOpen", .failed)
        case .conflicts: RefusalKind("importConflicts", .conflict)
        }
    }
}
