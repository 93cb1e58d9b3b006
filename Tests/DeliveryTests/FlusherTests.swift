import Support
import Synchronization
import Testing

@testable import Delivery

#if canImport(Glibc)
    import Glibc
#elseif canImport(Musl)
    import Musl
#else
    import Darwin
#endif

/// Against a real mail server, and curl.
@Suite("Messages are sent, each once", .scratch)
struct FlusherTests {
    private let outbox = Outbox(in: ScratchRepository.current.folder + "/box")

    private func envelope(_ id: String, to: String = "bo@acme.example") -> Envelope {
        Envelope(
            kind: .mail, id: id, to: to, from: "assent@acme.example", about: "ana/leads", act: "submit", written: 1000,
            expires: 1000 + 3 * 24 * 3600)
    }

    private func message(_ text: String = "hello") -> [UInt8] {
        MailMessage(
            from: Correspondent(name: "Assent", address: "assent@acme.example"),
            to: Correspondent(name: "Bo", address: "bo@acme.example"), replyTo: nil, subject: "leads", time: 1000,
            id: "a@acme.example", inReplyTo: nil, list: ("acme", "x.assent"), labels: [], text: text, html: "<p>x</p>"
        ).bytes
    }

    private func flusher(_ url: String?, _ more: [String: String] = [:], password: String? = nil, at time: Int = 1000)
        -> Flusher
    {
        var environment = ScratchRepository.current.environment.merging(more) { $1 }
        environment["PATH"] = environment["PATH"] ?? "/usr/bin:/bin"
        let server = url.map { text in
            Result<MailServer, DeliveryFailure> { () throws(DeliveryFailure) in try MailServer(text) }
        }
        return Flusher(
            outbox,
            .init(
                server: server, password: { _ in password }, webhook: { _ in nil }, privateHosts: [],
                environment: environment, time: { time }))
    }

    @Test("a message comes out as it was put in, once, whoever puts it in again")
    func sent() async throws {
        let server = try await MailSink()
        let body = message("Zoë 🙂\n.\n..two\n" + String(repeating: "x", count: 3000))
        try outbox.keep([(envelope("one"), body), (envelope("one"), body)])
        #expect(try outbox.waiting().count == 1)
        let report = try await flusher(server.url).flush(dueOnly: true)
        #expect(report.sent.map(\.id) == ["one"] && report.failed.isEmpty)
        #expect(server.messages() == [String(decoding: body, as: UTF8.self)])
        #expect(server.recipients() == ["bo@acme.example"])
        try outbox.keep([(envelope("one"), body)])
        #expect(outbox.isEmpty)
    }

    @Test("a thousand messages go over one connection")
    func many() async throws {
        let server = try await MailSink()
        let body = message()
        try outbox.keep((0..<1000).map { (envelope("m\($0)"), body) })
        let report = try await flusher(server.url).flush(dueOnly: true)
        #expect(report.sent.count == 1000)
        #expect(server.sessions().count == 1000 && Set(server.sessions()).count == 1)
    }

    @Test("of two that send together each message comes from one")
    func together() async throws {
        let server = try await MailSink()
        let body = message()
        try outbox.keep((0..<60).map { (envelope("m\($0)"), body) })
        let (one, two) = (flusher(server.url), flusher(server.url))
        async let first = one.flush(dueOnly: false)
        async let second = two.flush(dueOnly: false)
        let reports = try await [first, second]
        #expect(reports.reduce(0) { $0 + $1.sent.count } == 60)
        #expect(server.messages().count == 60)
    }

    @Test("a recipient that is refused is given up, and the others get theirs")
    func refused() async throws {
        let server = try await MailSink("--refuse", "gone@acme.example")
        let body = message()
        try outbox.keep([
            (envelope("a"), body), (envelope("b", to: "gone@acme.example"), body), (envelope("c"), body),
        ])
        let report = try await flusher(server.url).flush(dueOnly: true)
        #expect(Set(report.sent.map(\.id)) == ["a", "c"])
        let left = try #require(try outbox.waiting().first)
        #expect(left.envelope.failure?.reason == .refused && left.envelope.isGivenUp)
        #expect(try await flusher(server.url, at: 99_999).flush(dueOnly: true) == Flusher.Report())
        // Who asks for it is not told that it was given up.
        #expect(try await flusher(server.url).flush(dueOnly: false).failed.map(\.id) == ["b"])
    }

    @Test("a server that puts it off is asked again after a minute, then after five")
    func delayed() async throws {
        let server = try await MailSink("--greylist", "2")
        try outbox.keep([(envelope("a"), message())])
        var moments: [Int] = []
        var now = 1000
        while !outbox.isEmpty {
            let report = try await flusher(server.url, at: now).flush(dueOnly: true)
            if let failed = report.failed.first {
                #expect(failed.failure?.reason == .delayed)
                moments.append(failed.next - now)
                // Not a second before.
                #expect(try await flusher(server.url, at: failed.next - 1).flush(dueOnly: true) == Flusher.Report())
                now = failed.next
            }
        }
        #expect(moments == [60, 300])
        #expect(server.messages().count == 1)
    }

    @Test("a line that is cut loses nothing")
    func cut() async throws {
        let server = try await MailSink("--cut")
        try outbox.keep([(envelope("a"), message())])
        let report = try await flusher(server.url).flush(dueOnly: true)
        #expect(report.sent.isEmpty && report.failed.count == 1)
        #expect(try outbox.waiting().count == 1)
        #expect(try outbox.body(of: outbox.waiting()[0].name) == message())
    }

    @Test("where a group shares the repository, all of it may send; else nobody but the user reads what waits")
    func shared() throws {
        func mode(_ path: String) -> mode_t {
            var status = stat()
            return stat(path, &status) == 0 ? status.st_mode & 0o7777 : 0
        }
        let repository = ScratchRepository.current.folder + "/shared"
        mkdir(repository, 0o777)
        chmod(repository, 0o2775)
        let outbox = Outbox(in: repository + "/assent/outbox")
        try outbox.keep([(envelope("a"), message())])
        let file = try "\(outbox.folder)/\(outbox.waiting()[0].name)"
        #expect([repository + "/assent", outbox.folder, file].map(mode) == [0o2775, 0o2770, 0o660])
        try self.outbox.keep([(envelope("a"), message())])
        #expect(try mode("\(self.outbox.folder)/\(self.outbox.waiting()[0].name)") == 0o600)
        #expect(mode(self.outbox.folder) == 0o700)
    }

    @Test("when the next message is to be tried is known without reading any")
    func due() async throws {
        #expect(!outbox.isDue(at: 1000))
        try outbox.keep([(envelope("a"), message())])
        #expect(outbox.isDue(at: 1000))
        _ = try await flusher("smtp://127.0.0.1:9").flush(dueOnly: true)
        #expect(!outbox.isDue(at: 1059) && outbox.isDue(at: 1060))
        try outbox.keep([(envelope("b"), message())])
        #expect(outbox.isDue(at: 1000))
        // All that is there was given up.
        _ = try await flusher("smtp://127.0.0.1:9", at: 5 * 24 * 3600).flush(dueOnly: false)
        #expect(!outbox.isEmpty && !outbox.isDue(at: 50 * 24 * 3600))
    }

    @Test("what nobody takes for three days is given up")
    func expired() async throws {
        try outbox.keep([(envelope("a"), message())])
        var tried = 0
        var now = 1000
        while let entry = try outbox.waiting().first, !entry.envelope.isGivenUp {
            now = entry.envelope.next
            let report = try await flusher("smtp://127.0.0.1:9", at: now).flush(dueOnly: true)
            #expect(report.failed.first?.failure?.reason == .unreachable)
            tried += 1
        }
        #expect(tried == 10)
        #expect(now <= 1000 + 3 * 24 * 3600)
    }

    @Test("smtp:// elsewhere and smtps:// are encrypted, and who the server is counts")
    func encrypted() async throws {
        let server = try await MailSink("--tls", "--login", "bo", "se\"cr\\et")
        let user = "bo:se%22cr%5Cet"
        try outbox.keep([(envelope("a"), message())])
        let unknown = try await flusher(server.url(of: user)).flush(dueOnly: true)
        #expect(unknown.failed.first?.failure?.reason == .insecure)
        let trust = ["SSL_CERT_FILE": server.certificate, "CURL_CA_BUNDLE": server.certificate]
        let wrong = try await flusher(server.url(of: "bo:wrong"), trust).flush(dueOnly: false)
        #expect(wrong.failed.first?.failure?.reason == .notAuthorized)
        let none = try await flusher(server.url, trust).flush(dueOnly: false)
        #expect(none.failed.first?.failure?.reason == .notAuthorized)
        #expect(server.messages().isEmpty)
        let asked = try await flusher(server.url(of: "bo"), trust, password: "se\"cr\\et").flush(dueOnly: false)
        #expect(asked.sent.count == 1 && server.messages().count == 1)
    }

    @Test("a webhook that fails twice is called again, signed each time, and never elsewhere")
    func webhook() async throws {
        let server = try await HookSink("--fail", "2", "--secret", "s3cret")
        func flusher(_ url: String?, at time: Int) -> Flusher {
            Flusher(
                outbox,
                .init(
                    server: nil, password: { _ in nil }, webhook: { _ in url.map { ($0, "s3cret") } }, privateHosts: [],
                    environment: ScratchRepository.current.environment.merging(["http_proxy": "http://127.0.0.1:9"]) {
                        $1
                    },
                    time: { time }))
        }
        let call = Envelope(
            kind: .webhook, id: "x", to: "sales", about: "ana/leads", act: "publish", written: 1000, expires: 99_999)
        try outbox.keep([(call, Array("{\"event\":\"published\"}".utf8))])
        #expect(try await flusher(nil, at: 1000).flush(dueOnly: true).failed.first?.failure?.reason == .noAddress)
        var now = 1060
        for _ in 0..<2 {
            let failed = try #require(try await flusher(server.url, at: now).flush(dueOnly: true).failed.first)
            #expect(failed.failure?.reason == .delayed && failed.failure?.words == "503")
            now = failed.next
        }
        #expect(try await flusher(server.url, at: now).flush(dueOnly: true).sent.count == 1)
        #expect(server.bodies() == ["{\"event\":\"published\"}"])
        #expect(server.log() == Array(repeating: "/assent application/json signature holds", count: 3))
    }

    @Test("a webhook that answers with another address is not followed")
    func redirected() async throws {
        let server = try await HookSink("--redirect")
        let ways = Flusher.Ways(
            server: nil, password: { _ in nil }, webhook: { [url = server.url] _ in (url, nil) }, privateHosts: [],
            environment: ScratchRepository.current.environment, time: { 1000 })
        try outbox.keep([
            (
                Envelope(
                    kind: .webhook, id: "x", to: "sales", about: "a", act: "publish", written: 1000, expires: 9999),
                Array("{}".utf8)
            )
        ])
        #expect(try await Flusher(outbox, ways).flush(dueOnly: true).failed.first?.failure?.reason == .redirected)
        #expect(server.bodies().isEmpty && server.log().count == 1)
    }

    @Test("the configuration of curl cannot be added to by what it holds")
    func escaped() async throws {
        var configuration = CurlConfiguration()
        configuration.begin("a")
        configuration.set("mail-rcpt", "bo\"\nurl = \"file:///etc/passwd")
        #expect(configuration.text.hasSuffix("mail-rcpt = \"bo\\\"\\nurl = \\\"file:///etc/passwd\"\n"))
        configuration.set("user", "a\u{0}b\u{1}\\")
        #expect(configuration.text.hasSuffix("user = \"ab\\\\\"\n"))
    }

    @Test(
        "an address that is no mail server is told apart",
        arguments: [
            "relay", "http://relay", "smtp://", "smtp://a b", "smtp://relay/path", "smtp://relay?x", "smtp:relay",
        ])
    func servers(_ url: String) {
        #expect(throws: DeliveryFailure.self) { try MailServer(url) }
    }

    @Test("only a name of this machine needs no encryption")
    func local() throws {
        for (url, isLocal) in [
            ("smtp://localhost", true), ("smtp://127.0.0.1:25", true), ("smtp://[::1]:25", true),
            ("smtp://127.1", false), ("smtp://127.0.0.1.evil.example", false), ("smtp://localhost.example", false),
            ("smtp://relay.acme.example", false),
        ] {
            #expect(try MailServer(url).isLocal == isLocal, "\(url)")
        }
    }
}
