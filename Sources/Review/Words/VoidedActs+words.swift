import Approvals
import Resources

extension VoidedActs {
    private static let most = 8

    /// Each act, why it no longer counts, and how it is done again.
    ///
    /// - Parameter isLive: the settings are those of now.
    func words(for reader: Reader, isLive: Bool) -> [Words] {
        let shown = acts.count > Self.most ? acts.prefix(Self.most - 1) : acts[...]
        return shown.map { words(of: $0, reader, isLive) }
            + (shown.count < acts.count ? ["and \(acts.count - shown.count) more like these"] : [])
    }

    private func words(of act: Act, _ reader: Reader, _ isLive: Bool) -> Words {
        let actor = act.event.actor
        let draft = reader.short(draft: act.request.draftName)
        let whose: Words = reader.isMe(actor) ? "Your" : "\(reader.name(actor))’s"
        let (noun, verb, rest): (Words, String, String?) =
            if act.event.isApproval {
                ("approval of", "approve", nil)
            } else if act.event.isDecline {
                ("decline of", "decline", "-m \"…\"")
            } else {
                ("request for", "submit", nil)
            }
        let again: Words =
            "\(reader.isMe(actor) ? "You" : "They") can \(verb) it again\(isLive ? "" : " then"): \(.command("assent \(verb)", draft, then: rest))"
        let counts: Words = isLive ? "no longer counts" : "will no longer count"
        return "\(whose) \(noun) \(draft) \(counts): \(why(act.reason, reader.isMe(actor), again))."
    }

    private func why(_ reason: VoidReason, _ isMine: Bool, _ again: Words) -> Words {
        switch reason {
        case .notSigned: return "it is not signed. \(again)"
        case .otherKey: return "the key that signed it is no longer in assent.yaml. \(again)"
        case .lacks(let permission): return "\(isMine ? "your" : "their") role may not \(permission.rawValue)"
        case .wrongSignature, .notMember, .tooManyComments: return "it \(Words(reason))"
        }
    }
}
