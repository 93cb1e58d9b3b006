import Crypto

/// Sends what waits in an outbox.
package struct Flusher {
    /// How messages leave this machine.
    package struct Ways {
        /// Nil: nobody has said which server sends mail.
        package var server: Result<MailServer, DeliveryFailure>?
        /// Asked once, where the server's address has a user without a password.
        package var password: @Sendable (MailServer) async -> String?
        /// The address of a webhook and the secret that it is signed with, by where these are found.
        package var webhook: (String) throws -> (url: String, secret: String?)?
        /// Hosts of webhooks that may be in a private network.
        package var privateHosts: Set<String>
        /// Of curl.
        package var environment: [String: String]
        /// Unix seconds, now.
        package var time: @Sendable () -> Int

        package init(
            server: Result<MailServer, DeliveryFailure>?, password: @escaping @Sendable (MailServer) async -> String?,
            webhook: @escaping (String) throws -> (url: String, secret: String?)?, privateHosts: Set<String>,
            environment: [String: String], time: @escaping @Sendable () -> Int
        ) {
            self.server = server
            self.password = password
            self.webhook = webhook
            self.privateHosts = privateHosts
            self.environment = environment
            self.time = time
        }
    }

    /// What came of it.
    package struct Report: Hashable, Sendable {
        package var sent: [Envelope] = []
        /// With why.
        package var failed: [Envelope] = []

        package init() {}
    }

    private let outbox: Outbox
    private let ways: Ways

    package init(_ outbox: Outbox, _ ways: Ways) {
        self.outbox = outbox
        self.ways = ways
    }

    /// Tries each message once. Of several processes one sends at a time.
    ///
    /// - Parameters:
    ///   - dueOnly: leaves alone what failed a moment ago, what was given up, and all where another is about to send.
    ///   - pause: before anything is looked at.
    ///   - write: keeps messages that are still to be written. It is called again until there is nothing to send.
    package func flush(
        dueOnly: Bool, after pause: Duration = .zero, writing write: (() throws -> Void)? = nil
    ) async throws -> Report {
        if outbox.isEmpty, write == nil { return Report() }
        // Where it could not be noted that a message was sent, it would be sent again each time.
        try outbox.prepare()
        guard let lock = try await outbox.lock(insists: !dueOnly, after: pause) else {
            return Report()
        }
        defer { lock.release() }
        var report = Report()
        try takeOver(lock, &report)
        var tried: Set<String> = []
        // What one webhook does not answer keeps no other message waiting.
        var silent: Set<String> = []
        while true {
            try write?()
            let now = ways.time()
            let entries = try outbox.waiting().filter {
                !tried.contains($0.name) && (!dueOnly || ($0.envelope.next <= now && !$0.envelope.isGivenUp))
            }
            let mail = entries.filter { $0.envelope.kind == .mail }
            if !mail.isEmpty {
                tried.formUnion(mail.map(\.name))
                try await sendMail(mail, lock, &report)
                continue
            }
            guard let call = entries.first(where: { !silent.contains($0.envelope.to) }) else { break }
            tried.insert(call.name)
            if try await !self.call(call, lock, &report) { silent.insert(call.envelope.to) }
        }
        try outbox.noteDue()
        try outbox.tidy(at: ways.time())
        return report
    }

    /// Notes what curl did by itself, where whoever started it was killed.
    private func takeOver(_ lock: Outbox.Lock, _ report: inout Report) throws {
        let results = lock.results().found
        if results.isEmpty { return }
        for entry in try outbox.waiting()
        where results.contains(where: { $0.name == entry.name && $0.hasArrived(entry.envelope.kind) }) {
            try outbox.markSent(entry.name)
            report.sent.append(entry.envelope)
        }
        lock.clear()
    }

    /// Whether there is a curl, without which nothing is sent.
    package static func hasCurl(in environment: [String: String]) -> Bool { Curl.program(in: environment) != nil }

    // MARK: - Mail

    private func sendMail(_ entries: [Outbox.Entry], _ lock: Outbox.Lock, _ report: inout Report) async throws {
        if entries.isEmpty { return }
        var left = entries
        do {
            var server = try (ways.server ?? .failure(DeliveryFailure(.noServer))).get()
            if server.user != nil, server.password == nil { server.password = await ways.password(server) }
            var failures = 0
            while !left.isEmpty {
                let (ended, failed) = try await send(left, by: server, lock, &report)
                left = left.filter { !ended.contains($0.name) }
                if !ended.isEmpty { failures = 0 }
                guard let failed else {
                    // What curl says nothing of would go on for ever.
                    if ended.isEmpty { throw DeliveryFailure(.failed, "curl said nothing") }
                    continue
                }
                failures += 1
                // It may be this message that the server minds, and not who brings it.
                if failures >= Self.mostFailures { throw failed.failure }
                left.removeAll { $0.name == failed.entry.name }
                note(failed.failure, of: failed.entry, &report)
            }
        } catch let failure as DeliveryFailure {
            for entry in left { note(failure, of: entry, &report) }
        }
    }

    /// So often in a row a server fails before the rest is left for later.
    private static let mostFailures = 3

    /// - Returns: what was sent or failed by itself, and the message at which the server failed.
    private func send(
        _ entries: [Outbox.Entry], by server: MailServer, _ lock: Outbox.Lock, _ report: inout Report
    ) async throws -> (ended: Set<String>, failed: (entry: Outbox.Entry, failure: DeliveryFailure)?) {
        var configuration = CurlConfiguration()
        defer { for entry in entries { outbox.takeBack(entry.name) } }
        var ended: Set<String> = []
        for entry in entries {
            let file: String
            do throws(OutboxProblem) { file = try outbox.hand(entry.name) } catch {
                // One that cannot be read, or has no room beside it, keeps no other waiting.
                note(DeliveryFailure(.failed, error.reason), of: entry, &report)
                ended.insert(entry.name)
                continue
            }
            configuration.begin(entry.name)
            configuration.set("url", "\(server.address)/\(HostName.own)")
            if !server.isEncrypted, !server.isLocal { configuration.set("ssl-reqd") }
            if !server.isEncrypted, server.isLocal { configuration.set("proto", "=smtp") }
            if let user = server.user { configuration.set("user", "\(user):\(server.password ?? "")") }
            configuration.set("noproxy", "*")
            configuration.set("mail-from", entry.envelope.from ?? "")
            configuration.set("mail-rcpt", entry.envelope.to)
            configuration.set("upload-file", file)
            configuration.set("connect-timeout", "20")
            configuration.set("max-time", "60")
        }
        if ended.count == entries.count { return (ended, nil) }
        let byName = Dictionary(entries.map { ($0.name, $0) }) { first, _ in first }
        var failed: (entry: Outbox.Entry, failure: DeliveryFailure)?
        var collected = report
        try await Curl(environment: ways.environment).run(configuration, noting: lock) { result in
            guard let entry = byName[result.name] else { return true }
            switch result.mailFailure {
            case nil:
                try outbox.markSent(entry.name)
                collected.sent.append(entry.envelope)
                ended.insert(entry.name)
            case let problem? where problem.isOfServer:
                failed = (entry, problem)
                return false
            case let problem?:
                note(problem, of: entry, &collected)
                ended.insert(entry.name)
            }
            return true
        }
        report = collected
        return (ended, failed)
    }

    private func note(_ failure: DeliveryFailure, of entry: Outbox.Entry, _ report: inout Report) {
        var entry = entry
        entry.envelope.fail(failure, at: ways.time())
        // Where that cannot be noted, it is tried again sooner.
        do throws(OutboxProblem) { try outbox.update(entry) } catch {}
        report.failed.append(entry.envelope)
    }

    // MARK: - Webhooks

    /// - Returns: whether it answered.
    private func call(_ entry: Outbox.Entry, _ lock: Outbox.Lock, _ report: inout Report) async throws -> Bool {
        do {
            guard let (url, secret) = try ways.webhook(entry.envelope.to) else { throw DeliveryFailure(.noAddress) }
            let target = try WebhookTarget(url, allowed: ways.privateHosts)
            var configuration = CurlConfiguration()
            configuration.begin(entry.name)
            configuration.set("url", target.url)
            if let resolved = target.resolved { configuration.set("resolve", resolved) }
            configuration.set("noproxy", "*")
            configuration.set("proto", target.isEncrypted ? "=https" : "=http")
            configuration.set("header", "Content-Type: application/json")
            configuration.set("header", "Assent-Event: \(entry.envelope.id)")
            let body = try outbox.body(of: entry.name)
            if let secret {
                configuration.set("header", "Assent-Signature: \(Self.signature(of: body, secret, at: ways.time()))")
            }
            configuration.set("data-binary", "@\(try outbox.hand(entry.name))")
            defer { outbox.takeBack(entry.name) }
            configuration.set("output", "/dev/null")
            configuration.set("connect-timeout", "10")
            configuration.set("max-time", "30")
            var failure: DeliveryFailure? = DeliveryFailure(.failed, "curl said nothing")
            try await Curl(environment: ways.environment).run(configuration, noting: lock) { result in
                failure = result.webhookFailure
                return true
            }
            if let failure { throw failure }
            try outbox.markSent(entry.name)
            report.sent.append(entry.envelope)
            return true
        } catch let failure as DeliveryFailure {
            note(failure, of: entry, &report)
            return !failure.isOfServer
        }
    }

    /// `t=1767606600,v1=…`: HMAC-SHA-256 over `1767606600.` and the body.
    static func signature(of body: [UInt8], _ secret: String, at time: Int) -> String {
        let code = HMAC<SHA256>.authenticationCode(
            for: Array("\(time).".utf8) + body, using: SymmetricKey(data: Array(secret.utf8)))
        return "t=\(time),v1=\(code.map { hexadecimal($0).lowercased() }.joined())"
    }
}
