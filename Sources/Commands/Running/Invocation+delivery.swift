import Approvals
import Delivery
import FoundationEssentials
import Git
import Resources
import Review
import Templates

extension Invocation {
    /// What an act came to: those whom it concerns are told, or will be, before it is said to be done.
    func report(
        _ outcome: Outcome, by me: Member, in workspace: OpenWorkspace, _ text: @autoclosure () throws -> String,
        json: @autoclosure () throws -> JSON
    ) rethrows {
        let delivery = deliver(outcome, by: me, in: workspace)
        try report(try text(), json: try json())
        note(leftBy: outcome)
        if let delivery { tell(delivery) }
    }

    /// The messages that wait in this repository to be sent.
    func outbox(of repository: Repository) -> Outbox { Outbox(in: repository.commonDirectory + "/assent/outbox") }

    /// Starts to send what is due and was left by an earlier command.
    func sendWhatIsDue(in repository: Repository) {
        let outbox = outbox(of: repository)
        if !outbox.isEmpty, outbox.isDue(at: unixTime()) { startSending() }
    }

    private func unixTime() -> Int { Int(session.clock().timeIntervalSince1970) }

    /// In a process of its own, which nobody waits for.
    private func startSending() {
        surroundings.startAlone?(["notify", "--flush", "--due", "--quiet", "-C", session.directory])
    }

    // MARK: - After an act

    /// What was laid into the outbox.
    private struct Laid {
        var mail: [Member] = []
        var unreachable: [Member] = []
        var calls = 0
        /// Why some of it could not be kept, or found out.
        var problem: (any Error)?
        var sendsHere = true
    }

    /// Nil: there was nobody to tell.
    private func deliver(_ outcome: Outcome, by me: Member, in before: OpenWorkspace) -> Laid? {
        let notifications = before.settings.notifications
        guard notifications.from != nil || !notifications.webhooks.isEmpty, !outcome.effects.isEmpty else { return nil }
        var laid = Laid()
        do {
            guard try sends(notifications, before.repository) else {
                laid.sendsHere = false
                return outcome.concerned.isEmpty ? nil : laid
            }
            let messages = try messages(of: outcome, notifications, by: me, in: before.refreshed(), &laid)
            if messages.isEmpty { return laid.unreachable.isEmpty ? nil : laid }
            try outbox(of: before.repository).keep(messages)
            startSending()
        } catch { laid.problem = error }
        return laid
    }

    private func sends(_ notifications: Notifications, _ repository: Repository) throws -> Bool {
        if notifications.via == .clients { return true }
        return try ["true", "yes", "on", "1"].contains(repository.config("assent.sends")?.lowercased() ?? "")
    }

    private func messages(
        of outcome: Outcome, _ notifications: Notifications, by me: Member, in workspace: OpenWorkspace, _ laid: inout Laid
    ) throws -> [(Envelope, [UInt8])] {
        let now = unixTime()
        let expires = now + notifications.expire
        var messages: [(Envelope, [UInt8])] = []
        if let sender = notifications.from, !outcome.concerned.isEmpty {
            for letter in try Letters(of: outcome, in: workspace, by: me).all() {
                guard let (envelope, mail) = letter.mail(from: sender, style: StyleSheet.mail, at: now, expires: expires)
                else {
                    laid.unreachable.append(letter.recipient)
                    continue
                }
                laid.mail.append(letter.recipient)
                messages.append((envelope, mail.bytes))
            }
        }
        if notifications.webhooks.isEmpty { return messages }
        let reader = try Reader(workspace, nil)
        for effect in outcome.effects {
            guard let call = Shapes.webhook(effect, of: outcome, for: reader) else { continue }
            for webhook in notifications.webhooks where webhook.events.contains(call.event) {
                let envelope = Envelope(
                    kind: .webhook, id: "\(call.id).\(webhook.source).\(webhook.format.rawValue)", to: webhook.source,
                    about: reader.short(draft: call.draft), act: outcome.act.rawValue, written: now, expires: expires)
                messages.append((envelope, call.body(webhook.format)))
                laid.calls += 1
            }
        }
        return messages
    }

    private func tell(_ laid: Laid) {
        if let problem = laid.problem {
            note("assent: done, but nobody was told of it:")
            note(Failure(problem, in: nil).explanation.page.text(terminal.errorStyle))
        }
        for sentence in DeliveryWords.sentences(
            mailTo: laid.mail, unreachable: laid.unreachable, sendsHere: laid.sendsHere,
            missing: laid.mail.isEmpty || laid.problem != nil ? nil : missingServer())
        {
            note(sentence: sentence)
        }
    }

    /// What keeps mail from leaving this machine, as far as it can be seen at once.
    private func missingServer() -> DeliveryFailure? {
        guard let repository = workspace?.repository else { return nil }
        do {
            switch try mailServer(of: repository) {
            case .failure(let failure)?: return failure
            case nil: return DeliveryFailure(.noServer)
            case .success?: return Flusher.hasCurl(in: session.environment) ? nil : DeliveryFailure(.noCurl)
            }
        } catch { return nil }
    }

    // MARK: - Ways out

    func mailServer(of repository: Repository) throws -> Result<MailServer, DeliveryFailure>? {
        let text = try session.environment["ASSENT_SMTP_URL"] ?? repository.config("assent.smtpUrl")
        guard let text, !text.isEmpty else { return nil }
        do throws(DeliveryFailure) { return .success(try MailServer(text)) } catch { return .failure(error) }
    }

    func ways(in repository: Repository) throws -> Flusher.Ways {
        var hooks: [String: (url: String, secret: String?)] = [:]
        for source in Set(try outbox(of: repository).waiting().map(\.envelope).filter { $0.kind == .webhook }.map(\.to)) {
            hooks[source] = try webhook(source, in: repository)
        }
        let hosts = try repository.config("assent.webhookHosts") ?? ""
        let git = GitProcess(directory: session.directory, environment: session.environment)
        let clock = session.clock
        return Flusher.Ways(
            server: try mailServer(of: repository), password: { server in await git.password(of: server) },
            webhook: { [hooks] in hooks[$0] },
            privateHosts: Set(hosts.split { $0 == "," || $0 == " " }.map { $0.lowercased() }),
            environment: session.environment, time: { Int(clock().timeIntervalSince1970) })
    }

    private func webhook(_ source: String, in repository: Repository) throws -> (url: String, secret: String?)? {
        if source.hasPrefix("ASSENT_WEBHOOK_") {
            return session.environment[source].map { ($0, session.environment[source + "_SECRET"]) }
        }
        guard let url = try repository.config("assent.webhook.\(source).url") else { return nil }
        return (url, try repository.config("assent.webhook.\(source).secret"))
    }
}

extension GitProcess {
    /// From git's credential helpers, which are asked without a terminal; nil: they know none.
    fileprivate func password(of server: MailServer) async -> String? {
        var environment = environment
        environment["GIT_TERMINAL_PROMPT"] = "0"
        environment["GIT_ASKPASS"] = "true"
        environment["SSH_ASKPASS"] = "true"
        let name = server.host + (server.port.map { ":\($0)" } ?? "")
        let input = "protocol=\(server.isEncrypted ? "smtps" : "smtp")\nhost=\(name)\nusername=\(server.user ?? "")\n\n"
        do {
            let output = try await GitProcess(directory: directory, environment: environment)
                .run(["credential", "fill"], input: Array(input.utf8))
            let line = output.text.split(separator: "\n").first { $0.hasPrefix("password=") }
            return line.map { String($0.dropFirst("password=".count)) }.flatMap { $0.isEmpty ? nil : $0 }
        } catch { return nil }
    }
}
