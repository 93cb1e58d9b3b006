import Testing

@testable import Review

struct VerificationSummaryTests {
    @Test(
        "a repository's address is told as SPDX writes it, without anybody's password",
        arguments: [
            ("https://github.com/acme/syncs.git", "git+https://github.com/acme/syncs.git"),
            ("https://ana:secret@host.example/x", "git+https://host.example/x"),
            ("https://token@host.example:8443/x", "git+https://host.example:8443/x"),
            ("ssh://git:secret@host.example/x", "git+ssh://git@host.example/x"),
            ("git@github.com:acme/syncs.git", "git+ssh://git@github.com/acme/syncs.git"),
            ("host:/srv/x", "git+ssh://host/srv/x"),
            ("/srv/my repository", "git+file:///srv/my%20repository"),
            ("file:///srv/x#y", "git+file:///srv/x%23y"),
            ("git+ssh://git@host/x", "git+ssh://git@host/x"),
        ])
    func address(_ url: String, _ uri: String) { #expect(RepositoryAddress(of: url)?.uri == uri) }

    @Test("what names no place has no address", arguments: ["", "../elsewhere", nil])
    func none(_ url: String?) { #expect(RepositoryAddress(of: url)?.uri == nil) }

    @Test(
        "a verifier is named by a URI",
        arguments: [
            ("https://ci.acme.example/assent", true), (VerificationSummary.anybody, true), ("acme", false), ("", false),
            ("https:", false), ("Https://x", false), ("https://a b", false), (":x", false), ("urn:\u{e9}", false),
        ])
    func verifier(_ text: String, _ isURI: Bool) { #expect(VerificationSummary.isURI(text) == isURI) }
}
