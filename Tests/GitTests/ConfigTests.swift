import Git
import Support
import Testing

@Suite(.scratch) struct ConfigTests {
    @Test("configuration is read from every level, the nearest wins, as git has it")
    func levels() async throws {
        let scratch = ScratchRepository.current
        try write("[a]\n\tuser = xdg\n\txdg = xdg\n", to: scratch.folder + "/home/.config/git/config")
        try await scratch.git("config", "--global", "a.user", "home")
        try await scratch.git("config", "--global", "a.local", "home")
        try await scratch.git("config", "a.local", "local")
        try await scratch.git("config", "a.empty", "")
        try await scratch.git("config", "a.b C.d", "dotted")
        let repository = try scratch.open()
        for key in ["a.user", "a.xdg", "a.local", "A.LOCAL", "a.empty", "user.name", "a.b C.d"] {
            #expect(try repository.config(key) == (try await scratch.git("config", key)), "\(key)")
        }
        #expect(try repository.config("a.none") == nil)
        #expect(try repository.config("a.b c.d") == nil)
    }

    @Test("remotes are those that have an address")
    func remotes() async throws {
        let scratch = ScratchRepository.current
        #expect(try scratch.open().remoteNames() == [])
        try await scratch.git("remote", "add", "up.stream", "file:///nowhere")
        try await scratch.git("config", "remote.half.fetch", "+refs/heads/*:refs/remotes/half/*")
        try await scratch.git("remote", "add", "origin", "file:///nowhere")
        #expect(try scratch.open().remoteNames() == ["up.stream", "origin"])
    }

    @Test("what the repository includes is read")
    func includes() async throws {
        let scratch = ScratchRepository.current
        try write("[a]\n\tb = included\n", to: scratch.folder + "/more")
        try await scratch.git("config", "--global", "includeIf.gitdir:\(scratch.path)/.path", scratch.folder + "/more")
        #expect(try scratch.open().config("a.b") == "included")
    }

    @Test("without HOME only the repository's own configuration holds")
    func noHome() async throws {
        let scratch = ScratchRepository.current
        try await scratch.git("config", "a.local", "local")
        let repository = try Repository(at: scratch.path, environment: ["GIT_CONFIG_NOSYSTEM": "1"])
        #expect(try repository.config("user.name") == nil)
        #expect(try repository.config("a.local") == "local")
    }

    @Test(
        "configuration of the command line wins",
        arguments: [
            ["GIT_CONFIG_COUNT": "1", "GIT_CONFIG_KEY_0": "user.name", "GIT_CONFIG_VALUE_0": "It's me"],
            ["GIT_CONFIG_PARAMETERS": "'a.b'='x' 'user.name'='It'\\''s me'"],
            ["GIT_CONFIG_PARAMETERS": "'user.name=It'\\''s me'"],
        ])
    func commandLine(variables: [String: String]) async throws {
        let scratch = try await ScratchRepository(environment: variables)
        #expect(try scratch.open().config("User.Name") == "It's me")
        #expect(try await scratch.git("config", "user.name") == "It's me")
    }
}
