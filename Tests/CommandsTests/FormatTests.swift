import Approvals
import Git
import Support
import Testing

/// What `check` says to the programs that read it in CI (checks.md, Output formats).
@Suite(.scratch) struct FormatTests {
    private static let sync = "hightouch/syncs/leads-to-crm.yaml"
    private static let mail = "hightouch/syncs/welcome-email.yaml"
    private static let model = "hightouch/models/leads.yaml"

    /// A draft of ana's with an error, a risk, a warning and notices, two of them alike.
    private func mixed() async throws -> Stage {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start words")
        try stage.edit(Self.sync, "from: first_name", "from: \"fist_name\"")
        try stage.edit(Self.mail, "row.first_name", "row.frist_name }} {{ planet")
        try stage.edit(Self.model, "primaryKey: email\n", "primaryKey: company\nfolder: yes\ntags: [014, 014]\n")
        return stage
    }

    @Test("each format, of one draft")
    func goldens() async throws {
        let stage = try await mixed()
        for format in ["github", "gitlab", "junit"] {
            #expect(await stage.type("ana", "check --format \(format)") == 1)
        }
        stage.note("the same as text, and with warnings that fail the check")
        await stage.type("ana", "check")
        try stage.edit(Self.sync, "\"fist_name\"", "first_name")
        try stage.edit(Self.mail, "row.frist_name", "row.first_name")
        #expect(await stage.type("ana", "check --format github") == 0)
        #expect(await stage.type("ana", "check --format github --fail-on warning") == 1)
        #expect(await stage.type("ana", "check --format junit --fail-on warning") == 1)
        try stage.edit(Self.model, "primaryKey: company\nfolder: yes\ntags: [014, 014]\n", "primaryKey: email\n")
        try stage.edit(Self.mail, " {{ planet }}", "")
        stage.note("nothing is left")
        for format in ["github", "gitlab", "junit"] {
            #expect(await stage.type("ana", "check --format \(format) --fail-on warning") == 0)
        }
        stage.note("mistakes of newcomers")
        await stage.type("ana", "check --format sarf")
        await stage.type("ana", "check --format markdown")
        await stage.type("ana", "status --format sarif")
        await stage.type("ana", "check --fail-on notices")
        await stage.type("ana", "check --since nothere")
        await stage.type("ana", "check --all --since main")
        await stage.type("ana", "check nothere --format github")
        try makeFolder("\(stage.scratch.folder)/elsewhere")
        await stage.type("ana", "check --format github", in: "elsewhere")
        try stage.matchesGolden("formats")
    }

    @Test("SARIF is valid, and has a rule, its help and fixes for what can be fixed")
    func sarif() async throws {
        let stage = try await mixed()
        #expect(await stage.type("ana", "check --format sarif") == 1)
        #expect(try await Reports.problems("sarif", stage.lastOutput) == "")
        let run = try #require(try Reports.document(stage.lastOutput)["runs"]?.array?.first)
        let rules = try #require(run["tool"]?["driver"]?["rules"]?.array)
        await stage.type("ana", "explain --format json")
        let codes = try Reports.document(stage.lastOutput)["codes"]?.array?.map { $0["code"]?.string }
        #expect(rules.map { $0["id"]?.string } == codes)
        for rule in rules {
            await stage.type("ana", "explain \(rule["id"]?.string ?? "")")
            #expect(rule["help"]?["text"]?.string == stage.lastOutput)
            #expect(rule["help"]?["markdown"]?.string?.contains("\n\n**Right**, ") == true)
        }
        let results = try #require(run["results"]?.array)
        try Stage.expect(results.map { $0.canonical + "\n" }.joined(), asGolden: "sarif-results")
    }

    @Test("the fixes of SARIF, put into the files, leave nothing to fix")
    func fixes() async throws {
        let stage = try await mixed()
        await stage.type("ana", "check --format sarif")
        let results = try #require(try Reports.document(stage.lastOutput)["runs"]?.array?.first?["results"]?.array)
        let fixable = results.filter { $0["fixes"] != nil }
        #expect(Set(fixable.map { $0["ruleId"]?.string }) == ["A106", "A203", "A204"])
        // From the end of each file on, so that places stay.
        for result in fixable.reversed() {
            let change = try #require(result["fixes"]?.array?.first?["artifactChanges"]?.array?.first)
            let replacement = try #require(change["replacements"]?.array?.first)
            let (region, path) = (replacement["deletedRegion"], change["artifactLocation"]?["uri"]?.string)
            let file = "\(stage.scratch.path)/\(try #require(path))"
            var lines = try #require(readText(file)).split(separator: "\n", omittingEmptySubsequences: false).map {
                Array($0.unicodeScalars)
            }
            let line = try #require(region?["startLine"]?.int) - 1
            #expect(region?["endLine"]?.int == line + 1)
            let columns = try #require(region?["startColumn"]?.int) - 1..<(try #require(region?["endColumn"]?.int) - 1)
            try #require(columns.upperBound <= lines[line].count)
            lines[line].replaceSubrange(
                columns, with: Array((replacement["insertedContent"]?["text"]?.string ?? "?").unicodeScalars))
            try write(lines.map { String(String.UnicodeScalarView($0)) }.joined(separator: "\n"), to: file)
        }
        await stage.type("ana", "check --format json")
        let left = try #require(try Reports.document(stage.lastOutput)["findings"]?.array)
        #expect(left.map { $0["code"]?.string } == ["A401", "A204"], "\(stage.lastOutput)")
        #expect(readText("\(stage.scratch.path)/\(Self.sync)")?.contains("from: \"first_name\"") == true)
        #expect(readText("\(stage.scratch.path)/\(Self.model)")?.contains("tags: ['014', '014']") == true)
    }

    @Test("JUnit is valid, with and without findings, and fails what fails the check")
    func junit() async throws {
        let stage = try await mixed()
        for (arguments, failures) in [("", 2), (" --fail-on warning", 4)] {
            #expect(await stage.type("ana", "check --format junit\(arguments)") == 1)
            #expect(try await Reports.problems("junit", stage.lastOutput) == "")
            #expect(stage.lastOutput.contains(" tests=\"7\" failures=\"\(failures)\" errors=\"0\""))
            #expect(stage.lastOutput.split(separator: "<failure ").count == failures + 1)
        }
        try await stage.git("stash", "--quiet")
        #expect(await stage.type("ana", "check --format junit --require-approval") == 0)
        #expect(try await Reports.problems("junit", stage.lastOutput) == "")
    }

    @Test("GitLab is told of each finding once, by a name that stays when lines move")
    func gitlab() async throws {
        let stage = try await mixed()
        func report() async throws -> [JSON] {
            await stage.type("ana", "check --format gitlab")
            return try #require(try Reports.document(stage.lastOutput).array)
        }
        let before = try await report()
        #expect(before.count == 7)
        for issue in before {
            #expect(issue["description"]?.string?.isEmpty == false && issue["check_name"]?.string?.count == 4)
            #expect(["info", "minor", "major", "critical", "blocker"].contains(issue["severity"]?.string))
            #expect(issue["location"]?["path"]?.string?.hasPrefix("hightouch/") == true)
            #expect((issue["location"]?["lines"]?["begin"]?.int ?? 0) > 0)
        }
        let names = before.map { $0["fingerprint"]?.string }
        #expect(Set(names).count == before.count)
        for file in [Self.sync, Self.mail, Self.model] {
            let path = "\(stage.scratch.path)/\(file)"
            try write("# one more line\n\n" + (readText(path) ?? ""), to: path)
        }
        let after = try await report()
        #expect(after.map { $0["fingerprint"]?.string } == names)
        #expect(
            after.map { $0["location"]?["lines"]?["begin"]?.int }
                == before.map {
                    ($0["location"]?["lines"]?["begin"]?.int).map { $0 + 2 }
                })
    }

    @Test("GitHub shows ten of each kind: the worst come first, and the others are counted")
    func limits() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start many")
        let names = (10..<24).map { "    - {to: Field\($0), from: nothing_\($0), type: standard}\n" }.joined()
        let words = (10..<22).map { "{{ word\($0) }}" }.joined(separator: " ")
        try stage.edit(Self.sync, "\nschedule:\n", "\n    - {to: More, from: company, type: standard}\nschedule:\n")
        try stage.edit(Self.sync, "  mappings:\n", "  mappings:\n" + names)
        try stage.edit(Self.mail, "mode: message", "mode: insert")
        try stage.edit(Self.sync, "object: Lead\n", "object: Lead\n  note: Hello \(words)\n")
        #expect(await stage.type("ana", "check --format github") == 1)
        let shown = Reports.annotations(stage.lastOutput)
        try #require(shown.count { $0.level == "error" } == 10, "\(stage.lastOutput)")
        try #require(shown.count { $0.level == "warning" } == 10, "\(stage.lastOutput)")
        #expect(shown.prefix(10).allSatisfy { $0.level == "error" })
        #expect(shown.dropFirst(10).prefix(10).allSatisfy { $0.level == "warning" })
        try #require(shown.count >= 20)
        // The only risk comes before the warnings that are none, wherever it stands.
        #expect(shown[10].properties["title"]?.hasPrefix("A402 ") == true)
        await stage.type("ana", "check --format json")
        let all = try Reports.document(stage.lastOutput)
        let (errors, warnings) = (all["errors"]?.int ?? 0, all["warnings"]?.int ?? 0)
        await stage.type("ana", "check --format github")
        #expect(
            stage.lastOutput.contains(
                "\n\(errors - 10) more errors and \(warnings - 10) more warnings left out: GitHub shows 10 of each in a step."
            ),
            "\(stage.lastOutput)")
    }

    @Test("whatever people write, it stays text: GitHub, JUnit and SARIF read back what was written")
    func escaping() async throws {
        let stage = try await Stage.company()
        await stage.type("ana", "draft start odd")
        let odd = "a%0A::error file=x::b, c:d ]]> <x y=\\\"&\\\"> \\e[31m \\u202e é"
        try stage.edit(Self.sync, "from: first_name", "from: \"\(odd)\"")
        await stage.type("ana", "check --format json")
        let finding = try #require(try Reports.document(stage.lastOutput)["findings"]?.array?.first)
        let message = try #require(finding["message"]?.string)
        #expect(message.contains("a%0A::error file=x::b, c:d ]]> <x y=\"&\"> \u{1B}[31m"))
        let safe = message.replacing("\u{1B}", with: "\\u{1b}").replacing("\u{202E}", with: "\\u{202e}")
        await stage.type("ana", "check --format github")
        let shown = Reports.annotations(stage.lastOutput)
        #expect(shown.count == 1)
        #expect(shown.first?.message.hasPrefix(safe + "\nmodel/leads has") == true, "\(shown)")
        #expect(shown.first?.properties["file"] == Self.sync)
        await stage.type("ana", "check --format junit")
        #expect(try await Reports.problems("junit", stage.lastOutput) == "")
        await stage.type("ana", "check --format sarif")
        #expect(try await Reports.problems("sarif", stage.lastOutput) == "")
        #expect(!stage.lastOutput.contains("\u{1B}") && !stage.lastOutput.contains("\u{202E}"))
    }

    @Test("the job summary is the draft's review, behind what is there, and never more than a host shows")
    func summary() async throws {
        let stage = try await mixed()
        try await stage.git("commit", "--quiet", "--all", "-m", "Words")
        let path = "\(stage.scratch.folder)/summary.md"
        let environment = stage.environment(of: "ana").merging(["GITHUB_STEP_SUMMARY": path]) { $1 }
        try write("# Before\n\n", to: path)
        #expect(await stage.type("ana", "check --format github", with: environment) == 1)
        #expect(await stage.type("ana", "view ana/words --format markdown") == 0)
        #expect(readText(path) == "# Before\n\n" + stage.lastOutput)

        try write(String(repeating: "x", count: (1 << 20) - 800) + "\n", to: path)
        await stage.type("ana", "check --format github", with: environment)
        let text = try #require(readText(path))
        #expect(text.utf8.count <= 1 << 20)
        let told = try #require(text.split(separator: "\n").last)
        let kept = text.dropFirst((1 << 20) - 799)
        let all = stage.lastOutput
        #expect(told.hasSuffix("more lines left out: too long for a job summary.*"), "\(told)")
        #expect(!all.isEmpty && kept.hasPrefix("## draft/ana/words "))

        stage.note("other formats leave it alone, and so does a folder in its place")
        remove(path)
        await stage.type("ana", "check --format junit", with: environment)
        #expect(readText(path) == nil)
        try makeFolder(path)
        #expect(await stage.type("ana", "check --format github", with: environment) == 1)
        #expect(stage.lastErrors.hasPrefix("assent: the job summary was not written: "))
        #expect(Reports.annotations(stage.lastOutput).count == 7)
    }
}
