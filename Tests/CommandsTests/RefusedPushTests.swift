import Approvals
import Git
import Resources
import Review
import Support
import Testing

/// The words of every refusal of a server's hook, one after the other.
struct RefusedPushTests {
    private static let id = String(repeating: "3f", count: 32)
    private static let commit = ObjectID(hex: String(repeating: "c", count: 40)) ?? .zero
    private static let request = "refs/assent/requests/\(id)"
    private static let closed = "refs/assent/closed/\(id)"
    private static let draft = "refs/heads/draft/ana/x"
    private static let main = "refs/heads/main"

    private static func event(_ act: Act, by actor: String = "bo") -> Event {
        Event(workspace: "6f1c", branch: "main", actor: actor, time: "2026-01-05T09:00:00Z", act)
    }

    private static let link = Link(request: id, sequence: 1, previous: id)
    private static let matter = Matter(revision: commit, subject: id)
    private static let approval = event(.approve(matter, Approving(risks: []), link))
    private static let withdrawal = event(.withdraw(comment: nil, link), by: "ana")

    private static let refusals: [(String, PushRefusal.Reason)] = [
        ("refs/replace/\(commit)", .reserved(.replace)), ("refs/heads/draft", .reserved(.draftBranch)),
        ("refs/heads/draft/ana", .reserved(.notDraft)), ("refs/assent/x", .reserved(.unknown)),
        ("refs/heads/MAIN", .reserved(.lookalike(of: main))), ("refs/heads/draft/\u{FFFD}", .reserved(.notText)),
        ("refs/heads/master", .symbolic(target: main)), (draft, .changedMeanwhile), (draft, .notCommit),
        (main, .mainDeleted), (main, .notForward(commit)), (main, .requestStays(id: id, landing: commit)),
        (main, .apart(id: id)),
        (main, .leavesOut(approval, commit: commit)),
        (main, .landsClosed(id: id, commit: commit, closing: withdrawal)), (main, .anotherStart(pinned: commit)),
        (main, .anotherMain(branch: "trunk")),
        (request, .unsound(.notEvents("it is not an event"))), (request, .unsound(.anotherID(id))),
        (request, .unsound(.anotherWorkspace("6f1c", branch: "trunk"))), (closed, .unsound(.closesNothing(nil))),
        (request, .severalEvents(3)), (request, .notGrown), (request, .closed(closing: withdrawal)),
        (request, .closed(closing: nil)), (request, .published(commit)),
        (request, .void(approval, commit: commit, .notSigned)), (request, .void(approval, commit: commit, .notMember)),
        (request, .lacks(approval, commit: commit, .approve)), (request, .closesInPlace(withdrawal, commit: commit)),
        (request, .holdsMore(commit: commit)), (request, .openRequestDeleted(id: id)), (closed, .closedChanged),
        (closed, .closedDeleted), (closed, .openStays(id: id)), (draft, .unknownOwner("ana")),
        (draft, .ownerMayNotDraft("ana")), (draft, .mayNotDraft("eva")),
        (draft, .anothersName(owner: "ana", pusher: "bo")), (draft, .unfit(commit: commit, .addsRoot)),
        (draft, .unfit(commit: commit, .tooLarge(path: "hightouch/models/leads.yaml", bytes: 2_000_000))),
        (draft, .unfit(commit: commit, .ungoverned(paths: ["secret.env"], attributes: []))),
        (draft, .draftHasRequest(id: id, draft: "draft/ana/x")), (draft, .mayNotDelete(owner: "ana", pusher: "bo")),
        (main, .unidentified(variable: "REMOTE_USER")), (main, .unknownLogin("asilva")),
        (main, .ambiguousLogin("asilva", members: ["ana", "abe"])),
        (request, .anotherActor(approval, commit: commit, pusher: "dan")),
        (request, .unsignedRelay(approval, commit: commit, relay: "site")), (main, .firstPushBy(member: "bo")),
        (draft, .noWorkspace), (main, .unclearMain(["main", "trunk"])), (main, .namespace("x")),
        (main, .unreadable(WorkspaceRefusal.settingsGone(branch: "main", remote: nil))),
        (main, .damaged("object cccccccc is damaged")), (main, .tooLate(seconds: Deadline.seconds)),
    ]

    @Test("each refusal says in words which rule it is and what to do instead, in what git leaves of 80 columns")
    func words() throws {
        let style = Style(width: RefusedPushPage.width)
        var text = ""
        for (ref, reason) in Self.refusals {
            let page = RefusedPushPage([PushRefusal(ref: ref, reason: reason)], for: nil).page.text(style)
            #expect(page.contains("  Rule: "), "\(reason)")
            #expect(!page.contains("it is refused"), "\(reason)")
            let wide = page.split(separator: "\n").filter {
                $0.count > RefusedPushPage.width && !$0.contains("git push")
            }
            #expect(wide.isEmpty, "\(reason)")
            text += page.replacing("assent: nothing of this push was taken.\n", with: "\n")
        }
        for problem: PushedRefs.Problem in [
            .empty, .tooLong(most: PushedRefs.mostBytes), .tooManyRefs(most: PushedRefs.mostRefs), .cutOff, .line(3),
            .twice(Self.main),
        ] {
            text += RefusedPushPage.page(problem).text(style) + "\n"
        }
        try Stage.expect(text, asGolden: "refused-pushes")
    }

    @Test("refs that are refused for one reason are told together, and of many reasons ten")
    func many() {
        let one = (1...12).map { PushRefusal(ref: "refs/heads/draft/ana/x\($0)", reason: .unidentified(variable: "V")) }
        let together = RefusedPushPage(one, for: nil).page.text(Style(width: RefusedPushPage.width))
        #expect(together.contains("refused draft/ana/x1, draft/ana/x2, draft/ana/x3 and 9 more"))
        let several = (1...12).map { PushRefusal(ref: "refs/heads/draft/ana/x\($0)", reason: .unknownOwner("m\($0)")) }
        let counted = RefusedPushPage(several, for: nil).page.text(Style(width: RefusedPushPage.width))
        #expect(counted.contains("called m10.") && !counted.contains("called m11."))
        #expect(counted.contains("assent: refused 2 more refs."))
    }
}
