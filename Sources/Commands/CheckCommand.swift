import Approvals
import ArgumentParser
import Git
import Resources
import Review

struct CheckCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "check",
        abstract: "Check what a draft changes, and what depends on it.",
        usage: "assent check [<draft>] [--all | --since <ref>] [--require-approval]",
        discussion: """
            Checks the current draft with its unsaved edits, or the draft that you name, as publishing it would leave \
            main. On any other commit, it checks what the commit changes since it left main. In a CI job, where a \
            commit is checked out instead of a branch, it finds the draft by itself. It needs the history of main \
            (fetch-depth: 0 on GitHub, GIT_DEPTH: 0 on GitLab), but no member and no right to write.

            The formats are text, json, github (annotations, and the review in the job summary), gitlab (a code \
            quality report), sarif (2.1.0) and junit.

            The status is 0 if all is fine, and 1 if there are errors that main does not have (with --fail-on \
            warning, warnings too). With --require-approval, it is 4 while the change waits for approval and 5 if it \
            conflicts with main. It is 2 if the check could not run. A commit that is already on main waits for nobody: \
            assent verify proves that it was approved.

            \(Output.check.help)

            Example:
              assent check
              assent check ana/new-leads
              assent check --all
              assent check --since v1.2
              assent check --require-approval --format github
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .check }
    static var formats: [OutputFormat] { [.text, .json, .github, .gitlab, .sarif, .junit] }
    static var fetches: Bool { false }
    /// Approvals are on the remote.
    var fetches: Bool { requiresApproval }
    /// A job is about the commit that it checked out.
    static var follows: Bool { false }

    @Argument(help: "A draft (default: your current work).", completion: .drafts)
    var draft: String?

    @Flag(help: "Check everything, not only what changed; then every error counts.")
    var all = false

    @Option(help: ArgumentHelp("Check what changed since the common ancestor with this commit.", valueName: "ref"))
    var since: String?

    @Option(help: ArgumentHelp("Lowest severity that fails the check: error or warning.", valueName: "severity"))
    var failOn: FailingSeverity = .error

    @Flag(
        name: .customLong("require-approval"), help: "Also fail while it has no valid approval; asks the remote first.")
    var requiresApproval = false

    func validate() throws {
        if all && since != nil {
            throw ValidationError("--all checks everything, so it cannot be combined with --since")
        }
    }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let workspace = try await invocation.openWorkspace()
        // What was fetched last may lack an approval, or one that was taken back.
        if requiresApproval { try workspace.requireAsked() }
        let branch = jobBranch(invocation.session.environment)
        var report = try await report(workspace, branch)
        report.failsOn = failOn.severity
        invocation.keep(report.basis)
        if requiresApproval {
            report.standing = try report.plan.map(ApprovalStanding.init) ?? standing(workspace, branch)
        }
        try answer(report, workspace, invocation)
        if global.format == .text, !all, let beside = Words(beside: try workspace.published.otherResources()) {
            invocation.note(sentence: beside)
        }
        if requiresApproval, global.offline, let remote = workspace.remote {
            invocation.note("assent: \(SafeText.line(remote.name)) was not asked; approvals are as of the last fetch.")
        }
        if report.fails { return .findings }
        if case .conflicts = report.standing { return .conflict }
        return report.standing?.keepsOut == true ? .waits : .fine
    }

    /// The branch that the host says a CI job is for: what is to be merged, else what was pushed.
    private func jobBranch(_ environment: [String: String]) -> String? {
        [
            "GITHUB_HEAD_REF", "CI_MERGE_REQUEST_SOURCE_BRANCH_NAME", "GITHUB_REF_NAME", "CI_COMMIT_REF_NAME",
        ].compactMap { environment[$0] }.first { !$0.isEmpty }
    }

    private func report(_ workspace: OpenWorkspace, _ branch: String?) async throws -> CheckReport {
        let checker = Checker(workspace)
        let named = try draft.map { try Drafts(workspace).draft(named: $0) }
        guard all || since != nil else {
            if let named { return try checker.check(named) }
            return try await checker.checkAtHand(branch: branch)
        }
        let head = try workspace.repository.head()
        guard let commit = named?.tip ?? head.commit else { throw NameRefusal.notOnDraft(head: head.name) }
        let name = named?.name ?? head.name
        guard let since else {
            return try await checker.checkAll(commit, named: name, takesUnsaved: named == nil)
        }
        var own = named?.name
        if named == nil, case .draft(let draft) = try ApprovalCheck(workspace).atHand(branch: branch) {
            own = draft.name
        }
        // What hosts say for "there was nothing before": a branch that is new.
        if since.count == 40, since.allSatisfy({ $0 == "0" }) {
            return try checker.check(
                commit, named: name, since: workspace.tip, named: workspace.branch, of: own)
        }
        guard let base = try workspace.repository.resolve(since) else {
            if workspace.repository.isShallow { throw ContentRefusal.shallow }
            throw ValidationError("there is no commit \(SafeText.line(since))")
        }
        return try checker.check(commit, named: name, since: base, named: since, of: own)
    }

    private func standing(_ workspace: OpenWorkspace, _ branch: String?) throws -> ApprovalStanding {
        try ApprovalCheck(workspace).standing(
            of: draft.map { .draft(try Drafts(workspace).draft(named: $0)) }
                ?? ApprovalCheck(workspace).atHand(branch: branch))
    }

    private func answer(_ report: CheckReport, _ workspace: OpenWorkspace, _ invocation: Invocation) throws {
        let style = invocation.terminal.style
        guard report.standing != nil || ![.text, .json].contains(global.format) else {
            // Reading people and requests takes longer than the check.
            return invocation.answer(CheckPage(report).page.text(style), json: Shapes.check(report))
        }
        let reader = try Reader(workspace, invocation.memberIfAny(of: workspace))
        switch global.format {
        case .github:
            invocation.terminal.print(report.githubCommands(for: reader))
            try summarize(report, workspace, reader, invocation)
        case .gitlab: invocation.terminal.print(report.gitlabReport)
        case .sarif: invocation.terminal.print(report.sarifLog(version: AssentCommand.version))
        case .junit: invocation.terminal.print(report.junitReport(for: reader))
        default:
            return invocation.answer(
                CheckPage(report, for: reader).page.text(style), json: Shapes.check(report))
        }
        // These reports have no place for it, and a job's log should say why it failed.
        if let standing = report.standing, global.format == .gitlab || global.format == .sarif {
            invocation.note(sentence: "assent: \(reader.words(of: standing))")
        }
    }

    /// Appends the review of the draft to the job's summary, where GitHub gives one.
    private func summarize(
        _ report: CheckReport, _ workspace: OpenWorkspace, _ reader: Reader, _ invocation: Invocation
    ) throws {
        guard let path = invocation.session.environment["GITHUB_STEP_SUMMARY"], !path.isEmpty else { return }
        let page =
            try report.plan.map { PlanPage(try PlanFacts($0, in: workspace), for: reader).page }
            ?? CheckPage(report).page
        do throws(GitError) {
            try PlainFile(invocation.path(path)).append { size in
                Array(JobSummary.fitted(page.markdown, in: JobSummary.limit - size).utf8)
            }
        } catch {
            // The findings are told all the same.
            invocation.note("assent: the job summary was not written: \(SafeText.line(error.message))")
        }
    }
}

/// The lowest severity that fails a check.
enum FailingSeverity: String, ExpressibleByArgument, CaseIterable {
    case error, warning

    var severity: Severity { self == .error ? .error : .warning }
}
