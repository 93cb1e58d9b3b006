package import Delivery
package import Resources

/// What there is to say about messages: to whom they go, and why they do not.
package enum DeliveryWords {
    /// After an act: who is told, and what keeps them from it.
    ///
    /// - Parameters:
    ///   - unreachable: members who have no address that mail can be sent to.
    ///   - sendsHere: this repository is the one that sends.
    ///   - missing: nothing can leave this machine.
    package static func sentences(
        mailTo members: [Member], unreachable: [Member], sendsHere: Bool, missing: DeliveryFailure?
    ) -> [Words] {
        guard sendsHere else { return ["assent: the server tells everyone whom this concerns."] }
        var sentences: [Words] = []
        if !members.isEmpty {
            let names = members.map { Words($0.name) }.inWords()
            sentences.append(
                missing.map {
                    "assent: mail to \(names) waits, since \(Words($0)). \(wayOn($0))"
                } ?? "assent: mail is on its way to \(names).")
        }
        for member in unreachable {
            let set = Words.command(Shell.line(["assent", "settings", "members.\(member.id).email", "<address>"]))
            sentences.append(
                "assent: \(member.name) gets no mail: \(member.email.isEmpty ? "no address is known" : "\(member.email) is not an address that every mail server takes"). To change it:\u{A0} \(set)"
            )
        }
        return sentences
    }

    /// What to type so that what failed goes out.
    package static func wayOn(_ failure: DeliveryFailure) -> Words {
        let flush = Words.command("assent notify --flush")
        switch failure.reason {
        case .noServer, .badServer:
            return
                "Set the server, then send it:\u{A0} \(.command("git config assent.smtpUrl smtp://relay.example"))\u{A0} and\u{A0} \(flush)"
        case .noCurl: return "Install curl, then send it:\u{A0} \(flush)"
        case .refused: return "Correct the address, then send it:\u{A0} \(flush)"
        default: return "To send it now:\u{A0} \(flush)"
        }
    }
}

extension Words {
    /// Why a message was not delivered, as the end of a sentence that begins with "since".
    package init(_ failure: DeliveryFailure) {
        let said: Words = failure.words.isEmpty ? Words() : " (\(failure.words))"
        switch failure.reason {
        case .noServer: self = "no mail server is set"
        case .badServer: self = "the address of the mail server cannot be used" + said
        case .noCurl: self = "curl is not installed"
        case .noAddress: self = "the address of the webhook is not set here"
        case .addressRefused: self = "the address of the webhook cannot be used" + said
        case .unreachable: self = "the server could not be reached" + said
        case .silent: self = "the server did not answer in time" + said
        case .insecure: self = "the connection could not be encrypted, or the server not be identified" + said
        case .notAuthorized: self = "the server did not accept the user or password" + said
        case .delayed: self = "the server put it off" + said
        case .refused: self = "the server refused it" + said
        case .redirected: self = "the server sent it elsewhere, which is not followed" + said
        case .failed: self = "sending it failed" + said
        }
    }
}
