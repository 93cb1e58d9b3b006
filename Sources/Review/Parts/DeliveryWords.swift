package import Delivery
package import Resources

/// What there is to say about messages: to whom they go, and why they do not.
package enum DeliveryWords {
    /// After an act: who is told, and what keeps them from it.
    ///
    /// - Parameters:
    ///   - unreachable: members who have no address that mail can be sent to.
    ///   - obstacle: what keeps all of it on this machine.
    package static func sentences(
        mailTo members: [Member], unreachable: [Member], obstacle: DeliveryFailure?
    ) -> [Words] {
        var sentences: [Words] = []
        if !members.isEmpty {
            let names = members.map { Words($0.name) }.inWords()
            sentences.append(
                obstacle.map { "assent: mail to \(names) waits here, since \(reason($0))." }
                    ?? "assent: mail is on its way to \(names).")
        }
        for member in unreachable {
            let set = Words.command("assent settings", "members.\(member.id).email", then: "<address>")
            sentences.append(
                "assent: \(member.name) gets no mail: \(member.email.isEmpty ? "no address is known" : "\(member.email) is not an address that every mail server takes"). To change it:\u{A0} \(set)"
            )
        }
        return sentences
    }

    /// - Parameter failed: messages that failed, and wait or were given up.
    package static func undelivered(_ failed: [Envelope]) -> Words? {
        guard let first = failed.first?.failure else { return nil }
        return
            "assent: \(counted(failed.count, "message")) could not be sent: \(reason(first)). To see all:\u{A0} \(.command("assent notify"))"
    }

    /// - Parameter count: of acts of which nobody was told yet, though it is a while ago.
    package static func untold(_ count: Int) -> Words? {
        if count == 0 { return nil }
        return
            "assent: nobody has been told of \(counted(count, "act")) yet. To tell them now:\u{A0} \(.command("assent notify", "--flush"))"
    }

    /// The settings say that another repository sends.
    package static let toldByServer: Words = "assent: the server tells everyone whom this concerns."

    /// Messages that nobody wants sent any more.
    package static func dropped(_ count: Int) -> Words {
        count == 0
            ? "assent: no message was given up, so none was dropped."
            : "assent: \(counted(count, "message")) dropped."
    }

    /// Somebody changed the settings past approval.
    package static let doubtful: Words =
        "assent: nobody is told of it yet: assent.yaml was changed on the published branch without approval, so it does not decide who gets mail. What to do:\u{A0} \(.command("assent verify"))"

    /// What to type so that what failed goes out.
    package static func steps(after failure: DeliveryFailure) -> [NextStep] {
        let flush = "assent notify --flush"
        switch failure.reason {
        case .noServer, .badServer:
            return [
                NextStep("set the server", "git config assent.smtpUrl smtp://<server>"),
                NextStep("then send it", flush),
            ]
        case .noCurl: return [NextStep("once curl is installed, send it", flush)]
        case .refused:
            return [NextStep("to try again now", flush), NextStep("to drop what was given up", "assent notify --drop")]
        default: return [NextStep("to try again now", flush)]
        }
    }

    /// Why a message was not delivered, as the end of a sentence that begins with "since".
    package static func reason(_ failure: DeliveryFailure) -> Words {
        let said: Words = failure.words.isEmpty ? Words() : " (\(failure.words))"
        return switch failure.reason {
        case .noServer: "no mail server is set"
        case .badServer: "the address of the mail server cannot be used" + said
        case .noCurl: "curl is not installed"
        case .noAddress: "the address of the webhook is not set here"
        case .addressRefused: "the address of the webhook cannot be used" + said
        case .unreachable: "the server could not be reached" + said
        case .silent: "the server did not answer in time" + said
        case .insecure: "the connection could not be encrypted, or the server not be identified" + said
        case .notAuthorized: "the server did not accept the user or password" + said
        case .delayed: "the server put it off" + said
        case .refused: "the server refused it" + said
        case .redirected: "the server sent it elsewhere, which is not followed" + said
        case .failed: "sending it failed" + said
        }
    }
}
