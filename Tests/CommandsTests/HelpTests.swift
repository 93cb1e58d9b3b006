import ArgumentParser
import Commands
import Support
import Testing

/// The reference of the command line, as `--help` prints it.
@Suite(.scratch) struct HelpTests {
    private static func all(
        _ command: any ParsableCommand.Type = AssentCommand.self, _ path: String = ""
    ) -> [(path: String, type: any ParsableCommand.Type)] {
        [(path, command)]
            + command.configuration.subcommands.flatMap { all($0, "\(path) \($0._commandName)") }
    }

    @Test("shells are given their completions", arguments: ["bash", "zsh", "fish"])
    func completions(_ shell: String) async throws {
        let stage = Stage()
        await stage.type("ana", "--generate-completion-script \(shell)")
        #expect(stage.lastStatus == 0 && stage.lastErrors.isEmpty)
        #expect(stage.lastOutput.contains("withdraw"))
    }

    @Test("every command's help, which shows an example and fits in 80 columns")
    func help() async throws {
        let stage = Stage()
        for (path, type) in Self.all() {
            await stage.type("ana", path.isEmpty ? "--help" : "\(path.dropFirst()) --help")
            let help = stage.lastOutput
            #expect(stage.lastStatus == 0)
            #expect(path.isEmpty || help.contains("Example:") && help.contains("  assent"), "\(path)")
            let wide = help.split(separator: "\n").filter { $0.count > 80 && !$0.contains("USAGE") }
            #expect(wide.isEmpty, "\(path)")
            // The generator of the manual leaves other characters out, but for the usage, which it makes itself.
            let foreign = help.split(separator: "\n").filter { line in
                !line.contains("USAGE") && !line.allSatisfy(\.isASCII)
            }
            #expect(foreign.isEmpty, "\(path)")
            #expect(path.isEmpty || !type.configuration.abstract.isEmpty)
        }
        try stage.matchesGolden("help")
    }

    @Test("help with a command is that command's --help, wherever it stands; names that do not exist are told")
    func word() async throws {
        let stage = Stage()
        for (typed, command) in [
            ("help", ""), ("help view", "view"), ("help draft", "draft"), ("help draft list", "draft list"),
            ("draft help", "draft"), ("draft help list", "draft list"), ("help help", ""),
        ] {
            await stage.type("ana", "\(command) --help")
            let help = stage.lastOutput
            await stage.type("ana", typed)
            #expect(stage.lastStatus == 0 && stage.lastErrors.isEmpty, "\(typed)")
            #expect(stage.lastOutput == help, "\(typed)")
        }
        let mistakes = Stage()
        await mistakes.type("ana", "help nosuch")
        await mistakes.type("ana", "help veiw")
        await mistakes.type("ana", "help draft lst")
        await mistakes.type("ana", "draft help nosuch")
        try mistakes.matchesGolden("help-unknown")
    }
}
