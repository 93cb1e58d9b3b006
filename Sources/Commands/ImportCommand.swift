import Approvals
import ArgumentParser
import Resources
import Review

struct ImportCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "import",
        abstract: "Turn what Hightouch committed to its own branch into a draft.",
        usage: "assent import <branch> [--dry-run] [--mine | --theirs]",
        discussion: """
            Connect Git Sync to a branch of its own. What it has written there beyond main becomes a draft of yours, \
            reviewed like any other; your files stay as they are. Import again when more has arrived: the draft gets \
            it, and keeps what you have added. Import again after publishing, and the branch follows main. It only \
            moves forward, so no push is forced.

            A draft changes models, syncs, columns, aliases and settings only. What else the branch has is left out \
            and listed. If you and Hightouch changed the same field since the last import, the status is 5, and \
            --mine or --theirs decides.

            \(ImportOutput.imported.help)

            Example:
              assent import hightouch
              assent import hightouch --dry-run
            """)

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var output: Output? { ImportOutput.imported }

    @Argument(help: "The branch: hightouch, or origin/hightouch.", completion: .outsideBranches)
    var branch: String

    @Flag(help: "Only show what would be imported.")
    var dryRun = false

    @Flag(help: "Where the draft and the branch changed the same field, keep the draft's value.")
    var mine = false

    @Flag(help: "Where they changed the same field, take the branch's value.")
    var theirs = false

    func validate() throws {
        if mine, theirs { throw ValidationError("--mine and --theirs exclude each other") }
    }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let workspace = try await invocation.openWorkspace()
        let me = try workspace.me(who: .draft)
        let found = try await Importer(workspace).importBranch(
            branch, by: me, keeping: mine ? .draft : theirs ? .branch : nil, isTrial: dryRun)
        let overlaps = try Importer(workspace).overlaps(with: found)
        let reader = try Reader(workspace, me)
        invocation.report(
            ImportPage(found, overlaps: overlaps, isTrial: dryRun, for: reader).page.text(invocation.terminal.style),
            json: ImportShapes.outcome(found, overlaps: overlaps, isTrial: dryRun, workspace.layout))
        return .fine
    }
}
