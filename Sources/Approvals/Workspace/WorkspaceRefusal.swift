package import Git
package import Resources

/// Why a workspace cannot be opened, or not be trusted: which branch is published, where it starts, what its settings say.
package enum WorkspaceRefusal: Refusal {
    /// No branch here carries the settings of a workspace.
    ///
    /// - Parameter isEmptyBare: there is nothing to start one with, and no place for it.
    case noWorkspace(directory: String, isEmptyBare: Bool = false)
    /// Which of several remotes the team shares is not said.
    case unclearRemote([String])
    /// What is checked out is of a workspace, and its main is not here: a clone of one branch.
    ///
    /// - Parameters:
    ///   - renamed: the branch that has what main had, where that is only one.
    ///   - isAsked: the remote was asked just now.
    case mainNotHere(branch: String, remote: String?, renamed: String?, isAsked: Bool)
    /// Several branches carry the settings of a workspace, and nothing says which is published.
    case unclearMain(candidates: [String], remote: String?)
    /// What this clone pinned cannot be read.
    case unreadablePin(path: String)
    /// The workspace is said to start elsewhere than this clone took it to.
    case anotherGenesis(pinned: ObjectID, named: ObjectID)
    /// The commit that starts the workspace is not in this clone.
    case genesisNotHere(String, isShallow: Bool)
    /// A commit without settings starts no workspace.
    case notAStart(ObjectID)
    /// The remote had main and has it no more; `tip` is where it was.
    case mainGone(branch: String, remote: String, tip: ObjectID, renamed: String?)
    /// Main does not start where this clone holds that it does.
    case mainExchanged(branch: String, genesis: ObjectID)
    /// The settings give the published branch a name that it does not have yet.
    case mainToRename(branch: String, to: String, remote: String?)
    /// A name that the settings are to give to the published branch belongs to another branch.
    case branchTaken(String, remote: String?)
    /// The settings on main cannot be read.
    case unreadableSettings([Finding])
    /// Main has no settings any more.
    case settingsGone(branch: String, remote: String?)
    /// A workspace is here already.
    case workspaceExists(branch: String)
    /// Settings lie in the work tree and are in no commit of main's.
    case settingsNotCommitted
    /// The copy got its own id just now.
    case idIsNew(String, since: ObjectID)
    /// Several folders look like a workspace's root, or none where one was named.
    case unclearRoot(candidates: [String])
    /// A tip of main that was verified or seen here is not on main's line any more.
    case lineLost(LostTip)
    case noWorkTree
    /// A file that would be written anew has its place taken; a command shows what would be in it.
    case fileExists(path: String, shownBy: [String])

    package var kind: RefusalKind {
        switch self {
        case .noWorkspace: RefusalKind("noWorkspace", .failed)
        case .unclearRemote: RefusalKind("unclearRemote", .failed)
        case .mainNotHere: RefusalKind("mainNotHere", .failed)
        case .unclearMain: RefusalKind("unclearMain", .failed)
        case .unreadablePin: RefusalKind("unreadablePin", .failed)
        case .anotherGenesis: RefusalKind("anotherGenesis", .findings)
        case .genesisNotHere: RefusalKind("genesisNotHere", .findings)
        case .notAStart: RefusalKind("notAStart", .findings)
        case .mainGone: RefusalKind("mainGone", .findings)
        case .mainExchanged: RefusalKind("mainExchanged", .findings)
        case .mainToRename: RefusalKind("mainToRename", .failed)
        case .branchTaken: RefusalKind("branchTaken", .failed)
        case .unreadableSettings, .settingsGone: RefusalKind("unreadableSettings", .failed)
        case .workspaceExists: RefusalKind("workspaceExists", .failed)
        case .settingsNotCommitted: RefusalKind("settingsNotCommitted", .failed)
        case .idIsNew: RefusalKind("idIsNew", .failed)
        case .unclearRoot: RefusalKind("unclearRoot", .failed)
        case .lineLost: RefusalKind("lineLost", .findings)
        case .noWorkTree: RefusalKind("noWorkTree", .failed)
        case .fileExists: RefusalKind("fileExists", .failed)
        }
    }
}
