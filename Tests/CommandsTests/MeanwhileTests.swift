import Approvals
import Dispatch
import FoundationEssentials
import Git
import Support
import Testing

/// Somebody else is faster, at the very moment of an act.
@Suite(.scratch) struct MeanwhileTests {
    /// Opens the workspace as somebody, without a command.
    private func workspace(_ stage: Stage, of person: String) throws -> OpenWorkspace {
        try OpenWorkspace(
            Session(
                directory: stage.scratch.path, environment: stage.environment(of: person),
                clock: { Date(timeIntervalSince1970: 1_767_603_600) }, randomness: { [UInt8](repeating: 0, count: $0) })
        )
    }

    /// What `person` does to the request of a draft while somebody else types.
    private func act(
        _ stage: Stage, _ person: String,
        _ body: @escaping @Sendable (OpenWorkspace, ApprovalRequest) async throws -> Void
    ) -> @Sendable () -> Void {
        nonisolated(unsafe) let stage = stage
        return {
            // On a thread of its own: the one that asks for the time waits for it.
            let done = DispatchSemaphore(value: 0)
            Task(executorPreference: OwnThread()) {
                do {
                    let workspace = try self.workspace(stage, of: person)
                    try await body(workspace, RequestNames(workspace).request(named: "ana/work-email"))
                } catch { Issue.record(error) }
                done.signal()
            }
            done.wait()
        }
    }

    @Test("a submit that somebody else overtakes says who did what, and to look first")
    func submit() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start work-email")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "from: first_name", "from: company")
        await stage.type("ana", "submit --save")
        try stage.edit("hightouch/syncs/leads-to-crm.yaml", "quantity: 1", "quantity: 2")
        await stage.type("ana", "save")
        stage.note("meanwhile dan comments")
        await stage.type(
            "ana", "submit", meanwhile: act(stage, "dan") { try await Commenter($0).comment($1, by: $0.me(), "Why?") })
        stage.note("meanwhile dan submits it")
        await stage.type(
            "ana", "submit",
            meanwhile: act(stage, "dan") { workspace, request in
                let draft = try Drafts(workspace).draft(named: request.draftName)
                _ = try await Submitter(workspace).submit(draft, by: workspace.me(), to: [], comment: nil)
            })
        stage.note("meanwhile ana withdraws it, elsewhere")
        await stage.type(
            "ana", "submit -m Please --format json",
            meanwhile: act(stage, "ana") { try await Withdrawer($0).withdraw($1, by: $0.me(), comment: nil) })
        await stage.type("ana", "submit")
        try stage.matchesGolden("meanwhile")
    }

    @Test("a draft that somebody moves or deletes while it is started is named, and nobody's work is lost")
    func start() async throws {
        let stage = try await Stage.company()
        let git =
            try await stage.scratch.process().check(["-c", "alias.w=!command -v git", "w"]).text
            .split(separator: "\n").first ?? "git"
        try write(
            """
            #!/bin/sh
            theirs() { \(git) -C '\(stage.scratch.path)' "$@"; }
            case "$*" in
            *switch*draft/ana/moved)
                theirs update-ref refs/heads/draft/ana/moved "$(theirs commit-tree 'HEAD^{tree}' -p HEAD -m theirs)"
                echo 'fatal: cannot' >&2; exit 1 ;;
            *switch*draft/ana/deleted) theirs update-ref -d refs/heads/draft/ana/deleted ;;
            esac
            exec \(git) "$@"

            """, to: "\(stage.scratch.folder)/bin/git")
        try makeExecutable("\(stage.scratch.folder)/bin/git")
        let environment = stage.environment(of: "ana").merging(["PATH": "\(stage.scratch.folder)/bin:/usr/bin:/bin"]) {
            $1
        }
        #expect(await stage.type("ana", "draft start moved", with: environment) == 5)
        #expect(try await stage.git(["log", "-1", "--format=%s", "draft/ana/moved"]) == "theirs")
        #expect(await stage.type("ana", "draft start deleted", with: environment) == 5)
        #expect(try await stage.git(["rev-parse", "--abbrev-ref", "HEAD"]) == "main")
        try stage.matchesGolden("meanwhile-start")
    }
}

private final class OwnThread: TaskExecutor {
    private let queue = DispatchQueue(label: "meanwhile")

    func enqueue(_ job: consuming ExecutorJob) {
        let job = UnownedJob(job)
        queue.async { job.runSynchronously(on: self.asUnownedTaskExecutor()) }
    }
}
