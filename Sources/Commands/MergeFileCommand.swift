import Approvals
import ArgumentParser
import Git
import Resources
import Review

struct MergeFileCommand: RunnableCommand {
    static let configuration = CommandConfiguration(
        commandName: "merge-file",
        abstract: "Merge a file by field, as git merge-file does by line.",
        usage: "assent merge-file [-p] [-L <label>]… [--path <path>] <current> <base> <other>",
        discussion: """
            Applies to current what changed between base and other. The status is the number of places where both \
            sides changed the same field; git's conflict markers show the three versions there. The status is 255 if \
            something went wrong, as in git. A file that does not belong to a workspace is merged by line.

            To use it as git's merge driver, also in rebase and cherry-pick:
              git config merge.assent.driver "assent merge-file --path %P %A %O %B"
              echo "hightouch/*/*.yaml merge=assent" >> .gitattributes

            Example:
              assent merge-file -p mine.yaml base.yaml theirs.yaml
            """)

    static var formats: [OutputFormat] { [.text] }
    static var output: Output? { nil }
    /// From 1 on it would be a number of conflicts; from 129 on git takes it for an error.
    static var statusOfFailure: ExitStatus? { ExitStatus(rawValue: 255) }
    private static let most: Int32 = 127

    @OptionGroup(title: "Everywhere") var global: GlobalOptions
    static var fetches: Bool { false }

    @Flag(name: .customShort("p"), help: "Print the result instead of changing current.")
    var prints = false

    @Option(name: .customShort("L"), help: "Names for current, base and other in conflict markers: up to three times.")
    var label: [String] = []

    @Option(help: "The file's path in the repository, which tells what it is (default: its keys tell).")
    var path: String?

    @Argument(help: "The file that takes the changes.", completion: .file()) var current: String
    @Argument(help: "The version that both sides started from.", completion: .file()) var base: String
    @Argument(help: "The version with the changes to apply.", completion: .file()) var other: String

    func validate() throws {
        if label.count > 3 { throw ValidationError("-L can be given up to three times") }
    }

    func run(_ invocation: Invocation) async throws -> ExitStatus {
        let files = [current, base, other].map { PlainFile(invocation.path($0)) }
        // git stands an empty file for none.
        let texts = try files.map { try $0.read() }.map { $0.isEmpty ? nil : FileText(bytes: $0) }
        if texts.contains(where: { ($0?.bytes.count ?? 0) > 1 << 16 }) { expectMuchMemory() }
        FileText.read(texts.compactMap(\.self))
        guard let file = governedFile(texts) else { return try await byLines(invocation) }
        let (ours, before, theirs) = (texts[0], texts[1], texts[2])
        let bytes: [UInt8]
        var places = 0
        let merge = FileMerge(file, base: before, published: theirs, draft: ours)
        switch merge.outcome {
        case .merged(let text): bytes = text?.bytes ?? []
        case .conflict(let conflicts):
            let text = ConflictText(merge, labels: labels)
            (bytes, places) = (text.bytes, text.places)
            invocation.note(sentence: "assent: \(Words(conflicts, of: path ?? current, labels))")
        }
        if prints { invocation.terminal.print(bytes) } else { try files[0].write(bytes) }
        return ExitStatus(rawValue: min(Int32(clamping: places), Self.most))
    }

    private var labels: ConflictText.Labels {
        let named = label + ["current", "base", "other"].dropFirst(label.count)
        return ConflictText.Labels(draft: named[0], base: named[1], published: named[2])
    }

    /// What the file is, by the path that was named or by its keys. Nil: not a file of a workspace.
    private func governedFile(_ texts: [FileText?]) -> GovernedFile? {
        GovernedFile(anywhere: path ?? current)
            ?? (path == nil ? texts.lazy.compactMap { $0.flatMap(GovernedFile.init(telling:)) }.first : nil)
    }

    /// Any other file git merges by its lines, as ever. It is written here: git empties the file first, and then may
    /// find no room for it.
    private func byLines(_ invocation: Invocation) async throws -> ExitStatus {
        let options = ["-p"] + label.flatMap { ["-L", $0] }
        let git = GitProcess(directory: invocation.session.directory, environment: invocation.session.environment)
        let output = try await git.run(
            ["merge-file"] + options + ["--", current, base, other], forwardingErrors: invocation.forwardErrors)
        if prints {
            invocation.terminal.print(output.output)
        } else if output.status <= Self.most {
            try PlainFile(invocation.path(current)).write(output.output)
        }
        return ExitStatus(rawValue: output.status)
    }
}
