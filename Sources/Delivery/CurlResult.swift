/// What curl tells of one transfer.
struct CurlResult: Hashable, Sendable {
    /// Of the message.
    let name: String
    /// curl(1), EXIT CODES.
    let status: Int
    /// The server's last, 0: none came.
    let reply: Int
    let words: String

    /// `assent 3f2a91c0… 55 550 RCPT failed: 550`
    init?(_ line: String) {
        let parts = line.split(separator: " ", maxSplits: 4, omittingEmptySubsequences: false)
        guard parts.count >= 4, parts[0] == "assent", let status = Int(parts[2]), let reply = Int(parts[3])
        else { return nil }
        name = String(parts[1])
        self.status = status
        self.reply = reply
        words = parts.count > 4 ? String(parts[4]) : ""
    }

    func hasArrived(_ kind: Envelope.Kind) -> Bool {
        switch kind {
        case .mail: mailFailure == nil
        case .webhook: webhookFailure == nil
        }
    }

    /// Nil: the server took the message.
    var mailFailure: DeliveryFailure? {
        if status == 0 { return nil }
        let said = reply >= 400 && !words.contains("\(reply)") ? "\(words) (\(reply))" : words
        // RFC 3207, 4: it talks to nobody who does not encrypt.
        if reply == 530, words.uppercased().contains("STARTTLS") { return DeliveryFailure(.insecure, said) }
        // RFC 4954, 6: these are about who signs in, whatever curl was doing.
        if status == 67 || [530, 534, 535, 538].contains(reply) { return DeliveryFailure(.notAuthorized, said) }
        if let reason = connectionReason { return DeliveryFailure(reason, said) }
        switch reply {
        case 421: return DeliveryFailure(.unreachable, said)
        case 400..<500: return DeliveryFailure(.delayed, said)
        case 500..<600: return DeliveryFailure(.refused, said)
        default: return DeliveryFailure(.failed, said)
        }
    }

    var webhookFailure: DeliveryFailure? {
        if status == 0 {
            switch reply {
            case 200..<300: return nil
            case 300..<400: return DeliveryFailure(.redirected, "\(reply)")
            // Gone: RFC 9110, 15.5.11.
            case 410: return DeliveryFailure(.refused, "\(reply)")
            default: return DeliveryFailure(.delayed, "\(reply)")
            }
        }
        return DeliveryFailure(connectionReason ?? .failed, words)
    }

    private var connectionReason: DeliveryFailure.Reason? {
        switch status {
        case 5, 6, 7, 52, 56: reply >= 400 ? nil : .unreachable
        case 55: reply >= 400 ? nil : .unreachable
        case 28: .silent
        case 35, 51, 53, 54, 58, 59, 60, 64, 66, 77, 80, 82, 83, 90, 91: .insecure
        default: nil
        }
    }
}
