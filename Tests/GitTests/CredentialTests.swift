import Git
import Support
import Testing

@Suite("Credential helpers", .scratch)
struct CredentialTests {
    private func git(_ helper: String) async throws -> GitProcess {
        let scratch = ScratchRepository.current
        try await scratch.git("config", "credential.helper", helper)
        return GitProcess(directory: scratch.path, environment: scratch.environment)
    }

    @Test("the password comes from a helper; one that has none is told, and nobody is asked")
    func found() async throws {
        let helper = "!f() { cat >asked; echo password=secret; }; f"
        #expect(try await git(helper).password(of: "bo", at: "relay.acme.example:587", protocol: "smtp") == "secret")
        let asked = try #require(readText("\(ScratchRepository.current.path)/asked"))
        for line in ["protocol=smtp", "host=relay.acme.example:587", "username=bo"] { #expect(asked.contains(line)) }
        #expect(try await git("!true").password(of: "bo", at: "relay.acme.example", protocol: "smtp") == nil)
    }

    @Test("a helper that never answers is not waited for")
    func silent() async throws {
        let git = try await git("!echo $$ >process; exec sleep 600 #")
        let found = try await git.password(
            of: "bo", at: "relay.acme.example", protocol: "smtp", within: .milliseconds(300))
        #expect(found == nil && readText("\(ScratchRepository.current.path)/process") != nil)
    }
}
