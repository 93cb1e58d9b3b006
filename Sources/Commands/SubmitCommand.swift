import Approvals
import ArgumentParser
import Resources
import Review

struct SubmitCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "submit",
        abstract: "Submit an approval request for the draft you are on.",
        usage: "assent submit [<draft>] [--to <member>,…] [-m <text>] [--save]",
        discussion: """
            Again after more work: revises the request. Anyone who may approve all of it can act on it, asked or not.

            JSON: {kind, draft, request, revision, subject, approvers, risks, needsApproval, version}; kind is \
            submitted, revised or unchanged.

            Example:
              assent submit --to bo -m "Use the work e-mail for CRM leads"
              assent submit --to bo,carol --save
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions

    @Argument(help: "The draft; else the one you are on.")
    var draft: String?

    @Option(help: ArgumentHelp("Whom to ask, by id.", valueName: "member,…"))
    var to: [String] = []

    @Option(name: [.customShort("m"), .customLong("message")], help: "A comment for who reviews it.")
    var message: String?

    @Flag(help: "Save first what is not saved.")
    var save = false

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let chosen = try invocation.members(named: to)
        let (workspace, me, draft) = try await invocation.savedDraft(draft, saves: save, message: message)
        let submission = try workspace.submit(draft, by: me, to: chosen, comment: message)
        let reader = try Reader(workspace, me)
        invocation.report(
            reader.page(of: submission).text(invocation.terminal.style), json: Shapes.submission(submission))
        return .fine
    }
}

extension Invocation {
    /// Ids of members, however they were listed: `--to bo,carol`, `--to bo --to carol`.
    fileprivate func members(named lists: [String]) throws -> [String] {
        let settings = try openWorkspace().settings
        return try lists.flatMap { $0.split(separator: ",").map(String.init) }.map { name in
            guard let member = settings.member(name) ?? settings.members(email: name).first else {
                throw Refusal.unknownMember(name, nearest: nearest(name, among: settings.members.map(\.id)))
            }
            return member.id
        }
    }
}
