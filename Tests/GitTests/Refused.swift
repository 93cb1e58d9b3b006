import Git
import Testing

/// Holds that something is refused, by what git or libgit2 says of it.
func expectRefused<Answer>(
    _ words: String, _ location: SourceLocation = #_sourceLocation, _ body: () throws -> Answer
) {
    let error = #expect(throws: GitError.self, sourceLocation: location) { try body() }
    #expect(error?.message == words, sourceLocation: location)
}

func expectRefused<Answer>(
    _ words: String, _ location: SourceLocation = #_sourceLocation, _ body: () async throws -> Answer
) async {
    let error = await #expect(throws: GitError.self, sourceLocation: location) { try await body() }
    #expect(error?.message == words, sourceLocation: location)
}
