import Approvals
import ArgumentParser
import Delivery
import Git
import Resources
import Review
import Templates

struct NotifyCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "notify",
        abstract: "Show, send or preview the messages that members get.",
        usage: "assent notify [--list | --flush | --drop | --preview <request> [--html]]",
        discussion: """
            Whoever acts sends mail to those whom it concerns. What cannot be sent waits in the repository's folder, \
            and later commands try again: after 1 minute, 5, 30, 2 hours, then every 12 hours.

            To set it up, say who sends in the settings, and which server takes mail in git config or \
            ASSENT_SMTP_URL. smtp:// is encrypted (STARTTLS) except on this machine; smtps:// always is. git's \
            credential helpers know the password of user@.

            \(Output.notify.help)

            Example:
              assent settings notifications.from "Assent <assent@acme.example>"
              git config assent.smtpUrl smtp://assent@relay.acme.example:587
              assent notify --preview ana/new-leads
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { .notify }
    static var fetches: Bool { false }

    @Flag(help: "Show what waits to be sent (the default).")
    var list = false

    @Flag(help: "Send everything that waits, now.")
    var flush = false

    @Flag(help: "Drop the messages that were given up.")
    var drop = false

    @Flag(help: .hidden)
    var due = false

    @Option(
        help: ArgumentHelp("Show the mail that its reviewer gets.", valueName: "request"), completion: .openRequests)
    var preview: String?

    @Flag(help: "With --preview: as HTML.")
    var html = false

    func validate() throws {
        guard [list, flush, drop, preview != nil].count(where: \.self) <= 1 else {
            throw ValidationError("choose one of --list, --flush, --drop and --preview")
        }
        if html, preview == nil { throw ValidationError("--html goes with --preview") }
    }

    /// Acts that are done one right after the other are told together.
    private static let pause = Duration.milliseconds(100)

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        if let preview { return try await show(preview, invocation) }
        let repository = try OpenWorkspace.repository(of: invocation.session, looksOnly: true)
        let notifier = Notifier(invocation, in: repository)
        let outbox = notifier.outbox
        let reader = try Reader(OpenWorkspace(invocation.session), nil)
        if drop {
            let given = try outbox.waiting().filter(\.envelope.isGivenUp)
            for entry in given { try outbox.remove(entry.name) }
            invocation.note(sentence: DeliveryWords.dropped(given.count))
        }
        guard flush else {
            // Whoever sends sees to what is announced too.
            if !notifier.isIdle { try outbox.ifNobodySends { notifier.tell(notifier.write()) } }
            let waiting = try outbox.waiting().map(\.envelope)
            invocation.answer(
                OutboxPage(waiting, for: reader).page.text(invocation.terminal.style), json: Shapes.outbox(waiting))
            return .fine
        }
        var problems: [any Error] = []
        let report =
            notifier.isIdle
            ? .init()
            : try await Flusher(outbox, notifier.ways()).flush(dueOnly: due, after: due ? Self.pause : .zero) {
                problems = notifier.write()
            }
        notifier.tell(problems)
        let left = try outbox.waiting().map(\.envelope)
        invocation.report(
            OutboxPage(report, left: left, for: reader).page.text(invocation.terminal.style),
            json: Shapes.outbox(left, sent: report.sent))
        return report.failed.isEmpty && problems.isEmpty ? .fine : .waits
    }

    private func show(_ name: String, _ invocation: Invocation) async throws -> ExitStatus {
        let workspace = try await invocation.openWorkspace(looksOnly: true)
        let request = try RequestNames(workspace).request(named: name)
        let message = try Letters.preview(of: request, style: StyleSheet.mail, in: workspace)
        let text = html ? message.html : MailPreviewPage(message).page.text(invocation.terminal.style)
        invocation.answer(text, json: Shapes.outbox([], preview: message))
        return .fine
    }
}
