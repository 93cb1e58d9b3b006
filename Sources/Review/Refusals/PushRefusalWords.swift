package import Approvals
import Git
import Resources

/// Why a server refuses a ref of a push, for a person who pushed with plain git: which ref and which commit, which rule,
/// and what to do instead.
package struct PushRefusalWords: Hashable {
    /// A sentence about the ref.
    let problem: Words
    /// What holds for everybody.
    let rule: Words
    let next: [NextStep]

    private init(_ problem: Words, rule: Words, next: [NextStep] = []) {
        self.problem = problem
        self.rule = rule
        self.next = next
    }

    /// - Parameter reader: nil: there is no workspace that says who is who.
    package init(_ refusal: PushRefusal, for reader: Reader?) {
        func called(_ id: String) -> Words { reader.map { $0.name(id) } ?? Words(id) }
        let ref = RefName(refusal.ref).words
        switch refusal.reason {
        case .reserved(let name): self.init(name, ref)
        case .symbolic(let target):
            self.init(
                "it is only another name for \(RefName(target).words) on this server.",
                rule: "Nothing is pushed under another name.",
                next: [.init("push it by its own name", Shell.line(["git", "push", "origin", "HEAD:\(target)"]))])
        case .changedMeanwhile:
            self.init(
                "it is not where you saw it last.", rule: "What others did meanwhile is not overwritten.",
                next: [.init("get it, then push again", "git fetch")])
        case .notCommit:
            self.init("it would not point to a commit.", rule: "Branches point to commits.")
        case .mainDeleted:
            self.init(
                "it is the published branch.", rule: "The published branch is never deleted.",
                next: [.init("to rename it, change its name in the settings first", "assent settings branch <name>")])
        case .notForward(let lost):
            self.init(
                "\(lost.short), which is published, is not on the line of first parents that \(ref) would have.",
                rule: "\(ref) only moves forward, along its own line: no force push, and no merge the other way round.",
                next: [.publish])
        case .invalid(let failure):
            self.init(
                "\(failure.commit.short) does not follow the rules. \(reader?.words(of: failure.reason) ?? Words())",
                rule:
                    "Every change of \(ref) is asked for and approved as its settings say (rule \(failure.rule) of verification: \(RuleName(failure.rule).words)).",
                next: [.propose(failure.commit), .publish])
        case .requestStays(let id, let landing):
            self.init(
                "\(landing.short) publishes request \(short(id)), and the push does not delete its ref.",
                rule: "A request and \(ref) move in one push.",
                next: [
                    .publish,
                    .init(
                        "or by hand",
                        Shell.line([
                            "git", "push", "--atomic", "origin", "HEAD:\(refusal.ref)", ":\(Refs.requests)\(id)",
                        ])),
                ])
        case .apart(let id):
            self.init(
                "request \(short(id)) is open, and the push moves it and the published branch one after the other.",
                rule: "A request and the published branch move in one step.",
                next: [.init("push both at once", "git push --atomic origin …")])
        case .leavesOut(let event, let commit):
            self.init(
                "\(commit.short) leaves out \(Words(actOf: event)) by \(called(event.actor)) that this server has.",
                rule: "What people said about a request stays with it.",
                next: [.init("get it, then try again", "git fetch")])
        case .landsClosed(let id, let commit, let closing):
            self.init(
                "\(commit.short) publishes request \(short(id)), which \(called(closing.actor)) \(ended(closing)).",
                rule: "What was withdrawn or deleted is not published.", next: [.submitAgain])
        case .anotherStart(let pinned):
            self.init(
                "\(ref) does not contain \(pinned.short), where this server's workspace starts.",
                rule: "A workspace starts at one commit.",
                next: [.init("see where yours starts", "assent verify")])
        case .anotherMain(let branch):
            self.init(
                "its assent.yaml says that \(branch) is the published branch.",
                rule: "The published branch has the name that its settings give it.",
                next: [.init("push that one", "git push origin \(Shell.quoted(branch))")])
        case .unsound(let problem):
            self.init(
                "it \(Words(problem)).", rule: "Under refs/assent/ are requests, as assent writes them.",
                next: [.submit])
        case .severalEvents(let count):
            self.init(
                "it starts a request with \(count) events.",
                rule: "A request starts with its first event, and then grows.",
                next: [.submit])
        case .notGrown:
            self.init(
                "it does not go on from what this server has.", rule: "The events of a request only grow.",
                next: [.init("get them, then try again", "git fetch")])
        case .closed(let closing):
            let who: Words = closing.map { "\(called($0.actor)) \(ended($0)) it" } ?? "this push closes it"
            self.init("the request is closed: \(who).", rule: "What is closed never opens again.", next: [.submitAgain])
        case .published(let commit):
            self.init(
                "the request was published by \(commit.short).",
                rule: "What is published is neither opened nor closed again.",
                next: [.init("to take it back", "assent revert \(commit.short)")])
        case .void(let event, let commit, let reason):
            self.init(
                "\(Words(actOf: event)) in the name of \(called(event.actor)) (\(commit.short)) \(Words(reason)).",
                rule: "Every event is by a member who may do it, and signed where they have a key.",
                next: [.init("see who may do what", "assent member list")])
        case .lacks(let event, let commit, let permission):
            self.init(
                "\(called(event.actor)) may not \(permission.rawValue) all that the request touches, and \(commit.short) is \(Words(actOf: event)) by them.",
                rule: "Roles can be limited to sources and destinations.",
                next: [.init("see who may do what", "assent member list")])
        case .closesInPlace(let event, let commit):
            self.init(
                "\(commit.short) is \(Words(actOf: event)), and stays among the open requests.",
                rule: "A request that ends moves to refs/assent/closed/.",
                next: [.init("withdraw it", "assent withdraw <draft>")])
        case .holdsMore(let commit):
            self.init(
                "the event \(commit.short) has files or parents of its own.",
                rule: "An event changes no file, and leads only to the one before it and to its revision.",
                next: [.submit])
        case .openRequestDeleted(let id):
            self.init(
                "request \(short(id)) is open.",
                rule: "An open request goes only when it is published or closed.",
                next: [.init("withdraw it", "assent withdraw \(id.prefix(8))")])
        case .closedChanged, .closedDeleted:
            self.init(
                "the request is closed.", rule: "The record of a closed request neither changes nor goes.",
                next: [.submitAgain])
        case .openStays(let id):
            self.init(
                "it closes request \(short(id)), and the push leaves that open.",
                rule: "A request is closed and taken away in one push.",
                next: [.init("withdraw it", "assent withdraw \(id.prefix(8))")])
        case .unknownOwner(let id):
            self.init(
                "nobody in assent.yaml is called \(id).",
                rule: "A draft is named after its member: draft/<member>/<name>.",
                next: [.init("see who there is", "assent member list")])
        case .ownerMayNotDraft(let id), .mayNotDraft(let id):
            self.init(
                "the role of \(called(id)) does not let them draft.", rule: "Drafts are by members who may draft.",
                next: [.init("see who may do what", "assent member list")])
        case .anothersName(let owner, let pusher):
            self.init(
                "you are \(called(pusher)), and it would be a draft of \(called(owner)).",
                rule: "Everybody starts drafts under their own name.",
                next: [
                    .init("push it as yours", "git push origin HEAD:refs/heads/draft/\(Shell.quoted(pusher))/<name>")
                ])
        case .unfit(let commit, let problem):
            self.init(
                "\(commit.short) \(Words(problem)).",
                rule:
                    "Drafts change models, syncs and settings only, in files of up to 1 MiB, on top of main's history.",
                next: [.init("take that commit out of the draft", "git rebase -i \(commit.short)~")])
        case .draftHasRequest(let id, let draft):
            self.init(
                "request \(short(id)) asks for it.", rule: "A draft that is asked for goes with its request.",
                next: [.init("delete both", "assent draft delete \(Shell.quoted(draft))")])
        case .mayNotDelete(let owner, let pusher):
            self.init(
                "you are \(called(pusher)), and it is a draft of \(called(owner)).",
                rule: "A draft is deleted by its member, or by somebody who may approve all of it.",
                next: [.init("see who that is", "assent view <draft>")])
        case .unidentified(let variable):
            self.init(
                "this server does not know who pushes: \(variable) is not set.",
                rule: "Who pushes here is known (git config assent.identity).",
                next: [.init("see what is wrong on the server", "assent hook install --check")])
        case .unknownLogin(let login):
            self.init(
                "this server knows you as \(login), and no member has that login.",
                rule: "Who pushes is a member of the workspace.",
                next: [
                    .init("an administrator adds it", "assent settings members.<member>.login \(Shell.quoted(login))")
                ])
        case .ambiguousLogin(let login, let members):
            self.init(
                "\(members.map(called).inWords()) have the same login, \(login).", rule: "A login is one member's.",
                next: [.init("an administrator changes one", "assent settings members.<member>.login <login>")])
        case .anotherActor(let event, let commit, let pusher):
            self.init(
                "\(commit.short) is \(Words(actOf: event)) by \(called(event.actor)), and you are \(called(pusher)).",
                rule: "Everybody pushes what they did themselves.",
                next: [.init("act under your own name", "assent view <draft>")])
        case .unsignedRelay(let event, let commit, let relay):
            self.init(
                "\(commit.short) is \(Words(actOf: event)) in the name of \(called(event.actor)) that no key proves.",
                rule: "\(relay) brings what others did only if they signed it.")
        case .firstPushBy(let member):
            self.init(
                "you are \(called(member)), who may not manage the workspace.",
                rule: "A workspace is first pushed by somebody who may manage it.",
                next: [.init("see who may", "assent member list")])
        case .noWorkspace:
            self.init(
                "this server has no workspace yet.",
                rule: "Drafts and requests come with the published branch, or after it.",
                next: [.init("push that first", "git push origin main")])
        case .unclearMain(let branches):
            self.init(
                "\(branches.map { Words($0) }.inWords()) each say that they are the published branch.",
                rule: "One branch is published.",
                next: [.init("say on the server which", "assent hook install --branch <branch>")])
        case .namespace(let name):
            self.init(
                "the push is to the namespace \(name).", rule: "Requests and drafts are not kept in git's namespaces.")
        case .unreadable(let refusal):
            let words = RefusalWords(refusal, in: RefusalContext(nil))
            self.init("\(words.message)", rule: "A push that cannot be judged is refused.", next: words.next)
        case .damaged(let what):
            self.init(
                "an object that it needs cannot be read: \(what).", rule: "A push that cannot be read is refused.",
                next: [.init("see whether your clone is whole", "git fsck")])
        case .tooLate(let seconds):
            self.init(
                "it could not be judged within \(seconds) seconds.", rule: "A push that cannot be judged is refused.",
                next: [.init("push it in parts", "git push origin <commit>:<branch>")])
        }
    }
}

extension PushRefusalWords {
    private init(_ name: ReservedName, _ ref: Words) {
        switch name {
        case .replace:
            self.init(
                "git would show another object in place of the one that was approved.",
                rule: "Nothing is replaced here.",
                next: [.init("to drop it in your clone", "git replace -d <object>")])
        case .draftBranch:
            self.init(
                "with a branch of that name there could be no drafts.",
                rule: "A draft is called draft/<member>/<name>.", next: [.push])
        case .notDraft, .notText:
            self.init("it is not a draft's name.", rule: "A draft is called draft/<member>/<name>.", next: [.push])
        case .unknown:
            self.init(
                "assent has no such ref.", rule: "Under refs/assent/ are requests and closed/, each by its id.",
                next: [.submit])
        case .lookalike(let other):
            self.init(
                "on macOS and Windows it is the same as \(RefName(other).words).",
                rule: "Names differ in more than letter case.",
                next: [.init("push it under another name", "git push origin HEAD:refs/heads/<name>")])
        }
    }
}

extension NextStep {
    fileprivate static let publish = NextStep("publish it", "assent approve <draft>, or assent publish <draft>")
    fileprivate static let submit = NextStep("ask for approval", "assent submit <draft>")
    fileprivate static let submitAgain = NextStep("ask again, with a new request", "assent submit <draft>")
    fileprivate static let push = NextStep("push it as one", "git push origin HEAD:refs/heads/draft/<member>/<name>")

    fileprivate static func propose(_ commit: ObjectID) -> NextStep {
        NextStep("put it on a draft", "git push origin \(commit.short):refs/heads/draft/<member>/<name>")
    }
}

/// A request's id, as people know it.
private func short(_ id: String) -> Words { Words(String(id.prefix(8))) }

/// What an event did to its request: `withdrew`.
private func ended(_ event: Event) -> Words { event.kind == .delete ? "deleted" : "withdrew" }
