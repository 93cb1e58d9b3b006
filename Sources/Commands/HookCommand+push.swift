import Approvals
import ArgumentParser
import Git
import Review

extension HookCommand {
    /// The hook that was there before ours.
    struct KeptHook: ParsableArguments {
        @Option(
            help: ArgumentHelp("Also run what hook install kept beside this hook.", valueName: "hook"),
            completion: .file())
        var beside: String?

        /// - Returns: its exit status; 0: there is none.
        func run(_ input: [UInt8], _ invocation: Invocation) async throws -> Int32 {
            guard let beside, let kept = HookFile.kept(beside: invocation.path(beside), invocation.session) else {
                return 0
            }
            return try await kept.run(input: input)
        }
    }
}

extension HookCommand {
    struct PreReceive: RunnableCommand {
        static let configuration = CommandConfiguration(
            commandName: "pre-receive",
            abstract: "Judge a push before git takes it; git runs this.",
            usage: "assent hook pre-receive [--beside <hook>]",
            discussion: """
                Reads the refs of a push from standard input, as git gives them to its hooks. The status is 0 if the push \
                may come; else it is 3, and standard error says which ref is refused, by which rule, and what to do instead.

                Nothing is written. What cannot be judged within \(Deadline.seconds) seconds is refused.

                Example:
                  assent hook pre-receive < refs
                """,
            shouldDisplay: false)

        static var formats: [OutputFormat] { [.text] }
        static var output: Output? { nil }
        static var fetches: Bool { false }

        @OptionGroup(title: "Everywhere") var global: GlobalOptions

        @OptionGroup var kept: KeptHook

        func run(_ invocation: Invocation) async throws -> ExitStatus {
            invocation.surroundings.limitTime?(
                Deadline.seconds + 1,
                "assent: this push could not be judged within \(Deadline.seconds) seconds, and is refused.\n")
            let style = Style(width: RefusedPushPage.width, isColored: false)
            let deadline = Deadline(invocation.session)
            let input = invocation.surroundings.input.readAll(PushedRefs.mostBytes)
            let push: PushedRefs
            do throws(PushedRefs.Problem) { push = try PushedRefs(input) } catch {
                invocation.terminal.complain(RefusedPushPage.page(error).text(style))
                return .refused
            }
            let repository = try OpenWorkspace.repository(of: invocation.session, looksOnly: true)
            let judgement = try PushJudge(push, in: repository, invocation.session, before: deadline).judge()
            guard judgement.refusals.isEmpty else {
                let reader = try judgement.workspace.map { try Reader($0, nil) }
                invocation.terminal.complain(RefusedPushPage(judgement.refusals, for: reader).page.text(style))
                return .refused
            }
            invocation.surroundings.limitTime?(0, "")
            return try await kept.run(input, invocation) == 0 ? .fine : .refused
        }
    }
}

extension HookCommand {
    struct PostReceive: RunnableCommand {
        static let configuration = CommandConfiguration(
            commandName: "post-receive",
            abstract: "Remember what a push has done; git runs this.",
            usage: "assent hook post-receive [--beside <hook>]",
            discussion: """
                Pins main at its first push, follows a main that was renamed by its settings, and remembers what is \
                proven of it, so that the next push is judged sooner. With the setting notifications.via server, and \
                git config assent.sends true, members are told of what the push brought. A request that was published and is still open, \
                because a push lost half of itself, is taken away.

                Example:
                  assent hook post-receive < refs
                """,
            shouldDisplay: false)

        static var formats: [OutputFormat] { [.text] }
        static var output: Output? { nil }
        static var fetches: Bool { false }

        @OptionGroup(title: "Everywhere") var global: GlobalOptions

        @OptionGroup var kept: KeptHook

        func run(_ invocation: Invocation) async throws -> ExitStatus {
            let input = invocation.surroundings.input.readAll(PushedRefs.mostBytes)
            let repository = try OpenWorkspace.repository(of: invocation.session)
            let push = try PushedRefs(input)
            try Received(push, in: repository).settle()
            if let announcer = try PushAnnouncer(push, in: repository) {
                let notifier = Notifier(invocation, in: repository)
                notifier.tell(announcer.announce(at: invocation.session.clock()))
                notifier.sendWhatIsDue()
            }
            return ExitStatus(rawValue: try await kept.run(input, invocation))
        }
    }
}

extension HookCommand {
    struct Transaction: RunnableCommand {
        static let configuration = CommandConfiguration(
            commandName: "reference-transaction",
            abstract: "Hold together what must move in one step; git runs this.",
            usage: "assent hook reference-transaction <state>",
            discussion: """
                A push that is not atomic moves its refs one after the other. This refuses to move the published branch \
                over a request whose ref stays for a moment, and to delete a request's ref before that.

                Example:
                  assent hook reference-transaction prepared < refs
                """,
            shouldDisplay: false)

        static var formats: [OutputFormat] { [.text] }
        static var output: Output? { nil }
        static var fetches: Bool { false }

        @OptionGroup(title: "Everywhere") var global: GlobalOptions

        @Argument(help: "What git is about to do: refs are judged when they are prepared.") var state: String

        func run(_ invocation: Invocation) async throws -> ExitStatus {
            let input = invocation.surroundings.input.readAll(PushedRefs.mostBytes)
            guard state == "prepared" else { return .fine }
            let repository = try OpenWorkspace.repository(of: invocation.session, looksOnly: true)
            let refusals = try TransactionJudge(input, in: repository, invocation.session).refusals()
            guard !refusals.isEmpty else { return .fine }
            let style = Style(width: RefusedPushPage.width, isColored: false)
            invocation.terminal.complain(RefusedPushPage(refusals, for: nil).page.text(style))
            return .refused
        }
    }
}
