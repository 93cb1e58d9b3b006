package import Git
package import Resources
package import SSH
package import Signatures

/// Why something was not done: the facts, without words. `Review` says them, `Commands` gives them an exit status.
package enum Refusal: Error, Sendable {
    // The workspace
    /// No branch here carries the settings of a workspace.
    case noWorkspace(directory: String)
    /// What is checked out is of a workspace, and its main is not here: a clone of one branch.
    case mainNotHere(branch: String, remote: String?)
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
    case mainGone(branch: String, remote: String, tip: ObjectID)
    /// Main does not start where this clone holds that it does.
    case mainExchanged(branch: String, genesis: ObjectID)
    /// The settings on main cannot be read.
    case unreadableSettings([Finding])
    /// A workspace is here already.
    case workspaceExists(branch: String)
    /// Several folders look like a workspace's root, or none where one was named.
    case unclearRoot(candidates: [String])

    // People
    /// git's identity is no member's; `name`, `email` and the SSH key to sign with as git knows them.
    case stranger(name: String?, email: String?, key: String?)
    /// git does not know who runs it.
    case noIdentity
    case unknownMember(String, nearest: [String])
    /// Several members have this address.
    case ambiguousMember(email: String, members: [String])
    /// The member's role lacks a permission that this takes, whatever is touched.
    case lacksPermission(member: String, Permission, who: [String])
    /// F2, F9: the member may not do this to what the draft touches.
    case mayNot(member: String, Permission, draft: String, plan: Plan, who: [String])
    /// An author's own approval does not count here.
    case ownRequest(member: String, draft: String, who: [String])

    // Drafts and requests
    case invalidName(String)
    case unknownDraft(String, nearest: [String])
    case draftExists(String)
    case notOnDraft(head: String)
    /// Main is being brought into it already: a merge is begun, and not yet saved.
    case updateBegun(draft: String)
    /// Nothing differs from what the branch has.
    case nothingToSave(branch: String)
    /// A file that no draft may hold is not even saved: it would have to be taken out of history again.
    case tooLargeToSave(path: String, bytes: Int)
    /// git would not delete a branch that another work tree is on either.
    case checkedOutElsewhere(draft: String, directory: String)
    case unknownRequest(String)
    /// What was named is a ref that is not a request, or several.
    case unsoundRequest([UnsoundRef])
    case ambiguousRequest(String, ids: [String])
    case requestClosed(id: String, closing: Event?)
    case requestPublished(id: String, landing: ObjectID)
    /// Nobody asks for it now; `closed` is the last request for it, if that was withdrawn or deleted.
    case noRequest(draft: String, closed: ApprovalRequest?)
    case mayNotTouchRequest(member: String, draft: String, authors: [String])
    /// Authors withdraw; a decline of their own would block nobody else.
    case ownDecline(draft: String)
    case mayNotDecline(member: String, draft: String, plan: Plan, who: [String])
    /// Nothing waits for an approval that could be kept from it.
    case needsNoApproval(draft: String)
    case tooManyComments(draft: String, limit: Int)
    /// protocol.md: what an act says has a limit of its own.
    case commentTooLong(bytes: Int)
    case unknownResource(String, nearest: [String])
    case resourceExists(String, path: String)

    // Taking back
    /// Not live, so nothing is to be taken back; its request, if it has one.
    case notPublished(draft: String, request: ApprovalRequest?)
    /// A model or sync, of which any number of changes may be published.
    case namesNoChange(ResourceID)
    /// Nothing that was published since the workspace was started.
    case notOnMain(commit: ObjectID)
    /// The same fields were changed again.
    case changedSince(PublishedChange, [FieldConflict])
    case nothingToRevert(PublishedChange)

    // Repair
    /// The rules let it through, or it changed nothing that is governed.
    case notUnapproved(commit: ObjectID)
    /// Verification stops at another commit first.
    case acceptsAnother(first: ObjectID)
    /// Not one commit is wrong, but the line.
    case unacceptable(VerificationFailure)
    /// What follows could not be judged.
    case settingsLost(after: ObjectID, Repair?)
    case mayNotAccept(member: String, commit: ObjectID, who: [String])

    // Publishing
    case nothingToPublish(draft: String)
    /// Uncommitted changes to governed files.
    case unsaved(paths: [String], draft: String?)
    /// F4 and format.md: a draft changes governed files only.
    case ungovernedChanges(draft: String, paths: [String], attributes: [Finding])
    /// protocol.md: none of a draft's commits adds a root, a blob over 1 MiB, or ungoverned changes.
    case unfitCommit(draft: String, commit: ObjectID, FitnessProblem)
    case unrelatedHistory(draft: String)
    case conflicts(draft: String, [FieldConflict])
    case findings(draft: String, [Finding])
    /// The subject is another one than was shown.
    case subjectChanged(draft: String, shown: String, now: String)
    /// Nothing was shown yet, and there is nobody to show it to.
    case notViewed(draft: String, subject: String)
    case waits(draft: String, plan: Plan)
    /// Main kept moving.
    case mainMoved(branch: String)
    /// The tip of main that was verified here last is not on main's line any more.
    case lineLost(branch: String, seen: ObjectID, tip: ObjectID)
    /// A work tree that has main, or a draft, checked out carries uncommitted edits of files that would follow.
    case branchIsEdited(branch: String, directory: String, obstacle: String)
    case noWorkTree
    /// A file that would be written anew has its place taken; a command shows what would be in it.
    case fileExists(path: String, shownBy: [String])
    case shallow

    // Signing
    /// The settings require signatures, and have no key of this member; `key` is the line of the one that git signs
    /// with.
    case noKey(member: String, key: String?, who: [String])
    /// git signs with a key that the settings do not have as this member's.
    case foreignKey(member: String, key: SSHPublicKey?, has: [SSHPublicKey], who: [String])
    /// None of the member's keys lies where git or `ssh` look for keys, nor is one in the agent.
    case keyNotHere(member: String, keys: [SSHPublicKey])
    /// git's `user.signingKey` is a literal key, and none that can sign.
    case unfitSigningKey(String, SSHKeyError)
    /// git is to sign commits with an SSH key (`commit.gpgSign`), and is told of none.
    case noCommitKey
    /// git's `gpg.ssh.defaultKeyCommand` prints no key.
    case noDefaultKey(command: String, said: String)
    /// The key did not sign.
    case notSigned(Signer.Key, program: String, SigningError)
    /// What asks for it cannot be taken for its author's, and nobody can approve it until somebody asks anew.
    case unprovenRequest(draft: String, author: String, VoidReason)

    // With a remote
    case offline(remote: String)
    /// Whether a push arrived is not known: there was no answer, and the remote cannot be asked.
    case unknownOutcome(remote: String)
    /// The remote would not take away what went live, drafts or requests, time and again; it is not asked any more.
    case keptThere([String], RemoteError)
    /// The remote's branch has commits that are not here.
    case draftWentApart(draft: String, remote: String, isBehind: Bool)
}

package enum FitnessProblem: Hashable, Sendable {
    case addsRoot
    case tooLarge(path: String, bytes: Int)
    /// `attributes`: what those among them do that are attributes of governed files (A108).
    case ungoverned(paths: [String], attributes: [Finding])
    case brokenTree(BrokenTree)
}
