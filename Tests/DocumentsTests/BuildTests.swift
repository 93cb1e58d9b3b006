import Support
import Testing

/// `.ci/build`, with a `swift` that only pretends.
@Suite(.scratch) struct BuildTests {
    private func build(_ script: String) async throws -> ChildProcess.Output {
        let scratch = ScratchRepository.current
        try write("#!/bin/sh\n\(script)\n", to: "\(scratch.folder)/bin/swift")
        try makeExecutable("\(scratch.folder)/bin/swift")
        let path = "\(scratch.folder)/bin:\(scratch.environment["PATH"] ?? "")"
        let environment = scratch.environment.merging(["PATH": path, "BUILD_TELLS": "0.2"]) { $1 }
        return try await ChildProcess(in: scratch.folder, environment).run("\(Documents.top)/.ci/build", ["quick"])
    }

    @Test("without a terminal a plain line says now and then what is built and how far it is, and nothing else is said")
    func progress() async throws {
        let said = try await build(
            """
            echo 'Fetching https://example.com/parts'
            sleep 1
            echo '[0/9] Write sources'
            echo '[412/1630] Compiling Review Page.swift'
            sleep 1
            echo '[1630/1630] Linking assent'
            """)
        #expect(said.status == 0 && said.error.isEmpty, "\(said.error)")
        let lines = said.text.split(separator: "\n").map(String.init)
        #expect(
            lines.reduce(into: []) { if $0.last != $1 { $0.append($1) } } == [
                "Building assent: fetching what it is made of", "Building assent: 412 of 1,630 steps done",
            ])
    }

    @Test("a build that fails shows all that it said, and ends with its status")
    func failure() async throws {
        let said = try await build("echo '[1/2] Compiling'; echo 'error: no such module' >&2; exit 3")
        #expect(said.status == 3)
        #expect(said.text == "[1/2] Compiling\nerror: no such module\n")
        #expect(said.error == "Building assent failed: see above.\n")
    }
}
