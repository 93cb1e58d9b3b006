import Approvals
import ArgumentParser
import Git
import Resources
import Review

struct NewCommand: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "new",
        abstract: "Create a model or sync.",
        usage: "assent new model|sync <slug>",
        discussion: """
            Example:
              assent new model trial-members --source snowflake
              assent new sync trial-members-to-braze --from sync/leads-to-braze
            """,
        subcommands: [Model.self, Sync.self])

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
}

extension NewCommand {
    struct Model: RunnableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create a model.",
            usage: "assent new model [<slug>] [--from model/x] [--source <s>] [--name <name>]",
            discussion: """
                Starts from a scaffold, or from an existing model with --from. On main, it first starts a draft of \
                the same name. Save the file with assent save; in a bare repository it is saved at once. What it needs \
                and was not given is asked for on a terminal.

                --modeline begins the file with the line that points editors to its JSON Schema (see assent schema). \
                To Git Sync, that line is a comment.

                \(Output.newModel.help)

                Example:
                  assent new model trial-members --source snowflake
                  assent new model trial-members --from model/members
                """)

        @OptionGroup(title: "Everywhere") var global: GlobalOptions
        static var output: Output? { .newModel }

        @Argument(help: "The name of the file, without .yaml: letters, digits, - and _.")
        var slug: String?

        @Option(help: ArgumentHelp("A model to copy.", valueName: "model/x"), completion: .models)
        var from: String?

        @Option(help: "The name that people see.")
        var name: String?

        @Option(help: "Where its rows come from. Needed if there are several sources.")
        var source: String?

        @Flag(help: "Begin the file with the line that points editors to its schema.")
        var modeline = false

        func run(_ invocation: Invocation) async throws -> ExitStatus {
            let slug = try await invocation.slug(slug, of: .model)
            return try await invocation.write(
                NewResource(
                    kind: .model, slug: slug, template: from, hasModeline: modeline,
                    values: [.init("name", name ?? (from == nil ? slug : nil)), .init("source", source, of: .source)]))
        }
    }

    struct Sync: RunnableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Create a sync.",
            usage: "assent new sync [<slug>] [--from sync/x] [--model <m>] [--destination <d>]",
            discussion: """
                Starts from a scaffold, or from an existing sync with --from. On main, it first starts a draft of the \
                same name. Save the file with assent save; in a bare repository it is saved at once. The new sync is \
                paused, even if you copy one that runs. What it needs and was not given is asked for on a terminal.

                --modeline begins the file with the line that points editors to its JSON Schema (see assent schema). \
                To Git Sync, that line is a comment.

                \(Output.newSync.help)

                Example:
                  assent new sync trial-members-to-braze --model trial-members --destination braze
                  assent new sync trial-members-to-braze --from sync/leads-to-braze --model trial-members
                """)

        @OptionGroup(title: "Everywhere") var global: GlobalOptions
        static var output: Output? { .newSync }

        @Argument(help: "The name of the file, without .yaml: letters, digits, - and _.")
        var slug: String?

        @Option(help: ArgumentHelp("A sync to copy.", valueName: "sync/x"), completion: .syncs)
        var from: String?

        @Option(help: "The model whose rows it sends.")
        var model: String?

        @Option(help: "Where it sends them. Needed if there are several destinations.")
        var destination: String?

        @Flag(help: "Begin the file with the line that points editors to its schema.")
        var modeline = false

        func run(_ invocation: Invocation) async throws -> ExitStatus {
            let slug = try await invocation.slug(slug, of: .sync)
            let plain = model.map { $0.hasPrefix("model/") ? String($0.dropFirst("model/".count)) : $0 }
            return try await invocation.write(
                NewResource(
                    kind: .sync, slug: slug, template: from, hasModeline: modeline,
                    values: [.init("model", plain), .init("destination", destination, of: .destination)]))
        }
    }
}

extension Invocation {
    fileprivate func slug(_ typed: String?, of kind: ResourceKind) async throws -> String {
        if typed == nil, mayAsk { _ = try await openWorkspace().me(who: .draft) }
        return try newName(
            typed, "What is the new \(kind.rawValue) called?",
            orElse: "say what it is called: assent new \(kind.rawValue) <slug>",
            isName: { ResourceID(new: kind, slug: $0) != nil })
    }

    /// With what it needs, and was not given: chosen on a terminal.
    private func completed(_ new: NewResource, in state: Snapshot, for reader: Reader) throws -> NewResource {
        var new = new
        guard mayAsk else { return new }
        for (key, known) in try new.choices(in: state) {
            let question: Words = "Which \(key)?"
            new.set(key, try terminal.pick(question, from: known.map(Choice.plain), for: reader).name)
        }
        return new
    }

    /// Writes a new resource: into the work tree, or in a bare repository onto its draft.
    fileprivate func write(_ new: NewResource) async throws -> ExitStatus {
        let workspace = try await openWorkspace()
        let me = try workspace.me(who: .draft)
        guard let resource = ResourceID(new: new.kind, slug: new.slug) else {
            throw ValidationError(
                "\(SafeText.line(new.slug)) cannot be the name of a file: use letters, digits, - and _ (.yaml is added)"
            )
        }
        let current = try Drafts(workspace).current()
        let repository = workspace.repository
        let isBare = repository.workDirectory == nil
        let path = workspace.layout.path(of: GovernedFile(resource))
        let state = try current.map { try workspace.snapshot(of: $0.tip) } ?? workspace.published
        guard try state.text(of: GovernedFile(resource)) == nil,
            isBare || repository.workFiles.file(at: path, limit: 1) == nil
        else { throw NameRefusal.resourceExists(resource.description, path: path) }
        let new = try completed(new, in: state, for: Reader(workspace, me))
        var files = try new.files(for: resource, in: state)
        if new.hasModeline {
            let schema = SchemaKind(new.kind)
            files[GovernedFile(resource)] = files[GovernedFile(resource)].map {
                schema.addingModeline(to: $0, at: path)
            }
            let isSaved = try repository.entry(at: schema.path, in: state.tree) != nil
            if !isSaved, isBare || repository.workFiles.file(at: schema.path, limit: 1) == nil {
                note(AbsentSchemaPage(schema, branch: workspace.branch).page.text(terminal.errorStyle))
            }
        }

        var draft = current
        if draft == nil || isBare {
            draft = try await DraftStarter(workspace).startAnyAndSwitch(after: new.slug, for: me)
        }
        guard let draft else { throw NameRefusal.notOnDraft(head: try repository.head().name) }
        if isBare {
            let texts = files.mapValues { FileText?.some(FileText(bytes: $0)) }
            _ = try DraftWriter(workspace).commit(texts, to: draft, by: me, message: "Add \(resource)")
        } else {
            for (file, bytes) in files {
                try repository.workFiles.create(at: workspace.layout.path(of: file), bytes: bytes)
            }
        }
        let isStarted = current != draft
        if mayAsk {
            // From here on it is an edit: the scaffold has to be filled in.
            let now = try Drafts(workspace).draft(named: draft.name)
            return try await EditDialogue(self).edit(
                resource, on: EditedDraft(draft: now, isStarted: isStarted), by: me,
                new: NewFiles(texts: files, isScaffold: new.template == nil))
        }
        report(
            NewResourcePage(
                resource, at: path, on: isStarted ? draft : nil, isSaved: isBare, branch: workspace.branch
            ).page.text(terminal.style),
            json: [
                "resource": .string(resource.description), "path": .string(path), "draft": .string(draft.name),
                "started": .bool(isStarted), "saved": .bool(isBare),
            ])
        return .fine
    }
}
