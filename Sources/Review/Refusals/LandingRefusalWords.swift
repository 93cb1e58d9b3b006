import Approvals
import Git
import Resources

/// Why a job on the host does not move main, and what to do.
struct LandingRefusalWords: FamilyWords {
    let context: RefusalContext

    func words(of refusal: LandingRefusal) -> RefusalWords {
        switch refusal {
        case .noRemote:
            RefusalWords(
                "landing is branch, which needs a remote with a job that moves \(branch): this repository has no remote.",
                next: [.init("add one", "git remote add origin <url>")])
        case .noJob(let remote):
            RefusalWords(
                "landing is branch, which needs a job on \(remote) that moves \(branch): no file on \(branch) runs assent land.",
                next: [
                    .init("a job for GitHub", "assent init --ci github-landing --show"),
                    .init("a job for GitLab", "assent init --ci gitlab-landing --show"),
                ])
        case .unknownLanding(let branch, let nearest):
            RefusalWords(
                "there is no branch \(branch) to land.",
                facts: nearest.isEmpty
                    ? ["No branch waits to be landed."]
                    : ["waiting: \(nearest.prefix(5).map { Words($0) }.inWords())"])
        case .notALanding(let name, let remote):
            RefusalWords(
                "\(name) is not a landing: it does not lead from \(branch) over published requests.",
                next: [.init("look at it", Shell.line(["git", "log", "--first-parent", "\(remote)/\(name)"]))])
        case .requestGone(let name, let request, let remote):
            RefusalWords(
                "request \(Words(trusted: String(request.prefix(8)))) is not open any more, so \(name) is not landed.",
                next: removing(name, from: remote))
        case .alreadyLive(let name, let remote):
            RefusalWords("\(name) is already part of \(branch).", next: removing(name, from: remote))
        case .unproven(let name, let failure):
            RefusalWords(
                "\(name) is not landed, since \(branch) could not be verified after it:",
                facts: [reader?.words(of: failure.reason) ?? "\(failure.commit.short)"],
                next: [.init("look at it", Shell.line(["git", "show", failure.commit.hex]))])
        }
    }

    private var branch: Words { Words(reader?.branch ?? "main") }

    private func removing(_ branch: String, from remote: String) -> [NextStep] {
        [.init("remove it", Shell.line(["git", "push", remote, "--delete", branch]))]
    }
}
