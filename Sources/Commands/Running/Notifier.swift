import Approvals
import Delivery
import FoundationEssentials
import Git
import Resources
import Review
import Templates

/// Tells members of acts. An act itself is only noted down (`Announcement`); messages about it are written, and sent, by a
/// process of its own.
struct Notifier {
    private let invocation: Invocation
    private let repository: Repository
    let outbox: Outbox

    init(_ invocation: Invocation, in repository: Repository) {
        self.invocation = invocation
        self.repository = repository
        outbox = Outbox(in: repository.commonDirectory + "/assent/outbox")
    }

    /// Starts to send what an earlier command left.
    func sendWhatIsDue() {
        if !Announcements(repository).isEmpty || !outbox.isEmpty && outbox.isDue(at: now) { start() }
    }

    private var now: Int { Int(session.clock().timeIntervalSince1970) }
    private var session: Session { invocation.session }

    /// In a process of its own, which nobody waits for; none where one has just been started, which will see all.
    private func start() {
        do throws(OutboxProblem) { if try outbox.isAboutToBeSent() { return } } catch {}
        invocation.surroundings.startAlone?(["notify", "--flush", "--due", "--quiet", "-C", session.directory])
    }

    /// Says that messages do not go out, where there are any.
    func tellUndelivered() {
        let failed: [Envelope]
        do throws(OutboxProblem) { failed = try outbox.waiting().map(\.envelope).filter { $0.failure != nil } } catch {
            return
        }
        let late = Announcements(repository).done().count { now - $0.time > Self.patience }
        for words in [DeliveryWords.undelivered(failed), DeliveryWords.untold(late)].compactMap(\.self) {
            invocation.note(sentence: words)
        }
    }

    /// After so many seconds somebody should have been told.
    private static let patience = 60

    // MARK: - After an act

    /// Starts to tell those whom an act concerns, and says whom.
    func tell(_ outcome: Outcome, by me: Member, in before: OpenWorkspace) {
        let notifications = before.settings.notifications
        do {
            if notifications.tellAnybody, try !Announcements(repository).areTold(by: notifications) {
                if !outcome.concerned.isEmpty { invocation.note(sentence: DeliveryWords.toldByServer) }
                return
            }
            let announced = invocation.takeAnnounced()
            if announced.isEmpty { return }
            do {
                try outbox.prepare()
                for (announcement, problem) in announced where problem != nil { _ = try write(announcement) }
            } catch  where announced.contains(where: { $0.problem != nil }) {
                // No later command knows of it.
                return complain("nobody is told of it", error)
            }
            defer { start() }
            if try PastApproval(before).changesSettings() { return invocation.note(sentence: DeliveryWords.doubtful) }
            let told =
                notifications.from == nil
                ? []
                : try Letters(of: outcome, in: outcome.landed.isEmpty ? before : before.refreshed(), by: me)
                    .recipients()
            let (mail, unreachable) = (told.filter(\.hasMailbox), told.filter { !$0.hasMailbox })
            let obstacle = mail.isEmpty ? nil : obstacle
            for sentence in DeliveryWords.sentences(mailTo: mail, unreachable: unreachable, obstacle: obstacle) {
                invocation.note(sentence: sentence)
            }
            if let obstacle {
                invocation.note(Page(.steps(DeliveryWords.steps(after: obstacle))).text(invocation.terminal.errorStyle))
            }
        } catch { complain("nobody could be told of it yet; the next command tries again", error) }
    }

    private func complain(_ what: String, _ error: any Error) {
        invocation.note("assent: done, but \(what):")
        invocation.note(Failure(error, in: nil).explanation.page.text(invocation.terminal.errorStyle))
    }

    // MARK: - Writing messages

    /// Whether there is nothing to write, and nothing to send.
    var isIdle: Bool { Announcements(repository).isEmpty && outbox.isEmpty }

    /// Writes the messages about all that was announced. When it returns, they are on the disk. What cannot be told stays
    /// announced until it is too late, and holds nothing else up.
    ///
    /// - Returns: why some of it could not be told.
    func write() -> [any Error] {
        var problems: [any Error] = []
        for announcement in Announcements(repository).done() {
            let isTooLate = now - announcement.time > Notifications.defaultExpire
            do {
                if try write(announcement) || isTooLate { announcement.forget() }
            } catch {
                if isTooLate { announcement.forget() }
                problems.append(error)
            }
        }
        return problems
    }

    /// Says what could not be told.
    func tell(_ problems: [any Error]) {
        for problem in problems {
            invocation.note("assent: an act could not be told to those whom it concerns; the next command tries again:")
            invocation.note(Failure(problem, in: nil).explanation.page.text(invocation.terminal.errorStyle))
        }
    }

    /// - Returns: whether there is nothing left to write. Settings that nobody approved do not say who is told: once
    ///   somebody accepted or reverted them, everybody is.
    private func write(_ announcement: Announcement) throws -> Bool {
        let workspace = try OpenWorkspace(session, repository)
        guard let (outcome, before) = try OutcomeReader(workspace).outcome(of: announcement) else { return true }
        if try PastApproval(before).changesSettings() { return false }
        try outbox.keep(try messages(of: outcome, under: before.settings, in: workspace, at: announcement.time))
        return true
    }

    private func messages(
        of outcome: Outcome, under settings: Settings, in workspace: OpenWorkspace, at time: Int
    ) throws -> [(envelope: Envelope, body: [UInt8])] {
        let notifications = settings.notifications
        let expires = time + notifications.expire
        var messages: [(envelope: Envelope, body: [UInt8])] = []
        if let sender = notifications.from, !outcome.concerned.isEmpty,
            let actor = settings.allMembers.first(where: { $0.id.isExactly(outcome.actor) })
        {
            for letter in try Letters(of: outcome, in: workspace, by: actor).all() {
                if let mail = letter.mail(from: sender, style: StyleSheet.mail, at: time, expires: expires) {
                    messages.append((mail.envelope, mail.message.bytes))
                }
            }
        }
        if notifications.webhooks.isEmpty { return messages }
        let reader = try Reader(workspace, nil)
        for call in outcome.effects.compactMap({ WebhookCall($0, of: outcome, for: reader) }) {
            for webhook in notifications.webhooks where webhook.events.contains(call.event) {
                let envelope = Envelope(
                    kind: .webhook, id: "\(call.id).\(webhook.source).\(webhook.format.rawValue)", to: webhook.source,
                    about: reader.short(draft: call.draft), act: outcome.act.rawValue, written: time, expires: expires)
                messages.append((envelope, call.body(webhook.format)))
            }
        }
        return messages
    }

    /// What keeps mail from leaving this machine, as far as it can be seen at once.
    private var obstacle: DeliveryFailure? {
        do {
            switch try server() {
            case .failure(let failure)?: return failure
            case nil: return DeliveryFailure(.noServer)
            case .success?: return Flusher.hasCurl(in: session.environment) ? nil : DeliveryFailure(.noCurl)
            }
        } catch { return nil }
    }

    // MARK: - Ways out

    private func server() throws -> Result<MailServer, DeliveryFailure>? {
        let text = try session.environment["ASSENT_SMTP_URL"] ?? repository.config("assent.smtpUrl")
        guard let text, !text.isEmpty else { return nil }
        do throws(DeliveryFailure) { return .success(try MailServer(text)) } catch { return .failure(error) }
    }

    func ways() throws -> Flusher.Ways {
        let hosts = try repository.config("assent.webhookHosts") ?? ""
        let git = GitProcess(directory: session.directory, environment: session.environment)
        let clock = session.clock
        return Flusher.Ways(
            server: try server(),
            password: { server in
                let host = server.host + (server.port.map { ":\($0)" } ?? "")
                let name = server.isEncrypted ? "smtps" : "smtp"
                // Whatever keeps git from answering, the server says that it wants a password.
                do { return try await git.password(of: server.user ?? "", at: host, protocol: name) } catch {
                    return nil
                }
            },
            webhook: webhook,
            privateHosts: Set(hosts.split { $0 == "," || $0 == " " }.map { $0.lowercased() }),
            environment: session.environment, time: { Int(clock().timeIntervalSince1970) })
    }

    private func webhook(_ source: String) throws -> (url: String, secret: String?)? {
        if source.hasPrefix("ASSENT_WEBHOOK_") {
            return session.environment[source].map { ($0, session.environment[source + "_SECRET"]) }
        }
        guard let url = try repository.config("assent.webhook.\(source).url") else { return nil }
        return (url, try repository.config("assent.webhook.\(source).secret"))
    }
}
