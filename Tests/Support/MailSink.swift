#if canImport(Glibc)
    internal import Glibc
#elseif canImport(Musl)
    internal import Musl
#else
    internal import Darwin
#endif

/// A mail server (aiosmtpd) on a free port of this machine, which keeps what it takes. It ends with the test.
///
///     let server = try await MailSink("--greylist", "1")
///     // ASSENT_SMTP_URL = server.url
///     let messages = try await server.messages()
package final class MailSink: Sendable {
    private let folder: String
    private let port: String
    private let isEncrypted: Bool

    private static let top = #filePath.split(separator: "/").dropLast(3).reduce("") { "\($0)/\($1)" }

    /// - Parameter options: of `Tests/Harness/mailserver.py`.
    package init(_ options: String...) async throws {
        let scratch = ScratchRepository.current
        folder = "\(scratch.folder)/mail"
        isEncrypted = options.contains("--tls")
        remove("\(folder)/port")
        let words = ([Self.program, folder] + options).map { "'\($0)'" }.joined(separator: " ")
        try await scratch.run("sh", ["-c", "exec '\(Self.python)' \(words) >'\(scratch.folder)/mail.log' 2>&1 &"])
        var port: String?
        for _ in 0..<600 where port == nil {
            port = readText("\(folder)/port").map { String($0.dropLast()) }
            if port == nil { usleep(50_000) }
        }
        guard let port else {
            throw ScratchError(message: "no mail server: \(readText("\(scratch.folder)/mail.log") ?? "")")
        }
        self.port = port
    }

    deinit { if let pid { kill(pid, SIGKILL) } }

    /// Nobody answers any more.
    package func stop() { if let pid { kill(pid, SIGKILL) } }

    private var pid: pid_t? { readText("\(folder)/pid").flatMap { pid_t($0.dropLast()) } }

    private static var python: String { "\(top)/.build/validators/bin/python" }
    private static var program: String { "\(top)/Tests/Harness/mailserver.py" }

    package var url: String { url(of: nil) }

    /// - Parameter user: `bo:secret`
    package func url(of user: String?) -> String {
        "\(isEncrypted ? "smtps" : "smtp")://" + (user.map { "\($0)@" } ?? "") + "localhost:\(port)"
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
