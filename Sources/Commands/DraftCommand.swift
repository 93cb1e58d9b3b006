import Approvals
import ArgumentParser
import Git
import Resources
import Review

struct DraftCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "draft",
        abstract: "Start, list, switch, update, resolve, rename and delete drafts.",
        usage: "assent draft <command>",
        discussion: """
            A draft is an ordinary branch, draft/<member>/<name>, with changes to one or more models and syncs.

            Example:
              assent draft start new-leads
            """,
        subcommands: [
            Start.self, List.self, Switch.self, Update.self, Resolve.self, Rename.self, Discard.self, Delete.self,
            Prune.self,
        ])

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
}

extension Invocation {
    /// What somebody committed to main in this clone. What main lost was published, and goes to no draft.
    fileprivate func committedHere(in workspace: OpenWorkspace) throws -> OnlyHere? {
        try KeptLine(workspace).lost() == nil ? SharedRefs(workspace).onlyHere() : nil
    }
}

extension DraftCommand {
    struct Start: RunnableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Start a draft from main, and switch to it.",
            usage: "assent draft start <name> [--on <draft>]",
            discussion: """
                Unsaved edits come along. With --on, the draft contains another draft's changes, and says so wherever \
                it is shown.

                \(Output.draftStart.help)

                Example:
                  assent draft start new-leads
                  assent draft start more-leads --on new-leads
                """)

        @OptionGroup(title: "Everywhere") var global: GlobalOptions
        static var output: Output? { .draftStart }

        @Argument(help: "The draft's name: letters, digits, - and _.")
        var name: String

        @Option(
            help: ArgumentHelp("Start from this draft instead of main.", valueName: "draft"), completion: .drafts)
        var on: String?

        func run(_ invocation: Invocation) async throws -> ExitStatus {
            let workspace = try await invocation.openWorkspace()
            let me = try workspace.me(who: .draft)
            let base = try on.map { try Drafts(workspace).draft(named: $0) }
            let left = try Drafts(workspace).current()
            let draft = try await DraftStarter(workspace).startAndSwitch(name, for: me, on: base)
            let isCheckedOut = workspace.repository.workDirectory != nil
            let preview = isCheckedOut ? try await Planner(workspace).preview(by: me.id) : nil
            let overlaps = try preview.map(Planner(workspace).overlaps) ?? []
            try invocation.report(
                DraftStartPage(
                    draft, on: base, isCheckedOut: isCheckedOut, overlaps: overlaps,
                    unapproved: try PastApproval(workspace).found(),
                    cameAlong: left == nil ? [] : preview?.unsaved ?? [],
                    onlyHere: base == nil && isCheckedOut ? try invocation.committedHere(in: workspace) : nil,
                    for: try Reader(workspace, me)
                ).page.text(invocation.terminal.style),
                json: [
                    "draft": .string(draft.name), "on": JSON(base?.name), "revision": .string(draft.tip.hex),
                    "checkedOut": .bool(isCheckedOut),
                ])
            return .fine
        }
    }

    struct List: RunnableCommand {
        static let configuration = CommandConfiguration(
            abstract: "List drafts.",
            usage: "assent draft list [--mine]",
            discussion: """
                \(Output.draftList.help)

                Example:
                  assent draft list --mine
                """)

        @OptionGroup(title: "Everywhere") var global: GlobalOptions
        static var output: Output? { .draftList }

        @Flag(help: "List only your own.")
        var mine = false

        func run(_ invocation: Invocation) async throws -> ExitStatus {
            let workspace = try await invocation.openWorkspace()
            let me = mine ? try workspace.me() : invocation.memberIfAny(of: workspace)
            let drafts = try DraftSummary.all(in: workspace).filter { !mine || $0.draft.isOf(me) }
            try invocation.answer(
                DraftListPage(drafts, for: try Reader(workspace, me)).page.text(invocation.terminal.style),
                json: ["drafts": .array(drafts.map(Shapes.draft))])
            return .fine
        }
    }

    struct Switch: RunnableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Switch to a draft, or back to main.",
            usage: "assent draft switch [<draft>]",
            discussion: """
                Works like git switch: unsaved edits come along, or git says what is in the way. Without a name, on a \
                terminal, it offers all drafts, and main.

                \(Output.draftSwitch.help)

                Example:
                  assent draft switch new-leads
                  assent draft switch main
                """)

        @OptionGroup(title: "Everywhere") var global: GlobalOptions
        static var output: Output? { .draftSwitch }

        @Argument(help: "A draft (new-leads or ana/new-leads), or the main branch.", completion: .branches)
        var draft: String?

        func run(_ invocation: Invocation) async throws -> ExitStatus {
            let draft = try await invocation.draft(draft, to: .switchTo, "switch to")
            let workspace = try await invocation.openWorkspace()
            guard workspace.repository.workDirectory != nil else { throw WorkspaceRefusal.noWorkTree }
            try WorkTree(workspace).requireSettled()
            let branch =
                draft == workspace.branch
                ? draft : try await Mover(workspace).here(Drafts(workspace).draft(named: draft)).name
            let isThere = try workspace.repository.head().name.isExactly(branch)
            try await WorkTree(workspace).switchBranch(to: branch)
            let unsaved = isThere ? [] : try await WorkTree(workspace).unsavedChanges().map(\.path)
            let page = DraftSwitchPage(to: branch, unsaved: unsaved).page
            invocation.report(page.text(invocation.terminal.style), json: ["branch": .string(branch)])
            return .fine
        }
    }

    struct Update: RunnableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Merge what was published since into a draft.",
            usage: "assent draft update [<draft>]",
            discussion: """
                Merges field by field, as publishing does. If both changed the same field, the file gets all three \
                values and the status is 5: resolve each with assent draft resolve, or in the file, then run assent save. Nothing is lost: git merge --abort \
                undoes the update. Unsaved edits come along; a file that the update changes must be saved first.

                \(Output.draftUpdate.help)

                Example:
                  assent draft update
                  assent draft update ana/new-leads
                """)

        @OptionGroup(title: "Everywhere") var global: GlobalOptions
        static var output: Output? { .draftUpdate }

        @Argument(help: "The draft (default: the one you are on).", completion: .drafts)
        var draft: String?

        func run(_ invocation: Invocation) async throws -> ExitStatus {
            let workspace = try await invocation.openWorkspace()
            let me = try workspace.me(who: .draft)
            let update = try await Updater(workspace).update(Drafts(workspace).draft(namedOrCurrent: draft), by: me)
            try invocation.report(
                DraftUpdatePage(update, for: try Reader(workspace, me)).page.text(invocation.terminal.style),
                json: Shapes.update(update, workspace.layout))
            return update.kind == .conflicts ? .conflict : .fine
        }
    }

    struct Delete: RunnableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Delete a draft, and its request if there is one.",
            usage: "assent draft delete [<draft>] [-m <text>]",
            discussion: """
                Changes that exist only in the draft are lost with it, so it asks first; --yes answers, and is needed \
                where there is no terminal. Until git clears them away, the commit that is printed brings them back. \
                Without a name, on a terminal, it offers your drafts.

                \(Output.draftDelete.help)

                Example:
                  assent draft delete new-leads
                  assent draft delete bo/wrong-token --yes
                """)

        @OptionGroup(title: "Everywhere") var global: GlobalOptions
        static var output: Output? { .draftDelete }

        @Argument(help: "A draft or a request.", completion: .drafts)
        var draft: String?

        @Option(name: [.customShort("m"), .customLong("message")], help: "Reason, shown to everyone involved.")
        var message: String?

        func validate() throws { try message?.requireRoom() }

        func run(_ invocation: Invocation) async throws -> ExitStatus {
            let name = try await invocation.draft(draft, to: .delete, "delete")
            let workspace = try await invocation.openWorkspace()
            let me = try workspace.me()
            let draft = try RequestNames(workspace).draft(ofRequestOrDraft: name)
            let request = try Requests(workspace).open(of: draft.name)
            try DraftDeleter(workspace).requireMayDelete(draft, by: me)
            try await DraftDeleter(workspace).requireLeavable(draft)
            let reader = try Reader(workspace, me)
            guard try invocation.confirm(.delete(draft, request, for: reader)) else { return .findings }
            let outcome = try await DraftDeleter(workspace).deleteAndLeave(draft, by: me, comment: message)
            invocation.report(
                outcome, by: me, in: workspace,
                DeletionPage(outcome).page.text(invocation.terminal.style), json: Shapes.outcome(outcome))
            return .fine
        }
    }
}
