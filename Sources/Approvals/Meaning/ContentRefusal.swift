package import Git
package import Resources

/// The content of a draft, of main or of a work tree cannot be used as it is.
package enum ContentRefusal: Refusal {
    /// - Parameter isAskedFor: an open request asks for what the draft was before.
    case nothingToPublish(draft: String, isAskedFor: Bool = false)
    /// Nothing differs from what the branch has.
    /// `strays`: files that read like models or syncs and are none (A105).
    case nothingToSave(branch: String, strays: [Finding])
    /// Uncommitted changes to governed files.
    case unsaved(paths: [String], draft: String?)
    /// A file that no draft may hold is not even saved: it would have to be taken out of history again.
    case tooLargeToSave(path: String, bytes: Int)
    /// Files that lie where only models, syncs and columns may, and by their names can be none, are not even saved.
    case misnamed(paths: [String])
    /// F4 and format.md: a draft changes governed files only.
    case ungovernedChanges(draft: String, paths: [String], attributes: [Finding])
    /// protocol.md: none of a draft's commits adds a root, a blob over 1 MiB, or ungoverned changes.
    case unfitCommit(draft: String, commit: ObjectID, FitnessProblem)
    /// The folder that is to be the root has something at these paths that a workspace cannot have there.
    case unfitRoot(String, paths: [String])
    case unrelatedHistory(draft: String)
    /// The draft and main merged each other's history in so many places that it is unclear what it changes.
    case tooManyBases(draft: String, Int)
    /// Main changed so much of what it changes that it is not merged before its author merges main.
    case tooMuchToMerge(draft: String)
    /// The same, among many: alone it may well be.
    case notMergedHere(draft: String)
    case conflicts(draft: String, [FieldConflict])
    case findings(draft: String, [Finding])
    /// F6: it goes live only together with other requests, which are open.
    case needsOthers(draft: String, [Finding], [String])
    /// Main is already being merged into it: the merge is in progress, and not yet saved.
    case updateBegun(draft: String)
    /// No merge is in progress whose conflicts could be resolved.
    case noMerge(draft: String, [FieldConflict])
    /// Its conflicts are not marked field by field, or some of the marks are gone.
    case unmarked(path: String)
    case shallow

    package var kind: RefusalKind {
        switch self {
        case .nothingToPublish: RefusalKind("nothingToPublish", .failed)
        case .nothingToSave: RefusalKind("nothingToSave", .failed)
        case .unsaved: RefusalKind("unsaved", .failed)
        case .tooLargeToSave: RefusalKind("tooLargeToSave", .refused)
        case .misnamed: RefusalKind("misnamed", .refused)
        case .ungovernedChanges: RefusalKind("ungovernedChanges", .refused)
        case .unfitCommit: RefusalKind("unfitCommit", .refused)
        case .unfitRoot: RefusalKind("unfitRoot", .refused)
        case .unrelatedHistory: RefusalKind("unrelatedHistory", .failed)
        case .tooManyBases: RefusalKind("tooManyBases", .refused)
        case .tooMuchToMerge: RefusalKind("tooMuchToMerge", .refused)
        case .notMergedHere: RefusalKind("notMergedHere", .refused)
        case .conflicts: RefusalKind("conflicts", .conflict)
        case .findings, .needsOthers: RefusalKind("findings", .findings)
        case .updateBegun: RefusalKind("updateBegun", .failed)
        case .noMerge: RefusalKind("noMerge", .failed)
        case .unmarked: RefusalKind("unmarked", .failed)
        case .shallow: RefusalKind("shallow", .failed)
        }
    }
}
