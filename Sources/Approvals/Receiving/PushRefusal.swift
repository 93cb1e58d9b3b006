package import Git
package import Resources

/// Why a ref of a push is refused (protocol.md, Receiving). One such refuses the whole push: git takes all of it or
/// nothing.
package struct PushRefusal: Sendable {
    /// In full.
    package let ref: String
    package let reason: Reason

    package init(ref: String, reason: Reason) {
        self.ref = ref
        self.reason = reason
    }

    package enum Reason: Error, Sendable {
        // Names
        /// It takes a place that is kept free: `refs/replace/…`, `refs/heads/draft`, an unknown `refs/assent/…`.
        case reserved(ReservedName)
        /// The server's ref is another one's name, and whoever pushes it moves that.
        case symbolic(target: String)
        /// The server's ref is not where the pusher saw it.
        case changedMeanwhile
        case notCommit

        // Main
        case mainDeleted
        /// Main would lose this commit, or get it another way than along its own line.
        case notForward(ObjectID)
        case invalid(VerificationFailure)
        /// A landing leaves its request's ref where it is.
        case requestStays(id: String, landing: ObjectID)
        /// Main and a request's ref would move one after the other.
        case apart(id: String)
        /// A landing, or a closing, lacks an event that the server has.
        case leavesOut(Event, commit: ObjectID)
        case landsClosed(id: String, commit: ObjectID, closing: Event)
        /// Main starts elsewhere than the server was told.
        case anotherStart(pinned: ObjectID)
        case anotherMain(branch: String)

        // Requests
        case unsound(UnsoundRef.Problem)
        /// A new request has more than its first event.
        case severalEvents(Int)
        /// It does not go on from what the server has.
        case notGrown
        case closed(closing: Event?)
        case published(ObjectID)
        case void(Event, commit: ObjectID, VoidReason)
        case lacks(Event, commit: ObjectID, Permission)
        /// It ends the request, which is recorded elsewhere.
        case closesInPlace(Event, commit: ObjectID)
        /// An event that holds more than an event does.
        case holdsMore(commit: ObjectID)
        case openRequestDeleted(id: String)
        case closedChanged
        case closedDeleted
        case openStays(id: String)

        // Drafts
        case unknownOwner(String)
        case ownerMayNotDraft(String)
        case mayNotDraft(String)
        /// Nobody starts a draft under another member's name.
        case anothersName(owner: String, pusher: String)
        case unfit(commit: ObjectID, FitnessProblem)
        case draftHasRequest(id: String, draft: String)
        case mayNotDelete(owner: String, pusher: String)

        // Who pushes
        case unidentified(variable: String)
        case unknownLogin(String)
        case ambiguousLogin(String, members: [String])
        case anotherActor(Event, commit: ObjectID, pusher: String)
        case unsignedRelay(Event, commit: ObjectID, relay: String)
        case firstPushBy(member: String)

        // The server
        case noWorkspace
        case unclearMain([String])
        case namespace(String)
        /// The settings or objects that judge it cannot be read.
        case unreadable(any Refusal)
        case damaged(String)
        case tooLate(seconds: Int)
    }
}

/// Names of refs that nothing is pushed to.
package enum ReservedName: Hashable, Sendable {
    case replace
    /// `refs/heads/draft`, beside which there can be no drafts.
    case draftBranch
    case notDraft
    case unknown
    /// On a disk that ignores letter case or Unicode form it is another name's.
    case lookalike(of: String)
    case notText
}
