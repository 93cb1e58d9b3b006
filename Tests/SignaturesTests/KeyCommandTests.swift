import Support
import Testing

@testable import Signatures

/// git's `gpg.ssh.defaultKeyCommand`.
@Suite(.scratch) struct KeyCommandTests {
    @Test("a command line is split as git splits it")
    func words() async throws {
        let lines = [
            "ssh-add -L", "a\tb  c ", "'a b' c", "\"a b\"c", "a\\ b", "'a\\b'", "\"a\\\"b\"", "'it''s'", "''", "a ''",
            "\"it's\"", "'a", "\"a", "a\\", "-n 'x y' \"z\\\\\"",
        ]
        let print = "\(ScratchRepository.current.folder)/print"
        try write("#!/bin/sh\nfor word; do printf '<%s>' \"$word\"; done\n", to: print)
        try makeExecutable(print)
        for line in lines {
            // git splits its aliases by the same function.
            let config = [
                "GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "alias.split", "GIT_CONFIG_VALUE_0": "x \(line)",
            ]
            let git = try await Keygen.run(
                ["-c", "alias.x=!\(print)", "split"], program: "git", environment: config)
            let expected = git.status == 0 ? git.text : nil
            let ours = KeyCommand.words(of: line).map { $0.map { "<\($0)>" }.joined() }
            #expect(ours == expected, "\(line): \(git.error)")
        }
    }

    @Test("its first line is taken, without a shell; what it says when it fails is kept")
    func firstLine() async throws {
        let scratch = ScratchRepository.current
        func command(_ line: String) -> KeyCommand {
            KeyCommand(line, directory: scratch.folder, environment: scratch.environment)
        }
        #expect(try await command("printf 'one\\ntwo\\n'").firstLine() == "one")
        #expect(try await command("echo $HOME; two").firstLine() == "$HOME; two")
        #expect(try await command("true").firstLine() == "")
        #expect(try await command("pwd").firstLine() == scratch.folder)
        for (line, said) in [
            ("sh -c 'echo Locked >&2; exit 3'", "Locked"), ("nowhere", "there is no program nowhere"),
            ("echo 'a", "a quote is not closed"),
        ] {
            do {
                Issue.record("\(line) printed \(try await command(line).firstLine())")
            } catch { #expect(error.said == said) }
        }
    }
}
