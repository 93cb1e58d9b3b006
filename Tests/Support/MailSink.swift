/// A mail server (aiosmtpd) on a free port of this machine, which keeps what it takes. It ends with the test.
///
///     let server = try await MailSink("--greylist", "1")
///     // ASSENT_SMTP_URL = server.url
///     let messages = try await server.messages()
package final class MailSink: Sendable {
    private let server: BackgroundServer
    private let isEncrypted: Bool
    private var folder: String { server.folder }

    private static let top = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }
    private static let python = "\(top)/.build/validators/bin/python"

    /// - Parameter options: of `Tests/Harness/mailserver.py`.
    package init(_ options: String...) async throws {
        isEncrypted = options.contains("--tls")
        server = try await BackgroundServer("mail", [Self.python, "\(Self.top)/Tests/Harness/mailserver.py"], options)
    }

    package var url: String { url(of: nil) }

    /// - Parameter user: `bo:secret`
    package func url(of user: String?) -> String {
        "\(isEncrypted ? "smtps" : "smtp")://" + (user.map { "\($0)@" } ?? "") + "localhost:\(server.port)"
    }

    /// What curl is to trust it by.
    package var certificate: String { "\(folder)/certificate.pem" }

    /// As they came, in their order.
    package func messages() -> [String] {
        var found: [String] = []
        while let text = readText("\(folder)/\(found.count + 1).eml") { found.append(text) }
        return found
    }

    /// The ports from which messages came, each as often as it brought one.
    package func sessions() -> [String] {
        (readText("\(folder)/sessions") ?? "").split(separator: "\n").map { String($0.prefix { $0 != " " }) }
    }

    /// To whom they were handed in.
    package func recipients() -> [String] {
        (readText("\(folder)/sessions") ?? "").split(separator: "\n").compactMap { $0.split(separator: " ").last }
            .map(String.init)
    }

    /// The messages as a mail program reads them: all headers, and the text part.
    ///
    /// - Parameter option: of `Tests/Harness/readmail.py`.
    package func read(_ option: String...) async throws -> String {
        try await ScratchRepository.current.run(
            Self.python, ["\(Self.top)/Tests/Harness/readmail.py", folder] + option)
    }
}
