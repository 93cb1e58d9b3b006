package import Approvals
import Git
import Resources

extension Reader {
    /// What is wrong with a commit, in a sentence about it.
    package func words(of reason: VerificationFailure.Reason) -> Words {
        switch reason {
        case .notALanding(let paths):
            let files = paths.map { "\($0)" as Words }.inWords(limit: 4)
            return "It changes \(files) directly: it was not published through a request."
        case .damaged(let text): return "It or its content is damaged: \(text)."
        case .brokenTree(let fault): return "It contains a folder that git would not write: \(fault)."
        case .lookalikes(let paths):
            let files = paths.map { "\($0)" as Words }.inWords(limit: 4)
            return "It adds \(files): on macOS and Windows it replaces the workspace's own files."
        case .collidingNames(let path, let other):
            return "It adds \(path) beside \(other): on macOS and Windows the two are one file."
        case .brokenChain(let text): return "Its record of events is not valid: \(text)."
        case .wrongRevision(let asked, let found):
            return "Its events name revision \(asked.short), but follow \(found.short)."
        case .anotherWorkspace(let id): return "Its events belong to another workspace or branch (\(id))."
        case .idChanged(let id):
            return
                "It gives the workspace another id (\(id)), as assent init --new-id does where it starts a copy."
        case .settingsRemoved: return "It removes assent.yaml."
        case .settingsBroken: return "It leaves settings that cannot be read, so nothing after it could be judged."
        case .unreadableSettings: return "The settings before it cannot be read, so nothing can be judged by them."
        case .ungoverned(let paths):
            return "It changes files that drafts cannot change: \(paths.map { "\($0)" as Words }.inWords(limit: 4))."
        case .anotherSubject: return "Its changes are not the ones that were submitted and approved."
        case .strangers(let ids): return "\(ids.map(name).inWords()) may not make these changes."
        case .void(let ids, let problem):
            return "An event in the name of \(ids.map(name).inWords()) \(Words(problem))."
        case .declined(let ids): return "\(ids.map(name).inWords()) had declined it."
        case .missing(let requirements):
            let words = requirements.map { "\($0.given.count) of \($0.required) approvals" as Words }
            return "It had \(words.inWords())."
        case .landedTwice(let request, let first):
            return "Request \(short(request)) was already published by \(first.short)."
        case .genesisLost(let genesis):
            return "The workspace's start, \(genesis.short), is not in the history of this branch."
        case .lineLost(let seen):
            return "\(seen.short), the tip when this clone last saw it, is not in the history of this branch."
        case .unfitCommit(let commit, let problem):
            return "Its draft has a commit, \(commit.short), that \(Words(problem))."
        case .tooEarly(let requests):
            return "It was published before \(requests.map { "\(short($0))" as Words }.inWords()), which it depends on."
        }
    }
}

/// What a rule of protocol.md's Verification is about.
struct RuleName {
    let words: Words

    init(_ rule: Int) {
        switch rule {
        case 1: words = "the shape of the commit and its events"
        case 2: words = "who wrote the events"
        case 3: words = "what was approved is what was published"
        case 4: words = "who may approve and publish it"
        default: words = "no request is published twice"
        }
    }
}
