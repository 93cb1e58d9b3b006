/// A job on the host is to move main (`landing: branch`), and cannot.
package enum LandingRefusal: Refusal {
    /// There is no remote on which a job could run.
    case noRemote
    /// No file on main tells a host to run `assent land`.
    case noJob(remote: String)
    case unknownLanding(branch: String, nearest: [String])
    /// The branch does not lead from main over landings of requests.
    case notALanding(branch: String, remote: String)
    /// A request of the landing is not open any more.
    case requestGone(branch: String, request: String, remote: String)
    /// It is main, or part of it.
    case alreadyLive(branch: String, remote: String)
    /// Main could not be proven with the landing on top.
    case unproven(branch: String, VerificationFailure)

    package var kind: RefusalKind {
        switch self {
        case .noRemote: RefusalKind("noRemoteToLandOn", .failed)
        case .noJob: RefusalKind("noJobToLand", .failed)
        case .unknownLanding: RefusalKind("unknownLanding", .failed)
        case .notALanding: RefusalKind("notALanding", .failed)
        case .requestGone: RefusalKind("requestGone", .failed)
        case .alreadyLive: RefusalKind("alreadyLive", .failed)
        case .unproven: RefusalKind("unprovenLanding", .failed)
        }
    }
}
