import Approvals
import Git
import Review

/// One run of a command: its surroundings, its terminal and its workspace.
final class Invocation {
    private(set) var session: Session
    let terminal: Terminal
    let global: GlobalOptions
    /// Known once a workspace was opened: refusals name people and roles by it.
    private(set) var workspace: OpenWorkspace?
    let surroundings: Surroundings
    private var hasFinished = false
    private var hasSent = false
    /// The remote is still to be asked.
    private var fetchesFirst: Bool
    /// The command line as it would be typed again.
    let typedAgain: [String]
    /// Main here goes where the remote's went.
    private let follows: Bool
    /// It was said why what is here may be older than what the remote has.
    var hasToldStaleness = false
    private var hasToldNotice = false
    private var kept: [any Sendable] = []
    private let forwarded = Forwarded()
    private let announced = Announced()
    /// What else to say where what is being done fails.
    var afterFailure: [NextStep] = []
    /// What is to be cleared away once it is done.
    var afterSuccess: () -> Void = {}

    /// - Parameters:
    ///   - fetches: whether the command asks the remote first, where there is one.
    ///   - follows: whether main here then goes where the remote's went.
    init(
        _ surroundings: Surroundings, _ terminal: Terminal, _ global: GlobalOptions, _ arguments: [String],
        fetches: Bool, follows: Bool = true
    ) {
        typedAgain = ["assent"] + arguments
        self.follows = follows
        self.surroundings = surroundings
        self.terminal = terminal
        self.global = global
        fetchesFirst = fetches && !global.offline
        session = surroundings.session(in: global.directory)
        session.isOffline = global.offline
        session.hasTerminal = surroundings.input.isTerminal
        if surroundings.output.isTerminal { session.minutesAhead = surroundings.minutesAhead }
        session.announced = { [announced] in announced.note($0, $1) }
        session.notify = { [write = surroundings.errors.write] in
            write(Array((SafeText.withoutCommands(SafeText.line($0)) + "\n").utf8))
        }
        if surroundings.errors.isTerminal, !global.isQuiet, global.format == .text { session.progress = terminal.show }
    }

    /// What was announced since this was asked last, each with what kept it from being noted down.
    func takeAnnounced() -> [(announcement: Announcement, problem: (any Error)?)] { announced.take() }

    /// Holds on to something large until the process ends, which need not take it apart.
    func keep(_ something: (any Sendable)?) {
        if let something { kept.append(something) }
    }

    /// A path that was typed, from where the command was started (or `-C`).
    func path(_ path: String) -> String {
        path.hasPrefix("/") ? path : "\(session.directory)/\(path)"
    }

    /// The workspace around the folder that the command runs in: after the remote was asked, where the command does
    /// that, and after what an earlier command left was finished.
    ///
    /// - Parameter looksOnly: for listings, which plan each request, and do nothing.
    func openWorkspace(looksOnly: Bool = false) async throws -> OpenWorkspace {
        // Where there is no repository, opening it says so.
        var here: Repository? = try OpenWorkspace.repository(of: session, looksOnly: looksOnly)
        if fetchesFirst, let remote = try here.flatMap(Remote.configured) {
            // What a fetch brings is read anew.
            here = nil
            try await fetch(remote)
        }
        fetchesFirst = false
        var opened = try await found(in: here, looksOnly: looksOnly)
        if !hasFinished, Mover(opened).isUnfinished {
            workspace = looksOnly ? try OpenWorkspace(session) : opened
            await finish()
            opened = try await found(looksOnly: looksOnly)
        }
        workspace = opened
        let repository = opened.repository
        if !hasSent { Notifier(self, in: repository).sendWhatIsDue() }
        hasSent = true
        terminal.configuredPager = {
            do { return try repository.config("core.pager") } catch { return nil }
        }
        return opened
    }

    private func found(in repository: Repository? = nil, looksOnly: Bool) async throws -> OpenWorkspace {
        while true {
            do {
                let found = try OpenWorkspace(
                    session, repository ?? OpenWorkspace.repository(of: session, looksOnly: looksOnly))
                tell(found.notice)
                return found
            } catch let unasked as UnaskedHead {
                try await askHead(of: unasked.remote)
            } catch WorkspaceRefusal.unclearMain(let candidates, let remote) {
                guard mayAsk,
                    let choice = try terminal.choose("Which branch is published?", candidates.map { SafeText.line($0) })
                else { throw WorkspaceRefusal.unclearMain(candidates: candidates, remote: remote) }
                try OpenWorkspace.choose(candidates[choice], session)
            }
        }
    }

    /// Once, whichever opening of the workspace it comes from.
    private func tell(_ notice: MainNotice?) {
        guard let notice, !hasToldNotice else { return }
        // A proof tells that itself.
        if session.takesOlderSettings {
            switch notice {
            case .lost, .setBack: return
            default: break
            }
        }
        hasToldNotice = true
        note(sentence: Words(notice))
    }

    /// The start of the workspace as a person knows it, for all that is opened from here on; settings that somebody
    /// broke are what a proof is to name, and do not end it.
    func beginProof(at genesis: String? = nil, forgetting: Bool = false) {
        session.genesis = genesis
        session.forgets = forgetting
        session.takesOlderSettings = true
    }

    /// Asks the remote which branch its HEAD names, where git has not noted it.
    private func askHead(of remote: Remote) async throws {
        session.remoteHead = .asked(try await Fetcher.head(of: remote, session))
    }

    /// Brings here what the remote has, and lets main here follow. A remote that cannot be asked is told where it
    /// matters: what is shown is older, and nothing can be recorded.
    private func fetch(_ remote: Remote) async throws {
        fetchesFirst = false
        // Whoever is asked for it after the fetch tells what is in the way.
        do { tell(try OpenWorkspace.takeUp(session)) } catch is any Refusal {} catch is UnaskedHead {}
        do { try await Fetcher.fetch(remote, session) } catch let error as RemoteError {
            session.fetchProblem = error
            return
        }
        session.hasFetched = true
        let workspace: OpenWorkspace
        // Whatever keeps it from being opened is told by the command.
        do { workspace = try OpenWorkspace(session) } catch is any Refusal { return } catch is UnaskedHead { return }
        tell(workspace.notice)
        guard follows else { return }
        // Whatever is in the way of that (a lock, a full disk) stops nobody who only asks.
        do { try await Fetcher(workspace).followRemote() } catch {
            note("assent: \(workspace.branch) here stays where it was; the next command tries again:")
            note(
                Failure(error, in: nil).explanation.page.text(terminal.errorStyle))
        }
    }

    /// Finishes what a command that was killed has left, and says so; whatever is in the way of that is said too, and
    /// does not stop the command that is asked for.
    private func finish() async {
        hasFinished = true
        guard let workspace else { return }
        let (acts, problems) = await Mover(workspace).finish()
        for act in acts { note("assent: finished what an earlier command had started: \(SafeText.line(act))") }
        for problem in problems { note(leftBy: problem) }
    }

    /// Says that an act is done, except for something that goes with it.
    func note(leftBy outcome: Outcome) {
        note(leftBy: outcome.problem)
        if let missed = outcome.missed {
            note("assent: done, but the list of people whom this concerns may be incomplete:")
            note(Failure(missed, in: nil).explanation.page.text(terminal.errorStyle))
        }
    }

    private func note(leftBy problem: (any Error)?) {
        if let problem {
            let words = Failure(problem, in: nil).explanation
            let isLast = if case MovedRefusal.keptThere = problem { true } else { false }
            note("assent: done, except for what follows\(isLast ? "" : "; the next command tries again"):")
            note(words.page.text(terminal.errorStyle))
        }
    }

    /// The workspace as an act has left it.
    func reopenWorkspace() throws -> OpenWorkspace {
        let opened = try workspace?.refreshed() ?? OpenWorkspace(session)
        workspace = opened
        return opened
    }

    /// Standard error of git, of servers and of hooks, passed on as it comes.
    var forwardErrors: @Sendable ([UInt8]) -> Void {
        let stream = SafeStream(to: surroundings.errors.write)
        return { [forwarded] bytes in
            forwarded.note(bytes)
            stream.write(bytes)
        }
    }

    /// Whether all that git says of an error was passed on before.
    func hasForwarded(_ error: any Error) -> Bool {
        guard let error = error as? GitError, error.function.hasPrefix("git ") else { return false }
        return error.message.split(separator: "\n").allSatisfy(forwarded.text.contains)
    }
}

// MARK: - Answering

extension Invocation {
    /// What a question asked for. `json` is an object; its `version` is added here.
    func answer(_ text: @autoclosure () throws -> String, json: @autoclosure () throws -> JSON) rethrows {
        try answer(global.format == .json ? JSONDocument(try json()).text : try text())
    }

    /// The same as JSON where all there is to say is a long list.
    ///
    /// - Parameter items: as `SafeText.json` writes them.
    func answer(list name: String, of items: [String]) { answer(lists: [(name, items)]) }

    /// - Parameter lists: in the order of their names.
    func answer(lists: [(name: String, items: [String])]) {
        answer(JSONDocument.text(of: lists))
    }

    /// As it is printed.
    func answer(_ document: @autoclosure () throws -> String) rethrows {
        tellStaleness()
        terminal.print(try document())
    }

    /// Why what is here may be older than what the remote has, once; an act that failed of the very same says it
    /// itself.
    func tellStaleness(unlessTold error: (any Error)? = nil) {
        if hasToldStaleness { return }
        let words: RefusalWords
        if let problem = session.fetchProblem, !(error is RemoteError) {
            words = RemoteErrorWords(problem).staleness
        } else if error == nil, let workspace, let gone = absenceOfMain(in: workspace) {
            words = RefusalWords(gone, in: RefusalContext(nil))
        } else {
            return
        }
        hasToldStaleness = true
        note(words.page.text(terminal.errorStyle))
    }

    private func absenceOfMain(in workspace: OpenWorkspace) -> WorkspaceRefusal? {
        // Whoever asks git for its branches is told what keeps it from answering.
        do { return try workspace.absenceOfMain() } catch { return nil }
    }

    /// A page as the format asks for it, and as the terminal shows it.
    func written(_ page: Page) -> String {
        global.format == .markdown ? page.markdown : page.text(terminal.style)
    }

    /// What an act did: `--quiet` leaves the words out.
    func report(_ text: @autoclosure () throws -> String, json: @autoclosure () throws -> JSON) rethrows {
        if global.format == .json || !global.isQuiet { try answer(try text(), json: try json()) }
        tellThatNobodySees()
    }

    /// Where git has a remote that answered, and does not have the workspace: what is done here stays here.
    private func tellThatNobodySees() {
        guard !hasToldStaleness, session.hasFetched, let workspace, workspace.remote == nil else { return }
        let remote: Remote?
        do { remote = try Remote.configured(in: workspace.repository) } catch { return }
        guard let remote else { return }
        hasToldStaleness = true
        let push = Words.command(
            "git push", remote.name, workspace.branch, "refs/assent/*:refs/assent/*", "refs/heads/draft/*")
        note(
            sentence:
                "assent: this is recorded here alone, since \(remote.name) does not have this workspace yet. To share it:\u{A0} \(push)"
        )
    }

    /// The same, wrapped.
    func note(sentence: Words) {
        var page = Page()
        page.tell(sentence)
        note(page.text(terminal.errorStyle))
    }

    /// How to go on after what was done has failed.
    func tellAfterFailure() {
        if !afterFailure.isEmpty { note(Page(.steps(afterFailure)).text(terminal.errorStyle)) }
    }

    /// A note beside the answer, on standard error.
    func note(_ text: @autoclosure () -> String) {
        if !global.isQuiet { terminal.complain(text()) }
    }
}
