import Approvals
import Delivery
import FoundationEssentials
import Git
import Resources
import Review
import Templates

/// Lays messages into the outbox of a repository, and starts to send them.
struct Notifier {
    private let invocation: Invocation
    private let repository: Repository
    let outbox: Outbox

    init(_ invocation: Invocation, in repository: Repository) {
        self.invocation = invocation
        self.repository = repository
        outbox = Outbox(in: repository.commonDirectory + "/assent/outbox")
    }

    /// Starts to send what is due and was left by an earlier command.
    func sendWhatIsDue() {
        if !outbox.isEmpty, outbox.isDue(at: now) { start() }
    }

    /// No settings make one act send more than this.
    private static let mostLetters = 200
    private static let mostWebhooks = 20

    private var now: Int { Int(session.clock().timeIntervalSince1970) }
    private var session: Session { invocation.session }

    /// In a process of its own, which nobody waits for.
    private func start() {
        invocation.surroundings.startAlone?(["notify", "--flush", "--due", "--quiet", "-C", session.directory])
    }

    /// Says that messages do not go out, where there are any.
    func tellUndelivered() {
        let failed: [Envelope]
        do throws(OutboxProblem) { failed = try outbox.waiting().map(\.envelope).filter { $0.failure != nil } } catch {
            return
        }
        if let words = DeliveryWords.undelivered(failed) { invocation.note(sentence: words) }
    }

    // MARK: - After an act

    /// What was laid into the outbox.
    struct Laid {
        fileprivate var mail: [Member] = []
        fileprivate var unreachable: [Member] = []
        /// Why some of it could not be kept, or found out.
        fileprivate var problem: (any Error)?
        fileprivate var isSentHere = true
        /// The settings may be what nobody approved: they do not say who is told.
        fileprivate var isDoubtful = false
    }

    /// - Parameter before: as it was when the act was done, by whose settings everybody is told.
    /// - Returns: nil: there was nobody to tell.
    func keep(_ outcome: Outcome, by me: Member, in before: OpenWorkspace) -> Laid? {
        let notifications = before.settings.notifications
        guard notifications.from != nil || !notifications.webhooks.isEmpty, !outcome.effects.isEmpty else { return nil }
        var laid = Laid()
        do {
            guard try isSentHere(notifications) else {
                laid.isSentHere = false
                return outcome.concerned.isEmpty ? nil : laid
            }
            if try PastApproval(before).changesSettings() {
                laid.isDoubtful = true
                return laid
            }
            let messages = try messages(of: outcome, notifications, by: me, in: before.refreshed(), &laid)
            if messages.isEmpty { return laid.unreachable.isEmpty ? nil : laid }
            let new = try outbox.keep(messages.map { ($0.envelope, $0.body) })
            laid.mail = messages.filter { new.contains($0.envelope.id) }.compactMap(\.member)
            if new.isEmpty, laid.unreachable.isEmpty { return nil }
            start()
        } catch { laid.problem = error }
        return laid
    }

    private func isSentHere(_ notifications: Notifications) throws -> Bool {
        if notifications.via == .clients { return true }
        return try ["true", "yes", "on", "1"].contains(repository.config("assent.sends")?.lowercased() ?? "")
    }

    private func messages(
        of outcome: Outcome, _ notifications: Notifications, by me: Member, in workspace: OpenWorkspace,
        _ laid: inout Laid
    ) throws -> [(envelope: Envelope, body: [UInt8], member: Member?)] {
        let expires = now + notifications.expire
        var messages: [(envelope: Envelope, body: [UInt8], member: Member?)] = []
        if let sender = notifications.from, !outcome.concerned.isEmpty {
            for letter in try Letters(of: outcome, in: workspace, by: me).all().prefix(Self.mostLetters) {
                let mail = letter.mail(from: sender, style: StyleSheet.mail, at: now, expires: expires)
                guard let (envelope, message) = mail else {
                    laid.unreachable.append(letter.recipient)
                    continue
                }
                messages.append((envelope, message.bytes, letter.recipient))
            }
        }
        if notifications.webhooks.isEmpty { return messages }
        let reader = try Reader(workspace, nil)
        for call in outcome.effects.compactMap({ WebhookCall($0, of: outcome, for: reader) }) {
            for webhook in notifications.webhooks.prefix(Self.mostWebhooks) where webhook.events.contains(call.event) {
                let envelope = Envelope(
                    kind: .webhook, id: "\(call.id).\(webhook.source).\(webhook.format.rawValue)", to: webhook.source,
                    about: reader.short(draft: call.draft), act: outcome.act.rawValue, written: now, expires: expires)
                messages.append((envelope, call.body(webhook.format), nil))
            }
        }
        return messages
    }

    func tell(_ laid: Laid) {
        if let problem = laid.problem {
            invocation.note("assent: done, but the mail about it could not be kept:")
            invocation.note(Failure(problem, in: nil).explanation.page.text(invocation.terminal.errorStyle))
            return
        }
        if laid.isDoubtful {
            invocation.note(sentence: DeliveryWords.doubtful)
            return
        }
        let obstacle = laid.mail.isEmpty ? nil : obstacle
        for sentence in DeliveryWords.sentences(
            mailTo: laid.mail, unreachable: laid.unreachable, isSentHere: laid.isSentHere, obstacle: obstacle)
        {
            invocation.note(sentence: sentence)
        }
        if let obstacle {
            invocation.note(Page(.steps(DeliveryWords.steps(after: obstacle))).text(invocation.terminal.errorStyle))
        }
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
        var hooks: [String: (url: String, secret: String?)] = [:]
        for source in Set(try outbox.waiting().map(\.envelope).filter { $0.kind == .webhook }.map(\.to)) {
            hooks[source] = try webhook(source)
        }
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
            webhook: { [hooks] in hooks[$0] },
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
