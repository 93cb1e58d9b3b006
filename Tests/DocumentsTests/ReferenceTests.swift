import Approvals
import ArgumentParser
import Commands
import Foundation
import Resources
import Support
import Testing

/// The parts of documents that the program's own values make.
struct ReferenceTests {
    @Test("commands.md describes every command, argument and option as --help does")
    func commands() throws {
        let tool = try JSONDecoder().decode(ToolInfo.self, from: Data(AssentCommand._dumpHelp().utf8))
        let everywhere = tool.command.shownArguments.filter { $0.kind != "positional" }
        var text = "## Options of every command\n\n" + table(of: everywhere)
        for group in AssentCommand.configuration.groupedSubcommands {
            text += "\n## \(group.name)\n"
            for type in group.subcommands {
                let info = try #require(tool.command.subcommand(type._commandName))
                text += try section(info, type, except: everywhere, level: 3)
            }
        }
        try Documents.expect(text, as: "commands", in: "Sources/Commands/commands.md")
    }

    @Test("README.md and commands.md list every exit status", arguments: ["README.md", "Sources/Commands/commands.md"])
    func exitStatuses(_ path: String) throws {
        let rows = ExitStatus.all.map { "| \($0.status.rawValue) | \($0.meaning) |\n" }
        try Documents.expect("| status | meaning |\n| --- | --- |\n\(rows.joined())", as: "exit statuses", in: path)
    }

    @Test("format.md lists every setting")
    func settings() throws {
        let rows = Settings.guide.map { entry in
            "| `\(entry.key)` | \(entry.isTyped ? "✓" : "") | \(entry.holds) | \(entry.about.escaped) |\n"
        }
        try Documents.expect(
            "| setting | | holds | |\n| --- | --- | --- | --- |\n\(rows.joined())", as: "settings",
            in: "Sources/Resources/format.md")
    }

    @Test("The newest version in the changelog is the one that the program prints")
    func changelog() throws {
        let changelog = try #require(readText("\(Documents.top)/Sources/CHANGELOG.md"))
        let newest = changelog.split(separator: "\n").first { $0.hasPrefix("## ") }
        #expect(newest?.dropFirst(3).split(separator: " ").first.map(String.init) == AssentCommand.version)
    }

    // MARK: Commands

    private func section(
        _ info: ToolInfo.Command, _ type: any ParsableCommand.Type, except everywhere: [ToolInfo.Argument], level: Int
    ) throws -> String {
        let name = ((info.superCommands ?? []) + [info.commandName]).joined(separator: " ")
        let usage = try #require(type.configuration.usage, "\(name) does not say how it is typed")
        var text = "\n\(String(repeating: "#", count: level)) \(name)\n\n\(info.abstract?.escaped ?? "")\n\n"
        text += "```\n\(usage)\n```\n"
        text += (info.discussion ?? "").split(separator: "\n\n").map { "\n" + paragraph($0) }.joined()
        let own = info.shownArguments.filter { argument in !everywhere.contains { $0.name == argument.name } }
        if !own.isEmpty { text += "\n" + table(of: own) }
        for other in type.configuration.subcommands {
            let inner = try #require(info.subcommand(other._commandName))
            text += try section(inner, other, except: everywhere, level: level + 1)
        }
        return text
    }

    /// What is indented is to be typed, and stands as code.
    private func paragraph(_ text: Substring) -> String {
        let lines = text.split(separator: "\n", omittingEmptySubsequences: true)
        let words = lines.prefix { !$0.hasPrefix(" ") }
        let code = lines.dropFirst(words.count)
        let head = words.isEmpty ? "" : words.joined(separator: "\n").escaped + "\n"
        if code.isEmpty { return head }
        return head + (head.isEmpty ? "" : "\n") + "```\n\(code.map { $0.dropFirst(2) }.joined(separator: "\n"))\n```\n"
    }

    private func table(of arguments: [ToolInfo.Argument]) -> String {
        let rows = arguments.map { argument in
            var about = argument.abstract?.escaped ?? ""
            if let value = argument.defaultValue { about += " Default: `\(value)`." }
            return "| `\(argument.name)` | \(about) |\n"
        }
        return "| | |\n| --- | --- |\n" + rows.joined()
    }
}

/// What `--experimental-dump-help` says, as far as it is wanted here.
private struct ToolInfo: Decodable {
    let command: Command

    struct Command: Decodable {
        let superCommands: [String]?
        let commandName: String
        let abstract: String?
        let discussion: String?
        let arguments: [Argument]?
        let subcommands: [Command]?

        var shownArguments: [Argument] { arguments?.filter { $0.shouldDisplay } ?? [] }

        func subcommand(_ name: String) -> Command? { subcommands?.first { $0.commandName == name } }
    }

    struct Argument: Decodable {
        let kind: String
        let shouldDisplay: Bool
        let names: [Name]?
        let valueName: String?
        let defaultValue: String?
        let abstract: String?

        struct Name: Decodable {
            let kind: String
            let name: String
        }

        /// `-m, --message <text>`, `<draft>`
        var name: String {
            let value = valueName.map { "<\($0)>" } ?? ""
            let typed = (names ?? []).map { ($0.kind == "short" ? "-" : "--") + $0.name }.joined(separator: ", ")
            switch kind {
            case "positional": return value
            case "flag": return typed
            default: return "\(typed) \(value)"
            }
        }
    }
}

extension String {
    /// As Markdown shows it.
    fileprivate var escaped: String {
        reduce(into: "") { text, character in
            if "<*|".contains(character) { text.append("\\") }
            text.append(character)
        }
    }
}
