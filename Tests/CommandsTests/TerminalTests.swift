import Commands
import FoundationEssentials
import Support
import Synchronization
import Testing

/// What depends on the terminal: colours, width, the pager.
@Suite(.scratch) struct TerminalTests {
    private struct Run {
        var output = ""
        var paged: [String] = []
    }

    /// Runs a command on a terminal.
    private func run(
        _ words: [String], height: Int = 24, width: Int = 80, isTerminal: Bool = true,
        _ environment: [String: String] = [:]
    ) async -> Run {
        let scratch = ScratchRepository.current
        let output = Mutex<[UInt8]>([])
        nonisolated(unsafe) var paged: [String] = []
        let surroundings = Surroundings(
            directory: scratch.path, environment: scratch.environment.merging(environment) { $1 },
            clock: { Date(timeIntervalSince1970: 0) }, randomness: { Array(repeating: 7, count: $0) },
            input: .init(isTerminal: isTerminal) { nil },
            output: .init(isTerminal: isTerminal, width: width, height: height) { bytes in
                output.withLock { $0 += bytes }
            },
            errors: .init(isTerminal: isTerminal, width: width) { bytes in output.withLock { $0 += bytes } },
            page: { text, pager in
                paged.append("\(pager): \(text.count)")
                return true
            })
        _ = await AssentCommand.run(words, in: surroundings)
        return Run(output: String(decoding: output.withLock { $0 }, as: UTF8.self), paged: paged)
    }

    @Test(
        "colours only on a terminal that wants them",
        arguments: [
            ([], [:], true, true), (["--no-color"], [:], true, false), ([], ["NO_COLOR": "1"], true, false),
            ([], ["NO_COLOR": ""], true, true), ([], ["TERM": "dumb"], true, false), ([], [:], false, false),
        ] as [([String], [String: String], Bool, Bool)])
    func colors(_ options: [String], _ environment: [String: String], _ isTerminal: Bool, _ isColored: Bool) async {
        for words in [["explain", "A203"], ["status"]] {
            let run = await run(words + options, height: 500, isTerminal: isTerminal, environment)
            #expect(run.output.contains("\u{1B}[") == isColored, "\(words)")
        }
    }

    @Test("long output on a terminal goes through git's pager, short output and output elsewhere do not")
    func pager() async throws {
        #expect(await run(["explain"], height: 10).paged.first?.hasPrefix("less: ") == true)
        #expect(await run(["explain"], height: 10, ["PAGER": "more"]).paged.first?.hasPrefix("more: ") == true)
        #expect(await run(["explain"], height: 10, ["PAGER": "more", "GIT_PAGER": "cat"]).paged.isEmpty)
        #expect(await run(["explain"], height: 500).paged.isEmpty)
        #expect(await run(["explain"], height: 10, isTerminal: false).paged.isEmpty)
        let stage = try await Stage.company()
        try await stage.git(["config", "core.pager", "most"])
        #expect(await run(["member", "list"], height: 5).paged.first?.hasPrefix("most: ") == true)
    }

    @Test("a pager that fails has shown nothing for sure", arguments: ["false", "exit 3", "kill -9 $$"])
    func failingPager(end: String) {
        #expect(!Surroundings.show(Array("text\n".utf8), with: "cat >/dev/null; \(end)"))
        #expect(Surroundings.show(Array("text\n".utf8), with: "cat >/dev/null"))
    }

    @Test("text is wrapped to the terminal", arguments: [40, 60, 80])
    func width(_ width: Int) async throws {
        _ = try await Stage.company()
        for words in [["status"], ["explain", "A401"], ["publish"], ["draft", "start", "a b"]] {
            let run = await run(words + ["--no-color"], height: 500, width: width)
            let wide = run.output.split(separator: "\n").filter { $0.count > width && !$0.contains("assent ") }
            // Code and commands are not broken.
            #expect(wide.allSatisfy { $0.hasPrefix("    ") }, "\(words): \(wide)")
        }
    }
}
